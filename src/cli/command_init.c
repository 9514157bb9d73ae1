/* A configuration file from what a look at a survey found. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config_file.h"
#include "found.h"
#include "messages.h"
#include "option_table.h"

static const char DEFAULT_NAME[] = "palaute.conf";

typedef struct draft {
    FILE *to;
    const settings *s;
    const pal_inspection *look;
} draft;

/* --- lines --- */

static void print_plain(FILE *to, pal_str text)
{
    char plain[1024];
    plain_text(plain, sizeof plain, text);
    fputs(plain, to);
}

static void comment(const draft *d, const char *text, pal_str detail)
{
    fprintf(d->to, "# %s", text);
    print_plain(d->to, detail);
    fputc('\n', d->to);
}

/* The part behind `name = ` that says nothing yet. */
static void line_left_open(const draft *d, const option_row *row)
{
    const char *value = option_default(row, &commands[0]);
    fprintf(d->to, "#%s = %s\n", row->name, value ? value : row->arg ? row->arg : "yes");
}

static void line_said(const draft *d, const option_row *row, const char *value)
{
    pal_str text = {value, strlen(value)};
    char plain[CONFIG_VALUE_MAX];
    plain_text(plain, sizeof plain, text);
    fprintf(d->to, "%s%s = %s\n", config_can_say(text) ? "" : "#", row->name, plain);
}

static bool same(pal_str a, const char *b)
{
    return a.len == strlen(b) && memcmp(a.ptr, b, a.len) == 0;
}

/* The column that the value names by its number; NULL when it is a heading. */
static const pal_column_guess *numbered_column(const draft *d, const char *value)
{
    char *end = NULL;
    unsigned long number = strtoul(value, &end, 10);
    const pal_column_guess *found = NULL;
    if (*value < '0' || *value > '9' || *end != '\0')
        return NULL;
    for (size_t c = 0; c < d->look->column_count; c++) {
        const pal_column_guess *g = &d->look->columns[c];
        if (same(g->name, value))
            return NULL;
        if (g->number == number)
            found = g;
    }
    return found;
}

/* A heading stays when the next wave has its columns in another order, a number does not:
 * the number of a long heading becomes the heading. */
static void line_of_column(const draft *d, const option_row *row, const char *value)
{
    const pal_column_guess *g = numbered_column(d, value);
    if (g && config_can_say(g->name) && !same(g->name, "-"))
        fprintf(d->to, "%s = %.*s\n", row->name, (int)g->name.len, g->name.ptr);
    else
        line_said(d, row, value);
}

/* --- one option --- */

/* The columns of this use, with why. */
static void why_columns(const draft *d, const char *use)
{
    for (size_t c = 0; c < d->look->column_count; c++) {
        const pal_column_guess *g = &d->look->columns[c];
        if (!same(g->use, use))
            continue;
        fprintf(d->to, "# column %zu, '", g->number);
        print_plain(d->to, g->name);
        fputs("': ", d->to);
        print_plain(d->to, g->why);
        fputc('\n', d->to);
    }
}

/* What the look says of the option beside its columns. */
static void why_of(const draft *d, const char *name)
{
    static const struct {
        const char *option;
        const char *use;
    } uses[] = {
        {"score", "score"},     {"text", "text"},     {"id", "id"},
        {"wave", "wave"},       {"date", "date"},     {"language-column", "language"},
        {"segment", "segment"}, {"weight", "weight"},
    };
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
        if (strcmp(name, uses[i].option) == 0)
            why_columns(d, uses[i].use);
    if (strcmp(name, "encoding") == 0)
        comment(d, "", d->look->encoding_why);
    if (strcmp(name, "delimiter") == 0)
        comment(d, "", d->look->delimiter_why);
    if (strcmp(name, "scale") == 0)
        comment(d, d->look->scale == PAL_SCALE_NONE ? "not decided: " : "",
                d->look->scale_why);
}

