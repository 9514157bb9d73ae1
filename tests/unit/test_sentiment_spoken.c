/* Denial, past, doubt, contrast, amounts of time, comparison and irony: the tone that a
 * speaker hears, on the project's own lexicons. */
#include "lexicon_help.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

typedef struct tone_fact {
    const char *text, *expected;
} tone_fact;

static void check_tones(const tone_fact *facts, size_t count, pal_language language)
{
    lexicon_reader r = lexicon_open(NULL, "best", language);
    for (size_t i = 0; i < count; i++) {
        const char *tone = pal_polarity_name(lexicon_read(&r, facts[i].text).sentiment);
        cr_expect_str_eq(tone, facts[i].expected, "'%s' is %s, not %s", facts[i].text,
                         tone, facts[i].expected);
    }
    lexicon_close(&r);
}

Test(sentiment_spoken, finnish_denial_and_scope)
{
    static const tone_fact facts[] = {
        {"Ei tarvinnut jonottaa.", "pos"},
        {"En ole koskaan joutunut odottamaan.", "pos"},
        {"Pääsin läpi ilman jonoja.", "pos"},
        {"Täysin jonoton asiointi.", "pos"},
        {"Ei moitteen sijaa.", "pos"},
        {"Ei valittamista.", "pos"},
        {"Ei huono.", "pos"},
        {"Ei mitään erityistä hyvää.", "neg"},
        {"Voisi olla edullisempi.", "neg"},
        {"Toivoisin pidempiä aukioloaikoja.", "neg"},
        {"Sovellus saisi toimia nopeammin.", "neg"},
        {"Kunpa palvelu olisi parempaa.", "neg"},
        {"Ei ongelmia, hyvää palvelua.", "pos"},
        {"Luulin, että se on kallis, mutta ei ollut.", "pos"},
        {"En ole koskaan saanut näin huonoa palvelua.", "neg"},
        {"En voi valittaa.", "pos"},
    };
    check_tones(facts, COUNT(facts), PAL_LANGUAGE_FI);
}

Test(sentiment_spoken, finnish_contrast_past_time_and_irony)
{
    static const tone_fact facts[] = {
        {"Palvelu oli hyvää mutta hinta liian kallis.", "mixed"},
        {"Toisaalta nopea, toisaalta kallis.", "mixed"},
        {"Aiemmin palvelu oli surkeaa, mutta nyt se on loistavaa.", "pos"},
        {"Aiemmin palvelu oli hyvää.", "neg"},
        {"Ennen toimi paremmin.", "neg"},
        {"Parempi kuin ennen.", "pos"},
        {"Muualta saa halvemmalla.", "neg"},
        {"Vastattiin vasta kahden viikon päästä.", "neg"},
        {"Odotin 47 minuuttia.", "neg"},
        {"Viikkoja meni.", "neg"},
        {"Puolitoista tuntia jonossa.", "neg"},
        {"kolme päivää", "neu"},
        {"Asia hoitui alle minuutissa.", "pos"},
        {"Viidessä minuutissa valmista.", "pos"},
        {"Joudun soittamaan uudestaan.", "neg"},
        {"No hienoa.", "neg"},
        {"Kiitos vaan.", "neg"},
        {"Todella hienoa taas kerran.", "neg"},
    };
    check_tones(facts, COUNT(facts), PAL_LANGUAGE_FI);
}

Test(sentiment_spoken, english_denial_and_scope)
{
    static const tone_fact facts[] = {
        {"Could be cheaper.", "neg"},
        {"Never had to wait.", "pos"},
        {"No complaints.", "pos"},
        {"Not bad at all.", "pos"},
        {"Couldn't fault them.", "pos"},
        {"Couldn't be happier.", "pos"},
        {"Can't complain.", "pos"},
        {"No problems, great service.", "pos"},
        {"Not slow, expensive or rude.", "pos"},
        {"I don't think it is bad.", "pos"},
        {"I don't think, given what we pay, that it is good.", "neg"},
        {"I thought it would be great, but it was not.", "neg"},
        {"I thought it would be terrible, but it wasn't.", "pos"},
        {"Was the food good? No.", "neg"},
        {"Was the food good? Yes.", "pos"},
        {"I have never had such bad service.", "neg"},
    };
    check_tones(facts, COUNT(facts), PAL_LANGUAGE_EN);
}

Test(sentiment_spoken, english_contrast_past_time_and_irony)
{
    static const tone_fact facts[] = {
        {"Good service but expensive.", "mixed"},
        {"Although it is expensive, the service is excellent.", "mixed"},
        {"I used to think they were awful, but now they are excellent.", "pos"},
        {"Used to be better.", "neg"},
        {"Better than before.", "pos"},
        {"Worse than before.", "neg"},
        {"You can get it cheaper elsewhere.", "neg"},
        {"Waited an hour.", "neg"},
        {"2 h on hold", "neg"},
        {"three days", "neu"},
        {"Fixed within minutes.", "pos"},
        {"Great job losing my parcel.", "neg"},
        {"Thanks for nothing.", "neg"},
    };
    check_tones(facts, COUNT(facts), PAL_LANGUAGE_EN);
}
