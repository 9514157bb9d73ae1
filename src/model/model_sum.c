/* Sums of texts. They are whole numbers: the order in which they are added never counts.
 */
#include <math.h>
#include <string.h>

#include "base/ahead.h"
#include "model/model_table.h"

/* The record of a feature in the bucket that begins there, or NULL. */
static const uint8_t *find_from(const pal_model *m, uint32_t at, uint32_t hash)
{
    for (uint32_t end = m->first[(hash >> m->bucket_shift) + 1]; at < end;
         at += PAL_RECORD_ENTRIES + 2U * m->bytes[at + PAL_RECORD_COUNT]) {
        uint32_t here = pal_record_hash(m->bytes + at);
        if (here >= hash)
            return here == hash ? m->bytes + at : NULL;
    }
    return NULL;
}

const uint8_t *pal_model_find(const pal_model *m, uint32_t hash)
{
    return pal_model_may_have(m, hash)
               ? find_from(m, m->first[hash >> m->bucket_shift], hash)
               : NULL;
}

/* The memory that they need is asked for at once, for all of them, before any is looked
 * at: else each would wait for its own. */
void pal_model_find_all(const pal_model *m, const uint32_t *hashes, size_t count,
                        const uint8_t **records)
{
    uint32_t at[PAL_MODEL_WAITING_MAX];
    for (size_t i = 0; i < count; i++) {
        at[i] = m->first[hashes[i] >> m->bucket_shift];
        pal_ahead(m->bytes + at[i]);
    }
    for (size_t i = 0; i < count; i++)
        records[i] = find_from(m, at[i], hashes[i]);
}

/* --- words --- */

enum {
    TOGETHER = PAL_MODEL_TOGETHER,
    NUMBERS_MAX = PAL_MODELS_MAX * (PAL_NUMBERS_NORM + PAL_MODEL_CLASSES_MAX),
};
static const int16_t nothing[NUMBERS_MAX];

/* The next words whose sums fit 16 bits together, whichever numbers they have; answers
 * where the rest begins. */
static size_t take_together(const int16_t *out[TOGETHER], const pal_model_words *words,
                            size_t at)
{
    int most = 0;
    for (size_t i = 0; i < TOGETHER; i++) {
        const int16_t *word = at < words->count ? words->of[at] : NULL;
        most += word ? word[PAL_NUMBER_MOST] : 0;
        const bool fits = word && (i == 0 || most <= INT16_MAX);
        out[i] = fits ? word + PAL_NUMBERS_OWN : nothing;
        at += fits;
    }
    return at;
}

void pal_models_add_words(pal_model_words *words, pal_model_text *const *texts,
                          size_t count)
{
    int32_t sums[NUMBERS_MAX];
    const size_t numbers = words->numbers - PAL_NUMBERS_OWN;
    const int16_t *together[TOGETHER];
    memset(sums, 0, numbers * sizeof *sums);
    for (size_t at = 0; at < words->count;) {
        at = take_together(together, words, at);
        pal_model_add_together(sums, together, numbers);
    }
    for (size_t i = 0; i < count; i++) {
        pal_model_text *t = texts[i];
        const int32_t *of = sums + t->offset - PAL_NUMBERS_OWN;
        const size_t classes = t->model->view.class_count;
        t->whole.norm += pal_numbers_norm(of[0], of[1], of[2]);
        for (size_t k = 0; k < classes; k++)
            t->scores[k] += of[PAL_NUMBERS_NORM + k];
    }
    words->count = 0;
}

/* --- features of a text --- */

