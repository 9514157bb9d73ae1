/* A survey file as it came, with its cells masked. */
#include "base/buf.h"
#include "base/fail.h"
#include "base/str.h"
#include "engine.h"
#include "ingest/look.h"
#include "ingest/mend.h"

static const size_t PLAN_LIMIT = (size_t)1 << 30;
static const size_t CELL_LIMIT = (size_t)64 << 20;
enum { SPILL = 1 << 16 };

typedef struct redaction {
    pal_reader *reader;
    pal_look look;
    pal_decoder *decoder;
    pal_csv *csv;
    bool last; /* the decoder has had all bytes */
    pal_arena *mem;
    pal_arena *cell;
    pal_buf out;
    pal_write_fn *write;
    void *ctx;
    uint64_t *counts;
} redaction;

/* Raw bytes through the decoder; an empty chunk is the end. */
static pal_status feed(void *ctx, pal_str *chunk, pal_error *err)
{
    redaction *r = ctx;
    pal_status status = PAL_OK;
    *chunk = (pal_str){NULL, 0};
    while (status == PAL_OK && chunk->len == 0 && !r->last) {
        pal_str raw;
        status = pal_source_next(r->look.source, &raw, err);
        r->last = raw.len == 0;
        if (status == PAL_OK)
            status = pal_decoder_push(r->decoder, raw, r->last, chunk, err);
    }
    return status;
}

static void add_cell(pal_buf *b, pal_str cell, char delimiter)
{
    bool plain = true;
    for (size_t i = 0; plain && i < cell.len; i++)
        plain = cell.ptr[i] != delimiter && cell.ptr[i] != '"' && cell.ptr[i] != '\n' &&
                cell.ptr[i] != '\r';
    if (plain) {
        pal_buf_add(b, cell);
        return;
    }
    pal_buf_byte(b, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] == '"')
            pal_buf_byte(b, '"');
        pal_buf_byte(b, cell.ptr[i]);
    }
    pal_buf_byte(b, '"');
}

static pal_status mask_cell(redaction *r, pal_str *cell, size_t column, pal_error *err)
{
    pal_use use =
        column < r->look.columns.count ? r->look.columns.items[column].use : PAL_USE_NONE;
    pal_arena_reset(r->cell);
    pal_str clean = pal_text_mend(r->cell, *cell, r->look.latin);
    if (!clean.ptr)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for a cell");
    *cell = (pal_str){"", 0};
    if (use == PAL_USE_DROPPED)
        return PAL_OK;
    if (use != PAL_USE_DATE)
        return pal_redact(cell, r->reader, clean, r->counts, err);
    *cell = clean;
    return PAL_OK;
}

static pal_status spill(redaction *r, size_t least, pal_error *err)
{
    if (r->out.failed)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for a line");
    if (r->out.len < least)
        return PAL_OK;
    bool fine = r->out.len == 0 || r->write(r->ctx, pal_buf_view(&r->out));
    pal_buf_clear(&r->out);
    return fine ? PAL_OK
                : pal_fail(err, PAL_EIO, pal_loc_file(NULL), "cannot write the result");
}

static pal_status copy_records(redaction *r, pal_error *err)
{
    char delimiter = r->look.table.delimiter ? r->look.table.delimiter : ',';
    size_t header = r->look.dialect.header_rows;
    pal_record record;
    pal_status status = PAL_OK;
    size_t rows = 0;
    while (status == PAL_OK && (status = pal_csv_next(r->csv, &record, err)) == PAL_OK) {
        if (record.count == 0)
            continue;
        for (size_t c = 0; status == PAL_OK && c < record.count; c++) {
            pal_str cell = record.cells[c];
            status = rows >= header ? mask_cell(r, &cell, c, err)
                                    : pal_redact(&cell, r->reader, cell, r->counts, err);
            if (c != 0)
                pal_buf_byte(&r->out, delimiter);
            add_cell(&r->out, cell, delimiter);
        }
        pal_buf_byte(&r->out, '\n');
        rows++;
        if (status == PAL_OK)
            status = spill(r, SPILL, err);
    }
    return status == PAL_DONE ? spill(r, 0, err) : status;
}

static pal_status open_input(redaction *r, const pal_options *opt, const char *input,
                             pal_error *err)
{
    pal_status status = pal_look_at(&r->look, r->mem, r->mem, opt, false, input, err);
    if (status != PAL_OK)
        return status;
    if (r->look.columns.text_count == 0)
        return pal_fail(err, PAL_EUSAGE, pal_loc_file(input),
                        "no text column is found; name it with --text");
    status = pal_decoder_open(&r->decoder, &r->look.encoding, err);
    if (status == PAL_OK)
        status = pal_csv_open(&r->csv, r->look.table.reading, feed, r, input, err);
    if (status == PAL_OK)
        pal_csv_expect(r->csv, r->look.table.width);
    return status;
}

pal_status pal_redact_survey(pal_reader *reader, const pal_options *opt,
                             const char *input, pal_write_fn *write, void *ctx,
                             uint64_t counts[PAL_PERSONAL_COUNT], pal_error *err)
{
    redaction r = {.reader = reader, .write = write, .ctx = ctx, .counts = counts};
    r.mem = pal_arena_open(PLAN_LIMIT);
    r.cell = pal_arena_open(CELL_LIMIT);
    pal_status status = r.mem && r.cell
                            ? PAL_OK
                            : pal_fail(err, PAL_ENOMEM, pal_loc_file(input), "no memory");
    if (status == PAL_OK)
        status = open_input(&r, opt, input, err);
    if (status == PAL_OK)
        status = copy_records(&r, err);
    pal_csv_close(r.csv);
    pal_decoder_close(r.decoder);
    pal_source_close(r.look.source);
    pal_buf_release(&r.out);
    pal_arena_close(r.cell);
    pal_arena_close(r.mem);
    return status;
}
