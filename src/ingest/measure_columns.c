#include "ingest/measure_columns.h"

#include "base/fail.h"
#include "base/say.h"
#include "base/str.h"
#include "ingest/cells.h"
#include "ingest/measure_cells.h"
#include "ingest/names.h"
#include "ingest/wanted.h"

#include <string.h>

/* So many values speak for a scale by what is missing among them; and so many ones for
 * a scale without a zero. */
enum { ENOUGH = 30, ONES = 3, SHOWN = 40 };

typedef struct finder {
    pal_columns *columns;
    pal_measure_column *list;
    size_t count;
    pal_arena *mem;
    bool lenient;
    const char *file;
    pal_error *err;
} finder;

/* What stands behind the name of a column in an option. */
typedef struct wish {
    pal_str name;
    pal_scale scale;
    pal_time_unit unit;
    int good; /* end of the scale: -1 low, 1 high, 0 not said */
    int64_t weight;
} wish;

static const char *option_of(pal_measure_kind kind)
{
    return kind == PAL_MEASURE_TIME ? "resolution-time" : pal_measure_name(kind);
}

static pal_scale scale_of(pal_str word)
{
    static const char *const names[] = {"", "0-10", "1-10", "1-7", "1-5"};
    for (int i = PAL_SCALE_0_10; i <= PAL_SCALE_1_5; i++)
        if (pal_str_equal(word, pal_str_from(names[i])))
            return (pal_scale)i;
    return PAL_SCALE_NONE;
}

/* Take one word of an option; false: it belongs to the name. */
static bool take_word(wish *w, pal_measure_kind kind, pal_str word)
{
    if (kind == PAL_MEASURE_TIME) {
        pal_time_unit unit = pal_time_unit_read(word);
        w->unit = unit != PAL_TIME_NONE ? unit : w->unit;
        return unit != PAL_TIME_NONE;
    }
    if (kind == PAL_MEASURE_CES &&
        (pal_str_equal(word, PAL_STR("low")) || pal_str_equal(word, PAL_STR("high")))) {
        w->good = word.ptr[0] == 'l' ? -1 : 1;
        return true;
    }
    pal_scale scale = kind == PAL_MEASURE_FCR ? PAL_SCALE_NONE : scale_of(word);
    w->scale = scale != PAL_SCALE_NONE ? scale : w->scale;
    return scale != PAL_SCALE_NONE;
}

/* A heading may hold colons of its own. */
static wish read_wish(pal_str text, pal_measure_kind kind)
{
    wish w = {.name = pal_str_trim(text), .weight = PAL_WEIGHT_UNIT};
    for (;;) {
        size_t at = w.name.len;
        while (at != 0 && w.name.ptr[at - 1] != ':')
            at--;
        if (at < 2 ||
            !take_word(&w, kind, pal_str_span(w.name.ptr + at, w.name.ptr + w.name.len)))
            return w;
        w.name.len = at - 1;
    }
}

/* --- scales and units --- */

static pal_scale scale_by_values(const pal_profile *seen, int *low, int *high)
{
    *low = 0;
    *high = 10;
    while (*low < 10 && seen->value[*low] == 0)
        ++*low;
    while (*high > 0 && seen->value[*high] == 0)
        --*high;
    if (*low == 0)
        return *high >= 8 ? PAL_SCALE_0_10 : PAL_SCALE_NONE;
    if (seen->scores < ENOUGH)
        return PAL_SCALE_NONE;
    return *high == 5                              ? PAL_SCALE_1_5
           : *high == 7                            ? PAL_SCALE_1_7
           : *high == 10 && seen->value[1] >= ONES ? PAL_SCALE_1_10
                                                   : PAL_SCALE_NONE;
}

