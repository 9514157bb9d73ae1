#include "report/write_xlsx.h"

#include "base/fail.h"
#include "base/records.h"
#include "base/str.h"
#include "base/unicode.h"
#include "report/csv_profile.h"
#include "report/figures.h"
#include "report/sheet_columns.h"

#include <string.h>
#include <xlsxwriter.h>

enum {
    ROWS_MAX = 1048576,
    COLUMNS_MAX = 16384,
    CELL_MAX = 32767, /* UTF-16 units */
    IMPACTS_MAX = 12,
};
/* The workbook says when it was made; the same input must give the same bytes. */
static const time_t MADE = 946684800; /* 2000-01-01 */

typedef struct words {
    const char *summary, *themes, *comments, *mentions, *waves, *more, *rows, *answers;
    const char *untagged, *low, *high, *share, *count, *theme, *impact;
    const char *bands[PAL_BAND_COUNT];
} words;

static const words all_words[] = {
    [PAL_LANGUAGE_FI] = {"Yhteenveto",
                         "Teemat",
                         "Kommentit",
                         "Maininnat",
                         "Mittauskerrat",
                         "Taulukko on täynnä: CSV-tiedostossa on kaikki rivit.",
                         "Rivejä",
                         "Vastauksia, joissa on kommentti",
                         "Ilman teemaa",
                         "95 %:n alaraja",
                         "95 %:n yläraja",
                         "Osuus",
                         "Lukumäärä",
                         "Teema",
                         "Vaikutus NPS:ään",
                         {"", "Arvostelijat", "Passiiviset", "Suosittelijat"}},
    [PAL_LANGUAGE_EN] = {"Summary",
                         "Themes",
                         "Comments",
                         "Mentions",
                         "Waves",
                         "The sheet is full: the CSV file has all rows.",
                         "Rows",
                         "Answers with a comment",
                         "Without a theme",
                         "95 % low",
                         "95 % high",
                         "Share",
                         "Count",
                         "Theme",
                         "Impact on NPS",
                         {"", "Detractors", "Passives", "Promoters"}},
};

/* How a column is shown. */
typedef struct look {
    lxw_format *head;
    lxw_format *text;
    lxw_format *whole;
    lxw_format *points;
    lxw_format *percent;
    lxw_format *figure;
} look;

typedef struct book {
    lxw_workbook *file;
    look as;
    const words *w;
    pal_language language;
    const pal_report *report;
    uint32_t rows_max;
    pal_buf cell;
    lxw_error failed; /* the first one */
} book;

static void note(book *b, lxw_error error)
{
    if (b->failed == LXW_NO_ERROR)
        b->failed = error;
}

/* Text that looks like an escape of the format is escaped itself. */
static bool is_escape(pal_str text, size_t at)
{
    enum { LEN = 7 };
    if (text.len - at < LEN || text.ptr[at] != '_' || text.ptr[at + 1] != 'x' ||
        text.ptr[at + LEN - 1] != '_')
        return false;
    for (size_t i = 2; i < LEN - 1; i++)
        if (!strchr("0123456789abcdefABCDEF", text.ptr[at + i]))
            return false;
    return true;
}

/* NUL-terminated, with characters that XML allows, cut to what a cell holds. */
static const char *clean(book *b, pal_str text)
{
    size_t units = 0;
    pal_buf_clear(&b->cell);
    for (size_t at = 0; at < text.len;) {
        if (is_escape(text, at)) {
            units += sizeof "_x005F" - 1;
            pal_buf_cstr(&b->cell, units < CELL_MAX ? "_x005F" : "");
        }
        uint32_t code = pal_unicode_next(text, &at);
        units += code > 0xFFFF ? 2 : 1;
        if (units > CELL_MAX)
            break;
        if (code < 0x20 && code != '\t' && code != '\n')
            code = ' ';
        pal_unicode_add(&b->cell, (code & 0xFFFE) == 0xFFFE ? 0xFFFD : code);
    }
    pal_buf_byte(&b->cell, '\0');
    return b->cell.failed ? "" : b->cell.ptr;
}

static void put_text(book *b, lxw_worksheet *sheet, lxw_row_t row, size_t column,
                     pal_str text, lxw_format *format)
{
    if (text.len != 0)
        note(b, worksheet_write_string(sheet, row, (lxw_col_t)column, clean(b, text),
                                       format));
}

static void put_words(book *b, lxw_worksheet *sheet, lxw_row_t row, size_t column,
                      const char *text, lxw_format *format)
{
    put_text(b, sheet, row, column, pal_str_from(text), format);
}

