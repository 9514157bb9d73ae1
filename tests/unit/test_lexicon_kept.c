/* Compiled rules that are kept for the next run: the same findings, or nothing. */
#include <unistd.h>

#include "lexicon_help.h"

#include "base/io.h"
#include "lexicon/entry.h"
#include "lexicon/kept.h"
#include "lexicon/kept_inside.h"
#include "text/passage.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static const char basis[PAL_DIGEST_HEX_LEN + 1] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
static const char other[PAL_DIGEST_HEX_LEN + 1] =
    "1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/* Every kind of rule, and as many of them as are worth a file. */
static folder_path make_folder(void)
{
    static const char kinds[] =
        "alpha\tneg\t@pitkä & ~jono\tlippu ; hyvä koira\nbeta\tauto\t/jono(ssa)?/\n"
        "beta\tneu\t(hinta|*aika|toimitus+|+aika|<num>|*ist*) ..2 kallis?\tei _ ole\n"
        "alpha\tpos!\tkylmä? kahvi\nrest\tjudged\t=juuri etu*\n@oma\t\tkoira|kissa\n"
        "beta\tjudged\t@oma\n";
    enum { RULES = 1200, LINE = 40 };
    char *rules = malloc(sizeof kinds + (size_t)RULES * LINE);
    cr_assert(rules);
    strcpy(rules, kinds);
    for (int i = 0; i < RULES; i++)
        snprintf(rules + strlen(rules), LINE, "alpha\tauto\tsana%d loppu\n", i);
    lexicon_texts texts = {
        .classes_fi = "pitkä\tpitkä|loputon\n",
        .rules_fi = rules,
        .rules_en = "alpha\tneg\tqueue\nbeta\tpos\t/^nice( one)?$/\n",
        .valence_fi = "ei moitteen sijaa\t4\nhyvä\t2.5\n",
        .valence_en = "lousy\t-3\n",
        .modifiers_fi = "ei\tnegator\ntosi\tbooster\t1.5\nmutta\tcontrast\n",
        .emoji = ":)\t2\n😡\t-3\n",
    };
    folder_path folder = lexicon_new(&texts);
    free(rules);
    folder_write(folder.text, "stopwords.fi.tsv", "word\nja\n");
    folder_write(folder.text, "questions.tsv", "phrase\tasks\nmitä paran*\tfaults\n");
    folder_write(folder.text, "common.tsv", "language\tword\tcount\nfi\tloppu\t10\n");
    return folder;
}

/* A lexicon with words of its own, and how many words it asked for. */
typedef struct opened {
    pal_arena *mem;
    pal_words *rule_words, *words;
    pal_lexicon *lex;
    size_t asked;
} opened;

static const pal_word *ask(void *ctx, pal_str folded, pal_language language)
{
    opened *o = ctx;
    (void)language;
    o->asked++;
    return pal_words_find(o->rule_words, folded, PAL_WORD_LETTERS);
}

static bool complete(void *ctx, pal_arena *mem, pal_word *word, pal_language language)
{
    const opened *o = ctx;
    return pal_lexicon_word(o->lex, NULL, mem, word, language);
}

static void open_with(opened *o, const char *folder, const char *file,
                      const char *prepared, const char *on)
{
    *o = (opened){.mem = pal_arena_open(64 << 20)};
    cr_assert_eq(
        pal_words_open(&o->rule_words, NULL, PAL_MORPHOLOGY_SNOWBALL, NULL, NULL, NULL),
        PAL_OK);
    cr_assert_eq(pal_words_open_beside(&o->words, o->rule_words, complete, o, NULL),
                 PAL_OK);
    pal_lexicon_keep keep = {.path = file, .prepared = prepared, .basis = on};
    pal_error err = {.code = PAL_OK};
    cr_assert_eq(
        pal_lexicon_open_kept(&o->lex, o->mem, folder, ask, o, on ? &keep : NULL, &err),
        PAL_OK, "%s", err.msg);
}

static void open_it(opened *o, const char *folder, const char *file, const char *on)
{
    open_with(o, folder, file, NULL, on);
}

static void close_it(opened *o)
{
    pal_lexicon_close(o->lex);
    pal_words_close(o->words);
    pal_words_close(o->rule_words);
    pal_arena_close(o->mem);
}

