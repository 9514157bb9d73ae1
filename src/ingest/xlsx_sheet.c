#include "ingest/xlsx_sheet.h"

#include "base/arena.h"
#include "base/fail.h"
#include "base/str.h"
#include "ingest/xlsx_values.h"

#include <string.h>

enum {
    ROW_MAX = 1048576,
    COLUMN_MAX = 16384,
    CELL_MAX = 256 * 1024,      /* bytes; Excel's own limit is 32,767 characters */
    GAP_MAX = 16 * 1024 * 1024, /* bytes of empty cells in one go */
    CHUNK = 256 * 1024,
};

/* Where the parser is. */
struct pal_xlsx_sheet {
    const pal_xlsx_book *book;
    pal_xml *xml;
    bool measuring;
    pal_xlsx_size size;
    uint32_t row;
    uint32_t column;
    char type; /* of the cell: n, s, b, i (in line), t (text of a formula, day, error) */
    unsigned style;
    bool in_value; /* of <v> or a <t> */
    bool in_phonetic;
    pal_buf raw;
    pal_buf text;
    pal_buf out;
    uint32_t out_row;    /* the last one that was begun */
    uint32_t out_column; /* the last one of it that was written */
    const char *wrong;   /* why the sheet is refused */
    bool ended;
};

/* --- cells --- */

static void add_shared(pal_xlsx_sheet *s)
{
    int64_t index = -1;
    size_t count = s->book->string_ends.len / sizeof(uint64_t);
    if (!pal_str_to_int(pal_buf_view(&s->raw), &index) || index < 0 ||
        (uint64_t)index >= count) {
        s->wrong = "a cell names a text that is not there";
        return;
    }
    uint64_t span[2] = {0, 0};
    const char *ends = s->book->string_ends.ptr;
    memcpy(&span[1], ends + (size_t)index * sizeof *span, sizeof *span);
    if (index > 0)
        memcpy(&span[0], ends + ((size_t)index - 1) * sizeof *span, sizeof *span);
    if (span[1] > span[0])
        pal_xlsx_text(&s->text, (pal_str){s->book->strings.ptr + span[0],
                                          (size_t)(span[1] - span[0])});
}

/* What the cell shows, in s->text. */
static void read_cell(pal_xlsx_sheet *s)
{
    pal_str raw = pal_buf_view(&s->raw);
    pal_buf_clear(&s->text);
    if (raw.len == 0)
        return;
    if (s->type == 's') {
        add_shared(s);
    } else if (s->type == 'b') {
        pal_buf_cstr(&s->text, pal_str_equal(raw, PAL_STR("0")) ? "FALSE" : "TRUE");
    } else if (s->type == 'n') {
        unsigned kind = s->style < s->book->kinds.len
                            ? (unsigned char)s->book->kinds.ptr[s->style]
                            : 0;
        pal_xlsx_number(&s->text, raw, kind, s->book->from_1904);
    } else {
        pal_xlsx_text(&s->text, raw);
    }
}

static void add_commas(pal_xlsx_sheet *s, uint32_t to)
{
    for (; s->out_column < to; s->out_column++)
        if (s->out_column != 0)
            pal_buf_byte(&s->out, ',');
}

static void end_out_row(pal_xlsx_sheet *s)
{
    add_commas(s, s->size.width);
    pal_buf_byte(&s->out, '\n');
    s->out_column = 0;
}

/* Rows before this one that hold nothing are rows of empty cells, as an export has them.
 */
static void begin_out_row(pal_xlsx_sheet *s)
{
    uint64_t gap = s->row - s->out_row;
    if (s->out_row != 0 && gap * s->size.width > GAP_MAX) {
        s->wrong = "its cells are too far apart";
        return;
    }
    if (s->out_row == 0)
        s->out_row = s->row;
    else
        for (; s->out_row < s->row; s->out_row++)
            end_out_row(s);
}

