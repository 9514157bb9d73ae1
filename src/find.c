#include "find.h"

#include "base/fail.h"
#include "report/report.h"

pal_status pal_find_text(pal_shown_comment *comment, pal_recall *recall, pal_arena *mem,
                         pal_error *err)
{
    pal_status status =
        pal_recall_text(&comment->text, recall, mem, comment->place, comment->line, err);
    if (status == PAL_OK)
        status = pal_recall_cell(&comment->id, recall, mem, comment->place, comment->line,
                                 PAL_COMMENTS_ID, err);
    return status;
}

pal_status pal_find_all(const pal_findings **out, const pal_stats_run *run,
                        pal_recall *recall, pal_error *err)
{
    pal_findings *found = pal_new(run->mem, pal_findings, 1);
    (void)recall;
    if (!found)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the figures");
    *out = found;
    return PAL_OK;
}
