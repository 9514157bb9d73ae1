#include "ingest/dialect.h"

#include "base/fail.h"
#include "base/map.h"
#include "base/say.h"
#include "base/str.h"
#include "ingest/dates.h"
#include "ingest/mend.h"
#include "ingest/result_folder.h"

#include <string.h>
#include <strings.h>

/* The head of the file while it is looked at. */
typedef struct head {
    const pal_table *table;
    const pal_record *rows; /* from the header on */
    size_t count;
    pal_str *first; /* mended cells of the header */
    pal_arena *mem;
    bool latin;
} head;

static bool same(pal_str a, const char *b)
{
    return a.len == strlen(b) && strncasecmp(a.ptr, b, a.len) == 0;
}

static int find_cell(const head *h, const char *name)
{
    for (size_t i = 0; i < h->rows[0].count; i++)
        if (same(h->first[i], name))
            return (int)i;
    return PAL_NO_COLUMN;
}

/* LimeSurvey may put its code before the text: "submitdate. Date submitted". */
static bool has_code(const head *h, const char *code)
{
    for (size_t i = 0; i < h->rows[0].count; i++)
        if (same(h->first[i], code) || same(pal_str_cut(h->first[i], '.').head, code))
            return true;
    return false;
}

static pal_str cell_at(const head *h, size_t row, size_t column)
{
    if (row >= h->count || column >= h->rows[row].count)
        return (pal_str){"", 0};
    return h->rows[row].cells[column];
}

static bool row_is_empty(const head *h, size_t row)
{
    for (size_t i = 0; row < h->count && i < h->rows[row].count; i++)
        if (pal_str_trim(h->rows[row].cells[i]).len != 0)
            return false;
    return true;
}

static bool is_qualtrics(head *h, pal_dialect *out)
{
    static const pal_str import = PAL_INIT("\"ImportId\"");
    for (size_t row = 1; row <= 2; row++)
        if (pal_str_has(cell_at(h, row, 0), import)) {
            out->name = row == 2 ? PAL_STR("qualtrics-3") : PAL_STR("qualtrics-2");
            out->why = pal_say(h->mem, "header row %zu holds ImportId", row + 1);
            out->header_rows = row + 1;
            return true;
        }
    pal_day day;
    int date = find_cell(h, "RecordedDate");
    bool legacy = find_cell(h, "V1") == 0 && find_cell(h, "V10") > 0 &&
                  pal_str_starts(cell_at(h, 1, 0), PAL_STR("Response"));
    if (!legacy && (date < 0 || find_cell(h, "ResponseId") < 0))
        return false;
    bool two = legacy || !pal_day_read(&day, cell_at(h, 1, (size_t)date), PAL_DAY_FIRST);
    out->name = legacy ? PAL_STR("qualtrics-legacy")
                       : (two ? PAL_STR("qualtrics-2") : PAL_STR("qualtrics-1"));
    out->why = legacy
                   ? PAL_STR("columns V1 to V10 over a row that begins with ResponseID")
                   : PAL_STR("columns ResponseId and RecordedDate");
    out->header_rows = two ? 2 : 1;
    return true;
}

static bool is_surveymonkey(head *h, pal_dialect *out)
{
    int id = find_cell(h, "Respondent ID");
    if (id < 0 || find_cell(h, "Collector ID") < 0)
        return false;
    bool two = h->count > 1 && pal_str_trim(cell_at(h, 1, (size_t)id)).len == 0;
    out->name = PAL_STR("surveymonkey");
    out->why = PAL_STR("columns Respondent ID and Collector ID");
    out->header_rows = two ? 2 : 1;
    out->month_first = true;
    return true;
}

/* Tools with one header row, known by two of its cells. */
static const struct {
    const char *name;
    const char *cell;
    const char *other; /* NULL = the first cell of the header is `cell` */
    const char *why;
} tools[] = {
    {"limesurvey", "submitdate", "lastpage", "columns submitdate and lastpage"},
    {"limesurvey", "submitdate", "startlanguage", "columns submitdate and startlanguage"},
    {"limesurvey", "Date submitted", "Last page", "columns Date submitted and Last page"},
    {"ms-forms", "Start time", "Completion time",
     "columns Start time and Completion time"},
    {"ms-forms", "Aloitusaika", "Valmistumisaika",
     "columns Aloitusaika and Valmistumisaika"},
    {"ms-forms", "Aloitusaika", "Suoritusaika", "columns Aloitusaika and Suoritusaika"},
    {"typeform", "#", "Submit Date (UTC)", "columns # and Submit Date (UTC)"},
    {"typeform", "Network ID", "Submit Date (UTC)",
     "columns Network ID and Submit Date (UTC)"},
    {"trustpilot", "Review Stars", "Review Content",
     "columns Review Stars and Review Content"},
    {"trustpilot", "Review Stars", "Review Title",
     "columns Review Stars and Review Title"},
    {"surveygizmo", "Time Started", "Date Submitted",
     "columns Time Started and Date Submitted"},
    {"google-forms", "Timestamp", NULL, "the first column is Timestamp"},
    {"google-forms", "Aikaleima", NULL, "the first column is Aikaleima"},
};

