#include <criterion/criterion.h>

#include "text/bases.h"
#include "text/morphology.h"
#include "text_help.h"

/* The notation of Voikko 4.3 with voikko-fi 2.4, without Voikko. */
Test(text_morphology, parts_come_from_the_notation)
{
    static const struct {
        pal_reading reading;
        const char *parts;
    } cases[] = {
        {{PAL_INIT("puhelinjono"), PAL_INIT("=ppppppp=ppppppp"),
          PAL_INIT("+puhelin(puhelin)+jono(jono)")},
         "puhelin jono"},
        {{PAL_INIT("asiakaspalvelunumero"), PAL_INIT("=ppppppp=ppppppp=pppppp"),
          PAL_INIT("+asiakas(asiakas)+palvel(palvella)+u(+u)+numero(numero)")},
         "asiakas palvelu numero"},
        {{PAL_INIT("toimituksenseuranta"), PAL_INIT("=ppppppppppp=pppppppp"),
          PAL_INIT("+toimit(toimittaa)+uksen(+us)+seuranta(seuranta)")},
         "toimitus seuranta"},
        {{PAL_INIT("viikonloppu"), PAL_INIT("=pppppp=pppppp"),
          PAL_INIT("+viikon(viikko)+loppu(loppu)")},
         "viikko loppu"},
        {{PAL_INIT("kotiinkuljetus"), PAL_INIT("=pppppp=pppppppp"),
          PAL_INIT("+kotiinkuljetus(kotiin=kuljetus)")},
         "kotiin kuljetus"},
        {{PAL_INIT("epäselvä"), PAL_INIT("=ppp=ppppp"), PAL_INIT("+epä+selvä(selvä)")},
         ""},
        {{PAL_INIT("huippunopea"), PAL_INIT("=pppppp=ppppp"),
          PAL_INIT("+huippu+nopea(nopea)")},
         "huippu nopea"},
        {{PAL_INIT("hinta"), PAL_INIT("=ppppp"), PAL_INIT("+hinta(hinta)")}, ""},
        {{PAL_INIT("hinta"), PAL_INIT(""), PAL_INIT("")}, ""},
        {{PAL_INIT("a"), PAL_INIT("=pppp=pp"), PAL_INIT("+((+")}, ""},
        {{PAL_INIT("abcd"), PAL_INIT("=p=p=p=p=p=p=p=p=p=p"), PAL_INIT("+a")}, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_arena *mem = pal_arena_open((size_t)1 << 16);
        pal_str parts[PAL_PARTS_MAX];
        pal_buf out = {0};
        size_t count = pal_bases_parts(parts, mem, &cases[i].reading);
        for (size_t k = 0; k < count; k++) {
            if (k != 0)
                pal_buf_byte(&out, ' ');
            pal_buf_add(&out, parts[k]);
        }
        cr_expect(pal_str_equal(pal_buf_view(&out), pal_str_from(cases[i].parts)),
                  "%s: '%.*s'", cases[i].reading.baseform.ptr,
                  PAL_ARG(pal_buf_view(&out)));
        pal_buf_release(&out);
        pal_arena_close(mem);
    }
}

Test(text_morphology, participles_name_their_verb)
{
    static const struct {
        const char *wordbases, *verb;
    } cases[] = {
        {"+odotta(odottaa)+n+ut(+ut)", "odottaa"},
        {"+odote(odottaa)+t+tu(+tu)", "odottaa"},
        {"+odotel(odottaa)(+la)+tu(+tu)", "odotella"},
        {"+huonon(huonota)tu(+tua)+n+ut(+ut)", "huonontua"},
        {"+alen(aleta)ne(+taa)+t+tu(+tu)", "alentaa"},
        {"+sanot(sanoa)+tav+a(+a)", "sanoa"},
        {"+loppuunmyy(loppuun=myydä)+ty(+ty)", "loppuunmyydä"},
        {"+järjestä(järjestää)+m+ä(+ä)", "järjestää"},
        {"+hinta(hinta)", ""},
        {"", ""},
        {"+a+b+c", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        pal_arena *mem = pal_arena_open((size_t)1 << 16);
        pal_reading reading = {.wordbases = pal_str_from(cases[i].wordbases)};
        pal_str verb = pal_bases_verb(mem, &reading);
        cr_expect(pal_str_equal(verb, pal_str_from(cases[i].verb)), "%s: '%.*s'",
                  cases[i].wordbases, PAL_ARG(verb));
        pal_arena_close(mem);
    }
}

/* A cache with Voikko, or NULL and a line on stderr where it is not installed. */
static bool open_voikko(text_tools *t)
{
    *t = text_open("models", PAL_MORPHOLOGY_BEST);
    if (strncmp(pal_words_engine(t->words), "voikko ", 7) == 0)
        return true;
    fprintf(stderr, "skipped: Voikko or voikko-fi is not installed\n");
    text_close(t);
    return false;
}

Test(text_morphology, chooses_the_common_reading)
{
    static const struct {
        const char *word, *lemma;
    } cases[] = {
        {"vuotta", "vuosi"},
        {"kesti", "kestää"},
        {"hidasta", "hidas"},
        {"asiakaspalvelusta", "asiakaspalvelu"},
        {"maksaa", "maksaa"},
        {"tilaa", "tila"},
        {"katkoja", "katko"},
        {"toimitusta", "toimitus"},
        {"kallis", "kallis"},
        {"kalliimpi", "kallis"},
        {"kalliisti", "kallis"},
        {"Hitaasti", "hidas"},
        {"nopeammin", "nopea"},
        {"odotin", "odottaa"},
        {"noin", "noin"},
        {"silloin", "silloin"},
        {"liian", "liian"},
        {"juuri", "juuri"},
        {"reititin", "reititin"},
        {"jonotettiin", "jonottaa"},
        {"jonottaminen", "jonottaa"},
        {"odottanut", "odottaa"},
        {"palvellut", "palvella"},
        {"tyytyväinen", "tyytyväinen"},
        {"tyytyväisiä", "tyytyväinen"},
        {"tyytymätön", "tyytymätön"},
        {"toimimaton", "toimimaton"},
        {"uskomatonta", "uskomaton"},
        {"HINNAT", "hinta"},
        {"puhelinpalvelusta", "puhelinpalvelu"},
        {"helsingissä", "helsinki"},
        {"chätti", ""},
        {"wifi2", ""},
        {"don't", ""},
        {"плохо", ""},
    };
    text_tools t;
    if (!open_voikko(&t))
        return;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const pal_word *word =
            pal_words_find(t.words, pal_str_from(cases[i].word), PAL_WORD_LETTERS);
        cr_assert(word);
        cr_expect(pal_str_equal(word->lemma, pal_str_from(cases[i].lemma)), "%s: '%.*s'",
                  cases[i].word, PAL_ARG(word->lemma));
    }
    text_close(&t);
}

Test(text_morphology, knows_the_parts_of_compounds)
{
    static const struct {
        const char *word, *parts[3];
    } cases[] = {
        {"puhelinjonossa", {"puhelin", "jono", NULL}},
        {"asiakaspalvelunne", {"asiakas", "palvelu", NULL}},
        {"jonotusaikojen", {"jonotus", "aika", NULL}},
        {"palvelunlaatuun", {"palvelu", "laatu", NULL}},
        {"verkkosivuilla", {"verkko", "sivu", NULL}},
        {"jono", {NULL, NULL, NULL}},
        {"epäystävällinen", {NULL, NULL, NULL}},
    };
    text_tools t;
    if (!open_voikko(&t))
        return;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const pal_word *word =
            pal_words_find(t.words, pal_str_from(cases[i].word), PAL_WORD_LETTERS);
        cr_assert(word);
        uint8_t count = 0;
        for (; count < 3 && cases[i].parts[count]; count++)
            cr_expect(count < word->part_count &&
                          pal_str_equal(word->parts[count],
                                        pal_str_from(cases[i].parts[count])),
                      "%s: part %d is '%.*s'", cases[i].word, count,
                      PAL_ARG(word->parts[count]));
        cr_expect_eq(word->part_count, count, "%s", cases[i].word);
    }
    text_close(&t);
}

