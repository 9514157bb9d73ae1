#include "ingest/only.h"

#include <string.h>

#include "base/fail.h"
#include "base/str.h"
#include "base/unicode.h"
#include "ingest/mend.h"
#include "ingest/rows.h"
#include "ingest/wanted.h"

enum { SHOWN_MAX = 60, NEAR_BYTES = 60 };
static const size_t SCRATCH_LIMIT = (size_t)1 << 30;

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for --only");
}

/* --- columns --- */

/* Name of the column in `text`, whose `=` stands at `at`; NUL-terminated. */
static const char *name_of(pal_arena *mem, const char *text, size_t at)
{
    pal_str name = pal_arena_copy(mem, pal_str_trim((pal_str){text, at}));
    return name.ptr;
}

/* A heading may hold an `=` itself: the longest name of a column of the first input.
 */
static pal_status split_wish(size_t *out, pal_arena *mem, const pal_input *in,
                             const char *text, pal_error *err)
{
    const char *first = strchr(text, '=');
    if (!first || first == text)
        return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                        "--only '%.60s': say COLUMN=VALUE", text);
    *out = (size_t)(first - text);
    for (const char *at = first; at; at = strchr(at + 1, '=')) {
        const char *name = name_of(mem, text, (size_t)(at - text));
        int column;
        if (!name)
            return no_memory(err);
        if (pal_wanted_find(&column, mem, in->look.columns.items, in->look.columns.count,
                            name, "--only", in->path, NULL) == PAL_OK)
            *out = (size_t)(at - text);
    }
    return PAL_OK;
}

static pal_status find_column(int *out, pal_arena *mem, const pal_input *in,
                              const char *name, const pal_options *opt, pal_error *err)
{
    const pal_columns *c = &in->look.columns;
    pal_status status =
        pal_wanted_find(out, mem, c->items, c->count, name, "--only", in->look.path, err);
    if (status != PAL_OK || opt->keep_personal_data ||
        c->items[*out].use != PAL_USE_DROPPED)
        return status;
    return pal_fail(err, PAL_EUSAGE, pal_loc_file(in->look.path),
                    "the column '%.60s' tells who the respondents are; name another one "
                    "for --only, or say --keep-personal-data",
                    name);
}

static pal_status read_wish(pal_only_wish *out, pal_only_wishes *all, size_t count,
                            const pal_options *opt, const char *text, pal_error *err)
{
    size_t at = 0;
    pal_status status = split_wish(&at, all->mem, all->inputs, text, err);
    if (status != PAL_OK)
        return status;
    const char *name = name_of(all->mem, text, at);
    int *columns = pal_new(all->mem, int, count);
    if (!name || !columns)
        return no_memory(err);
    for (size_t i = 0; status == PAL_OK && i < count; i++)
        status = find_column(&columns[i], all->mem, &all->inputs[i], name, opt, err);
    if (status != PAL_OK)
        return status;
    pal_str value = pal_line_mend(all->mem, pal_str_from(text + at + 1), false);
    pal_str folded = value.ptr ? pal_unicode_fold(all->mem, value) : value;
    if (!folded.ptr)
        return no_memory(err);
    *out = (pal_only_wish){.column = all->inputs->look.columns.items[columns[0]].label,
                           .value = value,
                           .folded = folded,
                           .group = (size_t)(out - all->list),
                           .columns = columns,
                           .distance = SIZE_MAX};
    for (size_t i = out->group; i-- > 0;)
        if (all->list[i].columns[0] == columns[0])
            out->group = all->list[i].group;
    return PAL_OK;
}

pal_status pal_only_open(pal_only_wishes *out, pal_arena *mem, const pal_input *inputs,
                         size_t count, const pal_options *opt, pal_error *err)
{
    size_t wishes = 0;
    while (opt->only && opt->only[wishes])
        wishes++;
    *out = (pal_only_wishes){.inputs = inputs, .mem = mem};
    out->list = pal_new(mem, pal_only_wish, wishes);
    out->scratch = wishes != 0 ? pal_arena_open(SCRATCH_LIMIT) : NULL;
    if (!out->list || (wishes != 0 && !out->scratch))
        return no_memory(err);
    for (size_t i = 0; i < wishes; i++) {
        pal_status status = read_wish(&out->list[i], out, count, opt, opt->only[i], err);
        if (status != PAL_OK)
            return status;
        out->count++;
    }
    return PAL_OK;
}

