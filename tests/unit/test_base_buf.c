#include <criterion/criterion.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/say.h"
#include "base/str.h"

#include <stdint.h>
#include <string.h>

Test(base_buf, keeps_all_that_is_added)
{
    pal_buf b = {0};
    for (int i = 0; i < 10000; i++) {
        pal_buf_byte(&b, 'x');
        pal_buf_cstr(&b, "yz");
        pal_buf_add(&b, (pal_str){NULL, 0});
    }
    cr_expect_not(b.failed);
    cr_expect_eq(b.len, 30000u);
    cr_expect_eq(memcmp(b.ptr + 29997, "xyz", 3), 0);
    const char *before = b.ptr;
    pal_buf_clear(&b);
    cr_expect_eq(pal_buf_view(&b).len, 0u);
    cr_expect_eq(b.ptr, before);
    pal_buf_release(&b);
    cr_expect_null(b.ptr);
}

Test(base_buf, room_is_used_by_setting_len)
{
    pal_buf b = {0};
    char *at = pal_buf_room(&b, 1000);
    cr_assert_not_null(at);
    memset(at, 'q', 1000);
    b.len += 1000;
    cr_expect_eq(pal_buf_view(&b).len, 1000u);
    pal_buf_release(&b);
}

Test(base_buf, a_failure_is_kept_and_drops_later_bytes)
{
    pal_buf b = {0};
    pal_buf_cstr(&b, "abc");
    cr_expect_null(pal_buf_room(&b, SIZE_MAX));
    cr_expect(b.failed);
    pal_buf_cstr(&b, "def");
    cr_expect_eq(b.len, 3u);
    pal_buf_clear(&b);
    cr_expect_not(b.failed);
    pal_buf_release(&b);
}

Test(base_buf, a_line_is_said_and_cut_at_a_character)
{
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_str said = pal_say(mem, "%s %zu", "sarake", (size_t)3);
    cr_expect(pal_str_equal(said, PAL_STR("sarake 3")));
    char many[2001];
    for (size_t i = 0; i < 2000; i += 2)
        memcpy(many + i, "\xC3\xA4", 2);
    many[2000] = '\0';
    said = pal_say(mem, "a%s", many);
    cr_expect_eq(said.len, 999u);
    pal_arena_close(mem);
    mem = pal_arena_open(1);
    cr_expect_eq(pal_say(mem, "abc").len, 0u);
    pal_arena_close(mem);
}
