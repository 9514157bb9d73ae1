#include "ingest/wanted.h"

#include "base/fail.h"
#include "base/str.h"
#include "base/unicode.h"
#include "ingest/mend.h"

#include <string.h>

enum { NEAR_MAX = 48 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t pal_wanted_distance(pal_str a, pal_str b)
{
    size_t row[NEAR_MAX + 1];
    size_t width = least(b.len, NEAR_MAX);
    for (size_t j = 0; j <= width; j++)
        row[j] = j;
    for (size_t i = 0; i < least(a.len, NEAR_MAX); i++) {
        size_t corner = row[0];
        row[0] = i + 1;
        for (size_t j = 0; j < width; j++) {
            size_t swap = corner + (a.ptr[i] != b.ptr[j]);
            corner = row[j + 1];
            row[j + 1] = least(swap, least(corner, row[j]) + 1);
        }
    }
    return row[width];
}

static pal_status complain(const pal_column *items, size_t count, pal_str folded,
                           const char *name, const char *role, const char *file,
                           pal_arena *mem, pal_error *err)
{
    size_t best = SIZE_MAX;
    size_t nearest = 0;
    for (size_t i = 0; i < count; i++) {
        pal_str label = pal_unicode_fold(mem, items[i].label);
        size_t d = label.ptr ? pal_wanted_distance(folded, label) : SIZE_MAX;
        if (d < best) {
            best = d;
            nearest = i;
        }
    }
    pal_loc at = pal_loc_file(file);
    /* more wrong than right is another word: "Nope" is no "Alue" */
    if (best <= least(2 + folded.len / 3, folded.len / 2)) {
        pal_str near = pal_str_clip(items[nearest].label, 60);
        return pal_fail(err, PAL_EUSAGE, at, "no %s column '%.60s'; did you mean '%.*s'?",
                        role, name, PAL_ARG(near));
    }
    return pal_fail(err, PAL_EUSAGE, at,
                    "no %s column '%.60s' among the %zu columns; palaute "
                    "inspect lists them",
                    role, name, count);
}

static bool is_whole_number(pal_str text, int64_t *value)
{
    return text.len != 0 && text.ptr[0] >= '0' && text.ptr[0] <= '9' &&
           pal_str_to_int(text, value);
}

pal_status pal_wanted_find(int *out, pal_arena *mem, const pal_column *items,
                           size_t count, const char *name, const char *role,
                           const char *file, pal_error *err)
{
    pal_str line = pal_line_mend(mem, pal_str_from(name), true);
    pal_str folded = line.ptr ? pal_unicode_fold(mem, line) : line;
    if (!folded.ptr)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(file), "no memory");
    int by_prefix = PAL_NO_COLUMN;
    size_t prefixes = 0;
    for (size_t i = 0; i < count; i++) {
        pal_str label = pal_unicode_fold(mem, items[i].label);
        pal_str key = pal_unicode_fold(mem, items[i].key);
        if (!label.ptr || !key.ptr)
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(file), "no memory");
        if (pal_str_equal(label, folded) || pal_str_equal(key, folded)) {
            *out = (int)i;
            return PAL_OK;
        }
        if (folded.len != 0 && pal_str_starts(label, folded)) {
            by_prefix = by_prefix < 0 ? (int)i : by_prefix;
            prefixes++;
        }
    }
    int64_t number = 0;
    if (is_whole_number(line, &number) && number >= 1 && (uint64_t)number <= count) {
        *out = (int)(number - 1);
        return PAL_OK;
    }
    if (prefixes > 1)
        return pal_fail(
            err, PAL_EUSAGE, pal_loc_file(file),
            "%zu columns begin with '%.60s'; give a whole heading or a number", prefixes,
            name);
    if (prefixes == 0)
        return complain(items, count, folded, name, role, file, mem, err);
    *out = by_prefix;
    return PAL_OK;
}
