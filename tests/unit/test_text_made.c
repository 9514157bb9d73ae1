#include <criterion/criterion.h>
#include <string.h>

#include "base/steps.h"
#include "base/str.h"
#include "text/made.h"

enum { NUMBERS = 3 };

static const uint32_t atoms[] = {0, 1, 127, 128, 300, 70000, 8000000};
static const int16_t learnt[NUMBERS] = {INT16_MIN, 0, INT16_MAX};
static const pal_str parts[] = {PAL_INIT("jono"), PAL_INIT("aika")};

/* A Finnish word with everything, and an English one with what such a one has. */
static pal_word finnish(void)
{
    return (pal_word){.folded = PAL_STR("jonoajan"),
                      .lemma = PAL_STR("jonoaika"),
                      .standard = PAL_STR("jonoajat"),
                      .respelling = PAL_RESPELT_TYPO,
                      .parts = parts,
                      .part_count = 2,
                      .stem = {[PAL_LANGUAGE_FI] = PAL_STR("jonoaj")},
                      .atoms = {[PAL_LANGUAGE_FI] = atoms},
                      .atom_count = {[PAL_LANGUAGE_FI] = 7},
                      .learnt = {[PAL_LANGUAGE_FI] = learnt}};
}

static pal_word english(void)
{
    return (pal_word){.folded = PAL_STR("delivry"),
                      .english = PAL_STR("delivery"),
                      .stem = {[PAL_LANGUAGE_EN] = PAL_STR("deliveri")},
                      .learnt = {[PAL_LANGUAGE_EN] = learnt}};
}

static bool same(const pal_word *a, const pal_word *b, pal_language l, size_t numbers)
{
    bool is = pal_str_equal(a->lemma, b->lemma) &&
              pal_str_equal(a->standard, b->standard) &&
              pal_str_equal(a->english, b->english) && a->respelling == b->respelling &&
              pal_str_equal(a->stem[l], b->stem[l]) && a->part_count == b->part_count &&
              (numbers == 0 ||
               memcmp(a->learnt[l], b->learnt[l], numbers * sizeof(int16_t)) == 0);
    for (size_t i = 0; is && i < a->part_count; i++)
        is = pal_str_equal(a->parts[i], b->parts[i]);
    return is;
}

static bool same_atoms(pal_str steps, const pal_word *word, pal_language l)
{
    uint32_t back[256];
    return pal_steps_unpack(back, steps) == word->atom_count[l] &&
           memcmp(back, atoms, word->atom_count[l] * sizeof *back) == 0;
}

Test(made, what_was_packed_is_unpacked)
{
    const pal_word words[] = {finnish(), english()};
    const pal_language languages[] = {PAL_LANGUAGE_FI, PAL_LANGUAGE_EN};
    pal_str list;
    pal_arena *mem = pal_arena_open(1 << 16);
    for (size_t i = 0; i < 2; i++)
        for (size_t numbers = 0; numbers <= NUMBERS; numbers += NUMBERS) {
            pal_buf packed = {0};
            pal_word back = {.folded = words[i].folded};
            cr_assert(pal_made_pack(&packed, &words[i], languages[i], numbers));
            cr_assert(pal_made_unpack(pal_buf_view(&packed), false, mem, &list, &back,
                                      languages[i], numbers));
            cr_expect(same(&back, &words[i], languages[i], numbers), "%zu", i);
            cr_expect(same_atoms(list, &words[i], languages[i]), "%zu", i);
            pal_buf_release(&packed);
        }
    pal_arena_close(mem);
}

Test(made, bytes_cut_short_or_too_many_leave_the_word_as_it_was)
{
    pal_word word = finnish();
    pal_str list;
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_buf packed = {0};
    cr_assert(pal_made_pack(&packed, &word, PAL_LANGUAGE_FI, NUMBERS));
    pal_buf_byte(&packed, 'x');
    for (size_t len = 0; len <= packed.len; len++) {
        pal_word back = {.folded = word.folded};
        bool whole = pal_made_unpack((pal_str){packed.ptr, len}, false, mem, &list, &back,
                                     PAL_LANGUAGE_FI, NUMBERS);
        cr_expect_eq(whole, len + 1 == packed.len, "%zu bytes", len);
        if (!whole)
            cr_expect(back.lemma.len == 0 && back.stem[PAL_LANGUAGE_FI].len == 0 &&
                          back.atom_count[PAL_LANGUAGE_FI] == 0 &&
                          !back.learnt[PAL_LANGUAGE_FI],
                      "%zu bytes", len);
    }
    pal_buf_release(&packed);
    pal_arena_close(mem);
}

Test(made, numbers_of_other_models_are_refused)
{
    pal_word word = finnish();
    pal_str list;
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_buf packed = {0};
    cr_assert(pal_made_pack(&packed, &word, PAL_LANGUAGE_FI, NUMBERS));
    for (size_t numbers = 0; numbers <= 2 * NUMBERS; numbers++) {
        pal_word back = {.folded = word.folded};
        cr_expect_eq(pal_made_unpack(pal_buf_view(&packed), false, mem, &list, &back,
                                     PAL_LANGUAGE_FI, numbers),
                     numbers == NUMBERS);
    }
    pal_buf_release(&packed);
    pal_arena_close(mem);
}

