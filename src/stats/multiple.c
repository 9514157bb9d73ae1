#include "stats/multiple.h"

#include <math.h>
#include <stdlib.h>

typedef struct ranked {
    double p;
    size_t at;
} ranked;

static int by_p(const void *a, const void *b)
{
    const ranked *x = a;
    const ranked *y = b;
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    return x->at < y->at ? -1 : 1;
}

/* q is not less than p, but for rounding. */
static bool may_matter(double p, double most)
{
    return p <= 2.0 * most;
}

bool pal_bh_q_most(double *q, const double *p, size_t count, double most,
                   pal_arena *scratch)
{
    size_t tests = 0;
    size_t some = 0;
    for (size_t i = 0; i < count; i++) {
        tests += isnan(p[i]) ? 0 : 1;
        some += may_matter(p[i], most);
    }
    ranked *list = pal_new(scratch, ranked, some);
    if (!list)
        return false;
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        if (may_matter(p[i], most))
            list[at++] = (ranked){p[i], i};
        q[i] = isnan(p[i]) ? p[i] : 1.0;
    }
    if (some > 1)
        qsort(list, some, sizeof *list, by_p);
    double least = 1.0;
    for (size_t i = some; i-- > 0;) {
        least = fmin(least, list[i].p * (double)tests / (double)(i + 1));
        q[list[i].at] = least;
    }
    return true;
}

bool pal_bh_q(double *q, const double *p, size_t count, pal_arena *scratch)
{
    return pal_bh_q_most(q, p, count, 1.0, scratch);
}
