#include "stats/impact_theme.h"

#include <math.h>

#include "stats/crosstab.h"
#include "stats/fisher.h"

static const double SMALL_EXPECTED = 5.0;
static const double LEVEL = 0.05;
static const double POWER = 0.80;

pal_estimate pal_estimate_none(void)
{
    return (pal_estimate){NAN, NAN, NAN};
}

pal_estimate pal_estimate_of(double value, double se)
{
    return (pal_estimate){value, value - PAL_Z95 * se, value + PAL_Z95 * se};
}

pal_weighted_estimate pal_weighted_points(pal_weighted score, uint64_t least)
{
    pal_weighted_estimate out = {pal_estimate_none(), score.effective, score.count};
    if (score.count >= least && score.effective >= PAL_IMPACT_MENTIONS_MIN)
        out.nps = pal_estimate_of(100.0 * score.s, 100.0 * score.se);
    return out;
}

pal_weighted_estimate pal_weighted_score(pal_weighted score, uint64_t least)
{
    pal_weighted_estimate out = pal_weighted_points(score, least);
    if (isnan(out.nps.value))
        return out;
    pal_range range = pal_weighted_interval(score, PAL_Z95);
    out.nps.low = 100.0 * range.low;
    out.nps.high = 100.0 * range.high;
    return out;
}

double pal_impact_random_se(pal_bands with, pal_bands rest)
{
    pal_share t = pal_nps_share(with);
    pal_share o = pal_nps_share(rest);
    if (t.count == 0 || o.count == 0)
        return 0.0;
    double n = (double)(t.count + o.count);
    double share = (double)t.count / n;
    double r = 1.0 - share;
    double gap = t.s - o.s;
    double variance = (share * t.variance + share * share * o.variance / r) / n +
                      share * r * gap * gap / n;
    return 100.0 * sqrt(variance);
}

/* --- share x gap --- */

static pal_bands bands_of(const uint64_t by[PAL_BAND_COUNT][PAL_POLARITY_COUNT],
                          const bool polarities[PAL_POLARITY_COUNT])
{
    uint64_t sums[PAL_BAND_COUNT] = {0};
    for (size_t b = 0; b < PAL_BAND_COUNT; b++)
        for (size_t p = 0; p < PAL_POLARITY_COUNT; p++)
            sums[b] += polarities[p] ? by[b][p] : 0;
    return (pal_bands){sums[PAL_BAND_DETRACTOR], sums[PAL_BAND_PASSIVE],
                       sums[PAL_BAND_PROMOTER]};
}

static pal_bands without(pal_bands all, pal_bands some)
{
    return (pal_bands){all.detractors - some.detractors, all.passives - some.passives,
                       all.promoters - some.promoters};
}

static pal_impact_gap gap_of(pal_bands with, pal_bands base, uint64_t least)
{
    pal_impact_gap out = {.with = with,
                          .rest = without(base, with),
                          .impact = pal_estimate_none(),
                          .se = NAN,
                          .se_random = NAN};
    if (pal_bands_count(out.with) < least || pal_bands_count(out.rest) < least)
        return out;
    pal_impact impact = pal_nps_impact(out.with, out.rest, PAL_Z95);
    out.impact = (pal_estimate){impact.points, impact.low, impact.high};
    out.se = (impact.high - impact.low) / (2.0 * PAL_Z95);
    out.se_random = pal_impact_random_se(out.with, out.rest);
    return out;
}

/* --- theme x band --- */

static bool test_bands(pal_impact_test *out, pal_bands with, pal_bands rest,
                       pal_arena *scratch)
{
    const uint64_t cells[] = {with.detractors, with.passives, with.promoters,
                              rest.detractors, rest.passives, rest.promoters};
    pal_crosstab table;
    pal_arena_reset(scratch);
    if (!pal_crosstab_test(&table, cells, 2, 3, scratch))
        return false;
    out->p = table.pearson.p;
    /* too large for the exact test: then chi-square stays */
    out->exact =
        table.least < SMALL_EXPECTED && pal_fisher_table(&out->p, cells, 2, 3, scratch);
    return true;
}

static double least_expected(pal_fourfold t)
{
    double n = (double)(t.a + t.b + t.c + t.d);
    double row = fmin((double)(t.a + t.b), (double)(t.c + t.d));
    double column = fmin((double)(t.a + t.c), (double)(t.b + t.d));
    return row * column / n;
}

static void test_one(pal_impact_test *out, uint64_t with, uint64_t with_all,
                     uint64_t rest, uint64_t rest_all)
{
    pal_fourfold t = {with, with_all - with, rest, rest_all - rest};
    out->exact = least_expected(t) < SMALL_EXPECTED;
    out->p = out->exact ? pal_fisher_two_sided(t) : pal_fourfold_chi2(t, false).p;
}

static bool test_theme(pal_theme_impact *out, uint64_t least, pal_arena *scratch)
{
    for (size_t i = 0; i < PAL_CONTRAST_COUNT; i++)
        out->tests[i] = (pal_impact_test){NAN, NAN, false};
    const pal_bands *with = &out->all.with;
    const pal_bands *rest = &out->all.rest;
    uint64_t n = pal_bands_count(*with);
    uint64_t m = pal_bands_count(*rest);
    if (n < least || m < least)
        return true;
    test_one(&out->tests[PAL_CONTRAST_DETRACTOR], with->detractors, n, rest->detractors,
             m);
    test_one(&out->tests[PAL_CONTRAST_PROMOTER], with->promoters, n, rest->promoters, m);
    return test_bands(&out->tests[PAL_CONTRAST_BANDS], *with, *rest, scratch);
}

/* --- penalty and reward --- */

static pal_estimate points(pal_nps_change change)
{
    return (pal_estimate){100.0 * change.difference, 100.0 * change.low,
                          100.0 * change.high};
}

