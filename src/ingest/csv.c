#include "ingest/csv.h"

#include "base/buf.h"
#include "base/dotted.h"
#include "base/fail.h"
#include "base/str.h"

#include <csv.h>

#include <string.h>

/* libcsv tells neither lines nor unclosed quotes. So it is fed line by line, each line
 * end as one LF: when no record is complete behind a line end, a quoted field is open.
 * The bytes of the record stay in `window` until it is sound, so that a broken record can
 * be left behind and its other lines read again. A record of one line without a quote, or
 * with each in its place, is cut here, into the cells that libcsv makes of it. */

enum { RECORD_MAX = 2 * PAL_CSV_LINE_MAX };
/* Reading again is paid from a budget that grows with the file: hostile quotes cannot
 * make the work quadratic. */
enum { AGAIN_FREE = 64 * 1024 * 1024, AGAIN_SHARE = 8 };

typedef struct line_span {
    size_t begin; /* offsets into the window */
    size_t end;
    size_t next;
} line_span;

struct pal_csv {
    pal_arena *mem;
    pal_feed_fn *feed;
    void *ctx;
    const char *file;
    char delimiter;
    struct csv_parser parser;
    struct csv_parser strict;
    pal_buf window;
    size_t at; /* of the next record */
    bool ended;
    uint64_t line; /* number of the next line */
    size_t width;
    size_t first_width;
    uint64_t consumed;
    uint64_t again;
    uint64_t newlines[3];
    pal_buf text;
    pal_str *cells;
    size_t count;
    size_t cap;
    bool complete;
    bool too_long;
    bool no_memory;
    size_t probe_count;
    bool probe_complete;
};

static void add_cell(pal_csv *csv, pal_str cell)
{
    if (cell.len > PAL_CSV_FIELD_MAX) {
        csv->too_long = true;
        return;
    }
    if (csv->count == csv->cap) {
        size_t cap = csv->cap == 0 ? 64 : csv->cap * 2;
        pal_str *cells = pal_arena_grow(csv->mem, csv->cells, csv->cap, cap,
                                        sizeof *cells, _Alignof(pal_str));
        if (!cells) {
            csv->no_memory = true;
            return;
        }
        csv->cells = cells;
        csv->cap = cap;
    }
    pal_buf_add(&csv->text, cell);
    csv->cells[csv->count++].len = cell.len;
}

static void on_field(void *bytes, size_t len, void *ctx)
{
    add_cell(ctx, (pal_str){bytes, len});
}

static void on_record(int end, void *ctx)
{
    (void)end;
    ((pal_csv *)ctx)->complete = true;
}

static void on_probe_field(void *bytes, size_t len, void *ctx)
{
    (void)bytes;
    (void)len;
    ((pal_csv *)ctx)->probe_count++;
}

static void on_probe_record(int end, void *ctx)
{
    (void)end;
    ((pal_csv *)ctx)->probe_complete = true;
}

static void give_back(void *bytes)
{
    pal_memory_resize(bytes, 0);
}

static bool start(struct csv_parser *parser, char delimiter, unsigned char options)
{
    if (csv_init(parser, options) != 0)
        return false;
    csv_set_delim(parser, (unsigned char)delimiter);
    csv_set_realloc_func(parser, pal_memory_resize);
    csv_set_free_func(parser, give_back);
    csv_set_blk_size(parser, 4096);
    return true;
}

pal_status pal_csv_open(pal_csv **out, char delimiter, pal_feed_fn *feed, void *ctx,
                        const char *file, pal_error *err)
{
    pal_arena *mem = pal_arena_open(SIZE_MAX / 2);
    pal_csv *csv = mem ? pal_new(mem, pal_csv, 1) : NULL;
    if (!csv || !start(&csv->parser, delimiter, CSV_REPALL_NL) ||
        !start(&csv->strict, delimiter, CSV_REPALL_NL | CSV_STRICT)) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(file), "no memory");
    }
    csv->mem = mem;
    csv->feed = feed;
    csv->ctx = ctx;
    csv->file = file;
    csv->delimiter = delimiter;
    csv->line = 1;
    *out = csv;
    return PAL_OK;
}

void pal_csv_close(pal_csv *csv)
{
    if (!csv)
        return;
    csv_free(&csv->parser);
    csv_free(&csv->strict);
    pal_buf_release(&csv->window);
    pal_buf_release(&csv->text);
    pal_arena_close(csv->mem);
}

