#include "coinage.h"

#include <string.h>

#include "dice.h"

enum { STEPS = 8, PER_MILLE = 1000 };

/* How often a word of these ranks is drawn: a step reaches up to `end` and is even
 * inside. The shares of a language add up to a thousand; they are fitted to the growth
 * that generate.c tells. */
typedef struct step {
    size_t end;
    size_t per_mille;
} step;

static const step ranks[LANGUAGES][STEPS] = {
    {{1000, 50},
     {4000, 60},
     {16000, 80},
     {50000, 300},
     {90000, 500},
     {1000000, 7},
     {10000000, 2},
     {100000000, 1}},
    {{1000, 330}, {4000, 240}, {16000, 270}, {65000, 140}, {250000, 16}, {1000000, 4}},
};

static size_t draw_rank(int language, uint64_t *dice)
{
    size_t chance = dice_below(dice, PER_MILLE);
    size_t begin = 0;
    for (const step *s = ranks[language];; begin = s->end, s++) {
        if (chance < s->per_mille)
            return begin + dice_below(dice, s->end - begin);
        chance -= s->per_mille;
    }
}

/* --- Finnish --- */

static bool is_back(pal_str word)
{
    for (size_t i = word.len; i-- > 0;) {
        if (strchr("aou", word.ptr[i]) != NULL)
            return true;
        if (strchr("y\xA4\xB6", word.ptr[i]) != NULL)
            return false;
    }
    return false;
}

/* A and O of an ending follow the vowels of the word. */
static void add_ending(pal_buf *out, const char *ending, bool back)
{
    for (; *ending; ending++) {
        if (*ending == 'A')
            pal_buf_cstr(out, back ? "a" : "\xC3\xA4");
        else if (*ending == 'O')
            pal_buf_cstr(out, back ? "o" : "\xC3\xB6");
        else
            pal_buf_byte(out, *ending);
    }
}

static void add_clitic(pal_buf *out, bool back, uint64_t *dice)
{
    static const char *const clitics[] = {"kin", "kAAn", "hAn", "kO", "kOhAn", "kinhAn"};
    add_ending(out, clitics[dice_below(dice, 6)], back);
}

static void add_inflected(pal_buf *out, pal_str noun, uint64_t *dice)
{
    /* as it is at the end, and before a possessive */
    static const char *const cases[][2] = {
        {"ssA", "ssA"}, {"stA", "stA"}, {"llA", "llA"}, {"ltA", "ltA"}, {"lle", "lle"},
        {"ksi", "kse"}, {"n", ""},      {"t", ""},      {"", ""},
    };
    static const char *const possessives[] = {"ni", "si", "mme", "nne", "nsA"};
    bool back = is_back(noun);
    size_t which = dice_below(dice, sizeof cases / sizeof *cases);
    bool owned = dice_below(dice, 3) == 0;
    pal_buf_add(out, noun);
    add_ending(out, cases[which][owned], back);
    if (owned)
        add_ending(out, possessives[dice_below(dice, 5)], back);
    if (dice_below(dice, 4) == 0)
        add_clitic(out, back, dice);
}

static void add_head(pal_buf *out, const voices *v, uint64_t *dice)
{
    pal_buf_add(out, pool_pick(dice, &v->nouns));
    if (dice_below(dice, 4) == 0)
        pal_buf_byte(out, 'n');
}

static void add_finnish(pal_buf *out, const voices *v, uint64_t *dice)
{
    size_t kind = dice_below(dice, 10);
    if (kind < 8) {
        if (kind < 5)
            add_head(out, v, dice);
        add_inflected(out, pool_pick(dice, &v->nouns), dice);
        return;
    }
    pal_str form = pool_pick(dice, &v->forms[FINNISH]);
    pal_buf_add(out, form);
    add_clitic(out, is_back(form), dice);
}

void coinage_add_joined(pal_buf *out, const voices *v, pal_str word, uint64_t *dice)
{
    if (dice_below(dice, 2) == 0) {
        add_head(out, v, dice);
        pal_buf_add(out, word);
    } else {
        pal_buf_add(out, word);
        add_clitic(out, is_back(word), dice);
    }
}

/* --- English --- */

static void add_english(pal_buf *out, const voices *v, uint64_t *dice)
{
    static const char *const heads[] = {"un",   "re",  "over",  "non",  "pre", "mis",
                                        "sub",  "out", "under", "anti", "co",  "multi",
                                        "semi", "de",  "super", "self"};
    pal_str form = pool_pick(dice, &v->forms[ENGLISH]);
    if (dice_below(dice, 2) == 0)
        pal_buf_cstr(out, heads[dice_below(dice, 16)]);
    else
        pal_buf_add(out, pool_pick(dice, &v->forms[ENGLISH]));
    pal_buf_add(out, form);
}

void coinage_add(pal_buf *out, const voices *v, int language, uint64_t *dice)
{
    size_t rank = draw_rank(language, dice);
    if (rank < v->forms[language].count) {
        pal_buf_add(out, v->forms[language].items[rank]);
        return;
    }
    uint64_t of_rank = rank;
    if (language == FINNISH)
        add_finnish(out, v, &of_rank);
    else
        add_english(out, v, &of_rank);
}
