#include "options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

typedef enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_LIST,
    OPTION_NUMBER,
    OPTION_TALLY, /* a pal_kpi_count */
    OPTION_CHAR,
    OPTION_SCALE,
    OPTION_LANGUAGE,
    OPTION_SPLIT,
    OPTION_BAND,
    OPTION_FORMATS,
    OPTION_PROFILE,
} option_kind;

typedef struct option_row {
    const char *name; /* without the dashes; NULL ends the table */
    char letter;      /* short form, 0 = none */
    option_kind kind;
    size_t field; /* offsetof() in settings */
    unsigned commands;
    const char *arg;  /* name of the value in help; NULL for a flag */
    const char *help; /* fragment: lower case, no final stop */
} option_row;

#define AT(x) offsetof(settings, x)
static const option_row options[] = {
    {"output", 'o', OPTION_TEXT, AT(opt.out), FOR_RUN | FOR_TRAIN, "PATH",
     "where the results go (default: the name of the first file)"},
    {"force", 'f', OPTION_FLAG, AT(opt.force), FOR_RUN, NULL,
     "write into a folder that holds other files, too"},
    {"format", 0, OPTION_FORMATS, AT(opt.formats), FOR_RUN, "LIST",
     "further files: xlsx, jsonl, md or all, commas between"},
    {"csv-profile", 0, OPTION_PROFILE, AT(opt.csv_profile), FOR_RUN, "NAME",
     "of all CSV files: rfc4180, excel-fi or rfc4180-guarded"},
    {"score", 0, OPTION_TEXT, AT(opt.score), FOR_FILES, "COLUMN",
     "the score column, by name or number; - = none"},
    {"text", 0, OPTION_LIST, AT(texts), FOR_FILES | FOR_REDACT, "COLUMN",
     "an open-text column; may be given several times"},
    {"id", 0, OPTION_TEXT, AT(opt.id), FOR_FILES, "COLUMN",
     "the column that names the answer; - = none"},
    {"wave", 0, OPTION_TEXT, AT(opt.wave), FOR_FILES, "COLUMN",
     "the wave column; a date column gives months; - = none"},
    {"date", 0, OPTION_TEXT, AT(opt.date), FOR_FILES, "COLUMN",
     "the date column; - = none"},
    {"segment", 0, OPTION_LIST, AT(segments), FOR_FILES, "COLUMN",
     "a segment column; may be given several times; - = none"},
    {"language-column", 0, OPTION_TEXT, AT(opt.language_column), FOR_FILES, "COLUMN",
     "the column that names the language of the answer; - = none"},
    {"weight", 0, OPTION_TEXT, AT(opt.weight), FOR_FILES, "COLUMN",
     "a column of weights, numbers over 0"},
    {"band", 0, OPTION_BAND, AT(opt), FOR_WHY, "BAND",
     "detractor (default), passive, promoter or all"},
    {"depth", 0, OPTION_NUMBER, AT(depth), FOR_WHY, "N",
     "how many levels to show, 1 to 5 (default)"},
    {"csat", 0, OPTION_TEXT, AT(opt.csat), FOR_FILES, "COLUMN[:SCALE]",
     "satisfaction, on 1-5, 1-7, 1-10 or 0-10"},
    {"ces", 0, OPTION_TEXT, AT(opt.ces), FOR_FILES, "COLUMN[:SCALE[:END]]",
     "customer effort; END that is good: low or high"},
    {"enps", 0, OPTION_TEXT, AT(opt.enps), FOR_FILES, "COLUMN",
     "recommendation by employees, on 0-10"},
    {"csi", 0, OPTION_TEXT, AT(opt.csi), FOR_FILES, "COLUMN=WEIGHT,...",
     "satisfaction index of several columns"},
    {"fcr", 0, OPTION_TEXT, AT(opt.fcr), FOR_FILES, "COLUMN",
     "whether it was resolved at the first contact: yes or no"},
    {"resolution-time", 0, OPTION_TEXT, AT(opt.resolution_time), FOR_FILES,
     "COLUMN[:UNIT]", "time until it was resolved; UNIT of bare numbers: s, min, h or d"},
    {"k-threshold", 0, OPTION_NUMBER, AT(opt.k_threshold), FOR_RUN, "N",
     "groups of fewer respondents are not shown (default: 5)"},
    {"mix", 0, OPTION_TEXT, AT(opt.mix), FOR_ANALYZE | FOR_COMPARE, "COLUMN",
     "the segment column whose mix is told apart between waves"},
    {"delimiter", 'd', OPTION_CHAR, AT(opt.delimiter), FOR_FILES | FOR_REDACT, "CHAR",
     "between the cells: ; , | or tab"},
    {"encoding", 'e', OPTION_TEXT, AT(opt.encoding), FOR_FILES | FOR_REDACT, "NAME",
     "utf-8, utf-16, windows-1252, cp850, macroman, ..."},
    {"sheet", 0, OPTION_TEXT, AT(opt.sheet), FOR_FILES, "NAME",
     "of an XLSX workbook, by name or number (default: the first that is not empty)"},
    {"scale", 0, OPTION_SCALE, AT(opt.scale), FOR_FILES, "SCALE",
     "of the score: 0-10, 1-10, 1-7 or 1-5"},
    {"language", 'l', OPTION_LANGUAGE, AT(opt.language), FOR_TEXTS, "LANG",
     "of most answers: fi or en (default: found out)"},
    {"question", 0, OPTION_TEXT, AT(opt.question),
     FOR_RUN | FOR_EXPLAIN | FOR_TAG | FOR_EVALUATE, "TEXT",
     "the question that was asked (default: the heading of the column); none = any"},
    {"screen", 0, OPTION_LANGUAGE, AT(opt.screen), FOR_ALL, "LANG",
     "of summary and report: fi or en"},
    {"split", 0, OPTION_SPLIT, AT(opt.split), FOR_EVALUATE | FOR_TRAIN, "SPLIT",
     "train, test or all (default): the comments whose hash says so"},
    {"themes", 0, OPTION_FLAG, AT(themes), FOR_TRAIN, NULL,
     "learn the themes (default: the tone of the whole)"},
    {"model", 0, OPTION_TEXT, AT(opt.model), FOR_EVALUATE, "FILE",
     "a model to measure instead of the one that came along"},
    {"no-model", 0, OPTION_FLAG, AT(opt.no_model),
     FOR_RUN | FOR_EXPLAIN | FOR_TAG | FOR_EVALUATE | FOR_TRAIN, NULL,
     "decide by the rules alone, without trained models"},
    {"list", 0, OPTION_FLAG, AT(list), FOR_EVALUATE, NULL,
     "print every difference, with the rule behind it"},
    {"threads", 'j', OPTION_NUMBER, AT(opt.threads), FOR_RUN, "N",
     "how many threads (default: one for each core)"},
    {"strict", 0, OPTION_FLAG, AT(opt.strict), FOR_RUN, NULL,
     "stop at the first row that cannot be read"},
    {"morphology", 0, OPTION_TEXT, AT(opt.morphology), FOR_TEXTS, "NAME",
     "best (Voikko when installed) or snowball"},
    {"lexicons", 0, OPTION_TEXT, AT(opt.lexicons), FOR_TEXTS, "FOLDER",
     "rules and word lists to use instead of those that came along"},
    {"models", 0, OPTION_TEXT, AT(opt.models), FOR_TEXTS, "FOLDER",
     "models to use instead of those that came along"},
    {"keep-personal-data", 0, OPTION_FLAG, AT(opt.keep_personal_data),
     FOR_FILES | FOR_EXPLAIN | FOR_TAG, NULL,
     "mask no names, numbers and addresses of persons"},
    {"mask-plates", 0, OPTION_FLAG, AT(opt.mask_plates),
     FOR_RUN | FOR_EXPLAIN | FOR_TAG | FOR_REDACT, NULL, "mask registration plates, too"},
    {"csv", 'c', OPTION_FLAG, AT(csv), FOR_REDACT, NULL, "the files are survey files"},
    {"start", 0, OPTION_TALLY, AT(kpi.start), FOR_KPI, "N",
     "customers when the period began"},
    {"end", 0, OPTION_TALLY, AT(kpi.end), FOR_KPI, "N",
     "customers at its end, new ones too"},
    {"new", 0, OPTION_TALLY, AT(kpi.added), FOR_KPI, "N", "new customers in the period"},
    {"lost", 0, OPTION_TALLY, AT(kpi.lost), FOR_KPI, "N",
     "customers of the start who left"},
    {"referred", 0, OPTION_TALLY, AT(kpi.referred), FOR_KPI, "N",
     "purchases that a referral brought"},
    {"total", 0, OPTION_TALLY, AT(kpi.total), FOR_KPI, "N", "all purchases"},
    {"trials", 0, OPTION_TALLY, AT(kpi.trials), FOR_KPI, "N", "free trials that ended"},
    {"paid", 0, OPTION_TALLY, AT(kpi.paid), FOR_KPI, "N", "trials that became paid"},
    {"before", 0, OPTION_TALLY, AT(kpi.before), FOR_KPI, "N", "active users of a month"},
    {"after", 0, OPTION_TALLY, AT(kpi.after), FOR_KPI, "N",
     "active users of a later month"},
    {"promoters", 0, OPTION_TALLY, AT(kpi.promoters), FOR_KPI, "N",
     "answers of 9 and 10"},
    {"passives", 0, OPTION_TALLY, AT(kpi.passives), FOR_KPI, "N", "answers of 7 and 8"},
    {"detractors", 0, OPTION_TALLY, AT(kpi.detractors), FOR_KPI, "N",
     "answers of 0 to 6"},
    {"json", 0, OPTION_FLAG, AT(json), FOR_KPI, NULL, "print JSON"},
    {"timings", 0, OPTION_FLAG, AT(timings), FOR_ANALYZE, NULL,
     "print the processor time of each room"},
    {"quiet", 'q', OPTION_FLAG, AT(quiet), FOR_RUN, NULL, "no summary and no progress"},
    {"no-cache", 0, OPTION_FLAG, AT(no_cache), FOR_TEXTS, NULL,
     "neither use nor write the file of readings of words (see ENVIRONMENT)"},
    {"no-color", 0, OPTION_FLAG, AT(no_color), FOR_ALL, NULL,
     "plain text, also on a terminal"},
    {"help", 'h', OPTION_FLAG, AT(help), FOR_ALL, NULL, "show this text"},
    {.name = NULL},
};
enum { OPTION_COUNT = sizeof options / sizeof *options - 1, LONG_BASE = 256 };

