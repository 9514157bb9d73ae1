/* "impact" of summary.json, and its cells in themes.csv. */
#include "report/write_impact.h"

#include <math.h>

#include "base/find_impact.h"
#include "report/write_findings.h"

static const char *const kano_names[] = {"too_few", "unclear", "basic", "performance",
                                         "delighter"};
static const char *const fit_names[] = {"left_out", "in", "collinear"};
static const char *const method_names[] = {"none", "lmg", "johnson"};
static const char *const contrast_names[] = {"bands", "detractors", "promoters"};

const char *pal_report_impact_verdict(pal_impact_verdict verdict)
{
    static const char *const names[] = {
        [PAL_IMPACT_TOO_FEW] = "too_few",
        [PAL_IMPACT_WEIGHS_DOWN] = "weighs_down",
        [PAL_IMPACT_LIFTS] = "lifts",
        [PAL_IMPACT_NOT_DISTINGUISHABLE] = "not_distinguishable",
    };
    return names[verdict];
}

static const pal_impact_findings *findings_of(const pal_report *report)
{
    const pal_findings *all = report->summary->findings;
    return all ? all->impact : NULL;
}

/* --- summary.json --- */

static void add_range(pal_json *w, pal_estimate e)
{
    pal_json_number(w, "low", e.low);
    pal_json_number(w, "high", e.high);
}

static void add_estimate(pal_json *w, const char *key, pal_estimate e)
{
    pal_json_open_flat(w, key, PAL_JSON_OBJECT);
    pal_json_number(w, "points", e.value);
    add_range(w, e);
    pal_json_close(w);
}

static void add_gap(pal_json *w, const char *key, const pal_impact_gap *gap)
{
    pal_json_open_flat(w, key, PAL_JSON_OBJECT);
    pal_json_number(w, "points", gap->impact.value);
    add_range(w, gap->impact);
    pal_json_number(w, "se", gap->se);
    pal_json_number(w, "se_random", gap->se_random);
    pal_json_close(w);
}

static void add_tests(pal_json *w, const pal_impact_test *tests)
{
    pal_json_open(w, "tests", PAL_JSON_OBJECT);
    for (size_t i = 0; i < PAL_CONTRAST_COUNT; i++) {
        pal_json_open_flat(w, contrast_names[i], PAL_JSON_OBJECT);
        pal_json_number(w, "p", tests[i].p);
        pal_json_number(w, "q", tests[i].q);
        pal_json_cstr(w, "test", tests[i].exact ? "fisher" : "chi_square");
        pal_json_close(w);
    }
    pal_json_close(w);
}

static void add_weighted(pal_json *w, const char *key, const pal_weighted_estimate *e)
{
    pal_json_open_flat(w, key, PAL_JSON_OBJECT);
    pal_json_number(w, "points", e->nps.value);
    add_range(w, e->nps);
    if (isnan(e->nps.value))
        pal_json_null(w, "n_eff");
    else
        pal_json_number(w, "n_eff", e->effective);
    pal_json_close(w);
}

static void add_theme(pal_json *w, const pal_report *report, uint32_t index)
{
    const pal_impact_findings *found = findings_of(report);
    const pal_theme_impact *t = &found->themes[index];
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "theme", report->themes[index].id);
    pal_json_uint(w, "n", t->mentions);
    pal_json_cstr(w, "verdict", pal_report_impact_verdict(t->verdict));
    pal_json_bool(w, "weak", t->weak);
    add_gap(w, "impact", &t->all);
    add_gap(w, "negative", &t->negative);
    add_gap(w, "positive", &t->positive);
    add_estimate(w, "additive", t->additive);
    pal_json_open_flat(w, "adjusted", PAL_JSON_OBJECT);
    pal_json_number(w, "points", t->adjusted.value);
    add_range(w, t->adjusted);
    pal_json_number(w, "p", t->adjusted_p);
    pal_json_cstr(w, "fit", fit_names[t->fit]);
    pal_json_close(w);
    add_tests(w, t->tests);
    pal_json_number(w, "mdc_share", t->mdc_share);
    pal_json_number(w, "mdc_nps", t->mdc_nps);
    add_estimate(w, "penalty", t->penalty);
    add_estimate(w, "reward", t->reward);
    pal_json_cstr(w, "kano_class", kano_names[t->kano]);
    pal_json_number(w, "importance", t->importance);
    if (found->weighted) {
        pal_json_number(w, "weighted_share", t->weighted_share);
        add_weighted(w, "weighted_with", &t->weighted_with);
        add_weighted(w, "weighted_impact", &t->weighted_impact);
    }
    pal_json_close(w);
}

