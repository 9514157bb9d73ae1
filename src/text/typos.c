/* The noisy channel (Kernighan, Church, Gale 1990): how likely the word is, times how
 * likely the slip is. Here the slip and the letters are weighed; morphology.c adds how
 * common the word is. */
#include "text/typos.h"

#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/map.h"
#include "base/str.h"
#include "base/unicode.h"

enum {
    FILE_LIMIT = 2 << 20,
    SIGNS = 32, /* 0 = edge of the word, 1 to 26 a to z, then å ä ö */
    A_RING = 27,
    A_UMLAUT = 28,
    O_UMLAUT = 29,
    LAST_SIGN = O_UMLAUT,
    FILTER_BITS = 19,
    UNLISTED_MAX = 6, /* candidates that the dictionary is asked for on their looks */
};

typedef struct letters {
    uint8_t at[PAL_TYPOS_WORD_MAX + 2];
    size_t count;
} letters;

/* --- letters --- */

static uint8_t sign_of(uint32_t code)
{
    if (code >= 'a' && code <= 'z')
        return (uint8_t)(code - 'a' + 1);
    switch (code) {
    case 0xE5:
        return A_RING;
    case 0xE4:
        return A_UMLAUT;
    case 0xF6:
        return O_UMLAUT;
    default:
        return 0;
    }
}

static bool spell_out(letters *out, pal_str word)
{
    out->count = 0;
    for (size_t at = 0; at < word.len;) {
        uint8_t sign = sign_of(pal_unicode_next(word, &at));
        if (!sign || out->count == PAL_TYPOS_WORD_MAX)
            return false;
        out->at[out->count++] = sign;
    }
    return out->count >= PAL_TYPOS_WORD_MIN;
}

static pal_str spell(char *to, const letters *word)
{
    static const char last[] = {'\xA5', '\xA4', '\xB6'}; /* å ä ö behind C3 */
    size_t len = 0;
    for (size_t i = 0; i < word->count; i++) {
        uint8_t sign = word->at[i];
        if (sign >= A_RING) {
            to[len++] = '\xC3';
            to[len++] = last[sign - A_RING];
        } else {
            to[len++] = (char)('a' + sign - 1);
        }
    }
    return (pal_str){to, len};
}

/* --- the file --- */

/* The letter behind three others: how often, and how many different ones. */
typedef struct follow {
    uint32_t count;
    uint32_t kinds;
} follow;

struct pal_typos {
    pal_map *counts;
    uint64_t *signs; /* [WORD_MAX + 1][SIGNS]: numbers whose exclusive or is a word's */
    uint8_t *filter; /* a bit for each such number that a word in the file has */
    uint16_t *runs;  /* [SIGNS]^4: words that have the run */
    follow *threes;  /* [SIGNS]^3: of the letter behind */
    float *backoff;  /* [SIGNS]^3: p(third | first two) */
};

/* A word's number (Zobrist 1970): cheap where a letter changes, so that of the hundreds
 * of words of one edit few are looked up. */
static uint64_t sign_number(const pal_typos *t, size_t place, uint8_t sign)
{
    return t->signs[place * SIGNS + sign];
}

static uint32_t filter_bit(uint64_t number)
{
    return (uint32_t)(number >> (64 - FILTER_BITS));
}

static uint32_t number_of(const pal_typos *t, const letters *word)
{
    uint64_t number = 0;
    for (size_t i = 0; i < word->count; i++)
        number ^= sign_number(t, i, word->at[i]);
    return filter_bit(number);
}

static bool may_be_listed(const pal_typos *t, uint64_t number)
{
    uint32_t bit = filter_bit(number);
    return (t->filter[bit / 8] >> (bit % 8)) & 1;
}

static uint8_t sign_at(const letters *word, size_t i)
{
    return i < word->count ? word->at[i] : 0;
}

/* The run that ends in letter i, as a number; the edge stands before and behind. */
static size_t run_at(const letters *word, size_t i)
{
    size_t run = i > 2 ? word->at[i - 3] : 0;
    run = run * SIGNS + (i > 1 ? word->at[i - 2] : 0);
    run = run * SIGNS + (i > 0 ? word->at[i - 1] : 0);
    return run * SIGNS + sign_at(word, i);
}

