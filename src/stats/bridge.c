#include "stats/bridge.h"

#include <math.h>
#include <stdlib.h>

#include "stats/nps.h"

/* NPS points in a value of 1. */
static const double POINTS = 100.0;

/* A column whose small values are one group, and its mix term. */
typedef struct folded {
    const pal_bridge_column *column; /* NULL = all rows are one group */
    size_t groups;
    pal_bridge_group *from;
    pal_bridge_group *to;
    double mix;
} folded;

/* A term before it is rounded. */
typedef struct draft {
    pal_bridge_term term;
    double points;
    double share_points;
    double rest; /* of a unit, that rounding down leaves */
} draft;

/* --- counts --- */

void pal_bridge_count(pal_bridge_group *group, const uint32_t *list, size_t count,
                      int step)
{
    group->rows++;
    if (count == 0) {
        group->untagged.mentions++;
        group->untagged.sum += (int64_t)step * PAL_SPLIT_UNIT;
        return;
    }
    int64_t each = PAL_SPLIT_UNIT / (int64_t)count;
    size_t over = PAL_SPLIT_UNIT % count;
    for (size_t i = 0; i < count; i++) {
        group->themes[list[i]].mentions++;
        group->themes[list[i]].sum += step * (each + (i < over));
    }
}

static void merge(pal_bridge_group *to, const pal_bridge_group *from, size_t themes)
{
    to->rows += from->rows;
    to->untagged.mentions += from->untagged.mentions;
    to->untagged.sum += from->untagged.sum;
    for (size_t t = 0; t < themes; t++) {
        to->themes[t].mentions += from->themes[t].mentions;
        to->themes[t].sum += from->themes[t].sum;
    }
}

/* Values too small in either wave are one group with the rows without a value: [0]. */
static bool fold(folded *out, const pal_bridge_column *column,
                 const pal_bridge_sides *sides, pal_arena *scratch)
{
    *out = (folded){.column = column, .groups = 1};
    out->from = pal_new(scratch, pal_bridge_group, column->groups);
    out->to = pal_new(scratch, pal_bridge_group, column->groups);
    if (!out->from || !out->to)
        return false;
    out->from[0].themes = pal_new(scratch, pal_bridge_part, sides->theme_count);
    out->to[0].themes = pal_new(scratch, pal_bridge_part, sides->theme_count);
    if (!out->from[0].themes || !out->to[0].themes)
        return false;
    for (size_t g = 0; g < column->groups; g++) {
        const pal_bridge_group *from = &column->from[g];
        const pal_bridge_group *to = &column->to[g];
        if (g == 0 || from->rows < sides->least || to->rows < sides->least) {
            merge(&out->from[0], from, sides->theme_count);
            merge(&out->to[0], to, sides->theme_count);
        } else {
            out->from[out->groups] = *from;
            out->to[out->groups++] = *to;
        }
    }
    return true;
}

/* --- one group --- */

static double mean_of(const pal_bridge_group *g, size_t themes)
{
    int64_t sum = g->untagged.sum;
    for (size_t t = 0; t < themes; t++)
        sum += g->themes[t].sum;
    return POINTS * (double)sum / PAL_SPLIT_UNIT / (double)g->rows;
}

static double share_of_rows(uint64_t part, uint64_t all)
{
    return (double)part / (double)all;
}

/* Mean of the weights of a group in both waves; 0 when a wave lacks it: then it counts as
 * unchanged. */
static double weight_of(const folded *f, const pal_bridge_sides *s, size_t g)
{
    if (f->from[g].rows == 0 || f->to[g].rows == 0)
        return 0.0;
    return (share_of_rows(f->from[g].rows, s->from->rows) +
            share_of_rows(f->to[g].rows, s->to->rows)) /
           2.0;
}

static double mix_of(const folded *f, const pal_bridge_sides *s)
{
    double mix = 0.0;
    for (size_t g = 0; g < f->groups; g++) {
        const pal_bridge_group *from = &f->from[g];
        const pal_bridge_group *to = &f->to[g];
        if (from->rows == 0 && to->rows == 0)
            continue;
        double old = mean_of(from->rows != 0 ? from : to, s->theme_count);
        double fresh = mean_of(to->rows != 0 ? to : from, s->theme_count);
        mix += (share_of_rows(to->rows, s->to->rows) -
                share_of_rows(from->rows, s->from->rows)) *
               (old + fresh) / 2.0;
    }
    return mix;
}

/* Adds the change of a part in a group: all of it, and what the share alone gives. A rate
 * that a wave does not have is that of the other. */
static void add_change(draft *d, double weight, const pal_bridge_part *from, uint64_t n0,
                       const pal_bridge_part *to, uint64_t n1)
{
    if (weight == 0.0 || (from->mentions == 0 && to->mentions == 0))
        return;
    double share0 = share_of_rows(from->mentions, n0);
    double share1 = share_of_rows(to->mentions, n1);
    const pal_bridge_part *known = from->mentions != 0 ? from : to;
    double rate = POINTS * (double)known->sum / PAL_SPLIT_UNIT / (double)known->mentions;
    double old = POINTS * (double)from->sum / PAL_SPLIT_UNIT / (double)n0;
    double fresh = POINTS * (double)to->sum / PAL_SPLIT_UNIT / (double)n1;
    d->points += weight * (fresh - old);
    d->share_points += weight * (share1 - share0) * rate;
}

static void add_theme(draft *d, const folded *f, const pal_bridge_sides *s, size_t theme)
{
    for (size_t g = 0; g < f->groups; g++)
        add_change(d, weight_of(f, s, g), &f->from[g].themes[theme], f->from[g].rows,
                   &f->to[g].themes[theme], f->to[g].rows);
}

