#include "report/text_kpi.h"

#include <math.h>

#include "base/kpi_counts.h"
#include "base/num.h"
#include "base/str.h"
#include "report/figures.h"
#include "report/json_out.h"

/* A formula; each % stands for the next count of the list. */
typedef struct formula {
    const char *words[2]; /* Finnish, English */
    const char *numbers;
    size_t counts[4]; /* offsets into pal_kpi_counts */
} formula;

#define OF(field) offsetof(pal_kpi_counts, field)
static const formula by_kind[PAL_KPI_KIND_COUNT] = {
    [PAL_KPI_RETENTION] = {{"(lopussa − uudet) / alussa × 100",
                            "(end − new) / start × 100"},
                           "(% − %) / % × 100",
                           {OF(end), OF(added), OF(start), 0}},
    [PAL_KPI_CHURN] = {{"(alussa − (lopussa − uudet)) / alussa × 100",
                        "(start − (end − new)) / start × 100"},
                       "(% − (% − %)) / % × 100",
                       {OF(start), OF(end), OF(added), OF(start)}},
    [PAL_KPI_REFERRAL] = {{"suosittelusta tulleet ostot / kaikki ostot × 100",
                           "referred purchases / all purchases × 100"},
                          "% / % × 100",
                          {OF(referred), OF(total), 0, 0}},
    [PAL_KPI_TRIAL] = {{"maksaviksi siirtyneet / kokeilut × 100",
                        "became paid / trials × 100"},
                       "% / % × 100",
                       {OF(paid), OF(trials), 0, 0}},
    [PAL_KPI_MAU] = {{"(nyt − ennen) / ennen × 100", "(after − before) / before × 100"},
                     "(% − %) / % × 100",
                     {OF(after), OF(before), OF(before), 0}},
    [PAL_KPI_NPS] = {{"suosittelijoiden % − arvostelijoiden %",
                      "% of promoters − % of detractors"},
                     "(% − %) / (% + % + %) × 100",
                     {OF(promoters), OF(detractors), OF(promoters), OF(passives)}},
};
static const formula lost_of_start = {{"menetetyt / alussa × 100", "lost / start × 100"},
                                      "% / % × 100",
                                      {OF(lost), OF(start), 0, 0}};

static const char *const labels[PAL_KPI_KIND_COUNT][2] = {
    [PAL_KPI_RETENTION] = {"Asiakaspysyvyys (CRR)", "Customer retention rate"},
    [PAL_KPI_CHURN] = {"Asiakaspoistuma", "Churn"},
    [PAL_KPI_REFERRAL] = {"Suositteluprosentti", "Customer referral rate"},
    [PAL_KPI_TRIAL] = {"Kokeilusta maksavaksi", "Trial to paid"},
    [PAL_KPI_MAU] = {"Aktiivisten käyttäjien muutos (MAU)",
                     "Change of active users (MAU)"},
    [PAL_KPI_NPS] = {"NPS", "NPS"},
};

static const formula *formula_of(const pal_kpi *kpi)
{
    bool lost = kpi->kind == PAL_KPI_CHURN && kpi->counts.lost.given;
    return lost ? &lost_of_start : &by_kind[kpi->kind];
}

static uint64_t count_at(const pal_kpi *kpi, size_t offset)
{
    const char *base = (const char *)&kpi->counts;
    return ((const pal_kpi_count *)(const void *)(base + offset))->value;
}

static void add_number(pal_buf *b, double value, char point)
{
    if (fabs(value) >= 5e8)
        pal_num_int(b, (int64_t)value);
    else
        pal_num_fixed(b, value, 2, point);
}

/* The numbers in their places; of the five of NPS the last is the detractors again. */
static void add_numbers(pal_buf *b, const pal_kpi *kpi)
{
    const formula *f = formula_of(kpi);
    size_t next = 0;
    for (const char *c = f->numbers; *c; c++) {
        if (*c != '%') {
            pal_buf_byte(b, *c);
            continue;
        }
        pal_num_uint(b, count_at(kpi, next < 4 ? f->counts[next] : OF(detractors)));
        next++;
    }
}

static void add_interval(pal_buf *b, const pal_kpi *kpi, bool english, char point)
{
    pal_buf_cstr(b, english ? "95 % interval: " : "95 %:n väli: ");
    add_number(b, kpi->low, point);
    /* a dash would meet the minus of a negative bound */
    bool dash = kpi->kind != PAL_KPI_NPS;
    pal_buf_cstr(b, english ? " to " : dash ? "–" : "…");
    add_number(b, kpi->high, point);
    if (kpi->kind != PAL_KPI_NPS)
        pal_buf_cstr(b, " %");
    pal_buf_cstr(b, kpi->kind == PAL_KPI_NPS ? " (Rocks 2016)\n" : " (Wilson 1927)\n");
}

void pal_report_kpi_text(pal_buf *b, const pal_kpi *kpi, pal_language screen)
{
    bool english = screen == PAL_LANGUAGE_EN;
    char point = english ? '.' : ',';
    pal_buf_cstr(b, labels[kpi->kind][english]);
    pal_buf_cstr(b, ": ");
    bool signed_value = kpi->kind == PAL_KPI_NPS || kpi->kind == PAL_KPI_MAU;
    if (signed_value && kpi->value > 0.0)
        pal_buf_byte(b, '+');
    add_number(b, kpi->value, point);
    pal_buf_cstr(b, kpi->kind == PAL_KPI_NPS ? "\n" : " %\n");
    if (!isnan(kpi->low))
        add_interval(b, kpi, english, point);
    pal_buf_cstr(b, english ? "Formula: " : "Kaava: ");
    pal_buf_cstr(b, formula_of(kpi)->words[english]);
    pal_buf_cstr(b, " = ");
    add_numbers(b, kpi);
    pal_buf_byte(b, '\n');
    if (!isnan(kpi->low) && kpi->n < PAL_NPS_ROWS_SURE)
        pal_buf_cstr(b, english ? "Fewer than 30 cases: a rough figure.\n"
                                : "Tapauksia on alle 30: luku on suuntaa antava.\n");
}

void pal_report_kpi_json(pal_buf *b, const pal_kpi *kpi)
{
    pal_json w = {.out = b};
    pal_json_open(&w, NULL, PAL_JSON_OBJECT);
    pal_json_cstr(&w, "kpi", kpi->name);
    pal_json_number(&w, "value", kpi->value);
    pal_json_cstr(&w, "unit", kpi->kind == PAL_KPI_NPS ? "points" : "percent");
    pal_json_number(&w, "low", kpi->low);
    pal_json_number(&w, "high", kpi->high);
    pal_json_cstr(&w, "formula", formula_of(kpi)->words[1]);
    pal_json_open_flat(&w, "counts", PAL_JSON_OBJECT);
    for (size_t i = 0; i < PAL_KPI_COUNT_COUNT; i++) {
        const pal_kpi_count *c = pal_kpi_count_at(&kpi->counts, i);
        if (c->given)
            pal_json_uint(&w, pal_kpi_count_name(i), c->value);
    }
    pal_json_close(&w);
    pal_json_close(&w);
    pal_json_end(&w);
}
