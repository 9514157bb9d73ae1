#include "stats/key_figures.h"

#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "base/kpi_counts.h"
#include "stats/nps.h"
#include "stats/proportion.h"

/* Whole numbers up to here are exact, and so are their sums. */
static const uint64_t COUNT_MAX = 1000000000000;
enum { NPS_MIN = 10, USES_MAX = 4 };

static pal_status refuse(pal_error *err, const char *why)
{
    return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL), "%s", why);
}

/* Share of a whole, in per cent, with Wilson's interval. */
static pal_status share_of(pal_kpi *out, uint64_t part, uint64_t whole)
{
    pal_range range = pal_wilson((pal_part){part, whole}, PAL_Z95);
    out->value = 100.0 * (double)part / (double)whole;
    out->low = 100.0 * range.low;
    out->high = 100.0 * range.high;
    out->n = whole;
    return PAL_OK;
}

/* Customers of the start who are still there. */
static pal_status kept_of(uint64_t *kept, const pal_kpi_counts *c, pal_error *err)
{
    if (!c->start.given || !c->end.given || !c->added.given)
        return refuse(err, "give start, end and new: customers at the start and at the "
                           "end, and those who came in between");
    if (c->start.value == 0)
        return refuse(err, "start is 0: there was no customer to keep");
    if (c->added.value > c->end.value)
        return refuse(err, "new is more than end: all new customers are counted at the "
                           "end");
    if (c->end.value - c->added.value > c->start.value)
        return refuse(err, "end - new is more than start: more customers stayed than "
                           "there were");
    *kept = c->end.value - c->added.value;
    return PAL_OK;
}

static pal_status find_retention(pal_kpi *out, const pal_kpi_counts *c, pal_error *err)
{
    uint64_t kept = 0;
    pal_status status = kept_of(&kept, c, err);
    return status == PAL_OK ? share_of(out, kept, c->start.value) : status;
}

static pal_status find_churn(pal_kpi *out, const pal_kpi_counts *c, pal_error *err)
{
    uint64_t kept = 0;
    if (!c->lost.given) {
        pal_status status = kept_of(&kept, c, err);
        return status == PAL_OK ? share_of(out, c->start.value - kept, c->start.value)
                                : status;
    }
    if (!c->start.given || c->end.given || c->added.given)
        return refuse(err, "give start and lost, or start, end and new");
    if (c->start.value == 0)
        return refuse(err, "start is 0: there was no customer to lose");
    if (c->lost.value > c->start.value)
        return refuse(err, "lost is more than start");
    return share_of(out, c->lost.value, c->start.value);
}

static pal_status find_referral(pal_kpi *out, const pal_kpi_counts *c, pal_error *err)
{
    if (!c->referred.given || !c->total.given)
        return refuse(err, "give referred and total: purchases that a referral brought, "
                           "and all purchases");
    if (c->total.value == 0)
        return refuse(err, "total is 0: there was no purchase");
    if (c->referred.value > c->total.value)
        return refuse(err, "referred is more than total");
    return share_of(out, c->referred.value, c->total.value);
}

static pal_status find_trial(pal_kpi *out, const pal_kpi_counts *c, pal_error *err)
{
    if (!c->trials.given || !c->paid.given)
        return refuse(err, "give trials and paid: trials that ended, and those of them "
                           "that became paid");
    if (c->trials.value == 0)
        return refuse(err, "trials is 0: there was no trial");
    if (c->paid.value > c->trials.value)
        return refuse(err, "paid is more than trials");
    return share_of(out, c->paid.value, c->trials.value);
}

static pal_status find_mau(pal_kpi *out, const pal_kpi_counts *c, pal_error *err)
{
    if (!c->before.given || !c->after.given)
        return refuse(err, "give before and after: active users of two months");
    if (c->before.value == 0)
        return refuse(err, "before is 0: a change has nothing to start from");
    out->value = 100.0 * ((double)c->after.value - (double)c->before.value) /
                 (double)c->before.value;
    out->n = c->before.value;
    return PAL_OK;
}

static pal_status find_nps(pal_kpi *out, const pal_kpi_counts *c, pal_error *err)
{
    if (!c->promoters.given || !c->passives.given || !c->detractors.given)
        return refuse(err, "give promoters, passives and detractors: answers of 9 and "
                           "10, 7 and 8, 0 to 6");
    const pal_bands bands = {c->detractors.value, c->passives.value, c->promoters.value};
    out->n = pal_bands_count(bands);
    if (out->n < NPS_MIN)
        return refuse(err, "an NPS needs 10 answers");
    pal_nps nps = pal_nps_from(bands);
    out->value = nps.nps;
    out->low = nps.low;
    out->high = nps.high;
    return PAL_OK;
}

/* A count that the figure does not use was meant for another one. */
static pal_status refuse_unused(const char *name, const char *const *uses,
                                const pal_kpi_counts *counts, pal_error *err)
{
    for (size_t i = 0; i < PAL_KPI_COUNT_COUNT; i++) {
        bool used = false;
        for (size_t k = 0; k < USES_MAX && uses[k]; k++)
            used = used || strcmp(uses[k], pal_kpi_count_name(i)) == 0;
        if (!used && pal_kpi_count_at(counts, i)->given)
            return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                            "%s is not made from %s: leave it out", name,
                            pal_kpi_count_name(i));
    }
    return PAL_OK;
}

pal_status pal_key_figure(pal_kpi *out, const char *name, const pal_kpi_counts *counts,
                          pal_error *err)
{
    static const struct {
        const char *name;
        pal_kpi_kind kind;
        pal_status (*find)(pal_kpi *, const pal_kpi_counts *, pal_error *);
        const char *uses[USES_MAX];
    } figures[] = {
        {"retention", PAL_KPI_RETENTION, find_retention, {"start", "end", "new"}},
        {"churn", PAL_KPI_CHURN, find_churn, {"start", "lost", "end", "new"}},
        {"referral", PAL_KPI_REFERRAL, find_referral, {"referred", "total"}},
        {"trial-to-paid", PAL_KPI_TRIAL, find_trial, {"trials", "paid"}},
        {"mau", PAL_KPI_MAU, find_mau, {"before", "after"}},
        {"nps", PAL_KPI_NPS, find_nps, {"promoters", "passives", "detractors"}},
    };
    for (size_t i = 0; i < PAL_KPI_COUNT_COUNT; i++)
        if (pal_kpi_count_at(counts, i)->value > COUNT_MAX)
            return refuse(err, "counts go up to 1,000,000,000,000");
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        if (strcmp(name, figures[i].name) != 0)
            continue;
        pal_kpi made = {.kind = figures[i].kind,
                        .name = figures[i].name,
                        .counts = *counts,
                        .low = NAN,
                        .high = NAN};
        pal_status status = refuse_unused(name, figures[i].uses, counts, err);
        if (status == PAL_OK)
            status = figures[i].find(&made, counts, err);
        if (status == PAL_OK)
            *out = made;
        return status;
    }
    return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                    "no key figure '%.40s': they are retention, churn, referral, "
                    "trial-to-paid, mau and nps",
                    name);
}