static void count_runs(pal_typos *t, const letters *word)
{
    for (size_t i = 0; i <= word->count; i++) {
        size_t run = run_at(word, i);
        t->threes[run / SIGNS].kinds += t->runs[run] == 0;
        t->threes[run / SIGNS].count++;
        t->runs[run] = (uint16_t)(t->runs[run] + (t->runs[run] != UINT16_MAX));
    }
}

/* p(c | b) from all runs, then p(c | a b) from it; each smoothed by the shorter one with
 * as much weight as there are different letters (Witten, Bell 1991). */
static bool weigh_runs(pal_typos *t, pal_arena *scratch)
{
    enum { PAIRS = SIGNS * SIGNS };
    double *three = pal_new(scratch, double, PAIRS *SIGNS);
    double *pair = pal_new(scratch, double, PAIRS);
    if (!three || !pair)
        return false;
    for (size_t i = 0; i < (size_t)PAIRS * PAIRS; i++)
        three[i % (PAIRS * SIGNS)] += t->runs[i];
    for (size_t i = 0; i < (size_t)PAIRS * SIGNS; i++)
        pair[i % PAIRS] += three[i];
    for (size_t b = 0; b < SIGNS; b++) {
        double sum = SIGNS;
        for (size_t c = 0; c < SIGNS; c++)
            sum += pair[b * SIGNS + c];
        for (size_t c = 0; c < SIGNS; c++)
            pair[b * SIGNS + c] = (pair[b * SIGNS + c] + 1) / sum;
    }
    for (size_t ab = 0; ab < PAIRS; ab++) {
        double sum = 0;
        double kinds = 1;
        for (size_t c = 0; c < SIGNS; c++) {
            sum += three[ab * SIGNS + c];
            kinds += three[ab * SIGNS + c] > 0;
        }
        for (size_t c = 0; c < SIGNS; c++)
            t->backoff[ab * SIGNS + c] =
                (float)((three[ab * SIGNS + c] + kinds * pair[ab % SIGNS * SIGNS + c]) /
                        (sum + kinds));
    }
    return true;
}

static pal_status add_word(pal_typos *t, pal_str line, pal_loc at, pal_error *err)
{
    pal_cut cut = pal_str_cut(line, '\t');
    int64_t count = 0;
    letters word;
    if (!cut.found || cut.head.len == 0 || !pal_str_to_int(cut.tail, &count) ||
        count < 1 || count > UINT32_MAX)
        return pal_fail(err, PAL_EFORMAT, at, "not a word, a TAB and a count from 1");
    bool fresh = false;
    uint32_t *slot = pal_map_at(t->counts, cut.head, &fresh);
    if (!slot)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the common words");
    if (!fresh)
        return pal_fail(err, PAL_EFORMAT, at, "'%.*s' is given twice",
                        PAL_ARG(pal_str_clip(cut.head, 40)));
    *slot = (uint32_t)count;
    if (spell_out(&word, cut.head)) {
        uint32_t number = number_of(t, &word);
        t->filter[number / 8] = (uint8_t)(t->filter[number / 8] | 1u << number % 8);
        count_runs(t, &word);
    }
    return PAL_OK;
}

