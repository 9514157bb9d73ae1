/* summary.json: all figures of a run to nine digits, small samples too: a reader has
 * the counts beside each figure. What cannot be computed is null. */
#include "report/report.h"

#include "base/str.h"
#include "report/figures.h"
#include "report/json_out.h"
#include "report/write_findings.h"

/* Keys in the order in which they are written. */
static const struct {
    const char *key;
    pal_polarity polarity;
} polarities[] = {
    {"negative", PAL_NEGATIVE},
    {"neutral", PAL_NEUTRAL},
    {"positive", PAL_POSITIVE},
    {"mixed", PAL_MIXED},
};
static const struct {
    const char *key;
    pal_band band;
} bands[] = {
    {"detractors", PAL_BAND_DETRACTOR},
    {"passives", PAL_BAND_PASSIVE},
    {"promoters", PAL_BAND_PROMOTER},
    {"unscored", PAL_BAND_NONE},
};

static void add_nps(pal_json *w, const char *key, const pal_nps *nps)
{
    bool known = pal_figures_scored(nps) != 0;
    pal_json_open_flat(w, key, PAL_JSON_OBJECT);
    pal_json_uint(w, "n", pal_figures_scored(nps));
    pal_json_uint(w, "detractors", nps->bands.detractors);
    pal_json_uint(w, "passives", nps->bands.passives);
    pal_json_uint(w, "promoters", nps->bands.promoters);
    const struct {
        const char *key;
        double value;
    } points[] = {{"nps", nps->nps}, {"low", nps->low}, {"high", nps->high}};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        if (known)
            pal_json_number(w, points[i].key, points[i].value);
        else
            pal_json_null(w, points[i].key);
    }
    pal_json_close(w);
}

static void add_polarities(pal_json *w, const char *key, const uint64_t *counts)
{
    pal_json_open_flat(w, key, PAL_JSON_OBJECT);
    for (size_t i = 0; i < sizeof polarities / sizeof *polarities; i++)
        pal_json_uint(w, polarities[i].key, counts[polarities[i].polarity]);
    pal_json_close(w);
}

static uint64_t rows_in_band(const pal_nps *nps, uint64_t unscored, pal_band band)
{
    const uint64_t rows[PAL_BAND_COUNT] = {unscored, nps->bands.detractors,
                                           nps->bands.passives, nps->bands.promoters};
    return rows[band];
}

/* Shares by band; null where the band has no rows to be a share of. */
static void add_shares(pal_json *w, const char *key, const double *shares,
                       const pal_nps *base, uint64_t unscored)
{
    pal_json_open_flat(w, key, PAL_JSON_OBJECT);
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
        if (rows_in_band(base, unscored, bands[i].band) != 0)
            pal_json_number(w, bands[i].key, shares[bands[i].band]);
        else
            pal_json_null(w, bands[i].key);
    }
    pal_json_close(w);
}

/* The rows that were asked for. */
static void add_only(pal_json *w, const pal_summary *s)
{
    if (s->only_count == 0)
        return;
    pal_json_open(w, "only", PAL_JSON_ARRAY);
    for (size_t i = 0; i < s->only_count; i++) {
        pal_json_open_flat(w, NULL, PAL_JSON_OBJECT);
        pal_json_text(w, "column", s->only[i].column);
        pal_json_text(w, "value", s->only[i].value);
        pal_json_close(w);
    }
    pal_json_close(w);
    pal_json_uint(w, "left_out", s->left_out);
}

/* The words that were read in another spelling most often. */
static void add_corrections(pal_json *w, const pal_summary *s)
{
    pal_json_open(w, "frequent_corrections", PAL_JSON_ARRAY);
    for (size_t i = 0; i < s->correction_count; i++) {
        const pal_correction *c = &s->corrections[i];
        pal_json_open_flat(w, NULL, PAL_JSON_OBJECT);
        pal_json_text(w, "form", c->form);
        pal_json_text(w, "read_as", c->standard);
        pal_json_text(w, "why", pal_str_from(pal_respelling_name(c->why)));
        pal_json_uint(w, "words", c->words);
        pal_json_uint(w, "answers", c->answers);
        pal_json_close(w);
    }
    pal_json_close(w);
}

