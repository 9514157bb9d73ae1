/* report_help.h -- a small run with known figures, and its files */
#ifndef PAL_TESTS_REPORT_HELP_H
#define PAL_TESTS_REPORT_HELP_H

#include "base/str.h"
#include "report/report.h"

#include <string.h>

enum { HELP_THEMES = 4 };

static const pal_theme help_themes[HELP_THEMES] = {
    {PAL_INIT("jonotusaika"),
     PAL_INIT("nopeus"),
     PAL_INIT("pain"),
     {{NULL, 0}, PAL_INIT("Jonotusaika"), PAL_INIT("Waiting, queue \"time\"")}},
    {PAL_INIT("valikoima"),
     PAL_INIT("tuote"),
     PAL_INIT("pain"),
     {{NULL, 0}, PAL_INIT("Valikoima"), PAL_INIT("Selection")}},
    {PAL_INIT("suosittelu"),
     PAL_INIT("asiakassuhde"),
     PAL_INIT("signal"),
     {{NULL, 0}, PAL_INIT("Suosittelu"), PAL_INIT("Recommendation")}},
    {PAL_INIT("hintataso"),
     PAL_INIT("hinta"),
     PAL_INIT("pain"),
     {{NULL, 0}, PAL_INIT("Hintataso"), PAL_INIT("Price level")}},
};

/* Intervals of the scores: D5 P10 n20 and D54 P162 n324 after Rocks 2016. */
static const pal_nps help_nps_324 = {
    {54, 108, 162}, 33.333333333, 24.94525141, 41.10979446};
static const pal_nps help_nps_20 = {{5, 5, 10}, 25.0, -11.716133215, 55.394194055};
static const pal_nps help_nps_9 = {{9, 0, 0}, -100.0, -100.0, -45.0};
static const pal_nps help_nps_none = {{0, 0, 0}, 0.0, 0.0, 0.0};

/* Everything that a report reads, in one place that a test may change. */
typedef struct help_report {
    pal_theme_result themes[HELP_THEMES];
    pal_group_result groups[4];
    uint64_t counts[HELP_THEMES];
    pal_quote quotes[2];
    pal_input_result inputs[1];
    pal_summary summary;
    pal_report report;
} help_report;

static inline void help_fill_themes(help_report *h)
{
    h->themes[0] = (pal_theme_result){.theme = 0,
                                      .mentions = 20,
                                      .polarity = {3, 15, 2, 0},
                                      .wishes = 1,
                                      .share = 0.0617,
                                      .share_in_band = {0, 0.0926, 0.0463, 0.06173},
                                      .with = help_nps_20,
                                      .rest = help_nps_324,
                                      .impact = -4.125,
                                      .impact_low = -6.5,
                                      .impact_high = -1.75,
                                      .verdict = PAL_VERDICT_LOWER};
    h->themes[1] = h->themes[0];
    h->themes[1].theme = 1;
    h->themes[1].impact = 3.5;
    h->themes[1].impact_low = -0.5;
    h->themes[1].impact_high = 7.5;
    h->themes[1].verdict = PAL_VERDICT_NOISE;
    h->themes[2] = h->themes[0];
    h->themes[2].theme = 2;
    h->themes[2].impact = 2.0;
    h->themes[2].impact_low = 1.0;
    h->themes[2].impact_high = 3.0;
    h->themes[2].verdict = PAL_VERDICT_HIGHER;
    h->themes[3] = h->themes[0];
    h->themes[3].theme = 3;
    h->themes[3].mentions = 9;
    h->themes[3].with = help_nps_9;
    h->themes[3].impact = -9.0;
    h->themes[3].impact_low = -9.5;
    h->themes[3].impact_high = -8.5;
}