static void add_fit(pal_json *w, const pal_impact_fit *fit)
{
    pal_json_open_flat(w, "regression", PAL_JSON_OBJECT);
    pal_json_cstr(w, "state",
                  fit->too_many ? "not_computed"
                  : fit->made   ? "made"
                                : "too_few");
    pal_json_uint(w, "rows", fit->rows);
    pal_json_uint(w, "themes", fit->themes);
    pal_json_uint(w, "themes_without_a_column", fit->reduced);
    pal_json_number(w, "r2", fit->r2);
    pal_json_number(w, "intercept", fit->intercept.value);
    pal_json_number(w, "intercept_low", fit->intercept.low);
    pal_json_number(w, "intercept_high", fit->intercept.high);
    pal_json_close(w);
}

void pal_report_impact_json(pal_json *w, const pal_report *report)
{
    const pal_impact_findings *found = findings_of(report);
    if (!found) {
        pal_json_null(w, "impact");
        return;
    }
    const pal_bands *base = &found->bands;
    pal_json_open(w, "impact", PAL_JSON_OBJECT);
    pal_json_uint(w, "n", base->detractors + base->passives + base->promoters);
    pal_json_number(w, "mdc_nps", found->mdc_nps);
    pal_json_uint(w, "tests", found->tests);
    add_estimate(w, "untagged_additive", found->untagged_additive);
    pal_json_number(w, "few_mentions_additive", found->few_additive);
    add_fit(w, &found->fit);
    pal_json_open_flat(w, "importance", PAL_JSON_OBJECT);
    pal_json_cstr(w, "method", method_names[found->importance]);
    pal_json_number(w, "r2", found->importance_r2);
    pal_json_close(w);
    if (found->weighted) {
        add_weighted(w, "weighted_nps", &found->weighted_nps);
        add_weighted(w, "weighted_nps_commented", &found->weighted_commented);
    }
    pal_json_open(w, "themes", PAL_JSON_ARRAY);
    for (size_t i = 0; i < report->summary->theme_count; i++)
        add_theme(w, report, report->summary->themes[i].theme);
    pal_json_close(w);
    pal_json_close(w);
}

/* --- themes.csv --- */

const char pal_report_impact_columns[] =
    ",impact_se_random,additive,additive_low,additive_high,adjusted,adjusted_low,"
    "adjusted_high,p,q,negative_impact,positive_impact,penalty,reward,kano_class,mdc,"
    "verdict";

enum { NUMBERS = 13 };

void pal_report_impact_cells(pal_csv *line, const pal_report *report, uint32_t theme)
{
    const pal_impact_findings *found = findings_of(report);
    if (!found) {
        for (size_t i = 0; i < NUMBERS + 3; i++)
            pal_csv_blank(line);
        return;
    }
    const pal_theme_impact *t = &found->themes[theme];
    const pal_impact_test *test = &t->tests[PAL_CONTRAST_BANDS];
    const double points[] = {t->all.se_random, t->additive.value, t->additive.low,
                             t->additive.high, t->adjusted.value, t->adjusted.low,
                             t->adjusted.high};
    const double contrasts[] = {t->negative.impact.value, t->positive.impact.value,
                                t->penalty.value, t->reward.value};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++)
        pal_csv_known(line, points[i], 2);
    pal_csv_known(line, test->p, 6);
    pal_csv_known(line, test->q, 6);
    for (size_t i = 0; i < sizeof contrasts / sizeof *contrasts; i++)
        pal_csv_known(line, contrasts[i], 2);
    pal_csv_cstr(line, kano_names[t->kano]);
    pal_csv_known(line, t->mdc_share, 4);
    pal_csv_cstr(line, pal_report_impact_verdict(t->verdict));
}
