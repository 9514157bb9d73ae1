#include "stats/why.h"

#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "base/str.h"
#include "stats/fisher.h"
#include "stats/keyness.h"
#include "stats/multiple.h"
#include "stats/why_inside.h"

static const size_t SCRATCH_LIMIT = (size_t)1 << 30;
static const double Q_MAX = 0.05;
static const double SMALL_EXPECTED = 5.0;
/* Under this G2 (p > 0.3) no test rejects, and a p above 0.05 never changes a q below
 * it: the exact test is spared. */
static const double HOPELESS = 1.0;
enum { FROM_DETRACTORS = 3 };

/* --- what the files of this part share --- */

pal_status pal_why_no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the reasons");
}

bool pal_why_in_band(const pal_why_tree *tree, pal_band band)
{
    return tree->band == PAL_BAND_NONE || tree->band == band;
}

uint32_t pal_why_mark(pal_why_search *s)
{
    if (++s->mark == 0) { /* the marks went round: all are stale */
        for (size_t t = 0; t < s->term_count; t++)
            s->marks[t] = 0;
        s->mark = 1;
    }
    return s->mark;
}

pal_why_node *pal_why_add(pal_why_growth *g, pal_why_level level, uint32_t parent)
{
    pal_why_node *node = &g->nodes[g->node_count++];
    *node = (pal_why_node){.level = level, .parent = parent, .theme = g->tree.theme};
    return node;
}

double pal_why_p(pal_part a, pal_part b, bool *exact)
{
    double n1 = (double)a.n;
    double n2 = (double)b.n;
    double with = (double)(a.x + b.x);
    double least = fmin(with, n1 + n2 - with) * fmin(n1, n2) / (n1 + n2);
    double g2 = pal_keyness_g2_full((pal_pair){(double)a.x, n1, (double)b.x, n2});
    *exact = least < SMALL_EXPECTED && g2 >= HOPELESS;
    if (!*exact)
        return pal_chi2_sf(g2, 1.0);
    return pal_fisher_two_sided((pal_fourfold){a.x, b.x, a.n - a.x, b.n - b.x});
}

pal_why_test pal_why_compare(pal_part a, pal_part b)
{
    pal_z_test difference = pal_part_difference(a, b, PAL_Z95);
    pal_why_test test = {
        .z = difference.z, .low = difference.low, .high = difference.high};
    test.p = pal_why_p(a, b, &test.exact);
    return test;
}

/* --- first pass: themes by band --- */

typedef struct census {
    uint64_t rows[PAL_BAND_COUNT];
    /* by theme */
    uint64_t (*themes)[PAL_BAND_COUNT];
    uint64_t (*tones)[PAL_BAND_COUNT][PAL_POLARITY_COUNT];
} census;

static pal_status count_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)err;
    census *c = ctx;
    if (!row->commented)
        return PAL_OK;
    c->rows[row->band]++;
    for (size_t i = 0; i < row->tag_count; i++) {
        const pal_panel_tag *tag = &row->tags[i];
        c->themes[tag->theme][row->band]++;
        c->tones[tag->theme][row->band][tag->polarity]++;
    }
    return PAL_OK;
}

static pal_bands bands_of(const uint64_t counts[PAL_BAND_COUNT])
{
    return (pal_bands){counts[PAL_BAND_DETRACTOR], counts[PAL_BAND_PASSIVE],
                       counts[PAL_BAND_PROMOTER]};
}

static pal_bands without(pal_bands all, pal_bands some)
{
    return (pal_bands){all.detractors - some.detractors, all.passives - some.passives,
                       all.promoters - some.promoters};
}

/* Mentions of a theme in the band of a tree, and rows of the band. */
static pal_part in_band(const census *c, uint32_t theme, pal_band band)
{
    const pal_why_tree tree = {.band = band};
    pal_part part = {0, 0};
    for (size_t b = 0; b < PAL_BAND_COUNT; b++)
        if (pal_why_in_band(&tree, (pal_band)b)) {
            part.x += c->themes[theme][b];
            part.n += c->rows[b];
        }
    return part;
}

/* The same in the other bands: rows without a score are in none. */
static pal_part in_others(const census *c, uint32_t theme, pal_band band)
{
    pal_part part = {0, 0};
    for (size_t b = PAL_BAND_DETRACTOR; b < PAL_BAND_COUNT; b++)
        if (band != PAL_BAND_NONE && b != band) {
            part.x += c->themes[theme][b];
            part.n += c->rows[b];
        }
    return part;
}

