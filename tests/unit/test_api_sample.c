/* The comments that report.html carries with it: which, how much of them, what is marked.
 */
#include <criterion/criterion.h>

#include "base/buf.h"
#include "base/str.h"
#include "folder_help.h"
#include "sample.h"

#include <stdio.h>
#include <string.h>

static const char comments_head[] =
    "row,id,wave,score,band,language,sentiment,sentiment_score,themes,text,Alue\n";
static const char mentions_head[] = "row,id,theme,polarity,start,end,surface,rule,wish\n";

typedef struct taken {
    const pal_sample *sample;
    pal_arena *mem;
    pal_recall *comments;
    pal_recall *mentions;
    folder_path home;
} taken;

static taken take_batches(const char *comments, const char *mentions, uint64_t of,
                          pal_quoted quoted, const pal_batch_place *batches,
                          size_t batch_count)
{
    taken t = {.home = folder_new(), .mem = pal_arena_open(1 << 24)};
    pal_buf b = {0};
    pal_buf_cstr(&b, comments_head);
    pal_buf_cstr(&b, comments);
    pal_buf_byte(&b, '\0');
    folder_write(t.home.text, "comments.csv", b.ptr);
    pal_buf_clear(&b);
    pal_buf_cstr(&b, mentions_head);
    pal_buf_cstr(&b, mentions);
    pal_buf_byte(&b, '\0');
    folder_write(t.home.text, "mentions.csv", b.ptr);
    pal_buf_release(&b);
    folder_path c = folder_join(t.home.text, "comments.csv");
    folder_path m = folder_join(t.home.text, "mentions.csv");
    cr_assert_eq(pal_recall_open(&t.comments, c.text, batches, batch_count, NULL),
                 PAL_OK);
    cr_assert_eq(pal_recall_open(&t.mentions, m.text, NULL, 0, NULL), PAL_OK);
    cr_assert_eq(pal_sample_take(&t.sample, t.comments, t.mentions, t.mem,
                                 PAL_COMMENTS_FIXED + 1, of, quoted, NULL),
                 PAL_OK);
    return t;
}

static taken take_quoted(const char *comments, const char *mentions, uint64_t of,
                         pal_quoted quoted)
{
    static const pal_batch_place all = {.comments = sizeof comments_head - 1,
                                        .mentions = sizeof mentions_head - 1,
                                        .row = 1};
    return take_batches(comments, mentions, of, quoted, &all, 1);
}

static taken take(const char *comments, const char *mentions, uint64_t of)
{
    return take_quoted(comments, mentions, of, (pal_quoted){NULL, 0});
}

static void drop(taken *t)
{
    pal_recall_close(t->comments);
    pal_recall_close(t->mentions);
    pal_arena_close(t->mem);
    folder_remove(&t->home);
}

static pal_str text_of(const taken *t, size_t comment)
{
    return t->sample->cells[comment * t->sample->columns + PAL_COMMENTS_TEXT];
}

static void expect_marks(const taken *t, size_t comment, const pal_sample_mark *marks,
                         size_t count)
{
    const pal_sample_marks *found = &t->sample->marks[comment];
    cr_assert_eq(found->count, count, "comment %zu has %zu marks", comment, found->count);
    for (size_t i = 0; i < count; i++) {
        cr_expect_eq(found->items[i].tag, marks[i].tag, "comment %zu", comment);
        cr_expect_eq(found->items[i].start, marks[i].start, "comment %zu", comment);
        cr_expect_eq(found->items[i].end, marks[i].end, "comment %zu", comment);
    }
}

Test(api_sample, marks_stand_with_the_comment_and_the_theme_that_they_raised)
{
    /* row 2 has no comment; row 3 has two; row 5 none of its themes is in mentions.csv */
    taken t =
        take("1,a,,9,promoter,fi,pos,0.5,hinta:pos;jono:neg,\"Jono, \"\"hinta\"\"\",X\n"
             "2,b,,8,passive,,,,,,X\n"
             "3,c,,1,detractor,fi,neg,-1,jono:neg,pitkä jono,X\n"
             "3,c,,1,detractor,fi,neg,-1,jono:neg,jono ja jono,X\n"
             "5,e,,1,detractor,fi,neg,-1,hinta:neg,kallis,X\n",
             "1,a,jono,neg,0,4,Jono,jono.tsv:1,0\n"
             "1,a,hinta,pos,7,12,hinta,hinta.tsv:2,0\n"
             "2,b,jono,neg,0,4,jono,jono.tsv:1,0\n"
             "3,c,jono,neg,7,11,jono,jono.tsv:1,0\n"
             "3,c,jono,neg,0,4,jono,jono.tsv:1,0\n"
             "3,c,jono,neg,8,12,jono,jono.tsv:1,0\n"
             "4,d,jono,neg,0,4,jono,jono.tsv:1,0\n",
             4);
    cr_assert_eq(t.sample->count, 4u);
    expect_marks(&t, 0, (const pal_sample_mark[]){{1, 0, 4}, {0, 7, 12}}, 2);
    expect_marks(&t, 1, (const pal_sample_mark[]){{0, 7, 11}}, 1);
    expect_marks(&t, 2, (const pal_sample_mark[]){{0, 0, 4}, {0, 8, 12}}, 2);
    expect_marks(&t, 3, NULL, 0);
    drop(&t);
}

