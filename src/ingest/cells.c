#include "ingest/cells.h"

#include "base/latin_class.h"
#include "base/str.h"
#include "ingest/survey.h"

#include <string.h>

static bool is_among(pal_str text, const char *const *list)
{
    char first = text.len ? text.ptr[0] : '\0';
    for (; *list; list++)
        if (**list == first && pal_str_equal(text, pal_str_from(*list)))
            return true;
    return false;
}

/* plain_words() of ASCII and of U+00C0 to U+00FF but the sharp s, whose folding is two
 * letters; `out` has room for the cell. False where other characters stand. */
static bool plain_latin(char *out, size_t *count, pal_str cell)
{
    size_t len = 0;
    for (size_t i = 0; i < cell.len; i++) {
        unsigned char c = (unsigned char)cell.ptr[i];
        unsigned char next = i + 1 < cell.len ? (unsigned char)cell.ptr[i + 1] : 0;
        if (c >= 0x80 && (c != 0xC3 || next < 0x80 || next > 0xBF || next == 0x9F))
            return false;
        unsigned code = c < 0x80 ? c : next + 0x40U;
        unsigned bits = pal_latin_bits[code];
        unsigned folded = bits & PAL_LATIN_UPPER ? code + 32 : code;
        i += c >= 0x80;
        if (bits & PAL_LATIN_LETTER) {
            if (c >= 0x80)
                out[len++] = (char)c;
            out[len++] = (char)(c >= 0x80 ? folded - 0x40 : folded);
        } else if (c != '\'' && c != '`' && len != 0 && out[len - 1] != ' ') {
            out[len++] = ' ';
        }
    }
    *count = len != 0 && out[len - 1] == ' ' ? len - 1 : len;
    return true;
}

/* Case-folded, with each run of anything but letters, digits and emoji as one space. */
static pal_str plain_words(pal_arena *mem, pal_str cell)
{
    size_t plain = 0;
    char *own = pal_new(mem, char, cell.len + 1);
    if (own && plain_latin(own, &plain, cell))
        return (pal_str){own, plain};
    pal_str folded = own ? pal_unicode_fold(mem, cell) : (pal_str){NULL, 0};
    char *out = folded.ptr ? pal_new(mem, char, folded.len + 1) : NULL;
    if (!out)
        return (pal_str){NULL, 0};
    size_t len = 0;
    for (size_t at = 0; at < folded.len;) {
        size_t before = at;
        uint32_t code = pal_unicode_next(folded, &at);
        if (pal_unicode_is_letter(code) || pal_unicode_is_emoji(code)) {
            memcpy(out + len, folded.ptr + before, at - before);
            len += at - before;
        } else if (code != '\'' && len != 0 && out[len - 1] != ' ') {
            out[len++] = ' ';
        }
    }
    if (len != 0 && out[len - 1] == ' ')
        len--;
    return (pal_str){out, len};
}

/* A face made of punctuation, ":)" or ";-(", says something. */
static bool has_face(pal_str text)
{
    for (size_t i = 0; i + 1 < text.len; i++) {
        if (text.ptr[i] != ':' && text.ptr[i] != ';' && text.ptr[i] != '=')
            continue;
        size_t mouth = text.ptr[i + 1] == '-' || text.ptr[i + 1] == '\'' ? i + 2 : i + 1;
        if (mouth < text.len && strchr("()[]/|*", text.ptr[mouth]) &&
            text.ptr[mouth] != '\0')
            return true;
    }
    return false;
}

/* Answers that say nothing, as plain_words() leaves them. */
static const char *const nothing[] = {"n a",
                                      "na",
                                      "nan",
                                      "nil",
                                      "null",
                                      "none",
                                      "empty",
                                      "tyhjä",
                                      "x",
                                      "xx",
                                      "xxx",
                                      "eos",
                                      "e o s",
                                      "en osaa sanoa",
                                      "ei osaa sanoa",
                                      "en tiedä",
                                      "en tiiä",
                                      "ei",
                                      "ei ole",
                                      "ei oo",
                                      "ei mitään",
                                      "ei mitää",
                                      "ei mitään lisättävää",
                                      "ei lisättävää",
                                      "ei muuta",
                                      "ei muuta lisättävää",
                                      "ei kommenttia",
                                      "ei kommentteja",
                                      "ei kommentoitavaa",
                                      "ei kommentoitavaa asiasta",
                                      "ei sanottavaa",
                                      "ei vastausta",
                                      "ei palautetta",
                                      "ei erityistä",
                                      "ei tule mieleen",
                                      "ks edellinen",
                                      "no",
                                      "no comment",
                                      "no comments",
                                      "nothing",
                                      "nothing to add",
                                      "not applicable",
                                      "no answer",
                                      "dont know",
                                      "do not know",
                                      "i dont know",
                                      "as above",
                                      "see above",
                                      NULL};

