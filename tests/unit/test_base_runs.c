#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/runs.h"
#include "base/store.h"
#include "base/str.h"

Test(store, bytes_come_back_whether_in_memory_or_on_disk)
{
    enum { LEN = 10000, STEP = 37 };
    static const size_t memories[] = {0, 1, 5000, LEN - 1, LEN, LEN + 1};
    char bytes[LEN];
    char back[LEN];
    for (size_t i = 0; i < LEN; i++)
        bytes[i] = (char)(i * i % 251);
    for (size_t m = 0; m < sizeof memories / sizeof *memories; m++) {
        pal_store *s;
        cr_assert_eq(pal_store_open(&s, memories[m], NULL, NULL), PAL_OK);
        for (size_t at = 0; at < LEN;
             at += STEP) { /* every second piece, then the rest */
            size_t from = at * 2 < LEN ? at * 2 : (at * 2 - LEN) / STEP * STEP;
            size_t len = LEN - from < STEP ? LEN - from : STEP;
            cr_assert_eq(pal_store_write(s, from, (pal_str){bytes + from, len}, NULL),
                         PAL_OK);
        }
        for (size_t at = 0; at < LEN; at += STEP) {
            size_t len = LEN - at < STEP ? LEN - at : STEP;
            cr_assert_eq(pal_store_write(s, at, (pal_str){bytes + at, len}, NULL),
                         PAL_OK);
        }
        memset(back, 0, sizeof back);
        cr_assert_eq(pal_store_read(s, 0, back, LEN, NULL), PAL_OK);
        cr_expect_arr_eq(back, bytes, LEN, "memory %zu", memories[m]);
        cr_expect_eq(pal_store_len(s), (uint64_t)LEN);
        cr_expect_eq(pal_store_on_disk(s), memories[m] < LEN ? LEN - memories[m] : 0);
        pal_store_close(s);
    }
}

Test(store, what_was_never_written_cannot_be_read)
{
    pal_error err = {.code = PAL_OK};
    pal_store *s;
    char back[8];
    cr_assert_eq(pal_store_open(&s, 0, NULL, NULL), PAL_OK);
    cr_assert_eq(pal_store_write(s, 0, PAL_STR("four"), NULL), PAL_OK);
    cr_expect_eq(pal_store_read(s, 0, back, sizeof back, &err), PAL_EIO);
    cr_expect(strstr(err.msg, "it is cut"), "%s", err.msg);
    pal_store_close(s);
}

/* Records whose keys are the numbers `first`, `first + step`, ... below `end`. */
static void put_run(pal_runs *runs, unsigned first, unsigned step, unsigned end)
{
    for (unsigned i = first; i < end; i += step) {
        char key[16];
        snprintf(key, sizeof key, "%05u", i);
        const pal_run_record record = {
            pal_str_from(key), PAL_STR("name"), {(const char *)&i, sizeof i}};
        cr_assert_eq(pal_runs_put(runs, &record, NULL), PAL_OK);
    }
    cr_assert_eq(pal_runs_end(runs, NULL), PAL_OK);
}

static void expect_numbers(const pal_runs *const *of, size_t count, unsigned end,
                           unsigned each)
{
    pal_merge *merge;
    pal_run_record record;
    pal_run_place place;
    cr_assert_eq(pal_merge_open(&merge, of, count, NULL), PAL_OK);
    for (unsigned i = 0; i < end * each; i++) {
        unsigned number;
        cr_assert_eq(pal_merge_next(merge, &record, &place, NULL), PAL_OK);
        cr_assert_eq(record.payload.len, sizeof number);
        memcpy(&number, record.payload.ptr, sizeof number);
        cr_assert_eq(number, i / each);
    }
    cr_expect_eq(pal_merge_next(merge, &record, &place, NULL), PAL_DONE);
    cr_expect_eq(pal_merge_next(merge, &record, &place, NULL), PAL_DONE);
    pal_merge_close(merge);
}

Test(runs, many_runs_in_memory_and_on_disk_are_one_sorted_one)
{
    enum { RUNS = 40, NUMBERS = 20000 };
    static const size_t memories[] = {0, 100000, (size_t)64 << 20};
    for (size_t m = 0; m < sizeof memories / sizeof *memories; m++) {
        pal_runs *runs[2];
        for (size_t i = 0; i < 2; i++)
            cr_assert_eq(pal_runs_open(&runs[i], memories[m], NULL, NULL), PAL_OK);
        for (unsigned r = 0; r < RUNS; r++)
            put_run(runs[r % 3 == 0], r, RUNS, NUMBERS);
        expect_numbers((const pal_runs *const *)runs, 2, NUMBERS, 1);
        for (size_t i = 0; i < 2; i++)
            pal_runs_close(runs[i]);
    }
}

