#include "lexicon_help.h"

#include "base/arena.h"
#include "lexicon/lexicon.h"
#include "text/passage.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* A file in a folder that is fine but for it. `line` and `column` count from 1, in bytes.
 */
typedef struct mistake {
    const char *name; /* of the fact */
    const char *file, *text;
    size_t line, column;
} mistake;

#define RULES "themes/one.fi.tsv", "theme\tpolarity\trule\tunless\tnote\n"
#define VALENCE "sentiment/valence.fi.tsv", "phrase\tvalence\tnote\n"
#define MODIFIER "sentiment/modifiers.en.tsv", "phrase\trole\tweight\tnote\n"
#define CLASSES "classes.fi.tsv", "class\tmembers\n"
#define QUESTIONS "questions.tsv", "phrase\tasks\tnote\n"
#define COMMON "common.tsv", "language\tword\tcount\n"
#define THEMES "themes.tsv", "id\tgroup\tkind\tyields\tlabel_fi\tlabel_en\n"

static const mistake mistakes[] = {
    {"unknown theme", RULES "gamma\tneg\tjono\n", 2, 1},
    {"no theme", RULES "\tneg\tjono\n", 2, 1},
    {"unknown polarity", RULES "alpha\tbad\tjono\n", 2, 7},
    {"no polarity", RULES "alpha\t\tjono\n", 2, 7},
    {"neu is never fixed", RULES "alpha\tneu!\tjono\n", 2, 7},
    {"empty rule", RULES "alpha\tneg\t\tlippu\n", 2, 11},
    {"too many columns", RULES "alpha\tneg\tjono\t\tnote\tmore\n", 2, 22},
    {"unknown class", RULES "alpha\tneg\tjono @lyhyt\n", 2, 16},
    {"class of the other language", RULES "alpha\tneg\t@english\n", 2, 11},
    {"class among alternatives", RULES "alpha\tneg\t(jono|@pitkä)\n", 2, 17},
    {"no letters", RULES "alpha\tneg\tjono =\n", 2, 16},
    {"only a star", RULES "alpha\tneg\t*\n", 2, 11},
    {"only two stars", RULES "alpha\tneg\t**\n", 2, 11},
    {"bad character", RULES "alpha\tneg\tjo/no\n", 2, 13},
    {"two kinds at once", RULES "alpha\tneg\t~jono*\n", 2, 11},
    {"parenthesis left open", RULES "alpha\tneg\t(jono|pitkä\n", 2, 11},
    {"empty parentheses", RULES "alpha\tneg\t()\n", 2, 11},
    {"empty alternative", RULES "alpha\tneg\t(jono||pitkä)\n", 2, 17},
    {"empty last alternative", RULES "alpha\tneg\t(jono|)\n", 2, 12},
    {"hyphen among alternatives", RULES "alpha\tneg\t(a|hinta-laatu)\n", 2, 14},
    {"hyphen without a word", RULES "alpha\tneg\thinta-\n", 2, 11},
    {"gap first", RULES "alpha\tneg\t.. jono\n", 2, 11},
    {"gap last", RULES "alpha\tneg\tjono ..\n", 2, 16},
    {"two gaps", RULES "alpha\tneg\tjono .. .. pitkä\n", 2, 19},
    {"gap of nothing", RULES "alpha\tneg\tjono ..0 pitkä\n", 2, 16},
    {"gap too wide", RULES "alpha\tneg\tjono ..10 pitkä\n", 2, 16},
    {"gap of letters", RULES "alpha\tneg\tjono ..x pitkä\n", 2, 16},
    {"empty side", RULES "alpha\tneg\tjono &\n", 2, 11},
    {"five sides", RULES "alpha\tneg\ta & b & c & d & e\n", 2, 26},
    {"too long", RULES "alpha\tneg\ta b c d e f g h i j k l m\n", 2, 35},
    {"nothing that must be there", RULES "alpha\tneg\tjono?\n", 2, 11},
    {"begins with any word", RULES "alpha\tneg\t_ jono\n", 2, 13},
    {"expression left open", RULES "alpha\tneg\t/jono\n", 2, 11},
    {"empty expression", RULES "alpha\tneg\t//\n", 2, 11},
    {"wrong expression", RULES "alpha\tneg\t/jono(/\n", 2, 17},
    {"expression in unless", RULES "alpha\tneg\tjono\t/lippu/\n", 2, 16},
    {"empty unless", RULES "alpha\tneg\tjono\tlippu ; ; koira\n", 2, 23},
    {"mistake in the second unless", RULES "alpha\tneg\tjono\tlippu ; (koira\n", 2, 24},
    {"local class without members", RULES "@own\t\t\n", 2, 7},
    {"local class of a known name", RULES "@pitkä\t\tjono\n", 2, 10},
    {"later line", RULES "\n# note\nalpha\tneg\tjono\ngamma\tneg\tjono\n", 5, 1},
    {"wrong header", "themes/one.fi.tsv", "theme\tpolarity\tword\n", 1, 16},
    {"no header", "themes/one.fi.tsv", "alpha\tneg\tjono\n", 1, 1},
    {"empty file", "themes/one.fi.tsv", "", 1, 1},
    {"not UTF-8", RULES "alpha\tneg\thyv\xE4\n", 0, 0},
    {"decomposed letters", RULES "alpha\tneg\thyva\xCC\x88\n", 0, 0},
    {"valence 0", VALENCE "jono\t0\n", 2, 6},
    {"valence too large", VALENCE "jono\t5.1\n", 2, 6},
    {"valence too small", VALENCE "jono\t-6\n", 2, 6},
    {"valence with a comma", VALENCE "jono\t1,5\n", 2, 6},
    {"no valence", VALENCE "jono\n", 2, 5},
    {"gap in a phrase", VALENCE "ei .. hyvä\t-1\n", 2, 4},
    {"sides in a phrase", VALENCE "ei & hyvä\t-1\n", 2, 1},
    {"class in a phrase", VALENCE "@pitkä\t-1\n", 2, 1},
    {"unknown role", MODIFIER "very\tboost\t2\n", 2, 6},
    {"weight too large", MODIFIER "very\tbooster\t6\n", 2, 14},
    {"weight of letters", MODIFIER "very\tbooster\tx\n", 2, 14},
    {"class defined twice", CLASSES "pitkä\ta\npitkä\tb\n", 3, 8},
    {"class without a name", CLASSES "\ta\n", 2, 1},
    {"class name with a capital", CLASSES "Pitkä\ta\n", 2, 1},
    {"class name with a hyphen", CLASSES "tosi-pitkä\ta\n", 2, 1},
    {"local class name with a capital", RULES "@Oma\t\tjono\n", 2, 1},
    {"class without members", CLASSES "pitkä\t\n", 2, 8},
    {"class in a class", CLASSES "pitkä\ta|@muu\n", 2, 10},
    {"class of two words", CLASSES "pitkä\thinta-laatu\n", 2, 8},
    {"theme defined twice", THEMES "alpha\tone\tpain\t\tA\tA\nalpha\tone\tpain\t\tA\tA\n",
     3, 1},
    {"theme without an id", THEMES "\tone\tpain\t\tA\tA\n", 2, 1},
    {"theme with capitals", THEMES "Alpha\tone\tpain\t\tA\tA\n", 2, 1},
    {"unknown way to yield", THEMES "alpha\tone\tpain\tsome\tA\tA\n", 2, 16},
    {"questions without a header", "questions.tsv", "hinta\tfaults\n", 1, 1},
    {"questions with a wrong header", "questions.tsv", "phrase\tasked\tnote\n", 1, 8},
    {"questions with too many columns", QUESTIONS "hinta\tfaults\tnote\tmore\n", 2, 19},
    {"question of an unknown class", QUESTIONS "mitä parannettavaa\tblame\n", 2, 21},
    {"question of no class", QUESTIONS "mitä parannettavaa\n", 2, 20},
    {"question without a phrase", QUESTIONS "\tfaults\n", 2, 1},
    {"question with a capital", QUESTIONS "Mitä parannettavaa\tfaults\n", 2, 1},
    {"question with a sign", QUESTIONS "mitä parannettavaa?\tfaults\n", 2, 1},
    {"question of two spaces", QUESTIONS "mitä  parannettavaa\tfaults\n", 2, 1},
    {"question with a star inside", QUESTIONS "par*taa\tfaults\n", 2, 1},
    {"question of only a star", QUESTIONS "*\tfaults\n", 2, 1},
    {"question given twice",
     QUESTIONS "# note\nparanta*\tfaults\nhyvin\tmerits\nparanta*\tmerits\n", 5, 1},
    {"common words without a header", "common.tsv", "fi\tja\t10\n", 1, 1},
    {"common words with a wrong header", "common.tsv", "language\tform\tcount\n", 1, 10},
    {"common word in no language", COMMON "sv\toch\t10\n", 2, 1},
    {"common word without a language", COMMON "\toch\t10\n", 2, 1},
    {"common word without text", COMMON "fi\t\t10\n", 2, 4},
    {"common word without a count", COMMON "fi\tja\n", 2, 6},
    {"common word with a count of letters", COMMON "fi\tja\tmany\n", 2, 7},
    {"common word with a fraction", COMMON "fi\tja\t1.5\n", 2, 7},
    {"common word counted below 0", COMMON "fi\tja\t-1\n", 2, 7},
    {"common word with too large a count", COMMON "fi\tja\t2147483648\n", 2, 7},
    {"common word given twice", COMMON "fi\tja\t10\nen\tja\t1\nfi\tja\t9\n", 4, 4},
    {"emoji given twice", "sentiment/emoji.tsv", "emoji\tvalence\tnote\n😀\t3\n😀\t2\n", 3,
     1},
};