/* Of those the ones that are an answer where faults or merits were asked for. */
static const char *const denials[] = {
    "none",     "ei", "ei ole",  "ei oo",        "ei mitään",       "ei mitää",
    "ei muuta", "no", "nothing", "ei erityistä", "ei tule mieleen", NULL};

/* Answers that say nothing, and denials, are short. */
enum { SHORT_MAX = 80 };

/* What plain_words() makes of a short cell. */
typedef enum plainly {
    PLAINLY_WORDS = 0, /**< others, or no memory */
    PLAINLY_NO_WORDS,
    PLAINLY_LISTED,
} plainly;

static plainly judge_words(pal_str words, const char *const *list)
{
    if (words.ptr && words.len == 0)
        return PLAINLY_NO_WORDS;
    return words.ptr && is_among(words, list) ? PLAINLY_LISTED : PLAINLY_WORDS;
}

/* Most cells are Latin: no arena is opened for them. */
static plainly judge_cell(pal_str cell, const char *const *list)
{
    char own[SHORT_MAX + 1];
    size_t len = 0;
    if (cell.len > SHORT_MAX)
        return PLAINLY_WORDS;
    if (plain_latin(own, &len, cell))
        return judge_words((pal_str){own, len}, list);
    pal_arena *mem = pal_arena_open(64 * 1024);
    if (!mem)
        return PLAINLY_WORDS;
    plainly found = judge_words(plain_words(mem, cell), list);
    pal_arena_close(mem);
    return found;
}

bool pal_text_denies(pal_str text)
{
    return judge_cell(pal_str_trim(text), denials) == PLAINLY_LISTED;
}

bool pal_text_is_empty(pal_str text)
{
    pal_str trimmed = pal_str_trim(text);
    plainly found = trimmed.len ? judge_cell(trimmed, nothing) : PLAINLY_NO_WORDS;
    return found == PLAINLY_LISTED || (found == PLAINLY_NO_WORDS && !has_face(trimmed));
}

/* Digits at the head of `text`, with a sign and zeros behind a point or a comma. */
typedef struct number {
    int value;
    size_t len;
    bool whole;
} number;

static number take_number(pal_str text)
{
    number n = {.whole = true};
    size_t at = 0;
    bool negative = text.len != 0 && text.ptr[0] == '-';
    at += negative;
    size_t begin = at;
    while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9') {
        if (n.value < 1000)
            n.value = n.value * 10 + (text.ptr[at] - '0');
        at++;
    }
    if (at == begin)
        return (number){0};
    if (at + 1 < text.len && (text.ptr[at] == '.' || text.ptr[at] == ',') &&
        text.ptr[at + 1] >= '0' && text.ptr[at + 1] <= '9')
        for (at++; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++)
            n.whole = n.whole && text.ptr[at] == '0';
    if (n.value > 1000)
        n.value = 1000;
    n.value = negative ? -n.value : n.value;
    n.len = at;
    return n;
}

static bool has_digit(pal_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] >= '0' && text.ptr[i] <= '9')
            return true;
    return false;
}

/* What follows the number: nothing, "/10", or a label behind a space, dash, colon or
 * bracket. A label with digits of its own is another number, but in brackets. */
static bool is_label(pal_str tail)
{
    pal_str rest = pal_str_trim(tail);
    if (rest.len == 0)
        return true;
    if (rest.ptr[0] == '/')
        return pal_str_equal(rest, PAL_STR("/10")) ||
               pal_str_equal(rest, PAL_STR("/ 10"));
    if (rest.ptr[0] == '(')
        return true;
    size_t at = 0;
    uint32_t code = pal_unicode_next(rest, &at);
    bool letter = pal_unicode_is_letter(code) && !pal_unicode_is_digit(code);
    bool joint = strchr("-:=", rest.ptr[0]) != NULL || code == 0x2013 || code == 0x2014;
    return (joint || (letter && rest.ptr != tail.ptr)) && !has_digit(rest);
}

/* The number at the end of "Very likely - 10" or "Very likely (10)". */
static pal_str last_number(pal_str text)
{
    size_t end = text.len;
    if (end != 0 && text.ptr[end - 1] == ')')
        end--;
    size_t begin = end;
    while (begin != 0 && text.ptr[begin - 1] >= '0' && text.ptr[begin - 1] <= '9')
        begin--;
    pal_str head = pal_str_trim((pal_str){text.ptr, begin});
    bool joined = head.len != 0 && strchr("-:=(", head.ptr[head.len - 1]) != NULL;
    if (!joined || has_digit(head))
        return (pal_str){NULL, 0};
    return (pal_str){text.ptr + begin, end - begin};
}