static void add_counts(pal_json *w, const pal_summary *s)
{
    pal_json_uint(w, "rows", s->rows);
    pal_json_uint(w, "answers", s->answers);
    pal_json_uint(w, "empty", s->empty);
    pal_json_uint(w, "refusals", s->refusals);
    pal_json_uint(w, "comments", s->comments);
    pal_json_uint(w, "unscored", s->unscored);
    pal_json_uint(w, "untagged", s->untagged);
    pal_json_open_flat(w, "by_language", PAL_JSON_OBJECT);
    static const pal_language languages[] = {PAL_LANGUAGE_FI, PAL_LANGUAGE_EN,
                                             PAL_LANGUAGE_MIXED, PAL_LANGUAGE_OTHER};
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        pal_json_uint(w, pal_language_name(languages[i]), s->by_language[languages[i]]);
    pal_json_close(w);
    pal_json_open_flat(w, "corrections", PAL_JSON_OBJECT);
    for (size_t i = PAL_RESPELT_SPOKEN; i < PAL_RESPELLING_COUNT; i++)
        pal_json_uint(w, pal_respelling_name((pal_respelling)i), s->respelt[i]);
    pal_json_close(w);
    add_corrections(w, s);
    pal_json_open_flat(w, "personal_data", PAL_JSON_OBJECT);
    for (size_t i = 0; i < PAL_PERSONAL_COUNT && !s->personal_kept; i++)
        if (s->personal[i] != 0)
            pal_json_uint(w, pal_personal_name((pal_personal)i), s->personal[i]);
    pal_json_close(w);
    add_polarities(w, "by_sentiment", s->by_sentiment);
    pal_json_open(w, "sentiment_in_band", PAL_JSON_OBJECT);
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++)
        add_polarities(w, bands[i].key, s->sentiment_in_band[bands[i].band]);
    pal_json_close(w);
    add_shares(w, "comment_rate", s->comment_rate, &s->nps, s->unscored);
    add_nps(w, "nps", &s->nps);
    add_nps(w, "nps_commented", &s->nps_commented);
    add_nps(w, "nps_untagged", &s->nps_untagged);
}

static void add_theme(pal_json *w, const pal_report *report, const pal_theme_result *t)
{
    const pal_summary *s = report->summary;
    const pal_theme *theme = &report->themes[t->theme];
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "theme", theme->id);
    pal_json_text(w, "label_fi", theme->label[PAL_LANGUAGE_FI]);
    pal_json_text(w, "label_en", theme->label[PAL_LANGUAGE_EN]);
    pal_json_text(w, "group", theme->group);
    pal_json_text(w, "kind", theme->kind);
    pal_json_uint(w, "mentions", t->mentions);
    add_polarities(w, "polarity", t->polarity);
    pal_json_uint(w, "wishes", t->wishes);
    pal_json_number(w, "share", t->share);
    uint64_t unscored = s->answers - pal_figures_scored(&s->nps_commented);
    add_shares(w, "share_in_band", t->share_in_band, &s->nps_commented, unscored);
    add_nps(w, "with", &t->with);
    add_nps(w, "rest", &t->rest);
    if (pal_figures_has_impact(t)) {
        pal_json_number(w, "impact", t->impact);
        pal_json_number(w, "impact_low", t->impact_low);
        pal_json_number(w, "impact_high", t->impact_high);
    } else {
        pal_json_null(w, "impact");
        pal_json_null(w, "impact_low");
        pal_json_null(w, "impact_high");
    }
    pal_json_close(w);
}

/* Counts by theme id, for the themes that the group mentions; null where fewer
 * respondents than the k-threshold stand behind one. */
static void add_theme_counts(pal_json *w, const char *key, const pal_report *report,
                             const uint64_t *counts)
{
    pal_json_open_flat(w, key, PAL_JSON_OBJECT);
    for (size_t i = 0; i < report->theme_count; i++) {
        if (counts[i] == 0)
            continue;
        if (counts[i] < report->summary->k_threshold)
            pal_json_null_named(w, report->themes[i].id);
        else
            pal_json_uint_named(w, report->themes[i].id, counts[i]);
    }
    pal_json_close(w);
}

static void add_group(pal_json *w, const pal_report *report, const pal_group_result *g)
{
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "column", g->column);
    pal_json_text(w, "value", g->value);
    pal_json_uint(w, "rows", g->rows);
    pal_json_uint(w, "commented", g->commented);
    add_nps(w, "nps", &g->nps);
    add_theme_counts(w, "theme_mentions", report, g->theme_mentions);
    add_theme_counts(w, "theme_negative", report, g->theme_negative);
    pal_json_close(w);
}

static void add_quote(pal_json *w, const pal_report *report, const pal_quote *q)
{
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "theme", report->themes[q->theme].id);
    pal_json_cstr(w, "band", pal_band_name(q->band));
    pal_json_cstr(w, "polarity", pal_polarity_name(q->polarity));
    pal_json_uint(w, "row", q->row);
    pal_json_text(w, "id", q->id);
    pal_json_text(w, "text", q->text);
    pal_json_uint(w, "start", q->start);
    pal_json_uint(w, "end", q->end);
    pal_json_close(w);
}

