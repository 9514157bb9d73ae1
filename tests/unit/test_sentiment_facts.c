/* What a speaker of the language would say of an answer, on the project's own lexicons.
 */
#include "lexicon_help.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* theme NULL: the tone of the whole. "-": the theme is not there. */
typedef struct spoken_fact {
    const char *text, *theme, *expected;
} spoken_fact;

static void check_facts(const spoken_fact *facts, size_t count, pal_language language,
                        const char *morphology)
{
    lexicon_reader r = lexicon_open(NULL, morphology, language);
    for (size_t i = 0; i < count; i++) {
        pal_reading_view view = lexicon_read(&r, facts[i].text);
        const char *answer = facts[i].theme ? lexicon_polarity(&r, facts[i].theme)
                                            : pal_polarity_name(view.sentiment);
        cr_expect_str_eq(answer, facts[i].expected, "%s: '%s': %s is %s, not %s",
                         morphology, facts[i].text,
                         facts[i].theme ? facts[i].theme : "the whole", answer,
                         facts[i].expected);
    }
    lexicon_close(&r);
}

static const spoken_fact finnish[] = {
    /* dates, appointments and prices in plain words */
    {"Tilasin puhelimen ja se tuli viikon myöhässä.", "toimitusvarmuus", "neg"},
    {"Lento ajallaan, ystävällinen henkilökunta.", "toimitusvarmuus", "pos"},
    {"Aikaa ei saa ja jonot ovat pitkiä.", "tavoitettavuus", "neg"},
    {"Ajan saaminen kestää viikkoja.", "tavoitettavuus", "neg"},
    {"Edullinen ja toimiva.", "hintataso", "pos"},
    {"Edullinen ja toimiva.", "hinta-laatu", "-"},
    {"Helppo käyttää", "vaivattomuus", "pos"},
    /* a wish behind a comma leaves what was praised before it */
    {"Hyvää hoitoa, hinta voisi olla edullisempi.", "tuotteen-laatu", "pos"},
    {"Hyvää hoitoa, hinta voisi olla edullisempi.", "hintataso", "neg"},
    {"Ei ole tarvinnut käydä konttorilla.", "toimipiste", "-"},
    /* queues */
    {"Ei tarvinnut jonottaa.", "jonotusaika", "pos"},
    {"Ei tarvinnut jonottaa.", NULL, "pos"},
    {"Jonoja ei ollut.", "jonotusaika", "pos"},
    {"Ei jonoja, kiitos!", "jonotusaika", "pos"},
    {"Pääsin läpi ilman jonotusta.", "jonotusaika", "pos"},
    {"Jonotin puhelimessa 40 minuuttia.", "jonotusaika", "neg"},
    {"Jono oli todella pitkä.", "jonotusaika", "neg"},
    {"Sain jonottaa tuntikausia.", NULL, "neg"},
    {"Jonotusajat ovat aivan liian pitkiä.", "jonotusaika", "neg"},
    /* answers that never came */
    {"Sähköpostiin ei vastattu viikkoon.", "vasteaika", "neg"},
    {"Viestiini vastattiin samana päivänä.", "vasteaika", "pos"},
    /* people */
    {"Palvelu oli ystävällistä.", "ystavallisyys", "pos"},
    {"Asiakaspalvelija ei ollut ystävällinen.", "ystavallisyys", "neg"},
    {"Asiakaspalvelija oli töykeä.", "ystavallisyys", "neg"},
    {"Asiakaspalvelija ei ollut töykeä.", "ystavallisyys", "pos"},
    {"Henkilökunta on ammattitaitoista.", "asiantuntemus", "pos"},
    /* prices */
    {"Liian kallis!", "hintataso", "neg"},
    {"Hinnat ovat nousseet kohtuuttomasti.", "hintataso", "neg"},
    {"Ei ole kallis.", "hintataso", "pos"},
    {"Edulliset hinnat.", "hintataso", "pos"},
    {"Hyvä hinta-laatusuhde.", "hinta-laatu", "pos"},
    {"Hyvä hinta-laatusuhde.", "hintataso", "-"},
    /* technology */
    {"Sovellus kaatuu jatkuvasti.", "sovellus", "neg"},
    {"Verkkosivut ovat sekavat.", "verkkosivusto", "neg"},
    /* delivery */
    {"Toimitus tuli ajallaan.", "toimitusvarmuus", "pos"},
    {"Paketti myöhästyi kaksi viikkoa.", "toimitusvarmuus", "neg"},
    /* general */
    {"Hyvä.", "yleinen-tyytyvaisyys", "pos"},
    {"Kaikki toimii moitteettomasti.", NULL, "pos"},
    {"Ei moitteen sijaa.", NULL, "pos"},
    {"Ei valittamista.", NULL, "pos"},
    {"Ei hyvä.", NULL, "neg"},
    {"Ei huono.", NULL, "pos"},
    {"Surkea palvelu.", NULL, "neg"},
    {"Aivan mahtavaa palvelua!", NULL, "pos"},
    {"Suosittelen kaikille!", "suosittelu", "pos"},
    {"En suosittele kenellekään.", "suosittelu", "neg"},
    {"Vaihdan toiseen yhtiöön.", "poistumariski", "neg"},
    /* two sides */
    {"Palvelu oli ystävällistä, mutta jonotin tunnin.", NULL, "mixed"},
    {"Palvelu oli ystävällistä, mutta jonotin tunnin.", "ystavallisyys", "pos"},
    {"Palvelu oli ystävällistä, mutta jonotin tunnin.", "jonotusaika", "neg"},
    {"Hinta on kallis mutta sovellus on selkeä.", "hintataso", "neg"},
    {"Hinta on kallis mutta sovellus on selkeä.", "sovellus", "pos"},
    /* wishes */
    {"Toivoisin edullisempia hintoja.", "hintataso", "neg"},
    {"Sovellus voisi olla selkeämpi.", "sovellus", "neg"},
    /* nothing said */
    {"Ei kommentoitavaa.", NULL, "neu"},
    {"Soitin teille eilen.", NULL, "neu"},
    /* emoji */
    {"👍", NULL, "pos"},
    {"😡", NULL, "neg"},
};

