#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "base/str.h"
#include "text/memo.h"
#include "text/reading.h"
#include "text/words.h"
#include "text_help.h"

static const char basis[PAL_DIGEST_HEX_LEN + 1] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
static const char other[PAL_DIGEST_HEX_LEN + 1] =
    "1123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/* A folder of its own for a test. */
typedef struct place {
    char folder[64];
    char file[128];
} place;

static place make_place(void)
{
    place p;
    strcpy(p.folder, "/tmp/palaute-memo-XXXXXX");
    cr_assert(mkdtemp(p.folder));
    snprintf(p.file, sizeof p.file, "%s/deep/words", p.folder);
    return p;
}

static void drop(const place *p)
{
    char deep[128];
    unlink(p->file);
    snprintf(deep, sizeof deep, "%s/deep", p->folder);
    rmdir(deep);
    rmdir(p->folder);
}

static pal_memo *open_memo(const char *path, const char *on)
{
    pal_memo *memo = NULL;
    cr_assert_eq(pal_memo_open(&memo, path, on, PAL_MEMO_MOST, NULL), PAL_OK);
    return memo;
}

static pal_str number_of(char *to, size_t size, int i)
{
    return (pal_str){to, (size_t)snprintf(to, size, "sana%d", i)};
}

/* As many words as make a file worth writing. */
static void fill(pal_memo *memo)
{
    char word[32];
    for (int i = 0; i < 2000; i++)
        pal_memo_add(memo, 'r', number_of(word, sizeof word, i), PAL_STR("arvo"));
}

static bool knows(pal_memo *memo, char kind, const char *word, const char *value)
{
    pal_buf found = {0};
    bool known = pal_memo_find(memo, kind, pal_str_from(word), &found) &&
                 pal_str_equal(pal_buf_view(&found), pal_str_from(value));
    pal_buf_release(&found);
    return known;
}

Test(memo, a_value_is_found_by_its_word_and_kind)
{
    pal_memo *memo = open_memo(NULL, basis);
    pal_memo_add(memo, 'r', PAL_STR("jono"), PAL_STR("yksi"));
    pal_memo_add(memo, 'a', PAL_STR("jono"), PAL_STR("kaksi"));
    pal_memo_add(memo, 'r', PAL_STR("jono"), PAL_STR("toinen kerta"));
    cr_expect(knows(memo, 'r', "jono", "yksi"));
    cr_expect(knows(memo, 'a', "jono", "kaksi"));
    cr_expect_not(knows(memo, 'b', "jono", "yksi"));
    cr_expect_not(knows(memo, 'r', "jon", "yksi"));
    pal_memo_close(memo);
}

Test(memo, the_file_is_for_its_owner_and_gives_back_every_word)
{
    place p = make_place();
    pal_memo *memo = open_memo(p.file, basis);
    fill(memo);
    cr_expect(pal_memo_save(memo));
    pal_memo_close(memo);
    struct stat st;
    cr_assert_eq(stat(p.file, &st), 0);
    cr_expect_eq(st.st_mode & 0777, 0600);
    memo = open_memo(p.file, basis);
    char word[32];
    size_t known = 0;
    for (int i = 0; i < 2000; i++) {
        number_of(word, sizeof word, i);
        known += knows(memo, 'r', word, "arvo");
    }
    cr_expect_eq(known, 2000, "%zu", known);
    pal_memo_close(memo);
    drop(&p);
}

Test(memo, what_another_basis_made_is_not_used)
{
    place p = make_place();
    pal_memo *memo = open_memo(p.file, basis);
    fill(memo);
    cr_assert(pal_memo_save(memo));
    pal_memo_close(memo);
    memo = open_memo(p.file, other);
    cr_expect_not(knows(memo, 'r', "sana7", "arvo"));
    pal_memo_close(memo);
    drop(&p);
}

