#include "ingest/names.h"

#include "base/str.h"
#include "base/unicode.h"

#include <string.h>

/* Patterns are words as pal_name_fold() leaves them. "=ip" is the whole heading,
 * "suosittel*" begins a word; others stand between word borders. */
static const char *const nps_words[] = {"nps",
                                        "net promoter*",
                                        "nps*pisteet",
                                        "suositteluindeks*",
                                        "suositteluhalukkuus",
                                        "suositteluhalukkuu*",
                                        "suositteluarvosana*",
                                        "suositteluluku*",
                                        "nettosuosittelu*",
                                        "=ltr",
                                        "likelihood to recommend",
                                        NULL};
static const char *const recommend_words[] = {"todennäköisesti suosittel*",
                                              "suosittelisi*",
                                              "suosittelet*",
                                              "suositella",
                                              "likely to recommend",
                                              "would you recommend",
                                              "would recommend",
                                              "recommend us",
                                              "recommend",
                                              NULL};
static const char *const score_words[] = {
    "score",      "=rating", "rating", "arvosana*", "=pisteet", "pisteet",
    "pistemäärä", "=points", "arvio",  "=grade",    NULL};
static const char *const stars_words[] = {"stars",  "star rating", "tähdet", "tähteä",
                                          "tähtiä", "tähtiarvio",  NULL};
static const char *const band_words[] = {"nps group", "nps category", "nps segment",
                                         "nps band",  "nps ryhmä",    "nps luokka",
                                         "nps type",  "nps rating",   NULL};
static const char *const text_words[] = {"comment*",
                                         "kommen*",
                                         "palaut*",
                                         "feedback",
                                         "=text",
                                         "=teksti",
                                         "open text",
                                         "open ended*",
                                         "avoin*",
                                         "avoimet*",
                                         "vapaa*",
                                         "sana vapaa",
                                         "miksi",
                                         "why",
                                         "reason*",
                                         "syy",
                                         "syyt",
                                         "perustel*",
                                         "kerro*",
                                         "terveis*",
                                         "kehity*",
                                         "kehittä*",
                                         "parann*",
                                         "paranta*",
                                         "improve*",
                                         "describe",
                                         "kuvail*",
                                         "risut",
                                         "ruusut",
                                         "ruusuja",
                                         "risuja",
                                         "muuta",
                                         "tell us",
                                         "verbatim*",
                                         "review content",
                                         "review title",
                                         "review text",
                                         "review body",
                                         "other please specify",
                                         "write in",
                                         "your answer",
                                         "suggestion*",
                                         "free text*",
                                         "open question",
                                         "ehdotu*",
                                         "mitä mieltä",
                                         "what",
                                         "mitä",
                                         "mikä",
                                         "mitkä",
                                         "millais*",
                                         "miten",
                                         "anything else",
                                         "explain",
                                         "elaborate",
                                         "remarks",
                                         "opinion",
                                         "mielipi*",
                                         NULL};
static const char *const id_words[] = {"=id",
                                       "=#",
                                       "=token",
                                       "responseid",
                                       "response id",
                                       "respondent id",
                                       "respondentid",
                                       "record id",
                                       "vastaaja id",
                                       "vastaajan id",
                                       "vastaajanumero",
                                       "tunniste",
                                       "vastausid",
                                       "vastaus id",
                                       "vastauksen id",
                                       "vastausnumero",
                                       "submission id",
                                       "review id",
                                       "case id",
                                       "caseid",
                                       "row id",
                                       "rowid",
                                       "=respondent",
                                       "=vastaaja",
                                       "uuid",
                                       "=key",
                                       "answer id",
                                       "vastaajatunnus",
                                       "survey id",
                                       "=nro",
                                       "recordid",
                                       "customer id",
                                       "asiakasnumero",
                                       "interview id",
                                       "vastaajatunniste",
                                       NULL};
static const char *const wave_words[] = {"wave",
                                         "=aalto",
                                         "aalto",
                                         "mittaus",
                                         "mittauskerta",
                                         "mittauskierros",
                                         "tutkimusaalto",
                                         "tutkimuskierros",
                                         "=kierros",
                                         "=round",
                                         "quarter",
                                         "kvartaali",
                                         "vuosineljännes",
                                         "=qtr",
                                         "=period",
                                         "=jakso",
                                         "=kausi",
                                         "=kuukausi",
                                         "=month",
                                         "survey round",
                                         NULL};
static const char *const date_words[] = {"date",
                                         "dates",
                                         "=time",
                                         "timestamp",
                                         "aikaleima",
                                         "pvm",
                                         "päivämäärä",
                                         "päiväys",
                                         "aika",
                                         "aloitusaika",
                                         "created*",
                                         "valmistumisaika",
                                         "lopetusaika",
                                         "vastausaika",
                                         "datetime",
                                         "suoritusaika",
                                         "submitdate",
                                         "startdate",
                                         "enddate",
                                         "recordeddate",
                                         "datestamp",
                                         "start time",
                                         "completion time",
                                         "time started",
                                         "date submitted",
                                         "submitted at",
                                         "responded at",
                                         "vastattu",
                                         "muokkausaika",
                                         "updated at",
                                         "received",
                                         "last modified time",
                                         "completed",
                                         NULL};
