#include "ingest/survey.h"

#include "base/fail.h"
#include "base/str.h"
#include "ingest/only.h"
#include "ingest/result_folder.h"
#include "ingest/rows.h"

#include <stdio.h>
#include <string.h>

/* Comments of one row in an earlier result: columns of a survey. */
enum { LINES_MAX = 1000 };

struct pal_survey {
    pal_arena *mem;
    const pal_options *opt;
    pal_input *inputs;
    size_t count;
    pal_plan plan;
    pal_only_wishes only;
    bool only_as_written; /* a pipe cannot be read twice */
    uint64_t kept;
    uint64_t total;
    uint64_t done; /* bytes of the inputs that are finished */
    size_t at;     /* the input that is read */
    pal_decoder *decoder;
    pal_csv *csv;
    bool last;        /* the decoder has had all bytes */
    size_t skip;      /* records before the first answer that are still to come */
    uint64_t records; /* of the input so far */
    uint64_t number;
    bool ahead; /* `held` is the first line of the next row */
    pal_record held;
};

static pal_status check_input(const pal_input *in, pal_error *err)
{
    const pal_columns *c = &in->look.columns;
    pal_loc at = pal_loc_file(in->path);
    if (c->text_count == 0)
        return pal_fail(err, PAL_EUSAGE, at,
                        "no column of comments found among the %zu; say "
                        "--text NAME, or see palaute inspect",
                        c->count);
    if (c->score >= 0 && c->scale_doubt.len != 0)
        return pal_fail(err, PAL_EUSAGE, at, "%.*s", PAL_ARG(c->scale_doubt));
    for (size_t i = 0; i < c->measure_count; i++)
        if (c->measures[i].doubt.len != 0)
            return pal_fail(err, PAL_EUSAGE, at, "%.*s", PAL_ARG(c->measures[i].doubt));
    return PAL_OK;
}

static pal_status open_input(pal_survey *survey, pal_input *in, pal_error *err)
{
    pal_arena *scratch = pal_arena_open(SIZE_MAX / 2);
    if (!scratch)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(in->path), "no memory");
    pal_status status = pal_look_at(&in->look, survey->mem, scratch, survey->opt,
                                    survey->count > 1, in->path, err);
    if (status == PAL_OK)
        status = check_input(in, err);
    if (status == PAL_OK)
        status = pal_plan_add(&survey->plan, survey->mem, in, err);
    /* files are opened again when their turn comes: thousands of them may be given */
    if (in->look.source && pal_source_repeats(in->look.source)) {
        survey->total += pal_source_total(in->look.source);
        pal_source_close(in->look.source);
        in->look.source = NULL;
    }
    in->look.table.rows = NULL;
    pal_arena_close(scratch);
    return status;
}

static pal_status open_inputs(pal_survey *survey, const char *const *paths,
                              pal_error *err)
{
    size_t piped = 0;
    for (size_t i = 0; i < survey->count; i++)
        piped += strcmp(paths[i], "-") == 0;
    if (piped > 1)
        return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                        "standard input ('-') can be read only once");
    for (size_t i = 0; i < survey->count; i++) {
        pal_input *in = &survey->inputs[i];
        in->path = paths[i];
        pal_status status = open_input(survey, in, err);
        if (status != PAL_OK)
            return status;
    }
    for (size_t i = 0; i < survey->count; i++)
        if (survey->inputs[i].look.source)
            survey->total = 0;
    return pal_plan_finish(&survey->plan, survey->mem, survey->inputs, survey->count,
                           survey->opt, err);
}

void pal_survey_close(pal_survey *survey)
{
    if (!survey)
        return;
    pal_csv_close(survey->csv);
    pal_decoder_close(survey->decoder);
    for (size_t i = 0; i < survey->count; i++)
        pal_source_close(survey->inputs[i].look.source);
    pal_only_close(&survey->only);
    pal_arena_close(survey->mem);
}

