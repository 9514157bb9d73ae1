#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/spill.h"
#include "base/str.h"

enum { RECORDS = 3000, LONGEST = 2000 };

static pal_str record(char *room, size_t i)
{
    size_t len = i * 7 % LONGEST;
    memset(room, 'a' + (int)(i % 26), len);
    return (pal_str){room, len};
}

static void write_and_read(size_t memory, bool on_disk)
{
    static char room[LONGEST];
    pal_spill *s;
    cr_assert_eq(pal_spill_open(&s, memory, NULL, NULL), PAL_OK);
    for (size_t i = 0; i < RECORDS; i++)
        cr_assert_eq(pal_spill_put(s, record(room, i), NULL), PAL_OK);
    cr_assert_eq(pal_spill_end(s, NULL), PAL_OK);
    pal_spill_pass order = {0};
    for (int pass = 0; pass < 2; pass++) {
        pal_str back;
        for (size_t i = 0; i < RECORDS; i++) {
            cr_assert_eq(pal_spill_next(s, &order, &back, NULL), PAL_OK);
            cr_assert(pal_str_equal(back, record(room, i)), "record %zu", i);
        }
        cr_assert_eq(pal_spill_next(s, &order, &back, NULL), PAL_DONE);
        pal_spill_leave(&order);
    }
    cr_assert_eq(pal_spill_on_disk(s) != 0, on_disk);
    pal_spill_close(s);
}

Test(spill, records_come_back_in_order_from_memory)
{
    write_and_read((size_t)64 << 20, false);
}

Test(spill, records_come_back_in_order_from_disk)
{
    write_and_read(0, true);
}

Test(spill, some_blocks_in_memory_and_some_on_disk)
{
    write_and_read((size_t)2 << 20, true);
}

Test(spill, a_record_longer_than_a_block_has_one_of_its_own)
{
    size_t len = (size_t)5 << 20;
    char *text = calloc(1, len);
    cr_assert(text);
    memset(text, 'x', len);
    pal_spill *s;
    pal_str back;
    cr_assert_eq(pal_spill_open(&s, 0, NULL, NULL), PAL_OK);
    cr_assert_eq(pal_spill_put(s, PAL_STR("before"), NULL), PAL_OK);
    cr_assert_eq(pal_spill_put(s, (pal_str){text, len}, NULL), PAL_OK);
    cr_assert_eq(pal_spill_put(s, PAL_STR("after"), NULL), PAL_OK);
    cr_assert_eq(pal_spill_end(s, NULL), PAL_OK);
    pal_spill_pass pass = {0};
    cr_assert_eq(pal_spill_next(s, &pass, &back, NULL), PAL_OK);
    cr_assert(pal_str_equal(back, PAL_STR("before")));
    cr_assert_eq(pal_spill_next(s, &pass, &back, NULL), PAL_OK);
    cr_assert(pal_str_equal(back, (pal_str){text, len}));
    cr_assert_eq(pal_spill_next(s, &pass, &back, NULL), PAL_OK);
    cr_assert(pal_str_equal(back, PAL_STR("after")));
    pal_spill_leave(&pass);
    pal_spill_close(s);
    free(text);
}

/* Two passes at the same time, one behind the other. */
Test(spill, passes_do_not_know_of_each_other)
{
    static const size_t memories[] = {0, (size_t)2 << 20, (size_t)64 << 20};
    static char room[LONGEST];
    for (size_t m = 0; m < sizeof memories / sizeof *memories; m++) {
        pal_spill *s;
        pal_str back;
        pal_spill_pass passes[2] = {{0}, {0}};
        cr_assert_eq(pal_spill_open(&s, memories[m], NULL, NULL), PAL_OK);
        for (size_t i = 0; i < RECORDS; i++)
            cr_assert_eq(pal_spill_put(s, record(room, i), NULL), PAL_OK);
        cr_assert_eq(pal_spill_end(s, NULL), PAL_OK);
        for (size_t i = 0; i < RECORDS + 1000; i++) {
            pal_status want = i < RECORDS ? PAL_OK : PAL_DONE;
            cr_assert_eq(pal_spill_next(s, &passes[0], &back, NULL), want);
            cr_assert(want != PAL_OK || pal_str_equal(back, record(room, i)));
            if (i < 1000)
                continue;
            cr_assert_eq(pal_spill_next(s, &passes[1], &back, NULL), PAL_OK);
            cr_assert(pal_str_equal(back, record(room, i - 1000)));
        }
        pal_spill_leave(&passes[0]);
        pal_spill_leave(&passes[1]);
        pal_spill_close(s);
    }
}

Test(spill, nothing_put_nothing_read)
{
    pal_spill *s;
    pal_str back;
    cr_assert_eq(pal_spill_open(&s, 0, NULL, NULL), PAL_OK);
    cr_assert_eq(pal_spill_end(s, NULL), PAL_OK);
    pal_spill_pass pass = {0};
    cr_assert_eq(pal_spill_next(s, &pass, &back, NULL), PAL_DONE);
    pal_spill_leave(&pass);
    pal_spill_close(s);
}

Test(spill, a_folder_that_is_not_there_is_named)
{
    pal_error err = {.code = PAL_OK};
    pal_spill *s;
    setenv("TMPDIR", "/nowhere/at/all", 1);
    cr_assert_eq(pal_spill_open(&s, 0, NULL, NULL), PAL_OK);
    cr_assert_eq(pal_spill_put(s, PAL_STR("a"), &err), PAL_OK);
    cr_assert_eq(pal_spill_end(s, &err), PAL_EIO);
    cr_assert(strstr(err.msg, "set TMPDIR"), "%s", err.msg);
    cr_assert_str_eq(err.at.file, "/nowhere/at/all");
    pal_spill_close(s);
}

Test(spill, a_folder_of_its_own_does_not_ask_for_tmpdir)
{
    pal_error err = {.code = PAL_OK};
    pal_spill *s;
    setenv("TMPDIR", "/tmp", 1);
    cr_assert_eq(pal_spill_open(&s, 0, "/nowhere/else", NULL), PAL_OK);
    cr_assert_eq(pal_spill_put(s, PAL_STR("a"), &err), PAL_OK);
    cr_assert_eq(pal_spill_end(s, &err), PAL_EIO);
    cr_assert_not(strstr(err.msg, "TMPDIR"), "%s", err.msg);
    cr_assert_str_eq(err.at.file, "/nowhere/else");
    pal_spill_close(s);
}
