/* followup.csv and "followup" of summary.json. */
#include "base/find_followup.h"
#include "base/str.h"
#include "report/csv_out.h"
#include "report/write_findings.h"

static const pal_followup_findings *findings_of(const pal_report *report)
{
    const pal_findings *all = report->summary->findings;
    return all ? all->followup : NULL;
}

void pal_report_followup_json(pal_json *w, const pal_report *report)
{
    const pal_followup_findings *f = findings_of(report);
    if (!f) {
        pal_json_null(w, "followup");
        return;
    }
    pal_json_open_flat(w, "followup", PAL_JSON_OBJECT);
    pal_json_uint(w, "detractors", f->detractors);
    pal_json_uint(w, "leaving", f->leaving);
    pal_json_uint(w, "candidates", f->candidates);
    pal_json_uint(w, "listed", f->count);
    pal_json_close(w);
}

static void add_reasons(pal_csv *line, pal_buf *scratch, const pal_report *report,
                        const pal_followup_row *row)
{
    pal_buf_clear(scratch);
    for (size_t i = 0; i < row->reason_count; i++) {
        if (i != 0)
            pal_buf_byte(scratch, ';');
        pal_buf_add(scratch, report->themes[row->reasons[i]].id);
    }
    line->out->failed = line->out->failed || scratch->failed;
    pal_csv_text(line, pal_buf_view(scratch));
}

void pal_report_followup(pal_buf *b, const pal_report *report)
{
    const pal_followup_findings *f = findings_of(report);
    pal_buf_cstr(b, "points,reasons,row,id,score,band,wave,text\n");
    pal_csv line = {.out = b};
    pal_buf scratch = {0};
    for (size_t i = 0; f && i < f->count; i++) {
        const pal_shown_comment *shown = &f->rows[i].shown;
        pal_csv_uint(&line, (uint64_t)f->rows[i].points);
        add_reasons(&line, &scratch, report, &f->rows[i]);
        pal_csv_uint(&line, shown->row);
        pal_csv_text(&line, shown->id);
        if (shown->score < 0)
            pal_csv_blank(&line);
        else
            pal_csv_uint(&line, (uint64_t)shown->score);
        pal_csv_cstr(&line, pal_band_name(shown->band));
        pal_csv_text(&line, f->rows[i].wave);
        pal_csv_text(&line, shown->text);
        pal_csv_end(&line);
    }
    pal_buf_release(&scratch);
}