static const lexicon_texts sound = {
    .classes_fi = "pitkä\tpitkä|loputon\n",
    .classes_en = "english\tlong\n",
};

static pal_status open_folder(const char *folder, pal_error *err)
{
    pal_options opt = PAL_OPTIONS_INIT;
    opt.lexicons = folder;
    opt.morphology = "snowball";
    pal_engine *engine = NULL;
    pal_status status = pal_engine_open(&engine, &opt, err);
    if (status != PAL_OK)
        cr_expect_null(engine, "out was touched");
    pal_engine_close(engine);
    return status;
}

Test(lexicon_mistakes, each_is_told_with_file_line_and_column)
{
    for (size_t i = 0; i < COUNT(mistakes); i++) {
        const mistake *m = &mistakes[i];
        folder_path folder = lexicon_new(&sound);
        folder_write(folder.text, m->file, m->text);
        pal_error err = {0};
        cr_expect_eq(open_folder(folder.text, &err), PAL_EFORMAT, "%s: accepted",
                     m->name);
        cr_expect(err.at.file &&
                      pal_str_ends(pal_str_from(err.at.file), pal_str_from(m->file)),
                  "%s: file %s", m->name, err.at.file ? err.at.file : "none");
        cr_expect(err.at.line == m->line && err.at.column == m->column, "%s: %zu:%zu: %s",
                  m->name, err.at.line, err.at.column, err.msg);
        cr_expect(err.msg[0] != '\0' && err.msg[strlen(err.msg) - 1] != '.', "%s: %s",
                  m->name, err.msg);
        folder_remove(&folder);
    }
}