pal_status pal_typos_open(pal_typos **out, pal_arena *mem, const char *models,
                          pal_error *err)
{
    *out = NULL;
    const char *path = models ? pal_io_path(mem, models, "word-frequency.fi.tsv") : NULL;
    pal_str text;
    pal_status status =
        path ? pal_io_read(&text, mem, path, FILE_LIMIT, NULL) : PAL_ENOINPUT;
    if (status == PAL_ENOINPUT)
        return PAL_OK;
    pal_loc at = pal_loc_file(path);
    pal_typos *t = pal_new(mem, pal_typos, 1);
    if (t) {
        t->counts = pal_map_new(mem, 1);
        t->runs = pal_new(mem, uint16_t, SIGNS * SIGNS * SIGNS * SIGNS);
        t->threes = pal_new(mem, follow, SIGNS * SIGNS * SIGNS);
        t->signs = pal_new(mem, uint64_t, (PAL_TYPOS_WORD_MAX + 2) * SIGNS);
        t->filter = pal_new(mem, uint8_t, (size_t)1 << (FILTER_BITS - 3));
        t->backoff = pal_new(mem, float, SIGNS *SIGNS *SIGNS);
    }
    if (!t || !t->counts || !t->runs || !t->threes || !t->backoff || !t->signs ||
        !t->filter || status == PAL_ENOMEM)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the common words");
    if (status != PAL_OK)
        return pal_fail(err, status, at, "cannot be read");
    for (size_t i = 0; i < (size_t)(PAL_TYPOS_WORD_MAX + 2) * SIGNS; i++)
        t->signs[i] = pal_str_hash((pal_str){(const char *)&i, sizeof i});
    for (pal_cut row; status == PAL_OK && text.len != 0; text = row.tail) {
        row = pal_str_cut(text, '\n');
        at.line++;
        if (row.head.len != 0 && row.head.ptr[0] != '#')
            status = add_word(t, row.head, at, err);
    }
    if (status == PAL_OK && !weigh_runs(t, mem))
        status = pal_fail(err, PAL_ENOMEM, at, "no memory for the common words");
    if (status == PAL_OK)
        *out = t;
    return status;
}

/* --- how likely a slip is --- */

/* Keys of a Finnish keyboard, row by row; a key touches the two beside it, and in the
 * next row the one below and the one below to the left. */
static const char *const rows[] = {"qwertyuiop\x1B", "asdfghjkl\x1D\x1C", "zxcvbnm"};

static bool place_of(uint8_t sign, size_t *row, size_t *column)
{
    char key = sign <= 26 ? (char)('a' + sign - 1) : (char)sign;
    for (*row = 0; *row < sizeof rows / sizeof *rows; ++*row) {
        const char *found = strchr(rows[*row], key);
        if (found) {
            *column = (size_t)(found - rows[*row]);
            return true;
        }
    }
    return false;
}

static bool are_neighbours(uint8_t a, uint8_t b)
{
    size_t row_a;
    size_t row_b;
    size_t at_a;
    size_t at_b;
    if (!place_of(a, &row_a, &at_a) || !place_of(b, &row_b, &at_b))
        return false;
    if (row_a == row_b)
        return at_a + 1 == at_b || at_b + 1 == at_a;
    if (row_a + 1 == row_b)
        return at_b == at_a || at_b + 1 == at_a;
    if (row_b + 1 == row_a)
        return at_a == at_b || at_a + 1 == at_b;
    return false;
}

static bool is_umlaut_pair(uint8_t a, uint8_t b)
{
    enum { A = 1, O = 15 };
    return (a == A && b == A_UMLAUT) || (a == A_UMLAUT && b == A) ||
           (a == O && b == O_UMLAUT) || (a == O_UMLAUT && b == O);
}

/* Chosen on made slips in the words of one treebank, checked on another; a slip that
 * nothing explains is dearer than they say, since readers defend it least. */
static const double COST_TWICE = 0.6;     /* one letter of a pair missing, or a third */
static const double COST_UMLAUT = 0.8;    /* a for ä */
static const double COST_MISSING = 0.9;   /* a letter */
static const double COST_SWAP = 1.0;      /* two letters in the wrong order */
static const double COST_NEIGHBOUR = 1.2; /* the key beside the right one */
static const double COST_BESIDE = 1.3;    /* the key beside, hit as well */
static const double COST_EXTRA = 2.5;     /* any other letter too many */
static const double COST_OTHER = 3.0;     /* any other letter */
static const double COST_FIRST = 0.35;    /* few slips are in the first letter */

static const double LISTED = 100;

/* --- candidates --- */

typedef struct search {
    const pal_typos *typos;
    pal_arena *mem;
    const letters *word;
    /* numbers of the word's letters before place i; of those from i on where they stand,
     * one place later and one place earlier */
    uint64_t before[PAL_TYPOS_WORD_MAX + 2];
    uint64_t later[PAL_TYPOS_WORD_MAX + 2];
    uint64_t earlier[PAL_TYPOS_WORD_MAX + 2];
    pal_typo *out;
    size_t count;
    size_t unlisted;
} search;

