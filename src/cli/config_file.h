/* config_file.h -- options that a file says
 *
 * Room:  cli/. Read only when --config names it: no file that happens to lie in a folder
 *        changes what a command does.
 * File:  UTF-8, one option a line, LF or CRLF:
 *
 *            # a comment
 *            name = value
 *
 *        Names are those of the long options. The value goes to the end of the line, less
 *        the blanks around it; nothing in it has a meaning of its own. A flag is yes or
 *        no. Options that may be given several times stand on several lines.
 */
#ifndef PAL_CLI_CONFIG_FILE_H
#define PAL_CLI_CONFIG_FILE_H

#include <stdio.h>

#include "options.h"

enum { CONFIG_MAX = 65536, CONFIG_VALUE_MAX = 4096 };

/** The text of a configuration file; what was read from it keeps views into it. */
typedef struct config_text {
    char bytes[CONFIG_MAX + 1];
    size_t len;
} config_text;

/** Take the options of the file that the command line leaves open. Options that only
 * other commands have are checked and left. 0, or an exit status after a message. */
int config_load(settings *s, const command *cmd, const char *path, config_text *text);
/** The same with a text that is here already; it is changed. `path` is for messages. */
int config_take(settings *s, const command *cmd, const char *path, config_text *text);

/** Can this value stand in a file? It holds no control characters, has no blank at its
 * ends and is shorter than CONFIG_VALUE_MAX. */
bool config_can_say(pal_str value);

/** Print the options that hold, as a configuration file, with where each comes from. What
 *  would be found out is that of the first survey file. 0, or an exit status. */
int config_print(settings *s, const command *cmd, FILE *to);

#endif /* PAL_CLI_CONFIG_FILE_H */
