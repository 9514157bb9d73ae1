/* options.h -- the command line as tables
 *
 * Room:  cli/. Knows palaute.h only. The table of options (option_table.h) makes
 *        parsing, help, completions and the heads of the man page.
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

enum { LIST_MAX = 64, OPTIONS_MAX = 128 };

/** The values of an option that may be given several times. */
typedef struct option_list {
    const char *items[LIST_MAX + 1]; /**< NULL at the end */
    size_t count;
} option_list;

/** Where the value of an option comes from. */
typedef struct option_given {
    const char *value; /**< as it was written, of a list the last; NULL = not given */
    size_t line;       /**< of the configuration file; 0 = the command line */
} option_given;

/** What command line and configuration file say. */
typedef struct settings {
    pal_options opt;
    option_list texts;
    option_list segments;
    option_list only;
    option_list own_themes;
    option_given given[OPTIONS_MAX]; /**< by the place of the option in its table */
    const char *config;
    bool print_config;
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
    bool xlsx;
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
    FOR_INIT = 1u << 7,
    FOR_TRAIN = 1u << 8,
    FOR_RUN = FOR_ANALYZE | FOR_WHY | FOR_COMPARE, /**< reads surveys */
    FOR_CONFIG = FOR_RUN | FOR_INSPECT,            /**< reads a configuration file */
    FOR_FILES = FOR_CONFIG | FOR_INIT,             /**< names columns of surveys */
    FOR_REDACT = 1u << 9,
    FOR_COMPLETIONS = 1u << 10,
    FOR_KPI = 1u << 12,
    FOR_PREPARE = 1u << 13,
    FOR_ALL = 0xFFFFu,
    FOR_RULES = FOR_ALL & ~(FOR_KPI | FOR_INIT | FOR_COMPLETIONS), /**< opens a lexicon */
    FOR_TEXTS = FOR_RULES & ~FOR_PREPARE,                          /**< reads comments */
} command_bit;

typedef struct command {
    const char *name;
    command_bit bit;
    const char *arguments; /**< synopsis of what stands beside the options */
    const char *summary;   /**< fragment: lower case, no final stop; NULL = the overview
                                leaves it out */
    const char *example;   /**< lines, each with its `$` */
    int (*run)(settings *s);
} command;

/** All commands; the last has no name. */
extern const command commands[];
/** The command of this name; NULL after a message. */
const command *command_find(const char *name);

/** Parse everything behind the command's name; argv is put into another order. 0, or an
 *  exit status after a message. */
int options_parse(settings *s, const command *cmd, int argc, char **argv);
/** Hand the lists over to s->opt, when all that is said was read. */
void options_settle(settings *s);
/** The help of one command. */
void options_help(FILE *to, const command *cmd);
/** The help of the program. */
void options_overview(FILE *to);
/** Its version, and those of the libraries that it was made with. */
void options_version(FILE *to);
/** Of the library that reads and writes the lines of `tag`. */
const char *jansson_version(void);
/** The name most like `word` in `names`, or NULL when none is near. */
const char *options_nearest(const char *word, const char *const *names);

/* One file each: command_*.c */
int command_analyze(settings *s);
int command_inspect(settings *s);
int command_init(settings *s);
int command_completions(settings *s);
int command_explain(settings *s);
int command_tag(settings *s);
int command_evaluate(settings *s);
int command_why(settings *s);
int command_compare(settings *s);
int command_train(settings *s);
int command_kpi(settings *s);
int command_redact(settings *s);
int command_prepare(settings *s);

/** Tell a failure of the library on stderr; answers the exit status. */
int report_failure(const pal_error *err);
/** Open the engine with the lexicons that belong to this program. 0 or an exit status. */
int open_engine(pal_engine **out, settings *s);
/** Put the lexicons of this program into opt->lexicons, where nobody named others; a path
 *  is kept in `found`. */
void own_lexicons(pal_options *opt, char *found, size_t size);
/** The folder of words and rules that were prepared for this program; NULL = none. */
const char *prepared_folder(char *out, size_t size);
/** pal_analyze() with its progress on stderr; a signal ends it cleanly.
 *
 *  wall  seconds that it took
 *
 *  0, or an exit status after a message. */
int run_analysis(pal_result **out, double *wall, const pal_engine *engine, settings *s,
                 const char *const *inputs, size_t count);
/** The folder of results where --output names none: survey.csv gives survey-palaute,
 *  standard input palaute. */
void default_folder(char *out, size_t size, const char *input);
/** With --json, tell programs that the run is done, and where its files are. */
void tell_result(const settings *s, const pal_summary *summary, int status);
/** Is this stream a terminal that wants colour? */
bool wants_color(const settings *s, FILE *stream);
/** Say so when a person, and no pipe, is to give what the command `who` reads. */
void tell_waiting(const char *who);
/** Number of characters, for columns on the screen. */
size_t text_width(pal_str text);
/** The text, and spaces up to `width` characters. */
void print_padded(pal_str text, size_t width);
/** fi or en, from --screen, else from the environment, else `fallback`. */
pal_language screen_language(const settings *s, pal_language fallback);

#endif /* PAL_CLI_OPTIONS_H */
