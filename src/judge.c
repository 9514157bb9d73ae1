#include "judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "model/calibrate.h"
#include "readings.h"

/* What the rules' verdict adds to the log-odds of its class, beside its place among the
 * features: in short and plain sentences rules read negation better. */
static const double RULES_VOTE = 1.0;
/* What the tone of the whole adds to the log-odds of the same tone of a clause. */
static const double WHOLE_VOTE = 2.0;
/* A finding is rarely without a tone: what neither praises nor blames must lead by this.
 */
static const double NEUTRAL_LEAD = 2.0;
/* Log-odds by which the model of tone must have a mention's clause the other way round
 * before it overturns a rule that is good or bad news as such, and one that goes by the
 * words of judgement around it: so much, and more for each point of theirs. More by
 * AGREES where the whole answer is like the mention, less where it is the other way
 * round: models/README.md has the table. */
static const double OVERTURN = 5.0;
static const double OVERTURN_WORDS = 0.5;
static const double OVERTURN_POINT = 1.0;
static const double AGREES = 1.0;
/* Probability of a tone that letters alone must have. */
static const double BARE_SURE = 0.95;
/* A tone that is given to a proposed theme, in 1/1000 valence points. */
enum { PROPOSED_SCORE = 1000, PER_MILLE = 1000 };

/* Log-odds that are no closer than this compare as their decisions do: the curve and its
 * inverse between them cost no more than roundings. */
static const double CLOSE = 1e-6;
/* Log-odds of the probabilities that pal_log_odds() bounds. */
static const double ODDS_MAX = 13.815509557963774;

/* --- tone --- */

/* Decisions of the model of tone; mentions come clause by clause, the last one is kept.
 */
typedef struct tones {
    const pal_model_text *text;
    const pal_passage *passage;
    double whole[PAL_POLARITY_COUNT];
    double clause[PAL_POLARITY_COUNT];
    uint32_t clause_at; /* PAL_MODEL_WHOLE = none yet */
} tones;

static tones tones_of(const pal_model_text *text, const pal_passage *passage)
{
    tones t = {.text = text, .passage = passage, .clause_at = PAL_MODEL_WHOLE};
    pal_model_decisions(text->model, &text->whole, t.whole);
    return t;
}

/* Log-odds of a decision; without `exact` as near as roundings. */
static double odds_of(double decision, bool exact)
{
    if (exact)
        return pal_log_odds(1.0 / (1.0 + exp(-decision)));
    return decision > ODDS_MAX ? ODDS_MAX : decision < -ODDS_MAX ? -ODDS_MAX : decision;
}

/* The highest of several, the first of equals; `lead` is by how much. */
static pal_polarity highest(const double *odds, int count, double *lead)
{
    int best = 0;
    for (int p = 1; p < count; p++)
        if (odds[p] > odds[best])
            best = p;
    *lead = HUGE_VAL;
    for (int p = 0; p < count; p++)
        if (p != best && odds[best] - odds[p] < *lead)
            *lead = odds[best] - odds[p];
    return (pal_polarity)best;
}

static pal_polarity likeliest(const tones *t, const pal_polarity *vote)
{
    const double *expected = pal_model_expected(t->text->model);
    double odds[PAL_POLARITY_COUNT];
    double lead = 0;
    pal_polarity best = PAL_NEUTRAL;
    for (int exact = 0; exact <= 1 && lead <= CLOSE; exact++) {
        for (int p = PAL_NEUTRAL; p <= PAL_MIXED; p++)
            odds[p] = odds_of(t->whole[p], exact) - expected[p] +
                      (vote && (int)*vote == p ? RULES_VOTE : 0.0);
        best = highest(odds, PAL_POLARITY_COUNT, &lead);
    }
    return best;
}

static void look_at_clause(tones *t, uint32_t clause)
{
    int64_t scores[PAL_POLARITY_COUNT];
    pal_model_sum sum = {.score = scores};
    if (t->clause_at == clause)
        return;
    pal_model_clause(&sum, t->text, t->passage, clause);
    pal_model_decisions(t->text->model, &sum, t->clause);
    t->clause_at = clause;
}

/* Log-odds of a tone of the clause that is looked at. What the whole is like counts as
 * well: a clause is short. */
