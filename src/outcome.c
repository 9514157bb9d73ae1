#include "outcome.h"

#include "base/fail.h"
#include "base/str.h"
#include "base/unicode.h"
#include "earlier.h"
#include "extra_files.h"
#include "find.h"
#include "ingest/wanted.h"
#include "masking.h"
#include "sample.h"
#include "stats/pool.h"

#include <stdint.h>
#include <string.h>

/* Groups of fewer answers are not shown: a reader could guess who answered. */
enum { K_THRESHOLD = 5 };
/* Where there are more terms the figures need too much memory to be made in two threads.
 */
enum { TERMS_BESIDE = 1 << 19 };
static const size_t BESIDE_LIMIT = (size_t)1 << 30;

typedef void writer_fn(pal_buf *b, const pal_report *report);

static pal_status write_tables(const pal_outcome *o, pal_error *err)
{
    static const struct {
        const char *name;
        writer_fn *write;
    } tables[] = {
        {"themes.csv", pal_report_themes},
        {"segments.csv", pal_report_segments},
        {"segment_themes.csv", pal_report_segment_themes},
        {"waves.csv", pal_report_waves},
        {"wave_themes.csv", pal_report_wave_themes},
        {"bridge.csv", pal_report_bridge},
        {"keyness.csv", pal_report_keyness},
        {"unknown.csv", pal_report_unknown},
        {"why.csv", pal_report_why},
        {"measures.csv", pal_report_measures},
        {"measure_themes.csv", pal_report_measure_themes},
        {"conflicts.csv", pal_report_conflicts},
        {"followup.csv", pal_report_followup},
        {"summary.json", pal_report_summary},
        {"report.html", pal_report_html},
    };
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < sizeof tables / sizeof *tables; i++) {
        pal_file *file = NULL;
        status = pal_outdir_create(&file, o->dir, tables[i].name, err);
        if (status != PAL_OK)
            break;
        tables[i].write(pal_file_buf(file), &o->run->report);
        status = pal_file_close(file, err);
    }
    return status;
}

static pal_status finish_inputs(const pal_outcome *o, pal_summary *s, pal_error *err)
{
    pal_input_result *inputs = pal_new(o->mem, pal_input_result, o->inputs);
    if (!inputs)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the inputs");
    for (size_t i = 0; i < o->inputs; i++) {
        pal_survey_input(o->survey, i, &inputs[i]);
        pal_str *strings[] = {&inputs[i].name,         &inputs[i].sha256,
                              &inputs[i].encoding,     &inputs[i].dialect,
                              &inputs[i].score_column, &inputs[i].text_columns,
                              &inputs[i].weight_column};
        for (size_t k = 0; k < sizeof strings / sizeof *strings; k++) {
            *strings[k] = pal_arena_copy(o->mem, *strings[k]);
            if (!strings[k]->ptr)
                return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
        }
        s->left_out += inputs[i].left_out;
    }
    s->inputs = inputs;
    s->input_count = o->inputs;
    pal_status status = pal_survey_only(&s->only, &s->only_count, o->mem, o->survey, err);
    if (status == PAL_OK && o->lanes[0].masker)
        status = pal_mask_inputs(s, inputs, o->lanes[0].masker, o->mem, err);
    return status;
}

static pal_status merge_lanes(const pal_outcome *o, pal_summary *s, pal_error *err)
{
    pal_status status = PAL_OK;
    for (unsigned i = 0; i < o->lane_count; i++) {
        for (size_t room = 0; room < PAL_ROOM_COUNT; room++)
            s->seconds[room] += o->lanes[i].seconds[room];
        for (size_t kind = 0; kind < PAL_PERSONAL_COUNT; kind++)
            s->personal[kind] += o->lanes[i].personal[kind];
        if (i == 0 || status != PAL_OK)
            continue;
        status = pal_tally_merge(o->lanes[0].tally, o->lanes[i].tally, err);
        if (status == PAL_OK)
            status = pal_quotes_merge(o->lanes[0].quotes, o->lanes[i].quotes, err);
    }
    return status;
}

/* Names of the group columns; NULL without memory. */
static const pal_str *name_columns(const pal_outcome *o)
{
    const pal_plan *plan = o->run->plan;
    pal_str *names = pal_new(o->mem, pal_str, o->run->group_columns + 1);
    size_t g = 0;
    if (names && plan->has_wave)
        names[g++] = PAL_STR("wave");
    for (size_t i = 0; names && i < plan->segment_count; i++) {
        names[g] = pal_arena_copy(o->mem, plan->segments[i]);
        if (!names[g++].ptr)
            return NULL;
    }
    return names;
}

static bool is_stop(void *ctx, pal_language language, pal_str key, pal_str form)
{
    return pal_lexicon_is_stop(ctx, language, key, form);
}