static const char *const texts[] = {
    "Pitkä, loputon jono! Hinta oli kallis, mutta kahvi hyvää.",
    "Jonossa 20 minuuttia kassajonolla; toimitusaika 5 kallista päivää :)",
    "sana7 loppu, sana1199 loput. Juuri etuna koira ja kissa 😡",
    "ei moitteen sijaa, kylmä kahvi, pitkä jono ja lippu",
    "tosi hyvä. ei hyvä",
    "lousy queue",
    "nice one",
    "",
};

static void find(pal_hits *out, const opened *o, pal_arena *mem, const char *text)
{
    pal_matcher *matcher = NULL;
    pal_passage passage;
    cr_assert_eq(pal_matcher_open(&matcher, o->lex, NULL), PAL_OK);
    cr_assert_eq(pal_passage_read(&passage, o->words, mem, pal_str_from(text),
                                  PAL_LANGUAGE_MIXED, NULL),
                 PAL_OK);
    cr_assert_eq(pal_matcher_marks(matcher, &passage, NULL), PAL_OK);
    pal_passage_clauses(&passage);
    cr_assert_eq(pal_matcher_run(out, matcher, mem, &passage, NULL), PAL_OK);
    pal_matcher_close(matcher);
}

static void expect_same_rule(const opened *a, const opened *b, uint32_t i)
{
    pal_rule_ref x = pal_lexicon_rule(a->lex, i);
    pal_rule_ref y = pal_lexicon_rule(b->lex, i);
    cr_expect(pal_str_equal(x.file, y.file) && x.line == y.line &&
                  pal_str_equal(x.text, y.text),
              "rule %u: %.*s:%u: %.*s", i, PAL_ARG(y.file), y.line, PAL_ARG(y.text));
}

/* Themes, rules, questions, digest; and the findings in the texts, of which there are
 * some. */
static void expect_same(const opened *a, const opened *b)
{
    size_t rules = pal_lexicon_rule_count(a->lex);
    cr_assert_eq(pal_lexicon_rule_count(b->lex), rules);
    for (uint32_t i = 0; i < rules; i++)
        expect_same_rule(a, b, i);
    cr_expect_eq(pal_lexicon_theme_count(a->lex), pal_lexicon_theme_count(b->lex));
    cr_expect(pal_str_equal(pal_lexicon_sha256(a->lex), pal_lexicon_sha256(b->lex)));
    cr_expect_eq(pal_lexicon_asked(b->lex, b->mem, PAL_STR("Mitä parannettavaa?")),
                 PAL_ASKED_FAULTS);
    cr_expect(pal_lexicon_is_stop(b->lex, PAL_LANGUAGE_FI, PAL_STR("ja"), PAL_STR("ja")));
    cr_expect(pal_lexicon_is_stop(b->lex, PAL_LANGUAGE_FI, PAL_STR(""), PAL_STR("ja")));
    cr_expect_not(
        pal_lexicon_is_stop(b->lex, PAL_LANGUAGE_FI, PAL_STR("jx"), PAL_STR("jaja")));
    size_t hits = 0;
    for (size_t t = 0; t < COUNT(texts); t++) {
        pal_arena *mem = pal_arena_open(1 << 20);
        pal_hits x;
        pal_hits y;
        find(&x, a, mem, texts[t]);
        find(&y, b, mem, texts[t]);
        cr_assert_eq(x.count, y.count, "'%s'", texts[t]);
        for (size_t i = 0; i < x.count; i++)
            cr_expect(x.items[i].rule == y.items[i].rule &&
                          x.items[i].tone == y.items[i].tone &&
                          x.items[i].valence == y.items[i].valence &&
                          x.items[i].theme == y.items[i].theme &&
                          x.items[i].start == y.items[i].start &&
                          x.items[i].end == y.items[i].end,
                      "'%s': finding %zu", texts[t], i);
        hits += x.count;
        pal_arena_close(mem);
    }
    cr_expect_gt(hits, 12u, "%zu", hits);
}

Test(lexicon_kept, finds_what_the_files_find_and_asks_for_no_word)
{
    folder_path folder = make_folder();
    folder_path file = folder_join(folder.text, "deep/rules");
    opened plain;
    opened first;
    opened second;
    open_it(&plain, folder.text, NULL, NULL);
    open_it(&first, folder.text, file.text, basis);
    open_it(&second, folder.text, file.text, basis);
    cr_expect_gt(first.asked, 1000u);
    cr_expect_eq(second.asked, 0u, "%zu", second.asked);
    expect_same(&plain, &first);
    expect_same(&plain, &second);
    close_it(&second);
    close_it(&first);
    close_it(&plain);
    folder_remove(&folder);
}

