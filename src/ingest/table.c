#include "ingest/table.h"

#include "base/fail.h"
#include "base/say.h"
#include "base/str.h"

#include <string.h>
#include <strings.h>

static pal_status feed_once(void *ctx, pal_str *chunk, pal_error *err)
{
    (void)err;
    pal_str *left = ctx;
    *chunk = *left;
    left->len = 0;
    return PAL_OK;
}

/* Excel's own hint, a first line "sep=;". */
static size_t sep_line(pal_str head, char *delimiter)
{
    if (head.len < 6 || strncasecmp(head.ptr, "sep=", 4) != 0)
        return 0;
    if (head.ptr[5] != '\n' && head.ptr[5] != '\r')
        return 0;
    *delimiter = head.ptr[4];
    return head.len > 6 && head.ptr[5] == '\r' && head.ptr[6] == '\n' ? 7 : 6;
}

/* One way to read the head, judged. */
typedef struct trial {
    size_t records;
    size_t first; /* cells of the first record */
    size_t alike; /* records with the most frequent number of cells */
    size_t width; /* that number */
    size_t broken;
} trial;

enum { WIDTHS = 4096, TRIAL_RECORDS = 500 };

/* A heading of one cell over rows of several is no heading: commas in a column of
 * comments. A title above the table may stand there, once. */
static void judge(trial *out, const size_t *seen)
{
    for (size_t width = 1; width < WIDTHS; width++)
        if (seen[width] > out->alike) {
            out->alike = seen[width];
            out->width = width;
        }
    if (out->first == 1 && out->width > 1 && out->alike * 10 < out->records * 9) {
        out->width = 1;
        out->alike = seen[1];
    }
}

static pal_status try_delimiter(trial *out, pal_arena *mem, pal_str head, bool whole,
                                char delimiter, pal_error *err)
{
    *out = (trial){0};
    size_t *seen = pal_new(mem, size_t, WIDTHS);
    pal_csv *csv = NULL;
    pal_status status = seen ? pal_csv_open(&csv, delimiter, feed_once, &head, NULL, err)
                             : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    if (status != PAL_OK)
        return status;
    pal_record r;
    size_t last = 0;
    while (out->records < TRIAL_RECORDS &&
           (status = pal_csv_next(csv, &r, NULL)) == PAL_OK) {
        if (r.count == 0)
            continue;
        last = r.count < WIDTHS ? r.count : WIDTHS - 1;
        if (out->records == 0)
            out->first = r.count;
        seen[last]++;
        out->records++;
        out->broken += r.unclosed != 0;
    }
    pal_csv_close(csv);
    if (status == PAL_ENOMEM)
        return pal_fail(err, status, pal_loc_file(NULL), "no memory");
    if (status == PAL_DONE && !whole && out->records > 1) {
        seen[last]--;
        out->records--;
    }
    judge(out, seen);
    return PAL_OK;
}

/* More alike is better, then fewer broken quotes, then more cells; within a tenth the
 * number of alike records says nothing, some rows may be ragged. */
static bool is_better(const trial *a, const trial *b)
{
    if (b->records == 0)
        return true;
    size_t left = a->alike * b->records;
    size_t right = b->alike * a->records;
    bool close = left * 10 >= right * 9 && right * 10 >= left * 9;
    if (!close)
        return left > right;
    return a->broken != b->broken ? a->broken < b->broken : a->width > b->width;
}

/* Sets table->delimiter when it is 0; table->width either way. */
static pal_status find_delimiter(pal_table *table, pal_arena *mem, pal_str head,
                                 bool whole, pal_error *err)
{
    static const char candidates[] = {';', ',', '\t', '|'};
    const char *list = table->delimiter != 0 ? &table->delimiter : candidates;
    size_t count = table->delimiter != 0 ? 1 : sizeof candidates;
    trial best = {0};
    char found = *list;
    for (size_t i = 0; i < count; i++) {
        trial t;
        pal_status status = try_delimiter(&t, mem, head, whole, list[i], err);
        if (status != PAL_OK)
            return status;
        if (t.width > 1 && is_better(&t, &best)) {
            best = t;
            found = list[i];
        }
    }
    table->width = best.width < 2 ? 1 : best.width;
    table->reading = best.width < 2 ? PAL_CSV_ONE_CELL : found;
    if (table->delimiter != 0)
        return PAL_OK;
    table->delimiter = best.width < 2 ? ',' : found;
    table->delimiter_why =
        best.width < 2
            ? PAL_STR("one column: no delimiter stands in the records")
            : pal_say(mem, "%zu of the first %zu records have %zu cells with it",
                      best.alike, best.records, best.width);
    return PAL_OK;
}

static bool keep_record(pal_table *table, pal_arena *mem, const pal_record *r)
{
    size_t total = 0;
    for (size_t i = 0; i < r->count; i++)
        total += r->cells[i].len;
    pal_str *cells = pal_new(mem, pal_str, r->count + 1);
    char *bytes = pal_new(mem, char, total + 1);
    if (!cells || !bytes)
        return false;
    for (size_t i = 0; i < r->count; i++) {
        cells[i] = (pal_str){bytes, r->cells[i].len};
        if (cells[i].len != 0)
            memcpy(bytes, r->cells[i].ptr, cells[i].len);
        bytes += cells[i].len;
    }
    table->rows[table->count++] = (pal_record){r->line, cells, r->count, r->unclosed};
    table->broken += r->unclosed != 0;
    return true;
}

pal_status pal_table_read(pal_table *out, pal_arena *mem, pal_str head, bool whole,
                          char delimiter, const char *file, pal_error *err)
{
    pal_loc at = pal_loc_file(file);
    char hinted = 0;
    size_t skip = sep_line(head, &hinted);
    pal_table table = {.hints = skip != 0};
    if (delimiter != 0)
        table.delimiter_why = PAL_STR("asked for");
    else if (hinted != 0)
        table.delimiter_why = PAL_STR("the first line says sep=");
    table.delimiter = delimiter != 0 ? delimiter : hinted;
    table.rows = pal_new(mem, pal_record, PAL_TABLE_ROWS);
    if (!table.rows)
        return pal_fail(err, PAL_ENOMEM, at, "no memory");
    pal_str rows = {head.ptr + skip, head.len - skip};
    pal_status status = find_delimiter(&table, mem, rows, whole, err);
    pal_csv *csv = NULL;
    if (status == PAL_OK)
        status = pal_csv_open(&csv, table.reading, feed_once, &head, file, err);
    if (status != PAL_OK)
        return status;
    pal_csv_expect(csv, table.width);
    pal_record r;
    pal_error first = {0};
    for (size_t n = 0; status == PAL_OK && table.count < PAL_TABLE_ROWS; n++) {
        status = pal_csv_next(csv, &r, &first);
        if (n < table.hints)
            continue;
        if (status == PAL_OK && r.count != 0 && !keep_record(&table, mem, &r))
            status = pal_fail(&first, PAL_ENOMEM, at, "no memory");
    }
    table.newline = pal_csv_newline(csv);
    pal_csv_close(csv);
    /* a head that ends within a quote is not the fault of the file; the run will see */
    if (status < PAL_OK && (whole || status != PAL_EFORMAT || table.count < 2))
        return pal_fail(err, status, first.at, "%s", first.msg);
    if (!whole && status == PAL_DONE && table.count > 1)
        table.count--;
    *out = table;
    return PAL_OK;
}
