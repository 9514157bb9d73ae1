/* words.h -- inside of the word cache, for the other files of text/
 *
 * Room:  text/. passage.h has the public part.
 */
#ifndef PAL_TEXT_WORDS_H
#define PAL_TEXT_WORDS_H

#include "text/morphology.h"
#include "text/passage.h"
#include "text/tokens.h"

struct pal_cutter;
struct pal_langid;

/** As pal_words_find(), but what only one language needs may still be missing. */
const pal_word *pal_words_look(pal_words *words, pal_str surface, uint16_t flags);
/** The record of the same word as the first one of a sentence; NULL without memory. */
const pal_word *pal_words_first(pal_words *words, const pal_word *plain);
/** The records for all pieces of a text, in as many tokens, which are zeros but for
 * place, record and weight then. False without memory. */
bool pal_words_look_all(pal_words *words, const char *text, const pal_piece *pieces,
                        size_t count, pal_token *tokens);
/** Bits of word->ready that texts of this language need. */
static inline unsigned pal_word_needs(pal_language language)
{
    enum { FI = 1u << PAL_LANGUAGE_FI, EN = 1u << PAL_LANGUAGE_EN };
    return language == PAL_LANGUAGE_MIXED   ? (unsigned)FI | EN
           : language == PAL_LANGUAGE_OTHER ? 0u
                                            : 1u << language;
}
/** Has all been made that texts of this language need of a word? */
static inline bool pal_word_is_ready(const pal_word *word, pal_language language)
{
    const unsigned needs = pal_word_needs(language);
    return (word->ready & needs) == needs;
}
/** Make what texts of this language need of a word (MIXED: both languages; OTHER:
 *  nothing). False without memory. */
bool pal_words_prepare(pal_words *words, const pal_word *word, pal_language language);
/** The dictionary of this thread, or NULL. */
pal_morphology_engine *pal_words_morphology(pal_words *words);
/** pal_morphology_kinds() of a folded word of a text that is not masked yet; 0 without
 *  the dictionary. */
size_t pal_words_kinds(pal_words *words, pal_arena *mem, pal_str folded,
                       pal_str lemmas[PAL_KINDS_MAX],
                       pal_reading_kind kinds[PAL_KINDS_MAX]);
/** The boundary finder of this thread. */
struct pal_cutter *pal_words_cutter(pal_words *words);
/** The language model, or NULL. */
const struct pal_langid *pal_words_langid(const pal_words *words);

#endif /* PAL_TEXT_WORDS_H */
