#include "ingest/dates.h"

#include "base/str.h"

#include <string.h>

/* Three numbers at the head of the text with one kind of separator between them. */
typedef struct parts {
    int number[3];
    size_t digits[3];
    char separator;
} parts;

static bool split(parts *out, pal_str text)
{
    size_t at = 0;
    for (size_t i = 0; i < 3; i++) {
        int value = 0;
        size_t begin = at;
        while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9' &&
               at - begin < 5)
            value = value * 10 + (text.ptr[at++] - '0');
        out->number[i] = value;
        out->digits[i] = at - begin;
        if (at == begin)
            return false;
        if (i == 2)
            break;
        char c = at < text.len ? text.ptr[at] : '\0';
        if (i == 0 ? c != '-' && c != '/' && c != '.' : c != out->separator)
            return false;
        out->separator = c;
        at++;
    }
    /* a time, a zone or nothing */
    return at == text.len || strchr(" T,tk", text.ptr[at]) != NULL;
}

static bool is_day(pal_day day)
{
    static const int last[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (day.year < 1970 || day.year > 2100 || day.month < 1 || day.month > 12 ||
        day.day < 1 || day.day > last[day.month - 1])
        return false;
    bool leap = (day.year % 4 == 0 && day.year % 100 != 0) || day.year % 400 == 0;
    return day.month != 2 || day.day < 29 || leap;
}

static bool read_parts(pal_day *out, const parts *p, pal_day_order order)
{
    const int *n = p->number;
    pal_day day;
    if (p->digits[0] == 4) {
        day = (pal_day){n[0], n[1], n[2]};
    } else {
        int year = p->digits[2] == 2 ? 2000 + n[2] : n[2];
        bool month_first = order == PAL_MONTH_FIRST && p->separator != '.';
        day = month_first ? (pal_day){year, n[0], n[1]} : (pal_day){year, n[1], n[0]};
        if (p->digits[2] != 2 && p->digits[2] != 4)
            return false;
    }
    if (!is_day(day))
        return false;
    *out = day;
    return true;
}

bool pal_day_read(pal_day *out, pal_str cell, pal_day_order order)
{
    parts p = {{0}, {0}, 0};
    return split(&p, pal_str_trim(cell)) && read_parts(out, &p, order);
}

int pal_day_vote(pal_str cell)
{
    parts p = {{0}, {0}, 0};
    pal_day day;
    if (!split(&p, pal_str_trim(cell)) || p.digits[0] == 4 || p.separator == '.')
        return 0;
    return (int)read_parts(&day, &p, PAL_MONTH_FIRST) -
           (int)read_parts(&day, &p, PAL_DAY_FIRST);
}

static void put(char *out, int value, size_t digits)
{
    while (digits-- != 0) {
        out[digits] = (char)('0' + value % 10);
        value /= 10;
    }
}

void pal_day_write(char out[11], pal_day day)
{
    put(out, day.year, 4);
    out[4] = '-';
    put(out + 5, day.month, 2);
    out[7] = '-';
    put(out + 8, day.day, 2);
    out[10] = '\0';
}
