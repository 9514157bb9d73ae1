/* options.h -- the command line as tables
 *
 * Room:  cli/. Knows palaute.h only. The tables make parsing and help; the man page is
 *        checked against them.
 */
#ifndef PAL_CLI_OPTIONS_H
#define PAL_CLI_OPTIONS_H

#include <stdio.h>

#include "palaute.h"

/** Exit statuses; documented in palaute.1. */
enum {
    EXIT_FINE = 0,
    EXIT_REFUSED = 1, /**< the run is complete, but rows were refused */
    EXIT_USAGE = 2,
    EXIT_DATA = 65,    /**< EX_DATAERR */
    EXIT_NOINPUT = 66, /**< EX_NOINPUT */
    EXIT_MEMORY = 70,  /**< EX_SOFTWARE */
    EXIT_OUTPUT = 73,  /**< EX_CANTCREAT */
    EXIT_IO = 74,      /**< EX_IOERR */
    EXIT_STOPPED = 130 /**< interrupted */
};

enum { LIST_MAX = 64 };

/** What the command line says. */
typedef struct settings {
    pal_options opt;
    const char *texts[LIST_MAX + 1];
    size_t text_count;
    const char *segments[LIST_MAX + 1];
    size_t segment_count;
    bool help;
    bool quiet;
    bool timings;
    bool no_color;
    bool no_cache;
    bool list;
    bool themes;
    unsigned depth;
    bool json;
    bool csv;
    pal_kpi_counts kpi;
    const char *const *arguments; /**< what stands beside the options */
    size_t argument_count;
} settings;

/** Which commands an option belongs to. */
typedef enum command_bit {
    FOR_ANALYZE = 1u << 0,
    FOR_INSPECT = 1u << 1,
    FOR_EXPLAIN = 1u << 2,
    FOR_TAG = 1u << 3,
    FOR_EVALUATE = 1u << 4,
    FOR_WHY = 1u << 5,
    FOR_COMPARE = 1u << 6,
    FOR_TRAIN = 1u << 8,
    FOR_RUN = FOR_ANALYZE | FOR_WHY | FOR_COMPARE, /**< reads surveys */
    FOR_FILES = FOR_RUN | FOR_INSPECT,             /**< names their columns */
    FOR_REDACT = 1u << 9,
    FOR_KPI = 1u << 12,
    FOR_ALL = 0xFFFFu,
    FOR_TEXTS = FOR_ALL & ~FOR_KPI, /**< reads comments */
} command_bit;

typedef struct command {
    const char *name;
    command_bit bit;
    const char *arguments; /**< synopsis of what stands beside the options */
    const char *summary;   /**< fragment: lower case, no final stop */
    const char *example;   /**< lines, each with its `$` */
    int (*run)(settings *s);
} command;

/** All commands; the last has no name. */
extern const command commands[];

/** Parse everything behind the command's name. 0, or an exit status after a message. */
int options_parse(settings *s, const command *cmd, int argc, char **argv);
/** The help of one command. */
void options_help(FILE *to, const command *cmd);
/** The help of the program. */
void options_overview(FILE *to);
/** The name most like `word` in `names`, or NULL when none is near. */
const char *options_nearest(const char *word, const char *const *names);

/* One file each: command_*.c */
int command_analyze(settings *s);
int command_inspect(settings *s);
int command_explain(settings *s);
int command_tag(settings *s);
int command_evaluate(settings *s);
int command_why(settings *s);
int command_compare(settings *s);
int command_train(settings *s);
int command_kpi(settings *s);
int command_redact(settings *s);

/** Tell a failure on stderr; answers the exit status. */
int report_failure(const pal_error *err);
/** Open the engine with the lexicons that belong to this program. 0 or an exit status. */
int open_engine(pal_engine **out, settings *s);
/** pal_analyze() with its progress on stderr; a signal ends it cleanly.
 *
 *  wall  seconds that it took
 *
 *  0, or an exit status after a message. */
int run_analysis(pal_result **out, double *wall, const pal_engine *engine, settings *s,
                 const char *const *inputs, size_t count);
/** Is this stream a terminal that wants colour? */
bool wants_color(const settings *s, FILE *stream);
/** Number of characters, for columns on the screen. */
size_t text_width(pal_str text);
/** The text, and spaces up to `width` characters. */
void print_padded(pal_str text, size_t width);
/** fi or en, from --screen, else from the environment, else `fallback`. */
pal_language screen_language(const settings *s, pal_language fallback);

#endif /* PAL_CLI_OPTIONS_H */