static pal_status no_mix_column(const char *name, pal_str near, size_t steps,
                                pal_error *err)
{
    if (steps <= 2 + strlen(name) / 3)
        return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                        "--mix: no segment column '%.60s'; did you mean '%.*s'?", name,
                        PAL_ARG(pal_str_clip(near, 60)));
    return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                    "--mix: no segment column '%.60s'; see palaute inspect", name);
}

/* The group column that opt->mix names; 0 = none is named, or there are no waves to mix.
 * A name that no column has is refused in either case. */
static pal_status find_mix(size_t *out, const pal_outcome *o, const pal_str *columns,
                           pal_error *err)
{
    size_t wave = o->run->plan->has_wave;
    pal_str near = {NULL, 0};
    size_t least = SIZE_MAX;
    *out = 0;
    if (!o->opt->mix)
        return PAL_OK;
    pal_str named = pal_unicode_clean(o->mem, pal_str_from(o->opt->mix));
    if (named.ptr)
        named = pal_unicode_fold(o->mem, named);
    for (size_t i = wave; named.ptr && least != 0 && i < o->run->group_columns; i++) {
        pal_str name = pal_unicode_fold(o->mem, columns[i]);
        if (!name.ptr)
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
        size_t steps =
            pal_str_equal(name, named) ? 0 : 1 + pal_wanted_distance(name, named);
        if (steps < least) {
            least = steps;
            near = columns[i];
            *out = wave ? i : 0;
        }
    }
    if (least == 0)
        return PAL_OK;
    *out = 0;
    return no_mix_column(o->opt->mix, near, least, err);
}

static pal_status find_waves(pal_stats_run *run, const pal_outcome *o, pal_error *err)
{
    pal_status status = find_mix(&run->mix_column, o, run->columns, err);
    if (status != PAL_OK || !o->run->plan->wave_is_file)
        return status;
    const pal_earlier_lexicon today = {run->themes, run->theme_count,
                                       pal_lexicon_sha256(o->run->engine->lexicon)};
    return pal_earlier_read(&run->earlier, &run->earlier_count, o->mem, o->paths,
                            o->inputs, o->survey, &today, err);
}

static pal_status take_sample(const pal_outcome *o, pal_recall *comments,
                              const pal_summary *s, pal_error *err)
{
    const char *path = pal_outdir_path(o->dir, o->mem, "mentions.csv");
    if (!path)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the figures");
    pal_recall *mentions = NULL;
    pal_quoted quoted;
    pal_status status = pal_quoted_find(&quoted, s, o->mem, err);
    if (status == PAL_OK)
        status = pal_recall_open(&mentions, path, NULL, 0, err);
    if (status == PAL_OK)
        status = pal_sample_take(&o->run->report.sample, comments, mentions, o->mem,
                                 PAL_COMMENTS_FIXED + o->run->plan->segment_count,
                                 s->comments, quoted, err);
    pal_recall_close(mentions);
    return status;
}

/* What decided beside the rules, for the page. */
static void name_models(pal_report *report, const pal_models *models)
{
    static const char *const names[][3] = {{NULL, "sentiment.fi", "sentiment.en"},
                                           {NULL, "themes.fi", "themes.en"},
                                           {NULL, "own themes.fi", "own themes.en"}};
    for (size_t kind = 0; kind < sizeof names / sizeof *names; kind++)
        for (size_t l = PAL_LANGUAGE_FI; l <= PAL_LANGUAGE_EN; l++) {
            const pal_model *const of[] = {models->sentiment[l], models->themes[l].model,
                                           models->own[l].model};
            if (of[kind] && report->model_count < PAL_MODELS_USED_MAX)
                report->models[report->model_count++] = (pal_model_used){
                    pal_str_from(names[kind][l]), pal_model_sha256(of[kind])};
        }
}

/* All findings; in two threads when the run has several. */
static pal_status find_all(const pal_outcome *o, const pal_stats_run *run,
                           const char *path, pal_recall *recall, pal_summary *s,
                           pal_error *err)
{
    size_t terms = 0;
    pal_panels_terms(run->panels, &terms);
    if (o->lane_count > 1 && terms <= TERMS_BESIDE)
        *o->beside = pal_arena_open(BESIDE_LIMIT);
    if (!*o->beside)
        return pal_find_all(&s->findings, run, recall, NULL, err);
    pal_find_beside beside = {.mem = *o->beside};
    pal_status status =
        pal_recall_open(&beside.recall, path, o->places->items, o->places->count, err);
    if (status == PAL_OK)
        status = pal_find_all(&s->findings, run, recall, &beside, err);
    pal_recall_close(beside.recall);
    return status;
}

