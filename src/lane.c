/* One thread's work on one batch, room by room, so that each room's code and tables stay
 * in the processor's caches and its time can be told. */
#include "pipeline.h"

#include "base/fail.h"
#include "base/str.h"
#include "lane_fact.h"
#include "lane_panel.h"
#include "masking.h"
#include "model/features.h"
#include "readings.h"
#include "sentiment/polarity.h"

/* Of one batch. */
static const size_t WORK_LIMIT = (size_t)2 << 30;

/* One comment of a batch on its way through the rooms. */
typedef struct comment {
    const pal_row *row;
    size_t column; /* of the plan's texts */
    bool empty;
    size_t place; /* of its line in the batch's comments */
    bool known;   /* its passage and tone were read before */
    bool repeats; /* its reading is wanted for the next one like it */
    pal_passage passage;
    pal_hits hits;
    pal_tone tone;
} comment;

double pal_thread_seconds(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0)
        return 0.0;
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* All lanes together hold so many words of the survey; one lane enough for the words that
 * make up most of any text. */
static size_t word_budget(size_t lanes)
{
    enum { ALL = 80 << 20, LEAST = 8 << 20 };
    size_t each = lanes != 0 ? ALL / lanes : ALL;
    return each > LEAST ? each : LEAST;
}

/* Likewise of the words that were read in another spelling. */
static uint32_t respelt_budget(size_t lanes)
{
    enum { ALL = 1 << 16, LEAST = 1 << 12 };
    size_t each = lanes != 0 ? ALL / lanes : ALL;
    return each > LEAST ? (uint32_t)each : (uint32_t)LEAST;
}

pal_status pal_lane_open(pal_lane *lane, const pal_run *run, pal_error *err)
{
    size_t themes = run->report.theme_count;
    lane->mem = pal_arena_open(WORK_LIMIT);
    pal_status status = lane->mem ? PAL_OK
                                  : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                                             "no memory for a thread");
    if (status == PAL_OK && !lane->worker.words)
        status = pal_worker_open(&lane->worker, run->engine, err);
    if (status == PAL_OK)
        status =
            pal_worker_masker(&lane->masker, &lane->worker, run->opt, run->survey, err);
    if (status == PAL_OK)
        status = pal_tally_open(&lane->tally, themes, run->group_columns, err);
    if (status == PAL_OK)
        pal_tally_spill(lane->tally, respelt_budget(run->lanes), run->folder);
    if (status == PAL_OK)
        status = pal_quotes_open(&lane->quotes, themes, err);
    pal_panel_shape shape = {.themes = themes,
                             .groups = run->group_columns,
                             .measures = run->plan->measure_count,
                             .panels = run->lanes,
                             .folder = run->folder};
    if (status == PAL_OK)
        pal_words_budget(lane->worker.words, word_budget(run->lanes));
    if (status == PAL_OK)
        status = pal_panel_open(&lane->panel, shape, err);
    /* without memory for it every answer is read */
    if (status == PAL_OK && !pal_models_read_score(&run->engine->learnt))
        lane->repeats = pal_repeats_open();
    if (status != PAL_OK)
        pal_lane_close(lane);
    return status;
}

void pal_lane_read(pal_lane *lane)
{
    pal_masker_close(lane->masker);
    lane->masker = NULL;
    pal_repeats_close(lane->repeats);
    lane->repeats = NULL;
    pal_arena_close(lane->mem);
    lane->mem = NULL;
    pal_worker_close(&lane->worker);
}

void pal_lane_close(pal_lane *lane)
{
    pal_lane_read(lane);
    pal_tally_close(lane->tally);
    pal_quotes_close(lane->quotes);
    pal_panel_close(lane->panel);
    *lane = (pal_lane){0};
}

/* Before anything is read: what follows knows the marks alone. */
static pal_status mask_rows(pal_lane *lane, const pal_run *run, pal_batch *batch)
{
    pal_status status = PAL_OK;
    for (size_t i = 0; lane->masker && status == PAL_OK && i < batch->count; i++)
        status = batch->refusals[i].reason[0] == '\0'
                     ? pal_mask_row(&batch->rows[i], run->plan, lane->masker, lane->mem,
                                    lane->personal, &batch->error)
                     : pal_mask_refusal(&batch->refusals[i], lane->masker, lane->mem,
                                        lane->personal, &batch->error);
    return status;
}

/* Comments of the batch that say something, and one empty comment for each row without.
 */
