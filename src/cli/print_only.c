#include "print_only.h"

#include <stdio.h>

typedef struct words {
    const char *only, *either, *left, *left_end;
} words;

static const words screen_words[3] = {
    [PAL_LANGUAGE_FI] = {"Vain rivit, joilla ", " tai ", "; ",
                         " muuta riviä on jätetty pois."},
    [PAL_LANGUAGE_EN] = {"Only rows with ", " or ", "; ", " other rows are left out."},
};

/* Words of a file must not steer the terminal. */
static void print_plain(pal_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool control =
            c < 0x20 || c == 0x7F ||
            (c == 0xC2 && i + 1 < text.len && (unsigned char)text.ptr[i + 1] < 0xA0);
        putchar(control ? ' ' : c);
        i += control && c == 0xC2;
    }
}

static bool same(pal_str a, pal_str b)
{
    size_t i = 0;
    while (i < a.len && i < b.len && a.ptr[i] == b.ptr[i])
        i++;
    return i == a.len && i == b.len;
}

void print_only(const pal_summary *s, pal_language language)
{
    const words *w = &screen_words[language];
    if (s->only_count == 0)
        return;
    fputs(w->only, stdout);
    bool first = true;
    for (size_t i = 0; i < s->only_count; i++) {
        size_t before = 0;
        while (before < i && !same(s->only[before].column, s->only[i].column))
            before++;
        if (before < i)
            continue;
        fputs(first ? "" : ", ", stdout);
        first = false;
        print_plain(s->only[i].column);
        fputs(" = ", stdout);
        for (size_t k = i; k < s->only_count; k++) {
            if (!same(s->only[k].column, s->only[i].column))
                continue;
            fputs(k == i ? "" : w->either, stdout);
            putchar('"');
            print_plain(s->only[k].value);
            putchar('"');
        }
    }
    printf("%s%llu%s\n", w->left, (unsigned long long)s->left_out, w->left_end);
}
