#include "config_file.h"

#include <errno.h>
#include <string.h>

#include "messages.h"
#include "option_table.h"

/* Where the reading stands. */
typedef struct config_reader {
    settings *s;
    const command *cmd;
    pal_loc at;
    settings *other;          /* takes what other commands alone have */
    size_t seen[OPTIONS_MAX]; /* line of the first, by the place in the table */
} config_reader;

/* What decides how the file itself is read, what only a hand may say, and what is told
 * before the file is read. */
bool option_in_config(const option_row *row)
{
    static const char *const never[] = {"config", "print-config", "help", "force",
                                        "json"};
    for (size_t i = 0; i < sizeof never / sizeof *never; i++)
        if (strcmp(row->name, never[i]) == 0)
            return false;
    return (row->commands & FOR_CONFIG) != 0;
}

bool config_can_say(pal_str value)
{
    char plain[CONFIG_VALUE_MAX];
    return value.len != 0 && value.ptr[0] != ' ' && value.ptr[value.len - 1] != ' ' &&
           plain_text(plain, sizeof plain, value) == value.len &&
           memcmp(plain, value.ptr, value.len) == 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The first byte that is no text; NULL when all are. */
static const char *bad_byte(const char *line, size_t len)
{
    while (len != 0) {
        size_t step = *line == '\0' ? 0 : text_character((pal_str){line, len});
        if (step == 0)
            return line;
        line += step;
        len -= step;
    }
    return NULL;
}

static int unknown_name(const config_reader *r, const char *name)
{
    const char *names[OPTIONS_MAX + 1];
    size_t count = 0;
    for (const option_row *row = option_rows; row->name; row++)
        if (option_in_config(row))
            names[count++] = row->name;
    names[count] = NULL;
    const char *bare = name + strspn(name, "-");
    if (option_find(bare, strlen(bare), FOR_CONFIG) && bare == name)
        return tell_error(EXIT_USAGE, NULL, &r->at,
                          "'%.60s' is said on the command line only", name);
    const char *near = options_nearest(bare, names);
    if (near)
        return tell_error(EXIT_USAGE, NULL, &r->at,
                          "no option '%.60s'; did you mean '%s'?", name, near);
    return tell_error(EXIT_USAGE, NULL, &r->at,
                      "no option '%.60s'; see palaute analyze --help", name);
}

static const option_row *find_row(const config_reader *r, const char *name)
{
    size_t len = strlen(name);
    const option_row *row = option_find(name, len, r->cmd->bit);
    if (!row)
        row = option_find(name, len, FOR_CONFIG);
    return row && option_in_config(row) ? row : NULL;
}

static int take_pair(config_reader *r, const char *name, const char *value,
                     size_t value_column)
{
    const option_row *row = find_row(r, name);
    if (!row)
        return unknown_name(r, name);
    size_t place = option_index(row);
    if (r->seen[place] != 0 && !option_repeats(row))
        return tell_error(EXIT_USAGE, NULL, &r->at,
                          "'%s' is on line %zu already; leave one of them out", name,
                          r->seen[place]);
    r->seen[place] = r->at.line;
    option_given *given = &r->s->given[place];
    bool said = given->value && given->line == 0;
    bool ours = !said && (row->commands & r->cmd->bit);
    option_answer answer = option_store(ours ? r->s : r->other, row, value);
    if (answer != OPTION_TAKEN) {
        char why[512];
        option_complain(why, sizeof why, row, value, answer);
        r->at.column = value_column;
        return tell_error(EXIT_USAGE, NULL, &r->at, "%s: %s", name, why);
    }
    if (ours && !given->value)
        *given = (option_given){value, r->at.line};
    return 0;
}

/* One line, NUL at its end instead of the line end. */
static int take_line(config_reader *r, char *line, size_t len)
{
    size_t from = 0;
    while (from < len && is_blank(line[from]))
        from++;
    while (len > from && is_blank(line[len - 1]))
        len--;
    line[len] = '\0';
    r->at.column = from + 1;
    if (from == len || line[from] == '#')
        return 0;
    char *sign = memchr(line + from, '=', len - from);
    if (!sign)
        return tell_error(EXIT_USAGE, NULL, &r->at,
                          "no '=' on this line; write name = value, or # before it");
    size_t value = (size_t)(sign - line) + 1;
    size_t end = value - 1;
    while (end > from && is_blank(line[end - 1]))
        end--;
    line[end] = '\0';
    while (value < len && is_blank(line[value]))
        value++;
    if (end == from || value == len)
        return tell_error(EXIT_USAGE, NULL, &r->at,
                          end == from ? "a name is missing before '='"
                                      : "a value is missing behind '='; write one, or "
                                        "# before the line");
    return take_pair(r, line + from, line + value, value + 1);
}

int config_take(settings *s, const command *cmd, const char *path, config_text *text)
{
    static const char mark[] = "\xEF\xBB\xBF";
    settings other = {.opt = PAL_OPTIONS_INIT};
    config_reader r = {.s = s, .cmd = cmd, .at = {.file = path}, .other = &other};
    char *at = text->bytes;
    char *end = text->bytes + text->len;
    if (text->len >= 3 && memcmp(at, mark, 3) == 0)
        at += 3;
    while (at < end) {
        char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t len = (size_t)((stop ? stop : end) - at);
        r.at.line++;
        const char *bad = bad_byte(at, len);
        if (bad) {
            r.at.column = (size_t)(bad - at) + 1;
            return tell_error(EXIT_DATA, NULL, &r.at,
                              "this byte is not text in UTF-8; save the file as UTF-8");
        }
        int failed = take_line(&r, at, len);
        if (failed)
            return failed;
        at += len + (stop != NULL);
    }
    return 0;
}

int config_load(settings *s, const command *cmd, const char *path, config_text *text)
{
    const pal_loc at = {.file = path};
    FILE *file = fopen(path, "rb");
    if (!file)
        return tell_error(EXIT_NOINPUT, NULL, &at,
                          "cannot open the configuration file: %s", strerror(errno));
    text->len = fread(text->bytes, 1, sizeof text->bytes, file);
    int failed = ferror(file) ? errno : 0;
    fclose(file);
    if (failed)
        return tell_error(failed == EISDIR ? EXIT_NOINPUT : EXIT_IO, NULL, &at,
                          "cannot read the configuration file: %s", strerror(failed));
    if (text->len > CONFIG_MAX)
        return tell_error(EXIT_DATA, NULL, &at,
                          "is larger than %d bytes; is it a configuration file?",
                          CONFIG_MAX);
    return config_take(s, cmd, path, text);
}
