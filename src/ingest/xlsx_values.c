#include "ingest/xlsx_values.h"

#include "base/num.h"
#include "base/str.h"
#include "base/unicode.h"

#include <math.h>
#include <string.h>
#include <strings.h>

unsigned pal_xlsx_builtin(unsigned id)
{
    if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 ||
        (id >= 50 && id <= 58))
        return PAL_XLSX_DATE;
    if (id == 22)
        return PAL_XLSX_DATE | PAL_XLSX_TIME;
    if (id == 46)
        return PAL_XLSX_TIME | PAL_XLSX_ELAPSED;
    bool time = (id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47;
    return time ? PAL_XLSX_TIME : 0;
}

/* Behind what begins at `c` and is shown as it is; `c` itself for anything else. */
static const char *skip_literal(const char *c, bool *elapsed)
{
    if (*c == '"' || *c == '[') {
        const char *end = strchr(c + 1, *c == '"' ? '"' : ']');
        if (*c == '[' && strchr("hHmMsS", c[1]) && c[1] != '\0')
            *elapsed = true;
        return end ? end + 1 : c + strlen(c);
    }
    if ((*c == '\\' || *c == '_' || *c == '*') && c[1] != '\0')
        return c + 2;
    return c;
}

unsigned pal_xlsx_format(const char *code)
{
    bool day = false;
    bool month = false;
    bool time = false;
    bool elapsed = false;
    for (const char *c = code; *c != '\0' && *c != ';';) {
        const char *behind = skip_literal(c, &elapsed);
        if (behind != c) {
            c = behind;
            continue;
        }
        if (strncasecmp(c, "General", 7) == 0)
            return 0;
        day = day || strchr("yYdD", *c);
        month = month || strchr("mM", *c);
        time = time || strchr("hHsS", *c);
        c++;
    }
    if (elapsed)
        return PAL_XLSX_TIME | PAL_XLSX_ELAPSED;
    bool date = day || (month && !time);
    return (date ? PAL_XLSX_DATE : 0u) | (time ? PAL_XLSX_TIME : 0u);
}

/* Decimal number with an optional exponent, whatever the locale says. */
static bool read_number(pal_str raw, double *out)
{
    size_t at = 0;
    while (at < raw.len && raw.ptr[at] != 'e' && raw.ptr[at] != 'E')
        at++;
    double value = 0.0;
    if (!pal_str_to_double((pal_str){raw.ptr, at}, &value))
        return false;
    int64_t exponent = 0;
    if (at < raw.len) {
        pal_str rest = {raw.ptr + at + 1, raw.len - at - 1};
        if (rest.len != 0 && rest.ptr[0] == '+')
            rest = (pal_str){rest.ptr + 1, rest.len - 1};
        if (!pal_str_to_int(rest, &exponent) || exponent > 400 || exponent < -400)
            return false;
    }
    *out = exponent < 0 ? value / pow(10.0, (double)-exponent)
                        : value * pow(10.0, (double)exponent);
    return isfinite(*out);
}

static void add_padded(pal_buf *b, int64_t value, int64_t least)
{
    for (; least > 1 && value < least; least /= 10)
        pal_buf_byte(b, '0');
    pal_num_int(b, value);
}

/* Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", civil_from_days. */
static void add_day(pal_buf *b, int64_t days)
{
    int64_t z = days + 719468;
    int64_t era = z / 146097;
    int64_t doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t mp = (5 * doy + 2) / 153;
    int64_t month = mp < 10 ? mp + 3 : mp - 9;
    add_padded(b, yoe + era * 400 + (month <= 2), 1000);
    pal_buf_byte(b, '-');
    add_padded(b, month, 10);
    pal_buf_byte(b, '-');
    add_padded(b, doy - (153 * mp + 2) / 5 + 1, 10);
}

static void add_time(pal_buf *b, int64_t seconds)
{
    add_padded(b, seconds / 3600, 10);
    pal_buf_byte(b, ':');
    add_padded(b, seconds / 60 % 60, 10);
    pal_buf_byte(b, ':');
    add_padded(b, seconds % 60, 10);
}

static bool add_moment(pal_buf *b, double value, unsigned kind, bool from_1904)
{
    enum { DAY = 86400, EPOCH_1900 = 25569, SHIFT_1904 = 1462, LEAP_1900 = 60 };
    static const double LAST = 2958466.0; /* 10000-01-01 */
    if (value < 0 || value >= LAST)
        return false;
    int64_t all = (int64_t)floor(value * DAY + 0.5);
    int64_t days = all / DAY;
    int64_t seconds = all % DAY;
    if (kind & PAL_XLSX_ELAPSED) {
        add_time(b, all);
        return true;
    }
    if (from_1904)
        days += SHIFT_1904;
    else if (days < LEAP_1900) /* the 1900 system has a day that never was */
        days++;
    if (kind & PAL_XLSX_DATE)
        add_day(b, days - EPOCH_1900);
    if (kind == (PAL_XLSX_DATE | PAL_XLSX_TIME))
        pal_buf_byte(b, ' ');
    if (kind & PAL_XLSX_TIME)
        add_time(b, seconds);
    return true;
}

void pal_xlsx_number(pal_buf *b, pal_str raw, unsigned kind, bool from_1904)
{
    enum { PLAIN = 15 }; /* digits that a double keeps */
    static const double FIXED_MAX = 9e8;
    static const double WHOLE_MAX = 1e15;
    double value = 0.0;
    bool known = read_number(raw, &value);
    if (known && kind != 0 && add_moment(b, value, kind, from_1904))
        return;
    bool power = memchr(raw.ptr, 'e', raw.len) || memchr(raw.ptr, 'E', raw.len);
    if (!known || (!power && raw.len <= PLAIN))
        pal_buf_add(b, raw);
    else if (fabs(value) < FIXED_MAX)
        pal_num_json(b, value);
    else if (fabs(value) < WHOLE_MAX && floor(value) == value)
        pal_num_int(b, (int64_t)value);
    else
        pal_buf_add(b, raw);
}

void pal_xlsx_text(pal_buf *b, pal_str raw)
{
    enum { LEN = 7, DIGITS = 4 };
    static const char hex[] = "0123456789abcdef";
    for (size_t at = 0; at < raw.len;) {
        uint32_t code = 0;
        size_t digits = 0;
        if (raw.len - at >= LEN && raw.ptr[at] == '_' && raw.ptr[at + 1] == 'x' &&
            raw.ptr[at + LEN - 1] == '_')
            for (; digits < DIGITS; digits++) {
                char c = raw.ptr[at + 2 + digits];
                c = c >= 'A' && c <= 'F' ? (char)(c - 'A' + 'a') : c;
                const char *found = c == '\0' ? NULL : strchr(hex, c);
                if (!found)
                    break;
                code = code * 16 + (uint32_t)(found - hex);
            }
        if (digits == DIGITS) {
            pal_unicode_add(b, code);
            at += LEN;
        } else {
            pal_buf_byte(b, raw.ptr[at++]);
        }
    }
}
