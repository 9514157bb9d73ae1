/* cli_help.h -- a command line and its settings, for tests of cli/ */
#ifndef PAL_TESTS_CLI_HELP_H
#define PAL_TESTS_CLI_HELP_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "cli/config_file.h"
#include "cli/messages.h"
#include "cli/option_table.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* What a mistake is told on standard error does not matter here. */
static inline void be_silent(void)
{
    cr_assert(freopen("/dev/null", "w", stderr));
}

/* Parse words that stand behind the command's name, blanks between them. */
static inline int parse_words(settings *s, const char *command_name, char *words)
{
    static char *argv[64];
    int argc = 0;
    argv[argc++] = (char[]){"palaute"};
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " "))
        argv[argc++] = word;
    return options_parse(s, command_find(command_name), argc, argv);
}

static inline const option_given *given(const settings *s, const char *name)
{
    return &s->given[option_index(option_find(name, strlen(name), FOR_CONFIG))];
}

#endif /* PAL_TESTS_CLI_HELP_H */
