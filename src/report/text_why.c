#include "report/text_why.h"

#include <math.h>

#include "base/num.h"
#include "base/str.h"
#include "base/unicode.h"
#include "report/figures.h"
#include "report/why_shown.h"

enum { INDENTS = 4 };

/* What is said, by language. */
typedef struct words {
    const char *levels[PAL_WHY_LEVEL_COUNT];
    const char *bands[PAL_BAND_COUNT];
    const char *slash, *percent, *otherwise, *less, *chance, *nothing, *few_tests;
    const char *nps_with, *nps_rest, *no_nps, *weak;
    const char *tone, *tones[PAL_POLARITY_COUNT], *hidden;
    const char *few, *few_end, *none, *row, *score, *step, *step_end, *caution;
    const char *open, *close, *wave;
} words;

static const words screen_words[] = {
    [PAL_LANGUAGE_FI] =
        {
            .levels = {"", "Ketkä mainitsevat", "Muut teemat samoissa vastauksissa",
                       "Mistä on kyse", "Missä yleisempää", "Omin sanoin"},
            .bands = {"kaikki", "arvostelijat", "passiiviset", "suosittelijat"},
            .slash = " / ",
            .percent = " %",
            .otherwise = ", muuten ",
            .less = "; vähemmän kuin muualla",
            .chance = "ei erotu sattumasta",
            .nothing = "mikään ei erotu sattumasta",
            .few_tests = "vastauksia on liian vähän",
            .nps_with = "NPS teeman maininneilla ",
            .nps_rest = ", muilla ",
            .no_nps = "liian vähän vastauksia",
            .weak = ", suuntaa antava",
            .tone = "Sävy: ",
            .tones = {"neutraali ", "kielteinen ", "myönteinen ", ""},
            .hidden = "ei näytetä",
            .few = "Vastaajia on alle ",
            .few_end = ": ei näytetä.",
            .none = "Mikään teema ei paina tarpeeksi, jotta siitä voisi kertoa enemmän.",
            .row = "rivi ",
            .score = "arvosana ",
            .step = "Tasot 2–5 on luettu joka ",
            .step_end = ". vastauksesta.",
            .caution =
                "Luvut kertovat, mikä on yhteydessä mihin; ne eivät todista syytä.",
            .open = "”",
            .close = "”",
            .wave = "mittauskerta",
        },
    [PAL_LANGUAGE_EN] =
        {
            .levels = {"", "Who mentions it", "Other themes in the same answers",
                       "What it is about", "Where it is more common", "In their words"},
            .bands = {"all", "detractors", "passives", "promoters"},
            .slash = " of ",
            .percent = "%",
            .otherwise = ", otherwise ",
            .less = "; less than elsewhere",
            .chance = "no more than chance",
            .nothing = "no more than chance",
            .few_tests = "too few answers",
            .nps_with = "NPS of those who mention it ",
            .nps_rest = ", of the others ",
            .no_nps = "too few answers",
            .weak = ", indicative only",
            .tone = "Tone: ",
            .tones = {"neutral ", "negative ", "positive ", ""},
            .hidden = "not shown",
            .few = "Fewer than ",
            .few_end = " respondents: not shown.",
            .none = "No theme weighs enough to say more about it.",
            .row = "row ",
            .score = "score ",
            .step = "Levels 2 to 5 were read from one answer in ",
            .step_end = ".",
            .caution = "The figures tell what is associated with what; they do not prove "
                       "a cause.",
            .open = "“",
            .close = "”",
            .wave = "wave",
        },
};

typedef struct drawer {
    pal_buf *b;
    const pal_why_findings *why;
    const pal_theme *themes;
    const words *say;
    pal_language language;
    bool boxes;
    bool color;
    unsigned depth;
    bool last[INDENTS]; /* by indent: the branch above is the last one there */
} drawer;

/* --- pieces --- */

static void paint(drawer *d, const char *code)
{
    if (d->color)
        pal_buf_cstr(d->b, code);
}

