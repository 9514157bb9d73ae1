#include "cli_help.h"

#include <ctype.h>

Test(cli_options, the_table_is_sound)
{
    size_t count = 0;
    for (const option_row *row = option_rows; row->name; row++, count++) {
        size_t len = strlen(row->name);
        cr_expect_eq(option_index(row), count);
        cr_expect(row->commands != 0, "--%s belongs to no command", row->name);
        cr_expect_eq(row->arg == NULL, row->kind == OPTION_FLAG, "--%s", row->name);
        cr_expect_not(isupper((unsigned char)row->help[0]) &&
                          islower((unsigned char)row->help[1]),
                      "--%s: the help begins with a capital", row->name);
        size_t end = strlen(row->help);
        cr_expect(row->help[end - 1] != '.' || strcmp(row->help + end - 3, "...") == 0,
                  "--%s: a full stop", row->name);
        cr_expect(len < 32 && strspn(row->name, "abcdefghijklmnopqrstuvwxyz-") == len,
                  "--%s", row->name);
        for (const option_row *other = row + 1; other->name; other++) {
            if (!(other->commands & row->commands))
                continue;
            cr_expect_neq(strcmp(row->name, other->name), 0, "--%s twice", row->name);
            cr_expect(row->letter == 0 || row->letter != other->letter, "-%c twice",
                      row->letter);
        }
    }
    cr_expect_leq(count, OPTIONS_MAX);
}

Test(cli_options, a_default_is_a_value_that_would_be_taken)
{
    for (const command *cmd = commands; cmd->name; cmd++)
        for (const option_row *row = option_rows; row->name; row++) {
            settings s = {.opt = PAL_OPTIONS_INIT};
            const char *value = option_default(row, cmd);
            if (value && (row->commands & cmd->bit))
                cr_expect_eq(option_store(&s, row, value), OPTION_TAKEN, "%s --%s",
                             cmd->name, row->name);
        }
}

Test(cli_options, every_word_that_is_offered_is_taken)
{
    for (const option_row *row = option_rows; row->name; row++) {
        const char *const *words = option_choices(row);
        for (size_t i = 0; words && words[i]; i++) {
            settings s = {.opt = PAL_OPTIONS_INIT};
            cr_expect_eq(option_store(&s, row, words[i]), OPTION_TAKEN, "--%s %s",
                         row->name, words[i]);
        }
    }
}

Test(cli_options, stand_anywhere_and_in_each_form)
{
    static const char *const lines[] = {
        "--threads 4 --quiet -o out a b",
        "a --threads=4 b -q -oout",
        "a b -qj4 -o out",
        "-j 4 a --quiet=yes b --output=out",
        "-q --strict=no -j4 -o out -- a b",
        "a -q --threads 4 b --output out --",
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        settings s = {.opt = PAL_OPTIONS_INIT};
        char words[128];
        snprintf(words, sizeof words, "%s", lines[i]);
        cr_assert_eq(parse_words(&s, "analyze", words), 0, "%s", lines[i]);
        cr_expect_eq(s.opt.threads, 4, "%s", lines[i]);
        cr_expect(s.quiet && !s.opt.strict, "%s", lines[i]);
        cr_expect_str_eq(s.opt.out, "out", "%s", lines[i]);
        cr_assert_eq(s.argument_count, 2, "%s", lines[i]);
        cr_expect_str_eq(s.arguments[0], "a");
        cr_expect_str_eq(s.arguments[1], "b");
    }
}

Test(cli_options, what_looks_like_an_option_behind_two_dashes_is_an_argument)
{
    settings s = {.opt = PAL_OPTIONS_INIT};
    char words[] = "- -- --quiet -q";
    cr_assert_eq(parse_words(&s, "analyze", words), 0);
    cr_expect_eq(s.argument_count, 3);
    cr_expect_not(s.quiet);
    cr_expect_str_eq(s.arguments[0], "-");
}

Test(cli_options, a_value_may_begin_with_a_dash_unless_it_is_an_option)
{
    settings s = {.opt = PAL_OPTIONS_INIT};
    char words[] = "--score - --text -x --question --nothing a";
    cr_assert_eq(parse_words(&s, "analyze", words), 0);
    cr_expect_str_eq(s.opt.score, "-");
    cr_expect_str_eq(s.texts.items[0], "-x");
    cr_expect_str_eq(s.opt.question, "--nothing");
    be_silent();
    char forgotten[] = "--score --text x a";
    cr_expect_eq(parse_words(&(settings){.opt = PAL_OPTIONS_INIT}, "analyze", forgotten),
                 EXIT_USAGE);
}

Test(cli_options, mistakes_are_refused)
{
    static const char *const lines[] = {
        "--nothing",
        "--thread 4",
        "--threads",
        "-o",
        "-x",
        "-qx",
        "--threads 0",
        "--threads 1025",
        "--threads=",
        "--score a --score b",
        "--strict=perhaps",
        "--format xml",
        "--thr=4",
        "-j4 --threads 4",
    };
    be_silent();
    for (size_t i = 0; i < COUNT(lines); i++) {
        settings s = {.opt = PAL_OPTIONS_INIT};
        char words[64];
        snprintf(words, sizeof words, "%s", lines[i]);
        cr_expect_eq(parse_words(&s, "analyze", words), EXIT_USAGE, "%s", lines[i]);
    }
}

Test(cli_options, a_list_holds_64_and_no_more)
{
    settings s = {.opt = PAL_OPTIONS_INIT};
    const option_row *row = option_find("segment", 7, FOR_ANALYZE);
    for (size_t i = 0; i < LIST_MAX; i++)
        cr_assert_eq(option_store(&s, row, "x"), OPTION_TAKEN);
    cr_expect_eq(option_store(&s, row, "x"), OPTION_TOO_MANY);
    options_settle(&s);
    cr_expect_eq(s.opt.segment, s.segments.items);
    cr_expect_null(s.opt.segment[LIST_MAX]);
}

Test(cli_suggest, the_nearest_word)
{
    static const char *const names[] = {"analyze", "why",      "inspect", "compare",
                                        "score",   "segment",  "scale",   "no-color",
                                        "threads", "encoding", NULL};
    static const struct {
        const char *word;
        const char *nearest; /* NULL: none is near */
    } cases[] = {
        {"analyse", "analyze"},
        {"anlyze", "analyze"},
        {"wyh", "why"},
        {"insepct", "inspect"},
        {"compar", "compare"},
        {"scroe", "score"},
        {"segmnet", "segment"},
        {"no-colour", "no-color"},
        {"enc", "encoding"},
        {"encodin", "encoding"},
        {"score-column", "score"},
        {"frobnicate", NULL},
        {"x", NULL},
        {"", NULL},
        {"zz", NULL},
        {"a-word-that-is-longer-than-every-name-there-is", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *found = options_nearest(cases[i].word, names);
        if (cases[i].nearest)
            cr_expect(found && strcmp(found, cases[i].nearest) == 0, "%s: %s",
                      cases[i].word, found ? found : "nothing");
        else
            cr_expect_null(found, "%s: %s", cases[i].word, found);
    }
}