static double clause_odds(const tones *t, pal_polarity tone, bool exact)
{
    return odds_of(t->clause[tone], exact) + odds_of(t->whole[tone], exact) / 2.0;
}

static pal_polarity clause_tone(tones *t, uint32_t clause, pal_polarity whole)
{
    enum { TONES = PAL_POSITIVE + 1 };
    double odds[TONES];
    double lead = 0;
    pal_polarity best = PAL_NEUTRAL;
    look_at_clause(t, clause);
    for (int exact = 0; exact <= 1 && lead <= CLOSE; exact++) {
        for (int p = PAL_NEUTRAL; p < TONES; p++)
            odds[p] = clause_odds(t, (pal_polarity)p, exact) -
                      (p == PAL_NEUTRAL ? NEUTRAL_LEAD : 0.0) +
                      ((int)whole == p ? WHOLE_VOTE : 0.0);
        best = highest(odds, TONES, &lead);
    }
    return best;
}

/* --- themes --- */

static bool has_theme(const pal_tone *tone, uint32_t theme)
{
    for (size_t i = 0; i < tone->tag_count; i++)
        if (tone->tags[i].theme == theme)
            return true;
    return false;
}

static void place_mention(pal_mention *m, const pal_passage *passage, uint32_t clause)
{
    bool begun = false;
    m->clause = clause;
    for (size_t i = 0; i < passage->count && passage->tokens[i].clause <= clause; i++) {
        if (passage->tokens[i].clause != clause)
            continue;
        if (!begun)
            m->start = passage->tokens[i].start;
        begun = true;
        m->end = passage->tokens[i].end;
    }
}

static int by_place(const void *a, const void *b)
{
    const pal_mention *x = a;
    const pal_mention *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    if (x->theme != y->theme)
        return x->theme < y->theme ? -1 : 1;
    return x->rule < y->rule ? -1 : x->rule > y->rule;
}

/* Take back what a rule found where the model is all but certain that nobody speaks of
 * it: an everyday word in talk that is no feedback. */
static void take_back(pal_tone *tone, const pal_topics *topics,
                      const pal_model_text *themes)
{
    size_t classes = pal_model_of(themes->model)->class_count;
    size_t tags = 0;
    for (size_t i = 0; i < tone->tag_count; i++) {
        size_t k = pal_topics_class(topics, tone->tags[i].theme);
        if (k == classes || !pal_model_vetoes(themes->model, &themes->whole, k))
            tone->tags[tags++] = tone->tags[i];
    }
    if (tags == tone->tag_count)
        return;
    tone->tag_count = tags;
    size_t mentions = 0;
    for (size_t i = 0; i < tone->mention_count; i++)
        if (has_theme(tone, tone->mentions[i].theme))
            tone->mentions[mentions++] = tone->mentions[i];
    tone->mention_count = mentions;
}

/* A verdict on the whole is one without a reason: beside a theme that a rule found in the
 * same clause there is none. */
static bool has_reason(const pal_tone *tone, uint32_t clause)
{
    for (size_t i = 0; i < tone->mention_count; i++)
        if (tone->mentions[i].clause == clause &&
            tone->mentions[i].rule != PAL_RULE_MODEL)
            return true;
    return false;
}

static int32_t proposed_score(pal_polarity polarity)
{
    return polarity == PAL_POSITIVE   ? PROPOSED_SCORE
           : polarity == PAL_NEGATIVE ? -PROPOSED_SCORE
                                      : 0;
}

/* May the theme of a class that reaches its threshold be proposed? */
static bool is_new(const pal_tone *tone, const pal_topics *topics, size_t class_index)
{
    return topics->theme_of[class_index] != UINT32_MAX &&
           !has_theme(tone, topics->theme_of[class_index]);
}

static bool make_room(pal_tone *tone, pal_arena *mem, size_t room)
{
    pal_mention *mentions = pal_new(mem, pal_mention, tone->mention_count + room);
    pal_tag *tags = pal_new(mem, pal_tag, tone->tag_count + room);
    if (!mentions || !tags)
        return false;
    memcpy(mentions, tone->mentions, tone->mention_count * sizeof *mentions);
    memcpy(tags, tone->tags, tone->tag_count * sizeof *tags);
    tone->mentions = mentions;
    tone->tags = tags;
    return true;
}

