/* unknown.csv and "unknown" of summary.json: what the lexicon does not cover. */
#include "report/write_findings.h"

#include <math.h>

#include "base/find_unknown.h"
#include "base/str.h"
#include "report/csv_out.h"
#include "report/report.h"

static const pal_unknown_findings *findings_of(const pal_report *report)
{
    const pal_findings *all = report->summary->findings;
    return all ? all->unknown : NULL;
}

static bool is_shown(const pal_unknown_findings *u, uint64_t count)
{
    return count == 0 || count >= u->k_threshold;
}

static void add_count(pal_json *w, const pal_unknown_findings *u, const char *key,
                      uint64_t count)
{
    if (is_shown(u, count))
        pal_json_uint(w, key, count);
    else
        pal_json_null(w, key);
}

static void add_bands(pal_json *w, const pal_unknown_findings *u)
{
    static const struct {
        const char *key;
        pal_band band;
    } bands[] = {{"detractors", PAL_BAND_DETRACTOR},
                 {"passives", PAL_BAND_PASSIVE},
                 {"promoters", PAL_BAND_PROMOTER},
                 {"unscored", PAL_BAND_NONE}};
    pal_json_open(w, "untagged_in_band", PAL_JSON_OBJECT);
    for (size_t i = 0; i < sizeof bands / sizeof *bands; i++) {
        const pal_untagged *b = &u->bands[bands[i].band];
        bool shown =
            b->comments != 0 && is_shown(u, b->comments) && is_shown(u, b->untagged);
        pal_json_open_flat(w, bands[i].key, PAL_JSON_OBJECT);
        add_count(w, u, "comments", b->comments);
        add_count(w, u, "untagged", b->untagged);
        pal_json_number(w, "share",
                        shown ? (double)b->untagged / (double)b->comments : (double)NAN);
        pal_json_close(w);
    }
    pal_json_close(w);
}

static void add_good_turing(pal_json *w, const pal_unknown_findings *u)
{
    pal_json_open(w, "good_turing", PAL_JSON_OBJECT);
    pal_json_uint(w, "themes", u->themes);
    pal_json_uint(w, "themes_seen", u->themes_seen);
    pal_json_uint(w, "themes_once", u->themes_once);
    pal_json_number(w, "new_theme_next_comment", u->new_theme);
    pal_json_uint(w, "words", u->tokens);
    pal_json_uint(w, "terms_once", u->terms_once);
    pal_json_number(w, "unseen_terms", u->unseen_terms);
    pal_json_close(w);
}

static void add_term(pal_json *w, const pal_report *report, const pal_unknown_findings *u,
                     const pal_unknown_term *t)
{
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "term", t->term);
    pal_json_cstr(w, "language", pal_language_name(t->language));
    pal_json_bool(w, "known", t->known);
    pal_json_uint(w, "comments", t->comments);
    add_count(w, u, "untagged", t->untagged);
    pal_json_number(w, "impact", t->has_impact ? t->impact : (double)NAN);
    pal_json_number(w, "impact_low", t->has_impact ? t->impact_low : (double)NAN);
    pal_json_number(w, "impact_high", t->has_impact ? t->impact_high : (double)NAN);
    if (t->theme != PAL_THEME_NONE) {
        pal_json_text(w, "theme", report->themes[t->theme].id);
        pal_json_uint(w, "theme_comments", t->theme_comments);
    } else {
        pal_json_null(w, "theme");
        pal_json_null(w, "theme_comments");
    }
    pal_json_text(w, "line", t->line);
    pal_json_close(w);
}

void pal_report_unknown_json(pal_json *w, const pal_report *report)
{
    const pal_unknown_findings *u = findings_of(report);
    if (!u) {
        pal_json_null(w, "unknown");
        return;
    }
    pal_json_open(w, "unknown", PAL_JSON_OBJECT);
    add_bands(w, u);
    add_good_turing(w, u);
    pal_json_uint(w, "content_words", u->content_tokens);
    pal_json_uint(w, "unknown_words", u->unknown_tokens);
    pal_json_uint(w, "comments_min", u->least);
    pal_json_open(w, "terms", PAL_JSON_ARRAY);
    for (size_t i = 0; i < u->count; i++)
        add_term(w, report, u, &u->terms[i]);
    pal_json_close(w);
    pal_json_close(w);
}

/* --- unknown.csv --- */

static void add_impact(pal_csv *line, const pal_unknown_term *t)
{
    const double points[] = {t->impact, t->impact_low, t->impact_high};
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        if (t->has_impact)
            pal_csv_fixed(line, points[i], 2);
        else
            pal_csv_blank(line);
    }
}

static void add_theme(pal_csv *line, const pal_report *report, const pal_unknown_term *t)
{
    if (t->theme == PAL_THEME_NONE) {
        pal_csv_blank(line);
        pal_csv_blank(line);
        return;
    }
    pal_csv_text(line, report->themes[t->theme].id);
    pal_csv_uint(line, t->theme_comments);
}

/* The rule file that the line is for: of the theme's group and the term's language. */
static void add_file(pal_csv *line, pal_buf *name, const pal_report *report,
                     const pal_unknown_term *t)
{
    pal_buf_clear(name);
    if (t->theme != PAL_THEME_NONE) {
        pal_buf_add(name, report->themes[t->theme].group);
        pal_buf_byte(name, '.');
        pal_buf_cstr(name, pal_language_name(t->language));
        pal_buf_cstr(name, ".tsv");
    }
    pal_csv_text(line, pal_buf_view(name));
}

void pal_report_unknown(pal_buf *b, const pal_report *report)
{
    const pal_unknown_findings *u = findings_of(report);
    pal_buf name = {0};
    pal_csv line = {.out = b};
    pal_buf_cstr(b, "term,language,known,comments,untagged,impact,impact_low,impact_high,"
                    "theme,theme_comments,file,line\n");
    for (size_t i = 0; u && i < u->count; i++) {
        const pal_unknown_term *t = &u->terms[i];
        pal_csv_text(&line, t->term);
        pal_csv_cstr(&line, pal_language_name(t->language));
        pal_csv_uint(&line, t->known);
        pal_csv_uint(&line, t->comments);
        if (is_shown(u, t->untagged))
            pal_csv_uint(&line, t->untagged);
        else
            pal_csv_blank(&line);
        add_impact(&line, t);
        add_theme(&line, report, t);
        add_file(&line, &name, report, t);
        pal_csv_text(&line, t->line);
        pal_csv_end(&line);
    }
    b->failed = b->failed || name.failed;
    pal_buf_release(&name);
}
