/* summary.md: the result in a few lines, for chat and mail. */
#include "report/report.h"

#include <string.h>

#include "base/excerpt.h"
#include "base/num.h"
#include "base/str.h"
#include "base/unicode.h"
#include "report/figures.h"
#include "report/screen.h"

enum { THEMES_SHOWN = 5, QUOTE_BYTES = 240 };

typedef struct words {
    const char *title, *answers, *of_rows, *interval, *few, *no_score, *detractors;
    const char *passives, *promoters, *down, *up, *none, *mentions, *untagged, *note;
    const char *only, *left;
} words;

static const words all_words[] = {
    [PAL_LANGUAGE_FI] =
        {"Asiakaspalautteen yhteenveto", "Vastauksia, joissa on kommentti: ", " / ",
         "95 %:n väli ", "liian vähän arvosanoja lukua varten",
         "Tiedostossa ei ole arvosanasaraketta.", "arvostelijoita ", "passiivisia ",
         "suosittelijoita ", "Laskevat", "Nostavat",
         "Yhdenkään teeman vaikutus ei erotu sattumasta.", " mainintaa", "Ilman teemaa: ",
         "Vaikutus: kuinka monta pistettä kommentoineiden NPS on ylempänä tai alempana "
         "kuin ilman teeman mainitsijoita. Se on yhteys, ei todiste syystä.",
         "Vain rivit: ", ". Muita rivejä, jotka on jätetty pois: "},
    [PAL_LANGUAGE_EN] =
        {"Customer feedback in short", "Answers with a comment: ", " / ",
         "95 % interval ", "too few scores for a figure", "The file has no score column.",
         "detractors ", "passives ", "promoters ", "Weigh down", "Lift",
         "No theme's impact stands out from chance.", " mentions", "Without a theme: ",
         "Impact: by how many points the NPS of those who commented lies above or below "
         "that without those who mention the theme. It is an association, no proof of a "
         "cause.",
         "Only rows: ", ". Other rows, left out: "},
};

typedef struct sheet {
    pal_buf *out;
    const pal_report *report;
    const words *w;
    pal_language language;
} sheet;

/* Words of a file are text, whatever Markdown makes of their characters. */
static void add_plain(pal_buf *b, pal_str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t begin = at;
        uint32_t code = pal_unicode_next(text, &at);
        bool control = code < 0x20 || code == 0x7F;
        bool list = begin == 0 && (code == '-' || code == '+');
        if (list || (code < 0x80 && !control && strchr("\\`*_[]<>|~#&", (int)code)))
            pal_buf_byte(b, '\\');
        pal_unicode_add(b, control ? ' ' : code);
    }
}

static void add_range(const sheet *s, double low, double high)
{
    pal_screen_signed(s->out, low, s->language);
    pal_buf_cstr(s->out, " … ");
    pal_screen_signed(s->out, high, s->language);
}

static void add_band(const sheet *s, const char *name, uint64_t count, uint64_t all,
                     const char *end)
{
    pal_buf_cstr(s->out, name);
    pal_num_uint(s->out, count);
    pal_buf_cstr(s->out, " (");
    pal_screen_percent(s->out, (double)count / (double)all, s->language);
    pal_buf_cstr(s->out, end);
}

static void add_score(const sheet *s, const pal_nps *nps)
{
    uint64_t n = pal_figures_scored(nps);
    if (n < PAL_NPS_ROWS_MIN) {
        pal_buf_cstr(s->out, n == 0 ? s->w->no_score : s->w->few);
        pal_buf_cstr(s->out, "\n");
        return;
    }
    pal_buf_cstr(s->out, "**NPS ");
    pal_screen_signed(s->out, nps->nps, s->language);
    pal_buf_cstr(s->out, "** (");
    pal_buf_cstr(s->out, s->w->interval);
    add_range(s, nps->low, nps->high);
    pal_buf_cstr(s->out, ", n = ");
    pal_num_uint(s->out, n);
    pal_buf_cstr(s->out, ")  \n");
    add_band(s, s->w->detractors, nps->bands.detractors, n, "), ");
    add_band(s, s->w->passives, nps->bands.passives, n, "), ");
    add_band(s, s->w->promoters, nps->bands.promoters, n, ")\n");
}

/* The first quote of a theme, of the band that the theme goes with if there is one. */
static const pal_quote *find_quote(const pal_summary *s, uint32_t theme, pal_band band)
{
    const pal_quote *any = NULL;
    for (size_t i = 0; i < s->quote_count; i++) {
        const pal_quote *q = &s->quotes[i];
        if (q->theme == theme && q->band == band)
            return q;
        if (q->theme == theme && !any)
            any = q;
    }
    return any;
}

