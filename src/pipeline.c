#include "pipeline.h"

#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/str.h"
#include "base/unicode.h"
#include "extra_files.h"
#include "ingest/result_folder.h"
#include "masking.h"
#include "outcome.h"
#include "recall.h"
#include "ring.h"
#include "sqlite_file.h"
#include "theme_named.h"

enum { THREADS_MAX = 64, BATCHES_EACH = 3 };
static const size_t BATCH_LIMIT = (size_t)2 << 30;
static const size_t RESULT_LIMIT = (size_t)1 << 30;

typedef struct analysis {
    const pal_options *opt;
    pal_survey *survey;
    pal_plan plan; /* the survey's, with masked headings */
    pal_run run;
    pal_lane *lanes;
    unsigned lane_count;
    pal_arena *mem; /* of the result */
    pal_arena *beside;
    pal_outdir *dir;
    pal_file *comments;
    pal_file *mentions;
    pal_file *refused;
    pal_file *answers; /* comments.jsonl, when it is wanted */
    pal_ring ring;
    pal_batch *batches; /* by place of the ring */
    size_t batch_count;
    double read_seconds;
    double write_seconds;
    uint64_t rows;
    uint64_t refusals;
    uint32_t begun; /* batches */
    pal_places places;
} analysis;

typedef struct worker_arg {
    analysis *a;
    pal_lane *lane;
    pal_status status; /* of the end of its panel */
    pal_error error;
} worker_arg;

/* --- batches --- */

static pal_status fill_batch(analysis *a, pal_batch *batch, pal_error *err)
{
    double start = pal_thread_seconds();
    pal_arena_reset(batch->mem);
    pal_buf_clear(&batch->comments);
    pal_buf_clear(&batch->mentions);
    pal_buf_clear(&batch->refused);
    pal_buf_clear(&batch->answers);
    batch->count = 0;
    batch->said = 0;
    batch->number = a->begun++;
    batch->status = PAL_OK;
    batch->error = (pal_error){.code = PAL_OK};
    pal_status status = PAL_OK;
    while (status == PAL_OK && batch->count < PAL_BATCH_ROWS) {
        pal_row *row = &batch->rows[batch->count];
        pal_refusal *refusal = &batch->refusals[batch->count];
        refusal->reason[0] = '\0';
        status = pal_survey_next(a->survey, batch->mem, row, refusal, err);
        if (status != PAL_OK)
            break;
        a->rows++;
        a->refusals += refusal->reason[0] != '\0';
        batch->count++;
    }
    a->read_seconds += pal_thread_seconds() - start;
    return status;
}

/* Number of the first row; of none, one that no row has. */
static uint64_t first_row(const pal_batch *batch)
{
    if (batch->count == 0)
        return UINT64_MAX;
    return batch->refusals[0].reason[0] != '\0' ? batch->refusals[0].number
                                                : batch->rows[0].number;
}

static pal_status write_batch(analysis *a, pal_batch *batch, pal_error *err)
{
    double start = pal_thread_seconds();
    if (batch->status == PAL_OK && (batch->comments.failed || batch->mentions.failed ||
                                    batch->refused.failed || batch->answers.failed))
        batch->status = pal_fail(&batch->error, PAL_ENOMEM, pal_loc_file(NULL),
                                 "no memory for the lines of the result");
    if (batch->status != PAL_OK) {
        pal_fail_again(err, &batch->error);
        return batch->status;
    }
    const pal_batch_place lines = {.comments = batch->comments.len,
                                   .mentions = batch->mentions.len,
                                   .said = batch->said};
    if (!pal_places_add(&a->places, a->mem, first_row(batch), lines))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the places");
    pal_file_write(a->comments, pal_buf_view(&batch->comments));
    pal_file_write(a->mentions, pal_buf_view(&batch->mentions));
    pal_file_write(a->refused, pal_buf_view(&batch->refused));
    if (a->answers)
        pal_file_write(a->answers, pal_buf_view(&batch->answers));
    a->write_seconds += pal_thread_seconds() - start;
    return PAL_OK;
}

static pal_status tell_progress(analysis *a, pal_error *err)
{
    if (!a->opt->progress)
        return PAL_OK;
    uint64_t done = 0;
    uint64_t total = 0;
    pal_survey_progress(a->survey, &done, &total);
    if (a->opt->progress(a->opt->progress_ctx, done, total, a->rows))
        return PAL_OK;
    return pal_fail(err, PAL_ESTOP, pal_loc_file(NULL), "stopped");
}

