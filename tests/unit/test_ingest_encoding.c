#include <criterion/criterion.h>

#include "base/buf.h"
#include "base/unicode.h"
#include "ingest/encoding.h"
#include "ingest/mend.h"
#include "ingest_help.h"

/* Name of the encoding of `text`, found or wanted; `out` gets the text as UTF-8, decoded
 * in pieces of `step` bytes. */
static const char *decode(pal_buf *out, pal_str text, const char *wanted, size_t step)
{
    static char name[64];
    pal_arena *mem = pal_arena_open((size_t)1 << 26);
    pal_encoding e = {0};
    pal_decoder *decoder = NULL;
    pal_error err = {0};
    pal_buf_clear(out);
    name[0] = '\0';
    if (pal_encoding_find(&e, mem, text, true, wanted, &err) == PAL_OK &&
        pal_decoder_open(&decoder, &e, &err) == PAL_OK) {
        snprintf(name, sizeof name, "%.*s", PAL_ARG(e.name));
        for (size_t at = 0; at <= text.len; at += step) {
            pal_str piece = {text.ptr + at, text.len - at < step ? text.len - at : step};
            pal_str utf8 = {NULL, 0};
            pal_status status =
                pal_decoder_push(decoder, piece, at + step > text.len, &utf8, &err);
            cr_expect_eq(status, PAL_OK, "%s", err.msg);
            pal_buf_add(out, utf8);
        }
    }
    pal_decoder_close(decoder);
    pal_arena_close(mem);
    return name;
}

/* "hyvää päivää, Öljy 5 €" in each of them. */
Test(ingest_encoding, is_found_by_marks_nuls_and_letters)
{
    static const struct {
        const char *name;
        pal_str text;
        const char *expected;
        const char *utf8;
    } cases[] = {
        {"ASCII", PAL_INIT("hyva palvelu"), "utf-8", "hyva palvelu"},
        {"UTF-8", PAL_INIT("hyv\xC3\xA4\xC3\xA4"), "utf-8", "hyvää"},
        {"UTF-8 with a mark", PAL_INIT("\xEF\xBB\xBFhyv\xC3\xA4"), "utf-8", "hyvä"},
        {"UTF-16LE with a mark", PAL_INIT("\xFF\xFEh\0\xE4\0\x3D\xD8\x00\xDE"),
         "utf-16le", "hä😀"},
        {"UTF-16BE with a mark", PAL_INIT("\xFE\xFF\0h\0\xE4"), "utf-16be", "hä"},
        {"UTF-16LE", PAL_INIT("h\0y\0v\0\xE4\0;\0"), "utf-16le", "hyvä;"},
        {"UTF-16BE", PAL_INIT("\0h\0y\0v\0\xE4\0;"), "utf-16be", "hyvä;"},
        {"windows-1252", PAL_INIT("hyv\xE4\xE4 p\xE4iv\xE4\xE4, \xD6ljy 5 \x80 \x96 ok"),
         "windows-1252", "hyvää päivää, Öljy 5 € – ok"},
        {"CP850", PAL_INIT("hyv\x84\x84 p\x84iv\x84\x84, \x99ljy \x94ist\x84"), "cp850",
         "hyvää päivää, Öljy öistä"},
        {"MacRoman", PAL_INIT("hyv\x8A\x8A p\x8Aiv\x8A\x8A, \x85ljy \x9Aist\x8A"),
         "macroman", "hyvää päivää, Öljy öistä"},
        {"ISO-8859-15", PAL_INIT("hyv\xE4\xE4 p\xE4iv\xE4\xE4, 5 \xA4"), "iso-8859-15",
         "hyvää päivää, 5 €"},
    };
    pal_buf out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t step = 1; step < 6; step++) {
            const char *name = decode(&out, cases[i].text, NULL, step);
            cr_expect_str_eq(name, cases[i].expected, "%s: %s", cases[i].name, name);
            cr_expect(help_is(pal_buf_view(&out), cases[i].utf8),
                      "%s, pieces of %zu: '%.*s'", cases[i].name, step,
                      PAL_ARG(pal_buf_view(&out)));
        }
    pal_buf_release(&out);
}

Test(ingest_encoding, a_few_bad_bytes_do_not_make_utf8_something_else)
{
    pal_buf out = {0};
    pal_str text =
        PAL_STR("\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4"
                "\xC3\xA4\xC3\xA4\xC3\xA4 \xFF");
    cr_expect_str_eq(decode(&out, text, NULL, 5), "utf-8");
    /* a short file of two hands: what the most letters are it is */
    cr_expect_str_eq(decode(&out,
                            PAL_STR("hyv\xC3\xA4\xC3\xA4 p\xC3\xA4iv\xC3\xA4\xC3\xA4\n"
                                    "k\xE4yn viel\xE4\n"),
                            NULL, 5),
                     "utf-8");
    cr_expect_str_eq(decode(&out,
                            PAL_STR("hyv\xE4\xE4 p\xE4iv\xE4\xE4\n"
                                    "t\xC3\xB6it\xC3\xB6 on\n"),
                            NULL, 5),
                     "windows-1252");
    pal_buf_release(&out);
}

