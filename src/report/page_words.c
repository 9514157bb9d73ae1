#include "report/page_words.h"

#include <assert.h>

#define SAY(fi, en)                                                                      \
    {                                                                                    \
        PAL_INIT(fi), PAL_INIT(en)                                                       \
    }

static const pal_page_pair words[] = {
    [PAL_SAY_TITLE] = SAY("Avoimet vastaukset ja NPS", "Open answers and NPS"),
    [PAL_SAY_POINT] = SAY(",", "."),
    [PAL_SAY_GROUP] = SAY("\u202f", ","),
    [PAL_SAY_PERCENT] = SAY("\u00a0%", "%"),
    [PAL_SAY_UPTO] = SAY("…", " to "),
    [PAL_SAY_NONE] = SAY("–", "–"),

    [PAL_SAY_ASKED] = SAY("Kysymys:", "Question:"),
    [PAL_SAY_LEDE_NPS] = SAY("NPS on {0} (95\u00a0%:n luottamusväli {1}).",
                             "The NPS is {0} (95% confidence interval {1})."),
    [PAL_SAY_LEDE_ROSE] = SAY("Se nousi edellisestä mittauskerrasta {0} pistettä.",
                              "It rose by {0} points from the wave before."),
    [PAL_SAY_LEDE_FELL] = SAY("Se laski edellisestä mittauskerrasta {0} pistettä.",
                              "It fell by {0} points from the wave before."),
    [PAL_SAY_LEDE_SAME] =
        SAY("Muutos edellisestä mittauskerrasta ({1} pistettä) ei erotu sattumasta.",
            "The change from the wave before ({1} points) is not distinguishable from "
            "chance."),
    [PAL_SAY_LEDE_THEME] = SAY("Mataliin pisteisiin liittyy eniten teema",
                               "The theme most associated with low scores is"),
    [PAL_SAY_LEDE_THEMES] = SAY("Mataliin pisteisiin liittyvät eniten teemat",
                                "The themes most associated with low scores are"),
    [PAL_SAY_AND] = SAY(" ja ", " and "),
    [PAL_SAY_LEDE_NO_THEME] = SAY("Yhdenkään teeman yhteys mataliin pisteisiin ei erotu "
                                  "sattumasta.",
                                  "No theme is distinguishably associated with low "
                                  "scores."),
    [PAL_SAY_MAIN] = SAY("Pääkohdat", "Main points"),
    [PAL_SAY_NPS] = SAY("NPS", "NPS"),
    [PAL_SAY_INTERVAL] =
        SAY("Pisteet antoi {1} vastaajaa. 95\u00a0%:n luottamusväli on {0}.",
            "{1} respondents gave a score. The 95% confidence interval is {0}."),
    [PAL_SAY_NO_SCORES] =
        SAY("Aineistossa ei ole suosittelupisteitä, joten NPS:ää ei lasketa.",
            "The data holds no scores, so no NPS is given."),
    [PAL_SAY_FEW_SCORES] =
        SAY("Pisteitä on alle kymmeneltä vastaajalta (n = {0}), joten NPS:ää ei lasketa.",
            "Fewer than ten respondents gave a score (n = {0}), so no NPS is given."),
    [PAL_SAY_SMALL_SAMPLE] =
        SAY("Pieni otos (n = {0}): luku on vain suuntaa antava.",
            "Small sample (n = {0}): the figure is only indicative."),
    [PAL_SAY_COMMENTED] =
        SAY("Luettuja rivejä on {1}; avoin vastaus on {0} rivillä ({2}).",
            "{1} rows were read; {0} of them hold an open answer ({2})."),
    [PAL_SAY_COMMENT_RATE] =
        SAY("Avoimen vastauksen kirjoitti arvostelijoista {0}, passiivisista {1} ja "
            "suosittelijoista {2}.",
            "An open answer was written by {0} of detractors, {1} of passives and {2} of "
            "promoters."),
    [PAL_SAY_DOWN] = SAY("Painavat eniten alaspäin", "Weigh most"),
    [PAL_SAY_UP] = SAY("Nostaa eniten", "Lifts most"),
    [PAL_SAY_NO_THEME] = SAY("Mikään teema ei erotu sattumasta.",
                             "No theme is distinguishable from noise."),
    [PAL_SAY_THEME_IMPACT] = SAY("{0}\u00a0NPS-pistettä ({1}), mainintoja\u00a0{2}",
                                 "{0}\u00a0NPS points ({1}), {2}\u00a0mentions"),
    [PAL_SAY_CAUTION] =
        SAY("Maininnat ovat yhteydessä pisteisiin; ne eivät todista syytä.",
            "Mentions are associated with scores; they are not proven causes."),
    [PAL_SAY_SIGNALS_APART] = SAY(
        "Signaaliteemat (esimerkiksi suosittelu ja poistumariski) eivät ole mukana tässä "
        "poiminnassa, koska ne kertovat samaa kuin piste itse.",
        "Signal themes (such as recommendation and churn risk) are left out of this "
        "choice: they say the same as the score itself."),

    [PAL_SAY_BANDS] = SAY("Pisteiden jakauma", "Distribution of scores"),
    [PAL_SAY_BANDS_DESC] = SAY(
        "Arvostelijoita {0} (n = {1}), passiivisia {2} (n = {3}), suosittelijoita {4} "
        "(n = {5}).",
        "Detractors {0} (n = {1}), passives {2} (n = {3}), promoters {4} (n = {5})."),
    [PAL_SAY_DETRACTORS] = SAY("Arvostelijat", "Detractors"),
    [PAL_SAY_PASSIVES] = SAY("Passiiviset", "Passives"),
    [PAL_SAY_PROMOTERS] = SAY("Suosittelijat", "Promoters"),
    [PAL_SAY_UNSCORED] = SAY("Ei pistettä", "No score"),
    [PAL_SAY_SHARE_AND_COUNT] = SAY("{0} (n = {1})", "{0} (n = {1})"),

    [PAL_SAY_TONES] = SAY("Kommenttien sävy", "Tone of the comments"),
    [PAL_SAY_TONES_CAPTION] = SAY(
        "Sävy tulkitaan tekstistä eikä pisteestä. Palkissa oranssi on kielteinen, harmaa "
        "neutraali tai ristiriitainen ja sininen myönteinen.",
        "The tone is read from the text, not from the score. In the bar orange is "
        "negative, "
        "grey neutral or mixed, and blue positive."),
    [PAL_SAY_BAND] = SAY("Ryhmä", "Band"),
    [PAL_SAY_COMMENTS] = SAY("Kommentteja", "Comments"),
    [PAL_SAY_TONE] = SAY("Jakauma", "Distribution"),
    [PAL_SAY_NEGATIVE] = SAY("Kielteisiä", "Negative"),
    [PAL_SAY_NEUTRAL] = SAY("Neutraaleja", "Neutral"),
    [PAL_SAY_POSITIVE] = SAY("Myönteisiä", "Positive"),
    [PAL_SAY_MIXED] = SAY("Ristiriitaisia", "Mixed"),
    [PAL_SAY_ALL] = SAY("Kaikki", "All"),

    [PAL_SAY_WAVES] = SAY("Mittauskerrat", "Waves"),
    [PAL_SAY_WAVES_CAPTION] =
        SAY("NPS mittauskerroittain. Harmaa kursiivi: alle 30 pistettä.",
            "NPS by wave. Grey italics: fewer than 30 scores."),
    [PAL_SAY_WAVE] = SAY("Mittauskerta", "Wave"),
    [PAL_SAY_SCORED] = SAY("n", "n"),
    [PAL_SAY_RANGE95] = SAY("95\u00a0%:n väli", "95% interval"),
    [PAL_SAY_CHART] = SAY("−100 … 0 … 100", "−100 … 0 … 100"),

    [PAL_SAY_THEMES] = SAY("Teemat", "Themes"),
    [PAL_SAY_THEMES_CAPTION] = SAY(
        "Teemat NPS-vaikutuksen suuruuden mukaan. Osuudet lasketaan avoimen vastauksen "
        "antaneista. Harmaa kursiivi: alle 30 pistettä.",
        "Themes by the size of their impact on NPS. Shares are of those who gave an open "
        "answer. Grey italics: fewer than 30 scores."),
    [PAL_SAY_THEMES_CAPTION_PLAIN] =
        SAY("Teemat. Osuudet lasketaan avoimen vastauksen antaneista.",
            "Themes. Shares are of those who gave an open answer."),
    [PAL_SAY_THEMES_NONE] = SAY("Vastauksista ei löytynyt yhtään teemaa.",
                                "No theme was found in the answers."),
    [PAL_SAY_THEME] = SAY("Teema", "Theme"),
    [PAL_SAY_MENTIONS] = SAY("Mainintoja", "Mentions"),
    [PAL_SAY_SHARE] = SAY("Osuus", "Share"),
    [PAL_SAY_SHARE_DETRACTORS] = SAY("Arvoste\u00adlijoista", "Of detrac\u00adtors"),
    [PAL_SAY_SHARE_PROMOTERS] = SAY("Suositte\u00adlijoista", "Of promo\u00adters"),
    [PAL_SAY_NPS_WITH] = SAY("NPS, mainitsijat", "NPS, with"),
    [PAL_SAY_NPS_REST] = SAY("NPS, muut", "NPS, rest"),
    [PAL_SAY_IMPACT] =
        SAY("NPS-vaikutus (95\u00a0%:n väli)", "NPS impact (95% interval)"),
    [PAL_SAY_VERDICT] = SAY("Tulkinta", "Verdict"),
    [PAL_SAY_NOISE] = SAY("ei erotu sattumasta, kun n\u00a0=\u00a0{0}",
                          "not distinguishable from noise at n\u00a0=\u00a0{0}"),
    [PAL_SAY_LOWER] =
        SAY("on yhteydessä mataliin pisteisiin", "is associated with lower scores"),
    [PAL_SAY_HIGHER] =
        SAY("on yhteydessä korkeisiin pisteisiin", "is associated with higher scores"),
    [PAL_SAY_SIGNAL] = SAY("signaali", "signal"),
    [PAL_SAY_RARE] = SAY("Alle kymmenen pisteytettyä mainintaa",
                         "Fewer than ten mentions with a score"),
    [PAL_SAY_THEME_WAVES] = SAY("Teemat mittauskerroittain", "Themes by wave"),
    [PAL_SAY_THEME_WAVES_CAPTION] = SAY(
        "Teeman osuus mittauskerran avoimista vastauksista; suluissa muutos edellisestä "
        "mittauskerrasta prosenttiyksikköinä. Harmaa kursiivi: alle 30 vastausta.",
        "Share of the theme in the open answers of the wave; in brackets the change from "
        "the wave before in percentage points. Grey italics: fewer than 30 answers."),
    [PAL_SAY_CHANGE] = SAY("({0} %-yks.)", "({0} pp)"),

    [PAL_SAY_SEGMENTS] = SAY("Taustaryhmät", "Segments"),
    [PAL_SAY_SEGMENT_CAPTION] =
        SAY("{0}: NPS ryhmittäin. Pieniä ryhmiä ei näytetä. Harmaa kursiivi: "
            "alle 30 pistettä.",
            "{0}: NPS by group. Small groups are not shown. Grey italics: fewer "
            "than 30 scores."),
    [PAL_SAY_VALUE] = SAY("Arvo", "Value"),
    [PAL_SAY_MORE_VALUES] = SAY("… ja {0} muuta arvoa, ks. summary.json",
                                "… and {0} more values, see summary.json"),

    [PAL_SAY_QUOTES] = SAY("Poimintoja vastauksista", "Quotes"),
    [PAL_SAY_QUOTES_HOW] = SAY(
        "Poiminnat valitsee sääntö: ensin sävy, joka sopii ryhmään (moite, "
        "suosittelijoilla kiitos), sitten luettava pituus, vahvempi sävy ja aiempi rivi. "
        "Merkityt sanat toivat teeman esiin.",
        "The quotes are chosen by rule: first a tone that fits the band (blame; praise "
        "for promoters), then a readable length, a stronger tone and the earlier row. "
        "The "
        "marked words raised the theme."),
    [PAL_SAY_QUOTES_COUNT] = SAY("{0} poimintaa", "{0} quotes"),
    [PAL_SAY_QUOTES_ONE] = SAY("1 poiminta", "1 quote"),
    [PAL_SAY_ROW] = SAY("rivi {0}", "row {0}"),
    [PAL_SAY_ROW_ID] = SAY("rivi {0}, tunniste {1}", "row {0}, id {1}"),

    [PAL_SAY_QUALITY] = SAY("Aineiston laatu", "Data quality"),
    [PAL_SAY_ROWS_EQUATION] =
        SAY("Luettuja rivejä {0} = avoimia vastauksia {1} + tyhjiä {2} + hylättyjä {3}.",
            "Rows read {0} = open answers {1} + empty {2} + refused {3}."),
    [PAL_SAY_ONLY] = SAY(
        "Kaikki luvut koskevat vain rivejä, joilla on jokin näistä arvoista "
        "(eri sarakkeista jokaisesta jokin). Muita rivejä oli {0}; ne on jätetty pois.",
        "All figures are of the rows that have one of these values (of each column) "
        "only. There were {0} other rows; they are left out."),
    [PAL_SAY_ONLY_ONE] = SAY("{0} = ”{1}”", "{0} = “{1}”"),
    [PAL_SAY_REFUSALS_WHERE] = SAY("Hylätyt rivit syineen ovat tiedostossa refusals.csv.",
                                   "Refused rows and the reasons are in refusals.csv."),
    [PAL_SAY_INPUTS_CAPTION] = SAY("Luetut tiedostot", "Files read"),
    [PAL_SAY_FILE] = SAY("Tiedosto", "File"),
    [PAL_SAY_ROWS] = SAY("Rivejä", "Rows"),
    [PAL_SAY_REFUSALS] = SAY("Hylättyjä", "Refused"),
    [PAL_SAY_ENCODING] = SAY("Merkistö", "Encoding"),
    [PAL_SAY_DELIMITER] = SAY("Erotin", "Delimiter"),
    [PAL_SAY_DIALECT] = SAY("Muoto", "Dialect"),
    [PAL_SAY_SCORE_COLUMN] = SAY("Pistesarake", "Score column"),
    [PAL_SAY_TEXT_COLUMNS] = SAY("Tekstisarakkeet", "Text columns"),
    [PAL_SAY_SCALE] = SAY("Asteikko", "Scale"),
    [PAL_SAY_SHA256] = SAY("SHA-256", "SHA-256"),
    [PAL_SAY_TAB] = SAY("sarkain", "tab"),
    [PAL_SAY_SEMICOLON] = SAY("puolipiste", "semicolon"),
    [PAL_SAY_COMMA] = SAY("pilkku", "comma"),
    [PAL_SAY_LANGUAGES] = SAY("Kommenttien kielet", "Languages of the comments"),
    [PAL_SAY_LANGUAGES_ARE] =
        SAY("suomi {0}, englanti {1}, molempia sekaisin {2}, muu tai tuntematon {3}",
            "Finnish {0}, English {1}, both {2}, other or unknown {3}"),
    [PAL_SAY_PERSONAL] = SAY("Peitetyt henkilötiedot", "Personal data masked"),
    [PAL_SAY_PERSONAL_IS] =
        SAY("nimiä {0}, yhteystietoja {1}, muita tunnuksia ja numeroita {2}; "
            "kaikkia nimiä ei tunnisteta",
            "{0} names, {1} contact details, {2} other codes and numbers; not every name "
            "is recognised"),
    [PAL_SAY_PERSONAL_KEPT] = SAY("ei peitetty", "not masked"),
    [PAL_SAY_RESPELT] = SAY("Toisin kirjoitetut sanat", "Words in another spelling"),
    [PAL_SAY_RESPELT_ARE] = SAY(
        "puhekielisiä {0}, ilman ä- ja ö-pisteitä {1}, kirjain toistettu {2}, "
        "lyöntivirheitä {3}; ne on luettu yleiskielen sanoina",
        "spoken forms {0}, without umlauts {1}, letters repeated {2}, typing mistakes "
        "{3}; read as standard Finnish words"),
    [PAL_SAY_RESPELT_MOST] = SAY("Yleisimmät, kertaa:", "Most frequent, times:"),
    [PAL_SAY_UNTAGGED] = SAY("Ilman teemaa", "Without a theme"),
    [PAL_SAY_UNTAGGED_IS] = SAY("{0} avointa vastausta ({1})", "{0} open answers ({1})"),
    [PAL_SAY_NO_SCORE_ROWS] = SAY("Rivejä ilman pistettä", "Rows without a score"),
    [PAL_SAY_LEXICON] = SAY("Sanaston SHA-256", "SHA-256 of the lexicon"),
    [PAL_SAY_MODELS] = SAY("Opetetut mallit, SHA-256", "Trained models, SHA-256"),
    [PAL_SAY_MODELS_NONE] =
        SAY("ei käytetty: säännöt päättivät yksin", "none: the rules decided alone"),
    [PAL_SAY_MORPHOLOGY] = SAY("Taivutusmuotojen tulkinta", "Morphology"),
    [PAL_SAY_PROGRAM] = SAY("Ohjelma", "Program"),

    [PAL_SAY_METHOD] = SAY("Menetelmä", "Method"),
    [PAL_SAY_HOW_NPS] =
        SAY("NPS on suosittelijoiden ja arvostelijoiden osuuksien erotus pisteinä:",
            "NPS is the share of promoters minus the share of detractors, in points:"),
    [PAL_SAY_HOW_NPS_FORMULA] = SAY("NPS = 100 × (suosittelijat − arvostelijat) / n",
                                    "NPS = 100 × (promoters − detractors) / n"),
    [PAL_SAY_HOW_SCALE] =
        SAY("Asteikko {0}: arvostelijat {1}, passiiviset {2}, suosittelijat {3}.",
            "Scale {0}: detractors {1}, passives {2}, promoters {3}."),
    [PAL_SAY_HOW_INTERVAL] = SAY(
        "NPS:n luottamusväli on mukautettu Waldin väli (Rocks 2016): arvostelijoihin ja "
        "suosittelijoihin lisätään ¾ ja passiivisiin 1½, ja väli rajataan alueelle "
        "−100…100. p ja d ovat suosittelijoiden ja arvostelijoiden osuudet lisäyksen "
        "jälkeen, s = p − d:",
        "The interval of NPS is the adjusted Wald interval (Rocks 2016): ¾ is added to "
        "detractors and promoters and 1½ to passives, and the interval is cut to −100 to "
        "100. p and d are the shares of promoters and detractors after that, s = p − d:"),
    [PAL_SAY_HOW_INTERVAL_FORMULA] = SAY("100 × (s ± 1,96 × √((p + d − s²) / (n + 3)))",
                                         "100 × (s ± 1.96 × √((p + d − s²) / (n + 3)))"),
    [PAL_SAY_HOW_IMPACT] =
        SAY("Teeman NPS-vaikutus on avoimen vastauksen antaneiden NPS vähennettynä "
            "sillä, mikä "
            "NPS olisi ilman teeman maininneita. Se on sama kuin",
            "The NPS impact of a theme is the NPS of those who gave an open answer minus "
            "what "
            "it would be without those who mention the theme. That is the same as"),
    [PAL_SAY_HOW_IMPACT_FORMULA] =
        SAY("vaikutus = mainitsijoiden osuus × (mainitsijoiden NPS − muiden NPS)",
            "impact = share of mentioners × (NPS of mentioners − NPS of the rest)"),
    [PAL_SAY_HOW_IMPACT_ERROR] = SAY(
        "Vaikutuksen luottamusvälissä osuus pidetään vakiona; V = p + d − s² on yhden "
        "vastauksen varianssi mainitsijoilla (1) ja muilla (0):",
        "The interval of an impact holds the share fixed; V = p + d − s² is the variance "
        "of one answer, of mentioners (1) and of the rest (0):"),
    [PAL_SAY_HOW_IMPACT_ERROR_FORMULA] =
        SAY("vaikutus ± 1,96 × 100 × osuus × √(V₁ / n₁ + V₀ / n₀)",
            "impact ± 1.96 × 100 × share × √(V₁ / n₁ + V₀ / n₀)"),
    [PAL_SAY_HOW_SMALL] = SAY(
        "NPS:ää ei näytetä alle kymmenestä pisteestä, ja 10–29 pisteen luvut ovat "
        "harmaalla kursiivilla. Teeman vaikutusta ei tulkita alle kymmenestä "
        "maininnasta.",
        "No NPS is shown below ten scores, and figures of 10 to 29 scores are in grey "
        "italics. The impact of a theme is not judged below ten mentions."),
    [PAL_SAY_HOW_TONE] = SAY(
        "Teemat löydetään sanaston säännöillä, ja kukin teema lasketaan vastaajaa kohti "
        "kerran. Kommentin sävy, maininnan sävy ja piste ovat kolme eri asiaa: "
        "ristiriitoja ei tasoiteta.",
        "Themes are found by the rules of the lexicon, and each counts once a "
        "respondent. "
        "The tone of a comment, the tone of a mention and the score are three different "
        "things: where they disagree, nothing is smoothed over."),
    [PAL_SAY_HOW_SIGNALS] =
        SAY("Signaaliteema kertoo, mitä vastaaja aikoo tai tuntee, ei siitä, mistä se "
            "johtuu.",
            "A signal theme says what the respondent feels or means to do, not why."),
};

_Static_assert(sizeof words / sizeof *words == PAL_SAY_FINDINGS,
               "a text for every entry");

pal_str pal_page_word(pal_language language, pal_say say)
{
    assert(say < PAL_SAY_COUNT);
    const pal_page_pair *pair = say < PAL_SAY_FINDINGS
                                    ? &words[say]
                                    : &pal_page_words_findings[say - PAL_SAY_FINDINGS];
    return language == PAL_LANGUAGE_EN ? pair->en : pair->fi;
}