Test(memo, begins_with_prepared_words_where_its_own_file_has_none)
{
    place own = make_place();
    place prepared = make_place();
    pal_memo *memo = open_memo(prepared.file, basis);
    fill(memo);
    cr_assert(pal_memo_save(memo));
    pal_memo_close(memo);
    memo = open_memo(own.file, basis);
    pal_memo_begin(memo, prepared.file);
    cr_expect(knows(memo, 'r', "sana7", "arvo"));
    for (int i = 0; i < 600; i++) {
        char word[32];
        snprintf(word, sizeof word, "oma%d", i);
        pal_memo_add(memo, 'r', pal_str_from(word), PAL_STR("uusi"));
    }
    cr_expect(pal_memo_save(memo));
    pal_memo_close(memo);
    memo = open_memo(own.file, basis); /* of both, without the prepared ones */
    cr_expect(knows(memo, 'r', "sana7", "arvo"));
    cr_expect(knows(memo, 'r', "oma7", "uusi"));
    pal_memo_close(memo);
    memo = open_memo(prepared.file, basis); /* which is as it was */
    cr_expect(knows(memo, 'r', "sana7", "arvo"));
    cr_expect_not(knows(memo, 'r', "oma7", "uusi"));
    pal_memo_close(memo);
    memo = open_memo(NULL, other);
    pal_memo_begin(memo, prepared.file);
    cr_expect_not(knows(memo, 'r', "sana7", "arvo"), "made on another basis");
    pal_memo_begin(memo, "/nonexistent/words");
    cr_expect_not(knows(memo, 'r', "sana7", "arvo"));
    pal_memo_close(memo);
    drop(&own);
    drop(&prepared);
}

/* Each byte in turn, and each length: what is found is what was kept, or nothing. */
Test(memo, a_damaged_file_never_gives_another_value)
{
    place p = make_place();
    pal_memo *memo = open_memo(p.file, basis);
    fill(memo);
    cr_assert(pal_memo_save(memo));
    pal_memo_close(memo);
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_str whole;
    cr_assert_eq(pal_io_read(&whole, mem, p.file, 1 << 20, NULL), PAL_OK);
    char *copy = pal_new(mem, char, whole.len);
    for (size_t at = 0; at < whole.len; at += at < 200 ? 1 : 211) {
        memcpy(copy, whole.ptr, whole.len);
        copy[at] = (char)(copy[at] ^ 0x41);
        size_t len = at % 2 ? whole.len : at;
        cr_assert_eq(pal_io_write(p.file, (pal_str){copy, len}, NULL), PAL_OK);
        memo = open_memo(p.file, basis);
        pal_buf found = {0};
        for (int i = 0; i < 2000; i += 97) {
            char word[32];
            if (pal_memo_find(memo, 'r', number_of(word, sizeof word, i), &found))
                cr_assert(pal_str_equal(pal_buf_view(&found), PAL_STR("arvo")),
                          "byte %zu", at);
        }
        pal_buf_release(&found);
        pal_memo_close(memo);
    }
    pal_arena_close(mem);
    drop(&p);
}

Test(memo, a_file_that_cannot_be_written_is_only_missing)
{
    pal_memo *memo = open_memo("/dev/null/words", basis);
    fill(memo);
    cr_expect_not(pal_memo_save(memo));
    cr_expect(knows(memo, 'r', "sana3", "arvo"));
    pal_memo_close(memo);
}

/* As many forms as a million answers of a survey have (tests/bench/RESULTS.md: 585,000),
 * two questions about each, and values as they are. */
Test(memo, the_words_of_a_million_answers_fit_the_file)
{
    enum { FORMS = 600000 };
    place p = make_place();
    char word[40];
    pal_memo *memo = open_memo(p.file, basis);
    for (int i = 0; i < FORMS; i++) {
        pal_str form = {word, (size_t)snprintf(word, sizeof word, "kysymys%06d", i)};
        pal_memo_add(memo, 'r', form, PAL_STR("\x10\x31\x60\x70"));
        pal_memo_add(memo, 'b', form, PAL_STR("\x84\x03mys"));
    }
    cr_expect(pal_memo_save(memo));
    pal_memo_close(memo);
    memo = open_memo(p.file, basis);
    size_t known = 0;
    for (int i = 0; i < FORMS; i += 100) {
        snprintf(word, sizeof word, "kysymys%06d", i);
        known += knows(memo, 'r', word, "\x10\x31\x60\x70") &&
                 knows(memo, 'b', word, "\x84\x03mys");
    }
    cr_expect_eq(known, FORMS / 100, "%zu", known);
    pal_memo_close(memo);
    drop(&p);
}

