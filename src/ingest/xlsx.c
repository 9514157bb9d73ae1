#include "ingest/xlsx.h"

#include "base/arena.h"
#include "base/fail.h"
#include "base/str.h"
#include "ingest/xlsx_sheet.h"
#include "ingest/xlsx_values.h"

#include <string.h>

enum { SHEETS_MAX = 1000, STYLES_MAX = 65535, CUSTOM_MAX = 10000 };
static const size_t STRINGS_MAX = (size_t)1 << 30;
static const size_t SHORT_MAX = 256 * 1024; /* of one shared text */

typedef struct sheet_entry {
    pal_str name;
    pal_str relation;
    const char *part; /* NULL: not told */
    bool hidden;
} sheet_entry;

typedef struct custom_format {
    unsigned id;
    unsigned kind;
} custom_format;

struct pal_xlsx {
    pal_arena *mem;
    pal_xlsx_book book;
    sheet_entry sheets[SHEETS_MAX];
    size_t sheet_count;
    const char *strings_part;
    const char *styles_part;
    custom_format *customs;
    size_t custom_count;
    bool in_styles; /* of cells */
    bool in_text;
    bool in_phonetic;
    size_t string_begin;
    const char *wrong;
    pal_str name; /* of the sheet */
    uint32_t first_row;
    pal_xlsx_sheet *sheet;
};

static unsigned number_of(const char *text)
{
    int64_t value = 0;
    bool fine = pal_str_to_int(pal_str_from(text), &value);
    return fine && value >= 0 && value <= UINT16_MAX ? (unsigned)value : 0;
}

static bool is_true(const char *text)
{
    return text && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0);
}

static pal_str keep(pal_xlsx *x, const char *text)
{
    pal_str copy = pal_arena_copy(x->mem, pal_str_from(text ? text : ""));
    if (!copy.ptr)
        x->wrong = "it is too large";
    return copy.ptr ? copy : PAL_STR("");
}

static void no_end(void *ctx, const char *name)
{
    (void)ctx;
    (void)name;
}

static void no_text(void *ctx, pal_str text)
{
    (void)ctx;
    (void)text;
}

/* --- xl/workbook.xml and what it refers to --- */

static void on_book(void *ctx, const char *name, const char **attributes)
{
    pal_xlsx *x = ctx;
    if (strcmp(name, "workbookPr") == 0)
        x->book.from_1904 = is_true(pal_xml_attribute(attributes, "date1904"));
    if (strcmp(name, "sheet") != 0 || x->sheet_count == SHEETS_MAX)
        return;
    const char *state = pal_xml_attribute(attributes, "state");
    x->sheets[x->sheet_count++] = (sheet_entry){
        .name = keep(x, pal_xml_attribute(attributes, "name")),
        .relation = keep(x, pal_xml_attribute(attributes, "r:id")),
        .hidden = state && strcmp(state, "visible") != 0,
    };
}

/* "worksheets/sheet1.xml" stands in xl/; "/xl/worksheets/sheet1.xml" is said outright. */
static const char *part_of(pal_xlsx *x, const char *target)
{
    if (target[0] == '/')
        return keep(x, target + 1).ptr;
    size_t len = strlen(target);
    char *part = pal_new(x->mem, char, len + sizeof "xl/");
    if (!part) {
        x->wrong = "it is too large";
        return NULL;
    }
    memcpy(part, "xl/", sizeof "xl/" - 1);
    memcpy(part + sizeof "xl/" - 1, target, len + 1);
    return part;
}

static void on_relation(void *ctx, const char *name, const char **attributes)
{
    pal_xlsx *x = ctx;
    const char *id = pal_xml_attribute(attributes, "Id");
    const char *type = pal_xml_attribute(attributes, "Type");
    const char *target = pal_xml_attribute(attributes, "Target");
    if (strcmp(name, "Relationship") != 0 || !id || !type || !target)
        return;
    if (pal_str_ends(pal_str_from(type), PAL_STR("/sharedStrings")))
        x->strings_part = part_of(x, target);
    else if (pal_str_ends(pal_str_from(type), PAL_STR("/styles")))
        x->styles_part = part_of(x, target);
    else if (pal_str_ends(pal_str_from(type), PAL_STR("/worksheet")))
        for (size_t i = 0; i < x->sheet_count; i++)
            if (pal_str_equal(x->sheets[i].relation, pal_str_from(id)))
                x->sheets[i].part = part_of(x, target);
}

