/* why_help.h -- small panels for the trees of part `why`
 *
 * Words are written as in talk_help.h. Tags are digits of themes, each with + or - behind
 * it for praise or blame: "0-2+". All stand in the clause `clause`.
 */
#ifndef PAL_TESTS_WHY_HELP_H
#define PAL_TESTS_WHY_HELP_H

#include "talk_help.h"

#include "base/find_why.h"
#include "stats/why.h"

enum { SAID_MAX = 400 };

typedef struct said {
    pal_band band;
    const char *group; /* value of the only column; "" = none */
    const char *words;
    const char *tags;
    uint32_t clause;
} said;

typedef struct saids {
    said items[SAID_MAX];
    size_t count;
    bool shuffled; /* backwards over two panels */
    talks t;       /* its panels and its run */
    pal_why_ask ask;
} saids;

static inline void said_add(saids *s, size_t times, said one)
{
    cr_assert_leq(s->count + times, (size_t)SAID_MAX);
    for (size_t i = 0; i < times; i++)
        s->items[s->count++] = one;
}

static inline size_t said_tags(pal_panel_tag *out, const said *one)
{
    size_t count = 0;
    for (const char *c = one->tags; *c != '\0'; c++) {
        if (*c == '+' || *c == '-')
            out[count - 1].polarity = *c == '+' ? PAL_POSITIVE : PAL_NEGATIVE;
        else
            out[count++] = (pal_panel_tag){.theme = (uint32_t)(*c - '0'),
                                           .clause = one->clause,
                                           .start = 1,
                                           .end = 3};
    }
    return count;
}

static inline void said_put(pal_panel *p, const said *one, uint64_t row)
{
    uint32_t terms[TALK_TERMS_MAX];
    size_t count = 0;
    pal_cut cut = {.tail = pal_str_from(one->words), .found = one->words[0] != '\0'};
    while (cut.found) {
        cut = pal_str_cut(cut.tail, ' ');
        cr_assert_lt(count, (size_t)TALK_TERMS_MAX);
        terms[count++] = pal_str_equal(cut.head, PAL_STR("|")) ? PAL_TERM_BREAK
                                                               : talk_term(p, cut.head);
    }
    pal_panel_tag tags[TALK_THEMES] = {{0}};
    const pal_str values[] = {pal_str_from(one->group)};
    const pal_panel_row made = {.row = row,
                                .place = row,
                                .band = one->band,
                                .score = -1,
                                .weight = PAL_WEIGHT_ONE,
                                .commented = count != 0,
                                .tags = tags,
                                .tag_count = said_tags(tags, one),
                                .terms = terms,
                                .term_count = count};
    cr_assert_eq(pal_panel_add(p, &made, values, NULL), PAL_OK);
}

/* 38 of 60 detractors wait in a queue (theme 0), 28 of them in the south, 16 of these on
 * the phone and with theme 1; of 20 passives none and of 60 promoters 6. */
static inline void said_plant(saids *s)
{
    *s = (saids){0};
    said_add(s, 16,
             (said){PAL_BAND_DETRACTOR, "etelä", "jono puhelin | lasku", "0-1-", 0});
    said_add(s, 12, (said){PAL_BAND_DETRACTOR, "etelä", "kallis! | jono", "0-", 1});
    said_add(s, 10, (said){PAL_BAND_DETRACTOR, "pohjoinen", "jono", "0-", 0});
    said_add(s, 2, (said){PAL_BAND_DETRACTOR, "pohjoinen", "lasku | tuote", "1-", 0});
    said_add(s, 20, (said){PAL_BAND_DETRACTOR, "pohjoinen", "tuote | hinta", "", 0});
    said_add(s, 20, (said){PAL_BAND_PASSIVE, "itä", "tuote", "", 0});
    said_add(s, 6, (said){PAL_BAND_PROMOTER, "itä", "jono nopea", "0+", 0});
    said_add(s, 54, (said){PAL_BAND_PROMOTER, "itä", "tuote hyvä!", "", 0});
    said_add(s, 9, (said){PAL_BAND_DETRACTOR, "etelä", "", "", 0});
}

static const pal_why_ask said_queue = {.theme = 0, .band = PAL_BAND_DETRACTOR};

/* The trees; NULL when there is none. said_close() after. */
static inline const pal_why_findings *said_find(saids *s, const pal_why_ask *ask)
{
    const pal_why_findings *found = NULL;
    s->t.count = 0;
    static pal_str columns[1];
    columns[0] = PAL_STR("Alue");
    const pal_panel_shape shape = {.themes = TALK_THEMES, .groups = 1};
    for (size_t i = 0; i < TALK_PANELS; i++)
        cr_assert_eq(pal_panel_open(&s->t.parts[i], shape, NULL), PAL_OK);
    for (size_t i = 0; i < s->count; i++) {
        size_t at = s->shuffled ? s->count - 1 - i : i;
        said_put(s->t.parts[s->shuffled && at % 3 == 0], &s->items[at], at + 1);
    }
    cr_assert_eq(pal_panels_join(&s->t.panels, s->t.parts, TALK_PANELS, false,
                                 talk_is_stop, NULL, NULL),
                 PAL_OK);
    s->t.mem = pal_arena_open((size_t)1 << 24);
    s->t.run = (pal_stats_run){.panels = s->t.panels,
                               .mem = s->t.mem,
                               .themes = talk_themes,
                               .theme_count = TALK_THEMES,
                               .columns = columns,
                               .column_count = 1,
                               .scale = PAL_SCALE_0_10,
                               .k_threshold = 5,
                               .why = ask};
    cr_assert_eq(pal_why_find(&found, &s->t.run, NULL), PAL_OK);
    return found;
}

static inline void said_close(saids *s)
{
    talk_close(&s->t);
}

/* The first node of a level below a parent; NULL without one. */
static inline const pal_why_node *said_node(const pal_why_tree *t, pal_why_level level,
                                            uint32_t parent)
{
    for (size_t i = 1; i < t->node_count; i++)
        if (t->nodes[i].level == level && t->nodes[i].parent == parent)
            return &t->nodes[i];
    return NULL;
}

static inline size_t said_count(const pal_why_tree *t, pal_why_level level)
{
    size_t count = 0;
    for (size_t i = 0; i < t->node_count; i++)
        count += t->nodes[i].level == level;
    return count;
}

#endif /* PAL_TESTS_WHY_HELP_H */
