/* gold.h -- coded comments: themes, polarities, tone of the whole
 *
 * File: UTF-8, one comment a line, TABs between the columns. The first line names them:
 *       `overall` (neg, neu, pos, mixed), `themes` (`jonotusaika:neg;hintataso:pos`) and
 *       `comment` must be there; `evidence` (`jonotusaika=roikuin linjoilla;...`) and
 *       `question` (what was asked) may.
 */
#ifndef PAL_GOLD_H
#define PAL_GOLD_H

#include "base/arena.h"
#include "engine.h"

enum { PAL_GOLD_TAGS_MAX = 256 };

/** One coded comment. Views live until the call returns; the comment as long as the
 *  text of the file. */
typedef struct pal_gold {
    size_t line;
    uint32_t hash; /**< first 8 hex digits of the comment's SHA-256 */
    pal_polarity overall;
    const pal_tag *tags;
    size_t tag_count;
    pal_str comment;
    pal_str evidence; /**< as it stands; empty without the column */
    pal_str question; /**< likewise */
} pal_gold;

/** Is it in the test split? A third of all comments is. */
bool pal_gold_is_test(const pal_gold *gold);

/** Called for each comment; an answer other than PAL_OK ends the file. */
typedef pal_status pal_gold_fn(void *ctx, const pal_gold *gold, pal_error *err);

/** Read the text of a coded file, those of the split. `mem` takes scratch.
 *  Errors: EFORMAT with its line, ENOMEM, and those of `each`. */
pal_status pal_gold_read(pal_str text, const char *path, const pal_lexicon *lexicon,
                         pal_split split, pal_arena *mem, pal_gold_fn *each, void *ctx,
                         pal_error *err);

/** The language of most comments of a coded file. Errors: as of the engine. */
pal_status pal_gold_language(pal_language *out, const pal_engine *engine, pal_str text,
                             pal_error *err);

/** The next part of an evidence column: a theme's id and the words that carry it. False
 *  at the end. */
bool pal_gold_evidence(pal_str *rest, pal_str *theme, pal_str *words);

#endif /* PAL_GOLD_H */
