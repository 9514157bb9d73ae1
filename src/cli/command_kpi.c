#include <stdio.h>
#include <string.h>

#include "completions.h"
#include "messages.h"
#include "options.h"

int command_kpi(settings *s)
{
    if (s->argument_count != 1)
        return tell_usage("kpi", "name one figure; see palaute kpi --help");
    const char *const *figures = argument_words(command_find("kpi"));
    bool known = false;
    for (size_t i = 0; figures[i]; i++)
        known = known || strcmp(figures[i], s->arguments[0]) == 0;
    const char *near = known ? NULL : options_nearest(s->arguments[0], figures);
    if (near)
        return tell_usage("kpi", "no key figure '%s'; did you mean '%s'?",
                          s->arguments[0], near);
    pal_error err = {.code = PAL_OK};
    pal_kpi kpi;
    if (pal_kpi_find(&kpi, s->arguments[0], &s->kpi, &err) != PAL_OK)
        return report_failure(&err);
    char text[2048];
    size_t len = s->json ? pal_kpi_json(text, sizeof text, &kpi)
                         : pal_kpi_text(text, sizeof text, &kpi,
                                        screen_language(s, PAL_LANGUAGE_EN));
    if (len == 0 || len >= sizeof text)
        return tell_error(EXIT_MEMORY, "kpi", NULL, "no memory");
    fputs(text, stdout);
    return EXIT_FINE;
}
