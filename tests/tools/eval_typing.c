/* eval_typing.c -- typing mistakes and spoken Finnish: what is read right, what is spoilt
 *
 *     eval_typing MODELS TREEBANK.conllu...
 *
 * With VERBOSE in the environment also the words that were read wrong.
 *
 * Made slips, one a word: a letter missing, one too many (its neighbour on the keyboard,
 * or the letter twice), the key beside it, two letters swapped; one of the four by a
 * fixed seed, anywhere in the word. The words: of a treebank all nouns, adjectives, verbs
 * and adverbs of five letters or more that the dictionary knows, as often as they occur;
 * and 158 words of customers, ten slips each. "right": of the slips that are no word
 * themselves, those that get the dictionary form of the word before the slip.
 *
 * False corrections: words of a treebank in small letters, four letters or more, once
 * each, that the dictionary does not know and that are marked neither as mistyped, nor as
 * spoken, nor as an abbreviation: foreign words, slang, names, rare Finnish. "changed":
 * read as a word of another spelling; "spoilt": and not as gold.
 *
 * English, where the name of the treebank begins with "en": the same slips in the words
 * of the table of common words, right: of those that are no word of it, those that get
 * the stem of the word before the slip; and words in small letters that the table has
 * not, names and marked mistakes left out: "spoilt": they get another stem.
 *
 * Spoken: tokens marked Style=Coll; content words are nouns, adjectives, verbs, adverbs
 * and names; right: the dictionary form is gold, or that of gold where gold is a word of
 * the dictionary (a treebank has "kauheasti" where the dictionary has "kauhea").
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/map.h"
#include "base/str.h"
#include "base/unicode.h"
#include "corpus.h"
#include "text/passage.h"
#include "text/wordlist.h"
#include "text/words.h"

enum { LETTERS_CAP = 40, WORD_MIN = 5, UNKNOWN_MIN = 4, SEED = 20240501, ROUNDS = 10 };

static const char *const customer_words =
    "asiakaspalvelu asiakaspalvelija palvelu palvelua palvelun puhelinpalvelu puhelin "
    "puhelimessa jonottaa jonotus jonotusaika jonossa odottaa odotin odotusaika toimitus "
    "toimituksen toimitusaika toimitusmaksu toimitettiin lähetys lähetyksen paketti "
    "paketin postitus nouto noutopiste noutopisteestä myöhästyi myöhässä viivästyi hinta "
    "hinnat hinnoittelu kallis kalliimpi halpa edullinen edullisesti tarjous tarjoukset "
    "alennus alennuskoodi maksaa maksaminen maksutapa lasku laskun laskutus laskutettiin "
    "maksumuistutus sopimus sopimuksen irtisanominen liittymä liittymän netti "
    "nettiyhteys "
    "yhteys yhteydet katkesi katkoja hidas hitaasti nopea nopeasti nopeus laatu laadukas "
    "laatua tuote tuotteet tuotteen valikoima valikoimat viallinen rikki korjaus "
    "korjattiin "
    "takuu palautus palauttaa palautettu hyvitys hyvitystä reklamaatio valitus sovellus "
    "sovelluksen sovelluksessa verkkokauppa verkkokaupassa verkkosivut sivusto "
    "kirjautuminen tunnukset salasana ohjeet ohjeistus neuvonta neuvoja ystävällinen "
    "ystävällisesti ammattitaitoinen osaava osaamaton töykeä asiantunteva "
    "asiantuntevasti "
    "henkilökunta henkilökunnan myyjä myyjän vastaus vastattiin soittaa soitin "
    "takaisinsoitto tavoittaa ongelma ongelmia ongelmaan ratkaisu ratkaistiin selkeä "
    "selkeästi epäselvä helppo helposti vaikea hankala toimii toimiva toiminut "
    "luotettava "
    "luottamus tyytyväinen tyytymätön suosittelen suositella kokemus pettymys pettynyt "
    "vakuutus korvaus korvauksen päätös käsittely käsittelyaika pankki lääkäri "
    "ajanvaraus "
    "vastaanotto hoitaja hoito huonekalut asennus asentaja";

typedef struct tools {
    pal_arena *mem;
    pal_words *words;
    bool verbose;
    uint64_t state;
    pal_map *seen;
    pal_map *seen_english;
    pal_wordlist *english; /* or NULL */
} tools;