static pal_status run_alone(analysis *a, pal_error *err)
{
    pal_batch *batch = &a->batches[0];
    pal_status status = PAL_OK;
    while (status == PAL_OK) {
        pal_status read = fill_batch(a, batch, err);
        if (read < PAL_OK)
            return read;
        pal_lane_work(&a->lanes[0], &a->run, batch);
        status = write_batch(a, batch, err);
        if (status == PAL_OK)
            status = tell_progress(a, err);
        if (read == PAL_DONE)
            break;
    }
    return status;
}

static void *work(void *arg)
{
    worker_arg *own = arg;
    size_t at;
    while (pal_ring_take(&own->a->ring, &at)) {
        pal_lane_work(own->lane, &own->a->run, &own->a->batches[at]);
        pal_ring_done(&own->a->ring, at);
    }
    own->status = pal_panel_end(own->lane->panel, &own->error);
    return NULL;
}

/* The reader fills the ring in order, and writes what is done in the same order. */
static pal_status read_and_write(analysis *a, pal_error *err)
{
    pal_ring *r = &a->ring;
    size_t head = 0; /* next to fill */
    size_t tail = 0; /* next to write */
    size_t busy = 0;
    pal_status status = PAL_OK;
    bool more = true;
    while (status == PAL_OK && (more || busy != 0)) {
        if (more && busy < r->count) {
            pal_status read = fill_batch(a, &a->batches[head], err);
            if (read < PAL_OK)
                return read;
            more = read == PAL_OK;
            pal_ring_give(r, head);
            head = (head + 1) % r->count;
            busy++;
            continue;
        }
        pal_ring_wait(r, tail);
        status = write_batch(a, &a->batches[tail], err);
        pal_ring_free(r, tail);
        tail = (tail + 1) % r->count;
        busy--;
        if (status == PAL_OK)
            status = tell_progress(a, err);
    }
    return status;
}

static pal_status run_threads(analysis *a, pal_error *err)
{
    pthread_t threads[THREADS_MAX];
    worker_arg args[THREADS_MAX];
    unsigned started = 0;
    pal_status status = PAL_OK;
    for (; status == PAL_OK && started < a->lane_count; started++) {
        args[started] = (worker_arg){.a = a, .lane = &a->lanes[started]};
        if (pthread_create(&threads[started], NULL, work, &args[started]) != 0) {
            status =
                pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "cannot start a thread");
            break;
        }
    }
    if (status == PAL_OK)
        status = read_and_write(a, err);
    pal_ring_end(&a->ring);
    for (unsigned i = 0; i < started; i++) {
        pthread_join(threads[i], NULL);
        if (status == PAL_OK && args[i].status != PAL_OK) {
            pal_fail_again(err, &args[i].error);
            status = args[i].status;
        }
    }
    return status;
}

/* --- before and after --- */

static unsigned thread_count(const pal_options *opt)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned count = opt->threads ? opt->threads : cores > 0 ? (unsigned)cores : 1;
    return count > THREADS_MAX ? THREADS_MAX : count;
}

static pal_status open_lanes(analysis *a, pal_error *err)
{
    size_t count = a->lane_count == 1 ? 1 : (size_t)a->lane_count * BATCHES_EACH;
    a->batches = pal_new(a->mem, pal_batch, count);
    if (!a->batches || !pal_ring_size(&a->ring, a->mem, count))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the threads");
    a->batch_count = count;
    for (size_t i = 0; i < count; i++) {
        a->batches[i].mem = pal_arena_open(BATCH_LIMIT);
        if (!a->batches[i].mem)
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                            "no memory for the rows");
    }
    pal_status status = PAL_OK;
    for (unsigned i = 0; status == PAL_OK && i < a->lane_count; i++)
        status = pal_lane_open(&a->lanes[i], &a->run, err);
    return status;
}

static pal_status name_inputs(analysis *a, const char *const *inputs, size_t count,
                              pal_error *err)
{
    pal_str *names = pal_new(a->mem, pal_str, count);
    if (!names)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the names");
    for (size_t i = 0; i < count; i++)
        names[i] = pal_io_name(pal_str_from(inputs[i]));
    a->run.input_names = names;
    return PAL_OK;
}

