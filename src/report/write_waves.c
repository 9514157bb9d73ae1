/* waves.csv, wave_themes.csv, bridge.csv and "waves" of summary.json. */
#include "report/write_waves.h"

#include <math.h>

#include "base/find_keyness.h"
#include "base/str.h"
#include "report/csv_out.h"
#include "report/write_findings.h"

const pal_wave_findings *pal_report_waves_of(const pal_report *report)
{
    const pal_findings *all = report->summary->findings;
    return all ? all->waves : NULL;
}

bool pal_report_waves_shows(const pal_wave_findings *f, uint64_t count)
{
    return count == 0 || count >= f->k_threshold;
}

static uint64_t scored(const pal_wave *w)
{
    return w->bands.detractors + w->bands.passives + w->bands.promoters;
}

static const char *const verdicts[] = {"too_few", "no_change", "rose", "fell"};
static const char *const tones[] = {"all", "negative", "positive"};
static const char *const kinds[] = {"",    "other-themes", "untagged",
                                    "mix", "no-comment",   "lexicon"};

typedef struct number {
    const char *key;
    double value;
} number;

static void add_numbers(pal_json *w, const number *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++)
        pal_json_number(w, numbers[i].key, numbers[i].value);
}

static void add_count(pal_json *w, const char *key, const pal_wave_findings *f,
                      uint64_t count)
{
    if (pal_report_waves_shows(f, count))
        pal_json_uint(w, key, count);
    else
        pal_json_null(w, key);
}

static double points_of(int64_t units)
{
    return (double)units / PAL_BRIDGE_UNIT;
}

/* --- summary.json --- */

/* Both ends of a wave's own figure, or of a difference. */
static void add_weighted(pal_json *w, const pal_wave_findings *f, const char *key,
                         const char *value, const pal_wave_weighted *x, bool difference)
{
    const number numbers[] = {{value, x->value}, {"low", x->low}, {"high", x->high}};
    if (!f->weighted)
        return;
    pal_json_open_flat(w, key, PAL_JSON_OBJECT);
    add_numbers(w, numbers, sizeof numbers / sizeof *numbers);
    if (difference)
        pal_json_number(w, "p", x->p);
    else
        pal_json_number(w, "n_eff", x->effective);
    if (difference && !isnan(x->q))
        pal_json_number(w, "q", x->q);
    pal_json_close(w);
}

static void add_wave(pal_json *w, const pal_wave_findings *f, const pal_wave *wave)
{
    const number numbers[] = {
        {"nps", wave->nps},           {"low", wave->low},
        {"high", wave->high},         {"comment_rate", wave->comment_rate},
        {"rate_low", wave->rate_low}, {"rate_high", wave->rate_high},
    };
    pal_json_open_flat(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "wave", wave->name);
    pal_json_uint(w, "rows", wave->rows);
    add_count(w, "commented", f, wave->commented);
    add_count(w, "n", f, scored(wave));
    pal_json_bool(w, "weak", wave->weak);
    bool rate = pal_report_waves_shows(f, wave->commented);
    add_numbers(w, numbers, rate ? sizeof numbers / sizeof *numbers : 3);
    add_weighted(w, f, "weighted", "nps", &wave->weighted, false);
    pal_json_close(w);
}

static void add_bridge(pal_json *w, const pal_report *report, const pal_wave_findings *f,
                       const pal_wave_change *c)
{
    const pal_bridge *b = &c->bridge;
    if (!b->made) {
        pal_json_null(w, "bridge");
        return;
    }
    pal_json_open(w, "bridge", PAL_JSON_OBJECT);
    pal_json_number(w, "change", points_of(b->change));
    if (f->weighted) { /* whole respondents are split, no weights */
        pal_json_bool(w, "weighted", false);
        pal_json_number(w, "weighted_change", c->weighted.value);
    }
    if (b->mix_column.len != 0)
        pal_json_text(w, "mix_column", b->mix_column);
    else
        pal_json_null(w, "mix_column");
    pal_json_number(w, "mix_p", b->mix_p);
    pal_json_open(w, "terms", PAL_JSON_ARRAY);
    for (size_t i = 0; i < b->count; i++) {
        const pal_bridge_term *t = &b->terms[i];
        pal_json_open_flat(w, NULL, PAL_JSON_OBJECT);
        if (t->kind == PAL_BRIDGE_THEME) {
            pal_json_cstr(w, "term", "theme");
            pal_json_text(w, "theme", report->themes[t->theme].id);
        } else {
            pal_json_cstr(w, "term", kinds[t->kind]);
        }
        pal_json_number(w, "points", points_of(t->points));
        if (t->kind <= PAL_BRIDGE_UNTAGGED) {
            pal_json_number(w, "share_points", points_of(t->share_points));
            pal_json_number(w, "rate_points", points_of(t->points - t->share_points));
        }
        pal_json_close(w);
    }
    pal_json_close(w);
    pal_json_close(w);
}

