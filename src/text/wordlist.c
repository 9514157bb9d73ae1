#include "text/wordlist.h"

#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "base/unicode.h"
#include "text/wordlist_inside.h"

enum { FILE_LIMIT = 2 << 20, FILTER_BITS = 19, PART_MIN = 4 };

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
        uint8_t sign = sign_of(pal_unicode_next(word, &at));
        if (!sign || out->count == PAL_WORDLIST_LETTERS_MAX)
            return false;
        out->at[out->count++] = sign;
    }
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

/* --- the file --- */

static uint32_t filter_bit(uint64_t number)
{
    return (uint32_t)(number >> (64 - FILTER_BITS));
}

static uint32_t number_of(const pal_wordlist *t, const pal_letters *word)
{
    uint64_t number = 0;
    for (size_t i = 0; i < word->count; i++)
        number ^= pal_sign_number(t, i, word->at[i]);
    return filter_bit(number);
}

bool pal_wordlist_may_have(const pal_wordlist *t, uint64_t number)
{
    uint32_t bit = filter_bit(number);
    return (t->filter[bit / 8] >> (bit % 8)) & 1;
}

static uint8_t sign_at(const pal_letters *word, size_t i)
{
    return i < word->count ? word->at[i] : 0;
}

/* The run that ends in letter i, as a number; the edge stands before and behind. */
static size_t run_at(const pal_letters *word, size_t i)
{
    size_t run = i > 2 ? word->at[i - 3] : 0;
    run = run * PAL_SIGNS + (i > 1 ? word->at[i - 2] : 0);
    run = run * PAL_SIGNS + (i > 0 ? word->at[i - 1] : 0);
    return run * PAL_SIGNS + sign_at(word, i);
}

static void count_runs(pal_wordlist *t, const pal_letters *word)
{
    for (size_t i = 0; i <= word->count; i++) {
        size_t run = run_at(word, i);
        t->threes[run / PAL_SIGNS].kinds += t->runs[run] == 0;
        t->threes[run / PAL_SIGNS].count++;
        t->runs[run] = (uint16_t)(t->runs[run] + (t->runs[run] != UINT16_MAX));
    }
}

/* p(c | b) from all runs, then p(c | a b) from it; each smoothed by the shorter one with
 * as much weight as there are different letters (Witten, Bell 1991). */
static bool weigh_runs(pal_wordlist *t, pal_arena *scratch)
{
    enum { PAIRS = PAL_SIGNS * PAL_SIGNS };
    double *three = pal_new(scratch, double, PAIRS *PAL_SIGNS);
    double *pair = pal_new(scratch, double, PAIRS);
    if (!three || !pair)
        return false;
    for (size_t i = 0; i < (size_t)PAIRS * PAIRS; i++)
        three[i % (PAIRS * PAL_SIGNS)] += t->runs[i];
    for (size_t i = 0; i < (size_t)PAIRS * PAL_SIGNS; i++)
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
            t->backoff[ab * PAL_SIGNS + c] =
                (float)((three[ab * PAL_SIGNS + c] +
                         kinds * pair[ab % PAL_SIGNS * PAL_SIGNS + c]) /
                        (sum + kinds));
    }
    return true;
}

static pal_status add_word(pal_wordlist *t, pal_str line, pal_loc at, pal_error *err)
{
    pal_cut cut = pal_str_cut(line, '\t');
    int64_t count = 0;
    pal_letters word;
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
    if (pal_letters_from(&word, cut.head)) {
        uint32_t number = number_of(t, &word);
        t->filter[number / 8] = (uint8_t)(t->filter[number / 8] | 1u << number % 8);
        count_runs(t, &word);
    }
    return PAL_OK;
}

pal_status pal_wordlist_open(pal_wordlist **out, pal_arena *mem, const char *models,
                             const char *name, pal_error *err)
{
    *out = NULL;
    const char *path = models ? pal_io_path(mem, models, name) : NULL;
    pal_str text;
    pal_status status =
        path ? pal_io_read(&text, mem, path, FILE_LIMIT, NULL) : PAL_ENOINPUT;
    if (status == PAL_ENOINPUT)
        return PAL_OK;
    pal_loc at = pal_loc_file(path);
    pal_wordlist *t = pal_new(mem, pal_wordlist, 1);
    if (t) {
        t->counts = pal_map_new(mem, 1);
        t->runs = pal_new(mem, uint16_t, PAL_SIGNS * PAL_SIGNS * PAL_SIGNS * PAL_SIGNS);
        t->threes = pal_new(mem, pal_follow, PAL_SIGNS * PAL_SIGNS * PAL_SIGNS);
        t->signs = pal_new(mem, uint64_t, (PAL_WORDLIST_LETTERS_MAX + 2) * PAL_SIGNS);
        t->filter = pal_new(mem, uint8_t, (size_t)1 << (FILTER_BITS - 3));
        t->backoff = pal_new(mem, float, PAL_SIGNS *PAL_SIGNS *PAL_SIGNS);
    }
    if (!t || !t->counts || !t->runs || !t->threes || !t->backoff || !t->signs ||
        !t->filter || status == PAL_ENOMEM)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the common words");
    if (status != PAL_OK)
        return pal_fail(err, status, at, "cannot be read");
    for (size_t i = 0; i < (size_t)(PAL_WORDLIST_LETTERS_MAX + 2) * PAL_SIGNS; i++)
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

/* --- the letters of a word --- */

double pal_letters_chance(const pal_wordlist *t, const pal_letters *word, size_t from,
                          size_t to, double least, size_t *unseen)
{
    const size_t threes = (size_t)PAL_SIGNS * PAL_SIGNS * PAL_SIGNS;
    double product = 1;
    size_t run = from < to ? run_at(word, from) / PAL_SIGNS : 0;
    *unseen = 0;
    for (size_t i = from; i < to && product >= least; i++) {
        run = run % threes * PAL_SIGNS + sign_at(word, i);
        const pal_follow *three = &t->threes[run / PAL_SIGNS];
        double shorter = (double)t->backoff[run % threes];
        *unseen += t->runs[run] == 0;
        product *= (t->runs[run] + (three->kinds + 1) * shorter) /
                   (three->count + three->kinds + 1.0);
    }
    return product;
}

uint32_t pal_wordlist_count(const pal_wordlist *t, pal_str folded)
{
    const uint32_t *count = pal_map_find(t->counts, folded);
    return count ? *count : 0;
}

size_t pal_wordlist_unseen(const pal_wordlist *t, pal_str folded)
{
    pal_letters word;
    size_t unseen = 0;
    if (pal_letters_from(&word, folded))
        pal_letters_chance(t, &word, 0, word.count + 1, 0, &unseen);
    return unseen;
}

double pal_wordlist_shape(const pal_wordlist *t, pal_str folded)
{
    pal_letters word;
    size_t unseen = 0;
    if (!pal_letters_from(&word, folded))
        return 0;
    return log(pal_letters_chance(t, &word, 0, word.count + 1, 0, &unseen)) /
           (double)(word.count + 1);
}

bool pal_wordlist_joins(const pal_wordlist *t, pal_str folded)
{
    for (size_t at = PART_MIN; at + PART_MIN <= folded.len; at++) {
        pal_str head = {folded.ptr, at};
        pal_str tail = {folded.ptr + at, folded.len - at};
        if (pal_map_find(t->counts, tail) && pal_map_find(t->counts, head))
            return true;
    }
    return false;
}
