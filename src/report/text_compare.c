#include "report/text_compare.h"

#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "base/str.h"
#include "report/compare_inside.h"
#include "report/screen.h"

enum {
    BAR = 14, /* on each side of the axis */
    TERMS_SHOWN = 12,
    CHANGES_SHOWN = 7,
};
static const double LEVEL = 0.05;

/* --- pieces --- */

void pal_draw(pal_compare_drawer *d, const char *text)
{
    pal_buf_cstr(d->b, text);
}

void pal_draw_count(pal_compare_drawer *d, uint64_t count)
{
    pal_num_uint(d->b, count);
}

void pal_draw_paint(pal_compare_drawer *d, const char *code)
{
    if (d->color)
        pal_draw(d, code);
}

void pal_draw_title(pal_compare_drawer *d, const char *text)
{
    pal_draw(d, "\n");
    pal_draw_paint(d, "\033[1m");
    pal_draw(d, text);
    pal_draw_paint(d, "\033[0m");
    pal_draw(d, "\n");
}

void pal_draw_arrow(pal_compare_drawer *d)
{
    pal_draw(d, d->boxes ? " → " : " -> ");
}

static void points(pal_compare_drawer *d, double value)
{
    pal_screen_signed(d->b, value, d->language);
}

static void interval(pal_compare_drawer *d, double low, double high)
{
    pal_draw(d, d->say->interval);
    points(d, low);
    pal_draw(d, " ... ");
    points(d, high);
}

pal_str pal_draw_label(const pal_compare_drawer *d, uint32_t theme)
{
    return d->themes[theme].label[d->language];
}

void pal_draw_few(pal_compare_drawer *d)
{
    pal_draw(d, d->say->under);
    pal_draw_count(d, d->f->k_threshold);
}

/* --- headline --- */

static void add_wave(pal_compare_drawer *d, const pal_wave *w)
{
    uint64_t n = w->bands.detractors + w->bands.passives + w->bands.promoters;
    pal_screen_cell(d->b, w->name, PAL_DRAW_LABEL);
    pal_draw(d, " NPS ");
    if (isnan(w->nps)) {
        pal_draw(d, d->say->few);
        pal_draw(d, "\n");
        return;
    }
    size_t from = d->b->len;
    points(d, w->nps);
    pal_screen_align(d->b, from, PAL_DRAW_NUMBER - 2);
    pal_draw(d, "  (");
    interval(d, w->low, w->high);
    pal_draw(d, ", n = ");
    pal_draw_count(d, n);
    pal_draw(d, ")");
    if (w->commented == 0 || w->commented >= d->f->k_threshold) {
        pal_draw(d, ", ");
        pal_draw(d, d->say->commented);
        pal_screen_percent(d->b, w->comment_rate, d->language);
    }
    pal_draw(d, "\n");
}

static void add_verdict(pal_compare_drawer *d, pal_wave_verdict verdict)
{
    pal_draw(d, d->say->verdicts[verdict]);
    if (verdict >= PAL_WAVE_ROSE && d->boxes)
        pal_draw(d, verdict == PAL_WAVE_ROSE ? " ↑" : " ↓");
}

void pal_draw_names(pal_compare_drawer *d, const pal_wave_change *c)
{
    pal_screen_plain(d->b, d->f->waves[c->from].name);
    pal_draw_arrow(d);
    pal_screen_plain(d->b, d->f->waves[c->to].name);
}