Test(lexicon_kept, prepared_rules_are_read_where_the_own_file_is_of_no_use)
{
    folder_path folder = make_folder();
    folder_path prepared = folder_join(folder.text, "prepared");
    folder_path own = folder_join(folder.text, "own");
    opened plain;
    opened o;
    open_it(&plain, folder.text, prepared.text, basis);
    open_with(&o, folder.text, NULL, prepared.text, basis);
    cr_expect_eq(o.asked, 0u, "without a file of its own");
    expect_same(&plain, &o);
    close_it(&o);
    open_with(&o, folder.text, own.text, prepared.text, basis);
    cr_expect_eq(o.asked, 0u, "its own is missing");
    cr_expect_neq(access(own.text, F_OK), 0, "and is not written for it");
    close_it(&o);
    folder_write(folder.text, "own", "something else");
    open_with(&o, folder.text, own.text, prepared.text, basis);
    cr_expect_eq(o.asked, 0u, "its own is something else");
    close_it(&o);
    open_with(&o, folder.text, own.text, prepared.text, other);
    cr_expect_gt(o.asked, 1000u, "prepared on another basis");
    close_it(&o);
    open_with(&o, folder.text, own.text, NULL, other);
    cr_expect_eq(o.asked, 0u, "then its own was written");
    close_it(&o);
    folder_write(folder.text, "prepared", "damaged");
    open_with(&o, folder.text, NULL, prepared.text, basis);
    cr_expect_gt(o.asked, 1000u, "a damaged one counts for nothing");
    expect_same(&plain, &o);
    close_it(&o);
    close_it(&plain);
    folder_remove(&folder);
}

Test(lexicon_kept, what_was_made_from_anything_else_is_not_used)
{
    folder_path folder = make_folder();
    folder_path file = folder_join(folder.text, "rules");
    opened o;
    open_it(&o, folder.text, file.text, basis);
    close_it(&o);
    open_it(&o, folder.text, file.text, other);
    cr_expect_gt(o.asked, 1000u, "another basis");
    close_it(&o);
    static const struct {
        const char *name, *text;
    } changes[] = {
        {"themes/one.en.tsv", "theme\tpolarity\trule\nalpha\tneg\tline\n"},
        {"stopwords.en.tsv", "word\nand\n"},
        {"common.tsv", "language\tword\tcount\nfi\tloppu\t11\n"},
        {"themes/two.fi.tsv", "theme\tpolarity\trule\nalpha\tneg\trivi\n"},
    };
    for (size_t i = 0; i < COUNT(changes); i++) {
        folder_write(folder.text, changes[i].name, changes[i].text);
        open_it(&o, folder.text, file.text, other);
        cr_expect_gt(o.asked, 1000u, "%s", changes[i].name);
        close_it(&o);
        open_it(&o, folder.text, file.text, other);
        cr_expect_eq(o.asked, 0u, "%s, again", changes[i].name);
        close_it(&o);
    }
    folder_remove(&folder);
}

Test(lexicon_kept, a_mistake_in_a_file_is_told_whatever_is_kept)
{
    folder_path folder = make_folder();
    folder_path file = folder_join(folder.text, "rules");
    opened o;
    open_it(&o, folder.text, file.text, basis);
    folder_write(folder.text, "themes/one.en.tsv",
                 "theme\tpolarity\trule\ngamma\tneg\ta\n");
    pal_lexicon_keep keep = {.path = file.text, .basis = basis};
    pal_lexicon *lex = NULL;
    pal_error err = {.code = PAL_OK};
    cr_expect_eq(pal_lexicon_open_kept(&lex, o.mem, folder.text, ask, &o, &keep, &err),
                 PAL_EFORMAT);
    cr_expect(!lex && err.at.line == 2 && err.at.column == 1);
    close_it(&o);
    folder_remove(&folder);
}

