/* An answer that was read before is not read again, and nobody can tell. */
#include <criterion/criterion.h>

#include "folder_help.h"
#include "repeats.h"
#include "text_help.h"

static const pal_mention mention = {.theme = 7, .rule = 3, .start = 0, .end = 7};
static const pal_tag tag = {.theme = 7, .polarity = PAL_POSITIVE};

/* As if a text had been read in which a theme was found. */
static pal_tone tone_of(void)
{
    return (pal_tone){.sentiment = PAL_POSITIVE,
                      .score = 250,
                      .mentions = (pal_mention *)(uintptr_t)&mention,
                      .mention_count = 1,
                      .tags = (pal_tag *)(uintptr_t)&tag,
                      .tag_count = 1};
}

Test(repeats, are_known_from_the_third_time_on)
{
    text_tools t = text_open(NULL, PAL_MORPHOLOGY_SNOWBALL);
    pal_repeats *r = pal_repeats_open();
    cr_assert_not_null(r);
    pal_passage p = text_read(&t, PAL_STR("Palvelu oli hyvää."), PAL_LANGUAGE_FI);
    p.asked = PAL_ASKED_MERITS;
    const pal_tone tone = tone_of();
    const pal_repeats_key key = {p.text, PAL_ASKED_MERITS, PAL_LANGUAGE_FI, 0};
    bool wanted = true;
    cr_expect_null(pal_repeats_find(r, &key, &wanted));
    cr_expect(!wanted, "the first time it is a text like all others");
    cr_expect_null(pal_repeats_find(r, &key, &wanted));
    cr_expect(wanted);
    pal_repeats_keep(r, &key, &p, &tone);
    const pal_repeat *known = pal_repeats_find(r, &key, &wanted);
    cr_assert_not_null(known);
    cr_expect(!wanted);
    cr_expect_eq(known->passage.count, p.count);
    for (size_t i = 0; i < p.count; i++) {
        cr_expect_eq(known->passage.tokens[i].word, p.tokens[i].word);
        cr_expect_eq(known->passage.tokens[i].start, p.tokens[i].start);
    }
    cr_expect_eq(known->tone.sentiment, PAL_POSITIVE);
    cr_expect_eq(known->tone.score, 250);
    cr_assert_eq(known->tone.mention_count, 1u);
    cr_expect_eq(known->tone.mentions[0].theme, 7u);
    cr_expect_eq(known->tone.tags[0].polarity, PAL_POSITIVE);
    pal_repeats_forget(r);
    cr_expect_null(pal_repeats_find(r, &key, &wanted));
    pal_repeats_close(r);
    text_close(&t);
}

Test(repeats, of_another_question_or_language_are_other_texts)
{
    text_tools t = text_open(NULL, PAL_MORPHOLOGY_SNOWBALL);
    pal_repeats *r = pal_repeats_open();
    pal_passage p = text_read(&t, PAL_STR("Hinta"), PAL_LANGUAGE_FI);
    const pal_tone tone = tone_of();
    const pal_repeats_key open = {p.text, PAL_ASKED_OPEN, PAL_LANGUAGE_FI, 0};
    const pal_repeats_key others[] = {
        {p.text, PAL_ASKED_FAULTS, PAL_LANGUAGE_FI, 0},
        {p.text, PAL_ASKED_OPEN, PAL_LANGUAGE_EN, 0},
        {PAL_STR("hinta"), PAL_ASKED_OPEN, PAL_LANGUAGE_FI, 0},
        {PAL_STR(""), PAL_ASKED_OPEN, PAL_LANGUAGE_FI, 0},
        {p.text, PAL_ASKED_OPEN, PAL_LANGUAGE_FI, 7}};
    bool wanted = false;
    pal_repeats_keep(r, &open, &p, &tone);
    cr_expect_not_null(pal_repeats_find(r, &open, &wanted));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        cr_expect_null(pal_repeats_find(r, &others[i], &wanted), "%zu", i);
    pal_repeats_close(r);
    text_close(&t);
}

