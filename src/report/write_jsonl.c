/* comments.jsonl: one line an answer. */
#include "report/report.h"

#include <assert.h>

#include "base/str.h"
#include "base/unicode.h"
#include "report/json_out.h"

static void add_themes(pal_json *w, const pal_report *report,
                       const pal_comment_line *line)
{
    pal_json_open(w, "themes", PAL_JSON_ARRAY);
    for (size_t i = 0; i < line->tag_count; i++) {
        pal_json_open(w, NULL, PAL_JSON_OBJECT);
        pal_json_text(w, "theme", report->themes[line->tags[i].theme].id);
        pal_json_cstr(w, "polarity", pal_polarity_name(line->tags[i].polarity));
        pal_json_bool(w, "wish", line->tags[i].wish);
        pal_json_close(w);
    }
    pal_json_close(w);
}

static void add_mentions(pal_json *w, const pal_report *report,
                         const pal_comment_findings *found)
{
    pal_str text = found->line.text;
    pal_unicode_place at = {0};
    pal_json_open(w, "mentions", PAL_JSON_ARRAY);
    for (size_t i = 0; i < found->mention_count; i++) {
        const pal_mention *m = &found->mentions[i];
        assert(m->start <= m->end && m->end <= text.len);
        pal_json_open(w, NULL, PAL_JSON_OBJECT);
        pal_json_text(w, "theme", report->themes[m->theme].id);
        pal_json_cstr(w, "polarity", pal_polarity_name(m->polarity));
        pal_json_uint(w, "start", m->start);
        pal_json_uint(w, "end", m->end);
        pal_json_uint(w, "start_char", pal_unicode_count(&at, text, m->start));
        pal_json_uint(w, "end_char", pal_unicode_count(&at, text, m->end));
        pal_json_text(w, "surface", pal_str_span(text.ptr + m->start, text.ptr + m->end));
        pal_json_text(w, "file", found->rules[i].file);
        if (m->probability != 0)
            pal_json_null(w, "line");
        else
            pal_json_uint(w, "line", found->rules[i].line);
        pal_json_bool(w, "wish", m->wish);
        pal_json_close(w);
    }
    pal_json_close(w);
}

static void add_comment(pal_json *w, const pal_report *report,
                        const pal_comment_findings *found)
{
    const pal_comment_line *line = &found->line;
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "question", line->question);
    pal_json_text(w, "text", line->text);
    pal_json_cstr(w, "language", pal_language_name(line->language));
    pal_json_cstr(w, "sentiment", pal_polarity_name(line->sentiment));
    pal_json_number(w, "sentiment_score", (double)line->score / 1000.0);
    add_themes(w, report, line);
    add_mentions(w, report, found);
    pal_json_close(w);
}

void pal_report_answer(pal_buf *b, const pal_report *report,
                       const pal_comment_findings *comments, size_t count)
{
    const pal_row *row = comments[0].line.row;
    pal_json w = {.out = b};
    pal_json_open_flat(&w, NULL, PAL_JSON_OBJECT);
    pal_json_uint(&w, "row", row->number);
    pal_json_text(&w, "id", row->id);
    pal_json_text(&w, "wave", row->wave);
    if (row->score >= 0)
        pal_json_uint(&w, "score", (uint64_t)row->score);
    else
        pal_json_null(&w, "score");
    if (row->band != PAL_BAND_NONE)
        pal_json_cstr(&w, "band", pal_band_name(row->band));
    else
        pal_json_null(&w, "band");
    pal_json_open(&w, "segments", PAL_JSON_OBJECT);
    for (size_t i = 0; i < report->segment_count; i++)
        pal_json_text_named(&w, report->segments[i], row->segments[i]);
    pal_json_close(&w);
    pal_json_open(&w, "comments", PAL_JSON_ARRAY);
    for (size_t i = 0; i < count; i++)
        if (!comments[i].line.empty)
            add_comment(&w, report, &comments[i]);
    pal_json_close(&w);
    pal_json_close(&w);
    pal_json_end(&w);
}