static void write_cell(pal_xlsx_sheet *s)
{
    pal_str text = pal_buf_view(&s->text);
    bool quoted = false;
    for (size_t i = 0; i < text.len && !quoted; i++)
        quoted = strchr(",\"\r\n", text.ptr[i]) != NULL && text.ptr[i] != '\0';
    add_commas(s, s->column);
    if (quoted)
        pal_buf_byte(&s->out, '"');
    for (pal_cut part = {.tail = text, .found = true}; part.found;) {
        part = pal_str_cut(part.tail, '"');
        pal_buf_add(&s->out, part.head);
        if (part.found)
            pal_buf_cstr(&s->out, "\"\"");
    }
    if (quoted)
        pal_buf_byte(&s->out, '"');
}

static void end_cell(pal_xlsx_sheet *s)
{
    read_cell(s);
    if (s->text.len == 0 || s->wrong)
        return;
    if (s->measuring) {
        if (s->size.first_row == 0)
            s->size.first_row = s->row;
        s->size.last_row = s->row;
        if (s->column > s->size.width)
            s->size.width = s->column;
        return;
    }
    begin_out_row(s);
    if (!s->wrong)
        write_cell(s);
}

/* --- elements --- */

/* "C5" is column 3; 0 when it is none. */
static uint32_t column_of(const char *place)
{
    uint32_t column = 0;
    for (; place && *place >= 'A' && *place <= 'Z' && column <= COLUMN_MAX; place++)
        column = column * 26 + (uint32_t)(*place - 'A' + 1);
    return column;
}

static void begin_row(pal_xlsx_sheet *s, const char **attributes)
{
    int64_t row = 0;
    pal_str named = pal_str_from(pal_xml_attribute(attributes, "r"));
    if (!pal_str_to_int(named, &row) || row <= (int64_t)s->row)
        row = (int64_t)s->row + 1;
    if (row > ROW_MAX) {
        s->wrong = "it has more rows than a sheet can have";
        return;
    }
    s->row = (uint32_t)row;
    s->column = 0;
}

static void begin_cell(pal_xlsx_sheet *s, const char **attributes)
{
    uint32_t column = column_of(pal_xml_attribute(attributes, "r"));
    s->column = column > s->column ? column : s->column + 1;
    if (s->column > COLUMN_MAX || s->row == 0) {
        s->wrong = "it has more columns than a sheet can have";
        return;
    }
    const char *type = pal_xml_attribute(attributes, "t");
    s->type = 't';
    if (!type || strcmp(type, "n") == 0)
        s->type = 'n';
    else if (strcmp(type, "s") == 0 || strcmp(type, "b") == 0)
        s->type = type[0];
    else if (strcmp(type, "inlineStr") == 0)
        s->type = 'i';
    int64_t style = 0;
    bool styled =
        pal_str_to_int(pal_str_from(pal_xml_attribute(attributes, "s")), &style);
    s->style = styled && style >= 0 && style < UINT16_MAX ? (unsigned)style : 0;
    pal_buf_clear(&s->raw);
}

static void on_start(void *ctx, const char *name, const char **attributes)
{
    pal_xlsx_sheet *s = ctx;
    if (s->wrong)
        return;
    if (strcmp(name, "row") == 0)
        begin_row(s, attributes);
    else if (strcmp(name, "c") == 0)
        begin_cell(s, attributes);
    else if (strcmp(name, "rPh") == 0)
        s->in_phonetic = true;
    else if (strcmp(name, "v") == 0)
        s->in_value = s->type != 'i';
    else if (strcmp(name, "t") == 0)
        s->in_value = s->type == 'i' && !s->in_phonetic;
}

static void on_end(void *ctx, const char *name)
{
    pal_xlsx_sheet *s = ctx;
    if (s->wrong)
        return;
    if (strcmp(name, "c") == 0)
        end_cell(s);
    else if (strcmp(name, "rPh") == 0)
        s->in_phonetic = false;
    else if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)
        s->in_value = false;
}

