/* The end of report.html: what was read, and how the figures are made. */
#include "report/page.h"

#include "report/figures.h"

enum { SHA_SHOWN = 16 };

static void add_delimiter(pal_page *p, char delimiter)
{
    switch (delimiter) {
    case '\t':
        pal_page_say(p, PAL_SAY_TAB);
        break;
    case ';':
        pal_page_say(p, PAL_SAY_SEMICOLON);
        break;
    case ',':
        pal_page_say(p, PAL_SAY_COMMA);
        break;
    case '\0':
        pal_page_say(p, PAL_SAY_NONE);
        break;
    default:
        pal_page_text(p, (pal_str){&delimiter, 1});
    }
}

static void add_text_cell(pal_page *p, pal_str text)
{
    pal_page_raw(p, "<td>");
    if (text.len)
        pal_page_foreign(p, text);
    else
        pal_page_say(p, PAL_SAY_NONE);
    pal_page_raw(p, "</td>");
}

static void add_input(pal_page *p, const pal_input_result *in)
{
    pal_page_raw(p, "<tr><th scope=\"row\">");
    pal_page_foreign(p, in->name);
    pal_page_raw(p, "</th>");
    pal_page_cell(p, pal_fill_count(in->rows));
    pal_page_cell(p, pal_fill_count(in->refusals));
    add_text_cell(p, in->encoding);
    pal_page_raw(p, "<td>");
    add_delimiter(p, in->delimiter);
    pal_page_raw(p, "</td>");
    add_text_cell(p, in->dialect);
    add_text_cell(p, in->score_column);
    pal_page_raw(p, "<td>");
    if (in->scale == PAL_SCALE_NONE)
        pal_page_say(p, PAL_SAY_NONE);
    else
        pal_page_text(p, pal_str_from(pal_scale_name(in->scale)));
    pal_page_raw(p, "</td>");
    add_text_cell(p, in->text_columns);
    pal_page_raw(p, "<td><code>");
    pal_page_text(p, pal_str_clip(in->sha256, SHA_SHOWN));
    pal_page_raw(p, "…</code></td></tr>\n");
}

static void add_inputs(pal_page *p)
{
    static const struct {
        pal_say name;
        const char *kind;
    } columns[] = {
        {PAL_SAY_FILE, ""},
        {PAL_SAY_ROWS, "n"},
        {PAL_SAY_REFUSALS, "n"},
        {PAL_SAY_ENCODING, ""},
        {PAL_SAY_DELIMITER, ""},
        {PAL_SAY_DIALECT, ""},
        {PAL_SAY_SCORE_COLUMN, "wide"},
        {PAL_SAY_SCALE, ""},
        {PAL_SAY_TEXT_COLUMNS, "wide"},
        {PAL_SAY_SHA256, ""},
    };
    pal_page_table_open(p, PAL_SAY_INPUTS_CAPTION, NULL, 0);
    pal_page_raw(p, "<thead><tr>");
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
        pal_page_column(p, columns[i].name, columns[i].kind);
    pal_page_raw(p, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < p->summary->input_count; i++)
        add_input(p, &p->summary->inputs[i]);
    pal_page_raw(p, "</tbody>\n");
    pal_page_table_close(p);
}

static void add_term(pal_page *p, pal_say term)
{
    pal_page_raw(p, "<dt>");
    pal_page_say(p, term);
    pal_page_raw(p, "</dt><dd>");
}

static uint64_t marks_of(const pal_summary *s)
{
    uint64_t marks = 0;
    for (size_t i = 0; i < PAL_PERSONAL_COUNT; i++)
        marks += s->personal[i];
    return marks;
}

/* Counts alone: what was masked stands nowhere. */
static void add_personal(pal_page *p)
{
    const uint64_t *n = p->summary->personal;
    uint64_t contacts = n[PAL_PERSONAL_PHONE] + n[PAL_PERSONAL_EMAIL] +
                        n[PAL_PERSONAL_ADDRESS] + n[PAL_PERSONAL_LINK] +
                        n[PAL_PERSONAL_HANDLE] + n[PAL_PERSONAL_IP];
    uint64_t codes = n[PAL_PERSONAL_HETU] + n[PAL_PERSONAL_ACCOUNT] +
                     n[PAL_PERSONAL_BUSINESS] + n[PAL_PERSONAL_CARD] +
                     n[PAL_PERSONAL_PLATE];
    const pal_fill fills[] = {pal_fill_count(n[PAL_PERSONAL_NAME]),
                              pal_fill_count(contacts), pal_fill_count(codes)};
    add_term(p, PAL_SAY_PERSONAL);
    if (p->summary->personal_kept)
        pal_page_say(p, PAL_SAY_PERSONAL_KEPT);
    else
        pal_page_tell(p, PAL_SAY_PERSONAL_IS, fills, sizeof fills / sizeof *fills);
    pal_page_raw(p, "</dd>\n");
}

