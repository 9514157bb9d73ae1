/* Expressions that need not be tried in a text have no match there. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "base/io.h"
#include "base/str.h"
#include "base/unicode.h"
#include "lexicon/needs.h"
#include "lexicon/pattern.h"

/* Does the text hold one of the pieces? By searching it for each. */
static bool is_met(pal_needs needs, pal_str folded)
{
    for (size_t at = 0; at < needs.len;) {
        pal_str piece = {needs.pieces + at + 1, (unsigned char)needs.pieces[at]};
        if (pal_str_has(folded, piece))
            return true;
        at += 1 + piece.len;
    }
    return needs.len == 0;
}

/* Reasoned by hand: may the expression match in the text, by the letters that it needs?
 */
Test(needs, are_the_letters_of_a_choice_that_must_be_there)
{
    static const struct {
        const char *expression, *text;
        bool met;
    } cases[] = {
        {"kissa", "iso KISSA", true},
        {"kissa", "iso koira", false},
        {"\\b(?:kissa|koira)\\b", "Koira", true},
        {"\\b(?:kissa|koira)\\b", "lintu", false},
        {"(?:kissa)?", "lintu", true}, /* it need not be there */
        {"(?:kissa){0,3}", "lintu", true},
        {"(?:kissa){1,3}", "lintu", false},
        {"(?:kissa)+", "lintu", false},
        {"(?:kissa|x)", "lintu", true}, /* x alone is too short to tell */
        {"(?:kissa|ok)", "lintu", false},
        {"(?:kissa|ok)", "kokki", true},
        {"ei jatkoon", "ei jatkamaan", false}, /* the longer run of letters counts */
        {"ei jatkoon", "jatkoon", true},
        {"it's", "its", true}, /* an apostrophe is no letter */
        {"it's", "on", false},
        {"\\b24 ?/ ?7", "24 h", true},
        {"\\b24 ?/ ?7", "2 tai 4", false},
        {"5×5", "kissa", true},
        {"(?:kissa|)", "lintu", true},
        {"kissa|koira", "lintu", false},
        {"kissa|koira", "koira", true},
        {"(?!kissa)koira", "koira", true}, /* what is looked at is no part */
        {"(?<=kissa)koira", "koira", true},
        {"kissa(?=koira)", "kissa", true},
        {"kissoj?a", "kissoa", true}, /* the j need not be there */
        {"kissoj?a", "kiss", false},  /* but "isso" must */
        {"ki\\ssa", "ki sa", true},
        {"[kissa]", "lintu", true},
        {"äitiä", "ÄITIÄ", true},
        {"äitiä", "aitia", false},
        {"öljyä?", "ÖLJY", true},
        {"kissa",
         "ki\xC5\xBF\xC5\xBF"
         "a",
         true}, /* the long s is an s */
        {"kissa",
         "\xE2\x84\xAA"
         "issa",
         true},                            /* and the sign of kelvin a k */
        {"håll", "h\xE2\x84\xABll", true}, /* and that of angstrom an a */
        {"(?i)kissa", "lintu", true},      /* not understood: any text */
        {"\\Qkissa\\E", "lintu", true},
        {"(?|kissa|koira)", "lintu", true},
        {"(kissa)\\1", "lintu", true},
        {"[[:alpha:]]kissa", "lintu", true},
        {"\\x2Fkissa", "lintu", false},
        {"kissa", "", false},
        {"", "", true},
    };
    pal_arena *mem = pal_arena_open(1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_str folded = pal_unicode_fold(mem, pal_str_from(cases[i].text));
        pal_needs needs = pal_needs_of(mem, pal_str_from(cases[i].expression));
        cr_expect_eq(is_met(needs, folded), cases[i].met, "%s in '%s'",
                     cases[i].expression, cases[i].text);
    }
    pal_arena_close(mem);
}

