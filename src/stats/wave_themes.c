#include "stats/wave_themes.h"

#include <math.h>

#include "stats/fisher.h"
#include "stats/multiple.h"
#include "stats/proportion.h"
#include "stats/trend.h"

static const double LEVEL = 0.05;
static const double SMALL_EXPECTED = 5.0;

/* A theme in one tone while it is made. */
typedef struct line {
    uint32_t theme;
    pal_wave_tone tone;
    pal_part *parts;             /* by wave; n = 0: the wave has too few comments */
    pal_weighted_part *weighted; /* likewise; NULL without weights */
    pal_wave_share *shares;
    pal_wave_trend *trend;
} line;

typedef struct maker {
    pal_wave_findings *found;
    pal_arena *mem;
    const pal_wave_counts *counts;
    const size_t *shown;
    pal_arena *scratch;
    line *lines;
    size_t line_count;
    size_t waves;
} maker;

/* --- weights --- */

static pal_wave_weighted no_weights(void)
{
    const double none = (double)NAN;
    return (pal_wave_weighted){none, none, none, none, none, none};
}

static bool has_weights(const pal_weighted_part *part)
{
    return part->effective >= PAL_WAVE_ROWS_MIN;
}

static pal_wave_weighted weighted_difference(const pal_weighted_part *now,
                                             const pal_weighted_part *before)
{
    pal_wave_weighted out = no_weights();
    if (!has_weights(now) || !has_weights(before))
        return out;
    pal_z_test z = pal_weighted_part_difference(now, before);
    out.value = z.difference;
    out.low = z.low;
    out.high = z.high;
    out.p = z.p;
    return out;
}

static void weigh_line(const maker *m, const line *l)
{
    pal_wave_trend *t = l->trend;
    const pal_weighted_part *parts = l->weighted;
    t->weighted_change = no_weights();
    for (size_t w = 0; w < m->waves; w++) {
        pal_wave_share *s = &l->shares[w];
        s->weighted = s->weighted_change = no_weights();
        if (!parts)
            continue;
        s->weighted.effective = parts[w].effective;
        if (!s->hidden && has_weights(&parts[w])) {
            s->weighted.value = parts[w].share;
            s->weighted.low = parts[w].low;
            s->weighted.high = parts[w].high;
        }
        if (w != 0)
            s->weighted_change = weighted_difference(&parts[w], &parts[w - 1]);
    }
    if (!parts)
        return;
    t->weighted_change = weighted_difference(&parts[m->waves - 1], &parts[0]);
    t->weighted_change.p = pal_weighted_parts_trend(parts, m->waves).p;
}

/* --- one line --- */

static bool is_small(const maker *m, uint64_t count)
{
    return count != 0 && count < m->found->k_threshold;
}

static double test_shares(pal_part a, pal_part b, double p)
{
    double n = (double)(a.n + b.n);
    double x = (double)(a.x + b.x);
    double least = fmin(x, n - x) * fmin((double)a.n, (double)b.n) / n;
    if (least >= SMALL_EXPECTED)
        return p;
    return pal_fisher_two_sided((pal_fourfold){a.x, b.x, a.n - a.x, b.n - b.x});
}

static pal_wave_share share_of(const maker *m, pal_part part)
{
    pal_wave_share s = {.hidden = part.n == 0 || is_small(m, part.x),
                        .mentions = part.x,
                        .share = (double)NAN,
                        .low = (double)NAN,
                        .high = (double)NAN,
                        .change = (double)NAN,
                        .change_low = (double)NAN,
                        .change_high = (double)NAN,
                        .p = (double)NAN,
                        .q = (double)NAN};
    if (s.hidden)
        return s;
    pal_range range = pal_wilson(part, PAL_Z95);
    s.share = (double)part.x / (double)part.n;
    s.low = range.low;
    s.high = range.high;
    return s;
}

/* The change is computed where a side is hidden too: its test may be told, not its size.
 */
static void compare_pair(pal_wave_share *s, pal_part now, pal_part before)
{
    pal_z_test z = pal_part_difference(now, before, PAL_Z95);
    s->change = z.difference;
    s->change_low = z.low;
    s->change_high = z.high;
    s->p = test_shares(now, before, z.p);
}

