/* Another spelling is taken for what a word was meant to be where it is likely: as the
 * noisy channel has it, how common the word is and how small the slip. A slip must also
 * be likelier than that the word is right and merely not in the dictionary. */
#include "text/reread.h"

#include <math.h>

#include "base/fail.h"
#include "base/str.h"
#include "base/unicode.h"
#include "text/morphology.h"
#include "text/spoken.h"
#include "text/standing.h"
#include "text/typos.h"

enum { SCRATCH_MAX = 1 << 20, PARTS_MAX = 3, SHOUT_MIN = 8, SHORT = 4 };
/* A margin larger than this says no more. */
static const double MARGIN_MAX = 3;

struct pal_reread {
    pal_spoken *spoken;     /* or NULL */
    pal_typos *typos;       /* or NULL */
    pal_standing *standing; /* or NULL */
    pal_arena *scratch;     /* emptied after each word */
};

/* A spelling with its score, natural logarithm. */
typedef struct choice {
    pal_str text;
    pal_str lemma;
    pal_respelling kind;
    double score;
    double margin; /* to the best spelling that is another word */
    double cost;
    double shape;
} choice;

pal_status pal_reread_open(pal_reread **out, pal_arena *mem, const char *models,
                           pal_error *err)
{
    pal_reread *r = pal_new(mem, pal_reread, 1);
    if (r)
        r->scratch = pal_arena_open(SCRATCH_MAX);
    if (!r || !r->scratch)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the words");
    pal_status status = pal_spoken_open(&r->spoken, mem, models, err);
    if (status == PAL_OK)
        status = pal_typos_open(&r->typos, mem, models, err);
    if (status == PAL_OK)
        status = pal_standing_open(&r->standing, mem, models, err);
    if (status != PAL_OK) {
        pal_reread_close(r);
        return status;
    }
    *out = r;
    return PAL_OK;
}

void pal_reread_close(pal_reread *r)
{
    if (r)
        pal_arena_close(r->scratch);
}

/* --- the score of a spelling --- */

/* Weights of the logarithms of the counts and of what a compound costs. Chosen, with the
 * costs in typos.c, on made slips in one treebank and checked on another: see
 * models/word-frequency.md. */
static const double WEIGHT_FORM = 0.10;
static const double WEIGHT_LEMMA = 0.12;
static const double WEIGHT_SHAPE = 0.01;
static const double BONUS_LISTED = 0.25;
static const double COST_PART = 1.2;

/* A score above which the words the dictionary is not asked for words that are not
 * in the file. */
static const double ENOUGH = -0.5;

static double score_of(const pal_guess *guess, uint32_t count, double cost, double shape)
{
    double lemma = log1p((double)(guess->weight >> 16));
    return WEIGHT_FORM * log1p(count) + WEIGHT_LEMMA * lemma + WEIGHT_SHAPE * shape +
           (count != 0 ? BONUS_LISTED : 0) - COST_PART * (double)(guess->parts - 1) -
           cost;
}

/* --- spoken forms --- */

/* Judge the candidates that are in the file of common words, or those that are not. */
static bool judge_spoken(pal_reread *r, pal_morphology_engine *engine,
                         const pal_respelt *forms, size_t count, bool common,
                         choice *best)
{
    bool found = false;
    for (size_t i = 0; i < count; i++) {
        pal_guess guess;
        uint32_t listed = r->typos ? pal_typos_count(r->typos, forms[i].text) : 0;
        if ((listed != 0) != common ||
            (r->typos && !common && pal_typos_is_strange(r->typos, forms[i].text)) ||
            !pal_morphology_weigh(engine, r->scratch, forms[i].text, &guess) ||
            guess.name || guess.parts >= PARTS_MAX)
            continue;
        double score = score_of(&guess, listed, forms[i].cost, 0);
        if (found && score <= best->score)
            continue;
        *best = (choice){.text = forms[i].text, .kind = forms[i].kind, .score = score};
        found = true;
    }
    return found;
}

static bool find_spoken(pal_reread *r, pal_morphology_engine *engine, pal_str folded,
                        choice *best)
{
    pal_respelt forms[PAL_SPOKEN_MAX];
    size_t count = pal_spoken_candidates(r->scratch, folded, forms);
    return (judge_spoken(r, engine, forms, count, true, best) && best->score >= ENOUGH) ||
           judge_spoken(r, engine, forms, count, false, best);
}

/* --- slips --- */

static size_t letters_of(pal_str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len; count++)
        pal_unicode_next(text, &at);
    return count;
}

