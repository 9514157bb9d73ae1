/* own_themes.h -- themes of the user's own: ids that no lexicon has
 *
 * Order: pal_own_ids_open(); pal_own_ids_take() for each id of the files; then
 *        pal_own_ids_settle(), after which the ids have their places.
 */
#ifndef PAL_OWN_THEMES_H
#define PAL_OWN_THEMES_H

#include "base/arena.h"
#include "lexicon/lexicon.h"

enum { PAL_OWN_ID_MAX = 64 };

/** Letters and digits of any script, - and _; NFC, 1 to PAL_OWN_ID_MAX bytes? */
bool pal_own_id_fits(pal_str id);

/** The ids of the files that a model of own themes learns from. */
typedef struct pal_own_ids pal_own_ids;

/** `mem` owns all of it. NULL without memory. */
pal_own_ids *pal_own_ids_open(pal_arena *mem, const pal_lexicon *lexicon);
/** Note an id, before they are settled (the place is 0), or find its place after that: a
 *  pal_gold_theme_fn, `ids` being pal_own_ids.
 *  Errors: EFORMAT (no id of an own theme, one of the lexicon, more than a model can
 *  hold), ENOMEM. */
pal_status pal_own_ids_take(uint32_t *place, void *ids, pal_str id, pal_loc at,
                            pal_error *err);
/** Give them their places, by the bytes of the ids. */
void pal_own_ids_settle(pal_own_ids *ids);
/** Place of an id, or -1. */
int32_t pal_own_ids_find(const pal_own_ids *ids, pal_str id);
/** By place. */
const pal_str *pal_own_ids_names(const pal_own_ids *ids, size_t *count);

#endif /* PAL_OWN_THEMES_H */