static void put_number(book *b, lxw_worksheet *sheet, lxw_row_t row, size_t column,
                       double value, lxw_format *format)
{
    note(b, worksheet_write_number(sheet, row, (lxw_col_t)column, value, format));
}

static lxw_worksheet *add_sheet(book *b, const char *name)
{
    lxw_worksheet *sheet = workbook_add_worksheet(b->file, name);
    if (!sheet)
        note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return sheet;
}

/* --- a CSV file as a sheet --- */

typedef struct column {
    bool words;
    lxw_format *format;
    double width;
    const char *heading; /* NULL: that of the file */
} column;

/* Columns that the survey names hold words. */
static column column_of(const book *b, pal_str name, bool own)
{
    static const double widths[] = {
        [PAL_CELL_WORDS] = 16.0,  [PAL_CELL_LABEL] = 28.0,  [PAL_CELL_LONG] = 80.0,
        [PAL_CELL_COUNT] = 12.0,  [PAL_CELL_POINTS] = 12.0, [PAL_CELL_PERCENT] = 12.0,
        [PAL_CELL_FIGURE] = 12.0,
    };
    lxw_format *const formats[] = {
        [PAL_CELL_WORDS] = NULL,          [PAL_CELL_LABEL] = NULL,
        [PAL_CELL_LONG] = b->as.text,     [PAL_CELL_COUNT] = b->as.whole,
        [PAL_CELL_POINTS] = b->as.points, [PAL_CELL_PERCENT] = b->as.percent,
        [PAL_CELL_FIGURE] = b->as.figure,
    };
    const pal_sheet_column *known = own ? pal_sheet_column_find(name) : NULL;
    if (!known)
        return (column){.words = true, .width = widths[PAL_CELL_WORDS]};
    return (column){
        .words = known->kind <= PAL_CELL_LONG,
        .format = formats[known->kind],
        .width = widths[known->kind],
        .heading = b->language == PAL_LANGUAGE_EN ? known->en : known->fi,
    };
}

static void put_cell(book *b, lxw_worksheet *sheet, lxw_row_t row, size_t at,
                     const column *c, pal_str cell)
{
    double value = 0.0;
    if (!c->words && pal_csv_is_number(cell) && pal_str_to_double(cell, &value)) {
        bool whole = !pal_str_has(cell, PAL_STR("."));
        put_number(b, sheet, row, at, value, whole ? b->as.whole : c->format);
    } else {
        put_text(b, sheet, row, at, cell, c->format);
    }
}

static void put_head(book *b, lxw_worksheet *sheet, column *columns, const pal_str *cells,
                     size_t count, size_t own)
{
    for (size_t i = 0; i < count; i++) {
        /* behind the segments stands the question */
        bool asked = own != SIZE_MAX && b->report->several_texts && i + 1 == count;
        columns[i] = column_of(b, cells[i], i < own || asked);
        lxw_col_t at = (lxw_col_t)i;
        note(b, worksheet_set_column(sheet, at, at, columns[i].width, NULL));
        pal_str heading =
            columns[i].heading ? pal_str_from(columns[i].heading) : cells[i];
        put_text(b, sheet, 0, i, heading, b->as.head);
    }
    worksheet_freeze_panes(sheet, 1, 0);
}

/* `own`: leading columns that are ours, as in csv_profile.h. */
static pal_status fill_sheet(book *b, lxw_worksheet *sheet, column *columns,
                             pal_records *records, size_t own, pal_error *err)
{
    const pal_str *cells = NULL;
    size_t count = 0;
    size_t width = 0;
    lxw_row_t row = 0;
    pal_status status = PAL_OK;
    for (; b->failed == LXW_NO_ERROR; row++) {
        status = pal_records_next(records, &cells, &count, err);
        if (status != PAL_OK)
            break;
        if (row == 0) {
            width = count < COLUMNS_MAX ? count : COLUMNS_MAX;
            put_head(b, sheet, columns, cells, width, own);
        } else if (row + 1 >= b->rows_max) {
            /* perhaps one row less than would fit: no need to look ahead */
            put_words(b, sheet, row, 0, b->w->more, NULL);
            row++;
            break;
        } else {
            for (size_t i = 0; i < width && i < count; i++)
                put_cell(b, sheet, row, i, &columns[i], cells[i]);
        }
    }
    if (row > 1 && width != 0)
        note(b, worksheet_autofilter(sheet, 0, 0, row - 1, (lxw_col_t)(width - 1)));
    return status < PAL_OK ? status : PAL_OK;
}

