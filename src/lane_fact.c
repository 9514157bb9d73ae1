#include "lane_fact.h"

#include "base/arena.h"
#include "text/passage.h"

/* How a word is read anew in a text of a language; `why` is NONE where it is not. A word
 * of an English text may have a Finnish reading from another answer, and the other way
 * round: it is not counted here, or the figures would depend on which answers a thread
 * had before. */
static inline pal_respelt_word respelt_of(const pal_word *word, pal_language language)
{
    if (language == PAL_LANGUAGE_EN)
        return (pal_respelt_word){.form = word->folded,
                                  .standard = word->english,
                                  .why = word->english.len != 0 ? PAL_RESPELT_TYPO
                                                                : PAL_RESPELT_NONE};
    return (pal_respelt_word){
        .form = word->folded, .standard = word->standard, .why = word->respelling};
}

static size_t count_respelt(const pal_passage *p)
{
    size_t count = 0;
    if (p->language == PAL_LANGUAGE_EN)
        for (size_t i = 0; i < p->count; i++)
            count += p->tokens[i].word->english.len != 0;
    else if (p->language != PAL_LANGUAGE_OTHER)
        for (size_t i = 0; i < p->count; i++)
            count += p->tokens[i].word->respelling != PAL_RESPELT_NONE;
    return count;
}

bool pal_lane_fact(pal_comment_fact *fact, pal_arena *mem, const pal_passage *p,
                   const pal_tone *tone)
{
    pal_language language = p->language;
    const size_t count = count_respelt(p);
    *fact = (pal_comment_fact){.language = language, .sentiment = tone->sentiment};
    if (count == 0)
        return true;
    pal_respelt_word *list = pal_new(mem, pal_respelt_word, count);
    if (!list)
        return false;
    fact->respelt = list;
    fact->respelt_count = count;
    for (size_t i = 0; i < p->count; i++) {
        pal_respelt_word one = respelt_of(p->tokens[i].word, language);
        if (one.why != PAL_RESPELT_NONE)
            *list++ = one;
    }
    return true;
}
