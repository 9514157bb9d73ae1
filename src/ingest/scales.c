#include "ingest/scales.h"

#include "base/fail.h"
#include "base/say.h"
#include "base/str.h"
#include "ingest/names.h"

#include <string.h>

/* So many values speak for a scale by what is missing among them; for a heading that does
 * not say NPS fewer will do. */
enum { ENOUGH = 30, ENOUGH_FOR_WEAK = 5, ONES = 3 };

/* The narrowest scale that the values fit, or 0-10. */
static pal_scale narrowest(const pal_profile *seen, int low, int high)
{
    if (low == 0)
        return PAL_SCALE_0_10;
    if (high <= 5)
        return PAL_SCALE_1_5;
    if (high <= 7)
        return PAL_SCALE_1_7;
    /* real 0-10 answers have more zeros than ones; no zero beside ones is telling */
    return seen->value[1] >= ONES ? PAL_SCALE_1_10 : PAL_SCALE_0_10;
}

static bool says(const pal_column *c, pal_name what)
{
    return pal_name_says(c->folded, what) || pal_name_says(c->folded_key, what);
}

static const char *scale_text(pal_scale scale)
{
    static const char *const texts[] = {
        [PAL_SCALE_NONE] = "none", [PAL_SCALE_0_10] = "0-10", [PAL_SCALE_1_10] = "1-10",
        [PAL_SCALE_1_7] = "1-7",   [PAL_SCALE_1_5] = "1-5",
    };
    return texts[scale];
}

static void judge(pal_columns *columns, pal_arena *mem, const pal_column *c, bool stars)
{
    const pal_profile *seen = &c->seen;
    pal_str label = pal_str_clip(c->label, 50);
    int low = 0;
    int high = 10;
    while (low < 10 && seen->value[low] == 0)
        low++;
    while (high > 0 && seen->value[high] == 0)
        high--;
    pal_scale named = pal_name_scale(c->label);
    columns->scale = PAL_SCALE_0_10;
    if (named == PAL_SCALE_0_10) {
        columns->scale_why = PAL_STR("the heading says 0-10");
        return;
    }
    if (named != PAL_SCALE_NONE) {
        columns->scale_doubt =
            pal_say(mem,
                    "the heading of the score column '%.*s' says %s, NPS is 0-10; say "
                    "--scale %s, or "
                    "--scale 0-10 if 0 could be answered",
                    PAL_ARG(label), scale_text(named), scale_text(named));
        return;
    }
    bool weak = stars || !(says(c, PAL_NAME_NPS) || says(c, PAL_NAME_RECOMMEND));
    bool enough =
        seen->scores >= ENOUGH || (weak && high <= 7 && seen->scores >= ENOUGH_FOR_WEAK);
    pal_scale fits = narrowest(seen, low, high);
    bool low_only = fits == PAL_SCALE_0_10 && high <= 7; /* a scale 0-5 or 0-7 */
    if (stars || (enough && (fits != PAL_SCALE_0_10 || low_only))) {
        columns->scale_doubt = pal_say(
            mem,
            "all %zu values of the score column '%.*s' are from %d to %d; say --scale "
            "%s, "
            "or --scale 0-10 if 0 to 10 could be answered, or --score - for no score",
            seen->scores, PAL_ARG(label), low, high,
            scale_text(fits == PAL_SCALE_0_10 ? PAL_SCALE_1_10 : fits));
        return;
    }
    columns->scale_why =
        pal_say(mem, "values from %d to %d, and no other scale is named", low, high);
}

pal_status pal_scale_find(pal_columns *columns, pal_arena *mem,
                          const pal_dialect *dialect, const pal_options *opt,
                          const char *file, pal_error *err)
{
    columns->scale_why = PAL_STR("no score column");
    columns->scale_doubt = PAL_STR("");
    if (columns->score < 0)
        return PAL_OK;
    const pal_column *c = &columns->items[columns->score];
    if (opt->score && c->seen.filled != 0 &&
        (c->seen.scores + c->seen.no_answers) * 2 < c->seen.filled) {
        pal_str label = pal_str_clip(c->label, 60);
        return pal_fail(
            err, PAL_EUSAGE, pal_loc_file(file),
            "the score column '%.*s' holds no scores: %zu of %zu values are numbers "
            "from 0 to 10",
            PAL_ARG(label), c->seen.scores, c->seen.filled);
    }
    if (opt->scale != PAL_SCALE_NONE) {
        columns->scale = opt->scale;
        columns->scale_why = PAL_STR("asked for");
        return PAL_OK;
    }
    if (dialect->scale != PAL_SCALE_NONE) {
        columns->scale = dialect->scale;
        columns->scale_why = PAL_STR("the earlier result says so");
        return PAL_OK;
    }
    judge(columns, mem, c, dialect->stars || says(c, PAL_NAME_STARS));
    return PAL_OK;
}