static void add_quote(const sheet *s, const pal_quote *quote)
{
    pal_arena *mem = pal_arena_open(quote->text.len * 2 + 65536);
    uint32_t start = quote->start;
    uint32_t end = quote->end;
    pal_str text = mem ? pal_excerpt(mem, quote->text, &start, &end, QUOTE_BYTES)
                       : (pal_str){NULL, 0};
    if (text.ptr) {
        pal_buf_cstr(s->out, "  > ");
        add_plain(s->out, pal_str_trim(text));
        pal_buf_cstr(s->out, "\n");
    } else {
        s->out->failed = true;
    }
    pal_arena_close(mem);
}

static void add_theme(const sheet *s, const pal_theme_result *t, pal_band band)
{
    pal_buf_cstr(s->out, "- **");
    add_plain(s->out, s->report->themes[t->theme].label[s->language]);
    pal_buf_cstr(s->out, "** ");
    pal_screen_signed(s->out, t->impact, s->language);
    pal_buf_cstr(s->out, " (");
    add_range(s, t->impact_low, t->impact_high);
    pal_buf_cstr(s->out, "), ");
    pal_num_uint(s->out, t->mentions);
    pal_buf_cstr(s->out, s->w->mentions);
    pal_buf_cstr(s->out, ", ");
    pal_screen_percent(s->out, t->share, s->language);
    pal_buf_cstr(s->out, "\n");
    const pal_quote *quote = find_quote(s->report->summary, t->theme, band);
    if (quote)
        add_quote(s, quote);
}

/* Themes stand by |impact| already. Answers how many were told. */
static size_t add_themes(const sheet *s, const char *title, pal_verdict wanted,
                         pal_band band)
{
    const pal_summary *sum = s->report->summary;
    size_t shown = 0;
    for (size_t i = 0; i < sum->theme_count && shown < THEMES_SHOWN; i++) {
        const pal_theme_result *t = &sum->themes[i];
        bool signal = pal_str_equal(s->report->themes[t->theme].kind, PAL_STR("signal"));
        if (signal || pal_figures_verdict(t) != wanted)
            continue;
        if (shown++ == 0) {
            pal_buf_cstr(s->out, "\n## ");
            pal_buf_cstr(s->out, title);
            pal_buf_cstr(s->out, "\n\n");
        }
        add_theme(s, t, band);
    }
    return shown;
}

static void add_only(const sheet *s)
{
    const pal_summary *sum = s->report->summary;
    for (size_t i = 0; i < sum->only_count; i++) {
        pal_buf_cstr(s->out, i == 0 ? s->w->only : ", ");
        add_plain(s->out, sum->only[i].column);
        pal_buf_cstr(s->out, " = ");
        add_plain(s->out, sum->only[i].value);
    }
    if (sum->only_count == 0)
        return;
    pal_buf_cstr(s->out, s->w->left);
    pal_num_uint(s->out, sum->left_out);
    pal_buf_cstr(s->out, ".\n\n");
}

void pal_report_markdown(pal_buf *b, const pal_report *report)
{
    const pal_summary *sum = report->summary;
    pal_language language =
        sum->screen == PAL_LANGUAGE_EN ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI;
    const sheet s = {b, report, &all_words[language], language};
    pal_buf_cstr(b, "# ");
    pal_buf_cstr(b, s.w->title);
    for (size_t i = 0; i < sum->input_count; i++) {
        pal_buf_cstr(b, i == 0 ? ": " : ", ");
        add_plain(b, sum->inputs[i].name);
    }
    pal_buf_cstr(b, "\n\n");
    add_only(&s);
    add_score(&s, &sum->nps);
    pal_buf_cstr(b, "\n");
    pal_buf_cstr(b, s.w->answers);
    pal_num_uint(b, sum->answers);
    pal_buf_cstr(b, s.w->of_rows);
    pal_num_uint(b, sum->rows);
    pal_buf_cstr(b, ". ");
    pal_buf_cstr(b, s.w->untagged);
    pal_num_uint(b, sum->untagged);
    pal_buf_cstr(b, ".\n");
    size_t told = add_themes(&s, s.w->down, PAL_VERDICT_LOWER, PAL_BAND_DETRACTOR);
    told += add_themes(&s, s.w->up, PAL_VERDICT_HIGHER, PAL_BAND_PROMOTER);
    bool scored = pal_figures_scored(&sum->nps_commented) >= PAL_NPS_ROWS_MIN;
    if (scored) {
        pal_buf_cstr(b, "\n");
        pal_buf_cstr(b, told ? s.w->note : s.w->none);
        pal_buf_cstr(b, "\n");
    }
}
