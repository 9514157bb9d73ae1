/* themes.csv: one line a theme. */
#include "report/report.h"

#include "base/str.h"
#include "report/csv_out.h"
#include "report/figures.h"
#include "report/write_impact.h"

static void add_share(pal_csv *line, double share, uint64_t base)
{
    if (base == 0)
        pal_csv_blank(line);
    else
        pal_csv_fixed(line, share, 4);
}

static void add_nps(pal_csv *line, double points, const pal_nps *nps)
{
    if (pal_figures_scored(nps) < PAL_NPS_ROWS_MIN)
        pal_csv_blank(line);
    else
        pal_csv_fixed(line, points, 1);
}

static void add_theme(pal_csv *line, const pal_theme *theme)
{
    pal_csv_text(line, theme->id);
    pal_csv_text(line, theme->label[PAL_LANGUAGE_FI]);
    pal_csv_text(line, theme->label[PAL_LANGUAGE_EN]);
    pal_csv_text(line, theme->group);
    pal_csv_text(line, theme->kind);
}

static void add_counts(pal_csv *line, const pal_theme_result *t, const pal_summary *s)
{
    const pal_bands *base = &s->nps_commented.bands;
    pal_csv_uint(line, t->mentions);
    add_share(line, t->share, s->answers);
    add_share(line, t->share_in_band[PAL_BAND_DETRACTOR], base->detractors);
    add_share(line, t->share_in_band[PAL_BAND_PASSIVE], base->passives);
    add_share(line, t->share_in_band[PAL_BAND_PROMOTER], base->promoters);
    pal_csv_uint(line, t->polarity[PAL_NEGATIVE]);
    pal_csv_uint(line, t->polarity[PAL_NEUTRAL]);
    pal_csv_uint(line, t->polarity[PAL_POSITIVE]);
    pal_csv_uint(line, t->wishes);
}

static void add_scores(pal_csv *line, const pal_theme_result *t)
{
    add_nps(line, t->with.nps, &t->with);
    add_nps(line, t->with.low, &t->with);
    add_nps(line, t->with.high, &t->with);
    add_nps(line, t->rest.nps, &t->rest);
    const double impact[] = {t->impact, t->impact_low, t->impact_high};
    for (size_t i = 0; i < sizeof impact / sizeof *impact; i++) {
        if (pal_figures_has_impact(t))
            pal_csv_fixed(line, impact[i], 2);
        else
            pal_csv_blank(line);
    }
}

void pal_report_themes(pal_buf *b, const pal_report *report)
{
    const pal_summary *s = report->summary;
    pal_buf_cstr(b, "theme,label_fi,label_en,group,kind,mentions,share,share_detractors,"
                    "share_passives,share_promoters,negative,neutral,positive,wishes,"
                    "nps_with,nps_with_low,nps_with_high,nps_rest,"
                    "impact,impact_low,impact_high");
    pal_buf_cstr(b, pal_report_impact_columns);
    pal_buf_byte(b, '\n');
    pal_csv line = {.out = b};
    for (size_t i = 0; i < s->theme_count; i++) {
        add_theme(&line, &report->themes[s->themes[i].theme]);
        add_counts(&line, &s->themes[i], s);
        add_scores(&line, &s->themes[i]);
        pal_report_impact_cells(&line, report, s->themes[i].theme);
        pal_csv_end(&line);
    }
}
