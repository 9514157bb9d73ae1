/* What the values of options may be. */
#include <stdlib.h>
#include <string.h>

#include "option_table.h"

enum { COUNT_MAX = 1024, DIGITS_MAX = 15 };

/* --- the words of each kind, in the order of their enum --- */

static const char *const flag_names[] = {"no", "yes", NULL};
static const char *const delimiter_names[] = {";", ",", "|", "tab", NULL};
static const char *const scale_names[] = {"0-10", "1-10", "1-7", "1-5", NULL};
static const char *const language_names[] = {"fi", "en", NULL};
static const char *const split_names[] = {"all", "train", "test", NULL};
static const char *const band_names[] = {"detractor", "passive", "promoter", "all", NULL};
static const char *const profile_names[] = {"rfc4180", "excel-fi", "rfc4180-guarded",
                                            NULL};
static const char *const morphology_names[] = {"best", "snowball", NULL};
static const char *const format_names[] = {"csv",  "json",   "html", "jsonl", "md",
                                           "xlsx", "sqlite", "all",  NULL};
/* csv, json and html are always written */
static const unsigned format_bits[] = {
    0,
    0,
    0,
    PAL_FORMAT_JSONL,
    PAL_FORMAT_MD,
    PAL_FORMAT_XLSX,
    PAL_FORMAT_SQLITE,
    PAL_FORMAT_JSONL | PAL_FORMAT_MD | PAL_FORMAT_XLSX | PAL_FORMAT_SQLITE,
};

const char *const *option_choices(const option_row *row)
{
    switch (row->kind) {
    case OPTION_FLAG:
        return flag_names;
    case OPTION_CHAR:
        return delimiter_names;
    case OPTION_SCALE:
        return scale_names;
    case OPTION_LANGUAGE:
        return language_names;
    case OPTION_SPLIT:
        return split_names;
    case OPTION_BAND:
        return band_names;
    case OPTION_FORMATS:
        return format_names;
    case OPTION_PROFILE:
        return profile_names;
    case OPTION_MORPHOLOGY:
        return morphology_names;
    case OPTION_TEXT:
    case OPTION_LIST:
    case OPTION_NUMBER:
    case OPTION_TALLY:
        break;
    }
    return NULL;
}

const char *option_default(const option_row *row, const command *cmd)
{
    static const struct {
        const char *name;
        const char *value;
    } defaults[] = {
        {"k-threshold", "5"},   {"csv-profile", "rfc4180"},
        {"morphology", "best"}, {"split", "all"},
        {"depth", "5"},
    };
    if (row->kind == OPTION_FLAG)
        return "no";
    /* each input of a comparison is a wave */
    if (cmd->bit == FOR_COMPARE && strcmp(row->name, "wave") == 0)
        return "-";
    for (size_t i = 0; i < sizeof defaults / sizeof *defaults; i++)
        if (strcmp(row->name, defaults[i].name) == 0)
            return defaults[i].value;
    return NULL;
}

/* --- reading --- */

/* Place of the first `len` bytes of `text` among the names, -1 for none. */
static int place_of(const char *text, size_t len, const char *const *names)
{
    for (int i = 0; names[i]; i++)
        if (strlen(names[i]) == len && memcmp(names[i], text, len) == 0)
            return i;
    return -1;
}

static bool read_flag(const char *text, bool *out)
{
    int place = place_of(text, strlen(text), flag_names);
    if (place >= 0)
        *out = place == 1;
    return place >= 0;
}

static bool read_language(const char *text, pal_language *out)
{
    int place = place_of(text, strlen(text), language_names);
    if (place >= 0)
        *out = place == 0 ? PAL_LANGUAGE_FI : PAL_LANGUAGE_EN;
    return place >= 0;
}

static bool read_scale(const char *text, pal_scale *out)
{
    int place = place_of(text, strlen(text), scale_names);
    if (place >= 0)
        *out = (pal_scale)(PAL_SCALE_0_10 + place);
    return place >= 0;
}

static bool read_split(const char *text, pal_split *out)
{
    int place = place_of(text, strlen(text), split_names);
    if (place >= 0)
        *out = (pal_split)(PAL_SPLIT_ALL + place);
    return place >= 0;
}

static bool read_band(const char *text, pal_options *out)
{
    int place = place_of(text, strlen(text), band_names);
    if (place < 0)
        return false;
    out->why_all = strcmp(text, "all") == 0;
    out->why_band = out->why_all ? PAL_BAND_NONE : (pal_band)(PAL_BAND_DETRACTOR + place);
    return true;
}

static bool read_formats(const char *text, unsigned *out)
{
    for (;;) {
        size_t len = strcspn(text, ",");
        int place = place_of(text, len, format_names);
        if (place < 0)
            return false;
        *out |= format_bits[place];
        if (text[len] == '\0')
            return true;
        text += len + 1;
    }
}

