#include "find.h"

#include <pthread.h>

#include "base/excerpt.h"
#include "base/fail.h"
#include "base/find_conflicts.h"
#include "base/find_followup.h"
#include "base/find_impact.h"
#include "base/find_why.h"
#include "base/str.h"
#include "report/report.h"
#include "stats/conflicts.h"
#include "stats/followup.h"
#include "stats/impact.h"
#include "stats/keyness_find.h"
#include "stats/measures.h"
#include "stats/segments.h"
#include "stats/unknown.h"
#include "stats/waves.h"
#include "stats/why.h"

pal_status pal_find_text(pal_shown_comment *comment, pal_recall *recall, pal_arena *mem,
                         pal_error *err)
{
    pal_str cells[PAL_COMMENTS_FIXED];
    pal_status status = pal_recall_comment(cells, PAL_COMMENTS_FIXED, recall,
                                           comment->place, comment->line, err);
    if (status != PAL_OK)
        return status;
    comment->text = pal_arena_copy(mem, cells[PAL_COMMENTS_TEXT]);
    comment->id = pal_arena_copy(mem, cells[PAL_COMMENTS_ID]);
    if (!comment->text.ptr || !comment->id.ptr)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the quotes");
    pal_str language = cells[PAL_COMMENTS_LANGUAGE];
    comment->language = pal_str_equal(language, PAL_STR("fi"))   ? PAL_LANGUAGE_FI
                        : pal_str_equal(language, PAL_STR("en")) ? PAL_LANGUAGE_EN
                                                                 : PAL_LANGUAGE_OTHER;
    return PAL_OK;
}

static pal_status add_keyness(pal_findings *found, const pal_stats_run *run,
                              pal_recall *recall, pal_error *err)
{
    pal_status status = pal_keyness_find(&found->keyness, run, err);
    const pal_keyness_findings *k = found->keyness;
    for (size_t c = 0; status == PAL_OK && k && c < k->count; c++)
        for (size_t i = 0; i < 2; i++) {
            const pal_key_side *side = &k->contrasts[c].sides[i];
            for (size_t t = 0; t < side->count; t++)
                for (size_t s = 0; status == PAL_OK && s < side->terms[t].shown_count;
                     s++)
                    status =
                        pal_find_text(&side->terms[t].shown[s], recall, run->mem, err);
        }
    return status;
}

static pal_status add_why(pal_findings *found, const pal_stats_run *run,
                          pal_recall *recall, pal_error *err)
{
    pal_status status = pal_why_find(&found->why, run, err);
    const pal_why_findings *w = found->why;
    for (size_t t = 0; status == PAL_OK && w && t < w->count; t++)
        for (size_t n = 0; n < w->trees[t].node_count; n++) {
            const pal_why_node *node = &w->trees[t].nodes[n];
            for (size_t i = 0; status == PAL_OK && i < node->quote_count; i++) {
                pal_shown_comment *c = &node->quotes[i];
                status = pal_find_text(c, recall, run->mem, err);
                if (status != PAL_OK)
                    return status;
                c->text = pal_excerpt(run->mem, c->text, &c->start, &c->end,
                                      PAL_WHY_QUOTE_BYTES);
                if (!c->text.ptr)
                    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                                    "no memory for the quotes");
            }
        }
    return status;
}

static pal_status add_conflicts(pal_findings *found, const pal_stats_run *run,
                                pal_recall *recall, pal_error *err)
{
    pal_status status = pal_conflicts_find(&found->conflicts, run, err);
    const pal_conflict_findings *c = found->conflicts;
    for (size_t i = 0; status == PAL_OK && c && i < c->count; i++)
        status = pal_find_text(&c->rows[i].shown, recall, run->mem, err);
    return status;
}

