/* The noisy channel (Kernighan, Church, Gale 1990): how likely the word is, times how
 * likely the slip is. Here the slip, the letters and the form are weighed; reread.c adds
 * what the dictionary knows of the word. */
#include "text/typos.h"

#include <math.h>
#include <string.h>

#include "base/str.h"
#include "text/wordlist_inside.h"

enum {
    LAST_SIGN = PAL_SIGN_O_UMLAUT,
    STRANGE = 4, /* runs that no word has: then not even a rare word is made */
};

/* --- how likely a slip is --- */

/* Keys of a Finnish keyboard by sign (1 to 26 a to z, then å ä ö): row and place in it.
 */
static const struct {
    uint8_t row;
    uint8_t at;
} keys[LAST_SIGN + 1] = {
    {9, 0}, /* the edge of a word is no key */
    {1, 0}, {2, 4}, {2, 2}, {1, 2}, {0, 2}, {1, 3}, {1, 4},  {1, 5},  {0, 7}, {1, 6},
    {1, 7}, {1, 8}, {2, 6}, {2, 5}, {0, 8}, {0, 9}, {0, 0},  {0, 3},  {1, 1}, {0, 4},
    {0, 6}, {2, 3}, {0, 1}, {2, 1}, {0, 5}, {2, 0}, {0, 10}, {1, 10}, {1, 9},
};

/* A key touches the two beside it, and in the next row the one below and the one below to
 * the left. */
static bool are_neighbours(uint8_t a, uint8_t b)
{
    int apart = keys[a].at - keys[b].at;
    switch (keys[b].row - keys[a].row) {
    case 0:
        return apart == 1 || apart == -1;
    case 1:
        return apart == 0 || apart == 1;
    case -1:
        return apart == 0 || apart == -1;
    default:
        return false;
    }
}

