/* gold.h -- coded comments: themes, polarities, tone of the whole
 *
 * File: UTF-8, one comment a line, TABs between the columns (coded_file.h makes it of
 * others). The first line names them: `overall` (neg, neu, pos, mixed), `themes`
 * (`jonotusaika:neg;hintataso:pos`) and `comment` must be there; `evidence`
 * (`jonotusaika=roikuin linjoilla;...`), `question` (what was asked) and `score` or `nps`
 * may. Where the themes are the user's own, `overall` need not be there, and a theme may
 * stand without its polarity.
 */
#ifndef PAL_GOLD_H
#define PAL_GOLD_H

#include "base/arena.h"
#include "engine.h"

enum { PAL_GOLD_TAGS_MAX = 256 };

/** pal_tag.polarity of a theme that was coded without one. */
#define PAL_GOLD_UNCODED PAL_MIXED

/** Tell which theme an id is. `at` is its place in the file. Errors: EFORMAT (no such
 *  theme), ENOMEM. */
typedef pal_status pal_gold_theme_fn(uint32_t *theme, void *ctx, pal_str id, pal_loc at,
                                     pal_error *err);

/** What becomes of the column `overall`. */
typedef enum pal_gold_overall {
    PAL_OVERALL_NEEDED,
    PAL_OVERALL_IF_THERE,
    PAL_OVERALL_IGNORED,
} pal_gold_overall;

/** How a coded file is read. */
typedef struct pal_gold_how {
    pal_gold_theme_fn *theme;
    void *ctx; /**< of `theme` */
    bool bare; /**< a theme may stand without its polarity */
    pal_gold_overall overall;
    pal_split split;
} pal_gold_how;

/** One coded comment. Views live until the call returns; the comment as long as the
 *  text of the file. */
typedef struct pal_gold {
    size_t line;
    uint32_t hash; /**< first 8 hex digits of the comment's SHA-256 */
    bool has_overall;
    pal_polarity overall;
    const pal_tag *tags;
    size_t tag_count;
    pal_str comment;
    pal_str evidence; /**< as it stands; empty without the column */
    pal_str question; /**< likewise */
    pal_str score;    /**< likewise */
} pal_gold;

/** Is it in the test split? A third of all comments is. */
bool pal_gold_is_test(const pal_gold *gold);

/** Called for each comment; an answer other than PAL_OK ends the file. */
typedef pal_status pal_gold_fn(void *ctx, const pal_gold *gold, pal_error *err);

/** Read the text of a coded file, those of the split. `mem` takes scratch.
 *  Errors: EFORMAT with its line, ENOMEM, and those of `each`. */
pal_status pal_gold_read(pal_str text, const char *path, const pal_gold_how *how,
                         pal_arena *mem, pal_gold_fn *each, void *ctx, pal_error *err);

/** A pal_gold_theme_fn of the themes of a pal_lexicon. */
pal_status pal_gold_lexicon_theme(uint32_t *theme, void *lexicon, pal_str id, pal_loc at,
                                  pal_error *err);

/** The language of most comments of a coded file. Errors: as of the engine. */
pal_status pal_gold_language(pal_language *out, const pal_engine *engine, pal_str text,
                             pal_error *err);

/** The next part of an evidence column: a theme's id and the words that carry it. False
 *  at the end. */
bool pal_gold_evidence(pal_str *rest, pal_str *theme, pal_str *words);

#endif /* PAL_GOLD_H */
