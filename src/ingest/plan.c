#include "ingest/plan.h"

#include "base/fail.h"
#include "base/io.h"
#include "base/map.h"
#include "base/str.h"
#include "ingest/measure_columns.h"
#include "ingest/mend.h"

#include <string.h>

enum { SAMPLE_MAX = 500 };

static pal_str last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return pal_str_from(slash && slash[1] != '\0' ? slash + 1 : path);
}

static pal_str stem_of(const char *path)
{
    pal_str name = last_part(path);
    for (size_t i = name.len; i > 1; i--)
        if (name.ptr[i - 1] == '.')
            return (pal_str){name.ptr, i - 1};
    return name;
}

static pal_status state_facts(pal_input *in, pal_arena *mem, pal_error *err)
{
    const pal_columns *c = &in->look.columns;
    size_t len = 0;
    for (size_t i = 0; i < c->text_count; i++)
        len += c->items[c->texts[i]].label.len + 3;
    char *texts = pal_new(mem, char, len + 1);
    if (!texts)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(in->path), "no memory");
    size_t at = 0;
    for (size_t i = 0; i < c->text_count; i++) {
        pal_str label = c->items[c->texts[i]].label;
        if (i != 0) {
            memcpy(texts + at, " | ", 3);
            at += 3;
        }
        memcpy(texts + at, label.ptr, label.len);
        at += label.len;
    }
    bool folder = in->look.path != in->path;
    pal_str name = folder ? pal_io_name(pal_str_from(in->path)) : last_part(in->path);
    in->stem = folder ? name : stem_of(in->path);
    in->facts = (pal_input_result){
        .name = name,
        .sha256 = {in->sha256, 0},
        .encoding = in->look.encoding.name,
        .delimiter = in->look.table.delimiter,
        .dialect = in->look.dialect.name,
        .score_column = c->score >= 0 ? c->items[c->score].label : (pal_str){"", 0},
        .text_columns = {texts, at},
        .scale = c->score >= 0 ? c->scale : PAL_SCALE_NONE,
        .weight_column = c->weight >= 0 ? c->items[c->weight].label : (pal_str){"", 0},
        .part = in->look.part,
    };
    return PAL_OK;
}

static pal_status add_samples(pal_plan *plan, pal_arena *mem, const pal_input *in,
                              pal_error *err)
{
    const pal_table *table = &in->look.table;
    const pal_columns *c = &in->look.columns;
    size_t count = plan->sample_count;
    if (count == SAMPLE_MAX)
        return PAL_OK;
    pal_str *sample = pal_new(mem, pal_str, SAMPLE_MAX);
    if (!sample)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(in->path), "no memory");
    if (count != 0)
        memcpy(sample, plan->sample, count * sizeof *sample);
    for (size_t r = in->look.dialect.header_rows; r < table->count; r++)
        for (size_t t = 0; t < c->text_count && count < SAMPLE_MAX; t++) {
            const pal_record *row = &table->rows[r];
            if ((size_t)c->texts[t] >= row->count || row->unclosed != 0)
                continue;
            pal_str text = pal_text_mend(mem, row->cells[c->texts[t]], in->look.latin);
            if (!text.ptr)
                return pal_fail(err, PAL_ENOMEM, pal_loc_file(in->path), "no memory");
            if (!pal_text_is_empty(text))
                sample[count++] = text;
        }
    plan->sample = sample;
    plan->sample_count = count;
    return PAL_OK;
}

pal_status pal_plan_add(pal_plan *plan, pal_arena *mem, pal_input *in, pal_error *err)
{
    pal_status status = state_facts(in, mem, err);
    return status == PAL_OK ? add_samples(plan, mem, in, err) : status;
}

/* Columns of all inputs joined by name. */
typedef struct joint {
    pal_str *names;
    size_t count;
    pal_map *known;
} joint;

static pal_status add_names(joint *j, pal_arena *mem, const pal_input *in,
                            const int *columns, size_t count, pal_error *err)
{
    for (size_t i = 0; i < count; i++) {
        if (columns[i] < 0)
            continue;
        pal_str name = in->look.columns.items[columns[i]].label;
        bool fresh = false;
        uint32_t *index = pal_map_at(j->known, name, &fresh);
        if (index && !fresh)
            continue;
        pal_str *names = index ? pal_arena_grow(mem, j->names, j->count, j->count + 1,
                                                sizeof *names, _Alignof(pal_str))
                               : NULL;
        if (!names)
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(in->path), "no memory");
        *index = (uint32_t)j->count;
        j->names = names;
        j->names[j->count++] = name;
    }
    return PAL_OK;
}

static int *columns_of(const joint *j, pal_arena *mem, const pal_input *in,
                       const int *columns, size_t count)
{
    int *of = pal_new(mem, int, j->count + 1);
    for (size_t i = 0; of && i < j->count; i++)
        of[i] = PAL_NO_COLUMN;
    for (size_t i = 0; of && i < count; i++)
        if (columns[i] >= 0)
            of[*pal_map_find(j->known, in->look.columns.items[columns[i]].label)] =
                columns[i];
    return of;
}