/* `toned` is NULL without a model of tone. */
static bool propose(pal_tone *tone, pal_arena *mem, const pal_topics *topics,
                    const pal_model_text *themes, tones *toned,
                    const pal_passage *passage)
{
    pal_model_reach reached[PAL_MODEL_CLASSES_MAX];
    const size_t count = pal_model_reached(themes->model, &themes->whole, reached);
    size_t room = 0;
    for (size_t i = 0; i < count; i++)
        room += is_new(tone, topics, reached[i].class_index);
    if (room == 0)
        return true;
    if (!make_room(tone, mem, room))
        return false;
    size_t before = tone->tag_count;
    for (size_t i = 0; i < count; i++) {
        const size_t k = reached[i].class_index;
        if (!is_new(tone, topics, k))
            continue;
        uint32_t theme = topics->theme_of[k];
        uint32_t clause = pal_model_strongest(themes, passage, k);
        if (k == topics->general && has_reason(tone, clause))
            continue;
        pal_polarity polarity = toned ? clause_tone(toned, clause, tone->sentiment)
                                : tone->sentiment == PAL_MIXED ? PAL_NEUTRAL
                                                               : tone->sentiment;
        pal_mention m = {.theme = theme,
                         .rule = PAL_RULE_MODEL,
                         .polarity = polarity,
                         .probability = (uint16_t)fmax(
                             1.0, nearbyint(reached[i].probability * PER_MILLE)),
                         .score = proposed_score(polarity)};
        place_mention(&m, passage, clause);
        tone->mentions[tone->mention_count++] = m;
        tone->tags[tone->tag_count++] = (pal_tag){.theme = theme, .polarity = polarity};
    }
    if (tone->tag_count != before)
        qsort(tone->mentions, tone->mention_count, sizeof *tone->mentions, by_place);
    return true;
}

/* The tag of a theme some of whose mentions have their tone from the model: praise and
 * blame that balance stay as they are. */
static void settle_tag(const pal_tone *tone, pal_tag *tag)
{
    int64_t sum = 0;
    bool learnt = false;
    for (size_t i = 0; i < tone->mention_count; i++) {
        const pal_mention *m = &tone->mentions[i];
        if (m->theme != tag->theme)
            continue;
        sum += m->score;
        learnt = learnt || m->learnt;
    }
    if (learnt && sum != 0)
        tag->polarity = sum > 0 ? PAL_POSITIVE : PAL_NEGATIVE;
}

/* Has the passage at most so many words? */
static bool has_few(const pal_passage *passage, size_t most)
{
    size_t words = 0;
    for (size_t i = 0; i < passage->count && words <= most; i++)
        words += pal_features_has(&passage->tokens[i]);
    return words <= most;
}

/* A mention whose rule leaves the polarity to the words around it, which have none that
 * the lists know, is as the model of tone has its clause. */
static void fill_open(pal_mention *m, tones *t, pal_polarity whole)
{
    if (!m->open)
        return;
    m->polarity = clause_tone(t, m->clause, whole);
    m->learnt = m->polarity != PAL_NEUTRAL;
    m->score = proposed_score(m->polarity);
}

static int side_of(pal_polarity polarity)
{
    return (polarity == PAL_POSITIVE) - (polarity == PAL_NEGATIVE);
}

/* So is one that the model is sure to be the other way round. What is denied in a few
 * words stays: rules follow a negation better than sums over words. */
static void overturn(pal_mention *m, tones *t, pal_polarity whole)
{
    enum { FEW_WORDS = 8 };
    int side = side_of(m->polarity);
    double hold =
        m->open ? OVERTURN_WORDS + OVERTURN_POINT * abs(m->score) / PER_MILLE : OVERTURN;
    double bar = hold + AGREES * side * side_of(whole);
    look_at_clause(t, m->clause);
    double lead = 0;
    for (int exact = 0; exact <= 1; exact++) {
        lead = clause_odds(t, PAL_POSITIVE, exact) - clause_odds(t, PAL_NEGATIVE, exact);
        if (fabs(lead) > CLOSE && fabs(-side * lead - bar) > CLOSE)
            break;
    }
    if (-side * lead <= bar ||
        ((m->negated || m->denies) && has_few(t->passage, FEW_WORDS)))
        return;
    m->polarity = lead > 0 ? PAL_POSITIVE : PAL_NEGATIVE;
    m->learnt = true;
    m->score = proposed_score(m->polarity);
}