static int usage_error(const command *cmd, const char *what, const char *word)
{
    fprintf(stderr, "palaute %s: %s '%s'\n", cmd->name, what, word);
    return EXIT_USAGE;
}

static bool read_language(const char *text, pal_language *out)
{
    for (int l = PAL_LANGUAGE_FI; l <= PAL_LANGUAGE_EN; l++)
        if (strcmp(text, pal_language_name((pal_language)l)) == 0) {
            *out = (pal_language)l;
            return true;
        }
    return false;
}

static bool read_scale(const char *text, pal_scale *out)
{
    for (int i = PAL_SCALE_0_10; i <= PAL_SCALE_1_5; i++)
        if (strcmp(text, pal_scale_name((pal_scale)i)) == 0) {
            *out = (pal_scale)i;
            return true;
        }
    return false;
}

static bool read_split(const char *text, pal_split *out)
{
    static const char *const names[] = {"all", "train", "test"};
    for (int i = PAL_SPLIT_ALL; i <= PAL_SPLIT_TEST; i++)
        if (strcmp(text, names[i]) == 0) {
            *out = (pal_split)i;
            return true;
        }
    return false;
}

static bool read_band(const char *text, pal_options *out)
{
    out->why_all = strcmp(text, "all") == 0;
    for (int b = PAL_BAND_DETRACTOR; b < PAL_BAND_COUNT; b++)
        if (strcmp(text, pal_band_name((pal_band)b)) == 0) {
            out->why_band = (pal_band)b;
            return true;
        }
    return out->why_all;
}

