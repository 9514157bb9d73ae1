#include "ingest/rows.h"

#include "base/fail.h"
#include "base/str.h"
#include "ingest/cells.h"
#include "ingest/measure_cells.h"
#include "ingest/mend.h"
#include "ingest/only.h"

#include <stdio.h>
#include <string.h>

/* A refusal shows no more of a cell than this: a cell in the wrong place may be a
 * comment. */
enum { SHOWN_MAX = 12, REASON_MAX = 160 };

static pal_str cell_at(const pal_record *record, int column)
{
    if (column < 0 || (size_t)column >= record->count)
        return (pal_str){"", 0};
    return record->cells[column];
}

/* The last column that the run needs. */
static int last_used(const pal_input *in, const pal_plan *plan)
{
    const pal_columns *c = &in->look.columns;
    const int single[] = {c->score, c->id, c->wave, c->date, c->language, c->weight};
    int last = PAL_NO_COLUMN;
    for (size_t i = 0; i < sizeof single / sizeof *single; i++)
        last = single[i] > last ? single[i] : last;
    for (size_t i = 0; i < plan->text_count; i++)
        last = in->text_of[i] > last ? in->text_of[i] : last;
    for (size_t i = 0; i < plan->segment_count; i++)
        last = in->segment_of[i] > last ? in->segment_of[i] : last;
    for (size_t i = 0; i < c->measure_count; i++)
        last = c->measures[i].column > last ? c->measures[i].column : last;
    for (size_t i = 0; i < plan->only->count; i++) {
        int column = plan->only->list[i].columns[in - plan->only->inputs];
        last = column > last ? column : last;
    }
    return last;
}

/* Where a delimiter is missing inside of a row, the cells behind it stand one column too
 * far left: dates and numbers tell. */
static bool is_shifted(const pal_input *in, const pal_record *record)
{
    const pal_columns *c = &in->look.columns;
    for (size_t i = 0; i < record->count && i < c->count; i++) {
        const pal_profile *seen = &c->items[i].seen;
        pal_str cell = pal_str_trim(record->cells[i]);
        pal_day day;
        if (cell.len == 0 || seen->filled < 3)
            continue;
        bool dates = seen->dates * 4 >= seen->filled * 3;
        bool numbers = seen->numbers * 4 >= seen->filled * 3;
        if (dates ? !pal_day_read(&day, cell, PAL_DAY_FIRST) &&
                        !pal_day_read(&day, cell, PAL_MONTH_FIRST)
                  : numbers && !pal_cell_is_number(cell))
            return true;
    }
    return false;
}

/* The header once more: several files were put into one. */
static bool is_header(const pal_input *in, const pal_record *record)
{
    const pal_dialect *d = &in->look.dialect;
    if (d->width < 2 || record->count != d->width)
        return false;
    for (size_t i = 0; i < d->width; i++)
        if (!pal_str_equal(pal_str_trim(record->cells[i]), d->keys[i]))
            return false;
    return true;
}

/* Cells that are too many must be empty; those that are missing must not be needed. */
static bool check_width(char *reason, const pal_input *in, const pal_plan *plan,
                        const pal_record *record)
{
    size_t width = in->look.dialect.width;
    bool fits = true;
    for (size_t i = width; i < record->count; i++)
        fits = fits && pal_str_trim(record->cells[i]).len == 0;
    if (record->count < width)
        fits = last_used(in, plan) < (int)record->count && !is_shifted(in, record);
    if (record->count == 0)
        fits = true; /* a blank line, in a file of one column */
    if (!fits)
        snprintf(reason, REASON_MAX, "%zu cell%s where the header has %zu", record->count,
                 record->count == 1 ? "" : "s", width);
    return fits;
}

