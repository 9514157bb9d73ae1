#include <stdio.h>
#include <string.h>

#include "messages.h"
#include "options.h"

static const char *delimiter_name(char c)
{
    switch (c) {
    case ';':
        return "semicolon";
    case ',':
        return "comma";
    case '\t':
        return "tab";
    case '|':
        return "bar";
    case '\0':
        return "none";
    default:
        return "other";
    }
}

static void print_line(const char *name, pal_str value, pal_str why)
{
    printf("%-11s %.*s", name, (int)value.len, value.ptr ? value.ptr : "");
    if (why.len)
        printf("  (%.*s)", (int)why.len, why.ptr);
    putchar('\n');
}

/* At most `width` characters of a header, so that the table stays a table. */
static void print_cell(pal_str text, size_t width)
{
    size_t at = 0;
    size_t shown = 0;
    while (at < text.len && shown < width) {
        at++;
        while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
            at++;
        shown++;
    }
    printf("%.*s", (int)at, text.ptr ? text.ptr : "");
    for (; shown < width; shown++)
        putchar(' ');
}

/* A file name as sh takes it. */
static void print_quoted(pal_str name)
{
    bool plain = name.len != 0;
    for (size_t i = 0; i < name.len; i++)
        plain = plain &&
                strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
                       "_-./+,:@%",
                       name.ptr[i]);
    if (plain) {
        printf("%.*s", (int)name.len, name.ptr);
        return;
    }
    putchar('\'');
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '\'')
            fputs("'\\'", stdout);
        putchar(name.ptr[i]);
    }
    putchar('\'');
}

static void print_inspection(const pal_inspection *i)
{
    print_line("file", i->file, (pal_str){NULL, 0});
    print_line("encoding", i->encoding, i->encoding_why);
    const char *name = delimiter_name(i->delimiter);
    print_line("delimiter", (pal_str){name, strlen(name)}, i->delimiter_why);
    print_line("line ends", i->newline, (pal_str){NULL, 0});
    print_line("dialect", i->dialect, i->dialect_why);
    const char *scale = pal_scale_name(i->scale);
    print_line("scale", (pal_str){scale, strlen(scale)}, i->scale_why);
    printf("%-11s %zu\n%-11s %llu\n\n", "header rows", i->header_rows, "rows seen",
           (unsigned long long)i->sampled_rows);
    printf("%3s  %-34s %-9s %7s %8s  %s\n", "no", "column", "use", "filled", "distinct",
           "why");
    for (size_t c = 0; c < i->column_count; c++) {
        const pal_column_guess *g = &i->columns[c];
        printf("%3zu  ", g->number);
        print_cell(g->name, 34);
        putchar(' ');
        print_cell(g->use, 9);
        printf(" %7llu %8llu  %.*s\n", (unsigned long long)g->filled,
               (unsigned long long)g->distinct, (int)g->why.len,
               g->why.ptr ? g->why.ptr : "");
    }
    for (size_t w = 0; w < i->warning_count; w++)
        printf("\nwarning: %.*s\n", (int)i->warnings[w].len, i->warnings[w].ptr);
    printf("\nThe same, said outright (change what is wrong):\n  palaute analyze %.*s ",
           (int)i->options.len, i->options.ptr ? i->options.ptr : "");
    print_quoted(i->file);
    putchar('\n');
}

/* The text has them already; programs look for them among the messages. */
static void tell_warnings(const pal_inspection *i, const char *file)
{
    for (size_t w = 0; messages_json() && w < i->warning_count; w++)
        tell_warning(file, "%.*s", (int)i->warnings[w].len, i->warnings[w].ptr);
}

int command_inspect(settings *s)
{
    if (s->argument_count != 1)
        return tell_usage("inspect", "name one file; see palaute inspect --help");
    pal_error err = {.code = PAL_OK};
    pal_inspector *inspector = NULL;
    if (pal_inspect(&inspector, &s->opt, s->arguments[0], &err) != PAL_OK)
        return report_failure(&err);
    print_inspection(pal_inspector_view(inspector));
    tell_warnings(pal_inspector_view(inspector), s->arguments[0]);
    pal_inspector_close(inspector);
    return EXIT_FINE;
}