/* Regressing the value on a dummy for each tone of the mention gives the means of the
 * groups; the adjusted scores keep the error of a group that is all in one band from
 * being 0. */
static void find_kano(pal_theme_impact *out, uint64_t least, pal_bands neg, pal_bands pos)
{
    pal_bands not = out->all.rest;
    out->penalty = pal_estimate_none();
    out->reward = pal_estimate_none();
    out->kano = PAL_KANO_TOO_FEW;
    bool some = pal_bands_count(not ) >= least;
    if (some && pal_bands_count(neg) >= least)
        out->penalty = points(pal_nps_compare(neg, not, PAL_Z95));
    if (some && pal_bands_count(pos) >= least)
        out->reward = points(pal_nps_compare(pos, not, PAL_Z95));
    if (isnan(out->penalty.value) || isnan(out->reward.value))
        return;
    /* what blame costs beyond what praise brings */
    pal_share blamed = pal_nps_adjusted(neg);
    pal_share praised = pal_nps_adjusted(pos);
    pal_share silent = pal_nps_adjusted(not );
    pal_estimate excess =
        pal_estimate_of(2.0 * silent.s - blamed.s - praised.s,
                        sqrt(4.0 * silent.se * silent.se + blamed.se * blamed.se +
                             praised.se * praised.se));
    bool costs = out->penalty.high < 0.0;
    bool brings = out->reward.low > 0.0;
    if (costs && excess.low > 0.0)
        out->kano = PAL_KANO_BASIC;
    else if (brings && excess.high < 0.0)
        out->kano = PAL_KANO_DELIGHTER;
    else
        out->kano = costs && brings ? PAL_KANO_PERFORMANCE : PAL_KANO_UNCLEAR;
}

/* --- all of it --- */

static void find_detectable(pal_theme_impact *out, uint64_t least, uint64_t n)
{
    out->mdc_share = NAN;
    out->mdc_nps = NAN;
    if (out->mentions < least)
        return;
    /* where nothing varied nobody can say what would be seen */
    double share = (double)out->mentions / (double)n;
    double variance = pal_nps_share(out->all.with).variance;
    /* a share is the score of a variable with two values: variance p (1 - p) */
    if (share < 1.0)
        out->mdc_share = pal_nps_detectable(share * (1.0 - share), n, n, LEVEL, POWER);
    if (variance > 0.0)
        out->mdc_nps = 100.0 * pal_nps_detectable(variance, out->mentions, out->mentions,
                                                  LEVEL, POWER);
}

static void find_weighted(pal_theme_impact *out, uint64_t least,
                          const pal_weight_sums *with, const pal_weight_sums *base)
{
    out->weighted_share = NAN;
    out->weighted_with.nps = pal_estimate_none();
    out->weighted_impact.nps = pal_estimate_none();
    if (!base)
        return;
    pal_weight_sums rest = pal_weights_rest(base, with);
    out->weighted_share = pal_weights_total(with) / pal_weights_total(base);
    out->weighted_with = pal_weighted_score(pal_weights_nps(with), least);
    pal_weighted_estimate others = pal_weighted_points(pal_weights_nps(&rest), least);
    if (!isnan(out->weighted_with.nps.value) && !isnan(others.nps.value))
        out->weighted_impact =
            pal_weighted_points(pal_weights_impact(with, &rest), least);
}

bool pal_impact_theme(pal_theme_impact *out, const pal_theme_counts *counts,
                      uint64_t least, pal_bands base, const pal_weight_sums *weights,
                      pal_arena *scratch)
{
    static const bool any[PAL_POLARITY_COUNT] = {true, true, true, true};
    static const bool negative[PAL_POLARITY_COUNT] = {[PAL_NEGATIVE] = true};
    static const bool positive[PAL_POLARITY_COUNT] = {[PAL_POSITIVE] = true};
    pal_bands with = bands_of(counts->by, any);
    pal_bands neg = bands_of(counts->by, negative);
    pal_bands pos = bands_of(counts->by, positive);
    *out = (pal_theme_impact){
        .mentions = pal_bands_count(with),
        .all = gap_of(with, base, least),
        .negative = gap_of(neg, base, least),
        .positive = gap_of(pos, base, least),
        .additive = pal_estimate_none(),
        .adjusted = pal_estimate_none(),
        .adjusted_p = NAN,
        .importance = NAN,
    };
    uint64_t rest = pal_bands_count(out->all.rest);
    out->weak =
        out->mentions < PAL_IMPACT_MENTIONS_SURE || rest < PAL_IMPACT_MENTIONS_SURE;
    find_kano(out, least, neg, pos);
    find_detectable(out, least, out->mentions + rest);
    find_weighted(out, least, &counts->weights, weights);
    return test_theme(out, least, scratch);
}

bool pal_impact_inside(pal_impact_gap *gap, pal_impact_test *test, pal_bands with,
                       pal_bands base, uint64_t least, pal_arena *scratch)
{
    *gap = gap_of(with, base, least);
    *test = (pal_impact_test){NAN, NAN, false};
    return isnan(gap->impact.value) || test_bands(test, gap->with, gap->rest, scratch);
}

pal_impact_verdict pal_impact_judge(const pal_impact_gap *gap, double q)
{
    if (isnan(gap->impact.value) || isnan(q))
        return PAL_IMPACT_TOO_FEW;
    pal_estimate random = pal_estimate_of(gap->impact.value, gap->se_random);
    if (q <= LEVEL && random.high < 0.0)
        return PAL_IMPACT_WEIGHS_DOWN;
    if (q <= LEVEL && random.low > 0.0)
        return PAL_IMPACT_LIFTS;
    return PAL_IMPACT_NOT_DISTINGUISHABLE;
}
