#include <criterion/criterion.h>

#include <math.h>

#include "bootstrap.h"

enum { LIMIT = 8 << 20, COMMENTS_MAX = 400 };

static pal_agreement_range ranges_of(size_t count, size_t right)
{
    static pal_agreed comments[COMMENTS_MAX];
    for (size_t i = 0; i < count; i++)
        comments[i] = (pal_agreed){.gold = 1,
                                   .found = 1,
                                   .right = i < right,
                                   .right_polarity = i < right,
                                   .overall = i < right};
    pal_agreement_range out;
    pal_arena *mem = pal_arena_open(LIMIT);
    cr_assert(pal_bootstrap(comments, count, mem, &out));
    pal_arena_close(mem);
    return out;
}

/* A share of resampled comments is binomial: R's qbinom(c(.025, .975), 100, .8) is 72 and
 * 88, of 400 and .75 it is 283 and 317. With one theme a comment, F1 is the same share.
 */
Test(model_bootstrap, the_interval_of_a_share_is_that_of_the_binomial)
{
    pal_agreement_range few = ranges_of(100, 80);
    cr_expect_float_eq(few.overall_accuracy.low, 0.72, 0.0101);
    cr_expect_float_eq(few.overall_accuracy.high, 0.88, 0.0101);
    cr_expect_float_eq(few.micro_f1.low, 0.72, 0.0101);
    cr_expect_float_eq(few.polarity_micro_f1.high, 0.88, 0.0101);
    pal_agreement_range many = ranges_of(400, 300);
    cr_expect_float_eq(many.overall_accuracy.low, 283.0 / 400, 0.0051);
    cr_expect_float_eq(many.overall_accuracy.high, 317.0 / 400, 0.0051);
}

Test(model_bootstrap, what_is_always_right_is_certain)
{
    pal_agreement_range r = ranges_of(50, 50);
    cr_expect(r.micro_f1.low >= 1.0 && r.micro_f1.high <= 1.0);
    cr_expect(r.overall_accuracy.low >= 1.0 && r.overall_accuracy.high <= 1.0);
}

Test(model_bootstrap, without_comments_nothing_is_known)
{
    pal_agreement_range r = ranges_of(0, 0);
    cr_expect(isnan(r.micro_f1.low) && isnan(r.overall_accuracy.high));
}

Test(model_bootstrap, the_same_comments_give_the_same_interval)
{
    pal_agreement_range first = ranges_of(77, 50);
    pal_agreement_range second = ranges_of(77, 50);
    cr_expect(first.micro_f1.low >= second.micro_f1.low &&
              first.micro_f1.low <= second.micro_f1.low);
}