static void settle_scale(finder *f, pal_measure_column *m, const pal_column *c)
{
    const char *option = option_of(m->is.kind);
    pal_str label = pal_str_clip(c->label, SHOWN);
    pal_scale named = pal_name_scale(c->label);
    int low = 0;
    int high = 0;
    if (m->is.scale == PAL_SCALE_NONE)
        m->is.scale = named;
    if (m->is.scale == PAL_SCALE_NONE && m->is.kind == PAL_MEASURE_ENPS)
        m->is.scale = PAL_SCALE_0_10;
    if (m->is.kind == PAL_MEASURE_ENPS && m->is.scale != PAL_SCALE_0_10 &&
        m->is.scale != PAL_SCALE_1_10)
        m->doubt = pal_say(f->mem, "eNPS is on 0-10; say --enps '%.*s:0-10' or ':1-10'",
                           PAL_ARG(label));
    if (m->is.scale != PAL_SCALE_NONE)
        return;
    m->is.scale = scale_by_values(&c->seen, &low, &high);
    if (m->is.scale != PAL_SCALE_NONE)
        return;
    m->doubt =
        c->seen.scores == 0
            ? pal_say(f->mem,
                      "the %s column '%.*s' holds no grades from 0 to 10 in its first "
                      "rows; if some follow, say --%s '%.*s:1-5'",
                      pal_measure_name(m->is.kind), PAL_ARG(label), option,
                      PAL_ARG(label))
            : pal_say(f->mem,
                      "%zu values of the %s column '%.*s' are from %d to %d: the scale "
                      "is not certain; say --%s '%.*s:1-5', or :1-7, :1-10, :0-10",
                      c->seen.scores, pal_measure_name(m->is.kind), PAL_ARG(label), low,
                      high, option, PAL_ARG(label));
}

static void settle_end(finder *f, pal_measure_column *m, const pal_column *c, int good)
{
    static const char *const scales[] = {"", "0-10", "1-10", "1-7", "1-5"};
    m->is.low_is_good = good < 0;
    if (good != 0 || m->is.scale == PAL_SCALE_1_7 || m->doubt.len != 0)
        return;
    pal_str label = pal_str_clip(c->label, SHOWN);
    m->doubt = pal_say(f->mem,
                       "which end of the ces column '%.*s' is good? say --ces "
                       "'%.*s:%s:low' for effort (CES 1.0), or :high for ease",
                       PAL_ARG(label), PAL_ARG(label), scales[m->is.scale]);
}

static void settle_unit(finder *f, pal_measure_column *m, const pal_column *c)
{
    pal_str word = c->folded;
    for (size_t i = word.len; i != 0; i--)
        if (word.ptr[i - 1] == ' ') {
            word = (pal_str){word.ptr + i, word.len - i};
            break;
        }
    if (m->is.unit == PAL_TIME_NONE)
        m->is.unit = pal_time_unit_read(word);
    if (m->is.unit != PAL_TIME_NONE || c->seen.numbers == 0)
        return;
    pal_str label = pal_str_clip(c->label, SHOWN);
    m->doubt = pal_say(f->mem,
                       "%zu values of the column '%.*s' are numbers without a unit; say "
                       "--resolution-time '%.*s:h', or :s, :min, :d",
                       c->seen.numbers, PAL_ARG(label), PAL_ARG(label));
}

static void settle(finder *f, pal_measure_column *m, int good)
{
    pal_column *c = &f->columns->items[m->column];
    m->is.column = c->label;
    if (m->is.kind == PAL_MEASURE_TIME)
        settle_unit(f, m, c);
    else if (m->is.kind != PAL_MEASURE_FCR)
        settle_scale(f, m, c);
    if (m->is.kind == PAL_MEASURE_CES)
        settle_end(f, m, c, good);
    /* the index may hold the main score too */
    bool is_score =
        m->is.kind == PAL_MEASURE_CSI && (pal_name_says(c->folded, PAL_NAME_NPS) ||
                                          pal_name_says(c->folded, PAL_NAME_RECOMMEND));
    if (c->use == PAL_USE_NONE && !is_score) {
        c->use = PAL_USE_MEASURE;
        c->why = pal_say(f->mem, "%s, asked for", pal_measure_name(m->is.kind));
    }
}

/* --- options --- */

