#include <stdio.h>
#include <unistd.h>

#include "options.h"

enum { DEPTH_MAX = 5 };

static int tell(const pal_engine *engine, settings *s)
{
    pal_result *result = NULL;
    double wall = 0;
    int failed =
        run_analysis(&result, &wall, engine, s, s->arguments + 1, s->argument_count - 1);
    if (failed)
        return failed;
    const pal_summary *summary = pal_result_summary(result);
    const pal_drawing drawing = {
        .language = screen_language(s, summary->screen),
        .boxes = isatty(STDOUT_FILENO),
        .color = wants_color(s, stdout),
    };
    pal_error err = {.code = PAL_OK};
    pal_str text = {NULL, 0};
    int status = summary->refusals ? EXIT_REFUSED : EXIT_FINE;
    if (pal_result_why(&text, result, &drawing, s->depth ? s->depth : DEPTH_MAX, &err) !=
        PAL_OK)
        status = report_failure(&err);
    else
        fwrite(text.ptr, 1, text.len, stdout);
    pal_result_close(result);
    return status;
}

int command_why(settings *s)
{
    if (s->argument_count < 2) {
        fputs("palaute why: name a theme and a survey file; see palaute why --help\n",
              stderr);
        return EXIT_USAGE;
    }
    if (s->depth > DEPTH_MAX) {
        fputs("palaute why: --depth goes from 1 to 5\n", stderr);
        return EXIT_USAGE;
    }
    s->opt.why = s->arguments[0];
    pal_engine *engine = NULL;
    int failed = open_engine(&engine, s);
    if (failed)
        return failed;
    int status = tell(engine, s);
    pal_engine_close(engine);
    return status;
}
