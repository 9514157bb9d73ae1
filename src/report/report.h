/* report.h -- results as files
 *
 * Room:  report/. Knows base/ and the result structs of palaute.h; the pipeline calls it.
 *        Every call appends to a buffer; nothing here opens a file.
 * Files: comments.csv, mentions.csv, refusals.csv (line by line, during the run);
 *        themes.csv, summary.json, report.html (at its end).
 * CSV:   RFC 4180 with LF: UTF-8 without a mark, comma, quotes where they are needed.
 */
#ifndef PAL_REPORT_REPORT_H
#define PAL_REPORT_REPORT_H

#include "base/buf.h"
#include "base/flow.h"

/** What the files share. */
typedef struct pal_report {
    const pal_summary *summary; /**< NULL while rows are written */
    const pal_theme *themes;    /**< by theme index */
    size_t theme_count;
    const pal_str *segments; /**< headers of the segment columns */
    size_t segment_count;
    bool several_texts; /**< comments.csv ends in a column `question` */
} pal_report;

/** One line of comments.csv. */
typedef struct pal_comment_line {
    const pal_row *row;
    pal_str text; /**< empty for a row without a comment */
    bool empty;   /**< nothing said: language, sentiment and themes stay empty */
    pal_language language;
    pal_polarity sentiment;
    int32_t score; /**< 1/1000 */
    const pal_tag *tags;
    size_t tag_count;
    pal_str question; /**< header of the text column */
} pal_comment_line;

/** Header `row,id,wave,score,band,language,sentiment,sentiment_score,themes,text`, the
 *  segment columns, and `question` with several text columns. A segment header that is
 * one of these names gets the suffix `_2`. */
enum { PAL_COMMENTS_ID = 1, PAL_COMMENTS_TEXT = 9 }; /**< columns, from 0 */
void pal_report_comments_head(pal_buf *b, const pal_report *report);
/** sentiment_score has three digits, -1.000 to 1.000; themes like
 *  `jonotusaika:neg;hinta-laatu:pos`; row is the number of the row over all inputs. */
void pal_report_comment(pal_buf *b, const pal_report *report,
                        const pal_comment_line *line);

/** Header `row,id,theme,polarity,start,end,surface,rule,wish`. */
void pal_report_mentions_head(pal_buf *b);
/** start and end are bytes into the text of comments.csv; rule is file:line. */
void pal_report_mention(pal_buf *b, const pal_report *report, const pal_row *row,
                        pal_str text, const pal_mention *mention, pal_rule_ref rule);

/** Header `file,line,row,reason`. */
void pal_report_refusals_head(pal_buf *b);
void pal_report_refusal(pal_buf *b, pal_str file, const pal_refusal *refusal);

/** themes.csv: one line a theme, in the order of summary->themes. */
void pal_report_themes(pal_buf *b, const pal_report *report);
/** summary.json: everything of pal_summary but seconds and folder; "schema":
 *  "palaute-summary/1". */
void pal_report_summary(pal_buf *b, const pal_report *report);
/** report.html: one page, no request to anywhere, in summary->screen with both languages
 *  ready. */
void pal_report_html(pal_buf *b, const pal_report *report);

#endif /* PAL_REPORT_REPORT_H */
