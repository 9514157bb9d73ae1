#include <criterion/criterion.h>

#include <jansson.h>
#include <unicode/uchar.h>

#include "text/tokens.h"
#include "text_help.h"

typedef struct cut_tools {
    pal_cutter *cutter;
    pal_arena *own;
    pal_arena *mem;
    pal_error err;
} cut_tools;

static cut_tools open_cutter(void)
{
    cut_tools t = {.own = pal_arena_open(1 << 20),
                   .mem = pal_arena_open((size_t)1 << 30)};
    cr_assert_eq(pal_cutter_open(&t.cutter, t.own, &t.err), PAL_OK);
    return t;
}

static void close_cutter(cut_tools *t)
{
    pal_cutter_close(t->cutter);
    pal_arena_close(t->mem);
    pal_arena_close(t->own);
}

/* Letter of a kind: w word, 0 number, e emoji, . stop, , comma, - hyphen, @ link, ~ none.
 */
static char kind_of(unsigned flags)
{
    return flags & PAL_WORD_LINK      ? '@'
           : flags & PAL_WORD_LETTERS ? 'w'
           : flags & PAL_WORD_NUMBER  ? '0'
           : flags & PAL_WORD_EMOJI   ? 'e'
           : flags & PAL_WORD_STOP    ? '.'
           : flags & PAL_WORD_COMMA   ? ','
           : flags & PAL_WORD_HYPHEN  ? '-'
                                      : '~';
}

/* "w:Hyvä .:." */
static void spell(pal_buf *out, const pal_piece *pieces, size_t count, pal_str text)
{
    pal_buf_clear(out);
    for (size_t i = 0; i < count; i++) {
        if (i != 0)
            pal_buf_byte(out, ' ');
        pal_buf_byte(out, kind_of(pieces[i].flags));
        pal_buf_add(
            out, (pal_str){text.ptr + pieces[i].start, pieces[i].end - pieces[i].start});
    }
}

Test(text_tokens, cuts_words_signs_and_faces)
{
    static const struct {
        const char *text, *pieces;
    } cases[] = {
        {"", ""},
        {"  \t ", ""},
        {"Hyvä palvelu.", "wHyvä wpalvelu .."},
        {"hinta-laatusuhde", "whinta -- wlaatusuhde"},
        {"hinta- ja laatutaso", "whinta ~- wja wlaatutaso"},
        {"- hidas", ",- whidas"},
        {"hyvä - mutta", "whyvä ,- wmutta"},
        {"don't, it’s", "wdon't ,, wit’s"},
        {"klo 12.30", "wklo 012.30"},
        {"1.5.2024", "01.5.2024"},
        {"10€ 24/7 50 %", "010 ~€ 024 ~/ 07 050 ~%"},
        {"palvelu.Hyvä.Kiitos.Hei", "wpalvelu .. wHyvä .. wKiitos .. wHei"},
        {"e.g. kallis", "we.g .. wkallis"},
        {"Jaa... niin..", "wJaa .... wniin ..."},
        {"EU:n ja app:in", "wEU ~:n wja wapp ~:in"},
        {"laatu: hyvä", "wlaatu ,: whyvä"},
        {"hinta:kallis", "whinta ,: wkallis"},
        {"kiitos :) hei:)", "wkiitos e:) whei e:)"},
        {"tiedosto:D klo 12:00", "wtiedosto ,: wD wklo 012 ,: 000"},
        {":-(( <3", "e:-(( e<3"},
        {"hyvä👍🏽", "whyvä e👍🏽"},
        {"👩‍👩‍👧🇫🇮❤️", "e👩‍👩‍👧 e🇫🇮 e❤️"},
        {"www.foo.fi", "@www.foo.fi"},
        {"katso http://a.fi/x nyt", "wkatso @http @: @/ @/ @a.fi @/ @x wnyt"},
        {"a.b@foo.fi", "@a.b@foo.fi"},
        {"@elisa #hinta", "~@ welisa ~# whinta"},
        {"\"hyvä\"", "~\" whyvä ~\""},
        {"yksi\r\nkaksi", "wyksi .\r\n wkaksi"},
        {"Приложение 不错", "wПриложение w不错"},
    };
    cut_tools t = open_cutter();
    pal_buf out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_piece *pieces = NULL;
        size_t count = 0;
        pal_str text = pal_str_from(cases[i].text);
        cr_expect_eq(pal_cutter_cut(&pieces, &count, t.cutter, t.mem, text, &t.err),
                     PAL_OK);
        spell(&out, pieces, count, text);
        cr_expect(pal_str_equal(pal_buf_view(&out), pal_str_from(cases[i].pieces)),
                  "'%s': '%.*s'", cases[i].text, PAL_ARG(pal_buf_view(&out)));
    }
    pal_buf_release(&out);
    close_cutter(&t);
}

static bool on_border(pal_str text, size_t at)
{
    return at == text.len || ((unsigned char)text.ptr[at] & 0xC0) != 0x80;
}

static void expect_whole(cut_tools *t, pal_str raw)
{
    pal_piece *pieces = NULL;
    size_t count = 0;
    pal_str text = pal_unicode_clean(t->mem, raw);
    cr_assert_eq(pal_cutter_cut(&pieces, &count, t->cutter, t->mem, text, &t->err),
                 PAL_OK);
    size_t last = 0;
    for (size_t i = 0; i < count; i++) {
        size_t start = pieces[i].start;
        size_t end = pieces[i].end;
        cr_expect(last <= start && start < end && end <= text.len, "%.*s", PAL_ARG(text));
        cr_expect(on_border(text, start) && on_border(text, end), "%.*s", PAL_ARG(text));
        for (size_t at = last; at < start;) {
            uint32_t code = pal_unicode_next(text, &at);
            bool mark =
                (U_GET_GC_MASK((UChar32)code) & U_GC_M_MASK) != 0; /* on a space */
            cr_expect(mark || pal_unicode_is_space(code), "U+%04X left out", code);
        }
        last = end;
    }
    pal_arena_reset(t->mem);
}

Test(text_tokens, survives_strings_that_break_programs)
{
    cut_tools t = open_cutter();
    pal_arena *file = pal_arena_open((size_t)1 << 26);
    pal_str json = text_data(file, "naughty-strings/blns.json");
    json_t *list = json.ptr ? json_loadb(json.ptr, json.len, JSON_ALLOW_NUL, NULL) : NULL;
    cr_expect(!json.ptr || json_array_size(list) > 400);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *one = json_array_get(list, i);
        expect_whole(&t, (pal_str){json_string_value(one), json_string_length(one)});
    }
    json_decref(list);
    expect_whole(&t, (pal_str){"a\0b\xFF\xC3(\xED\xA0\x80", 9});
    pal_arena_close(file);
    close_cutter(&t);
}

Test(text_tokens, survives_long_runs)
{
    enum { LEN = 200000 };
    static const char *const units[] = {"a", ".",    "a.",       ":)", "@",
                                        "-", "a:b ", "\xCC\x81", "\n"};
    cut_tools t = open_cutter();
    char *text = malloc(LEN);
    cr_assert(text);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t len = 0;
        while (len + strlen(units[i]) <= LEN) {
            memcpy(text + len, units[i], strlen(units[i]));
            len += strlen(units[i]);
        }
        expect_whole(&t, (pal_str){text, len});
    }
    free(text);
    close_cutter(&t);
}
