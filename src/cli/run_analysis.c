#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "options.h"

typedef struct progress {
    bool on;
    struct timespec begun;
    struct timespec shown;
} progress;

static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static double since(const struct timespec *then, const struct timespec *now)
{
    return (double)(now->tv_sec - then->tv_sec) +
           (double)(now->tv_nsec - then->tv_nsec) / 1e9;
}

static bool show_progress(void *ctx, uint64_t done, uint64_t total, uint64_t rows)
{
    progress *p = ctx;
    if (interrupted)
        return false;
    if (!p->on)
        return true;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    double spent = since(&p->begun, &now);
    if (spent < 0.5 || since(&p->shown, &now) < 0.1)
        return true;
    p->shown = now;
    double speed = (double)rows / spent;
    if (total != 0 && done <= total) {
        double part = (double)done / (double)total;
        char bar[31];
        int full = (int)(part * 30.0);
        memset(bar, '#', (size_t)full);
        memset(bar + full, '.', (size_t)(30 - full));
        bar[30] = '\0';
        fprintf(stderr, "\r[%s] %3.0f %%  %.0f rows/s  %.0f s left ", bar, part * 100.0,
                speed, part > 0 ? spent / part - spent : 0.0);
    } else {
        fprintf(stderr, "\r%llu rows  %.0f rows/s ", (unsigned long long)rows, speed);
    }
    return true;
}

static void clear_progress(const progress *p)
{
    if (p->on && p->shown.tv_sec != 0)
        fprintf(stderr, "\r%78s\r", "");
}

int run_analysis(pal_result **out, double *wall, const pal_engine *engine, settings *s,
                 const char *const *inputs, size_t count)
{
    progress p = {.on = !s->quiet && isatty(STDERR_FILENO)};
    clock_gettime(CLOCK_MONOTONIC, &p.begun);
    s->opt.progress = show_progress;
    s->opt.progress_ctx = &p;
    struct sigaction action = {.sa_handler = on_interrupt};
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    pal_error err = {.code = PAL_OK};
    pal_status status = pal_analyze(out, engine, &s->opt, inputs, count, &err);
    clear_progress(&p);
    if (status != PAL_OK)
        return report_failure(&err);
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    *wall = since(&p.begun, &now);
    return 0;
}