/* Words of respondents must not steer the terminal: controls and what turns the
 * direction of the line become spaces. */
static void add_plain(drawer *d, pal_str text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t code = pal_unicode_next(text, &at);
        bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        bool turns = (code >= 0x200E && code <= 0x200F) ||
                     (code >= 0x2028 && code <= 0x202E) ||
                     (code >= 0x2066 && code <= 0x2069);
        pal_unicode_add(d->b, control || turns ? ' ' : code);
    }
}

/* Begin the line of a branch. */
static void branch(drawer *d, unsigned indent, bool last)
{
    for (unsigned i = 0; i < indent; i++)
        pal_buf_cstr(d->b, d->last[i] ? "   " : d->boxes ? "│  " : "|  ");
    if (d->boxes)
        pal_buf_cstr(d->b, last ? "└─ " : "├─ ");
    else
        pal_buf_cstr(d->b, last ? "`- " : "|- ");
    d->last[indent] = last;
}

static void end_line(drawer *d)
{
    pal_buf_byte(d->b, '\n');
}

static char point(const drawer *d)
{
    return d->language == PAL_LANGUAGE_FI ? ',' : '.';
}

static void add_percent(drawer *d, double share)
{
    pal_num_fixed(d->b, 100.0 * share, 1, point(d));
    pal_buf_cstr(d->b, d->say->percent);
}

/* "n of m (p %), otherwise r %; q = 0.003" */
static void add_figures(drawer *d, const pal_why_node *n)
{
    double rest = pal_why_share_rest(d->why, n);
    pal_num_uint(d->b, n->n);
    pal_buf_cstr(d->b, d->say->slash);
    pal_num_uint(d->b, n->of);
    pal_buf_cstr(d->b, " (");
    add_percent(d, pal_why_share(n->n, n->of));
    pal_buf_byte(d->b, ')');
    if (!isnan(rest)) {
        pal_buf_cstr(d->b, d->say->otherwise);
        add_percent(d, rest);
    }
    if (isnan(n->q))
        return;
    pal_buf_cstr(d->b, n->q < 0.001 ? "; q < " : "; q = ");
    pal_num_fixed(d->b, n->q < 0.001 ? 0.001 : n->q, 3, point(d));
}

static void add_nps(drawer *d, const pal_nps *nps)
{
    uint64_t n = pal_figures_scored(nps);
    if (n < PAL_NPS_ROWS_MIN) {
        pal_buf_cstr(d->b, d->say->no_nps);
        return;
    }
    if (nps->nps >= 0.05)
        pal_buf_byte(d->b, '+');
    pal_num_fixed(d->b, nps->nps, 1, point(d));
    pal_buf_cstr(d->b, " (n = ");
    pal_num_uint(d->b, n);
    if (n < PAL_NPS_ROWS_SURE)
        pal_buf_cstr(d->b, d->say->weak);
    pal_buf_byte(d->b, ')');
}

static void add_quote(drawer *d, const pal_shown_comment *c)
{
    pal_str text = c->text;
    size_t start = c->start < text.len ? c->start : text.len;
    size_t end = c->end < start ? start : c->end < text.len ? c->end : text.len;
    pal_buf_cstr(d->b, d->boxes ? d->say->open : "\"");
    add_plain(d, (pal_str){text.ptr, start});
    paint(d, "\033[1m");
    add_plain(d, (pal_str){text.ptr + start, end - start});
    paint(d, "\033[0m");
    add_plain(d, (pal_str){text.ptr + end, text.len - end});
    pal_buf_cstr(d->b, d->boxes ? d->say->close : "\"");
    pal_buf_cstr(d->b, " (");
    if (c->id.len != 0) {
        add_plain(d, pal_str_clip(c->id, 40));
    } else {
        pal_buf_cstr(d->b, d->say->row);
        pal_num_uint(d->b, c->row);
    }
    if (c->score >= 0) {
        pal_buf_cstr(d->b, ", ");
        pal_buf_cstr(d->b, d->say->score);
        pal_num_uint(d->b, (uint64_t)c->score);
    }
    pal_buf_byte(d->b, ')');
}

