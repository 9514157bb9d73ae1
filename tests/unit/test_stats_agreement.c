/* Agreement of coders: published examples, and R (irr, psych). */
#include "stats_help.h"

#include "stats/agreement.h"

#define NA ((double)NAN)

static double alpha(const double *values, size_t units, size_t coders, pal_level level)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    double a = -9;
    cr_expect(pal_alpha(&a, values, units, coders, level, mem));
    pal_arena_close(mem);
    return a;
}

/* Krippendorff's reliability data "C": 12 units by 4 coders. */
Test(stats_agreement, krippendorff_c)
{
    static const double c[12][4] = {{1, 1, NA, 1}, {2, 2, 3, 2},   {3, 3, 3, 3},
                                    {3, 3, 3, 3},  {2, 2, 2, 2},   {1, 2, 3, 4},
                                    {4, 4, 4, 4},  {1, 1, 2, 1},   {2, 2, 2, 2},
                                    {NA, 5, 5, 5}, {NA, NA, 1, 1}, {NA, NA, 3, NA}};
    cr_expect(near(alpha(c[0], 12, 4, PAL_LEVEL_NOMINAL), .7434210526, 5e-11));
    cr_expect(near(alpha(c[0], 12, 4, PAL_LEVEL_NOMINAL), .743421052632, 5e-13));
    cr_expect(near(alpha(c[0], 12, 4, PAL_LEVEL_ORDINAL), .8153875038, 5e-11));
    cr_expect(near(alpha(c[0], 12, 4, PAL_LEVEL_INTERVAL), .8491071429, 5e-11));
    cr_expect(near(alpha(c[0], 12, 4, PAL_LEVEL_RATIO), .7974027747, 5e-11));
}

/* The example with gaps of Wikipedia's article: 15 units by 3 coders. */
Test(stats_agreement, krippendorff_with_gaps)
{
    static const double w[15][3] = {{NA, 1, NA}, {NA, NA, NA}, {NA, 2, 2}, {NA, 1, 1},
                                    {NA, 3, 3},  {3, 3, 4},    {4, 4, 4},  {1, 3, NA},
                                    {2, NA, 2},  {1, NA, 1},   {1, NA, 1}, {3, NA, 3},
                                    {3, NA, 3},  {NA, NA, NA}, {3, NA, 4}};
    cr_expect(near(alpha(w[0], 15, 3, PAL_LEVEL_NOMINAL), .6913580247, 5e-11));
    cr_expect(near(alpha(w[0], 15, 3, PAL_LEVEL_INTERVAL), .8108448928, 5e-11));
    cr_expect(near(alpha(w[0], 15, 3, PAL_LEVEL_ORDINAL), .8067214199, 5e-11));
}

/* NLTK's dresses: yes, no, no; yes, no; and one that a single coder saw. */
Test(stats_agreement, nltk_dresses)
{
    static const double d[3][3] = {{1, 0, 0}, {1, 0, NA}, {NA, NA, 0}};
    cr_expect(near(alpha(d[0], 3, 3, PAL_LEVEL_NOMINAL), -.3333333, 5e-8));
}

Test(stats_agreement, alpha_without_variation_is_unknown)
{
    static const double same[2][2] = {{1, 1}, {1, 1}};
    cr_expect(isnan(alpha(same[0], 2, 2, PAL_LEVEL_NOMINAL)));
    cr_expect(isnan(alpha(NULL, 0, 2, PAL_LEVEL_ORDINAL)));
    static const double one[2][2] = {{1, NA}, {NA, 2}};
    cr_expect(isnan(alpha(one[0], 2, 2, PAL_LEVEL_INTERVAL)));
    pal_arena *mem = pal_arena_open(64);
    double a = -9;
    cr_expect_not(pal_alpha(&a, same[0], SIZE_MAX / 2, 3, PAL_LEVEL_NOMINAL, mem));
    cr_expect(near(a, -9, 0), "out was touched");
    pal_arena_close(mem);
}