typedef struct counts {
    size_t slips, words, right, unread; /* words: slips that are words themselves */
    size_t unknown, changed, spoilt;
    size_t spoken, spoken_right, content, content_right;
    double seconds;
} counts;

static unsigned next_random(tools *t, unsigned count)
{
    t->state = t->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((t->state >> 33) % count);
}

/* --- slips --- */

static size_t spell_out(uint32_t *letters, pal_str word)
{
    size_t count = 0;
    for (size_t at = 0; at < word.len && count < LETTERS_CAP;) {
        uint32_t code = pal_unicode_next(word, &at);
        if ((code < 'a' || code > 'z') && code != 0xE5 && code != 0xE4 && code != 0xF6)
            return 0;
        letters[count++] = code;
    }
    return count;
}

/* One of the two keys beside it in its row. */
static uint32_t key_beside(tools *t, uint32_t code)
{
    static const uint32_t rows[][12] = {
        {'q', 'w', 'e', 'r', 't', 'y', 'u', 'i', 'o', 'p', 0xE5, 0},
        {'a', 's', 'd', 'f', 'g', 'h', 'j', 'k', 'l', 0xF6, 0xE4, 0},
        {'z', 'x', 'c', 'v', 'b', 'n', 'm', 0},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        for (size_t i = 0; rows[r][i]; i++) {
            if (rows[r][i] != code)
                continue;
            bool left = i > 0 && (rows[r][i + 1] == 0 || next_random(t, 2) == 0);
            return left ? rows[r][i - 1] : rows[r][i + 1];
        }
    return code;
}

static pal_str slip(tools *t, pal_str word)
{
    uint32_t letters[LETTERS_CAP];
    size_t count = spell_out(letters, word);
    if (count < WORD_MIN)
        return (pal_str){NULL, 0};
    enum { MISSING, EXTRA, BESIDE, SWAPPED, KINDS };
    unsigned kind = next_random(t, KINDS);
    size_t at = next_random(t, (unsigned)(kind == SWAPPED ? count - 1 : count));
    pal_buf b = {0};
    for (size_t i = 0; i < count; i++) {
        if (i != at) {
            pal_unicode_add(&b, letters[i]);
        } else if (kind == EXTRA) {
            pal_unicode_add(&b, letters[i]);
            pal_unicode_add(&b,
                            next_random(t, 2) ? letters[i] : key_beside(t, letters[i]));
        } else if (kind == BESIDE) {
            pal_unicode_add(&b, key_beside(t, letters[i]));
        } else if (kind == SWAPPED) {
            pal_unicode_add(&b, letters[i + 1]);
            pal_unicode_add(&b, letters[i++]);
        }
    }
    pal_str out = pal_arena_copy(t->mem, (pal_str){b.ptr, b.len});
    pal_buf_release(&b);
    return pal_str_equal(out, word) ? (pal_str){NULL, 0} : out;
}

/* --- the words --- */

static const pal_word *look_up(tools *t, pal_str form)
{
    return corpus_need(
        (void *)(uintptr_t)pal_words_find(t->words, form, PAL_WORD_LETTERS));
}

static bool is_known(const pal_word *word)
{
    return word->lemma.len != 0 && word->standard.len == 0;
}

static double seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void try_slip(tools *t, counts *c, pal_str folded)
{
    const pal_word *right = look_up(t, folded);
    if (!is_known(right))
        return;
    pal_str wrong = slip(t, folded);
    if (!wrong.ptr)
        return;
    double before = seconds();
    const pal_word *word = look_up(t, wrong);
    c->seconds += seconds() - before;
    c->slips++;
    if (is_known(word)) {
        c->words++;
        return;
    }
    bool fine = pal_str_equal(word->lemma, right->lemma);
    c->right += fine;
    c->unread += word->standard.len == 0;
    if (!fine && t->verbose)
        printf("slip\t%.*s\t%.*s\t%.*s\n", PAL_ARG(wrong), PAL_ARG(folded),
               PAL_ARG(word->standard));
}

static pal_str plain(pal_arena *mem, pal_str lemma)
{
    char *out = corpus_need(pal_new(mem, char, lemma.len + 1));
    size_t len = 0;
    for (size_t i = 0; i < lemma.len; i++)
        if (lemma.ptr[i] != '#' && lemma.ptr[i] != '-')
            out[len++] = lemma.ptr[i];
    return pal_unicode_fold(mem, (pal_str){out, len});
}

/* Is the word read as gold, or as the dictionary reads gold? */
static bool is_same(tools *t, const pal_word *word, pal_str gold)
{
    const pal_word *meant = look_up(t, gold);
    return pal_str_equal(word->lemma, gold) ||
           (is_known(meant) && pal_str_equal(word->lemma, meant->lemma));
}

static void try_unknown(tools *t, counts *c, pal_str form, pal_str gold)
{
    uint32_t letters[LETTERS_CAP];
    bool fresh = false;
    if (spell_out(letters, form) < UNKNOWN_MIN)
        return;
    corpus_need(pal_map_at(t->seen, form, &fresh));
    const pal_word *word = look_up(t, form);
    if (!fresh || is_known(word))
        return;
    bool spoilt = word->standard.len != 0 && !is_same(t, word, gold);
    c->unknown++;
    c->changed += word->standard.len != 0;
    c->spoilt += spoilt;
    if (spoilt && t->verbose)
        printf("spoilt\t%.*s\t%.*s\t%.*s\n", PAL_ARG(form), PAL_ARG(gold),
               PAL_ARG(word->standard));
}

static void try_spoken(tools *t, counts *c, pal_str form, pal_str gold, bool content)
{
    const pal_word *word = look_up(t, plain(t->mem, form));
    bool right = is_same(t, word, gold);
    c->spoken++;
    c->spoken_right += right;
    c->content += content;
    c->content_right += content && right;
    if (!right && content && t->verbose)
        printf("spoken\t%.*s\t%.*s\t%.*s\t%.*s\n", PAL_ARG(form), PAL_ARG(gold),
               PAL_ARG(word->standard), PAL_ARG(word->lemma));
}

/* --- English --- */

static const pal_word *look_up_english(tools *t, pal_str form)
{
    const pal_word *word =
        corpus_need((void *)(uintptr_t)pal_words_look(t->words, form, PAL_WORD_LETTERS));
    if (!pal_words_prepare(t->words, word, PAL_LANGUAGE_EN))
        corpus_need(NULL);
    return word;
}

static void try_english_slip(tools *t, counts *c, pal_str folded)
{
    pal_str wrong = slip(t, folded);
    if (!wrong.ptr)
        return;
    pal_str stem = look_up_english(t, folded)->stem[PAL_LANGUAGE_EN];
    double before = seconds();
    const pal_word *word = look_up_english(t, wrong);
    c->seconds += seconds() - before;
    c->slips++;
    if (pal_wordlist_count(t->english, wrong) != 0) {
        c->words++;
        return;
    }
    bool fine = pal_str_equal(word->stem[PAL_LANGUAGE_EN], stem);
    c->right += fine;
    c->unread += word->english.len == 0;
    if (!fine && t->verbose)
        printf("slip\t%.*s\t%.*s\t%.*s\n", PAL_ARG(wrong), PAL_ARG(folded),
               PAL_ARG(word->english));
}

static void try_english_unknown(tools *t, counts *c, pal_str form)
{
    bool fresh = false;
    corpus_need(pal_map_at(t->seen_english, form, &fresh));
    if (!fresh)
        return;
    const pal_word *word = look_up_english(t, form);
    c->unknown++;
    c->changed += word->english.len != 0;
    c->spoilt += word->english.len != 0;
    if (word->english.len != 0 && t->verbose)
        printf("spoilt\t%.*s\t%.*s\n", PAL_ARG(form), PAL_ARG(word->english));
}

static void try_english(tools *t, counts *c, pal_str form, pal_str folded, bool content)
{
    uint32_t letters[LETTERS_CAP];
    if (spell_out(letters, folded) < UNKNOWN_MIN)
        return;
    if (pal_wordlist_count(t->english, folded) != 0) {
        if (content)
            try_english_slip(t, c, folded);
    } else if (pal_str_equal(form, folded)) {
        try_english_unknown(t, c, form);
    }
}

static bool is_one_of(pal_str text, const char *names)
{
    for (pal_str list = pal_str_from(names); list.len != 0;) {
        pal_cut cut = pal_str_cut(list, ' ');
        if (pal_str_equal(cut.head, text))
            return true;
        list = cut.tail;
    }
    return false;
}

static void read_token(tools *t, counts *c, counts *english, pal_str row)
{
    pal_str field[6];
    for (size_t i = 0; i < sizeof field / sizeof *field; i++) {
        pal_cut cut = pal_str_cut(row, '\t');
        field[i] = cut.head;
        row = cut.tail;
    }
    int64_t number = 0;
    if (!pal_str_to_int(field[0], &number))
        return;
    pal_str folded = plain(t->mem, field[1]);
    pal_str gold = plain(t->mem, field[2]);
    bool content = is_one_of(field[3], "NOUN ADJ VERB ADV");
    bool marked = pal_str_has(field[5], PAL_STR("Style=Coll")) ||
                  pal_str_has(field[5], PAL_STR("Typo=Yes")) ||
                  pal_str_has(field[5], PAL_STR("Abbr=Yes"));
    if (content && !marked)
        try_slip(t, c, folded);
    if (pal_str_has(field[5], PAL_STR("Style=Coll")))
        try_spoken(t, c, field[1], gold,
                   content || pal_str_equal(field[3], PAL_STR("PROPN")));
    if (!marked)
        try_unknown(t, c, field[1], gold);
    if (english && !marked && !is_one_of(field[3], "PROPN X") &&
        !pal_str_has(field[5], PAL_STR("Style=")))
        try_english(t, english, field[1], folded, content);
}

static double percent(size_t part, size_t whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 0;
}

static void print_slips(const char *what, const counts *c)
{
    size_t judged = c->slips - c->words;
    printf(
        "%s: %zu slips, %zu of them words; right %.1f %%, left alone %.1f %%, %.0f us a "
        "slip\n",
        what, c->slips, c->words, percent(c->right, judged), percent(c->unread, judged),
        c->slips ? 1e6 * c->seconds / (double)c->slips : 0);
}

static void read_bank(tools *t, const char *path)
{
    pal_error err = {0};
    pal_str text = {NULL, 0};
    counts c = {0};
    counts in_english = {0};
    pal_str name = pal_io_name(pal_str_from(path));
    bool english = t->english && pal_str_starts(name, PAL_STR("en"));
    if (pal_io_read(&text, t->mem, path, (size_t)64 << 20, &err) != PAL_OK) {
        fprintf(stderr, "%s: %s\n", path, err.msg);
        exit(1);
    }
    t->state = SEED;
    t->seen = corpus_need(pal_map_new(t->mem, 0));
    t->seen_english = corpus_need(pal_map_new(t->mem, 0));
    for (pal_cut row; text.len != 0; text = row.tail) {
        row = pal_str_cut(text, '\n');
        read_token(t, &c, english ? &in_english : NULL, row.head);
    }
    printf("%.*s\n", PAL_ARG(name));
    print_slips("made slips", &c);
    printf(
        "correct words that the dictionary does not know: %zu, changed %.1f %%, spoilt "
        "%.1f %%\n",
        c.unknown, percent(c.changed, c.unknown), percent(c.spoilt, c.unknown));
    if (english) {
        print_slips("English slips", &in_english);
        printf("English words that the table has not: %zu, spoilt %.1f %%\n",
               in_english.unknown, percent(in_english.spoilt, in_english.unknown));
    }
    if (c.spoken != 0)
        printf("spoken: %zu words, right %.1f %%; content words %zu, right %.1f %%\n",
               c.spoken, percent(c.spoken_right, c.spoken), c.content,
               percent(c.content_right, c.content));
}

static void read_customers(tools *t)
{
    counts c = {0};
    t->state = SEED;
    for (int round = 0; round < ROUNDS; round++)
        for (pal_str list = pal_str_from(customer_words); list.len != 0;) {
            pal_cut cut = pal_str_cut(list, ' ');
            try_slip(t, &c, cut.head);
            list = cut.tail;
        }
    print_slips("words of customers", &c);
}

int main(int argc, char **argv)
{
    pal_error err = {0};
    tools t = {.mem = corpus_need(pal_arena_open((size_t)1 << 30)),
               .verbose = getenv("VERBOSE") != NULL};
    if (argc < 2 || pal_words_open(&t.words, argv[1], PAL_MORPHOLOGY_BEST, NULL, NULL,
                                   &err) != PAL_OK) {
        fprintf(stderr, "eval_typing: no models: %s\n", err.msg);
        return 1;
    }
    if (pal_wordlist_open(&t.english, t.mem, argv[1], "word-frequency.en.tsv", NULL,
                          &err) != PAL_OK) {
        fprintf(stderr, "eval_typing: %s\n", err.msg);
        return 1;
    }
    for (int i = 2; i < argc; i++)
        read_bank(&t, argv[i]);
    read_customers(&t);
    pal_words_close(t.words);
    pal_arena_close(t.mem);
    return 0;
}
