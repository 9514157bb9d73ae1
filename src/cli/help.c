/* What --help prints. */
#include <string.h>

#include "option_table.h"

void options_help(FILE *to, const command *cmd)
{
    const char *summary = cmd->summary ? cmd->summary
                                       : "print what a shell needs to complete the "
                                         "command line";
    fprintf(to, "Usage: palaute %s [options]%s%s\n\n%c%s.\n\nOptions:\n", cmd->name,
            cmd->arguments[0] ? " " : "", cmd->arguments, summary[0] - 'a' + 'A',
            summary + 1);
    for (const option_row *row = option_rows; row->name; row++) {
        if (!(row->commands & cmd->bit))
            continue;
        char left[64];
        snprintf(left, sizeof left, "%s%c%s--%s%s%s", row->letter ? "-" : " ",
                 row->letter ? row->letter : ' ', row->letter ? ", " : "  ", row->name,
                 row->arg ? " " : "", row->arg ? row->arg : "");
        fprintf(to, "  %-30s %s\n", left, row->help);
    }
    fprintf(to, "\nExamples:\n%s", cmd->example);
}

void options_overview(FILE *to)
{
    fputs("Usage: palaute COMMAND [options] [arguments]\n\n"
          "Themes, sentiment and NPS of open-ended survey answers in Finnish and "
          "English.\n\n"
          "Commands:\n",
          to);
    for (const command *c = commands; c->name; c++)
        if (c->summary)
            fprintf(to, "  %-10s %s\n", c->name, c->summary);
    fputs(
        "\nBegin with:\n"
        "  $ palaute inspect survey.csv      what is in the file\n"
        "  $ palaute analyze survey.csv      themes, sentiment, NPS and a report\n\n"
        "palaute COMMAND --help tells more, with examples; man palaute has all of it.\n",
        to);
}

void options_version(FILE *to)
{
    char libraries[1024];
    pal_libraries(libraries, sizeof libraries);
    fprintf(to, "palaute %s\n\n%sjansson %s\n", pal_version(), libraries,
            jansson_version());
}
