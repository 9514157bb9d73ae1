/* The comments that report.html carries with it: a data block for the script. */
#include "report/page.h"

#include "base/num.h"
#include "base/unicode.h"

void pal_page_comments(pal_page *p)
{
    const pal_sample *s = p->report->sample;
    if (!s || s->count == 0)
        return;
    const pal_fill fills[] = {pal_fill_count(s->count), pal_fill_count(s->of)};
    pal_page_raw(p, "<section class=\"comments\">\n<h2 tabindex=\"-1\">");
    pal_page_say(p, PAL_SAY_COMMENTS_TITLE);
    pal_page_raw(p, "</h2>\n");
    pal_page_paragraph(p, "soft",
                       s->count == s->of ? PAL_SAY_COMMENTS_ALL : PAL_SAY_COMMENTS_SOME,
                       fills, 2);
    pal_page_raw(p,
                 "<div class=\"live\" hidden>\n<p class=\"found\" role=\"status\"></p>\n"
                 "<div class=\"list\"></div>\n<button type=\"button\" class=\"more\">");
    pal_page_say(p, PAL_SAY_COMMENTS_MORE);
    pal_page_raw(p, "</button>\n</div>\n</section>\n");
}

/* A value that so few have would tell who wrote the comment. */
static bool is_shown(const pal_page *p, pal_str column, pal_str value)
{
    for (size_t i = 0; i < p->summary->group_count; i++) {
        const pal_group_result *g = &p->summary->groups[i];
        if (pal_str_equal(g->column, column) && pal_str_equal(g->value, value))
            return !g->pooled && g->rows >= p->summary->k_threshold;
    }
    return false;
}

/* Where the script finds byte `to` of the text, which it counts in UTF-16; `from` is a
 * place before it that is *units there. Source: RFC 2781, section 2.1. */
static void count_units(uint64_t *units, pal_str text, size_t from, size_t to)
{
    for (size_t at = from; at < to && at < text.len;)
        *units += pal_unicode_next(text, &at) > 0xFFFF ? 2 : 1;
}

static void add_marks(pal_page *p, const pal_sample_marks *marks, pal_str text)
{
    uint64_t units = 0;
    size_t at = 0;
    pal_page_raw(p, "[");
    for (size_t i = 0; marks && i < marks->count; i++) {
        const pal_sample_mark *m = &marks->items[i];
        if (m->start < at)
            continue;
        count_units(&units, text, at, m->start);
        uint64_t end = units;
        count_units(&end, text, m->start, m->end);
        at = m->start;
        pal_page_raw(p, i ? "," : "");
        pal_num_uint(p->out, m->tag);
        pal_page_raw(p, ",");
        pal_num_uint(p->out, units);
        pal_page_raw(p, ",");
        pal_num_uint(p->out, end);
    }
    pal_page_raw(p, "],");
}

static void add_comment(pal_page *p, const pal_str *cells, size_t columns,
                        const pal_sample_marks *marks)
{
    static const size_t order[] = {
        PAL_COMMENTS_ROW,      PAL_COMMENTS_SCORE,  PAL_COMMENTS_BAND, PAL_COMMENTS_TONE,
        PAL_COMMENTS_LANGUAGE, PAL_COMMENTS_THEMES, PAL_COMMENTS_TEXT};
    pal_page_raw(p, "[");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        pal_page_json(p, cells[order[i]]);
        pal_page_raw(p, ",");
    }
    add_marks(p, marks, cells[PAL_COMMENTS_TEXT]);
    pal_str wave = cells[PAL_COMMENTS_WAVE];
    pal_page_json(p, is_shown(p, PAL_STR("wave"), wave) ? wave : PAL_STR(""));
    for (size_t i = PAL_COMMENTS_FIXED; i < columns; i++) {
        pal_str column = p->report->segments[i - PAL_COMMENTS_FIXED];
        pal_page_raw(p, ",");
        pal_page_json(p, is_shown(p, column, cells[i]) ? cells[i] : PAL_STR(""));
    }
    pal_page_raw(p, "]");
}

