#include <stdio.h>
#include <unistd.h>

#include "messages.h"
#include "options.h"
#include "print_only.h"

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
    if (text.ptr) {
        print_only(summary, drawing.language);
        fwrite(text.ptr, 1, text.len, stdout);
    }
    if (status == EXIT_FINE || status == EXIT_REFUSED)
        tell_result(s, summary, status);
    pal_result_close(result);
    return status;
}

int command_why(settings *s)
{
    if (s->argument_count < 2)
        return tell_usage("why",
                          "name a theme and a survey file; see palaute why --help");
    if (s->depth > DEPTH_MAX)
        return tell_usage("why", "--depth goes from 1 to 5");
    s->opt.why = s->arguments[0];
    pal_engine *engine = NULL;
    int failed = open_engine(&engine, s);
    if (failed)
        return failed;
    int status = tell(engine, s);
    pal_engine_close(engine);
    return status;
}
