#include <stdio.h>

#include "messages.h"
#include "options.h"

static double ratio(uint64_t a, uint64_t b)
{
    return b ? (double)a / (double)b : 0.0;
}

static void print_themes(const pal_engine *engine, const pal_evaluation *e)
{
    size_t width = 28;
    for (size_t i = 0; i < e->theme_count; i++) {
        size_t needed = text_width(pal_engine_theme(engine, e->themes[i].theme)->id);
        width = needed > width ? needed : width;
    }
    printf("%-*s %5s %5s %5s  %6s %6s %6s%s\n", (int)width, "theme", "gold", "found",
           "right", "P", "R", "F1", e->polarity_coded ? "  F1+polar" : "");
    for (size_t i = 0; i < e->theme_count; i++) {
        const pal_theme_score *t = &e->themes[i];
        pal_str id = pal_engine_theme(engine, t->theme)->id;
        print_padded(id, width);
        printf(" %5llu %5llu %5llu  %6.3f %6.3f %6.3f", (unsigned long long)t->gold,
               (unsigned long long)t->found, (unsigned long long)t->right,
               ratio(t->right, t->found), ratio(t->right, t->gold),
               ratio(2 * t->right, t->gold + t->found));
        if (e->polarity_coded)
            printf(" %9.3f", ratio(2 * t->right_polarity, t->gold + t->found));
        putchar('\n');
    }
}

static void print_overall(const pal_evaluation *e)
{
    printf("\noverall polarity: accuracy %.3f, macro-F1 %.3f\n", e->overall_accuracy,
           e->overall_macro_f1);
    printf("%-12s", "gold \\ found");
    for (int c = 0; c < PAL_POLARITY_COUNT; c++)
        printf(" %6s", pal_polarity_name((pal_polarity)c));
    putchar('\n');
    for (int r = 0; r < PAL_POLARITY_COUNT; r++) {
        printf("%-12s", pal_polarity_name((pal_polarity)r));
        for (int c = 0; c < PAL_POLARITY_COUNT; c++)
            printf(" %6llu", (unsigned long long)e->confusion[r][c]);
        putchar('\n');
    }
}

static void print_ranges(const pal_evaluation *e)
{
    const pal_agreement_range *r = &e->range;
    printf("\n95 %% intervals, 2,000 resamples of the comments: themes micro-F1 %.3f to "
           "%.3f",
           r->micro_f1.low, r->micro_f1.high);
    if (e->polarity_coded)
        printf(", theme+polarity F1 %.3f to %.3f", r->polarity_micro_f1.low,
               r->polarity_micro_f1.high);
    if (e->tone_coded)
        printf(", overall accuracy %.3f to %.3f", r->overall_accuracy.low,
               r->overall_accuracy.high);
    putchar('\n');
}

static void print_slip(const pal_engine *engine, const pal_slip *slip)
{
    static const char *const kinds[] = {"missed", "wrong", "polarity", "overall"};
    printf("%zu\t%s\t", slip->line, kinds[slip->kind]);
    if (slip->kind != PAL_SLIP_OVERALL) {
        pal_str id = pal_engine_theme(engine, slip->theme)->id;
        printf("%.*s", (int)id.len, id.ptr);
    }
    bool uncoded = slip->kind == PAL_SLIP_WRONG ||
                   (slip->kind != PAL_SLIP_OVERALL && slip->gold == PAL_MIXED);
    printf("\t%s\t%s\t", uncoded ? "" : pal_polarity_name(slip->gold),
           slip->kind == PAL_SLIP_MISSED ? "" : pal_polarity_name(slip->found));
    if (slip->has_rule) {
        pal_rule_ref rule = pal_engine_rule(engine, slip->rule);
        if (slip->rule == PAL_RULE_MODEL)
            printf("model\t%.*s", (int)slip->surface.len, slip->surface.ptr);
        else
            printf("%.*s:%u\t%.*s", (int)rule.file.len, rule.file.ptr,
                   (unsigned)rule.line, (int)slip->surface.len, slip->surface.ptr);
    } else {
        putchar('\t');
    }
    printf("\t%.*s\n", (int)slip->comment.len, slip->comment.ptr);
}

/* Comments hold no TAB: they are cells of a file with TABs between them. */
static void print_slips(const pal_engine *engine, const pal_evaluation *e)
{
    puts("line\tslip\ttheme\tgold\tfound\trule\twords\tcomment");
    for (size_t i = 0; i < e->slip_count; i++)
        print_slip(engine, &e->slips[i]);
    putchar('\n');
}

static void print_figures(const pal_evaluation *e)
{
    printf("\n%llu comments\nthemes: micro P %.3f R %.3f F1 %.3f, macro-F1 %.3f",
           (unsigned long long)e->comments, e->micro_precision, e->micro_recall,
           e->micro_f1, e->macro_f1);
    if (e->polarity_coded)
        printf(", theme+polarity F1 %.3f", e->polarity_micro_f1);
    putchar('\n');
    if (e->alpha == e->alpha)
        printf("agreement with the coder: mean Krippendorff's alpha of the themes %.3f\n",
               e->alpha);
    if (e->tone_coded)
        print_overall(e);
    if (e->comments != 0)
        print_ranges(e);
}

int command_evaluate(settings *s)
{
    if (s->argument_count != 1)
        return tell_usage("evaluate", "name one coded file; see palaute evaluate --help");
    pal_engine *engine = NULL;
    int failed = open_engine(&engine, s);
    if (failed)
        return failed;
    pal_error err = {.code = PAL_OK};
    pal_evaluator *evaluator = NULL;
    int status = EXIT_FINE;
    if (pal_evaluate(&evaluator, engine, &s->opt, s->arguments[0], &err) != PAL_OK) {
        status = report_failure(&err);
    } else {
        const pal_evaluation *e = pal_evaluator_view(evaluator);
        if (s->list)
            print_slips(engine, e);
        print_themes(engine, e);
        print_figures(e);
    }
    pal_evaluator_close(evaluator);
    pal_engine_close(engine);
    return status;
}
