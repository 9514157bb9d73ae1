/* lexicon_help.h -- small lexicon folders, and readings of single texts */
#ifndef PAL_TESTS_LEXICON_HELP_H
#define PAL_TESTS_LEXICON_HELP_H

#include <criterion/criterion.h>

#include "base/str.h"
#include "folder_help.h"

/* The text of each file of a lexicon folder; NULL: the header line alone. Theme rules and
 * the rest get their header here. */
typedef struct lexicon_texts {
    const char
        *themes; /* NULL: three themes, alpha, beta and rest (which yields to all) */
    const char *classes_fi, *classes_en;
    const char *rules_fi, *rules_en;
    const char *valence_fi, *valence_en;
    const char *modifiers_fi, *modifiers_en;
    const char *emoji;
} lexicon_texts;

static inline void lexicon_file(const char *folder, const char *name, const char *header,
                                const char *rest)
{
    size_t len = strlen(header) + (rest ? strlen(rest) : 0) + 2;
    char *text = malloc(len);
    if (!text)
        abort();
    snprintf(text, len, "%s\n%s", header, rest ? rest : "");
    folder_write(folder, name, text);
    free(text);
}

/* A new folder with these files; folder_remove() it. */
static inline folder_path lexicon_new(const lexicon_texts *t)
{
    static const char theme[] = "id\tgroup\tkind\tyields\tlabel_fi\tlabel_en";
    static const char class[] = "class\tmembers";
    static const char rule[] = "theme\tpolarity\trule\tunless\tnote";
    static const char valence[] = "phrase\tvalence\tnote";
    static const char modifier[] = "phrase\trole\tweight\tnote";
    folder_path folder = folder_new();
    mkdir(folder_join(folder.text, "themes").text, 0777);
    mkdir(folder_join(folder.text, "sentiment").text, 0777);
    lexicon_file(folder.text, "themes.tsv", theme,
                 t->themes ? t->themes
                           : "alpha\tone\tpain\t\tAlfa\tAlpha\n"
                             "beta\tone\tpain\t\tBeeta\tBeta\n"
                             "rest\ttwo\tsignal\tall\tMuu\tRest\n");
    lexicon_file(folder.text, "classes.fi.tsv", class, t->classes_fi);
    lexicon_file(folder.text, "classes.en.tsv", class, t->classes_en);
    lexicon_file(folder.text, "themes/one.fi.tsv", rule, t->rules_fi);
    lexicon_file(folder.text, "themes/one.en.tsv", rule, t->rules_en);
    lexicon_file(folder.text, "sentiment/valence.fi.tsv", valence, t->valence_fi);
    lexicon_file(folder.text, "sentiment/valence.en.tsv", valence, t->valence_en);
    lexicon_file(folder.text, "sentiment/modifiers.fi.tsv", modifier, t->modifiers_fi);
    lexicon_file(folder.text, "sentiment/modifiers.en.tsv", modifier, t->modifiers_en);
    lexicon_file(folder.text, "sentiment/emoji.tsv", "emoji\tvalence\tnote", t->emoji);
    return folder;
}

/* An engine and a reader of it. */
typedef struct lexicon_reader {
    pal_engine *engine;
    pal_reader *reader;
    pal_error err;
} lexicon_reader;

/* `folder` NULL: the project's own lexicons and models. Fails the test when they cannot
 * be opened. */
static inline lexicon_reader lexicon_open(const char *folder, const char *morphology,
                                          pal_language language)
{
    lexicon_reader r = {.engine = NULL};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = folder ? folder : "lexicons";
    opt.morphology = morphology;
    opt.language = language;
    opt.no_model = true; /* the facts are those of the rules */
    pal_status status = pal_engine_open(&r.engine, &opt, &r.err);
    cr_assert_eq(status, PAL_OK, "%s:%zu:%zu: %s", r.err.at.file ? r.err.at.file : "",
                 r.err.at.line, r.err.at.column, r.err.msg);
    status = pal_reader_open(&r.reader, r.engine, &opt, &r.err);
    cr_assert_eq(status, PAL_OK, "%s", r.err.msg);
    return r;
}

static inline void lexicon_close(lexicon_reader *r)
{
    pal_reader_close(r->reader);
    pal_engine_close(r->engine);
}

static inline lexicon_reader lexicon_open_texts(const lexicon_texts *texts,
                                                const char *morphology,
                                                pal_language language)
{
    folder_path folder = lexicon_new(texts);
    lexicon_reader r = lexicon_open(folder.text, morphology, language);
    folder_remove(&folder);
    return r;
}

static inline pal_reading_view lexicon_read(const lexicon_reader *r, const char *text)
{
    pal_reading_view view = {.language = PAL_LANGUAGE_OTHER};
    cr_assert_eq(pal_read(r->reader, pal_str_from(text), &view, NULL), PAL_OK, "%s",
                 text);
    return view;
}

/* The tag of a theme in the text read last; NULL = none. */
static inline const pal_tag *lexicon_tag(const lexicon_reader *r, const char *theme,
                                         pal_tag *out)
{
    pal_tag tags[64];
    size_t count = pal_reader_tags(r->reader, tags, 64);
    for (size_t i = 0; i < count && i < 64; i++)
        if (pal_str_equal(pal_engine_theme(r->engine, tags[i].theme)->id,
                          pal_str_from(theme))) {
            *out = tags[i];
            return out;
        }
    return NULL;
}

/* "-", or "neg", "neu", "pos": how the text read last has the theme. */
static inline const char *lexicon_polarity(const lexicon_reader *r, const char *theme)
{
    pal_tag tag;
    return lexicon_tag(r, theme, &tag) ? pal_polarity_name(tag.polarity) : "-";
}

#endif /* PAL_TESTS_LEXICON_HELP_H */