static void add_models(pal_page *p)
{
    const pal_report *r = p->report;
    add_term(p, PAL_SAY_MODELS);
    if (r->model_count == 0)
        pal_page_say(p, PAL_SAY_MODELS_NONE);
    for (size_t i = 0; i < r->model_count; i++) {
        pal_page_raw(p, i ? "<br>" : "");
        pal_page_text(p, r->models[i].name);
        pal_page_raw(p, " <code>");
        pal_page_text(p, pal_str_clip(r->models[i].sha256, SHA_SHOWN));
        pal_page_raw(p, "…</code>");
    }
    pal_page_raw(p, "</dd>\n");
}

static void add_corrections(pal_page *p)
{
    const pal_summary *s = p->summary;
    if (s->correction_count == 0)
        return;
    pal_page_raw(p, "<br>");
    pal_page_say(p, PAL_SAY_RESPELT_MOST);
    for (size_t i = 0; i < s->correction_count; i++) {
        const pal_correction *c = &s->corrections[i];
        pal_page_raw(p, i ? "; " : " ");
        pal_page_text(p, c->form);
        pal_page_raw(p, "&#160;→ ");
        pal_page_text(p, c->standard);
        pal_page_raw(p, ", ");
        pal_page_fill(p, pal_fill_count(c->words));
    }
}

static void add_terms(pal_page *p)
{
    const pal_summary *s = p->summary;
    const pal_fill languages[] = {pal_fill_count(s->by_language[PAL_LANGUAGE_FI]),
                                  pal_fill_count(s->by_language[PAL_LANGUAGE_EN]),
                                  pal_fill_count(s->by_language[PAL_LANGUAGE_MIXED]),
                                  pal_fill_count(s->by_language[PAL_LANGUAGE_OTHER])};
    const pal_fill respelt[] = {pal_fill_count(s->respelt[PAL_RESPELT_SPOKEN]),
                                pal_fill_count(s->respelt[PAL_RESPELT_UMLAUT]),
                                pal_fill_count(s->respelt[PAL_RESPELT_DOUBLED]),
                                pal_fill_count(s->respelt[PAL_RESPELT_TYPO])};
    const pal_fill untagged[] = {pal_fill_count(s->untagged),
                                 pal_fill_part(p, s->untagged, s->answers)};
    const pal_fill least = pal_fill_count(s->k_threshold);
    pal_page_raw(p, "<dl>\n");
    add_term(p, PAL_SAY_LANGUAGES);
    pal_page_tell(p, PAL_SAY_LANGUAGES_ARE, languages, 4);
    pal_page_raw(p, "</dd>\n");
    add_term(p, PAL_SAY_RESPELT);
    pal_page_tell(p, PAL_SAY_RESPELT_ARE, respelt, 4);
    add_corrections(p);
    pal_page_raw(p, "</dd>\n");
    add_personal(p);
    add_term(p, PAL_SAY_UNTAGGED);
    pal_page_tell(p, PAL_SAY_UNTAGGED_IS, untagged, 2);
    pal_page_raw(p, "</dd>\n");
    add_term(p, PAL_SAY_NO_SCORE_ROWS);
    pal_page_fill(p, pal_fill_count(s->unscored));
    pal_page_raw(p, "</dd>\n");
    add_term(p, PAL_SAY_PRIVACY);
    const pal_fill masked = pal_fill_count(marks_of(s));
    pal_page_tell(p, s->personal_kept ? PAL_SAY_PRIVACY_KEPT : PAL_SAY_PRIVACY_MASKED,
                  &masked, 1);
    pal_page_raw(p, " ");
    pal_page_tell(p, PAL_SAY_PRIVACY_IS, &least, 1);
    pal_page_raw(p, "</dd>\n");
    add_term(p, PAL_SAY_LEXICON);
    pal_page_raw(p, "<code>");
    pal_page_text(p, s->lexicon_sha256);
    pal_page_raw(p, "</code></dd>\n");
    add_models(p);
    add_term(p, PAL_SAY_MORPHOLOGY);
    pal_page_text(p, s->morphology);
    pal_page_raw(p, "</dd>\n");
    add_term(p, PAL_SAY_PROGRAM);
    pal_page_raw(p, "palaute ");
    pal_page_text(p, pal_str_from(pal_version()));
    pal_page_raw(p, "</dd>\n</dl>\n");
}

