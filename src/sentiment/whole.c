/* The tone of the whole, from the parts of the text: a part is a clause, or what stands
 * between two signs of it ("helppo äppi, kallis palkkio"). All points are 1/1000 of the
 * valence scale. */
#include "sentiment/whole.h"

#include "base/fail.h"

/* Less than this is no tone. */
enum { FAINT = 400 };
/* Half of the scale is reached at this many points. */
static const double SCORE_HALF = 2500.0;
/* Both sides carry weight when the lighter one has at least this share of the heavier;
 * where a contrast sets them against each other, less is enough. */
static const double MIXED_SHARE = 0.55;
static const double CONTRAST_SHARE = 0.4;
/* A wish that names nothing good or bad is a complaint all the same: something lacks. */
static const double BARE_WISH = 1000.0;
/* An answer of at most so many words, one of them a negator, says "nothing". */
enum { NOTHING_WORDS = 6 };
/* Points of a negator that turns nothing, for a weight of 1 in the lexicon. */
static const double BARE_DENIAL = 1000.0;
/* "Hyvä palvelu, mutta ...": of praise before a contrast behind which no word of
 * judgement is known, so much is taken as blame: people rarely say "but" to add praise.
 */
static const double UNSPOKEN = 0.7;
/* What was good once ("ennen toimi") is missed when nothing is said of today; what was
 * bad once is better now. Beside a judgement of today the past hardly counts. */
static const double MISSED = 0.5;
static const double OVERCOME = 0.3;
static const double LONG_AGO = 0.1;

/* Points for and against. */
typedef struct balance {
    double praise;
    double blame;
} balance;

/* The text in parts. */
typedef struct parts {
    const pal_passage *passage;
    const pal_scope *scope;
    uint32_t *of;     /* by token: its part */
    uint32_t *clause; /* by part */
    balance *said;    /* by part: of today */
    balance *once;    /* by part: of the past */
    double *heard;    /* by clause: points of its parts */
    uint32_t count;
} parts;

static void weigh(balance *b, double value)
{
    b->praise += value > 0 ? value : 0;
    b->blame -= value < 0 ? value : 0;
}

static bool cut(parts *p, pal_arena *mem)
{
    const pal_token *tokens = p->passage->tokens;
    const size_t n = p->passage->count;
    uint32_t *of = pal_new(mem, uint32_t, 2 * n);
    if (!of)
        return false;
    uint32_t *clause = of + n;
    uint32_t count = 0;
    bool parted = true; /* by a sign */
    for (size_t i = 0; i < n; i++) {
        if (parted || tokens[i].clause != clause[count - 1])
            clause[count++] = tokens[i].clause;
        of[i] = count - 1;
        parted = (tokens[i].word->flags & PAL_WORD_COMMA) != 0;
    }
    p->of = of;
    p->clause = clause;
    p->count = count;
    p->said = pal_new(mem, balance, 2 * (size_t)count);
    p->once = p->said ? p->said + count : NULL;
    p->heard = pal_new(mem, double, p->passage->clause_count);
    return p->said && p->heard;
}

/* Points that the words of a finding bring along on its own side. */
static double words_of(const pal_scope *scope, const pal_hit *hit, bool praise)
{
    double sum = 0;
    for (uint32_t i = hit->first; i <= hit->last; i++) {
        double value = scope->valences[i];
        sum += praise ? (value > 0 ? value : 0) : (value < 0 ? -value : 0);
    }
    return sum;
}

/* The balance that a word of this token goes to. */
static balance *side_of_time(const parts *p, uint32_t token)
{
    bool past = p->scope->clauses[p->passage->tokens[token].clause].past;
    return past ? &p->once[p->of[token]] : &p->said[p->of[token]];
}

/* "Ennen toimi paremmin": a rule that names the past tells of today. */
static bool names_past(const parts *p, const pal_hit *hit)
{
    for (uint32_t i = hit->first; i <= hit->last; i++)
        if (p->passage->tokens[i].role == PAL_ROLE_PAST)
            return true;
    return false;
}

/* A finding that is news as such, less what its words weighed already. */
static void weigh_finding(parts *p, const pal_finding *f)
{
    const pal_mention *m = f->mention;
    bool certain = f->hit->tone != PAL_TONE_AUTO && f->hit->tone != PAL_TONE_JUDGED;
    if ((!certain && !m->wish && !m->asked) || m->polarity == PAL_NEUTRAL)
        return;
    bool praise = m->polarity == PAL_POSITIVE;
    double size = praise ? m->score : -m->score;
    double rest = size - words_of(p->scope, f->hit, praise);
    balance *to = names_past(p, f->hit) ? &p->said[p->of[f->hit->first]]
                                        : side_of_time(p, f->hit->first);
    if (rest > 0)
        weigh(to, praise ? rest : -rest);
}

/* Praise and blame of one part ("rikkoutunut modeemi vaihdettiin mukisematta") are one
 * statement: what is left of it counts. Where they are even ("hyvä ja huono") both do. */