static const char *const late_date_words[] = {
    "submit*",         "date submitted",     "end date",      "enddate",
    "completion time", "recordeddate",       "recorded date", "valmistumisaika",
    "suoritusaika",    "lopetusaika",        "vastausaika",   "response date",
    "responded at",    "vastattu",           "vastauspäivä",  "timestamp",
    "aikaleima",       "review created utc", "completed",     NULL};
static const char *const language_words[] = {
    "language",    "=lang",        "lang",          "kieli",   "vastauskieli",
    "kyselykieli", "userlanguage", "startlanguage", "=locale", "kielikoodi",
    NULL};
static const char *const personal_words[] = {"=ip",
                                             "ip address",
                                             "ipaddress",
                                             "ip osoite",
                                             "ipaddr",
                                             "email",
                                             "e mail",
                                             "emailaddress",
                                             "sähköposti*",
                                             "first name",
                                             "firstname",
                                             "last name",
                                             "lastname",
                                             "full name",
                                             "fullname",
                                             "surname",
                                             "etunimi",
                                             "sukunimi",
                                             "=nimi",
                                             "nimesi",
                                             "koko nimi",
                                             "=name",
                                             "your name",
                                             "user name",
                                             "username",
                                             "recipientlastname",
                                             "recipientfirstname",
                                             "recipientemail",
                                             "recipient*",
                                             "phone",
                                             "phone number",
                                             "mobile",
                                             "puhelin*",
                                             "puh",
                                             "gsm",
                                             "matkapuhelin*",
                                             "latitude",
                                             "longitude",
                                             "locationlatitude",
                                             "locationlongitude",
                                             "locationaccuracy",
                                             "leveysaste",
                                             "pituusaste",
                                             "street address",
                                             "postal address",
                                             "home address",
                                             "=address",
                                             "katuosoite",
                                             "kotiosoite",
                                             "postiosoite",
                                             "=osoite",
                                             "review username",
                                             "henkilötunnus",
                                             "hetu",
                                             "social security*",
                                             "vastaajan nimi",
                                             "respondent email",
                                             "date of birth",
                                             "birthdate",
                                             "=birthday",
                                             "syntymäaika",
                                             "syntymäpäivä",
                                             "yhteystiedot",
                                             "yhteystietosi",
                                             "lähiosoite",
                                             "telephone*",
                                             "=lat",
                                             "=lng",
                                             "=lon",
                                             "=gps",
                                             "e post",
                                             "epost*",
                                             "förnamn",
                                             "efternamn",
                                             "=namn",
                                             "ditt namn",
                                             "telefon*",
                                             "mobilnummer",
                                             "personnummer",
                                             "personbeteckning",
                                             "gatuadress",
                                             "hemadress",
                                             "=adress",
                                             "postadress",
                                             "ip adress",
                                             "latitud",
                                             "longitud",
                                             "kontaktuppgifter",
                                             "födelsedatum",
                                             "contact name",
                                             NULL};
static const char *const technical_words[] = {"=progress",
                                              "=finished",
                                              "=status",
                                              "duration*",
                                              "distributionchannel",
                                              "distribution channel",
                                              "externalreference",
                                              "externaldatareference",
                                              "external data reference",
                                              "responseset",
                                              "collector id",
                                              "collectorid",
                                              "lastpage",
                                              "last page",
                                              "network id",
                                              "=seed",
                                              "useragent",
                                              "user agent",
                                              "browser*",
                                              "=tags",
                                              "response type",
                                              "responsetype",
                                              "business unit id",
                                              "domain url",
                                              "permalink",
                                              "referer",
                                              "refurl",
                                              "referring url",
                                              "anonymous",
                                              "=url",
                                              "=link",
                                              "=anonymity",
                                              "custom data 1",
                                              "topics",
                                              "=weight",
                                              "=paino",
                                              NULL};

static const char *const csat_words[] = {"csat",
                                         "satisfaction",
                                         "tyytyväisyys",
                                         "asiakastyytyväisyys",
                                         "how satisfied",
                                         "kuinka tyytyväinen",
                                         NULL};
static const char *const ces_words[] = {"ces",
                                        "effort",
                                        "effortless",
                                        "vaivattomuus",
                                        "helppous",
                                        "kuinka vaivaton*",
                                        "kuinka helppo*",
                                        "how easy",
                                        "ease",
                                        NULL};
static const char *const enps_words[] = {"enps", "employee nps", "employee net promoter*",
                                         NULL};
static const char *const fcr_words[] = {
    "fcr",           "first contact resolution", "ratkesiko", "first call resolution",
    "ratkaistiinko", "was your issue resolved",  NULL};
static const char *const time_words[] = {"ratkaisuaika",       "resolution time",
                                         "time to resolution", "käsittelyaika",
                                         "handling time",      NULL};

