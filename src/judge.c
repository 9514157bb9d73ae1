#include "judge.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "model/calibrate.h"

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

/* --- sums of a text, by clause and of the whole --- */

typedef struct sums {
    const pal_model *model;
    size_t offset; /* of the model in word->learnt */
    pal_model_sum whole;
    pal_model_sum *clauses;
    pal_model_sum *now; /* of the clause that is being read */
    pal_model_waiting waiting;
} sums;

static bool open_sums(sums *s, pal_arena *mem, const pal_model *model, size_t offset,
                      size_t clauses)
{
    size_t classes = pal_model_of(model)->class_count;
    s->model = model;
    s->offset = offset;
    s->whole = (pal_model_sum){0};
    s->now = &s->whole;
    s->waiting.model = model;
    s->waiting.count = 0;
    s->clauses = pal_new(mem, pal_model_sum, clauses);
    int64_t *scores = pal_new(mem, int64_t, (clauses + 1) * classes);
    if (!s->clauses || !scores)
        return false;
    for (size_t i = 0; i < clauses; i++)
        s->clauses[i].score = scores + i * classes;
    s->whole.score = scores + clauses * classes;
    return true;
}

/* The models that read a text together: each feature is made once. */
typedef struct readers {
    sums *sums[PAL_MODELS_MAX];
    size_t count;
} readers;

/* Those of them that see something beside the text. */
static readers readers_of(const readers *all, unsigned reads)
{
    readers some = {.count = 0};
    for (size_t i = 0; i < all->count; i++)
        if (pal_model_of(all->sums[i]->model)->reads & reads)
            some.sums[some.count++] = all->sums[i];
    return some;
}

static void add_feature(void *ctx, pal_feature_kind kind, uint32_t hash, pal_str text,
                        pal_str second)
{
    (void)text;
    (void)second;
    const readers *r = ctx;
    for (size_t i = 0; i < r->count; i++)
        pal_model_add(&r->sums[i]->waiting, r->sums[i]->now, kind, hash);
}

static void add_waiting(readers *r)
{
    for (size_t i = 0; i < r->count; i++)
        pal_model_add_waiting(&r->sums[i]->waiting);
}

/* Signs say nothing of what a text is about. */
static void add_tone_feature(void *ctx, pal_feature_kind kind, uint32_t hash,
                             pal_str text, pal_str second)
{
    (void)text;
    (void)second;
    const readers *r = ctx;
    for (size_t i = 0; i < r->count; i++)
        if (pal_model_of(r->sums[i]->model)->kind == PAL_MODEL_SENTIMENT)
            pal_model_add(&r->sums[i]->waiting, r->sums[i]->now, kind, hash);
}

static void sum_whole(sums *s, uint32_t clauses)
{
    size_t classes = pal_model_of(s->model)->class_count;
    for (uint32_t c = 0; c < clauses; c++) {
        s->whole.norm += s->clauses[c].norm;
        for (size_t k = 0; k < classes; k++)
            s->whole.score[k] += s->clauses[c].score[k];
    }
}

/* The features of each clause are those of a passage that ends where the clause does.
 * `numbers`: of the models together, in word->learnt. */
static void read_sums(readers *r, const pal_passage *passage, const bool *negated,
                      size_t numbers)
{
    readers asking = readers_of(r, PAL_MODEL_READS_QUESTION);
    readers scoring = readers_of(r, PAL_MODEL_READS_SCORE);
    pal_models_ahead(passage, numbers);
    for (size_t i = 0; i < passage->count;) {
        size_t end = i;
        uint32_t clause = passage->tokens[i].clause;
        while (end < passage->count && passage->tokens[end].clause == clause)
            end++;
        pal_passage part = *passage;
        part.tokens = passage->tokens + i;
        part.count = end - i;
        for (size_t k = 0; k < r->count; k++) {
            r->sums[k]->now = &r->sums[k]->clauses[clause];
            pal_model_add_words(r->sums[k]->now, r->sums[k]->model, &part,
                                r->sums[k]->offset);
        }
        pal_features_text(&part, negated + i, add_feature, r);
        pal_features_signs(&part, add_tone_feature, r);
        if (asking.count != 0)
            pal_features_asked_words(&part, add_feature, &asking);
        i = end;
    }
    add_waiting(r);
    for (size_t k = 0; k < r->count; k++) {
        sum_whole(r->sums[k], passage->clause_count);
        r->sums[k]->now = &r->sums[k]->whole;
    }
    pal_features_asked(passage, add_feature, r);
    if (scoring.count != 0)
        pal_features_score(passage, add_feature, &scoring);
    add_waiting(r);
}

/* --- tone --- */

static pal_polarity likeliest(const pal_model *model, const pal_model_sum *sum,
                              const pal_polarity *vote)
{
    pal_polarity best = PAL_NEUTRAL;
    double highest = -HUGE_VAL;
    for (int p = PAL_NEUTRAL; p <= PAL_MIXED; p++) {
        double odds = pal_log_odds(pal_model_probability(model, sum, (size_t)p)) -
                      pal_log_odds(pal_model_of(model)->classes[p].threshold) +
                      (vote && (int)*vote == p ? RULES_VOTE : 0.0);
        if (odds > highest) {
            highest = odds;
            best = (pal_polarity)p;
        }
    }
    return best;
}

