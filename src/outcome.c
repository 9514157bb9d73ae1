#include "outcome.h"

#include "base/fail.h"
#include "base/str.h"
#include "find.h"

/* Groups of fewer answers are not shown: a reader could guess who answered. */
enum { K_THRESHOLD = 5 };

typedef void writer_fn(pal_buf *b, const pal_report *report);

static pal_status write_tables(const pal_outcome *o, pal_error *err)
{
    static const struct {
        const char *name;
        writer_fn *write;
    } tables[] = {
        {"themes.csv", pal_report_themes},
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
                              &inputs[i].score_column, &inputs[i].text_columns};
        for (size_t k = 0; k < sizeof strings / sizeof *strings; k++) {
            *strings[k] = pal_arena_copy(o->mem, *strings[k]);
            if (!strings[k]->ptr)
                return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
        }
    }
    s->inputs = inputs;
    s->input_count = o->inputs;
    return PAL_OK;
}

static pal_status merge_lanes(const pal_outcome *o, pal_summary *s, pal_error *err)
{
    pal_status status = PAL_OK;
    for (unsigned i = 0; i < o->lane_count; i++) {
        for (size_t room = 0; room < PAL_ROOM_COUNT; room++)
            s->seconds[room] += o->lanes[i].seconds[room];
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
        status = pal_recall_open(&recall, path, PAL_COMMENTS_TEXT, o->bases,
                                 o->base_count, err);
    pal_stats_run run = {
        .panels = panels,
        .mem = o->mem,
        .themes = o->run->report.themes,
        .theme_count = o->run->report.theme_count,
        .columns = columns,
        .column_count = o->run->group_columns,
        .has_wave = plan->has_wave,
        .scale = plan->scale,
        .k_threshold = K_THRESHOLD,
    };
    if (status == PAL_OK)
        status = pal_find_all(&s->findings, &run, recall, err);
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
        status = find(o, names, s, err);
    return status;
}

pal_status pal_outcome_write(const pal_outcome *o, pal_summary *s, pal_error *err)
{
    pal_status status = merge_lanes(o, s, err);
    if (status == PAL_OK)
        status = finish_figures(o, s, err);
    if (status == PAL_OK)
        status = finish_inputs(o, s, err);
    if (status != PAL_OK)
        return status;
    s->rows = o->rows;
    s->refusals = o->refusals;
    s->language = o->run->survey;
    s->screen = o->opt->screen != PAL_LANGUAGE_OTHER ? o->opt->screen
                : s->language == PAL_LANGUAGE_EN     ? PAL_LANGUAGE_EN
                                                     : PAL_LANGUAGE_FI;
    s->lexicon_sha256 = pal_lexicon_sha256(o->run->engine->lexicon);
    s->morphology = pal_str_from(pal_words_engine(o->run->engine->words));
    s->folder = pal_arena_copy(o->mem, pal_str_from(o->opt->out));
    if (!s->folder.ptr)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    o->run->report.summary = s;
    double start = pal_thread_seconds();
    status = write_tables(o, err);
    s->seconds[PAL_ROOM_REPORT] += pal_thread_seconds() - start;
    return status;
}
