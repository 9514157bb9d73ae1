/* results.sqlite: comments.csv and mentions.csv taken apart into tables, the other CSV
 * files as they are. */
#include "report/write_sqlite.h"

#include "base/fail.h"
#include "base/io.h"
#include "base/num.h"
#include "base/records.h"
#include "base/str.h"
#include "report/figures.h"
#include "report/sqlite_schema.h"

#include <math.h>

/* --- the run --- */

static pal_status once(pal_sqlite_run *f, const char *sql, const pal_str *texts,
                       size_t count, int64_t *first, pal_error *err)
{
    pal_statement *s = NULL;
    pal_status status = pal_statement_open(&s, f->database, sql, err);
    if (status != PAL_OK)
        return status;
    for (size_t i = 0; i < count; i++)
        pal_statement_text(s, (int)i + 1, texts[i]);
    status = pal_statement_run(s, first, err);
    pal_statement_close(s);
    return status < PAL_OK ? status : PAL_OK;
}

/* Surveys are the same when they ask the same. */
static pal_status add_survey(pal_sqlite_run *f, pal_error *err)
{
    const pal_summary *s = f->report->summary;
    const pal_str asked = s->input_count ? s->inputs[0].text_columns : PAL_STR("");
    int64_t survey = 0;
    pal_status status = once(f,
                             "INSERT INTO survey VALUES (NULL, ?1) "
                             "ON CONFLICT DO UPDATE SET questions = questions "
                             "RETURNING survey_id",
                             &asked, 1, &survey, err);
    f->survey = (uint64_t)survey;
    return status;
}

static pal_status add_run(pal_sqlite_run *f, pal_error *err)
{
    const pal_summary *s = f->report->summary;
    pal_statement *add = NULL;
    int64_t run = 0;
    pal_status status = pal_statement_open(
        &add, f->database,
        "INSERT INTO run VALUES (NULL, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
        "RETURNING run_id",
        err);
    if (status != PAL_OK)
        return status;
    pal_statement_uint(add, 1, f->survey);
    pal_statement_text(add, 2, pal_str_from(pal_version()));
    pal_statement_text(add, 3, pal_str_from(pal_language_name(s->language)));
    pal_statement_text(add, 4, pal_str_from(pal_language_name(s->screen)));
    pal_statement_text(add, 5, s->morphology);
    pal_statement_text(add, 6, s->lexicon_sha256);
    pal_statement_uint(add, 7, s->weighted);
    pal_statement_uint(add, 8, s->personal_kept);
    pal_statement_uint(add, 9, s->k_threshold);
    status = pal_statement_run(add, &run, err);
    pal_statement_close(add);
    f->run = (uint64_t)run;
    return status < PAL_OK ? status : PAL_OK;
}

static pal_status add_only(pal_sqlite_run *f, pal_error *err)
{
    const pal_summary *s = f->report->summary;
    pal_statement *add = NULL;
    pal_status status = pal_statement_open(
        &add, f->database, "INSERT INTO run_only VALUES (?1, ?2, ?3)", err);
    for (size_t i = 0; status >= PAL_OK && i < s->only_count; i++) {
        pal_statement_uint(add, 1, f->run);
        pal_statement_text(add, 2, s->only[i].column);
        pal_statement_text(add, 3, s->only[i].value);
        status = pal_statement_run(add, NULL, err);
    }
    pal_statement_close(add);
    return status < PAL_OK ? status : PAL_OK;
}

/* The file of an input is in it from an earlier run. */
static pal_status refuse_twice(pal_sqlite_run *f, const pal_input_result *in,
                               pal_error *err)
{
    int64_t run = 0;
    pal_status status =
        once(f, "SELECT run_id FROM source WHERE sha256 = ?1 ORDER BY run_id",
             &in->sha256, 1, &run, err);
    if (status == PAL_OK && run != 0 && (uint64_t)run != f->run)
        status = pal_fail(err, PAL_EOUTPUT, pal_loc_file(f->path),
                          "holds '%.*s' already, from run %lld; nothing was added",
                          PAL_ARG(pal_str_clip(in->name, 80)), (long long)run);
    return status;
}