/* What each text column asks: the option when it names a question, else its heading. */
static pal_status read_questions(analysis *a, const pal_engine *engine,
                                 const pal_plan *plan, pal_error *err)
{
    const char *option = a->opt->question;
    pal_asked *asked = pal_new(a->mem, pal_asked, plan->text_count);
    pal_str *questions = pal_new(a->mem, pal_str, plan->text_count);
    if (!asked || !questions)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                        "no memory for the questions");
    for (size_t i = 0; i < plan->text_count; i++) {
        asked[i] = pal_engine_asked(engine, a->mem, option, plan->texts[i]);
        questions[i] =
            option ? pal_unicode_clean(a->mem, pal_str_from(option)) : plan->texts[i];
        if (questions[i].ptr == NULL)
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                            "no memory for the questions");
    }
    a->run.asked = asked;
    a->run.questions = questions;
    return PAL_OK;
}

static pal_status plan_run(analysis *a, const pal_engine *engine, pal_error *err)
{
    a->plan = *pal_survey_plan(a->survey);
    const pal_plan *plan = &a->plan;
    size_t themes = pal_lexicon_theme_count(engine->lexicon);
    pal_theme *list = pal_new(a->mem, pal_theme, themes);
    a->lane_count = thread_count(a->opt);
    a->lanes = pal_new(a->mem, pal_lane, a->lane_count);
    a->run.lanes = a->lane_count;
    if (!list || !a->lanes)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the run");
    for (uint32_t i = 0; i < themes; i++)
        list[i] = *pal_lexicon_theme(engine->lexicon, i);
    pal_status known = read_questions(a, engine, plan, err);
    if (known != PAL_OK)
        return known;
    a->run.engine = engine;
    a->run.plan = plan;
    a->run.opt = a->opt;
    a->run.group_columns = plan->segment_count + plan->has_wave;
    a->run.survey = a->opt->language;
    /* what it learns of the sample's words serves the first lane */
    pal_worker *worker = &a->lanes[0].worker;
    pal_status status = pal_worker_open(worker, engine, err);
    if (status == PAL_OK && a->run.survey == PAL_LANGUAGE_OTHER)
        status = pal_masked_language(&a->run.survey, worker, a->opt, plan->sample,
                                     plan->sample_count, err);
    if (status == PAL_OK)
        status = pal_models_fit(&engine->learnt, a->run.survey, err);
    if (status == PAL_OK)
        status = pal_mask_headings(&a->plan, &a->run.questions, worker, a->opt,
                                   a->run.survey, a->mem, err);
    a->run.report = (pal_report){.themes = list,
                                 .theme_count = themes,
                                 .segments = plan->segments,
                                 .segment_count = plan->segment_count,
                                 .questions = a->run.questions,
                                 .asked = a->run.asked,
                                 .question_count = plan->text_count,
                                 .several_texts = plan->text_count > 1};
    return status;
}

static pal_status read_why(analysis *a, pal_error *err)
{
    const pal_options *opt = a->opt;
    pal_run *run = &a->run;
    run->asks_why = opt->why != NULL;
    if (!run->asks_why)
        return PAL_OK;
    run->why.band = opt->why_all ? PAL_BAND_NONE : opt->why_band;
    if (!opt->why_all && opt->why_band == PAL_BAND_NONE && run->plan->has_score)
        run->why.band = PAL_BAND_DETRACTOR;
    if (run->why.band != PAL_BAND_NONE && !run->plan->has_score)
        return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                        "without a score there are no bands; say --band all");
    return pal_theme_named(&run->why.theme, run->report.themes, run->report.theme_count,
                           opt->why, err);
}

/* What an earlier run put into the folder and this one does not write would be taken for
 * its own. In a folder of others nothing is touched. */
static void forget_earlier(analysis *a)
{
    pal_result_folder earlier = {.comments = NULL};
    if (a->opt->out &&
        pal_result_folder_find(&earlier, a->mem, a->opt->out, NULL) == PAL_OK &&
        earlier.comments)
        pal_outdir_forget(a->dir, pal_extra_file_names);
}

static pal_status open_files(analysis *a, pal_error *err)
{
    pal_status status = pal_sqlite_file_check(a->opt, err);
    if (status == PAL_OK)
        status = a->opt->out ? pal_outdir_open(&a->dir, a->opt->out, "summary.json",
                                               a->opt->force, err)
                             : pal_outdir_open_unkept(&a->dir, err);
    if (status == PAL_OK)
        forget_earlier(a);
    if (status == PAL_OK)
        status = pal_outdir_create(&a->comments, a->dir, "comments.csv", err);
    if (status == PAL_OK)
        status = pal_outdir_create(&a->mentions, a->dir, "mentions.csv", err);
    if (status == PAL_OK)
        status = pal_outdir_create(&a->refused, a->dir, "refusals.csv", err);
    a->run.writes_answers = a->opt->out && (a->opt->formats & PAL_FORMAT_JSONL) != 0;
    if (status == PAL_OK && a->run.writes_answers)
        status = pal_outdir_create(&a->answers, a->dir, "comments.jsonl", err);
    if (status != PAL_OK)
        return status;
    a->run.folder = pal_outdir_path(a->dir, a->mem, ".");
    if (!a->run.folder)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the folder");
    pal_report_comments_head(pal_file_buf(a->comments), &a->run.report);
    a->places.next.comments = pal_file_buf(a->comments)->len;
    pal_report_mentions_head(pal_file_buf(a->mentions), &a->run.report);
    a->places.next.mentions = pal_file_buf(a->mentions)->len;
    pal_report_refusals_head(pal_file_buf(a->refused));
    return PAL_OK;
}