static pal_status add_followup(pal_findings *found, const pal_stats_run *run,
                               pal_recall *recall, pal_error *err)
{
    pal_status status = pal_followup_find(&found->followup, run, err);
    const pal_followup_findings *f = found->followup;
    for (size_t i = 0; status == PAL_OK && f && i < f->count; i++)
        status = pal_find_text(&f->rows[i].shown, recall, run->mem, err);
    return status;
}

/* What is found in the words: the larger half of the work. */
static pal_status find_words(pal_findings *found, const pal_stats_run *run,
                             pal_recall *recall, pal_error *err)
{
    pal_status status = add_keyness(found, run, recall, err);
    return status == PAL_OK ? pal_waves_find(&found->waves, run, found->keyness, err)
                            : status;
}

/* The rest, which knows nothing of it. */
static pal_status find_rest(pal_findings *found, const pal_stats_run *run,
                            pal_recall *recall, pal_error *err)
{
    pal_status status = pal_impact_find(&found->impact, run, err);
    if (status == PAL_OK)
        status = pal_segments_find(&found->segments, run, err);
    if (status == PAL_OK)
        status = pal_unknown_find(&found->unknown, run, err);
    if (status == PAL_OK)
        status = add_why(found, run, recall, err);
    if (status == PAL_OK)
        status = pal_measures_find(&found->measures, run, err);
    if (status == PAL_OK)
        status = add_conflicts(found, run, recall, err);
    if (status == PAL_OK)
        status = add_followup(found, run, recall, err);
    return status;
}

typedef struct helper {
    pal_findings *found;
    pal_stats_run run;
    pal_recall *recall;
    pal_status status;
    pal_error error;
} helper;

static void *help(void *arg)
{
    helper *h = arg;
    h->status = find_rest(h->found, &h->run, h->recall, &h->error);
    return NULL;
}

/* Both halves at the same time. */
static pal_status find_beside(pal_findings *found, const pal_stats_run *run,
                              pal_recall *recall, const pal_find_beside *beside,
                              pal_error *err)
{
    helper h = {.found = found, .run = *run, .recall = beside->recall};
    pthread_t thread;
    h.run.mem = beside->mem;
    bool started = pthread_create(&thread, NULL, help, &h) == 0;
    pal_status status = find_words(found, run, recall, err);
    if (started)
        pthread_join(thread, NULL);
    else
        help(&h);
    if (status == PAL_OK && h.status != PAL_OK) {
        pal_fail_again(err, &h.error);
        status = h.status;
    }
    return status;
}

pal_status pal_find_all(const pal_findings **out, const pal_stats_run *run,
                        pal_recall *recall, const pal_find_beside *beside, pal_error *err)
{
    pal_findings *found = pal_new(run->mem, pal_findings, 1);
    if (!found)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the figures");
    pal_status status = beside ? find_beside(found, run, recall, beside, err)
                               : find_words(found, run, recall, err);
    if (status == PAL_OK && !beside)
        status = find_rest(found, run, recall, err);
    if (status == PAL_OK)
        *out = found;
    return status;
}

pal_status pal_find_verdicts(pal_summary *summary, pal_arena *mem, pal_error *err)
{
    static const pal_verdict verdicts[] = {
        [PAL_IMPACT_TOO_FEW] = PAL_VERDICT_NOISE,
        [PAL_IMPACT_WEIGHS_DOWN] = PAL_VERDICT_LOWER,
        [PAL_IMPACT_LIFTS] = PAL_VERDICT_HIGHER,
        [PAL_IMPACT_NOT_DISTINGUISHABLE] = PAL_VERDICT_NOISE,
    };
    const pal_impact_findings *found = summary->findings->impact;
    if (!found)
        return PAL_OK;
    pal_theme_result *themes = pal_new(mem, pal_theme_result, summary->theme_count);
    if (!themes)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the figures");
    for (size_t i = 0; i < summary->theme_count; i++) {
        themes[i] = summary->themes[i];
        themes[i].verdict = verdicts[found->themes[themes[i].theme].verdict];
    }
    summary->themes = themes;
    return PAL_OK;
}