Test(lexicon_mistakes, a_sound_folder_is_opened)
{
    static const lexicon_texts texts = {
        .classes_fi = "# comment\r\n\r\npitkä\tpitkä | loputon\r\n",
        .rules_fi = "alpha\tneg!\tjono\nalpha\tpos!\tjono pitkä\t\t\n@oma\t\tkoira\n"
                    "beta\tjudged\t@oma\n",
        .valence_fi = "ei moitteen sijaa\t4\nhyvä\t0.5\n",
        .modifiers_fi = "tosi\tbooster\t1.5\n",
        .emoji = ":)\t2\n",
    };
    folder_path folder = lexicon_new(&texts);
    pal_error err = {0};
    cr_expect_eq(open_folder(folder.text, &err), PAL_OK, "%s", err.msg);
    cr_expect_eq(err.code, PAL_OK);
    folder_remove(&folder);
}

Test(lexicon_mistakes, files_that_may_be_missing_are_read_where_they_stand)
{
    folder_path folder = lexicon_new(&sound);
    folder_write(folder.text, "questions.tsv",
                 "phrase\tasks\tnote\n# note\n\nmitä paran*\tfaults\tnote\n"
                 "what's good\tmerits\nmiksi\topen\n");
    folder_write(folder.text, "common.tsv",
                 "# note\nlanguage\tword\tcount\nfi\tja\t10\nen\tja\t0\n");
    pal_error err = {0};
    cr_expect_eq(open_folder(folder.text, &err), PAL_OK, "%zu:%zu: %s", err.at.line,
                 err.at.column, err.msg);
    folder_remove(&folder);
}