static void number_letters(search *s)
{
    const letters *w = s->word;
    for (size_t i = 0; i < w->count; i++)
        s->before[i + 1] = s->before[i] ^ sign_number(s->typos, i, w->at[i]);
    for (size_t i = w->count; i-- > 0;) {
        s->later[i] = s->later[i + 1] ^ sign_number(s->typos, i + 1, w->at[i]);
        if (i > 0)
            s->earlier[i] = s->earlier[i + 1] ^ sign_number(s->typos, i - 1, w->at[i]);
    }
}

/* Probability of the letters from `from` to `to`, not included. */
static double shape_of(const pal_typos *t, const letters *word, size_t from, size_t to)
{
    double product = 1;
    for (size_t i = from; i < to; i++) {
        size_t run = run_at(word, i);
        const follow *three = &t->threes[run / SIGNS];
        double shorter = (double)t->backoff[run % ((size_t)SIGNS * SIGNS * SIGNS)];
        product *= (t->runs[run] + (three->kinds + 1) * shorter) /
                   (three->count + three->kinds + 1.0);
    }
    return product;
}

/* Are there more runs of four from `from` on that no word in the file has than one, which
 * where two parts of a compound meet is nothing strange? */
static bool looks_strange(const pal_typos *t, const letters *word, size_t from, size_t to)
{
    size_t strange = 0;
    for (size_t i = from; i < to && strange < 2; i++)
        strange += t->runs[run_at(word, i)] == 0;
    return strange == 2;
}

/* What orders the candidates before the dictionary is asked: those in the file first. */
static double promise(const pal_typo *one)
{
    return one->shape - 2 * one->cost + (one->count ? LISTED + log(one->count) : 0);
}

/* Put in its place; the last one falls out when there is no room. The unlisted ones,
 * which cost a question each, are fewer. */
static void offer(search *s, pal_typo one, const letters *made)
{
    size_t last = s->count;
    if (one.count == 0 && s->unlisted == UNLISTED_MAX) {
        while (last > 0 && s->out[last - 1].count != 0)
            last--;
    }
    bool full = last != s->count || s->count == PAL_TYPOS_MAX ||
                (one.count == 0 && s->unlisted == UNLISTED_MAX);
    if (full && promise(&one) <= promise(&s->out[last - 1]))
        return;
    char bytes[2 * PAL_TYPOS_WORD_MAX + 4];
    one.text = pal_arena_copy(s->mem, spell(bytes, made));
    if (!one.text.ptr)
        return;
    if (full) {
        s->unlisted -= s->out[last - 1].count == 0;
        memmove(&s->out[last - 1], &s->out[last], (s->count - last) * sizeof one);
        s->count--;
    }
    size_t at = s->count++;
    for (; at > 0 && promise(&s->out[at - 1]) < promise(&one); at--)
        s->out[at] = s->out[at - 1];
    s->out[at] = one;
    s->unlisted += one.count == 0;
}

