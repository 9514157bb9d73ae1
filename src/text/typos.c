/* The noisy channel (Kernighan, Church, Gale 1990): how likely the word is, times how
 * likely the slip is. Here the slip, the letters and the form are weighed; reread.c adds
 * what the dictionary knows of the word. */
#include "text/typos.h"

#include <math.h>
#include <string.h>

#include "base/bits.h"
#include "base/str.h"
#include "text/keyboard.h"
#include "text/wordlist_inside.h"

enum {
    LAST_SIGN = PAL_SIGN_O_UMLAUT,
    STRANGE = 4, /* runs that no word has: then not even a rare word is made */
};

/* --- how likely a slip is --- */

/* Signs as bits. */
static uint32_t bit_of(unsigned sign)
{
    return UINT32_C(1) << sign;
}

static bool are_beside(uint8_t a, uint8_t b)
{
    return (pal_keyboard_beside(a) & bit_of(b)) != 0;
}

/* From the regression of reread.c; see models/word-frequency.md. */
enum {
    SLIP_SWAP,
    SLIP_TWICE,
    SLIP_MISSING,
    SLIP_UMLAUT,
    SLIP_NEIGHBOUR,
    SLIP_BESIDE,
    SLIP_OTHER,
    SLIP_EXTRA,
    SLIP_COUNT
};
static const double costs[SLIP_COUNT] = {
    [SLIP_SWAP] = PAL_TYPOS_COST_MIN, /* two letters in the wrong order */
    [SLIP_TWICE] = -0.74,             /* one letter of a pair missing, or a third */
    [SLIP_MISSING] = -0.47,           /* a letter */
    [SLIP_UMLAUT] = 0.2,              /* a for ä */
    [SLIP_NEIGHBOUR] = 0.52,          /* the key beside the right one */
    [SLIP_BESIDE] = 1.36,             /* the key beside, hit as well */
    [SLIP_OTHER] = 4.16,              /* any other letter */
    [SLIP_EXTRA] = 4.54,              /* any other letter too many */
};
static const double COST_FIRST = 0.06; /* the first letter */
static const double WEIGHT_COUNT = 0.551;
static const double WEIGHT_SHAPE = 0.360;
static const double WEIGHT_LISTED = 0.613;

double pal_typos_worth(uint32_t count, double shape)
{
    return WEIGHT_COUNT * log1p(count) + (count != 0 ? WEIGHT_LISTED : 0) +
           WEIGHT_SHAPE * shape;
}

/* --- candidates --- */

enum { WINDOW = 5 };

/* `old` letters from `at` on are replaced by `fresh`. */
typedef struct edit {
    uint8_t at;
    uint8_t old;
    uint8_t fresh;
    uint8_t len;            /* of the window */
    uint8_t window[WINDOW]; /* the fresh letters, and those behind that end a run of four
                               with one of them */
} edit;

/* A candidate before it is spelt. */
typedef struct found {
    double cost;
    double score;
    uint32_t count;
    edit edit;
} found;

/* One that is not in the table, as it is first weighed. */
typedef struct maybe {
    double likeness; /* exp(score / WEIGHT_SHAPE), but for rounding */
    double chance;   /* of the letters */
    uint8_t at;
    uint8_t old;
    uint8_t fresh;
    uint8_t sign; /* of one fresh letter */
    uint8_t slip;
} maybe;

enum {
    EDITS_MAX = (PAL_WORDLIST_LETTERS_MAX + 1) * (2 * LAST_SIGN + 2),
    PLACES_MAX = PAL_WORDLIST_LETTERS_MAX + 2,
};

/* As much as scores may differ by rounding, and a float from a double, both with much to
 * spare. */
static const double NEAR = 1 - 1e-9;
static const float NEAR_FLOAT = 1 - 1e-4F;
/* Nothing is as probable. */
static const double MOST = 2;

