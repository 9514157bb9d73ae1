/* morphology.h -- Finnish dictionary forms and compound parts by Voikko
 *
 * Room:  text/. libvoikko is loaded at run time, by this file alone; where it or its
 *        dictionary is missing, Snowball's stems are all there is.
 */
#ifndef PAL_TEXT_MORPHOLOGY_H
#define PAL_TEXT_MORPHOLOGY_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/flow.h"

/** One Voikko handle, for one thread. */
typedef struct pal_morphology_engine pal_morphology_engine;

/** *out is NULL, and the answer PAL_OK, where Voikko or its Finnish dictionary is not
 *  installed.
 *
 *  models  folder with lemma-frequency.fi.tsv, which chooses between readings; NULL or
 *          a missing file: the first reading is taken
 *  Errors: ENOMEM, EFORMAT */
pal_status pal_morphology_open(pal_morphology_engine **out, pal_arena *mem,
                               const char *models, pal_error *err);
/** Once more, for another thread, with the table of `first`, which must outlive it.
 *  Errors: ENOMEM. */
pal_status pal_morphology_open_beside(pal_morphology_engine **out, pal_arena *mem,
                                      const pal_morphology_engine *first, pal_error *err);
void pal_morphology_close(pal_morphology_engine *engine);
/** "4.3.1". */
const char *pal_morphology_version(const pal_morphology_engine *engine);
/** The bytes of its table of frequencies. */
pal_str pal_morphology_counts(const pal_morphology_engine *engine);
/** Add what tells this dictionary from others. */
void pal_morphology_identify(pal_morphology_engine *engine, pal_digest *digest);
/** Fill lemma and parts of a word from its folded form; they stay empty when the
 *  dictionary does not know it. `mem` owns them. False without memory. */
bool pal_morphology_read(pal_morphology_engine *engine, pal_arena *mem, pal_word *word);

/** How good the best reading of a spelling is. */
typedef struct pal_guess {
    pal_str lemma;
    const pal_str *parts; /**< dictionary forms, as those of a pal_word */
    uint8_t part_count;
    uint64_t weight; /**< how common lemma and form are, in 2^-24 of a 16th of a count */
    size_t joined;   /**< parts of a compound; 1 = none */
    bool name;       /**< a proper name */
} pal_guess;

/** Judge a folded spelling; `mem` owns lemma and parts. False when the dictionary does
 * not know it, or without memory. */
bool pal_morphology_weigh(pal_morphology_engine *engine, pal_arena *mem, pal_str folded,
                          pal_guess *out);
/** As pal_morphology_read(), of the spelling `standard` in place of the word's own. */
bool pal_morphology_read_as(pal_morphology_engine *engine, pal_arena *mem, pal_word *word,
                            pal_str standard);

/** A lemma that a word may have. */
typedef struct pal_lemma {
    pal_str text;
    pal_str
        baseform;    /**< what frequency counts: the same, or the participle's own form */
    unsigned rarity; /**< how rare the form is for it, in powers of two */
} pal_lemma;

/** The base forms between which frequency decides: of the readings with the fewest parts,
 * names left out where there are others; each once, with its commonest form, in Voikko's
 * order, at most `cap`. Answers how many; 0 also without memory. For the programs that
 * count frequencies and that measure. */
size_t pal_morphology_lemmas(pal_morphology_engine *engine, pal_arena *mem,
                             pal_str folded, pal_lemma *lemmas, size_t cap);

/** What kind of word a reading is. */
typedef enum pal_reading_kind {
    PAL_READING_WORD = 0,
    PAL_READING_FIRST_NAME,
    PAL_READING_SURNAME,
    PAL_READING_PLACE,
} pal_reading_kind;

enum { PAL_KINDS_MAX = 24 };
/** All readings of a word's folded form: dictionary form, in `mem`, and kind. Answers how
 *  many; 0 also without memory. Fills lemma and parts of the word, as
 *  pal_morphology_read(). */
size_t pal_morphology_kinds(pal_morphology_engine *engine, pal_arena *mem, pal_word *word,
                            pal_str lemmas[PAL_KINDS_MAX],
                            pal_reading_kind kinds[PAL_KINDS_MAX]);

#endif /* PAL_TEXT_MORPHOLOGY_H */