static pal_status add_sources(pal_sqlite_run *f, pal_error *err)
{
    const pal_summary *s = f->report->summary;
    pal_statement *add = NULL;
    pal_status status = pal_statement_open(&add, f->database,
                                           "INSERT INTO source VALUES (?1, ?2, ?3, ?4, "
                                           "?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
                                           "?15, ?16)",
                                           err);
    uint64_t first = 1;
    for (size_t i = 0; status >= PAL_OK && i < s->input_count; i++) {
        const pal_input_result *in = &s->inputs[i];
        status = refuse_twice(f, in, err);
        if (status != PAL_OK)
            break;
        pal_statement_uint(add, 1, f->run);
        pal_statement_uint(add, 2, i + 1);
        pal_statement_text(add, 3, in->name);
        pal_statement_text(add, 4, in->sha256);
        pal_statement_uint(add, 5, in->bytes);
        pal_statement_cell(add, 6, in->encoding);
        pal_statement_cell(add, 7, (pal_str){&in->delimiter, in->delimiter != '\0'});
        pal_statement_cell(add, 8, in->dialect);
        pal_statement_uint(add, 9, first);
        pal_statement_uint(add, 10, in->rows);
        pal_statement_uint(add, 11, in->refusals);
        pal_statement_cell(add, 12, in->score_column);
        pal_statement_cell(add, 13, in->text_columns);
        pal_statement_cell(add, 14, pal_str_from(pal_scale_name(in->scale)));
        pal_statement_cell(add, 15, in->weight_column);
        pal_statement_uint(add, 16, in->left_out);
        status = pal_statement_run(add, NULL, err);
        first += in->rows + in->left_out;
    }
    pal_statement_close(add);
    return status < PAL_OK ? status : PAL_OK;
}

static pal_status add_themes(pal_sqlite_run *f, pal_error *err)
{
    pal_statement *add = NULL;
    pal_status status = pal_statement_open(
        &add, f->database,
        "INSERT INTO theme VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET "
        "label_fi = ?2, label_en = ?3, theme_group = ?4, kind = ?5",
        err);
    for (size_t i = 0; status >= PAL_OK && i < f->report->theme_count; i++) {
        const pal_theme *theme = &f->report->themes[i];
        pal_statement_text(add, 1, theme->id);
        pal_statement_text(add, 2, theme->label[PAL_LANGUAGE_FI]);
        pal_statement_text(add, 3, theme->label[PAL_LANGUAGE_EN]);
        pal_statement_text(add, 4, theme->group);
        pal_statement_text(add, 5, theme->kind);
        status = pal_statement_run(add, NULL, err);
    }
    pal_statement_close(add);
    return status < PAL_OK ? status : PAL_OK;
}

static pal_status add_nps(pal_sqlite_run *f, pal_error *err)
{
    const pal_summary *s = f->report->summary;
    const struct {
        const char *base;
        const pal_nps *nps;
    } bases[] = {{"all", &s->nps},
                 {"commented", &s->nps_commented},
                 {"untagged", &s->nps_untagged}};
    pal_statement *add = NULL;
    pal_status status = pal_statement_open(
        &add, f->database,
        "INSERT INTO nps_figure VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", err);
    for (size_t i = 0; status >= PAL_OK && i < sizeof bases / sizeof *bases; i++) {
        const pal_nps *nps = bases[i].nps;
        bool known = pal_figures_scored(nps) != 0;
        pal_statement_uint(add, 1, f->run);
        pal_statement_text(add, 2, pal_str_from(bases[i].base));
        pal_statement_uint(add, 3, pal_figures_scored(nps));
        pal_statement_uint(add, 4, nps->bands.detractors);
        pal_statement_uint(add, 5, nps->bands.passives);
        pal_statement_uint(add, 6, nps->bands.promoters);
        pal_statement_number(add, 7, known ? nps->nps : (double)NAN);
        pal_statement_number(add, 8, known ? nps->low : (double)NAN);
        pal_statement_number(add, 9, known ? nps->high : (double)NAN);
        status = pal_statement_run(add, NULL, err);
    }
    pal_statement_close(add);
    return status < PAL_OK ? status : PAL_OK;
}

/* --- figures --- */

enum { COLUMNS_MAX = 40 };

/* The columns of one figure table, and where they stand in the CSV file. */
typedef struct columns {
    size_t count;
    pal_str names[COLUMNS_MAX];
    size_t at[COLUMNS_MAX]; /* SIZE_MAX: the file has none */
} columns;