static pal_status find(const pal_outcome *o, const pal_str *columns, pal_summary *s,
                       pal_error *err)
{
    const pal_plan *plan = o->run->plan;
    pal_panel **parts = pal_new(o->mem, pal_panel *, o->lane_count);
    const char *path = pal_outdir_path(o->dir, o->mem, "comments.csv");
    if (!parts || !path)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the figures");
    for (unsigned i = 0; i < o->lane_count; i++)
        parts[i] = o->lanes[i].panel;
    pal_panels *panels = NULL;
    pal_recall *recall = NULL;
    pal_status status = pal_panels_join(&panels, parts, o->lane_count, plan->wave_is_file,
                                        is_stop, o->run->engine->lexicon, err);
    if (status == PAL_OK)
        status = pal_panels_pool(panels, s->k_threshold, plan->has_wave, err);
    if (status == PAL_OK)
        status = pal_panels_keep(panels, err);
    if (status == PAL_OK)
        status = pal_recall_open(&recall, path, o->places->items, o->places->count, err);
    pal_stats_run run = {
        .panels = panels,
        .mem = o->mem,
        .themes = o->run->report.themes,
        .theme_count = o->run->report.theme_count,
        .columns = columns,
        .column_count = o->run->group_columns,
        .has_wave = plan->has_wave,
        .scale = plan->scale,
        .measures = plan->measures,
        .measure_count = plan->measure_count,
        .weighted = plan->has_weight,
        .k_threshold = s->k_threshold,
        .why = o->run->asks_why ? &o->run->why : NULL,
    };
    if (status == PAL_OK)
        status = find_waves(&run, o, err);
    if (status == PAL_OK)
        status = find_all(o, &run, path, recall, s, err);
    if (status == PAL_OK)
        status = pal_find_verdicts(s, o->mem, err);
    if (status == PAL_OK && o->opt->out)
        status = take_sample(o, recall, s, err);
    pal_recall_close(recall);
    pal_panels_close(panels);
    return status;
}

static pal_status finish_figures(const pal_outcome *o, pal_summary *s, pal_error *err)
{
    pal_str *ids = pal_new(o->mem, pal_str, o->run->report.theme_count);
    const pal_str *names = name_columns(o);
    if (!ids || !names)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the figures");
    for (size_t i = 0; i < o->run->report.theme_count; i++)
        ids[i] = o->run->report.themes[i].id;
    pal_status status = pal_tally_finish(o->lanes[0].tally, o->mem, ids, names,
                                         o->run->plan->wave_is_file, s, err);
    if (status == PAL_OK)
        status = pal_quotes_finish(o->lanes[0].quotes, o->mem, s->themes, s->theme_count,
                                   s, err);
    if (status == PAL_OK)
        status = pal_pool_groups(s, o->mem, err);
    if (status == PAL_OK)
        status = find(o, names, s, err);
    return status;
}

/* A filter is no way to see a group that would not be shown. */
static pal_status check_only(const pal_summary *s, pal_error *err)
{
    uint64_t rows = s->rows - s->refusals;
    if (s->only_count == 0 || rows >= s->k_threshold)
        return PAL_OK;
    return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                    "--only: these values have fewer than %llu rows that can be read; "
                    "groups so small are not shown (--k-threshold)",
                    (unsigned long long)s->k_threshold);
}

pal_status pal_outcome_write(const pal_outcome *o, pal_summary *s, pal_error *err)
{
    s->personal_kept = o->opt->keep_personal_data;
    s->weighted = o->run->plan->has_weight;
    s->k_threshold = o->opt->k_threshold != 0 ? o->opt->k_threshold : K_THRESHOLD;
    pal_status status = finish_inputs(o, s, err);
    /* what read the texts makes room for the figures */
    for (unsigned i = 0; i < o->lane_count; i++)
        pal_lane_read(&o->lanes[i]);
    if (status == PAL_OK)
        status = merge_lanes(o, s, err);
    if (status == PAL_OK)
        status = finish_figures(o, s, err);
    if (status != PAL_OK)
        return status;
    s->rows = o->rows;
    s->refusals = o->refusals;
    status = check_only(s, err);
    if (status != PAL_OK)
        return status;
    s->language = o->run->survey;
    s->screen = o->opt->screen != PAL_LANGUAGE_OTHER ? o->opt->screen
                : s->language == PAL_LANGUAGE_EN     ? PAL_LANGUAGE_EN
                                                     : PAL_LANGUAGE_FI;
    s->lexicon_sha256 = pal_lexicon_sha256(o->run->engine->lexicon);
    s->morphology = pal_str_from(pal_words_engine(o->run->engine->words));
    name_models(&o->run->report, &o->run->engine->learnt);
    o->run->report.summary = s;
    if (!o->opt->out)
        return PAL_OK;
    s->folder = pal_arena_copy(o->mem, pal_str_from(o->opt->out));
    if (!s->folder.ptr)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    double start = pal_thread_seconds();
    status = write_tables(o, err);
    if (status == PAL_OK)
        status = pal_extra_files_write(o, err);
    s->seconds[PAL_ROOM_REPORT] += pal_thread_seconds() - start;
    return status;
}