static comment *list_comments(const pal_lane *lane, const pal_run *run, pal_batch *batch,
                              size_t *count)
{
    size_t texts = run->plan->text_count;
    comment *list = pal_new(lane->mem, comment, batch->count * texts);
    *count = 0;
    if (!list)
        return NULL;
    for (size_t i = 0; i < batch->count; i++) {
        if (batch->refusals[i].reason[0] != '\0')
            continue;
        const pal_row *row = &batch->rows[i];
        size_t before = *count;
        size_t first_text = 0;
        for (size_t t = texts; t-- > 0;)
            if (row->texts[t].len != 0)
                first_text = t;
        for (size_t t = 0; t < texts; t++)
            if (!pal_text_is_empty(row->texts[t]) ||
                (run->asked[t] != PAL_ASKED_OPEN && pal_text_denies(row->texts[t])))
                list[(*count)++] = (comment){.row = row, .column = t};
        batch->said += *count - before;
        if (*count == before)
            list[(*count)++] = (comment){.row = row, .column = first_text, .empty = true};
    }
    return list;
}

static pal_repeats_key key_of(const comment *c, const pal_run *run)
{
    pal_language said = c->row->language;
    return (pal_repeats_key){.text = c->row->texts[c->column],
                             .asked = run->asked[c->column],
                             .question = pal_features_question(run->questions[c->column]),
                             .expected = said != PAL_LANGUAGE_OTHER ? said : run->survey};
}

/* Was this answer read before? */
static bool recall(comment *c, pal_repeats *repeats, const pal_repeats_key *key)
{
    const pal_repeat *found =
        repeats ? pal_repeats_find(repeats, key, &c->repeats) : NULL;
    if (!found)
        return false;
    c->passage = found->passage;
    c->passage.text = key->text;
    c->tone = found->tone;
    return true;
}

static pal_status read_texts(pal_lane *lane, const pal_run *run, comment *list,
                             size_t count, pal_error *err)
{
    pal_status status = PAL_OK;
    pal_words_defer(lane->worker.words);
    for (size_t i = 0; status == PAL_OK && i < count; i++) {
        comment *c = &list[i];
        if (c->empty)
            continue;
        const pal_repeats_key key = key_of(c, run);
        c->known = recall(c, lane->repeats, &key);
        if (!c->known)
            status = pal_passage_read(&c->passage, lane->worker.words, lane->mem,
                                      key.text, key.expected, err);
    }
    if (!pal_words_settle(lane->worker.words) && status == PAL_OK)
        status = pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the words");
    return status;
}

/* Where a room that knows the text alone refuses it. */
static void place_error(pal_error *err, const pal_run *run, const pal_row *row)
{
    if (err->code != PAL_EFORMAT || err->at.file)
        return;
    const pal_error found = *err;
    pal_loc at = pal_loc_file(run->input_names[row->file].ptr);
    at.line = (size_t)row->line;
    err->code = PAL_OK;
    pal_fail(err, found.code, at, "%s", found.msg);
}

static pal_status match_texts(pal_lane *lane, const pal_run *run, comment *list,
                              size_t count, pal_error *err)
{
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < count; i++) {
        comment *c = &list[i];
        if (c->empty || c->known)
            continue;
        status = pal_matcher_marks(lane->worker.matcher, &c->passage, err);
        if (status != PAL_OK)
            break;
        c->passage.asked = run->asked[c->column];
        c->passage.question = pal_features_question(run->questions[c->column]);
        c->passage.has_score = c->row->score >= 0;
        c->passage.score = c->row->score;
        pal_passage_clauses(&c->passage);
        status =
            pal_matcher_run(&c->hits, lane->worker.matcher, lane->mem, &c->passage, err);
        if (status != PAL_OK)
            place_error(err, run, c->row);
    }
    return status;
}

static pal_status weigh_text(comment *c, const pal_engine *engine, pal_arena *mem,
                             pal_error *err)
{
    pal_status status =
        pal_polarity_read(&c->tone, mem, engine->lexicon, &c->passage, &c->hits, err);
    return status == PAL_OK ? pal_judge(&c->tone, mem, &engine->learnt, &c->passage, err)
                            : status;
}

static inline bool is_to_weigh(const comment *c)
{
    return !c->empty && !c->known;
}

static pal_status weigh_texts(pal_lane *lane, const pal_run *run, comment *list,
                              size_t count, pal_error *err)
{
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < count; i++) {
        comment *c = &list[i];
        if (i + 1 < count && is_to_weigh(&list[i + 1]))
            pal_readings_ahead(&list[i + 1].passage);
        if (!is_to_weigh(c))
            continue;
        status = weigh_text(c, lane->worker.engine, lane->mem, err);
        if (status == PAL_OK && c->repeats) {
            const pal_repeats_key key = key_of(c, run);
            pal_repeats_keep(lane->repeats, &key, &c->passage, &c->tone);
        }
    }
    return status;
}

