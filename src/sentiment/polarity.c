/* Three decisions, one after the other: the polarity of each mention (from its rule or
 * from the judgements near it), which mentions stay (general themes give way to exact
 * ones), and the tone of the whole from judgements and findings together. */
#include "sentiment/polarity.h"

#include <stdlib.h>

#include "base/fail.h"
#include "base/str.h"
#include "sentiment/scope.h"
#include "sentiment/whole.h"

/* Points (1/1000) that a finding which is good or bad news as such is worth: more than
 * most words, since a fault that was mended well is praise though "vika" is a bad word.
 */
enum { NEWS = 2500 };
/* Less than this is no tone. */
enum { FAINT = 400 };
/* A word that only counts when it is judged ("hinta", "service") must stand this near to
 * the judgement, in tokens. */
enum { JUDGED_REACH = 4 };

/* A clause of at most so many words beside its contrast only names what is excepted. */
enum { EXCEPTION_WORDS = 2 };

typedef struct work {
    pal_arena *mem;
    const pal_lexicon *lex;
    const pal_passage *passage;
    const pal_hits *hits;
    pal_scope scope;
    bool has_phrases; /* of judgement, of several words */
    pal_mention *mentions;
    pal_finding *findings; /* by mention */
    size_t count;
} work;

static pal_polarity sign_of(int64_t value)
{
    return value >= FAINT ? PAL_POSITIVE : value <= -FAINT ? PAL_NEGATIVE : PAL_NEUTRAL;
}