/* More texts than there are places and bytes for: what is known stays right. */
Test(repeats, of_many_texts_are_none_or_the_right_ones)
{
    enum { TEXTS = 60000 };
    pal_repeats *r = pal_repeats_open();
    pal_token tokens[20] = {{.start = 0}};
    size_t known = 0;
    for (unsigned round = 0; round < 3; round++)
        for (unsigned i = 0; i < TEXTS; i++) {
            char text[32];
            int len = snprintf(text, sizeof text, "vastaus %u", i);
            const pal_repeats_key key = {
                {text, (size_t)len}, PAL_ASKED_OPEN, PAL_LANGUAGE_FI, 0};
            const pal_passage p = {
                .text = key.text, .tokens = tokens, .count = 20, .sentence_count = i};
            pal_tone tone = {.score = (int32_t)i};
            bool wanted = false;
            const pal_repeat *found = pal_repeats_find(r, &key, &wanted);
            if (!found) {
                pal_repeats_keep(r, &key, &p, &tone);
                continue;
            }
            known++;
            cr_assert(pal_str_equal(found->passage.text, key.text));
            cr_assert_eq(found->tone.score, (int32_t)i);
        }
    cr_expect_gt(known, 1000u);
    pal_repeats_close(r);
}

Test(repeats, that_are_long_are_read_each_time)
{
    static char text[400];
    memset(text, 'a', sizeof text);
    pal_repeats *r = pal_repeats_open();
    const pal_repeats_key key = {{text, sizeof text}, PAL_ASKED_OPEN, PAL_LANGUAGE_FI, 0};
    for (int i = 0; i < 3; i++) {
        bool wanted = true;
        cr_expect_null(pal_repeats_find(r, &key, &wanted));
        cr_expect(!wanted);
    }
    pal_repeats_close(r);
}

/* --- in a run --- */

enum { TEXTS = 7, ROWS = 910 };
static const char *const texts[TEXTS] = {
    "Palvelu oli nopeaa ja asiantuntevaa",
    "Hinta on liian kova",
    "ei mitään",
    "Laskutus ei toimi, mutta myymälän väki oli ystävällistä!",
    "Good service but the app keeps crashing",
    "Ihan ok",
    "Odotin puhelimessa tunnin. Aiemmin vastattiin heti."};

/* Lines of a row of the file without their first two cells, from `*at` on, which is moved
 * behind them. Owned by the caller. */
static char *rest_of_row(char **at, unsigned long row)
{
    char *out = calloc(1, strlen(*at) + 1);
    if (!out)
        abort();
    while (**at != '\0' && strtoul(*at, NULL, 10) == row) {
        char *end = strchr(*at, '\n');
        char *cells = strchr(strchr(*at, ',') + 1, ',');
        strncat(out, cells, (size_t)(end + 1 - cells));
        *at = end + 1;
    }
    return out;
}

Test(repeats, of_a_run_have_the_lines_of_the_first_one)
{
    static const char *const files[] = {"comments.csv", "mentions.csv"};
    folder_path home = folder_new();
    folder_path in = folder_join(home.text, "in.csv");
    folder_path to = folder_join(home.text, "out");
    FILE *file = fopen(in.text, "wb");
    cr_assert_not_null(file);
    fputs("id;nps;comment\n", file);
    for (unsigned i = 0; i < ROWS; i++)
        fprintf(file, "r%u;7;%s\n", i, texts[i % TEXTS]);
    fclose(file);
    const char *const inputs[] = {in.text};
    pal_options opt = PAL_OPTIONS_INIT;
    pal_error err = {.code = PAL_OK};
    pal_engine *engine = NULL;
    pal_result *result = NULL;
    opt.lexicons = "lexicons";
    opt.models = "models";
    opt.out = to.text;
    opt.scale = PAL_SCALE_0_10;
    opt.threads = 1;
    cr_assert_eq(pal_engine_open(&engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_analyze(&result, engine, &opt, inputs, 1, &err), PAL_OK, "%s",
                 err.msg);
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        char *first[TEXTS] = {NULL};
        char *all = folder_read(to.text, files[f], NULL);
        cr_assert_not_null(all);
        char *at = strchr(all, '\n') + 1;
        for (unsigned i = 0; i < ROWS; i++) {
            char *lines = rest_of_row(&at, i + 1);
            if (!first[i % TEXTS]) {
                first[i % TEXTS] = lines;
                continue;
            }
            cr_expect_str_eq(lines, first[i % TEXTS], "%s, row %u", files[f], i + 1);
            free(lines);
        }
        cr_expect_eq(*at, '\0');
        for (size_t i = 0; i < TEXTS; i++)
            free(first[i]);
        free(all);
    }
    pal_result_close(result);
    pal_engine_close(engine);
    folder_remove(&home);
}
