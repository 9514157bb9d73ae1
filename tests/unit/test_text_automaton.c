/* What the dictionary knows is never ruled out; most of what it does not know is. */
#include "text/automaton.h"
#include "text/morphology.h"
#include "text/wordlist_inside.h"
#include "text_help.h"

enum { ENDS = 0xFFFF, EMPTY = 0, FLAG = 1, A = 2, B = 3, A_UMLAUT = 4 };

/* A file of hand-made states, as automaton.h describes it. */
typedef struct file {
    unsigned char bytes[4096];
    size_t len;
} file;

static void add(file *f, const void *bytes, size_t len)
{
    memcpy(f->bytes + f->len, bytes, len);
    f->len += len;
}

static void add_cell(file *f, unsigned symbol, unsigned target, unsigned more)
{
    const unsigned char cell[] = {(unsigned char)symbol,
                                  (unsigned char)(symbol >> 8),
                                  0,
                                  0,
                                  (unsigned char)target,
                                  (unsigned char)(target >> 8),
                                  (unsigned char)(target >> 16),
                                  (unsigned char)more};
    add(f, cell, sizeof cell);
}

static void add_head(file *f)
{
    static const char symbols[] = "\0@P.X@\0a\0b\0ä\0[Ln]";
    add(f, "\x6e\x3a\x01\x00\xfa\x51\x03\x00\0\0\0\0\0\0\0\0", 16);
    add(f, "\x06\x00", 2);
    add(f, symbols, sizeof symbols);
    while (f->len % 8 != 0)
        add(f, "", 1);
}

/* ab, aä, and a(ba)*b by a flag; "b" leads outside of the file. */
static file make_file(void)
{
    file f = {.len = 0};
    add_head(&f);
    add_cell(&f, A, 2, 1);        /* 0: a to 2, */
    add_cell(&f, B, 99, 0);       /*    b to nowhere */
    add_cell(&f, FLAG, 5, 2);     /* 2: a flag to 5, */
    add_cell(&f, B, 6, 0);        /*    b to 6, */
    add_cell(&f, A_UMLAUT, 6, 0); /*    ä to 6 */
    add_cell(&f, B, 0, 0);        /* 5: b to 0 */
    add_cell(&f, ENDS, 0, 0);     /* 6: a word ends */
    return f;
}

static pal_str view(const file *f)
{
    return (pal_str){(const char *)f->bytes, f->len};
}

Test(text_automaton, spellings_are_allowed_as_letters_lead_to_an_end)
{
    static const struct {
        const char *word;
        bool allowed;
    } cases[] = {
        {"ab", true},   {"aä", true},     {"a", false},   {"b", false},
        {"abab", true}, {"ababaä", true}, {"abb", false}, {"aba", false},
        {"aäb", false}, {"ababab", true}, {"äb", false},  {"abababb", false},
        {"ac", true},   {"bc", false},    {"ab", true},   {"aä", true},
    };
    file f = make_file();
    pal_arena *mem = pal_arena_open(1 << 24);
    pal_automaton *automaton = pal_automaton_new(mem, view(&f));
    cr_assert(automaton);
    pal_automaton_walk *walk = pal_automaton_walk_new(mem, automaton);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_eq(pal_automaton_allows(walk, pal_str_from(cases[i].word)),
                     cases[i].allowed, "%s", cases[i].word);
    pal_arena_close(mem);
}

/* More than 255 cells: their number is in the cell behind the first. */
Test(text_automaton, a_state_of_many_cells_is_read_to_its_end)
{
    enum { CELLS = 300 };
    file f = {.len = 0};
    add_head(&f);
    add_cell(&f, EMPTY, 9999, 255);
    add(&f, "\x2b\x01\0\0\0\0\0\0", 8); /* 299 and one behind it */
    for (unsigned i = 0; i < CELLS - 2; i++)
        add_cell(&f, EMPTY, 9999, 0);
    add_cell(&f, A, CELLS + 1, 0);
    add_cell(&f, ENDS, 0, 0);
    pal_arena *mem = pal_arena_open(1 << 24);
    pal_automaton *automaton = pal_automaton_new(mem, view(&f));
    cr_assert(automaton);
    pal_automaton_walk *walk = pal_automaton_walk_new(mem, automaton);
    cr_expect(pal_automaton_allows(walk, PAL_STR("a")));
    cr_expect_not(pal_automaton_allows(walk, PAL_STR("b")));
    cr_expect_not(pal_automaton_allows(walk, PAL_STR("aa")));
    pal_arena_close(mem);
}