static void on_text(void *ctx, pal_str text)
{
    pal_xlsx_sheet *s = ctx;
    if (!s->in_value || s->wrong)
        return;
    if (s->raw.len + text.len > CELL_MAX)
        s->wrong = "a cell holds more than a cell can hold";
    else
        pal_buf_add(&s->raw, text);
}

static const pal_xml_calls calls = {on_start, on_end, on_text};

/* --- the sheet --- */

static pal_status check(const pal_xlsx_sheet *s, pal_error *err)
{
    pal_loc at = pal_loc_file(s->book->path);
    if (s->wrong)
        return pal_fail(err, PAL_EFORMAT, at,
                        "the sheet cannot be read, %s; save it as CSV UTF-8", s->wrong);
    if (s->raw.failed || s->text.failed || s->out.failed)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the sheet");
    return PAL_OK;
}

pal_status pal_xlsx_read_part(pal_xlsx_book *book, const char *name,
                              const pal_xml_calls *to, void *ctx, pal_error *err)
{
    pal_status status = pal_zip_enter(book->zip, name, err);
    if (status != PAL_OK)
        return status;
    pal_xml *xml = NULL;
    status = pal_xml_open(&xml, to, ctx, err);
    pal_str piece = {"", 1};
    while (status == PAL_OK && piece.len != 0) {
        status = pal_zip_next(book->zip, &piece, err);
        if (status == PAL_OK)
            status = pal_xml_push(xml, piece, piece.len == 0, err);
    }
    pal_xml_close(xml);
    return status;
}

static void release(pal_xlsx_sheet *s)
{
    pal_xml_close(s->xml);
    pal_buf_release(&s->raw);
    pal_buf_release(&s->text);
    pal_buf_release(&s->out);
}

pal_status pal_xlsx_measure(pal_xlsx_size *out, pal_xlsx_book *book, const char *part,
                            pal_error *err)
{
    pal_xlsx_sheet s = {.book = book, .measuring = true};
    pal_status status = pal_xlsx_read_part(book, part, &calls, &s, err);
    if (status >= PAL_OK)
        status = check(&s, err);
    if (status == PAL_OK)
        *out = s.size;
    release(&s);
    return status;
}

pal_status pal_xlsx_sheet_open(pal_xlsx_sheet **out, pal_xlsx_book *book,
                               const char *part, pal_xlsx_size size, pal_error *err)
{
    pal_xlsx_sheet *s = pal_memory_resize(NULL, sizeof *s);
    if (!s)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(book->path), "no memory");
    *s = (pal_xlsx_sheet){.book = book, .size = size};
    pal_status status = pal_zip_enter(book->zip, part, err);
    if (status == PAL_OK)
        status = pal_xml_open(&s->xml, &calls, s, err);
    if (status != PAL_OK) {
        pal_xlsx_sheet_close(s);
        return status;
    }
    *out = s;
    return PAL_OK;
}

void pal_xlsx_sheet_close(pal_xlsx_sheet *s)
{
    if (!s)
        return;
    release(s);
    pal_memory_resize(s, 0);
}

pal_status pal_xlsx_sheet_next(pal_xlsx_sheet *s, pal_str *chunk, pal_error *err)
{
    pal_status status = PAL_OK;
    pal_buf_clear(&s->out);
    while (status == PAL_OK && !s->ended && s->out.len < CHUNK) {
        pal_str piece = {"", 0};
        status = pal_zip_next(s->book->zip, &piece, err);
        if (status == PAL_OK)
            status = pal_xml_push(s->xml, piece, piece.len == 0, err);
        if (status == PAL_OK)
            status = check(s, err);
        s->ended = piece.len == 0;
        if (s->ended && status == PAL_OK && s->out_row != 0)
            end_out_row(s);
    }
    *chunk = s->out.len ? pal_buf_view(&s->out) : PAL_STR("");
    return status;
}
