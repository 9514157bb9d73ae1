/* quotes.h -- the comments that show a theme in a band
 *
 * Bounded: a few for each theme and band, chosen by a rule and not by the order in which
 * they come: tone that fits the band first (blame of detractors, praise of
 * promoters), then a length that reads well, then the stronger tone, then the earlier
 * row, then the earlier question. A comment that stands under a theme is not quoted under
 * the next ones, unless a theme has no other in the band.
 */
#ifndef PAL_QUOTES_H
#define PAL_QUOTES_H

#include "base/arena.h"

enum { PAL_QUOTES_EACH = 3 };

typedef struct pal_quotes pal_quotes;

/** Errors: ENOMEM. */
pal_status pal_quotes_open(pal_quotes **out, size_t themes, pal_error *err);
void pal_quotes_close(pal_quotes *quotes);
/** Consider one comment for one theme; the strings are copied when it is kept. `column`:
 *  which of the texts of its row it is. */
pal_status pal_quotes_offer(pal_quotes *quotes, const pal_quote *quote, size_t column,
                            int32_t score, pal_error *err);
pal_status pal_quotes_merge(pal_quotes *into, const pal_quotes *from, pal_error *err);
/** Up to PAL_QUOTES_EACH quotes by the order of `themes`, band and rank; strings are
 * copied to `mem`. */
pal_status pal_quotes_finish(const pal_quotes *quotes, pal_arena *mem,
                             const pal_theme_result *themes, size_t theme_count,
                             pal_summary *out, pal_error *err);

#endif /* PAL_QUOTES_H */
