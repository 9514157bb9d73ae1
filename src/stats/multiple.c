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

bool pal_bh_q(double *q, const double *p, size_t count, pal_arena *scratch)
{
    ranked *list = pal_new(scratch, ranked, count);
    if (!list)
        return false;
    size_t tests = 0;
    for (size_t i = 0; i < count; i++) {
        if (isnan(p[i]))
            q[i] = p[i];
        else
            list[tests++] = (ranked){p[i], i};
    }
    if (tests > 1)
        qsort(list, tests, sizeof *list, by_p);
    double least = 1.0;
    for (size_t i = tests; i-- > 0;) {
        least = fmin(least, list[i].p * (double)tests / (double)(i + 1));
        q[list[i].at] = least;
    }
    return true;
}
