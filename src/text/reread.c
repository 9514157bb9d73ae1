/* Another spelling is taken for what a word was meant to be where it is likely: as the
 * noisy channel has it, how common the word is and how small the slip. All spellings, of
 * slips and of spoken forms, stand against each other and against the chance that the
 * word is right and merely not in the dictionary: a logit model of choice (McFadden
 * 1974), fitted on made slips, on rare words whose dictionary form was hidden, and on
 * spoken forms (models/word-frequency.md). */
#include "text/reread.h"

#include <math.h>

#include "base/fail.h"
#include "base/str.h"
#include "base/unicode.h"
#include "text/english.h"
#include "text/morphology.h"
#include "text/rare.h"
#include "text/spoken.h"
#include "text/standing.h"
#include "text/typos.h"

enum {
    SCRATCH_MAX = 1 << 20,
    PARTS_MAX = 3, /* of a compound that a spoken form may stand for */
    SHOUT_MIN = 8,
    SPELLINGS_MAX = PAL_TYPOS_MAX + PAL_SPOKEN_MAX,
    UNLISTED_MAX = 20, /* spellings of a slip that are not in the table */
    STRANGE = 2,       /* runs of letters that no word has: no spoken form of one */
};

struct pal_reread {
    pal_spoken *spoken;     /* or NULL */
    pal_wordlist *finnish;  /* or NULL */
    pal_wordlist *english;  /* or NULL */
    pal_standing *standing; /* or NULL */
    pal_rare *rare;         /* or NULL */
    pal_rare *rare_english; /* or NULL */
    pal_arena *scratch;     /* emptied after each word */
};

/* A spelling with its score, natural logarithm. */
typedef struct spelling {
    pal_str text;
    const pal_guess *guess; /* of the dictionary, when it was asked */
    pal_respelling kind;
    double score;
} spelling;

typedef struct spellings {
    spelling at[SPELLINGS_MAX];
    size_t count;
    size_t known; /* the first ones, which the dictionary knows */
} spellings;

pal_status pal_reread_open(pal_reread **out, pal_arena *mem, const char *models,
                           pal_known *known, pal_error *err)
{
    pal_reread *r = pal_new(mem, pal_reread, 1);
    if (r)
        r->scratch = pal_arena_open(SCRATCH_MAX);
    if (!r || !r->scratch)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the words");
    pal_status status = pal_spoken_open(&r->spoken, mem, models, err);
    if (status == PAL_OK)
        status = pal_wordlist_open(&r->finnish, mem, models, "word-frequency.fi.tsv",
                                   known, err);
    if (status == PAL_OK)
        status = pal_wordlist_open(&r->english, mem, models, "word-frequency.en.tsv",
                                   known, err);
    if (status == PAL_OK)
        status = pal_standing_open(&r->standing, mem, models, err);
    if (status == PAL_OK)
        status = pal_rare_open(&r->rare, mem, models, "rare.fi.tsv", known, err);
    if (status == PAL_OK)
        status = pal_rare_open(&r->rare_english, mem, models, "rare.en.tsv", known, err);
    if (status != PAL_OK) {
        pal_reread_close(r);
        return status;
    }
    *out = r;
    return PAL_OK;
}

pal_status pal_reread_open_beside(pal_reread **out, pal_arena *mem,
                                  const pal_reread *first, pal_error *err)
{
    pal_reread *r = pal_new(mem, pal_reread, 1);
    pal_arena *scratch = r ? pal_arena_open(SCRATCH_MAX) : NULL;
    if (!scratch)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the words");
    *r = *first;
    r->scratch = scratch;
    *out = r;
    return PAL_OK;
}

void pal_reread_identify(const pal_reread *r, pal_digest *digest)
{
    const pal_str texts[] = {
        pal_spoken_text(r->spoken),    pal_wordlist_text(r->finnish),
        pal_wordlist_text(r->english), pal_standing_text(r->standing),
        pal_rare_text(r->rare),        pal_rare_text(r->rare_english)};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        pal_digest_add(digest, texts[i]);
        pal_digest_add(digest, PAL_STR("\0")); /* where one table ends */
    }
}

void pal_reread_close(pal_reread *r)
{
    if (r)
        pal_arena_close(r->scratch);
}

/* --- spellings before the dictionary is asked --- */

