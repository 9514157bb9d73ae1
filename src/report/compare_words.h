/* compare_words.h -- what text_compare.c says, in Finnish and English
 *
 * Room:  report/.
 */
#ifndef PAL_REPORT_COMPARE_WORDS_H
#define PAL_REPORT_COMPARE_WORDS_H

#include "base/find_waves.h"

enum { PAL_VERDICT_WORDS = 4 };

typedef struct pal_compare_words {
    const char *nothing, *hidden, *hidden_end;
    const char *interval, *few, *commented;
    const char *change, *points, *verdicts[PAL_VERDICT_WORDS];
    const char *detectable, *detectable_end;
    const char *all_waves, *all_same, *all_differ, *kendall;
    const char *weighted, *unweighted;
    const char *bridge, *terms[PAL_BRIDGE_KINDS], *total, *caution;
    const char *themes, *no_theme, *tones[PAL_WAVE_TONES], *moved[PAL_VERDICT_WORDS];
    const char *under, *more;
    const char *emerging, *no_term, *of, *earlier, *fresh;
    const char *alarms, *over_limit, *under_limit;
    const char *warnings, *rate, *rate_end, *mix, *mix_end;
    const char *retagged, *old_new, *same_tags, *unknown_tags, *refused, *part;
} pal_compare_words;

/** fi or en; everything else is en. */
const pal_compare_words *pal_compare_words_in(pal_language language);

#endif /* PAL_REPORT_COMPARE_WORDS_H */