static void settle(parts *p)
{
    for (uint32_t i = 0; i < p->count; i++) {
        balance *both[] = {&p->said[i], &p->once[i]};
        for (size_t k = 0; k < sizeof both / sizeof *both; k++) {
            double net = both[k]->praise - both[k]->blame;
            if (net >= FAINT || net <= -FAINT || both[k]->praise < FAINT) {
                *both[k] = (balance){0};
                weigh(both[k], net);
            }
            p->heard[p->clause[i]] += both[k]->praise + both[k]->blame;
        }
    }
}

/* "Ei mitään", "nothing": an answer that only denies praises where faults were asked for,
 * and blames where merits were. */
static bool answers_nothing(const parts *p)
{
    bool denies = false;
    size_t words = 0;
    for (uint32_t i = 0; i < p->passage->count; i++) {
        const pal_token *token = &p->passage->tokens[i];
        if (token->role == PAL_ROLE_DOUBT)
            return false;
        denies = denies || token->role == PAL_ROLE_NEGATOR;
        words += (token->word->flags & PAL_WORD_LETTERS) != 0;
    }
    for (uint32_t c = 0; c < p->passage->clause_count; c++)
        if (p->heard[c] >= FAINT || p->scope->clauses[c].wished)
            return false;
    return denies && words <= NOTHING_WORDS;
}

static bool weigh_answer(parts *p)
{
    if (p->passage->asked == PAL_ASKED_OPEN || p->count == 0 || !answers_nothing(p))
        return false;
    if (p->passage->asked == PAL_ASKED_FAULTS)
        p->said[0].praise += BARE_DENIAL;
    else
        p->said[0].blame += BARE_DENIAL;
    return true;
}

static void weigh_silence(parts *p)
{
    for (uint32_t i = 0; i < p->count; i++) {
        uint32_t c = p->clause[i];
        if (p->heard[c] >= FAINT)
            continue;
        double cost = p->scope->clauses[c].wished
                          ? BARE_WISH
                          : BARE_DENIAL * (double)p->scope->clauses[c].idle;
        p->said[i].blame += cost;
        p->heard[c] += cost;
    }
}

/* Is nothing heard from this clause on, up to the next contrast? */
static bool is_silent(const parts *p, uint32_t clause)
{
    for (uint32_t c = clause; c < p->passage->clause_count; c++) {
        if (c != clause && p->scope->clauses[c].contrasts)
            break;
        if (p->heard[c] >= FAINT)
            return false;
    }
    return true;
}

static void weigh_contrasts(parts *p)
{
    double before = 0;
    for (uint32_t i = 0; i < p->count; i++) {
        uint32_t c = p->clause[i];
        bool opens = i == 0 || p->clause[i - 1] != c;
        if (opens && before >= FAINT && p->scope->clauses[c].contrasts && is_silent(p, c))
            p->said[i].blame += UNSPOKEN * before;
        before += p->said[i].praise - p->said[i].blame;
    }
}

static balance sum_up(const parts *p)
{
    balance now = {0};
    balance past = {0};
    for (uint32_t i = 0; i < p->count; i++) {
        uint32_t c = p->clause[i];
        double weight = (double)p->scope->clauses[c].weight;
        now.praise += weight * p->said[i].praise;
        now.blame += weight * p->said[i].blame;
        past.praise += weight * p->once[i].praise;
        past.blame += weight * p->once[i].blame;
    }
    if (now.praise >= FAINT || now.blame >= FAINT)
        return (balance){now.praise + LONG_AGO * past.praise,
                         now.blame + LONG_AGO * past.blame};
    return (balance){OVERCOME * past.blame, MISSED * past.praise};
}

static bool has_contrast(const parts *p)
{
    for (uint32_t c = 0; c < p->passage->clause_count; c++)
        if (p->scope->clauses[c].weight != 1.0F)
            return true;
    return false;
}

static void decide(pal_tone *out, balance b, bool contrast)
{
    double share = contrast ? CONTRAST_SHARE : MIXED_SHARE;
    double more = b.praise > b.blame ? b.praise : b.blame;
    double less = b.praise > b.blame ? b.blame : b.praise;
    if (more < FAINT)
        out->sentiment = PAL_NEUTRAL;
    else if (less >= FAINT && less >= more * share)
        out->sentiment = PAL_MIXED;
    else
        out->sentiment = b.praise > b.blame ? PAL_POSITIVE : PAL_NEGATIVE;
    double net = b.praise - b.blame;
    double size = net < 0 ? -net : net;
    double score = 1000.0 * net / (size + SCORE_HALF);
    out->score = (int32_t)(score + (score < 0 ? -0.5 : 0.5));
}

pal_status pal_whole_read(pal_tone *out, pal_arena *mem, const pal_passage *passage,
                          const pal_scope *scope, const pal_finding *findings,
                          size_t count, pal_error *err)
{
    parts p = {.passage = passage, .scope = scope};
    if (!cut(&p, mem))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the tone");
    for (size_t i = 0; i < scope->judgement_count; i++)
        weigh(side_of_time(&p, scope->judgements[i]),
              scope->valences[scope->judgements[i]]);
    for (size_t i = 0; i < count; i++)
        weigh_finding(&p, &findings[i]);
    settle(&p);
    if (!weigh_answer(&p))
        weigh_silence(&p);
    weigh_contrasts(&p);
    decide(out, sum_up(&p), has_contrast(&p));
    return PAL_OK;
}