void pal_model_text_begin(pal_model_text *out, pal_arena *mem, const pal_model *model,
                          size_t offset)
{
    out->model = model;
    out->whole = (pal_model_sum){.score = out->scores};
    if (model->view.reads & PAL_MODEL_READS_BESIDE)
        out->whole.beside = out->beside;
    out->offset = offset;
    out->filter = model->filter;
    out->filter_shift = model->filter_shift;
    out->failed = false;
    out->mem = mem;
    out->found = out->few;
    out->found_count = 0;
    out->found_cap = sizeof out->few / sizeof *out->few;
    memset(out->scores, 0, model->view.class_count * sizeof *out->scores);
    memset(out->beside, 0, model->view.class_count * sizeof *out->beside);
}

/* Add one occurrence. No feature of a text is of characters. */
static void add_fixed(pal_model_sum *sum, const pal_model *m, const uint8_t *record)
{
    const double value = m->values[record[PAL_RECORD_VALUE]].scaled;
    sum->norm += m->values[record[PAL_RECORD_VALUE]].norm;
    const double *scales = m->scales;
    const double *weights = m->weights;
    int64_t *score = sum->score;
    const uint8_t *entry = record + PAL_RECORD_ENTRIES;
    size_t left = record[PAL_RECORD_COUNT];
    for (; left >= 2; left -= 2, entry += 4) { /* two at a time: most have several */
        score[entry[0]] += pal_model_fixed(value * scales[entry[0]] * weights[entry[1]]);
        score[entry[2]] += pal_model_fixed(value * scales[entry[2]] * weights[entry[3]]);
    }
    if (left != 0)
        score[entry[0]] += pal_model_fixed(value * scales[entry[0]] * weights[entry[1]]);
}

static bool has_room(pal_model_text *t, size_t count)
{
    if (t->found_cap - t->found_count >= count)
        return true;
    if (t->found_cap > SIZE_MAX / 2)
        return false;
    pal_model_found *more = pal_new(t->mem, pal_model_found, 2 * t->found_cap);
    if (!more)
        return false;
    memcpy(more, t->found, t->found_count * sizeof *more);
    t->found = more;
    t->found_cap *= 2;
    return true;
}

/* Those of a reader that its model may have; answers how many. Most are not, in no order
 * that a processor could foresee: nothing branches on it. */
static size_t sift(uint32_t *hashes, uint32_t *clauses, const pal_model_asked *asked,
                   const pal_model_text *t, size_t reader)
{
    const uint64_t *filter = t->filter;
    const unsigned shift = t->filter_shift;
    size_t count = 0;
    for (size_t i = 0; i < asked->count; i++) {
        const uint32_t bit = asked->hashes[i] >> shift;
        hashes[count] = asked->hashes[i];
        clauses[count] = asked->clauses[i];
        count += filter[bit / 64] >> bit % 64 & asked->readers[i] >> reader & 1;
    }
    return count;
}

static void take_asked(pal_model_text *t, const pal_model_asked *asked, size_t reader)
{
    uint32_t hashes[PAL_MODEL_WAITING_MAX];
    uint32_t clauses[PAL_MODEL_WAITING_MAX];
    const uint8_t *records[PAL_MODEL_WAITING_MAX];
    const size_t count = sift(hashes, clauses, asked, t, reader);
    t->failed = t->failed || !has_room(t, count);
    if (t->failed || count == 0)
        return;
    pal_model_find_all(t->model, hashes, count, records);
    for (size_t i = 0; i < count; i++)
        if (records[i]) {
            add_fixed(&t->whole, t->model, records[i]);
            t->found[t->found_count++] = (pal_model_found){records[i], clauses[i]};
        }
}

bool pal_models_answer(pal_model_asked *asked, pal_model_text *const *texts, size_t count)
{
    bool fine = true;
    for (size_t i = 0; i < count; i++) {
        take_asked(texts[i], asked, i);
        fine = fine && !texts[i]->failed;
    }
    asked->count = 0;
    return fine;
}

void pal_model_text_rules(pal_model_text *t, const pal_tone *tone)
{
    uint32_t found = pal_features_rules_of(tone);
    for (size_t i = 0; found != 0; i++, found >>= 1)
        if ((found & 1) && t->model->rules[i])
            add_fixed(&t->whole, t->model, t->model->rules[i]);
}

