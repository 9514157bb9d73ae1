/* The words of one slip are those that a plain look at all of them finds. */
#include <math.h>

#include "base/bits.h"
#include "text/keyboard.h"
#include "text/pair_sets.h"
#include "text/typos.h"
#include "text/wordlist_inside.h"
#include "text_help.h"

/* --- all words of one slip, one by one --- */

enum { PLAIN_MAX = 2000, UNLISTED = 20, LAST = PAL_SIGN_O_UMLAUT };

typedef struct plain_word {
    char bytes[PAL_SPELT_MAX];
    size_t len;
    uint32_t count;
    double score;
} plain_word;

typedef struct plain_words {
    const pal_wordlist *list;
    pal_letters typed;
    double typed_shape;
    plain_word at[PLAIN_MAX];
    size_t count;
} plain_words;

static double whole_shape(const pal_wordlist *list, const pal_letters *word)
{
    char bytes[PAL_SPELT_MAX];
    return pal_wordlist_shape(list, pal_letters_text(bytes, word)) *
           (double)(word->count + 1);
}

static const char *const rows[] = {"qwertyuiop[", "asdfghjkl]\\", "zxcvbnm"};

/* Row and place of a key; å, ö and ä are [, ] and \ here. */
static bool find_key(uint8_t sign, int *row, int *place)
{
    char key = (char)('a' + sign - 1);
    if (sign >= PAL_SIGN_A_RING)
        key = "[\\]"[sign - PAL_SIGN_A_RING];
    for (*row = 0; *row < 3; ++*row)
        for (*place = 0; rows[*row][*place] != '\0'; ++*place)
            if (rows[*row][*place] == key)
                return true;
    return false;
}

static bool are_beside(uint8_t a, uint8_t b)
{
    int row_a, row_b, a_at, b_at;
    if (!find_key(a, &row_a, &a_at) || !find_key(b, &row_b, &b_at))
        return false;
    if (row_a == row_b)
        return a_at - b_at == 1 || b_at - a_at == 1;
    if (row_b == row_a + 1)
        return a_at == b_at || a_at == b_at + 1;
    return row_a == row_b + 1 && (a_at == b_at || b_at == a_at + 1);
}

static bool are_umlauts(uint8_t a, uint8_t b)
{
    return (a == 1 && b == PAL_SIGN_A_UMLAUT) || (b == 1 && a == PAL_SIGN_A_UMLAUT) ||
           (a == 15 && b == PAL_SIGN_O_UMLAUT) || (b == 15 && a == PAL_SIGN_O_UMLAUT);
}

static void add_plain(plain_words *p, pal_letters *made, size_t at, size_t fresh,
                      double cost)
{
    const pal_wordlist_letters *letters = pal_wordlist_letters_of(p->list);
    made->at[made->count] = 0;
    size_t count = fresh + 3;
    if (count > made->count + 1 - at)
        count = made->count + 1 - at;
    cost += at == 0 ? 0.06 : 0;
    cr_assert_lt(p->count, PLAIN_MAX);
    plain_word *one = &p->at[p->count];
    pal_str text = pal_letters_text(one->bytes, made);
    one->len = text.len;
    one->count = pal_wordlist_count(p->list, text);
    one->score =
        pal_typos_worth(one->count, whole_shape(p->list, made) - p->typed_shape) - cost;
    if (one->count == 0 && pal_signs_unseen(letters, pal_letters_before(made, at),
                                            made->at + at, count) >= 4)
        return;
    p->count++;
}

static void plain_missing(plain_words *p)
{
    const pal_letters *w = &p->typed;
    for (size_t i = 0; i <= w->count; i++)
        for (uint8_t sign = 1; sign <= LAST; sign++) {
            pal_letters made = *w;
            if (i < w->count && w->at[i] == sign)
                continue;
            memmove(made.at + i + 1, w->at + i, w->count - i);
            made.at[i] = sign;
            made.count++;
            add_plain(p, &made, i, 1, i > 0 && w->at[i - 1] == sign ? -0.74 : -0.47);
        }
}

static void plain_other(plain_words *p)
{
    const pal_letters *w = &p->typed;
    for (size_t i = 0; i < w->count; i++)
        for (uint8_t sign = 1; sign <= LAST; sign++) {
            pal_letters made = *w;
            made.at[i] = sign;
            if (sign != w->at[i])
                add_plain(p, &made, i, 1,
                          are_umlauts(sign, w->at[i])  ? 0.2
                          : are_beside(sign, w->at[i]) ? 0.52
                                                       : 4.16);
        }
}

static void plain_fewer(plain_words *p)
{
    const pal_letters *w = &p->typed;
    for (size_t i = 0; i < w->count; i++) {
        pal_letters made = *w;
        memmove(made.at + i, w->at + i + 1, w->count - i - 1);
        made.count--;
        bool twice = i > 0 && w->at[i - 1] == w->at[i];
        bool beside = (i > 0 && are_beside(w->at[i - 1], w->at[i])) ||
                      (i + 1 < w->count && are_beside(w->at[i + 1], w->at[i]));
        if (i + 1 == w->count || w->at[i] != w->at[i + 1])
            add_plain(p, &made, i, 0, twice ? -0.74 : beside ? 1.36 : 4.54);
    }
}