static void add_change(pal_compare_drawer *d, const pal_wave_change *c, bool named)
{
    pal_draw(d, d->say->change);
    if (named) {
        pal_draw(d, " ");
        pal_draw_names(d, c);
    }
    pal_draw(d, ": ");
    if (!isnan(c->difference)) {
        points(d, c->difference);
        pal_draw(d, d->say->points);
        pal_draw(d, " (");
        interval(d, c->low, c->high);
        pal_draw(d, ", ");
        pal_screen_p(d->b, "p", c->p, d->language);
        pal_draw(d, "): ");
    }
    if (c->verdict >= PAL_WAVE_ROSE)
        pal_draw_paint(d, c->verdict == PAL_WAVE_ROSE ? "\033[34m" : "\033[33m");
    add_verdict(d, c->verdict);
    if (c->verdict >= PAL_WAVE_ROSE)
        pal_draw_paint(d, "\033[0m");
    pal_draw(d, "\n");
    if (!isnan(c->weighted.value)) {
        pal_draw(d, d->say->weighted);
        points(d, c->weighted.value);
        pal_draw(d, d->say->points);
        pal_draw(d, " (");
        interval(d, c->weighted.low, c->weighted.high);
        pal_draw(d, ", ");
        pal_screen_p(d->b, "p", c->weighted.p, d->language);
        pal_draw(d, ")\n");
    }
    if (c->verdict == PAL_WAVE_NO_CHANGE) {
        pal_draw(d, d->say->detectable);
        pal_num_fixed(d->b, c->detectable, 1, d->language == PAL_LANGUAGE_FI ? ',' : '.');
        pal_draw(d, d->say->detectable_end);
        pal_draw(d, "\n");
    }
}

static void add_tests(pal_compare_drawer *d)
{
    if (d->f->count < 3)
        return;
    if (!isnan(d->f->q_p)) {
        pal_draw(d, d->say->all_waves);
        pal_draw(d, ": ");
        pal_screen_p(d->b, "p", d->f->q_p, d->language);
        pal_draw(d, ": ");
        pal_draw(d, d->f->q_p <= LEVEL ? d->say->all_differ : d->say->all_same);
        pal_draw(d, "\n");
    }
    if (d->f->has_kendall) {
        pal_draw(d, d->say->kendall);
        pal_draw(d, ": tau ");
        points(d, d->f->kendall_tau);
        pal_draw(d, ", ");
        pal_screen_p(d->b, "p", d->f->kendall_p, d->language);
        pal_draw(d, "\n");
    }
}

/* Of many waves the changes that there are, the latest pair and the whole. */
static bool is_told(const pal_wave_findings *f, size_t change)
{
    return f->change_count <= CHANGES_SHOWN || change + 2 >= f->change_count ||
           f->changes[change].verdict >= PAL_WAVE_ROSE;
}

static void add_headline(pal_compare_drawer *d)
{
    for (size_t i = 0; i < d->f->count; i++)
        add_wave(d, &d->f->waves[i]);
    if (d->f->hidden != 0) {
        pal_draw(d, d->say->hidden);
        pal_draw_count(d, d->f->k_threshold);
        pal_draw(d, d->say->hidden_end);
        pal_draw_count(d, d->f->hidden);
        pal_draw(d, "\n");
    }
    for (size_t i = 0; i < d->f->change_count; i++)
        if (is_told(d->f, i))
            add_change(d, &d->f->changes[i], d->f->change_count > 1);
    add_tests(d);
}

/* --- bridge --- */

/* A bar to the left or to the right of the axis; `most` fills its side. */
static void add_bar(pal_compare_drawer *d, int64_t value, int64_t most)
{
    int64_t size = value < 0 ? -value : value;
    int64_t full = most != 0 ? (size * BAR + most / 2) / most : 0;
    const char *block = d->boxes ? "█" : "#";
    for (int64_t i = 0; i < BAR; i++)
        pal_draw(d, value < 0 && i >= BAR - full ? block : " ");
    pal_draw(d, d->boxes ? "│" : "|");
    for (int64_t i = 0; i < full && value > 0; i++)
        pal_draw(d, block);
}

static void add_term(pal_compare_drawer *d, pal_str label, int64_t value, int64_t most)
{
    pal_screen_cell(d->b, label, PAL_DRAW_LABEL);
    size_t from = d->b->len;
    points(d, (double)value / PAL_BRIDGE_UNIT);
    pal_screen_align(d->b, from, PAL_DRAW_NUMBER);
    pal_draw(d, " ");
    pal_draw_paint(d, value < 0 ? "\033[33m" : "\033[34m");
    add_bar(d, value, most);
    pal_draw_paint(d, "\033[0m");
    pal_draw(d, "\n");
}

