/* tags.h -- what Voikko's dictionary writes of a word, and what that says
 *
 * Room:  text/. automaton_read.c makes the table of symbols with it, morphology.c reads
 *        with it; voikko.c gives the same of Voikko's own answers.
 *
 *        The dictionary writes letters and tags, here of "puhelimessa":
 *
 *            [Ln][Xp]puhelin[X]puhelime[Sine][Ny]ssa
 *
 *        [L..] is the class of what follows, [Xp]..[X] its base form, [Xj]..[X] that of
 *        an ending, [Xr]..[X] its structure where that is not usual, [B.] a border, [S..]
 *        a case, [T..] a mood, [R.] a participle, [C.] a comparison, [O..] a possessive
 *        suffix, [I..] what may be joined to it. What follows from them is as in
 *        libvoikko 4.3 (FinnishVfstAnalyzer).
 */
#ifndef PAL_TEXT_TAGS_H
#define PAL_TEXT_TAGS_H

#include <stdint.h>

#include "text/bases.h"
#include "text/morphology.h"

/** What a symbol is. */
typedef struct pal_symbol {
    uint16_t code; /**< of a letter or sign; 0 = a tag */
    uint8_t chars; /**< of it as it is written, brackets among them */
    uint8_t tag;
} pal_symbol;

/** False for one that is not known here: then nothing of the dictionary is read. */
bool pal_symbol_understand(pal_symbol *out, pal_str text);

/** What a form is marked for. */
typedef enum pal_mark {
    PAL_MARK_CASE = 1 << 0,
    PAL_MARK_RARE_CASE = 1 << 1, /**< abessive, instructive or comitative */
    PAL_MARK_MOOD = 1 << 2,
    PAL_MARK_IMPERATIVE = 1 << 3,
    PAL_MARK_COMPARATIVE = 1 << 4,
    PAL_MARK_POSSESSIVE = 1 << 5,
    PAL_MARK_PARTICIPLE = 1 << 6, /**< of any kind */
    PAL_MARK_AGENT = 1 << 7,
    PAL_MARK_NEGATED = 1 << 8,
} pal_mark;

/** One reading. */
typedef struct pal_analysis {
    pal_reading reading;
    unsigned marks;
    pal_reading_kind kind;
} pal_analysis;

/** What was written of a word. */
typedef struct pal_written {
    const pal_symbol *table;
    const uint16_t *symbols; /**< indices into it */
    size_t count;
} pal_written;

enum { PAL_ANALYSES_MAX = 2 };
/** The readings that it stands for: none when it breaks a rule of compounds, two when the
 *  word may also be the name of an organisation. Strings live in `mem`; the letters of
 *  .structure are all p, and .wordbases is empty where nothing is asked of it: in a word
 * of one part that is no participle. False without memory, and for what is left to
 * Voikko: hyphens, digits, and what is not as tags are.
 *
 *  letters  of the word that was read */
bool pal_tags_read(pal_analysis out[PAL_ANALYSES_MAX], size_t *count, pal_arena *mem,
                   const pal_written *written, size_t letters);

#endif /* PAL_TEXT_TAGS_H */