static size_t lesser(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* `made` has `fresh` letters from `at` on where the word has `old`; `number` is its. */
static void weigh(search *s, const letters *made, size_t at, size_t fresh, size_t old,
                  double cost, uint64_t number)
{
    const uint32_t *count = NULL;
    if (may_be_listed(s->typos, number)) {
        char bytes[2 * PAL_TYPOS_WORD_MAX + 4];
        count = pal_map_find(s->typos->counts, spell(bytes, made));
    }
    size_t end = lesser(at + fresh + 3, made->count + 1);
    size_t was = lesser(at + old + 3, s->word->count + 1);
    if (!count && looks_strange(s->typos, made, at, end))
        return;
    pal_typo one = {
        .count = count ? *count : 0,
        .cost = cost + (at == 0 ? COST_FIRST : 0),
        .shape =
            log(shape_of(s->typos, made, at, end) / shape_of(s->typos, s->word, at, was)),
    };
    offer(s, one, made);
}

static void try_extra(search *s)
{
    const letters *w = s->word;
    for (size_t i = 0; i < w->count; i++) {
        if (i + 1 < w->count && w->at[i] == w->at[i + 1])
            continue; /* the same word as without the next one */
        letters made = *w;
        made.count--;
        memmove(&made.at[i], &w->at[i + 1], made.count - i);
        bool twice = i > 0 && w->at[i - 1] == w->at[i];
        bool beside = (i > 0 && are_neighbours(w->at[i - 1], w->at[i])) ||
                      (i + 1 < w->count && are_neighbours(w->at[i + 1], w->at[i]));
        weigh(s, &made, i, 0, 1,
              twice    ? COST_TWICE
              : beside ? COST_BESIDE
                       : COST_EXTRA,
              s->before[i] ^ s->earlier[i + 1]);
    }
}

static void try_swapped(search *s)
{
    const letters *w = s->word;
    for (size_t i = 0; i + 1 < w->count; i++) {
        if (w->at[i] == w->at[i + 1])
            continue;
        letters made = *w;
        made.at[i] = w->at[i + 1];
        made.at[i + 1] = w->at[i];
        uint64_t number = s->before[w->count] ^ sign_number(s->typos, i, w->at[i]) ^
                          sign_number(s->typos, i + 1, w->at[i + 1]) ^
                          sign_number(s->typos, i, made.at[i]) ^
                          sign_number(s->typos, i + 1, made.at[i + 1]);
        weigh(s, &made, i, 2, 2, COST_SWAP, number);
    }
}

static void try_other(search *s)
{
    const letters *w = s->word;
    letters made = *w;
    for (size_t i = 0; i < w->count; i++) {
        uint64_t rest = s->before[w->count] ^ sign_number(s->typos, i, w->at[i]);
        for (unsigned key = 1; key <= LAST_SIGN; key++) {
            const uint8_t sign = (uint8_t)key;
            if (sign == w->at[i])
                continue;
            made.at[i] = sign;
            double cost = is_umlaut_pair(sign, w->at[i])   ? COST_UMLAUT
                          : are_neighbours(sign, w->at[i]) ? COST_NEIGHBOUR
                                                           : COST_OTHER;
            weigh(s, &made, i, 1, 1, cost, rest ^ sign_number(s->typos, i, sign));
        }
        made.at[i] = w->at[i];
    }
}

static void try_missing(search *s)
{
    const letters *w = s->word;
    if (w->count == PAL_TYPOS_WORD_MAX)
        return;
    for (size_t i = 0; i <= w->count; i++) {
        letters made = *w;
        made.count++;
        memcpy(&made.at[i + 1], &w->at[i], w->count - i);
        for (unsigned key = 1; key <= LAST_SIGN; key++) {
            const uint8_t sign = (uint8_t)key;
            bool twice = i > 0 && w->at[i - 1] == sign;
            if (i < w->count && w->at[i] == sign)
                continue; /* the same word as with it behind */
            made.at[i] = sign;
            weigh(s, &made, i, 1, 0, twice ? COST_TWICE : COST_MISSING,
                  s->before[i] ^ s->later[i] ^ sign_number(s->typos, i, sign));
        }
    }
}

size_t pal_typos_candidates(const pal_typos *t, pal_arena *mem, pal_str folded,
                            pal_typo out[PAL_TYPOS_MAX])
{
    letters word;
    if (!spell_out(&word, folded))
        return 0;
    search s = {.typos = t, .mem = mem, .word = &word, .out = out};
    number_letters(&s);
    try_extra(&s);
    try_swapped(&s);
    try_other(&s);
    try_missing(&s);
    return s.count;
}

bool pal_typos_is_strange(const pal_typos *t, pal_str folded)
{
    letters word;
    return spell_out(&word, folded) && looks_strange(t, &word, 0, word.count + 1);
}

uint32_t pal_typos_count(const pal_typos *t, pal_str folded)
{
    const uint32_t *count = pal_map_find(t->counts, folded);
    return count ? *count : 0;
}

double pal_typos_shape(const pal_typos *t, pal_str folded)
{
    letters word;
    if (!spell_out(&word, folded))
        return 0;
    return log(shape_of(t, &word, 0, word.count + 1)) / (double)(word.count + 1);
}