static void tone_mentions(pal_tone *tone, tones *t)
{
    for (size_t i = 0; i < tone->mention_count; i++) {
        pal_mention *m = &tone->mentions[i];
        if (m->asked || m->wish || m->firm)
            continue;
        if (m->polarity == PAL_NEUTRAL)
            fill_open(m, t, tone->sentiment);
        else
            overturn(m, t, tone->sentiment);
    }
    for (size_t i = 0; i < tone->tag_count; i++)
        settle_tag(tone, &tone->tags[i]);
}

static bool denies(const pal_passage *passage)
{
    enum {
        DENYING = 1u << PAL_ROLE_NEGATOR | 1u << PAL_ROLE_DENIAL | 1u << PAL_ROLE_DOUBT |
                  1u << PAL_ROLE_PAST
    };
    for (size_t i = 0; i < passage->count; i++)
        if (1u << passage->tokens[i].role & DENYING)
            return true;
    return false;
}

/* Where praise or blame was asked for, a bare word means what the rules say, unless the
 * model has learnt of that question. In a short answer that denies something the rules
 * follow the negation; sums over words do not. */
static bool rules_decide(const pal_passage *passage, const pal_model *model)
{
    enum { WORDS_MAX = 20, SENTENCES_MAX = 2 };
    if (passage->asked != PAL_ASKED_OPEN &&
        pal_model_value(model, PAL_FEATURE_ASKED,
                        pal_features_asked_hash(passage->asked)) <= 0)
        return true;
    return passage->sentence_count <= SENTENCES_MAX && has_few(passage, WORDS_MAX) &&
           denies(passage);
}

/* A word or two of which neither rules nor word lists know anything ("kettle"): what the
 * model makes of its letters counts only when it is sure. */
static bool says_little(const pal_tone *tone, const pal_passage *passage)
{
    enum { BARE_WORDS = 2 };
    return tone->sentiment == PAL_NEUTRAL && tone->score == 0 && tone->tag_count == 0 &&
           has_few(passage, BARE_WORDS);
}

typedef struct answer {
    pal_readings read;
    tones toned; /* decisions of the model of tone */
} answer;

static void judge_tone(pal_tone *tone, answer *a, const pal_models *models,
                       const pal_passage *passage)
{
    const pal_model *model = a->read.tones.model;
    pal_model_text_rules(&a->read.tones, tone);
    pal_model_text_beside(&a->read.tones, passage, tone);
    a->toned = tones_of(&a->read.tones, passage);
    if (models->alone || !rules_decide(passage, model)) {
        bool little = !models->alone && says_little(tone, passage);
        tone->sentiment = likeliest(&a->toned, models->alone ? NULL : &tone->sentiment);
        if (little && pal_model_probability(model, &a->read.tones.whole,
                                            tone->sentiment) < BARE_SURE)
            tone->sentiment = PAL_NEUTRAL;
    }
    if (!models->alone)
        tone_mentions(tone, &a->toned);
}

static bool judge_themes(pal_tone *tone, pal_arena *mem, answer *a,
                         const pal_models *models, const pal_passage *passage)
{
    pal_language language = pal_features_language(passage);
    const pal_topics *themes = &models->themes[language];
    const pal_topics *own = &models->own[language];
    tones *toned = a->read.tones.model ? &a->toned : NULL;
    if (a->read.topics.model) {
        take_back(tone, themes, &a->read.topics);
        if (!propose(tone, mem, themes, &a->read.topics, toned, passage))
            return false;
    }
    return !a->read.own.model || propose(tone, mem, own, &a->read.own, toned, passage);
}

pal_status pal_judge(pal_tone *tone, pal_arena *mem, const pal_models *models,
                     const pal_passage *passage, pal_error *err)
{
    answer a;
    bool fine = pal_readings_make(&a.read, mem, models, passage, tone->negated);
    if (fine && a.read.tones.model)
        judge_tone(tone, &a, models, passage);
    if (models->no_rules)
        tone->mention_count = tone->tag_count = 0;
    fine = fine && judge_themes(tone, mem, &a, models, passage);
    return fine ? PAL_OK
                : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                           "no memory for the models");
}