static pal_wave_verdict judge(double q, double low, double high)
{
    if (isnan(q))
        return PAL_WAVE_TOO_FEW;
    if (!(q <= LEVEL) || (low <= 0.0 && high >= 0.0))
        return PAL_WAVE_NO_CHANGE;
    return low > 0.0 ? PAL_WAVE_ROSE : PAL_WAVE_FELL;
}

static void chart_line(const maker *m, const line *l)
{
    pal_wave_trend *t = l->trend;
    t->center = (double)NAN;
    t->sigma_z = (double)NAN;
    if (m->waves < PAL_WAVE_CHART_MIN)
        return;
    pal_pchart chart = pal_pchart_of(l->parts, m->waves, m->found->laney);
    t->center = chart.center;
    t->sigma_z = chart.sigma_z;
    for (size_t w = 0; w < m->waves; w++)
        if (l->parts[w].n != 0)
            l->shares[w].alarm = pal_pchart_alarm(chart, l->parts[w]);
}

static void make_line(const maker *m, const line *l)
{
    pal_wave_trend *t = l->trend;
    for (size_t w = 0; w < m->waves; w++) {
        l->shares[w] = share_of(m, l->parts[w]);
        if (w != 0 && l->parts[w].n != 0 && l->parts[w - 1].n != 0)
            compare_pair(&l->shares[w], l->parts[w], l->parts[w - 1]);
    }
    pal_chi2 trend = pal_parts_trend(l->parts, NULL, m->waves);
    t->x2 = trend.x2;
    t->p = trend.p;
    t->shares = l->shares;
    t->made = true;
    t->change = t->change_low = t->change_high = (double)NAN;
    pal_part last = l->parts[m->waves - 1];
    if (last.n != 0 && l->parts[0].n != 0) {
        pal_z_test z = pal_part_difference(last, l->parts[0], PAL_Z95);
        t->change = z.difference;
        t->change_low = z.low;
        t->change_high = z.high;
    }
    chart_line(m, l);
    weigh_line(m, l);
}

/* --- all lines --- */

static bool open_lines(maker *m)
{
    size_t themes = m->counts->themes;
    pal_wave_theme *list = pal_new(m->mem, pal_wave_theme, themes);
    m->lines = pal_new(m->scratch, line, themes * PAL_WAVE_TONES);
    if (!list || !m->lines)
        return false;
    size_t count = 0;
    for (uint32_t t = 0; t < themes; t++) {
        uint64_t sums[PAL_WAVE_TONES] = {0};
        for (size_t w = 0; w < m->waves; w++)
            for (size_t k = 0; k < PAL_WAVE_TONES; k++)
                sums[k] += pal_wave_tones(m->counts, m->shown[w], t)[k];
        if (sums[PAL_WAVE_ALL] < PAL_WAVE_MENTIONS_MIN)
            continue;
        list[count].theme = t;
        for (size_t k = 0; k < PAL_WAVE_TONES; k++) {
            list[count].tones[k].mentions = sums[k];
            if (sums[k] >= PAL_WAVE_MENTIONS_MIN)
                m->lines[m->line_count++] = (line){
                    .theme = t, .tone = (pal_wave_tone)k, .trend = &list[count].tones[k]};
        }
        count++;
    }
    m->found->themes = list;
    m->found->theme_count = count;
    return true;
}

static bool fill_line(const maker *m, line *l)
{
    l->parts = pal_new(m->scratch, pal_part, m->waves);
    l->shares = pal_new(m->mem, pal_wave_share, m->waves);
    if (m->counts->weights)
        l->weighted = pal_new(m->scratch, pal_weighted_part, m->waves);
    if (!l->parts || !l->shares || (m->counts->weights && !l->weighted))
        return false;
    for (size_t w = 0; w < m->waves; w++) {
        uint64_t n = m->counts->commented[m->shown[w]].count;
        if (n < PAL_WAVE_ROWS_MIN || n < m->found->k_threshold)
            continue;
        l->parts[w] =
            (pal_part){pal_wave_tones(m->counts, m->shown[w], l->theme)[l->tone], n};
        if (l->weighted)
            l->weighted[w] =
                pal_wave_weighted_share(m->counts, m->shown[w], l->theme, l->tone);
    }
    return true;
}