static bool begins(pal_str text, const char *head)
{
    return text.len >= strlen(head) && memcmp(text.ptr, head, strlen(head)) == 0;
}

/* A file without any letter beyond ASCII does not tell the encoding of the next wave, nor
 * does a workbook tell how a CSV file would be written. */
static bool is_open(const draft *d, const option_row *row)
{
    bool encoding = strcmp(row->name, "encoding") == 0;
    bool delimiter = strcmp(row->name, "delimiter") == 0;
    if (d->s->given[option_index(row)].value || (!encoding && !delimiter))
        return false;
    return begins(d->look->encoding_why, "a sheet of a workbook") ||
           (encoding && begins(d->look->encoding_why, "nothing but ASCII"));
}

static void option(const draft *d, const option_row *row)
{
    found_option found = {.name = ""};
    pal_str line = d->look->options;
    const option_given *given = &d->s->given[option_index(row)];
    bool any = false;
    fprintf(d->to, "\n# %s: %s\n", row->name, row->help);
    why_of(d, row->name);
    while (!is_open(d, row) && found_next(&found, &line))
        if (strcmp(found.name, row->name) == 0) {
            line_of_column(d, row, found.value);
            any = true;
        }
    if (!any && given->value) {
        line_said(d, row, given->value);
        any = true;
    }
    if (!any)
        line_left_open(d, row);
}

/* --- the file --- */

static void heading(const draft *d, const char *text)
{
    fprintf(d->to, "\n# --- %s ---\n", text);
}

static void section(const draft *d, const char *title, const char *const *names)
{
    heading(d, title);
    for (; *names; names++) {
        const option_row *row = option_find(*names, strlen(*names), FOR_CONFIG);
        if (row && option_in_config(row))
            option(d, row);
    }
}

static void opening(const draft *d, const char *name)
{
    comment(d, "How palaute reads this survey; written after a look at ", d->look->file);
    if (name) {
        fputs("#\n", d->to);
        comment(d, "    palaute analyze --config ", (pal_str){name, strlen(name)});
    }
    fputs(
        "#\n# Each line is an option of \"palaute analyze --help\": name = value. A "
        "line\n"
        "# that begins with # says nothing: take the # away to use it. Options that may\n"
        "# be given several times stand on several lines. What the command line says\n"
        "# goes before what stands here.\n",
        d->to);
    if (d->look->warning_count)
        fputs("#\n# Look at this before the first wave:\n", d->to);
    for (size_t i = 0; i < d->look->warning_count; i++)
        comment(d, "! ", d->look->warnings[i]);
}

static void unused_columns(const draft *d)
{
    bool any = false;
    for (size_t c = 0; c < d->look->column_count; c++) {
        const pal_column_guess *g = &d->look->columns[c];
        if (g->use.len != 0 && !same(g->use, "dropped"))
            continue;
        if (!any)
            heading(d, "columns that are not read");
        fprintf(d->to, "# column %zu, '", g->number);
        print_plain(d->to, g->name);
        fputs("': ", d->to);
        print_plain(d->to, g->why.len ? g->why : (pal_str){"nothing tells its use", 21});
        fputc('\n', d->to);
        any = true;
    }
}

static void write_draft(const draft *d, const char *name)
{
    static const char *const file[] = {"encoding", "delimiter", "sheet", NULL};
    static const char *const score[] = {"score", "scale", NULL};
    static const char *const text[] = {"text", "question", "language", "language-column",
                                       NULL};
    static const char *const answer[] = {"id",      "wave",   "date", "only",
                                         "segment", "weight", NULL};
    static const char *const themes[] = {"own-themes", "only-own-themes", NULL};
    static const char *const measures[] = {
        "csat", "ces", "enps", "csi", "fcr", "resolution-time", NULL};
    static const char *const output[] = {"output",      "format", "csv-profile", "screen",
                                         "k-threshold", "mix",    NULL};
    static const char *const privacy[] = {"mask-plates", "keep-personal-data", NULL};
    opening(d, name);
    section(d, "the file", file);
    section(d, "the score", score);
    section(d, "the comments", text);
    section(d, "the answers", answer);
    section(d, "the themes", themes);
    section(d, "further scores", measures);
    section(d, "the results", output);
    section(d, "personal data", privacy);
    unused_columns(d);
}