static const spoken_fact english[] = {
    /* what was ordered */
    {"Ordered in March and still not connected.", "toimitusaika", "neg"},
    {"We waited six weeks for the broadband to be installed.", "toimitusaika", "neg"},
    {"Haven't even had my line installed yet!", "toimitusaika", "neg"},
    {"The installation is four months late.", "toimitusvarmuus", "neg"},
    {"My order was cancelled without a word.", "toimitusvarmuus", "neg"},
    {"Told it would be the 9th, it is now the 30th and still nothing.", "toimitusvarmuus",
     "neg"},
    {"Everything went ahead on time.", "toimitusvarmuus", "pos"},
    {"I ordered faster broadband nine months ago.", "tuotteen-laatu", "-"},
    {"Much faster than our old line.", "tuotteen-laatu", "pos"},
    {"Extremely easy", "vaivattomuus", "pos"},
    {"Good broadband, could be cheaper.", "tuotteen-laatu", "pos"},
    {"Good broadband, could be cheaper.", "hintataso", "neg"},
    {"No probs so far", "yleinen-tyytyvaisyys", "pos"},
    {"The engineer was great", "palvelun-laatu", "pos"},
    {"The engineer was great", "asiantuntemus", "-"},
    {"They explained everything clearly.", "viestinnan-selkeys", "pos"},
    {"I haven't paid my first bill yet.", "laskutus", "-"},
    {"Changing to you was a big mistake.", "poistumariski", "-"},
    {"Going back to my old provider.", "poistumariski", "neg"},
    {"No queue at all.", "jonotusaika", "pos"},
    {"I didn't have to wait in line.", "jonotusaika", "pos"},
    {"Had to wait on hold for an hour.", "jonotusaika", "neg"},
    {"Nobody answered my email.", "vasteaika", "neg"},
    {"The staff were friendly.", "ystavallisyys", "pos"},
    {"The staff were not friendly.", "ystavallisyys", "neg"},
    {"Rude agent.", "ystavallisyys", "neg"},
    {"Too expensive.", "hintataso", "neg"},
    {"Not expensive at all.", "hintataso", "pos"},
    {"Great value for money.", "hinta-laatu", "pos"},
    {"The app keeps crashing.", "sovellus", "neg"},
    {"My order arrived two weeks late.", "toimitusvarmuus", "neg"},
    {"No complaints.", NULL, "pos"},
    {"No complaints.", "yleinen-tyytyvaisyys", "pos"},
    {"Not good.", NULL, "neg"},
    {"Not bad.", NULL, "pos"},
    {"Terrible service!", NULL, "neg"},
    {"Excellent service, thank you!", NULL, "pos"},
    {"I would recommend you to anyone.", "suosittelu", "pos"},
    {"I would not recommend you.", "suosittelu", "neg"},
    {"I am switching to another provider.", "poistumariski", "neg"},
    {"The staff were friendly but I waited an hour on the phone.", NULL, "mixed"},
    {"The staff were friendly but I waited an hour on the phone.", "jonotusaika", "neg"},
    {"The staff were friendly but I waited an hour on the phone.", "ystavallisyys",
     "pos"},
    {"It should be cheaper.", "hintataso", "neg"},
    {"I called you yesterday.", NULL, "neu"},
    {"👍", NULL, "pos"},
    {":(", NULL, "neg"},
};

Test(sentiment_facts, finnish_answers_read_by_voikko)
{
    check_facts(finnish, COUNT(finnish), PAL_LANGUAGE_FI, "best");
}

Test(sentiment_facts, finnish_answers_read_by_snowball)
{
    check_facts(finnish, COUNT(finnish), PAL_LANGUAGE_FI, "snowball");
}

Test(sentiment_facts, english_answers)
{
    check_facts(english, COUNT(english), PAL_LANGUAGE_EN, "best");
}