static size_t letters_of(pal_str text)
{
    size_t count = 0;
    for (size_t at = 0; at < text.len; count++)
        pal_unicode_next(text, &at);
    return count;
}

/* pal_str_equal() of texts that seldom are, of which none is empty. */
static bool is_same(pal_str a, pal_str b)
{
    return a.len == b.len && a.ptr[a.len / 2] == b.ptr[a.len / 2] && pal_str_equal(a, b);
}

/* Put in its place, the likeliest first. A spelling that a rule and a slip both make
 * stands once, for the likelier of them. */
static void add(spellings *s, spelling one)
{
    size_t at = 0;
    while (at < s->count && !is_same(s->at[at].text, one.text))
        at++;
    if (at == SPELLINGS_MAX || (at < s->count && s->at[at].score >= one.score))
        return;
    s->count += at == s->count;
    for (; at > 0 && s->at[at - 1].score < one.score; at--)
        s->at[at] = s->at[at - 1];
    s->at[at] = one;
}

/* Speech, keys without umlauts and letters held down are likelier than the slips say
 * among which they were fitted: 3.2 for 1.7 leaves them their share of the treebanks'
 * spoken words. */
static const double WORTH_RULE = 4.2;
static const double COST_RULE = 3.95;

/* What a long run of letters that no word has takes from a score. */
typedef struct strangeness {
    double five, seven;
} strangeness;
static const strangeness STRANGE_MEANT = {0.05, 0.89};
static const strangeness STRANGE_TYPED = {0.24, 0.92};

static double strange(const pal_reread *r, pal_str text, const strangeness *weight)
{
    size_t unseen[PAL_WORDLIST_LONG];
    pal_wordlist_unseen_long(r->finnish, text, unseen);
    return weight->five * (double)unseen[0] + weight->seven * (double)unseen[1];
}

static void add_spoken(const pal_reread *r, pal_str folded, spellings *s)
{
    pal_respelt forms[PAL_SPOKEN_MAX];
    size_t count = pal_spoken_candidates(r->scratch, folded, forms);
    pal_wordlist_base base;
    pal_wordlist_look typed = {.shape = 0};
    double typed_shape = 0;
    if (r->finnish && count != 0) {
        typed = pal_wordlist_look_at(r->finnish, folded, &base);
        typed_shape = typed.shape * (double)(letters_of(folded) + 1);
    }
    for (size_t i = 0; i < count; i++) {
        pal_str text = forms[i].text;
        uint32_t listed = 0;
        double shape = 0;
        if (r->finnish) {
            pal_wordlist_look like = pal_wordlist_look_like(r->finnish, text, &base);
            listed = pal_wordlist_count(r->finnish, text);
            if (listed == 0 && like.unseen >= typed.unseen + STRANGE)
                continue;
            shape = like.shape * (double)(letters_of(text) + 1) - typed_shape;
        }
        add(s, (spelling){.text = text,
                          .kind = forms[i].kind,
                          .score = WORTH_RULE - COST_RULE * forms[i].cost +
                                   pal_typos_worth(listed, shape)});
    }
}

/* How often one slip of no cost is met in the texts of rare.fi.tsv, for each time that
 * the right word is, and at all; by the share of the correct unknown words that are met
 * there. The first was counted on made slips; the second is ten times what was, for some
 * mistakes are made by many, and made slips are not. */
static const double SLIPS_OF_ONE = 6e-4;
static const double SLIPS_OF_NONE = 0.03;

/* A word that is met more often than slips into it are is a word of its own: what is
 * taken from the score of a slip. */
static double doubt(uint32_t met, const pal_typo *slip)
{
    double expected = (SLIPS_OF_ONE * slip->count + SLIPS_OF_NONE) * exp(-slip->cost);
    return met > expected ? log(met / expected) : 0;
}

/* Those below `least` need not be found. */
static void add_slips(const pal_reread *r, pal_str folded, double least, spellings *s)
{
    static const pal_typo likeliest = {.cost = PAL_TYPOS_COST_MIN}; /* of the unlisted */
    pal_typo words[PAL_TYPOS_MAX];
    uint32_t met = pal_rare_count(r->rare, folded);
    size_t count = pal_typos_candidates(r->finnish, r->scratch, folded, UNLISTED_MAX,
                                        least + doubt(met, &likeliest), words);
    for (size_t i = 0; i < count; i++) {
        add(s, (spelling){.text = words[i].text,
                          .kind = PAL_RESPELT_TYPO,
                          .score = words[i].score - doubt(met, &words[i])});
    }
}