/* --- levels --- */

static void add_heading(drawer *d, pal_why_level level, bool last)
{
    branch(d, 0, last);
    paint(d, "\033[1m");
    pal_buf_cstr(d->b, d->say->levels[level]);
    paint(d, "\033[0m");
}

/* Say that there is nothing to say, behind the heading. */
static void add_nothing(drawer *d, uint64_t tested)
{
    pal_buf_cstr(d->b, ": ");
    pal_buf_cstr(d->b, tested == 0 ? d->say->few_tests : d->say->nothing);
}

static void draw_tones(drawer *d, const pal_why_tree *t)
{
    static const pal_polarity tones[] = {PAL_NEGATIVE, PAL_NEUTRAL, PAL_POSITIVE};
    bool shown[PAL_POLARITY_COUNT];
    pal_why_shown_tones(shown, d->why, t);
    branch(d, 1, true);
    pal_buf_cstr(d->b, d->say->tone);
    for (size_t i = 0; i < sizeof tones / sizeof *tones; i++) {
        if (i != 0)
            pal_buf_cstr(d->b, ", ");
        pal_buf_cstr(d->b, d->say->tones[tones[i]]);
        if (shown[tones[i]])
            pal_num_uint(d->b, t->polarity[tones[i]]);
        else
            pal_buf_cstr(d->b, d->say->hidden);
    }
    end_line(d);
}

static void draw_who(drawer *d, const pal_why_tree *t)
{
    const pal_why_node *n = &t->nodes[0];
    add_heading(d, PAL_WHY_WHO, d->depth == PAL_WHY_WHO);
    pal_buf_cstr(d->b, ": ");
    add_figures(d, n);
    if (!isnan(n->q) && !t->claimed[PAL_WHY_WHO]) {
        if (n->q > 0.05)
            pal_buf_cstr(d->b, "; ");
        pal_buf_cstr(d->b, n->q > 0.05 ? d->say->chance : d->say->less);
    }
    end_line(d);
    if (pal_figures_scored(&t->with) + pal_figures_scored(&t->rest) != 0) {
        branch(d, 1, false);
        pal_buf_cstr(d->b, d->say->nps_with);
        add_nps(d, &t->with);
        pal_buf_cstr(d->b, d->say->nps_rest);
        add_nps(d, &t->rest);
        end_line(d);
    }
    draw_tones(d, t);
}

/* The next node of a level below a parent; node_count without one. */
static size_t next_node(const pal_why_tree *t, size_t at, pal_why_level level,
                        uint32_t parent)
{
    while (at < t->node_count &&
           (t->nodes[at].level != level || t->nodes[at].parent != parent))
        at++;
    return at;
}

static void draw_quotes(drawer *d, const pal_why_node *n, unsigned indent)
{
    for (size_t i = 0; i < n->quote_count; i++) {
        branch(d, indent, i + 1 == n->quote_count);
        add_quote(d, &n->quotes[i]);
        end_line(d);
    }
}

static void draw_values(drawer *d, const pal_why_tree *t, uint32_t parent,
                        unsigned indent, bool more)
{
    size_t next;
    for (size_t at = next_node(t, 1, PAL_WHY_WHERE, parent); at < t->node_count;
         at = next) {
        const pal_why_node *n = &t->nodes[at];
        next = next_node(t, at + 1, PAL_WHY_WHERE, parent);
        branch(d, indent, next == t->node_count && !more);
        if (pal_str_equal(n->column, PAL_STR("wave")))
            pal_buf_cstr(d->b, d->say->wave);
        else
            add_plain(d, pal_str_clip(n->column, 80));
        pal_buf_cstr(d->b, " = ");
        add_plain(d, pal_str_clip(n->name, 80));
        pal_buf_cstr(d->b, ": ");
        add_figures(d, n);
        end_line(d);
    }
}