/* --- writing --- */

static int write_all(int fd, const char *bytes, size_t len)
{
    while (len != 0) {
        ssize_t done = write(fd, bytes, len);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return errno ? errno : EIO;
        bytes += done;
        len -= (size_t)done;
    }
    return 0;
}

/* Write a file that is not there yet: 0, or errno after it was removed again. */
static int create(const char *path, const char *bytes, size_t len)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        return errno;
    int failed = write_all(fd, bytes, len);
    if (close(fd) != 0 && !failed)
        failed = errno;
    if (failed)
        unlink(path);
    return failed;
}

/* The file that is there is replaced in one step, by one that is complete. */
static int replace(const char *path, const char *bytes, size_t len)
{
    char part[4096];
    int n = snprintf(part, sizeof part, "%s.part-%ld", path, (long)getpid());
    if (n < 0 || (size_t)n >= sizeof part)
        return ENAMETOOLONG;
    int failed = create(part, bytes, len);
    if (failed)
        return failed;
    if (rename(part, path) == 0)
        return 0;
    failed = errno;
    unlink(part);
    return failed;
}

static void tell_written(const settings *s, const char *path)
{
    if (s->quiet)
        return;
    if (messages_json()) {
        json_line line;
        json_line_begin(&line, "result");
        json_line_number(&line, "status", EXIT_FINE);
        json_line_text(&line, "file", (pal_str){path, strlen(path)});
        json_line_end(&line, stderr);
        return;
    }
    printf("wrote ");
    print_plain(stdout, (pal_str){path, strlen(path)});
    fputs("; look through it, then\n  palaute analyze --config ", stdout);
    print_plain(stdout, (pal_str){path, strlen(path)});
    putchar(' ');
    print_plain(stdout, (pal_str){s->arguments[0], strlen(s->arguments[0])});
    putchar('\n');
}

static int save(const settings *s, const char *path, const char *bytes, size_t len)
{
    const pal_loc at = {.file = path};
    int failed = s->opt.force ? replace(path, bytes, len) : create(path, bytes, len);
    if (failed == EEXIST)
        return tell_error(EXIT_OUTPUT, NULL, &at,
                          "is there already; choose another -o, or say --force");
    if (failed)
        return tell_error(EXIT_OUTPUT, NULL, &at, "cannot write: %s", strerror(failed));
    tell_written(s, path);
    return EXIT_FINE;
}

static int draft_of(const settings *s, const pal_inspection *look)
{
    const char *path = s->opt.out ? s->opt.out : DEFAULT_NAME;
    bool screen = strcmp(path, "-") == 0;
    char *bytes = NULL;
    size_t len = 0;
    FILE *to = screen ? stdout : open_memstream(&bytes, &len);
    if (!to)
        return tell_error(EXIT_MEMORY, "init", NULL, "no memory");
    const draft d = {to, s, look};
    write_draft(&d, screen ? NULL : path);
    if (screen)
        return EXIT_FINE;
    int status = fclose(to) == 0 ? save(s, path, bytes, len)
                                 : tell_error(EXIT_MEMORY, "init", NULL, "no memory");
    free(bytes);
    return status;
}

int command_init(settings *s)
{
    if (s->argument_count != 1)
        return tell_usage("init", "name one survey file; see palaute init --help");
    pal_error err = {.code = PAL_OK};
    pal_inspector *inspector = NULL;
    if (pal_inspect(&inspector, &s->opt, s->arguments[0], &err) != PAL_OK)
        return report_failure(&err);
    int status = draft_of(s, pal_inspector_view(inspector));
    pal_inspector_close(inspector);
    return status;
}
