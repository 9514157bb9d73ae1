/* Answers, comments, themes and mentions of results.sqlite, from comments.csv and
 * mentions.csv, which stand in the same order. */
#include "report/write_sqlite.h"

#include "base/fail.h"
#include "base/io.h"
#include "base/records.h"
#include "base/str.h"
#include "base/unicode.h"
#include "report/figures.h"

/* Columns of mentions.csv. */
enum { ROW, ID, THEME, POLARITY, START, END, SURFACE, RULE, WISH, QUESTION };

/* Statements that are run for each line. */
typedef enum line_kind {
    ANSWER,
    SEGMENT,
    COMMENT,
    TAG,
    MENTION,
    WAVE_HERE,
    WAVE_THERE,
    WAVE,
    LINE_KINDS
} line_kind;

static const char *const line_sql[LINE_KINDS] = {
    [ANSWER] = "INSERT INTO answer VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    [SEGMENT] = "INSERT INTO answer_segment VALUES (?1, ?2, ?3, ?4)",
    [COMMENT] = "INSERT INTO comment VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7) "
                "RETURNING comment_id",
    [TAG] = "INSERT INTO comment_theme VALUES (?1, ?2, ?3)",
    [MENTION] = "INSERT INTO mention VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
                "?10, ?11)",
    [WAVE_HERE] = "SELECT 1 FROM wave WHERE run_id = ?1 AND wave = ?2",
    [WAVE_THERE] = "SELECT 1 FROM wave WHERE survey_id = ?1 AND wave = ?2",
    [WAVE] = "INSERT INTO wave VALUES (NULL, ?1, ?2, ?3)",
};

typedef struct filling {
    const pal_sqlite_run *to;
    bool waves; /* the run tells its waves; else it is one */
    pal_statement *line[LINE_KINDS];
    pal_buf wave; /* of the line before */
    uint64_t row; /* of the line before */
    size_t source;
    uint64_t source_end; /* its last row */
    pal_records *mentions;
    const pal_str *mention; /* the next one; NULL = there is none */
    size_t mention_cells;
} filling;

/* --- waves --- */

/* A run without waves is one, named after its file; what came through a pipe has no name
 * but its digest. */
static pal_str name_of_run(const filling *f)
{
    enum { DIGITS = 12 };
    const pal_input_result *in = &f->to->report->summary->inputs[0];
    if (pal_str_equal(in->name, PAL_STR("-")))
        return pal_str_clip(in->sha256, DIGITS);
    for (size_t i = in->name.len; i > 1; i--)
        if (in->name.ptr[i - 1] == '.')
            return (pal_str){in->name.ptr, i - 1};
    return in->name;
}

static pal_status add_wave(filling *f, pal_str wave, pal_error *err)
{
    int64_t there = 0;
    pal_statement_uint(f->line[WAVE_HERE], 1, f->to->run);
    pal_statement_text(f->line[WAVE_HERE], 2, wave);
    pal_status status = pal_statement_run(f->line[WAVE_HERE], NULL, err);
    if (status != PAL_DONE)
        return status;
    pal_statement_uint(f->line[WAVE_THERE], 1, f->to->survey);
    pal_statement_text(f->line[WAVE_THERE], 2, wave);
    status = pal_statement_run(f->line[WAVE_THERE], &there, err);
    if (status < PAL_OK)
        return status;
    if (there != 0)
        return pal_fail(err, PAL_EOUTPUT, pal_loc_file(f->to->path),
                        "holds the wave '%.*s' of this survey already; nothing was added",
                        PAL_ARG(pal_str_clip(wave, 80)));
    pal_statement_uint(f->line[WAVE], 1, f->to->survey);
    pal_statement_uint(f->line[WAVE], 2, f->to->run);
    pal_statement_text(f->line[WAVE], 3, wave);
    return pal_statement_run(f->line[WAVE], NULL, err);
}

/* The wave of a line, which is in its table then. */
static pal_status take_wave(pal_str *out, filling *f, pal_str cell, pal_error *err)
{
    *out = f->waves ? cell : name_of_run(f);
    if (out->len == 0 || pal_str_equal(*out, pal_buf_view(&f->wave)))
        return PAL_OK;
    pal_status status = add_wave(f, *out, err);
    pal_buf_clear(&f->wave);
    pal_buf_add(&f->wave, *out);
    return status < PAL_OK ? status : PAL_OK;
}

/* --- answers and comments --- */

static pal_status next_mention(filling *f, pal_error *err)
{
    pal_status status =
        pal_records_next(f->mentions, &f->mention, &f->mention_cells, err);
    if (status == PAL_DONE)
        f->mention = NULL;
    return status < PAL_OK ? status : PAL_OK;
}

