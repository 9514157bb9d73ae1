#include "base/kpi_counts.h"

static const struct {
    const char *name;
    size_t at;
} counts_of[PAL_KPI_COUNT_COUNT] = {
    {"start", offsetof(pal_kpi_counts, start)},
    {"end", offsetof(pal_kpi_counts, end)},
    {"new", offsetof(pal_kpi_counts, added)},
    {"lost", offsetof(pal_kpi_counts, lost)},
    {"referred", offsetof(pal_kpi_counts, referred)},
    {"total", offsetof(pal_kpi_counts, total)},
    {"trials", offsetof(pal_kpi_counts, trials)},
    {"paid", offsetof(pal_kpi_counts, paid)},
    {"before", offsetof(pal_kpi_counts, before)},
    {"after", offsetof(pal_kpi_counts, after)},
    {"promoters", offsetof(pal_kpi_counts, promoters)},
    {"passives", offsetof(pal_kpi_counts, passives)},
    {"detractors", offsetof(pal_kpi_counts, detractors)},
};

const char *pal_kpi_count_name(size_t index)
{
    return counts_of[index].name;
}

const pal_kpi_count *pal_kpi_count_at(const pal_kpi_counts *counts, size_t index)
{
    const char *base = (const char *)counts;
    return (const pal_kpi_count *)(const void *)(base + counts_of[index].at);
}