/* --- what speaks for the word as it is --- */

/* Score of the choice that the word is right. */
static double score_as_it_is(const pal_reread *r, pal_str folded)
{
    double score = 4.05;
    if (r->finnish) {
        score -= strange(r, folded, &STRANGE_TYPED);
        score += pal_wordlist_joins(r->finnish, folded) ? 1.35 : 0;
    }
    uint32_t english = r->english ? pal_wordlist_count(r->english, folded) : 0;
    return score + (english != 0 ? 1.61 + 2.34 * log1p(english) : 0);
}

/* --- asking the dictionary --- */

static const double WEIGHT_LEMMA = 0.169;
static const double COST_PART = 0.27;
/* The most that a lemma adds, and what a spelling must be within of the best to matter.
 */
static const double LEMMA_MOST = 2;
static const double WITHIN = 1.5;

/* Keep the spellings that the dictionary knows, with all of their score. The likelier
 * ones are asked for first, until no other can be the choice. */
static void ask(const pal_reread *r, pal_morphology_engine *engine, double as_it_is,
                spellings *s)
{
    double best = as_it_is;
    for (size_t i = 0; i < s->count; i++) {
        spelling one = s->at[i];
        if (one.score + LEMMA_MOST < best - WITHIN)
            break;
        if (r->finnish)
            one.score -= strange(r, one.text, &STRANGE_MEANT);
        if (one.score + LEMMA_MOST < best - WITHIN)
            continue;
        pal_guess *guess = pal_new(r->scratch, pal_guess, 1);
        if (!guess || !pal_morphology_weigh(engine, r->scratch, one.text, guess) ||
            guess->name || (one.kind == PAL_RESPELT_SPOKEN && guess->joined >= PARTS_MAX))
            continue;
        one.guess = guess;
        one.score += WEIGHT_LEMMA * log1p((double)(guess->weight >> 16)) -
                     COST_PART * (double)(guess->joined - 1);
        best = fmax(best, one.score);
        s->at[s->known++] = one;
    }
}

/* Sum of the chances of the spellings of one lemma, as a factor of exp(best). */
static double chance_of(const spellings *s, pal_str lemma, double best)
{
    double sum = 0;
    for (size_t i = 0; i < s->known; i++)
        if (pal_str_equal(s->at[i].guess->lemma, lemma))
            sum += exp(s->at[i].score - best);
    return sum;
}

/* The likeliest lemma, by its likeliest spelling, and the logarithm of its odds. NULL:
 * there is none. */
