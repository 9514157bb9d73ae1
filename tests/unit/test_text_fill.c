#include <criterion/criterion.h>
#include <string.h>

#include "base/digest.h"
#include "base/steps.h"
#include "base/str.h"
#include "text/fill.h"

static pal_memo *memo_in_memory(void)
{
    static const char no_basis[PAL_DIGEST_HEX_LEN + 1] = "";
    pal_memo *memo = NULL;
    cr_assert_eq(pal_memo_open(&memo, NULL, no_basis, PAL_MEMO_MOST, NULL), PAL_OK);
    return memo;
}

/* What another thread made of a word is copied, and so is what this one had asked of it
 * before: neither may take the other's place. */
Test(text_fill, atoms_of_this_run_stand_beside_what_was_asked_ahead)
{
    static const uint32_t atoms[] = {3, 500, 70000};
    char asked[400];
    uint32_t back[64];
    pal_str steps;
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_filler *f = pal_new(mem, pal_filler, 1);
    cr_assert_not_null(f);
    *f = (pal_filler){.mem = mem,
                      .memo = memo_in_memory(),
                      .ahead = memo_in_memory(),
                      .made = memo_in_memory()};
    pal_word word = {.surface = PAL_STR("jono"),
                     .folded = PAL_STR("jono"),
                     .lemma = PAL_STR("jono"),
                     .stem = {[PAL_LANGUAGE_FI] = PAL_STR("jono")},
                     .flags = PAL_WORD_LETTERS,
                     .atoms = {[PAL_LANGUAGE_FI] = atoms},
                     .atom_count = {[PAL_LANGUAGE_FI] = 3}};
    pal_fill_remember(f, &word, PAL_LANGUAGE_FI);
    memset(asked, '?', sizeof asked);
    pal_memo_add(f->ahead, 'r', word.folded, (pal_str){asked, sizeof asked});
    memset(f->ahead_seen, 0xFF, sizeof f->ahead_seen);
    f->ahead_count = 1;

    pal_word again = {
        .surface = word.surface, .folded = word.folded, .flags = PAL_WORD_LETTERS};
    cr_assert(pal_fill_recall(f, &again, PAL_LANGUAGE_FI, &steps));
    cr_assert_leq(steps.len / 2, sizeof back / sizeof *back);
    cr_assert_eq(pal_steps_unpack(back, steps), 3);
    cr_expect_eq(memcmp(back, atoms, sizeof atoms), 0);
    cr_assert(pal_memo_find(f->memo, 'r', word.folded, &f->packed));
    cr_expect(pal_str_equal(pal_buf_view(&f->packed), (pal_str){asked, sizeof asked}));

    pal_buf_release(&f->packed);
    pal_memo_close(f->memo);
    pal_memo_close(f->ahead);
    pal_memo_close(f->made);
    pal_arena_close(mem);
}
