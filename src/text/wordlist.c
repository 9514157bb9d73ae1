#include "text/wordlist.h"

#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/once.h"
#include "base/str.h"
#include "base/unicode.h"
#include "text/basis.h"
#include "text/word_counts.h"
#include "text/wordlist_inside.h"

enum {
    FILE_LIMIT = 4 << 20,
    PART_MIN = 4,
    JOINED_MAX = 4 * PAL_WORDLIST_LETTERS_MAX,
    LONG_BITS = 21,
    PAIRS = PAL_SIGNS * PAL_SIGNS,
};

/* --- letters --- */

static uint8_t sign_of(uint32_t code)
{
    if (code >= 'a' && code <= 'z')
        return (uint8_t)(code - 'a' + 1);
    switch (code) {
    case 0xE5:
        return PAL_SIGN_A_RING;
    case 0xE4:
        return PAL_SIGN_A_UMLAUT;
    case 0xF6:
        return PAL_SIGN_O_UMLAUT;
    default:
        return 0;
    }
}

bool pal_letters_from(pal_letters *out, pal_str word)
{
    out->count = 0;
    for (size_t at = 0; at < word.len;) {
        unsigned char byte = (unsigned char)word.ptr[at];
        uint8_t sign = sign_of(byte < 0x80 ? (at++, byte) : pal_unicode_next(word, &at));
        if (!sign || out->count == PAL_WORDLIST_LETTERS_MAX)
            return false;
        out->at[out->count++] = sign;
    }
    out->at[out->count] = 0;
    return out->count >= PAL_WORDLIST_LETTERS_MIN;
}

pal_str pal_letters_text(char to[PAL_SPELT_MAX], const pal_letters *word)
{
    static const char last[] = {'\xA5', '\xA4', '\xB6'}; /* å ä ö behind C3 */
    size_t len = 0;
    for (size_t i = 0; i < word->count; i++) {
        uint8_t sign = word->at[i];
        if (sign >= PAL_SIGN_A_RING) {
            to[len++] = '\xC3';
            to[len++] = last[sign - PAL_SIGN_A_RING];
        } else {
            to[len++] = (char)('a' + sign - 1);
        }
    }
    return (pal_str){to, len};
}

/* --- the letters of all words --- */

static uint32_t filter_bit(uint64_t number)
{
    return (uint32_t)(number >> (64 - PAL_FILTER_BITS));
}

static void set_bit(uint8_t *bits, size_t bit)
{
    bits[bit / 8] = (uint8_t)(bits[bit / 8] | 1u << bit % 8);
}

static uint32_t number_of(const pal_wordlist *t, const pal_letters *word)
{
    uint64_t number = 0;
    for (size_t i = 0; i < word->count; i++)
        number ^= pal_sign_number(t, i, word->at[i]);
    return filter_bit(number);
}

static const size_t long_lens[PAL_WORDLIST_LONG] = {5, 7};

/* The bit of the run of `len` signs that ends `run`. */
static inline uint32_t long_bit(uint64_t run, size_t len)
{
    run &= ((uint64_t)1 << len * PAL_SIGN_BITS) - 1;
    return (uint32_t)(run * UINT64_C(0x9E3779B97F4A7C15) >> (64 - LONG_BITS));
}

static void count_runs(pal_wordlist_letters *l, const pal_letters *word)
{
    uint64_t run = 0; /* of signs, the last one lowest; the edge first */
    for (size_t i = 0; i <= word->count; i++) {
        run = run << PAL_SIGN_BITS | word->at[i];
        size_t four = run % ((uint64_t)PAL_THREES * PAL_SIGNS);
        l->runs[four] = (uint16_t)(l->runs[four] + (l->runs[four] != UINT16_MAX));
        set_bit(l->seen, four);
        for (size_t k = 0; k < PAL_WORDLIST_LONG; k++)
            if (i + 2 >= long_lens[k])
                set_bit(l->longs[k], long_bit(run, long_lens[k]));
    }
}

/* What the runs of four tell of shorter ones. */
static void sum_runs(pal_wordlist_letters *l)
{
    for (size_t run = 0; run < (size_t)PAL_THREES * PAL_SIGNS; run++) {
        if (l->runs[run] == 0)
            continue;
        l->threes[run / PAL_SIGNS].kinds++;
        l->threes[run / PAL_SIGNS].count += l->runs[run];
        l->three[run % PAL_THREES] += l->runs[run];
    }
}

/* p(c | b) from all runs, then p(c | a b) from it; each smoothed by the shorter one with
 * as much weight as there are different letters (Witten, Bell 1991). */
