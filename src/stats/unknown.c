#include "stats/unknown.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/str.h"
#include "base/unicode.h"
#include "stats/keyness.h"
#include "stats/nps.h"

static const size_t SCRATCH_LIMIT = (size_t)1 << 30;
/* G2 of p = .001, one degree of freedom. */
static const double SURE = 10.83;

/* A term that is counted. */
typedef struct tally {
    uint32_t term;
    uint32_t seen; /* the last row that was counted */
    uint32_t untagged;
    uint32_t bands[PAL_BAND_COUNT];
    uint32_t top; /* place in the answer + 1 */
} tally;

typedef struct finder {
    const pal_stats_run *run;
    pal_arena *mem;
    const pal_term *terms;
    size_t term_count;
    uint64_t least;
    uint32_t *slots; /* by term: index + 1 of its tally */
    tally *tallies;
    uint32_t count;
    uint32_t now;
    uint64_t *theme_rows; /* by theme */
    uint64_t rows;
    uint64_t bands[PAL_BAND_COUNT];
    pal_unknown_findings *found;
    uint32_t *joint; /* by term of the answer and theme */
} finder;

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for unknown words");
}

/* Two letters or more, nothing else but apostrophes: fit to be an element of a rule. */
static bool is_plain(pal_str form)
{
    size_t letters = 0;
    for (size_t at = 0; at < form.len;) {
        uint32_t code = pal_unicode_next(form, &at);
        if (code == '\'')
            continue;
        if (!pal_unicode_is_letter(code) || pal_unicode_is_digit(code))
            return false;
        letters++;
    }
    return letters > 1;
}

/* A function word, here or in the other language: comments mix them. Terms stand by key.
 */
static bool is_stop(const finder *f, size_t t)
{
    const pal_term *terms = f->terms;
    return terms[t].stop ||
           (terms[t - 1].stop && pal_str_equal(terms[t - 1].key, terms[t].key)) ||
           (t + 1 < f->term_count && terms[t + 1].stop &&
            pal_str_equal(terms[t + 1].key, terms[t].key));
}

static bool choose_terms(finder *f)
{
    pal_unknown_findings *u = f->found;
    const pal_rare_terms rare = pal_panels_rare(f->run->panels);
    f->terms = pal_panels_terms(f->run->panels, &f->term_count);
    u->tokens = rare.tokens;
    u->terms_once = rare.once;
    u->content_tokens = rare.content;
    u->unknown_tokens = rare.unknown;
    f->slots = pal_new(f->mem, uint32_t, f->term_count);
    f->theme_rows = pal_new(f->mem, uint64_t, f->run->theme_count);
    if (!f->slots || !f->theme_rows)
        return false;
    for (size_t t = 1; t < f->term_count; t++) {
        const pal_term *term = &f->terms[t];
        u->tokens += term->count;
        u->terms_once += term->count == 1;
        if (is_stop(f, t))
            continue;
        u->content_tokens += term->count;
        u->unknown_tokens += term->flags & PAL_FORM_KNOWN ? 0 : term->count;
        if (term->count >= f->least && !(term->flags & PAL_FORM_VALUED) &&
            is_plain(term->form))
            f->slots[t] = ++f->count;
    }
    f->tallies = pal_new(f->mem, tally, f->count);
    if (!f->tallies)
        return false;
    for (uint32_t t = 1; t < f->term_count; t++)
        if (f->slots[t] != 0)
            f->tallies[f->slots[t] - 1].term = t;
    return true;
}

static pal_status count_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)err;
    finder *f = ctx;
    if (!row->commented)
        return PAL_OK;
    bool untagged = row->tag_count == 0;
    f->now++;
    f->rows++;
    f->bands[row->band]++;
    f->found->bands[row->band].comments++;
    f->found->bands[row->band].untagged += untagged;
    for (size_t i = 0; i < row->tag_count; i++)
        f->theme_rows[row->tags[i].theme]++;
    for (size_t i = 0; i < row->term_count; i++) {
        uint32_t slot = f->slots[row->terms[i]];
        if (slot == 0 || f->tallies[slot - 1].seen == f->now)
            continue;
        tally *t = &f->tallies[slot - 1];
        t->seen = f->now;
        t->bands[row->band]++;
        t->untagged += untagged;
    }
    return PAL_OK;
}