static void find_tool(head *h, pal_dialect *out)
{
    out->header_rows = 1;
    if (pal_result_is_header(h->first, h->rows[0].count)) {
        out->name = PAL_STR("palaute");
        out->why = PAL_STR("the columns of comments.csv");
        out->result = true;
        return;
    }
    if (is_qualtrics(h, out) || is_surveymonkey(h, out))
        return;
    for (size_t i = 0; i < sizeof tools / sizeof *tools; i++) {
        bool hit = tools[i].other
                       ? has_code(h, tools[i].cell) && has_code(h, tools[i].other)
                       : find_cell(h, tools[i].cell) == 0;
        if (hit) {
            out->name = pal_str_from(tools[i].name);
            out->why = pal_str_from(tools[i].why);
            out->stars = same(out->name, "trustpilot");
            return;
        }
    }
    out->name = PAL_STR("plain");
    out->why = PAL_STR("no tool is known by these columns; the first row names them");
}

/* The value of ImportId in a cell like {"ImportId":"QID2_TEXT"}. */
static pal_str import_id(pal_str cell)
{
    static const pal_str name = PAL_INIT("\"ImportId\":");
    size_t at = pal_str_find(cell, name);
    if (at >= cell.len)
        return (pal_str){"", 0};
    pal_cut open =
        pal_str_cut((pal_str){cell.ptr + at + name.len, cell.len - at - name.len}, '"');
    return open.found ? pal_str_cut(open.tail, '"').head : (pal_str){"", 0};
}

/* SurveyMonkey writes a question once, over the first of its columns, and the options
 * below it. */
static pal_str monkey_label(const head *h, size_t column, pal_str question)
{
    pal_str option = pal_line_mend(h->mem, cell_at(h, 1, column), h->latin);
    if (!option.ptr || option.len == 0 || same(option, "Response") ||
        same(option, "Open-Ended Response"))
        return question;
    return question.len == 0
               ? option
               : pal_say(h->mem, "%.*s: %.*s", PAL_ARG(question), PAL_ARG(option));
}

/* Which header rows say what. */
typedef struct header_rows {
    bool monkey;    /* options stand below the questions */
    bool questions; /* the second row holds the questions */
    size_t imports; /* the row of ImportId, 0 = none */
} header_rows;

static header_rows read_rows(const head *h, const pal_dialect *d)
{
    static const pal_str import = PAL_INIT("\"ImportId\"");
    bool two = d->header_rows >= 2;
    bool monkey = two && same(d->name, "surveymonkey");
    bool imports = two && pal_str_has(cell_at(h, d->header_rows - 1, 0), import);
    return (header_rows){
        .monkey = monkey,
        .questions = two && !monkey && !(imports && d->header_rows == 2),
        .imports = imports ? d->header_rows - 1 : 0,
    };
}

/* Label of one column; `question` is the last one seen from the left. */
static pal_str label_of(const head *h, const header_rows *rows, size_t column,
                        pal_str question)
{
    pal_str label = h->first[column];
    if (rows->monkey)
        label = monkey_label(h, column, question);
    if (rows->questions)
        label = pal_line_mend(h->mem, cell_at(h, 1, column), h->latin);
    if (label.ptr && label.len == 0)
        label = h->first[column].len != 0 ? h->first[column]
                                          : pal_say(h->mem, "column %zu", column + 1);
    return label;
}

static pal_str key_of(const head *h, const header_rows *rows, size_t column)
{
    pal_str import = {"", 0};
    if (rows->imports != 0)
        import = import_id(cell_at(h, rows->imports, column));
    return import.len != 0 ? import : h->first[column];
}

static pal_status label_columns(head *h, pal_dialect *out, const char *file,
                                pal_error *err)
{
    pal_str *labels = pal_new(h->mem, pal_str, out->width);
    pal_str *keys = pal_new(h->mem, pal_str, out->width);
    pal_map *seen = pal_map_new(h->mem, 1);
    if (!labels || !keys || !seen)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(file), "no memory");
    const header_rows rows = read_rows(h, out);
    bool qualtrics = pal_str_starts(out->name, PAL_STR("qualtrics"));
    pal_str question = {"", 0};
    for (size_t i = 0; i < out->width; i++) {
        if (h->first[i].len != 0)
            question = h->first[i];
        keys[i] = key_of(h, &rows, i);
        labels[i] = label_of(h, &rows, i, question);
        uint32_t *times = labels[i].ptr ? pal_map_at(seen, labels[i], NULL) : NULL;
        if (!times)
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(file), "no memory");
        if (++*times > 1)
            labels[i] =
                pal_say(h->mem, "%.*s (%u)", PAL_ARG(labels[i]), (unsigned)*times);
        if (qualtrics && (same(keys[i], "status") || same(labels[i], "status")))
            out->preview = (int)i;
    }
    out->labels = labels;
    out->keys = keys;
    return PAL_OK;
}

