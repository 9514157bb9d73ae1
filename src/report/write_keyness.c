/* keyness.csv and "keyness" of summary.json: terms that mark one group against another.
 */
#include "report/write_findings.h"

#include <math.h>

#include "base/find_keyness.h"
#include "base/str.h"
#include "report/csv_out.h"
#include "report/report.h"

static const pal_keyness_findings *findings_of(const pal_report *report)
{
    const pal_findings *all = report->summary->findings;
    return all ? all->keyness : NULL;
}

/* A group of so few could be known by its words. */
static bool is_shown(const pal_keyness_findings *k, uint64_t count)
{
    return count == 0 || count >= k->k_threshold;
}

static void add_comment(pal_json *w, const pal_shown_comment *c)
{
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_uint(w, "row", c->row);
    pal_json_text(w, "id", c->id);
    pal_json_cstr(w, "band", pal_band_name(c->band));
    pal_json_text(w, "text", c->text);
    pal_json_close(w);
}

static void add_term(pal_json *w, const pal_keyness_findings *k, const pal_key_term *t)
{
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    pal_json_text(w, "term", t->term);
    pal_json_cstr(w, "language", pal_language_name(t->language));
    pal_json_cstr(w, "kind", t->words > 1 ? "phrase" : "word");
    pal_json_uint(w, "comments", t->comments);
    if (is_shown(k, t->comments_other))
        pal_json_uint(w, "comments_other", t->comments_other);
    else
        pal_json_null(w, "comments_other");
    pal_json_number(w, "log_odds_z", t->z);
    pal_json_number(w, "g2", t->g2);
    pal_json_number(w, "q", t->q);
    pal_json_cstr(w, "test", t->exact ? "fisher" : "g2");
    pal_json_number(w, "odds_ratio", t->odds);
    pal_json_open(w, "shown", PAL_JSON_ARRAY);
    for (size_t i = 0; i < t->shown_count; i++)
        add_comment(w, &t->shown[i]);
    pal_json_close(w);
    pal_json_close(w);
}

static void add_contrast(pal_json *w, const pal_keyness_findings *k,
                         const pal_key_contrast *c)
{
    pal_json_open(w, NULL, PAL_JSON_OBJECT);
    if (c->column.len != 0)
        pal_json_text(w, "column", c->column);
    else
        pal_json_null(w, "column");
    pal_json_uint(w, "tested", c->tested);
    pal_json_bool(w, "weak", c->weak);
    pal_json_open(w, "sides", PAL_JSON_ARRAY);
    for (size_t s = 0; s < 2; s++) {
        const pal_key_side *side = &c->sides[s];
        pal_json_open(w, NULL, PAL_JSON_OBJECT);
        if (side->name.len != 0)
            pal_json_text(w, "side", side->name);
        else
            pal_json_null(w, "side");
        pal_json_uint(w, "of", side->comments);
        pal_json_open(w, "terms", PAL_JSON_ARRAY);
        for (size_t i = 0; i < side->count; i++)
            add_term(w, k, &side->terms[i]);
        pal_json_close(w);
        pal_json_close(w);
    }
    pal_json_close(w);
    pal_json_close(w);
}

void pal_report_keyness_json(pal_json *w, const pal_report *report)
{
    const pal_keyness_findings *k = findings_of(report);
    if (!k) {
        pal_json_null(w, "keyness");
        return;
    }
    pal_json_open(w, "keyness", PAL_JSON_OBJECT);
    pal_json_uint(w, "prior_comments", PAL_KEY_PRIOR);
    pal_json_uint(w, "comments_min", k->least);
    pal_json_bool(w, "columns_left_out", k->columns_left);
    pal_json_open(w, "contrasts", PAL_JSON_ARRAY);
    for (size_t i = 0; i < k->count; i++)
        add_contrast(w, k, &k->contrasts[i]);
    pal_json_close(w);
    pal_json_close(w);
}

/* --- keyness.csv --- */

/* `band`, `Column` for two values, `Column=value` for a value against the rest. */
static void add_names(pal_csv *line, pal_buf *name, const pal_key_contrast *c,
                      const pal_key_side *side)
{
    pal_buf_clear(name);
    pal_buf_add(name, c->column.len != 0 ? c->column : PAL_STR("band"));
    if (c->sides[1].name.len == 0) {
        pal_buf_byte(name, '=');
        pal_buf_add(name, c->sides[0].name);
    }
    pal_csv_text(line, pal_buf_view(name));
    pal_csv_text(line, side->name.len != 0 ? side->name : PAL_STR("rest"));
}

static void add_line(pal_csv *line, const pal_keyness_findings *k,
                     const pal_key_contrast *c, size_t side, const pal_key_term *t)
{
    pal_csv_text(line, t->term);
    pal_csv_cstr(line, t->words > 1 ? "phrase" : "word");
    pal_csv_uint(line, t->comments);
    pal_csv_uint(line, c->sides[side].comments);
    if (is_shown(k, t->comments_other))
        pal_csv_uint(line, t->comments_other);
    else
        pal_csv_blank(line);
    pal_csv_uint(line, c->sides[1 - side].comments);
    pal_csv_known(line, t->z, 3);
    pal_csv_known(line, t->g2, 3);
    pal_csv_known(line, t->q, 9);
    pal_csv_known(line, t->odds, 3);
    pal_csv_end(line);
}

void pal_report_keyness(pal_buf *b, const pal_report *report)
{
    const pal_keyness_findings *k = findings_of(report);
    pal_buf name = {0};
    pal_csv line = {.out = b};
    pal_buf_cstr(b, "contrast,side,term,kind,comments,of,comments_other,of_other,"
                    "log_odds_z,g2,q,odds_ratio\n");
    for (size_t i = 0; k && i < k->count; i++)
        for (size_t s = 0; s < 2; s++)
            for (size_t t = 0; t < k->contrasts[i].sides[s].count; t++) {
                const pal_key_contrast *c = &k->contrasts[i];
                add_names(&line, &name, c, &c->sides[s]);
                add_line(&line, k, c, s, &c->sides[s].terms[t]);
            }
    b->failed = b->failed || name.failed;
    pal_buf_release(&name);
}