/* How sure it is that the word is a slip and the best choice is meant: logarithm of the
 * odds, from a logistic regression on made slips and on words that are right but unknown
 * (models/word-frequency.md). */
static double odds_of(const pal_reread *r, pal_str folded, const choice *best)
{
    static const double LOOSE = 2.5; /* cost of an edit that nothing explains */
    size_t letters = letters_of(folded);
    return 1.31 * best->score + 0.56 * best->margin + 0.21 * best->shape +
           0.81 * pal_typos_shape(r->typos, folded) + 0.27 * (double)letters -
           (letters <= SHORT ? 1.71 : 0) - (best->cost >= LOOSE ? 4.16 : 0) - 1.62;
}

static bool find_slip(pal_reread *r, pal_morphology_engine *engine, pal_str folded,
                      choice *best)
{
    pal_typo words[PAL_TYPOS_MAX];
    size_t count = pal_typos_candidates(r->typos, r->scratch, folded, words);
    double scores[PAL_TYPOS_MAX];
    pal_str lemmas[PAL_TYPOS_MAX];
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        pal_guess guess;
        if (words[i].count == 0 && found != 0 && best->score >= ENOUGH)
            break;
        if (!pal_morphology_weigh(engine, r->scratch, words[i].text, &guess) ||
            guess.name)
            continue;
        double score = score_of(&guess, words[i].count, words[i].cost, words[i].shape);
        if (found == 0 || score > best->score)
            *best = (choice){.text = words[i].text,
                             .lemma = guess.lemma,
                             .kind = PAL_RESPELT_TYPO,
                             .score = score,
                             .cost = words[i].cost,
                             .shape = words[i].shape};
        scores[found] = score;
        lemmas[found++] = guess.lemma;
    }
    best->margin = MARGIN_MAX;
    for (size_t i = 0; i < found; i++)
        if (best->score - scores[i] < best->margin &&
            !pal_str_equal(lemmas[i], best->lemma))
            best->margin = best->score - scores[i];
    return found != 0;
}

/* --- a word --- */

/* May the word be meant to be another one at all? */
static bool is_open(const pal_reread *r, const pal_word *word)
{
    bool name = (word->flags & PAL_WORD_CAPITAL) && !(word->flags & PAL_WORD_FIRST);
    return !name && !(word->flags & PAL_WORD_LINK) &&
           !pal_str_has(word->folded, PAL_STR("'")) &&
           !(r->standing && pal_standing_has(r->standing, word->folded));
}

/* Odds (logarithm) from which a slip is corrected; a capital may be a name's. */
static const double ODDS_MIN = -0.2;
static const double ODDS_FIRST = 1.0;
/* Spoken forms less likely than this are left alone. */
static const double SCORE_SPOKEN = -0.5;

static bool is_slip(const pal_reread *r, const pal_word *word, const choice *best)
{
    double odds = odds_of(r, word->folded, best);
    return odds >= (word->flags & PAL_WORD_FIRST ? ODDS_FIRST : ODDS_MIN);
}

static bool may_slip(const pal_reread *r, const pal_word *word)
{
    return r->typos && !(word->flags & PAL_WORD_NAMED) &&
           (!(word->flags & PAL_WORD_SHOUT) || letters_of(word->folded) >= SHOUT_MIN);
}

char pal_reread_kind(const pal_reread *r, const pal_word *word)
{
    if (word->lemma.len != 0 || !is_open(r, word))
        return '\0';
    return (char)('a' + may_slip(r, word) + 2 * ((word->flags & PAL_WORD_FIRST) != 0));
}

bool pal_reread_word(pal_reread *r, pal_morphology_engine *engine, pal_arena *mem,
                     pal_word *word)
{
    if (word->lemma.len != 0 || !is_open(r, word))
        return true;
    choice best = {.kind = PAL_RESPELT_SPOKEN};
    if (r->spoken)
        best.text = pal_spoken_find(r->spoken, word->folded);
    bool found = best.text.len != 0;
    if (!found && r->spoken)
        found = find_spoken(r, engine, word->folded, &best) && best.score >= SCORE_SPOKEN;
    if (!found && may_slip(r, word))
        found = find_slip(r, engine, word->folded, &best) && is_slip(r, word, &best);
    bool fine = true;
    if (found) {
        word->standard = pal_arena_copy(mem, best.text);
        word->respelling = best.kind;
        fine = word->standard.ptr && pal_morphology_read_as(engine, mem, word, best.text);
    }
    pal_arena_reset(r->scratch);
    return fine;
}