void pal_csv_expect(pal_csv *csv, size_t width)
{
    csv->width = width;
}

static pal_status more(pal_csv *csv, pal_error *err)
{
    pal_str chunk = {NULL, 0};
    pal_status status = csv->feed(csv->ctx, &chunk, err);
    if (status != PAL_OK)
        return status;
    csv->ended = chunk.len == 0;
    pal_buf_add(&csv->window, chunk);
    if (csv->window.failed)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(csv->file), "no memory");
    return PAL_OK;
}

/* The first LF or CR from `at` on, or `len`. In steps: of the one kind there may be none
 * in a whole file. */
static size_t line_end(const char *bytes, size_t at, size_t len)
{
    enum { STEP = 512 };
    while (at < len) {
        size_t step = len - at < STEP ? len - at : (size_t)STEP;
        const char *lf = memchr(bytes + at, '\n', step);
        size_t before = lf ? (size_t)(lf - bytes) - at : step;
        const char *cr = memchr(bytes + at, '\r', before);
        if (cr || lf)
            return (size_t)((cr ? cr : lf) - bytes);
        at += step;
    }
    return len;
}

/* The line that begins at `begin`; PAL_DONE at the end of the file. */
static pal_status line_at(pal_csv *csv, size_t begin, line_span *out, pal_error *err)
{
    size_t at = begin;
    for (;;) {
        const char *bytes = csv->window.ptr;
        size_t len = csv->window.len;
        at = line_end(bytes, at, len);
        /* behind a CR the next byte must be known: it may be the LF of the same end */
        if (at < len && (bytes[at] == '\n' || at + 1 < len || csv->ended)) {
            bool pair = bytes[at] == '\r' && at + 1 < len && bytes[at + 1] == '\n';
            *out = (line_span){begin, at, at + (pair ? 2 : 1)};
            return PAL_OK;
        }
        if (csv->ended) {
            *out = (line_span){begin, len, len};
            return begin == len ? PAL_DONE : PAL_OK;
        }
        if (at - begin > PAL_CSV_LINE_MAX) {
            pal_loc where = {csv->file, (size_t)csv->line, 0};
            return pal_fail(err, PAL_EFORMAT, where, "this line is longer than %d MiB",
                            PAL_CSV_LINE_MAX / 1024 / 1024);
        }
        pal_status status = more(csv, err);
        if (status != PAL_OK)
            return status;
    }
}

/* A space that libcsv drops around a cell. */
static bool is_margin(const pal_csv *csv, char c)
{
    return (c == ' ' || c == '\t') && c != csv->delimiter;
}

static pal_str without_margins(const pal_csv *csv, pal_str cell)
{
    while (cell.len != 0 && is_margin(csv, cell.ptr[0])) {
        cell.ptr++;
        cell.len--;
    }
    while (cell.len != 0 && is_margin(csv, cell.ptr[cell.len - 1]))
        cell.len--;
    return cell;
}

/* Take a whole record from a line in which no quote stands; a line of spaces has no
 * cells. */
static void take_line(pal_csv *csv, pal_str line)
{
    csv->complete = true;
    if (without_margins(csv, line).len == 0)
        return;
    for (pal_cut cut = {.tail = line, .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, csv->delimiter);
        add_cell(csv, without_margins(csv, cut.head));
    }
}

static bool has_quote(pal_str line)
{
    return line.len != 0 && memchr(line.ptr, '"', line.len) != NULL;
}

/* The cell in quotes at the head of `line`: its length with both quotes, or 0 when it is
 * not closed right before a delimiter or the end. */
static size_t quoted_len(pal_str line, char delimiter)
{
    for (size_t at = 1; at < line.len; at += 2) {
        const char *quote = memchr(line.ptr + at, '"', line.len - at);
        if (!quote)
            return 0;
        at = (size_t)(quote - line.ptr);
        if (at + 1 == line.len || quote[1] == delimiter)
            return at + 1;
        if (quote[1] != '"')
            return 0;
    }
    return 0;
}

/* Add a cell in which each quote stands twice. */
static void add_quoted(pal_csv *csv, pal_str cell)
{
    add_cell(csv, cell);
    if (csv->no_memory || csv->text.failed || !has_quote(cell))
        return;
    size_t len = 0;
    char *at = csv->text.ptr + csv->text.len - cell.len;
    for (size_t i = 0; i < cell.len; i++) {
        at[len++] = at[i];
        i += at[i] == '"';
    }
    csv->text.len -= cell.len - len;
    csv->cells[csv->count - 1].len = len;
}