/* --- the answer --- */

typedef struct ranked {
    pal_unknown_term result;
    tally *from;
} ranked;

static int by_weight(const void *a, const void *b)
{
    const ranked *x = a;
    const ranked *y = b;
    double dx = fabs(x->result.impact);
    double dy = fabs(y->result.impact);
    if (dx != dy)
        return dx > dy ? -1 : 1;
    if (x->result.comments != y->result.comments)
        return x->result.comments > y->result.comments ? -1 : 1;
    return x->from->term < y->from->term ? -1 : x->from->term > y->from->term;
}

static void weigh(const finder *f, pal_unknown_term *out, const tally *t)
{
    const uint32_t *b = t->bands;
    pal_bands with = {b[PAL_BAND_DETRACTOR], b[PAL_BAND_PASSIVE], b[PAL_BAND_PROMOTER]};
    pal_bands rest = {f->bands[PAL_BAND_DETRACTOR] - with.detractors,
                      f->bands[PAL_BAND_PASSIVE] - with.passives,
                      f->bands[PAL_BAND_PROMOTER] - with.promoters};
    if (pal_bands_count(with) < PAL_UNKNOWN_SCORED_MIN ||
        pal_bands_count(rest) < PAL_UNKNOWN_SCORED_MIN)
        return;
    pal_impact impact = pal_nps_impact(with, rest, PAL_Z95);
    out->has_impact = true;
    out->impact = impact.points;
    out->impact_low = impact.low;
    out->impact_high = impact.high;
}

/* Known words are of interest where no rule fires on them: half of their comments or
 * more have no theme. */
static size_t rank_terms(finder *f, ranked *list)
{
    size_t count = 0;
    for (uint32_t i = 0; i < f->count; i++) {
        tally *t = &f->tallies[i];
        const pal_term *term = &f->terms[t->term];
        uint64_t rows = 0;
        for (size_t b = 0; b < PAL_BAND_COUNT; b++)
            rows += t->bands[b];
        bool known = (term->flags & PAL_FORM_KNOWN) != 0;
        if (rows < f->least || (known && (uint64_t)t->untagged * 2 < rows))
            continue;
        pal_unknown_term fresh = {.term = term->form,
                                  .language = term->language,
                                  .known = known,
                                  .comments = rows,
                                  .untagged = t->untagged,
                                  .theme = PAL_THEME_NONE};
        weigh(f, &fresh, t);
        list[count++] = (ranked){.result = fresh, .from = t};
    }
    if (count > 1)
        qsort(list, count, sizeof *list, by_weight);
    return count < PAL_UNKNOWN_TERMS_MAX ? count : PAL_UNKNOWN_TERMS_MAX;
}

static pal_status count_themes(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)err;
    finder *f = ctx;
    if (row->tag_count == 0)
        return PAL_OK;
    f->now++;
    for (size_t i = 0; i < row->term_count; i++) {
        uint32_t slot = f->slots[row->terms[i]];
        if (slot == 0 || f->tallies[slot - 1].top == 0 ||
            f->tallies[slot - 1].seen == f->now)
            continue;
        f->tallies[slot - 1].seen = f->now;
        uint32_t *joint = &f->joint[(f->tallies[slot - 1].top - 1) * f->run->theme_count];
        for (size_t k = 0; k < row->tag_count; k++)
            joint[row->tags[k].theme]++;
    }
    return PAL_OK;
}

