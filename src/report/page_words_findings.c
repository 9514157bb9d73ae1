/* What report.html says of the findings: from PAL_SAY_FINDINGS on. */
#include "report/page_words.h"

#define SAY(fi, en)                                                                      \
    {                                                                                    \
        PAL_INIT(fi), PAL_INIT(en)                                                       \
    }
#define AT(say) [PAL_SAY_##say - PAL_SAY_FINDINGS]

const pal_page_pair pal_page_words_findings[PAL_SAY_COUNT - PAL_SAY_FINDINGS] = {
    AT(CHANGE_NAMES) = SAY("Muutos: {0} → {1}", "Change: {0} → {1}"),
    AT(CHANGE_FIGURES) =
        SAY("NPS {0} → {1}, muutos {2} pistettä (95\u00a0%:n väli {3}, p\u00a0{4}).",
            "NPS {0} → {1}, a change of {2} points (95% interval {3}, p\u00a0{4})."),
    AT(CHANGE_FEW) = SAY("Vastauksia on liian vähän vertailuun.",
                         "There are too few answers to compare."),
    AT(CHANGE_NONE) = SAY("Muutos ei erotu sattumasta.",
                          "The change is not distinguishable from chance."),
    AT(CHANGE_ROSE) = SAY("NPS nousi.", "The NPS rose."),
    AT(CHANGE_FELL) = SAY("NPS laski.", "The NPS fell."),
    AT(CHANGE_SEEN) =
        SAY("Näin monesta vastauksesta erottuisi (80\u00a0%:n todennäköisyydellä) "
            "vähintään {0} pisteen muutos.",
            "With this many answers a change of {0} points or more would be seen (with a "
            "probability of 80%)."),

    AT(CHOSEN) = SAY("Valinnassa", "In the selection"),
    AT(IMPACT_CHART) = SAY("Väli nollan ympärillä", "Interval around zero"),
    AT(Q) = SAY("q", "q"),
    AT(TOO_FEW) = SAY("liian vähän pisteitä, n\u00a0=\u00a0{0}",
                      "too few scores, n\u00a0=\u00a0{0}"),

    AT(QUADRANT) = SAY("Yleisyys ja vaikutus", "Frequency and impact"),
    AT(QUADRANT_HOW) =
        SAY("Oikealla ovat teemat, joista puhutaan usein; alhaalla ne, jotka ovat "
            "yhteydessä mataliin pisteisiin. Oranssit ja siniset teemat erottuvat "
            "sattumasta, harmaat eivät. Katkoviivat: mediaaniosuus ja nollavaikutus.",
            "Themes that are often mentioned stand on the right; those associated with "
            "low scores stand below. Orange and blue themes are distinguishable from "
            "noise, grey ones are not. Dashed lines: the median share, and no impact."),
    AT(QUADRANT_DESC) = SAY(
        "Teemat yleisyyden (vaaka-akseli) ja NPS-vaikutuksen (pystyakseli) mukaan. "
        "Samat luvut ovat luettelossa kuvan alla ja teemataulukossa.",
        "Themes by frequency (across) and impact on NPS (up). The same figures are in "
        "the list below and in the table of themes."),
    AT(QUADRANT_POINT) = SAY("osuus {0}, vaikutus {1}", "share {0}, impact {1}"),
    AT(QUADRANT_FIX) = SAY("Korjaa ensin", "Fix first"),
    AT(QUADRANT_WATCH) = SAY("Seuraa", "Watch"),
    AT(QUADRANT_KEEP) = SAY("Pidä kiinni", "Keep"),
    AT(QUADRANT_MINOR) = SAY("Pieniä vahvuuksia", "Minor strengths"),

    AT(THEME_TONES_CAPTION) =
        SAY("Teemojen sävy: kielteiset maininnat vasemmalla, myönteiset oikealla, "
            "neutraalit keskellä. Enintään 20 yleisintä teemaa.",
            "Tone of the themes: negative mentions to the left, positive to the right, "
            "neutral across the middle. The 20 commonest themes at most."),
    AT(TONE_SCALE) = SAY("kielteinen ◂ ▸ myönteinen", "negative ◂ ▸ positive"),

    AT(TREND_HOW) = SAY(
        "Viiva on luku, nauha sen 95\u00a0%:n luottamusväli. Jokaisella kuvalla on oma "
        "asteikkonsa; teemoissa se alkaa nollasta.",
        "The line is the figure, the ribbon its 95% confidence interval. Each drawing "
        "has a scale of its own; those of themes begin at zero."),
    AT(TREND_ENDS) = SAY("{0} → {1}", "{0} → {1}"),
    AT(TREND_FEW) = SAY("liian vähän vastauksia", "too few answers"),
    AT(TREND_SAME) = SAY("muutos ei erotu sattumasta (q\u00a0{0})",
                         "change not distinguishable from chance (q\u00a0{0})"),
    AT(TREND_ROSE) = SAY("osuus nousi (q\u00a0{0})", "share rose (q\u00a0{0})"),
    AT(TREND_FELL) = SAY("osuus laski (q\u00a0{0})", "share fell (q\u00a0{0})"),

    AT(BRIDGE) = SAY("Mistä muutos koostuu", "What the change is made of"),
    AT(BRIDGE_HOW) = SAY(
        "Jokaisen vastaajan arvo (−100, 0 tai 100) jaetaan tasan vastauksen "
        "teemoille, joten osat summautuvat täsmälleen NPS:n muutokseen. Osat kertovat, "
        "mihin muutos on yhteydessä; ne eivät todista syytä.",
        "The value of each respondent (−100, 0 or 100) is split equally over the themes "
        "of the answer, so that the parts sum exactly to the change of the NPS. They "
        "tell what the change is associated with; they do not prove a cause."),
    AT(BRIDGE_CAPTION) = SAY("NPS {0} → {1}, pistettä", "NPS {0} → {1}, in points"),
    AT(BRIDGE_TERM) = SAY("Osa", "Part"),
    AT(POINTS) = SAY("Pistettä", "Points"),
    AT(BRIDGE_CHART) = SAY("Askel", "Step"),
    AT(BRIDGE_END) = SAY("NPS, {0}", "NPS, {0}"),
    AT(BRIDGE_OTHER) = SAY("muut teemat yhteensä", "other themes together"),
    AT(BRIDGE_UNTAGGED) = SAY("kommentit ilman teemaa", "comments without a theme"),
    AT(BRIDGE_MIX) = SAY("vastaajien jakauma: {0}", "mix of respondents: {0}"),
    AT(BRIDGE_NO_COMMENT) =
        SAY("vastaukset ilman kommenttia", "answers without a comment"),
    AT(BRIDGE_LEXICON) = SAY("uusi sanasto", "new lexicon"),

    AT(HEAT_HOW) = SAY(
        "Mitä tummempi ruutu, sitä useampi ryhmästä mainitsee teeman. ▲ ja ▼: eroaa "
        "sarakkeen muista ryhmistä (q ≤ 0,05).",
        "The darker the cell, the more of the group mention the theme. ▲ and ▼: differs "
        "from the other groups of the column (q ≤ 0.05)."),
    AT(HEAT_CAPTION) =
        SAY("{0}: teemojen osuudet ryhmittäin. Enintään 12 teemaa ja 10 "
            "ryhmää; kaikki ovat tiedostossa segment_themes.csv.",
            "{0}: shares of the themes by group. 12 themes and 10 groups at "
            "most; segment_themes.csv has all."),
    AT(HEAT_MORE) = SAY("muita yleisempi", "commoner than in the others"),
    AT(HEAT_LESS) = SAY("muita harvinaisempi", "rarer than in the others"),

    AT(WHY) = SAY("Mitä eniten painavien teemojen takana on",
                  "What goes with the themes that weigh most"),
    AT(WHY_HOW) =
        SAY("Puu kertoo, mikä on yhteydessä teemaan; se ei todista syytä. Mukana on vain "
            "se, mikä erottuu sattumasta (q ≤ 0,05).",
            "A tree tells what is associated with a theme; it does not prove a cause. It "
            "shows only what is distinguishable from chance (q ≤ 0.05)."),
    AT(WHY_FIGURES) = SAY("{0} / {1} ({2}), muuten {3}; q\u00a0{4}",
                          "{0} of {1} ({2}), otherwise {3}; q\u00a0{4}"),
    AT(WHY_FIGURES_ALONE) =
        SAY("{0} / {1} ({2}); q\u00a0{4}", "{0} of {1} ({2}); q\u00a0{4}"),
    AT(WHY_CHANCE) =
        SAY("Mikään ei erotu sattumasta.", "Nothing is distinguishable from chance."),
    AT(WHY_FEW_TESTS) = SAY("Vastauksia on liian vähän.", "There are too few answers."),
    AT(WHY_FEW) = SAY("Vastaajia on alle {0}: ei näytetä.",
                      "Fewer than {0} respondents: not shown."),
    AT(WHY_WHO) = SAY("Ketkä mainitsevat", "Who mentions it"),
    AT(WHY_WITH) =
        SAY("Muut teemat samoissa vastauksissa", "Other themes in the same answers"),
    AT(WHY_ABOUT) = SAY("Mistä on kyse", "What it is about"),
    AT(WHY_WHERE) = SAY("Missä yleisempää", "Where it is more common"),
    AT(WHY_WORDS) = SAY("Vastaajien omin sanoin", "In the respondents' words"),

    AT(QUOTES_OTHERS) = SAY("Muut teemat", "Other themes"),

    AT(COMMENTS_TITLE) = SAY("Kommentit", "Comments"),
    AT(COMMENTS_ALL) = SAY(
        "Sivulla ovat mukana kaikki {0} kommenttia, ja ne ovat myös tiedostossa "
        "comments.csv. Valitse teema, ryhmä, mittauskerta tai taustaryhmä "
        "taulukoista, niin näet niihin kuuluvat kommentit; merkityt sanat toivat teeman "
        "esiin. Luettelo tarvitsee selaimen JavaScriptin.",
        "The page holds all {0} comments; they are in comments.csv too. Choose a theme, "
        "a band, a wave or a segment in the tables to see its comments; the marked words "
        "raised the theme. The list needs JavaScript."),
    AT(COMMENTS_SOME) = SAY(
        "Sivulla on mukana {0} kommenttia, jotka on poimittu tasavälein kaikista {1} "
        "kommentista; kaikki ovat tiedostossa comments.csv. Valitse teema, ryhmä, "
        "mittauskerta tai taustaryhmä taulukoista, niin näet niihin kuuluvat "
        "kommentit; merkityt sanat toivat teeman esiin. Valinnan luvut lasketaan mukana "
        "olevista kommenteista. Luettelo tarvitsee selaimen JavaScriptin.",
        "The page holds {0} comments, taken evenly from all {1}; comments.csv has all of "
        "them. Choose a theme, a band, a wave or a segment in the tables to see its "
        "comments; the marked words raised the theme. Figures of a selection count the "
        "comments that the page holds. The list needs JavaScript."),
    AT(COMMENTS_MORE) = SAY("Näytä lisää", "Show more"),
    AT(LIVE_FOUND) = SAY("Kommentteja: {0}", "Comments: {0}"),
    AT(LIVE_NONE) =
        SAY("Valintaan ei kuulu yhtään kommenttia.", "No comment fits the selection."),
    AT(LIVE_NPS) =
        SAY("Kommentoineiden NPS {0} (95\u00a0%:n väli {1}, n\u00a0=\u00a0{2})",
            "NPS of those who commented {0} (95% interval {1}, "
            "n\u00a0=\u00a0{2})"),
    AT(LIVE_NPS_WEAK) =
        SAY("Kommentoineiden NPS {0} (95\u00a0%:n väli {1}, n\u00a0=\u00a0{2}: vain "
            "suuntaa antava)",
            "NPS of those who commented {0} (95% interval {1}, n\u00a0=\u00a0{2}: only "
            "indicative)"),
    AT(LIVE_NPS_FEW) =
        SAY("Pisteitä on alle kymmenen (n\u00a0=\u00a0{0}), joten NPS:ää ei lasketa",
            "Fewer than ten scores (n\u00a0=\u00a0{0}), so no NPS is given"),
    AT(LIVE_SHOW) = SAY("Näytä kommentit", "Show the comments"),
    AT(LIVE_CLEAR) = SAY("Poista valinta", "Clear the selection"),
    AT(LIVE_CHOSEN) = SAY("Valittu:", "Selected:"),
    AT(LIVE_SCORE) = SAY("arvosana {0}", "score {0}"),
    AT(LIVE_NEG) = SAY("kielteinen", "negative"),
    AT(LIVE_NEU) = SAY("neutraali", "neutral"),
    AT(LIVE_POS) = SAY("myönteinen", "positive"),
    AT(LIVE_MIXED) = SAY("ristiriitainen", "mixed"),
    AT(LIVE_WHOLE) = SAY("Tämän osan luvut on laskettu kaikista vastauksista.",
                         "The figures of this part are of all answers."),
    AT(LIVE_ROWS) =
        SAY("Valittujen rivien luvut antaa (muut valitsimet kuten tässä ajossa):",
            "Those of the selected rows are given by (other options as in this run):"),
    AT(LIVE_TREE) =
        SAY("Valinnan puun antaa (muut valitsimet kuten tässä ajossa):",
            "The tree of the selection is given by (other options as in this run):"),
    AT(LIVE_SHOWN) = SAY("Valittu: {0}. Näkyvissä: kommentteja {1}, puita {2}, "
                         "poimintoja {3}.",
                         "Selected: {0}. Shown: comments {1}, trees {2}, quotes {3}."),
    AT(LIVE_CLEARED) = SAY("Valinta on poistettu, ja kaikki on taas näkyvissä.",
                           "The selection is cleared, and all is shown again."),
    AT(LIVE_TREELESS) = SAY("Sivulla ei ole puuta tästä valinnasta.",
                            "This page has no tree of this selection."),
    AT(LIVE_QUOTELESS) = SAY("Valintaan ei kuulu yhtään sivun poimintaa.",
                             "No quote on this page fits the selection."),

    AT(KEYNESS) = SAY("Arvostelijoiden ja suosittelijoiden sanat",
                      "Words of detractors and of promoters"),
    AT(KEY_HOW) = SAY(
        "Sanat ja sanaparit, joita toinen ryhmä käyttää toista useammin ja joiden ero "
        "erottuu sattumasta (q ≤ 0,05). z: log-vetosuhde Dirichlet-priorilla (Monroe, "
        "Colaresi ja Quinn 2008). Vastaaja lasketaan kerran.",
        "Words and phrases that one group uses more often than the other, "
        "distinguishable from chance (q ≤ 0.05). z: log-odds with a Dirichlet prior "
        "(Monroe, Colaresi and Quinn 2008). A respondent counts once."),
    AT(KEY_WEAK) = SAY("Toisessa ryhmässä on alle 30 kommenttia: vain suuntaa antava.",
                       "A group has fewer than 30 comments: only indicative."),
    AT(KEY_NONE) = SAY("Mikään sana ei erotu sattumasta.",
                       "No word is distinguishable from chance."),
    AT(KEY_BLAME) = SAY("Arvostelijoiden sanat (kommentin kirjoittaneita {0})",
                        "Words of detractors ({0} who commented)"),
    AT(KEY_PRAISE) = SAY("Suosittelijoiden sanat (kommentin kirjoittaneita {0})",
                         "Words of promoters ({0} who commented)"),
    AT(KEY_OTHER) = SAY("Toisessa ryhmässä", "In the other group"),
    AT(WORD) = SAY("Sana", "Word"),
    AT(Z) = SAY("z", "z"),

    AT(UNKNOWN) = SAY("Mitä sanasto ei tunne", "What the lexicon does not know"),
    AT(UNKNOWN_HOW) = SAY(
        "Sisältösanoista {0} on sellaisia, joita mikään sääntö ei tunne, ja "
        "vastauksista {1} jäi ilman teemaa. Sadan seuraavan kommentin odotetaan tuovan "
        "{2} sellaista sanaston teemaa, jota ei vielä nähty (Good 1953).",
        "No rule knows {0} of the content words, and {1} of the answers have no theme. "
        "The next hundred comments are expected to bring {2} themes of the lexicon not "
        "seen yet (Good 1953)."),
    AT(UNKNOWN_CAPTION) = SAY(
        "Sanat, joita säännöt eivät tunne tai jotka ovat usein kommenteissa ilman "
        "teemaa; NPS-vaikutuksen suuruuden mukaan. Enintään 20 sanaa, loput "
        "tiedostossa unknown.csv.",
        "Words that no rule knows, or that often stand in comments without a theme; by "
        "the size of their impact on NPS. 20 words at most, the rest in unknown.csv."),
    AT(WITHOUT_THEME) = SAY("Ilman teemaa", "Without a theme"),
    AT(NEAREST_THEME) = SAY("Lähin teema", "Nearest theme"),

    AT(CONFLICTS) = SAY("Sanat ja piste ristiriidassa", "Words against the score"),
    AT(CONFLICT_HOW) = SAY(
        "Kehuva kommentti ja matala piste (enintään {1}): {0}. Moittiva kommentti ja "
        "korkea piste (vähintään {3}): {2}. Mitään ei korjata: taulukko kertoo vain, "
        "mitä korjaus tekisi.",
        "Praise with a low score (at most {1}): {0}. Blame with a high score (at least "
        "{3}): {2}. Nothing is corrected: the table only says what a correction would "
        "do."),
    AT(CONFLICT_REVERSED) =
        SAY("Arviolta {0} vastaajista on lukenut asteikon väärin päin (95\u00a0%:n väli "
            "{1}\u00a0%).",
            "An estimated {0} of respondents read the scale the wrong way round (95% "
            "interval {1}%)."),
    AT(CONFLICT_CAPTION) =
        SAY("NPS, jos ristiriitaiset vastaukset käännettäisiin tai jätettäisiin pois",
            "NPS if the contradictory answers were turned round or left out"),
    AT(CONFLICT_CASE) = SAY("Tapaus", "Case"),
    AT(CONFLICT_AS_IS) = SAY("sellaisenaan", "as it is"),
    AT(CONFLICT_TURNED) = SAY("pisteet käännettyinä", "with their scores turned round"),
    AT(CONFLICT_LEFT_OUT) = SAY("ilman ristiriitaisia", "without them"),
    AT(CONFLICT_ROWS) = SAY("Selvimmät ristiriidat", "The plainest contradictions"),
    AT(CONFLICT_PRAISE) = SAY("Kehu, piste {0}", "Praise, score {0}"),
    AT(CONFLICT_BLAME) = SAY("Moite, piste {0}", "Blame, score {0}"),

    AT(MEASURES) = SAY("Muut mittarit NPS:n rinnalla", "The measures beside NPS"),
    AT(MEASURES_CAPTION) =
        SAY("Mittarit koko aineistossa. Harmaa kursiivi: alle 30 vastausta.",
            "The measures over all rows. Grey italics: fewer than 30 answers."),
    AT(MEASURE) = SAY("Mittari", "Measure"),
    AT(MEASURE_VALUE) = SAY("Luku", "Figure"),
    AT(MEASURE_GOOD) = SAY("Hyviä vastauksia", "Good answers"),
    AT(MEASURE_MEDIAN) = SAY("Mediaani", "Median"),
    AT(MEASURE_CSAT) = SAY("Tyytyväisyys (CSAT)", "Satisfaction (CSAT)"),
    AT(MEASURE_CES) = SAY("Vaivattomuus (CES)", "Effort (CES)"),
    AT(MEASURE_ENPS) = SAY("Henkilöstön NPS (eNPS)", "Employee NPS (eNPS)"),
    AT(MEASURE_CSI) = SAY("Tyytyväisyysindeksi (CSI)", "Satisfaction index (CSI)"),
    AT(MEASURE_FCR) = SAY("Ratkesi kerralla (FCR)", "Resolved at first contact (FCR)"),
    AT(MEASURE_TIME) = SAY("Ratkaisuaika", "Time to resolution"),
    AT(LOW_IS_GOOD) = SAY("pieni on hyvä", "low is good"),
    AT(HIGH_IS_GOOD) = SAY("suuri on hyvä", "high is good"),
    AT(MEASURE_PAIRS) = SAY("Liittyvätkö mittarit samoihin teemoihin?",
                            "Do the measures go with the same themes?"),
    AT(MEASURE_PAIR) = SAY("{0} ja {1}: Spearmanin ρ = {2} ({3} teemaa)",
                           "{0} and {1}: Spearman's ρ = {2} ({3} themes)"),

    AT(PRIVACY) = SAY("Henkilötiedot", "Personal data"),
    AT(PRIVACY_MASKED) =
        SAY("Kommenteista on peitetty {0} kohtaa, joissa näytti olevan henkilötietoja.",
            "{0} places in the comments that looked like personal data are masked."),
    AT(PRIVACY_KEPT) =
        SAY("Henkilötietoja ei ole peitetty: älä lähetä sivua eteenpäin tarkistamatta.",
            "Personal data is not masked: do not send the page on unchecked."),
    AT(PRIVACY_IS) =
        SAY("Sivulla on vastaajien kirjoittamaa tekstiä. Alle {0} vastaajan ryhmiä ei "
            "näytetä. Sivu ei lähetä eikä hae mitään verkosta.",
            "The page holds text written by respondents. Groups of fewer than {0} "
            "respondents are not shown. The page sends nothing to the network and asks "
            "nothing from it."),
    AT(HOW_Q) = SAY(
        "q on Benjaminin ja Hochbergin korjattu p-arvo kaikista teemojen ja pisteryhmien "
        "ristiintaulukoista (χ² tai Fisherin testi). Teema erottuu sattumasta, kun q on "
        "enintään 0,05 eikä vaikutuksen väli sisällä nollaa, kun myös osuus vaihtelee.",
        "q is the p-value of the table of theme and band (χ² or Fisher's test), "
        "corrected "
        "after Benjamini and Hochberg over all themes and contrasts. A theme is "
        "distinguishable from noise when q is at most 0.05 and the interval of its "
        "impact, "
        "with a random share, does not hold zero."),
    AT(HOW_Q_FORMULA) =
        SAY("qᵢ = min(1, min m × pⱼ / j, j ≥ i)", "qᵢ = min(1, min m × pⱼ / j, j ≥ i)"),
    AT(HOW_BRIDGE) = SAY(
        "Muutoksen osat: teeman osuus NPS:stä on c = osuus × arvo, ja kahden "
        "mittauskerran "
        "välillä (Kitagawa 1955):",
        "The parts of a change: a theme has c = share × rate of the NPS, and between two "
        "waves (Kitagawa 1955):"),
    AT(HOW_BRIDGE_FORMULA) =
        SAY("c₁ − c₀ = (osuus₁ − osuus₀) × arvo₀ + (arvo₁ − arvo₀) × osuus₁",
            "c₁ − c₀ = (share₁ − share₀) × rate₀ + (rate₁ − rate₀) × share₁"),
};