Test(needs, of_broken_and_hostile_expressions_are_none_or_some_but_never_a_fault)
{
    static const char *const expressions[] = {
        "(",
        ")",
        "[",
        "[]",
        "[^]",
        "[\\",
        "\\",
        "a{",
        "a{2",
        "a{2,",
        "(?",
        "(?:",
        "(?<",
        "((((((((((((((((((((((((a))))))))))))))))))))))))",
        "\\x",
        "\\x2",
        "\xC3",
        "a\xC3",
        "|||",
        "(|a)(b|)",
        "*",
        "+?",
        "a{0}b{1}",
        "\xC3\xA4*",
        "\xF0\x9F\x98\x82+"};
    pal_arena *mem = pal_arena_open(1 << 20);
    for (size_t i = 0; i < sizeof expressions / sizeof *expressions; i++)
        (void)pal_needs_of(mem, pal_str_from(expressions[i]));
    pal_arena_close(mem);
}

typedef struct pair {
    pal_pattern *quick;
    pal_pattern *slow; /* an option in front of it, and its needs are not understood */
} pair;

static pal_str read_file(pal_arena *mem, const char *path)
{
    pal_str text = {NULL, 0};
    cr_assert_eq(pal_io_read(&text, mem, path, 4 << 20, NULL), PAL_OK, "%s", path);
    return text;
}

/* False where it is no expression. */
static bool open_pair(pal_arena *mem, pal_str body, pair *out)
{
    char *text = pal_new(mem, char, body.len + 8);
    int len = snprintf(text, body.len + 8, "(?i)%.*s", PAL_ARG(body));
    pal_loc at = {0};
    if (pal_pattern_open(&out->quick, mem, body, at, NULL) != PAL_OK)
        return false;
    cr_assert_eq(
        pal_pattern_open(&out->slow, mem, (pal_str){text, (size_t)len}, at, NULL),
        PAL_OK);
    return true;
}

static size_t open_pairs(pal_arena *mem, const char *path, pair *out, size_t cap)
{
    size_t count = 0;
    for (pal_cut line = {.tail = read_file(mem, path)}; line.tail.len != 0;) {
        line = pal_str_cut(line.tail, '\n');
        pal_cut field = pal_str_cut(pal_str_cut(line.head, '\t').tail, '\t');
        pal_str rule = pal_str_cut(field.tail, '\t').head;
        if (rule.len < 3 || rule.ptr[0] != '/' || count == cap)
            continue;
        pal_str body = {rule.ptr + 1, rule.len - 2};
        cr_assert(open_pair(mem, body, &out[count++]));
    }
    return count;
}

static void compare(const pair *both, pal_pattern_scratch *scratch, pal_str text,
                    pal_str folded)
{
    size_t found[2] = {0, 0};
    size_t wanted[2] = {0, 0};
    bool a = is_met(pal_pattern_needs(both->quick), folded) &&
             pal_pattern_find(both->quick, scratch, text, 0, &found[0], &found[1]);
    bool b = pal_pattern_find(both->slow, scratch, text, 0, &wanted[0], &wanted[1]);
    cr_assert_eq(a, b, "%.*s", PAL_ARG(text));
    cr_assert(found[0] == wanted[0] && found[1] == wanted[1], "%.*s", PAL_ARG(text));
}

/* The expressions of the project's own rules, in lines of its own survey. */
Test(needs, hide_no_match_of_a_real_expression)
{
    enum { PAIRS_MAX = 64 };
    static const char *const files[] = {
        "lexicons/themes/asiakassuhde.fi.tsv", "lexicons/themes/luottamus.fi.tsv",
        "lexicons/themes/viestinta.fi.tsv", "lexicons/themes/asiakassuhde.en.tsv"};
    pal_arena *mem = pal_arena_open((size_t)64 << 20);
    pal_arena *words = pal_arena_open(1 << 20);
    pal_pattern_scratch *scratch;
    cr_assert_eq(pal_pattern_scratch_open(&scratch, NULL), PAL_OK);
    pal_str survey = read_file(mem, "corpora/demo/kuura-2026-syksy.csv");
    for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
        pair pairs[PAIRS_MAX];
        size_t count = open_pairs(mem, files[f], pairs, PAIRS_MAX);
        cr_assert_gt(count, 1u, "%s", files[f]);
        for (pal_cut line = {.tail = survey}; line.tail.len != 0;) {
            line = pal_str_cut(line.tail, '\n');
            for (pal_cut cell = {.tail = line.head}; cell.tail.len != 0;) {
                cell = pal_str_cut(cell.tail, ',');
                pal_arena_reset(words);
                pal_str folded = pal_unicode_fold(words, cell.head);
                pal_pattern_look(scratch);
                for (size_t i = 0; i < count; i++)
                    compare(&pairs[i], scratch, cell.head, folded);
            }
        }
        for (size_t i = 0; i < count; i++) {
            pal_pattern_close(pairs[i].quick);
            pal_pattern_close(pairs[i].slow);
        }
    }
    pal_pattern_scratch_close(scratch);
    pal_arena_close(words);
    pal_arena_close(mem);
}