Test(ingest_encoding, can_be_asked_for)
{
    pal_buf out = {0};
    cr_expect_str_eq(decode(&out, PAL_STR("\xE4"), "CP850", 1), "cp850");
    cr_expect(help_is(pal_buf_view(&out), "õ"));
    cr_expect_str_eq(decode(&out, PAL_STR("h\0\xE4\0"), "utf-16", 3), "utf-16le");
    cr_expect(help_is(pal_buf_view(&out), "hä"));
    cr_expect_str_eq(decode(&out, PAL_STR("\xFE\xFF\0h"), "UTF-16", 3), "utf-16be");
    cr_expect(help_is(pal_buf_view(&out), "h"));
    cr_expect_str_eq(decode(&out, PAL_STR("\xC1"), "KOI8-R", 1), "KOI8-R");
    cr_expect(help_is(pal_buf_view(&out), "а"));
    pal_buf_release(&out);
}

Test(ingest_encoding, an_unknown_name_is_answered_with_the_known_ones)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_encoding e;
    pal_error err = {0};
    cr_expect_eq(pal_encoding_find(&e, mem, PAL_STR("x"), true, "latin-99", &err),
                 PAL_EUSAGE);
    cr_expect_not_null(strstr(err.msg, "windows-1252"), "%s", err.msg);
    cr_expect_not_null(strstr(err.msg, "latin-99"), "%s", err.msg);
    pal_arena_close(mem);
}

Test(ingest_encoding, survives_every_memory_limit)
{
    pal_str text = PAL_STR("hyv\xE4\xE4 p\xE4iv\xE4\xE4");
    pal_status last = PAL_ENOMEM;
    size_t limit = 1;
    for (; last != PAL_OK && limit < 65536; limit += limit < 64 ? 1 : 64) {
        pal_arena *mem = pal_arena_open(limit);
        pal_encoding e;
        pal_error err = {0};
        last = pal_encoding_find(&e, mem, text, true, NULL, &err);
        cr_expect(last == PAL_OK || last == PAL_ENOMEM, "limit %zu: %s", limit, err.msg);
        pal_arena_close(mem);
    }
    cr_expect_eq(last, PAL_OK);
}

static pal_str load(pal_arena *mem, const char *folder, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "rb");
    cr_assert_not_null(f, "%s", path);
    char *bytes = pal_new(mem, char, 1 << 20);
    size_t len = fread(bytes, 1, 1 << 20, f);
    fclose(f);
    return (pal_str){bytes, len};
}

/* The same text in other encodings must come out as in UTF-8. ISO-8859-1 is read as
 * windows-1252, which holds all of it; the Swedish one has other dashes. */
Test(ingest_encoding, reads_the_sample_texts)
{
    static const struct {
        const char *file, *utf8, *name;
    } cases[] = {
        {"fi/utf-8.txt", "fi/utf-8.txt", "utf-8"},
        {"fi/iso-8859-1.txt", "fi/utf-8.txt", "windows-1252"},
        {"sv/utf-8.txt", "sv/utf-8.txt", "utf-8"},
        {"sv/iso-8859-1.txt", NULL, "windows-1252"},
        {"sv/windows-1252.txt", "sv/utf-8.txt", "windows-1252"},
    };
    char *folder = help_data("encodings");
    if (!folder)
        return;
    pal_arena *mem = pal_arena_open((size_t)1 << 26);
    pal_buf out = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *name = decode(&out, load(mem, folder, cases[i].file), NULL, 100);
        cr_expect_str_eq(name, cases[i].name, "%s: %s", cases[i].file, name);
        if (cases[i].utf8)
            cr_expect(pal_str_equal(pal_buf_view(&out), load(mem, folder, cases[i].utf8)),
                      "%s", cases[i].file);
        cr_expect(pal_unicode_valid(pal_buf_view(&out)));
    }
    pal_buf_release(&out);
    pal_arena_close(mem);
    free(folder);
}

/* ------------------------------------------------------------------- mending */