typedef struct search {
    const pal_wordlist *list;
    const pal_wordlist_letters *letters;
    const pal_letters *word;
    /* numbers of the word's letters before place i; of those from i on where they stand,
     * one place later and one place earlier */
    uint64_t before[PLACES_MAX];
    uint64_t later[PLACES_MAX];
    uint64_t earlier[PLACES_MAX];
    double typed[PLACES_MAX];   /* how probable the letter in a place is */
    double factors[SLIP_COUNT]; /* exp(cost / WEIGHT_SHAPE) */
    double factor_first;
    found out[PAL_TYPOS_MAX];
    size_t count;
    size_t unlisted;
    size_t unlisted_max;
    /* of the likeliest unlisted ones, the likeliest first */
    double likely[PAL_TYPOS_MAX];
    size_t likely_count;
    double least; /* likeness that is wanted: that of the last of them, when there are as
                     many as may be and it is more than was asked for */
    size_t maybe_count;
    maybe maybes[EDITS_MAX]; /* all that were likely enough when they were met */
} search;

static void number_letters(search *s)
{
    const pal_letters *w = s->word;
    s->before[0] = s->later[w->count] = s->earlier[w->count] = 0;
    for (size_t i = 0; i < w->count; i++)
        s->before[i + 1] = s->before[i] ^ pal_sign_number(s->list, i, w->at[i]);
    for (size_t i = w->count; i-- > 0;) {
        s->later[i] = s->later[i + 1] ^ pal_sign_number(s->list, i + 1, w->at[i]);
        if (i > 0)
            s->earlier[i] = s->earlier[i + 1] ^ pal_sign_number(s->list, i - 1, w->at[i]);
    }
}

static size_t lesser(size_t a, size_t b)
{
    return a < b ? a : b;
}

static void weigh_letters(search *s)
{
    const pal_letters *w = s->word;
    size_t unseen = 0;
    for (size_t i = 0; i <= w->count; i++)
        s->typed[i] = pal_signs_chance(s->letters, pal_letters_before(w, i), w->at + i, 1,
                                       0, &unseen);
    for (size_t i = 0; i < SLIP_COUNT; i++)
        s->factors[i] = exp(costs[i] / WEIGHT_SHAPE);
    s->factor_first = exp(COST_FIRST / WEIGHT_SHAPE);
}

/* How probable the letters are that an edit of `old` letters in a place touches. */
static double chance_typed(const search *s, size_t at, size_t old)
{
    const size_t end = at + lesser(old + 3, s->word->count + 1 - at);
    double product = 1;
    for (size_t i = at; i < end; i++)
        product *= s->typed[i];
    return product;
}

/* The fresh letters are still to be put into the window. */
static edit edit_at(const pal_letters *word, size_t at, size_t old, size_t fresh)
{
    size_t behind = lesser(3, word->count + 1 - at - old);
    edit e = {.at = (uint8_t)at,
              .old = (uint8_t)old,
              .fresh = (uint8_t)fresh,
              .len = (uint8_t)(fresh + behind)};
    memcpy(e.window + fresh, word->at + at + old, behind);
    return e;
}

static edit edit_of(const pal_letters *word, const maybe *m)
{
    edit e = edit_at(word, m->at, m->old, m->fresh);
    if (m->fresh == 1)
        e.window[0] = m->sign;
    for (size_t i = 0; m->fresh == 2 && i < 2; i++)
        e.window[i] = word->at[m->at + 1 - i];
    return e;
}

static pal_str spell(char to[PAL_SPELT_MAX], const pal_letters *word, const edit *e)
{
    pal_letters made = *word;
    made.count += e->fresh;
    made.count -= e->old;
    memcpy(made.at + e->at, e->window, e->fresh);
    memcpy(made.at + e->at + e->fresh, word->at + e->at + e->old,
           word->count - e->at - e->old);
    return pal_letters_text(to, &made);
}

/* Those in the table before the others. */
static bool is_before(const found *a, const found *b)
{
    if ((a->count != 0) != (b->count != 0))
        return a->count != 0;
    return a->score > b->score;
}