/* Where the first letter of a text, or behind a sign, tells that there is none. */
Test(needs, hide_no_match_behind_a_beginning)
{
    enum { ROUNDS = 3 };
    static const char *const expressions[] = {
        "^\\W*(?:the )?queues?\\W*$",
        "\\A\\W*(hinta|laatu)",
        "^\\s*hyvä",
        "^äiti",
        "^(?:k|s)issa",
        "^\\W*[^a-z]issa",
        "^\\s*(?:👍|❤️)+\\s*$",
        "^\\W*(?!kissa)k",
        "^\\s*x*",
        "^kissa|koira",
        "^(?:kissa|koira)",
        "^[|]?kissa|koira",
        "^[]|]kissa",
        "^\\s*\\bkissa",
        "^\\W*_kissa",
        "^*kissa",
        "(?:^|[.!?]\\s*)(?:kissa|hyvä)\\b",
        "(?:^|[.!?])kissa",
        "(?:^|[.!?😂]\\s*)sissi",
        "(?:^|[.!?]\\s*)\\s*.issa",
        "(?:^|[.!?]\\s*)",
        "(?:^|[.!?]\\s*)$",
        "(?:^|[.!?]\\s*)(?!^)kissa",
        "(?:^|[.!?]\\s*)(?!\\A)kissa",
        "(?:^|[.!?]\\s*)(?!\\G)kissa",
        "(?:^|[.!?𐐀])\\Bkissa",
        "(?:^|[.!?𐐀])(?!\\b)kissa",
        "(?:^|[.!?]\\s*)(?!\\b)kissa",
        "(?:^|[.!?]\\s*)(?=\\b)kissa",
        "(?:^|[.!?]\\s*)k\\p{Lu}ssa",
        "^\\W*k[\\P{Ll}]ssa",
        "^k\\xi",
        "^k(?!i)|ko",
    };
    static const char *const texts[] = {
        "",
        " ",
        "kissa",
        "KISSA",
        "- kissa",
        "\xC2\xA0kissa",
        "\xE2\x80\x94 kissa",
        "\xE2\x84\xAAissa",
        "\xC5\xBFissi",
        "ok. \xC5\xBFissi",
        "ok😂 sissi",
        "ok😂sissi!",
        "ok.\xC2\xA0kissa",
        "ok.\xE2\x80\x83 Hyvä!",
        "ok! ? kissa",
        "ok. KIssa",
        "KIssa",
        "ok𐐀kissa",
        "ok! koira. kissa",
        "koira",
        "|kissa",
        "]kissa",
        "_kissa",
        "Äiti",
        "äiti",
        "  HYVÄ",
        "\t\nhyvä",
        "\"The Queues\"",
        "...queue",
        "... the hinta",
        "×laatu",
        "👍👍 ",
        "❤️",
        "2issa",
        "ässä",
    };
    pal_arena *mem = pal_arena_open((size_t)4 << 20);
    pal_pattern_scratch *scratch;
    cr_assert_eq(pal_pattern_scratch_open(&scratch, NULL), PAL_OK);
    for (size_t e = 0; e < sizeof expressions / sizeof *expressions; e++) {
        pair both;
        if (!open_pair(mem, pal_str_from(expressions[e]), &both))
            continue; /* PCRE2 refuses it */
        /* what is seen again and again is asked of the expression by itself */
        for (size_t t = 0; t < ROUNDS * (sizeof texts / sizeof *texts); t++) {
            pal_str text = pal_str_from(texts[t % (sizeof texts / sizeof *texts)]);
            pal_pattern_look(scratch);
            compare(&both, scratch, text, pal_unicode_fold(mem, text));
        }
        pal_pattern_close(both.quick);
        pal_pattern_close(both.slow);
    }
    pal_pattern_scratch_close(scratch);
    pal_arena_close(mem);
}

