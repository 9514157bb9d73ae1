#include <stdio.h>

#include "options.h"

int command_kpi(settings *s)
{
    if (s->argument_count != 1) {
        fputs("palaute kpi: name one figure; see palaute kpi --help\n", stderr);
        return EXIT_USAGE;
    }
    pal_error err = {.code = PAL_OK};
    pal_kpi kpi;
    if (pal_kpi_find(&kpi, s->arguments[0], &s->kpi, &err) != PAL_OK)
        return report_failure(&err);
    char text[2048];
    size_t len = s->json ? pal_kpi_json(text, sizeof text, &kpi)
                         : pal_kpi_text(text, sizeof text, &kpi,
                                        screen_language(s, PAL_LANGUAGE_EN));
    if (len == 0 || len >= sizeof text) {
        fputs("palaute kpi: no memory\n", stderr);
        return EXIT_MEMORY;
    }
    fputs(text, stdout);
    return EXIT_FINE;
}