Test(lexicon_mistakes, a_missing_file_is_named)
{
    static const char *const files[] = {
        "themes.tsv",          "classes.fi.tsv",           "classes.en.tsv",
        "sentiment/emoji.tsv", "sentiment/valence.fi.tsv", "sentiment/modifiers.en.tsv",
    };
    for (size_t i = 0; i < COUNT(files); i++) {
        folder_path folder = lexicon_new(&sound);
        unlink(folder_join(folder.text, files[i]).text);
        pal_error err = {0};
        cr_expect_eq(open_folder(folder.text, &err), PAL_ENOINPUT, "%s", files[i]);
        cr_expect(err.at.file &&
                      pal_str_ends(pal_str_from(err.at.file), pal_str_from(files[i])),
                  "%s", files[i]);
        folder_remove(&folder);
    }
    cr_expect_eq(open_folder("/nowhere/lexicons", NULL), PAL_ENOINPUT);
}

static const pal_word *word_of(void *ctx, pal_str folded, pal_language language)
{
    (void)language;
    return pal_words_find(ctx, folded, PAL_WORD_LETTERS);
}

/* One step is smaller than most of the pieces that are asked for. */
Test(lexicon_mistakes, every_memory_limit_is_survived)
{
    enum { STEP = 769, MOST = 64 * 1024 * 1024 };
    static const lexicon_texts texts = {
        .classes_fi = "pitkä\tpitkä|loputon\n",
        .rules_fi =
            "alpha\tneg\t@pitkä & ~jono\tlippu ; koira\nbeta\tauto\t/jono(ssa)?/\n"
            "beta\tneu\t(hinta|*aika|toimitus+|+aika|<num>|*ist*) ..2 kallis?\n",
        .rules_en = "alpha\tneg\tqueue\n",
        .valence_fi = "ei moitteen sijaa\t4\n",
        .modifiers_fi = "ei\tnegator\n",
        .emoji = ":)\t2\n",
    };
    folder_path folder = lexicon_new(&texts);
    pal_words *words = NULL;
    cr_assert_eq(pal_words_open(&words, NULL, PAL_MORPHOLOGY_SNOWBALL, NULL, NULL, NULL),
                 PAL_OK);
    pal_status status = PAL_ENOMEM;
    for (size_t limit = 1; status != PAL_OK && limit < MOST; limit += STEP) {
        pal_arena *mem = pal_arena_open(limit);
        pal_lexicon *lex = NULL;
        pal_error err = {0};
        status = pal_lexicon_open(&lex, mem, folder.text, word_of, words, &err);
        cr_assert(status == PAL_OK ||
                      (status == PAL_ENOMEM && err.code == PAL_ENOMEM && !lex),
                  "limit %zu: %s", limit, err.msg);
        pal_lexicon_close(lex);
        pal_arena_close(mem);
    }
    cr_expect_eq(status, PAL_OK);
    pal_words_close(words);
    folder_remove(&folder);
}
