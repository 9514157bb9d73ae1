#include "stats/followup.h"

#include <stdlib.h>

#include "base/fail.h"
#include "base/scale.h"
#include "base/str.h"

static const size_t SCRATCH_LIMIT = (size_t)8 << 20;
enum { KEPT_MAX = 2 * PAL_FOLLOWUP_ROWS_MAX };

/* What a mention says for a call. */
typedef enum trait {
    TRAIT_LEAVING,
    TRAIT_PROMISE,
    TRAIT_OPEN,
    TRAIT_WAITING,
    TRAIT_CONTACT,
    TRAIT_CUSTOMER,
    TRAIT_NONE,
} trait;

static const int points[] = {
    [TRAIT_LEAVING] = PAL_FOLLOWUP_CHURN,   [TRAIT_PROMISE] = PAL_FOLLOWUP_PROMISE,
    [TRAIT_OPEN] = PAL_FOLLOWUP_OPEN,       [TRAIT_WAITING] = PAL_FOLLOWUP_WAITING,
    [TRAIT_CONTACT] = PAL_FOLLOWUP_CONTACT, [TRAIT_CUSTOMER] = PAL_FOLLOWUP_CUSTOMER,
};

static const struct {
    pal_str theme;
    trait blamed; /* or, for leaving and custom, said in any way but praise */
    bool contact; /* a wish about it asks for a call */
} themes[] = {
    {PAL_INIT("poistumariski"), TRAIT_LEAVING, false},
    {PAL_INIT("lupausten-pitaminen"), TRAIT_PROMISE, false},
    {PAL_INIT("ongelmanratkaisu"), TRAIT_OPEN, true},
    {PAL_INIT("reklamaation-kasittely"), TRAIT_OPEN, true},
    {PAL_INIT("vasteaika"), TRAIT_WAITING, true},
    {PAL_INIT("tavoitettavuus"), TRAIT_WAITING, true},
    {PAL_INIT("tiedonkulku"), TRAIT_WAITING, true},
    {PAL_INIT("jalkipalvelu"), TRAIT_NONE, true},
    {PAL_INIT("uskollisuus"), TRAIT_CUSTOMER, false},
};
enum { THEME_COUNT = sizeof themes / sizeof *themes };

typedef struct finder {
    const pal_stats_run *run;
    uint8_t *kinds; /* by theme: its place in `themes`, from 1 */
    const pal_str *waves;
    pal_followup_findings found;
    pal_followup_row *rows;
    size_t count;
} finder;

static int by_points(const void *a, const void *b)
{
    const pal_followup_row *x = a;
    const pal_followup_row *y = b;
    if (x->points != y->points)
        return x->points > y->points ? -1 : 1;
    return x->shown.row < y->shown.row ? -1 : x->shown.row > y->shown.row;
}

static void keep_first(finder *f)
{
    if (f->count > 1)
        qsort(f->rows, f->count, sizeof *f->rows, by_points);
    if (f->count > PAL_FOLLOWUP_ROWS_MAX)
        f->count = PAL_FOLLOWUP_ROWS_MAX;
}

static trait trait_of(const finder *f, const pal_panel_tag *tag)
{
    size_t kind = f->kinds[tag->theme];
    if (kind == 0)
        return TRAIT_NONE;
    trait t = themes[kind - 1].blamed;
    if (t == TRAIT_CUSTOMER)
        return t;
    if (t == TRAIT_LEAVING)
        return tag->polarity != PAL_POSITIVE ? t : TRAIT_NONE;
    if (t != TRAIT_NONE && tag->polarity == PAL_NEGATIVE)
        return t;
    return themes[kind - 1].contact && tag->wish ? TRAIT_CONTACT : TRAIT_NONE;
}

/* The tag that shows each trait, NULL where there is none. A wish beside blame counts
 * too. */
static void find_traits(const finder *f, const pal_panel_row *row,
                        const pal_panel_tag *by_trait[TRAIT_NONE])
{
    for (size_t i = 0; i < row->tag_count; i++) {
        const pal_panel_tag *tag = &row->tags[i];
        trait t = trait_of(f, tag);
        if (t != TRAIT_NONE && !by_trait[t])
            by_trait[t] = tag;
        size_t kind = f->kinds[tag->theme];
        if (kind != 0 && themes[kind - 1].contact && tag->wish &&
            !by_trait[TRAIT_CONTACT])
            by_trait[TRAIT_CONTACT] = tag;
    }
}