Test(runs, of_equal_records_the_earlier_runs_comes_first)
{
    enum { RUNS = 5 };
    pal_runs *runs;
    pal_merge *merge;
    pal_run_record record;
    pal_run_place place;
    cr_assert_eq(pal_runs_open(&runs, 0, NULL, NULL), PAL_OK);
    for (unsigned r = 0; r < RUNS; r++)
        put_run(runs, 0, 1, r == 2 ? 0 : 3); /* the third one is empty */
    const pal_runs *of = runs;
    cr_assert_eq(pal_merge_open(&merge, &of, 1, NULL), PAL_OK);
    static const size_t order[] = {0, 1, 3, 4};
    for (unsigned i = 0; i < 12; i++) {
        cr_assert_eq(pal_merge_next(merge, &record, &place, NULL), PAL_OK);
        cr_expect_eq(place.run, order[i % 4]);
        cr_expect_eq(place.of, 0u);
    }
    cr_expect_eq(pal_merge_next(merge, &record, &place, NULL), PAL_DONE);
    pal_merge_close(merge);
    pal_runs_close(runs);
}

Test(runs, keys_go_by_all_their_bytes_then_names_do)
{
    /* in order: the byte 0 and bytes over 127 are bytes like others; longer comes later
     */
    static const pal_run_record records[] = {
        {PAL_INIT(""), PAL_INIT("b"), PAL_INIT("1")},
        {PAL_INIT("a"), PAL_INIT(""), PAL_INIT("2")},
        {PAL_INIT("a"), PAL_INIT("x"), PAL_INIT("3")},
        {PAL_INIT("a\0"), PAL_INIT(""), PAL_INIT("4")},
        {PAL_INIT("a\0b"), PAL_INIT(""), PAL_INIT("5")},
        {PAL_INIT("abcdefgh"), PAL_INIT(""), PAL_INIT("6")},
        {PAL_INIT("abcdefghi"), PAL_INIT(""), PAL_INIT("7")},
        {PAL_INIT("\xc3\xa4"), PAL_INIT(""), PAL_INIT("8")},
    };
    enum { COUNT = sizeof records / sizeof *records };
    pal_runs *runs;
    pal_merge *merge;
    pal_run_record record;
    pal_run_place place;
    cr_assert_eq(pal_runs_open(&runs, 1000, NULL, NULL), PAL_OK);
    for (size_t i = COUNT; i-- > 0;) { /* a run each */
        cr_assert_eq(pal_runs_put(runs, &records[i], NULL), PAL_OK);
        cr_assert_eq(pal_runs_end(runs, NULL), PAL_OK);
    }
    const pal_runs *of = runs;
    cr_assert_eq(pal_merge_open(&merge, &of, 1, NULL), PAL_OK);
    for (size_t i = 0; i < COUNT; i++) {
        cr_assert_eq(pal_merge_next(merge, &record, &place, NULL), PAL_OK);
        cr_expect(pal_str_equal(record.payload, records[i].payload), "record %zu", i);
    }
    pal_merge_close(merge);
    pal_runs_close(runs);
}

Test(runs, a_long_record_takes_part)
{
    enum { LONG = 300000 };
    char *text = calloc(1, LONG);
    cr_assert(text);
    memset(text, 'm', LONG);
    pal_runs *runs;
    pal_merge *merge;
    pal_run_record record;
    pal_run_place place;
    cr_assert_eq(pal_runs_open(&runs, 0, NULL, NULL), PAL_OK);
    put_run(runs, 0, 1, 2000);
    const pal_run_record big = {{text, LONG}, {text, LONG}, PAL_INIT("")};
    cr_assert_eq(pal_runs_put(runs, &big, NULL), PAL_OK);
    cr_assert_eq(pal_runs_end(runs, NULL), PAL_OK);
    const pal_runs *of = runs;
    cr_assert_eq(pal_merge_open(&merge, &of, 1, NULL), PAL_OK);
    for (size_t i = 0; i < 2000; i++)
        cr_assert_eq(pal_merge_next(merge, &record, &place, NULL), PAL_OK);
    cr_assert_eq(pal_merge_next(merge, &record, &place, NULL), PAL_OK);
    cr_expect_eq(pal_run_compare(&record, &big), 0);
    cr_expect_eq(pal_merge_next(merge, &record, &place, NULL), PAL_DONE);
    pal_merge_close(merge);
    pal_runs_close(runs);
    free(text);
}

Test(runs, those_of_another_can_be_taken_over)
{
    pal_runs *runs;
    pal_runs *other;
    cr_assert_eq(pal_runs_open(&runs, 5000, NULL, NULL), PAL_OK);
    cr_assert_eq(pal_runs_open(&other, 0, NULL, NULL), PAL_OK);
    put_run(runs, 0, 1, 9000);
    put_run(other, 0, 2, 9000);
    put_run(other, 1, 2, 9000);
    cr_assert_eq(pal_runs_append(runs, other, NULL), PAL_OK);
    pal_runs_close(other);
    cr_expect_eq(pal_runs_count(runs), 3u);
    const pal_runs *of = runs;
    expect_numbers(&of, 1, 9000, 2);
    pal_runs_close(runs);
}

Test(runs, none_at_all)
{
    pal_runs *runs;
    cr_assert_eq(pal_runs_open(&runs, 0, NULL, NULL), PAL_OK);
    const pal_runs *of = runs;
    expect_numbers(&of, 1, 0, 1);
    expect_numbers(&of, 0, 0, 1);
    pal_runs_close(runs);
    pal_runs_close(NULL);
    pal_merge_close(NULL);
}
