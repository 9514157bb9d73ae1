#include "stats/tally.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/find_impact.h"
#include "base/map.h"
#include "base/str.h"
#include "stats/nps.h"

enum { GROUPS_MAX = 100000 };
static const size_t TALLY_LIMIT = (size_t)1 << 30;

/* Counts of one theme. */
typedef struct theme_count {
    uint64_t rows;
    uint64_t polarity[PAL_POLARITY_COUNT];
    uint64_t wishes;
    uint64_t bands[PAL_BAND_COUNT];
} theme_count;

/* Counts of one value of a group column. */
typedef struct group {
    uint32_t column;
    pal_str value;
    uint64_t first_row;
    uint64_t rows;
    uint64_t commented;
    uint64_t bands[PAL_BAND_COUNT];
    uint64_t *mentions; /* by theme */
    uint64_t *negative;
} group;

struct pal_tally {
    pal_arena *mem;
    size_t theme_count;
    size_t column_count;
    uint64_t empty;
    uint64_t comments;
    uint64_t by_language[4];
    uint64_t respelt[PAL_RESPELLING_COUNT];
    pal_respellings *respellings;
    uint64_t by_sentiment[PAL_POLARITY_COUNT];
    uint64_t sentiment_in_band[PAL_BAND_COUNT][PAL_POLARITY_COUNT];
    uint64_t bands[PAL_BAND_COUNT];           /* all rows */
    uint64_t commented_bands[PAL_BAND_COUNT]; /* rows with a comment */
    uint64_t untagged_bands[PAL_BAND_COUNT];  /* of those, rows without a theme */
    theme_count *themes;
    pal_map **index; /* by column: value -> group + 1 */
    group *groups;
    uint32_t group_count;
    uint32_t group_cap;
};

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the counts");
}

pal_status pal_tally_open(pal_tally **out, size_t themes, size_t columns, pal_error *err)
{
    pal_arena *mem = pal_arena_open(TALLY_LIMIT);
    pal_tally *t = mem ? pal_new(mem, pal_tally, 1) : NULL;
    bool fine = t != NULL;
    if (fine) {
        t->mem = mem;
        t->theme_count = themes;
        t->column_count = columns;
        t->themes = pal_new(mem, theme_count, themes);
        t->index = pal_new(mem, pal_map *, columns);
        fine =
            t->themes && t->index && pal_respellings_open(&t->respellings, err) == PAL_OK;
    }
    for (size_t i = 0; fine && i < columns; i++) {
        t->index[i] = pal_map_new(mem, (uint64_t)(uintptr_t)mem);
        fine = t->index[i] != NULL;
    }
    if (!fine) {
        if (t)
            pal_respellings_close(t->respellings);
        pal_arena_close(mem);
        return no_memory(err);
    }
    *out = t;
    return PAL_OK;
}

void pal_tally_close(pal_tally *t)
{
    if (!t)
        return;
    pal_respellings_close(t->respellings);
    pal_arena_close(t->mem);
}

void pal_tally_spill(pal_tally *t, uint32_t words, const char *folder)
{
    pal_respellings_spill(t->respellings, words, folder);
}

static group *group_at(pal_tally *t, uint32_t column, pal_str value)
{
    uint32_t *slot = pal_map_find(t->index[column], value);
    if (slot)
        return &t->groups[*slot - 1];
    if (t->group_count == GROUPS_MAX)
        return NULL;
    if (t->group_count == t->group_cap) {
        uint32_t cap = t->group_cap ? t->group_cap * 2 : 32;
        group *grown = pal_arena_grow(t->mem, t->groups, t->group_cap, cap, sizeof *grown,
                                      _Alignof(group));
        if (!grown)
            return NULL;
        t->groups = grown;
        t->group_cap = cap;
    }
    group fresh = {
        .column = column,
        .value = pal_arena_copy(t->mem, value),
        .mentions = pal_new(t->mem, uint64_t, t->theme_count),
        .negative = pal_new(t->mem, uint64_t, t->theme_count),
    };
    if (!fresh.value.ptr || !fresh.mentions || !fresh.negative)
        return NULL;
    slot = pal_map_at(t->index[column], fresh.value, NULL);
    if (!slot)
        return NULL;
    t->groups[t->group_count++] = fresh;
    *slot = t->group_count;
    return &t->groups[t->group_count - 1];
}