static void plain_swapped(plain_words *p)
{
    const pal_letters *w = &p->typed;
    for (size_t i = 0; i + 1 < w->count; i++) {
        pal_letters made = *w;
        made.at[i] = w->at[i + 1];
        made.at[i + 1] = w->at[i];
        if (w->at[i] != w->at[i + 1])
            add_plain(p, &made, i, 2, -0.86);
    }
}

static int by_rank(const void *a, const void *b)
{
    const plain_word *one = a;
    const plain_word *other = b;
    if ((one->count != 0) != (other->count != 0))
        return one->count != 0 ? -1 : 1;
    return one->score > other->score ? -1 : one->score < other->score;
}

static bool has_plain(const plain_words *p, const pal_typo *typo)
{
    for (size_t i = 0; i < p->count; i++)
        if (pal_str_equal((pal_str){p->at[i].bytes, p->at[i].len}, typo->text) &&
            fabs(p->at[i].score - typo->score) < 1e-7)
            return true;
    return false;
}

static void expect_plain(plain_words *p, const pal_wordlist *list, pal_arena *mem,
                         pal_str word, size_t unlisted)
{
    pal_typo out[PAL_TYPOS_MAX];
    size_t count = pal_typos_candidates(list, mem, word, unlisted, -INFINITY, out);
    p->list = list;
    p->count = 0;
    p->typed_shape = whole_shape(list, &p->typed);
    if (p->typed.count < PAL_WORDLIST_LETTERS_MAX)
        plain_missing(p);
    plain_swapped(p);
    if (p->typed.count > PAL_WORDLIST_LETTERS_MIN)
        plain_fewer(p);
    plain_other(p);
    qsort(p->at, p->count, sizeof *p->at, by_rank);
    size_t listed = 0;
    while (listed < p->count && p->at[listed].count != 0)
        listed++;
    size_t most = listed + unlisted < p->count ? listed + unlisted : p->count;
    most = most < PAL_TYPOS_MAX ? most : PAL_TYPOS_MAX;
    cr_expect_eq(count, most, "%.*s: %zu, not %zu", PAL_ARG(word), count, most);
    for (size_t i = 0; i < count && i < most; i++) {
        cr_expect(fabs(out[i].score - p->at[i].score) < 1e-7, "%.*s: %.*s (%g) before %g",
                  PAL_ARG(word), PAL_ARG(out[i].text), out[i].score, p->at[i].score);
        cr_expect_eq(out[i].count, p->at[i].count, "%.*s: %.*s", PAL_ARG(word),
                     PAL_ARG(out[i].text));
        cr_expect(has_plain(p, &out[i]), "%.*s: %.*s", PAL_ARG(word),
                  PAL_ARG(out[i].text));
    }
}

/* With a bound for the unlisted ones: those that reach it are the ones that are found
 * without it, in the same order. */
static void expect_bounded(const pal_wordlist *list, pal_arena *mem, pal_str word,
                           size_t unlisted, double least)
{
    pal_typo all[PAL_TYPOS_MAX];
    pal_typo some[PAL_TYPOS_MAX];
    size_t all_count = pal_typos_candidates(list, mem, word, unlisted, -INFINITY, all);
    size_t count = pal_typos_candidates(list, mem, word, unlisted, least, some);
    size_t at = 0;
    for (size_t i = 0; i < all_count; i++) {
        if (all[i].count == 0 && all[i].score < least)
            continue;
        cr_assert_lt(at, count, "%.*s: %zu", PAL_ARG(word), count);
        cr_expect(pal_str_equal(some[at].text, all[i].text), "%.*s: %.*s", PAL_ARG(word),
                  PAL_ARG(all[i].text));
        cr_expect_eq(some[at].score, all[i].score);
        at++;
    }
    for (; at < count; at++)
        cr_expect(some[at].count == 0 && some[at].score > least - 1e-6, "%.*s: %.*s",
                  PAL_ARG(word), PAL_ARG(some[at].text));
}

/* Two letters of a word in the wrong order, and one that it has not. */
static pal_str slip(char *to, pal_str word, size_t i)
{
    size_t at = i % (word.len - 1);
    memcpy(to, word.ptr, word.len);
    to[at] = word.ptr[at + 1];
    to[at + 1] = word.ptr[at];
    if (i % 3 == 0)
        to[i % word.len] = "eakxq"[i / 3 % 5];
    return (pal_str){to, word.len};
}