/* Put in its place; the last one falls out when there is no room. The unlisted ones,
 * which cost a question each, are fewer. */
static void offer(search *s, const edit *e, int slip, uint32_t count, double chance)
{
    double cost = costs[slip] + (e->at == 0 ? COST_FIRST : 0);
    double shape = log(chance) - log(chance_typed(s, e->at, e->old));
    const found one = {.count = count,
                       .cost = cost,
                       .score = pal_typos_worth(count, shape) - cost,
                       .edit = *e};
    bool full =
        s->count == PAL_TYPOS_MAX || (count == 0 && s->unlisted == s->unlisted_max);
    if (full && !is_before(&one, &s->out[s->count - 1]))
        return;
    if (full)
        s->unlisted -= s->out[--s->count].count == 0;
    size_t at = s->count++;
    for (; at > 0 && is_before(&one, &s->out[at - 1]); at--)
        s->out[at] = s->out[at - 1];
    s->out[at] = one;
    s->unlisted += count == 0;
}

/* Offers what an edit makes, which is as `number` says, if the table has it. */
static bool offer_listed(search *s, const edit *e, size_t before, int slip,
                         uint64_t number)
{
    char bytes[PAL_SPELT_MAX];
    /* a word of the table has no run that none of them has */
    if (!pal_letters_may_be(s->letters, number) ||
        pal_signs_unseen(s->letters, before, e->window, e->len) != 0)
        return false;
    uint32_t count = pal_wordlist_count(s->list, spell(bytes, s->word, e));
    size_t unseen = 0;
    if (count != 0)
        offer(s, e, slip, count,
              pal_signs_chance(s->letters, before, e->window, e->len, 0, &unseen));
    return count != 0;
}

/* Of the likeliest as many are known as are wanted: what is less likely is not. */
static void take_likely(search *s, double likeness)
{
    bool full = s->likely_count == s->unlisted_max;
    if (full && likeness <= s->likely[s->likely_count - 1])
        return;
    size_t at = full ? s->likely_count - 1 : s->likely_count++;
    for (; at > 0 && likeness > s->likely[at - 1]; at--)
        s->likely[at] = s->likely[at - 1];
    s->likely[at] = likeness;
    if (s->likely_count == s->unlisted_max)
        s->least = fmax(s->least, s->likely[s->likely_count - 1]);
}

/* An edit that makes no word of the table, if it is likely enough yet. `typed`: factor of
 * all edits of this place. */
static void note_unlisted(search *s, const edit *e, size_t before, int slip, double typed)
{
    size_t unseen = 0;
    double worth = typed * s->factors[slip];
    double least = s->least * worth * NEAR;
    double chance =
        pal_signs_chance(s->letters, before, e->window, e->len, least, &unseen);
    if (chance < least || unseen >= STRANGE || s->maybe_count == EDITS_MAX)
        return;
    const maybe one = {.likeness = chance / worth,
                       .chance = chance,
                       .at = e->at,
                       .old = e->old,
                       .fresh = e->fresh,
                       .sign = e->window[0],
                       .slip = (uint8_t)slip};
    s->maybes[s->maybe_count++] = one;
    take_likely(s, one.likeness);
}

static double factor_typed(const search *s, size_t at, size_t old)
{
    return chance_typed(s, at, old) * (at == 0 ? s->factor_first : 1);
}

/* `before`: the three signs before the place of the edit. */
static void weigh(search *s, const edit *e, size_t before, int slip, uint64_t number)
{
    if (!offer_listed(s, e, before, slip, number) && s->unlisted_max != 0)
        note_unlisted(s, e, before, slip, factor_typed(s, e->at, e->old));
}

/* Edits of one place that put one letter there, with the slips that they are; any other
 * is `usual`. */
typedef struct row {
    size_t before;
    uint64_t rest; /* number of the other letters */
    edit edit;
    uint32_t signs; /* that may be put there */
    uint32_t umlauts;
    uint32_t neighbours;
    uint32_t twice;
    int usual;
} row;