static bool read_profile(const char *text, pal_csv_profile *out)
{
    int place = place_of(text, strlen(text), profile_names);
    if (place >= 0)
        *out = (pal_csv_profile)(PAL_CSV_RFC4180 + place);
    return place >= 0;
}

static bool read_delimiter(const char *text, char *out)
{
    if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0)
        *out = '\t';
    else if (strlen(text) == 1)
        *out = text[0];
    else
        return false;
    return true;
}

static bool read_count(const char *text, unsigned *out)
{
    char *end = NULL;
    unsigned long value = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end != '\0' || value == 0 || value > COUNT_MAX)
        return false;
    *out = (unsigned)value;
    return true;
}

static bool read_tally(const char *text, pal_kpi_count *out)
{
    size_t len = strspn(text, "0123456789");
    if (len == 0 || len > DIGITS_MAX || text[len] != '\0')
        return false;
    *out = (pal_kpi_count){.given = true, .value = strtoull(text, NULL, 10)};
    return true;
}

static option_answer add_to_list(option_list *list, const char *value)
{
    if (list->count == LIST_MAX)
        return OPTION_TOO_MANY;
    list->items[list->count++] = value;
    return OPTION_TAKEN;
}

option_answer option_store(settings *s, const option_row *row, const char *value)
{
    void *at = (char *)s + row->field;
    bool fine = true;
    switch (row->kind) {
    case OPTION_FLAG:
        fine = read_flag(value, at);
        break;
    case OPTION_MORPHOLOGY:
        fine = place_of(value, strlen(value), morphology_names) >= 0;
        *(const char **)at = value;
        break;
    case OPTION_TEXT:
        *(const char **)at = value;
        break;
    case OPTION_LIST:
        return add_to_list(at, value);
    case OPTION_NUMBER:
        fine = read_count(value, at);
        break;
    case OPTION_TALLY:
        fine = read_tally(value, at);
        break;
    case OPTION_CHAR:
        fine = read_delimiter(value, at);
        break;
    case OPTION_SCALE:
        fine = read_scale(value, at);
        break;
    case OPTION_LANGUAGE:
        fine = read_language(value, at);
        break;
    case OPTION_SPLIT:
        fine = read_split(value, at);
        break;
    case OPTION_BAND:
        fine = read_band(value, at);
        break;
    case OPTION_FORMATS:
        fine = read_formats(value, at);
        break;
    case OPTION_PROFILE:
        fine = read_profile(value, at);
        break;
    }
    return fine ? OPTION_TAKEN : OPTION_WRONG;
}

void option_formats_text(char *out, size_t size, unsigned formats)
{
    size_t used = 0;
    out[0] = '\0';
    /* the last is all of them */
    for (size_t i = 0; format_names[i + 1] && used < size; i++)
        if (format_bits[i] != 0 && (formats & format_bits[i]) == format_bits[i])
            used += (size_t)snprintf(out + used, size - used, "%s%s", used ? "," : "",
                                     format_names[i]);
    if (used == 0)
        snprintf(out, size, "csv"); /* which is written anyway */
}

/* --- complaining --- */

/* The right word that was meant, by the first of the comma's parts that is none. */
static const char *meant(const option_row *row, const char *value)
{
    /* a wrong scale or delimiter has no spelling to mend */
    bool words = row->kind != OPTION_SCALE && row->kind != OPTION_CHAR;
    const char *const *names = words ? option_choices(row) : NULL;
    char part[32];
    while (names) {
        size_t len = row->kind == OPTION_FORMATS ? strcspn(value, ",") : strlen(value);
        if (len >= sizeof part)
            return NULL;
        if (place_of(value, len, names) < 0) {
            memcpy(part, value, len);
            part[len] = '\0';
            return options_nearest(part, names);
        }
        if (value[len] == '\0')
            return NULL;
        value += len + 1;
    }
    return NULL;
}

void option_complain(char *out, size_t size, const option_row *row, const char *value,
                     option_answer answer)
{
    const char *near = answer == OPTION_WRONG ? meant(row, value) : NULL;
    const char *help = row->kind == OPTION_FLAG ? "yes or no" : row->help;
    if (answer == OPTION_TOO_MANY)
        snprintf(out, size, "there are more than %d; give fewer", LIST_MAX);
    else if (row->kind == OPTION_NUMBER)
        snprintf(out, size, "'%.80s' is no whole number from 1 to %d: %s", value,
                 COUNT_MAX, help);
    else if (row->kind == OPTION_TALLY)
        snprintf(out, size, "'%.80s' is no whole number of up to %d digits: %s", value,
                 DIGITS_MAX, help);
    else if (near)
        snprintf(out, size, "'%.80s' is not right; did you mean '%s'?", value, near);
    else
        snprintf(out, size, "'%.80s' is not right: %s", value, help);
}
