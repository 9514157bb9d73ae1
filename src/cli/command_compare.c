#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "messages.h"
#include "options.h"
#include "print_only.h"

static size_t count_waves(const pal_summary *s)
{
    size_t count = 0;
    for (size_t i = 0; i < s->group_count; i++)
        count += s->groups[i].column.len == 4 &&
                 memcmp(s->groups[i].column.ptr, "wave", 4) == 0;
    return count;
}

static int tell(pal_result *result, const settings *s)
{
    const pal_summary *summary = pal_result_summary(result);
    int status = summary->refusals ? EXIT_REFUSED : EXIT_FINE;
    tell_result(s, summary, status);
    if (s->quiet)
        return status;
    const pal_drawing drawing = {
        .language = screen_language(s, summary->screen),
        .boxes = isatty(STDOUT_FILENO),
        .color = wants_color(s, stdout),
    };
    pal_error err = {.code = PAL_OK};
    pal_str text = {NULL, 0};
    if (pal_result_compare(&text, result, &drawing, &err) != PAL_OK)
        return report_failure(&err);
    print_only(summary, drawing.language);
    fwrite(text.ptr, 1, text.len, stdout);
    return status;
}

static int compare(const pal_engine *engine, settings *s)
{
    pal_result *result = NULL;
    double wall = 0;
    int status = run_analysis(&result, &wall, engine, s, s->arguments, s->argument_count);
    if (status)
        return status;
    bool files = s->opt.wave && strcmp(s->opt.wave, "-") == 0;
    if (files && count_waves(pal_result_summary(result)) < s->argument_count) {
        status = tell_usage("compare", "two inputs have the same name, which names the "
                                       "wave; rename one of them");
    } else {
        status = tell(result, s);
    }
    pal_result_close(result);
    return status;
}

int command_compare(settings *s)
{
    bool by_file = !s->opt.wave || strcmp(s->opt.wave, "-") == 0;
    if (s->argument_count == 0 || (s->argument_count == 1 && by_file))
        return tell_usage("compare",
                          "name two surveys or more, or one with --wave COLUMN; see "
                          "palaute compare --help");
    /* each input is a wave, also where it has a wave column of its own */
    if (!s->opt.wave)
        s->opt.wave = "-";
    pal_engine *engine = NULL;
    int failed = open_engine(&engine, s);
    if (failed)
        return failed;
    int status = compare(engine, s);
    pal_engine_close(engine);
    return status;
}
