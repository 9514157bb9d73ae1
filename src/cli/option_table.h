/* option_table.h -- the rows that parsing, help, completions and man page come from
 *
 * Room:  cli/. A row stands in options.c; what its kind may hold in option_values.c.
 */
#ifndef PAL_CLI_OPTION_TABLE_H
#define PAL_CLI_OPTION_TABLE_H

#include "options.h"

typedef enum option_kind {
    OPTION_FLAG,
    OPTION_TEXT,
    OPTION_LIST, /* an option_list; may be given several times */
    OPTION_NUMBER,
    OPTION_TALLY, /* a pal_kpi_count */
    OPTION_CHAR,
    OPTION_SCALE,
    OPTION_LANGUAGE,
    OPTION_SPLIT,
    OPTION_BAND,
    OPTION_FORMATS, /* a list with commas; may be given several times */
    OPTION_PROFILE,
    OPTION_MORPHOLOGY,
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

/** All options; the last has no name. */
extern const option_row option_rows[];
/** Place of the row in the table, which is its place in settings.given. */
size_t option_index(const option_row *row);
/** The option of this name that one of the commands `of` has; NULL when none has. */
const option_row *option_find(const char *name, size_t len, unsigned of);
/** May it be given several times? */
bool option_repeats(const option_row *row);
/** May a configuration file say it? */
bool option_in_config(const option_row *row);

/** What became of a value. */
typedef enum option_answer {
    OPTION_TAKEN = 0,
    OPTION_WRONG,    /**< see option_complain() */
    OPTION_TOO_MANY, /**< more than LIST_MAX of a list */
} option_answer;

/** Take a value as the user wrote it; a flag is "yes" or "no". The text must outlive `s`.
 */
option_answer option_store(settings *s, const option_row *row, const char *value);
/** The words that the value may be, NULL at the end; NULL when any text may be. */
const char *const *option_choices(const option_row *row);
/** What holds when nobody says anything; NULL when nothing does, or it is found out. */
const char *option_default(const option_row *row, const command *cmd);
/** The names of the formats, with commas between. */
void option_formats_text(char *out, size_t size, unsigned formats);
/** Why the value was not taken, with the nearest right one, as one line. */
void option_complain(char *out, size_t size, const option_row *row, const char *value,
                     option_answer answer);

#endif /* PAL_CLI_OPTION_TABLE_H */
