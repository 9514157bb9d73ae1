/* generate.c -- a survey file of any size, made from the comments of a smaller one
 *
 *     generate [--seed N] [--rows N] [--mutate PERCENT] COMMENTS.csv > SURVEY.csv
 *
 * COMMENTS.csv is the comments.csv of a palaute run. Some comments are taken whole, the
 * others are put together from sentences of their language and band. A share of the words
 * (4 % of the Finnish, a third of that of the English ones) gets a typing error, an
 * ending or a word joined in front, so that the vocabulary keeps growing with the rows as
 * it does in real answers. Writes id;date;segment;nps;comment as UTF-8. Same seed, same
 * bytes.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/io.h"
#include "base/num.h"
#include "base/str.h"
#include "base/unicode.h"

enum {
    LANGUAGES = 2,
    BANDS = 4,
    WHOLE_PERCENT = 25,
    SENTENCES_MAX = 6,
    LETTERS_MIN = 4, /* shorter words stay as they are */
    LETTERS_MAX = 40,
    COLUMNS = 11
};
static const size_t SOURCE_LIMIT = (size_t)64 << 20;

typedef struct pool {
    pal_str *items;
    size_t count;
    size_t cap;
} pool;

typedef struct comment {
    int language; /* 0 Finnish, 1 English, -1 another */
    int band;
    pal_str score;
    pal_str segment;
    pal_str text;
} comment;

typedef struct generator {
    pal_arena *mem;
    comment *comments;
    size_t count;
    size_t cap;
    pool sentences[LANGUAGES][BANDS];
    pool heads; /* Finnish words to join in front of others */
    uint64_t random;
    uint64_t rows;
    uint64_t mutate; /* percent of the words */
    pal_buf text;    /* of one comment */
    pal_buf out;
} generator;

static void fail(const char *what)
{
    fprintf(stderr, "generate: %s\n", what);
    exit(1);
}

static void *need(void *memory)
{
    if (!memory)
        fail("no memory");
    return memory;
}

/* splitmix64. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014. */
static size_t below(generator *g, size_t limit)
{
    g->random += 0x9E3779B97F4A7C15u;
    uint64_t z = g->random;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (size_t)((z ^ (z >> 31)) % limit);
}

static pal_str pick(generator *g, const pool *from)
{
    return from->items[below(g, from->count)];
}

/* --- the source --- */

static void add_item(generator *g, pool *to, pal_str text)
{
    if (to->count == to->cap) {
        size_t cap = to->cap * 2 + 64;
        to->items = need(pal_arena_grow(g->mem, to->items, to->cap, cap,
                                        sizeof *to->items, _Alignof(pal_str)));
        to->cap = cap;
    }
    to->items[to->count++] = text;
}

/* One cell of RFC 4180 text; *at moves behind its comma or line end. */
static pal_str take_cell(generator *g, pal_str csv, size_t *at, bool *last)
{
    pal_buf_clear(&g->text);
    bool quoted = *at < csv.len && csv.ptr[*at] == '"';
    for (*at += quoted; *at < csv.len; ++*at) {
        char c = csv.ptr[*at];
        if (!quoted && (c == ',' || c == '\n'))
            break;
        if (quoted && c == '"') {
            quoted = *at + 1 < csv.len && csv.ptr[*at + 1] == '"';
            *at += quoted;
            if (!quoted)
                continue;
        }
        pal_buf_byte(&g->text, c);
    }
    *last = *at >= csv.len || csv.ptr[*at] == '\n';
    ++*at;
    pal_str copy = pal_arena_copy(g->mem, pal_buf_view(&g->text));
    if (!copy.ptr)
        fail("no memory");
    return copy;
}

static bool ends_sentence(pal_str text, size_t at)
{
    if (text.ptr[at] == '\n')
        return true;
    bool stop = strchr(".!?", text.ptr[at]) != NULL;
    return stop &&
           (at + 1 == text.len || text.ptr[at + 1] == ' ' || text.ptr[at + 1] == '\n');
}

static void add_sentences(generator *g, const comment *from)
{
    pool *to = &g->sentences[from->language][from->band];
    size_t begin = 0;
    for (size_t at = 0; at < from->text.len; at++) {
        if (!ends_sentence(from->text, at) && at + 1 != from->text.len)
            continue;
        pal_str sentence =
            pal_str_trim((pal_str){from->text.ptr + begin, at + 1 - begin});
        if (sentence.len > 3)
            add_item(g, to, sentence);
        begin = at + 1;
    }
}