static void weigh_runs(pal_wordlist_letters *l)
{
    double *three = l->three;
    double *pair = l->pair;
    for (size_t i = 0; i < PAL_THREES; i++)
        pair[i % PAIRS] += three[i];
    for (size_t b = 0; b < PAL_SIGNS; b++) {
        double sum = PAL_SIGNS;
        for (size_t c = 0; c < PAL_SIGNS; c++)
            sum += pair[b * PAL_SIGNS + c];
        for (size_t c = 0; c < PAL_SIGNS; c++)
            pair[b * PAL_SIGNS + c] = (pair[b * PAL_SIGNS + c] + 1) / sum;
    }
    for (size_t ab = 0; ab < PAIRS; ab++) {
        double sum = 0;
        double kinds = 1;
        for (size_t c = 0; c < PAL_SIGNS; c++) {
            sum += three[ab * PAL_SIGNS + c];
            kinds += three[ab * PAL_SIGNS + c] > 0;
        }
        for (size_t c = 0; c < PAL_SIGNS; c++)
            l->backoff[ab * PAL_SIGNS + c] =
                (float)((three[ab * PAL_SIGNS + c] +
                         kinds * pair[ab % PAL_SIGNS * PAL_SIGNS + c]) /
                        (sum + kinds));
    }
}

/* --- kept for the next run --- */

enum { PARTS = 5 + PAL_WORDLIST_LONG };

static void parts_of(const pal_wordlist_letters *l, pal_str parts[PARTS])
{
    size_t count = 0;
    parts[count++] = (pal_str){(char *)l->filter, (size_t)1 << (PAL_FILTER_BITS - 3)};
    parts[count++] = (pal_str){(char *)l->seen, (size_t)PAL_THREES * PAL_SIGNS / 8};
    parts[count++] =
        (pal_str){(char *)l->runs, (size_t)PAL_THREES * PAL_SIGNS * sizeof *l->runs};
    parts[count++] = (pal_str){(char *)l->threes, PAL_THREES * sizeof *l->threes};
    parts[count++] = (pal_str){(char *)l->backoff, PAL_THREES * sizeof *l->backoff};
    for (size_t k = 0; k < PAL_WORDLIST_LONG; k++)
        parts[count++] = (pal_str){(char *)l->longs[k], (size_t)1 << (LONG_BITS - 3)};
}

/* Probabilities, and no more letters than there are. */
static bool is_plausible(const pal_wordlist_letters *l)
{
    bool fine = true;
    for (size_t i = 0; i < PAL_THREES; i++)
        fine &=
            l->backoff[i] >= 0 && l->backoff[i] <= 1 && l->threes[i].kinds <= PAL_SIGNS;
    return fine;
}

static bool recall_letters(const pal_wordlist *t)
{
    pal_str parts[PARTS];
    parts_of(t->letters, parts);
    if (!t->kept || !pal_basis_recall(t->known, t->kept, t->letters->text, parts, PARTS))
        return false;
    if (is_plausible(t->letters))
        return true;
    for (size_t i = 0; i < PARTS; i++)
        memset((char *)(uintptr_t)parts[i].ptr, 0, parts[i].len);
    return false;
}

static void keep_letters(const pal_wordlist *t)
{
    pal_str parts[PARTS];
    parts_of(t->letters, parts);
    if (t->kept)
        pal_basis_keep(t->known, t->kept, t->letters->text, parts, PARTS);
}

static void read_letters(void *list)
{
    const pal_wordlist *t = list;
    pal_wordlist_letters *l = t->letters;
    pal_str text = l->text;
    if (recall_letters(t))
        return;
    for (pal_cut row; text.len != 0; text = row.tail) {
        pal_letters word;
        row = pal_str_cut(text, '\n');
        if (row.head.len == 0 || row.head.ptr[0] == '#' ||
            !pal_letters_from(&word, pal_str_cut(row.head, '\t').head))
            continue;
        set_bit(l->filter, number_of(t, &word));
        count_runs(l, &word);
    }
    sum_runs(l);
    weigh_runs(l);
    keep_letters(t);
}

const pal_wordlist_letters *pal_wordlist_letters_of(const pal_wordlist *t)
{
    pal_once_make(&t->letters->once, read_letters, (void *)(uintptr_t)t);
    return t->letters;
}

/* --- the file --- */

