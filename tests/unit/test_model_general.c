/* A trained model's verdict on the whole beside themes that rules find. */
#include "train_help.h"

#include <stdio.h>

enum { TEXT_MAX = 8192, TEXTS = 20 };

static const lexicon_texts texts = {.rules_fi = "alpha\tneg\tjono\n",
                                    .valence_fi = "hyvä\t3\nhuono\t-3\n"};

/* A lexicon and a model of themes that gives texts with "kelpo" to `rest`, which yields
 * to all. */
static folder_path new_folder(void)
{
    char text[TEXT_MAX];
    folder_path folder = lexicon_new(&texts);
    int len = snprintf(text, sizeof text, "overall\tthemes\tcomment\n");
    for (int i = 0; i < TEXTS; i++)
        len += snprintf(text + len, sizeof text - (size_t)len,
                        "pos\trest:pos\tkelpo %d\nneg\talpha:neg\tjono %d\n"
                        "mixed\talpha:neg;rest:pos\tJono. Kelpo %d\n"
                        "neu\t\taurinko paistoi %d\n",
                        i, i, i, i);
    folder_write(folder.text, "langid.tsv", "palaute-langid\t1\n");
    folder_write(folder.text, "gold.tsv", text);
    train_model(folder.text, "themes.fi.model", (train_wish){.themes = true});
    return folder;
}

typedef struct found {
    bool alpha, rest;
} found;

static found read_text(const char *text)
{
    folder_path folder = new_folder();
    lexicon_reader r = {.engine = NULL};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = opt.models = folder.text;
    opt.morphology = "snowball";
    opt.language = PAL_LANGUAGE_FI;
    cr_assert_eq(pal_engine_open(&r.engine, &opt, &r.err), PAL_OK, "%s", r.err.msg);
    cr_assert_eq(pal_reader_open(&r.reader, r.engine, &opt, &r.err), PAL_OK, "%s",
                 r.err.msg);
    lexicon_read(&r, text);
    pal_tag tag;
    found f = {.alpha = lexicon_tag(&r, "alpha", &tag) != NULL,
               .rest = lexicon_tag(&r, "rest", &tag) != NULL};
    lexicon_close(&r);
    folder_remove(&folder);
    return f;
}

Test(model_general, is_proposed_where_it_stands_alone)
{
    found f = read_text("kelpo");
    cr_expect(f.rest && !f.alpha);
}

Test(model_general, is_not_proposed_in_a_clause_that_names_a_theme)
{
    found f = read_text("kelpo 3 jono");
    cr_expect(f.alpha && !f.rest);
}

Test(model_general, is_proposed_beside_a_theme_of_another_clause)
{
    found f = read_text("Jono. Kelpo 3.");
    cr_expect(f.alpha && f.rest);
}
