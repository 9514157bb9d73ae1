#include "report/figures.h"

#include "base/str.h"

uint64_t pal_figures_scored(const pal_nps *nps)
{
    return nps->bands.detractors + nps->bands.passives + nps->bands.promoters;
}

bool pal_figures_has_impact(const pal_theme_result *theme)
{
    return pal_figures_scored(&theme->with) != 0 && pal_figures_scored(&theme->rest) != 0;
}

bool pal_figures_shows_impact(const pal_theme_result *theme)
{
    return pal_figures_scored(&theme->with) >= PAL_NPS_ROWS_MIN &&
           pal_figures_scored(&theme->rest) >= PAL_NPS_ROWS_MIN;
}

pal_verdict pal_figures_verdict(const pal_theme_result *theme)
{
    return pal_figures_shows_impact(theme) ? theme->verdict : PAL_VERDICT_NOISE;
}

size_t pal_figures_waves(const pal_summary *summary)
{
    size_t count = 0;
    while (count < summary->group_count &&
           pal_str_equal(summary->groups[count].column, PAL_STR("wave")))
        count++;
    return count;
}