/* --- shared strings --- */

static void on_string_start(void *ctx, const char *name, const char **attributes)
{
    (void)attributes;
    pal_xlsx *x = ctx;
    if (strcmp(name, "si") == 0)
        x->string_begin = x->book.strings.len;
    else if (strcmp(name, "rPh") == 0)
        x->in_phonetic = true;
    else if (strcmp(name, "t") == 0)
        x->in_text = !x->in_phonetic;
}

static void on_string_end(void *ctx, const char *name)
{
    pal_xlsx *x = ctx;
    if (strcmp(name, "si") == 0) {
        const uint64_t end = x->book.strings.len;
        pal_buf_add(&x->book.string_ends, (pal_str){(const char *)&end, sizeof end});
    } else if (strcmp(name, "rPh") == 0) {
        x->in_phonetic = false;
    } else if (strcmp(name, "t") == 0) {
        x->in_text = false;
    }
}

static void on_string_text(void *ctx, pal_str text)
{
    pal_xlsx *x = ctx;
    if (!x->in_text || x->wrong)
        return;
    size_t have = x->book.strings.len;
    if (have - x->string_begin + text.len > SHORT_MAX || have + text.len > STRINGS_MAX ||
        x->book.string_ends.len > STRINGS_MAX)
        x->wrong = "its texts are too large";
    else
        pal_buf_add(&x->book.strings, text);
}

/* --- styles --- */

static void on_style(void *ctx, const char *name, const char **attributes)
{
    pal_xlsx *x = ctx;
    const char *id = pal_xml_attribute(attributes, "numFmtId");
    const char *code = pal_xml_attribute(attributes, "formatCode");
    if (strcmp(name, "cellXfs") == 0) {
        x->in_styles = true;
    } else if (strcmp(name, "numFmt") == 0 && id && code) {
        if (x->custom_count < CUSTOM_MAX)
            x->customs[x->custom_count++] =
                (custom_format){number_of(id), pal_xlsx_format(code)};
    } else if (strcmp(name, "xf") == 0 && x->in_styles &&
               x->book.kinds.len < STYLES_MAX) {
        unsigned wanted = number_of(id);
        unsigned kind = pal_xlsx_builtin(wanted);
        for (size_t i = 0; i < x->custom_count; i++)
            if (x->customs[i].id == wanted)
                kind = x->customs[i].kind;
        pal_buf_byte(&x->book.kinds, (char)kind);
    }
}

static void on_style_end(void *ctx, const char *name)
{
    pal_xlsx *x = ctx;
    if (strcmp(name, "cellXfs") == 0)
        x->in_styles = false;
}

/* --- the workbook --- */

static pal_status read_parts(pal_xlsx *x, pal_error *err)
{
    static const pal_xml_calls books = {on_book, no_end, no_text};
    static const pal_xml_calls relations = {on_relation, no_end, no_text};
    static const pal_xml_calls strings = {on_string_start, on_string_end, on_string_text};
    static const pal_xml_calls styles = {on_style, on_style_end, no_text};
    pal_loc at = pal_loc_file(x->book.path);
    pal_status status = pal_xlsx_read_part(&x->book, "xl/workbook.xml", &books, x, err);
    if (status == PAL_OK)
        status = pal_xlsx_read_part(&x->book, "xl/_rels/workbook.xml.rels", &relations, x,
                                    err);
    if (status == PAL_DONE)
        return pal_fail(err, PAL_EFORMAT, at,
                        "this is a ZIP file without an XLSX workbook; unpack it, or save "
                        "it as CSV UTF-8");
    if (status == PAL_OK && x->styles_part)
        status = pal_xlsx_read_part(&x->book, x->styles_part, &styles, x, err);
    if (status >= PAL_OK && x->strings_part)
        status = pal_xlsx_read_part(&x->book, x->strings_part, &strings, x, err);
    if (status < PAL_OK)
        return status;
    if (x->wrong)
        return pal_fail(err, PAL_EFORMAT, at,
                        "the workbook cannot be read, %s; save it as CSV UTF-8",
                        x->wrong);
    if (x->book.strings.failed || x->book.string_ends.failed || x->book.kinds.failed)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the workbook");
    return PAL_OK;
}

