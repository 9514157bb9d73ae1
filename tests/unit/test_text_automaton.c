/* The dictionary is read as Voikko reads it. */
#include "text/automaton.h"
#include "text/morphology.h"
#include "text/voikko.h"
#include "text/wordlist_inside.h"
#include "text_help.h"

enum { ENDS = 0xFFFF, EMPTY = 0, FLAG = 1, A = 2, B = 3, A_UMLAUT = 4 };

/* A file of hand-made states, as automaton.h describes it. */
typedef struct file {
    unsigned char bytes[1 << 15];
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

static void add_symbols(file *f, const char *symbols, size_t len, unsigned count)
{
    const unsigned char number[] = {(unsigned char)count, 0};
    add(f, "\x6e\x3a\x01\x00\xfa\x51\x03\x00\0\0\0\0\0\0\0\0", 16);
    add(f, number, 2);
    add(f, symbols, len);
    while (f->len % 8 != 0)
        add(f, "", 1);
}

static void add_head(file *f)
{
    static const char symbols[] = "\0@P.X@\0a\0b\0ä\0[Ln]";
    add_symbols(f, symbols, sizeof symbols, 6);
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

static bool count_ways(void *ctx, const pal_written *written)
{
    cr_expect(written->count <= 250);
    ++*(size_t *)ctx;
    return true;
}

/* How many ways read a word. */
static size_t ways(pal_automaton *automaton, const char *word)
{
    size_t count = 0;
    cr_expect(pal_automaton_read(automaton, pal_str_from(word), count_ways, &count), "%s",
              word);
    return count;
}

Test(text_automaton, spellings_are_known_as_letters_lead_to_an_end)
{
    static const struct {
        const char *word;
        size_t ways;
    } cases[] = {
        {"ab", 1},      {"aä", 1},  {"a", 0},   {"b", 0},      {"abab", 1},
        {"ababaä", 1},  {"abb", 0}, {"aba", 0}, {"aäb", 0},    {"äb", 0},
        {"abababb", 0}, {"ac", 0},  {"bc", 0},  {"ababab", 1}, {"ab\xC5\x82", 0},
    };
    file f = make_file();
    pal_arena *mem = pal_arena_open(1 << 24);
    pal_automaton *automaton = pal_automaton_new(mem, view(&f));
    cr_assert(automaton);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        cr_expect_eq(ways(automaton, cases[i].word), cases[i].ways, "%s", cases[i].word);
    pal_arena_close(mem);
}

/* A flag behind another, by hand: Beesley and Karttunen (2003), table 7.2. */
Test(text_automaton, flags_let_through_what_they_say)
{
    static const struct {
        const char *first;
        const char *then;
        size_t ways;
    } cases[] = {
        {"@P.A.x@", "@R.A.x@", 1}, {"@P.A.x@", "@R.A.y@", 0}, {"@P.A.x@", "@R.A@", 1},
        {"@P.B.x@", "@R.A.x@", 0}, {"@P.B.x@", "@R.A@", 0},   {"@P.A.x@", "@D.A.x@", 0},
        {"@P.A.x@", "@D.A.y@", 1}, {"@P.A.x@", "@D.A@", 0},   {"@P.B.x@", "@D.A@", 1},
        {"@U.A.x@", "@U.A.x@", 1}, {"@U.A.x@", "@U.A.y@", 0}, {"@C.A@", "@R.A@", 0},
        {"@U.A.x@", "@R.A.x@", 1}, {"@P.A.x@", "@C.A@", 1},   {"@P.A@", "@R.A@", 1},
        {"@P.A@", "@U.A.x@", 0},   {"@C.A@", "@D.A@", 1},     {"@U.A.x@", "@U.B.y@", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char symbols[64];
        int len = snprintf(symbols, sizeof symbols, "%c%s%c%s%ca", 0, cases[i].first, 0,
                           cases[i].then, 0);
        file f = {.len = 0};
        add_symbols(&f, symbols, (size_t)len + 1, 4);
        add_cell(&f, 1, 1, 0);
        add_cell(&f, 2, 2, 0);
        add_cell(&f, 3, 3, 0);
        add_cell(&f, ENDS, 0, 0);
        pal_arena *mem = pal_arena_open(1 << 24);
        pal_automaton *automaton = pal_automaton_new(mem, view(&f));
        cr_assert(automaton);
        cr_expect_eq(ways(automaton, "a"), cases[i].ways, "%s %s", cases[i].first,
                     cases[i].then);
        pal_arena_close(mem);
    }
}

/* What one flag sets does not stay when another way is tried. */
Test(text_automaton, a_flag_is_forgotten_on_the_next_way)
{
    static const char symbols[] = "\0@P.A.x@\0@D.A@\0a";
    file f = {.len = 0};
    add_symbols(&f, symbols, sizeof symbols, 4);
    add_cell(&f, 0, 3, 2);    /* 0: nothing to 3, */
    add_cell(&f, 1, 3, 0);    /*    a flag to 3, */
    add_cell(&f, 3, 4, 0);    /*    a to 4 */
    add_cell(&f, 2, 5, 0);    /* 3: only without the flag, to 5 */
    add_cell(&f, ENDS, 0, 0); /* 4 */
    add_cell(&f, 3, 4, 0);    /* 5: a to 4 */
    pal_arena *mem = pal_arena_open(1 << 24);
    pal_automaton *automaton = pal_automaton_new(mem, view(&f));
    cr_assert(automaton);
    cr_expect_eq(ways(automaton, "a"), 2);
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
    cr_expect_eq(ways(automaton, "a"), 1);
    cr_expect_eq(ways(automaton, "b"), 0);
    cr_expect_eq(ways(automaton, "aa"), 0);
    pal_arena_close(mem);
}

/* Empty steps that go round in a circle, cells that do not ascend, a flag and a tag that
 * nobody knows. */
Test(text_automaton, what_is_not_understood_is_refused)
{
    static const char unknown[] = "\0@X.A.x@\0a\0b\0ä\0[Ln]";
    static const char strange[] = "\0@P.A.x@\0a\0b\0ä\0[Zz]";
    file round = {.len = 0};
    add_head(&round);
    add_cell(&round, EMPTY, 1, 0);
    add_cell(&round, EMPTY, 0, 0);
    file own = {.len = 0};
    add_head(&own);
    add_cell(&own, EMPTY, 1, 0);
    add_cell(&own, EMPTY, 1, 0); /* to itself */
    file later = {.len = 0};     /* behind a step to a state that is done */
    add_head(&later);
    add_cell(&later, EMPTY, 3, 1);
    add_cell(&later, FLAG, 2, 0);
    add_cell(&later, EMPTY, 0, 0);
    add_cell(&later, ENDS, 0, 0);
    file nothing = {.len = 0};
    add_symbols(&nothing, "", 0, 0);
    add_cell(&nothing, ENDS, 0, 255);
    add_cell(&nothing, EMPTY, 0, 0);
    file falling = {.len = 0};
    add_head(&falling);
    add_cell(&falling, B, 0, 1);
    add_cell(&falling, A, 0, 0);
    file inside = {.len = 0};
    add_head(&inside);
    add_cell(&inside, A, 1, 1); /* to the middle of a state */
    add_cell(&inside, B, 0, 0);
    file flag = {.len = 0};
    add_symbols(&flag, unknown, sizeof unknown, 6);
    add_cell(&flag, ENDS, 0, 0);
    file tag = {.len = 0};
    add_symbols(&tag, strange, sizeof strange, 6);
    add_cell(&tag, ENDS, 0, 0);
    const file *files[] = {&round,   &own,    &later, &nothing,
                           &falling, &inside, &flag,  &tag};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        pal_arena *mem = pal_arena_open(1 << 24);
        cr_expect_null(pal_automaton_new(mem, view(files[i])), "%zu", i);
        pal_arena_close(mem);
    }
}

/* Ways without number: Voikko gives up, so it is asked. */
Test(text_automaton, a_word_of_too_many_ways_is_left_to_voikko)
{
    char word[60];
    file f = {.len = 0};
    size_t count = 0;
    add_head(&f);
    add_cell(&f, A, 0, 2);
    add_cell(&f, A, 0, 0);
    add_cell(&f, B, 3, 0);
    add_cell(&f, ENDS, 0, 0);
    pal_arena *mem = pal_arena_open(1 << 24);
    pal_automaton *automaton = pal_automaton_new(mem, view(&f));
    cr_assert(automaton);
    cr_expect_eq(ways(automaton, "aab"), 4);
    memset(word, 'a', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    cr_expect_not(pal_automaton_read(automaton, pal_str_from(word), count_ways, &count));
    word[8] = 'b';
    word[9] = '\0';
    cr_expect_not(pal_automaton_read(automaton, pal_str_from(word), count_ways, &count));
    pal_arena_close(mem);
}

/* A step without a letter after the other, `count` of them, then one that reads an a. */
static void add_chain(file *f, unsigned *at, unsigned count, unsigned symbol)
{
    for (unsigned i = 0; i < count; i++)
        add_cell(f, EMPTY, ++*at, 0);
    add_cell(f, symbol, ++*at, 0);
}

/* So does Voikko when the way is too long; steps that are made as one count as well. */
Test(text_automaton, a_word_behind_too_many_steps_is_left_to_voikko)
{
    static const unsigned chains[] = {480, 480, 480, 400, 10};
    for (unsigned last = 40; last <= 900; last += 860) {
        file f = {.len = 0};
        unsigned at = 0;
        size_t count = 0;
        add_head(&f);
        for (size_t i = 0; i < sizeof chains / sizeof *chains; i++)
            add_chain(&f, &at, chains[i], A);
        add_chain(&f, &at, last, ENDS);
        pal_arena *mem = pal_arena_open(1 << 24);
        pal_automaton *automaton = pal_automaton_new(mem, view(&f));
        cr_assert(automaton);
        cr_expect_eq(pal_automaton_read(automaton, PAL_STR("aaaaa"), count_ways, &count),
                     last == 40);
        cr_expect_eq(count, last == 40, "%zu", count);
        pal_arena_close(mem);
    }
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
        size_t count = 0;
        if (automaton) {
            pal_automaton_read(automaton, PAL_STR("ababab"), count_ways, &count);
            pal_automaton_read(automaton, PAL_STR("aä"), count_ways, &count);
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

typedef struct answers {
    pal_arena *mem;
    size_t letters;
    pal_analysis all[100];
    size_t count;
} answers;

static bool take(void *ctx, const pal_written *written)
{
    answers *to = ctx;
    size_t count = 0;
    bool good = to->count + PAL_ANALYSES_MAX <= 100 &&
                pal_tags_read(&to->all[to->count], &count, to->mem, written, to->letters);
    to->count += count;
    return good;
}

static size_t count_letters(pal_str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len; count++)
        pal_unicode_next(text, &at);
    return count;
}

/* Voikko says of a letter whether it is capital, or an abbreviation's. */
static pal_str plain_structure(pal_arena *mem, pal_str structure)
{
    char *to = pal_new(mem, char, structure.len + 1);
    for (size_t i = 0; i < structure.len; i++)
        to[i] = structure.ptr[i] == '=' ? '=' : 'p';
    return (pal_str){to, structure.len};
}

/* Where nothing follows from them they are not made. */
static bool has_bases(const pal_analysis *own, const pal_analysis *voikko)
{
    bool asked =
        (own->marks & PAL_MARK_PARTICIPLE) || pal_bases_part_count(&own->reading) > 1;
    return pal_str_equal(own->reading.wordbases, voikko->reading.wordbases) ||
           (!asked && own->reading.wordbases.len == 0);
}

static bool is_same(pal_arena *mem, const pal_analysis *own, const pal_analysis *voikko)
{
    return pal_str_equal(pal_unicode_fold(mem, own->reading.baseform),
                         pal_unicode_fold(mem, voikko->reading.baseform)) &&
           pal_str_equal(own->reading.structure,
                         plain_structure(mem, voikko->reading.structure)) &&
           has_bases(own, voikko) && own->marks == voikko->marks &&
           own->kind == voikko->kind;
}

/* The readings of a form are Voikko's; answers how many. */
static size_t expect_same(pal_automaton *automaton, const pal_voikko *voikko,
                          pal_arena *mem, pal_str form)
{
    answers own = {.mem = mem, .letters = count_letters(form)};
    pal_analysis all[100];
    size_t count = 0;
    cr_assert(pal_voikko_read(voikko, mem, form, all, 100, &count));
    if (!pal_automaton_read(automaton, form, take, &own))
        return count; /* it is asked */
    cr_expect_eq(own.count, count, "%.*s", PAL_ARG(form));
    for (size_t i = 0; i < count && i < own.count; i++)
        cr_expect(is_same(mem, &own.all[i], &all[i]), "%.*s: %.*s is not %.*s",
                  PAL_ARG(form), PAL_ARG(own.all[i].reading.wordbases),
                  PAL_ARG(all[i].reading.wordbases));
    return count;
}

Test(text_automaton, words_are_read_as_voikko_reads_them)
{
    static const char *const rare[] = {"kahdessakymmenessäkolmessa",
                                       "kuunneltuanne",
                                       "kirjoitettuamme",
                                       "suomenpankki",
                                       "keskuspankissa",
                                       "helsinkiläiselle",
                                       "epäselvyyksistä",
                                       "ilma-aluksen",
                                       "puhelinpalvelusta",
                                       "toimimattomuudestaankin",
                                       "pohjoissuomalaisia",
                                       "ensimmäisessä",
                                       "viidestoista",
                                       "hyvinvointiyhteiskunta"};
    pal_arena *mem = pal_arena_open((size_t)1 << 28);
    pal_arena *row = pal_arena_open(1 << 20);
    pal_voikko *voikko = NULL;
    pal_str text = common_words(mem);
    pal_str line;
    pal_str last = {NULL, 0};
    size_t known = 0;
    size_t unknown = 0;
    cr_assert_eq(pal_voikko_open(&voikko, mem, NULL), PAL_OK);
    pal_automaton *automaton = pal_automaton_open();
    for (size_t i = 0; voikko && i < sizeof rare / sizeof *rare; i++)
        expect_same(automaton, voikko, row, pal_str_from(rare[i]));
    for (size_t i = 0; voikko && text_line(&text, &line); i++) {
        char bytes[800];
        pal_str word = pal_str_cut(line, '\t').head;
        if (i % 11 != 0 || word.len < 4 || word.len > sizeof bytes / 2)
            continue;
        pal_str form = spoil(bytes, word, i / 11 % word.len, (int)(i / 11 % 3));
        if (i % 4 == 0 && last.len < sizeof bytes / 2) { /* a compound, maybe */
            memcpy(bytes, last.ptr, last.len);
            memcpy(bytes + last.len, word.ptr, word.len);
            form = (pal_str){bytes, last.len + word.len};
        }
        last = word;
        if (!pal_unicode_valid(form))
            continue;
        bool has = expect_same(automaton, voikko, row, form) != 0;
        known += has;
        unknown += !has;
        pal_arena_reset(row);
    }
    if (voikko)
        cr_expect(known > 500 && unknown > 500, "%zu, %zu", known, unknown);
    else
        cr_log_warn("skipped: no Voikko here");
    pal_automaton_close(automaton);
    pal_voikko_close(voikko);
    pal_arena_close(row);
    pal_arena_close(mem);
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
    if (engine) {
        cr_expect_neq(ways(automaton, "asiakaspalvelusta"), 0);
        cr_expect_neq(ways(automaton, "käyttäjätunnus"), 0);
        cr_expect_eq(ways(automaton, "asiakspavlelu"), 0);
    } else {
        size_t count = 0;
        cr_expect_not(pal_automaton_read(automaton, PAL_STR("talo"), count_ways, &count));
    }
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
        const pal_wordlist_letters *letters = pal_wordlist_letters_of(list);
        size_t before = pal_letters_before(&word, from);
        pal_signs_chance(letters, before, word.at + from, word.count + 1 - from, 0,
                         &unseen);
        cr_expect_eq(
            pal_signs_unseen(letters, before, word.at + from, word.count + 1 - from),
            unseen, "%.*s", PAL_ARG(form));
        if (pal_wordlist_count(list, form) != 0)
            cr_expect_eq(unseen, 0, "%.*s is in the table", PAL_ARG(form));
    }
    pal_arena_close(mem);
}