static void compare_index(const pal_needs_index *index, const pal_needs *needs,
                          uint32_t count, pal_arena *mem, pal_str text)
{
    pal_arena_reset(mem);
    pal_str folded = pal_unicode_fold(mem, text);
    const uint64_t *always = pal_needs_index_always(index);
    const uint64_t *more = pal_needs_index_word(index, mem, folded);
    for (uint32_t i = 0; i < count; i++) {
        const uint64_t met = always[i / 64] | (more ? more[i / 64] : 0);
        cr_assert_eq((met >> i % 64 & 1) != 0, is_met(needs[i], folded), "%u in '%.*s'",
                     i, PAL_ARG(text));
    }
}

/* Words that need memory for what they hold, and there is none: any may match. */
Test(needs, are_all_met_without_memory)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_arena *none = pal_arena_open(1);
    pal_needs needs[] = {pal_needs_of(mem, PAL_STR("kissa")),
                         pal_needs_of(mem, PAL_STR("koira")),
                         pal_needs_of(mem, PAL_STR("lintu"))};
    pal_needs_index *index = pal_needs_index_new(mem, needs, 3);
    cr_assert(index && none);
    cr_expect_null(pal_needs_index_word(index, none, PAL_STR("kala")));
    cr_expect_eq(*pal_needs_index_word(index, none, PAL_STR("kissa")), 1u);
    cr_expect_eq(*pal_needs_index_word(index, none, PAL_STR("koirakissakoira")), 7u);
    cr_expect_eq(*pal_needs_index_word(index, mem, PAL_STR("koirakissakoira")), 3u);
    pal_arena_close(none);
    pal_arena_close(mem);
}

Test(needs, of_many_expressions_are_met_as_those_of_each_are)
{
    static const char *const expressions[] = {"kissa",
                                              "\\b(?:kissa|koira)\\b",
                                              "(?:kissa)?",
                                              "kissa|koira|lintu",
                                              "äitiä",
                                              "[kissa]",
                                              "kissa.*koira",
                                              "hiirulainen",
                                              "(?:ei|ei ole) (?:mitään|moitittavaa)",
                                              "^(?:ok|okei)$",
                                              "kiss",
                                              "issa",
                                              "ok",
                                              "okei"};
    enum { SOME = sizeof expressions / sizeof *expressions, ALL = 11 * SOME };
    pal_arena *mem = pal_arena_open((size_t)64 << 20);
    pal_arena *words = pal_arena_open(1 << 20);
    pal_needs needs[ALL];
    for (uint32_t i = 0; i < ALL; i++)
        needs[i] = pal_needs_of(mem, pal_str_from(expressions[i % SOME]));
    for (uint32_t count = 0; count <= ALL; count += SOME) {
        pal_needs_index *index = pal_needs_index_new(mem, needs, count);
        cr_assert_not_null(index);
        compare_index(index, needs, count, words, PAL_STR(""));
        compare_index(index, needs, count, words, PAL_STR("Kissa ja hiirulainen, ÄITIÄ"));
        compare_index(index, needs, count, words,
                      PAL_STR("ki\xC5\xBF\xC5\xBF"
                              "a"));
        for (pal_cut line = {.tail = read_file(mem, "corpora/demo/kuura-2026-syksy.csv")};
             line.tail.len != 0;) {
            line = pal_str_cut(line.tail, '\n');
            compare_index(index, needs, count, words, line.head);
        }
    }
    pal_arena_close(words);
    pal_arena_close(mem);
}
