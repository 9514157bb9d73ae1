/* Personal data outside of the answers: what names rows, groups them or asks is written
 * into every file of a run, and into the readings of words that are kept. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/io.h"
#include "base/str.h"
#include "folder_help.h"
#include "palaute.h"

static const char survey[] =
    "Vastaajan ID,Osasto,NPS,Miksi? Kysy Jarkolta 040 765 4321\n"
    "pekka.esimerkki@firma.fi,Soita 040 123 4567,2,Soitin Korhoselle turhaan\n"
    "b,Soita 040 123 4567,9,\"Hyvä palvelu, kiitos Jarkko Virtaselle\"\n"
    "c,Soita 040 123 4567,0,Hinta on kova ja hetuni on 131052-308T\n"
    "d,Myynti,040 55512,Jonotin tunnin\n"
    "e,Myynti,8,Jonotin tunnin\n"
    "f,Soita 040 123 4567,8,Jonotin tunnin\n"
    "g,Soita 040 123 4567,8,Jonotin tunnin\n"
    "h,Soita 040 123 4567,10,Jonotin tunnin\n";

static void run(const char *home, const char *out, bool keep)
{
    folder_path in = folder_join(home, "survey.csv");
    folder_path to = folder_join(home, out);
    folder_path cache = folder_join(home, "words");
    const char *const inputs[] = {in.text};
    const char *const segments[] = {"Osasto", NULL};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = "lexicons";
    opt.no_model = true;
    opt.out = to.text;
    opt.scale = PAL_SCALE_0_10;
    opt.formats = PAL_FORMAT_JSONL | PAL_FORMAT_MD | PAL_FORMAT_SQLITE;
    opt.keep_personal_data = keep;
    opt.cache = cache.text;
    opt.segment = segments;
    pal_engine *engine = NULL;
    pal_result *result = NULL;
    pal_error err = {.code = PAL_OK};
    cr_assert_eq(pal_engine_open(&engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_analyze(&result, engine, &opt, inputs, 1, &err), PAL_OK, "%s",
                 err.msg);
    pal_result_close(result);
    pal_engine_close(engine);
}

static bool holds(const char *folder, const char *name, const char *secret)
{
    size_t len = 0;
    char *text = folder_read(folder, name, &len);
    bool found = text && pal_str_has((pal_str){text, len}, pal_str_from(secret));
    free(text);
    return found;
}

Test(api_privacy, no_file_of_a_run_tells_who_or_where_to_call)
{
    static const char *const secrets[] = {"esimerkki@", "123 4567", "765 4321", "55512",
                                          "Jarko",      "Korhos",   "Virtas",   "131052"};
    folder_path home = folder_new();
    folder_write(home.text, "survey.csv", survey);
    run(home.text, "out", false);
    folder_path out = folder_join(home.text, "out");
    pal_arena *mem = pal_arena_open(1024 * 1024);
    pal_str *names = NULL;
    size_t count = 0;
    cr_assert_eq(pal_io_list(&names, &count, mem, out.text, "", NULL), PAL_OK);
    cr_expect_gt(count, 15u);
    for (size_t i = 0; i < count; i++)
        for (size_t s = 0; s < sizeof secrets / sizeof *secrets; s++)
            cr_expect(!holds(out.text, names[i].ptr, secrets[s]), "%s: %s", names[i].ptr,
                      secrets[s]);
    cr_expect(holds(out.text, "comments.csv", "Soita [PUHELIN]"));
    cr_expect(holds(out.text, "comments.csv", "[SÄHKÖPOSTI]"));
    cr_expect(holds(out.text, "summary.json", "Miksi? Kysy [NIMI] [PUHELIN]"));
    pal_arena_close(mem);
    folder_remove(&home);
}

Test(api_privacy, kept_readings_of_words_hold_no_masked_word)
{
    folder_path home = folder_new();
    folder_write(home.text, "survey.csv", survey);
    run(home.text, "out", false);
    static const char *const files[] = {"words", "words-made"};
    for (size_t i = 0; i < 2; i++) {
        cr_expect(holds(home.text, files[i], "jonotin"), "%s", files[i]);
        cr_expect(!holds(home.text, files[i], "korhoselle"), "%s", files[i]);
        cr_expect(!holds(home.text, files[i], "virtaselle"), "%s", files[i]);
    }
    folder_remove(&home);
}

Test(api_privacy, kept_personal_data_stays_in_the_result_folder)
{
    folder_path home = folder_new();
    folder_write(home.text, "survey.csv", survey);
    run(home.text, "out", true);
    folder_path out = folder_join(home.text, "out");
    cr_expect(holds(out.text, "comments.csv", "Soitin Korhoselle turhaan"));
    cr_expect(holds(out.text, "comments.csv", "pekka.esimerkki@firma.fi"));
    cr_expect(!holds(home.text, "words", "jonotin"));
    cr_expect(!folder_has(home.text, "words-made"));
    folder_remove(&home);
}