static pal_status close_files(analysis *a, pal_status status, pal_error *err)
{
    pal_file **files[] = {&a->comments, &a->mentions, &a->refused, &a->answers};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        if (!*files[i])
            continue;
        pal_status closed = pal_file_close(*files[i], status == PAL_OK ? err : NULL);
        *files[i] = NULL;
        if (status == PAL_OK)
            status = closed;
    }
    return status;
}

static pal_status finish(analysis *a, const char *const *paths, size_t inputs,
                         pal_summary *summary, pal_error *err)
{
    pal_outcome outcome = {
        .opt = a->opt,
        .survey = a->survey,
        .run = &a->run,
        .lanes = a->lanes,
        .lane_count = a->lane_count,
        .mem = a->mem,
        .beside = &a->beside,
        .dir = a->dir,
        .places = &a->places,
        .inputs = inputs,
        .paths = paths,
        .rows = a->rows,
        .refusals = a->refusals,
    };
    summary->seconds[PAL_ROOM_INGEST] = a->read_seconds;
    summary->seconds[PAL_ROOM_REPORT] = a->write_seconds;
    return pal_outcome_write(&outcome, summary, err);
}

static void close_batches(analysis *a)
{
    for (size_t i = 0; i < a->batch_count; i++) {
        pal_batch *batch = &a->batches[i];
        pal_arena_close(batch->mem);
        pal_buf_release(&batch->comments);
        pal_buf_release(&batch->mentions);
        pal_buf_release(&batch->refused);
        pal_buf_release(&batch->answers);
    }
    a->batch_count = 0;
}

static pal_status analyze(analysis *a, const pal_engine *engine,
                          const char *const *inputs, size_t count, pal_summary *summary,
                          pal_error *err)
{
    double start = pal_thread_seconds();
    pal_status status = pal_survey_open(&a->survey, a->opt, inputs, count, err);
    a->read_seconds += pal_thread_seconds() - start;
    if (status == PAL_OK)
        status = name_inputs(a, inputs, count, err);
    if (status == PAL_OK)
        status = plan_run(a, engine, err);
    if (status == PAL_OK)
        status = read_why(a, err);
    if (status == PAL_OK)
        status = open_files(a, err);
    if (status == PAL_OK)
        status = open_lanes(a, err);
    if (status == PAL_OK)
        status = a->lane_count == 1 ? run_alone(a, err) : run_threads(a, err);
    status = close_files(a, status, err);
    close_batches(a);
    if (status == PAL_OK)
        status = finish(a, inputs, count, summary, err);
    if (status == PAL_OK && a->opt->out)
        status = pal_outdir_commit(a->dir, err);
    return status;
}

static void release(analysis *a)
{
    for (unsigned i = 0; a->lanes && i < a->lane_count; i++)
        pal_lane_close(&a->lanes[i]);
    pal_outdir_close(a->dir);
    pal_survey_close(a->survey);
    pal_ring_close(&a->ring);
}

pal_status pal_analyze(pal_result **out, const pal_engine *engine, const pal_options *opt,
                       const char *const *inputs, size_t count, pal_error *err)
{
    if (count == 0)
        return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL), "no input file");
    pal_arena *mem = pal_arena_open(RESULT_LIMIT);
    pal_result *result = mem ? pal_new(mem, pal_result, 1) : NULL;
    if (!result) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    }
    result->mem = mem;
    analysis a = {.opt = opt, .mem = mem};
    pal_ring_open(&a.ring);
    pal_status status = analyze(&a, engine, inputs, count, &result->summary, err);
    result->themes = a.run.report.themes;
    result->beside = a.beside;
    release(&a);
    if (status != PAL_OK) {
        pal_arena_close(a.beside);
        pal_arena_close(mem);
        return status;
    }
    *out = result;
    return PAL_OK;
}
