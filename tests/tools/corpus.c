#include "corpus.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "base/str.h"
#include "base/unicode.h"

enum { FILE_LIMIT = 64 << 20 };

void *corpus_need(void *memory)
{
    if (!memory) {
        fputs("no memory\n", stderr);
        exit(1);
    }
    return memory;
}

/* Apostrophes that end a word are quotation marks. */
static pal_str without_quotes(pal_str word)
{
    while (word.len != 0 && word.ptr[word.len - 1] == '\'')
        word.len--;
    return word;
}

static void read_text(pal_str text, int mark, corpus_word *call, void *ctx)
{
    size_t start = 0;
    bool digit = false;
    bool letter = false;
    for (size_t at = 0; at <= text.len;) {
        size_t here = at;
        uint32_t code = ' ';
        if (at < text.len)
            code = pal_unicode_next(text, &at);
        else
            at++;
        bool is_letter = pal_unicode_is_letter(code);
        if (is_letter || (letter && (code == '\'' || code == 0x2019))) {
            letter = true;
            digit = digit || pal_unicode_is_digit(code);
            continue;
        }
        pal_str word = without_quotes((pal_str){text.ptr + start, here - start});
        bool masked = start > 0 && text.ptr[start - 1] == '[';
        if (letter && !digit && !masked && word.len != 0)
            call(ctx, word, mark);
        start = at;
        letter = false;
        digit = false;
    }
}

void corpus_read(const char *data, const corpus_source *s, corpus_word *call, void *ctx)
{
    pal_error err = {0};
    pal_str text = {NULL, 0};
    pal_arena *mem = corpus_need(pal_arena_open((size_t)1 << 30));
    pal_arena *row = corpus_need(pal_arena_open((size_t)64 << 20));
    const char *path = pal_io_path(mem, data, s->path);
    if (!path || pal_io_read(&text, mem, path, FILE_LIMIT, &err) != PAL_OK) {
        fprintf(stderr, "%s: %s\n", s->path, err.msg);
        exit(1);
    }
    const pal_str label = PAL_STR("# text = ");
    pal_cut cut;
    for (int number = 0; text.len != 0; text = cut.tail, number++) {
        cut = pal_str_cut(text, '\n');
        pal_str line = cut.head;
        if (number % s->every != 0 || (s->column < 0 && !pal_str_starts(line, label)))
            continue;
        if (s->column < 0)
            line = (pal_str){line.ptr + label.len, line.len - label.len};
        for (int i = 0; i < s->column; i++)
            line = pal_str_cut(line, '\t').tail;
        line = pal_unicode_clean(row, pal_str_cut(line, '\t').head);
        read_text(line, s->mark, call, ctx);
        pal_arena_reset(row);
    }
    pal_arena_close(row);
    pal_arena_close(mem);
}

bool corpus_has_letters(pal_str text, bool finnish, size_t least, size_t most)
{
    size_t letters = 0;
    for (size_t at = 0; at < text.len; letters++) {
        uint32_t code = pal_unicode_next(text, &at);
        bool umlaut = code == 0xE4 || code == 0xF6 || code == 0xE5;
        if ((code < 'a' || code > 'z') && !(finnish && umlaut))
            return false;
    }
    return letters >= least && letters <= most;
}