static void add_change(pal_json *w, const pal_report *report, const pal_wave_findings *f,
                       const pal_wave_change *c)
{
    const number scores[] = {{"difference", c->difference},
                             {"low", c->low},
                             {"high", c->high},
                             {"p", c->p},
                             {"detectable", c->detectable}};
    const number rates[] = {{"change", c->rate_change},
                            {"low", c->rate_low},
                            {"high", c->rate_high},
                            {"p", c->rate_p}};
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "from", f->waves[c->from].name);
    pal_json_text(w, "to", f->waves[c->to].name);
    add_numbers(w, scores, sizeof scores / sizeof *scores);
    pal_json_cstr(w, "test", c->exact ? "exact" : "z");
    pal_json_cstr(w, "verdict", verdicts[c->verdict]);
    add_weighted(w, f, "weighted", "difference", &c->weighted, true);
    bool shown = pal_report_waves_shows(f, f->waves[c->from].commented) &&
                 pal_report_waves_shows(f, f->waves[c->to].commented);
    pal_json_open_flat(w, "comment_rate", PAL_JSON_OBJECT);
    if (shown)
        add_numbers(w, rates, sizeof rates / sizeof *rates);
    pal_json_bool(w, "warning", c->rate_changed);
    pal_json_close(w);
    pal_json_open(w, "mix", PAL_JSON_ARRAY);
    for (size_t i = 0; i < c->mix_count; i++) {
        const pal_wave_mix *m = &c->mixes[i];
        const number test[] = {{"chi_square", m->x2}, {"df", m->df}, {"p", m->p}};
        pal_json_open_flat(w, NULL, PAL_JSON_OBJECT);
        pal_json_text(w, "column", m->column);
        add_numbers(w, test, sizeof test / sizeof *test);
        pal_json_bool(w, "warning", m->changed);
        pal_json_close(w);
    }
    pal_json_close(w);
    add_bridge(w, report, f, c);
    pal_json_close(w);
}

static void add_share(pal_json *w, const pal_wave_findings *f, const pal_wave_share *s)
{
    const number numbers[] = {
        {"share", s->share},
        {"low", s->low},
        {"high", s->high},
        {"change", s->change},
        {"change_low", s->change_low},
        {"change_high", s->change_high},
        {"q", s->q},
    };
    pal_json_open_flat(w, NULL, PAL_JSON_OBJECT);
    if (s->hidden)
        pal_json_null(w, "mentions");
    else
        pal_json_uint(w, "mentions", s->mentions);
    add_numbers(w, numbers, sizeof numbers / sizeof *numbers);
    pal_json_cstr(w, "verdict", verdicts[s->verdict]);
    pal_json_cstr(w, "alarm", s->alarm < 0 ? "under" : s->alarm > 0 ? "over" : "");
    add_weighted(w, f, "weighted", "share", &s->weighted, false);
    add_weighted(w, f, "weighted_change", "change", &s->weighted_change, true);
    pal_json_close(w);
}

static void add_trend(pal_json *w, const pal_wave_findings *f, const char *key,
                      const pal_wave_trend *t)
{
    if (!t->made) {
        pal_json_null(w, key);
        return;
    }
    const number numbers[] = {
        {"change", t->change},
        {"change_low", t->change_low},
        {"change_high", t->change_high},
        {"trend_chi_square", t->x2},
        {"trend_p", t->p},
        {"trend_q", t->q},
        {"chart_center", t->center},
        {"chart_sigma_z", t->sigma_z},
    };
    pal_json_open(w, key, PAL_JSON_OBJECT);
    add_numbers(w, numbers, sizeof numbers / sizeof *numbers);
    pal_json_cstr(w, "verdict", verdicts[t->verdict]);
    add_weighted(w, f, "weighted_trend", "change", &t->weighted_change, true);
    pal_json_open(w, "waves", PAL_JSON_ARRAY);
    for (size_t i = 0; i < f->count; i++)
        add_share(w, f, &t->shares[i]);
    pal_json_close(w);
    pal_json_close(w);
}

static void add_emerging(pal_json *w, const pal_wave_findings *f)
{
    if (!f->emerging) {
        pal_json_null(w, "emerging");
        return;
    }
    const pal_key_side *side = &f->emerging->sides[f->emerging_side];
    pal_json_open(w, "emerging", PAL_JSON_OBJECT);
    pal_json_text(w, "wave", side->name);
    pal_json_uint(w, "of", side->comments);
    pal_json_uint(w, "of_earlier", f->emerging->sides[1 - f->emerging_side].comments);
    pal_json_open(w, "terms", PAL_JSON_ARRAY);
    for (size_t i = 0; i < side->count; i++) {
        const pal_key_term *t = &side->terms[i];
        pal_json_open_flat(w, NULL, PAL_JSON_OBJECT);
        pal_json_text(w, "term", t->term);
        pal_json_uint(w, "comments", t->comments);
        add_count(w, "comments_earlier", f, t->comments_other);
        pal_json_bool(w, "new", t->comments_other == 0);
        pal_json_number(w, "log_odds_z", t->z);
        pal_json_number(w, "q", t->q);
        pal_json_close(w);
    }
    pal_json_close(w);
    pal_json_close(w);
}