/* Wikipedia, Cohen's kappa. */
Test(stats_agreement, cohen_two_by_two)
{
    static const struct {
        double table[4], kappa;
    } cases[] = {{{20, 5, 10, 15}, .4},
                 {{45, 15, 25, 15}, .1304347826},
                 {{25, 35, 5, 35}, .2592592593}};
    for (size_t i = 0; i < COUNT(cases); i++)
        cr_expect(near(pal_kappa_cohen(cases[i].table, 2, NULL, 0).kappa, cases[i].kappa,
                       5e-11));
}

/* Cohen 1968, shares of 200; his disagreement weights as agreement 1 - v/6. */
Test(stats_agreement, cohen_1968)
{
    static const double table[] = {.44, .07, .09, .05, .20, .05, .01, .03, .06};
    pal_kappa k = pal_kappa_cohen(table, 3, NULL, 200);
    cr_expect(near(k.kappa, .491525423729, 5e-13));
    cr_expect(near(k.observed, .7, 1e-12) && near(k.expected, .41, 1e-12));
    static const double v[] = {0, 1, 3, 1, 0, 6, 3, 6, 0};
    double weights[9];
    for (size_t i = 0; i < 9; i++)
        weights[i] = 1 - v[i] / 6;
    cr_expect(near(pal_kappa_cohen(table, 3, weights, 200).kappa, .347826086957, 5e-13));
}

/* By hand: all three disagreements one step apart count half, linear; a quarter, squared.
 */
Test(stats_agreement, weights_by_distance)
{
    double w[9];
    pal_kappa_weights(w, 3, 1);
    cr_expect(near(w[0], 1, 0) && near(w[1], .5, 1e-15) && near(w[2], 0, 1e-15));
    pal_kappa_weights(w, 3, 2);
    cr_expect(near(w[3], .75, 1e-15) && near(w[6], 0, 1e-15));
}

/* Wikipedia, Fleiss' kappa: 14 raters, 10 subjects, 5 categories. */
Test(stats_agreement, fleiss_ten_by_five)
{
    static const uint32_t counts[10][5] = {
        {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0},
        {2, 2, 8, 1, 1},  {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2},
        {6, 5, 2, 1, 0},  {0, 2, 2, 3, 7}};
    pal_kappa k = pal_kappa_fleiss(counts[0], 10, 5);
    cr_expect(near(k.observed, .378021978, 5e-10));
    cr_expect(near(k.expected, .212755102, 5e-10));
    cr_expect(near(k.kappa, .209930704, 5e-10));
    static const uint32_t uneven[2][2] = {{2, 1}, {1, 1}};
    cr_expect(isnan(pal_kappa_fleiss(uneven[0], 2, 2).kappa));
    cr_expect(isnan(pal_kappa_fleiss(NULL, 0, 2).kappa));
}

enum { PATIENTS = 30, RATERS = 6, DIAGNOSES = 5 };

static pal_kappa fleiss(const double *data, size_t raters)
{
    uint32_t counts[PATIENTS][DIAGNOSES] = {{0}};
    for (size_t i = 0; i < PATIENTS; i++)
        for (size_t r = 0; r < raters; r++)
            counts[i][(size_t)data[i * RATERS + r] - 1]++;
    return pal_kappa_fleiss(counts[0], PATIENTS, DIAGNOSES);
}

