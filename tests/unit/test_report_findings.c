#include <criterion/criterion.h>

#include <math.h>

#include "base/find_conflicts.h"
#include "base/find_keyness.h"
#include "base/find_segments.h"
#include "base/find_waves.h"
#include "base/find_why.h"
#include "page_help.h"

/* One of everything that the statistics can say. */
typedef struct everything {
    pal_wave waves[2];
    pal_wave_share shares[2];
    pal_wave_theme wave_theme;
    pal_bridge_term terms[2];
    pal_wave_change change;
    pal_wave_findings of_waves;
    pal_segment_theme segment_theme;
    pal_segment_value value;
    pal_segment_column column;
    pal_segment_findings of_segments;
    pal_shown_comment comment;
    pal_why_node nodes[3];
    pal_why_tree tree;
    pal_why_findings of_why;
    pal_key_term term;
    pal_key_contrast contrast;
    pal_keyness_findings of_keyness;
    pal_conflict_row conflict;
    pal_conflict_findings of_conflicts;
    pal_findings all;
} everything;

static void fill_waves(everything *e, pal_str text)
{
    e->waves[0] = (pal_wave){.name = text, .nps = 18.2, .low = 9.9, .high = 26.2};
    e->waves[1] = (pal_wave){.name = text, .nps = 4.5, .low = -4.0, .high = 13.0};
    e->shares[0] = (pal_wave_share){.hidden = true, .share = NAN, .q = NAN};
    e->shares[1] = (pal_wave_share){.share = 0.25, .low = 0.2, .high = 0.3, .q = 0.0001};
    e->wave_theme.tones[PAL_WAVE_ALL] = (pal_wave_trend){
        .made = true, .shares = e->shares, .q = 0.0001, .verdict = PAL_WAVE_ROSE};
    e->terms[0] =
        (pal_bridge_term){PAL_BRIDGE_THEME, 0, -10 * (int64_t)PAL_BRIDGE_UNIT, 0};
    e->terms[1] =
        (pal_bridge_term){PAL_BRIDGE_MIX, 0, -37 * (int64_t)PAL_BRIDGE_UNIT / 10, 0};
    e->change = (pal_wave_change){
        .to = 1,
        .difference = -13.7,
        .low = -25.3,
        .high = -1.8,
        .p = 0.024,
        .detectable = NAN,
        .verdict = PAL_WAVE_FELL,
        .bridge = {.made = true, .mix_column = text, .terms = e->terms, .count = 2}};
    e->of_waves = (pal_wave_findings){.k_threshold = 5,
                                      .waves = e->waves,
                                      .count = 2,
                                      .changes = &e->change,
                                      .change_count = 1,
                                      .themes = &e->wave_theme,
                                      .theme_count = 1};
}

static void fill_words(everything *e, pal_str text)
{
    e->comment = (pal_shown_comment){.row = 7,
                                     .start = 1,
                                     .end = 3,
                                     .band = PAL_BAND_DETRACTOR,
                                     .language = PAL_LANGUAGE_EN,
                                     .id = text,
                                     .text = text};
    e->nodes[0] = (pal_why_node){.level = PAL_WHY_WHO,
                                 .n = 42,
                                 .of = 235,
                                 .n_rest = 17,
                                 .of_rest = 451,
                                 .q = 0.0001,
                                 .quotes = &e->comment,
                                 .quote_count = 1};
    e->nodes[1] = e->nodes[0];
    e->nodes[1].level = PAL_WHY_ABOUT;
    e->nodes[1].name = text;
    e->nodes[2] = e->nodes[1];
    e->nodes[2].level = PAL_WHY_WHERE;
    e->nodes[2].column = text;
    e->nodes[2].parent = 1;
    e->nodes[2].n_rest = 2;
    e->tree = (pal_why_tree){.band = PAL_BAND_DETRACTOR,
                             .nodes = e->nodes,
                             .node_count = 3,
                             .claimed = {[PAL_WHY_ABOUT] = true, [PAL_WHY_WHERE] = true}};
    e->of_why = (pal_why_findings){.trees = &e->tree, .count = 1, .k_threshold = 5};
    e->term = (pal_key_term){.term = text,
                             .language = PAL_LANGUAGE_FI,
                             .comments = 13,
                             .comments_other = 2,
                             .z = 2.86,
                             .q = 0.012};
    e->contrast.sides[0] =
        (pal_key_side){.name = text, .comments = 235, .terms = &e->term, .count = 1};
    e->contrast.sides[1] = (pal_key_side){.name = text, .comments = 288};
    e->of_keyness = (pal_keyness_findings){.contrasts = &e->contrast, .count = 1};
}

