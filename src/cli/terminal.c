/* What the screen takes. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "messages.h"
#include "options.h"

bool wants_color(const settings *s, FILE *stream)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    return !s->no_color && !(no_color && *no_color) &&
           !(term && strcmp(term, "dumb") == 0) && isatty(fileno(stream));
}

size_t text_width(pal_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

void print_padded(pal_str text, size_t width)
{
    size_t shown = text_width(text);
    printf("%.*s%*s", (int)text.len, text.ptr ? text.ptr : "",
           shown < width ? (int)(width - shown) : 0, "");
}

pal_language screen_language(const settings *s, pal_language fallback)
{
    if (s->opt.screen != PAL_LANGUAGE_OTHER)
        return s->opt.screen;
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (!value || !*value)
            continue;
        if (strncmp(value, "fi", 2) == 0)
            return PAL_LANGUAGE_FI;
        if (strncmp(value, "en", 2) == 0)
            return PAL_LANGUAGE_EN;
        break;
    }
    return fallback;
}

void tell_waiting(const char *who)
{
    if (isatty(STDIN_FILENO) && isatty(STDERR_FILENO) && !messages_json())
        fprintf(stderr, "palaute %s: reading what is typed here; Ctrl-D ends it\n", who);
}
