#include "base/measure.h"

const char *pal_measure_name(pal_measure_kind kind)
{
    static const char *const names[PAL_MEASURE_KIND_COUNT] = {
        "nps", "csat", "ces", "enps", "csi", "fcr", "resolution_time"};
    return names[kind];
}

static const struct {
    const char *name;
    int64_t seconds;
} units[] = {
    [PAL_TIME_NONE] = {"", 0},        [PAL_TIME_SECONDS] = {"s", 1},
    [PAL_TIME_MINUTES] = {"min", 60}, [PAL_TIME_HOURS] = {"h", 3600},
    [PAL_TIME_DAYS] = {"d", 86400},   [PAL_TIME_WEEKS] = {"w", 604800},
};

const char *pal_time_unit_name(pal_time_unit unit)
{
    return units[unit].name;
}

int64_t pal_time_unit_seconds(pal_time_unit unit)
{
    return units[unit].seconds;
}
