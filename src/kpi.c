/* The public calls of key figures. */
#include <string.h>

#include "report/text_kpi.h"
#include "stats/key_figures.h"

pal_status pal_kpi_find(pal_kpi *out, const char *name, const pal_kpi_counts *counts,
                        pal_error *err)
{
    return pal_key_figure(out, name, counts, err);
}

/* Hands a buffer over as snprintf() would. */
static size_t hand_over(char *out, size_t cap, pal_buf *b)
{
    size_t len = b->failed ? 0 : b->len;
    size_t shown = len < cap ? len : cap - (cap != 0);
    if (shown != 0)
        memcpy(out, b->ptr, shown);
    if (cap != 0)
        out[shown] = '\0';
    pal_buf_release(b);
    return len;
}

size_t pal_kpi_text(char *out, size_t cap, const pal_kpi *kpi, pal_language screen)
{
    pal_buf b = {0};
    pal_report_kpi_text(&b, kpi, screen);
    return hand_over(out, cap, &b);
}

size_t pal_kpi_json(char *out, size_t cap, const pal_kpi *kpi)
{
    pal_buf b = {0};
    pal_report_kpi_json(&b, kpi);
    return hand_over(out, cap, &b);
}