const pal_plan *pal_survey_plan(const pal_survey *survey)
{
    return &survey->plan;
}

/* Feed of the CSV reader: raw bytes through the decoder. A chunk may decode to nothing
 * while the file goes on. */
static pal_status feed_decoded(void *ctx, pal_str *chunk, pal_error *err)
{
    pal_survey *survey = ctx;
    pal_source *source = survey->inputs[survey->at].look.source;
    *chunk = (pal_str){"", 0};
    while (chunk->len == 0 && !survey->last) {
        pal_str raw = {NULL, 0};
        pal_status status = pal_source_next(source, &raw, err);
        if (status != PAL_OK)
            return status;
        survey->last = raw.len == 0;
        status = pal_decoder_push(survey->decoder, raw, survey->last, chunk, err);
        if (status != PAL_OK)
            return status;
    }
    return PAL_OK;
}

static pal_status begin_input(pal_survey *survey, pal_error *err)
{
    pal_input *in = &survey->inputs[survey->at];
    pal_status status = PAL_OK;
    if (!in->look.source)
        status = pal_source_open(&in->look.source, in->look.path, err);
    if (status == PAL_OK)
        pal_source_sheet(in->look.source, survey->opt->sheet);
    if (status == PAL_OK)
        status = pal_decoder_open(&survey->decoder, &in->look.encoding, err);
    if (status == PAL_OK)
        status = pal_csv_open(&survey->csv, in->look.table.reading, feed_decoded, survey,
                              in->look.path, err);
    if (status != PAL_OK)
        return status;
    pal_csv_expect(survey->csv, in->look.table.width);
    survey->last = false;
    survey->records = 0;
    survey->skip = in->look.table.hints + in->look.dialect.header_rows;
    return PAL_OK;
}

static void finish_input(pal_survey *survey)
{
    pal_input *in = &survey->inputs[survey->at];
    in->facts.bytes = pal_source_done(in->look.source);
    pal_source_sha256(in->look.source, in->sha256);
    in->facts.sha256.len = PAL_DIGEST_HEX_LEN;
    survey->done += in->facts.bytes;
    pal_source_close(in->look.source);
    in->look.source = NULL;
    pal_csv_close(survey->csv);
    survey->csv = NULL;
    pal_decoder_close(survey->decoder);
    survey->decoder = NULL;
    survey->at++;
}

/* In a sheet a record is found by its row: its cells may hold line ends. */
static void number_row(pal_survey *survey, pal_record *record)
{
    const pal_source *source = survey->inputs[survey->at].look.source;
    if (pal_source_is_sheet(source))
        record->line = pal_source_first_row(source) + survey->records;
    survey->records++;
}

/* The next data record, over the ends of inputs. */
static pal_status next_record(pal_survey *survey, pal_record *record, pal_error *err)
{
    if (survey->ahead) {
        *record = survey->held;
        survey->ahead = false;
        return PAL_OK;
    }
    while (survey->at < survey->count) {
        pal_status status = survey->csv ? PAL_OK : begin_input(survey, err);
        if (status == PAL_OK)
            status = pal_csv_next(survey->csv, record, err);
        if (status < PAL_OK)
            return status;
        if (status == PAL_DONE) {
            finish_input(survey);
            continue;
        }
        number_row(survey, record);
        /* in a file of one column a blank line is a respondent who said nothing */
        bool blank = record->count == 0;
        bool one_column = survey->inputs[survey->at].look.dialect.width == 1;
        if (blank && (survey->skip != 0 || !one_column))
            continue;
        if (survey->skip == 0)
            return PAL_OK;
        survey->skip--;
    }
    return PAL_DONE;
}

/* Other comments of the row in the lines that follow, as an earlier result has them:
 * one respondent stays one. They are passed by when `row` is NULL. */