static bool is_no_answer(pal_str words)
{
    static const char *const none[] = {"",
                                       "n a",
                                       "na",
                                       "nan",
                                       "null",
                                       "none",
                                       "nil",
                                       "empty",
                                       "eos",
                                       "e o s",
                                       "en osaa sanoa",
                                       "ei osaa sanoa",
                                       "ei vastausta",
                                       "ei vastannut",
                                       "ei vastattu",
                                       "en tiedä",
                                       "ei koske",
                                       "en halua vastata",
                                       "dont know",
                                       "do not know",
                                       "i dont know",
                                       "not sure",
                                       "unsure",
                                       "no answer",
                                       "no opinion",
                                       "not answered",
                                       "not applicable",
                                       "no response",
                                       "skipped",
                                       "prefer not to say",
                                       "ei mielipidettä",
                                       "tyhjä",
                                       "blank",
                                       NULL};
    return words.ptr && is_among(words, none);
}

pal_score_kind pal_score_read(int *value, pal_arena *mem, pal_str cell)
{
    pal_str text = pal_str_trim(cell);
    while (text.len != 0 && (text.ptr[0] == '"' || text.ptr[0] == '\''))
        text = (pal_str){text.ptr + 1, text.len - 1};
    while (text.len != 0 &&
           (text.ptr[text.len - 1] == '"' || text.ptr[text.len - 1] == '\''))
        text.len--;
    text = pal_str_trim(text);
    if (text.len == 0)
        return PAL_SCORE_EMPTY;
    number n = take_number(text);
    if (n.len == 0 || !is_label((pal_str){text.ptr + n.len, text.len - n.len})) {
        if (is_no_answer(plain_words(mem, text)))
            return PAL_SCORE_EMPTY;
        pal_str last = last_number(text);
        n = take_number(last);
        if (last.len == 0 || n.len != last.len)
            return PAL_SCORE_WORDS;
    }
    if (!n.whole)
        return PAL_SCORE_BROKEN;
    if (n.value == 99 || n.value == -99 || n.value == 999 || n.value == -999)
        return PAL_SCORE_EMPTY;
    *value = n.value;
    return PAL_SCORE_NUMBER;
}

bool pal_weight_read(int64_t *millionths, pal_str cell)
{
    static const int64_t most = (int64_t)PAL_WEIGHT_UNIT * 1000000;
    enum { PLACES = 6 };
    int64_t value = 0;
    size_t at = 0;
    size_t digits = 0;
    for (; at < cell.len && cell.ptr[at] >= '0' && cell.ptr[at] <= '9'; at++, digits++)
        if (value <= most)
            value = value * 10 + (cell.ptr[at] - '0');
    bool point = at < cell.len && (cell.ptr[at] == '.' || cell.ptr[at] == ',');
    at += point;
    size_t places = 0;
    bool up = false;
    for (; point && at < cell.len && cell.ptr[at] >= '0' && cell.ptr[at] <= '9'; at++) {
        digits++;
        if (places == PLACES)
            up = cell.ptr[at] >= '5';
        else if (places < PLACES && value <= most)
            value = value * 10 + (cell.ptr[at] - '0');
        places++;
    }
    if (digits == 0 || at != cell.len)
        return false;
    for (; places < PLACES && value <= most; places++)
        value *= 10;
    value += up;
    if (value <= 0 || value > most)
        return false;
    *millionths = value;
    return true;
}

bool pal_cell_is_number(pal_str text)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool digit = text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if (!digit && !strchr("+-., %", text.ptr[i]))
            return false;
        digits += digit;
    }
    return digits != 0;
}

bool pal_cell_is_band(pal_arena *mem, pal_str cell)
{
    static const char *const bands[] = {
        "promoter",     "promoters",  "passive",      "passives",      "detractor",
        "detractors",   "neutral",    "suosittelija", "suosittelijat", "promoottori",
        "promoottorit", "kannattaja", "kannattajat",  "passiivinen",   "passiiviset",
        "neutraali",    "neutraalit", "arvostelija",  "arvostelijat",  "kriitikko",
        "kriitikot",    NULL};
    if (cell.len > 20)
        return false;
    pal_str words = plain_words(mem, cell);
    return words.ptr && is_among(words, bands);
}

pal_language pal_cell_language(pal_arena *mem, pal_str cell)
{
    static const char *const finnish[] = {"fi",       "fin",     "fi fi",  "suomi",
                                          "suomeksi", "finnish", "finska", NULL};
    static const char *const english[] = {
        "en",      "eng",      "en gb",       "en us",    "en ie", "en au",
        "english", "englanti", "englanniksi", "engelska", NULL};
    pal_str words = cell.len > 30 ? (pal_str){NULL, 0} : plain_words(mem, cell);
    if (words.ptr && is_among(words, finnish))
        return PAL_LANGUAGE_FI;
    return words.ptr && is_among(words, english) ? PAL_LANGUAGE_EN : PAL_LANGUAGE_OTHER;
}