/* All rows of a file that was checked; there is room. */
static void read_counts(void *list)
{
    const pal_wordlist *t = list;
    pal_str text = t->letters->text;
    for (pal_cut row; text.len != 0; text = row.tail) {
        pal_str word;
        uint32_t count;
        row = pal_str_cut(text, '\n');
        uint32_t *slot =
            pal_count_is_row(row.head) && pal_count_read(row.head, &word, &count)
                ? pal_map_at(t->counts, word, NULL)
                : NULL;
        if (slot)
            *slot = count;
    }
}

/* Many a file of answers has no word that needs the counts. */
static const pal_map *counts_of(const pal_wordlist *t)
{
    pal_once_make(&t->letters->counted, read_counts, (void *)(uintptr_t)t);
    return t->counts;
}

/* Any rows: words are told apart by the map. */
static pal_status add_rows(pal_wordlist *t, pal_str text, pal_loc at, pal_error *err)
{
    for (pal_cut row; text.len != 0; text = row.tail) {
        pal_str word;
        uint32_t count;
        bool fresh = false;
        row = pal_str_cut(text, '\n');
        at.line++;
        if (!pal_count_is_row(row.head))
            continue;
        if (!pal_count_read(row.head, &word, &count))
            return pal_count_bad(at, err);
        uint32_t *slot = pal_map_at(t->counts, word, &fresh);
        if (!slot)
            return pal_fail(err, PAL_ENOMEM, at, "no memory for the common words");
        if (!fresh)
            return pal_fail(err, PAL_EFORMAT, at, "'%.*s' is given twice",
                            PAL_ARG(pal_str_clip(word, 40)));
        *slot = count;
    }
    return PAL_OK;
}

/* Room for what is learnt, so that learning cannot fail. */
static pal_wordlist *new_list(pal_arena *mem, pal_str text)
{
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    pal_wordlist *t = pal_new(mem, pal_wordlist, 1);
    pal_wordlist_letters *l = pal_new(mem, pal_wordlist_letters, 1);
    if (!t || !l)
        return NULL;
    t->letters = l;
    /* what is written to at once before what may never be: memory comes by large pages */
    t->signs = pal_new(mem, uint64_t, (PAL_WORDLIST_LETTERS_MAX + 2) * PAL_SIGNS);
    t->counts = pal_map_new_for(mem, 1, lines);
    l->text = text;
    l->filter = pal_new(mem, uint8_t, (size_t)1 << (PAL_FILTER_BITS - 3));
    l->seen = pal_new(mem, uint8_t, (size_t)PAL_THREES * PAL_SIGNS / 8);
    l->runs = pal_new(mem, uint16_t, (size_t)PAL_THREES * PAL_SIGNS);
    l->threes = pal_new(mem, pal_follow, PAL_THREES);
    l->backoff = pal_new(mem, float, PAL_THREES);
    l->three = pal_new(mem, double, PAL_THREES);
    l->pair = pal_new(mem, double, PAIRS);
    for (size_t k = 0; k < PAL_WORDLIST_LONG; k++)
        l->longs[k] = pal_new(mem, uint8_t, (size_t)1 << (LONG_BITS - 3));
    return t->counts && t->signs && l->longs[0] && l->longs[1] && l->filter && l->seen &&
                   l->runs && l->threes && l->backoff && l->three && l->pair
               ? t
               : NULL;
}

pal_status pal_wordlist_open(pal_wordlist **out, pal_arena *mem, const char *models,
                             const char *name, pal_known *known, pal_error *err)
{
    static const char check[] = "words that ascend";
    *out = NULL;
    const char *path;
    pal_str text;
    pal_status status =
        pal_io_read_if_there(&text, &path, mem, models, name, FILE_LIMIT, err);
    if (status != PAL_OK || !text.ptr)
        return status;
    pal_loc at = pal_loc_file(path);
    pal_wordlist *t = new_list(mem, text);
    if (!t)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the common words");
    for (size_t i = 0; i < (size_t)(PAL_WORDLIST_LETTERS_MAX + 2) * PAL_SIGNS; i++)
        t->signs[i] = pal_str_hash((pal_str){(const char *)&i, sizeof i});
    bool ascends = true;
    bool passed = pal_basis_passed(mem, known, check, text);
    if (!passed)
        status = pal_counts_check(text, at, &ascends, err);
    if (status == PAL_OK && !ascends)
        status = add_rows(t, text, at, err);
    else if (status == PAL_OK && !passed)
        pal_basis_pass(mem, known, check, text);
    t->ascends = ascends;
    t->known = known;
    t->kept = known ? pal_known_beside(known, mem, name) : NULL;
    if (status == PAL_OK)
        *out = t;
    return status;
}