static bool is_joiner(pal_str word)
{
    size_t letters = 0;
    for (size_t at = 0; at < word.len; letters++) {
        uint32_t code = pal_unicode_next(word, &at);
        if (!pal_unicode_is_letter(code) || pal_unicode_is_digit(code) ||
            pal_unicode_is_upper(code))
            return false;
    }
    return letters >= LETTERS_MIN && letters <= 9;
}

static void add_heads(generator *g, pal_str text)
{
    for (pal_cut cut = {.tail = text, .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, ' ');
        if (is_joiner(cut.head))
            add_item(g, &g->heads, cut.head);
    }
}

static void add_comment(generator *g, const pal_str *cells)
{
    static const char *const bands[BANDS] = {"", "detractor", "passive", "promoter"};
    if (g->count == g->cap) {
        size_t cap = g->cap * 2 + 256;
        g->comments = need(pal_arena_grow(g->mem, g->comments, g->cap, cap,
                                          sizeof *g->comments, _Alignof(comment)));
        g->cap = cap;
    }
    comment *made = &g->comments[g->count++];
    *made = (comment){.score = cells[3], .text = cells[9], .segment = cells[10]};
    made->language = pal_str_equal(cells[5], PAL_STR("fi"))   ? 0
                     : pal_str_equal(cells[5], PAL_STR("en")) ? 1
                                                              : -1;
    for (int i = 0; i < BANDS; i++)
        if (pal_str_equal(cells[4], pal_str_from(bands[i])))
            made->band = i;
    if (made->language >= 0)
        add_sentences(g, made);
    if (made->language == 0)
        add_heads(g, made->text);
}

static void read_comments(generator *g, const char *path)
{
    pal_error err = {.code = PAL_OK};
    pal_str csv;
    if (pal_io_read(&csv, g->mem, path, SOURCE_LIMIT, &err) != PAL_OK)
        fail(err.msg);
    if (!pal_str_starts(csv, PAL_STR("row,id,wave,score,band,language,sentiment,"
                                     "sentiment_score,themes,text,")))
        fail("not the comments.csv of a run with a segment column");
    bool header = true;
    for (size_t at = 0; at < csv.len; header = false) {
        pal_str cells[COLUMNS] = {{NULL, 0}};
        bool last = false;
        for (size_t i = 0; !last; i++) {
            pal_str cell = take_cell(g, csv, &at, &last);
            if (i < COLUMNS)
                cells[i] = cell;
        }
        if (!header)
            add_comment(g, cells);
    }
    if (g->count == 0 || g->heads.count == 0)
        fail("no Finnish comments to begin with");
}

/* --- words that grow the vocabulary --- */

/* Places of the characters of a word; the last one is its length. */
typedef struct spelling {
    pal_str word;
    size_t at[LETTERS_MAX + 1];
    size_t count;
} spelling;

static bool spell(spelling *s, pal_str word)
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

/* Two letters swapped, one left out, one doubled, or one hit beside. */
static void add_typo(generator *g, const spelling *s)
{
    size_t at = 1 + below(g, s->count - 2);
    size_t kind = below(g, 4);
    add_letters(&g->text, s, 0, at);
    if (kind == 0) {
        add_letters(&g->text, s, at + 1, at + 2);
        add_letters(&g->text, s, at, at + 1);
        add_letters(&g->text, s, at + 2, s->count);
        return;
    }
    if (kind == 1)
        add_letters(&g->text, s, at, at + 1);
    if (kind == 2)
        pal_buf_byte(&g->text, (char)('a' + below(g, 26)));
    add_letters(&g->text, s, kind == 1 ? at : at + 1, s->count);
}

static void add_ending(generator *g, const spelling *s, int language)
{
    static const char *const endings[LANGUAGES][24] = {
        {"kin", "kaan", "han",  "ko",   "ni",   "mme",   "nne",   "ssa",
         "sta", "lla",  "lta",  "lle",  "ksi",  "na",    "tta",   "n",
         "jen", "issa", "ista", "illa", "inen", "kinko", "hanko", "mmekin"},
        {"s",    "es",   "ed",   "ing",  "ly", "er",  "ness", "ish",
         "able", "less", "like", "wise", "y",  "ies", "ful",  "ment",
         "ers",  "ings", "edly", "n't",  "'s", "ity", "ism",  "ization"},
    };
    pal_buf_add(&g->text, s->word);
    pal_buf_cstr(&g->text, endings[language][below(g, 24)]);
}