static void add_retag(pal_json *w, const pal_report *report, const pal_wave_retag *t)
{
    const number numbers[] = {{"share_old", t->share_old},
                              {"share_new", t->share_new},
                              {"points_old", t->points_old},
                              {"points_new", t->points_new}};
    pal_json_open_flat(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "theme", report->themes[t->theme].id);
    pal_json_uint(w, "mentions_old", t->mentions_old);
    pal_json_uint(w, "mentions_new", t->mentions_new);
    add_numbers(w, numbers, sizeof numbers / sizeof *numbers);
    pal_json_close(w);
}

static void add_lexicons(pal_json *w, const pal_report *report,
                         const pal_wave_findings *f)
{
    pal_json_open(w, "lexicon_changes", PAL_JSON_ARRAY);
    for (size_t i = 0; i < f->lexicon_count; i++) {
        const pal_wave_lexicon *l = &f->lexicons[i];
        pal_json_open(w, NULL, PAL_JSON_OBJECT);
        pal_json_text(w, "wave", f->waves[l->wave].name);
        pal_json_text(w, "lexicon_sha256", l->sha256);
        pal_json_uint(w, "unknown_tags", l->unknown_tags);
        pal_json_number(w, "share_sum", l->share_sum);
        pal_json_open(w, "themes", PAL_JSON_ARRAY);
        for (size_t t = 0; t < l->count; t++)
            if (!l->themes[t].hidden)
                add_retag(w, report, &l->themes[t]);
        pal_json_close(w);
        pal_json_close(w);
    }
    pal_json_close(w);
}

static void add_tests(pal_json *w, const pal_wave_findings *f)
{
    pal_json_open_flat(w, "q_test", PAL_JSON_OBJECT);
    const number q[] = {{"q", f->q}, {"df", f->q_df}, {"p", f->q_p}};
    add_numbers(w, q, sizeof q / sizeof *q);
    pal_json_close(w);
    if (!f->has_kendall) {
        pal_json_null(w, "mann_kendall");
        return;
    }
    const number kendall[] = {{"tau", f->kendall_tau}, {"p", f->kendall_p}};
    pal_json_open_flat(w, "mann_kendall", PAL_JSON_OBJECT);
    add_numbers(w, kendall, sizeof kendall / sizeof *kendall);
    pal_json_close(w);
}

static void add_themes(pal_json *w, const pal_report *report, const pal_wave_findings *f)
{
    pal_json_open(w, "themes", PAL_JSON_ARRAY);
    for (size_t i = 0; i < f->theme_count; i++) {
        pal_json_open(w, NULL, PAL_JSON_OBJECT);
        pal_json_text(w, "theme", report->themes[f->themes[i].theme].id);
        for (size_t k = 0; k < PAL_WAVE_TONES; k++)
            add_trend(w, f, tones[k], &f->themes[i].tones[k]);
        pal_json_close(w);
    }
    pal_json_close(w);
}

void pal_report_waves_json(pal_json *w, const pal_report *report)
{
    const pal_wave_findings *f = pal_report_waves_of(report);
    if (!f) {
        pal_json_null(w, "waves");
        return;
    }
    pal_json_open(w, "waves", PAL_JSON_OBJECT);
    pal_json_uint(w, "waves_hidden", f->hidden);
    pal_json_uint(w, "theme_tests", f->theme_tests);
    pal_json_uint(w, "trend_tests", f->trend_tests);
    pal_json_cstr(w, "control_limits", f->laney ? "laney" : "binomial");
    pal_json_open(w, "list", PAL_JSON_ARRAY);
    for (size_t i = 0; i < f->count; i++)
        add_wave(w, f, &f->waves[i]);
    pal_json_close(w);
    add_tests(w, f);
    pal_json_open(w, "changes", PAL_JSON_ARRAY);
    for (size_t i = 0; i < f->change_count; i++)
        add_change(w, report, f, &f->changes[i]);
    pal_json_close(w);
    add_themes(w, report, f);
    add_emerging(w, f);
    add_lexicons(w, report, f);
    pal_json_close(w);
}

/* --- the tables --- */