/* Take a whole record from a line where each quote is in the place that writers give it;
 * else take nothing. */
static bool take_quoted(pal_csv *csv, pal_str line)
{
    bool sound = csv->delimiter != '"' && line.len <= PAL_CSV_FIELD_MAX;
    for (bool more = true; sound && more;) {
        const bool quoted = line.len != 0 && line.ptr[0] == '"';
        const size_t len = quoted ? quoted_len(line, csv->delimiter)
                                  : pal_str_cut(line, csv->delimiter).head.len;
        sound = quoted ? len != 0 : !has_quote((pal_str){line.ptr, len});
        if (sound && quoted)
            add_quoted(csv, (pal_str){line.ptr + 1, len - 2});
        else if (sound)
            add_cell(csv, without_margins(csv, (pal_str){line.ptr, len}));
        more = len < line.len;
        line = more ? (pal_str){line.ptr + len + 1, line.len - len - 1} : line;
    }
    if (!sound) {
        csv->count = 0;
        pal_buf_clear(&csv->text);
    }
    csv->complete = sound;
    return sound;
}

static bool feed_line(pal_csv *csv, struct csv_parser *parser, pal_str line, bool probe)
{
    void (*field)(void *, size_t, void *) = probe ? on_probe_field : on_field;
    void (*record)(int, void *) = probe ? on_probe_record : on_record;
    return csv_parse(parser, line.ptr, line.len, field, record, csv) == line.len &&
           csv_parse(parser, "\n", 1, field, record, csv) == 1;
}

static pal_str bytes_of(const pal_csv *csv, line_span span)
{
    return (pal_str){csv->window.ptr + span.begin, span.end - span.begin};
}

static void reset_parser(struct csv_parser *parser)
{
    csv_fini(parser, NULL, NULL, NULL);
}

/* Are the lines from `begin` to `end` one record of `width` cells with every quote in its
 * place? 0 = any width. */
static bool is_record(pal_csv *csv, size_t begin, size_t end, size_t width)
{
    csv->probe_count = 0;
    csv->probe_complete = false;
    bool sound = true;
    line_span span = {.next = begin};
    while (sound && span.next < end && line_at(csv, span.next, &span, NULL) == PAL_OK)
        sound = feed_line(csv, &csv->strict, bytes_of(csv, span), true);
    csv->again += end - begin;
    reset_parser(&csv->strict);
    return sound && csv->probe_complete && (width == 0 || csv->probe_count == width);
}

/* A record that is being read. */
typedef struct reading {
    size_t end;            /* behind its last line so far */
    uint64_t lines;        /* so far */
    uint64_t opened;       /* line of the quote that is open now */
    size_t behind;         /* offset of the line behind that one */
    uint64_t first_opened; /* of the first quote that was open at a line end */
    size_t first_behind;
} reading;

/* Leave the broken record: go on at the first line behind the first open quote that is a
 * record by itself. False when there is none. */
static bool resume(pal_csv *csv, const reading *r)
{
    size_t width = csv->width != 0 ? csv->width : csv->first_width;
    uint64_t number = r->first_opened + 1;
    line_span span = {.next = r->first_behind};
    while (span.next < r->end && line_at(csv, span.next, &span, NULL) == PAL_OK) {
        if (width == 1 || (width > 1 && is_record(csv, span.begin, span.next, width))) {
            csv->at = span.begin;
            csv->line = number;
            return true;
        }
        number++;
    }
    return false;
}

static void count_newline(pal_csv *csv, line_span span)
{
    if (span.next - span.end == 2)
        csv->newlines[0]++;
    else if (span.next != span.end)
        csv->newlines[csv->window.ptr[span.end] == '\n' ? 1 : 2]++;
}

/* Read lines until the record is complete, the file ends, or a quoted field is too long
 * to be one. */