/* --- the terms --- */

static bool is_frequent(const pal_bridge_sides *s, size_t theme)
{
    return s->from->themes[theme].mentions >= PAL_WAVE_MENTIONS_MIN ||
           s->to->themes[theme].mentions >= PAL_WAVE_MENTIONS_MIN;
}

static int by_size(const void *a, const void *b)
{
    const draft *x = a;
    const draft *y = b;
    double one = fabs(x->points);
    double two = fabs(y->points);
    if (one != two)
        return one > two ? -1 : 1;
    return x->term.theme < y->term.theme ? -1 : x->term.theme > y->term.theme;
}

static size_t draft_themes(draft *list, const folded *f, const pal_bridge_sides *s)
{
    size_t count = 0;
    draft other = {.term = {.kind = PAL_BRIDGE_OTHER}};
    bool rare = false;
    for (size_t t = 0; t < s->theme_count; t++) {
        if (s->from->themes[t].mentions == 0 && s->to->themes[t].mentions == 0)
            continue;
        bool frequent = is_frequent(s, t);
        rare = rare || !frequent;
        draft *d = frequent ? &list[count++] : &other;
        if (frequent)
            *d = (draft){.term = {.kind = PAL_BRIDGE_THEME, .theme = (uint32_t)t}};
        add_theme(d, f, s, t);
    }
    if (count > 1)
        qsort(list, count, sizeof *list, by_size);
    if (rare)
        list[count++] = other;
    return count;
}

static size_t draft_rest(draft *list, const folded *f, const pal_bridge_sides *s)
{
    size_t count = 0;
    draft *untagged = &list[count++];
    *untagged = (draft){.term = {.kind = PAL_BRIDGE_UNTAGGED}};
    for (size_t g = 0; g < f->groups; g++)
        add_change(untagged, weight_of(f, s, g), &f->from[g].untagged, f->from[g].rows,
                   &f->to[g].untagged, f->to[g].rows);
    if (f->column)
        list[count++] = (draft){.term = {.kind = PAL_BRIDGE_MIX}, .points = f->mix};
    double silent = POINTS * pal_nps_share(s->to_all).s - mean_of(s->to, s->theme_count) -
                    POINTS * pal_nps_share(s->from_all).s +
                    mean_of(s->from, s->theme_count);
    list[count++] = (draft){.term = {.kind = PAL_BRIDGE_NO_COMMENT}, .points = silent};
    if (s->retagged)
        list[count++] = (draft){.term = {.kind = PAL_BRIDGE_LEXICON}};
    return count;
}

/* Round to whole units that sum to `change`: all down, then the missing ones up where the
 * most was lost (largest remainder). */
static void round_terms(draft *list, size_t count, int64_t change)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        double units = list[i].points * PAL_BRIDGE_UNIT;
        double whole = floor(units);
        list[i].term.points = (int64_t)whole;
        list[i].rest = units - whole;
        sum += (int64_t)whole;
        list[i].term.share_points =
            (int64_t)floor(list[i].share_points * PAL_BRIDGE_UNIT + 0.5);
    }
    for (int64_t left = change - sum; left > 0; left--) {
        size_t most = 0;
        for (size_t i = 1; i < count; i++)
            if (list[i].rest > list[most].rest)
                most = i;
        list[most].term.points++;
        list[most].rest -= 1.0;
    }
    for (int64_t over = sum - change; over > 0; over--) {
        size_t least = 0;
        for (size_t i = 1; i < count; i++)
            if (list[i].rest < list[least].rest)
                least = i;
        list[least].term.points--;
        list[least].rest += 1.0;
    }
}

/* The column with the largest mix term, or all rows as one group. */
static bool choose(folded *out, const pal_bridge_sides *s, pal_arena *scratch)
{
    *out = (folded){.groups = 1};
    out->from = pal_new(scratch, pal_bridge_group, 1);
    out->to = pal_new(scratch, pal_bridge_group, 1);
    if (!out->from || !out->to)
        return false;
    out->from[0] = *s->from;
    out->to[0] = *s->to;
    for (size_t c = 0; c < s->column_count; c++) {
        folded f;
        if (!fold(&f, &s->columns[c], s, scratch))
            return false;
        if (f.groups == 1)
            continue;
        f.mix = mix_of(&f, s);
        if (!out->column || fabs(f.mix) > fabs(out->mix))
            *out = f;
    }
    return true;
}

bool pal_bridge_make(pal_bridge *out, pal_arena *mem, const pal_bridge_sides *s,
                     pal_arena *scratch)
{
    *out = (pal_bridge){.mix_p = (double)NAN};
    if (s->from->rows < PAL_WAVE_ROWS_MIN || s->to->rows < PAL_WAVE_ROWS_MIN)
        return true;
    folded f;
    draft *list = pal_new(scratch, draft, s->theme_count + PAL_BRIDGE_KINDS);
    if (!list || !choose(&f, s, scratch))
        return false;
    size_t count = draft_themes(list, &f, s);
    count += draft_rest(list + count, &f, s);
    double change = POINTS * (pal_nps_share(s->to_all).s - pal_nps_share(s->from_all).s);
    out->change = (int64_t)floor(change * PAL_BRIDGE_UNIT + 0.5);
    round_terms(list, count, out->change);
    pal_bridge_term *terms = pal_new(mem, pal_bridge_term, count);
    if (!terms)
        return false;
    for (size_t i = 0; i < count; i++)
        terms[i] = list[i].term;
    out->made = true;
    out->terms = terms;
    out->count = count;
    if (f.column) {
        out->mix_column = f.column->name;
        out->mix_p = f.column->p;
    }
    return true;
}