static inline void help_fill_groups(help_report *h)
{
    h->counts[0] = 12;
    const pal_group_result wave = {.column = PAL_STR("wave"),
                                   .value = PAL_STR("2026-kevät"),
                                   .rows = 324,
                                   .commented = 48,
                                   .nps = help_nps_324,
                                   .theme_mentions = h->counts,
                                   .theme_negative = h->counts};
    h->groups[0] = wave;
    h->groups[1] = wave;
    h->groups[1].value = PAL_STR("2026-syksy");
    h->groups[1].commented = 40;
    h->groups[2] = wave;
    h->groups[2].column = PAL_STR("Alue");
    h->groups[2].value = PAL_STR("Lappi");
    h->groups[2].nps = (pal_nps){{4, 0, 0}, -100.0, -100.0, -30.0};
    h->groups[3] = h->groups[2];
    h->groups[3].value = PAL_STR("Uusimaa");
    h->groups[3].nps = help_nps_20;
}

static inline void help_fill_rest(help_report *h)
{
    h->quotes[0] = (pal_quote){.theme = 0,
                               .band = PAL_BAND_DETRACTOR,
                               .polarity = PAL_NEGATIVE,
                               .row = 1234,
                               .id = PAL_STR("A-17"),
                               .text = PAL_STR("Pitkä jono kassalla"),
                               .start = 7,
                               .end = 11};
    h->quotes[1] = h->quotes[0];
    h->quotes[1].band = PAL_BAND_PROMOTER;
    h->quotes[1].id = (pal_str){NULL, 0};
    h->inputs[0] =
        (pal_input_result){.name = PAL_STR("kysely.csv"),
                           .sha256 = PAL_STR("e3b0c44298fc1c149afbf4c8996fb924"
                                             "27ae41e4649b934ca495991b7852b855"),
                           .bytes = 4096,
                           .encoding = PAL_STR("windows-1252"),
                           .delimiter = '\t',
                           .dialect = PAL_STR("plain"),
                           .rows = 12345,
                           .refusals = 2,
                           .score_column = PAL_STR("NPS"),
                           .text_columns = PAL_STR("Miksi?"),
                           .scale = PAL_SCALE_1_5};
}

/* `h` must stay where it is: the summary points into it. */
static inline void help_fill(help_report *h)
{
    memset(h, 0, sizeof *h);
    help_fill_themes(h);
    help_fill_groups(h);
    help_fill_rest(h);
    h->summary = (pal_summary){.rows = 12345,
                               .answers = 324,
                               .empty = 12019,
                               .refusals = 2,
                               .comments = 324,
                               .unscored = 7,
                               .language = PAL_LANGUAGE_FI,
                               .screen = PAL_LANGUAGE_FI,
                               .by_language = {1, 300, 20, 3},
                               .by_sentiment = {50, 100, 150, 24},
                               .sentiment_in_band = {{0}, {0, 54, 0, 0}},
                               .nps = help_nps_324,
                               .nps_commented = help_nps_324,
                               .comment_rate = {0.0, 0.5, 0.25, 0.125},
                               .untagged = 81,
                               .nps_untagged = help_nps_none,
                               .themes = h->themes,
                               .theme_count = HELP_THEMES,
                               .lexicon_theme_count = HELP_THEMES,
                               .groups = h->groups,
                               .group_count = 4,
                               .quotes = h->quotes,
                               .quote_count = 2,
                               .inputs = h->inputs,
                               .input_count = 1,
                               .lexicon_sha256 = PAL_STR("abcdef0123456789"),
                               .morphology = PAL_STR("snowball 2.2.0"),
                               .folder = PAL_STR("secret-folder"),
                               .k_threshold = 5,
                               .seconds = {123.5}};
    h->report = (pal_report){
        .summary = &h->summary, .themes = help_themes, .theme_count = HELP_THEMES};
}

/* The bytes with a NUL behind them; release the buffer. */
static inline const char *help_text(pal_buf *b)
{
    pal_buf_byte(b, '\0');
    b->len--;
    return b->ptr;
}

static inline bool help_has(const pal_buf *b, const char *part)
{
    return pal_str_has(pal_buf_view(b), pal_str_from(part));
}

#endif /* PAL_TESTS_REPORT_HELP_H */