/* csv, json and html are always written. */
static bool read_formats(const char *text, unsigned *out)
{
    static const struct {
        const char *name;
        unsigned bits;
    } names[] = {
        {"csv", 0},
        {"json", 0},
        {"html", 0},
        {"jsonl", PAL_FORMAT_JSONL},
        {"md", PAL_FORMAT_MD},
        {"xlsx", PAL_FORMAT_XLSX},
        {"all", PAL_FORMAT_JSONL | PAL_FORMAT_MD | PAL_FORMAT_XLSX},
    };
    enum { COUNT = sizeof names / sizeof *names };
    for (;;) {
        size_t len = strcspn(text, ",");
        size_t i = 0;
        while (i < COUNT &&
               (strlen(names[i].name) != len || strncmp(names[i].name, text, len) != 0))
            i++;
        if (i == COUNT)
            return false;
        *out |= names[i].bits;
        if (text[len] == '\0')
            return true;
        text += len + 1;
    }
}

static bool read_profile(const char *text, pal_csv_profile *out)
{
    static const char *const names[PAL_CSV_PROFILE_COUNT] = {
        [PAL_CSV_RFC4180] = "rfc4180",
        [PAL_CSV_EXCEL_FI] = "excel-fi",
        [PAL_CSV_RFC4180_GUARDED] = "rfc4180-guarded",
    };
    for (int i = 0; i < PAL_CSV_PROFILE_COUNT; i++)
        if (strcmp(text, names[i]) == 0) {
            *out = (pal_csv_profile)i;
            return true;
        }
    return false;
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
    if (*text < '0' || *text > '9' || *end != '\0' || value == 0 || value > 1024)
        return false;
    *out = (unsigned)value;
    return true;
}

