#include "stats/key_shown.h"

#include <string.h>

#include "base/fail.h"
#include "base/str.h"

/* Words of a comment that reads well. */
enum { GOOD_LENGTH = 12 };

/* A comment that may be shown. */
typedef struct choice {
    size_t misfit;  /* words too few or too many */
    uint64_t words; /* hash: two answers of the same words are one */
    pal_shown_comment comment;
} choice;

typedef struct ask {
    const pal_gram *gram;
    uint32_t next; /* of the same first word: index + 1 */
    pal_key_groups groups;
    size_t side;
    pal_key_term *term;
    choice best[PAL_KEY_SHOWN_MAX];
    size_t count;
} ask;

struct pal_key_shown {
    pal_arena *mem;
    const pal_stats_run *run;
    ask *asks;
    uint32_t count;
    uint32_t cap;
    uint32_t *heads; /* by first term: index + 1 of an ask */
};

pal_key_shown *pal_key_shown_new(pal_arena *mem, const pal_stats_run *run)
{
    pal_key_shown *s = pal_new(mem, pal_key_shown, 1);
    size_t count;
    pal_panels_terms(run->panels, &count);
    uint32_t *heads = pal_new(mem, uint32_t, count);
    if (!s || !heads)
        return NULL;
    *s = (pal_key_shown){.mem = mem, .run = run, .heads = heads};
    return s;
}

bool pal_key_shown_ask(pal_key_shown *s, const pal_gram *gram,
                       const pal_key_groups *groups, size_t side, pal_key_term *term)
{
    if (s->count == s->cap) {
        uint32_t cap = s->cap * 2 + 16;
        ask *grown =
            pal_arena_grow(s->mem, s->asks, s->cap, cap, sizeof *grown, _Alignof(ask));
        if (!grown)
            return false;
        s->asks = grown;
        s->cap = cap;
    }
    s->asks[s->count++] = (ask){.gram = gram,
                                .next = s->heads[gram->terms[0]],
                                .groups = *groups,
                                .side = side,
                                .term = term};
    s->heads[gram->terms[0]] = s->count;
    return true;
}

static bool is_in(const ask *a, const pal_panel_row *row)
{
    if (a->groups.column == PAL_KEY_BANDS)
        return row->band == (a->side == 0 ? PAL_BAND_DETRACTOR : PAL_BAND_PROMOTER);
    uint32_t value = row->groups[a->groups.column];
    return value != 0 && (value == a->groups.value) == (a->side == 0);
}

static size_t misfit_of(const pal_panel_row *row)
{
    return row->term_count > GOOD_LENGTH ? row->term_count - GOOD_LENGTH
                                         : GOOD_LENGTH - row->term_count;
}

static bool is_better(const choice *x, const choice *y)
{
    return x->misfit != y->misfit ? x->misfit < y->misfit
                                  : x->comment.row < y->comment.row;
}

/* The best ones, the best first; of equal words only the better. Whatever comes first,
 * the same ones stay. */
static void offer(ask *a, const choice *fresh)
{
    size_t at = 0;
    while (at < a->count && a->best[at].words != fresh->words)
        at++;
    if (at == a->count && a->count < PAL_KEY_SHOWN_MAX)
        a->best[a->count++] = *fresh;
    else if (at == a->count)
        at--; /* no room: against the worst */
    if (is_better(fresh, &a->best[at]))
        a->best[at] = *fresh;
    for (; at > 0 && is_better(&a->best[at], &a->best[at - 1]); at--) {
        choice swap = a->best[at];
        a->best[at] = a->best[at - 1];
        a->best[at - 1] = swap;
    }
}

static choice make_choice(const pal_panel_row *row, size_t place)
{
    uint32_t line = 0;
    while (line < row->line_count && row->lines[line] <= place)
        line++;
    return (choice){
        .misfit = misfit_of(row),
        .words = pal_str_hash(
            (pal_str){(const char *)row->terms, row->term_count * sizeof *row->terms}),
        .comment = {.row = row->row,
                    .place = row->place,
                    .line = line,
                    .band = row->band,
                    .score = row->score,
                    .polarity = row->sentiment},
    };
}

/* Does the gram of the ask stand here, in a row that may be chosen? */
static bool is_wanted(const ask *a, const pal_panel_row *row, size_t place)
{
    const pal_gram *gram = a->gram;
    if (a->count == PAL_KEY_SHOWN_MAX) {
        const choice fresh = {.misfit = misfit_of(row), .comment = {.row = row->row}};
        if (!is_better(&fresh, &a->best[a->count - 1]))
            return false;
    }
    return place + gram->size <= row->term_count && is_in(a, row) &&
           memcmp(&row->terms[place], gram->terms, gram->size * sizeof *gram->terms) == 0;
}

static pal_status show_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)err;
    pal_key_shown *s = ctx;
    for (size_t place = 0; place < row->term_count; place++)
        for (uint32_t i = s->heads[row->terms[place]]; i != 0; i = s->asks[i - 1].next) {
            ask *a = &s->asks[i - 1];
            if (!is_wanted(a, row, place))
                continue;
            choice fresh = make_choice(row, place);
            offer(a, &fresh);
        }
    return PAL_OK;
}

pal_status pal_key_shown_fill(pal_key_shown *s, pal_error *err)
{
    if (s->count == 0)
        return PAL_OK;
    pal_status status = pal_panels_scan(s->run->panels, show_row, s, err);
    for (uint32_t i = 0; status == PAL_OK && i < s->count; i++) {
        ask *a = &s->asks[i];
        a->term->shown = pal_new(s->run->mem, pal_shown_comment, a->count);
        if (!a->term->shown)
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                            "no memory for the comments");
        for (size_t k = 0; k < a->count; k++)
            a->term->shown[k] = a->best[k].comment;
        a->term->shown_count = a->count;
    }
    return status;
}
