#include "privacy/contacts.h"

#include "base/str.h"

#include <string.h>

enum { LOCAL_MAX = 64, DOMAIN_MAX = 253, WORD_MAX = 32, WINDOW = 40 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static char byte_at(pal_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

static bool starts_with_any(pal_str word, const char *const *list)
{
    if (word.len == 0)
        return false;
    for (; *list; list++)
        if (**list == word.ptr[0] && pal_str_starts(word, pal_str_from(*list)))
            return true;
    return false;
}

/* --- what stands before --- */

static pal_context context_of(pal_str word)
{
    static const char *const others[] = {
        "tilau",  "tilaus",  "order",   "viite",   "lasku",    "invoice",
        "tuote",  "product", "asiakas", "seurant", "tracking", "versi",
        "ticket", "tiketti", "kuitti",  "koodi",   "code",     "malli",
        "model",  "sarja",   "serial",  "vika",    "case",     "lähety",
        "sopimu", "ref",     "paketti", "booking", "varau",    NULL};
    static const char *const phones[] = {
        "puh",  "soit",   "numero",   "nro",    "gsm",    "tel", "phone",
        "call", "mobile", "whatsapp", "matkap", "number", NULL};
    static const char *const plates[] = {"rek", "auto", "plate", "registration",
                                         "car", "mopo", NULL};
    if (starts_with_any(word, others))
        return PAL_CONTEXT_OTHER;
    if (starts_with_any(word, phones))
        return PAL_CONTEXT_PHONE;
    return starts_with_any(word, plates) ? PAL_CONTEXT_PLATE : PAL_CONTEXT_NONE;
}

/* Signs that may stand between a word and its number. */
static bool is_joint(char c)
{
    return c != '\0' && strchr(" .:(#", c) != NULL;
}

pal_context pal_contact_context(pal_str text, size_t at)
{
    pal_context found = PAL_CONTEXT_NONE;
    size_t least = at > WINDOW ? at - WINDOW : 0;
    if (at > 0 && text.ptr[at - 1] == '#')
        return PAL_CONTEXT_OTHER;
    for (int words = 0; words < 3 && at > least; words++) {
        size_t end = at;
        while (end > least && is_joint(text.ptr[end - 1]))
            end--;
        size_t begin = end;
        while (begin > least && !is_joint(text.ptr[begin - 1]) &&
               !strchr(",;!?\n", text.ptr[begin - 1]))
            begin--;
        if (begin == end)
            break;
        char word[WINDOW];
        for (size_t i = begin; i < end; i++)
            word[i - begin] = lower(text.ptr[i]);
        pal_context one = context_of((pal_str){word, end - begin});
        if (one == PAL_CONTEXT_OTHER)
            return one;
        if (found == PAL_CONTEXT_NONE)
            found = one;
        at = begin;
    }
    return found;
}

/* --- phones --- */

/* Digits in groups: how many, where they end, and the longest group. */
typedef struct groups {
    size_t digits;
    size_t longest;
    size_t end;
    size_t count;
} groups;

/* The sign behind "040" or "050" in "040/1234567" and "040.123.4567", or 0. Other areas
 * begin like days do. */
static char mobile_sign(pal_str text, size_t at)
{
    char sign = byte_at(text, at + 3);
    bool mobile = byte_at(text, at) == '0' &&
                  (byte_at(text, at + 1) == '4' ||
                   (byte_at(text, at + 1) == '5' && byte_at(text, at + 2) == '0'));
    return mobile && (sign == '/' || sign == '.') ? sign : '\0';
}

static groups read_groups(pal_str text, size_t at)
{
    enum { DIGITS_MAX = 16 };
    groups g = {.end = at};
    char sign = mobile_sign(text, at);
    bool bracket = at > 0 && text.ptr[at - 1] == '('; /* "(040) 123 4567" */
    size_t run = 0;
    for (size_t i = at; i < text.len && g.digits < DIGITS_MAX; i++) {
        char c = text.ptr[i];
        if (is_digit(c)) {
            g.count += run == 0;
            run++;
            g.digits++;
            g.end = i + 1;
            if (run > g.longest)
                g.longest = run;
            continue;
        }
        run = 0;
        bool zero =
            c == '(' && byte_at(text, i + 1) == '0' && byte_at(text, i + 2) == ')';
        if (zero) {
            i += 2;
            continue;
        }
        bool joint = i == g.end &&
                     (c == ' ' || c == '-' || (c == ')' && bracket && g.count == 1) ||
                      (c == sign && is_digit(byte_at(text, i + 1))));
        bool behind_zero = c == ' ' && i > 0 && text.ptr[i - 1] == ')';
        if (!joint && !behind_zero)
            break;
    }
    return g;
}

/* "050 000 euroa", "0500 kpl" are amounts. */
static bool is_amount(pal_str text, size_t end)
{
    static const char *const units[] = {"€",  "eur", "kpl", "%",     "kg",    "min",
                                        "km", "pcs", "pts", "piste", "tunti", NULL};
    while (byte_at(text, end) == ' ')
        end++;
    return starts_with_any((pal_str){text.ptr + end, text.len - end}, units);
}

static bool has_country(pal_str text, size_t at)
{
    static const char *const countries[] = {
        "358", "372", "370", "371", "46", "47", "45", "44",  "49",  "33",  "34", "39",
        "31",  "1",   "7",   "48",  "41", "43", "32", "353", "354", "380", "90", NULL};
    return starts_with_any((pal_str){text.ptr + at, text.len - at}, countries);
}

/* A Finnish number with its area or operator, "040 123 4567", "09 1234567". */
static bool is_national(pal_str text, size_t at, const groups *g)
{
    char second = byte_at(text, at + 1);
    char third = byte_at(text, at + 2);
    if (byte_at(text, at) != '0' || g->longest < 3 || g->digits > 11)
        return false;
    if (second == '4' || (second == '5' && third == '0'))
        return g->digits >= 9 || (g->digits >= 8 && g->count > 1);
    bool area = second != '\0' && strchr("1235689", second) != NULL;
    return area && g->digits >= 7 && (g->count > 1 ? g->digits >= 8 : g->digits >= 9);
}

/* "05-10-2026" is a day. */
static bool is_day(pal_str text, size_t at, size_t end)
{
    static const char form[] = "00-00-0000";
    bool day = end - at == sizeof form - 1;
    for (size_t i = 0; day && i < end - at; i++)
        day = form[i] == '0' ? is_digit(text.ptr[at + i]) : text.ptr[at + i] == form[i];
    return day && text.ptr[at + 6] - '0' < 3 && text.ptr[at + 3] < '2';
}

size_t pal_contact_phone(pal_str text, size_t at, pal_context context)
{
    bool plus = byte_at(text, at) == '+';
    groups g = read_groups(text, at + plus);
    if (context == PAL_CONTEXT_OTHER || g.digits < 6 || pal_check_word_at(text, g.end) ||
        is_amount(text, g.end) || is_day(text, at, g.end))
        return 0;
    if (at >= 2 && is_digit(text.ptr[at - 2]) && strchr(" ,.-", text.ptr[at - 1]) &&
        !plus)
        return 0; /* the tail of a longer number */
    if (plus)
        return has_country(text, at + 1) && g.digits >= 9 && g.digits <= 15 ? g.end : 0;
    if (byte_at(text, at) == '0' && byte_at(text, at + 1) == '0')
        return has_country(text, at + 2) && g.digits >= 11 && g.digits <= 16 ? g.end : 0;
    if (is_national(text, at, &g))
        return g.end;
    return context == PAL_CONTEXT_PHONE && g.longest >= 3 && g.digits <= 12 ? g.end : 0;
}

/* --- mail and web --- */

static bool is_local(char c)
{
    return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') ||
           (unsigned char)c >= 0x80 || (c != '\0' && strchr("._%+-", c));
}

static bool is_label(char c)
{
    return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' ||
           (unsigned char)c >= 0x80;
}

/* The end of "firma.fi", or 0: labels with points, the last of letters. */
static size_t domain_end(pal_str text, size_t at)
{
    size_t begin = at;
    size_t end = 0;
    size_t label = at;
    while (at < text.len && at - begin < DOMAIN_MAX) {
        if (is_label(text.ptr[at])) {
            at++;
            if (label > begin && at - label >= 2 && !is_digit(text.ptr[at - 1]) &&
                text.ptr[at - 1] != '-')
                end = at;
        } else if (text.ptr[at] == '.' && at > label) {
            label = ++at;
        } else {
            break;
        }
    }
    return end;
}

size_t pal_contact_mail(pal_str text, size_t at, size_t least, size_t *begin)
{
    static const pal_str signs[] = {
        PAL_INIT(" (at) "), PAL_INIT("(at)"), PAL_INIT(" [at] "), PAL_INIT("[at]"),
        PAL_INIT(" (ät) "), PAL_INIT("(ät)"), PAL_INIT(" [ät] "), PAL_INIT("[ät]"),
        PAL_INIT(" ät "),   PAL_INIT(" @ "),  PAL_INIT("@")};
    pal_str rest = {text.ptr + at, text.len - at};
    size_t len = 0;
    for (size_t i = 0; len == 0 && i < sizeof signs / sizeof *signs; i++)
        if (pal_str_starts(rest, signs[i]))
            len = signs[i].len;
    if (len == 0)
        return 0;
    size_t from = at;
    while (from > least && at - from < LOCAL_MAX && is_local(text.ptr[from - 1]))
        from--;
    while (from < at && ((unsigned char)text.ptr[from] & 0xC0) == 0x80)
        from++;
    while (from < at && strchr(".-+", text.ptr[from]))
        from++;
    size_t end = domain_end(text, at + len);
    *begin = from;
    return from < at ? end : 0;
}

size_t pal_contact_handle(pal_str text, size_t at)
{
    size_t end = at + 1;
    if (pal_check_word_before(text, at))
        return 0;
    while (end < text.len && end - at <= WORD_MAX &&
           (is_digit(text.ptr[end]) || text.ptr[end] == '_' ||
            (lower(text.ptr[end]) >= 'a' && lower(text.ptr[end]) <= 'z')))
        end++;
    return end - at >= 3 && !is_digit(text.ptr[at + 1]) ? end : 0;
}

size_t pal_contact_link(pal_str text, size_t at)
{
    static const char *const heads[] = {"http://", "https://", "HTTP://", "HTTPS://",
                                        "www.",    "WWW.",     NULL};
    if (!starts_with_any((pal_str){text.ptr + at, text.len - at}, heads))
        return 0;
    size_t end = at;
    bool tells = false;
    while (end < text.len && (unsigned char)text.ptr[end] > ' ' &&
           !strchr("<>\"", text.ptr[end])) {
        tells = tells || (text.ptr[end] == '@') ||
                (text.ptr[end] == '?' && (is_label(byte_at(text, end + 1))));
        end++;
    }
    while (end > at && strchr(".,;:!?)", text.ptr[end - 1]))
        end--;
    return tells ? end : 0;
}

size_t pal_contact_ip(pal_str text, size_t at)
{
    size_t end = at;
    for (int part = 0; part < 4; part++) {
        int value = 0;
        size_t first = end;
        for (; end < text.len && is_digit(text.ptr[end]) && end - first < 4; end++)
            value = value * 10 + text.ptr[end] - '0';
        if (end == first || value > 255)
            return 0;
        if (part < 3 && byte_at(text, end++) != '.')
            return 0;
    }
    bool more = byte_at(text, end) == '.' && is_digit(byte_at(text, end + 1));
    return more || pal_check_word_at(text, end) ? 0 : end;
}

size_t pal_contact_plate(pal_str text, size_t at)
{
    size_t end = at;
    while (end - at < 4 && ((byte_at(text, end) >= 'A' && byte_at(text, end) <= 'Z')))
        end++;
    if (end - at < 2 || end - at > 3)
        return 0;
    bool hyphen = byte_at(text, end) == '-';
    end += hyphen;
    size_t digits = end;
    while (end - digits < 4 && is_digit(byte_at(text, end)))
        end++;
    bool shaped = end > digits && end - digits <= 3 && (hyphen || end - digits == 3);
    return shaped && !pal_check_word_at(text, end) ? end : 0;
}
