/* talk_help.h -- panels of small talks, for the figures over words
 *
 * A talk is a row of words: "|" ends a clause, "/" begins the next comment. A word that
 * ends in '+' is known to the lexicon, in '!' is a valence entry; "ei" is a negator;
 * "ei", "ja" and "for" are function words.
 */
#ifndef PAL_TESTS_TALK_HELP_H
#define PAL_TESTS_TALK_HELP_H

#include <criterion/criterion.h>
#include <string.h>

#include "base/str.h"
#include "report/report.h"
#include "stats/stats_run.h"

enum { TALK_THEMES = 3, TALKS_MAX = 400, TALK_TERMS_MAX = 32, TALK_PANELS = 2 };

static const pal_theme talk_themes[TALK_THEMES] = {
    {.id = PAL_INIT("jonotusaika"), .group = PAL_INIT("nopeus")},
    {.id = PAL_INIT("valikoima"), .group = PAL_INIT("tuote")},
    {.id = PAL_INIT("hintataso"), .group = PAL_INIT("hinta")},
};

typedef struct talk {
    pal_band band;
    const char *group; /* value of the only column; "" = none */
    const char *words;
    int theme; /* -1 = none */
} talk;

/* Talks, the panels made of them, and the run over these. */
typedef struct talks {
    talk items[TALKS_MAX];
    size_t count;
    pal_panel *parts[TALK_PANELS];
    pal_panels *panels;
    pal_arena *mem;
    pal_stats_run run;
} talks;

static inline void talk_add(talks *t, size_t times, talk one)
{
    cr_assert_leq(t->count + times, (size_t)TALKS_MAX);
    for (size_t i = 0; i < times; i++)
        t->items[t->count++] = one;
}

static inline uint32_t talk_term(pal_panel *p, pal_str word)
{
    char last = word.ptr[word.len - 1];
    unsigned flags = last == '!' ? PAL_FORM_KNOWN | PAL_FORM_VALUED : 0u;
    flags |= last == '+' ? (unsigned)PAL_FORM_KNOWN : 0u;
    flags |= pal_str_equal(word, PAL_STR("ei")) ? (unsigned)PAL_FORM_NEGATOR : 0u;
    if (last == '!' || last == '+')
        word.len--;
    return pal_panel_form(p, pal_panel_ask(p, PAL_LANGUAGE_FI, word), word,
                          flags | PAL_FORM_DICTIONARY);
}

static inline void talk_put(pal_panel *p, const talk *one, uint64_t row)
{
    uint32_t terms[TALK_TERMS_MAX];
    uint32_t lines[TALK_TERMS_MAX];
    size_t count = 0;
    size_t line_count = 0;
    pal_cut cut = {.tail = pal_str_from(one->words), .found = one->words[0] != '\0'};
    while (cut.found) {
        cut = pal_str_cut(cut.tail, ' ');
        cr_assert_lt(count, (size_t)TALK_TERMS_MAX);
        bool line = pal_str_equal(cut.head, PAL_STR("/"));
        terms[count++] = line || pal_str_equal(cut.head, PAL_STR("|"))
                             ? PAL_TERM_BREAK
                             : talk_term(p, cut.head);
        if (line)
            lines[line_count++] = (uint32_t)count;
    }
    const pal_panel_tag tag = {.theme = (uint32_t)one->theme};
    const pal_str values[] = {pal_str_from(one->group)};
    const pal_panel_row made = {.row = row,
                                .place = row,
                                .band = one->band,
                                .score = -1,
                                .weight = PAL_WEIGHT_ONE,
                                .commented = count != 0,
                                .tags = &tag,
                                .tag_count = one->theme >= 0,
                                .terms = terms,
                                .term_count = count,
                                .lines = lines,
                                .line_count = line_count};
    cr_assert_eq(pal_panel_add(p, &made, values, NULL), PAL_OK);
}

static inline bool talk_is_stop(void *ctx, pal_language language, pal_str key,
                                pal_str form)
{
    (void)ctx;
    (void)language;
    (void)form;
    return pal_str_equal(key, PAL_STR("ei")) || pal_str_equal(key, PAL_STR("ja")) ||
           pal_str_equal(key, PAL_STR("for"));
}

/* Join the talks: as they stand in one panel, or backwards over two. */
static inline void talk_join(talks *t, const char *column, bool wave, bool shuffled)
{
    static pal_str columns[1];
    columns[0] = pal_str_from(column);
    const pal_panel_shape shape = {.themes = TALK_THEMES, .groups = 1};
    for (size_t i = 0; i < TALK_PANELS; i++)
        cr_assert_eq(pal_panel_open(&t->parts[i], shape, NULL), PAL_OK);
    for (size_t i = 0; i < t->count; i++) {
        size_t at = shuffled ? t->count - 1 - i : i;
        talk_put(t->parts[shuffled && at % 3 == 0], &t->items[at], at + 1);
    }
    cr_assert_eq(pal_panels_join(&t->panels, t->parts, TALK_PANELS, false, talk_is_stop,
                                 NULL, NULL),
                 PAL_OK);
    t->mem = pal_arena_open((size_t)1 << 24);
    t->run = (pal_stats_run){.panels = t->panels,
                             .mem = t->mem,
                             .themes = talk_themes,
                             .theme_count = TALK_THEMES,
                             .columns = columns,
                             .column_count = 1,
                             .has_wave = wave,
                             .scale = PAL_SCALE_0_10,
                             .k_threshold = 5};
}

static inline void talk_close(talks *t)
{
    pal_panels_close(t->panels);
    for (size_t i = 0; i < TALK_PANELS; i++)
        pal_panel_close(t->parts[i]);
    pal_arena_close(t->mem);
}

/* What a writer makes of findings. */
static inline void talk_write(pal_buf *out, const pal_findings *findings,
                              void (*write)(pal_buf *, const pal_report *))
{
    const pal_summary summary = {.findings = findings};
    const pal_report report = {
        .summary = &summary, .themes = talk_themes, .theme_count = TALK_THEMES};
    write(out, &report);
    cr_assert(!out->failed);
}

/* Two outputs are the same and longer than `least` bytes; they are gone then. */
static inline void talk_same(pal_buf two[2], size_t least)
{
    cr_expect(pal_str_equal(pal_buf_view(&two[0]), pal_buf_view(&two[1])));
    cr_expect_gt(two[0].len, least, "there is something to compare");
    pal_buf_release(&two[0]);
    pal_buf_release(&two[1]);
}

#endif /* PAL_TESTS_TALK_HELP_H */