/* --- which trees --- */

typedef struct weighed {
    double points;
    uint32_t theme;
} weighed;

static int by_points(const void *a, const void *b)
{
    const weighed *x = a;
    const weighed *y = b;
    if (x->points != y->points)
        return x->points < y->points ? -1 : 1;
    return x->theme < y->theme ? -1 : x->theme > y->theme;
}

static void plant(pal_why_search *s, uint32_t theme, pal_band band)
{
    s->trees[s->count++] = (pal_why_growth){.tree = {.theme = theme, .band = band}};
}

/* Signals (loyalty, churn, ...) say what a customer does, not why. */
static bool may_be_chosen(const pal_why_search *s, const census *c, uint32_t theme)
{
    uint64_t scored = pal_bands_count(bands_of(c->themes[theme]));
    return scored >= PAL_WHY_IMPACT_MIN && pal_bands_count(bands_of(c->rows)) > scored &&
           !pal_str_equal(s->run->themes[theme].kind, PAL_STR("signal"));
}

static bool choose_trees(pal_why_search *s, const census *c)
{
    weighed *list = pal_new(s->mem, weighed, s->run->theme_count);
    size_t count = 0;
    for (uint32_t t = 0; list && t < s->run->theme_count; t++) {
        if (!may_be_chosen(s, c, t))
            continue;
        pal_bands with = bands_of(c->themes[t]);
        pal_impact impact =
            pal_nps_impact(with, without(bands_of(c->rows), with), PAL_Z95);
        list[count++] = (weighed){impact.points, t};
    }
    if (!list)
        return false;
    if (count > 1)
        qsort(list, count, sizeof *list, by_points);
    for (size_t i = 0; i < count && s->count < FROM_DETRACTORS; i++)
        if (list[i].points < 0.0 &&
            c->themes[list[i].theme][PAL_BAND_DETRACTOR] >= s->least)
            plant(s, list[i].theme, PAL_BAND_DETRACTOR);
    for (size_t i = count; i-- > 0 && list[i].points > 0.0;)
        if (c->themes[list[i].theme][PAL_BAND_PROMOTER] >= s->least) {
            plant(s, list[i].theme, PAL_BAND_PROMOTER);
            break;
        }
    return true;
}

/* --- first level --- */

/* q of a theme among all themes of its band; the other bands are what it is compared
 * with. */
static bool test_band(const pal_why_search *s, const census *c, pal_why_growth *g,
                      pal_why_node *node)
{
    double *q = pal_new(s->mem, double, s->run->theme_count);
    if (!q)
        return false;
    for (uint32_t t = 0; t < s->run->theme_count; t++) {
        pal_part own = in_band(c, t, g->tree.band);
        pal_part rest = in_others(c, t, g->tree.band);
        bool exact;
        q[t] = (double)NAN;
        if (rest.n < s->least || own.x + rest.x < s->least)
            continue;
        g->tree.tested[PAL_WHY_WHO]++;
        q[t] = pal_why_p(own, rest, &exact);
    }
    if (!pal_bh_q(q, q, s->run->theme_count, s->mem))
        return false;
    node->q = q[g->tree.theme];
    return true;
}

static bool add_theme(const pal_why_search *s, const census *c, pal_why_growth *g)
{
    pal_part own = in_band(c, g->tree.theme, g->tree.band);
    pal_part rest = in_others(c, g->tree.theme, g->tree.band);
    pal_bands with = bands_of(c->themes[g->tree.theme]);
    g->tree.with = pal_nps_from(with);
    g->tree.rest = pal_nps_from(without(bands_of(c->rows), with));
    for (size_t b = 0; b < PAL_BAND_COUNT; b++)
        for (size_t p = 0; p < PAL_POLARITY_COUNT; p++)
            if (pal_why_in_band(&g->tree, (pal_band)b))
                g->tree.polarity[p] += c->tones[g->tree.theme][b][p];
    pal_why_node *node = pal_why_add(g, PAL_WHY_WHO, 0);
    node->n = own.x;
    node->of = own.n;
    node->n_rest = rest.x;
    node->of_rest = rest.n;
    node->z = node->low = node->high = node->q = (double)NAN;
    if (rest.n == 0)
        return true;
    pal_why_test test = pal_why_compare(own, rest);
    node->z = test.z;
    node->low = test.low;
    node->high = test.high;
    node->exact = test.exact;
    if (!test_band(s, c, g, node))
        return false;
    g->tree.claimed[PAL_WHY_WHO] = node->q <= Q_MAX && node->z > 0.0;
    return true;
}

