/* What would be read from a file, for `palaute inspect`. */
#include "base/arena.h"
#include "base/fail.h"
#include "base/str.h"
#include "ingest/survey.h"
#include "privacy/mask.h"

static const size_t INSPECTION_LIMIT = (size_t)1 << 30;

struct pal_inspector {
    pal_arena *mem;
    pal_inspection view;
};

/* Samples are shown: what has a form of its own is masked, names are not known here. */
static pal_status mask_samples(pal_inspector *inspector, const pal_options *opt,
                               pal_error *err)
{
    pal_inspection *view = &inspector->view;
    const pal_mask_ask ask = {.english = view->language == PAL_LANGUAGE_EN};
    pal_masker *masker = NULL;
    if (opt->keep_personal_data)
        return PAL_OK;
    pal_column_guess *columns =
        pal_new(inspector->mem, pal_column_guess, view->column_count);
    pal_status status = columns
                            ? pal_masker_open(&masker, &ask, err)
                            : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    for (size_t i = 0; status == PAL_OK && i < view->column_count; i++) {
        columns[i] = view->columns[i];
        if (pal_str_equal(columns[i].use, PAL_STR("text")) || columns[i].use.len == 0)
            status = pal_masker_mask(&columns[i].sample, masker, inspector->mem,
                                     view->columns[i].sample, NULL, err);
    }
    pal_masker_close(masker);
    view->columns = columns;
    return status;
}

pal_status pal_inspect(pal_inspector **out, const pal_options *opt, const char *input,
                       pal_error *err)
{
    pal_arena *mem = pal_arena_open(INSPECTION_LIMIT);
    pal_inspector *inspector = mem ? pal_new(mem, pal_inspector, 1) : NULL;
    if (!inspector) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(input), "no memory");
    }
    inspector->mem = mem;
    pal_status status = pal_survey_inspect(&inspector->view, mem, opt, input, err);
    if (status == PAL_OK)
        status = mask_samples(inspector, opt, err);
    if (status != PAL_OK) {
        pal_arena_close(mem);
        return status;
    }
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