static const char *const *const vocabularies[] = {
    [PAL_NAME_NPS] = nps_words,
    [PAL_NAME_RECOMMEND] = recommend_words,
    [PAL_NAME_SCORE] = score_words,
    [PAL_NAME_STARS] = stars_words,
    [PAL_NAME_BAND] = band_words,
    [PAL_NAME_TEXT] = text_words,
    [PAL_NAME_ID] = id_words,
    [PAL_NAME_WAVE] = wave_words,
    [PAL_NAME_DATE] = date_words,
    [PAL_NAME_LATE_DATE] = late_date_words,
    [PAL_NAME_LANGUAGE] = language_words,
    [PAL_NAME_PERSONAL] = personal_words,
    [PAL_NAME_TECHNICAL] = technical_words,
    [PAL_NAME_CSAT] = csat_words,
    [PAL_NAME_CES] = ces_words,
    [PAL_NAME_ENPS] = enps_words,
    [PAL_NAME_FCR] = fcr_words,
    [PAL_NAME_TIME] = time_words,
};

pal_str pal_name_fold(pal_arena *mem, pal_str heading)
{
    pal_str folded = pal_unicode_fold(mem, heading);
    char *out = folded.ptr ? pal_new(mem, char, folded.len + 1) : NULL;
    if (!out)
        return (pal_str){NULL, 0};
    size_t len = 0;
    for (size_t at = 0; at < folded.len;) {
        size_t before = at;
        uint32_t code = pal_unicode_next(folded, &at);
        if (pal_unicode_is_letter(code) || code == '#') {
            memcpy(out + len, folded.ptr + before, at - before);
            len += at - before;
        } else if (len != 0 && out[len - 1] != ' ') {
            out[len++] = ' ';
        }
    }
    if (len != 0 && out[len - 1] == ' ')
        len--;
    return (pal_str){out, len};
}

/* Does `pattern` match at the head of `rest`, up to a word border? */
static bool matches_here(pal_str rest, pal_str pattern)
{
    bool open = pal_str_ends(pattern, PAL_STR("*"));
    pattern.len -= open;
    return pal_str_starts(rest, pattern) &&
           (open || rest.len == pattern.len || rest.ptr[pattern.len] == ' ');
}

bool pal_name_says(pal_str folded, pal_name what)
{
    for (const char *const *p = vocabularies[what]; *p; p++) {
        pal_str pattern = pal_str_from(*p);
        if (pattern.ptr[0] == '=') {
            if (pal_str_equal(folded, (pal_str){pattern.ptr + 1, pattern.len - 1}))
                return true;
            continue;
        }
        for (size_t at = 0; at < folded.len; at++)
            if ((at == 0 || folded.ptr[at - 1] == ' ') &&
                matches_here((pal_str){folded.ptr + at, folded.len - at}, pattern))
                return true;
    }
    return false;
}

/* Behind the first number of a range: "-", "–", "—", "…", "...", "to", with spaces. */
static size_t skip_joint(pal_str text, size_t at)
{
    static const pal_str joints[] = {PAL_INIT("-"),
                                     PAL_INIT("\xE2\x80\x93"),
                                     PAL_INIT("\xE2\x80\x94"),
                                     PAL_INIT("\xE2\x80\xA6"),
                                     PAL_INIT("..."),
                                     PAL_INIT(".."),
                                     PAL_INIT("to "),
                                     PAL_INIT("\xE2\x88\x92"),
                                     PAL_INIT("\xE2\x80\x91")};
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (pal_str_starts((pal_str){text.ptr + at, text.len - at}, joints[i])) {
            at += joints[i].len;
            while (at < text.len && text.ptr[at] == ' ')
                at++;
            return at;
        }
    return 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/* A range from `text.ptr[at]`, which is a lone 0 or 1. */
static pal_scale range_at(pal_str text, size_t at)
{
    size_t next = skip_joint(text, at + 1);
    if (next == 0)
        return PAL_SCALE_NONE;
    int high = 0;
    size_t digits = 0;
    for (; next < text.len && is_digit(text.ptr[next]) && digits < 3; digits++)
        high = high * 10 + (text.ptr[next++] - '0');
    if (text.ptr[at] == '0')
        return digits != 0 && high == 10 ? PAL_SCALE_0_10 : PAL_SCALE_NONE;
    return high == 10  ? PAL_SCALE_1_10
           : high == 7 ? PAL_SCALE_1_7
           : high == 5 ? PAL_SCALE_1_5
                       : PAL_SCALE_NONE;
}

pal_scale pal_name_scale(pal_str heading)
{
    for (size_t at = 0; at + 2 < heading.len; at++) {
        if ((heading.ptr[at] != '0' && heading.ptr[at] != '1') ||
            is_digit(heading.ptr[at + 1]) || (at != 0 && is_word(heading.ptr[at - 1])))
            continue;
        pal_scale found = range_at(heading, at);
        if (found != PAL_SCALE_NONE)
            return found;
    }
    return PAL_SCALE_NONE;
}
