#include "stats/grams.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/str.h"

enum {
    CELLS_MAX = 1 << 20,
    SLOTS_MAX = 1 << 18,
    SIZE_MIN = 1 << 10,
    GRAMS_MAX = 1 << 16,
    AT_MAX = 2, /* phrases that begin with one word */
};

/* What a term may be in a phrase. */
enum { RARE = 0, FILLER, NEGATOR, WORD };

/* A phrase in the table; terms[0] = 0 is free. */
typedef struct phrase {
    uint32_t terms[PAL_GRAM_WORDS_MAX];
    uint32_t rows;
    uint32_t seen; /* the last row that was counted */
    uint32_t gram;
} phrase;

struct pal_grams {
    pal_arena *mem;
    pal_panels *panels;
    size_t terms;
    uint64_t least;
    uint16_t *cells; /* full ones stay full */
    size_t cell_mask;
    uint32_t bound; /* of the cells of phrases that are counted */
    phrase *slots;
    size_t slot_mask;
    size_t filled;
    bool full;
    uint8_t *kinds;    /* by term */
    bool *leads;       /* by term: a phrase of the list begins with it */
    uint32_t *numbers; /* by term: its gram */
    uint32_t *rows;    /* by term: of words */
    uint32_t *seen;    /* by term, then by gram */
    uint32_t now;
    pal_gram *list;
    size_t count;
    uint32_t *found;
};

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the phrases");
}

static inline uint64_t hash(const uint32_t *terms)
{
    uint64_t h = ((uint64_t)terms[0] << 32 | terms[1]) * 0x9E3779B97F4A7C15u;
    h = ((h ^ h >> 32) + terms[2]) * 0xD6E8FEB86659FD93u;
    return h ^ h >> 32;
}

static inline uint16_t *cell_of(const pal_grams *g, const uint32_t *terms)
{
    return &g->cells[hash(terms) & g->cell_mask];
}

/* The phrase, or the free slot where it belongs. */
static inline phrase *slot_of(const pal_grams *g, const uint32_t *terms)
{
    size_t at = (size_t)(hash(terms) >> 20) & g->slot_mask;
    while (g->slots[at].terms[0] != 0 &&
           (g->slots[at].terms[0] != terms[0] || g->slots[at].terms[1] != terms[1] ||
            g->slots[at].terms[2] != terms[2]))
        at = (at + 1) & g->slot_mask;
    return &g->slots[at];
}

/* Phrases that begin at a term of the row. */
static inline size_t phrases_at(const pal_grams *g, const pal_panel_row *row, size_t at,
                                uint32_t out[AT_MAX][PAL_GRAM_WORDS_MAX])
{
    size_t count = 0;
    size_t left = row->term_count - at;
    const uint32_t *t = row->terms + at;
    if (left < 2 || g->kinds[t[0]] < NEGATOR || g->kinds[t[1]] == RARE || t[0] == t[1])
        return 0;
    unsigned middle = g->kinds[t[1]];
    if (middle == WORD) {
        const uint32_t pair[PAL_GRAM_WORDS_MAX] = {t[0], t[1]};
        memcpy(out[count++], pair, sizeof pair);
    }
    bool whole = middle == WORD || g->kinds[t[0]] == WORD;
    if (whole && left > 2 && g->kinds[t[2]] == WORD && t[2] != t[0] && t[2] != t[1])
        memcpy(out[count++], t, sizeof out[0]);
    return count;
}

/* --- first pass: the sketch --- */

static pal_status sketch_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)err;
    pal_grams *g = ctx;
    uint32_t phrases[AT_MAX][PAL_GRAM_WORDS_MAX];
    for (size_t i = 0; i < row->term_count; i++)
        for (size_t n = phrases_at(g, row, i, phrases); n-- > 0;) {
            uint16_t *cell = cell_of(g, phrases[n]);
            *cell = (uint16_t)(*cell + (*cell != UINT16_MAX));
        }
    return PAL_OK;
}

/* --- second pass: exact counts --- */

static inline bool may_reach(const pal_grams *g, const uint32_t *terms)
{
    uint32_t bound = g->bound < UINT16_MAX ? g->bound : UINT16_MAX;
    return *cell_of(g, terms) >= bound;
}

static inline void count_phrase(pal_grams *g, const uint32_t *terms)
{
    phrase *p = slot_of(g, terms);
    if (p->terms[0] == 0) {
        if (g->filled * 5 > g->slot_mask * 4) {
            g->full = true;
            return;
        }
        g->filled++;
        memcpy(p->terms, terms, sizeof p->terms);
    }
    p->rows += p->seen != g->now;
    p->seen = g->now;
}

