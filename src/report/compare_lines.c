#include "report/compare_inside.h"

#include "base/find_keyness.h"
#include "base/str.h"
#include "report/screen.h"

enum { LINES_SHOWN = 15, WORDS_SHOWN = 10 };

/* --- themes --- */

/* A trend that says something. */
typedef struct moved {
    uint32_t theme;
    size_t tone;
    double q;
    const pal_wave_trend *trend;
} moved;

static int by_q(const void *a, const void *b)
{
    const moved *x = a;
    const moved *y = b;
    if (x->q != y->q)
        return x->q < y->q ? -1 : 1;
    if (x->theme != y->theme)
        return x->theme < y->theme ? -1 : 1;
    return x->tone < y->tone ? -1 : x->tone > y->tone;
}

static void add_share(pal_compare_drawer *d, const pal_wave_share *s)
{
    size_t from = d->b->len;
    if (s->hidden)
        pal_draw_few(d);
    else
        pal_screen_percent(d->b, s->share, d->language);
    pal_screen_align(d->b, from, PAL_DRAW_NUMBER);
}

static void add_moved(pal_compare_drawer *d, const moved *m)
{
    const pal_wave_trend *t = m->trend;
    pal_screen_cell(d->b, pal_draw_label(d, m->theme), PAL_DRAW_LABEL);
    pal_draw(d, " ");
    pal_screen_cell(d->b, pal_str_from(d->say->tones[m->tone]), PAL_DRAW_NUMBER + 2);
    add_share(d, &t->shares[0]);
    pal_draw_arrow(d);
    add_share(d, &t->shares[d->f->count - 1]);
    pal_draw(d, "  ");
    pal_draw(d, d->say->moved[t->verdict]);
    if (d->boxes)
        pal_draw(d, t->verdict == PAL_WAVE_ROSE ? " ↑" : " ↓");
    pal_draw(d, ", ");
    pal_screen_p(d->b, "q", m->q, d->language);
    pal_draw(d, "\n");
}

/* Keeps the `LINES_SHOWN` of the smallest q; answers how many there are. */
static size_t list_moved(const pal_compare_drawer *d, moved *list)
{
    size_t count = 0;
    for (size_t i = 0; i < d->f->theme_count; i++)
        for (size_t k = 0; k < PAL_WAVE_TONES; k++) {
            const pal_wave_trend *t = &d->f->themes[i].tones[k];
            if (!t->made || t->verdict < PAL_WAVE_ROSE)
                continue;
            double q = d->f->count == 2 ? t->shares[1].q : t->q;
            const moved one = {d->f->themes[i].theme, k, q, t};
            size_t at = count < LINES_SHOWN ? count : LINES_SHOWN;
            count++;
            for (; at > 0 && by_q(&one, &list[at - 1]) < 0; at--)
                if (at < LINES_SHOWN)
                    list[at] = list[at - 1];
            if (at < LINES_SHOWN)
                list[at] = one;
        }
    return count;
}

static void add_themes(pal_compare_drawer *d)
{
    moved list[LINES_SHOWN];
    size_t count = list_moved(d, list);
    pal_draw_title(d, d->say->themes);
    if (count == 0) {
        pal_draw(d, d->say->no_theme);
        pal_draw(d, "\n");
    }
    for (size_t i = 0; i < count && i < LINES_SHOWN; i++)
        add_moved(d, &list[i]);
    if (count > LINES_SHOWN) {
        pal_draw(d, "... ");
        pal_draw_count(d, count - LINES_SHOWN);
        pal_draw(d, " ");
        pal_draw(d, d->say->more);
        pal_draw(d, "\n");
    }
}

/* --- the rest --- */

static void add_emerging(pal_compare_drawer *d)
{
    if (!d->f->emerging)
        return;
    const pal_key_side *side = &d->f->emerging->sides[d->f->emerging_side];
    uint64_t earlier = d->f->emerging->sides[1 - d->f->emerging_side].comments;
    pal_draw(d, "\n");
    pal_draw_paint(d, "\033[1m");
    pal_draw(d, d->say->emerging);
    pal_screen_plain(d->b, side->name);
    pal_draw_paint(d, "\033[0m");
    pal_draw(d, "\n");
    if (side->count == 0) {
        pal_draw(d, d->say->no_term);
        pal_draw(d, "\n");
    }
    for (size_t i = 0; i < side->count && i < WORDS_SHOWN; i++) {
        const pal_key_term *t = &side->terms[i];
        pal_screen_cell(d->b, t->term, PAL_DRAW_LABEL);
        pal_draw(d, " ");
        pal_draw_count(d, t->comments);
        pal_draw(d, d->say->of);
        pal_draw_count(d, side->comments);
        pal_draw(d, d->say->earlier);
        if (t->comments_other != 0 && t->comments_other < d->f->k_threshold)
            pal_draw_few(d);
        else
            pal_draw_count(d, t->comments_other);
        pal_draw(d, d->say->of);
        pal_draw_count(d, earlier);
        pal_draw(d, ", ");
        pal_screen_p(d->b, "q", t->q, d->language);
        pal_draw(d, t->comments_other == 0 ? d->say->fresh : "");
        pal_draw(d, "\n");
    }
}