void pal_report_waves(pal_buf *b, const pal_report *report)
{
    const pal_wave_findings *f = pal_report_waves_of(report);
    pal_csv line = {.out = b};
    pal_buf_cstr(b, "wave,n,nps,low,high,change,change_low,change_high,p\n");
    for (size_t i = 0; f && i < f->count; i++) {
        const pal_wave *w = &f->waves[i];
        pal_csv_text(&line, w->name);
        if (pal_report_waves_shows(f, scored(w)))
            pal_csv_uint(&line, scored(w));
        else
            pal_csv_blank(&line);
        pal_csv_known(&line, w->nps, 1);
        pal_csv_known(&line, w->low, 1);
        pal_csv_known(&line, w->high, 1);
        const pal_wave_change *c = i != 0 ? &f->changes[i - 1] : NULL;
        pal_csv_known(&line, c ? c->difference : (double)NAN, 1);
        pal_csv_known(&line, c ? c->low : (double)NAN, 1);
        pal_csv_known(&line, c ? c->high : (double)NAN, 1);
        pal_csv_known(&line, c ? c->p : (double)NAN, 6);
        pal_csv_end(&line);
    }
}

static void add_tone(pal_csv *line, const pal_wave_trend *t, size_t wave)
{
    const pal_wave_share *s = t->made ? &t->shares[wave] : NULL;
    if (s && !s->hidden)
        pal_csv_uint(line, s->mentions);
    else
        pal_csv_blank(line);
    pal_csv_known(line, s ? s->change : (double)NAN, 4);
    pal_csv_known(line, s ? s->q : (double)NAN, 6);
}

static void add_theme_line(pal_csv *line, const pal_wave_theme *t, size_t wave)
{
    const pal_wave_share *s = &t->tones[PAL_WAVE_ALL].shares[wave];
    if (s->hidden)
        pal_csv_blank(line);
    else
        pal_csv_uint(line, s->mentions);
    pal_csv_known(line, s->share, 4);
    pal_csv_known(line, s->low, 4);
    pal_csv_known(line, s->high, 4);
    pal_csv_known(line, s->change, 4);
    pal_csv_known(line, s->q, 6);
    pal_csv_cstr(line, s->alarm < 0 ? "under" : s->alarm > 0 ? "over" : "");
    add_tone(line, &t->tones[PAL_WAVE_BLAME], wave);
    add_tone(line, &t->tones[PAL_WAVE_PRAISE], wave);
    pal_csv_end(line);
}

void pal_report_wave_themes(pal_buf *b, const pal_report *report)
{
    const pal_wave_findings *f = pal_report_waves_of(report);
    pal_csv line = {.out = b};
    pal_buf_cstr(b, "wave,theme,mentions,share,low,high,change,q,alarm,"
                    "negative,negative_change,negative_q,"
                    "positive,positive_change,positive_q\n");
    for (size_t w = 0; f && w < f->count; w++)
        for (size_t t = 0; t < f->theme_count; t++) {
            pal_csv_text(&line, f->waves[w].name);
            pal_csv_text(&line, report->themes[f->themes[t].theme].id);
            add_theme_line(&line, &f->themes[t], w);
        }
}

static void add_term(pal_csv *line, pal_buf *name, const pal_report *report,
                     const pal_bridge *bridge, const pal_bridge_term *t)
{
    enum { DIGITS = 9 }; /* of a unit: the printed points sum exactly, too */
    pal_buf_clear(name);
    if (t->kind == PAL_BRIDGE_THEME)
        pal_buf_add(name, report->themes[t->theme].id);
    else
        pal_buf_cstr(name, kinds[t->kind]);
    if (t->kind == PAL_BRIDGE_MIX) {
        pal_buf_byte(name, ':');
        pal_buf_add(name, bridge->mix_column);
    }
    pal_csv_text(line, pal_buf_view(name));
    pal_csv_fixed(line, points_of(t->points), DIGITS);
    bool split = t->kind <= PAL_BRIDGE_UNTAGGED;
    pal_csv_known(line, split ? points_of(t->share_points) : (double)NAN, DIGITS);
    pal_csv_known(line, split ? points_of(t->points - t->share_points) : (double)NAN,
                  DIGITS);
    pal_csv_end(line);
}

void pal_report_bridge(pal_buf *b, const pal_report *report)
{
    const pal_wave_findings *f = pal_report_waves_of(report);
    pal_csv line = {.out = b};
    pal_buf name = {0};
    pal_buf_cstr(b, "from,to,term,points,share_points,rate_points\n");
    for (size_t i = 0; f && i < f->change_count; i++) {
        const pal_wave_change *c = &f->changes[i];
        for (size_t t = 0; t < c->bridge.count; t++) {
            pal_csv_text(&line, f->waves[c->from].name);
            pal_csv_text(&line, f->waves[c->to].name);
            add_term(&line, &name, report, &c->bridge, &c->bridge.terms[t]);
        }
    }
    b->failed = b->failed || name.failed;
    pal_buf_release(&name);
}