static void add_input(pal_json *w, const pal_input_result *in)
{
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "name", in->name);
    pal_json_text(w, "sha256", in->sha256);
    pal_json_uint(w, "bytes", in->bytes);
    pal_json_text(w, "encoding", in->encoding);
    pal_json_text(w, "delimiter", (pal_str){&in->delimiter, in->delimiter != '\0'});
    pal_json_text(w, "dialect", in->dialect);
    pal_json_uint(w, "rows", in->rows);
    pal_json_uint(w, "refusals", in->refusals);
    pal_json_text(w, "score_column", in->score_column);
    pal_json_text(w, "text_columns", in->text_columns);
    pal_json_cstr(w, "scale", pal_scale_name(in->scale));
    if (in->weight_column.len != 0)
        pal_json_text(w, "weight_column", in->weight_column);
    if (in->left_out != 0)
        pal_json_uint(w, "left_out", in->left_out);
    if (in->part)
        pal_json_bool(w, "part", true);
    pal_json_close(w);
}

/* Questions that decide what a bare answer means; others are not worth a line. */
static void add_questions(pal_json *w, const pal_report *report)
{
    bool any = false;
    for (size_t i = 0; i < report->question_count; i++)
        any = any || report->asked[i] != PAL_ASKED_OPEN;
    if (!any)
        return;
    pal_json_open(w, "questions", PAL_JSON_ARRAY);
    for (size_t i = 0; i < report->question_count; i++) {
        if (report->asked[i] == PAL_ASKED_OPEN)
            continue;
        pal_json_open(w, NULL, PAL_JSON_OBJECT);
        pal_json_text(w, "text", report->questions[i]);
        pal_json_cstr(w, "asks", pal_asked_name(report->asked[i]));
        pal_json_close(w);
    }
    pal_json_close(w);
}

/* Which figures use the weights. */
static void add_weights(pal_json *w, const pal_summary *s)
{
    static const struct {
        const char *block;
        bool weighted; /* it has figures named weighted */
    } blocks[] = {
        {"impact", true},     {"segments", true},  {"waves", true},    {"bridge", false},
        {"measures", true},   {"themes", false},   {"keyness", false}, {"unknown", false},
        {"conflicts", false}, {"followup", false}, {"why", false},
    };
    pal_json_uint(w, "k_threshold", s->k_threshold);
    pal_json_bool(w, "weighted", s->weighted);
    if (!s->weighted)
        return;
    pal_json_cstr(w, "weights_note",
                  "only figures named weighted use the weights; all others count "
                  "respondents");
    pal_json_open_flat(w, "weighted_blocks", PAL_JSON_OBJECT);
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++)
        pal_json_bool(w, blocks[i].block, blocks[i].weighted);
    pal_json_close(w);
}

static void add_lists(pal_json *w, const pal_report *report)
{
    const pal_summary *s = report->summary;
    pal_json_open(w, "themes", PAL_JSON_ARRAY);
    for (size_t i = 0; i < s->theme_count; i++)
        add_theme(w, report, &s->themes[i]);
    pal_json_close(w);
    pal_json_open(w, "groups", PAL_JSON_ARRAY);
    for (size_t i = 0; i < s->group_count; i++)
        if (s->groups[i].rows >= s->k_threshold)
            add_group(w, report, &s->groups[i]);
    pal_json_close(w);
    pal_json_open(w, "quotes", PAL_JSON_ARRAY);
    for (size_t i = 0; i < s->quote_count; i++)
        add_quote(w, report, &s->quotes[i]);
    pal_json_close(w);
}

void pal_report_summary(pal_buf *b, const pal_report *report)
{
    const pal_summary *s = report->summary;
    pal_json w = {.out = b};
    pal_json_open(&w, NULL, PAL_JSON_OBJECT);
    pal_json_cstr(&w, "schema", "palaute-summary/1");
    pal_json_cstr(&w, "version", pal_version());
    pal_json_cstr(&w, "language", pal_language_name(s->language));
    pal_json_cstr(&w, "screen", pal_language_name(s->screen));
    pal_json_text(&w, "morphology", s->morphology);
    pal_json_text(&w, "lexicon_sha256", s->lexicon_sha256);
    pal_json_uint(&w, "lexicon_theme_count", s->lexicon_theme_count);
    pal_json_open(&w, "inputs", PAL_JSON_ARRAY);
    for (size_t i = 0; i < s->input_count; i++)
        add_input(&w, &s->inputs[i]);
    pal_json_close(&w);
    add_questions(&w, report);
    add_only(&w, s);
    add_weights(&w, s);
    add_counts(&w, s);
    add_lists(&w, report);
    pal_report_impact_json(&w, report);
    pal_report_segments_json(&w, report);
    pal_report_waves_json(&w, report);
    pal_report_keyness_json(&w, report);
    pal_report_unknown_json(&w, report);
    pal_report_measures_json(&w, report);
    pal_report_conflicts_json(&w, report);
    pal_report_followup_json(&w, report);
    pal_report_why_json(&w, report);
    pal_json_close(&w);
    pal_json_end(&w);
}