static void add_mutated(generator *g, const spelling *s, int language)
{
    size_t kind = below(g, 10);
    if (language == 0 && kind < 3) {
        pal_buf_add(&g->text, pick(g, &g->heads));
        pal_buf_add(&g->text, s->word);
    } else if (kind < 6) {
        add_ending(g, s, language);
    } else {
        add_typo(g, s);
    }
}

static void add_words(generator *g, pal_str text, int language)
{
    for (pal_cut cut = {.tail = text, .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, ' ');
        spelling s;
        if (below(g, 300) < g->mutate * (language == 0 ? 3 : 1) && spell(&s, cut.head))
            add_mutated(g, &s, language);
        else
            pal_buf_add(&g->text, cut.head);
        if (cut.found)
            pal_buf_byte(&g->text, ' ');
    }
}

/* --- rows --- */

static void make_text(generator *g, const comment *from)
{
    pal_buf_clear(&g->text);
    if (from->language < 0) {
        pal_buf_add(&g->text, from->text);
        return;
    }
    const pool *sentences = &g->sentences[from->language][from->band];
    if (sentences->count == 0 || below(g, 100) < WHOLE_PERCENT) {
        add_words(g, from->text, from->language);
        return;
    }
    size_t count = 1 + below(g, SENTENCES_MAX);
    for (size_t i = 0; i < count; i++) {
        if (i != 0)
            pal_buf_byte(&g->text, ' ');
        add_words(g, pick(g, sentences), from->language);
    }
}

static void add_cell(pal_buf *b, pal_str cell)
{
    bool quotes = false;
    for (size_t i = 0; i < cell.len; i++)
        quotes = quotes || strchr(";\"\r\n", cell.ptr[i]) != NULL;
    if (!quotes) {
        pal_buf_add(b, cell);
        return;
    }
    pal_buf_byte(b, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] == '"')
            pal_buf_byte(b, '"');
        pal_buf_byte(b, cell.ptr[i]);
    }
    pal_buf_byte(b, '"');
}

static void write_out(generator *g)
{
    if (g->out.failed || fwrite(g->out.ptr, 1, g->out.len, stdout) != g->out.len)
        fail("cannot write");
    pal_buf_clear(&g->out);
}

static void add_row(generator *g, uint64_t number)
{
    const comment *from = &g->comments[below(g, g->count)];
    make_text(g, from);
    char head[64];
    size_t day = below(g, 180);
    snprintf(head, sizeof head, "R%08" PRIu64 ";2026-%02zu-%02zu;", number, 1 + day / 28,
             1 + day % 28);
    pal_buf_cstr(&g->out, head);
    add_cell(&g->out, from->segment);
    pal_buf_byte(&g->out, ';');
    add_cell(&g->out, from->score);
    pal_buf_byte(&g->out, ';');
    add_cell(&g->out, pal_buf_view(&g->text));
    pal_buf_byte(&g->out, '\n');
    if (g->out.len > 1 << 20)
        write_out(g);
}

static uint64_t read_number(const char *text)
{
    int64_t value = 0;
    if (!text || !pal_str_to_int(pal_str_from(text), &value) || value < 0)
        fail("a number is missing or wrong");
    return (uint64_t)value;
}

int main(int argc, char **argv)
{
    generator g = {.random = 1, .rows = 100000, .mutate = 4};
    const char *path = NULL;
    for (int i = 1; i < argc; i++) {
        uint64_t *number = strcmp(argv[i], "--seed") == 0     ? &g.random
                           : strcmp(argv[i], "--rows") == 0   ? &g.rows
                           : strcmp(argv[i], "--mutate") == 0 ? &g.mutate
                                                              : NULL;
        if (number)
            *number = read_number(argv[++i]);
        else
            path = argv[i];
    }
    if (!path)
        fail("usage: generate [--seed N] [--rows N] [--mutate PERCENT] COMMENTS.csv");
    g.mem = need(pal_arena_open(SOURCE_LIMIT * 4));
    read_comments(&g, path);
    pal_buf_cstr(&g.out, "id;date;segment;nps;comment\n");
    for (uint64_t i = 1; i <= g.rows; i++)
        add_row(&g, i);
    write_out(&g);
    pal_buf_release(&g.out);
    pal_buf_release(&g.text);
    pal_arena_close(g.mem);
    return fflush(stdout) == 0 ? 0 : 1;
}
