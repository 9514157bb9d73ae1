/* --print-config: what holds, and who says so. */
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>

#include "config_file.h"
#include "found.h"
#include "messages.h"
#include "option_table.h"

/* Who says the value, in the order in which they are shown. */
typedef enum origin {
    BY_COMMAND,
    BY_FILE,
    BY_LOOK,
    BY_DEFAULT,
    BY_NOBODY,
    ORIGIN_COUNT,
} origin;

typedef struct config_printer {
    FILE *to;
    const settings *s;
    const command *cmd;
    const char *survey;     /* the first file of answers; NULL = none is named */
    pal_str found;          /* options of the look at it */
    char folder[4096];      /* where results go when nobody says it; "" = nowhere */
    char shown[4096 + 256]; /* the remark that stands above the last line */
} config_printer;

/* A remark stands once above the lines that it is about. */
static void remark(config_printer *p, const char *text)
{
    if (strcmp(p->shown, text) == 0)
        return;
    char plain[sizeof p->shown];
    plain_text(plain, sizeof plain, (pal_str){text, strlen(text)});
    fprintf(p->to, "%s# %s\n", p->shown[0] ? "\n" : "", plain);
    snprintf(p->shown, sizeof p->shown, "%s", text);
}

static void say(const config_printer *p, const option_row *row, const char *value)
{
    pal_str text = {value, strlen(value)};
    char plain[CONFIG_VALUE_MAX];
    bool sayable = config_can_say(text) && option_in_config(row);
    plain_text(plain, sizeof plain, text);
    fprintf(p->to, "%s%s = %s\n", sayable ? "" : "#", row->name, plain);
}

static void say_given(const config_printer *p, const option_row *row)
{
    const void *at = (const char *)p->s + row->field;
    if (row->kind == OPTION_LIST) {
        const option_list *list = at;
        for (size_t i = 0; i < list->count; i++)
            say(p, row, list->items[i]);
    } else if (row->kind == OPTION_FORMATS) {
        char text[256];
        option_formats_text(text, sizeof text, *(const unsigned *)at);
        say(p, row, text);
    } else {
        say(p, row, p->s->given[option_index(row)].value);
    }
}

static bool was_found(const config_printer *p, const option_row *row)
{
    found_option one;
    pal_str line = p->found;
    while (found_next(&one, &line))
        if (strcmp(one.name, row->name) == 0)
            return true;
    return false;
}

static void say_found(const config_printer *p, const option_row *row)
{
    found_option one;
    pal_str line = p->found;
    while (found_next(&one, &line))
        if (strcmp(one.name, row->name) == 0)
            say(p, row, one.value);
}

static const char *default_of(const config_printer *p, const option_row *row)
{
    if (p->folder[0] != '\0' && row->field == offsetof(settings, opt.out))
        return p->folder;
    return option_default(row, p->cmd);
}

static origin origin_of(const config_printer *p, const option_row *row)
{
    const option_given *given = &p->s->given[option_index(row)];
    if (given->value)
        return given->line ? BY_FILE : BY_COMMAND;
    if (default_of(p, row))
        return BY_DEFAULT;
    return was_found(p, row) ? BY_LOOK : BY_NOBODY;
}

static void print_option(config_printer *p, const option_row *row, origin by)
{
    char text[sizeof p->shown];
    switch (by) {
    case BY_COMMAND:
        remark(p, "command line");
        say_given(p, row);
        break;
    case BY_FILE:
        snprintf(text, sizeof text, "%.4000s:%zu", p->s->config,
                 p->s->given[option_index(row)].line);
        remark(p, text);
        say_given(p, row);
        break;
    case BY_LOOK:
        snprintf(text, sizeof text, "found in %.4000s", p->survey);
        remark(p, text);
        say_found(p, row);
        break;
    case BY_DEFAULT:
        remark(p, "default");
        say(p, row, default_of(p, row));
        break;
    case BY_NOBODY:
    case ORIGIN_COUNT:
        remark(p, "not said: nothing, or found out from the answers");
        fprintf(p->to, "#%s =\n", row->name);
        break;
    }
}

static bool is_shown(const config_printer *p, const option_row *row)
{
    static const char *const never[] = {"config", "print-config", "help"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (strcmp(row->name, never[i]) == 0)
            return false;
    return (row->commands & p->cmd->bit) != 0;
}

/* Options of a file in the order of its lines. */
static void print_file(config_printer *p)
{
    for (size_t last = 0;;) {
        const option_row *next = NULL;
        size_t least = SIZE_MAX;
        for (const option_row *row = option_rows; row->name; row++) {
            size_t line = p->s->given[option_index(row)].line;
            if (line > last && line < least && is_shown(p, row)) {
                least = line;
                next = row;
            }
        }
        if (!next)
            return;
        print_option(p, next, BY_FILE);
        last = least;
    }
}

static void print_all(config_printer *p)
{
    for (int by = 0; by < ORIGIN_COUNT; by++) {
        if (by == BY_FILE)
            print_file(p);
        for (const option_row *row = option_rows; by != BY_FILE && row->name; row++)
            if (is_shown(p, row) && origin_of(p, row) == (origin)by)
                print_option(p, row, (origin)by);
    }
}

/* The first survey file that can be looked at: standard input can be read only once, and
 * a folder of results knows its columns. */
static const char *first_survey(const settings *s, const command *cmd)
{
    for (size_t i = cmd->bit == FOR_WHY; i < s->argument_count; i++) {
        struct stat st;
        bool folder = stat(s->arguments[i], &st) == 0 && S_ISDIR(st.st_mode);
        if (!folder && strcmp(s->arguments[i], "-") != 0)
            return s->arguments[i];
    }
    return NULL;
}

int config_print(settings *s, const command *cmd, FILE *to)
{
    config_printer p = {.to = to, .s = s, .cmd = cmd, .survey = first_survey(s, cmd)};
    pal_inspector *inspector = NULL;
    pal_error err = {.code = PAL_OK};
    if (cmd->bit == FOR_ANALYZE && s->argument_count != 0)
        default_folder(p.folder, sizeof p.folder, s->arguments[0]);
    if (p.survey) {
        if (pal_inspect(&inspector, &s->opt, p.survey, &err) != PAL_OK)
            return report_failure(&err);
        p.found = pal_inspector_view(inspector)->options;
    }
    print_all(&p);
    pal_inspector_close(inspector);
    return EXIT_FINE;
}