/* Rows that were left out are never left unsaid. */
void pal_page_only(pal_page *p)
{
    const pal_summary *s = p->summary;
    const pal_fill left = pal_fill_count(s->left_out);
    if (s->only_count == 0)
        return;
    pal_page_paragraph(p, "caution", PAL_SAY_ONLY, &left, 1);
    pal_page_raw(p, "<ul>\n");
    for (size_t i = 0; i < s->only_count; i++) {
        const pal_fill fills[] = {pal_fill_text(s->only[i].column),
                                  pal_fill_text(s->only[i].value)};
        pal_page_raw(p, "<li>");
        pal_page_tell(p, PAL_SAY_ONLY_ONE, fills, 2);
        pal_page_raw(p, "</li>\n");
    }
    pal_page_raw(p, "</ul>\n");
}

void pal_page_quality(pal_page *p)
{
    const pal_summary *s = p->summary;
    const pal_fill fills[] = {pal_fill_count(s->rows), pal_fill_count(s->answers),
                              pal_fill_count(s->empty), pal_fill_count(s->refusals)};
    pal_page_section_open(p, PAL_SAY_QUALITY);
    pal_page_raw(p, "<p>");
    pal_page_tell(p, PAL_SAY_ROWS_EQUATION, fills, 4);
    if (s->refusals != 0) {
        pal_page_raw(p, " ");
        pal_page_say(p, PAL_SAY_REFUSALS_WHERE);
    }
    pal_page_raw(p, "</p>\n");
    pal_page_only(p);
    add_inputs(p);
    add_terms(p);
    pal_page_section_close(p);
}

static void add_paragraph(pal_page *p, const char *open, pal_say say)
{
    pal_page_raw(p, open);
    pal_page_say(p, say);
    pal_page_raw(p, "</p>\n");
}

/* Only 0-10 is a standard, so the bounds that were used are printed. */
static void add_scales(pal_page *p)
{
    static const struct {
        pal_scale scale;
        const char *bounds[3];
    } scales[] = {
        {PAL_SCALE_0_10, {"0–6", "7–8", "9–10"}},
        {PAL_SCALE_1_10, {"1–6", "7–8", "9–10"}},
        {PAL_SCALE_1_7, {"1–5", "6", "7"}},
        {PAL_SCALE_1_5, {"1–3", "4", "5"}},
    };
    const pal_summary *s = p->summary;
    for (size_t i = 0; i < sizeof scales / sizeof *scales; i++) {
        bool used = false;
        for (size_t k = 0; k < s->input_count; k++)
            used = used || s->inputs[k].scale == scales[i].scale;
        if (!used)
            continue;
        const pal_fill fills[] = {
            pal_fill_text(pal_str_from(pal_scale_name(scales[i].scale))),
            pal_fill_text(pal_str_from(scales[i].bounds[0])),
            pal_fill_text(pal_str_from(scales[i].bounds[1])),
            pal_fill_text(pal_str_from(scales[i].bounds[2])),
        };
        pal_page_raw(p, "<p>");
        pal_page_tell(p, PAL_SAY_HOW_SCALE, fills, sizeof fills / sizeof *fills);
        pal_page_raw(p, "</p>\n");
    }
}

void pal_page_method(pal_page *p)
{
    static const char formula[] = "<p class=\"formula\">";
    pal_page_section_open(p, PAL_SAY_METHOD);
    add_paragraph(p, "<p class=\"caution\">", PAL_SAY_CAUTION);
    add_paragraph(p, "<p>", PAL_SAY_HOW_NPS);
    add_paragraph(p, formula, PAL_SAY_HOW_NPS_FORMULA);
    add_scales(p);
    add_paragraph(p, "<p>", PAL_SAY_HOW_INTERVAL);
    add_paragraph(p, formula, PAL_SAY_HOW_INTERVAL_FORMULA);
    add_paragraph(p, "<p>", PAL_SAY_HOW_IMPACT);
    add_paragraph(p, formula, PAL_SAY_HOW_IMPACT_FORMULA);
    add_paragraph(p, "<p>", PAL_SAY_HOW_IMPACT_ERROR);
    add_paragraph(p, formula, PAL_SAY_HOW_IMPACT_ERROR_FORMULA);
    add_paragraph(p, "<p>", PAL_SAY_HOW_Q);
    add_paragraph(p, formula, PAL_SAY_HOW_Q_FORMULA);
    if (p->findings->waves) {
        add_paragraph(p, "<p>", PAL_SAY_HOW_BRIDGE);
        add_paragraph(p, formula, PAL_SAY_HOW_BRIDGE_FORMULA);
    }
    add_paragraph(p, "<p>", PAL_SAY_HOW_SMALL);
    add_paragraph(p, "<p>", PAL_SAY_HOW_TONE);
    add_paragraph(p, "<p>", PAL_SAY_HOW_SIGNALS);
    pal_page_section_close(p);
}
