/* Heads of the options as the man page shows them; src/cli/manpage.awk puts them in. */
#include <ctype.h>
#include <string.h>

#include "completions.h"

/* "COLUMN[:SCALE]" is `Ar column Ns Oo : Ns Ar scale Oc`: words in capitals are what the
 * user fills in, brackets are optional, the rest is written as it stands. */
static void print_argument(FILE *to, const char *arg)
{
    bool first = true;
    while (*arg) {
        size_t word = strspn(arg, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (*arg == ']') {
            fputs(" Oc", to);
            arg++;
            continue;
        }
        fputs(first ? " " : " Ns ", to);
        first = false;
        if (word) {
            fputs("Ar ", to);
            for (size_t i = 0; i < word; i++)
                fputc(tolower((unsigned char)arg[i]), to);
            arg += word;
        } else if (*arg == '[') {
            fputs("Oo", to);
            arg++;
            if (*arg && strchr(":=", *arg))
                fprintf(to, " %c", *arg++);
        } else {
            size_t rest = strcspn(arg, "ABCDEFGHIJKLMNOPQRSTUVWXYZ[]");
            fprintf(to, "%.*s", (int)rest, arg);
            arg += rest;
        }
    }
}

/* The commands that have an option of this name. */
static unsigned commands_of(const char *name)
{
    unsigned bits = 0;
    for (const option_row *row = option_rows; row->name; row++)
        if (strcmp(row->name, name) == 0)
            bits |= row->commands;
    return bits;
}

static void print_commands(FILE *to, unsigned bits)
{
    bool all = true;
    for (const command *cmd = commands; cmd->name; cmd++)
        all = all && ((bits & cmd->bit) || !cmd->summary);
    if (all)
        fputs("all", to);
    const char *gap = "";
    for (const command *cmd = commands; !all && cmd->name; cmd++)
        if (bits & cmd->bit) {
            fprintf(to, "%s%s", gap, cmd->name);
            gap = " ";
        }
}

void options_mdoc(FILE *to)
{
    for (const option_row *row = option_rows; row->name; row++) {
        if (option_find(row->name, strlen(row->name), ~0u) != row)
            continue; /* the same name for another command */
        fprintf(to, "%s\t.It ", row->name);
        if (row->letter)
            fprintf(to, "Fl %c , ", row->letter);
        fprintf(to, "Fl Fl %s", row->name);
        if (row->arg)
            print_argument(to, row->arg);
        fputc('\t', to);
        print_commands(to, commands_of(row->name));
        fputc('\n', to);
    }
}