static pal_status read_lines(pal_csv *csv, reading *r, pal_error *err)
{
    size_t fields = SIZE_MAX;
    while (!csv->complete) {
        line_span span = {0};
        pal_status status = line_at(csv, r->end, &span, err);
        if (status != PAL_OK)
            return status;
        count_newline(csv, span);
        pal_str line = bytes_of(csv, span);
        bool fed = true;
        if (r->lines == 0 && !has_quote(line))
            take_line(csv, line);
        else if (r->lines != 0 || !take_quoted(csv, line))
            fed = feed_line(csv, &csv->parser, line, false);
        if (!fed || csv->no_memory || csv->text.failed)
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(csv->file), "no memory");
        r->end = span.next;
        r->lines++;
        if (!csv->complete && csv->count != fields) {
            fields = csv->count;
            r->opened = csv->line;
            r->behind = span.next;
            if (r->first_opened == 0) {
                r->first_opened = r->opened;
                r->first_behind = r->behind;
            }
        }
        csv->line++;
        if (!csv->complete &&
            (r->end - r->behind > PAL_CSV_FIELD_MAX ||
             csv->line - r->opened > PAL_CSV_LINES_MAX || r->end - csv->at > RECORD_MAX))
            return PAL_OK;
    }
    return PAL_OK;
}

/* A record over several lines is not believed when its width is wrong, or when a quote
 * stands where a writer would not put it. */
static bool is_suspect(pal_csv *csv, const reading *r, size_t width)
{
    if (r->lines < 2 || width < 2)
        return false;
    return csv->count != width || !is_record(csv, csv->at, r->end, 0);
}

static void hand_out(pal_csv *csv, pal_record *out, uint64_t line, uint64_t unclosed)
{
    const char *bytes = csv->text.ptr;
    for (size_t i = 0; i < csv->count; i++) {
        csv->cells[i].ptr = csv->cells[i].len == 0 ? "" : bytes;
        bytes = csv->cells[i].len == 0 ? bytes : bytes + csv->cells[i].len;
    }
    if (csv->first_width == 0)
        csv->first_width = csv->count;
    *out = (pal_record){line, csv->cells, csv->count, unclosed};
}

static void forget_read(pal_csv *csv)
{
    enum { KEEP = PAL_CSV_FIELD_MAX / 2 };
    if (csv->at < KEEP && csv->at != csv->window.len)
        return;
    memmove(csv->window.ptr, csv->window.ptr + csv->at, csv->window.len - csv->at);
    csv->window.len -= csv->at;
    csv->consumed += csv->at;
    csv->at = 0;
}

pal_status pal_csv_next(pal_csv *csv, pal_record *out, pal_error *err)
{
    if (csv->at != 0)
        forget_read(csv);
    pal_buf_clear(&csv->text);
    csv->count = 0;
    csv->complete = csv->too_long = false;
    uint64_t line = csv->line;
    reading r = {.end = csv->at};
    pal_loc where = {csv->file, (size_t)line, 0};
    pal_status status = read_lines(csv, &r, err);
    if (status < PAL_OK || (status == PAL_DONE && r.lines == 0))
        return status;
    if (csv->too_long)
        return pal_fail(err, PAL_EFORMAT, where,
                        "a cell of this row is longer than %d MiB",
                        PAL_CSV_FIELD_MAX / 1024 / 1024);
    size_t width = csv->width != 0 ? csv->width : csv->first_width;
    bool unclosed = !csv->complete;
    if (unclosed)
        reset_parser(&csv->parser);
    if ((unclosed || is_suspect(csv, &r, width)) && resume(csv, &r)) {
        if (csv->again / AGAIN_SHARE > csv->consumed + csv->at + AGAIN_FREE / AGAIN_SHARE)
            return pal_fail(err, PAL_EFORMAT, where,
                            "too many quotes are never closed; "
                            "this is the last of them");
        hand_out(csv, out, line, unclosed ? r.opened : r.first_opened);
        return PAL_OK;
    }
    if (unclosed && status != PAL_DONE) {
        where.line = (size_t)r.opened;
        return pal_fail(err, PAL_EFORMAT, where,
                        "the quote that opens a cell here is not "
                        "closed within %d lines or %d MiB",
                        PAL_CSV_LINES_MAX, PAL_CSV_FIELD_MAX / 1024 / 1024);
    }
    csv->at = r.end;
    hand_out(csv, out, line, unclosed ? r.opened : 0);
    return PAL_OK;
}

pal_str pal_csv_newline(const pal_csv *csv)
{
    const uint64_t *n = csv->newlines;
    if (n[0] >= n[1] && n[0] >= n[2] && n[0] != 0)
        return PAL_STR("CRLF");
    return n[2] > n[1] ? PAL_STR("CR") : PAL_STR("LF");
}

const char *pal_csv_version(void)
{
    return PAL_DOTTED_3(CSV_MAJOR, CSV_MINOR, CSV_RELEASE);
}