static pal_status take(finder *f, pal_measure_kind kind, const wish *w)
{
    pal_str name = pal_arena_copy(f->mem, w->name);
    if (!name.ptr)
        return pal_fail(f->err, PAL_ENOMEM, pal_loc_file(f->file), "no memory");
    pal_measure_column *m = &f->list[f->count];
    *m = (pal_measure_column){
        .is = {.kind = kind, .scale = w->scale, .unit = w->unit, .weight = w->weight},
        .column = PAL_NO_COLUMN,
        .doubt = {"", 0}};
    int column = 0;
    pal_status status =
        pal_wanted_find(&column, f->mem, f->columns->items, f->columns->count, name.ptr,
                        pal_measure_name(kind), f->file, f->lenient ? NULL : f->err);
    if (status != PAL_OK && !(f->lenient && status == PAL_EUSAGE))
        return status;
    f->count++;
    if (status == PAL_OK) {
        m->column = column;
        settle(f, m, w->good);
    }
    return PAL_OK;
}

static pal_status take_option(finder *f, pal_measure_kind kind, const char *text)
{
    if (!text || strcmp(text, "-") == 0)
        return PAL_OK;
    wish w = read_wish(pal_str_from(text), kind);
    return take(f, kind, &w);
}

/* "Palvelu=2,Hinta:1-10=1,Laatu" */
static pal_status take_index(finder *f, const char *text)
{
    size_t count = 0;
    pal_status status = PAL_OK;
    pal_cut cut = {.tail = pal_str_from(text), .found = text != NULL};
    for (; status == PAL_OK && cut.found; count++) {
        cut = pal_str_cut(cut.tail, ',');
        pal_str item = pal_str_trim(cut.head);
        size_t at = item.len;
        while (at != 0 && item.ptr[at - 1] != '=')
            at--;
        pal_str name = at == 0 ? item : (pal_str){item.ptr, at - 1};
        wish w = read_wish(name, PAL_MEASURE_CSI);
        pal_str weight = pal_str_trim((pal_str){item.ptr + at, item.len - at});
        if (count == PAL_CSI_PARTS_MAX || w.name.len == 0 ||
            (at != 0 && !pal_weight_read(&w.weight, weight)))
            return pal_fail(f->err, PAL_EUSAGE, pal_loc_file(NULL),
                            "--csi takes up to %d columns with weights over 0, as "
                            "'Palvelu=2,Hinta=1', not '%.80s'",
                            PAL_CSI_PARTS_MAX, text);
        status = take(f, PAL_MEASURE_CSI, &w);
    }
    return status;
}

pal_status pal_measure_columns_find(pal_columns *columns, pal_arena *mem,
                                    const pal_options *opt, bool lenient,
                                    const char *file, pal_error *err)
{
    const struct {
        pal_measure_kind kind;
        const char *text;
    } singles[] = {
        {PAL_MEASURE_CSAT, opt->csat},
        {PAL_MEASURE_CES, opt->ces},
        {PAL_MEASURE_ENPS, opt->enps},
        {PAL_MEASURE_FCR, opt->fcr},
        {PAL_MEASURE_TIME, opt->resolution_time},
    };
    finder f = {columns, pal_new(mem, pal_measure_column, PAL_MEASURES_MAX),
                0,       mem,
                lenient, file,
                err};
    if (!f.list)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(file), "no memory");
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < sizeof singles / sizeof *singles; i++)
        status = take_option(&f, singles[i].kind, singles[i].text);
    if (status == PAL_OK)
        status = take_index(&f, opt->csi);
    if (status != PAL_OK)
        return status;
    columns->measures = f.list;
    columns->measure_count = f.count;
    return PAL_OK;
}

const char *pal_measure_suggest(const pal_column *c)
{
    static const struct {
        pal_name name;
        const char *option;
        bool grades;
    } evident[] = {
        {PAL_NAME_ENPS, "--enps", true},
        {PAL_NAME_CSAT, "--csat", true},
        {PAL_NAME_CES, "--ces", true},
        {PAL_NAME_FCR, "--fcr", false},
        {PAL_NAME_TIME, "--resolution-time", false},
    };
    const pal_profile *seen = &c->seen;
    if ((c->use != PAL_USE_NONE && c->use != PAL_USE_SEGMENT) || seen->filled == 0)
        return NULL;
    bool grades =
        seen->scores != 0 && (seen->scores + seen->no_answers) * 10 >= seen->filled * 9;
    for (size_t i = 0; i < sizeof evident / sizeof *evident; i++)
        if ((pal_name_says(c->folded, evident[i].name) ||
             pal_name_says(c->folded_key, evident[i].name)) &&
            (!evident[i].grades || grades))
            return evident[i].option;
    return NULL;
}