/* What stands behind the damage is lost, and what is read anew is kept. */
Test(memo, a_damaged_file_is_mended_by_the_words_of_the_next_run)
{
    place p = make_place();
    for (int run = 0; run < 3; run++) {
        pal_memo *memo = open_memo(p.file, basis);
        cr_expect_eq(knows(memo, 'r', "sana1999", "arvo"), run == 2, "run %d", run);
        fill(memo);
        cr_expect(knows(memo, 'r', "sana1999", "arvo"));
        cr_expect(pal_memo_save(memo));
        pal_memo_close(memo);
        FILE *file = run == 0 ? fopen(p.file, "r+b") : NULL;
        if (file) { /* the last byte is of the last word's value */
            cr_assert_eq(fseek(file, -1, SEEK_END), 0);
            cr_assert(fputc('x', file) != EOF && fclose(file) == 0);
            memo = open_memo(p.file, basis);
            pal_memo_add(memo, 'r', PAL_STR("sana1999"), PAL_STR("arvo"));
            cr_expect(knows(memo, 'r', "sana1999", "arvo"));
            pal_memo_close(memo);
        }
    }
    drop(&p);
}

/* --- readings --- */

static bool same_reading(const pal_word *a, const pal_word *b)
{
    bool same = pal_str_equal(a->lemma, b->lemma) &&
                pal_str_equal(a->standard, b->standard) &&
                a->respelling == b->respelling && a->part_count == b->part_count;
    for (size_t i = 0; same && i < a->part_count; i++)
        same = pal_str_equal(a->parts[i], b->parts[i]);
    return same;
}

Test(reading, what_was_packed_is_unpacked)
{
    static const pal_str two[] = {PAL_INIT("jono"), PAL_INIT("aika")};
    static const pal_str three[] = {PAL_INIT("asiakas"), PAL_INIT("palvelu"),
                                    PAL_INIT("numero")};
    static const pal_str weekend[] = {PAL_INIT("viikko"), PAL_INIT("loppu")};
    static const pal_word words[] = {
        {.folded = PAL_INIT("qwerty")},
        {.folded = PAL_INIT("")},
        {.folded = PAL_INIT("jonot"), .lemma = PAL_INIT("jono")},
        {.folded = PAL_INIT("ootin"),
         .lemma = PAL_INIT("odottaa"),
         .standard = PAL_INIT("odotin"),
         .respelling = PAL_RESPELT_SPOKEN},
        {.folded = PAL_INIT("jonoajan"),
         .lemma = PAL_INIT("jonoaika"),
         .parts = two,
         .part_count = 2},
        {.folded = PAL_INIT("asiakspalvelunumeroihinkaan"),
         .lemma = PAL_INIT("asiakaspalvelunumero"),
         .standard = PAL_INIT("asiakaspalvelunumeroihinkaan"),
         .respelling = PAL_RESPELT_TYPO,
         .parts = three,
         .part_count = 3},
        {.folded = PAL_INIT("viikonloppuna"),
         .lemma = PAL_INIT("viikonloppu"),
         .parts = weekend,
         .part_count = 2},
        /* a letter of two bytes, of which the first is the same */
        {.folded = PAL_INIT("hyvä"), .lemma = PAL_INIT("hyvö")},
    };
    pal_arena *mem = pal_arena_open(1 << 16);
    for (size_t i = 0; i < 2 * sizeof words / sizeof *words; i++) {
        const pal_word *word = &words[i / 2];
        bool only = i % 2 != 0 && word->respelling == PAL_RESPELT_TYPO;
        bool inside = !only;
        pal_buf packed = {0};
        pal_word back = {.folded = word->folded};
        cr_assert(pal_reading_pack(&packed, word, only));
        cr_assert(pal_reading_unpack(pal_buf_view(&packed), mem, &back, &inside));
        cr_expect(same_reading(&back, word), "%zu", i);
        cr_expect_eq(inside, only, "%zu", i);
        /* cut anywhere it is no reading, and the word stays as it was */
        for (size_t len = 0; len < packed.len; len++) {
            pal_word same = {.folded = word->folded};
            pal_str cut = {packed.ptr, len};
            cr_expect_not(pal_reading_unpack(cut, mem, &same, &inside));
            cr_expect_eq(same.lemma.len, 0);
        }
        pal_buf_release(&packed);
    }
    pal_arena_close(mem);
}