static void add_alarm(pal_compare_drawer *d, uint32_t theme, size_t tone, size_t wave,
                      const pal_wave_share *s)
{
    pal_screen_cell(d->b, pal_draw_label(d, theme), PAL_DRAW_LABEL);
    pal_draw(d, " ");
    pal_screen_cell(d->b, pal_str_from(d->say->tones[tone]), PAL_DRAW_NUMBER + 2);
    add_share(d, s);
    pal_draw(d, "  ");
    pal_draw(d, s->alarm > 0 ? d->say->over_limit : d->say->under_limit);
    pal_draw(d, ": ");
    pal_screen_plain(d->b, d->f->waves[wave].name);
    pal_draw(d, "\n");
}

/* The latest first. */
static void add_alarms(pal_compare_drawer *d)
{
    size_t count = 0;
    for (size_t w = d->f->count; w-- > 0;)
        for (size_t i = 0; i < d->f->theme_count; i++)
            for (size_t k = 0; k < PAL_WAVE_TONES; k++) {
                const pal_wave_trend *t = &d->f->themes[i].tones[k];
                if (!t->made || t->shares[w].alarm == 0 || count == LINES_SHOWN)
                    continue;
                if (count++ == 0)
                    pal_draw_title(d, d->say->alarms);
                add_alarm(d, d->f->themes[i].theme, k, w, &t->shares[w]);
            }
}

static void add_warning(pal_compare_drawer *d, const pal_wave_change *c, size_t *count)
{
    if ((*count)++ == 0)
        pal_draw_title(d, d->say->warnings);
    if (d->f->change_count > 1) {
        pal_draw_names(d, c);
        pal_draw(d, ": ");
    }
}

/* Would the rate of comments give a small group away? */
static bool is_shown(const pal_compare_drawer *d, size_t wave)
{
    uint64_t commented = d->f->waves[wave].commented;
    return commented == 0 || commented >= d->f->k_threshold;
}

static void add_warnings(pal_compare_drawer *d)
{
    size_t count = 0;
    for (size_t i = 0; i < d->f->change_count; i++) {
        const pal_wave_change *c = &d->f->changes[i];
        if (c->rate_changed && is_shown(d, c->from) && is_shown(d, c->to)) {
            add_warning(d, c, &count);
            pal_draw(d, d->say->rate);
            pal_screen_percent(d->b, d->f->waves[c->from].comment_rate, d->language);
            pal_draw_arrow(d);
            pal_screen_percent(d->b, d->f->waves[c->to].comment_rate, d->language);
            pal_draw(d, " (");
            pal_screen_p(d->b, "p", c->rate_p, d->language);
            pal_draw(d, ").");
            pal_draw(d, d->say->rate_end);
            pal_draw(d, "\n");
        }
        for (size_t m = 0; m < c->mix_count; m++) {
            if (!c->mixes[m].changed)
                continue;
            add_warning(d, c, &count);
            pal_draw(d, d->say->mix);
            pal_screen_plain(d->b, c->mixes[m].column);
            pal_draw(d, " (");
            pal_screen_p(d->b, "p", c->mixes[m].p, d->language);
            pal_draw(d, ").");
            pal_draw(d, d->say->mix_end);
            pal_draw(d, "\n");
        }
    }
}

static void add_lexicon(pal_compare_drawer *d, const pal_wave_lexicon *l)
{
    pal_draw(d, "\n");
    pal_screen_plain(d->b, d->f->waves[l->wave].name);
    pal_draw(d, d->say->retagged);
    pal_draw(d, "\n");
    pal_draw(d, l->count != 0 ? d->say->old_new : d->say->same_tags);
    pal_draw(d, "\n");
    size_t count = 0;
    for (size_t i = 0; i < l->count && count < LINES_SHOWN; i++) {
        const pal_wave_retag *t = &l->themes[i];
        if (t->hidden)
            continue;
        count++;
        pal_screen_cell(d->b, pal_draw_label(d, t->theme), PAL_DRAW_LABEL);
        size_t from = d->b->len;
        pal_screen_percent(d->b, t->share_old, d->language);
        pal_screen_align(d->b, from, PAL_DRAW_NUMBER);
        pal_draw_arrow(d);
        pal_screen_percent(d->b, t->share_new, d->language);
        pal_draw(d, "\n");
    }
    if (l->unknown_tags != 0) {
        pal_draw(d, d->say->unknown_tags);
        pal_draw_count(d, l->unknown_tags);
        pal_draw(d, "\n");
    }
}

void pal_draw_lines(pal_compare_drawer *d)
{
    add_themes(d);
    add_emerging(d);
    add_alarms(d);
    add_warnings(d);
    for (size_t i = 0; i < d->f->lexicon_count; i++)
        add_lexicon(d, &d->f->lexicons[i]);
}