void pal_model_add_beside(pal_model_text *t, uint32_t hash)
{
    const uint8_t *record = pal_model_find(t->model, hash);
    if (!record)
        return;
    const uint8_t *entry = record + PAL_RECORD_ENTRIES;
    for (size_t k = record[PAL_RECORD_COUNT]; k-- > 0; entry += 2)
        t->beside[entry[0]] += (int64_t)pal_model_rounded(
            PAL_SCORE_FIXED * t->model->scales[entry[0]] * t->model->weights[entry[1]]);
}

static void take_beside(void *ctx, pal_feature_kind kind, uint32_t hash, pal_str text,
                        pal_str second)
{
    (void)kind;
    (void)text;
    (void)second;
    pal_model_add_beside(ctx, hash);
}

void pal_model_text_beside(pal_model_text *t, const pal_passage *passage,
                           const pal_tone *tone)
{
    const unsigned reads = t->model->view.reads;
    if (reads & PAL_MODEL_READS_BESIDE)
        pal_features_beside(passage, tone, (reads & PAL_MODEL_READS_SCORE) != 0,
                            take_beside, t);
}

/* --- one clause --- */

/* The first token of a clause: clauses ascend. */
static size_t first_token(const pal_passage *passage, uint32_t clause)
{
    size_t low = 0;
    size_t high = passage->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (passage->tokens[middle].clause < clause)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t first_found(const pal_model_text *t, uint32_t clause)
{
    size_t low = 0;
    size_t high = t->found_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (t->found[middle].clause < clause)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void pal_model_clause(pal_model_sum *out, const pal_model_text *t,
                      const pal_passage *passage, uint32_t clause)
{
    const pal_language language = pal_features_language(passage);
    const size_t classes = t->model->view.class_count;
    out->norm = 0;
    out->beside = NULL;
    memset(out->score, 0, classes * sizeof *out->score);
    for (size_t i = first_token(passage, clause);
         i < passage->count && passage->tokens[i].clause == clause; i++) {
        if (!pal_features_has(&passage->tokens[i]))
            continue;
        const int16_t *own = passage->tokens[i].word->learnt[language] + t->offset;
        out->norm += pal_numbers_norm(own[0], own[1], own[2]);
        for (size_t k = 0; k < classes; k++)
            out->score[k] += own[PAL_NUMBERS_NORM + k];
    }
    for (size_t i = first_found(t, clause);
         i < t->found_count && t->found[i].clause == clause; i++)
        add_fixed(out, t->model, t->found[i].record);
}

/* What a record adds to one class. Four entries at a time are asked whether they are of
 * it. */
static int64_t score_of(const pal_model *m, const uint8_t *record, size_t class_index)
{
    const double value =
        m->values[record[PAL_RECORD_VALUE]].scaled * m->scales[class_index];
    const uint64_t wanted = PAL_LANES * class_index;
    const uint8_t *entry = record + PAL_RECORD_ENTRIES;
    const uint8_t *end = entry + 2 * (size_t)record[PAL_RECORD_COUNT];
    int64_t score = 0;
    while (entry < end) {
        const uint64_t other = (pal_lanes_of(entry) & PAL_LANES_CLASS) ^ wanted;
        if (((other - PAL_LANES) & PAL_LANES << 15) == 0) {
            entry += 8;
            continue;
        }
        for (const uint8_t *last = entry + 8; entry < last; entry += 2)
            if (entry < end && entry[0] == class_index)
                score += pal_model_fixed(value * m->weights[entry[1]]);
    }
    return score;
}

uint32_t pal_model_strongest(const pal_model_text *t, const pal_passage *passage,
                             size_t class_index)
{
    const pal_language language = pal_features_language(passage);
    const size_t at = t->offset + PAL_NUMBERS_NORM + class_index;
    uint32_t best = 0;
    int64_t highest = INT64_MIN;
    size_t f = 0;
    for (size_t i = 0; i < passage->count;) {
        uint32_t clause = passage->tokens[i].clause;
        int64_t score = 0;
        for (; i < passage->count && passage->tokens[i].clause == clause; i++)
            if (pal_features_has(&passage->tokens[i]))
                score += passage->tokens[i].word->learnt[language][at];
        for (; f < t->found_count && t->found[f].clause == clause; f++)
            score += score_of(t->model, t->found[f].record, class_index);
        if (score > highest) {
            highest = score;
            best = clause;
        }
    }
    return best;
}

/* --- decisions --- */

/* What the words of a text are divided by; 0 where it has none. */
static double root_of(const pal_model_sum *sum)
{
    return sum->norm > 0 ? sqrt((double)sum->norm / PAL_NORM_FIXED) : 0.0;
}

/* The calibrated decision for a class. */
static double decide(const pal_model *m, const pal_model_sum *sum, size_t k, double root)
{
    const pal_model_class *c = &m->view.classes[k];
    double decision = c->bias;
    if (root > 0)
        decision += (double)sum->score[k] / PAL_SCORE_FIXED / root;
    return c->a * decision + c->b +
           (sum->beside ? (double)sum->beside[k] / PAL_SCORE_FIXED : c->middle);
}

/* The same of one class alone. */
static double decision_of(const pal_model *m, const pal_model_sum *sum,
                          size_t class_index)
{
    return decide(m, sum, class_index, root_of(sum));
}

void pal_model_decisions(const pal_model *m, const pal_model_sum *sum, double *out)
{
    const double root = root_of(sum);
    for (size_t i = 0; i < m->view.class_count; i++)
        out[i] = decide(m, sum, i, root);
}

const double *pal_model_expected(const pal_model *m)
{
    return m->expected;
}

static double curve(double decision)
{
    return 1.0 / (1.0 + exp(-decision));
}

double pal_model_probability(const pal_model *m, const pal_model_sum *sum,
                             size_t class_index)
{
    return curve(decision_of(m, sum, class_index));
}

bool pal_model_vetoes(const pal_model *m, const pal_model_sum *sum, size_t class_index)
{
    double decision = decision_of(m, sum, class_index);
    if (fabs(decision - m->veto_odds) > PAL_ODDS_EDGE)
        return decision < m->veto_odds;
    return curve(decision) < m->view.veto;
}

size_t pal_model_reached(const pal_model *m, const pal_model_sum *sum,
                         pal_model_reach *out)
{
    const double root = root_of(sum);
    const double *bars = m->bars;
    const int64_t *score = sum->score;
    size_t count = 0;
    for (size_t i = 0; i < m->view.class_count; i++) {
        if ((double)score[i] < bars[i] * root && root > 0)
            continue; /* as nearly all */
        double sure = decide(m, sum, i, root);
        double p = sure < m->least[i] ? -1.0 : curve(sure);
        if (p >= m->view.classes[i].threshold && p >= 0)
            out[count++] = (pal_model_reach){.class_index = i, .probability = p};
    }
    return count;
}

double pal_model_value(const pal_model *m, pal_feature_kind kind, uint32_t hash)
{
    const uint8_t *record = pal_model_find(m, hash);
    return record ? pal_model_value_of(m, kind, record) : 0.0;
}

double pal_model_weight(const pal_model *m, pal_feature_kind kind, uint32_t hash,
                        size_t class_index)
{
    const uint8_t *record = pal_model_find(m, hash);
    for (size_t k = 0; record && k < record[PAL_RECORD_COUNT]; k++) {
        const uint8_t *entry = record + PAL_RECORD_ENTRIES + 2 * k;
        if (entry[0] == class_index)
            return pal_model_value_of(m, kind, record) * m->scales[class_index] *
                   (double)(int8_t)entry[1];
    }
    return 0.0;
}