static void add_kind(pal_compare_drawer *d, const pal_bridge *bridge,
                     const pal_bridge_term *t, int64_t points_of, int64_t most)
{
    pal_buf name = {0};
    pal_buf_cstr(&name, d->say->terms[t->kind]);
    if (t->kind == PAL_BRIDGE_MIX)
        pal_buf_add(&name, bridge->mix_column);
    add_term(d, pal_buf_view(&name), points_of, most);
    d->b->failed = d->b->failed || name.failed;
    pal_buf_release(&name);
}

/* The largest themes; the others together with those of few mentions, so that the column
 * still sums. */
static void add_terms(pal_compare_drawer *d, const pal_bridge *b, int64_t most)
{
    int64_t others = 0;
    bool rest = false;
    for (size_t i = 0; i < b->count; i++) {
        const pal_bridge_term *t = &b->terms[i];
        if (t->kind == PAL_BRIDGE_THEME && i < TERMS_SHOWN)
            add_term(d, pal_draw_label(d, t->theme), t->points, most);
        else if (t->kind <= PAL_BRIDGE_OTHER)
            others += t->points;
        rest = rest || (t->kind <= PAL_BRIDGE_OTHER &&
                        (t->kind == PAL_BRIDGE_OTHER || i >= TERMS_SHOWN));
    }
    if (rest)
        add_kind(d, b, &(pal_bridge_term){.kind = PAL_BRIDGE_OTHER}, others, most);
    for (size_t i = 0; i < b->count; i++)
        if (b->terms[i].kind > PAL_BRIDGE_OTHER)
            add_kind(d, b, &b->terms[i], b->terms[i].points, most);
}

static void add_bridge(pal_compare_drawer *d, const pal_wave_change *c)
{
    const pal_bridge *b = &c->bridge;
    if (!b->made)
        return;
    int64_t most = llabs(b->change);
    for (size_t i = 0; i < b->count; i++)
        if (llabs(b->terms[i].points) > most)
            most = llabs(b->terms[i].points);
    pal_draw(d, "\n");
    pal_draw_paint(d, "\033[1m");
    pal_draw(d, d->say->bridge);
    pal_draw(d, d->f->weighted ? d->say->unweighted : "");
    pal_draw(d, " (");
    pal_draw_names(d, c);
    pal_draw(d, ")");
    pal_draw_paint(d, "\033[0m");
    pal_draw(d, "\n");
    add_terms(d, b, most);
    add_term(d, pal_str_from(d->say->total), b->change, most);
    pal_draw(d, d->say->caution);
    pal_draw(d, "\n");
}

void pal_report_compare_text(pal_buf *b, const pal_summary *summary,
                             const pal_theme *themes, const pal_drawing *drawing)
{
    pal_language language =
        drawing->language == PAL_LANGUAGE_OTHER ? summary->screen : drawing->language;
    if (language != PAL_LANGUAGE_FI)
        language = PAL_LANGUAGE_EN;
    pal_compare_drawer d = {.b = b,
                            .f = summary->findings ? summary->findings->waves : NULL,
                            .themes = themes,
                            .say = pal_compare_words_in(language),
                            .language = language,
                            .boxes = drawing->boxes,
                            .color = drawing->color};
    if (!d.f) {
        pal_draw(&d, d.say->nothing);
        pal_draw_count(&d, summary->k_threshold);
        pal_draw(&d, "\n");
        return;
    }
    add_headline(&d);
    if (d.f->change_count > 1)
        add_bridge(&d, &d.f->changes[d.f->change_count - 2]);
    add_bridge(&d, pal_wave_whole(d.f));
    pal_draw_lines(&d);
    for (size_t i = 0; i < summary->input_count; i++)
        if (summary->inputs[i].part) {
            pal_draw(&d, "\n");
            pal_screen_plain(b, summary->inputs[i].name);
            pal_draw(&d, d.say->part);
            pal_draw(&d, "\n");
        }
    if (summary->refusals != 0) {
        pal_draw(&d, "\n");
        pal_draw(&d, d.say->refused);
        pal_draw_count(&d, summary->refusals);
        pal_draw(&d, "\n");
    }
}
