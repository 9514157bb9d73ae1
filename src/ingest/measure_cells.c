#include "ingest/measure_cells.h"

#include "base/str.h"
#include "ingest/cells.h"
#include "ingest/names.h"

enum { THOUSAND = 1000, CELL_MAX = 100, PARTS_MAX = 4 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_among(pal_str word, const char *const *list)
{
    for (; *list; list++)
        if (pal_str_equal(word, pal_str_from(*list)))
            return true;
    return false;
}

/* A number from 0 in millionths, with a decimal point or comma. */
static bool read_number(int64_t *millionths, pal_str text)
{
    size_t zeros = 0;
    for (size_t i = 0; i < text.len; i++)
        zeros += text.ptr[i] == '0';
    bool point = text.len != 0 && text.len == zeros + 1 && zeros != 0 &&
                 (pal_str_has(text, PAL_STR(",")) || pal_str_has(text, PAL_STR(".")));
    if (text.len != 0 && (zeros == text.len || point)) {
        *millionths = 0;
        return true;
    }
    return pal_weight_read(millionths, text);
}

/* --- grades --- */

/* "4/5" on a scale that ends at 5. */
static pal_str without_top(pal_str cell, int high)
{
    pal_cut cut = pal_str_cut(cell, '/');
    int64_t top = 0;
    bool names_top =
        cut.found && pal_str_to_int(pal_str_trim(cut.tail), &top) && top == high;
    return names_top ? pal_str_trim(cut.head) : cell;
}

static int32_t read_grade(pal_arena *mem, const pal_measure *m, pal_str cell)
{
    int low = pal_scale_low(m->scale);
    int high = pal_scale_high(m->scale);
    int whole = 0;
    int64_t millionths = 0;
    cell = without_top(cell, high);
    pal_score_kind kind = pal_score_read(&whole, mem, cell);
    if (kind == PAL_SCORE_EMPTY)
        return PAL_MEASURE_NONE;
    int64_t value = (int64_t)whole * THOUSAND;
    if (kind == PAL_SCORE_BROKEN && m->kind != PAL_MEASURE_ENPS &&
        read_number(&millionths, cell))
        value = (millionths + THOUSAND / 2) / THOUSAND;
    else if (kind != PAL_SCORE_NUMBER)
        return PAL_MEASURE_UNREADABLE;
    bool fits = value >= (int64_t)low * THOUSAND && value <= (int64_t)high * THOUSAND;
    return fits ? (int32_t)value : PAL_MEASURE_UNREADABLE;
}

/* --- yes and no --- */

static int32_t read_choice(pal_arena *mem, pal_str cell)
{
    static const char *const yes[] = {
        "kyllä", "yes",     "1",         "true", "k",        "y",      "joo",
        "on",    "ratkesi", "ratkaistu", "tosi", "resolved", "solved", NULL};
    static const char *const no[] = {
        "ei",         "no",           "0",          "false",    "e",
        "n",          "ei ratkennut", "ei ratkesi", "ei vielä", "epätosi",
        "unresolved", "not resolved", "not solved", NULL};
    pal_str word = pal_name_fold(mem, cell);
    int none = 0;
    if (word.ptr && is_among(word, yes))
        return THOUSAND;
    if (word.ptr && is_among(word, no))
        return 0;
    return pal_score_read(&none, mem, cell) == PAL_SCORE_EMPTY ? PAL_MEASURE_NONE
                                                               : PAL_MEASURE_UNREADABLE;
}

/* --- times --- */

pal_time_unit pal_time_unit_read(pal_str word)
{
    static const char *const seconds[] = {"s",          "sek", "sekunti", "sekuntia",
                                          "sekunteina", "sec", "secs",    "second",
                                          "seconds",    NULL};
    static const char *const minutes[] = {"min",       "mins",        "minuutti",
                                          "minuuttia", "minuutteina", "minute",
                                          "minutes",   "m",           NULL};
    static const char *const hours[] = {"h",    "t",     "tunti", "tuntia", "tunteina",
                                        "hour", "hours", "hr",    "hrs",    NULL};
    static const char *const days[] = {"pv",      "pvä", "päivä",      "päivää",
                                       "päivinä", "vrk", "vuorokausi", "vuorokautta",
                                       "d",       "day", "days",       NULL};
    static const char *const weeks[] = {"vk", "viikko", "viikkoa", "viikkoina",
                                        "w",  "week",   "weeks",   NULL};
    static const char *const *const lists[] = {
        [PAL_TIME_SECONDS] = seconds, [PAL_TIME_MINUTES] = minutes,
        [PAL_TIME_HOURS] = hours,     [PAL_TIME_DAYS] = days,
        [PAL_TIME_WEEKS] = weeks,
    };
    for (int u = PAL_TIME_SECONDS; u <= PAL_TIME_WEEKS; u++)
        if (is_among(word, lists[u]))
            return (pal_time_unit)u;
    return PAL_TIME_NONE;
}

/* Thousandths of a minute, rounded half up. At most 1e12 millionths of a week fit. */
static int64_t in_minutes(int64_t millionths, pal_time_unit unit)
{
    return (millionths * pal_time_unit_seconds(unit) + 30 * THOUSAND) / (60 * THOUSAND);
}

/* "0:45", "12:05", "1:02:30". */
static bool read_clock(int64_t *sum, pal_str text)
{
    int64_t value[3] = {0};
    size_t count = 0;
    for (pal_cut cut = {.tail = text, .found = true}; cut.found; count++) {
        cut = pal_str_cut(cut.tail, ':');
        bool plain = cut.head.len != 0 && cut.head.len <= 5;
        for (size_t i = 0; i < cut.head.len; i++)
            plain = plain && is_digit(cut.head.ptr[i]);
        if (count == 3 || !plain || !pal_str_to_int(cut.head, &value[count]) ||
            (count != 0 && (cut.head.len != 2 || value[count] > 59)))
            return false;
    }
    *sum = (value[0] * 60 + value[1]) * THOUSAND + (value[2] * THOUSAND + 30) / 60;
    return count > 1;
}

/* Length of the number at the head. */
static size_t number_length(pal_str text)
{
    size_t at = 0;
    while (at < text.len &&
           (is_digit(text.ptr[at]) || text.ptr[at] == ',' || text.ptr[at] == '.'))
        at++;
    return at;
}

static size_t word_length(pal_str text)
{
    size_t at = 0;
    while (at < text.len && !is_digit(text.ptr[at]) && text.ptr[at] != ' ')
        at++;
    return at;
}

/* "2 pv 3 h", "90min", "1,5 h", or a number in `unit`. */
static bool read_parts(int64_t *sum, pal_arena *mem, pal_str text, pal_time_unit unit)
{
    *sum = 0;
    for (size_t part = 0; part < PARTS_MAX && text.len != 0; part++) {
        int64_t millionths = 0;
        size_t len = number_length(text);
        if (!read_number(&millionths, (pal_str){text.ptr, len}))
            return false;
        text = pal_str_trim((pal_str){text.ptr + len, text.len - len});
        pal_time_unit named = unit;
        len = word_length(text);
        if (len != 0 || part != 0) {
            pal_str word = pal_name_fold(mem, (pal_str){text.ptr, len});
            named = word.ptr ? pal_time_unit_read(word) : PAL_TIME_NONE;
        }
        if (named == PAL_TIME_NONE || (part == 0 && len == 0 && text.len != 0))
            return false;
        *sum += in_minutes(millionths, named);
        text = pal_str_trim((pal_str){text.ptr + len, text.len - len});
    }
    return text.len == 0;
}

static int32_t read_time(pal_arena *mem, const pal_measure *m, pal_str cell)
{
    int64_t sum = 0;
    int none = 0;
    bool fine = read_clock(&sum, cell) || read_parts(&sum, mem, cell, m->unit);
    if (fine && sum <= INT32_MAX)
        return (int32_t)sum;
    if (!fine && pal_score_read(&none, mem, cell) == PAL_SCORE_EMPTY)
        return PAL_MEASURE_NONE;
    return PAL_MEASURE_UNREADABLE;
}

int32_t pal_measure_read(pal_arena *mem, const pal_measure *measure, pal_str cell)
{
    pal_str text = pal_str_trim(cell);
    if (text.len == 0)
        return PAL_MEASURE_NONE;
    if (text.len > CELL_MAX)
        return PAL_MEASURE_UNREADABLE;
    if (measure->kind == PAL_MEASURE_TIME)
        return read_time(mem, measure, text);
    if (measure->kind == PAL_MEASURE_FCR)
        return read_choice(mem, text);
    return read_grade(mem, measure, text);
}