Test(reading, a_lemma_that_is_too_long_is_not_packed)
{
    char text[300];
    memset(text, 'a', sizeof text);
    pal_buf packed = {0};
    pal_word word = {.folded = PAL_STR("b"), .lemma = {text, sizeof text}};
    cr_expect_not(pal_reading_pack(&packed, &word, false));
    pal_buf_release(&packed);
}

Test(reading, bytes_that_are_no_reading_are_refused)
{
    static const pal_str bad[] = {
        PAL_INIT(""),
        PAL_INIT("\x07\x50"),         /* no such respelling */
        PAL_INIT("\x01\0"),           /* a respelling of nothing */
        PAL_INIT("\x48\x50"),         /* too many parts */
        PAL_INIT("\x00\x60"),         /* more dropped than there is */
        PAL_INIT("\x00\x55"),         /* longer than the bytes */
        PAL_INIT("\x00\xFF\x05"),     /* likewise */
        PAL_INIT("\x00\x51\xFF"),     /* no UTF-8 */
        PAL_INIT("\x08\x00\x60"),     /* a part of more than the lemma */
        PAL_INIT("\x08\x00\x50\x50"), /* more than a reading */
    };
    pal_arena *mem = pal_arena_open(1 << 16);
    bool inside = false;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        pal_word word = {.folded = PAL_STR("ootin")};
        cr_expect_not(pal_reading_unpack(bad[i], mem, &word, &inside), "%zu", i);
    }
    pal_arena_close(mem);
}

/* --- of words --- */

static const pal_word *look(pal_words *words, const char *text, unsigned flags)
{
    const pal_word *word =
        pal_words_find(words, pal_str_from(text), (uint16_t)(PAL_WORD_LETTERS | flags));
    cr_assert(word);
    return word;
}

/* A reading depends on the word alone, not on which form of it was asked for before, by
 * which thread, or whether it is remembered. */
Test(memo, what_is_remembered_is_what_is_read_in_any_order)
{
    static const char *const forms[] = {
        "Asiakspalvelu", "asiakspalvelu", "Zalandolta", "zalandolta", "Hirvee",
        "hirvee",        "Maksuton",      "Odotusaika", "odotusajat", "Recieve",
        "recieve",       "delivry",       "Delivry",    "Toimtus",    "toimtus",
        "Laskutsu",      "laskutsu",      "Viirkein",   "viirkein",   "Kiredit",
        "kiredit",       "Sovellusk",     "sovellusk",  "Palvel",     "palvel"};
    enum { COUNT = sizeof forms / sizeof *forms };
    text_tools plain = text_open("models", PAL_MORPHOLOGY_BEST);
    text_tools first = text_open("models", PAL_MORPHOLOGY_BEST);
    text_tools second = text_open("models", PAL_MORPHOLOGY_BEST);
    pal_memo *memo = open_memo(NULL, basis);
    pal_words_share(first.words, memo);
    pal_words_share(second.words, memo);
    for (size_t i = 0; i < COUNT; i++) {
        look(first.words, forms[i], i % 2 ? 0 : PAL_WORD_FIRST);
        look(second.words, forms[COUNT - 1 - i], i % 2 ? PAL_WORD_FIRST : 0);
    }
    for (size_t i = 0; i < 2 * COUNT; i++) {
        const char *form = forms[i / 2];
        unsigned flags = i % 2 ? PAL_WORD_FIRST : 0;
        const pal_word *here = look(plain.words, form, flags);
        const pal_word *there[] = {look(first.words, form, flags),
                                   look(second.words, form, flags)};
        for (size_t k = 0; k < 2; k++) {
            cr_expect(same_reading(here, there[k]), "%s: '%.*s', '%.*s'", form,
                      PAL_ARG(here->lemma), PAL_ARG(there[k]->lemma));
            cr_expect(pal_str_equal(here->english, there[k]->english), "%s", form);
        }
    }
    pal_memo_close(memo);
    text_close(&second);
    text_close(&first);
    text_close(&plain);
}

/* --- names --- */

