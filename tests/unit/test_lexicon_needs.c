/* Expressions that need not be tried in a text have no match there. */
#include <criterion/criterion.h>

#include <stdio.h>
#include <string.h>

#include "base/io.h"
#include "base/str.h"
#include "lexicon/needs.h"
#include "lexicon/pattern.h"

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
        pal_needs_text held;
        pal_needs_look(&held, pal_str_from(cases[i].text));
        pal_needs needs = pal_needs_of(mem, pal_str_from(cases[i].expression));
        cr_expect_eq(pal_needs_met(needs, &held), cases[i].met, "%s in '%s'",
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
        char *text = pal_new(mem, char, body.len + 8);
        int len = snprintf(text, body.len + 8, "(?i)%.*s", PAL_ARG(body));
        pal_loc at = {0};
        cr_assert_eq(pal_pattern_open(&out[count].quick, mem, body, at, NULL), PAL_OK);
        cr_assert_eq(pal_pattern_open(&out[count++].slow, mem,
                                      (pal_str){text, (size_t)len}, at, NULL),
                     PAL_OK);
    }
    return count;
}

static void compare(const pair *both, pal_pattern_scratch *scratch, pal_str text)
{
    size_t found[2] = {0, 0};
    size_t wanted[2] = {0, 0};
    bool a = pal_needs_met(pal_pattern_needs(both->quick), pal_pattern_held(scratch)) &&
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
                pal_pattern_look(scratch, cell.head);
                for (size_t i = 0; i < count; i++)
                    compare(&pairs[i], scratch, cell.head);
            }
        }
        for (size_t i = 0; i < count; i++) {
            pal_pattern_close(pairs[i].quick);
            pal_pattern_close(pairs[i].slow);
        }
    }
    pal_pattern_scratch_close(scratch);
    pal_arena_close(mem);
}

static void compare_index(const pal_needs_index *index, const pal_needs *needs,
                          uint32_t count, uint64_t *met, pal_str text)
{
    pal_needs_text held;
    pal_needs_look(&held, text);
    pal_needs_index_look(index, &held, met);
    for (uint32_t i = 0; i < count; i++)
        cr_assert_eq((met[i / 64] >> i % 64 & 1) != 0, pal_needs_met(needs[i], &held),
                     "%u in '%.*s'", i, PAL_ARG(text));
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
                                              "issa"};
    enum { SOME = sizeof expressions / sizeof *expressions, ALL = 11 * SOME };
    pal_arena *mem = pal_arena_open((size_t)64 << 20);
    pal_needs needs[ALL];
    for (uint32_t i = 0; i < ALL; i++)
        needs[i] = pal_needs_of(mem, pal_str_from(expressions[i % SOME]));
    for (uint32_t count = 0; count <= ALL; count += SOME) {
        pal_needs_index *index = pal_needs_index_new(mem, needs, count);
        uint64_t *met = pal_new(mem, uint64_t, pal_needs_width(count));
        cr_assert(index && met);
        compare_index(index, needs, count, met, PAL_STR(""));
        compare_index(index, needs, count, met, PAL_STR("Kissa ja hiirulainen, ÄITIÄ"));
        compare_index(index, needs, count, met,
                      PAL_STR("ki\xC5\xBF\xC5\xBF"
                              "a"));
        for (pal_cut line = {.tail = read_file(mem, "corpora/demo/kuura-2026-syksy.csv")};
             line.tail.len != 0;) {
            line = pal_str_cut(line.tail, '\n');
            compare_index(index, needs, count, met, line.head);
        }
    }
    pal_arena_close(mem);
}