Test(text_morphology, asks_for_no_word_that_is_too_long)
{
    text_tools t;
    if (!open_voikko(&t))
        return;
    char word[400];
    memset(word, 'a', sizeof word);
    for (size_t len = 1; len <= sizeof word; len++)
        cr_assert(pal_words_find(t.words, (pal_str){word, len}, PAL_WORD_LETTERS));
    text_close(&t);
}

Test(text_morphology, refuses_a_broken_table_and_says_where)
{
    static const struct {
        const char *name;
        pal_str text;
        size_t line, column;
    } cases[] = {
        {"no tab", PAL_INIT("hinta\n"), 1, 1},
        {"no lemma", PAL_INIT("\t3\n"), 1, 1},
        {"not a number", PAL_INIT("hinta\tx\n"), 1, 7},
        {"zero", PAL_INIT("hinta\t0\n"), 1, 7},
        {"too many", PAL_INIT("hinta\t99999999999\n"), 1, 7},
        {"not ascending", PAL_INIT("jono\t3\nhinta\t3\n"), 2, 1},
        {"given twice", PAL_INIT("jono\t3\njono\t3\n"), 2, 1},
    };
    text_tools t;
    if (!open_voikko(&t))
        return;
    text_close(&t);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *folder = text_folder("lemma-frequency.fi.tsv", cases[i].text);
        pal_arena *mem = pal_arena_open((size_t)1 << 20);
        pal_morphology_engine *engine = NULL;
        pal_error err = {0};
        cr_expect_eq(pal_morphology_open(&engine, mem, folder, &err), PAL_EFORMAT,
                     "%s: accepted", cases[i].name);
        cr_expect_eq(err.at.line, cases[i].line, "%s: line %zu", cases[i].name,
                     err.at.line);
        cr_expect_eq(err.at.column, cases[i].column, "%s: column %zu", cases[i].name,
                     err.at.column);
        cr_expect_null(engine);
        pal_arena_close(mem);
        text_remove(folder, "lemma-frequency.fi.tsv");
    }
}

Test(text_morphology, without_a_table_the_engine_still_reads)
{
    text_tools t;
    if (!open_voikko(&t))
        return;
    text_close(&t);
    pal_arena *mem = pal_arena_open((size_t)1 << 20);
    pal_morphology_engine *engine = NULL;
    cr_assert_eq(pal_morphology_open(&engine, mem, NULL, NULL), PAL_OK);
    pal_word word = {.folded = PAL_INIT("hinnat")};
    cr_expect(pal_morphology_read(engine, mem, &word));
    cr_expect(pal_str_equal(word.lemma, PAL_STR("hinta")));
    pal_morphology_close(engine);
    pal_arena_close(mem);
}
