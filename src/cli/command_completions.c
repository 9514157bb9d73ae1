/* What shells need to complete the command line, from the tables of commands and options.
 * Hidden: `make install` puts it where the shells look. */
#include <string.h>

#include "completions.h"
#include "messages.h"

completion completion_of(const option_row *row)
{
    static const char *const files[] = {"FILE", "PATH"};
    if (!row->arg)
        return COMPLETE_NOTHING;
    if (option_choices(row))
        return row->kind == OPTION_FORMATS ? COMPLETE_LIST : COMPLETE_WORDS;
    if (strcmp(row->arg, "FOLDER") == 0)
        return COMPLETE_FOLDERS;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (strcmp(row->arg, files[i]) == 0)
            return COMPLETE_FILES;
    return COMPLETE_TEXT;
}

const char *const *argument_words(const command *cmd)
{
    static const char *const figures[] = {
        "retention", "churn", "referral", "trial-to-paid", "mau", "nps", NULL};
    static const char *const shells[] = {"bash", "zsh", "fish", NULL};
    return cmd->bit == FOR_KPI ? figures : cmd->bit == FOR_COMPLETIONS ? shells : NULL;
}

bool takes_files(const command *cmd)
{
    return strstr(cmd->arguments, "FILE") || strstr(cmd->arguments, ".tsv") ||
           strstr(cmd->arguments, "OLD");
}

void print_words(FILE *to, const char *const *words)
{
    for (size_t i = 0; words[i]; i++)
        fprintf(to, "%s%s", i ? " " : "", words[i]);
}

void print_escaped(FILE *to, const char *text, const char *special)
{
    for (; *text; text++) {
        if (strchr(special, *text))
            fputc('\\', to);
        fputc(*text, to);
    }
}

int command_completions(settings *s)
{
    static const struct {
        const char *name;
        void (*print)(FILE *to);
    } kinds[] = {
        {"bash", completions_bash},
        {"zsh", completions_zsh},
        {"fish", completions_fish},
        {"mdoc", options_mdoc},
    };
    const char *names[sizeof kinds / sizeof *kinds + 1] = {NULL};
    if (s->argument_count != 1)
        return tell_usage("completions", "name one shell: bash, zsh or fish");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        names[i] = kinds[i].name;
        if (strcmp(s->arguments[0], kinds[i].name) == 0) {
            kinds[i].print(stdout);
            return EXIT_FINE;
        }
    }
    const char *near = options_nearest(s->arguments[0], names);
    return tell_usage("completions", "no shell '%s'; %s%s%s", s->arguments[0],
                      near ? "did you mean '" : "there are bash, zsh and fish",
                      near ? near : "", near ? "'?" : "");
}
