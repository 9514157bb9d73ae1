#include "coded_file.h"

#include "base/buf.h"
#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "ingest/encoding.h"
#include "ingest/mend.h"
#include "ingest/source.h"
#include "ingest/table.h"

enum { FILE_LIMIT = 256 * 1024 * 1024, ROW_LIMIT = 64 * 1024 * 1024 };

typedef struct coded_table {
    const char *path;
    pal_source *source;
    pal_decoder *decoder;
    pal_csv *csv;
    bool last; /* the decoder has had all bytes */
    bool latin;
    bool sheet;
    pal_arena *mem;
    pal_arena *row;
    pal_buf out;
    uint64_t lines; /* that `out` has */
} coded_table;

static bool ends_like(pal_str name, pal_str ending)
{
    if (name.len < ending.len)
        return false;
    const char *tail = name.ptr + name.len - ending.len;
    for (size_t i = 0; i < ending.len; i++) {
        char c = tail[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != ending.ptr[i])
            return false;
    }
    return true;
}

/* Raw bytes through the decoder; an empty chunk is the end. */
static pal_status feed(void *ctx, pal_str *chunk, pal_error *err)
{
    coded_table *t = ctx;
    pal_status status = PAL_OK;
    *chunk = (pal_str){NULL, 0};
    while (status == PAL_OK && chunk->len == 0 && !t->last) {
        pal_str raw;
        status = pal_source_next(t->source, &raw, err);
        t->last = raw.len == 0;
        if (status == PAL_OK)
            status = pal_decoder_push(t->decoder, raw, t->last, chunk, err);
    }
    return status;
}

/* Encoding, delimiter and width, from the head of the file. */
static pal_status open_table(coded_table *t, pal_error *err)
{
    pal_str head;
    pal_str text;
    bool whole = false;
    pal_encoding encoding;
    pal_table table;
    pal_decoder *decoder = NULL;
    pal_status status = pal_source_open(&t->source, t->path, err);
    if (status == PAL_OK)
        status = pal_source_head(t->source, &head, &whole, err);
    t->sheet = status == PAL_OK && pal_source_is_sheet(t->source);
    if (status == PAL_OK)
        status = pal_encoding_find(&encoding, t->mem, head, whole, NULL, err);
    if (status == PAL_OK)
        status = pal_decoder_open(&decoder, &encoding, err);
    if (status == PAL_OK)
        status = pal_decoder_push(decoder, head, whole, &text, err);
    if (status == PAL_OK)
        status = pal_table_read(&table, t->mem, text, whole, t->sheet ? ',' : '\0',
                                t->path, err);
    pal_decoder_close(decoder);
    if (status == PAL_OK)
        status = pal_decoder_open(&t->decoder, &encoding, err);
    if (status == PAL_OK)
        status = pal_csv_open(&t->csv, table.reading, feed, t, t->path, err);
    if (status != PAL_OK)
        return status;
    pal_csv_expect(t->csv, table.width);
    t->latin = encoding.found;
    return PAL_OK;
}

static pal_status copy_record(coded_table *t, const pal_record *record, pal_error *err)
{
    pal_loc at = {.file = t->path, .line = (size_t)record->line};
    if (record->unclosed != 0)
        return pal_fail(err, PAL_EFORMAT, at, "a quote is never closed");
    /* cells of several lines are one line here: the numbers go on as in the file. Each
     * record of a sheet is a row. */
    for (; !t->sheet && t->lines != 0 && t->lines + 1 < record->line; t->lines++)
        pal_buf_byte(&t->out, '\n');
    pal_arena_reset(t->row);
    for (size_t i = 0; i < record->count; i++) {
        pal_str cell = pal_line_mend(t->row, record->cells[i], t->latin);
        if (!cell.ptr)
            return pal_fail(err, PAL_ENOMEM, at, "no memory for a cell");
        if (i != 0)
            pal_buf_byte(&t->out, '\t');
        pal_buf_add(&t->out, cell);
    }
    pal_buf_byte(&t->out, '\n');
    t->lines++;
    if (t->out.failed)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the table");
    return t->out.len <= FILE_LIMIT
               ? PAL_OK
               : pal_fail(err, PAL_EFORMAT, at, "is longer than %d MB",
                          FILE_LIMIT / 1024 / 1024);
}

static pal_status read_table(coded_table *t, pal_error *err)
{
    pal_record record;
    pal_status status = open_table(t, err);
    while (status == PAL_OK && (status = pal_csv_next(t->csv, &record, err)) == PAL_OK)
        if (record.count != 0 || (t->sheet && t->lines != 0))
            status = copy_record(t, &record, err);
    return status == PAL_DONE ? PAL_OK : status;
}

pal_status pal_coded_file_read(pal_str *out, pal_arena *mem, const char *path,
                               pal_error *err)
{
    pal_str name = pal_str_from(path);
    if (!ends_like(name, PAL_STR(".xlsx")) && !ends_like(name, PAL_STR(".csv")))
        return pal_io_read(out, mem, path, FILE_LIMIT, err);
    coded_table t = {.path = path, .mem = mem, .row = pal_arena_open(ROW_LIMIT)};
    pal_status status =
        t.row ? read_table(&t, err)
              : pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory for a row");
    if (status == PAL_OK) {
        *out = pal_arena_copy(mem, pal_buf_view(&t.out));
        if (!out->ptr)
            status = pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    }
    pal_csv_close(t.csv);
    pal_decoder_close(t.decoder);
    pal_source_close(t.source);
    pal_buf_release(&t.out);
    pal_arena_close(t.row);
    return status;
}
