/* Coded files and models of own themes: what they may be, and what is refused. */
#include "train_help.h"

#include "base/io.h"
#include "model/model.h"

#include <xlsxwriter.h>

enum { TEXT_MAX = 16384, TEXTS = 12 };

static const lexicon_texts texts = {.rules_fi = "alpha\tneg\tjono\n",
                                    .valence_fi = "hyvä\t3\n"};

static const train_wish own = {.themes = true, .own_ids = true};

/* What stands around theme, words and number of a row. */
typedef struct row_form {
    const char *header, *before, *between, *gap, *after;
} row_form;

static const row_form csv_form = {"themes;comment", "", ";\"", "\n", "\""};
static const row_form toned = {"overall\tcode\tthemes\tcomment", "neu\t", "\t\t", " ",
                               ""};
static const row_form tabs = {"themes\tcomment", "", "\t", " ", ""};

/* Rows "Hissi", "haju" and none by turns. */
static void write_codes(const char *folder, const char *name, const row_form *form)
{
    static const char *const lines[][2] = {{"Hissi", "hissi, joka seisoi"},
                                           {"haju", "kellarin tuoksu"},
                                           {"", "aurinko paistoi"}};
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof text, "%s\n", form->header);
    for (int i = 0; i < TEXTS * 3; i++)
        len += snprintf(text + len, sizeof text - (size_t)len, "%s%s%s%s%s%d%s\n",
                        form->before, lines[i % 3][0], form->between, lines[i % 3][1],
                        form->gap, i, form->after);
    folder_write(folder, name, text);
}

static char *bytes_of(const char *folder, const char *model, train_wish wish, size_t *len)
{
    train_model(folder, model, wish);
    char *bytes = folder_read(folder, model, len);
    cr_assert_not_null(bytes);
    return bytes;
}

/* The rows of write_codes() as a workbook: the comment before the themes. */
static void write_workbook(const char *folder, const char *name)
{
    static const char *const lines[][2] = {{"Hissi", "hissi, joka seisoi "},
                                           {"haju", "kellarin tuoksu "},
                                           {"", "aurinko paistoi "}};
    folder_path path = folder_join(folder, name);
    lxw_workbook *book = workbook_new(path.text);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    worksheet_write_string(sheet, 0, 0, "comment", NULL);
    worksheet_write_string(sheet, 0, 1, "themes", NULL);
    for (int i = 0; i < TEXTS * 3; i++) {
        char text[64];
        snprintf(text, sizeof text, "%s%d", lines[i % 3][1], i);
        worksheet_write_string(sheet, (lxw_row_t)i + 1, 0, text, NULL);
        worksheet_write_string(sheet, (lxw_row_t)i + 1, 1, lines[i % 3][0], NULL);
    }
    cr_assert_eq(workbook_close(book), LXW_NO_ERROR);
}

Test(own_files, the_same_table_as_csv_or_workbook_gives_the_same_model)
{
    static const char *const others[] = {"codes.csv", "Codes.XLSX"};
    folder_path folder = lexicon_new(&texts);
    size_t len;
    write_codes(folder.text, "gold.tsv", &tabs);
    write_codes(folder.text, others[0], &csv_form);
    write_workbook(folder.text, others[1]);
    char *bytes = bytes_of(folder.text, "a.model", own, &len);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        train_wish wish = own;
        size_t other_len;
        wish.gold = others[i];
        char *other = bytes_of(folder.text, "b.model", wish, &other_len);
        cr_assert_eq(other_len, len, "%s", others[i]);
        cr_expect_eq(memcmp(bytes, other, len), 0, "%s", others[i]);
        free(other);
    }
    free(bytes);
    folder_remove(&folder);
}

/* A cell of two lines and an empty row before it. */
Test(own_files, a_mistake_in_a_workbook_is_told_with_its_row)
{
    static const char *const cells[][2] = {
        {"comment", "themes"}, {"first\nsecond", "x"}, {NULL, NULL}, {"third", "a b"}};
    folder_path folder = lexicon_new(&texts);
    folder_path path = folder_join(folder.text, "codes.xlsx");
    lxw_workbook *book = workbook_new(path.text);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    for (lxw_row_t r = 0; r < sizeof cells / sizeof *cells; r++)
        for (lxw_col_t c = 0; c < 2 && cells[r][c]; c++)
            worksheet_write_string(sheet, r, c, cells[r][c], NULL);
    cr_assert_eq(workbook_close(book), LXW_NO_ERROR);
    train_wish wish = own;
    wish.gold = "codes.xlsx";
    pal_error err = {0};
    pal_trainer *trainer = NULL;
    cr_expect_eq(train_try(folder.text, "own.model", wish, &trainer, &err), PAL_EFORMAT);
    cr_expect(strstr(err.msg, "'a b'"), "%s", err.msg);
    cr_expect_eq(err.at.line, 4u, "%zu", err.at.line);
    folder_remove(&folder);
}

