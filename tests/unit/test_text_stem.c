#include <criterion/criterion.h>

#include "text/stem.h"
#include "text_help.h"

/* The lists are of a newer Snowball than 2.2.0, which changed some stems since. */
static size_t differences(pal_language language, const char *voc, const char *output,
                          size_t *total)
{
    pal_arena *mem = pal_arena_open((size_t)1 << 28);
    pal_stemmer *stemmer = NULL;
    pal_error err = {0};
    cr_assert_eq(pal_stemmer_open(&stemmer, mem, &err), PAL_OK);
    pal_str words = text_data(mem, voc);
    pal_str stems = words.ptr ? text_data(mem, output) : words;
    pal_str word;
    pal_str stem;
    size_t wrong = 0;
    *total = 0;
    while (text_line(&words, &word) && text_line(&stems, &stem)) {
        ++*total;
        wrong += !pal_str_equal(pal_stemmer_stem(stemmer, language, word), stem);
    }
    pal_stemmer_close(stemmer);
    pal_arena_close(mem);
    return wrong;
}

Test(text_stem, agrees_with_the_published_lists)
{
    size_t total = 0;
    size_t wrong = differences(PAL_LANGUAGE_FI, "snowball/finnish/voc.txt",
                               "snowball/finnish/output.txt", &total);
    fprintf(stderr, "Finnish stems: %zu of %zu differ\n", wrong, total);
    cr_expect_leq(wrong, 134); /* of 102,800 in the longer list that was counted once */
    wrong = differences(PAL_LANGUAGE_EN, "snowball/english/voc.txt",
                        "snowball/english/output.txt", &total);
    fprintf(stderr, "English stems: %zu of %zu differ\n", wrong, total);
    cr_expect_leq(wrong, 60);
}

Test(text_stem, leaves_long_words_and_other_languages_alone)
{
    pal_arena *mem = pal_arena_open((size_t)1 << 20);
    pal_stemmer *stemmer = NULL;
    char word[1001];
    memset(word, 's', sizeof word);
    cr_assert_eq(pal_stemmer_open(&stemmer, mem, NULL), PAL_OK);
    pal_str all = {word, sizeof word};
    cr_expect(pal_str_equal(pal_stemmer_stem(stemmer, PAL_LANGUAGE_EN, all), all));
    pal_str jonot = PAL_STR("jonot");
    cr_expect(pal_str_equal(pal_stemmer_stem(stemmer, PAL_LANGUAGE_OTHER, jonot), jonot));
    cr_expect(pal_str_equal(pal_stemmer_stem(stemmer, PAL_LANGUAGE_MIXED, jonot), jonot));
    cr_expect(pal_str_equal(pal_stemmer_stem(stemmer, PAL_LANGUAGE_FI, jonot),
                            PAL_STR("jono")));
    pal_stemmer_close(stemmer);
    pal_arena_close(mem);
}
