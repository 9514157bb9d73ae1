/* Texts made for this test and what they become: tests/data/privacy. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/personal.h"
#include "base/str.h"

/* Marks of a kind in a text. */
static size_t marks_of(pal_str text, pal_personal kind, pal_language language)
{
    size_t count = 0;
    pal_str mark = pal_personal_mark(kind, language);
    for (size_t at = 0; at < text.len; at++)
        count += pal_str_starts((pal_str){text.ptr + at, text.len - at}, mark);
    return count;
}

typedef struct score {
    size_t gold;
    size_t found;
    size_t right;
} score;

static void compare(score *scores, pal_str gold, pal_str got, pal_language language)
{
    for (size_t k = 0; k < PAL_PERSONAL_COUNT; k++) {
        size_t want = marks_of(gold, (pal_personal)k, language);
        size_t have = marks_of(got, (pal_personal)k, language);
        scores[k].gold += want;
        scores[k].found += have;
        /* marks in other places than where they belong are all wrong */
        if (pal_str_equal(gold, got))
            scores[k].right += want;
    }
}

static bool is_checked(size_t kind)
{
    return kind == PAL_PERSONAL_HETU || kind == PAL_PERSONAL_ACCOUNT ||
           kind == PAL_PERSONAL_BUSINESS || kind == PAL_PERSONAL_CARD;
}

static void judge(const score *scores, const char *file)
{
    for (size_t k = 0; k < PAL_PERSONAL_COUNT; k++) {
        const score *s = &scores[k];
        if (s->gold == 0 && s->found == 0)
            continue;
        double precision = s->found ? (double)s->right / (double)s->found : 0.0;
        double recall = s->gold ? (double)s->right / (double)s->gold : 0.0;
        double least = is_checked(k) ? 1.0 : 0.95;
        printf("%s: %-11s %3zu  precision %.3f  recall %.3f\n", file,
               pal_personal_name((pal_personal)k), s->gold, precision, recall);
        cr_expect_geq(precision, least, "%s: precision of %s", file,
                      pal_personal_name((pal_personal)k));
        cr_expect_geq(recall, least, "%s: recall of %s", file,
                      pal_personal_name((pal_personal)k));
    }
}

static size_t mask_file(const char *file, pal_language language)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = "lexicons";
    opt.no_model = true;
    opt.language = language;
    pal_error err = {.code = PAL_OK};
    pal_engine *engine = NULL;
    pal_reader *reader = NULL;
    pal_arena *mem = pal_arena_open((size_t)1 << 20);
    pal_str text;
    cr_assert_eq(pal_engine_open(&engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_reader_open(&reader, engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_io_read(&text, mem, file, (size_t)1 << 19, &err), PAL_OK);
    score scores[PAL_PERSONAL_COUNT] = {{0}};
    size_t lines = 0;
    for (pal_cut row; text.len != 0; text = row.tail, lines++) {
        row = pal_str_cut(text, '\n');
        pal_cut cells = pal_str_cut(row.head, '\t');
        pal_str got;
        cr_assert_eq(pal_redact(&got, reader, cells.head, NULL, &err), PAL_OK);
        if (!pal_str_equal(got, cells.tail))
            printf("%s:%zu: %.*s\n", file, lines + 1, PAL_ARG(got));
        compare(scores, cells.tail, got, language);
        pal_str again;
        char kept[1024];
        size_t len = got.len < sizeof kept ? got.len : sizeof kept;
        memcpy(kept, got.ptr, len);
        uint64_t counts[PAL_PERSONAL_COUNT] = {0};
        cr_assert_eq(pal_redact(&again, reader, (pal_str){kept, len}, counts, &err),
                     PAL_OK);
        cr_expect(pal_str_equal(again, (pal_str){kept, len}),
                  "%s:%zu: a masked text is masked again", file, lines + 1);
    }
    judge(scores, file);
    pal_reader_close(reader);
    pal_engine_close(engine);
    pal_arena_close(mem);
    return lines;
}

Test(privacy_masks, precision_and_recall_by_kind)
{
    size_t lines = mask_file("tests/data/privacy/fi.tsv", PAL_LANGUAGE_FI) +
                   mask_file("tests/data/privacy/en.tsv", PAL_LANGUAGE_EN);
    cr_expect_geq(lines, 400);
}

Test(privacy_masks, mark_is_one_token_that_no_rule_matches)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = "lexicons";
    opt.no_model = true; /* what a model proposes stands at a whole clause */
    pal_error err = {.code = PAL_OK};
    pal_engine *engine = NULL;
    pal_reader *reader = NULL;
    pal_reading_view r;
    cr_assert_eq(pal_engine_open(&engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_reader_open(&reader, engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_read(reader, PAL_STR("Soitin 040 123 4567 ja jonotin"), &r, &err),
                 PAL_OK);
    cr_expect(pal_str_equal(r.text, PAL_STR("Soitin [PUHELIN] ja jonotin")));
    cr_assert_eq(r.token_count, 4);
    cr_expect_eq(r.tokens[1].start, 7);
    cr_expect_eq(r.tokens[1].end, 16);
    for (size_t i = 0; i < r.mention_count; i++)
        cr_expect(r.mentions[i].start >= 17 || r.mentions[i].end <= 6,
                  "a rule matched the mark");
    pal_reader_close(reader);
    pal_engine_close(engine);
}

Test(privacy_masks, keep_personal_data_leaves_the_text)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = "lexicons";
    opt.keep_personal_data = true;
    pal_error err = {.code = PAL_OK};
    pal_engine *engine = NULL;
    pal_reader *reader = NULL;
    pal_str got;
    cr_assert_eq(pal_engine_open(&engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_reader_open(&reader, engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_redact(&got, reader, PAL_STR("Jarkko 040 123 4567"), NULL, &err),
                 PAL_OK);
    cr_expect(pal_str_equal(got, PAL_STR("Jarkko 040 123 4567")));
    pal_reader_close(reader);
    pal_engine_close(engine);
}