static void bind_place(pal_statement *s, int at, pal_unicode_place *place, pal_str text,
                       pal_str byte)
{
    int64_t end = 0;
    if (!pal_str_to_int(byte, &end) || end < 0 || (uint64_t)end > text.len)
        end = 0;
    pal_statement_uint(s, at, pal_unicode_count(place, text, (size_t)end));
}

/* "jonotus.fi.tsv:12", or the name of a model. */
static void bind_rule(pal_statement *s, pal_str rule)
{
    size_t colon = rule.len;
    while (colon > 0 && rule.ptr[colon - 1] != ':')
        colon--;
    pal_statement_text(s, 9, colon ? (pal_str){rule.ptr, colon - 1} : rule);
    if (colon)
        pal_statement_cell(s, 10, (pal_str){rule.ptr + colon, rule.len - colon});
}

/* Mentions stand in the order of comments.csv. */
static pal_status add_mentions(filling *f, uint64_t comment, const pal_str *cells,
                               pal_str question, pal_error *err)
{
    pal_status status = PAL_OK;
    pal_unicode_place place = {0};
    pal_str text = cells[PAL_COMMENTS_TEXT];
    while (
        status == PAL_OK && f->mention &&
        pal_str_equal(f->mention[ROW], cells[PAL_COMMENTS_ROW]) &&
        (f->mention_cells <= QUESTION || pal_str_equal(f->mention[QUESTION], question))) {
        pal_statement *s = f->line[MENTION];
        pal_statement_uint(s, 1, comment);
        pal_statement_text(s, 2, f->mention[THEME]);
        pal_statement_text(s, 3, f->mention[POLARITY]);
        pal_statement_text(s, 4, f->mention[START]);
        pal_statement_text(s, 5, f->mention[END]);
        bind_place(s, 6, &place, text, f->mention[START]);
        bind_place(s, 7, &place, text, f->mention[END]);
        pal_statement_text(s, 8, f->mention[SURFACE]);
        bind_rule(s, f->mention[RULE]);
        pal_statement_text(s, 11, f->mention[WISH]);
        status = pal_statement_run(s, NULL, err);
        if (status >= PAL_OK)
            status = next_mention(f, err);
    }
    return status < PAL_OK ? status : PAL_OK;
}

/* "jonotusaika:neg;hintataso:pos" */
static pal_status add_tags(filling *f, uint64_t comment, pal_str themes, pal_error *err)
{
    pal_status status = PAL_OK;
    for (pal_cut part = {.tail = themes, .found = themes.len != 0};
         part.found && status >= PAL_OK;) {
        part = pal_str_cut(part.tail, ';');
        pal_cut tag = pal_str_cut(part.head, ':');
        pal_statement_uint(f->line[TAG], 1, comment);
        pal_statement_text(f->line[TAG], 2, tag.head);
        pal_statement_text(f->line[TAG], 3, tag.tail);
        status = pal_statement_run(f->line[TAG], NULL, err);
    }
    return status < PAL_OK ? status : PAL_OK;
}

static pal_status add_comment(filling *f, const pal_str *cells, pal_str question,
                              pal_error *err)
{
    pal_statement *s = f->line[COMMENT];
    int64_t comment = 0;
    pal_statement_uint(s, 1, f->to->run);
    pal_statement_text(s, 2, cells[PAL_COMMENTS_ROW]);
    pal_statement_cell(s, 3, question);
    pal_statement_cell(s, 4, cells[PAL_COMMENTS_LANGUAGE]);
    pal_statement_cell(s, 5, cells[PAL_COMMENTS_TONE]);
    pal_statement_cell(s, 6, cells[PAL_COMMENTS_TONE + 1]);
    pal_statement_cell(s, 7, cells[PAL_COMMENTS_TEXT]);
    pal_status status = pal_statement_run(s, &comment, err);
    if (status >= PAL_OK)
        status = add_tags(f, (uint64_t)comment, cells[PAL_COMMENTS_THEMES], err);
    return status == PAL_OK ? add_mentions(f, (uint64_t)comment, cells, question, err)
                            : status;
}

static pal_status add_segments(filling *f, const pal_str *cells, pal_error *err)
{
    pal_status status = PAL_OK;
    for (size_t i = 0; status >= PAL_OK && i < f->to->report->segment_count; i++) {
        pal_str value = cells[PAL_COMMENTS_FIXED + i];
        if (value.len == 0)
            continue;
        pal_statement_uint(f->line[SEGMENT], 1, f->to->run);
        pal_statement_text(f->line[SEGMENT], 2, cells[PAL_COMMENTS_ROW]);
        pal_statement_text(f->line[SEGMENT], 3, f->to->report->segments[i]);
        pal_statement_text(f->line[SEGMENT], 4, value);
        status = pal_statement_run(f->line[SEGMENT], NULL, err);
    }
    return status < PAL_OK ? status : PAL_OK;
}

