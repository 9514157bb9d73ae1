#include "completions.h"

/* In single quotes fish knows backslash and quote only. */
static void print_quoted(FILE *to, const char *text)
{
    fputc('\'', to);
    print_escaped(to, text, "\\'");
    fputc('\'', to);
}

static void print_value(FILE *to, const option_row *row)
{
    switch (completion_of(row)) {
    case COMPLETE_NOTHING:
        break;
    case COMPLETE_TEXT:
        fputs(" -x", to);
        break;
    case COMPLETE_WORDS:
        fputs(" -x -a '", to);
        for (const char *const *word = option_choices(row); *word; word++) {
            fputs(word == option_choices(row) ? "" : " ", to);
            print_escaped(to, *word, ";|");
        }
        fputc('\'', to);
        break;
    case COMPLETE_LIST: /* the words, behind what stands before the last comma */
        fputs(" -x -a '(__fish_append , ", to);
        print_words(to, option_choices(row));
        fputs(")'", to);
        break;
    case COMPLETE_FILES:
        fputs(" -r -F", to);
        break;
    case COMPLETE_FOLDERS:
        fputs(" -x -a '(__fish_complete_directories)'", to);
        break;
    }
}

static void print_command(FILE *to, const command *cmd)
{
    char when[96];
    snprintf(when, sizeof when, "complete -c palaute -n '__fish_seen_subcommand_from %s'",
             cmd->name);
    for (const option_row *row = option_rows; row->name; row++) {
        if (!(row->commands & cmd->bit))
            continue;
        fprintf(to, "%s -l %s", when, row->name);
        if (row->letter)
            fprintf(to, " -s %c", row->letter);
        print_value(to, row);
        fputs(" -d ", to);
        print_quoted(to, row->help);
        fputc('\n', to);
    }
    const char *const *words = argument_words(cmd);
    if (words) {
        fprintf(to, "%s -a '", when);
        print_words(to, words);
        fputs("'\n", to);
    } else if (takes_files(cmd)) {
        fprintf(to, "%s -F\n", when);
    }
}

void completions_fish(FILE *to)
{
    fputs("# fish completion of palaute; `palaute completions fish` prints it\n"
          "complete -c palaute -f\n",
          to);
    for (const command *cmd = commands; cmd->name; cmd++) {
        if (!cmd->summary)
            continue;
        fprintf(to, "complete -c palaute -n __fish_use_subcommand -a %s -d ", cmd->name);
        print_quoted(to, cmd->summary);
        fputc('\n', to);
    }
    fputs("complete -c palaute -n __fish_use_subcommand -a help -d 'tell more of a "
          "command'\n"
          "complete -c palaute -n __fish_use_subcommand -l version -d 'the version, and "
          "those of the libraries'\n"
          "complete -c palaute -n '__fish_seen_subcommand_from help' -a '",
          to);
    for (const command *cmd = commands; cmd->name; cmd++)
        if (cmd->summary)
            fprintf(to, "%s%s", cmd == commands ? "" : " ", cmd->name);
    fputs("'\n", to);
    for (const command *cmd = commands; cmd->name; cmd++)
        print_command(to, cmd);
}
