/* Streets: a word that ends like a street, with a number behind it. Without a number it
 * is a place that people speak of. */
#include "privacy/contacts.h"

#include "base/latin_class.h"
#include "base/str.h"

#include <string.h>

enum { STREET_MAX = 80 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char byte_at(pal_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

static size_t word_end(pal_str text, size_t at)
{
    while ((at = pal_latin_run(text, at)) < text.len) {
        size_t next = at;
        uint32_t code = pal_latin_next(text, &next);
        if (!pal_latin_is_letter(code) && code != '-')
            break;
        at = next;
    }
    return at;
}

static bool is_upper_at(pal_str text, size_t at)
{
    return at < text.len && pal_latin_is_upper(pal_latin_next(text, &at));
}

static bool ends_with_any(pal_str word, const char *const *list)
{
    for (; *list; list++)
        if (word.len > strlen(*list) + 2 && pal_str_ends(word, pal_str_from(*list)))
            return true;
    return false;
}

static bool is_street(pal_str word)
{
    static const char *const ends[] = {
        "katu",      "kadun",        "kadulla",   "kadulle",
        "kadulta",   "katua",        "kadussa",   "tie",
        "tien",      "tiellä",       "tielle",    "tieltä",
        "tiessä",    "kuja",         "kujan",     "kujalla",
        "kujalle",   "kujalta",      "polku",     "polun",
        "polulla",   "polulle",      "polulta",   "kaari",
        "kaaren",    "kaarella",     "kaarelle",  "raitti",
        "raitin",    "raitilla",     "raitille",  "väylä",
        "väylän",    "väylällä",     "väylälle",  "ranta",
        "rannan",    "rannalla",     "rannalle",  "penger",
        "penkereen", "penkereellä",  "aukio",     "aukion",
        "aukiolla",  "aukiolle",     "tori",      "torin",
        "torilla",   "torille",      "katan",     "gatan",
        "vägen",     "gränden",      "gränd",     "stigen",
        "esplanadi", "esplanadilla", "bulevardi", "bulevardilla",
        "puistikko", "puistotie",    NULL};
    static const char *const roads[] = {"Valtatie",       "Kantatie",    "Moottoritie",
                                        "Maantie",        "Yhdystie",    "Seututie",
                                        "Valtatien",      "Valtatiellä", "Kantatiellä",
                                        "Moottoritiellä", NULL};
    for (const char *const *r = roads; *r; r++)
        if (pal_str_equal(word, pal_str_from(*r)))
            return false;
    return ends_with_any(word, ends);
}

/* A word that belongs to the street behind it. */
static bool is_kind(pal_str word)
{
    static const char *const stems[] = {
        "Iso", "Pien",  "Vanha", "Uu",    "Etelä", "Pohjo", "Itäi",   "Länti", "Ylä",
        "Ala", "Stora", "Lilla", "Norra", "Södra", "Östra", "Västra", "Gamla", NULL};
    for (const char *const *s = stems; *s; s++)
        if (**s == word.ptr[0] && pal_str_starts(word, pal_str_from(*s)))
            return true;
    return false;
}

static bool is_english(pal_str word)
{
    static const char *const names[] = {"Street", "St",    "Road",   "Rd",
                                        "Avenue", "Ave",   "Lane",   "Drive",
                                        "Court",  "Close", "Square", NULL};
    for (const char *const *n = names; *n; n++)
        if (pal_str_equal(word, pal_str_from(*n)))
            return true;
    return false;
}

/* "5 minuuttia" is no number of a house. */
static bool is_measure(pal_str text, size_t at)
{
    static const char *const units[] = {"min",  "tun",  "pv",   "päiv", "vuo",  "kk",
                                        "kuuk", "viik", "km",   "kpl",  "eur",  "€",
                                        "%",    "ker",  "h ",   "m ",   "hour", "day",
                                        "year", "auto", "kert", "henk", "asia", NULL};
    while (byte_at(text, at) == ' ')
        at++;
    for (const char *const *u = units; *u; u++)
        if (pal_str_starts((pal_str){text.ptr + at, text.len - at}, pal_str_from(*u)))
            return true;
    return false;
}

/* "5", "5 A 12", "5-7 b": the end, or 0. */
static size_t house_end(pal_str text, size_t at)
{
    size_t end = at;
    while (end - at < 5 && is_digit(byte_at(text, end)))
        end++;
    if (end == at || end - at > 3 || is_measure(text, end))
        return 0;
    char sign = byte_at(text, end);
    if ((sign == ',' || sign == '.' || sign == ':') && is_digit(byte_at(text, end + 1)))
        return 0;
    if (sign == '-' && is_digit(byte_at(text, end + 1)))
        for (end++; is_digit(byte_at(text, end));)
            end++;
    size_t letter = end + (byte_at(text, end) == ' ');
    char c = byte_at(text, letter);
    bool stair = ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) &&
                 !pal_check_word_at(text, letter + 1);
    if (pal_check_word_at(text, end) && !stair)
        return 0;
    if (!stair)
        return end;
    size_t flat = letter + 1 + (byte_at(text, letter + 1) == ' ');
    size_t last = flat;
    while (last - flat < 4 && is_digit(byte_at(text, last)))
        last++;
    bool numbered = last > flat && !pal_check_word_at(text, last);
    return numbered ? last : letter + 1;
}

static size_t english_end(pal_str text, size_t at)
{
    size_t end = at;
    while (end - at < 5 && is_digit(byte_at(text, end)))
        end++;
    if (end == at || end - at > 4)
        return 0;
    for (int words = 0; words < 4 && byte_at(text, end) == ' '; words++) {
        size_t begin = end + 1;
        if (!is_upper_at(text, begin))
            return 0;
        end = word_end(text, begin);
        if (words > 0 && is_english((pal_str){text.ptr + begin, end - begin}))
            return end;
    }
    return 0;
}

size_t pal_contact_street(pal_str text, size_t at)
{
    if (is_digit(byte_at(text, at)))
        return english_end(text, at);
    if (!is_upper_at(text, at))
        return 0;
    size_t end = word_end(text, at);
    size_t second = end + 1;
    bool housed = is_digit(byte_at(text, second));
    if (end - at > STREET_MAX || byte_at(text, end) != ' ' ||
        !(housed || is_upper_at(text, second)))
        return 0;
    pal_str word = {text.ptr + at, end - at};
    if (is_street(word))
        return housed ? house_end(text, second) : 0;
    /* "Iso Roobertinkatu 5" */
    if (housed || !is_kind(word))
        return 0;
    end = word_end(text, second);
    bool street = end - second <= STREET_MAX && byte_at(text, end) == ' ' &&
                  is_street((pal_str){text.ptr + second, end - second});
    return street ? house_end(text, end + 1) : 0;
}

size_t pal_contact_postal(pal_str text, size_t at, size_t *town)
{
    size_t end = at;
    while (end - at < 6 && is_digit(byte_at(text, end)))
        end++;
    if (end - at != 5 || byte_at(text, end) != ' ')
        return 0;
    *town = end + 1;
    if (!is_upper_at(text, *town))
        return 0;
    end = word_end(text, *town);
    return text.ptr[end - 1] == '-' ? 0 : end;
}