static bool is_umlaut_pair(uint8_t a, uint8_t b)
{
    enum { A = 1, O = 15 };
    return (a == A && b == PAL_SIGN_A_UMLAUT) || (a == PAL_SIGN_A_UMLAUT && b == A) ||
           (a == O && b == PAL_SIGN_O_UMLAUT) || (a == PAL_SIGN_O_UMLAUT && b == O);
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
    [SLIP_SWAP] = -0.86,     /* two letters in the wrong order */
    [SLIP_TWICE] = -0.74,    /* one letter of a pair missing, or a third */
    [SLIP_MISSING] = -0.47,  /* a letter */
    [SLIP_UMLAUT] = 0.2,     /* a for ä */
    [SLIP_NEIGHBOUR] = 0.52, /* the key beside the right one */
    [SLIP_BESIDE] = 1.36,    /* the key beside, hit as well */
    [SLIP_OTHER] = 4.16,     /* any other letter */
    [SLIP_EXTRA] = 4.54,     /* any other letter too many */
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

typedef struct search {
    const pal_wordlist *list;
    const pal_wordlist_letters *letters;
    const pal_letters *word;
    /* numbers of the word's letters before place i; of those from i on where they stand,
     * one place later and one place earlier */
    uint64_t before[PAL_WORDLIST_LETTERS_MAX + 2];
    uint64_t later[PAL_WORDLIST_LETTERS_MAX + 2];
    uint64_t earlier[PAL_WORDLIST_LETTERS_MAX + 2];
    /* how improbable the letters are that an edit of 0, 1 or 2 in place i touches */
    double typed[PAL_WORDLIST_LETTERS_MAX + 2][3];
    double chance[PAL_WORDLIST_LETTERS_MAX + 2][3]; /* the same as probabilities */
    found out[PAL_TYPOS_MAX];
    size_t count;
    size_t unlisted;
    size_t unlisted_max;
    double factors[SLIP_COUNT +
                   1]; /* exp(cost / WEIGHT_SHAPE); the last of the first letter */
    double least; /* exp(score / WEIGHT_SHAPE) of the last unlisted one when there are as
                     many as may be; else 0 */
} search;

static void number_letters(search *s)
{
    const pal_letters *w = s->word;
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
        for (size_t old = 0; old < 3; old++) {
            size_t count = lesser(old + 3, w->count + 1 - i);
            s->chance[i][old] = pal_signs_chance(s->letters, pal_letters_before(w, i),
                                                 w->at + i, count, 0, &unseen);
            s->typed[i][old] = -log(s->chance[i][old]);
        }
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
static void offer(search *s, const found *one)
{
    bool full =
        s->count == PAL_TYPOS_MAX || (one->count == 0 && s->unlisted == s->unlisted_max);
    if (full && !is_before(one, &s->out[s->count - 1]))
        return;
    if (full)
        s->unlisted -= s->out[--s->count].count == 0;
    size_t at = s->count++;
    for (; at > 0 && is_before(one, &s->out[at - 1]); at--)
        s->out[at] = s->out[at - 1];
    s->out[at] = *one;
    s->unlisted += one->count == 0;
    bool closed = s->unlisted != 0 && s->unlisted == s->unlisted_max;
    s->least = closed ? exp(s->out[s->count - 1].score / WEIGHT_SHAPE) : 0;
}

/* How often the table has what an edit makes, which is as `number` says. */
static uint32_t listed(const search *s, const edit *e, size_t before, uint64_t number)
{
    char bytes[PAL_SPELT_MAX];
    /* a word of the table has no run that none of them has */
    return pal_letters_may_be(s->letters, number) &&
                   pal_signs_unseen(s->letters, before, e->window, e->len) == 0
               ? pal_wordlist_count(s->list, spell(bytes, s->word, e))
               : 0;
}

/* `before`: the three signs before the place of the edit. */
static inline void weigh(search *s, const edit *e, size_t before, int slip,
                         uint64_t number)
{
    uint32_t count = listed(s, e, before, number);
    if (count == 0 && s->unlisted_max == 0)
        return;
    double least = 0; /* a little below that with which the score is the last one's */
    if (count == 0)
        least = s->least * s->factors[slip] * (e->at == 0 ? s->factors[SLIP_COUNT] : 1) *
                s->chance[e->at][e->old] * (1 - 1e-9);
    size_t unseen = 0;
    double chance =
        pal_signs_chance(s->letters, before, e->window, e->len, least, &unseen);
    if (count == 0 && (chance < least || unseen >= STRANGE))
        return;
    double cost = costs[slip] + (e->at == 0 ? COST_FIRST : 0);
    double shape = log(chance) + s->typed[e->at][e->old];
    const found one = {.count = count,
                       .cost = cost,
                       .score = pal_typos_worth(count, shape) - cost,
                       .edit = *e};
    offer(s, &one);
}

static void try_extra(search *s)
{
    const pal_letters *w = s->word;
    for (size_t i = 0; i < w->count; i++) {
        if (i + 1 < w->count && w->at[i] == w->at[i + 1])
            continue; /* the same word as without the next one */
        const edit e = edit_at(w, i, 1, 0);
        bool twice = i > 0 && w->at[i - 1] == w->at[i];
        bool beside = (i > 0 && are_neighbours(w->at[i - 1], w->at[i])) ||
                      (i + 1 < w->count && are_neighbours(w->at[i + 1], w->at[i]));
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
        const uint64_t rest = s->before[w->count] ^ pal_sign_number(s->list, i, w->at[i]);
        const size_t before = pal_letters_before(w, i);
        edit e = edit_at(w, i, 1, 1);
        for (unsigned key = 1; key <= LAST_SIGN; key++) {
            const uint8_t sign = (uint8_t)key;
            if (sign == w->at[i])
                continue;
            e.window[0] = sign;
            const int slip = is_umlaut_pair(sign, w->at[i])   ? SLIP_UMLAUT
                             : are_neighbours(sign, w->at[i]) ? SLIP_NEIGHBOUR
                                                              : SLIP_OTHER;
            weigh(s, &e, before, slip, rest ^ pal_sign_number(s->list, i, sign));
        }
    }
}

static void try_missing(search *s)
{
    const pal_letters *w = s->word;
    if (w->count == PAL_WORDLIST_LETTERS_MAX)
        return;
    for (size_t i = 0; i <= w->count; i++) {
        const uint64_t rest = s->before[i] ^ s->later[i];
        const size_t before = pal_letters_before(w, i);
        edit e = edit_at(w, i, 0, 1);
        for (unsigned key = 1; key <= LAST_SIGN; key++) {
            const uint8_t sign = (uint8_t)key;
            bool twice = i > 0 && w->at[i - 1] == sign;
            if (i < w->count && w->at[i] == sign)
                continue; /* the same word as with it behind */
            e.window[0] = sign;
            weigh(s, &e, before, twice ? SLIP_TWICE : SLIP_MISSING,
                  rest ^ pal_sign_number(s->list, i, sign));
        }
    }
}

size_t pal_typos_candidates(const pal_wordlist *t, pal_arena *mem, pal_str folded,
                            size_t unlisted, pal_typo out[PAL_TYPOS_MAX])
{
    pal_letters word;
    if (!pal_letters_from(&word, folded))
        return 0;
    search s = {.list = t,
                .letters = pal_wordlist_letters_of(t),
                .word = &word,
                .unlisted_max = unlisted};
    number_letters(&s);
    weigh_letters(&s);
    for (size_t i = 0; i < SLIP_COUNT; i++)
        s.factors[i] = exp(costs[i] / WEIGHT_SHAPE);
    s.factors[SLIP_COUNT] = exp(COST_FIRST / WEIGHT_SHAPE);
    try_missing(&s);
    try_swapped(&s);
    /* words of so few letters are all too near to each other */
    if (word.count > PAL_WORDLIST_LETTERS_MIN)
        try_extra(&s);
    try_other(&s);
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