Test(own_files, mistakes_are_told_with_their_line)
{
    static const struct {
        const char *name, *gold, *text, *says;
        size_t line;
    } cases[] = {
        {"an id of the lexicon", "gold.tsv", "themes\tcomment\nx\ta\nalpha\tb\n",
         "of the lexicon", 3},
        {"a space", "gold.tsv", "themes\tcomment\nslow lift\ta\n", "cannot be the id", 2},
        {"a polarity that is none", "gold.tsv", "themes\tcomment\nx:bad\ta\n",
         "not neg, neu or pos", 2},
        {"no column of themes", "gold.tsv", "codes\tcomment\nx\ta\n", "themes", 1},
        {"no theme at all", "gold.tsv", "themes\tcomment\n\ta\n", "no theme", 0},
        {"CSV with the line of its row", "codes.csv",
         "themes,comment\nx,\"a\nb\"\nslow lift,b\n", "cannot be the id", 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        folder_path folder = lexicon_new(&texts);
        folder_write(folder.text, cases[i].gold, cases[i].text);
        train_wish wish = own;
        wish.gold = cases[i].gold;
        pal_error err = {0};
        pal_trainer *trainer = NULL;
        cr_expect_eq(train_try(folder.text, "own.model", wish, &trainer, &err),
                     PAL_EFORMAT, "%s", cases[i].name);
        cr_expect(strstr(err.msg, cases[i].says), "%s: %s", cases[i].name, err.msg);
        cr_expect_eq(err.at.line, cases[i].line, "%s: line %zu", cases[i].name,
                     err.at.line);
        cr_expect_null(trainer);
        cr_expect_not(folder_has(folder.text, "own.model"), "%s", cases[i].name);
        folder_remove(&folder);
    }
}

Test(own_files, themes_of_few_comments_alone_are_nothing_to_learn)
{
    folder_path folder = lexicon_new(&texts);
    char text[TEXT_MAX];
    int len = snprintf(text, sizeof text, "themes\tcomment\n");
    for (int i = 0; i < 30; i++)
        len += snprintf(text + len, sizeof text - (size_t)len, "%s\tasia %d\n",
                        i < 4 ? "harva" : "", i);
    folder_write(folder.text, "gold.tsv", text);
    pal_error err = {0};
    pal_trainer *trainer = NULL;
    cr_expect_eq(train_try(folder.text, "own.model", own, &trainer, &err), PAL_EFORMAT);
    cr_expect(strstr(err.msg, "nothing to learn"), "%s", err.msg);
    folder_remove(&folder);
}

/* More themes than a machine word has bits. */
Test(own_files, a_hundred_themes_are_learnt)
{
    enum { THEMES = 100, EACH = 6 };
    char *text = malloc(1 << 20);
    cr_assert_not_null(text);
    int len = snprintf(text, 1 << 20, "themes\tcomment\n");
    for (int i = 0; i < THEMES * EACH; i++)
        len += snprintf(text + len, (size_t)((1 << 20) - len), "t%03d\tsana%dx asia %d\n",
                        i % THEMES, i % THEMES * 7919, i);
    folder_path folder = lexicon_new(&texts);
    folder_write(folder.text, "gold.tsv", text);
    free(text);
    pal_error err = {0};
    pal_trainer *trainer = NULL;
    cr_assert_eq(train_try(folder.text, "own.model", own, &trainer, &err), PAL_OK, "%s",
                 err.msg);
    const pal_training *t = pal_trainer_view(trainer);
    cr_assert_eq(t->class_count, (size_t)THEMES);
    for (size_t i = 0; i < THEMES; i++)
        cr_expect(t->classes[i].learnt && t->classes[i].gold == EACH);
    cr_expect(t->classes[99].right > 0);
    pal_trainer_close(trainer);
    folder_remove(&folder);
}

static pal_status open_with(const char *folder, const char *first, const char *second,
                            pal_language language, pal_error *err)
{
    folder_path a = folder_join(folder, first);
    folder_path b = folder_join(folder, second ? second : first);
    const char *models[] = {a.text, second ? b.text : NULL, NULL};
    pal_engine *engine = NULL;
    pal_reader *reader = NULL;
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = folder;
    opt.morphology = "snowball";
    opt.language = language;
    opt.own_themes = models;
    pal_status status = pal_engine_open(&engine, &opt, err);
    if (status == PAL_OK)
        status = pal_reader_open(&reader, engine, &opt, err);
    pal_reader_close(reader);
    pal_engine_close(engine);
    return status;
}

Test(own_files, models_that_do_not_fit_are_refused)
{
    folder_path folder = lexicon_new(&texts);
    pal_error err = {0};
    write_codes(folder.text, "gold.tsv", &tabs);
    train_model(folder.text, "own.model", own);
    cr_expect_eq(open_with(folder.text, "own.model", NULL, PAL_LANGUAGE_FI, &err), PAL_OK,
                 "%s", err.msg);
    cr_expect_eq(open_with(folder.text, "own.model", NULL, PAL_LANGUAGE_EN, &err),
                 PAL_EUSAGE);
    cr_expect(strstr(err.msg, "for 'fi'"), "%s", err.msg);
    err = (pal_error){0};
    cr_expect_eq(open_with(folder.text, "own.model", "own.model", PAL_LANGUAGE_FI, &err),
                 PAL_EFORMAT);
    cr_expect(strstr(err.msg, "second model"), "%s", err.msg);
    err = (pal_error){0};
    cr_expect_eq(open_with(folder.text, "gold.tsv", NULL, PAL_LANGUAGE_FI, &err),
                 PAL_EFORMAT);
    cr_expect_str_eq(err.msg, "is not a model of palaute");
    write_codes(folder.text, "gold.tsv", &toned);
    train_model(folder.text, "tone.model", (train_wish){.themes = false});
    err = (pal_error){0};
    cr_expect_eq(open_with(folder.text, "tone.model", NULL, PAL_LANGUAGE_FI, &err),
                 PAL_EFORMAT);
    cr_expect(strstr(err.msg, "not of own themes"), "%s", err.msg);
    folder_remove(&folder);
}

/* Whoever writes a model may write anything into it. */
Test(own_files, a_model_with_an_id_that_is_none_is_refused)
{
    static const pal_str ids[] = {PAL_INIT(""), PAL_INIT("a;b"), PAL_INIT("a b"),
                                  PAL_INIT("\xFF"), PAL_INIT("=a")};
    folder_path folder = lexicon_new(&texts);
    folder_path path = folder_join(folder.text, "own.model");
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const pal_model_class class = {.name = ids[i], .scale = 1, .threshold = 0.5};
        pal_error err = {0};
        pal_buf bytes = {0};
        pal_model_write(&bytes, &(pal_model_view){.kind = PAL_MODEL_OWN,
                                                  .language = PAL_LANGUAGE_FI,
                                                  .value_scale = 1,
                                                  .classes = &class,
                                                  .class_count = 1});
        cr_assert_eq(pal_io_write(path.text, pal_buf_view(&bytes), NULL), PAL_OK);
        cr_expect_eq(open_with(folder.text, "own.model", NULL, PAL_LANGUAGE_FI, &err),
                     PAL_EFORMAT, "id %zu", i);
        cr_expect(strstr(err.msg, "damaged"), "id %zu: %s", i, err.msg);
        pal_buf_release(&bytes);
    }
    folder_remove(&folder);
}

/* The lexicon that a model meets later may have got a theme of the same id. */
Test(own_files, an_id_that_the_lexicon_has_by_now_is_refused)
{
    folder_path folder = lexicon_new(&texts);
    pal_error err = {0};
    write_codes(folder.text, "gold.tsv", &tabs);
    train_model(folder.text, "own.model", own);
    lexicon_file(folder.text, "themes.tsv", "id\tgroup\tkind\tyields\tlabel_fi\tlabel_en",
                 "alpha\tone\tpain\t\tAlfa\tAlpha\nhaju\tone\tpain\t\tHaju\tSmell\n");
    cr_expect_eq(open_with(folder.text, "own.model", NULL, PAL_LANGUAGE_FI, &err),
                 PAL_EFORMAT);
    cr_expect(strstr(err.msg, "'haju'"), "%s", err.msg);
    folder_remove(&folder);
}

Test(own_files, only_own_themes_needs_some)
{
    folder_path folder = lexicon_new(&texts);
    pal_engine *engine = NULL;
    pal_error err = {0};
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = folder.text;
    opt.only_own_themes = true;
    cr_expect_eq(pal_engine_open(&engine, &opt, &err), PAL_EUSAGE);
    cr_expect_null(engine);
    folder_remove(&folder);
}
