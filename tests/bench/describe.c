#include "describe.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "parts.h"

enum { BLOCK = 1 << 16, WORD_MAX = 256, COMMENT_COLUMN = 4 };

typedef struct survey_words {
    pal_arena *mem;
    pal_map *places; /* of a form in `counts`, from 1 */
    uint32_t *counts;
    size_t distinct;
    size_t cap;
    uint64_t words;
    uint64_t once; /* forms that occur once */
    uint64_t rows; /* with the heading */
    uint64_t next; /* rows after which the forms are told */
    bool in_letter;
    char word[WORD_MAX];
    size_t len;
} survey_words;

static void count_word(survey_words *s)
{
    pal_str word = {s->word, s->len};
    s->len = 0;
    s->words++;
    uint32_t *place = pal_map_find(s->places, word);
    if (!place) {
        pal_str kept = pal_arena_copy(s->mem, word);
        place = parts_need(pal_map_at(s->places, kept, NULL));
        if (s->distinct == s->cap) {
            size_t cap = s->cap * 2 + 4096;
            s->counts = parts_need(pal_arena_grow(s->mem, s->counts, s->cap, cap,
                                                  sizeof *s->counts, _Alignof(uint32_t)));
            s->cap = cap;
        }
        *place = (uint32_t)++s->distinct;
    }
    uint32_t count = ++s->counts[*place - 1];
    s->once += count == 1;
    s->once -= count == 2;
}

/* Letters and digits, of which only Latin ones stand in the corpora: of the characters
 * beyond ASCII those of two bytes, less the signs of Latin-1. */
static bool is_word_byte(survey_words *s, unsigned char c)
{
    if (c >= 0x80 && c < 0xC0) /* goes with the byte that the character began with */
        return s->in_letter;
    s->in_letter = c >= 0xC3 && c < 0xE0;
    return s->in_letter || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
           (c >= 'a' && c <= 'z');
}

static void end_row(survey_words *s)
{
    if (s->rows++ != s->next)
        return;
    printf("%" PRIu64 " rows: %" PRIu64 " words, %zu distinct forms\n", s->next, s->words,
           s->distinct);
    s->next *= 10;
}

static void read_survey(survey_words *s, FILE *in)
{
    static char block[BLOCK];
    int column = 0;
    bool quoted = false;
    for (size_t got; (got = fread(block, 1, sizeof block, in)) != 0;) {
        for (size_t i = 0; i < got; i++) {
            unsigned char c = (unsigned char)block[i];
            bool in_text = column == COMMENT_COLUMN && s->rows != 0;
            if (is_word_byte(s, c) && in_text && s->len < WORD_MAX) {
                s->word[s->len++] = block[i];
                continue;
            }
            if (s->len != 0)
                count_word(s);
            quoted ^= c == '"';
            if (!quoted && c == ';')
                column++;
            if (!quoted && c == '\n') {
                column = 0;
                end_row(s);
            }
        }
    }
}

static int descending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x < y) - (x > y);
}

static void write_coverage(survey_words *s)
{
    static const size_t tops[] = {1000, 4000, 16000, 65000};
    qsort(s->counts, s->distinct, sizeof *s->counts, descending);
    uint64_t sum = 0;
    size_t at = 0;
    printf("of all words:");
    for (int i = 0; i < 4; i++) {
        for (; at < tops[i] && at < s->distinct; at++)
            sum += s->counts[at];
        printf(" %zu forms %.0f %%%s", tops[i], 100.0 * (double)sum / (double)s->words,
               i < 3 ? "," : "\n");
    }
}

void describe_write(pal_arena *mem, const char *path)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        parts_fail("cannot open the survey");
    survey_words s = {.mem = mem, .next = 1000};
    s.places = parts_need(pal_map_new(mem, 1));
    read_survey(&s, in);
    fclose(in);
    if (s.rows < 2 || s.words == 0)
        parts_fail("no rows");
    uint64_t rows = s.rows - 1;
    printf("%" PRIu64 " rows, %" PRIu64
           " words, %.1f a row, %zu distinct forms, %.0f %% of "
           "them once\n",
           rows, s.words, (double)s.words / (double)rows, s.distinct,
           100.0 * (double)s.once / (double)s.distinct);
    write_coverage(&s);
}