static pal_status add_groups(pal_tally *t, const pal_fact *fact, pal_error *err)
{
    for (uint32_t c = 0; c < t->column_count; c++) {
        if (fact->groups[c].len == 0)
            continue;
        group *g = group_at(t, c, fact->groups[c]);
        if (!g)
            return no_memory(err);
        if (g->rows == 0 || fact->row < g->first_row)
            g->first_row = fact->row;
        g->rows++;
        g->commented += fact->comment_count != 0;
        g->bands[fact->band]++;
        for (size_t i = 0; i < fact->tag_count; i++) {
            g->mentions[fact->tags[i].theme]++;
            g->negative[fact->tags[i].theme] += fact->tags[i].polarity == PAL_NEGATIVE;
        }
    }
    return PAL_OK;
}

static void add_counts(uint64_t *into, const uint64_t *from, size_t count)
{
    for (size_t i = 0; i < count; i++)
        into[i] += from[i];
}

static pal_status add_respelt(pal_tally *t, const pal_comment_fact *comment, uint64_t row,
                              pal_error *err)
{
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < comment->respelt_count; i++) {
        t->respelt[comment->respelt[i].why]++;
        status = pal_respellings_add(t->respellings, comment->respelt[i], row, err);
    }
    return status;
}

pal_status pal_tally_add(pal_tally *t, const pal_fact *fact, pal_error *err)
{
    t->bands[fact->band]++;
    t->comments += fact->comment_count;
    for (size_t i = 0; i < fact->comment_count; i++) {
        t->by_language[fact->comments[i].language]++;
        pal_status status = add_respelt(t, &fact->comments[i], fact->row, err);
        if (status != PAL_OK)
            return status;
        t->by_sentiment[fact->comments[i].sentiment]++;
        t->sentiment_in_band[fact->band][fact->comments[i].sentiment]++;
    }
    if (fact->comment_count == 0)
        t->empty++;
    else
        t->commented_bands[fact->band]++;
    if (fact->comment_count != 0 && fact->tag_count == 0)
        t->untagged_bands[fact->band]++;
    for (size_t i = 0; i < fact->tag_count; i++) {
        theme_count *theme = &t->themes[fact->tags[i].theme];
        theme->rows++;
        theme->polarity[fact->tags[i].polarity]++;
        theme->wishes += fact->tags[i].wish;
        theme->bands[fact->band]++;
    }
    return add_groups(t, fact, err);
}

pal_status pal_tally_merge(pal_tally *into, const pal_tally *from, pal_error *err)
{
    into->empty += from->empty;
    into->comments += from->comments;
    add_counts(into->by_language, from->by_language, 4);
    add_counts(into->respelt, from->respelt, PAL_RESPELLING_COUNT);
    pal_status status = pal_respellings_merge(into->respellings, from->respellings, err);
    if (status != PAL_OK)
        return status;
    add_counts(into->by_sentiment, from->by_sentiment, PAL_POLARITY_COUNT);
    add_counts(into->bands, from->bands, PAL_BAND_COUNT);
    add_counts(into->commented_bands, from->commented_bands, PAL_BAND_COUNT);
    add_counts(into->untagged_bands, from->untagged_bands, PAL_BAND_COUNT);
    for (size_t b = 0; b < PAL_BAND_COUNT; b++)
        add_counts(into->sentiment_in_band[b], from->sentiment_in_band[b],
                   PAL_POLARITY_COUNT);
    for (size_t i = 0; i < into->theme_count; i++) {
        into->themes[i].rows += from->themes[i].rows;
        into->themes[i].wishes += from->themes[i].wishes;
        add_counts(into->themes[i].polarity, from->themes[i].polarity,
                   PAL_POLARITY_COUNT);
        add_counts(into->themes[i].bands, from->themes[i].bands, PAL_BAND_COUNT);
    }
    for (uint32_t i = 0; i < from->group_count; i++) {
        const group *other = &from->groups[i];
        group *g = group_at(into, other->column, other->value);
        if (!g)
            return no_memory(err);
        if (g->rows == 0 || other->first_row < g->first_row)
            g->first_row = other->first_row;
        g->rows += other->rows;
        g->commented += other->commented;
        add_counts(g->bands, other->bands, PAL_BAND_COUNT);
        add_counts(g->mentions, other->mentions, into->theme_count);
        add_counts(g->negative, other->negative, into->theme_count);
    }
    return PAL_OK;
}

