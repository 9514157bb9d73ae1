/* comments.csv: one line a comment, and one for each row without any. */
#include "report/report.h"

#include "base/str.h"
#include "report/csv_out.h"

static const pal_str columns[] = {
    PAL_INIT("row"),       PAL_INIT("id"),
    PAL_INIT("wave"),      PAL_INIT("score"),
    PAL_INIT("band"),      PAL_INIT("language"),
    PAL_INIT("sentiment"), PAL_INIT("sentiment_score"),
    PAL_INIT("themes"),    PAL_INIT("text"),
};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };
static const pal_str question = PAL_INIT("question");

static bool is_taken(const pal_report *report, pal_str name)
{
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        if (pal_str_equal(columns[i], name))
            return true;
    return report->several_texts && pal_str_equal(question, name);
}

void pal_report_comments_head(pal_buf *b, const pal_report *report)
{
    pal_csv line = {.out = b};
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        pal_csv_text(&line, columns[i]);
    for (size_t i = 0; i < report->segment_count; i++) {
        if (is_taken(report, report->segments[i]))
            pal_csv_suffixed(&line, report->segments[i], PAL_STR("_2"));
        else
            pal_csv_text(&line, report->segments[i]);
    }
    if (report->several_texts)
        pal_csv_text(&line, question);
    pal_csv_end(&line);
}

/* Ids of themes are ASCII letters, digits and '-': the list needs no quotes. */
static void add_tags(pal_csv *line, const pal_report *report, const pal_tag *tags,
                     size_t count)
{
    pal_csv_blank(line);
    for (size_t i = 0; i < count; i++) {
        if (i != 0)
            pal_buf_byte(line->out, ';');
        pal_buf_add(line->out, report->themes[tags[i].theme].id);
        pal_buf_byte(line->out, ':');
        pal_buf_cstr(line->out, pal_polarity_name(tags[i].polarity));
    }
}

static void add_findings(pal_csv *line, const pal_report *report,
                         const pal_comment_line *comment)
{
    if (comment->empty) {
        for (size_t i = 0; i < 4; i++)
            pal_csv_blank(line);
        return;
    }
    pal_csv_plain(line, pal_str_from(pal_language_name(comment->language)));
    pal_csv_plain(line, pal_str_from(pal_polarity_name(comment->sentiment)));
    pal_csv_fixed(line, (double)comment->score / 1000.0, 3);
    add_tags(line, report, comment->tags, comment->tag_count);
}

void pal_report_comment(pal_buf *b, const pal_report *report,
                        const pal_comment_line *comment)
{
    const pal_row *row = comment->row;
    pal_csv line = {.out = b};
    pal_csv_uint(&line, row->number);
    pal_csv_text(&line, row->id);
    pal_csv_text(&line, row->wave);
    if (row->score >= 0)
        pal_csv_uint(&line, (uint64_t)row->score);
    else
        pal_csv_blank(&line);
    pal_csv_plain(&line, pal_str_from(pal_band_name(row->band)));
    add_findings(&line, report, comment);
    pal_csv_clean(&line, comment->text);
    for (size_t i = 0; i < report->segment_count; i++)
        pal_csv_text(&line, row->segments[i]);
    if (report->several_texts)
        pal_csv_text(&line, comment->question);
    pal_csv_end(&line);
}