static pal_status join_lines(pal_survey *survey, pal_arena *mem, pal_row *row,
                             pal_str number, pal_error *err)
{
    const pal_input *in = &survey->inputs[survey->at];
    size_t text = 0;
    while (text < survey->plan.text_count && in->text_of[text] != PAL_RESULT_TEXT)
        text++;
    pal_status status = PAL_OK;
    for (size_t i = 0; i < LINES_MAX && text < survey->plan.text_count; i++) {
        pal_record more = {0};
        status = next_record(survey, &more, err);
        if (status != PAL_OK)
            break;
        bool same = in == &survey->inputs[survey->at] && more.unclosed == 0 &&
                    more.count > PAL_RESULT_TEXT &&
                    pal_str_equal(more.cells[PAL_RESULT_ROW], number);
        if (!same) {
            survey->held = more;
            survey->ahead = true;
            break;
        }
        if (row)
            status = pal_row_append(row, mem, in, &survey->plan, text, &more, err);
        if (status != PAL_OK)
            break;
    }
    return status == PAL_DONE ? PAL_OK : status;
}

/* --- the rows that are wanted --- */

/* What the columns of opt->only hold is known after a pass over all rows. A pipe is read
 * once: there the values are meant as they are written. */
static pal_status settle_only(pal_survey *survey, pal_error *err)
{
    pal_status status = pal_only_open(&survey->only, survey->mem, survey->inputs,
                                      survey->count, survey->opt, err);
    for (size_t i = 0; i < survey->count; i++)
        survey->only_as_written =
            survey->only_as_written || survey->inputs[i].look.source;
    if (status != PAL_OK || survey->only.count == 0 || survey->only_as_written)
        return status;
    pal_record record = {0};
    while (status == PAL_OK && (status = next_record(survey, &record, err)) == PAL_OK)
        if (record.unclosed == 0)
            status = pal_only_note(&survey->only, survey->at, &record, err);
    survey->at = 0;
    survey->done = 0;
    return status == PAL_DONE ? pal_only_settle(&survey->only, false, err) : status;
}

pal_status pal_survey_open(pal_survey **out, const pal_options *opt,
                           const char *const *inputs, size_t count, pal_error *err)
{
    if (count == 0)
        return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL), "no input file");
    pal_arena *mem = pal_arena_open(SIZE_MAX / 2);
    pal_survey *survey = mem ? pal_new(mem, pal_survey, 1) : NULL;
    pal_input *list = survey ? pal_new(mem, pal_input, count) : NULL;
    if (!list) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    }
    *survey = (pal_survey){.mem = mem, .opt = opt, .inputs = list, .count = count};
    survey->plan.only = &survey->only;
    pal_status status = open_inputs(survey, inputs, err);
    if (status == PAL_OK)
        status = settle_only(survey, err);
    if (status != PAL_OK) {
        pal_survey_close(survey);
        return status;
    }
    *out = survey;
    return PAL_OK;
}

/* After the last row. */
static pal_status check_only(pal_survey *survey, pal_error *err)
{
    if (survey->only.count == 0)
        return PAL_DONE;
    if (survey->only_as_written) {
        pal_status status = pal_only_settle(&survey->only, true, err);
        if (status != PAL_OK)
            return status;
    }
    if (survey->kept != 0)
        return PAL_DONE;
    return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                    "--only: no row has all of these values at once");
}

/* Two spellings may mean one value. */
static bool is_named(const pal_only_wish *list, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (list[i].group == list[at].group &&
            pal_str_equal(list[i].value, list[at].value))
            return true;
    return false;
}

pal_status pal_survey_only(const pal_only **out, size_t *count, pal_arena *mem,
                           const pal_survey *survey, pal_error *err)
{
    const pal_only_wishes *only = &survey->only;
    pal_only *list = pal_new(mem, pal_only, only->count);
    size_t have = 0;
    for (size_t i = 0; list && i < only->count; i++) {
        if (is_named(only->list, i))
            continue;
        list[have].column = pal_arena_copy(mem, only->list[i].column);
        list[have].value = pal_arena_copy(mem, only->list[i].value);
        if (!list[have].column.ptr || !list[have].value.ptr)
            list = NULL;
        have++;
    }
    if (!list)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    *out = list;
    *count = have;
    return PAL_OK;
}

