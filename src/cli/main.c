#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "options.h"

const command commands[] = {
    {"analyze", FOR_ANALYZE, "FILE...",
     "read survey files and write comments, themes, figures and a report into a folder",
     "  $ palaute analyze survey.csv\n"
     "  $ palaute analyze -o autumn spring.csv autumn.csv\n"
     "  $ palaute analyze --score Q4 --text Q5 --segment Region survey.csv\n",
     command_analyze},
    {"why", FOR_WHY, "THEME FILE...",
     "tell what goes with a theme in a band: who, with what, about what, where, words",
     "  $ palaute why jonotusaika survey.csv\n"
     "  $ palaute why \"Price level\" --band all --depth 3 spring.csv autumn.csv\n",
     command_why},
    {"inspect", FOR_INSPECT, "FILE",
     "show how a survey file would be read, why, and the options that change it",
     "  $ palaute inspect survey.csv\n", command_inspect},
    {"explain", FOR_EXPLAIN, "TEXT...", "show each token, rule and decision for a text",
     "  $ palaute explain \"Ei tarvinnut jonottaa, mutta hinta on kova\"\n",
     command_explain},
    {"tag", FOR_TAG, "",
     "read JSON Lines with a field text on standard input, write a line for each",
     "  $ palaute tag < answers.jsonl > tagged.jsonl\n", command_tag},
    {"evaluate", FOR_EVALUATE, "GOLD.tsv",
     "compare with a coded file (columns id, overall, themes, comment)",
     "  $ palaute evaluate gold.tsv\n", command_evaluate},
    {"compare", FOR_COMPARE, "OLD NEW...",
     "compare waves: files, or folders of earlier results",
     "  $ palaute compare spring.csv autumn.csv\n"
     "  $ palaute compare survey-palaute autumn.csv\n"
     "  $ palaute compare --wave Region survey.csv\n",
     command_compare},
    {"train", FOR_TRAIN, "GOLD.tsv...", "learn a model from coded files",
     "  $ palaute train -o sentiment.fi.model coded.tsv\n"
     "  $ palaute train --themes --split train -o themes.fi.model coded.tsv\n",
     command_train},
    {"redact", FOR_REDACT, "[FILE...]",
     "write texts with names, numbers and addresses of persons masked",
     "  $ palaute redact < answers.jsonl > masked.jsonl\n"
     "  $ palaute redact -c survey.csv > masked.csv\n",
     command_redact},
    {"kpi", FOR_KPI, "FIGURE",
     "make a key figure from counts: retention, churn, referral, trial-to-paid, mau, nps",
     "  $ palaute kpi retention --start 160 --end 150 --new 20\n"
     "  $ palaute kpi churn --start 100 --lost 35\n"
     "  $ palaute kpi referral --referred 2 --total 100\n"
     "  $ palaute kpi trial-to-paid --trials 80 --paid 12\n"
     "  $ palaute kpi mau --before 1000 --after 1120\n"
     "  $ palaute kpi nps --promoters 60 --passives 30 --detractors 10\n",
     command_kpi},
    {.name = NULL},
};

int report_failure(const pal_error *err)
{
    fputs("palaute: ", stderr);
    if (err->at.file) {
        fprintf(stderr, "%s:", err->at.file);
        if (err->at.line)
            fprintf(stderr, "%zu:", err->at.line);
        if (err->at.line && err->at.column)
            fprintf(stderr, "%zu:", err->at.column);
        fputc(' ', stderr);
    }
    fprintf(stderr, "%s\n", err->msg);
    switch (err->code) {
    case PAL_EUSAGE:
        return EXIT_USAGE;
    case PAL_EFORMAT:
        return EXIT_DATA;
    case PAL_ENOINPUT:
        return EXIT_NOINPUT;
    case PAL_EOUTPUT:
        return EXIT_OUTPUT;
    case PAL_EIO:
        return EXIT_IO;
    case PAL_ESTOP:
        return EXIT_STOPPED;
    case PAL_ENOMEM:
    case PAL_OK:
    case PAL_DONE:
        break;
    }
    return EXIT_MEMORY;
}

