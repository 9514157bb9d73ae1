/* earlier.h -- the tags that an earlier result gave to its comments
 *
 * A wave may be the folder of an earlier result. Its comments are tagged again with the
 * lexicon of today; where that is another one, the old tags are counted beside.
 */
#ifndef PAL_EARLIER_H
#define PAL_EARLIER_H

#include "base/arena.h"
#include "base/find_waves.h"
#include "ingest/survey.h"

/** What is compared with. */
typedef struct pal_earlier_lexicon {
    const pal_theme *themes;
    size_t theme_count;
    pal_str sha256;
} pal_earlier_lexicon;

/** Count the old tags of each input that is an earlier result made with another lexicon.
 *
 *  out     one for each of these, in `mem`; strings of the paths are views
 *  survey  made of the same inputs: rows that it leaves out are not counted
 *  Errors: those of pal_result_folder_find(), EFORMAT (its comments.csv is broken),
 *          ENOMEM, EIO. */
pal_status pal_earlier_read(const pal_earlier_tags **out, size_t *count, pal_arena *mem,
                            const char *const *inputs, size_t input_count,
                            const pal_survey *survey, const pal_earlier_lexicon *lexicon,
                            pal_error *err);

#endif /* PAL_EARLIER_H */