static bool read_tally(const char *text, pal_kpi_count *out)
{
    enum { DIGITS_MAX = 15 };
    size_t len = strspn(text, "0123456789");
    if (len == 0 || len > DIGITS_MAX || text[len] != '\0')
        return false;
    *out = (pal_kpi_count){.given = true, .value = strtoull(text, NULL, 10)};
    return true;
}

static int store(settings *s, const command *cmd, const option_row *row,
                 const char *value)
{
    char *at = (char *)s + row->field;
    bool fine = true;
    switch (row->kind) {
    case OPTION_FLAG:
        *(bool *)(void *)at = true;
        break;
    case OPTION_TEXT:
        *(const char **)(void *)at = value;
        break;
    case OPTION_LIST: {
        size_t *count = row->field == AT(texts) ? &s->text_count : &s->segment_count;
        if (*count == LIST_MAX)
            return usage_error(cmd, "too many of", row->name);
        ((const char **)(void *)at)[(*count)++] = value;
        break;
    }
    case OPTION_NUMBER:
        fine = read_count(value, (unsigned *)(void *)at);
        break;
    case OPTION_TALLY:
        fine = read_tally(value, (pal_kpi_count *)(void *)at);
        break;
    case OPTION_CHAR:
        fine = read_delimiter(value, at);
        break;
    case OPTION_SCALE:
        fine = read_scale(value, (pal_scale *)(void *)at);
        break;
    case OPTION_LANGUAGE:
        fine = read_language(value, (pal_language *)(void *)at);
        break;
    case OPTION_SPLIT:
        fine = read_split(value, (pal_split *)(void *)at);
        break;
    case OPTION_BAND:
        fine = read_band(value, (pal_options *)(void *)at);
        break;
    case OPTION_FORMATS:
        fine = read_formats(value, (unsigned *)(void *)at);
        break;
    case OPTION_PROFILE:
        fine = read_profile(value, (pal_csv_profile *)(void *)at);
        break;
    }
    if (fine)
        return 0;
    fprintf(stderr, "palaute %s: --%s: '%s' is not right: %s\n", cmd->name, row->name,
            value, row->help);
    return EXIT_USAGE;
}

static const option_row *row_of(int code)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (code == LONG_BASE + (int)i || (code != 0 && code == options[i].letter))
            return &options[i];
    return NULL;
}

