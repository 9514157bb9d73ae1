#include <stdio.h>
#include <string.h>

#include "messages.h"
#include "options.h"

int command_prepare(settings *s)
{
    char found[4096];
    char beside[4096];
    pal_options opt = s->opt;
    const char *folder = opt.out ? opt.out : prepared_folder(beside, sizeof beside);
    if (s->argument_count != 0)
        return tell_usage("prepare", "takes no arguments, only options");
    if (!folder)
        return tell_usage("prepare", "name a folder with -o: this program has none of "
                                     "its own");
    own_lexicons(&opt, found, sizeof found);
    pal_error err = {.code = PAL_OK};
    size_t words = 0;
    if (pal_prepare(&opt, folder, &words, &err) != PAL_OK)
        return report_failure(&err);
    if (messages_json()) {
        json_line line;
        json_line_begin(&line, "result");
        json_line_number(&line, "status", EXIT_FINE);
        json_line_text(&line, "folder", (pal_str){folder, strlen(folder)});
        json_line_number(&line, "words", words);
        json_line_end(&line, stderr);
    } else if (!s->quiet) {
        printf("%zu words and the rules are in %s\n", words, folder);
    }
    return EXIT_FINE;
}
