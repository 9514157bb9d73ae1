/* reading.h -- the Finnish reading of a word as bytes, for memo.h
 *
 * Room:  text/. fill.c and made.c alone.
 */
#ifndef PAL_TEXT_READING_H
#define PAL_TEXT_READING_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/flow.h"
#include "text/morphology.h"

/** Append lemma, standard form, respelling and parts of a word to an empty buffer, as
 *  what they have beside its folded form; and whether it is read so inside of a sentence
 *  alone (pal_reread_word). False when one is too long for that. */
bool pal_reading_pack(pal_buf *out, const pal_word *word, bool inside);
/** Give a word of the same folded form what `bytes` say; `mem` owns the strings that are
 *  no views into that form. False, and the word as it was, when they are no reading, or
 *  without memory. */
bool pal_reading_unpack(pal_str bytes, pal_arena *mem, pal_word *word, bool *inside);

/** Append a form of a word as what differs from the end of its folded form. False when it
 *  is too long for that. */
bool pal_reading_pack_form(pal_buf *out, pal_str form, pal_str folded);
/** The form at the head of `bytes`, which moves behind it; without bytes of its own a
 * view into the folded form, empty with .ptr NULL. False when there is none, or without
 *  memory. */
bool pal_reading_unpack_form(pal_str *form, pal_arena *mem, pal_str folded,
                             pal_str *bytes);

/** The same of all readings of a word: dictionary forms and kinds, at most
 *  PAL_KINDS_MAX. */
bool pal_reading_pack_kinds(pal_buf *out, pal_str folded, const pal_str *lemmas,
                            const pal_reading_kind *kinds, size_t count);
bool pal_reading_unpack_kinds(pal_str bytes, pal_arena *mem, pal_str folded,
                              pal_str lemmas[PAL_KINDS_MAX],
                              pal_reading_kind kinds[PAL_KINDS_MAX], size_t *count);

#endif /* PAL_TEXT_READING_H */