static void draw_node(drawer *d, const pal_why_tree *t, size_t at, bool last)
{
    const pal_why_node *n = &t->nodes[at];
    branch(d, 1, last);
    paint(d, "\033[36m");
    if (n->level == PAL_WHY_WITH)
        add_plain(d, d->themes[n->theme].label[d->language]);
    else
        add_plain(d, n->name);
    paint(d, "\033[0m");
    pal_buf_cstr(d->b, ": ");
    add_figures(d, n);
    end_line(d);
    if (n->level != PAL_WHY_ABOUT)
        return;
    bool quotes = d->depth >= PAL_WHY_WORDS && n->quote_count != 0;
    if (d->depth >= PAL_WHY_WHERE)
        draw_values(d, t, (uint32_t)at, 2, quotes);
    if (quotes)
        draw_quotes(d, n, 2);
}

static void draw_level(drawer *d, const pal_why_tree *t, pal_why_level level)
{
    add_heading(d, level, d->depth == (unsigned)level);
    if (!t->claimed[level])
        add_nothing(d, t->tested[level]);
    end_line(d);
    if (level == PAL_WHY_WHERE) {
        draw_values(d, t, 0, 1, false);
        return;
    }
    size_t next;
    for (size_t at = next_node(t, 1, level, 0); at < t->node_count; at = next) {
        next = next_node(t, at + 1, level, 0);
        draw_node(d, t, at, next == t->node_count);
    }
}

static void draw_tree(drawer *d, const pal_why_tree *t)
{
    paint(d, "\033[1m");
    add_plain(d, d->themes[t->theme].label[d->language]);
    paint(d, "\033[0m");
    pal_buf_cstr(d->b, d->boxes ? " · " : " - ");
    pal_buf_cstr(d->b, d->say->bands[t->band]);
    end_line(d);
    if (t->few) {
        branch(d, 0, true);
        pal_buf_cstr(d->b, d->say->few);
        pal_num_uint(d->b, d->why->k_threshold > PAL_WHY_LEAST ? d->why->k_threshold
                                                               : PAL_WHY_LEAST);
        pal_buf_cstr(d->b, d->say->few_end);
        end_line(d);
        return;
    }
    draw_who(d, t);
    for (unsigned level = PAL_WHY_WITH; level <= PAL_WHY_WHERE && level <= d->depth;
         level++)
        draw_level(d, t, (pal_why_level)level);
    if (d->depth >= PAL_WHY_WORDS) {
        add_heading(d, PAL_WHY_WORDS, true);
        if (t->nodes[0].quote_count == 0)
            add_nothing(d, 0);
        end_line(d);
        draw_quotes(d, &t->nodes[0], 1);
    }
}

static void add_notes(drawer *d)
{
    if (d->why->step > 1) {
        pal_buf_cstr(d->b, d->say->step);
        pal_num_uint(d->b, d->why->step);
        pal_buf_cstr(d->b, d->say->step_end);
        end_line(d);
    }
    pal_buf_cstr(d->b, d->say->caution);
    end_line(d);
}

void pal_report_why_text(pal_buf *b, const pal_summary *summary, const pal_theme *themes,
                         const pal_drawing *drawing, unsigned depth)
{
    pal_language language =
        drawing->language != PAL_LANGUAGE_OTHER ? drawing->language : summary->screen;
    if (language != PAL_LANGUAGE_EN)
        language = PAL_LANGUAGE_FI;
    drawer d = {
        .b = b,
        .why = summary->findings ? summary->findings->why : NULL,
        .themes = themes,
        .say = &screen_words[language],
        .language = language,
        .boxes = drawing->boxes,
        .color = drawing->color,
        .depth = depth < 1               ? 1
                 : depth > PAL_WHY_WORDS ? PAL_WHY_WORDS
                                         : depth,
    };
    if (!d.why) {
        pal_buf_cstr(b, d.say->none);
        end_line(&d);
        return;
    }
    for (size_t i = 0; i < d.why->count; i++) {
        draw_tree(&d, &d.why->trees[i]);
        end_line(&d);
    }
    add_notes(&d);
}
