#include "option_table.h"

#include <string.h>

#include "messages.h"

#define AT(x) offsetof(settings, x)
const option_row option_rows[] = {
    {"output", 'o', OPTION_TEXT, AT(opt.out), FOR_RUN | FOR_TRAIN, "PATH",
     "where the results go (default: the name of the first file)"},
    {"output", 'o', OPTION_TEXT, AT(opt.out), FOR_INIT, "FILE",
     "where it is written (default: palaute.conf); - = standard output"},
    {"output", 'o', OPTION_TEXT, AT(opt.out), FOR_PREPARE, "FOLDER",
     "where the files go (default: where this program looks for them)"},
    {"force", 'f', OPTION_FLAG, AT(opt.force), FOR_RUN, NULL,
     "write into a folder that holds other files, too"},
    {"force", 'f', OPTION_FLAG, AT(opt.force), FOR_INIT, NULL,
     "replace a file that is there"},
    {"config", 0, OPTION_TEXT, AT(config), FOR_CONFIG, "FILE",
     "take the options of a configuration file, where the command line says nothing"},
    {"print-config", 0, OPTION_FLAG, AT(print_config), FOR_CONFIG, NULL,
     "print the options that hold and where each comes from, and do nothing else"},
    {"format", 0, OPTION_FORMATS, AT(opt.formats), FOR_RUN, "LIST",
     "further files: xlsx, jsonl, md, sqlite or all, commas between"},
    {"xlsx", 0, OPTION_FLAG, AT(xlsx), FOR_RUN, NULL, "the same as --format xlsx"},
    {"sqlite", 0, OPTION_TEXT, AT(opt.sqlite), FOR_ANALYZE, "FILE",
     "write the tables of the run into a database, too"},
    {"append", 0, OPTION_FLAG, AT(opt.append), FOR_ANALYZE, NULL,
     "add the run to the database of --sqlite, beside its earlier waves"},
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
    {"only", 0, OPTION_LIST, AT(only), FOR_RUN, "COLUMN=VALUE",
     "read only the rows with this value; may be given several times"},
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
    {"language", 'l', OPTION_LANGUAGE, AT(opt.language), FOR_TEXTS | FOR_INIT, "LANG",
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
    {"own-ids", 0, OPTION_FLAG, AT(opt.learn_own_ids), FOR_TRAIN, NULL,
     "the themes of the files are your own, none of the lexicon's"},
    {"own-themes", 0, OPTION_LIST, AT(own_themes),
     FOR_RUN | FOR_EXPLAIN | FOR_TAG | FOR_EVALUATE, "FILE",
     "a model of your own themes; may be given several times, one a language"},
    {"only-own-themes", 0, OPTION_FLAG, AT(opt.only_own_themes),
     FOR_RUN | FOR_EXPLAIN | FOR_TAG | FOR_EVALUATE, NULL,
     "no themes but those of --own-themes"},
    {"with-score", 0, OPTION_FLAG, AT(opt.learn_score), FOR_TRAIN, NULL,
     "learn from the score of the answer, too"},
    {"find-rare", 0, OPTION_FLAG, AT(opt.learn_rare), FOR_TRAIN, NULL,
     "find rare tones more often, at the cost of the common ones"},
    {"model", 0, OPTION_TEXT, AT(opt.model), FOR_EVALUATE, "FILE",
     "a model to measure by itself, instead of the one that came along"},
    {"no-model", 0, OPTION_FLAG, AT(opt.no_model),
     FOR_RUN | FOR_EXPLAIN | FOR_TAG | FOR_EVALUATE | FOR_TRAIN, NULL,
     "decide by the rules alone, without trained models"},
    {"list", 0, OPTION_FLAG, AT(list), FOR_EVALUATE, NULL,
     "print every difference, with the rule behind it"},
    {"threads", 'j', OPTION_NUMBER, AT(opt.threads), FOR_RUN, "N",
     "how many threads (default: one for each core)"},
    {"strict", 0, OPTION_FLAG, AT(opt.strict), FOR_RUN, NULL,
     "stop at the first row that cannot be read"},
    {"morphology", 0, OPTION_MORPHOLOGY, AT(opt.morphology), FOR_RULES, "NAME",
     "best (Voikko when installed) or snowball"},
    {"lexicons", 0, OPTION_TEXT, AT(opt.lexicons), FOR_RULES, "FOLDER",
     "rules and word lists to use instead of those that came along"},
    {"models", 0, OPTION_TEXT, AT(opt.models), FOR_RULES, "FOLDER",
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
    {"json", 0, OPTION_FLAG, AT(json), FOR_ALL & ~FOR_KPI, NULL,
     "messages are JSON Lines on standard error"},
    {"json", 0, OPTION_FLAG, AT(json), FOR_KPI, NULL, "figure and messages are JSON"},
    {"timings", 0, OPTION_FLAG, AT(timings), FOR_ANALYZE, NULL,
     "print the processor time of each room"},
    {"quiet", 'q', OPTION_FLAG, AT(quiet), FOR_RUN | FOR_REDACT | FOR_INIT | FOR_PREPARE,
     NULL, "no summary and no progress, only errors"},
    {"no-cache", 0, OPTION_FLAG, AT(no_cache), FOR_TEXTS, NULL,
     "neither use nor write what is kept between runs (see ENVIRONMENT)"},
    {"no-color", 0, OPTION_FLAG, AT(no_color), FOR_ALL, NULL,
     "plain text, also on a terminal"},
    {"help", 'h', OPTION_FLAG, AT(help), FOR_ALL, NULL, "show this text"},
    {.name = NULL},
};
enum { OPTION_COUNT = sizeof option_rows / sizeof *option_rows - 1 };
_Static_assert((int)OPTION_COUNT <= (int)OPTIONS_MAX, "settings.given is too short");

size_t option_index(const option_row *row)
{
    return (size_t)(row - option_rows);
}

const option_row *option_find(const char *name, size_t len, unsigned of)
{
    for (const option_row *row = option_rows; row->name; row++)
        if ((row->commands & of) && strlen(row->name) == len &&
            memcmp(row->name, name, len) == 0)
            return row;
    return NULL;
}

bool option_repeats(const option_row *row)
{
    return row->kind == OPTION_LIST || row->kind == OPTION_FORMATS;
}

static const option_row *find_letter(char letter, const command *cmd)
{
    for (const option_row *row = option_rows; row->name; row++)
        if (row->letter == letter && (row->commands & cmd->bit))
            return row;
    return NULL;
}

static int unknown_option(const command *cmd, const char *word, size_t len)
{
    const char *names[OPTION_COUNT + 1];
    size_t count = 0;
    for (const option_row *row = option_rows; row->name; row++)
        if (row->commands & cmd->bit)
            names[count++] = row->name;
    names[count] = NULL;
    char shown[64];
    snprintf(shown, sizeof shown, "%.*s", (int)(len < sizeof shown ? len : 63), word);
    const char *near = options_nearest(shown + strspn(shown, "-"), names);
    if (near)
        return tell_usage(cmd->name, "no option '%s'; did you mean '--%s'?", shown, near);
    return tell_usage(cmd->name, "no option '%s'; see palaute %s --help", shown,
                      cmd->name);
}

/* Note that the command line says it. */
static int take(settings *s, const command *cmd, const option_row *row, const char *value)
{
    option_given *given = &s->given[option_index(row)];
    if (given->value && !option_repeats(row) && row->kind != OPTION_FLAG)
        return tell_usage(cmd->name, "--%s is given twice, as '%.80s' and '%.80s'",
                          row->name, given->value, value);
    option_answer answer = option_store(s, row, value);
    if (answer != OPTION_TAKEN) {
        char why[512];
        option_complain(why, sizeof why, row, value, answer);
        return tell_usage(cmd->name, "--%s: %s", row->name, why);
    }
    if (row->kind == OPTION_FORMATS && given->value)
        return 0; /* the first of them is shown, all of them count */
    given->value = value;
    return 0;
}

typedef struct words {
    char **items; /* argv, behind the program's name */
    size_t count;
    size_t at;
} words;

/* Another option of this command where a value should be: the value was forgotten. */
static bool is_option(const char *word, const command *cmd)
{
    size_t len = strncmp(word, "--", 2) == 0 ? strcspn(word, "=") : 0;
    return len > 2 && option_find(word + 2, len - 2, cmd->bit);
}

/* The value of an option: behind its '=' (or in the same word), else the next word. */
static int take_value(settings *s, const command *cmd, const option_row *row,
                      const char *inside, words *w)
{
    const char *word = w->items[w->at];
    size_t len = strncmp(word, "--", 2) == 0 ? strcspn(word, "=") : 2;
    const char *value = inside;
    if (!value && w->at + 1 < w->count && !is_option(w->items[w->at + 1], cmd))
        value = w->items[++w->at];
    if (!value || *value == '\0')
        return tell_usage(cmd->name, "a value is missing behind '%.*s'", (int)len, word);
    return take(s, cmd, row, value);
}

static int take_long(settings *s, const command *cmd, words *w)
{
    const char *word = w->items[w->at];
    size_t len = strcspn(word, "=");
    const char *inside = word[len] == '=' ? word + len + 1 : NULL;
    const option_row *row = option_find(word + 2, len - 2, cmd->bit);
    if (!row)
        return unknown_option(cmd, word, len);
    if (row->arg)
        return take_value(s, cmd, row, inside, w);
    return take(s, cmd, row, inside ? inside : "yes");
}

/* "-qj4": flags, then perhaps one option with its value. */
static int take_letters(settings *s, const command *cmd, words *w)
{
    for (const char *letter = w->items[w->at] + 1; *letter; letter++) {
        const option_row *row = find_letter(*letter, cmd);
        if (!row)
            return unknown_option(cmd, w->items[w->at], strlen(w->items[w->at]));
        if (row->arg)
            return take_value(s, cmd, row, letter[1] ? letter + 1 : NULL, w);
        int failed = take(s, cmd, row, "yes");
        if (failed)
            return failed;
    }
    return 0;
}

/* Unlike getopt_long() this takes no option by a beginning of its name: a script that
 * says
 * --lang would mean something else on the day when there is another --lang... */
int options_parse(settings *s, const command *cmd, int argc, char **argv)
{
    words w = {.items = argv, .count = (size_t)argc, .at = 1};
    bool options = true;
    size_t kept = 1;
    for (; w.at < w.count; w.at++) {
        char *word = argv[w.at];
        int failed = 0;
        if (!options || word[0] != '-' || word[1] == '\0')
            argv[kept++] = word;
        else if (strcmp(word, "--") == 0)
            options = false;
        else if (word[1] == '-')
            failed = take_long(s, cmd, &w);
        else
            failed = take_letters(s, cmd, &w);
        if (failed)
            return failed;
    }
    s->arguments = (const char *const *)(void *)(argv + 1);
    s->argument_count = kept - 1;
    return 0;
}

void options_settle(settings *s)
{
    if (s->texts.count)
        s->opt.text = s->texts.items;
    if (s->segments.count)
        s->opt.segment = s->segments.items;
    if (s->only.count)
        s->opt.only = s->only.items;
    if (s->own_themes.count)
        s->opt.own_themes = s->own_themes.items;
}