static pal_status find_named(const sheet_entry **out, const pal_xlsx *x,
                             const char *sheet, pal_error *err)
{
    for (size_t i = 0; i < x->sheet_count && !*out; i++)
        if (pal_str_equal(x->sheets[i].name, pal_str_from(sheet)))
            *out = &x->sheets[i];
    int64_t number = 0;
    if (!*out && pal_str_to_int(pal_str_from(sheet), &number) && number > 0 &&
        (uint64_t)number <= x->sheet_count)
        *out = &x->sheets[number - 1];
    if (*out)
        return PAL_OK;
    pal_str first = x->sheet_count ? x->sheets[0].name : PAL_STR("");
    return pal_fail(err, PAL_EUSAGE, pal_loc_file(x->book.path),
                    "no sheet '%.*s' among the %zu; the first one is '%.*s'",
                    PAL_ARG(pal_str_clip(pal_str_from(sheet), 40)), x->sheet_count,
                    PAL_ARG(pal_str_clip(first, 40)));
}

static pal_status choose(pal_xlsx *x, const char *sheet, pal_error *err)
{
    const sheet_entry *chosen = NULL;
    pal_xlsx_size size = {0};
    pal_status status = sheet ? find_named(&chosen, x, sheet, err) : PAL_OK;
    if (status == PAL_OK && chosen && chosen->part)
        status = pal_xlsx_measure(&size, &x->book, chosen->part, err);
    for (size_t i = 0; status >= PAL_OK && !chosen && i < x->sheet_count; i++) {
        if (x->sheets[i].hidden || !x->sheets[i].part)
            continue;
        status = pal_xlsx_measure(&size, &x->book, x->sheets[i].part, err);
        if (size.first_row != 0)
            chosen = &x->sheets[i];
    }
    if (status < PAL_OK)
        return status;
    if (!chosen || size.first_row == 0)
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(x->book.path),
                        sheet ? "the sheet is empty"
                              : "no sheet of the workbook holds "
                                "anything");
    x->name = chosen->name;
    x->first_row = size.first_row;
    return pal_xlsx_sheet_open(&x->sheet, &x->book, chosen->part, size, err);
}

pal_status pal_xlsx_open(pal_xlsx **out, const char *path, const char *sheet,
                         pal_error *err)
{
    pal_arena *mem = pal_arena_open((size_t)64 << 20);
    pal_xlsx *x = mem ? pal_new(mem, pal_xlsx, 1) : NULL;
    custom_format *customs = x ? pal_new(mem, custom_format, CUSTOM_MAX) : NULL;
    if (!customs) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    }
    x->mem = mem;
    x->book.path = path;
    x->customs = customs;
    pal_status status = pal_zip_open(&x->book.zip, path, err);
    if (status == PAL_OK)
        status = read_parts(x, err);
    if (status == PAL_OK)
        status = choose(x, sheet, err);
    if (status != PAL_OK) {
        pal_xlsx_close(x);
        return status;
    }
    *out = x;
    return PAL_OK;
}

void pal_xlsx_close(pal_xlsx *x)
{
    if (!x)
        return;
    pal_xlsx_sheet_close(x->sheet);
    pal_zip_close(x->book.zip);
    pal_buf_release(&x->book.strings);
    pal_buf_release(&x->book.string_ends);
    pal_buf_release(&x->book.kinds);
    pal_arena_close(x->mem);
}

pal_str pal_xlsx_sheet_name(const pal_xlsx *x)
{
    return x->name;
}

uint32_t pal_xlsx_first_row(const pal_xlsx *x)
{
    return x->first_row;
}

pal_status pal_xlsx_next(pal_xlsx *x, pal_str *chunk, pal_error *err)
{
    return pal_xlsx_sheet_next(x->sheet, chunk, err);
}