/* Each byte in turn, and each length. */
Test(text_automaton, damaged_bytes_are_refused_or_walked_within_bounds)
{
    file whole = make_file();
    for (size_t i = 0; i < 2 * whole.len; i++) {
        file f = whole;
        size_t at = i / 2;
        f.bytes[at] ^= i % 2 ? 0xFF : 0x01;
        f.len = i % 2 ? f.len : at;
        pal_arena *mem = pal_arena_open(1 << 24);
        pal_automaton *automaton = pal_automaton_new(mem, view(&f));
        pal_automaton_walk *walk =
            automaton ? pal_automaton_walk_new(mem, automaton) : NULL;
        if (walk) {
            pal_automaton_allows(walk, PAL_STR("ababab"));
            pal_automaton_allows(walk, PAL_STR("aä"));
        }
        pal_arena_close(mem);
    }
}

/* --- with Voikko --- */

static pal_str common_words(pal_arena *mem)
{
    pal_str text;
    cr_assert_eq(pal_io_read(&text, mem, "models/word-frequency.fi.tsv", 8 << 20, NULL),
                 PAL_OK);
    return text;
}

/* A word as it is, without its letter `at`, and with an a in its place. */
static pal_str spoil(char *to, pal_str word, size_t at, int how)
{
    size_t len = 0;
    for (size_t i = 0; i < word.len; i++) {
        if (i != at || how == 0)
            to[len++] = word.ptr[i];
        else if (how == 2)
            to[len++] = 'a';
    }
    return (pal_str){to, len};
}

Test(text_automaton, a_spelling_is_judged_as_without_it)
{
    pal_arena *mem = pal_arena_open((size_t)1 << 28);
    pal_arena *row = pal_arena_open(1 << 20);
    pal_morphology_engine *engine = NULL;
    pal_str text = common_words(mem);
    pal_str line;
    size_t known = 0;
    size_t unknown = 0;
    cr_assert_eq(pal_morphology_open(&engine, mem, "models", NULL), PAL_OK);
    for (size_t i = 0; engine && text_line(&text, &line); i++) {
        char bytes[400];
        pal_str word = pal_str_cut(line, '\t').head;
        if (i % 11 != 0 || word.len < 4 || word.len > sizeof bytes)
            continue;
        pal_str form = spoil(bytes, word, i / 11 % word.len, (int)(i / 11 % 3));
        pal_lemma lemma;
        pal_guess guess;
        bool has = pal_unicode_valid(form) &&
                   pal_morphology_lemmas(engine, row, form, &lemma, 1) != 0;
        bool judged =
            pal_unicode_valid(form) && pal_morphology_weigh(engine, row, form, &guess);
        cr_expect_eq(judged, has, "%.*s", PAL_ARG(form));
        known += has;
        unknown += !has;
        pal_arena_reset(row);
    }
    if (engine)
        cr_expect(known > 500 && unknown > 500, "%zu, %zu", known, unknown);
    else
        cr_log_warn("skipped: no Voikko here");
    pal_morphology_close(engine);
    pal_arena_close(row);
    pal_arena_close(mem);
}

Test(text_automaton, the_dictionary_that_voikko_has_open_is_found)
{
    pal_arena *mem = pal_arena_open((size_t)1 << 28);
    pal_morphology_engine *engine = NULL;
    cr_assert_eq(pal_morphology_open(&engine, mem, NULL, NULL), PAL_OK);
    pal_automaton *automaton = pal_automaton_open();
    pal_automaton_walk *walk = pal_automaton_walk_new(mem, automaton);
    cr_assert(walk);
    cr_expect(pal_automaton_allows(walk, PAL_STR("asiakaspalvelusta")));
    cr_expect(pal_automaton_allows(walk, PAL_STR("käyttäjätunnus")));
    if (engine)
        cr_expect_not(pal_automaton_allows(walk, PAL_STR("asiakspavlelu")));
    pal_automaton_close(automaton);
    pal_morphology_close(engine);
    pal_arena_close(mem);
}

/* --- runs of letters --- */

Test(text_automaton, unseen_runs_are_those_that_no_word_has)
{
    pal_arena *mem = pal_arena_open((size_t)1 << 28);
    pal_wordlist *list = NULL;
    pal_str text = common_words(mem);
    pal_str line;
    cr_assert_eq(
        pal_wordlist_open(&list, mem, "models", "word-frequency.fi.tsv", NULL, NULL),
        PAL_OK);
    for (size_t i = 0; text_line(&text, &line); i++) {
        char bytes[400];
        pal_letters word;
        pal_str form = pal_str_cut(line, '\t').head;
        if (i % 37 != 0 || form.len < 5 || form.len > sizeof bytes)
            continue;
        form = spoil(bytes, form, i / 37 % form.len, (int)(i / 37 % 3));
        if (!pal_unicode_valid(form) || !pal_letters_from(&word, form))
            continue;
        size_t unseen = 0;
        size_t from = i % 3;
        pal_letters_chance(list, &word, from, word.count + 1, 0, &unseen);
        cr_expect_eq(pal_letters_unseen(list, &word, from, word.count + 1), unseen,
                     "%.*s", PAL_ARG(form));
        if (pal_wordlist_count(list, form) != 0)
            cr_expect_eq(unseen, 0, "%.*s is in the table", PAL_ARG(form));
    }
    pal_arena_close(mem);
}
