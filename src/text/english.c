/* The choice of reread.c without a dictionary: words with the same stem are one word. The
 * weights are from a regression on slips and on unknown words of one half of a treebank,
 * checked on the other (models/word-frequency.md). */
#include "text/english.h"

#include <math.h>
#include <string.h>

#include "base/str.h"
#include "base/unicode.h"
#include "text/typos.h"

enum { STEM_MIN = 3, STEM_MAX = 60, ENDING_MAX = 8 };

/* What typos.c says of a spelling, and how common the form is beyond that. */
static const double WEIGHT_SPELLING = 1.351;
static const double WEIGHT_COUNT = 0.180;

static double score_as_it_is(const pal_wordlist *list, pal_str folded)
{
    size_t letters = 0;
    for (size_t at = 0; at < folded.len; letters++)
        pal_unicode_next(folded, &at);
    return 4.561 + 0.370 * pal_wordlist_shape(list, folded) - 0.376 * (double)letters +
           (pal_wordlist_joins(list, folded) ? 1.371 : 0);
}

/* Does the list have a word of this stem with one of the usual endings? `stem` may have
 * room for an ending. */
static bool has_ending(const pal_wordlist *list, pal_stemmer *stemmer, char *stem,
                       size_t len, pal_str meant)
{
    static const char endings[][ENDING_MAX] = {
        "",     "s", "e",   "es",  "ed", "ing",   "er",   "ers", "ly",  "ion", "ions",
        "able", "y", "ies", "ied", "d",  "ation", "ment", "al",  "ity", "ive"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t more = strlen(endings[i]);
        memcpy(stem + len, endings[i], more);
        pal_str form = {stem, len + more};
        if (pal_wordlist_count(list, form) != 0 &&
            pal_str_equal(pal_stemmer_stem(stemmer, PAL_LANGUAGE_EN, form), meant))
            return true;
    }
    return false;
}

/* Is another form of the word in the list ("completing": "complete")? */
static bool is_inflected(const pal_wordlist *list, pal_stemmer *stemmer, pal_str stem)
{
    char form[STEM_MAX + ENDING_MAX + 2];
    if (stem.len < STEM_MIN || stem.len > STEM_MAX)
        return false;
    memcpy(form, stem.ptr, stem.len);
    if (has_ending(list, stemmer, form, stem.len, stem))
        return true;
    if (stem.ptr[stem.len - 1] == 'i') {
        form[stem.len - 1] = 'y'; /* "occupies": "occupy" */
        return has_ending(list, stemmer, form, stem.len, stem);
    }
    form[stem.len] = stem.ptr[stem.len - 1]; /* "stopping": "stop" */
    return has_ending(list, stemmer, form, stem.len + 1, stem);
}

pal_str pal_english_meant(const pal_wordlist *list, pal_stemmer *stemmer, pal_arena *mem,
                          pal_str folded, double least)
{
    const pal_str none = {NULL, 0};
    pal_typo words[PAL_TYPOS_MAX];
    pal_str stems[PAL_TYPOS_MAX] = {{NULL, 0}};
    double chances[PAL_TYPOS_MAX] = {0};
    pal_str own = pal_arena_copy(mem, pal_stemmer_stem(stemmer, PAL_LANGUAGE_EN, folded));
    if (!own.ptr || pal_wordlist_count(list, folded) != 0 ||
        is_inflected(list, stemmer, own))
        return none;
    size_t count = pal_typos_candidates(list, mem, folded, 0, -INFINITY, words);
    double all = exp(score_as_it_is(list, folded));
    size_t best = 0;
    double most = 0;
    for (size_t i = 0; i < count; i++) {
        stems[i] = pal_arena_copy(
            mem, pal_stemmer_stem(stemmer, PAL_LANGUAGE_EN, words[i].text));
        if (!stems[i].ptr)
            return none;
        chances[i] =
            exp(WEIGHT_SPELLING * words[i].score + WEIGHT_COUNT * log1p(words[i].count));
        all += chances[i];
        double sum = 0;
        for (size_t k = 0; k <= i; k++)
            sum += pal_str_equal(stems[k], stems[i]) ? chances[k] : 0;
        if (sum > most) {
            most = sum;
            best = i;
        }
    }
    if (most <= 0 || pal_str_equal(stems[best], own) ||
        log(most / fmax(all - most, 1e-9)) < least)
        return none;
    /* of the words of the stem the likeliest, in the order of the candidates */
    for (size_t i = 0; i < best; i++)
        if (pal_str_equal(stems[i], stems[best]) && chances[i] >= chances[best])
            best = i;
    return words[best].text;
}
