#include <stdio.h>

#include "messages.h"
#include "options.h"

static double ratio(uint64_t a, uint64_t b)
{
    return b ? (double)a / (double)b : 0.0;
}

static void print_training(const pal_training *t)
{
    uint64_t gold = 0;
    uint64_t found = 0;
    uint64_t right = 0;
    size_t width = 28;
    for (size_t i = 0; i < t->class_count; i++) {
        size_t needed = text_width(t->classes[i].name);
        width = needed > width ? needed : width;
    }
    printf("%-*s %5s %5s %5s  %6s %6s %6s\n", (int)width, "class", "gold", "found",
           "right", "P", "R", "F1");
    for (size_t i = 0; i < t->class_count; i++) {
        const pal_training_class *c = &t->classes[i];
        gold += c->gold;
        found += c->found;
        right += c->right;
        print_padded(c->name, width);
        printf(" %5llu %5llu %5llu  %6.3f %6.3f %6.3f%s\n", (unsigned long long)c->gold,
               (unsigned long long)c->found, (unsigned long long)c->right,
               ratio(c->right, c->found), ratio(c->right, c->gold),
               ratio(2 * c->right, c->gold + c->found),
               c->learnt ? "" : "  too few: never proposed");
    }
    printf("\nIn five folds, each text by a model that has not seen it: micro-F1 %.3f, "
           "likeliest class right %.3f\n",
           ratio(2 * right, gold + found), ratio(t->likeliest_right, t->texts));
    printf("%zu texts, %zu features, %zu weights, %zu bytes\n", t->texts, t->features,
           t->weights, t->bytes);
}

int command_train(settings *s)
{
    if (s->argument_count == 0 || !s->opt.out)
        return tell_usage("train",
                          "name coded files, and the model with -o; see palaute train "
                          "--help");
    pal_engine *engine = NULL;
    int failed = open_engine(&engine, s);
    if (failed)
        return failed;
    pal_error err = {.code = PAL_OK};
    pal_trainer *trainer = NULL;
    int status = EXIT_FINE;
    if (pal_train(&trainer, engine, &s->opt, s->themes, s->arguments, s->argument_count,
                  s->opt.out, &err) != PAL_OK)
        status = report_failure(&err);
    else
        print_training(pal_trainer_view(trainer));
    pal_trainer_close(trainer);
    pal_engine_close(engine);
    return status;
}