static pal_status add_table(book *b, const char *name, const char *path, size_t own,
                            pal_error *err)
{
    lxw_worksheet *sheet = add_sheet(b, name);
    if (!sheet)
        return PAL_OK; /* told at the end */
    pal_arena *mem = pal_arena_open(COLUMNS_MAX * sizeof(column) + 65536);
    column *columns = mem ? pal_new(mem, column, COLUMNS_MAX) : NULL;
    pal_records *records = NULL;
    pal_status status =
        columns ? pal_records_open(&records, path, err)
                : pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory for a sheet");
    if (status == PAL_OK)
        status = fill_sheet(b, sheet, columns, records, own, err);
    pal_records_close(records);
    pal_arena_close(mem);
    return status;
}

/* --- the summary --- */

static void chart_bands(book *b, lxw_worksheet *sheet, lxw_row_t first)
{
    lxw_chart *chart = workbook_add_chart(b->file, LXW_CHART_COLUMN);
    lxw_chart_series *series = chart ? chart_add_series(chart, NULL, NULL) : NULL;
    if (!series) {
        note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    chart_series_set_categories(series, b->w->summary, first, 0, first + 2, 0);
    chart_series_set_values(series, b->w->summary, first, 2, first + 2, 2);
    /* told apart by readers who see no red and green */
    static lxw_chart_fill fills[] = {
        {.color = 0xD95F02}, {.color = 0x999999}, {.color = 0x1F78B4}};
    lxw_chart_point points[] = {
        {.fill = &fills[0]}, {.fill = &fills[1]}, {.fill = &fills[2]}};
    lxw_chart_point *list[] = {&points[0], &points[1], &points[2], NULL};
    note(b, chart_series_set_points(series, list));
    chart_title_set_name(chart, "NPS");
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    note(b, worksheet_insert_chart(sheet, 2, 6, chart));
}

static void chart_impact(book *b, lxw_worksheet *sheet, lxw_row_t first, lxw_row_t count)
{
    lxw_chart *chart = workbook_add_chart(b->file, LXW_CHART_BAR);
    lxw_chart_series *series = chart ? chart_add_series(chart, NULL, NULL) : NULL;
    if (!series) {
        note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    chart_series_set_categories(series, b->w->summary, first, 0, first + count - 1, 0);
    chart_series_set_values(series, b->w->summary, first, 1, first + count - 1, 1);
    chart_title_set_name(chart, b->w->impact);
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    /* the largest on top, names clear of the bars */
    chart_axis_set_reverse(chart->y_axis);
    chart_axis_set_label_position(chart->y_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    lxw_chart_options at = {.x_scale = 1.4, .y_scale = 1.4};
    note(b, worksheet_insert_chart_opt(sheet, 18, 6, chart, &at));
}

static lxw_row_t put_count(book *b, lxw_worksheet *sheet, lxw_row_t row, const char *name,
                           uint64_t count)
{
    put_words(b, sheet, row, 0, name, NULL);
    put_number(b, sheet, row, 1, (double)count, b->as.whole);
    return row + 1;
}

static lxw_row_t put_bands(book *b, lxw_worksheet *sheet, lxw_row_t row)
{
    const pal_nps *nps = &b->report->summary->nps;
    const uint64_t counts[PAL_BAND_COUNT] = {0, nps->bands.detractors,
                                             nps->bands.passives, nps->bands.promoters};
    uint64_t n = pal_figures_scored(nps);
    if (n >= PAL_NPS_ROWS_MIN) {
        put_words(b, sheet, row, 0, "NPS", b->as.head);
        put_number(b, sheet, row, 1, nps->nps, b->as.points);
        put_number(b, sheet, row, 2, nps->low, b->as.points);
        put_number(b, sheet, row++, 3, nps->high, b->as.points);
    }
    put_words(b, sheet, ++row, 1, b->w->count, b->as.head);
    put_words(b, sheet, row, 2, b->w->share, b->as.head);
    for (int i = PAL_BAND_DETRACTOR; i < PAL_BAND_COUNT && n != 0; i++) {
        row = put_count(b, sheet, row + 1, b->w->bands[i], counts[i]) - 1;
        put_number(b, sheet, row, 2, (double)counts[i] / (double)n, b->as.percent);
    }
    if (n != 0)
        chart_bands(b, sheet, row - 2);
    return row + 2;
}

static void put_impacts(book *b, lxw_worksheet *sheet, lxw_row_t row)
{
    const char *const heads[] = {b->w->theme, b->w->impact, b->w->low, b->w->high};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        put_words(b, sheet, row, i, heads[i], b->as.head);
    const pal_summary *s = b->report->summary;
    lxw_row_t first = row + 1;
    lxw_row_t count = 0;
    for (size_t i = 0; i < s->theme_count && count < IMPACTS_MAX; i++) {
        const pal_theme_result *t = &s->themes[i];
        if (!pal_figures_shows_impact(t))
            continue;
        lxw_row_t at = first + count++;
        put_text(b, sheet, at, 0, b->report->themes[t->theme].label[b->language], NULL);
        put_number(b, sheet, at, 1, t->impact, b->as.points);
        put_number(b, sheet, at, 2, t->impact_low, b->as.points);
        put_number(b, sheet, at, 3, t->impact_high, b->as.points);
    }
    if (count != 0)
        chart_impact(b, sheet, first, count);
}

static void add_summary(book *b)
{
    const pal_summary *s = b->report->summary;
    lxw_worksheet *sheet = add_sheet(b, b->w->summary);
    if (!sheet)
        return;
    note(b, worksheet_set_column(sheet, 0, 0, 34.0, NULL));
    note(b, worksheet_set_column(sheet, 1, 4, 16.0, NULL));
    for (size_t i = 0; i < s->input_count && i < COLUMNS_MAX; i++)
        put_text(b, sheet, 0, i, s->inputs[i].name, b->as.head);
    lxw_row_t row = put_count(b, sheet, 1, b->w->rows, s->rows);
    row = put_count(b, sheet, row, b->w->answers, s->answers);
    row = put_count(b, sheet, row, b->w->untagged, s->untagged);
    put_words(b, sheet, ++row, 2, b->w->low, b->as.head);
    put_words(b, sheet, row, 3, b->w->high, b->as.head);
    row = put_bands(b, sheet, row + 1);
    put_impacts(b, sheet, row);
}

/* --- the workbook --- */

static lxw_format *format_of(book *b, const char *number)
{
    lxw_format *format = workbook_add_format(b->file);
    if (!format)
        note(b, LXW_ERROR_MEMORY_MALLOC_FAILED);
    else if (number)
        format_set_num_format(format, number);
    return format;
}

static void add_formats(book *b)
{
    b->as = (look){
        .head = format_of(b, NULL),
        .text = format_of(b, NULL),
        .whole = format_of(b, "0"),
        .points = format_of(b, "0.0"),
        .percent = format_of(b, "0.0%"),
        .figure = format_of(b, "0.000"),
    };
    if (b->as.head) {
        format_set_bold(b->as.head);
        format_set_text_wrap(b->as.head);
    }
    if (b->as.text)
        format_set_text_wrap(b->as.text);
}

static pal_status fill(book *b, const pal_xlsx_tables *t, pal_error *err)
{
    add_formats(b);
    lxw_doc_properties properties = {.created = MADE};
    note(b, workbook_set_properties(b->file, &properties));
    if (b->failed != LXW_NO_ERROR)
        return PAL_OK; /* told at the end */
    add_summary(b);
    pal_status status = add_table(b, b->w->themes, t->themes, SIZE_MAX, err);
    if (status == PAL_OK)
        status = add_table(b, b->w->comments, t->comments, PAL_COMMENTS_FIXED, err);
    if (status == PAL_OK)
        status = add_table(b, b->w->mentions, t->mentions, SIZE_MAX, err);
    if (status == PAL_OK)
        status = add_table(b, b->w->waves, t->waves, SIZE_MAX, err);
    return status;
}

pal_status pal_report_xlsx(const char *path, const pal_report *report,
                           const pal_xlsx_tables *tables, pal_error *err)
{
    pal_language language =
        report->summary->screen == PAL_LANGUAGE_EN ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI;
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .use_zip64 = LXW_FALSE};
    book b = {.file = workbook_new_opt(path, &options),
              .w = &all_words[language],
              .language = language,
              .report = report,
              .rows_max = tables->rows_max ? tables->rows_max : ROWS_MAX};
    if (!b.file)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path),
                        "no memory for the workbook");
    pal_status status = fill(&b, tables, err);
    bool memory = !b.cell.failed;
    pal_buf_release(&b.cell);
    note(&b, workbook_close(b.file));
    if (status != PAL_OK)
        return status;
    if (!memory)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path),
                        "no memory for the workbook");
    if (b.failed != LXW_NO_ERROR)
        return pal_fail(err, PAL_EIO, pal_loc_file(path), "cannot write the workbook: %s",
                        lxw_strerror(b.failed));
    return PAL_OK;
}

const char *pal_report_xlsx_version(void)
{
    return LXW_VERSION;
}
