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
    return (a == A && b == PAL_SIGN_A_UMLAUT) || (a == PAL_SIGN_A_UMLAUT && b == A) ||
           (a == O && b == PAL_SIGN_O_UMLAUT) || (a == PAL_SIGN_O_UMLAUT && b == O);
}

/* From the regression of reread.c; see models/word-frequency.md. */
static const double COST_SWAP = -0.86;     /* two letters in the wrong order */
static const double COST_TWICE = -0.74;    /* one letter of a pair missing, or a third */
static const double COST_MISSING = -0.47;  /* a letter */
static const double COST_UMLAUT = 0.2;     /* a for ä */
static const double COST_NEIGHBOUR = 0.52; /* the key beside the right one */
static const double COST_BESIDE = 1.36;    /* the key beside, hit as well */
static const double COST_OTHER = 4.16;     /* any other letter */
static const double COST_EXTRA = 4.54;     /* any other letter too many */
static const double COST_FIRST = 0.06;     /* the first letter */
static const double WEIGHT_COUNT = 0.551;
static const double WEIGHT_SHAPE = 0.360;
static const double WEIGHT_LISTED = 0.613;

double pal_typos_worth(uint32_t count, double shape)
{
    return WEIGHT_COUNT * log1p(count) + (count != 0 ? WEIGHT_LISTED : 0) +
           WEIGHT_SHAPE * shape;
}

/* --- candidates --- */

typedef struct search {
    const pal_wordlist *list;
    pal_arena *mem;
    const pal_letters *word;
    /* numbers of the word's letters before place i; of those from i on where they stand,
     * one place later and one place earlier */
    uint64_t before[PAL_WORDLIST_LETTERS_MAX + 2];
    uint64_t later[PAL_WORDLIST_LETTERS_MAX + 2];
    uint64_t earlier[PAL_WORDLIST_LETTERS_MAX + 2];
    /* how improbable the letters are that an edit of 0, 1 or 2 in place i touches */
    double typed[PAL_WORDLIST_LETTERS_MAX + 2][3];
    pal_typo *out;
    size_t count;
    size_t unlisted;
    size_t unlisted_max;
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
    size_t unseen = 0;
    for (size_t i = 0; i <= s->word->count; i++)
        for (size_t old = 0; old < 3; old++)
            s->typed[i][old] = -log(pal_letters_chance(
                s->list, s->word, i, lesser(i + old + 3, s->word->count + 1), &unseen));
}

/* Those in the table before the others. */
static bool is_before(const pal_typo *a, const pal_typo *b)
{
    if ((a->count != 0) != (b->count != 0))
        return a->count != 0;
    return a->score > b->score;
}

/* Put in its place; the last one falls out when there is no room. The unlisted ones,
 * which cost a question each, are fewer. */
static void offer(search *s, pal_typo one, const pal_letters *made)
{
    bool full =
        s->count == PAL_TYPOS_MAX || (one.count == 0 && s->unlisted == s->unlisted_max);
    if (full && !is_before(&one, &s->out[s->count - 1]))
        return;
    char bytes[PAL_SPELT_MAX];
    one.text = pal_arena_copy(s->mem, pal_letters_text(bytes, made));
    if (!one.text.ptr)
        return;
    if (full)
        s->unlisted -= s->out[--s->count].count == 0;
    size_t at = s->count++;
    for (; at > 0 && is_before(&one, &s->out[at - 1]); at--)
        s->out[at] = s->out[at - 1];
    s->out[at] = one;
    s->unlisted += one.count == 0;
}