/* Rows are numbered over all inputs. */
static void find_source(filling *f, uint64_t row)
{
    const pal_summary *s = f->to->report->summary;
    while (row > f->source_end && f->source < s->input_count) {
        const pal_input_result *in = &s->inputs[f->source++];
        f->source_end += in->rows + in->left_out;
    }
}

static pal_status add_answer(filling *f, const pal_str *cells, pal_error *err)
{
    int64_t row = 0;
    if (!pal_str_to_int(cells[PAL_COMMENTS_ROW], &row) || row < 1)
        return pal_fail(err, PAL_EFORMAT, pal_loc_file("comments.csv"),
                        "a row has no number");
    if ((uint64_t)row == f->row)
        return PAL_OK; /* a further comment of the same answer */
    f->row = (uint64_t)row;
    find_source(f, f->row);
    pal_str wave = {NULL, 0};
    pal_status status = take_wave(&wave, f, cells[PAL_COMMENTS_WAVE], err);
    if (status != PAL_OK)
        return status;
    pal_statement *s = f->line[ANSWER];
    pal_statement_uint(s, 1, f->to->run);
    pal_statement_uint(s, 2, f->row);
    pal_statement_uint(s, 3, f->source);
    pal_statement_cell(s, 4, cells[PAL_COMMENTS_ID]);
    pal_statement_cell(s, 5, wave);
    pal_statement_cell(s, 6, cells[PAL_COMMENTS_SCORE]);
    pal_statement_cell(s, 7, cells[PAL_COMMENTS_BAND]);
    status = pal_statement_run(s, NULL, err);
    return status < PAL_OK ? status : add_segments(f, cells, err);
}

static pal_status add_lines(filling *f, pal_records *comments, pal_error *err)
{
    size_t fixed = PAL_COMMENTS_FIXED + f->to->report->segment_count;
    size_t width = fixed + f->to->report->several_texts;
    const pal_str *cells = NULL;
    size_t count = 0;
    pal_status status = pal_records_next(comments, &cells, &count, err);
    while (status == PAL_OK) {
        status = pal_records_next(comments, &cells, &count, err);
        if (status != PAL_OK)
            break;
        if (count != width)
            return pal_fail(err, PAL_EFORMAT, pal_loc_file("comments.csv"),
                            "a line has %zu cells, not %zu", count, width);
        pal_str question =
            f->to->report->several_texts ? cells[fixed] : f->to->report->questions[0];
        status = add_answer(f, cells, err);
        if (status == PAL_OK)
            status = add_comment(f, cells, question, err);
    }
    if (status < PAL_OK)
        return status;
    if (f->mention)
        return pal_fail(err, PAL_EFORMAT, pal_loc_file("mentions.csv"),
                        "a mention belongs to no comment");
    return f->wave.failed ? pal_fail(err, PAL_ENOMEM, pal_loc_file(f->to->path),
                                     "no memory for a wave")
                          : PAL_OK;
}

static pal_status open_table(pal_records **out, const filling *f, const char *name,
                             pal_error *err)
{
    const char *path = pal_io_path(f->to->mem, f->to->folder, name);
    return path ? pal_records_open(out, path, err)
                : pal_fail(err, PAL_ENOMEM, pal_loc_file(name), "no memory");
}

pal_status pal_report_sqlite_lines(const pal_sqlite_run *to, pal_error *err)
{
    filling fresh = {.to = to, .waves = pal_figures_waves(to->report->summary) != 0};
    filling *f = &fresh;
    pal_records *comments = NULL;
    pal_status status = open_table(&comments, f, "comments.csv", err);
    if (status == PAL_OK)
        status = open_table(&f->mentions, f, "mentions.csv", err);
    for (int i = 0; status == PAL_OK && i < LINE_KINDS; i++)
        status = pal_statement_open(&f->line[i], f->to->database, line_sql[i], err);
    /* its header, then the first one */
    if (status == PAL_OK)
        status = next_mention(f, err);
    if (status == PAL_OK && f->mention)
        status = next_mention(f, err);
    if (status == PAL_OK)
        status = add_lines(f, comments, err);
    for (int i = 0; i < LINE_KINDS; i++)
        pal_statement_close(f->line[i]);
    pal_records_close(f->mentions);
    pal_records_close(comments);
    pal_buf_release(&f->wave);
    return status;
}