/* Room for a row of the batch on its way to the counts. */
typedef struct row_room {
    pal_comment_fact *facts; /* by comment */
    pal_read_comment *read;
    pal_str *groups; /* by group column */
    pal_tag *tags;   /* every theme at most once */
    bool *at_odds;   /* by tag: a third comment does not settle it */
} row_room;

/* A theme that several comments of a row bring up counts once; where they disagree it is
 * neutral, as it is within one comment. */
static size_t join_tags(const comment *list, size_t count, const row_room *room)
{
    pal_tag *tags = room->tags;
    bool *at_odds = room->at_odds;
    size_t have = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < list[i].tone.tag_count; k++) {
            pal_tag tag = list[i].tone.tags[k];
            size_t at = 0;
            while (at < have && tags[at].theme != tag.theme)
                at++;
            if (at == have) {
                at_odds[have] = false;
                tags[have++] = tag;
            } else {
                at_odds[at] = at_odds[at] || (tags[at].polarity != PAL_NEUTRAL &&
                                              tag.polarity != PAL_NEUTRAL &&
                                              tags[at].polarity != tag.polarity);
                if (at_odds[at])
                    tags[at].polarity = PAL_NEUTRAL;
                else if (tags[at].polarity == PAL_NEUTRAL)
                    tags[at].polarity = tag.polarity;
                tags[at].wish = tags[at].wish || tag.wish;
            }
        }
    return have;
}

static pal_status count_row(pal_lane *lane, const pal_run *run, pal_batch *batch,
                            const row_room *room, const comment *list, size_t count,
                            pal_error *err)
{
    const pal_row *row = list[0].row;
    size_t g = 0;
    if (run->plan->has_wave)
        room->groups[g++] = row->wave;
    for (size_t s = 0; s < run->plan->segment_count; s++)
        room->groups[g++] = row->segments[s];
    pal_fact fact = {.row = row->number,
                     .band = row->band,
                     .comments = room->facts,
                     .tags = room->tags,
                     .groups = room->groups};
    if (!list[0].empty) {
        for (size_t i = 0; i < count; i++) {
            if (!pal_lane_fact(&room->facts[i], lane->mem, &list[i].passage,
                               &list[i].tone))
                return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                                "no memory for the counts");
            room->read[i] = (pal_read_comment){&list[i].passage, &list[i].tone};
        }
        fact.comment_count = count;
        fact.tag_count = join_tags(list, count, room);
    }
    pal_status status = pal_tally_add(lane->tally, &fact, err);
    return status == PAL_OK ? pal_lane_panel_add(lane, batch, row, room->read, &fact,
                                                 list[0].place, err)
                            : status;
}

static pal_status offer_quotes(pal_lane *lane, const comment *c, pal_error *err)
{
    pal_status status = PAL_OK;
    for (size_t t = 0; status == PAL_OK && t < c->tone.tag_count; t++) {
        const pal_mention *best = NULL;
        for (size_t m = 0; m < c->tone.mention_count; m++) {
            const pal_mention *one = &c->tone.mentions[m];
            if (one->theme == c->tone.tags[t].theme &&
                (!best || (one->polarity == c->tone.tags[t].polarity &&
                           best->polarity != c->tone.tags[t].polarity)))
                best = one;
        }
        if (!best)
            continue;
        pal_quote quote = {.theme = c->tone.tags[t].theme,
                           .band = c->row->band,
                           .polarity = c->tone.tags[t].polarity,
                           .row = c->row->number,
                           .id = c->row->id,
                           .text = c->passage.text,
                           .start = best->start,
                           .end = best->end,
                           .language = c->passage.language};
        status = pal_quotes_offer(lane->quotes, &quote, c->column, best->score, err);
    }
    return status;
}

static pal_status count_rows(pal_lane *lane, const pal_run *run, pal_batch *batch,
                             const comment *list, size_t count, pal_error *err)
{
    pal_status status = PAL_OK;
    const size_t themes = run->report.theme_count;
    const row_room room = {pal_new(lane->mem, pal_comment_fact, run->plan->text_count),
                           pal_new(lane->mem, pal_read_comment, run->plan->text_count),
                           pal_new(lane->mem, pal_str, run->group_columns),
                           pal_new(lane->mem, pal_tag, themes),
                           pal_new(lane->mem, bool, themes)};
    if (!room.facts || !room.read || !room.groups || !room.tags || !room.at_odds)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the counts");
    for (size_t i = 0; status == PAL_OK && i < count;) {
        size_t next = i + 1;
        while (next < count && list[next].row == list[i].row)
            next++;
        for (size_t k = next; k < count && list[k].row == list[next].row; k++)
            if (!list[k].empty)
                pal_lane_panel_ahead(&list[k].passage);
        status = count_row(lane, run, batch, &room, &list[i], next - i, err);
        for (; status == PAL_OK && i < next; i++)
            status = offer_quotes(lane, &list[i], err);
        i = next;
    }
    return status;
}