static pal_bands scored(const uint64_t bands[PAL_BAND_COUNT])
{
    return (pal_bands){bands[PAL_BAND_DETRACTOR], bands[PAL_BAND_PASSIVE],
                       bands[PAL_BAND_PROMOTER]};
}

static pal_bands without(pal_bands all, pal_bands some)
{
    return (pal_bands){all.detractors - some.detractors, all.passives - some.passives,
                       all.promoters - some.promoters};
}

static double ratio(uint64_t part, uint64_t whole)
{
    return whole ? (double)part / (double)whole : 0.0;
}

static pal_theme_result theme_figures(const pal_tally *t, uint32_t index,
                                      uint64_t answers)
{
    const theme_count *c = &t->themes[index];
    pal_bands with = scored(c->bands);
    pal_bands rest = without(scored(t->commented_bands), with);
    pal_impact impact = pal_nps_impact(with, rest, PAL_Z95);
    pal_theme_result out = {
        .theme = index,
        .mentions = c->rows,
        .wishes = c->wishes,
        .share = ratio(c->rows, answers),
        .with = pal_nps_from(with),
        .rest = pal_nps_from(rest),
        .impact = impact.points,
        .impact_low = impact.low,
        .impact_high = impact.high,
    };
    memcpy(out.polarity, c->polarity, sizeof out.polarity);
    for (size_t b = 0; b < PAL_BAND_COUNT; b++)
        out.share_in_band[b] = ratio(c->bands[b], t->commented_bands[b]);
    return out;
}

/* qsort() has no context: ids ride along. */
typedef struct sortable {
    pal_theme_result result;
    pal_str id;
} sortable;

static uint64_t rows_of(pal_bands bands)
{
    return bands.detractors + bands.passives + bands.promoters;
}

static bool has_enough(const pal_theme_result *theme)
{
    return rows_of(theme->with.bands) >= PAL_IMPACT_MENTIONS_MIN &&
           rows_of(theme->rest.bands) >= PAL_IMPACT_MENTIONS_MIN;
}

/* The weightiest first; behind them those of too few answers to have a weight, the most
 * often mentioned first. */
static int by_weight(const void *a, const void *b)
{
    const sortable *x = a;
    const sortable *y = b;
    bool weighs = has_enough(&x->result);
    if (weighs != has_enough(&y->result))
        return weighs ? -1 : 1;
    if (!weighs && x->result.mentions != y->result.mentions)
        return x->result.mentions > y->result.mentions ? -1 : 1;
    if (!weighs)
        return pal_str_compare(x->id, y->id);
    double dx = fabs(x->result.impact);
    double dy = fabs(y->result.impact);
    if (dx != dy)
        return dx > dy ? -1 : 1;
    return pal_str_compare(x->id, y->id);
}

static pal_status finish_themes(const pal_tally *t, pal_arena *mem, const pal_str *ids,
                                pal_summary *out, pal_error *err)
{
    sortable *list = pal_new(mem, sortable, t->theme_count);
    pal_theme_result *themes = pal_new(mem, pal_theme_result, t->theme_count);
    if (!list || !themes)
        return no_memory(err);
    size_t count = 0;
    for (uint32_t i = 0; i < t->theme_count; i++)
        if (t->themes[i].rows != 0)
            list[count++] = (sortable){theme_figures(t, i, out->answers), ids[i]};
    if (count > 1)
        qsort(list, count, sizeof *list, by_weight);
    for (size_t i = 0; i < count; i++)
        themes[i] = list[i].result;
    out->themes = themes;
    out->theme_count = count;
    out->lexicon_theme_count = t->theme_count;
    return PAL_OK;
}

