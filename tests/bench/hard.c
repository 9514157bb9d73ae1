#include "hard.h"

#include <string.h>

#include "dice.h"

enum {
    WORDS_A_ROW = 20,
    ANSWERS = 200,
    RANDOM_MIN = 3,
    RANDOM_SPAN = 10,
    ALIKE_DIGITS = 5
};

typedef struct hard {
    const voices *from;
    uint64_t dice;
    uint64_t size;
    pal_buf out;
} hard;

static char letter(hard *h)
{
    return (char)('a' + dice_below(&h->dice, 26));
}

static void add_row_start(hard *h, uint64_t number)
{
    parts_add_key(&h->out, number, 1, 1);
    pal_buf_cstr(&h->out, "Lappi;5;");
}

/* --- one large answer --- */

static void add_field(hard *h)
{
    uint64_t left = h->size;
    add_row_start(h, 1);
    pal_buf_byte(&h->out, '"');
    size_t count = h->from->counts[FINNISH];
    if (count > ANSWERS)
        count = ANSWERS;
    for (size_t i = 0; left != 0; i = (i + 1) % count) {
        pal_str text = pal_str_clip(h->from->items[FINNISH][i].text, left);
        for (size_t k = 0; k < text.len; k++)
            pal_buf_byte(&h->out, text.ptr[k] == '"' ? '\'' : text.ptr[k]);
        left -= text.len;
        /* what is left may be shorter than the next letter */
        if (left != 0) {
            pal_buf_byte(&h->out, ' ');
            left--;
        }
    }
    pal_buf_cstr(&h->out, "\"\n");
}

static void add_findings(hard *h)
{
    static const char text[] =
        "no hienoa jono, kallis hinta, ei ole huono sovellus, aiemmin, tuskin "
        "toimi, laskussa ei ollut virhett\xC3\xA4, ";
    add_row_start(h, 1);
    for (uint64_t i = 0; i < h->size; i++)
        pal_buf_byte(&h->out, text[i % (sizeof text - 1)]);
    pal_buf_cstr(&h->out, "loppu\n");
}

static void add_long_word(hard *h)
{
    add_row_start(h, 1);
    for (uint64_t i = 0; i < h->size; i++)
        pal_buf_byte(&h->out, letter(h));
    pal_buf_byte(&h->out, '\n');
}

/* --- many columns --- */

static void add_columns(hard *h)
{
    static const char *const cells[] = {";column", ";x"};
    for (int row = 0; row < 4; row++) {
        if (row == 0)
            pal_buf_cstr(&h->out, "id;date;segment;nps;comment");
        else
            add_row_start(h, (uint64_t)row);
        for (uint64_t i = 5; i < h->size; i++) {
            pal_buf_cstr(&h->out, cells[row != 0]);
            for (uint64_t n = i; row == 0 && n != 0; n /= 10)
                pal_buf_byte(&h->out, (char)('0' + n % 10));
        }
        pal_buf_byte(&h->out, '\n');
    }
}

/* --- words --- */

static void add_random(hard *h, uint64_t number)
{
    (void)number;
    size_t letters = RANDOM_MIN + dice_below(&h->dice, RANDOM_SPAN);
    for (size_t i = 0; i < letters; i++)
        pal_buf_byte(&h->out, letter(h));
}

static void add_alike(hard *h, uint64_t number)
{
    pal_buf_cstr(&h->out, "kahvikuppi");
    for (int i = 0; i < ALIKE_DIGITS; i++, number /= 26)
        pal_buf_byte(&h->out, (char)('a' + number % 26));
}

static void add_letter(hard *h, uint64_t number)
{
    (void)number;
    pal_buf_byte(&h->out, letter(h));
}

static void add_words(hard *h, void (*add)(hard *, uint64_t))
{
    for (uint64_t i = 0; i < h->size; i++) {
        if (i % WORDS_A_ROW == 0)
            add_row_start(h, 1 + i / WORDS_A_ROW);
        add(h, i);
        bool last = i % WORDS_A_ROW == WORDS_A_ROW - 1 || i + 1 == h->size;
        pal_buf_byte(&h->out, last ? '\n' : ' ');
        parts_spill(&h->out, false);
    }
}

void hard_write(const voices *v, const char *kind, uint64_t seed, uint64_t size)
{
    static const struct {
        const char *name;
        void (*add)(hard *);
        void (*add_word)(hard *, uint64_t);
    } kinds[] = {
        {"field", add_field, NULL},    {"findings", add_findings, NULL},
        {"word", add_long_word, NULL}, {"columns", add_columns, NULL},
        {"random", NULL, add_random},  {"alike", NULL, add_alike},
        {"letters", NULL, add_letter},
    };
    hard h = {.from = v, .dice = seed, .size = size};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(kinds[i].name, kind) != 0)
            continue;
        if (strcmp(kind, "columns") != 0)
            pal_buf_cstr(&h.out, "id;date;segment;nps;comment\n");
        if (kinds[i].add)
            kinds[i].add(&h);
        else
            add_words(&h, kinds[i].add_word);
        parts_spill(&h.out, true);
        pal_buf_release(&h.out);
        return;
    }
    parts_fail("no such kind of hard survey");
}