/* The folder lexicons/ that belongs to this very program: beside build/ in the source
 * tree, or in share/palaute/ where it was installed. Empty when neither is there. */
static void find_lexicons(char *out, size_t size)
{
    static const char *const places[] = {"/../lexicons", "/../share/palaute/lexicons"};
    char self[2048];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    out[0] = '\0';
    if (len <= 0)
        return;
    self[len] = '\0';
    char *slash = strrchr(self, '/');
    if (!slash)
        return;
    *slash = '\0';
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct stat st;
        int n = snprintf(out, size, "%s%s", self, places[i]);
        if (n > 0 && (size_t)n < size && stat(out, &st) == 0 && S_ISDIR(st.st_mode))
            return;
    }
    out[0] = '\0';
}

/* Where readings of words are kept: under XDG_CACHE_HOME, or ~/.cache. */
static const char *find_cache(char *out, size_t size)
{
    const char *base = getenv("XDG_CACHE_HOME");
    const char *inside = "/palaute/words";
    if (!base || base[0] != '/') { /* the specification: a relative one is ignored */
        base = getenv("HOME");
        inside = "/.cache/palaute/words";
    }
    int len = base && base[0] == '/' ? snprintf(out, size, "%s%s", base, inside) : -1;
    return len > 0 && (size_t)len < size ? out : NULL;
}

int open_engine(pal_engine **out, settings *s)
{
    char found[4096];
    char cache[4096];
    pal_options opt = s->opt;
    if (!s->no_cache)
        opt.cache = find_cache(cache, sizeof cache);
    const char *named = getenv("PALAUTE_LEXICONS");
    if (!opt.lexicons && !(named && *named)) {
        find_lexicons(found, sizeof found);
        if (found[0] != '\0')
            opt.lexicons = found;
    }
    pal_error err = {.code = PAL_OK};
    return pal_engine_open(out, &opt, &err) == PAL_OK ? 0 : report_failure(&err);
}

bool wants_color(const settings *s, FILE *stream)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    return !s->no_color && !(no_color && *no_color) &&
           !(term && strcmp(term, "dumb") == 0) && isatty(fileno(stream));
}

size_t text_width(pal_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

void print_padded(pal_str text, size_t width)
{
    size_t shown = text_width(text);
    printf("%.*s%*s", (int)text.len, text.ptr ? text.ptr : "",
           shown < width ? (int)(width - shown) : 0, "");
}

pal_language screen_language(const settings *s, pal_language fallback)
{
    if (s->opt.screen != PAL_LANGUAGE_OTHER)
        return s->opt.screen;
    static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (!value || !*value)
            continue;
        if (strncmp(value, "fi", 2) == 0)
            return PAL_LANGUAGE_FI;
        if (strncmp(value, "en", 2) == 0)
            return PAL_LANGUAGE_EN;
        break;
    }
    return fallback;
}

static int run(int argc, char **argv)
{
    if (argc < 2) {
        options_overview(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "version") == 0) {
        printf("palaute %s\n", pal_version());
        return EXIT_FINE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        options_overview(stdout);
        return EXIT_FINE;
    }
    const char *names[16] = {NULL};
    for (size_t i = 0; commands[i].name; i++) {
        const command *cmd = &commands[i];
        names[i] = cmd->name;
        if (strcmp(argv[1], cmd->name) != 0)
            continue;
        settings s = {.opt = PAL_OPTIONS_INIT};
        int status = options_parse(&s, cmd, argc - 1, argv + 1);
        if (status)
            return status;
        if (s.help) {
            options_help(stdout, cmd);
            return EXIT_FINE;
        }
        return cmd->run(&s);
    }
    const char *near = options_nearest(argv[1], names);
    if (near)
        fprintf(stderr, "palaute: no command '%s'; did you mean '%s'?\n", argv[1], near);
    else
        fprintf(stderr, "palaute: no command '%s'; see palaute --help\n", argv[1]);
    return EXIT_USAGE;
}

int main(int argc, char **argv)
{
    int status = run(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("palaute: cannot write to standard output\n", stderr);
        return EXIT_IO;
    }
    return status;
}