/* Bytes turned and ends cut off, all over the file. */
Test(lexicon_kept, a_damaged_file_counts_for_nothing)
{
    folder_path folder = make_folder();
    folder_path file = folder_join(folder.text, "rules");
    opened plain;
    opened o;
    open_it(&plain, folder.text, NULL, NULL);
    open_it(&o, folder.text, file.text, basis);
    close_it(&o);
    pal_arena *mem = pal_arena_open(64 << 20);
    pal_str whole;
    cr_assert_eq(pal_io_read(&whole, mem, file.text, 1 << 24, NULL), PAL_OK);
    char *copy = pal_new(mem, char, whole.len);
    for (size_t at = 0; at < whole.len; at += at < 88 ? 11 : whole.len / 29) {
        bool cut = at / 11 % 2 == 1;
        memcpy(copy, whole.ptr, whole.len);
        copy[at] = (char)(copy[at] ^ 0x41);
        cr_assert_eq(pal_io_write(file.text, (pal_str){copy, cut ? at : whole.len}, NULL),
                     PAL_OK);
        open_it(&o, folder.text, file.text, basis);
        cr_expect_gt(o.asked, 1000u, "byte %zu", at);
        if (at < 88)
            expect_same(&plain, &o);
        close_it(&o);
    }
    close_it(&plain);
    pal_arena_close(mem);
    folder_remove(&folder);
}

/* Wrong numbers under a right checksum: such a file may find anything, but nothing
 * outside of its arrays. */
Test(lexicon_kept, no_number_is_believed_before_it_is_checked)
{
    static const uint32_t wrong[] = {0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 70000};
    folder_path folder = make_folder();
    folder_path file = folder_join(folder.text, "rules");
    opened o;
    open_it(&o, folder.text, file.text, basis);
    close_it(&o);
    pal_arena *mem = pal_arena_open(64 << 20);
    pal_str whole;
    cr_assert_eq(pal_io_read(&whole, mem, file.text, 1 << 24, NULL), PAL_OK);
    char *copy = pal_new(mem, char, whole.len);
    pal_kept_head h;
    memcpy(&h, whole.ptr, sizeof h);
    size_t step = 0;
    for (size_t at = 0; at < h.words; at += 1 + h.words / 311, step++) {
        memcpy(copy, whole.ptr, whole.len);
        char *numbers = copy + sizeof h;
        memcpy(numbers + at * sizeof *wrong, &wrong[step % COUNT(wrong)], sizeof *wrong);
        h.check = pal_kept_check(h.key, numbers, h.words * sizeof *wrong);
        memcpy(copy, &h, sizeof h);
        cr_assert_eq(pal_io_write(file.text, (pal_str){copy, whole.len}, NULL), PAL_OK);
        open_it(&o, folder.text, file.text, basis);
        for (size_t t = 0; t < COUNT(texts); t++) {
            pal_arena *row = pal_arena_open(1 << 20);
            pal_hits hits;
            find(&hits, &o, row, texts[t]);
            pal_arena_close(row);
        }
        close_it(&o);
    }
    pal_arena_close(mem);
    folder_remove(&folder);
}

/* A file that says of every rule that it is of emoji, which the texts have none of: what
 * words mean to such rules is asked for, and nobody has looked. */
Test(lexicon_kept, rules_may_be_of_another_language_than_their_words)
{
    static const char *const wordy[] = {
        "sana7 sana7 loppu, sana8 jotain loppu",
        "hinta on kallis hinta, pitkä jono hyvä koira, pitkä jono",
        "lousy queue and hinta kallis",
    };
    folder_path folder = make_folder();
    folder_path file = folder_join(folder.text, "rules");
    char key[PAL_DIGEST_HEX_LEN + 1];
    opened o;
    open_it(&o, folder.text, NULL, NULL);
    for (uint32_t i = 0; i < o.lex->entry_count; i++)
        o.lex->entries[i].language = PAL_LANGUAGE_OTHER;
    cr_assert(pal_lexicon_key(o.lex, basis, key));
    cr_assert(pal_lexicon_keep_it(o.lex, file.text, key));
    close_it(&o);
    open_it(&o, folder.text, file.text, basis);
    cr_expect_eq(o.asked, 0u, "the file is used");
    for (size_t t = 0; t < COUNT(wordy); t++) {
        pal_arena *row = pal_arena_open(1 << 20);
        pal_hits hits;
        find(&hits, &o, row, wordy[t]);
        pal_arena_close(row);
    }
    close_it(&o);
    folder_remove(&folder);
}