Test(api_sample, places_beyond_the_text_are_no_marks)
{
    taken t = take("1,a,,9,promoter,fi,pos,0.5,jono:pos,jono,X\n",
                   "1,a,jono,pos,-1,4,jono,r:1,0\n"
                   "1,a,jono,pos,0,5,jono,r:1,0\n"
                   "1,a,jono,pos,4,4,,r:1,0\n"
                   "1,a,jono,pos,0,99999999999999999999,jono,r:1,0\n"
                   "1,a,jono,pos,x,4,jono,r:1,0\n"
                   "1,a,hinta,pos,0,4,jono,r:1,0\n",
                   1);
    expect_marks(&t, 0, NULL, 0);
    drop(&t);
}

Test(api_sample, long_text_is_cut_between_characters_and_says_so)
{
    static char line[8192];
    int head = snprintf(line, sizeof line, "1,a,,9,promoter,fi,pos,0.5,,x");
    for (int i = 0; i < 2500; i++)
        memcpy(line + head + 2 * i, "ä", 2);
    snprintf(line + head + 5000, 8, ",X\n");
    taken t = take(line, "", 1);
    pal_str text = text_of(&t, 0);
    cr_expect_eq(text.len, 3999u + 3u, "one and 1,999 times two of at most 4,000 bytes");
    cr_expect(pal_str_ends(text, PAL_STR("ä…")));
    drop(&t);
}

Test(api_sample, a_part_of_many_is_spread_evenly_and_keeps_its_marks)
{
    enum { COMMENTS = 3 * PAL_SAMPLE_MAX };
    pal_buf comments = {0};
    pal_buf mentions = {0};
    for (int i = 1; i <= COMMENTS; i++) {
        char line[96];
        snprintf(line, sizeof line, "%d,a,,9,promoter,fi,pos,0.5,jono:pos,%07d jono,X\n",
                 i, i);
        pal_buf_cstr(&comments, line);
        snprintf(line, sizeof line, "%d,a,jono,pos,8,12,jono,r:1,0\n", i);
        pal_buf_cstr(&mentions, line);
    }
    pal_buf_byte(&comments, '\0');
    pal_buf_byte(&mentions, '\0');
    taken t = take(comments.ptr, mentions.ptr, COMMENTS);
    cr_assert_eq(t.sample->count, (size_t)PAL_SAMPLE_MAX);
    for (size_t i = 0; i < t.sample->count; i++) {
        cr_expect_eq(atoi(text_of(&t, i).ptr), (int)(3 * i + 3), "every third");
        expect_marks(&t, i, (const pal_sample_mark[]){{0, 8, 12}}, 1);
    }
    pal_buf_release(&comments);
    pal_buf_release(&mentions);
    drop(&t);
}

Test(api_sample, quoted_rows_outside_of_the_part_are_known_without_their_text)
{
    enum { COMMENTS = 3 * PAL_SAMPLE_MAX };
    static const uint64_t rows[] = {1, 3, 4, COMMENTS + 9};
    pal_buf comments = {0};
    for (int i = 1; i <= COMMENTS; i++) {
        char line[96];
        snprintf(line, sizeof line, "%d,a,w%d,9,promoter,fi,pos,0.5,jono:pos,x,X%d\n", i,
                 i, i);
        pal_buf_cstr(&comments, line);
    }
    pal_buf_byte(&comments, '\0');
    taken t = take_quoted(comments.ptr, "", COMMENTS, (pal_quoted){rows, 4});
    const pal_sample *s = t.sample;
    cr_assert_eq(s->count, (size_t)PAL_SAMPLE_MAX);
    /* row 3 is one of every third */
    cr_assert_eq(s->quoted_count, 2u);
    static const pal_str known[2][3] = {{PAL_INIT("1"), PAL_INIT("w1"), PAL_INIT("X1")},
                                        {PAL_INIT("4"), PAL_INIT("w4"), PAL_INIT("X4")}};
    for (size_t i = 0; i < 2; i++) {
        const pal_str *cells = &s->quoted[i * s->columns];
        cr_expect(pal_str_equal(cells[PAL_COMMENTS_ROW], known[i][0]));
        cr_expect(pal_str_equal(cells[PAL_COMMENTS_WAVE], known[i][1]));
        cr_expect(pal_str_equal(cells[PAL_COMMENTS_FIXED], known[i][2]));
        cr_expect_eq(cells[PAL_COMMENTS_TEXT].len, 0u);
    }
    pal_buf_release(&comments);
    drop(&t);
}