Test(reading, kinds_that_were_packed_are_unpacked)
{
    static const pal_str lemmas[] = {PAL_INIT("kuusi"), PAL_INIT("Kuusi"),
                                     PAL_INIT("kuusinen")};
    static const pal_reading_kind kinds[] = {PAL_READING_WORD, PAL_READING_PLACE,
                                             PAL_READING_SURNAME};
    pal_str folded = PAL_STR("kuusisen");
    pal_arena *mem = pal_arena_open(1 << 16);
    for (size_t count = 0; count <= 3; count++) {
        pal_buf packed = {0};
        pal_str found[PAL_KINDS_MAX];
        pal_reading_kind of[PAL_KINDS_MAX];
        size_t made = 99;
        cr_assert(pal_reading_pack_kinds(&packed, folded, lemmas, kinds, count));
        cr_assert(pal_reading_unpack_kinds(pal_buf_view(&packed), mem, folded, found, of,
                                           &made));
        cr_assert_eq(made, count);
        for (size_t i = 0; i < count; i++) {
            cr_expect(pal_str_equal(found[i], lemmas[i]));
            cr_expect_eq(of[i], kinds[i]);
        }
        pal_buf_release(&packed);
    }
    static const pal_str bad[] = {
        PAL_INIT("\x04\x00"),    /* no such kind */
        PAL_INIT("\x00"),        /* no lemma */
        PAL_INIT("\x00\x05 aa"), /* longer than the bytes */
        PAL_INIT("\x00\x90"),    /* more dropped than there is */
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        pal_str found[PAL_KINDS_MAX];
        pal_reading_kind of[PAL_KINDS_MAX];
        size_t made = 99;
        cr_expect_not(pal_reading_unpack_kinds(bad[i], mem, folded, found, of, &made),
                      "%zu", i);
        cr_expect_eq(made, 99);
    }
    pal_arena_close(mem);
}

static void expect_kinds(pal_words *a, pal_words *b, pal_arena *mem, pal_str folded)
{
    pal_str lemmas[2][PAL_KINDS_MAX];
    pal_reading_kind kinds[2][PAL_KINDS_MAX];
    size_t count = pal_words_kinds(a, mem, folded, lemmas[0], kinds[0]);
    cr_assert_eq(pal_words_kinds(b, mem, folded, lemmas[1], kinds[1]), count, "%.*s",
                 PAL_ARG(folded));
    for (size_t i = 0; i < count; i++) {
        cr_expect(pal_str_equal(lemmas[0][i], lemmas[1][i]), "%.*s", PAL_ARG(folded));
        cr_expect_eq(kinds[0][i], kinds[1][i], "%.*s", PAL_ARG(folded));
    }
}

static bool holds(const char *path, pal_str bytes)
{
    pal_arena *mem = pal_arena_open(1 << 22);
    pal_str all = {NULL, 0};
    bool held =
        pal_io_read(&all, mem, path, 1 << 20, NULL) == PAL_OK && pal_str_has(all, bytes);
    pal_arena_close(mem);
    return held;
}

/* The file must not hold a word that the mask took out of every text. */
Test(memo, a_name_that_was_only_asked_about_is_not_kept)
{
    place p = make_place();
    text_tools t = text_open("models", PAL_MORPHOLOGY_BEST);
    text_tools plain = text_open("models", PAL_MORPHOLOGY_BEST);
    pal_memo *memo = open_memo(p.file, basis);
    pal_words_share(t.words, memo);
    static const char *const words[] = {"sirpa",   "virtaselle", "koski", "lapissa",
                                        "palvelu", "xqzw",       "toivo", ""};
    for (size_t i = 0; i < 2 * sizeof words / sizeof *words; i++)
        expect_kinds(t.words, plain.words, t.mem, pal_str_from(words[i / 2]));
    look(t.words, "Palvelu", 0);
    look(t.words, "Koski", 0);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        expect_kinds(t.words, plain.words, t.mem, pal_str_from(words[i]));
    bool voikko = pal_str_has(pal_str_from(pal_words_engine(t.words)), PAL_STR("voikko"));
    text_close(&t);
    cr_expect(pal_memo_save(memo));
    pal_memo_close(memo);
    if (voikko) {
        cr_expect(holds(p.file, PAL_STR("rpalvelu")));
        cr_expect(holds(p.file, PAL_STR("nkoski")));
    } else {
        cr_log_warn("skipped: no Voikko here");
    }
    cr_expect_not(holds(p.file, PAL_STR("irpa")));
    cr_expect_not(holds(p.file, PAL_STR("virta")));
    /* and in the next run, with the file */
    memo = open_memo(p.file, basis);
    t = text_open("models", PAL_MORPHOLOGY_BEST);
    pal_words_share(t.words, memo);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        expect_kinds(t.words, plain.words, t.mem, pal_str_from(words[i]));
    text_close(&t);
    text_close(&plain);
    pal_memo_close(memo);
    drop(&p);
}