static bool is_lowest(const finder *f, const pal_panel_row *row)
{
    int low = pal_scale_low(f->run->scale);
    int high = pal_scale_high(f->run->scale);
    return row->band == PAL_BAND_DETRACTOR && row->score <= low + (high - low) * 3 / 10;
}

static void add_reason(pal_followup_row *to, const pal_panel_tag *tag)
{
    for (size_t i = 0; i < to->reason_count; i++)
        if (to->reasons[i] == tag->theme)
            return;
    to->reasons[to->reason_count++] = tag->theme;
}

static pal_followup_row row_of(const finder *f, const pal_panel_row *row,
                               const pal_panel_tag *const by_trait[TRAIT_NONE])
{
    pal_followup_row out = {
        .points = (row->band == PAL_BAND_DETRACTOR ? PAL_FOLLOWUP_DETRACTOR : 0) +
                  (is_lowest(f, row) ? PAL_FOLLOWUP_LOWEST : 0),
        .shown = {.row = row->row,
                  .place = row->place,
                  .band = row->band,
                  .score = row->score,
                  .polarity = row->sentiment},
        .wave = f->waves && row->groups[0] != 0 ? f->waves[row->groups[0] - 1]
                                                : (pal_str){"", 0}};
    for (int t = TRAIT_LEAVING; t < TRAIT_NONE; t++) {
        const pal_panel_tag *tag = by_trait[t];
        if (!tag)
            continue;
        if (out.reason_count == 0) {
            out.shown.line = tag->line;
            out.shown.start = tag->start;
            out.shown.end = tag->end;
        }
        out.points += points[t];
        add_reason(&out, tag);
    }
    return out;
}

static pal_status count_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    finder *f = ctx;
    (void)err;
    if (!row->commented)
        return PAL_OK;
    const pal_panel_tag *by_trait[TRAIT_NONE] = {NULL};
    find_traits(f, row, by_trait);
    bool detractor = row->band == PAL_BAND_DETRACTOR;
    bool leaving = by_trait[TRAIT_LEAVING] != NULL;
    f->found.detractors += detractor;
    f->found.leaving += leaving;
    f->found.candidates += detractor || leaving;
    if (!detractor && !leaving)
        return PAL_OK;
    if (f->count == KEPT_MAX)
        keep_first(f);
    f->rows[f->count++] = row_of(f, row, by_trait);
    return PAL_OK;
}

static bool open_finder(finder *f, pal_arena *mem)
{
    f->kinds = pal_new(mem, uint8_t, f->run->theme_count);
    f->rows = pal_new(mem, pal_followup_row, KEPT_MAX);
    if (!f->kinds || !f->rows)
        return false;
    for (size_t t = 0; t < f->run->theme_count; t++)
        for (size_t i = 0; i < THEME_COUNT; i++)
            if (pal_str_equal(f->run->themes[t].id, themes[i].theme))
                f->kinds[t] = (uint8_t)(i + 1);
    size_t waves;
    if (f->run->has_wave)
        f->waves = pal_panels_values(f->run->panels, 0, &waves);
    return true;
}

static bool conclude(finder *f, const pal_followup_findings **out)
{
    keep_first(f);
    pal_followup_findings *found = pal_new(f->run->mem, pal_followup_findings, 1);
    pal_followup_row *rows = pal_new(f->run->mem, pal_followup_row, f->count);
    if (!found || !rows)
        return false;
    for (size_t i = 0; i < f->count; i++) {
        rows[i] = f->rows[i];
        rows[i].wave = pal_arena_copy(f->run->mem, rows[i].wave);
        if (!rows[i].wave.ptr)
            return false;
    }
    *found = f->found;
    found->rows = rows;
    found->count = f->count;
    *out = found;
    return true;
}

pal_status pal_followup_find(const pal_followup_findings **out, const pal_stats_run *run,
                             pal_error *err)
{
    *out = NULL;
    pal_arena *mem = pal_arena_open(SCRATCH_LIMIT);
    finder f = {.run = run};
    bool fine = mem && open_finder(&f, mem);
    pal_status status =
        fine ? pal_panels_scan_tags(run->panels, count_row, &f, err) : PAL_OK;
    fine = fine && (status != PAL_OK || conclude(&f, out));
    pal_arena_close(mem);
    return fine ? status
                : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the rows");
}