/* Batches of 7 rows, every fifth row without a comment: what is taken does not depend on
 * how the lines were written. */
Test(api_sample, batches_do_not_change_what_is_taken)
{
    enum { ROWS = 3 * PAL_SAMPLE_MAX, EACH = 7 };
    static pal_batch_place batches[ROWS / EACH + 1];
    static const uint64_t rows[] = {2, 8, 14, 700, 701, ROWS - 1, ROWS};
    pal_buf comments = {0};
    pal_buf mentions = {0};
    uint64_t said = 0;
    size_t count = 0;
    for (int i = 1; i <= ROWS; i++) {
        char line[96];
        if (i % EACH == 1)
            batches[count++] =
                (pal_batch_place){.comments = sizeof comments_head - 1 + comments.len,
                                  .mentions = sizeof mentions_head - 1 + mentions.len,
                                  .row = (uint64_t)i,
                                  .said = said};
        bool speaks = i % 5 != 0;
        snprintf(line, sizeof line,
                 speaks ? "%d,a,,9,promoter,fi,pos,0.5,jono:pos,\"a, %d jono\",X\n"
                        : "%d,a,,9,promoter,,,,,,X%d\n",
                 i, 1000 + i);
        pal_buf_cstr(&comments, line);
        snprintf(line, sizeof line, "%d,a,jono,pos,8,12,jono,r:1,0\n", i);
        pal_buf_cstr(&mentions, speaks ? line : "");
        said += speaks;
    }
    pal_buf_byte(&comments, '\0');
    pal_buf_byte(&mentions, '\0');
    pal_quoted quoted = {rows, sizeof rows / sizeof *rows};
    taken one = take_quoted(comments.ptr, mentions.ptr, said, quoted);
    taken many = take_batches(comments.ptr, mentions.ptr, said, quoted, batches, count);
    cr_assert_eq(many.sample->count, (size_t)PAL_SAMPLE_MAX);
    cr_assert_eq(one.sample->count, many.sample->count);
    for (size_t i = 0; i < many.sample->count; i++) {
        cr_expect(pal_str_equal(text_of(&one, i), text_of(&many, i)), "comment %zu", i);
        size_t own = one.sample->marks[i].count;
        cr_expect_eq(many.sample->marks[i].count, own, "comment %zu", i);
    }
    cr_assert_eq(one.sample->quoted_count, many.sample->quoted_count);
    cr_expect(many.sample->quoted_count >= 3);
    for (size_t i = 0; i < many.sample->quoted_count; i++)
        cr_expect(pal_str_equal(one.sample->quoted[i * one.sample->columns],
                                many.sample->quoted[i * many.sample->columns]));
    pal_buf_release(&comments);
    pal_buf_release(&mentions);
    drop(&one);
    drop(&many);
}

Test(api_sample, a_comment_is_read_back_by_its_place)
{
    static const pal_batch_place batches[] = {{.comments = 2}, {.comments = 10}};
    folder_path home = folder_new();
    folder_write(home.text, "comments.csv", "a\nb,\"c\n,\"\"\"\nd,e\nf");
    folder_path path = folder_join(home.text, "comments.csv");
    pal_recall *r = NULL;
    pal_str cells[3];
    pal_error err = {.code = PAL_OK};
    cr_assert_eq(pal_recall_open(&r, path.text, batches, 2, NULL), PAL_OK);
    cr_assert_eq(pal_recall_comment(cells, 3, r, 0, 0, NULL), PAL_OK);
    cr_expect(pal_str_equal(cells[0], PAL_STR("b")));
    cr_expect(pal_str_equal(cells[1], PAL_STR("c\n,\"")));
    cr_expect_eq(cells[2].len, 0u);
    cr_assert_eq(pal_recall_comment(cells, 2, r, 0, 1, NULL), PAL_OK);
    cr_expect(pal_str_equal(cells[1], PAL_STR("e")));
    cr_expect_eq(pal_recall_comment(cells, 2, r, 0, 2, &err), PAL_EIO, "cut");
    cr_expect_eq(pal_recall_comment(cells, 2, r, (uint64_t)2 << 32, 0, &err), PAL_EIO);
    cr_assert_eq(pal_recall_comment(cells, 2, r, (uint64_t)1 << 32 | 2, 0, NULL), PAL_OK);
    cr_expect(pal_str_equal(cells[0], PAL_STR("d")));
    pal_recall_close(r);
    folder_remove(&home);
}
