/* Regression and importance: R 4.2.2 and the R package relaimpo. */
#include "stats_help.h"

#include "stats/dist.h"
#include "stats/importance.h"
#include "stats/regress.h"

enum { SWISS_COLUMNS = 6, ATTITUDE_COLUMNS = 7, ROWS_MAX = 64 };

static pal_covariance covariance(pal_arena *mem, const char *path, size_t columns)
{
    size_t rows = 0;
    const double *data = read_numbers(mem, path, true, columns, &rows);
    double *x = pal_new(mem, double, rows *columns);
    double *y = pal_new(mem, double, rows);
    pal_covariance c = {0};
    cr_assert(x && y);
    split_column(data, rows, columns, 0, y, x);
    cr_assert(pal_covariance_of(&c, x, y, rows, columns - 1, mem));
    return c;
}

/* Fertility by agriculture, examination, education, Catholics, infant mortality. */
Test(stats_regress, shares_of_swiss_fertility)
{
    static const double lmg[] = {.0570912208, .1711730289, .2601346786, .1055701504,
                                 .1127659229};
    static const double johnson[] = {.0484168958, .1547082498, .2719641046, .1146800299,
                                     .1169657214};
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_covariance c = covariance(mem, "tests/data/stats/swiss.tsv", SWISS_COLUMNS);
    double shares[5];
    double sum = 0;
    cr_assert(pal_lmg_shares(shares, &c, mem));
    for (size_t i = 0; i < 5; i++) {
        cr_expect(near(shares[i], lmg[i], 5e-11));
        sum += shares[i];
    }
    cr_expect(near(sum, .7067350016, 5e-11));
    sum = 0;
    cr_assert(pal_johnson_weights(shares, &c, mem));
    for (size_t i = 0; i < 5; i++) {
        cr_expect(near(shares[i], johnson[i], 5e-11));
        sum += shares[i];
    }
    cr_expect(near(sum, .7067350016, 5e-11));
    pal_arena_close(mem);
}

/* Rating by complaints, privileges, learning, raises, critical, advance. */
Test(stats_regress, shares_of_attitude)
{
    static const double lmg[] = {.3708161943, .0509037930, .1557659902,
                                 .1203450794, .0065887225, .0281822131};
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_covariance c = covariance(mem, "tests/data/stats/attitude.tsv", ATTITUDE_COLUMNS);
    double shares[6];
    double sum = 0;
    cr_assert(pal_lmg_shares(shares, &c, mem));
    for (size_t i = 0; i < 6; i++) {
        cr_expect(near(shares[i], lmg[i], 5e-11));
        sum += shares[i];
    }
    cr_expect(near(sum, .7326019925, 5e-11));
    pal_arena_close(mem);
}

Test(stats_regress, shares_refuse_too_many_predictors)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_covariance c = {.k = PAL_LMG_MAX + 1, .yy = 1};
    double share = -1;
    cr_expect_not(pal_lmg_shares(&share, &c, mem));
    c.k = PAL_JOHNSON_MAX + 1;
    cr_expect_not(pal_johnson_weights(&share, &c, mem));
    cr_expect(near(share, -1, 0));
    /* a predictor given twice: the two share what one would have, and R2 is that of one
     */
    static const double xx[] = {1, 1, 1, 1};
    static const double xy[] = {.5, .5};
    double shares[2];
    c = (pal_covariance){2, xx, xy, 1};
    cr_assert(pal_lmg_shares(shares, &c, mem));
    cr_expect(near(shares[0], .125, 1e-12) && near(shares[1], .125, 1e-12));
    cr_assert(pal_johnson_weights(shares, &c, mem));
    cr_expect(near(shares[0], .125, 1e-12) && near(shares[1], .125, 1e-12));
    pal_arena_close(mem);
}

/* Fifteen independent predictors: the exact shares are the squared correlations. */
Test(stats_regress, shares_of_independent_predictors)
{
    enum { K = PAL_LMG_MAX };
    static double xx[K * K];
    static double xy[K];
    double shares[K];
    for (size_t i = 0; i < K; i++) {
        xx[i * K + i] = (double)(i + 1);
        xy[i] = sqrt((double)(i + 1)) * .01 * (double)i;
    }
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_covariance c = {K, xx, xy, 1};
    cr_assert(pal_lmg_shares(shares, &c, mem));
    for (size_t i = 0; i < K; i++)
        cr_expect(near(shares[i], 1e-4 * (double)(i * i), 1e-13));
    cr_assert(pal_johnson_weights(shares, &c, mem));
    for (size_t i = 0; i < K; i++)
        cr_expect(near(shares[i], 1e-4 * (double)(i * i), 1e-13));
    pal_arena_close(mem);
}

