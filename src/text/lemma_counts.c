#include "text/lemma_counts.h"

#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"

enum { TABLE_MAX = 4 << 20 };

/* A line of the table. */
typedef struct frequency {
    pal_str lemma;
    uint32_t count;
} frequency;

struct pal_lemma_counts {
    pal_str text;
    const frequency *table; /* ascending by lemma */
    size_t count;
};

/* "lemma TAB count", ascending. */
static pal_status read_line(frequency *out, pal_str line, pal_str before, pal_loc at,
                            pal_error *err)
{
    pal_cut cut = pal_str_cut(line, '\t');
    int64_t count = 0;
    pal_str shown = pal_str_clip(cut.head, 40);
    if (!cut.found || cut.head.len == 0)
        return pal_fail(err, PAL_EFORMAT, at, "no lemma and count with a TAB between");
    if (pal_str_compare(before, cut.head) >= 0)
        return pal_fail(err, PAL_EFORMAT, at, "'%.*s' is not in ascending order",
                        PAL_ARG(shown));
    at.column = cut.head.len + 2;
    if (!pal_str_to_int(cut.tail, &count) || count < 1 || count > UINT32_MAX)
        return pal_fail(err, PAL_EFORMAT, at, "the count of '%.*s' is no number from 1",
                        PAL_ARG(shown));
    *out = (frequency){.lemma = cut.head, .count = (uint32_t)count};
    return PAL_OK;
}

pal_status pal_lemma_counts_open(const pal_lemma_counts **out, pal_arena *mem,
                                 const char *models, pal_error *err)
{
    const char *path;
    pal_str text;
    *out = NULL;
    pal_status status = pal_io_read_if_there(&text, &path, mem, models,
                                             "lemma-frequency.fi.tsv", TABLE_MAX, err);
    if (status != PAL_OK || !text.ptr)
        return status;
    pal_loc at = pal_loc_file(path);
    const pal_str whole = text;
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    pal_lemma_counts *counts = pal_new(mem, pal_lemma_counts, 1);
    frequency *table = pal_new(mem, frequency, lines);
    if (!counts || !table)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the frequencies");
    size_t count = 0;
    at.column = 1;
    for (pal_cut row; text.len != 0; text = row.tail) {
        row = pal_str_cut(text, '\n');
        at.line++;
        if (row.head.len == 0 || row.head.ptr[0] == '#')
            continue;
        pal_str before = count ? table[count - 1].lemma : (pal_str){NULL, 0};
        status = read_line(&table[count], row.head, before, at, err);
        if (status != PAL_OK)
            return status;
        count++;
    }
    *counts = (pal_lemma_counts){.text = whole, .table = table, .count = count};
    *out = counts;
    return PAL_OK;
}

pal_str pal_lemma_counts_text(const pal_lemma_counts *counts)
{
    return counts ? counts->text : (pal_str){NULL, 0};
}

static uint32_t count_of(const pal_lemma_counts *counts, pal_str lemma)
{
    size_t low = 0;
    size_t high = counts ? counts->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = pal_str_compare(counts->table[middle].lemma, lemma);
        if (order == 0)
            return counts->table[middle].count;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

uint64_t pal_lemma_counts_weight(const pal_lemma_counts *counts, pal_str lemma,
                                 size_t head)
{
    uint64_t own = (uint64_t)count_of(counts, lemma) * 16;
    if (head == 0 || head >= lemma.len)
        return own;
    return own + count_of(counts, (pal_str){lemma.ptr + head, lemma.len - head});
}