/* Log-odds of a tone of one clause. What the whole is like counts as well: a clause is
 * short. */
static double clause_odds(const sums *tones, uint32_t clause, pal_polarity tone)
{
    size_t k = (size_t)tone;
    return pal_log_odds(pal_model_probability(tones->model, &tones->clauses[clause], k)) +
           pal_log_odds(pal_model_probability(tones->model, &tones->whole, k)) / 2.0;
}

static pal_polarity clause_tone(const sums *tones, uint32_t clause, pal_polarity whole)
{
    pal_polarity best = PAL_NEUTRAL;
    double highest = -HUGE_VAL;
    for (int p = PAL_NEUTRAL; p <= PAL_POSITIVE; p++) {
        double odds = clause_odds(tones, clause, (pal_polarity)p) -
                      (p == PAL_NEUTRAL ? NEUTRAL_LEAD : 0.0) +
                      ((int)whole == p ? WHOLE_VOTE : 0.0);
        if (odds > highest) {
            highest = odds;
            best = (pal_polarity)p;
        }
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

static uint32_t strongest_clause(const sums *s, size_t class_index, uint32_t clauses)
{
    uint32_t best = 0;
    for (uint32_t c = 1; c < clauses; c++)
        if (s->clauses[c].score[class_index] > s->clauses[best].score[class_index])
            best = c;
    return best;
}

static void place_mention(pal_mention *m, const pal_passage *passage, uint32_t clause)
{
    bool begun = false;
    m->clause = clause;
    for (size_t i = 0; i < passage->count; i++) {
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
static void take_back(pal_tone *tone, const pal_topics *topics, const sums *themes)
{
    size_t classes = pal_model_of(themes->model)->class_count;
    double veto = pal_model_of(themes->model)->veto;
    size_t tags = 0;
    for (size_t i = 0; i < tone->tag_count; i++) {
        size_t k = pal_topics_class(topics, tone->tags[i].theme);
        if (k == classes ||
            pal_model_probability(themes->model, &themes->whole, k) >= veto)
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

static bool propose(pal_tone *tone, pal_arena *mem, const pal_topics *topics,
                    const sums *themes, const sums *tones, const pal_passage *passage)
{
    const pal_model_view *view = pal_model_of(themes->model);
    double reached[PAL_MODEL_CLASSES_MAX];
    size_t room = pal_model_reached(themes->model, &themes->whole, reached);
    if (room == 0)
        return true;
    pal_mention *mentions = pal_new(mem, pal_mention, tone->mention_count + room);
    pal_tag *tags = pal_new(mem, pal_tag, tone->tag_count + room);
    if (!mentions || !tags)
        return false;
    memcpy(mentions, tone->mentions, tone->mention_count * sizeof *mentions);
    memcpy(tags, tone->tags, tone->tag_count * sizeof *tags);
    tone->mentions = mentions;
    tone->tags = tags;
    size_t before = tone->tag_count;
    for (size_t k = 0; k < view->class_count; k++) {
        uint32_t theme = topics->theme_of[k];
        double p = reached[k];
        if (theme == UINT32_MAX || p < 0 || has_theme(tone, theme))
            continue;
        uint32_t clause = strongest_clause(themes, k, passage->clause_count);
        if (k == topics->general && has_reason(tone, clause))
            continue;
        pal_polarity polarity = tones ? clause_tone(tones, clause, tone->sentiment)
                                : tone->sentiment == PAL_MIXED ? PAL_NEUTRAL
                                                               : tone->sentiment;
        pal_mention m = {.theme = theme,
                         .rule = PAL_RULE_MODEL,
                         .polarity = polarity,
                         .probability = (uint16_t)fmax(1.0, nearbyint(p * PER_MILLE)),
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

/* A mention whose rule leaves the polarity to the words around it, which have none that
 * the lists know, is as the model of tone has its clause. */
static void fill_open(pal_mention *m, const sums *tones, pal_polarity whole)
{
    if (!m->open)
        return;
    m->polarity = clause_tone(tones, m->clause, whole);
    m->learnt = m->polarity != PAL_NEUTRAL;
    m->score = proposed_score(m->polarity);
}

static int side_of(pal_polarity polarity)
{
    return (polarity == PAL_POSITIVE) - (polarity == PAL_NEGATIVE);
}

/* So is one that the model is sure to be the other way round. What is denied in a few
 * words stays: rules follow a negation better than sums over words. */
static void overturn(pal_mention *m, const sums *tones, pal_polarity whole,
                     bool few_words)
{
    int side = side_of(m->polarity);
    double lead = clause_odds(tones, m->clause, PAL_POSITIVE) -
                  clause_odds(tones, m->clause, PAL_NEGATIVE);
    double hold =
        m->open ? OVERTURN_WORDS + OVERTURN_POINT * abs(m->score) / PER_MILLE : OVERTURN;
    if (-side * lead <= hold + AGREES * side * side_of(whole) ||
        ((m->negated || m->denies) && few_words))
        return;
    m->polarity = lead > 0 ? PAL_POSITIVE : PAL_NEGATIVE;
    m->learnt = true;
    m->score = proposed_score(m->polarity);
}

static size_t count_words(const pal_passage *passage)
{
    size_t words = 0;
    for (size_t i = 0; i < passage->count; i++)
        words += pal_features_has(&passage->tokens[i]);
    return words;
}

static void tone_mentions(pal_tone *tone, const sums *tones, const pal_passage *passage)
{
    enum { FEW_WORDS = 8 };
    bool few_words = count_words(passage) <= FEW_WORDS;
    for (size_t i = 0; i < tone->mention_count; i++) {
        pal_mention *m = &tone->mentions[i];
        if (m->asked || m->wish || m->firm)
            continue;
        if (m->polarity == PAL_NEUTRAL)
            fill_open(m, tones, tone->sentiment);
        else
            overturn(m, tones, tone->sentiment, few_words);
    }
    for (size_t t = 0; t < tone->tag_count; t++)
        settle_tag(tone, &tone->tags[t]);
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
    bool denies = false;
    for (size_t i = 0; i < passage->count; i++) {
        pal_role role = passage->tokens[i].role;
        denies = denies || role == PAL_ROLE_NEGATOR || role == PAL_ROLE_DENIAL ||
                 role == PAL_ROLE_DOUBT || role == PAL_ROLE_PAST;
    }
    return denies && count_words(passage) <= WORDS_MAX &&
           passage->sentence_count <= SENTENCES_MAX;
}

/* A word or two of which neither rules nor word lists know anything ("kettle"): what the
 * model makes of its letters counts only when it is sure. */
static bool says_little(const pal_tone *tone, const pal_passage *passage)
{
    enum { BARE_WORDS = 2 };
    return tone->sentiment == PAL_NEUTRAL && tone->score == 0 && tone->tag_count == 0 &&
           count_words(passage) <= BARE_WORDS;
}

/* Sums of one answer, by model; those without a model are not there. */
typedef struct answer {
    sums tones, topics, own;
} answer;

static bool read_answer(answer *a, pal_arena *mem, const pal_models *models,
                        const pal_passage *passage, const bool *negated)
{
    pal_language language = pal_features_language(passage);
    const pal_model *all[PAL_MODELS_MAX];
    size_t count = pal_models_of(models, language, all);
    readers together = {.count = 0};
    size_t offset = 0;
    for (size_t i = 0; i < count; i++) {
        sums *s = all[i] == models->sentiment[language]      ? &a->tones
                  : all[i] == models->themes[language].model ? &a->topics
                                                             : &a->own;
        if (!open_sums(s, mem, all[i], offset, passage->clause_count))
            return false;
        offset += pal_model_word_size(all[i]);
        together.sums[together.count++] = s;
    }
    read_sums(&together, passage, negated, offset);
    return true;
}

static void judge_tone(pal_tone *tone, answer *a, const pal_models *models,
                       const pal_passage *passage)
{
    const pal_model *model = a->tones.model;
    readers alone = {{&a->tones}, 1};
    pal_features_rules(tone, add_feature, &alone);
    add_waiting(&alone);
    if (models->alone || !rules_decide(passage, model)) {
        bool little = !models->alone && says_little(tone, passage);
        tone->sentiment =
            likeliest(model, &a->tones.whole, models->alone ? NULL : &tone->sentiment);
        if (little &&
            pal_model_probability(model, &a->tones.whole, tone->sentiment) < BARE_SURE)
            tone->sentiment = PAL_NEUTRAL;
    }
    if (!models->alone)
        tone_mentions(tone, &a->tones, passage);
}

static bool judge_themes(pal_tone *tone, pal_arena *mem, const answer *a,
                         const pal_models *models, const pal_passage *passage)
{
    pal_language language = pal_features_language(passage);
    const pal_topics *themes = &models->themes[language];
    const pal_topics *own = &models->own[language];
    const sums *tones = a->tones.model ? &a->tones : NULL;
    if (a->topics.model) {
        take_back(tone, themes, &a->topics);
        if (!propose(tone, mem, themes, &a->topics, tones, passage))
            return false;
    }
    return !a->own.model || propose(tone, mem, own, &a->own, tones, passage);
}

pal_status pal_judge(pal_tone *tone, pal_arena *mem, const pal_models *models,
                     const pal_passage *passage, pal_error *err)
{
    const pal_model *all[PAL_MODELS_MAX];
    answer a;
    a.tones.model = a.topics.model = a.own.model = NULL;
    bool has_models = pal_models_of(models, pal_features_language(passage), all) != 0 &&
                      passage->count != 0 && passage->language != PAL_LANGUAGE_OTHER;
    bool fine = !has_models || read_answer(&a, mem, models, passage, tone->negated);
    if (fine && a.tones.model)
        judge_tone(tone, &a, models, passage);
    if (models->no_rules)
        tone->mention_count = tone->tag_count = 0;
    if (fine && has_models)
        fine = judge_themes(tone, mem, &a, models, passage);
    return fine ? PAL_OK
                : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                           "no memory for the models");
}