static bool is_laney(const maker *m)
{
    for (size_t w = 0; w < m->waves; w++)
        if (m->counts->commented[m->shown[w]].count <= PAL_WAVE_CHART_LARGE)
            return false;
    return true;
}

static bool correct_pairs(const maker *m)
{
    size_t count = m->line_count * m->waves;
    double *q = pal_new(m->scratch, double, count);
    if (!q)
        return false;
    for (size_t i = 0; i < count; i++) {
        q[i] = m->lines[i / m->waves].shares[i % m->waves].p;
        m->found->theme_tests += isnan(q[i]) ? 0 : 1;
    }
    if (!pal_bh_q(q, q, count, m->scratch))
        return false;
    for (size_t i = 0; i < count; i++) {
        size_t w = i % m->waves;
        pal_wave_share *s = &m->lines[i / m->waves].shares[w];
        s->q = q[i];
        s->verdict = judge(s->q, s->change_low, s->change_high);
        if (w != 0 && (s->hidden || s[-1].hidden))
            s->change = s->change_low = s->change_high = (double)NAN;
    }
    return true;
}

static bool correct_trends(const maker *m)
{
    double *q = pal_new(m->scratch, double, m->line_count);
    if (!q)
        return false;
    for (size_t i = 0; i < m->line_count; i++)
        q[i] = m->lines[i].trend->p;
    if (!pal_bh_q(q, q, m->line_count, m->scratch))
        return false;
    m->found->trend_tests = m->line_count;
    for (size_t i = 0; i < m->line_count; i++) {
        pal_wave_trend *t = m->lines[i].trend;
        const pal_wave_share *last = &t->shares[m->waves - 1];
        t->q = q[i];
        /* with two waves the pair has the exact test, too */
        t->verdict = m->waves == 2 ? last->verdict
                                   : judge(isnan(t->change) ? (double)NAN : t->q,
                                           t->change_low, t->change_high);
        if (last->hidden || t->shares[0].hidden)
            t->change = t->change_low = t->change_high = (double)NAN;
    }
    return true;
}

static void hide(pal_wave_weighted *change)
{
    change->value = change->low = change->high = (double)NAN;
}

/* q of the weighted differences, as of the counted ones. */
static bool correct_weighted(const maker *m)
{
    size_t count = m->line_count * m->waves;
    double *q = pal_new(m->scratch, double, count);
    if (!q)
        return false;
    for (size_t i = 0; i < count; i++)
        q[i] = m->lines[i / m->waves].shares[i % m->waves].weighted_change.p;
    if (!pal_bh_q(q, q, count, m->scratch))
        return false;
    for (size_t i = 0; i < count; i++) {
        pal_wave_share *s = &m->lines[i / m->waves].shares[i % m->waves];
        s->weighted_change.q = q[i];
        if (i % m->waves != 0 && (s->hidden || s[-1].hidden))
            hide(&s->weighted_change);
    }
    for (size_t i = 0; i < m->line_count; i++)
        q[i] = m->lines[i].trend->weighted_change.p;
    if (!pal_bh_q(q, q, m->line_count, m->scratch))
        return false;
    for (size_t i = 0; i < m->line_count; i++) {
        pal_wave_trend *t = m->lines[i].trend;
        t->weighted_change.q = q[i];
        if (t->shares[0].hidden || t->shares[m->waves - 1].hidden)
            hide(&t->weighted_change);
    }
    return true;
}

bool pal_wave_themes_make(pal_wave_findings *found, pal_arena *mem,
                          const pal_wave_counts *counts, const size_t *shown,
                          pal_arena *scratch)
{
    maker m = {.found = found,
               .mem = mem,
               .counts = counts,
               .shown = shown,
               .scratch = scratch,
               .waves = found->count};
    if (!open_lines(&m))
        return false;
    found->laney = is_laney(&m);
    for (size_t i = 0; i < m.line_count; i++) {
        if (!fill_line(&m, &m.lines[i]))
            return false;
        make_line(&m, &m.lines[i]);
    }
    return correct_pairs(&m) && correct_trends(&m) &&
           (!counts->weights || correct_weighted(&m));
}
