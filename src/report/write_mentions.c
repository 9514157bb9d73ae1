/* mentions.csv: one line a finding. refusals.csv: one line a row that could not be read.
 */
#include "report/report.h"

#include <assert.h>

#include "base/str.h"
#include "report/csv_out.h"

void pal_report_mentions_head(pal_buf *b, const pal_report *report)
{
    pal_buf_cstr(b, "row,id,theme,polarity,start,end,surface,rule,wish");
    pal_buf_cstr(b, report->several_texts ? ",question\n" : "\n");
}

void pal_report_mention(pal_buf *b, const pal_report *report,
                        const pal_comment_line *comment, const pal_mention *mention,
                        pal_rule_ref rule)
{
    const pal_row *row = comment->row;
    pal_str text = comment->text;
    assert(mention->start <= mention->end && mention->end <= text.len);
    pal_csv line = {.out = b};
    pal_csv_uint(&line, row->number);
    pal_csv_text(&line, row->id);
    pal_csv_plain(&line, report->themes[mention->theme].id);
    pal_csv_plain(&line, pal_str_from(pal_polarity_name(mention->polarity)));
    pal_csv_uint(&line, mention->start);
    pal_csv_uint(&line, mention->end);
    pal_csv_clean(&line,
                  pal_str_span(text.ptr + mention->start, text.ptr + mention->end));
    if (mention->probability != 0)
        pal_csv_text(&line, rule.file);
    else
        pal_csv_place(&line, rule.file, rule.line);
    pal_csv_plain(&line, mention->wish ? PAL_STR("1") : PAL_STR("0"));
    if (report->several_texts)
        pal_csv_text(&line, comment->question);
    pal_csv_end(&line);
}

void pal_report_refusals_head(pal_buf *b)
{
    pal_buf_cstr(b, "file,line,row,reason\n");
}

void pal_report_refusal(pal_buf *b, pal_str file, const pal_refusal *refusal)
{
    pal_csv line = {.out = b};
    pal_csv_text(&line, file);
    pal_csv_uint(&line, refusal->line);
    pal_csv_uint(&line, refusal->number);
    pal_csv_cstr(&line, refusal->reason);
    pal_csv_end(&line);
}
