#include "parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"
#include "dice.h"

_Noreturn void parts_fail(const char *what)
{
    fprintf(stderr, "generate: %s\n", what);
    exit(1);
}

void *parts_need(void *memory)
{
    if (!memory)
        parts_fail("no memory");
    return memory;
}

void pool_add(pal_arena *mem, pool *to, pal_str text)
{
    if (to->count == to->cap) {
        size_t cap = to->cap * 2 + 64;
        to->items = parts_need(pal_arena_grow(mem, to->items, to->cap, cap,
                                              sizeof *to->items, _Alignof(pal_str)));
        to->cap = cap;
    }
    to->items[to->count++] = text;
}

pal_str pool_pick(uint64_t *dice, const pool *from)
{
    return from->items[dice_below(dice, from->count)];
}

static bool ends_sentence(pal_str text, size_t at)
{
    if (text.ptr[at] == '\n')
        return true;
    bool stop = strchr(".!?", text.ptr[at]) != NULL;
    return stop &&
           (at + 1 == text.len || text.ptr[at + 1] == ' ' || text.ptr[at + 1] == '\n');
}

void pool_add_sentences(pal_arena *mem, pool *to, pal_str text)
{
    size_t begin = 0;
    for (size_t at = 0; at < text.len; at++) {
        if (!ends_sentence(text, at) && at + 1 != text.len)
            continue;
        pal_str sentence = pal_str_trim((pal_str){text.ptr + begin, at + 1 - begin});
        if (sentence.len > 3)
            pool_add(mem, to, sentence);
        begin = at + 1;
    }
}

bool spelling_of(spelling *s, pal_str word)
{
    *s = (spelling){.word = word};
    for (size_t at = 0; at < word.len; s->count++) {
        if (s->count == LETTERS_MAX)
            return false;
        s->at[s->count] = at;
        uint32_t code = pal_unicode_next(word, &at);
        if (!pal_unicode_is_letter(code) || pal_unicode_is_digit(code))
            return false;
    }
    s->at[s->count] = word.len;
    return s->count >= LETTERS_MIN;
}

static void add_letters(pal_buf *b, const spelling *s, size_t from, size_t to)
{
    pal_buf_add(b, pal_str_span(s->word.ptr + s->at[from], s->word.ptr + s->at[to]));
}

void spelling_add_slip(pal_buf *out, const spelling *s, uint64_t *dice)
{
    size_t at = 1 + dice_below(dice, s->count - 2);
    size_t kind = dice_below(dice, 4);
    add_letters(out, s, 0, at);
    if (kind == 0) {
        add_letters(out, s, at + 1, at + 2);
        add_letters(out, s, at, at + 1);
        add_letters(out, s, at + 2, s->count);
        return;
    }
    if (kind == 1)
        add_letters(out, s, at, at + 1);
    if (kind == 2)
        pal_buf_byte(out, (char)('a' + dice_below(dice, 26)));
    add_letters(out, s, kind == 1 ? at : at + 1, s->count);
}

void parts_add_cell(pal_buf *out, pal_str cell)
{
    bool quotes = false;
    for (size_t i = 0; i < cell.len; i++)
        quotes = quotes || strchr(";\"\r\n", cell.ptr[i]) != NULL;
    if (!quotes) {
        pal_buf_add(out, cell);
        return;
    }
    pal_buf_byte(out, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] == '"')
            pal_buf_byte(out, '"');
        pal_buf_byte(out, cell.ptr[i]);
    }
    pal_buf_byte(out, '"');
}

void parts_add_key(pal_buf *out, uint64_t number, size_t month, size_t day)
{
    char key[64];
    snprintf(key, sizeof key, "R%08" PRIu64 ";2026-%02zu-%02zu;", number, month, day);
    pal_buf_cstr(out, key);
}

void parts_spill(pal_buf *out, bool all)
{
    if (!all && out->len <= 1 << 20)
        return;
    if (out->failed || fwrite(out->ptr, 1, out->len, stdout) != out->len)
        parts_fail("cannot write");
    pal_buf_clear(out);
}
