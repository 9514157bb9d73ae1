#include "report/csv_profile.h"

#include "base/arena.h"
#include "base/fail.h"
#include "base/str.h"

struct pal_csv_recast {
    pal_csv_profile profile;
    size_t own;
    bool *text; /* by column: words, not numbers; NULL before the header */
    size_t columns;
};

/* Columns that hold words in one of our files. Every other column of ours holds numbers,
 * and a cell there that is none is guarded all the same. */
static const char *const text_columns[] = {
    "id",       "wave",       "band",     "language", "sentiment", "themes", "text",
    "question", "theme",      "polarity", "surface",  "rule",      "file",   "line",
    "reason",   "label_fi",   "label_en", "group",    "kind",      "column", "value",
    "term",     "contrast",   "side",     "node",     "parent",    "row_id", "quote",
    "measure",  "heading",    "unit",     "from",     "to",        "alarm",  "verdict",
    "reasons",  "kano_class",
};

static bool is_words(pal_str column)
{
    for (size_t i = 0; i < sizeof text_columns / sizeof *text_columns; i++)
        if (pal_str_equal(column, pal_str_from(text_columns[i])))
            return true;
    return false;
}

pal_status pal_csv_profile_open(pal_csv_recast **out, pal_csv_profile profile, size_t own,
                                pal_error *err)
{
    pal_csv_recast *r = pal_memory_resize(NULL, sizeof *r);
    if (!r)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    *r = (pal_csv_recast){.profile = profile, .own = own};
    *out = r;
    return PAL_OK;
}

void pal_csv_profile_close(pal_csv_recast *r)
{
    if (!r)
        return;
    pal_memory_resize(r->text, 0);
    pal_memory_resize(r, 0);
}

bool pal_csv_is_number(pal_str cell)
{
    size_t at = cell.len != 0 && cell.ptr[0] == '-';
    size_t digits = 0;
    bool point = false;
    for (; at < cell.len; at++) {
        char c = cell.ptr[at];
        if (c >= '0' && c <= '9') {
            digits++;
        } else if (c == '.' && !point && digits != 0) {
            point = true;
            digits = 0;
        } else {
            return false;
        }
    }
    return digits != 0;
}

static bool is_formula(pal_str cell)
{
    return cell.len != 0 &&
           (cell.ptr[0] == '=' || cell.ptr[0] == '+' || cell.ptr[0] == '-' ||
            cell.ptr[0] == '@' || cell.ptr[0] == '\t' || cell.ptr[0] == '\r');
}

static bool needs_quotes(pal_str cell, char delimiter)
{
    for (size_t i = 0; i < cell.len; i++)
        if (cell.ptr[i] == delimiter || cell.ptr[i] == '"' || cell.ptr[i] == '\r' ||
            cell.ptr[i] == '\n')
            return true;
    return false;
}

static void add_text(pal_buf *b, pal_str cell, char delimiter)
{
    bool quoted = needs_quotes(cell, delimiter);
    if (quoted)
        pal_buf_byte(b, '"');
    if (is_formula(cell))
        pal_buf_byte(b, '\'');
    for (pal_cut part = {.tail = cell, .found = true}; part.found;) {
        part = pal_str_cut(part.tail, '"');
        pal_buf_add(b, part.head);
        if (part.found)
            pal_buf_add(b, PAL_STR("\"\""));
    }
    if (quoted)
        pal_buf_byte(b, '"');
}

static void add_number(pal_buf *b, pal_str cell, char point)
{
    for (size_t i = 0; i < cell.len; i++)
        pal_buf_byte(b, cell.ptr[i] == '.' ? point : cell.ptr[i]);
}

static pal_status read_header(pal_csv_recast *r, const pal_str *cells, size_t count,
                              pal_error *err)
{
    r->text = pal_memory_resize(NULL, count * sizeof *r->text + 1);
    if (!r->text)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    r->columns = count;
    for (size_t i = 0; i < count; i++)
        r->text[i] = i >= r->own || is_words(cells[i]);
    return PAL_OK;
}

pal_status pal_csv_profile_record(pal_csv_recast *r, pal_buf *b, const pal_str *cells,
                                  size_t count, pal_error *err)
{
    bool excel = r->profile == PAL_CSV_EXCEL_FI;
    char delimiter = excel ? ';' : ',';
    bool header = !r->text;
    if (header) {
        pal_status status = read_header(r, cells, count, err);
        if (status != PAL_OK)
            return status;
        if (excel)
            pal_buf_cstr(b, "\xEF\xBB\xBF");
    }
    for (size_t i = 0; i < count; i++) {
        if (i != 0)
            pal_buf_byte(b, delimiter);
        if (!header && i < r->columns && !r->text[i] && pal_csv_is_number(cells[i]))
            add_number(b, cells[i], excel ? ',' : '.');
        else
            add_text(b, cells[i], delimiter);
    }
    pal_buf_cstr(b, excel ? "\r\n" : "\n");
    return PAL_OK;
}