static pal_status join_columns(pal_plan *plan, pal_arena *mem, pal_input *inputs,
                               size_t count, pal_error *err)
{
    joint segments = {.known = pal_map_new(mem, 1)};
    joint texts = {.known = pal_map_new(mem, 1)};
    if (!segments.known || !texts.known)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    for (size_t i = 0; i < count; i++) {
        pal_input *in = &inputs[i];
        const pal_columns *c = &in->look.columns;
        pal_status status =
            add_names(&segments, mem, in, c->segments, c->segment_count, err);
        if (status == PAL_OK)
            status = add_names(&texts, mem, in, c->texts, c->text_count, err);
        if (status != PAL_OK)
            return status;
    }
    for (size_t i = 0; i < count; i++) {
        pal_input *in = &inputs[i];
        const pal_columns *c = &in->look.columns;
        in->segment_of = columns_of(&segments, mem, in, c->segments, c->segment_count);
        in->text_of = columns_of(&texts, mem, in, c->texts, c->text_count);
        if (!in->segment_of || !in->text_of)
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    }
    plan->segments = segments.names;
    plan->segment_count = segments.count;
    plan->texts = texts.names;
    plan->text_count = texts.count;
    return PAL_OK;
}

static pal_status join_facts(pal_plan *plan, const pal_input *inputs, size_t count,
                             pal_error *err)
{
    plan->has_wave = count > 1;
    plan->wave_is_file = count > 1;
    for (size_t i = 0; i < count; i++) {
        const pal_input *in = &inputs[i];
        const pal_columns *c = &in->look.columns;
        plan->has_wave = plan->has_wave || c->wave >= 0;
        plan->wave_is_file = plan->wave_is_file && c->wave < 0;
        plan->has_weight = c->weight >= 0;
        if (c->score < 0)
            continue;
        if (plan->has_score && plan->scale != c->scale)
            return pal_fail(
                err, PAL_EUSAGE, pal_loc_file(in->path),
                "the scores of this input are on another scale than those before; "
                "read them in separate runs");
        plan->has_score = true;
        plan->scale = c->scale;
    }
    return PAL_OK;
}

/* A column that the user names must be in one of the inputs. */
static pal_status check_wanted(pal_arena *mem, const pal_input *inputs, size_t count,
                               const pal_options *opt, pal_error *err)
{
    pal_options one = {.id = opt->id,
                       .wave = opt->wave,
                       .date = opt->date,
                       .language_column = opt->language_column};
    size_t segments = 0;
    while (opt->segment && opt->segment[segments] && strcmp(opt->segment[0], "-") != 0)
        segments++;
    bool found = true;
    for (size_t s = 0; s < segments && found; s++) {
        found = false;
        for (size_t i = 0; i < count; i++)
            found = found || inputs[i].look.columns.segments[s] >= 0;
        one.segment = opt->segment + s;
    }
    if (found)
        one.segment = NULL;
    for (size_t i = 0; i < count; i++) {
        const pal_columns *c = &inputs[i].look.columns;
        one.id = c->id >= 0 ? NULL : one.id;
        one.wave = c->wave >= 0 ? NULL : one.wave;
        one.date = c->date >= 0 ? NULL : one.date;
        one.language_column = c->language >= 0 ? NULL : one.language_column;
    }
    /* what is left is in none: the first input complains, with its suggestion */
    const pal_input *in = &inputs[0];
    pal_columns unused;
    pal_table none = {0};
    return pal_columns_find(&unused, mem, &none, &in->look.dialect, &one, false, in->path,
                            err);
}

static bool same_measure(const pal_measure *a, const pal_measure *b)
{
    return a->scale == b->scale && a->low_is_good == b->low_is_good;
}

/* Every input lists the same measures, in the same order; some may lack the column. */
static pal_status join_measures(pal_plan *plan, pal_arena *mem, const pal_input *inputs,
                                size_t count, const pal_options *opt, pal_error *err)
{
    size_t measures = inputs[0].look.columns.measure_count;
    pal_measure *list = pal_new(mem, pal_measure, measures);
    if (!list)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    bool missing = false;
    for (size_t m = 0; m < measures; m++) {
        bool found = false;
        for (size_t i = 0; i < count; i++) {
            const pal_measure_column *from = &inputs[i].look.columns.measures[m];
            if (from->column < 0)
                continue;
            if (found && !same_measure(&list[m], &from->is))
                return pal_fail(err, PAL_EUSAGE, pal_loc_file(inputs[i].path),
                                "the %s column is on another scale than in the inputs "
                                "before; say its scale in the option",
                                pal_measure_name(from->is.kind));
            list[m] = found ? list[m] : from->is;
            found = true;
        }
        missing = missing || !found;
    }
    plan->measures = list;
    plan->measure_count = measures;
    pal_columns again = inputs[0].look.columns;
    return missing
               ? pal_measure_columns_find(&again, mem, opt, false, inputs[0].path, err)
               : PAL_OK;
}

pal_status pal_plan_finish(pal_plan *plan, pal_arena *mem, pal_input *inputs,
                           size_t count, const pal_options *opt, pal_error *err)
{
    pal_status status = count > 1 ? check_wanted(mem, inputs, count, opt, err) : PAL_OK;
    if (status == PAL_OK)
        status = join_facts(plan, inputs, count, err);
    if (status == PAL_OK)
        status = join_measures(plan, mem, inputs, count, opt, err);
    return status == PAL_OK ? join_columns(plan, mem, inputs, count, err) : status;
}