/* Three words cannot be frequent where one of their pairs is not: from the end, so that
 * the second pair is known. */
static void count_phrases(pal_grams *g, const pal_panel_row *row)
{
    uint32_t phrases[AT_MAX][PAL_GRAM_WORDS_MAX];
    bool second = false;
    for (size_t i = row->term_count; i-- > 0;) {
        bool first = false;
        size_t count = phrases_at(g, row, i, phrases);
        for (size_t n = 0; n < count; n++) {
            bool pair = phrases[n][2] == 0;
            bool word = g->kinds[phrases[n][1]] == WORD;
            if ((!pair && word && !(first && second)) || !may_reach(g, phrases[n]))
                continue;
            first = first || pair;
            count_phrase(g, phrases[n]);
        }
        second = first;
    }
}

static pal_status count_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)err;
    pal_grams *g = ctx;
    g->now++;
    for (size_t i = 0; i < row->term_count; i++) {
        uint32_t term = row->terms[i];
        if (g->kinds[term] == WORD) {
            g->rows[term] += g->seen[term] != g->now;
            g->seen[term] = g->now;
        }
    }
    count_phrases(g, row);
    return g->full ? PAL_DONE : PAL_OK;
}

/* Count until the phrases find room. The bound grows by what the whole run holds, never
 * by what came first. */
static pal_status count_all(pal_grams *g, pal_error *err)
{
    pal_status status = PAL_OK;
    g->bound = (uint32_t)g->least;
    while ((status = pal_panels_scan(g->panels, count_row, g, err)) == PAL_OK &&
           g->full) {
        g->bound = g->bound > UINT32_MAX / 2 ? UINT32_MAX : g->bound * 2;
        memset(g->slots, 0, (g->slot_mask + 1) * sizeof *g->slots);
        memset(g->rows, 0, g->terms * sizeof *g->rows);
        memset(g->seen, 0, g->terms * sizeof *g->seen);
        g->filled = 0;
        g->now = 0;
        g->full = false;
    }
    return status;
}

/* A power of two for so many things. */
static size_t room_for(uint64_t things, size_t max)
{
    size_t room = SIZE_MIN;
    while (room < max && room < things)
        room *= 2;
    return room;
}

/* --- the list --- */

static size_t count_grams(const pal_grams *g, uint64_t least)
{
    size_t count = 0;
    for (size_t t = 1; t < g->terms; t++)
        count += g->rows[t] >= least;
    for (size_t s = 0; s <= g->slot_mask; s++)
        count += g->slots[s].rows >= least;
    return count;
}

static int by_terms(const void *a, const void *b)
{
    const pal_gram *x = a;
    const pal_gram *y = b;
    if ((x->size == 1) != (y->size == 1))
        return x->size == 1 ? -1 : 1;
    for (size_t i = 0; i < PAL_GRAM_WORDS_MAX; i++)
        if (x->terms[i] != y->terms[i])
            return x->terms[i] < y->terms[i] ? -1 : 1;
    return 0;
}

static uint32_t number_of(const pal_grams *g, uint32_t first, uint32_t second)
{
    const uint32_t terms[PAL_GRAM_WORDS_MAX] = {first, second};
    const phrase *p = slot_of(g, terms);
    return p->terms[0] != 0 ? p->gram : PAL_GRAM_NONE;
}

static void link_parts(const pal_grams *g, pal_gram *gram)
{
    const uint32_t *t = gram->terms;
    for (size_t i = 0; i < PAL_GRAM_PARTS_MAX; i++)
        gram->parts[i] = PAL_GRAM_NONE;
    if (gram->size == 1)
        return;
    for (size_t i = 0; i < gram->size; i++)
        gram->parts[i] = g->numbers[t[i]];
    if (gram->size == 3) {
        gram->parts[3] = number_of(g, t[0], t[1]);
        gram->parts[4] = number_of(g, t[1], t[2]);
    }
}

static void fill_list(const pal_grams *g, uint64_t least)
{
    size_t at = 0;
    for (uint32_t t = 1; t < g->terms; t++)
        if (g->rows[t] >= least)
            g->list[at++] = (pal_gram){.terms = {t}, .size = 1, .rows = g->rows[t]};
    for (size_t s = 0; s <= g->slot_mask; s++) {
        const phrase *p = &g->slots[s];
        if (p->rows >= least)
            g->list[at++] = (pal_gram){
                .terms = {p->terms[0], p->terms[1], p->terms[2]},
                .size = p->terms[2] != 0 ? 3 : 2,
                .rows = p->rows,
            };
    }
    if (g->count > 1)
        qsort(g->list, g->count, sizeof *g->list, by_terms);
}

