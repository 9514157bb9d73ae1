#include "report/why_shown.h"

#include <math.h>

bool pal_why_shows(const pal_why_findings *why, uint64_t count)
{
    return count == 0 || count >= why->k_threshold;
}

void pal_why_shown_tones(bool shown[PAL_POLARITY_COUNT], const pal_why_findings *why,
                         const pal_why_tree *tree)
{
    size_t hidden = 0;
    size_t least = PAL_POLARITY_COUNT;
    for (size_t p = 0; p < PAL_POLARITY_COUNT; p++) {
        shown[p] = pal_why_shows(why, tree->polarity[p]);
        hidden += !shown[p];
        if (shown[p] && tree->polarity[p] != 0 &&
            (least == PAL_POLARITY_COUNT || tree->polarity[p] < tree->polarity[least]))
            least = p;
    }
    if (hidden == 1 && least != PAL_POLARITY_COUNT)
        shown[least] = false;
}

double pal_why_share(uint64_t n, uint64_t of)
{
    return of == 0 ? (double)NAN : (double)n / (double)of;
}

double pal_why_share_rest(const pal_why_findings *why, const pal_why_node *node)
{
    return pal_why_shows(why, node->n_rest) ? pal_why_share(node->n_rest, node->of_rest)
                                            : (double)NAN;
}

const char *pal_why_band_name(const pal_why_tree *tree)
{
    return tree->band == PAL_BAND_NONE ? "all" : pal_band_name(tree->band);
}