/* What the script says, by language. */
static void add_words(pal_page *p, pal_language language)
{
    static const struct {
        const char *key;
        pal_say say;
    } words[] = {
        {"found", PAL_SAY_LIVE_FOUND},
        {"none", PAL_SAY_LIVE_NONE},
        {"clear", PAL_SAY_LIVE_CLEAR},
        {"chosen", PAL_SAY_LIVE_CHOSEN},
        {"row", PAL_SAY_ROW},
        {"score", PAL_SAY_LIVE_SCORE},
        {"detractor", PAL_SAY_DETRACTORS},
        {"passive", PAL_SAY_PASSIVES},
        {"promoter", PAL_SAY_PROMOTERS},
        {"neg", PAL_SAY_LIVE_NEG},
        {"neu", PAL_SAY_LIVE_NEU},
        {"pos", PAL_SAY_LIVE_POS},
        {"mixed", PAL_SAY_LIVE_MIXED},
        {"group", PAL_SAY_GROUP},
        {"point", PAL_SAY_POINT},
        {"percent", PAL_SAY_PERCENT},
        {"upto", PAL_SAY_UPTO},
        {"dash", PAL_SAY_NONE},
        {"nps", PAL_SAY_LIVE_NPS},
        {"weak", PAL_SAY_LIVE_NPS_WEAK},
        {"few", PAL_SAY_LIVE_NPS_FEW},
        {"bands", PAL_SAY_BANDS_DESC},
        {"show", PAL_SAY_LIVE_SHOW},
        {"title", PAL_SAY_TITLE},
        {"within", PAL_SAY_CHOSEN},
        {"whole", PAL_SAY_LIVE_WHOLE},
        {"rows", PAL_SAY_LIVE_ROWS},
        {"tree", PAL_SAY_LIVE_TREE},
        {"shown", PAL_SAY_LIVE_SHOWN},
        {"cleared", PAL_SAY_LIVE_CLEARED},
        {"treeless", PAL_SAY_LIVE_TREELESS},
        {"quoteless", PAL_SAY_LIVE_QUOTELESS},
    };
    pal_page_raw(p, "{");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        pal_page_raw(p, i ? ",\"" : "\"");
        pal_page_raw(p, words[i].key);
        pal_page_raw(p, "\":");
        pal_page_json(p, pal_page_word(language, words[i].say));
    }
    pal_page_raw(p, "}");
}

static void add_labels(pal_page *p)
{
    for (size_t i = 0; i < p->report->theme_count; i++) {
        const pal_theme *t = &p->report->themes[i];
        pal_page_raw(p, i ? "," : "");
        pal_page_json(p, t->id);
        pal_page_raw(p, ":{\"fi\":");
        pal_page_json(p,
                      t->label[PAL_LANGUAGE_FI].len ? t->label[PAL_LANGUAGE_FI] : t->id);
        pal_page_raw(p, ",\"en\":");
        pal_page_json(p,
                      t->label[PAL_LANGUAGE_EN].len ? t->label[PAL_LANGUAGE_EN] : t->id);
        pal_page_raw(p, "}");
    }
}

/* What commands name: columns of segments, and the files. */
static void add_names(pal_page *p)
{
    const pal_summary *s = p->summary;
    pal_page_raw(p, "\"segments\":[");
    for (size_t i = 0; i < p->report->segment_count; i++) {
        pal_page_raw(p, i ? "," : "");
        pal_page_json(p, p->report->segments[i]);
    }
    pal_page_raw(p, "],\"files\":[");
    for (size_t i = 0; i < s->input_count; i++) {
        pal_page_raw(p, i ? "," : "");
        pal_page_json(p, s->inputs[i].name);
    }
    pal_page_raw(p, "]");
}

/* Rows of quotes that are no comments of the script, without their text. */
static void add_quoted(pal_page *p, const pal_sample *s)
{
    pal_page_raw(p, "\"quoted\":[");
    for (size_t i = 0; i < s->quoted_count; i++) {
        pal_page_raw(p, i ? ",\n" : "\n");
        add_comment(p, &s->quoted[i * s->columns], s->columns, NULL);
    }
    pal_page_raw(p, "]");
}

void pal_page_data(pal_page *p)
{
    static const pal_sample none = {.columns = PAL_COMMENTS_FIXED};
    const pal_sample *s = p->report->sample;
    pal_page_raw(p, "<script type=\"application/json\" id=\"data\">{\"say\":{\"fi\":");
    add_words(p, PAL_LANGUAGE_FI);
    pal_page_raw(p, ",\"en\":");
    add_words(p, PAL_LANGUAGE_EN);
    pal_page_raw(p, "},\"themes\":{");
    add_labels(p);
    pal_page_raw(p, "},");
    add_names(p);
    pal_page_raw(p, ",");
    add_quoted(p, s ? s : &none);
    pal_page_raw(p, ",\"comments\":[");
    for (size_t i = 0; s && i < s->count; i++) {
        pal_page_raw(p, i ? ",\n" : "\n");
        add_comment(p, &s->cells[i * s->columns], s->columns,
                    s->marks ? &s->marks[i] : NULL);
    }
    pal_page_raw(p, "]}</script>\n");
}