static int by_column(const void *a, const void *b)
{
    const group *x = *(const group *const *)a;
    const group *y = *(const group *const *)b;
    if (x->column != y->column)
        return x->column < y->column ? -1 : 1;
    return pal_str_compare(x->value, y->value);
}

static int by_first_row(const void *a, const void *b)
{
    const group *x = *(const group *const *)a;
    const group *y = *(const group *const *)b;
    return x->first_row < y->first_row ? -1 : x->first_row > y->first_row;
}

static pal_status finish_groups(const pal_tally *t, pal_arena *mem, const pal_str *names,
                                bool first_as_read, pal_summary *out, pal_error *err)
{
    const group **order = pal_new(mem, const group *, t->group_count);
    pal_group_result *groups = pal_new(mem, pal_group_result, t->group_count);
    if (!order || !groups)
        return no_memory(err);
    for (uint32_t i = 0; i < t->group_count; i++)
        order[i] = &t->groups[i];
    if (t->group_count > 1)
        qsort(order, t->group_count, sizeof *order, by_column);
    uint32_t first = 0;
    while (first_as_read && first < t->group_count && order[first]->column == 0)
        first++;
    if (first > 1)
        qsort(order, first, sizeof *order, by_first_row);
    for (uint32_t i = 0; i < t->group_count; i++) {
        const group *g = order[i];
        uint64_t *mentions = pal_new(mem, uint64_t, t->theme_count);
        uint64_t *negative = pal_new(mem, uint64_t, t->theme_count);
        pal_str value = pal_arena_copy(mem, g->value);
        if (!mentions || !negative || !value.ptr)
            return no_memory(err);
        memcpy(mentions, g->mentions, t->theme_count * sizeof *mentions);
        memcpy(negative, g->negative, t->theme_count * sizeof *negative);
        groups[i] = (pal_group_result){
            .column = names[g->column],
            .value = value,
            .rows = g->rows,
            .commented = g->commented,
            .nps = pal_nps_from(scored(g->bands)),
            .theme_mentions = mentions,
            .theme_negative = negative,
        };
    }
    out->groups = groups;
    out->group_count = t->group_count;
    return PAL_OK;
}

pal_status pal_tally_finish(pal_tally *t, pal_arena *mem, const pal_str *ids,
                            const pal_str *names, bool first_as_read, pal_summary *out,
                            pal_error *err)
{
    out->answers = 0;
    for (size_t b = 0; b < PAL_BAND_COUNT; b++)
        out->answers += t->commented_bands[b];
    out->empty = t->empty;
    out->comments = t->comments;
    out->unscored = t->bands[PAL_BAND_NONE];
    memcpy(out->by_language, t->by_language, sizeof out->by_language);
    memcpy(out->respelt, t->respelt, sizeof out->respelt);
    pal_status status = pal_respellings_top(&out->corrections, &out->correction_count,
                                            mem, t->respellings, out->k_threshold, err);
    if (status != PAL_OK)
        return status;
    memcpy(out->by_sentiment, t->by_sentiment, sizeof out->by_sentiment);
    memcpy(out->sentiment_in_band, t->sentiment_in_band, sizeof out->sentiment_in_band);
    out->nps = pal_nps_from(scored(t->bands));
    out->nps_commented = pal_nps_from(scored(t->commented_bands));
    out->untagged = 0;
    for (size_t b = 0; b < PAL_BAND_COUNT; b++) {
        out->comment_rate[b] = ratio(t->commented_bands[b], t->bands[b]);
        out->untagged += t->untagged_bands[b];
    }
    out->nps_untagged = pal_nps_from(scored(t->untagged_bands));
    status = finish_themes(t, mem, ids, out, err);
    return status == PAL_OK ? finish_groups(t, mem, names, first_as_read, out, err)
                            : status;
}
