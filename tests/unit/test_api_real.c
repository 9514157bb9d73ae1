/* A real survey, as it is: 300 answers of telecom customers with the band beside the
 * score. */
#include "lexicon_help.h"

#include "base/io.h"

static uint64_t count_of(pal_str text, const char *cell)
{
    uint64_t count = 0;
    pal_str needle = pal_str_from(cell);
    for (size_t at; (at = pal_str_find(text, needle)) <= text.len; count++)
        text = (pal_str){text.ptr + at + 1, text.len - at - 1};
    return count;
}

Test(api_real, bands_agree_with_the_column_that_the_survey_has)
{
    const char *data = getenv("PALAUTE_DATA");
    char path[4096];
    snprintf(path, sizeof path, "%s/bt-nps/bt-nps-sample.csv",
             data ? data : "../shared/data");
    pal_arena *mem = pal_arena_open(1 << 24);
    pal_str text;
    if (pal_io_read(&text, mem, path, 1 << 23, NULL) != PAL_OK) {
        printf("skipped: no file %s\n", path);
        pal_arena_close(mem);
        return;
    }
    folder_path home = folder_new();
    folder_path to = folder_join(home.text, "out");
    lexicon_reader r = lexicon_open(NULL, "best", PAL_LANGUAGE_OTHER);
    pal_options opt = PAL_OPTIONS_INIT;
    opt.out = to.text;
    const char *const inputs[] = {path};
    pal_result *result = NULL;
    pal_error err = {.code = PAL_OK};
    cr_assert_eq(pal_analyze(&result, r.engine, &opt, inputs, 1, &err), PAL_OK, "%s",
                 err.msg);
    const pal_summary *s = pal_result_summary(result);
    cr_expect_eq(s->rows, 300);
    cr_expect_eq(s->rows, s->answers + s->empty + s->refusals);
    cr_expect_eq(s->language, PAL_LANGUAGE_EN);
    cr_expect_eq(s->nps.bands.detractors, count_of(text, ",Detractor,"));
    cr_expect_eq(s->nps.bands.passives, count_of(text, ",Passive,"));
    cr_expect_eq(s->nps.bands.promoters, count_of(text, ",Promoter,"));
    /* most answers say something that the themes know */
    cr_expect_lt(s->untagged, s->answers / 4);
    pal_result_close(result);
    lexicon_close(&r);
    folder_remove(&home);
    pal_arena_close(mem);
}