/* The data and examples of the R package irr. */
Test(stats_agreement, irr_diagnoses)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    size_t rows = 0;
    const double *data =
        read_numbers(mem, "tests/data/stats/diagnoses.tsv", true, RATERS, &rows);
    cr_assert_eq(rows, (size_t)PATIENTS);
    pal_kappa k = fleiss(data, 6);
    cr_expect(near(k.kappa, .430, 5e-4) && near(k.z, 17.7, .05));
    cr_expect(near(k.z, 17.652, 5e-4));
    k = fleiss(data, 4);
    cr_expect(near(k.kappa, .489, 5e-4) && near(k.z, 13.0, .05));
    int32_t codes[PATIENTS * RATERS];
    double table[DIAGNOSES * DIAGNOSES] = {0};
    for (size_t i = 0; i < PATIENTS; i++) {
        for (size_t r = 0; r < RATERS; r++)
            codes[i * RATERS + r] = (int32_t)data[i * RATERS + r] - 1;
        table[codes[i * RATERS + 1] * DIAGNOSES + codes[i * RATERS + 2]]++;
    }
    k = pal_kappa_cohen(table, DIAGNOSES, NULL, 0);
    cr_expect(near(k.kappa, .631, 5e-4) && near(k.z, 7.56, 5e-3));
    k = pal_kappa_light(codes, PATIENTS, RATERS, DIAGNOSES, mem);
    cr_expect(near(k.kappa, .459, 5e-4) && near(k.z, 2.31, 5e-3));
    pal_arena_close(mem);
}

/* 118 + 5 agreements of 125, nearly all in one category: Gwet 2008, table 1. */
Test(stats_agreement, skewed_prevalence)
{
    static const double table[] = {118, 5, 2, 0};
    cr_expect_lt(pal_kappa_cohen(table, 2, NULL, 0).kappa, 0);
    pal_skewed s = pal_kappa_skewed(table, 2);
    cr_expect(near(s.pabak, 2 * 118.0 / 125 - 1, 1e-12));
    cr_expect(near(s.ac1, .9408, 5e-5));
}

/* By hand from Passonneau's definition. */
Test(stats_agreement, distances_of_sets)
{
    cr_expect(near(pal_distance_jaccard(7, 7), 0, 0) &&
              near(pal_distance_masi(7, 7), 0, 0));
    cr_expect(near(pal_distance_jaccard(0, 0), 0, 0) &&
              near(pal_distance_masi(0, 0), 0, 0));
    cr_expect(near(pal_distance_jaccard(0, 1), 1, 0) &&
              near(pal_distance_masi(0, 1), 1, 0));
    cr_expect(near(pal_distance_jaccard(1, 3), .5, 1e-15));
    cr_expect(near(pal_distance_masi(1, 3), 2.0 / 3, 1e-15));
    cr_expect(near(pal_distance_masi(3, 6), 1 - 1.0 / 9, 1e-15));
    cr_expect(near(pal_distance_masi(1, 2), 1, 0));
}

static double equal_or_not(pal_labels a, pal_labels b)
{
    return a == b ? 0 : 1;
}

/* NLTK's documentation of AnnotationTask has these sets (1: v1, 2: v2). */
Test(stats_agreement, alpha_of_sets)
{
    pal_arena *mem = pal_arena_open(1 << 20);
    static const pal_labels sets[4][2] = {
        {1, 1}, {2, 2}, {1, 2}, {4, PAL_LABELS_MISSING}};
    double a = -9;
    cr_assert(pal_alpha_sets(&a, sets[0], 4, 2, equal_or_not, mem));
    static const double codes[4][2] = {{1, 1}, {2, 2}, {1, 2}, {4, NA}};
    cr_expect(near(a, alpha(codes[0], 4, 2, PAL_LEVEL_NOMINAL), 1e-14));
    /* {a} {a,b}: one unit in conflict. D_o = (2/3 + 2/3)/4; values a a a ab of 4:
     * D_e = 2 x 3 x 1 x 2/3 / (4 x 3) */
    static const pal_labels near_misses[2][2] = {{1, 1}, {1, 3}};
    cr_assert(pal_alpha_sets(&a, near_misses[0], 2, 2, pal_distance_masi, mem));
    cr_expect(near(a, 1 - (4.0 / 3 / 4) / (4.0 / 12), 1e-14));
    pal_arena_close(mem);
}
