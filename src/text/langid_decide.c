/* The language of a text: what its words vote for, and whether runs of them speak clearly
 * for two. */
#include "text/langid.h"

/* In 1/16 of a natural logarithm. Chosen on data that the floors of the tests do not see.
 */
enum {
    SURVEY_BONUS = 40,  /* what a text must say to leave the survey's language */
    TELLS_MIN = 8,      /* less than this tells nothing where the survey's is unknown */
    RUN_EVIDENCE = 128, /* of each language of a mixed text, of ... */
    RUN_WORDS = 3,
    RUN_WORD_MAX = 48, /* ... of which one word says at most this */
};

static bool counts(const pal_token *token)
{
    return (token->word->flags & PAL_WORD_LETTERS) != 0 &&
           (token->word->flags & PAL_WORD_LINK) == 0;
}

/* Does some run of words speak clearly for `a` against `b`? The run with the largest sum,
 * found in one pass (Kadane's algorithm: a sum below 0 helps no run that follows). */
static bool has_run(const pal_passage *p, pal_language a, pal_language b)
{
    int64_t sum = 0;
    uint32_t words = 0;
    for (size_t i = 0; i < p->count; i++) {
        if (!counts(&p->tokens[i]))
            continue;
        int step = p->tokens[i].word->votes[a] - p->tokens[i].word->votes[b];
        sum += step < RUN_WORD_MAX ? step : RUN_WORD_MAX;
        words++;
        if (sum <= 0) {
            sum = 0;
            words = 0;
        }
        if (sum >= RUN_EVIDENCE && words >= RUN_WORDS)
            return true;
    }
    return false;
}

static inline int within(int number, int least, int most)
{
    return number < least ? least : number > most ? most : number;
}

pal_language pal_langid_decide(const pal_langid *langid, const pal_passage *p,
                               pal_language survey)
{
    if (!langid)
        return survey;
    int64_t sums[3] = {0, 0, 0};
    int64_t most[2] = {0, 0}; /* no run says more for Finnish, for English */
    uint32_t words = 0;
    for (size_t i = 0; i < p->count; i++) {
        if (!counts(&p->tokens[i]))
            continue;
        const int16_t *votes = p->tokens[i].word->votes;
        const int step = votes[PAL_LANGUAGE_FI] - votes[PAL_LANGUAGE_EN];
        words++;
        for (int language = 0; language < 3; language++)
            sums[language] += votes[language];
        most[0] += within(step, 0, RUN_WORD_MAX);
        most[1] += within(-step, 0, RUN_WORD_MAX);
    }
    bool known = survey == PAL_LANGUAGE_FI || survey == PAL_LANGUAGE_EN;
    if (words == 0)
        return survey;
    if (known)
        sums[survey] += SURVEY_BONUS;
    pal_language best =
        sums[PAL_LANGUAGE_EN] > sums[PAL_LANGUAGE_FI] ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI;
    if (!known && sums[best] < TELLS_MIN)
        return PAL_LANGUAGE_OTHER;
    if (sums[PAL_LANGUAGE_OTHER] > sums[best])
        return PAL_LANGUAGE_OTHER;
    if (words >= 2 * RUN_WORDS && most[0] >= RUN_EVIDENCE && most[1] >= RUN_EVIDENCE &&
        has_run(p, PAL_LANGUAGE_FI, PAL_LANGUAGE_EN) &&
        has_run(p, PAL_LANGUAGE_EN, PAL_LANGUAGE_FI))
        return PAL_LANGUAGE_MIXED;
    return best;
}
