/* conflicts.csv and "conflicts" of summary.json. */
#include "base/find_conflicts.h"
#include "base/str.h"
#include "report/csv_out.h"
#include "report/write_findings.h"

static const char *const verbals[PAL_VERBAL_COUNT] = {"other", "praise", "blame"};

static const pal_conflict_findings *findings_of(const pal_report *report)
{
    const pal_findings *all = report->summary->findings;
    return all ? all->conflicts : NULL;
}

static void add_counts(pal_json *w, const char *key, const uint64_t *counts)
{
    pal_json_open_flat(w, key, PAL_JSON_OBJECT);
    pal_json_uint(w, verbals[PAL_VERBAL_PRAISE], counts[PAL_VERBAL_PRAISE]);
    pal_json_uint(w, verbals[PAL_VERBAL_BLAME], counts[PAL_VERBAL_BLAME]);
    pal_json_uint(w, verbals[PAL_VERBAL_OTHER], counts[PAL_VERBAL_OTHER]);
    pal_json_close(w);
}

static void add_nps(pal_json *w, const char *key, const pal_conflict_nps *nps)
{
    pal_json_open_flat(w, key, PAL_JSON_OBJECT);
    pal_json_uint(w, "n", nps->n);
    pal_json_number(w, "nps", nps->nps);
    pal_json_number(w, "low", nps->low);
    pal_json_number(w, "high", nps->high);
    pal_json_close(w);
}

static void add_rows(pal_json *w, const pal_conflict_findings *c)
{
    pal_json_open(w, "shown", PAL_JSON_ARRAY);
    for (size_t i = 0; i < c->count; i++) {
        const pal_conflict_row *row = &c->rows[i];
        pal_json_open_flat(w, NULL, PAL_JSON_OBJECT);
        pal_json_uint(w, "row", row->shown.row);
        pal_json_text(w, "id", row->shown.id);
        pal_json_uint(w, "score", (uint64_t)row->shown.score);
        pal_json_cstr(w, "kind", verbals[row->verbal]);
        pal_json_close(w);
    }
    pal_json_close(w);
}

void pal_report_conflicts_json(pal_json *w, const pal_report *report)
{
    const pal_conflict_findings *c = findings_of(report);
    if (!c) {
        pal_json_null(w, "conflicts");
        return;
    }
    pal_json_open(w, "conflicts", PAL_JSON_OBJECT);
    pal_json_uint(w, "low_to", (uint64_t)c->low_to);
    pal_json_uint(w, "high_from", (uint64_t)c->high_from);
    pal_json_open(w, "by_band", PAL_JSON_OBJECT);
    add_counts(w, "detractors", c->bands[PAL_BAND_DETRACTOR]);
    add_counts(w, "passives", c->bands[PAL_BAND_PASSIVE]);
    add_counts(w, "promoters", c->bands[PAL_BAND_PROMOTER]);
    pal_json_close(w);
    add_counts(w, "low", c->low);
    add_counts(w, "high", c->high);
    pal_json_number(w, "conflict_rate", c->conflict_rate);
    pal_json_number(w, "tone_error", c->tone_error);
    pal_json_number(w, "reversed", c->reversed);
    pal_json_number(w, "reversed_low", c->reversed_low);
    pal_json_number(w, "reversed_high", c->reversed_high);
    add_nps(w, "nps", &c->nps);
    add_nps(w, "nps_turned", &c->turned);
    add_nps(w, "nps_left_out", &c->left_out);
    add_rows(w, c);
    pal_json_close(w);
}

void pal_report_conflicts(pal_buf *b, const pal_report *report)
{
    const pal_conflict_findings *c = findings_of(report);
    pal_buf_cstr(b, "row,id,wave,score,band,kind,sentiment,text\n");
    pal_csv line = {.out = b};
    for (size_t i = 0; c && i < c->count; i++) {
        const pal_shown_comment *shown = &c->rows[i].shown;
        pal_csv_uint(&line, shown->row);
        pal_csv_text(&line, shown->id);
        pal_csv_text(&line, c->rows[i].wave);
        pal_csv_uint(&line, (uint64_t)shown->score);
        pal_csv_cstr(&line, pal_band_name(shown->band));
        pal_csv_cstr(&line, verbals[c->rows[i].verbal]);
        pal_csv_cstr(&line, pal_polarity_name(shown->polarity));
        pal_csv_text(&line, shown->text);
        pal_csv_end(&line);
    }
}
