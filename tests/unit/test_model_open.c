/* Where a rule leaves the polarity to words that no list knows, the model of tone gives
 * it. */
#include "train_help.h"

enum { TEXT_MAX = 8192, TEXTS = 20 };

static void write_coded(const char *folder)
{
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof text, "overall\tthemes\tcomment\n");
    for (int i = 0; i < TEXTS; i++)
        len += snprintf(text + len, sizeof text - (size_t)len,
                        "neg\t\tasia %d takkusi\npos\t\tasia %d skulasi\n"
                        "neu\t\tasia %d oli\n",
                        i, i, i);
    folder_write(folder, "gold.tsv", text);
}

static void expect(const char *folder, bool no_model, const char *text,
                   pal_polarity polarity, bool learnt)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = folder;
    opt.models = folder;
    opt.morphology = "snowball";
    opt.language = PAL_LANGUAGE_FI;
    opt.no_model = no_model;
    pal_error err = {0};
    pal_engine *engine = NULL;
    pal_reader *reader = NULL;
    pal_reading_view view;
    cr_assert_eq(pal_engine_open(&engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_reader_open(&reader, engine, &opt, &err), PAL_OK, "%s", err.msg);
    cr_assert_eq(pal_read(reader, pal_str_from(text), &view, &err), PAL_OK);
    cr_assert_eq(view.mention_count, 1u, "%s", text);
    cr_expect_eq(view.mentions[0].polarity, polarity, "%s: %s", text,
                 pal_polarity_name(view.mentions[0].polarity));
    cr_expect_eq(view.mentions[0].learnt, learnt, "%s", text);
    pal_reader_close(reader);
    pal_engine_close(engine);
}

Test(model_open, gives_the_polarity_that_no_word_of_the_lists_gives)
{
    lexicon_texts texts = {.rules_fi = "alpha\tauto\tpalvelu\nbeta\tneu\tlippu\n",
                           .valence_fi = "mainio\t3\n"};
    folder_path folder = lexicon_new(&texts);
    folder_write(folder.text, "langid.tsv", "palaute-langid\t1\n");
    write_coded(folder.text);
    train_tone(folder.text, "sentiment.fi.model");
    expect(folder.text, false, "palvelu takkusi", PAL_NEGATIVE, true);
    expect(folder.text, false, "palvelu skulasi", PAL_POSITIVE, true);
    /* a word of the lists, and a rule that judges nothing, keep what they say */
    expect(folder.text, false, "mainio palvelu", PAL_POSITIVE, false);
    expect(folder.text, false, "lippu takkusi", PAL_NEUTRAL, false);
    expect(folder.text, true, "palvelu takkusi", PAL_NEUTRAL, false);
    folder_remove(&folder);
}

/* The model is sure of "takkusi" and "skulasi". What "ei" turns in a few words stays. */
Test(model_open, overturns_what_it_is_sure_of_but_no_short_denial)
{
    lexicon_texts texts = {.rules_fi = "alpha\tpos\tkone\n",
                           .valence_fi = "mainio\t3\n",
                           .modifiers_fi = "=ei\tnegator\t\n"};
    folder_path folder = lexicon_new(&texts);
    folder_write(folder.text, "langid.tsv", "palaute-langid\t1\n");
    write_coded(folder.text);
    train_tone(folder.text, "sentiment.fi.model");
    expect(folder.text, true, "kone takkusi", PAL_POSITIVE, false);
    expect(folder.text, false, "kone takkusi", PAL_NEGATIVE, true);
    expect(folder.text, false, "kone skulasi", PAL_POSITIVE, false);
    expect(folder.text, false, "ei kone skulasi", PAL_NEGATIVE, false);
    folder_remove(&folder);
}