static bool read_score(pal_row *row, char *reason, pal_arena *mem, const pal_input *in,
                       const pal_record *record)
{
    static const char *const names[] = {"", "0-10", "1-10", "1-7", "1-5"};
    const pal_columns *c = &in->look.columns;
    row->score = -1;
    row->band = PAL_BAND_NONE;
    if (c->score < 0)
        return true;
    pal_str cell = pal_str_trim(cell_at(record, c->score));
    int value = 0;
    pal_score_kind kind = pal_score_read(&value, mem, cell);
    pal_band band =
        kind == PAL_SCORE_NUMBER ? pal_score_band(c->scale, value) : PAL_BAND_NONE;
    if (kind == PAL_SCORE_EMPTY)
        return true;
    if (band != PAL_BAND_NONE) {
        row->score = value;
        row->band = band;
        return true;
    }
    pal_str label = pal_str_clip(c->items[c->score].label, 60);
    const char *fault =
        kind == PAL_SCORE_BROKEN ? "is not a whole number" : "is not a score";
    if (cell.len > SHOWN_MAX)
        snprintf(reason, REASON_MAX, "column '%.*s': a text of %zu bytes is not a score",
                 PAL_ARG(label), cell.len);
    else if (kind == PAL_SCORE_NUMBER)
        snprintf(reason, REASON_MAX, "column '%.*s': '%.*s' is not on the scale %s",
                 PAL_ARG(label), PAL_ARG(cell), names[c->scale]);
    else
        snprintf(reason, REASON_MAX, "column '%.*s': '%.*s' %s", PAL_ARG(label),
                 PAL_ARG(cell), fault);
    return false;
}

static bool read_weight(pal_row *row, char *reason, const pal_input *in,
                        const pal_record *record)
{
    const pal_columns *c = &in->look.columns;
    row->weight = PAL_WEIGHT_UNIT;
    if (c->weight < 0)
        return true;
    pal_str cell = pal_str_trim(cell_at(record, c->weight));
    if (pal_weight_read(&row->weight, cell))
        return true;
    pal_str label = pal_str_clip(c->items[c->weight].label, 60);
    if (cell.len == 0)
        snprintf(reason, REASON_MAX, "column '%.*s': no weight", PAL_ARG(label));
    else if (cell.len > SHOWN_MAX)
        snprintf(reason, REASON_MAX, "column '%.*s': a text of %zu bytes is not a weight",
                 PAL_ARG(label), cell.len);
    else
        snprintf(reason, REASON_MAX,
                 "column '%.*s': '%.*s' is not a weight over 0 and up to 1,000,000",
                 PAL_ARG(label), PAL_ARG(cell));
    return false;
}

/* The day of a cell as "2026-09-14", or its text when it is no day. */
static pal_str day_text(pal_arena *mem, pal_str cell, pal_day_order order, bool latin,
                        size_t len)
{
    char iso[11];
    pal_day day;
    if (!pal_day_read(&day, cell, order))
        return pal_line_mend(mem, cell, latin);
    pal_day_write(iso, day);
    return pal_arena_copy(mem, (pal_str){iso, len});
}

static pal_str wave_text(pal_arena *mem, const pal_input *in, const pal_record *record,
                         bool from_stem)
{
    const pal_columns *c = &in->look.columns;
    enum { MONTH = 7 };
    if (c->wave < 0)
        return from_stem ? in->stem : (pal_str){"", 0};
    pal_str cell = cell_at(record, c->wave);
    if (c->wave_is_date)
        return day_text(mem, cell, c->date_order, in->look.latin, MONTH);
    return pal_line_mend(mem, cell, in->look.latin);
}

pal_str pal_row_value(pal_arena *mem, const pal_input *in, const pal_record *record,
                      int column)
{
    if (column == in->look.columns.wave)
        return wave_text(mem, in, record, false);
    return pal_line_mend(mem, cell_at(record, column), in->look.latin);
}

/* What cannot be read is missing: the rest of the answer is as good as ever. */
static bool read_measures(pal_row *row, pal_arena *mem, const pal_input *in,
                          const pal_record *record)
{
    const pal_columns *c = &in->look.columns;
    int32_t *values = pal_new(mem, int32_t, c->measure_count);
    for (size_t i = 0; values && i < c->measure_count; i++) {
        const pal_measure_column *m = &c->measures[i];
        values[i] = m->column < 0
                        ? PAL_MEASURE_NONE
                        : pal_measure_read(mem, &m->is, cell_at(record, m->column));
    }
    row->measures = values;
    return values != NULL;
}