/* Titles and blank rows above the header: narrower than the table, or one cell filled. */
static size_t count_titles(const pal_table *table)
{
    size_t skip = 0;
    while (table->width > 2 && skip < 10 && skip + 1 < table->count) {
        const pal_record *r = &table->rows[skip];
        size_t filled = 0;
        for (size_t i = 0; i < r->count; i++)
            filled += pal_str_trim(r->cells[i]).len != 0;
        if (filled > 1)
            break;
        skip++;
    }
    return skip;
}

/* Cells beyond the header that hold something, in most rows: a quote or a delimiter of
 * the header itself is wrong, and its names stand over other columns. */
static bool is_too_narrow(const head *h)
{
    size_t width = h->rows[0].count;
    size_t beyond = 0;
    for (size_t r = 1; r < h->count; r++)
        for (size_t i = width; i < h->rows[r].count; i++)
            if (pal_str_trim(h->rows[r].cells[i]).len != 0) {
                beyond++;
                break;
            }
    return h->count > 3 && beyond * 2 > h->count;
}

static bool is_figure(pal_str cell)
{
    pal_day day;
    double value = 0;
    cell = pal_str_trim(cell);
    return pal_str_to_double(cell, &value) || pal_day_read(&day, cell, PAL_DAY_FIRST) ||
           pal_day_read(&day, cell, PAL_MONTH_FIRST);
}

/* Two or more numbers or dates in the first row, over columns of the same: the names are
 * missing, and the first answer would be lost as a header. */
static bool lacks_header(const head *h)
{
    size_t figures = 0;
    for (size_t i = 0; i < h->rows[0].count; i++)
        figures +=
            is_figure(h->first[i]) && (h->count < 2 || is_figure(cell_at(h, 1, i)));
    return figures >= 2;
}

pal_status pal_dialect_find(pal_dialect *out, pal_arena *mem, const pal_table *table,
                            bool latin, const char *file, pal_error *err)
{
    pal_dialect made = {.preview = PAL_NO_COLUMN};
    pal_loc at = pal_loc_file(file);
    size_t titles = table->count == 0 ? 0 : count_titles(table);
    head h = {table, table->rows + titles, table->count - titles, NULL, mem, latin};
    if (h.count == 0 || (h.count == 1 && row_is_empty(&h, 0)))
        return pal_fail(err, PAL_EFORMAT, at,
                        "no header row; the first line must name the columns");
    at.line = (size_t)h.rows[0].line;
    if (h.rows[0].unclosed != 0)
        return pal_fail(err, PAL_EFORMAT, at,
                        "the header row has a quote that is never closed");
    made.width = h.rows[0].count;
    if (is_too_narrow(&h))
        return pal_fail(err, PAL_EFORMAT, at,
                        "the header row has %zu cells, most rows have %zu; "
                        "mend its quotes and delimiters",
                        made.width, table->width);
    h.first = pal_new(mem, pal_str, made.width);
    if (!h.first)
        return pal_fail(err, PAL_ENOMEM, at, "no memory");
    for (size_t i = 0; i < made.width; i++) {
        h.first[i] = pal_line_mend(mem, h.rows[0].cells[i], latin);
        if (!h.first[i].ptr)
            return pal_fail(err, PAL_ENOMEM, at, "no memory");
    }
    find_tool(&h, &made);
    if (same(made.name, "plain") && lacks_header(&h))
        return pal_fail(err, PAL_EFORMAT, at,
                        "this line looks like an answer, not like names of "
                        "columns; add a first line that names them");
    pal_status status = label_columns(&h, &made, file, err);
    if (status != PAL_OK)
        return status;
    made.header_rows += titles;
    *out = made;
    return PAL_OK;
}

bool pal_dialect_is_preview(pal_str value)
{
    static const char *const marks[] = {"1",
                                        "2",
                                        "9",
                                        "17",
                                        "Survey Preview",
                                        "Survey Test",
                                        "Offline Survey Preview",
                                        "Spam Survey Preview",
                                        "Umfragevorschau",
                                        "Kyselyn esikatselu"};
    pal_str text = pal_str_trim(value);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (same(text, marks[i]))
            return true;
    return false;
}
