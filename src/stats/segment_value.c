#include "stats/segment_value.h"

#include <math.h>

#include "stats/fisher.h"
#include "stats/impact_theme.h"
#include "stats/proportion.h"

static const double SMALL_EXPECTED = 5.0;

static pal_bands scored(const uint64_t bands[PAL_BAND_COUNT])
{
    return (pal_bands){bands[PAL_BAND_DETRACTOR], bands[PAL_BAND_PASSIVE],
                       bands[PAL_BAND_PROMOTER]};
}

static void find_scores(pal_segment_value *out, const pal_segment_counts *all)
{
    pal_bands whole = scored(all->bands);
    pal_bands rest = {whole.detractors - out->bands.detractors,
                      whole.passives - out->bands.passives,
                      whole.promoters - out->bands.promoters};
    uint64_t n = pal_bands_count(out->bands);
    uint64_t m = pal_bands_count(rest);
    out->weak = n < PAL_SEGMENT_ROWS_SURE;
    if (n < PAL_SEGMENT_ROWS_MIN)
        return;
    pal_range range = pal_nps_interval(out->bands, PAL_Z95);
    out->nps = 100.0 * pal_nps_share(out->bands).s;
    out->low = 100.0 * range.low;
    out->high = 100.0 * range.high;
    if (m < PAL_SEGMENT_ROWS_MIN)
        return;
    pal_nps_change change = pal_nps_compare(out->bands, rest, PAL_Z95);
    out->difference = 100.0 * change.difference;
    out->difference_low = 100.0 * change.low;
    out->difference_high = 100.0 * change.high;
    out->p = change.p;
    out->exact = change.exact;
}

static void find_weighted(pal_segment_value *out, const pal_weight_sums *weights)
{
    pal_weighted score = pal_weights_nps(weights);
    out->effective = score.effective;
    if (score.effective < PAL_SEGMENT_ROWS_MIN)
        return;
    out->weighted_nps = 100.0 * score.s;
    pal_range range = pal_weighted_interval(score, PAL_Z95);
    out->weighted_low = 100.0 * range.low;
    out->weighted_high = 100.0 * range.high;
}

static double test_shares(pal_part a, pal_part b, pal_z_test z)
{
    double n = (double)(a.n + b.n);
    double x = (double)(a.x + b.x);
    double least = fmin(x, n - x) * fmin((double)a.n, (double)b.n) / n;
    if (least >= SMALL_EXPECTED)
        return z.p;
    return pal_fisher_two_sided((pal_fourfold){a.x, b.x, a.n - a.x, b.n - b.x});
}

static bool is_small(uint64_t count, uint64_t k)
{
    return count != 0 && count < k;
}

static bool has_figure(pal_part a, pal_part b, uint64_t k)
{
    return a.x + b.x >= PAL_SEGMENT_MENTIONS_MIN && !is_small(a.x, k) &&
           !is_small(b.x, k);
}

static uint64_t sum_of(const uint64_t bands[PAL_BAND_COUNT])
{
    uint64_t sum = 0;
    for (size_t b = 0; b < PAL_BAND_COUNT; b++)
        sum += bands[b];
    return sum;
}

static pal_segment_theme theme_of(uint32_t theme, pal_part a, pal_part b)
{
    pal_z_test z = pal_part_difference(a, b, PAL_Z95);
    return (pal_segment_theme){
        .theme = theme,
        .mentions = a.x,
        .share = (double)a.x / (double)a.n,
        .share_rest = (double)b.x / (double)b.n,
        .difference = z.difference,
        .low = z.low,
        .high = z.high,
        .p = test_shares(a, b, z),
    };
}

/* Impact of the themes that are told of: those of which the rest has 1 to k - 1 mentions
 * are not, and the column's own figure would give these away. */
static bool find_impacts(pal_segment_theme *themes, size_t count,
                         const pal_segment_counts *value, uint64_t k, pal_arena *scratch)
{
    pal_bands base = scored(value->commented);
    uint64_t least = k > PAL_IMPACT_MENTIONS_MIN ? k : PAL_IMPACT_MENTIONS_MIN;
    if (pal_bands_count(base) < PAL_SEGMENT_IMPACT_ROWS)
        least = UINT64_MAX;
    for (size_t i = 0; i < count; i++)
        if (!pal_impact_inside(&themes[i].impact, &themes[i].bands,
                               scored(value->themes[themes[i].theme].bands), base, least,
                               scratch))
            return false;
    return true;
}

static bool find_themes(pal_segment_value *out, pal_segment_theme **themes,
                        pal_arena *mem, const pal_segment_counts *value,
                        const pal_segment_counts *all, const pal_segment_rules *rules)
{
    uint64_t n = out->commented;
    uint64_t m = sum_of(all->commented) - n;
    for (int round = 0; round < 2; round++) {
        size_t count = 0;
        for (uint32_t t = 0; t < rules->theme_count; t++) {
            pal_part a = {sum_of(value->themes[t].bands), n};
            pal_part b = {sum_of(all->themes[t].bands) - a.x, m};
            if (!has_figure(a, b, rules->k))
                continue;
            if (round == 1)
                (*themes)[count] = theme_of(t, a, b);
            count++;
        }
        if (round == 0)
            *themes = pal_new(mem, pal_segment_theme, count);
        if (!*themes)
            return false;
        out->theme_count = count;
    }
    out->themes = *themes;
    return true;
}

bool pal_segment_value_make(pal_segment_value *out, pal_segment_theme **themes,
                            pal_arena *mem, const pal_segment_counts *value,
                            const pal_segment_counts *all, const pal_segment_rules *rules,
                            pal_arena *scratch)
{
    *out = (pal_segment_value){
        .rows = value->rows,
        .commented = sum_of(value->commented),
        .bands = scored(value->bands),
        .nps = NAN,
        .low = NAN,
        .high = NAN,
        .difference = NAN,
        .difference_low = NAN,
        .difference_high = NAN,
        .p = NAN,
        .weighted_nps = NAN,
        .weighted_low = NAN,
        .weighted_high = NAN,
        .effective = NAN,
    };
    find_scores(out, all);
    if (rules->weighted)
        find_weighted(out, &value->weights);
    uint64_t least = rules->k > PAL_SEGMENT_ROWS_MIN ? rules->k : PAL_SEGMENT_ROWS_MIN;
    *themes = NULL;
    if (out->commented < least || sum_of(all->commented) - out->commented < least)
        return true;
    return find_themes(out, themes, mem, value, all, rules) &&
           find_impacts(*themes, out->theme_count, value, rules->k, scratch);
}