Test(memo, what_was_cleared_is_forgotten)
{
    pal_memo *memo = open_memo(NULL, basis);
    pal_memo_clear(memo);
    fill(memo);
    pal_memo_clear(memo);
    cr_expect_not(knows(memo, 'r', "sana3", "arvo"));
    pal_memo_add(memo, 'r', PAL_STR("sana3"), PAL_STR("toinen"));
    cr_expect(knows(memo, 'r', "sana3", "toinen"));
    cr_expect_not(knows(memo, 'r', "sana4", "arvo"));
    pal_memo_close(memo);
}

static bool views(pal_memo *memo, char kind, bool kin, const char *word, char found,
                  const char *value)
{
    pal_buf room = {0};
    pal_memo_value seen = {.kind = '-'};
    bool is = pal_memo_view(memo, kind, kin, pal_str_from(word), &room, &seen) &&
              seen.kind == found && pal_str_equal(seen.bytes, pal_str_from(value));
    if (is && seen.place != 0) {
        pal_memo_value again = {.kind = '-'};
        is = pal_memo_at(memo, seen.place, &again) && again.kind == found &&
             pal_str_equal(again.bytes, seen.bytes);
    }
    pal_buf_release(&room);
    return is;
}

/* In the run that learns of them, and in the next one. */
Test(memo, a_value_is_seen_where_it_stands_by_its_kind_or_by_its_kin)
{
    enum { ONE = PAL_MEMO_KIN, OTHER = PAL_MEMO_KIN + 15, FAR = PAL_MEMO_KIN + 16 };
    place p = make_place();
    for (int run = 0; run < 2; run++) {
        pal_memo *memo = open_memo(p.file, basis);
        if (run == 0) {
            fill(memo);
            pal_memo_add(memo, (char)ONE, PAL_STR("jono"), PAL_STR("yksi"));
            pal_memo_add(memo, (char)FAR, PAL_STR("kassa"), PAL_STR("kaksi"));
        }
        cr_expect(views(memo, (char)ONE, false, "jono", (char)ONE, "yksi"));
        cr_expect(views(memo, (char)OTHER, true, "jono", (char)ONE, "yksi"));
        cr_expect_not(views(memo, (char)OTHER, false, "jono", (char)ONE, "yksi"));
        cr_expect_not(views(memo, (char)FAR, true, "jono", (char)ONE, "yksi"));
        cr_expect_not(views(memo, (char)ONE, true, "kassa", (char)FAR, "kaksi"));
        cr_expect(views(memo, 'r', true, "sana7", 'r', "arvo"));
        cr_expect_not(views(memo, 's', true, "sana7", 'r', "arvo"));
        cr_assert(pal_memo_save(memo));
        pal_memo_close(memo);
    }
    drop(&p);
}

Test(memo, there_is_no_value_at_a_place_that_none_has)
{
    place p = make_place();
    pal_memo *memo = open_memo(p.file, basis);
    pal_memo_value value = {.kind = '-'};
    fill(memo);
    cr_expect_not(pal_memo_at(memo, 0, &value));
    cr_expect_not(pal_memo_at(memo, 1, &value), "of this run");
    cr_assert(pal_memo_save(memo));
    pal_memo_close(memo);
    memo = open_memo(p.file, basis);
    cr_expect(pal_memo_at(memo, 1, &value));
    cr_expect_not(pal_memo_at(memo, UINT32_MAX, &value));
    pal_memo_close(memo);
    drop(&p);
}