Test(text_slips, are_those_that_a_plain_look_finds)
{
    static const char *const names[] = {"word-frequency.fi.tsv", "word-frequency.en.tsv"};
    static plain_words p;
    pal_arena *mem = pal_arena_open((size_t)1 << 28);
    for (size_t n = 0; n < 2; n++) {
        pal_wordlist *list = NULL;
        cr_assert_eq(pal_wordlist_open(&list, mem, "models", names[n], NULL, NULL),
                     PAL_OK);
        pal_str text = pal_wordlist_text(list);
        pal_str line;
        size_t asked = 0;
        for (size_t i = 0; text_line(&text, &line); i++) {
            char bytes[400];
            pal_str word = pal_str_cut(line, '\t').head;
            if (i % 331 != 0 || word.len < 4 || word.len > 100)
                continue;
            word = slip(bytes, word, i);
            if (!pal_unicode_valid(word) || !pal_letters_from(&p.typed, word))
                continue;
            expect_plain(&p, list, mem, word, n == 0 ? UNLISTED : 0);
            for (double least = -4; least < 6; least += 0.7)
                expect_bounded(list, mem, word, n == 0 ? UNLISTED : 0, least);
            expect_bounded(list, mem, word, UNLISTED, 1000);
            asked++;
        }
        cr_expect(asked > 30, "%zu", asked);
    }
    pal_arena_close(mem);
}

Test(text_slips, a_word_like_another_looks_as_if_it_stood_alone)
{
    static const char *const words[] = {"asiakaspalvelu",
                                        "asiakaspalvelussa",
                                        "asiakaspalveluss",
                                        "asiakas",
                                        "xqzw",
                                        "palvelu",
                                        "hyvä",
                                        "hyva",
                                        "abc",
                                        "ääää",
                                        "123",
                                        "asiakaspalvelua"};
    enum { WORDS = sizeof words / sizeof *words };
    pal_arena *mem = pal_arena_open((size_t)1 << 28);
    pal_wordlist *list = NULL;
    cr_assert_eq(
        pal_wordlist_open(&list, mem, "models", "word-frequency.fi.tsv", NULL, NULL),
        PAL_OK);
    for (size_t i = 0; i < WORDS; i++) {
        pal_wordlist_base base;
        (void)pal_wordlist_look_at(list, pal_str_from(words[i]), &base);
        for (size_t k = 0; k < WORDS; k++) {
            pal_str word = pal_str_from(words[k]);
            pal_wordlist_base own;
            pal_wordlist_look alone = pal_wordlist_look_at(list, word, &own);
            pal_wordlist_look like = pal_wordlist_look_like(list, word, &base);
            cr_expect(like.shape == alone.shape && like.unseen == alone.unseen &&
                          like.shape == pal_wordlist_shape(list, word),
                      "%s behind %s: %g, %zu", words[k], words[i], like.shape,
                      like.unseen);
        }
    }
    pal_arena_close(mem);
}

Test(text_slips, keys_touch_those_that_lie_beside_them)
{
    for (uint8_t a = 0; a <= LAST; a++)
        for (uint8_t b = 0; b <= LAST; b++) {
            bool both = a != 0 && b != 0;
            cr_expect_eq(pal_keyboard_beside(a) >> b & 1, both && are_beside(a, b),
                         "%u %u", a, b);
            cr_expect_eq(pal_keyboard_umlaut(a) >> b & 1, both && are_umlauts(a, b),
                         "%u %u", a, b);
        }
}

Test(text_slips, the_lowest_bit_is_found)
{
    for (unsigned low = 0; low < 32; low++)
        for (unsigned high = low; high < 32; high++)
            cr_expect_eq(pal_bits_lowest(UINT32_C(1) << low | UINT32_C(1) << high), low);
}

/* --- sets of pairs of letters --- */

static pal_pair_set set_of(uint32_t i)
{
    pal_pair_set set = {.row = {0}};
    set.row[i % 31] = i + 1;
    set.row[3] |= 1;
    return set;
}

static uint32_t rows_of(uint32_t i)
{
    return UINT32_C(1) << i % 31 | 1u << 3;
}

Test(text_slips, a_set_of_pairs_has_one_number)
{
    enum { MANY = 40000 };
    pal_arena *mem = pal_arena_open(64 << 20);
    pal_pair_sets *sets = pal_pair_sets_new(mem);
    size_t beyond = 0;
    cr_assert(sets);
    for (uint32_t i = 0; i < MANY; i++) {
        pal_pair_set set = set_of(i);
        uint32_t number = pal_pair_sets_number(sets, &set, rows_of(i));
        beyond += number == 0;
        if (number == 0)
            continue;
        cr_expect_eq(memcmp(pal_pair_sets_at(sets, number), &set, sizeof set), 0);
        cr_expect_eq(pal_pair_sets_number(sets, &set, rows_of(i)), number);
    }
    cr_expect(beyond > 0, "there is room for all");
    const pal_pair_set *copy = pal_pair_sets_copy(sets, mem);
    cr_assert(copy);
    for (size_t i = 0; i < PAL_PAIR_ROWS; i++)
        cr_expect_eq(copy[0].row[i], UINT32_MAX, "the first one has all pairs");
    pal_arena_close(mem);
}
