/* report.h -- results as files
 *
 * Room:  report/. Knows base/ and the result structs of palaute.h; the pipeline calls it.
 *        Every call appends to a buffer; nothing here opens a file.
 * Files: comments.csv, mentions.csv, refusals.csv, comments.jsonl (line by line, during
 *        the run);
 *        themes.csv, segments.csv, segment_themes.csv, keyness.csv, unknown.csv,
 *        why.csv, measures.csv, measure_themes.csv, conflicts.csv, followup.csv,
 *        summary.json, report.html (at its end).
 * CSV:   RFC 4180 with LF: UTF-8 without a mark, comma, quotes where they are needed.
 */
#ifndef PAL_REPORT_REPORT_H
#define PAL_REPORT_REPORT_H

#include "base/buf.h"
#include "base/flow.h"

enum {
    PAL_SAMPLE_MAX = 2000,  /**< comments in report.html */
    PAL_SAMPLE_BYTES = 4000 /**< of the text of one of them */
};

/** A place in a comment that raised a theme. */
typedef struct pal_sample_mark {
    size_t tag;   /**< place of the theme in the cell of themes, from 0 */
    size_t start; /**< bytes into the text */
    size_t end;
} pal_sample_mark;

typedef struct pal_sample_marks {
    const pal_sample_mark *items; /**< by start */
    size_t count;
} pal_sample_marks;

/** Comments of a run, evenly over its lines, as cells of comments.csv. */
typedef struct pal_sample {
    const pal_str *cells;          /**< count x columns; a longer text is cut */
    const pal_sample_marks *marks; /**< by comment; NULL = none are known */
    size_t columns;                /**< PAL_COMMENTS_FIXED, then the segment columns */
    size_t count;
    uint64_t of; /**< all comments */
    /** quoted_count x columns, texts empty: comments of rows that the page quotes and
     * that are not among the `count` ones. */
    const pal_str *quoted;
    size_t quoted_count;
} pal_sample;

/** A trained model that had its say. */
typedef struct pal_model_used {
    pal_str name; /**< "sentiment.fi" */
    pal_str sha256;
} pal_model_used;
enum { PAL_MODELS_USED_MAX = 6 };

/** What the files share. */
typedef struct pal_report {
    const pal_summary *summary; /**< NULL while rows are written */
    const pal_theme *themes;    /**< by theme index */
    size_t theme_count;
    const pal_str *segments; /**< headers of the segment columns */
    size_t segment_count;
    const pal_str *questions; /**< by text column: what was asked */
    const pal_asked *asked;   /**< by text column */
    size_t question_count;
    bool several_texts;       /**< comments.csv ends in a column `question` */
    const pal_sample *sample; /**< for report.html; NULL = none */
    pal_model_used models[PAL_MODELS_USED_MAX]; /**< for report.html */
    size_t model_count;
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
enum {
    PAL_COMMENTS_ROW = 0, /**< columns, from 0 */
    PAL_COMMENTS_ID = 1,
    PAL_COMMENTS_WAVE = 2,
    PAL_COMMENTS_SCORE = 3,
    PAL_COMMENTS_BAND = 4,
    PAL_COMMENTS_LANGUAGE = 5,
    PAL_COMMENTS_TONE = 6,
    PAL_COMMENTS_THEMES = 8,
    PAL_COMMENTS_TEXT = 9,
    PAL_COMMENTS_FIXED = 10, /**< how many stand before the segments */
};
void pal_report_comments_head(pal_buf *b, const pal_report *report);
/** sentiment_score has three digits, -1.000 to 1.000; themes like
 *  `jonotusaika:neg;hinta-laatu:pos`; row is the number of the row over all inputs. */
void pal_report_comment(pal_buf *b, const pal_report *report,
                        const pal_comment_line *line);

/** Header `row,id,theme,polarity,start,end,surface,rule,wish`, and `question` with
 * several text columns. */
void pal_report_mentions_head(pal_buf *b, const pal_report *report);
/** start and end are bytes into the text of comments.csv; rule is file:line. */
void pal_report_mention(pal_buf *b, const pal_report *report,
                        const pal_comment_line *comment, const pal_mention *mention,
                        pal_rule_ref rule);

/** Findings of one comment, for comments.jsonl. */
typedef struct pal_comment_findings {
    pal_comment_line line;
    const pal_mention *mentions;
    const pal_rule_ref *rules; /**< by mention */
    size_t mention_count;
} pal_comment_findings;
/** One line of comments.jsonl: an answer with its comments, their themes and mentions.
 *  `count` is at least 1; all are of one row. Offsets of mentions are given in bytes and
 * in characters (code points). */
void pal_report_answer(pal_buf *b, const pal_report *report,
                       const pal_comment_findings *comments, size_t count);

/** Header `file,line,row,reason`. */
void pal_report_refusals_head(pal_buf *b);
void pal_report_refusal(pal_buf *b, pal_str file, const pal_refusal *refusal);

/** themes.csv: one line a theme, in the order of summary->themes; columns as in
 *  palaute.1. */
void pal_report_themes(pal_buf *b, const pal_report *report);
/** keyness.csv and unknown.csv: their header alone when there is nothing to say. */
void pal_report_keyness(pal_buf *b, const pal_report *report);
void pal_report_unknown(pal_buf *b, const pal_report *report);
/** segments.csv: one line a value of a group column; segment_themes.csv: one line a theme
 *  of it. */
void pal_report_segments(pal_buf *b, const pal_report *report);
void pal_report_segment_themes(pal_buf *b, const pal_report *report);
/** waves.csv: one line a wave; wave_themes.csv: one line a theme of it; bridge.csv: one
 *  line a term of the change between two waves. */
void pal_report_waves(pal_buf *b, const pal_report *report);
void pal_report_wave_themes(pal_buf *b, const pal_report *report);
void pal_report_bridge(pal_buf *b, const pal_report *report);
/** why.csv: one line a node or a quote of the trees. */
void pal_report_why(pal_buf *b, const pal_report *report);
/** measures.csv: one line a further score and a group of it; measure_themes.csv: one line
 *  a theme of it. */
void pal_report_measures(pal_buf *b, const pal_report *report);
void pal_report_measure_themes(pal_buf *b, const pal_report *report);
/** conflicts.csv: answers whose words and score say the opposite; followup.csv: whom to
 *  call back. One line a row. */
void pal_report_conflicts(pal_buf *b, const pal_report *report);
void pal_report_followup(pal_buf *b, const pal_report *report);
/** summary.json: everything of pal_summary but seconds and folder; "schema":
 *  "palaute-summary/1". */
void pal_report_summary(pal_buf *b, const pal_report *report);
/** summary.md: the headline, the themes that weigh most with a quote each, in
 *  summary->screen. */
void pal_report_markdown(pal_buf *b, const pal_report *report);
/** report.html: one page, no request to anywhere, in summary->screen with both languages
 *  ready. */
void pal_report_html(pal_buf *b, const pal_report *report);

#endif /* PAL_REPORT_REPORT_H */
