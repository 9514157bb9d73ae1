#include "cli_help.h"

#include "cli/found.h"

static config_text text;

static int take(settings *s, const char *command_name, const char *bytes, size_t len)
{
    cr_assert_leq(len, CONFIG_MAX);
    memcpy(text.bytes, bytes, len);
    text.len = len;
    return config_take(s, command_find(command_name), "my.conf", &text);
}

Test(cli_config, forms_of_a_line)
{
    static const char file[] = "\xEF\xBB\xBF# comment\r\n"
                               "\n"
                               "   \t\n"
                               "score=NPS\r\n"
                               "  text  =  Miksi = ensin? # 1  \n"
                               "\tsegment = Alue\n"
                               "segment = \"Plan\"\n"
                               "strict = yes\n"
                               "k-threshold = 12";
    settings s = {.opt = PAL_OPTIONS_INIT};
    cr_assert_eq(take(&s, "analyze", file, sizeof file - 1), 0);
    cr_expect_str_eq(s.opt.score, "NPS");
    cr_expect_str_eq(s.texts.items[0], "Miksi = ensin? # 1");
    cr_assert_eq(s.segments.count, 2);
    cr_expect_str_eq(s.segments.items[0], "Alue");
    cr_expect_str_eq(s.segments.items[1], "\"Plan\"");
    cr_expect(s.opt.strict);
    cr_expect_eq(s.opt.k_threshold, 12);
    cr_expect_eq(given(&s, "score")->line, 4);
    cr_expect_eq(given(&s, "k-threshold")->line, 9);
}

Test(cli_config, the_command_line_goes_before)
{
    static const char file[] = "score = file\nsegment = a\nsegment = b\nstrict = yes\n"
                               "format = md\nthreads = 3\n";
    settings s = {.opt = PAL_OPTIONS_INIT};
    char words[] = "--score line --segment c --strict=no --format xlsx x";
    cr_assert_eq(parse_words(&s, "analyze", words), 0);
    cr_assert_eq(take(&s, "analyze", file, sizeof file - 1), 0);
    cr_expect_str_eq(s.opt.score, "line");
    cr_expect_eq(s.segments.count, 1);
    cr_expect_str_eq(s.segments.items[0], "c");
    cr_expect_not(s.opt.strict);
    cr_expect_eq(s.opt.formats, PAL_FORMAT_XLSX);
    cr_expect_eq(s.opt.threads, 3);
    cr_expect_eq(given(&s, "score")->line, 0);
    cr_expect_eq(given(&s, "threads")->line, 6);
}

Test(cli_config, an_option_of_another_command_is_checked_and_left)
{
    static const char fine[] = "depth = 3\nband = promoter\nscore = NPS\n";
    static const char wrong[] = "depth = three\n";
    settings s = {.opt = PAL_OPTIONS_INIT};
    cr_assert_eq(take(&s, "inspect", fine, sizeof fine - 1), 0);
    cr_expect_eq(s.depth, 0);
    cr_expect_str_eq(s.opt.score, "NPS");
    be_silent();
    cr_expect_eq(take(&s, "inspect", wrong, sizeof wrong - 1), EXIT_USAGE);
}

Test(cli_config, what_only_a_hand_may_say_is_refused)
{
    static const char *const names[] = {"force", "config", "print-config", "json",
                                        "help",  "start",  "csv",          "list"};
    be_silent();
    for (size_t i = 0; i < COUNT(names); i++) {
        char line[64];
        int len = snprintf(line, sizeof line, "%s = yes\n", names[i]);
        settings s = {.opt = PAL_OPTIONS_INIT};
        cr_expect_eq(take(&s, "analyze", line, (size_t)len), EXIT_USAGE, "%s", names[i]);
    }
}

/* Bytes from a plain generator (Knuth, MMIX): no file may crash or hang it, or make it
 * read what is not there; the sanitizers watch. */
Test(cli_config, any_bytes_are_survived)
{
    static const char alphabet[] = "score = # \n\r\t=-\xC3\xA4\xFF\0text segment yes 5";
    uint64_t state = 1;
    be_silent();
    for (size_t round = 0; round < 2000; round++) {
        char bytes[300];
        size_t len = round % sizeof bytes;
        for (size_t i = 0; i < len; i++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            bytes[i] = alphabet[(state >> 33) % (sizeof alphabet - 1)];
        }
        settings s = {.opt = PAL_OPTIONS_INIT};
        int status = take(&s, "analyze", bytes, len);
        cr_assert(status == 0 || status == EXIT_USAGE || status == EXIT_DATA);
    }
}

Test(cli_config, the_largest_file_is_read)
{
    settings s = {.opt = PAL_OPTIONS_INIT};
    memset(text.bytes, '#', CONFIG_MAX);
    memcpy(text.bytes + CONFIG_MAX - 10, "\nscore = 4", 10);
    text.len = CONFIG_MAX;
    cr_assert_eq(config_take(&s, command_find("analyze"), "my.conf", &text), 0);
    cr_expect_str_eq(s.opt.score, "4");
}

Test(cli_config, values_that_a_file_can_hold)
{
    static const struct {
        const char *value;
        bool can;
    } cases[] = {
        {"NPS", true},        {"Miksi? = # \"x\"", true},
        {"yhä", true},        {"", false},
        {" x", false},        {"x ", false},
        {"a\nb", false},      {"a\tb", false},
        {"a\x1B[2Jb", false}, {"a\xFF", false},
        {"a\xC2\x85", false}, {"a\xE2\x80\xAE", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        cr_expect_eq(config_can_say((pal_str){cases[i].value, strlen(cases[i].value)}),
                     cases[i].can, "%s", cases[i].value);
}

Test(cli_found, words_as_sh_reads_them)
{
    static const char line[] = "--encoding utf-8 --delimiter ';' --score 'it'\\''s' "
                               "--text '' --segment a' b'c";
    static const char *const expected[][2] = {
        {"encoding", "utf-8"}, {"delimiter", ";"},  {"score", "it's"},
        {"text", ""},          {"segment", "a bc"},
    };
    pal_str rest = {line, sizeof line - 1};
    found_option one;
    for (size_t i = 0; i < COUNT(expected); i++) {
        cr_assert(found_next(&one, &rest), "%s", expected[i][0]);
        cr_expect_str_eq(one.name, expected[i][0]);
        cr_expect_str_eq(one.value, expected[i][1]);
    }
    cr_expect_not(found_next(&one, &rest));
}