static pal_comment_line line_of(const pal_run *run, const comment *c)
{
    return (pal_comment_line){
        .row = c->row,
        .text = c->row->texts[c->column],
        .empty = c->empty,
        .language = c->passage.language,
        .sentiment = c->tone.sentiment,
        .score = c->tone.score,
        .tags = c->tone.tags,
        .tag_count = c->tone.tag_count,
        .question = run->plan->texts[c->column],
    };
}

static void write_rows(const pal_run *run, pal_batch *batch, comment *list, size_t count)
{
    for (size_t i = 0; i < batch->count; i++)
        if (batch->refusals[i].reason[0] != '\0')
            pal_report_refusal(&batch->refused, run->input_names[batch->refusals[i].file],
                               &batch->refusals[i]);
    for (size_t i = 0; i < count; i++) {
        comment *c = &list[i];
        c->place = batch->comments.len;
        const pal_comment_line line = line_of(run, c);
        pal_report_comment(&batch->comments, &run->report, &line);
        for (size_t m = 0; m < c->tone.mention_count; m++)
            pal_report_mention(&batch->mentions, &run->report, &line,
                               &c->tone.mentions[m],
                               pal_engine_rule(run->engine, c->tone.mentions[m].rule));
    }
}

/* One row as a line of comments.jsonl. */
static pal_status write_answer(const pal_lane *lane, const pal_run *run, pal_batch *batch,
                               const comment *list, size_t count, pal_error *err)
{
    size_t mentions = 0;
    for (size_t i = 0; i < count; i++)
        mentions += list[i].tone.mention_count;
    pal_comment_findings *found = pal_new(lane->mem, pal_comment_findings, count);
    pal_rule_ref *rules = pal_new(lane->mem, pal_rule_ref, mentions);
    if (!found || !rules)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the rows");
    for (size_t i = 0; i < count; i++) {
        const comment *c = &list[i];
        for (size_t m = 0; m < c->tone.mention_count; m++)
            rules[m] = pal_engine_rule(run->engine, c->tone.mentions[m].rule);
        found[i] = (pal_comment_findings){.line = line_of(run, c),
                                          .mentions = c->tone.mentions,
                                          .rules = rules,
                                          .mention_count = c->tone.mention_count};
        rules += c->tone.mention_count;
    }
    pal_report_answer(&batch->answers, &run->report, found, count);
    return PAL_OK;
}

static pal_status write_answers(const pal_lane *lane, const pal_run *run,
                                pal_batch *batch, const comment *list, size_t count,
                                pal_error *err)
{
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && run->writes_answers && i < count;) {
        size_t next = i + 1;
        while (next < count && list[next].row == list[i].row)
            next++;
        status = write_answer(lane, run, batch, &list[i], next - i, err);
        i = next;
    }
    return status;
}

/* Add the time since *last to a room. */
static void lap(pal_lane *lane, pal_room room, double *last)
{
    double now = pal_thread_seconds();
    lane->seconds[room] += now - *last;
    *last = now;
}

void pal_lane_work(pal_lane *lane, const pal_run *run, pal_batch *batch)
{
    double last = pal_thread_seconds();
    size_t count = 0;
    pal_error *err = &batch->error;
    pal_arena_reset(lane->mem);
    if (pal_words_trim(lane->worker.words) && lane->repeats)
        pal_repeats_forget(lane->repeats);
    batch->status = mask_rows(lane, run, batch);
    if (batch->status != PAL_OK)
        return;
    comment *list = list_comments(lane, run, batch, &count);
    if (!list) {
        batch->status =
            pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the rows");
        return;
    }
    pal_status status = read_texts(lane, run, list, count, err);
    lap(lane, PAL_ROOM_TEXT, &last);
    if (status == PAL_OK)
        status = match_texts(lane, run, list, count, err);
    lap(lane, PAL_ROOM_LEXICON, &last);
    if (status == PAL_OK)
        status = weigh_texts(lane, run, list, count, err);
    lap(lane, PAL_ROOM_SENTIMENT, &last);
    if (status == PAL_OK)
        write_rows(run, batch, list, count);
    if (status == PAL_OK)
        status = write_answers(lane, run, batch, list, count, err);
    lap(lane, PAL_ROOM_REPORT, &last);
    if (status == PAL_OK)
        status = count_rows(lane, run, batch, list, count, err);
    lap(lane, PAL_ROOM_STATS, &last);
    batch->status = status;
}