static int unknown_option(const command *cmd, const char *word)
{
    const char *names[OPTION_COUNT + 1];
    size_t count = 0;
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (options[i].commands & cmd->bit)
            names[count++] = options[i].name;
    names[count] = NULL;
    const char *bare = word + strspn(word, "-");
    const char *near = options_nearest(bare, names);
    if (near)
        fprintf(stderr, "palaute %s: no option '%s'; did you mean '--%s'?\n", cmd->name,
                word, near);
    else
        fprintf(stderr, "palaute %s: no option '%s'; see palaute %s --help\n", cmd->name,
                word, cmd->name);
    return EXIT_USAGE;
}

int options_parse(settings *s, const command *cmd, int argc, char **argv)
{
    struct option longs[OPTION_COUNT + 1];
    char shorts[3 * OPTION_COUNT + 2] = ":";
    size_t used = 1;
    size_t count = 0;
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const option_row *row = &options[i];
        if (!(row->commands & cmd->bit))
            continue;
        longs[count++] =
            (struct option){row->name, row->arg ? required_argument : no_argument, NULL,
                            LONG_BASE + (int)i};
        if (row->letter) {
            shorts[used++] = row->letter;
            if (row->arg)
                shorts[used++] = ':';
        }
    }
    longs[count] = (struct option){0};
    shorts[used] = '\0';
    opterr = 0;
    optind = 1;
    int code;
    while ((code = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        const char *word = optind > 1 ? argv[optind - 1] : "";
        if (code == ':')
            return usage_error(cmd, "a value is missing behind", word);
        const option_row *row = row_of(code);
        if (code == '?' || !row)
            return unknown_option(cmd, word);
        int failed = store(s, cmd, row, optarg);
        if (failed)
            return failed;
    }
    if (s->text_count)
        s->opt.text = s->texts;
    if (s->segment_count)
        s->opt.segment = s->segments;
    s->arguments = (const char *const *)(void *)(argv + optind);
    s->argument_count = (size_t)(argc - optind);
    return 0;
}

void options_help(FILE *to, const command *cmd)
{
    fprintf(to, "Usage: palaute %s [options]%s%s\n\n%c%s.\n\nOptions:\n", cmd->name,
            cmd->arguments[0] ? " " : "", cmd->arguments, cmd->summary[0] - 'a' + 'A',
            cmd->summary + 1);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const option_row *row = &options[i];
        if (!(row->commands & cmd->bit))
            continue;
        char left[64];
        snprintf(left, sizeof left, "%s%c%s--%s%s%s", row->letter ? "-" : " ",
                 row->letter ? row->letter : ' ', row->letter ? ", " : "  ", row->name,
                 row->arg ? " " : "", row->arg ? row->arg : "");
        fprintf(to, "  %-30s %s\n", left, row->help);
    }
    fprintf(to, "\nExamples:\n%s", cmd->example);
}

void options_overview(FILE *to)
{
    fputs("Usage: palaute COMMAND [options] [arguments]\n\n"
          "Themes, sentiment and NPS of open-ended survey answers in Finnish and "
          "English.\n\n"
          "Commands:\n",
          to);
    for (const command *c = commands; c->name; c++)
        fprintf(to, "  %-10s %s\n", c->name, c->summary);
    fputs("\nBegin with:\n"
          "  $ palaute inspect survey.csv      what is in the file\n"
          "  $ palaute analyze survey.csv      themes, sentiment, NPS and a report\n\n"
          "palaute COMMAND --help tells more; palaute --version names the version.\n",
          to);
}

static size_t distance(const char *a, const char *b)
{
    enum { WORD = 31 };
    size_t la = strlen(a);
    size_t lb = strlen(b);
    if (la > WORD || lb > WORD)
        return WORD;
    size_t row[WORD + 1];
    for (size_t j = 0; j <= lb; j++)
        row[j] = j;
    for (size_t i = 1; i <= la; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            size_t best = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            row[j] = best;
        }
    }
    return row[lb];
}

const char *options_nearest(const char *word, const char *const *names)
{
    const char *best = NULL;
    size_t least = strlen(word) / 3 + 2;
    for (; *names; names++) {
        size_t steps = distance(word, *names);
        if (steps < least) {
            least = steps;
            best = *names;
        }
    }
    return best;
}