static const spelling *choose(const spellings *s, double as_it_is, double *odds)
{
    const spelling *chosen = NULL;
    double best = as_it_is;
    double chance = 0;
    double all = 0;
    for (size_t i = 0; i < s->known; i++)
        best = fmax(best, s->at[i].score);
    for (size_t i = 0; i < s->known; i++) {
        const spelling *one = &s->at[i];
        double sum = chance_of(s, one->guess->lemma, best);
        all += exp(one->score - best);
        if (!chosen || sum > chance || (sum == chance && one->score > chosen->score)) {
            chosen = one;
            chance = sum;
        }
    }
    all += exp(as_it_is - best);
    *odds = log(chance / fmax(all - chance, 1e-9));
    return chosen;
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

static bool may_slip(const pal_reread *r, const pal_word *word)
{
    return r->finnish && !(word->flags & PAL_WORD_NAMED) &&
           (!(word->flags & PAL_WORD_SHOUT) || letters_of(word->folded) >= SHOUT_MIN);
}

/* Odds (logarithm) from which a word is read anew; a capital may be a name's. */
static const double ODDS_MIN = -0.95;
static const double ODDS_FIRST = 1.0;

/* False where the word is left alone. *inside: at the head of a sentence it is, too. */
static bool find_spelling(pal_reread *r, pal_morphology_engine *engine,
                          const pal_word *word, spelling *out, bool *inside)
{
    spellings s;
    double odds = 0;
    s.count = s.known = 0;
    double as_it_is = score_as_it_is(r, word->folded);
    if (r->spoken)
        add_spoken(r, word->folded, &s);
    if (may_slip(r, word)) /* what ask() would not ask for is not looked for */
        add_slips(r, word->folded, as_it_is - WITHIN - LEMMA_MOST, &s);
    ask(r, engine, as_it_is, &s);
    const spelling *chosen = choose(&s, as_it_is, &odds);
    if (!chosen || odds < ODDS_MIN)
        return false;
    *out = *chosen;
    *inside = chosen->kind == PAL_RESPELT_TYPO && odds < ODDS_FIRST;
    return true;
}

char pal_reread_kind(const pal_reread *r, const pal_word *word)
{
    if (word->lemma.len != 0 || !is_open(r, word))
        return '\0';
    return (char)('a' + may_slip(r, word));
}

/* The reading of the spelling that was chosen. */
static bool take_guess(pal_arena *mem, pal_word *word, const pal_guess *guess)
{
    pal_str *parts =
        guess->part_count != 0 ? pal_new(mem, pal_str, guess->part_count) : NULL;
    word->lemma = pal_arena_copy(mem, guess->lemma);
    if (!word->lemma.ptr || (guess->part_count != 0 && !parts))
        return false;
    for (size_t i = 0; i < guess->part_count; i++) {
        parts[i] = pal_arena_copy(mem, guess->parts[i]);
        if (!parts[i].ptr)
            return false;
    }
    word->parts = parts;
    word->part_count = guess->part_count;
    return true;
}

bool pal_reread_word(pal_reread *r, pal_morphology_engine *engine, pal_arena *mem,
                     pal_word *word, bool *inside)
{
    *inside = false;
    if (word->lemma.len != 0 || !is_open(r, word))
        return true;
    spelling best = {.kind = PAL_RESPELT_SPOKEN};
    if (r->spoken)
        best.text = pal_spoken_find(r->spoken, word->folded);
    bool found = best.text.len != 0 || find_spelling(r, engine, word, &best, inside);
    bool fine = true;
    if (found) {
        word->standard = pal_arena_copy(mem, best.text);
        word->respelling = best.kind;
        fine = word->standard.ptr &&
               (best.guess ? take_guess(mem, word, best.guess)
                           : pal_morphology_read_as(engine, mem, word, best.text));
    }
    pal_arena_reset(r->scratch);
    return fine;
}

/* Odds (logarithm) from which an English word is read anew. */
static const double ODDS_ENGLISH = 0.3;
static const double ODDS_ENGLISH_FIRST = 1.5;

/* Does either language have the word? */
static bool is_known(const pal_reread *r, pal_morphology_engine *engine, pal_str folded)
{
    pal_guess guess;
    return (r->finnish && pal_wordlist_count(r->finnish, folded) != 0) ||
           (engine && pal_morphology_weigh(engine, r->scratch, folded, &guess));
}

char pal_reread_english_kind(const pal_reread *r, const pal_word *word)
{
    bool short_shout =
        (word->flags & PAL_WORD_SHOUT) && letters_of(word->folded) < SHOUT_MIN;
    if (!r->english || !is_open(r, word) || short_shout ||
        pal_wordlist_count(r->english, word->folded) != 0)
        return '\0';
    return word->flags & PAL_WORD_FIRST ? 'f' : 'e';
}

bool pal_reread_english(pal_reread *r, pal_morphology_engine *engine,
                        pal_stemmer *stemmer, pal_arena *mem, pal_word *word)
{
    if (pal_reread_english_kind(r, word) == '\0' ||
        pal_rare_count(r->rare_english,
                       pal_stemmer_stem(stemmer, PAL_LANGUAGE_EN, word->folded)) != 0)
        return true;
    bool fine = true;
    pal_str meant = pal_english_meant(r->english, stemmer, r->scratch, word->folded,
                                      word->flags & PAL_WORD_FIRST ? ODDS_ENGLISH_FIRST
                                                                   : ODDS_ENGLISH);
    if (meant.len != 0 && !is_known(r, engine, word->folded)) {
        word->english = pal_arena_copy(mem, meant);
        fine = word->english.ptr != NULL;
    }
    pal_arena_reset(r->scratch);
    return fine;
}
