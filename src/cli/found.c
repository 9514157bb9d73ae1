#include "found.h"

#include <string.h>

/* One word of sh: plain bytes and parts in single quotes. False when it does not fit. */
static bool next_word(char *out, size_t size, pal_str *line)
{
    size_t used = 0;
    bool quoted = false;
    bool any = false;
    while (line->len != 0 && line->ptr[0] == ' ') {
        line->ptr++;
        line->len--;
    }
    while (line->len != 0 && (quoted || line->ptr[0] != ' ')) {
        char c = line->ptr[0];
        size_t step = 1;
        any = true;
        if (c == '\'') {
            quoted = !quoted;
        } else {
            if (!quoted && c == '\\' && line->len > 1)
                c = line->ptr[step++];
            if (used + 1 >= size)
                return false;
            out[used++] = c;
        }
        line->ptr += step;
        line->len -= step;
    }
    out[used] = '\0';
    return any;
}

bool found_next(found_option *out, pal_str *line)
{
    char word[sizeof out->name + 2];
    if (!next_word(word, sizeof word, line) || strncmp(word, "--", 2) != 0)
        return false;
    memcpy(out->name, word + 2, strlen(word + 2) + 1);
    return next_word(out->value, sizeof out->value, line);
}