pal_str pal_wordlist_text(const pal_wordlist *t)
{
    return t ? t->letters->text : (pal_str){NULL, 0};
}

/* --- the letters of a word --- */

/* Filling the map takes as long as thousands of searches, and many a file of answers has
 * few words that are looked for. */
uint32_t pal_wordlist_count(const pal_wordlist *t, pal_str folded)
{
    enum { SEARCHES_MAX = 4000 };
    uint32_t found = 0;
    atomic_int *searches = (atomic_int *)(uintptr_t)&t->searches;
    if (t->ascends &&
        atomic_load_explicit(searches, memory_order_relaxed) < SEARCHES_MAX) {
        atomic_fetch_add_explicit(searches, 1, memory_order_relaxed);
        if (pal_counts_find(t->letters->text, folded, &found))
            return found;
    }
    const uint32_t *count = pal_map_find(counts_of(t), folded);
    return count ? *count : 0;
}

void pal_wordlist_unseen_long(const pal_wordlist *t, pal_str folded,
                              size_t unseen[PAL_WORDLIST_LONG])
{
    const pal_wordlist_letters *l = pal_wordlist_letters_of(t);
    pal_letters word;
    uint64_t run = 0;
    memset(unseen, 0, PAL_WORDLIST_LONG * sizeof *unseen);
    if (!pal_letters_from(&word, folded))
        return;
    for (size_t i = 0; i <= word.count; i++) {
        run = run << PAL_SIGN_BITS | word.at[i];
        for (size_t k = 0; k < PAL_WORDLIST_LONG; k++)
            if (i + 2 >= long_lens[k]) /* the edge before the word is a sign, too */
                unseen[k] += !pal_has_bit(l->longs[k], long_bit(run, long_lens[k]));
    }
}

static double shape_of(double chance, size_t letters)
{
    return log(chance) / (double)(letters + 1);
}

double pal_wordlist_shape(const pal_wordlist *t, pal_str folded)
{
    pal_letters word;
    size_t unseen = 0;
    if (!pal_letters_from(&word, folded))
        return 0;
    double chance = pal_signs_chance(pal_wordlist_letters_of(t), 0, word.at,
                                     word.count + 1, 0, &unseen);
    return shape_of(chance, word.count);
}

pal_wordlist_look pal_wordlist_look_at(const pal_wordlist *t, pal_str folded,
                                       pal_wordlist_base *base)
{
    const pal_wordlist_letters *l = pal_wordlist_letters_of(t);
    pal_letters word;
    double chance = 1;
    size_t unseen = 0;
    size_t run = 0;
    base->count = 0;
    if (!pal_letters_from(&word, folded))
        return (pal_wordlist_look){.shape = 0};
    for (size_t i = 0; i <= word.count; i++) {
        base->chances[i] = chance;
        base->unseen[i] = unseen;
        run = (run % PAL_THREES) << PAL_SIGN_BITS | word.at[i];
        chance *= pal_sign_chance(l, run, &unseen);
    }
    memcpy(base->signs, word.at, word.count + 1);
    base->count = word.count;
    return (pal_wordlist_look){shape_of(chance, word.count), unseen};
}

pal_wordlist_look pal_wordlist_look_like(const pal_wordlist *t, pal_str folded,
                                         const pal_wordlist_base *base)
{
    const pal_wordlist_letters *l = pal_wordlist_letters_of(t);
    pal_letters word;
    size_t i = 0;
    if (!pal_letters_from(&word, folded))
        return (pal_wordlist_look){.shape = 0};
    while (i < base->count && i < word.count && base->signs[i] == word.at[i])
        i++;
    double chance = base->count != 0 ? base->chances[i] : 1;
    size_t unseen = base->count != 0 ? base->unseen[i] : 0;
    size_t run = pal_letters_before(&word, i);
    for (; i <= word.count; i++) {
        run = (run % PAL_THREES) << PAL_SIGN_BITS | word.at[i];
        chance *= pal_sign_chance(l, run, &unseen);
    }
    return (pal_wordlist_look){shape_of(chance, word.count), unseen};
}

bool pal_wordlist_joins(const pal_wordlist *t, pal_str folded)
{
    if (folded.len > JOINED_MAX)
        return false;
    for (size_t at = PART_MIN; at + PART_MIN <= folded.len; at++) {
        pal_str head = {folded.ptr, at};
        pal_str tail = {folded.ptr + at, folded.len - at};
        if (pal_wordlist_count(t, tail) != 0 && pal_wordlist_count(t, head) != 0)
            return true;
    }
    return false;
}
