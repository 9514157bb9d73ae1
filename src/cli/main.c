#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "completions.h"
#include "config_file.h"
#include "messages.h"
#include "options.h"

/* Is one of these words among the options? Asked before they are parsed: --help answers
 * whatever else is said, and a mistake is told in the manner that --json asks for. */
static bool says(int argc, char **argv, const char *word, const char *other)
{
    for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++)
        if (strcmp(argv[i], word) == 0 || strcmp(argv[i], other) == 0)
            return true;
    return false;
}

static int help(const char *name)
{
    const command *cmd = name ? command_find(name) : NULL;
    if (name && !cmd)
        return EXIT_USAGE;
    if (cmd)
        options_help(stdout, cmd);
    else
        options_overview(stdout);
    return EXIT_FINE;
}

/* "$FILE" of a script where FILE was never set. */
static int refuse_empty_names(const settings *s, const command *cmd)
{
    size_t first = strcmp(cmd->name, "why") == 0; /* its first argument is a theme */
    for (size_t i = 0; takes_files(cmd) && i < s->argument_count; i++) {
        if (s->arguments[i][0] != '\0')
            continue;
        if (i < first)
            return tell_usage(cmd->name, "the name of the theme is empty");
        return tell_usage(cmd->name, "the name of file %zu is empty", i + 1 - first);
    }
    return 0;
}

static int run_command(const command *cmd, int argc, char **argv)
{
    static config_text config;
    settings s = {.opt = PAL_OPTIONS_INIT};
    int status = options_parse(&s, cmd, argc, argv);
    if (status == 0)
        status = refuse_empty_names(&s, cmd);
    if (status == 0 && s.config)
        status = config_load(&s, cmd, s.config, &config);
    if (status)
        return status;
    messages_begin(s.json, s.quiet);
    options_settle(&s);
    return s.print_config ? config_print(&s, cmd, stdout) : cmd->run(&s);
}

static int run(int argc, char **argv)
{
    messages_begin(says(argc, argv, "--json", "--json"), false);
    if (argc < 2) {
        options_overview(stderr);
        return EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "--version") == 0 || strcmp(name, "version") == 0) {
        options_version(stdout);
        return EXIT_FINE;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        return help(NULL);
    if (strcmp(name, "help") == 0)
        return help(argc > 2 ? argv[2] : NULL);
    const command *cmd = command_find(name);
    if (!cmd)
        return EXIT_USAGE;
    if (says(argc - 2, argv + 2, "--help", "-h"))
        return help(name);
    return run_command(cmd, argc - 1, argv + 1);
}

/* Blocks of 128 KiB and more go back to the system when they are freed. Left alone,
 * glibc raises this bound to 32 MiB as blocks are freed, and each thread keeps what it
 * once had: a fifth of the memory that a million answers take. */
static void give_back_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 17);
#endif
}

int main(int argc, char **argv)
{
    give_back_memory();
    int status = run(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout))
        return tell_error(EXIT_IO, NULL, NULL, "cannot write to standard output");
    return status;
}