bool pal_survey_keeps(const pal_survey *survey, bool *fine, size_t index,
                      const pal_str *cells, size_t count)
{
    const pal_record record = {.cells = cells, .count = count};
    return pal_only_keeps(&survey->only, fine, index, &record);
}

/* --- rows --- */

/* "sheet 'Vastaukset': ..."; the row stands beside it. */
static void name_sheet(char reason[160], const pal_source *source)
{
    enum { REASON = 160, NAME_SHOWN = 40 };
    char bare[REASON];
    memcpy(bare, reason, REASON);
    pal_str name = pal_str_clip(pal_source_sheet_name(source), NAME_SHOWN);
    snprintf(reason, REASON, "sheet '%.*s': ", PAL_ARG(name));
    size_t len = strlen(reason);
    pal_str rest = pal_str_clip(pal_str_from(bare), REASON - 1 - len);
    memcpy(reason + len, rest.ptr, rest.len);
    reason[len + rest.len] = '\0';
}

/* The next row, also one that is left out. */
static pal_status read_row(pal_survey *survey, pal_arena *mem, pal_row *row,
                           pal_refusal *refusal, bool *left, pal_error *err)
{
    pal_record record = {0};
    pal_status status = next_record(survey, &record, err);
    if (status != PAL_OK)
        return status;
    pal_input *in = &survey->inputs[survey->at];
    if (survey->only_as_written)
        status = pal_only_note(&survey->only, survey->at, &record, err);
    if (status != PAL_OK)
        return status;
    pal_str number = {NULL, 0};
    if (in->look.dialect.result && record.count != 0)
        number = pal_arena_copy(mem, record.cells[PAL_RESULT_ROW]);
    pal_row made = {
        .file = (uint32_t)survey->at, .number = survey->number + 1, .line = record.line};
    pal_refusal no = {.file = made.file, .number = made.number, .line = made.line};
    status = pal_row_read(&made, no.reason, mem, in, &survey->plan, &record,
                          survey->count > 1, err);
    *left = status == PAL_DONE;
    if (*left)
        status = PAL_OK;
    if (no.reason[0] != '\0' && pal_source_is_sheet(in->look.source))
        name_sheet(no.reason, in->look.source);
    if (status == PAL_OK && number.ptr && no.reason[0] == '\0')
        status = join_lines(survey, mem, *left ? NULL : &made, number, err);
    if (status != PAL_OK)
        return status;
    survey->number++;
    in->facts.left_out += *left;
    if (*left)
        return PAL_OK;
    in->facts.rows++;
    survey->kept += no.reason[0] == '\0';
    in->facts.refusals += no.reason[0] != '\0';
    if (no.reason[0] != '\0' && survey->opt->strict) {
        pal_loc at = {in->path, (size_t)record.line, 0};
        return pal_fail(err, PAL_EFORMAT, at, "%s", no.reason);
    }
    *refusal = no;
    if (no.reason[0] == '\0')
        *row = made;
    return PAL_OK;
}

pal_status pal_survey_next(pal_survey *survey, pal_arena *mem, pal_row *row,
                           pal_refusal *refusal, pal_error *err)
{
    bool left = true;
    pal_status status = PAL_OK;
    while (status == PAL_OK && left)
        status = read_row(survey, mem, row, refusal, &left, err);
    return status == PAL_DONE ? check_only(survey, err) : status;
}

void pal_survey_progress(const pal_survey *survey, uint64_t *done, uint64_t *total)
{
    bool reading = survey->at < survey->count && survey->csv;
    *done = survey->done;
    if (reading)
        *done += pal_source_done(survey->inputs[survey->at].look.source);
    *total = survey->total;
}

void pal_survey_input(const pal_survey *survey, size_t index, pal_input_result *out)
{
    *out = survey->inputs[index].facts;
}