Test(ingest_mend, undoes_what_tools_did_to_the_text)
{
    static const struct {
        const char *name;
        pal_str cell;
        bool latin;
        const char *expected;
    } cases[] = {
        {"nothing to do", PAL_INIT("hyvä"), true, "hyvä"},
        {"blanks around", PAL_INIT("  hyvä \r\n"), true, "hyvä"},
        {"empty", PAL_INIT(""), true, ""},
        {"encoded twice", PAL_INIT("hyv\xC3\x83\xC2\xA4"), true, "hyvä"},
        {"encoded three times", PAL_INIT("hyv\xC3\x83\xC6\x92\xC3\x82\xC2\xA4"), true,
         "hyvä"},
        {"euro encoded twice", PAL_INIT("5 \xC3\xA2\xE2\x80\x9A\xC2\xAC"), true, "5 €"},
        {"half encoded twice stays", PAL_INIT("hyv\xC3\x83\xC2\xA4 \xE2\x82\xAC\xC3\xA4"),
         true, "hyvÃ¤ €ä"},
        {"NFD", PAL_INIT("hyva\xCC\x88"), true, "hyvä"},
        {"windows-1252 in a file of UTF-8", PAL_INIT("hyv\xE4 \x96 ok"), true,
         "hyvä – ok"},
        {"bad bytes", PAL_INIT("hyv\xE4"), false, "hyv\xEF\xBF\xBD"},
        {"no-break space, soft hyphen",
         PAL_INIT("5\xC2\xA0"
                  "e pal\xC2\xADvelu"),
         true, "5 e palvelu"},
        {"mark inside", PAL_INIT("\xEF\xBB\xBFhyvä"), true, "hyvä"},
        {"entities", PAL_INIT("hyv&auml; &#228;&#xE4; &lt;3 &amp; R&amp;D"), true,
         "hyvä ää <3 & R&D"},
        {"entities twice", PAL_INIT("hyv&amp;auml; A &amp;amp; B"), true, "hyvä A & B"},
        {"no entities", PAL_INIT("A&B; Q&A &foo; &; &#; &#x; &"), true,
         "A&B; Q&A &foo; &; &#; &#x; &"},
        {"windows entity", PAL_INIT("&#150;"), true, "–"},
        {"line break tags", PAL_INIT("a<br>b<br/>c<BR />d"), true, "a\nb\nc\nd"},
        {"other tags", PAL_INIT("<p><b>a</b> <span style=\"x\">b</span></p>"), true,
         "a b"},
        {"no tags", PAL_INIT("<3 a < b > c <nimi> <"), true, "<3 a < b > c <nimi> <"},
        {"Excel's CR", PAL_INIT("a_x000D_\nb_x000D_c"), true, "a\nb\nc"},
        {"Excel's underscore", PAL_INIT("a_x005F_x"), true, "a_x"},
        {"no Excel escape", PAL_INIT("a_x00_ b_xyz _x000"), true, "a_x00_ b_xyz _x000"},
        {"written line end", PAL_INIT("a\\nb\\r\\nc\\\\nd"), true, "a\nb\nc\nd"},
        {"a path", PAL_INIT("C:\\nimi"), true, "C:\\nimi"},
        {"guarded formula", PAL_INIT("'=1+1"), true, "=1+1"},
        {"a quoted word", PAL_INIT("'hyvä'"), true, "'hyvä'"},
    };
    pal_arena *mem = pal_arena_open(1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_str got = pal_text_mend(mem, cases[i].cell, cases[i].latin);
        cr_expect(help_is(got, cases[i].expected), "%s: '%.*s'", cases[i].name,
                  PAL_ARG(got));
    }
    cr_expect(help_is(pal_line_mend(mem, PAL_STR(" a\n\n b\tc "), true), "a b c"));
    pal_str nul = pal_text_mend(mem, (pal_str){"a\0b", 3}, true);
    cr_expect(help_is(nul, "a\xEF\xBF\xBD"
                           "b"),
              "'%.*s'", PAL_ARG(nul));
    pal_arena_close(mem);
}

Test(ingest_mend, copies_into_the_arena_it_is_given)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    char cell[] = "hyva";
    pal_str got = pal_text_mend(mem, pal_str_from(cell), true);
    cell[0] = 'X';
    cr_expect(help_is(got, "hyva"));
    pal_arena_close(mem);
}

Test(ingest_mend, survives_every_memory_limit)
{
    pal_str cell = PAL_STR("hyv\xC3\x83\xC2\xA4 &amp;auml; <br> a\xCC\x88");
    pal_str got = {NULL, 0};
    size_t limit = 1;
    for (; !got.ptr && limit < 65536; limit++) {
        pal_arena *mem = pal_arena_open(limit);
        got = pal_text_mend(mem, cell, true);
        pal_arena_close(mem);
    }
    cr_expect_not_null(got.ptr);
}

Test(ingest_mend, takes_the_naughty_strings)
{
    char *path = help_data("naughty-strings/blns.txt");
    FILE *f = path ? fopen(path, "rb") : NULL;
    if (!f)
        return;
    pal_arena *mem = pal_arena_open(1 << 22);
    char line[4096];
    size_t lines = 0;
    while (fgets(line, sizeof line, f)) {
        pal_str got = pal_text_mend(mem, pal_str_from(line), true);
        cr_expect(got.ptr && pal_unicode_valid(got), "%s", line);
        pal_arena_reset(mem);
        lines++;
    }
    cr_expect_gt(lines, 300);
    fclose(f);
    pal_arena_close(mem);
    free(path);
}