static void choose_theme(const finder *f, pal_unknown_term *term, const uint32_t *joint)
{
    double best = 0.0;
    double n1 = (double)term->comments;
    double n2 = (double)f->rows - n1;
    for (uint32_t k = 0; k < f->run->theme_count; k++) {
        const pal_pair pair = {joint[k], n1, (double)f->theme_rows[k] - joint[k], n2};
        double g2 = pal_keyness_g2_full(pair);
        if (joint[k] < f->least || pair.a * n2 <= pair.b * n1 || g2 < SURE || g2 <= best)
            continue;
        best = g2;
        term->theme = k;
        term->theme_comments = joint[k];
    }
}

static bool write_line(pal_arena *mem, pal_unknown_term *term, const pal_theme *themes)
{
    pal_str theme = term->theme == PAL_THEME_NONE ? PAL_STR("?") : themes[term->theme].id;
    const pal_str parts[] = {theme, PAL_STR("\tauto\t"), term->term};
    size_t len = 0;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        len += parts[i].len;
    char *line = pal_new(mem, char, len + 1);
    if (!line)
        return false;
    term->line = (pal_str){line, len};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        memcpy(line, parts[i].ptr, parts[i].len);
        line += parts[i].len;
    }
    return true;
}

static pal_status finish_terms(finder *f, pal_error *err)
{
    ranked *list = pal_new(f->mem, ranked, f->count);
    if (!list)
        return no_memory(err);
    size_t count = rank_terms(f, list);
    pal_unknown_term *top = pal_new(f->run->mem, pal_unknown_term, count);
    f->joint = pal_new(f->mem, uint32_t, count * f->run->theme_count);
    if (!top || !f->joint)
        return no_memory(err);
    for (size_t i = 0; i < count; i++)
        list[i].from->top = (uint32_t)i + 1;
    for (uint32_t i = 0; i < f->count; i++)
        f->tallies[i].seen = 0;
    f->now = 0;
    pal_status status =
        count == 0 ? PAL_OK : pal_panels_scan(f->run->panels, count_themes, f, err);
    for (size_t i = 0; status == PAL_OK && i < count; i++) {
        top[i] = list[i].result;
        top[i].term = pal_arena_copy(f->run->mem, top[i].term);
        choose_theme(f, &top[i], &f->joint[i * f->run->theme_count]);
        if (!top[i].term.ptr || !write_line(f->run->mem, &top[i], f->run->themes))
            return no_memory(err);
    }
    f->found->terms = top;
    f->found->count = count;
    return status;
}

static void estimate(const finder *f)
{
    pal_unknown_findings *u = f->found;
    u->themes = f->run->theme_count;
    for (size_t k = 0; k < f->run->theme_count; k++) {
        u->themes_seen += f->theme_rows[k] != 0;
        u->themes_once += f->theme_rows[k] == 1;
    }
    u->new_theme = (double)u->themes_once / (double)f->rows;
    u->unseen_terms = u->tokens ? (double)u->terms_once / (double)u->tokens : (double)NAN;
    u->least = f->least;
    u->k_threshold = f->run->k_threshold;
}

static pal_status search(finder *f, pal_error *err)
{
    if (!choose_terms(f))
        return no_memory(err);
    pal_status status = pal_panels_scan(f->run->panels, count_row, f, err);
    if (status != PAL_OK || f->rows == 0)
        return status;
    estimate(f);
    return finish_terms(f, err);
}

pal_status pal_unknown_find(const pal_unknown_findings **out, const pal_stats_run *run,
                            pal_error *err)
{
    *out = NULL;
    if (pal_panels_rows(run->panels) >= UINT32_MAX)
        return PAL_OK;
    finder f = {.run = run, .least = PAL_UNKNOWN_COMMENTS_MIN};
    if (run->k_threshold > f.least)
        f.least = run->k_threshold;
    if (pal_panels_rare(run->panels).below > f.least)
        f.least = pal_panels_rare(run->panels).below;
    f.mem = pal_arena_open(SCRATCH_LIMIT);
    f.found = pal_new(run->mem, pal_unknown_findings, 1);
    pal_status status = f.mem && f.found ? search(&f, err) : no_memory(err);
    pal_arena_close(f.mem);
    if (status == PAL_OK && f.rows != 0)
        *out = f.found;
    return status;
}
