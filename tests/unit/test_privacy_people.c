#include <criterion/criterion.h>

#include "base/arena.h"
#include "base/str.h"
#include "privacy/known_names.h"
#include "privacy/mask.h"
#include "privacy/people.h"

#include <string.h>

enum { TEXT_MAX = 80 };

/* What is asked: the words, one behind the other. */
typedef struct asked {
    char words[TEXT_MAX * 40];
    size_t len;
} asked;

static unsigned look(void *ctx, pal_str word)
{
    asked *a = ctx;
    cr_assert_lt(a->len + word.len + 1, sizeof a->words);
    memcpy(a->words + a->len, word.ptr, word.len);
    a->len += word.len;
    a->words[a->len++] = '/';
    if (pal_str_starts(word, PAL_STR("A")))
        return PAL_NAMED_FIRST | PAL_NAMED_SURE;
    return pal_str_starts(word, PAL_STR("\xC3\x84")) ? (unsigned)PAL_NAMED_LAST
                                                     : (unsigned)PAL_NAMED_WORD;
}

/* Where a span is taken, even an empty one, each place of the text is looked at. */
Test(privacy_people, finds_by_capitals_what_a_walk_over_all_words_finds)
{
    static const char *const bits[] = {"a",
                                       "b",
                                       "A",
                                       "B",
                                       "\xC3\x84",
                                       "\xC3\xA4",
                                       "\xC5\xA0",
                                       "\xE2\x80\x99",
                                       "\xE2\x80\x93",
                                       "\xF0\x9F\x98\x80",
                                       "-",
                                       "'",
                                       " ",
                                       " ",
                                       ".",
                                       "1",
                                       "\n",
                                       "\xD0\x90"};
    static pal_span nothing[] = {{0, 0, PAL_PERSONAL_NAME}};
    pal_arena *mem = pal_arena_open((size_t)1 << 20);
    uint64_t state = 7; /* xorshift64 */
    for (size_t round = 0; round < 100000; round++) {
        char bytes[TEXT_MAX];
        size_t len = 0;
        while (len < 1 + round % (TEXT_MAX - 8)) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            const char *bit = bits[state % (sizeof bits / sizeof *bits)];
            memcpy(bytes + len, bit, strlen(bit));
            len += strlen(bit);
        }
        const pal_str text = {bytes, len};
        const pal_spans none = {.mem = mem};
        const pal_spans taken = {.mem = mem, .items = nothing, .count = 1, .cap = 1};
        pal_spans by_capitals = {.mem = mem};
        pal_spans by_walk = {.mem = mem};
        asked first = {.len = 0};
        asked second = {.len = 0};
        pal_people_find(&by_capitals, text, &none, look, &first);
        pal_people_find(&by_walk, text, &taken, look, &second);
        bool same = by_capitals.count == by_walk.count;
        for (size_t i = 0; same && i < by_walk.count; i++)
            same = by_capitals.items[i].start == by_walk.items[i].start &&
                   by_capitals.items[i].end == by_walk.items[i].end;
        cr_assert(same, "'%.*s'", PAL_ARG(text));
        cr_assert(pal_str_equal((pal_str){first.words, first.len},
                                (pal_str){second.words, second.len}),
                  "'%.*s'", PAL_ARG(text));
        pal_arena_reset(mem);
    }
    pal_arena_close(mem);
}

Test(privacy_people, kinds_of_a_value_are_the_same_when_it_comes_again)
{
    static const struct {
        pal_str value;
        unsigned kinds;
    } cases[] = {
        {PAL_INIT("Helsinki"), 0},
        {PAL_INIT(""), 0},
        {PAL_INIT("puh. 040 123 4567"), 1u << PAL_PERSONAL_PHONE},
        {PAL_INIT("etunimi.sukunimi@firma.fi"), 1u << PAL_PERSONAL_EMAIL},
        {PAL_INIT("131052-308T, a@firma.fi"),
         1u << PAL_PERSONAL_HETU | 1u << PAL_PERSONAL_EMAIL},
    };
    pal_arena *mem = pal_arena_open((size_t)1 << 20);
    const pal_mask_ask ask = {.names = NULL};
    pal_masker *m = NULL;
    cr_assert_eq(pal_masker_open(&m, &ask, NULL), PAL_OK);
    for (size_t round = 0; round < 3; round++)
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            unsigned kinds = ~0u;
            cr_assert_eq(pal_masker_kinds(&kinds, m, mem, cases[i].value, NULL), PAL_OK);
            cr_expect_eq(kinds, cases[i].kinds, "'%.*s', round %zu",
                         PAL_ARG(cases[i].value), round);
        }
    pal_masker_close(m);
    pal_arena_close(mem);
}
