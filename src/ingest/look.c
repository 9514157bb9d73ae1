#include "ingest/look.h"

#include "base/fail.h"
#include "base/str.h"
#include "ingest/result_folder.h"

#include <strings.h>

/* Files that are no text, by their first bytes, and what to do about them. */
static const struct {
    pal_str magic;
    const char *advice;
} others[] = {
    {PAL_INIT("\xD0\xCF\x11\xE0"),
     "this is an old Excel file, or one with a password; open it in a spreadsheet and "
     "save it as CSV UTF-8"},
    {PAL_INIT("\x1F\x8B"),
     "this file is compressed; give palaute what `gzip -dc` makes of it"},
    {PAL_INIT("BZh"),
     "this file is compressed; give palaute what `bzip2 -dc` makes of it"},
    {PAL_INIT("\xFD"
              "7zXZ"),
     "this file is compressed; give palaute what `xz -dc` makes of it"},
    {PAL_INIT("\x28\xB5\x2F\xFD"),
     "this file is compressed; give palaute what `zstd -dc` makes "
     "of it"},
    {PAL_INIT("%PDF"),
     "this is a PDF file; export the answers as CSV from the survey tool"},
    {PAL_INIT("$FL2"), "this is an SPSS file; save it as CSV"},
    {PAL_INIT("$FL3"), "this is an SPSS file; save it as CSV"},
    {PAL_INIT("SQLite format 3"), "this is an SQLite file; export the table as CSV"},
    {PAL_INIT("{\\rtf"), "this is an RTF document; export the answers as CSV"},
    {PAL_INIT("<!DOCTYPE"), "this is a web page; export the answers as CSV"},
    {PAL_INIT("<html"), "this is a web page; export the answers as CSV"},
    {PAL_INIT("<?xml"), "this is an XML file; export the answers as CSV"},
};

static pal_status check_kind(pal_str head, const char *path, pal_error *err)
{
    pal_loc at = pal_loc_file(path);
    if (head.len == 0)
        return pal_fail(err, PAL_EFORMAT, at,
                        "the file is empty; export the survey again");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (head.len >= others[i].magic.len &&
            strncasecmp(head.ptr, others[i].magic.ptr, others[i].magic.len) == 0)
            return pal_fail(err, PAL_EFORMAT, at, "%s", others[i].advice);
    return PAL_OK;
}

/* Control characters that no text has; NUL is judged with the encoding. Every tenth byte
 * of what is compressed is one, but bytes above 127 have become two or three. */
static bool is_binary(pal_str text)
{
    size_t len = text.len < 65536 ? text.len : 65536;
    size_t odd = 0;
    enum { MANY = 64 };
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        odd += c < 9 || (c > 13 && c < 32 && c != 27);
    }
    return odd * 10 > len || (odd > MANY && odd * 40 > len);
}

static pal_status decide(pal_look *look, const pal_result_folder *folder, pal_arena *mem,
                         pal_arena *scratch, pal_str text, bool whole,
                         const pal_options *opt, bool lenient, const char *path,
                         pal_error *err)
{
    pal_loc at = pal_loc_file(path);
    bool sheet = pal_source_is_sheet(look->source);
    char delimiter = opt->delimiter;
    if (sheet)
        delimiter = ',';
    look->latin = look->encoding.found && !look->encoding.converter;
    if (is_binary(text))
        return pal_fail(err, PAL_EFORMAT, at,
                        "this is not a text file; export the answers as CSV");
    pal_status status =
        pal_table_read(&look->table, scratch, text, whole, delimiter, path, err);
    if (status == PAL_OK)
        status =
            pal_dialect_find(&look->dialect, mem, &look->table, look->latin, path, err);
    if (sheet)
        look->table.delimiter_why = PAL_STR("a sheet of a workbook, read as CSV");
    look->dialect.question = folder->question;
    look->dialect.scale = folder->scale;
    if (status == PAL_OK && whole && look->table.count <= look->dialect.header_rows)
        return pal_fail(err, PAL_EFORMAT, at, "the file holds a header but no answers");
    if (status == PAL_OK)
        status = pal_columns_find(&look->columns, mem, &look->table, &look->dialect, opt,
                                  lenient, path, err);
    return status;
}

static pal_status sample(pal_look *look, const pal_result_folder *folder, pal_arena *mem,
                         pal_arena *scratch, const pal_options *opt, bool lenient,
                         const char *path, pal_error *err)
{
    pal_source_sheet(look->source, opt->sheet);
    pal_str head = {NULL, 0};
    bool whole = false;
    pal_status status = pal_source_head(look->source, &head, &whole, err);
    if (status == PAL_OK)
        status = check_kind(head, path, err);
    if (status == PAL_OK)
        status = pal_encoding_find(
            &look->encoding, mem, head, whole,
            pal_source_is_sheet(look->source) ? "utf-8" : opt->encoding, err);
    if (pal_source_is_sheet(look->source))
        look->encoding.why = PAL_STR("a sheet of a workbook");
    pal_decoder *decoder = NULL;
    if (status == PAL_OK)
        status = pal_decoder_open(&decoder, &look->encoding, err);
    pal_str text = {NULL, 0};
    if (status == PAL_OK)
        status = pal_decoder_push(decoder, head, whole, &text, err);
    if (status == PAL_OK)
        status = decide(look, folder, mem, scratch, text, whole, opt, lenient, path, err);
    pal_decoder_close(decoder);
    look->bytes = pal_source_total(look->source);
    if (look->bytes == 0)
        look->bytes = head.len;
    return status;
}

pal_status pal_look_at(pal_look *out, pal_arena *mem, pal_arena *scratch,
                       const pal_options *opt, bool lenient, const char *path,
                       pal_error *err)
{
    pal_look look = {0};
    pal_result_folder folder;
    pal_status status = pal_result_folder_find(&folder, mem, path, err);
    look.path = folder.comments ? folder.comments : path;
    look.part = folder.comments && folder.part;
    if (status == PAL_OK)
        status = pal_source_open(&look.source, look.path, err);
    if (status != PAL_OK)
        return status;
    pal_error why = {0};
    status = sample(&look, &folder, mem, scratch, opt, lenient, path, &why);
    if (status != PAL_OK) {
        pal_source_close(look.source);
        /* the lower rooms do not know the name of the file */
        pal_loc at = {look.path, why.at.line, why.at.column};
        return pal_fail(err, status, at, "%s", why.msg);
    }
    *out = look;
    return PAL_OK;
}