static int slip_of(const row *r, unsigned sign)
{
    const uint32_t bit = bit_of(sign);
    return r->twice & bit        ? SLIP_TWICE
           : r->umlauts & bit    ? SLIP_UMLAUT
           : r->neighbours & bit ? SLIP_NEIGHBOUR
                                 : r->usual;
}

/* The signs behind `before` that are probable enough by themselves: the first factor of
 * pal_signs_chance(), of all of them side by side. */
static uint32_t probable_behind(const pal_wordlist_letters *l, size_t before,
                                double least)
{
    static const uint32_t bits[PAL_SIGNS] = {
        1u << 0,  1u << 1,  1u << 2,  1u << 3,  1u << 4,  1u << 5,  1u << 6,  1u << 7,
        1u << 8,  1u << 9,  1u << 10, 1u << 11, 1u << 12, 1u << 13, 1u << 14, 1u << 15,
        1u << 16, 1u << 17, 1u << 18, 1u << 19, 1u << 20, 1u << 21, 1u << 22, 1u << 23,
        1u << 24, 1u << 25, 1u << 26, 1u << 27, 1u << 28, 1u << 29, 1u << 30, 1u << 31,
    };
    const pal_follow *three = &l->threes[before];
    const uint16_t *runs = l->runs + before * PAL_SIGNS;
    const float *backoff = l->backoff + before * PAL_SIGNS % PAL_THREES;
    const float kinds = (float)(three->kinds + 1);
    const double all = fmin(least, MOST) * (three->count + three->kinds + 1.0);
    const float bar = (float)all * NEAR_FLOAT;
    uint32_t signs = 0;
    for (size_t i = 0; i < PAL_SIGNS; i++)
        signs |= (float)runs[i] + kinds * backoff[i] >= bar ? bits[i] : 0;
    return signs;
}

static void try_row(search *s, row *r)
{
    const size_t at = r->edit.at;
    uint32_t signs = r->signs;
    for (uint32_t left = signs & pal_signs_seen(s->letters, r->before); left != 0;
         left &= left - 1) {
        const unsigned sign = pal_bits_lowest(left);
        const uint64_t number = r->rest ^ pal_sign_number(s->list, at, (uint8_t)sign);
        if (!pal_letters_may_be(s->letters, number))
            continue;
        r->edit.window[0] = (uint8_t)sign;
        if (offer_listed(s, &r->edit, r->before, slip_of(r, sign), number))
            signs &= ~bit_of(sign);
    }
    if (s->unlisted_max == 0)
        return;
    const double typed = factor_typed(s, at, r->edit.old);
    const uint32_t special = r->twice | r->umlauts | r->neighbours;
    if (s->least > 0)
        signs &= special | probable_behind(s->letters, r->before,
                                           s->least * typed * s->factors[r->usual]);
    for (; signs != 0; signs &= signs - 1) {
        const unsigned sign = pal_bits_lowest(signs);
        r->edit.window[0] = (uint8_t)sign;
        note_unlisted(s, &r->edit, r->before, slip_of(r, sign), typed);
    }
}

static const uint32_t ALL_SIGNS = (UINT32_C(2) << LAST_SIGN) - 2;

static void try_missing(search *s)
{
    const pal_letters *w = s->word;
    if (w->count == PAL_WORDLIST_LETTERS_MAX)
        return;
    for (size_t i = 0; i <= w->count; i++) {
        /* the same word as with it behind, and at the end an edge is no letter */
        const uint32_t same = bit_of(w->at[i]);
        row r = {.before = pal_letters_before(w, i),
                 .rest = s->before[i] ^ s->later[i],
                 .edit = edit_at(w, i, 0, 1),
                 .signs = ALL_SIGNS & ~same,
                 .twice = i > 0 ? bit_of(w->at[i - 1]) : 0,
                 .usual = SLIP_MISSING};
        r.twice &= r.signs;
        try_row(s, &r);
    }
}

