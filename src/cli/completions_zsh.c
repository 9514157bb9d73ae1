#include <string.h>

#include "completions.h"

/* In a spec of _arguments: a backslash before brackets and colons; all in single quotes.
 */
static void print_spec(FILE *to, const char *text)
{
    for (; *text; text++) {
        if (strchr("[]:\\", *text))
            fputc('\\', to);
        if (*text == '\'')
            fputs("'\\'", to);
        fputc(*text, to);
    }
}

static void print_action(FILE *to, const option_row *row)
{
    switch (completion_of(row)) {
    case COMPLETE_NOTHING:
        return;
    case COMPLETE_TEXT:
        fputs(": ", to);
        break;
    case COMPLETE_WORDS:
        fputs(":(", to);
        for (const char *const *word = option_choices(row); *word; word++) {
            fputs(word == option_choices(row) ? "" : " ", to);
            print_escaped(to, *word, ":;|\\");
        }
        fputs(")", to);
        break;
    case COMPLETE_LIST:
        fputs(":_values -s , format ", to);
        print_words(to, option_choices(row));
        break;
    case COMPLETE_FILES:
        fputs(":_files", to);
        break;
    case COMPLETE_FOLDERS:
        fputs(":_files -/", to);
        break;
    }
}

/* '(-o --output)'{-o+,--output=}'[help]:PATH:_files' */
static void print_option(FILE *to, const option_row *row)
{
    const char *sign = row->arg ? "=" : "";
    fputs("            '", to);
    if (option_repeats(row))
        fputc('*', to);
    else if (row->letter)
        fprintf(to, "(-%c --%s)", row->letter, row->name);
    if (row->letter)
        fprintf(to, "'{-%c%s,--%s%s}'", row->letter, row->arg ? "+" : "", row->name,
                sign);
    else
        fprintf(to, "--%s%s", row->name, sign);
    fputc('[', to);
    print_spec(to, row->help);
    fputc(']', to);
    if (row->arg) {
        fputc(':', to);
        print_spec(to, row->arg);
        print_action(to, row);
    }
    fputs("' \\\n", to);
}

static void print_command(FILE *to, const command *cmd)
{
    fprintf(to, "    %s)\n        _arguments -s -S \\\n", cmd->name);
    for (const option_row *row = option_rows; row->name; row++)
        if (row->commands & cmd->bit)
            print_option(to, row);
    const char *const *words = argument_words(cmd);
    if (words) {
        fprintf(to, "            '1:%s:(", cmd->bit == FOR_KPI ? "figure" : "shell");
        print_words(to, words);
        fputs(")'\n", to);
    } else {
        fprintf(to, "            '*:%s:%s'\n", takes_files(cmd) ? "file" : "text",
                takes_files(cmd) ? "_files" : " ");
    }
    fputs("        ;;\n", to);
}

void completions_zsh(FILE *to)
{
    fputs("#compdef palaute\n"
          "# zsh completion of palaute; `palaute completions zsh` prints it\n"
          "_palaute() {\n"
          "    local -a names\n"
          "    names=(\n",
          to);
    for (const command *cmd = commands; cmd->name; cmd++)
        if (cmd->summary) {
            fprintf(to, "        '%s:", cmd->name);
            print_spec(to, cmd->summary);
            fputs("'\n", to);
        }
    fputs("        'help:tell more of a command'\n"
          "    )\n"
          "    if (( CURRENT == 2 )); then\n"
          "        _describe command names\n"
          "        return\n"
          "    fi\n"
          "    local name=$words[2]\n"
          "    shift words\n"
          "    (( CURRENT-- ))\n"
          "    case $name in\n"
          "    help)\n"
          "        _describe command names\n"
          "        ;;\n",
          to);
    for (const command *cmd = commands; cmd->name; cmd++)
        print_command(to, cmd);
    fputs("    esac\n"
          "}\n"
          "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n"
          "    _palaute \"$@\"\n"
          "else\n"
          "    compdef _palaute palaute\n"
          "fi\n",
          to);
}