/* Nothing of its letters, nine bytes. */
#define SILENT "\0\0\0\0\0\0\0\0\0"

/* Of an English word: the stem and the word meant as they are folded, then steps. */
Test(made, half_a_step_is_refused)
{
    pal_str list;
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_word word = {.folded = PAL_STR("fine")};
    for (uint16_t len = 0; len <= 6; len++) {
        char bytes[] = SILENT "\0\0--\1\2\3\4\5\6";
        memcpy(bytes + 11, &len, sizeof len);
        const bool fine = pal_made_unpack((pal_str){bytes, 13u + len}, false, mem, &list,
                                          &word, PAL_LANGUAGE_EN, 0);
        cr_expect_eq(fine, len % 2 == 0, "%u", len);
        cr_expect(!fine || list.len == len, "%u", len);
    }
    pal_arena_close(mem);
}

Test(made, numbers_that_may_stay_are_not_copied)
{
    pal_word word = english();
    pal_str list;
    pal_buf packed = {0};
    pal_arena *mem = pal_arena_open(1 << 16);
    cr_assert(pal_made_pack(&packed, &word, PAL_LANGUAGE_EN, NUMBERS));
    for (int stays = 0; stays < 2; stays++)
        for (size_t odd = 0; odd < 2; odd++) {
            int16_t room[64];
            char *at = (char *)room + (packed.len + odd) % 2;
            pal_word back = {.folded = word.folded};
            memcpy(at, packed.ptr, packed.len);
            cr_assert(pal_made_unpack((pal_str){at, packed.len}, stays != 0, mem, &list,
                                      &back, PAL_LANGUAGE_EN, NUMBERS));
            const char *learnt_at = (const char *)back.learnt[PAL_LANGUAGE_EN];
            cr_expect_eq(learnt_at >= at && learnt_at < at + packed.len,
                         stays != 0 && odd == 0);
            cr_expect(same(&back, &word, PAL_LANGUAGE_EN, NUMBERS));
        }
    pal_buf_release(&packed);
    pal_arena_close(mem);
}

Test(made, a_word_without_its_numbers_is_not_packed)
{
    pal_word word = english();
    word.learnt[PAL_LANGUAGE_EN] = NULL;
    pal_buf packed = {0};
    cr_expect_not(pal_made_pack(&packed, &word, PAL_LANGUAGE_EN, NUMBERS));
    pal_buf_release(&packed);
}

static bool same_letters(const pal_made_letters *letters, const pal_word *word)
{
    return letters->flags == (word->flags & PAL_MADE_FLAGS) &&
           memcmp(letters->votes, word->votes, sizeof word->votes) == 0;
}

Test(made, what_holds_in_every_language_stands_in_front)
{
    static const uint64_t likely = 1;
    static const uint32_t atom = 1;
    pal_word words[] = {english(), english(), finnish()};
    pal_made_letters letters = {.asked = true};
    words[0].flags = PAL_WORD_LETTERS | PAL_WORD_FIRST | PAL_WORD_CAPITAL;
    words[0].votes[PAL_LANGUAGE_EN] = 160;
    words[0].votes[PAL_LANGUAGE_OTHER] = -160;
    words[1].likely = &likely;
    words[2].flags = PAL_WORD_LETTERS | PAL_WORD_SHOUT | PAL_WORD_NAMED;
    words[2].atoms[PAL_LANGUAGE_OTHER] = &atom;
    words[2].atom_count[PAL_LANGUAGE_OTHER] = 1;
    for (size_t i = 0; i < 3; i++) {
        pal_buf packed = {0};
        pal_language language = i < 2 ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI;
        cr_assert(pal_made_pack(&packed, &words[i], language, NUMBERS));
        cr_assert(pal_made_unpack_letters(&letters, pal_buf_view(&packed)));
        cr_expect(same_letters(&letters, &words[i]), "%zu", i);
        cr_expect_eq(letters.asked, i != 0, "%zu", i);
        pal_buf_release(&packed);
    }
}

Test(made, letters_that_no_word_has_are_refused)
{
    static const struct {
        const char *name;
        pal_str bytes;
        bool fine;
    } cases[] = {
        {"nothing", PAL_INIT(SILENT), true},
        {"to be asked", PAL_INIT("\1\0\0\0\0\0\0\0\0"), true},
        {"another mark", PAL_INIT("\2\0\0\0\0\0\0\0\0"), false},
        {"a flag of another kind", PAL_INIT("\0\1\0\0\0\0\0\0\0"), false},
        {"too short", PAL_INIT("\0\0\0\0\0\0\0\0"), false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_made_letters letters = {.votes = {7}};
        cr_expect_eq(pal_made_unpack_letters(&letters, cases[i].bytes), cases[i].fine,
                     "%s", cases[i].name);
        cr_expect_eq(letters.votes[0], cases[i].fine ? 0 : 7, "%s", cases[i].name);
    }
}