/* lm() and the HC3 matrix written out in R. Columns 3 and 7 are copies. */
Test(stats_regress, hc3_of_swiss_fertility)
{
    static const double beta[] = {66.9151816789687, -.1721139709415, -.2580082398347,
                                  -.8709400629394,  .1041153307438,  1.0770481406910};
    static const double se[] = {11.51741707028473, .07159680685556, .27337834295384,
                                .21012041496770,   .03275619514793, .45873471520536};
    static const double p[] = {8.062125633850e-07, 2.082396074773e-02,
                               3.508121029617e-01, 1.660909849511e-04,
                               2.815191082043e-03, 2.378736104737e-02};
    static const size_t column[] = {0, 1, 2, 4, 5, 6};
    pal_arena *mem = pal_arena_open(1 << 20);
    size_t rows = 0;
    const double *data =
        read_numbers(mem, "tests/data/stats/swiss.tsv", true, SWISS_COLUMNS, &rows);
    pal_ols *ols = pal_ols_open(mem, 8);
    cr_assert_not_null(ols);
    double x[ROWS_MAX][8];
    for (size_t i = 0; i < rows; i++) {
        const double *d = data + i * SWISS_COLUMNS;
        double row[] = {1, d[1], d[2], d[1] + d[2], d[3], d[4], d[5], 2};
        memcpy(x[i], row, sizeof row);
        pal_ols_add(ols, x[i], d[0]);
    }
    cr_assert(pal_ols_solve(ols, mem));
    for (size_t i = 0; i < rows; i++)
        pal_ols_residual(ols, x[i], data[i * SWISS_COLUMNS]);
    cr_assert(pal_ols_finish(ols, mem));
    cr_expect_eq(ols->rank, 6u);
    cr_expect(ols->dropped[3] && ols->dropped[7] && !ols->dropped[4]);
    cr_expect(near(ols->beta[3], 0, 0) && near(pal_ols_p(ols, 3), 1, 0));
    cr_expect(near(ols->df, 41, 0) && near(ols->r2, .7067350015927, 5e-13));
    for (size_t i = 0; i < COUNT(column); i++) {
        cr_expect(close_to(ols->beta[column[i]], beta[i], 1e-10));
        cr_expect(close_to(ols->se[column[i]], se[i], 1e-10));
        cr_expect(close_to(pal_ols_p(ols, column[i]), p[i], 1e-8));
    }
    pal_arena_close(mem);
}

/* sum over themes of beta x share + intercept = NPS, whatever the data. */
Test(stats_regress, themes_add_up_to_the_nps)
{
    enum { N = 500, THEMES = 12 };
    static double x[N][THEMES + 1];
    static double y[N];
    uint32_t state = 3;
    double nps = 0;
    double share[THEMES + 1] = {0};
    pal_arena *mem = pal_arena_open(1 << 20);
    pal_ols *ols = pal_ols_open(mem, THEMES + 1);
    for (size_t i = 0; i < N; i++) {
        for (size_t t = 0; t <= THEMES; t++) {
            state = state * 1664525 + 1013904223;
            x[i][t] = t == 0 || (state >> 16) % (3 + t) == 0;
            share[t] += x[i][t] / N;
        }
        state = state * 1664525 + 1013904223;
        y[i] = 100.0 * ((state >> 16) % 3) - 100.0;
        nps += y[i] / N;
    }
    x[7][THEMES] = 1; /* the only answer with the last theme: the fit must hit it */
    for (size_t i = 0; i < N; i++) {
        share[THEMES] -= i != 7 ? x[i][THEMES] / N : 0;
        x[i][THEMES] = i == 7;
        pal_ols_add(ols, x[i], y[i]);
    }
    share[THEMES] = 1.0 / N;
    cr_assert(pal_ols_solve(ols, mem));
    double sum = 0;
    for (size_t t = 0; t <= THEMES; t++)
        sum += ols->beta[t] * share[t];
    cr_expect(near(sum, nps, 1e-9));
    for (size_t i = 0; i < N; i++)
        pal_ols_residual(ols, x[i], y[i]);
    cr_assert(pal_ols_finish(ols, mem));
    cr_expect_eq(ols->pinned, 1u);
    cr_expect(isfinite(ols->se[THEMES]));
    pal_arena_close(mem);
}

Test(stats_regress, refuses_what_it_cannot_hold)
{
    pal_arena *mem = pal_arena_open(4096);
    cr_expect_null(pal_ols_open(mem, 0));
    cr_expect_null(pal_ols_open(mem, PAL_OLS_COLUMNS_MAX + 1));
    cr_expect_null(pal_ols_open(mem, PAL_OLS_COLUMNS_MAX));
    pal_arena_close(mem);
}
