/* What would be read from a file, for `palaute inspect`. */
#include "base/arena.h"
#include "base/fail.h"
#include "ingest/survey.h"

static const size_t INSPECTION_LIMIT = (size_t)1 << 30;

struct pal_inspector {
    pal_arena *mem;
    pal_inspection view;
};

pal_status pal_inspect(pal_inspector **out, const pal_options *opt, const char *input,
                       pal_error *err)
{
    pal_arena *mem = pal_arena_open(INSPECTION_LIMIT);
    pal_inspector *inspector = mem ? pal_new(mem, pal_inspector, 1) : NULL;
    if (!inspector) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(input), "no memory");
    }
    pal_status status = pal_survey_inspect(&inspector->view, mem, opt, input, err);
    if (status != PAL_OK) {
        pal_arena_close(mem);
        return status;
    }
    inspector->mem = mem;
    *out = inspector;
    return PAL_OK;
}

const pal_inspection *pal_inspector_view(const pal_inspector *inspector)
{
    return &inspector->view;
}

void pal_inspector_close(pal_inspector *inspector)
{
    if (inspector)
        pal_arena_close(inspector->mem);
}