/* INSERT INTO table (run_id, ...) VALUES (?, ...). */
static pal_status prepare(pal_statement **out, columns *c, pal_sqlite_run *f,
                          const pal_sqlite_figures *table, pal_error *err)
{
    pal_buf sql = {0};
    pal_buf_cstr(&sql, "INSERT INTO ");
    pal_buf_cstr(&sql, table->table);
    pal_buf_cstr(&sql, " (run_id");
    for (pal_cut part = {.tail = pal_str_from(table->columns), .found = true};
         part.found && c->count < COLUMNS_MAX;) {
        part = pal_str_cut(part.tail, ',');
        pal_cut names = pal_str_cut(part.head, '=');
        c->names[c->count++] = names.head;
        pal_buf_byte(&sql, ',');
        pal_buf_add(&sql, names.found ? names.tail : names.head);
    }
    pal_buf_cstr(&sql, ") VALUES (?");
    for (size_t i = 0; i < c->count; i++)
        pal_buf_cstr(&sql, ", ?");
    pal_buf_cstr(&sql, ")");
    pal_buf_byte(&sql, '\0');
    pal_status status = sql.failed ? pal_fail(err, PAL_ENOMEM, pal_loc_file(f->path),
                                              "no memory for a table")
                                   : pal_statement_open(out, f->database, sql.ptr, err);
    pal_buf_release(&sql);
    return status;
}

static void find_columns(columns *c, const pal_str *cells, size_t count)
{
    for (size_t i = 0; i < c->count; i++) {
        c->at[i] = SIZE_MAX;
        for (size_t k = 0; k < count; k++)
            if (pal_str_equal(c->names[i], cells[k]))
                c->at[i] = k;
    }
}

static pal_status add_records(pal_sqlite_run *f, pal_records *records, columns *c,
                              pal_statement *add, pal_error *err)
{
    const pal_str *cells = NULL;
    size_t count = 0;
    pal_status status = pal_records_next(records, &cells, &count, err);
    if (status == PAL_OK)
        find_columns(c, cells, count);
    while (status == PAL_OK) {
        status = pal_records_next(records, &cells, &count, err);
        if (status != PAL_OK)
            break;
        pal_statement_uint(add, 1, f->run);
        for (size_t i = 0; i < c->count; i++)
            if (c->at[i] < count)
                pal_statement_cell(add, (int)i + 2, cells[c->at[i]]);
        status = pal_statement_run(add, NULL, err);
        status = status < PAL_OK ? status : PAL_OK;
    }
    return status < PAL_OK ? status : PAL_OK;
}

static pal_status add_figures(pal_sqlite_run *f, const pal_sqlite_figures *table,
                              pal_error *err)
{
    const char *path = pal_io_path(f->mem, f->folder, table->file);
    if (!path)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(table->file), "no memory");
    columns c = {0};
    pal_records *records = NULL;
    pal_status status = pal_records_open(&records, path, err);
    pal_statement *add = NULL;
    if (status == PAL_OK)
        status = prepare(&add, &c, f, table, err);
    if (status == PAL_OK)
        status = add_records(f, records, &c, add, err);
    pal_statement_close(add);
    pal_records_close(records);
    return status;
}

pal_status pal_report_sqlite_begin(pal_database *database, pal_error *err)
{
    pal_buf marks = {0};
    pal_buf_cstr(&marks, "PRAGMA application_id = ");
    pal_num_uint(&marks, PAL_SQLITE_ID);
    pal_buf_cstr(&marks, "; PRAGMA user_version = ");
    pal_num_uint(&marks, PAL_SQLITE_VERSION);
    pal_buf_byte(&marks, '\0');
    pal_status status = marks.failed ? pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                                                "no memory for a database")
                                     : pal_database_script(database, marks.ptr, err);
    pal_buf_release(&marks);
    for (size_t i = 0; status == PAL_OK && pal_sqlite_schema[i]; i++)
        status = pal_database_script(database, pal_sqlite_schema[i], err);
    return status;
}

pal_status pal_report_sqlite(pal_sqlite_run *to, pal_error *err)
{
    pal_status status = add_survey(to, err);
    if (status == PAL_OK)
        status = add_run(to, err);
    if (status == PAL_OK)
        status = add_only(to, err);
    if (status == PAL_OK)
        status = add_sources(to, err);
    if (status == PAL_OK)
        status = add_themes(to, err);
    if (status == PAL_OK)
        status = add_nps(to, err);
    if (status == PAL_OK)
        status = pal_report_sqlite_lines(to, err);
    for (size_t i = 0; status == PAL_OK && pal_sqlite_figure_tables[i].file; i++)
        status = add_figures(to, &pal_sqlite_figure_tables[i], err);
    return status;
}