/* The first of the judgements that stands at `token` or behind it. */
static size_t first_from(const pal_scope *scope, uint32_t token)
{
    size_t low = 0;
    size_t high = scope->judgement_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (scope->judgements[middle] < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Judgements of a clause (or of its sentence) that stand at most `reach` tokens away, the
 * nearer to the mention the heavier. */
static int32_t tone_near(const work *w, const pal_hit *hit, bool whole_sentence,
                         uint32_t reach)
{
    const pal_token *tokens = w->passage->tokens;
    uint32_t clause = tokens[hit->first].clause;
    uint32_t sentence = tokens[hit->first].sentence;
    double sum = 0;
    for (size_t k = first_from(&w->scope, hit->first > reach ? hit->first - reach : 0);
         k < w->scope.judgement_count; k++) {
        uint32_t i = w->scope.judgements[k];
        if (tokens[i].sentence > sentence || (i > hit->last && i - hit->last > reach))
            break;
        if (whole_sentence ? tokens[i].sentence != sentence : tokens[i].clause != clause)
            continue;
        uint32_t distance = i < hit->first  ? hit->first - i
                            : i > hit->last ? i - hit->last
                                            : 0;
        sum += (double)w->scope.valences[i] * 2.0 / (2.0 + distance);
    }
    return (int32_t)sum;
}

/* The findings that begin at most PAL_SCOPE_REACH tokens before or behind this one. */
typedef struct stretch {
    const pal_hit *from, *end;
} stretch;

static stretch hits_near(const work *w, const pal_hit *hit)
{
    const uint32_t from = hit->first > PAL_SCOPE_REACH ? hit->first - PAL_SCOPE_REACH : 0;
    return (stretch){pal_scope_hit_from(w->hits, from),
                     pal_scope_hit_from(w->hits, (uint64_t)hit->last + PAL_SCOPE_REACH)};
}

/* "No hienoa", "great job losing it": a phrase of judgement that covers the finding and
 * more knows better than the finding what is meant. NULL where there is none. */
static const pal_hit *phrase_over(const work *w, const pal_hit *hit)
{
    const stretch near = w->has_phrases ? hits_near(w, hit) : (stretch){NULL, NULL};
    for (const pal_hit *phrase = near.from; phrase != near.end; phrase++) {
        if (phrase->kind == PAL_HIT_VALENCE && phrase->first <= hit->first &&
            phrase->last >= hit->last && phrase->token_count > 1 &&
            phrase->token_count >= hit->token_count)
            return phrase;
    }
    return NULL;
}

static bool holds(const pal_hit *hit, uint32_t token)
{
    for (uint32_t k = 0; k < hit->token_count; k++)
        if (hit->tokens[k] == token)
            return true;
    return false;
}

/* "Ei ollut mitään ongelmia sovelluksen kanssa": a phrase of judgement that denies words
 * of the finding tells their side, be the negator outside of the finding ("ongelmia
 * sovelluksen kanssa") or the phrase the longer one ("sovellus ei ole" and "ei ole
 * huono"). */
static bool phrase_turns(const work *w, const pal_hit *hit)
{
    const stretch near = w->has_phrases ? hits_near(w, hit) : (stretch){NULL, NULL};
    for (const pal_hit *phrase = near.from; phrase != near.end; phrase++) {
        if (phrase->kind != PAL_HIT_VALENCE || phrase->token_count < 2 ||
            (hit->tone == PAL_TONE_NEG
                 ? phrase->valence < 0
                 : hit->tone != PAL_TONE_POS || phrase->valence > 0))
            continue;
        uint32_t n = phrase->first;
        while (n < phrase->last && w->passage->tokens[n].role != PAL_ROLE_NEGATOR)
            n++;
        bool denied = false;
        for (uint32_t t = n + 1; t <= phrase->last; t++)
            denied = denied ||
                     (w->passage->tokens[n].role == PAL_ROLE_NEGATOR && holds(hit, t));
        if (denied && (!holds(hit, n) || phrase->last > hit->last))
            return true;
    }
    return false;
}

/* "Ohjeet eivät olleet sekavia", "takuussa ei ole ollut ongelmia": the rule ends in the
 * bare negation of a fault, by a word of its own or a phrase. */
static bool denies_fault(const work *w, const pal_hit *hit)
{
    if ((hit->tone != PAL_TONE_NEG && hit->tone != PAL_TONE_NEG_FIXED) ||
        !pal_scope_open(w->passage, hit))
        return false;
    const stretch near = hits_near(w, hit);
    for (const pal_hit *word = near.from; word != near.end; word++) {
        if (word->kind != PAL_HIT_VALENCE)
            continue;
        if (word->valence > 0 && word->first <= hit->last && word->last > hit->last)
            return true;
        if (word->valence < 0 && word->first > hit->last &&
            w->scope.negators[word->first] == 1 &&
            holds(hit, w->scope.negator[word->first]))
            return true;
    }
    return false;
}

static int32_t score_of(const work *w, const pal_hit *hit, bool turned, bool *drop)
{
    *drop = false;
    const pal_hit *phrase = phrase_over(w, hit);
    bool praises = hit->tone == PAL_TONE_POS || hit->tone == PAL_TONE_POS_FIXED;
    if (phrase && praises && phrase->valence < 0)
        return -NEWS;
    switch (hit->tone) {
    case PAL_TONE_NEG:
        return turned ? NEWS : -NEWS;
    case PAL_TONE_POS:
        return turned ? -NEWS : NEWS;
    case PAL_TONE_NEG_FIXED:
        return -NEWS;
    case PAL_TONE_POS_FIXED:
        return NEWS;
    case PAL_TONE_NEU:
        return 0;
    case PAL_TONE_AUTO:
    case PAL_TONE_JUDGED:
        break;
    }
    bool judged = hit->tone == PAL_TONE_JUDGED;
    int32_t near = tone_near(w, hit, false, judged ? JUDGED_REACH : PAL_SCOPE_REACH);
    if (sign_of(near) != PAL_NEUTRAL)
        return near;
    if (!judged) {
        near = tone_near(w, hit, true, PAL_SCOPE_REACH);
        return sign_of(near) == PAL_NEUTRAL ? 0 : near;
    }
    *drop = true;
    return 0;
}

/* "Hinta" as an answer to "Mitä parannettavaa?": a theme that is named without a word of
 * judgement is what the question asks for. */
static bool is_asked(const work *w, const pal_hit *hit, int32_t score, bool spoken)
{
    bool open = hit->tone == PAL_TONE_AUTO || hit->tone == PAL_TONE_JUDGED ||
                hit->tone == PAL_TONE_NEU;
    return w->passage->asked != PAL_ASKED_OPEN && open && !spoken &&
           sign_of(score) == PAL_NEUTRAL;
}

/* Has the rule matched a word of this role itself? */
static bool names(const work *w, const pal_hit *hit, pal_role role)
{
    for (uint32_t k = 0; k < hit->token_count; k++)
        if (w->passage->tokens[hit->tokens[k]].role == role)
            return true;
    return false;
}

/* "Kaikki hyvin paitsi hinta", "good service but the price": a theme that stands alone
 * behind a contrast to praise, in a clause that says little more. */
static bool is_excepted(const work *w, const pal_hit *hit)
{
    const pal_token *tokens = w->passage->tokens;
    uint32_t clause = tokens[hit->first].clause;
    uint32_t words = 0;
    int64_t before = 0;
    if (!w->scope.clauses[clause].contrasts || w->scope.clauses[clause].past)
        return false;
    for (uint32_t i = 0; i < w->passage->count && tokens[i].clause <= clause; i++) {
        if (tokens[i].clause == clause) {
            words +=
                (tokens[i].word->flags & PAL_WORD_LETTERS) != 0 && !tokens[i].in_role;
            if (w->scope.valences[i] != 0)
                return false;
        } else if (tokens[i].sentence == tokens[hit->first].sentence)
            before += w->scope.valences[i];
    }
    return words <= EXCEPTION_WORDS && before >= FAINT;
}

/* "Palvelu toimii, hinta ei": the verb is left out, and with it the praise. */
static bool is_left_out(const work *w, const pal_hit *hit)
{
    const pal_token *tokens = w->passage->tokens;
    uint32_t no = hit->last + 1;
    if (hit->first == 0 || no >= w->passage->count ||
        tokens[no].role != PAL_ROLE_NEGATOR || tokens[no].role_len > 1 ||
        tokens[no].clause != tokens[hit->first].clause)
        return false;
    const pal_token *before = &tokens[hit->first - 1];
    bool opens = before->clause != tokens[no].clause ||
                 (before->word->flags & PAL_WORD_COMMA) != 0 ||
                 before->role == PAL_ROLE_CONTRAST;
    if (before->sentence != tokens[no].sentence || !opens)
        return false;
    for (uint32_t i = no + 1;
         i < w->passage->count && tokens[i].clause == tokens[no].clause; i++)
        if (tokens[i].word->flags & (PAL_WORD_LETTERS | PAL_WORD_NUMBER))
            return false;
    return true;
}

/* "Hyvää hoitoa, hinta voisi olla edullisempi": the wish begins behind a comma, the
 * finding ends before it. */
static bool precedes_wish(const work *w, const pal_hit *hit)
{
    const pal_token *tokens = w->passage->tokens;
    uint32_t clause = tokens[hit->first].clause;
    bool parted = false;
    for (uint32_t i = hit->last + 1; i < w->passage->count && tokens[i].clause == clause;
         i++) {
        if (tokens[i].role == PAL_ROLE_WISH)
            return parted;
        parted = parted || (tokens[i].word->flags & PAL_WORD_COMMA) != 0;
    }
    return false;
}

/* The mention that a finding makes; false when it is none. */
static bool read_mention(const work *w, const pal_hit *hit, pal_mention *out)
{
    bool drop;
    bool turned = pal_scope_turns(&w->scope, w->passage, hit) || phrase_turns(w, hit);
    int32_t score = score_of(w, hit, turned, &drop);
    if (denies_fault(w, hit))
        score = NEWS;
    uint32_t clause = w->passage->tokens[hit->first].clause;
    bool certain = hit->tone != PAL_TONE_AUTO && hit->tone != PAL_TONE_JUDGED;
    /* "eikä tulisi mieleenkään vaihtaa": a rule that names the conditional knows it */
    bool wish = w->scope.clauses[clause].wished && hit->tone != PAL_TONE_NEU &&
                !(certain && score > 0 &&
                  (names(w, hit, PAL_ROLE_WISH) || precedes_wish(w, hit)));
    if (wish && score >= 0) {
        score = -NEWS / 2;
        drop = false;
    }
    if (w->scope.clauses[clause].elsewhere && certain &&
        !names(w, hit, PAL_ROLE_ELSEWHERE))
        score = -score / 2;
    bool shaped = !certain && (is_excepted(w, hit) || is_left_out(w, hit));
    if (shaped) {
        score = -NEWS / 2;
        drop = false;
    }
    bool asked = is_asked(w, hit, score, turned || wish);
    if (asked) {
        score = w->passage->asked == PAL_ASKED_FAULTS ? -NEWS / 2 : NEWS / 2;
        drop = false;
    }
    *out = (pal_mention){
        .theme = hit->theme,
        .rule = hit->rule,
        .start = hit->start,
        .end = hit->end,
        .polarity = sign_of(score),
        .negated = certain && turned,
        .wish = wish,
        .asked = asked,
        .open = !certain && hit->tone != PAL_TONE_NEU,
        .firm = shaped,
        .denies = names(w, hit, PAL_ROLE_NEGATOR),
        .score = score,
        .clause = clause,
    };
    return !drop;
}

static bool has_phrases(const pal_hits *hits)
{
    for (size_t i = 0; i < hits->count; i++)
        if (hits->items[i].kind == PAL_HIT_VALENCE && hits->items[i].token_count > 1)
            return true;
    return false;
}

static bool read_mentions(work *w)
{
    w->has_phrases = has_phrases(w->hits);
    w->mentions = pal_new(w->mem, pal_mention, w->hits->count);
    w->findings = pal_new(w->mem, pal_finding, w->hits->count);
    if (!w->mentions || !w->findings)
        return false;
    for (size_t i = 0; i < w->hits->count; i++) {
        const pal_hit *hit = &w->hits->items[i];
        pal_mention *mention = &w->mentions[w->count];
        if (hit->kind == PAL_HIT_THEME && read_mention(w, hit, mention))
            w->findings[w->count++] = (pal_finding){mention, hit, false};
    }
    return true;
}

/* --- general themes give way --- */

static bool gives_way(const work *w, size_t general, size_t exact)
{
    const pal_mention *g = &w->mentions[general];
    const pal_mention *e = &w->mentions[exact];
    pal_str yields = pal_lexicon_yields(w->lex, g->theme);
    if (e->theme == g->theme)
        return false;
    pal_str other = pal_lexicon_yields(w->lex, e->theme);
    if (other.len != 0 && !(pal_str_equal(yields, PAL_STR("all")) &&
                            pal_str_equal(other, PAL_STR("group"))))
        return false;
    const pal_theme *a = pal_lexicon_theme(w->lex, g->theme);
    const pal_theme *b = pal_lexicon_theme(w->lex, e->theme);
    bool agrees = g->polarity == e->polarity || g->polarity == PAL_NEUTRAL;
    if (pal_str_equal(yields, PAL_STR("all")))
        return agrees;
    return pal_str_equal(a->group, b->group) && agrees &&
           w->passage->tokens[w->findings[general].hit->first].clause ==
               w->passage->tokens[w->findings[exact].hit->first].clause;
}

/* What was found of a theme of a polarity that gives way to all. */
typedef enum yielding { YIELD_UNKNOWN = 0, YIELD_YES, YIELD_NO } yielding;
enum { POLARITIES = PAL_MIXED + 1 };

static bool any_gives_way(const work *w, size_t general, size_t from, size_t end)
{
    for (size_t e = from; e < end; e++)
        if (gives_way(w, general, e))
            return true;
    return false;
}

static uint32_t first_of(const work *w, size_t mention)
{
    return w->findings[mention].hit->first;
}

/* Whether a theme gives way depends on all that were found, those that give way, too: of
 * its group on those of its clause, else on its polarity alone, and that is found out
 * once. */
static bool is_general(const work *w, yielding *known, size_t mention)
{
    const pal_mention *m = &w->mentions[mention];
    const pal_str yields = pal_lexicon_yields(w->lex, m->theme);
    if (yields.len == 0)
        return false;
    if (pal_str_equal(yields, PAL_STR("all"))) {
        yielding *of = &known[m->theme * POLARITIES + (size_t)m->polarity];
        if (*of == YIELD_UNKNOWN)
            *of = any_gives_way(w, mention, 0, w->count) ? YIELD_YES : YIELD_NO;
        return *of == YIELD_YES;
    }
    const uint32_t sentence = w->passage->tokens[first_of(w, mention)].sentence;
    const uint32_t at = first_of(w, mention);
    size_t from = mention;
    size_t end = mention + 1;
    while (from > 0 && at - first_of(w, from - 1) <= PAL_SCOPE_REACH &&
           w->passage->tokens[first_of(w, from - 1)].sentence == sentence)
        from--;
    while (end < w->count && first_of(w, end) - at <= PAL_SCOPE_REACH &&
           w->passage->tokens[first_of(w, end)].sentence == sentence)
        end++;
    return any_gives_way(w, mention, from, end);
}

static bool drop_general(work *w)
{
    bool any = false;
    yielding *known =
        pal_new(w->mem, yielding, pal_lexicon_theme_count(w->lex) * POLARITIES);
    if (!known)
        return false;
    for (size_t i = 0; i < w->count; i++) {
        w->findings[i].dropped = is_general(w, known, i);
        any = any || w->findings[i].dropped;
    }
    size_t kept = 0;
    for (size_t i = 0; any && i < w->count; i++)
        if (!w->findings[i].dropped) {
            w->mentions[kept] = w->mentions[i];
            w->findings[kept] =
                (pal_finding){&w->mentions[kept], w->findings[i].hit, false};
            kept++;
        }
    w->count = any ? kept : w->count;
    return true;
}

/* --- what used to be --- */

/* "Aiemmin sovellus toimi": praise of how it was is blame of today; blame of how it was
 * is praise where all in all the answer is content. Where the theme is judged today it is
 * no more than the past. A rule that names the past ("ennen toimi paremmin") knows. */
static bool weigh_past(work *w, pal_polarity whole)
{
    bool *judged = pal_new(w->mem, bool, pal_lexicon_theme_count(w->lex));
    if (!judged)
        return false;
    for (size_t i = 0; i < w->count; i++)
        if (!w->scope.clauses[w->mentions[i].clause].past &&
            w->mentions[i].polarity != PAL_NEUTRAL)
            judged[w->mentions[i].theme] = true;
    for (size_t i = 0; i < w->count; i++) {
        pal_mention *m = &w->mentions[i];
        if (!w->scope.clauses[m->clause].past || m->polarity == PAL_NEUTRAL || m->wish ||
            names(w, w->findings[i].hit, PAL_ROLE_PAST))
            continue;
        if (judged[m->theme])
            m->score = 0;
        else if (m->polarity == PAL_POSITIVE || whole == PAL_POSITIVE)
            m->score = -m->score / 2;
        m->polarity = sign_of(m->score);
    }
    return true;
}

/* --- tags --- */

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

static bool read_tags(work *w, pal_tone *out)
{
    out->tags = pal_new(w->mem, pal_tag, w->count);
    if (!out->tags)
        return false;
    for (size_t i = 0; i < w->count; i++) {
        size_t t = 0;
        while (t < out->tag_count && out->tags[t].theme != w->mentions[i].theme)
            t++;
        if (t < out->tag_count)
            continue;
        pal_tag tag = {.theme = w->mentions[i].theme};
        int64_t sum = 0;
        for (size_t k = i; k < w->count; k++) {
            if (w->mentions[k].theme != tag.theme)
                continue;
            sum += (int64_t)((float)w->mentions[k].score *
                             w->scope.clauses[w->mentions[k].clause].weight);
            tag.wish = tag.wish || w->mentions[k].wish;
        }
        tag.polarity = sign_of(sum);
        out->tags[out->tag_count++] = tag;
    }
    return true;
}

/* As they mostly are: hits come in that order. */
static bool are_sorted(const pal_mention *mentions, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (by_place(&mentions[i - 1], &mentions[i]) > 0)
            return false;
    return true;
}

pal_status pal_polarity_read(pal_tone *out, pal_arena *mem, const pal_lexicon *lex,
                             const pal_passage *passage, const pal_hits *hits,
                             pal_error *err)
{
    work w = {.mem = mem, .lex = lex, .passage = passage, .hits = hits};
    pal_status status = pal_scope_read(&w.scope, mem, passage, hits, err);
    if (status != PAL_OK)
        return status;
    pal_tone tone = {.valences = w.scope.valences};
    bool *negated = pal_new(mem, bool, passage->count);
    if (!negated || !read_mentions(&w))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                        "no memory for the mentions");
    const uint8_t *negators = w.scope.negators;
    const size_t tokens = passage->count;
    for (size_t i = 0; i < tokens; i++)
        negated[i] = negators[i] & 1;
    tone.negated = negated;
    if (!drop_general(&w))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                        "no memory for the mentions");
    status = pal_whole_read(&tone, mem, passage, &w.scope, w.findings, w.count, err);
    if (status != PAL_OK)
        return status;
    if (!weigh_past(&w, tone.sentiment))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                        "no memory for the mentions");
    if (!are_sorted(w.mentions, w.count))
        qsort(w.mentions, w.count, sizeof *w.mentions, by_place);
    if (!read_tags(&w, &tone))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the tags");
    tone.mentions = w.mentions;
    tone.mention_count = w.count;
    *out = tone;
    return PAL_OK;
}
