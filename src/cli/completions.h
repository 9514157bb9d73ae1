/* completions.h -- the tables as shells and mandoc read them
 *
 * Room:  cli/. One file each: completions_*.c, option_mdoc.c.
 */
#ifndef PAL_CLI_COMPLETIONS_H
#define PAL_CLI_COMPLETIONS_H

#include <stdio.h>

#include "option_table.h"

/** What may stand where the value of an option is. */
typedef enum completion {
    COMPLETE_NOTHING, /**< a flag has no value */
    COMPLETE_TEXT,    /**< anything: a column, a number */
    COMPLETE_WORDS,   /**< one of option_choices() */
    COMPLETE_LIST,    /**< several of them, with commas between */
    COMPLETE_FILES,
    COMPLETE_FOLDERS,
} completion;

completion completion_of(const option_row *row);
/** The words that the first argument of the command may be; NULL when it may be any. */
const char *const *argument_words(const command *cmd);
/** Are its arguments files? */
bool takes_files(const command *cmd);

/** The words with a space between. */
void print_words(FILE *to, const char *const *words);
/** The text with a backslash before each of the special characters. */
void print_escaped(FILE *to, const char *text, const char *special);

void completions_bash(FILE *to);
void completions_zsh(FILE *to);
void completions_fish(FILE *to);
/** One line an option, with TABs between: its name, its head in mdoc, the names of its
 *  commands with spaces between, or "all". */
void options_mdoc(FILE *to);

#endif /* PAL_CLI_COMPLETIONS_H */