static bool read_words(pal_row *row, pal_arena *mem, const pal_input *in,
                       const pal_plan *plan, const pal_record *record, bool from_stem)
{
    enum { DAY = 10 };
    const pal_columns *c = &in->look.columns;
    bool latin = in->look.latin;
    pal_str *segments = pal_new(mem, pal_str, plan->segment_count + 1);
    pal_str *texts = pal_new(mem, pal_str, plan->text_count + 1);
    if (!segments || !texts)
        return false;
    row->id = pal_line_mend(mem, cell_at(record, c->id), latin);
    row->wave = wave_text(mem, in, record, from_stem);
    row->date = c->date < 0
                    ? (pal_str){"", 0}
                    : day_text(mem, cell_at(record, c->date), c->date_order, latin, DAY);
    row->language = c->language < 0
                        ? PAL_LANGUAGE_OTHER
                        : pal_cell_language(mem, cell_at(record, c->language));
    bool fine = row->id.ptr && row->wave.ptr && row->date.ptr;
    for (size_t i = 0; i < plan->segment_count; i++) {
        segments[i] = pal_line_mend(mem, cell_at(record, in->segment_of[i]), latin);
        fine = fine && segments[i].ptr;
    }
    for (size_t i = 0; i < plan->text_count; i++) {
        texts[i] = pal_text_mend(mem, cell_at(record, in->text_of[i]), latin);
        fine = fine && texts[i].ptr;
    }
    row->segments = segments;
    row->texts = texts;
    return fine && read_measures(row, mem, in, record);
}

pal_status pal_row_read(pal_row *row, char reason[160], pal_arena *mem,
                        const pal_input *in, const pal_plan *plan,
                        const pal_record *record, bool from_stem, pal_error *err)
{
    int preview = in->look.dialect.preview;
    bool wanted = true;
    bool fine = true;
    reason[0] = '\0';
    if (record->unclosed != 0) {
        snprintf(reason, REASON_MAX, "the quote that opens on line %llu is not closed",
                 (unsigned long long)record->unclosed);
    } else if (preview >= 0 && pal_dialect_is_preview(cell_at(record, preview))) {
        snprintf(reason, REASON_MAX, "a preview or a test of the survey, not an answer");
    } else if (is_header(in, record)) {
        snprintf(reason, REASON_MAX, "the header row again, not an answer");
    } else if (check_width(reason, in, plan, record)) {
        wanted = pal_only_keeps(plan->only, &fine, row->file, record);
        fine = fine && (!wanted || !read_score(row, reason, mem, in, record) ||
                        !read_weight(row, reason, in, record) ||
                        read_words(row, mem, in, plan, record, from_stem));
    }
    if (!fine)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(in->path), "no memory for row %llu",
                        (unsigned long long)row->number);
    return wanted ? PAL_OK : PAL_DONE;
}

pal_status pal_row_append(pal_row *row, pal_arena *mem, const pal_input *in,
                          const pal_plan *plan, size_t text, const pal_record *record,
                          pal_error *err)
{
    pal_str more = pal_text_mend(mem, cell_at(record, in->text_of[text]), in->look.latin);
    if (more.ptr && more.len == 0)
        return PAL_OK;
    pal_str before = row->texts[text];
    pal_str *texts = pal_new(mem, pal_str, plan->text_count + 1);
    char *joint = pal_new(mem, char, before.len + more.len + 2);
    if (!more.ptr || !texts || !joint)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(in->path), "no memory for row %llu",
                        (unsigned long long)row->number);
    size_t at = 0;
    if (before.len != 0) {
        memcpy(joint, before.ptr, before.len);
        at = before.len;
        joint[at++] = '\n';
    }
    memcpy(joint + at, more.ptr, more.len);
    memcpy(texts, row->texts, plan->text_count * sizeof *texts);
    texts[text] = (pal_str){joint, at + more.len};
    row->texts = texts;
    return PAL_OK;
}