/* The list, and a table of its phrases alone, small enough for the caches. */
static bool make_list(pal_grams *g)
{
    uint64_t least = g->least;
    while ((g->count = count_grams(g, least)) > GRAMS_MAX)
        least *= 2;
    g->list = pal_new(g->mem, pal_gram, g->count);
    g->found = pal_new(g->mem, uint32_t, g->count);
    g->leads = pal_new(g->mem, bool, g->terms);
    if (!g->list || !g->found || !g->leads)
        return false;
    fill_list(g, least);
    g->slot_mask = room_for(g->count * 2, SLOTS_MAX) - 1;
    g->slots = pal_new(g->mem, phrase, g->slot_mask + 1);
    if (!g->slots)
        return false;
    memset(g->numbers, 0xFF, g->terms * sizeof *g->numbers);
    for (uint32_t i = 0; i < g->count; i++) {
        const pal_gram *gram = &g->list[i];
        if (gram->size == 1) {
            g->numbers[gram->terms[0]] = i;
            continue;
        }
        phrase *p = slot_of(g, gram->terms);
        memcpy(p->terms, gram->terms, sizeof p->terms);
        p->gram = i;
        g->leads[gram->terms[0]] = true;
    }
    for (size_t i = 0; i < g->count; i++)
        link_parts(g, &g->list[i]);
    return true;
}

static bool make_room(pal_grams *g)
{
    uint64_t tokens = 0;
    const pal_term *terms = pal_panels_terms(g->panels, &g->terms);
    g->kinds = pal_new(g->mem, uint8_t, g->terms);
    g->numbers = pal_new(g->mem, uint32_t, g->terms);
    g->rows = pal_new(g->mem, uint32_t, g->terms);
    if (!g->kinds || !g->numbers || !g->rows)
        return false;
    for (size_t t = 1; t < g->terms; t++) {
        if (terms[t].count < g->least)
            continue;
        bool negator = (terms[t].flags & PAL_FORM_NEGATOR) != 0;
        g->kinds[t] = (uint8_t)(!terms[t].stop ? WORD : negator ? NEGATOR : FILLER);
        tokens += terms[t].count;
    }
    g->cell_mask = room_for(tokens, CELLS_MAX) - 1;
    g->slot_mask = room_for(tokens, SLOTS_MAX) - 1;
    g->cells = pal_new(g->mem, uint16_t, g->cell_mask + 1);
    g->slots = pal_new(g->mem, phrase, g->slot_mask + 1);
    /* rows of terms first, of grams later */
    size_t marks = g->terms > GRAMS_MAX ? g->terms : GRAMS_MAX;
    g->seen = pal_new(g->mem, uint32_t, marks);
    return g->cells && g->slots && g->seen;
}

pal_status pal_grams_find(pal_grams **out, pal_arena *mem, pal_panels *panels,
                          uint64_t least, pal_error *err)
{
    pal_grams *g = pal_new(mem, pal_grams, 1);
    if (!g)
        return no_memory(err);
    *g = (pal_grams){.mem = mem, .panels = panels, .least = least};
    if (!make_room(g))
        return no_memory(err);
    pal_status status = pal_panels_scan(panels, sketch_row, g, err);
    if (status == PAL_OK)
        status = count_all(g, err);
    if (status != PAL_OK)
        return status;
    if (!make_list(g))
        return no_memory(err);
    memset(g->seen, 0, g->count * sizeof *g->seen);
    g->now = 0;
    *out = g;
    return PAL_OK;
}

const pal_gram *pal_grams_list(const pal_grams *g, size_t *count)
{
    *count = g->count;
    return g->list;
}

static inline void note(pal_grams *g, uint32_t gram, size_t *count)
{
    if (gram == PAL_GRAM_NONE || g->seen[gram] == g->now)
        return;
    g->seen[gram] = g->now;
    g->found[(*count)++] = gram;
}

const uint32_t *pal_grams_in(pal_grams *g, const pal_panel_row *row, size_t *count)
{
    uint32_t phrases[AT_MAX][PAL_GRAM_WORDS_MAX];
    if (++g->now == 0) { /* the marks went round: all are stale */
        memset(g->seen, 0, g->count * sizeof *g->seen);
        g->now = 1;
    }
    *count = 0;
    for (size_t i = 0; i < row->term_count; i++) {
        note(g, g->numbers[row->terms[i]], count);
        if (!g->leads[row->terms[i]])
            continue;
        for (size_t n = phrases_at(g, row, i, phrases); n-- > 0;) {
            const phrase *p = slot_of(g, phrases[n]);
            if (p->terms[0] != 0)
                note(g, p->gram, count);
        }
    }
    return g->found;
}
