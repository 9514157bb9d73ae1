#include "remix.h"

#include <string.h>

#include "base/io.h"
#include "base/unicode.h"
#include "dice.h"
#include "parts.h"

enum { BANDS = 4, WHOLE_PERCENT = 25, SENTENCES_MAX = 6, COLUMNS = 5 };
static const size_t SOURCE_LIMIT = (size_t)64 << 20;

typedef struct comment {
    int language; /* FINNISH, ENGLISH, -1 another */
    int band;
    pal_str score;
    pal_str segment;
    pal_str text;
} comment;

typedef struct remix {
    pal_arena *mem;
    comment *comments;
    size_t count;
    size_t cap;
    pool sentences[LANGUAGES][BANDS];
    pool heads; /* Finnish words to join in front of others */
    uint64_t dice;
    uint64_t mutate; /* percent of the words */
    pal_buf text;    /* of one comment */
    pal_buf out;
} remix;

/* One cell of RFC 4180 text; *at moves behind its comma or line end. */
static pal_str take_cell(remix *g, pal_str csv, size_t *at, bool *last)
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
        parts_fail("no memory");
    return copy;
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

static void add_heads(remix *g, pal_str text)
{
    for (pal_cut cut = {.tail = text, .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, ' ');
        if (is_joiner(cut.head))
            pool_add(g->mem, &g->heads, cut.head);
    }
}

static void add_comment(remix *g, const pal_str *cells)
{
    static const char *const bands[BANDS] = {"", "detractor", "passive", "promoter"};
    if (g->count == g->cap) {
        size_t cap = g->cap * 2 + 256;
        g->comments = parts_need(pal_arena_grow(g->mem, g->comments, g->cap, cap,
                                                sizeof *g->comments, _Alignof(comment)));
        g->cap = cap;
    }
    comment *made = &g->comments[g->count++];
    *made = (comment){.score = cells[0], .text = cells[4], .segment = cells[3]};
    made->language = pal_str_equal(cells[2], PAL_STR("fi"))   ? 0
                     : pal_str_equal(cells[2], PAL_STR("en")) ? 1
                                                              : -1;
    for (int i = 0; i < BANDS; i++)
        if (pal_str_equal(cells[1], pal_str_from(bands[i])))
            made->band = i;
    if (made->language >= 0)
        pool_add_sentences(g->mem, &g->sentences[made->language][made->band], made->text);
    if (made->language == 0)
        add_heads(g, made->text);
}

static void read_comments(remix *g, const char *path)
{
    pal_error err = {.code = PAL_OK};
    pal_str csv;
    if (pal_io_read(&csv, g->mem, path, SOURCE_LIMIT, &err) != PAL_OK)
        parts_fail(err.msg);
    if (!pal_str_starts(csv, PAL_STR("score,band,language,segment,text\n")))
        parts_fail("not tests/bench/demo-comments.csv");
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
        parts_fail("no Finnish comments to begin with");
}

/* --- words that grow the vocabulary --- */

static void add_ending(remix *g, const spelling *s, int language)
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
    pal_buf_cstr(&g->text, endings[language][dice_below(&g->dice, 24)]);
}

static void add_mutated(remix *g, const spelling *s, int language)
{
    size_t kind = dice_below(&g->dice, 10);
    if (language == 0 && kind < 3) {
        pal_buf_add(&g->text, pool_pick(&g->dice, &g->heads));
        pal_buf_add(&g->text, s->word);
    } else if (kind < 6) {
        add_ending(g, s, language);
    } else {
        spelling_add_slip(&g->text, s, &g->dice);
    }
}

static void add_words(remix *g, pal_str text, int language)
{
    for (pal_cut cut = {.tail = text, .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, ' ');
        spelling s;
        if (dice_below(&g->dice, 300) < g->mutate * (language == 0 ? 3 : 1) &&
            spelling_of(&s, cut.head))
            add_mutated(g, &s, language);
        else
            pal_buf_add(&g->text, cut.head);
        if (cut.found)
            pal_buf_byte(&g->text, ' ');
    }
}

/* --- rows --- */

static void make_text(remix *g, const comment *from)
{
    pal_buf_clear(&g->text);
    if (from->language < 0) {
        pal_buf_add(&g->text, from->text);
        return;
    }
    const pool *sentences = &g->sentences[from->language][from->band];
    if (sentences->count == 0 || dice_below(&g->dice, 100) < WHOLE_PERCENT) {
        add_words(g, from->text, from->language);
        return;
    }
    size_t count = 1 + dice_below(&g->dice, SENTENCES_MAX);
    for (size_t i = 0; i < count; i++) {
        if (i != 0)
            pal_buf_byte(&g->text, ' ');
        add_words(g, pool_pick(&g->dice, sentences), from->language);
    }
}

static void add_row(remix *g, uint64_t number)
{
    const comment *from = &g->comments[dice_below(&g->dice, g->count)];
    make_text(g, from);
    size_t day = dice_below(&g->dice, 180);
    parts_add_key(&g->out, number, 1 + day / 28, 1 + day % 28);
    parts_add_cell(&g->out, from->segment);
    pal_buf_byte(&g->out, ';');
    parts_add_cell(&g->out, from->score);
    pal_buf_byte(&g->out, ';');
    parts_add_cell(&g->out, pal_buf_view(&g->text));
    pal_buf_byte(&g->out, '\n');
    parts_spill(&g->out, false);
}

void remix_write(pal_arena *mem, const char *path, uint64_t seed, uint64_t rows,
                 uint64_t mutate)
{
    remix g = {.mem = mem, .dice = seed, .mutate = mutate};
    read_comments(&g, path);
    pal_buf_cstr(&g.out, "id;date;segment;nps;comment\n");
    for (uint64_t i = 1; i <= rows; i++)
        add_row(&g, i);
    parts_spill(&g.out, true);
    pal_buf_release(&g.out);
    pal_buf_release(&g.text);
}
