#include "answers.h"

#include <stdio.h>
#include <string.h>

#include "coinage.h"
#include "dice.h"

enum {
    WORDS_MIN = 5,
    WORDS_MAX = 60,
    FINNISH_PERCENT = 70,
    WHOLE_PERCENT = 50,   /* begin with a whole answer of the corpus */
    FRAMED_PERCENT = 45,  /* sentences that keep the frame and change the words */
    CHANGED_PERCENT = 75, /* of the long words of such a sentence */
    SLIPS_PERCENT = 90,   /* of the mutated words; the other ones are joints */
    SIGN_PER_MILLE = 40,
    SHOUT_PER_MILLE = 5,
    BREAK_PER_MILLE = 8,
    SILENT_PER_MILLE = 20
};
/* per 1,000 words of LETTERS_MIN letters and more that are not drawn anew */
static const size_t mutated[LANGUAGES] = {40, 18};

typedef struct writer {
    const voices *from;
    uint64_t dice;
    int language;
    size_t words; /* in the text so far */
    pal_buf text; /* of one comment */
    pal_buf out;
} writer;

static bool happens(writer *w, size_t chance, size_t of)
{
    return dice_below(&w->dice, of) < chance;
}

/* --- words --- */

static bool is_mark(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

/* A capital letter at `at` of the text when the word it takes the place of had one. */
static void copy_case(writer *w, size_t at, pal_str old)
{
    char *first = w->text.ptr + at;
    if (!w->text.failed && w->text.len > at && old.ptr[0] >= 'A' && old.ptr[0] <= 'Z' &&
        *first >= 'a' && *first <= 'z')
        *first = (char)(*first - 'a' + 'A');
}

static void add_word(writer *w, pal_str word, bool framed)
{
    spelling s;
    bool whole = spelling_of(&s, word);
    size_t at = w->text.len;
    if (whole && framed && happens(w, CHANGED_PERCENT, 100)) {
        coinage_add(&w->text, w->from, w->language, &w->dice);
        copy_case(w, at, word);
    } else if (!whole || !happens(w, mutated[w->language], 1000)) {
        pal_buf_add(&w->text, word);
    } else if (w->language == FINNISH && !happens(w, SLIPS_PERCENT, 100)) {
        coinage_add_joined(&w->text, w->from, word, &w->dice);
    } else {
        spelling_add_slip(&w->text, &s, &w->dice);
    }
}

/* The word in a piece between spaces, and the marks around it as they are. */
static void add_piece(writer *w, pal_str piece, bool framed)
{
    size_t begin = 0;
    size_t end = piece.len;
    while (begin < end && is_mark(piece.ptr[begin]))
        begin++;
    while (end > begin && is_mark(piece.ptr[end - 1]))
        end--;
    pal_buf_add(&w->text, (pal_str){piece.ptr, begin});
    if (end > begin)
        add_word(w, (pal_str){piece.ptr + begin, end - begin}, framed);
    pal_buf_add(&w->text, (pal_str){piece.ptr + end, piece.len - end});
}

static void add_sentence(writer *w, pal_str text, bool framed)
{
    for (pal_cut cut = {.tail = text, .found = true};
         cut.found && w->words < WORDS_MAX;) {
        cut = pal_str_cut(cut.tail, ' ');
        if (cut.head.len == 0)
            continue;
        if (w->words++ != 0)
            pal_buf_byte(&w->text, ' ');
        add_piece(w, cut.head, framed);
    }
    if (w->text.len != 0 && !is_mark(w->text.ptr[w->text.len - 1]))
        pal_buf_byte(&w->text, '.');
}

/* --- comments --- */

/* Most answers are short and some are long. */
static size_t draw_length(writer *w)
{
    size_t kind = dice_below(&w->dice, 100);
    if (kind < 55)
        return WORDS_MIN + dice_below(&w->dice, 8);
    return kind < 82 ? 10 + dice_below(&w->dice, 18) : 26 + dice_below(&w->dice, 30);
}

static void shout(pal_buf *text)
{
    for (size_t i = 0; i < text->len; i++) {
        char c = text->ptr[i];
        bool latin1 = i != 0 && text->ptr[i - 1] == '\xC3' && c >= '\xA0' &&
                      c <= '\xBE' && c != '\xB7';
        if (latin1 || (c >= 'a' && c <= 'z'))
            text->ptr[i] = (char)(c - 32);
    }
}

static void break_line(pal_buf *text)
{
    char *space = text->len
                      ? memchr(text->ptr + text->len / 2, ' ', text->len - text->len / 2)
                      : NULL;
    if (space)
        *space = '\n';
    else
        pal_buf_byte(text, '\n');
}

static void add_sign(writer *w)
{
    static const char *const signs[] = {" \xF0\x9F\x98\x8A",
                                        " \xF0\x9F\x91\x8D",
                                        " \xF0\x9F\x98\xA1",
                                        " \xE2\x9D\xA4\xEF\xB8\x8F",
                                        " https://www.example.com/order?id=",
                                        " www.example.fi/tuki/"};
    size_t which = dice_below(&w->dice, 6);
    pal_buf_cstr(&w->text, signs[which]);
    for (int digits = 0; which >= 4 && digits < 5; digits++)
        pal_buf_byte(&w->text, (char)('0' + dice_below(&w->dice, 10)));
}

static const voice *make_text(writer *w)
{
    const voices *v = w->from;
    w->language = happens(w, FINNISH_PERCENT, 100) ? FINNISH : ENGLISH;
    const voice *told =
        &v->items[w->language][dice_below(&w->dice, v->counts[w->language])];
    const pool *sentences = &v->sentences[w->language][told->band];
    pal_buf_clear(&w->text);
    w->words = 0;
    size_t wanted = draw_length(w);
    if (happens(w, WHOLE_PERCENT, 100))
        add_sentence(w, told->text, false);
    while (w->words < wanted)
        add_sentence(w, pool_pick(&w->dice, sentences), happens(w, FRAMED_PERCENT, 100));
    if (happens(w, SHOUT_PER_MILLE, 1000))
        shout(&w->text);
    if (happens(w, SIGN_PER_MILLE, 1000))
        add_sign(w);
    if (happens(w, BREAK_PER_MILLE, 1000))
        break_line(&w->text);
    return told;
}

static void add_row(writer *w, uint64_t number)
{
    static const char *const segments[] = {
        "Uusimaa",           "Uusimaa",     "Uusimaa",
        "Pirkanmaa",         "Pirkanmaa",   "Varsinais-Suomi",
        "Pohjois-Pohjanmaa", "Keski-Suomi", "Pohjois-Savo",
        "Satakunta",         "Lappi",       "Ahvenanmaa"};
    const voice *told = make_text(w);
    size_t day = dice_below(&w->dice, 336);
    parts_add_key(&w->out, number, 1 + day / 28, 1 + day % 28);
    pal_buf_cstr(&w->out, segments[dice_below(&w->dice, 12)]);
    pal_buf_byte(&w->out, ';');
    if (!happens(w, SILENT_PER_MILLE, 1000))
        pal_buf_add(&w->out, told->score);
    pal_buf_byte(&w->out, ';');
    parts_add_cell(&w->out, pal_buf_view(&w->text));
    pal_buf_byte(&w->out, '\n');
    parts_spill(&w->out, false);
}

void answers_write(const voices *v, uint64_t seed, uint64_t rows, const char *languages)
{
    FILE *told = languages ? fopen(languages, "wb") : NULL;
    if (languages && !told)
        parts_fail("cannot write the languages");
    writer w = {.from = v, .dice = seed};
    pal_buf_cstr(&w.out, "id;date;segment;nps;comment\n");
    for (uint64_t i = 1; i <= rows; i++) {
        add_row(&w, i);
        if (told)
            fputs(w.language == FINNISH ? "fi\n" : "en\n", told);
    }
    parts_spill(&w.out, true);
    if (told && fclose(told) != 0)
        parts_fail("cannot write the languages");
    pal_buf_release(&w.out);
    pal_buf_release(&w.text);
}