static void fill_everything(help_report *h, everything *e, pal_str text)
{
    *e = (everything){.of_why = {0}};
    fill_waves(e, text);
    fill_words(e, text);
    e->segment_theme = (pal_segment_theme){.share = 0.18, .difference = 0.1, .q = 0.01};
    e->value = (pal_segment_value){.value = text,
                                   .commented = 50,
                                   .nps = 39.7,
                                   .difference = 20.0,
                                   .q = 0.01,
                                   .themes = &e->segment_theme,
                                   .theme_count = 1};
    e->column = (pal_segment_column){.column = text, .values = &e->value, .count = 1};
    e->of_segments = (pal_segment_findings){.columns = &e->column, .count = 1};
    e->conflict = (pal_conflict_row){.verbal = PAL_VERBAL_BLAME, .shown = e->comment};
    e->of_conflicts = (pal_conflict_findings){.reversed = 0.005,
                                              .reversed_high = 0.025,
                                              .nps = {794, 11.3, 5.4, 17.2},
                                              .left_out = {5, NAN, NAN, NAN},
                                              .rows = &e->conflict,
                                              .count = 1};
    e->all = (pal_findings){.keyness = &e->of_keyness,
                            .why = &e->of_why,
                            .waves = &e->of_waves,
                            .segments = &e->of_segments,
                            .conflicts = &e->of_conflicts};
    h->summary.findings = &e->all;
}

Test(report_findings, findings_are_escaped_too)
{
    static const pal_str evil[] = {PAL_INIT("<script>alert(1)</script>"),
                                   PAL_INIT("\"><img src=x onerror=alert(1)>"),
                                   PAL_INIT("\xff{0}<\xC3")};
    for (size_t i = 0; i < sizeof evil / sizeof *evil; i++) {
        help_report h;
        everything e;
        help_fill(&h);
        fill_everything(&h, &e, evil[i]);
        pal_buf b = page_of(&h);
        size_t where = 0;
        cr_expect(is_balanced(pal_buf_view(&b), &where), "case %zu at %zu: %.60s", i,
                  where, help_text(&b) + where);
        cr_expect_not(help_has(&b, "<script>alert"));
        cr_expect_not(help_has(&b, "<img"));
        static const char *const broken[] = {">nan", "\"nan", "nan%", "inf%"};
        for (size_t k = 0; k < sizeof broken / sizeof *broken; k++)
            cr_expect_not(help_has(&b, broken[k]), "case %zu: %s", i, broken[k]);
        pal_buf_release(&b);
    }
}

Test(report_findings, findings_are_told_with_their_verdicts)
{
    help_report h;
    everything e;
    help_fill(&h);
    fill_everything(&h, &e, PAL_STR("Pohjoinen"));
    pal_buf b = page_of(&h);
    static const char *const told[] = {
        "<strong>NPS laski.</strong> NPS 18,2 → 4,5, muutos −13,7 pistettä",
        "p\u00a0=\u00a00,024",
        "osuus nousi (q\u00a0&lt;\u00a00,001)",
        "vastaajien jakauma: Pohjoinen",
        "18,0\u00a0% <span class=\"sign\">▲</span>",
        "42 / 235 (17,9\u00a0%), muuten 3,8\u00a0%; q\u00a0&lt;\u00a00,001",
        "<p lang=\"en\" dir=\"auto\">P<mark>oh</mark>joinen</p>",
        "<bdi lang=\"fi\">Pohjoinen</bdi>",
        "Moite, piste 0",
    };
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        cr_expect(help_has(&b, told[i]), "%s", told[i]);
    /* 2 of 451 others: fewer than five are not shown, nor their share */
    cr_expect(help_has(&b, "Pohjoinen</bdi> <small>42 / 235 (17,9\u00a0%); q"));
    pal_buf_release(&b);
}
