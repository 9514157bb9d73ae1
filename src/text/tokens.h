/* tokens.h -- where words begin and end
 *
 * Room:  text/. ICU's word boundaries (UAX #29) stand behind this file alone, latin.h
 *        answers for it where it can; on top of them emoticons, links, and words run
 *        together around a full stop.
 */
#ifndef PAL_TEXT_TOKENS_H
#define PAL_TEXT_TOKENS_H

#include "base/arena.h"

/** One piece of a text; spaces are left out. */
typedef struct pal_piece {
    uint32_t start; /**< bytes */
    uint32_t end;
    uint16_t flags; /**< pal_word_flag: what kind of token it is */
} pal_piece;

/** A boundary finder, for one thread. */
typedef struct pal_cutter pal_cutter;

/** Errors: ENOMEM. */
pal_status pal_cutter_open(pal_cutter **out, pal_arena *mem, pal_error *err);
void pal_cutter_close(pal_cutter *cutter);
/** Cut `text` (NFC) into pieces, ascending, not overlapping, on character borders. `mem`
 *  owns them. Errors: ENOMEM. */
pal_status pal_cutter_cut(pal_piece **out, size_t *count, pal_cutter *cutter,
                          pal_arena *mem, pal_str text, pal_error *err);
/** The same pieces, all borders from ICU: what the table of Latin borders is tested
 *  against. */
pal_status pal_cutter_cut_by_icu(pal_piece **out, size_t *count, pal_cutter *cutter,
                                 pal_arena *mem, pal_str text, pal_error *err);

#endif /* PAL_TEXT_TOKENS_H */