/* `made` has `fresh` letters from `at` on where the word has `old`; `number` is its. */
static void weigh(search *s, const pal_letters *made, size_t at, size_t fresh, size_t old,
                  double cost, uint64_t number)
{
    uint32_t count = 0;
    if (pal_wordlist_may_have(s->list, number)) {
        char bytes[PAL_SPELT_MAX];
        count = pal_wordlist_count(s->list, pal_letters_text(bytes, made));
    }
    if (at == 0)
        cost += COST_FIRST;
    if (count == 0 && s->unlisted == s->unlisted_max &&
        (s->unlisted == 0 ||
         pal_typos_worth(0, s->typed[at][old]) - cost <= s->out[s->count - 1].score))
        return; /* not even with the likeliest letters */
    size_t unseen = 0;
    double chance = pal_letters_chance(s->list, made, at,
                                       lesser(at + fresh + 3, made->count + 1), &unseen);
    if (count == 0 && unseen >= STRANGE)
        return;
    double shape = log(chance) + s->typed[at][old];
    pal_typo one = {
        .count = count,
        .score = pal_typos_worth(count, shape) - cost,
    };
    offer(s, one, made);
}

static void try_extra(search *s)
{
    const pal_letters *w = s->word;
    for (size_t i = 0; i < w->count; i++) {
        if (i + 1 < w->count && w->at[i] == w->at[i + 1])
            continue; /* the same word as without the next one */
        pal_letters made = *w;
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
    const pal_letters *w = s->word;
    for (size_t i = 0; i + 1 < w->count; i++) {
        if (w->at[i] == w->at[i + 1])
            continue;
        pal_letters made = *w;
        made.at[i] = w->at[i + 1];
        made.at[i + 1] = w->at[i];
        uint64_t number = s->before[w->count] ^ pal_sign_number(s->list, i, w->at[i]) ^
                          pal_sign_number(s->list, i + 1, w->at[i + 1]) ^
                          pal_sign_number(s->list, i, made.at[i]) ^
                          pal_sign_number(s->list, i + 1, made.at[i + 1]);
        weigh(s, &made, i, 2, 2, COST_SWAP, number);
    }
}

static void try_other(search *s)
{
    const pal_letters *w = s->word;
    pal_letters made = *w;
    for (size_t i = 0; i < w->count; i++) {
        uint64_t rest = s->before[w->count] ^ pal_sign_number(s->list, i, w->at[i]);
        for (unsigned key = 1; key <= LAST_SIGN; key++) {
            const uint8_t sign = (uint8_t)key;
            if (sign == w->at[i])
                continue;
            made.at[i] = sign;
            const double cost = is_umlaut_pair(sign, w->at[i])   ? COST_UMLAUT
                                : are_neighbours(sign, w->at[i]) ? COST_NEIGHBOUR
                                                                 : COST_OTHER;
            weigh(s, &made, i, 1, 1, cost, rest ^ pal_sign_number(s->list, i, sign));
        }
        made.at[i] = w->at[i];
    }
}

static void try_missing(search *s)
{
    const pal_letters *w = s->word;
    if (w->count == PAL_WORDLIST_LETTERS_MAX)
        return;
    for (size_t i = 0; i <= w->count; i++) {
        pal_letters made = *w;
        made.count++;
        memcpy(&made.at[i + 1], &w->at[i], w->count - i);
        for (unsigned key = 1; key <= LAST_SIGN; key++) {
            const uint8_t sign = (uint8_t)key;
            bool twice = i > 0 && w->at[i - 1] == sign;
            if (i < w->count && w->at[i] == sign)
                continue; /* the same word as with it behind */
            made.at[i] = sign;
            weigh(s, &made, i, 1, 0, twice ? COST_TWICE : COST_MISSING,
                  s->before[i] ^ s->later[i] ^ pal_sign_number(s->list, i, sign));
        }
    }
}

size_t pal_typos_candidates(const pal_wordlist *t, pal_arena *mem, pal_str folded,
                            size_t unlisted, pal_typo out[PAL_TYPOS_MAX])
{
    pal_letters word;
    if (!pal_letters_from(&word, folded))
        return 0;
    search s = {
        .list = t, .mem = mem, .word = &word, .out = out, .unlisted_max = unlisted};
    number_letters(&s);
    weigh_letters(&s);
    try_missing(&s);
    try_swapped(&s);
    try_extra(&s);
    try_other(&s);
    return s.count;
}