/* --- values --- */

static bool note_value(pal_only_wishes *all, pal_only_wish *w, pal_str value)
{
    w->found = w->found || pal_str_equal(value, w->value);
    if (w->found || value.len == 0)
        return true;
    pal_str folded = pal_unicode_fold(all->scratch, value);
    if (!folded.ptr)
        return false;
    if (pal_str_equal(folded, w->folded)) {
        w->several =
            w->several || (w->caseless.ptr && !pal_str_equal(w->caseless, value));
        if (!w->caseless.ptr)
            w->caseless = pal_arena_copy(all->mem, value);
        return w->caseless.ptr != NULL;
    }
    if (value.len > NEAR_BYTES || pal_str_equal(value, w->near))
        return true;
    size_t distance = pal_wanted_distance(w->folded, folded);
    if (distance >= w->distance)
        return true;
    w->distance = distance;
    w->near = pal_arena_copy(all->mem, value);
    return w->near.ptr != NULL;
}

pal_status pal_only_note(pal_only_wishes *all, size_t index, const pal_record *record,
                         pal_error *err)
{
    for (size_t i = 0; i < all->count; i++) {
        pal_only_wish *w = &all->list[i];
        if (w->found)
            continue;
        pal_arena_reset(all->scratch);
        pal_str value =
            pal_row_value(all->scratch, &all->inputs[index], record, w->columns[index]);
        if (!value.ptr || !note_value(all, w, value))
            return no_memory(err);
    }
    return PAL_OK;
}

static pal_status complain(const pal_only_wish *w, pal_error *err)
{
    pal_str column = pal_str_clip(w->column, SHOWN_MAX);
    pal_str value = pal_str_clip(w->value, SHOWN_MAX);
    pal_str near = pal_str_clip(w->caseless.ptr ? w->caseless : w->near, SHOWN_MAX);
    bool close = w->caseless.ptr || (w->near.ptr && w->distance <= 2 + w->folded.len / 3);
    if (close)
        return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                        "--only: no row has '%.*s' in the column '%.*s'; did you mean "
                        "'%.*s'?",
                        PAL_ARG(value), PAL_ARG(column), PAL_ARG(near));
    return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                    "--only: no row has '%.*s' in the column '%.*s'", PAL_ARG(value),
                    PAL_ARG(column));
}

pal_status pal_only_settle(pal_only_wishes *all, bool exact, pal_error *err)
{
    for (size_t i = 0; i < all->count; i++) {
        pal_only_wish *w = &all->list[i];
        if (w->found)
            continue;
        if (!exact && w->several)
            return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                            "--only: the column '%.*s' has '%.*s' in several spellings; "
                            "write one of them as it stands there",
                            PAL_ARG(pal_str_clip(w->column, SHOWN_MAX)),
                            PAL_ARG(pal_str_clip(w->value, SHOWN_MAX)));
        if (exact || !w->caseless.ptr)
            return complain(w, err);
        w->value = w->caseless;
    }
    return PAL_OK;
}

bool pal_only_keeps(const pal_only_wishes *all, bool *fine, size_t index,
                    const pal_record *record)
{
    *fine = true;
    for (size_t i = 0; i < all->count; i++) {
        if (all->list[i].group != i)
            continue;
        pal_arena_reset(all->scratch);
        pal_str value = pal_row_value(all->scratch, &all->inputs[index], record,
                                      all->list[i].columns[index]);
        bool has = false;
        *fine = *fine && value.ptr;
        for (size_t k = i; k < all->count; k++)
            has = has ||
                  (all->list[k].group == i && pal_str_equal(value, all->list[k].value));
        if (!has)
            return false;
    }
    return true;
}

void pal_only_close(pal_only_wishes *all)
{
    pal_arena_close(all->scratch);
    all->scratch = NULL;
}