static void try_extra(search *s)
{
    const pal_letters *w = s->word;
    for (size_t i = 0; i < w->count; i++) {
        if (i + 1 < w->count && w->at[i] == w->at[i + 1])
            continue; /* the same word as without the next one */
        const edit e = edit_at(w, i, 1, 0);
        bool twice = i > 0 && w->at[i - 1] == w->at[i];
        bool beside = (i > 0 && are_beside(w->at[i - 1], w->at[i])) ||
                      (i + 1 < w->count && are_beside(w->at[i + 1], w->at[i]));
        weigh(s, &e, pal_letters_before(w, i),
              twice    ? SLIP_TWICE
              : beside ? SLIP_BESIDE
                       : SLIP_EXTRA,
              s->before[i] ^ s->earlier[i + 1]);
    }
}

static void try_swapped(search *s)
{
    const pal_letters *w = s->word;
    for (size_t i = 0; i + 1 < w->count; i++) {
        if (w->at[i] == w->at[i + 1])
            continue;
        edit e = edit_at(w, i, 2, 2);
        e.window[0] = w->at[i + 1];
        e.window[1] = w->at[i];
        uint64_t number = s->before[w->count] ^ pal_sign_number(s->list, i, w->at[i]) ^
                          pal_sign_number(s->list, i + 1, w->at[i + 1]) ^
                          pal_sign_number(s->list, i, e.window[0]) ^
                          pal_sign_number(s->list, i + 1, e.window[1]);
        weigh(s, &e, pal_letters_before(w, i), SLIP_SWAP, number);
    }
}

static void try_other(search *s)
{
    const pal_letters *w = s->word;
    for (size_t i = 0; i < w->count; i++) {
        row r = {.before = pal_letters_before(w, i),
                 .rest = s->before[w->count] ^ pal_sign_number(s->list, i, w->at[i]),
                 .edit = edit_at(w, i, 1, 1),
                 .signs = ALL_SIGNS & ~bit_of(w->at[i]),
                 .umlauts = pal_keyboard_umlaut(w->at[i]),
                 .neighbours = pal_keyboard_beside(w->at[i]),
                 .usual = SLIP_OTHER};
        try_row(s, &r);
    }
}

/* In the order in which they were met: the first of equals stays. */
static void offer_unlisted(search *s)
{
    for (size_t i = 0; i < s->maybe_count; i++) {
        const maybe *m = &s->maybes[i];
        if (m->likeness < s->least * NEAR)
            continue;
        const edit e = edit_of(s->word, m);
        offer(s, &e, m->slip, 0, m->chance);
    }
}

size_t pal_typos_candidates(const pal_wordlist *t, pal_arena *mem, pal_str folded,
                            size_t unlisted, double least, pal_typo out[PAL_TYPOS_MAX])
{
    pal_letters word;
    if (!pal_letters_from(&word, folded))
        return 0;
    search s; /* large: what is not set here is set before it is read */
    s.list = t;
    s.letters = pal_wordlist_letters_of(t);
    s.word = &word;
    s.count = s.unlisted = s.likely_count = s.maybe_count = 0;
    s.unlisted_max = lesser(unlisted, PAL_TYPOS_MAX);
    s.least = exp(least / WEIGHT_SHAPE);
    number_letters(&s);
    weigh_letters(&s);
    try_missing(&s);
    try_swapped(&s);
    /* words of so few letters are all too near to each other */
    if (word.count > PAL_WORDLIST_LETTERS_MIN)
        try_extra(&s);
    try_other(&s);
    offer_unlisted(&s);
    size_t count = 0;
    for (size_t i = 0; i < s.count; i++) {
        char bytes[PAL_SPELT_MAX];
        pal_str text = pal_arena_copy(mem, spell(bytes, &word, &s.out[i].edit));
        if (text.ptr)
            out[count++] = (pal_typo){.text = text,
                                      .count = s.out[i].count,
                                      .cost = s.out[i].cost,
                                      .score = s.out[i].score};
    }
    return count;
}
