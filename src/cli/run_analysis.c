#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "messages.h"
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

/* Ctrl-C, the end of the session, and a closed terminal, unless nohup is to outlive it:
 * nothing half-written stays. */
static void catch_signals(void)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    const struct sigaction action = {.sa_handler = on_interrupt};
    struct sigaction before;
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        if (signals[i] != SIGHUP ||
            (sigaction(SIGHUP, NULL, &before) == 0 && before.sa_handler != SIG_IGN))
            sigaction(signals[i], &action, NULL);
}

int run_analysis(pal_result **out, double *wall, const pal_engine *engine, settings *s,
                 const char *const *inputs, size_t count)
{
    const char *term = getenv("TERM");
    progress p = {.on = !s->quiet && !s->json && isatty(STDERR_FILENO) &&
                        !(term && strcmp(term, "dumb") == 0)};
    clock_gettime(CLOCK_MONOTONIC, &p.begun);
    if (s->xlsx)
        s->opt.formats |= PAL_FORMAT_XLSX;
    s->opt.progress = show_progress;
    s->opt.progress_ctx = &p;
    catch_signals();
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

static void add_path(json_line *line, const char *key, pal_str folder, const char *name)
{
    char path[4096];
    int len = snprintf(path, sizeof path, "%.*s/%s", (int)folder.len, folder.ptr, name);
    if (len > 0 && (size_t)len < sizeof path)
        json_line_text(line, key, (pal_str){path, (size_t)len});
}

static void tell_progress(const pal_summary *summary)
{
    json_line line;
    uint64_t bytes = 0;
    for (size_t i = 0; i < summary->input_count; i++)
        bytes += summary->inputs[i].bytes;
    json_line_begin(&line, "progress");
    json_line_true(&line, "done");
    json_line_number(&line, "rows", summary->rows);
    json_line_number(&line, "bytes", bytes);
    json_line_end(&line, stderr);
}

void tell_result(const settings *s, const pal_summary *summary, int status)
{
    if (!s->json || s->quiet)
        return;
    tell_progress(summary);
    if (summary->refusals)
        tell_warning(NULL, "%llu of %llu rows were refused; refusals.csv says why",
                     (unsigned long long)summary->refusals,
                     (unsigned long long)summary->rows);
    json_line line;
    json_line_begin(&line, "result");
    json_line_number(&line, "status", (uint64_t)status);
    if (s->opt.out) {
        json_line_text(&line, "folder", summary->folder);
        add_path(&line, "summary", summary->folder, "summary.json");
        add_path(&line, "report", summary->folder, "report.html");
    }
    json_line_number(&line, "rows", summary->rows);
    json_line_number(&line, "answers", summary->answers);
    json_line_number(&line, "empty", summary->empty);
    json_line_number(&line, "refusals", summary->refusals);
    json_line_end(&line, stderr);
}
