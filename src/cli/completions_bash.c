#include <string.h>

#include "completions.h"

/* bash breaks words at '=' and ':' too: "--format=xl" comes as three words. */
static const char opening[] =
    "# bash completion of palaute; `palaute completions bash` prints it\n"
    "_palaute_words()\n"
    "{\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$word\")\n"
    "}\n"
    "\n"
    "_palaute_files()\n"
    "{\n"
    "    compopt -o filenames 2>/dev/null\n"
    "    mapfile -t COMPREPLY < <(compgen -\"$1\" -- \"$word\")\n"
    "}\n"
    "\n"
    "# the last of several words with commas between\n"
    "_palaute_list()\n"
    "{\n"
    "    local head=\n"
    "    case $word in *,*) head=${word%,*}, ;; esac\n"
    "    mapfile -t COMPREPLY < <(compgen -P \"$head\" -W \"$1\" -- \"${word##*,}\")\n"
    "    compopt -o nospace 2>/dev/null\n"
    "}\n"
    "\n"
    "_palaute()\n"
    "{\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
    "    local options= i\n"
    "    COMPREPLY=()\n"
    "    if [ \"$word\" = = ]; then\n"
    "        word=\n"
    "    elif [ \"$before\" = = ] && [ \"$COMP_CWORD\" -gt 1 ]; then\n"
    "        before=${COMP_WORDS[COMP_CWORD-2]}\n"
    "    fi\n";

static void print_commands(FILE *to)
{
    for (const command *cmd = commands; cmd->name; cmd++)
        if (cmd->summary)
            fprintf(to, "%s ", cmd->name);
}

/* "    --output | -o)" */
static void print_case(FILE *to, const option_row *row)
{
    fprintf(to, "            --%s", row->name);
    if (row->letter)
        fprintf(to, " | -%c", row->letter);
    fputs(") ", to);
}

static void print_value(FILE *to, const option_row *row)
{
    static const char *const calls[] = {
        [COMPLETE_NOTHING] = NULL,
        [COMPLETE_TEXT] = NULL,
        [COMPLETE_WORDS] = "_palaute_words \"",
        [COMPLETE_LIST] = "_palaute_list \"",
        [COMPLETE_FILES] = "_palaute_files f",
        [COMPLETE_FOLDERS] = "_palaute_files d",
    };
    completion what = completion_of(row);
    if (what == COMPLETE_NOTHING)
        return;
    print_case(to, row);
    fputs(calls[what] ? calls[what] : "", to);
    if (what == COMPLETE_WORDS || what == COMPLETE_LIST) {
        const char *const *words = option_choices(row);
        for (size_t i = 0; words[i]; i++) {
            fputs(i ? " " : "", to);
            print_escaped(to, words[i], "\\\"$`;|");
        }
        fputc('"', to);
    }
    fprintf(to, "%sreturn ;;\n", calls[what] ? "; " : "");
}

static void print_command(FILE *to, const command *cmd)
{
    fprintf(to, "    %s)\n        case $before in\n", cmd->name);
    for (const option_row *row = option_rows; row->name; row++)
        if (row->commands & cmd->bit)
            print_value(to, row);
    fputs("        esac\n        options=\"", to);
    for (const option_row *row = option_rows; row->name; row++)
        if (row->commands & cmd->bit)
            fprintf(to, "--%s ", row->name);
    fputs("\"\n        ;;\n", to);
}

/* What stands beside the options. */
static void print_arguments(FILE *to)
{
    fputs("    case ${COMP_WORDS[1]} in\n", to);
    for (const command *cmd = commands; cmd->name; cmd++) {
        const char *const *words = argument_words(cmd);
        if (words) {
            fprintf(to, "    %s) _palaute_words \"", cmd->name);
            print_words(to, words);
            fputs("\" ;;\n", to);
        } else if (takes_files(cmd)) {
            fprintf(to, "    %s) _palaute_files f ;;\n", cmd->name);
        }
    }
    fputs("    esac\n", to);
}

void completions_bash(FILE *to)
{
    fputs(opening, to);
    fputs("    if [ \"$COMP_CWORD\" = 1 ]; then\n        _palaute_words \"", to);
    print_commands(to);
    fputs("help --help --version\"\n        return\n    fi\n"
          "    case ${COMP_WORDS[1]} in\n    help)\n        _palaute_words \"",
          to);
    print_commands(to);
    fputs("\"\n        return\n        ;;\n", to);
    for (const command *cmd = commands; cmd->name; cmd++)
        print_command(to, cmd);
    fputs("    *) return ;;\n    esac\n"
          "    for ((i = 2; i < COMP_CWORD; i++)); do\n"
          "        [ \"${COMP_WORDS[i]}\" != -- ] || options=\n"
          "    done\n"
          "    case $word in\n"
          "    -*)\n        _palaute_words \"$options\"\n        return\n        ;;\n"
          "    esac\n",
          to);
    print_arguments(to);
    fputs("}\n"
          "complete -F _palaute palaute\n",
          to);
}