/* --- all levels --- */

/* Room for the nodes of each tree; few = too few respondents to be shown. */
static bool begin_trees(pal_why_search *s, const census *c)
{
    s->step = 1;
    for (size_t i = 0; i < s->count; i++) {
        pal_why_growth *g = &s->trees[i];
        g->all_mentions = in_band(c, g->tree.theme, g->tree.band).x;
        g->nodes = pal_new(s->run->mem, pal_why_node, PAL_WHY_NODES_MAX);
        if (!g->nodes)
            return false;
        g->tree.few = g->all_mentions < s->least;
        uint64_t step = (g->all_mentions + PAL_WHY_SAMPLE - 1) / PAL_WHY_SAMPLE;
        s->step = step > s->step ? step : s->step;
        if (!g->tree.few && !add_theme(s, c, g))
            return false;
    }
    return true;
}

static pal_status grow_trees(pal_why_search *s, pal_error *err)
{
    pal_status status = pal_why_read(s, err);
    bool fine = true;
    for (size_t i = 0; status == PAL_OK && fine && i < s->count; i++)
        fine = pal_why_candidates(s, &s->trees[i]);
    if (status == PAL_OK && fine)
        status = pal_why_count_pairs(s, err);
    for (size_t i = 0; status == PAL_OK && fine && i < s->count; i++) {
        pal_why_growth *g = &s->trees[i];
        fine = pal_why_with(s, g) && pal_why_about(s, g) && pal_why_where(s, g) &&
               pal_why_quotes(s, g);
    }
    return status == PAL_OK && !fine ? pal_why_no_memory(err) : status;
}

static bool open_census(const pal_why_search *s, census *c)
{
    size_t themes = s->run->theme_count;
    *c = (census){
        .themes = pal_arena_take(s->mem, sizeof *c->themes, _Alignof(uint64_t), themes),
        .tones = pal_arena_take(s->mem, sizeof *c->tones, _Alignof(uint64_t), themes),
    };
    return c->themes && c->tones;
}

static pal_status search(pal_why_search *s, pal_error *err)
{
    census c;
    if (!open_census(s, &c))
        return pal_why_no_memory(err);
    pal_status status = pal_panels_scan_tags(s->run->panels, count_row, &c, err);
    if (status != PAL_OK)
        return status;
    const pal_why_ask *ask = s->run->why;
    if (ask)
        plant(s, ask->theme, ask->band);
    bool fine = (ask || choose_trees(s, &c)) && begin_trees(s, &c);
    if (!fine)
        return pal_why_no_memory(err);
    bool nothing = s->count == 0 || (ask && s->trees[0].tree.few);
    return nothing ? PAL_OK : grow_trees(s, err);
}

static pal_status finish(const pal_why_findings **out, const pal_why_search *s,
                         pal_error *err)
{
    pal_why_findings *found = pal_new(s->run->mem, pal_why_findings, 1);
    pal_why_tree *trees = pal_new(s->run->mem, pal_why_tree, s->count);
    if (!found || !trees)
        return pal_why_no_memory(err);
    for (size_t i = 0; i < s->count; i++) {
        trees[i] = s->trees[i].tree;
        trees[i].nodes = s->trees[i].nodes;
        trees[i].node_count = s->trees[i].node_count;
    }
    *found = (pal_why_findings){.trees = trees,
                                .count = s->count,
                                .asked = s->run->why != NULL,
                                .k_threshold = s->run->k_threshold,
                                .step = s->step};
    *out = found;
    return PAL_OK;
}

pal_status pal_why_find(const pal_why_findings **out, const pal_stats_run *run,
                        pal_error *err)
{
    pal_arena *mem = pal_arena_open(SCRATCH_LIMIT);
    pal_why_search *s = mem ? pal_new(mem, pal_why_search, 1) : NULL;
    if (!s) {
        pal_arena_close(mem);
        return pal_why_no_memory(err);
    }
    *s = (pal_why_search){.run = run, .mem = mem, .least = PAL_WHY_LEAST};
    if (run->k_threshold > s->least)
        s->least = run->k_threshold;
    pal_status status = search(s, err);
    if (status == PAL_OK && s->count != 0)
        status = finish(out, s, err);
    pal_arena_close(mem);
    return status;
}
