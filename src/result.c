/* What a run leaves behind: its figures, and texts about them. */
#include "pipeline.h"

#include "base/fail.h"
#include "base/str.h"
#include "report/text_compare.h"
#include "report/text_why.h"

const pal_summary *pal_result_summary(const pal_result *result)
{
    return &result->summary;
}

/* Keep the text as long as the result; the buffer is released. */
static pal_status keep_text(pal_str *out, pal_result *result, pal_buf *text,
                            pal_error *err)
{
    pal_str made = {NULL, 0};
    if (!text->failed)
        made = pal_arena_copy(result->mem, text->len ? pal_buf_view(text) : PAL_STR(""));
    pal_buf_release(text);
    if (!made.ptr)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the text");
    *out = made;
    return PAL_OK;
}

pal_status pal_result_why(pal_str *out, pal_result *result, const pal_drawing *drawing,
                          unsigned depth, pal_error *err)
{
    pal_buf text = {0};
    pal_report_why_text(&text, &result->summary, result->themes, drawing, depth);
    return keep_text(out, result, &text, err);
}

pal_status pal_result_compare(pal_str *out, pal_result *result,
                              const pal_drawing *drawing, pal_error *err)
{
    pal_buf text = {0};
    pal_report_compare_text(&text, &result->summary, result->themes, drawing);
    return keep_text(out, result, &text, err);
}

void pal_result_close(pal_result *result)
{
    if (!result)
        return;
    pal_arena_close(result->beside);
    pal_arena_close(result->mem);
}
