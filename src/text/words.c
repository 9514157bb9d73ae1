/* The cache of word records: open addressing on the hash of the surface bytes. */
#include "text/words.h"

#include <stdio.h>
#include <string.h>

#include "base/ahead.h"
#include "base/fail.h"
#include "base/str.h"
#include "base/unicode.h"
#include "text/basis.h"
#include "text/fill.h"
#include "text/langid.h"
#include "text/letters.h"
#include "text/tokens.h"
#include "text/word_table.h"

enum { SOME = 32 };
/* Below this hard limit there is room for the words of one text of 16 MiB. */
static const size_t MEMORY_HARD = (size_t)4 << 30;

struct pal_words {
    pal_arena *own; /* the tools, as long as the cache */
    pal_arena *mem; /* the records; emptied when full */
    pal_word_table table;
    size_t budget; /* above this the cache is emptied before the next text */
    pal_filler tools;
    pal_cutter *cutter;
    pal_langid *langid;
    pal_buf orders; /* while they are deferred */
    bool deferred;
    pal_word_hook *hook;
    pal_word_again *again; /* in its place, for words that are recalled */
    void *ctx;
    bool unvoted; /* no word votes for a language */
    char engine[96];
};

/* The tables of another cache, and tools of its own. */
static pal_status open_tools_beside(pal_words *w, const pal_words *first, pal_error *err)
{
    pal_status status = pal_stemmer_open(&w->tools.stemmer, w->own, err);
    if (status == PAL_OK)
        status = pal_cutter_open(&w->cutter, w->own, err);
    if (status == PAL_OK && first->tools.morphology)
        status = pal_morphology_open_beside(&w->tools.morphology, w->own,
                                            first->tools.morphology, err);
    if (status == PAL_OK && w->tools.morphology && first->tools.reread)
        status =
            pal_reread_open_beside(&w->tools.reread, w->own, first->tools.reread, err);
    w->langid = first->langid;
    memcpy(w->engine, first->engine, sizeof w->engine);
    return status;
}

static pal_status open_tools(pal_words *w, const char *models, pal_morphology morphology,
                             pal_known *known, pal_error *err)
{
    pal_status status = pal_stemmer_open(&w->tools.stemmer, w->own, err);
    if (status == PAL_OK)
        status = pal_cutter_open(&w->cutter, w->own, err);
    if (status == PAL_OK && models)
        status = pal_langid_open(&w->langid, w->own, models, err);
    if (status == PAL_OK && morphology == PAL_MORPHOLOGY_BEST)
        status = pal_morphology_open(&w->tools.morphology, w->own, models, err);
    if (status == PAL_OK && w->tools.morphology)
        status = pal_reread_open(&w->tools.reread, w->own, models, known, err);
    if (status != PAL_OK)
        return status;
    if (w->tools.morphology)
        snprintf(w->engine, sizeof w->engine, "voikko %s + snowball %s",
                 pal_morphology_version(w->tools.morphology), pal_stemmer_version());
    else
        snprintf(w->engine, sizeof w->engine, "snowball %s", pal_stemmer_version());
    return PAL_OK;
}

/* Without its tools. */
static pal_words *open_empty(pal_word_hook *hook, void *ctx)
{
    pal_arena *own = pal_arena_open((size_t)256 << 20);
    pal_arena *mem = pal_arena_open(MEMORY_HARD);
    pal_words *w = own ? pal_new(own, pal_words, 1) : NULL;
    if (!w || !mem) {
        pal_arena_close(own);
        pal_arena_close(mem);
        return NULL;
    }
    w->own = own;
    w->mem = mem;
    w->tools.mem = mem;
    w->budget = PAL_WORDS_BUDGET;
    w->hook = hook;
    w->ctx = ctx;
    /* words of respondents choose the slots: an address that differs from run to run
     * keeps a hostile file from piling them up, and no output depends on the order */
    uint64_t seed = (uint64_t)(uintptr_t)w * UINT64_C(0x9E3779B97F4A7C15);
    if (!pal_word_table_open(&w->table, seed)) {
        pal_words_close(w);
        return NULL;
    }
    return w;
}

pal_status pal_words_open(pal_words **out, const char *models, pal_morphology morphology,
                          pal_word_hook *hook, void *ctx, pal_error *err)
{
    return pal_words_open_known(out, models, morphology, hook, ctx, NULL, err);
}

pal_status pal_words_open_known(pal_words **out, const char *models,
                                pal_morphology morphology, pal_word_hook *hook, void *ctx,
                                pal_known *known, pal_error *err)
{
    pal_words *w = open_empty(hook, ctx);
    if (!w)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the words");
    pal_status status = open_tools(w, models, morphology, known, err);
    if (status != PAL_OK) {
        pal_words_close(w);
        return status;
    }
    *out = w;
    return PAL_OK;
}

pal_status pal_words_open_beside(pal_words **out, const pal_words *first,
                                 pal_word_hook *hook, void *ctx, pal_error *err)
{
    pal_words *w = open_empty(hook, ctx);
    if (!w)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the words");
    pal_status status = open_tools_beside(w, first, err);
    if (status != PAL_OK) {
        pal_words_close(w);
        return status;
    }
    *out = w;
    return PAL_OK;
}

void pal_words_unvoted(pal_words *w)
{
    w->unvoted = true;
}

void pal_words_share(pal_words *w, pal_memo *memo)
{
    static const char no_basis[PAL_DIGEST_HEX_LEN + 1] = ""; /* it has no file */
    w->tools.memo = w->tools.morphology ? memo : NULL;
    /* without memory for it names are asked for anew */
    if (w->tools.memo && !w->tools.ahead)
        (void)pal_memo_open(&w->tools.ahead, NULL, no_basis, PAL_MEMO_MOST, NULL);
}

void pal_words_recall(pal_words *w, const pal_words_made *made)
{
    w->tools.made = made->memo;
    memcpy(w->tools.made_numbers, made->numbers, sizeof made->numbers);
    w->again = made->again;
}

bool pal_words_analyse(const pal_words *w)
{
    return w->tools.morphology != NULL;
}

bool pal_words_basis(const pal_words *w, pal_arena *mem, pal_known *known,
                     char basis[PAL_DIGEST_HEX_LEN + 1])
{
    return pal_reading_basis(basis, mem, known, w->engine, w->tools.morphology,
                             w->tools.reread);
}

void pal_words_close(pal_words *w)
{
    if (!w)
        return;
    pal_stemmer_close(w->tools.stemmer);
    pal_cutter_close(w->cutter);
    pal_langid_close(w->langid);
    pal_morphology_close(w->tools.morphology);
    pal_reread_close(w->tools.reread);
    pal_word_table_release(&w->table);
    pal_buf_release(&w->tools.packed);
    pal_memo_close(w->tools.ahead);
    pal_buf_release(&w->orders);
    pal_arena_close(w->mem);
    pal_arena_close(w->own);
}

const char *pal_words_engine(const pal_words *w)
{
    return w->engine;
}

pal_morphology_engine *pal_words_morphology(pal_words *w)
{
    return w->tools.morphology;
}

pal_cutter *pal_words_cutter(pal_words *w)
{
    return w->cutter;
}

const pal_langid *pal_words_langid(const pal_words *w)
{
    return w->langid;
}

void pal_words_budget(pal_words *w, size_t bytes)
{
    w->budget = bytes;
}

bool pal_words_trim(pal_words *w)
{
    if (pal_arena_used(w->mem) < w->budget)
        return false;
    pal_arena_reset(w->mem);
    pal_word_table_clear(&w->table);
    return true;
}

/* --- making a record --- */

static pal_word *make_word(pal_words *w, pal_str surface, uint16_t flags)
{
    pal_made_letters known = {.asked = true};
    uint32_t kept = 0;
    pal_word *word;
    if (!w->unvoted && pal_fill_letters(&w->tools, surface, flags, &known, &kept))
        word = pal_letters_again(w->mem, surface, flags | known.flags, known.votes);
    else
        word = pal_letters_word(w->mem, surface, flags, w->unvoted ? NULL : w->langid);
    if (!word)
        return NULL;
    word->kept = kept;
    return !known.asked || !w->hook || w->hook(w->ctx, w->mem, word, PAL_LANGUAGE_OTHER)
               ? word
               : NULL;
}

/* What the texts of a language need of a word is made in steps. */
typedef bool step(pal_words *w, pal_word *word, pal_language language);

static void set_ready(pal_word *word, pal_language language)
{
    word->ready = (uint8_t)(word->ready | (1u << language));
}

/* Where this succeeds nothing is left to make. */
static bool recall(pal_words *w, pal_word *word, pal_language language)
{
    pal_str atoms;
    if (!pal_fill_recall(&w->tools, word, language, &atoms))
        return true;
    if (w->again(w->ctx, w->mem, word, language, atoms))
        set_ready(word, language);
    else
        pal_fill_undo(word, language);
    return true;
}

/* The record of the same word in small letters within a sentence; NULL where there is
 * none, or this is it. */
static const pal_word *small_of(const pal_words *w, const pal_word *word)
{
    enum { KIND = PAL_WORD_LETTERS };
    if ((word->flags & (PAL_WORD_LETTERS | PAL_WORD_NUMBER)) != KIND ||
        !(word->flags & (PAL_WORD_CAPITAL | PAL_WORD_SHOUT | PAL_WORD_FIRST)))
        return NULL;
    const uint64_t hash = pal_word_hash(&w->table, word->folded, KIND);
    const pal_word *small = pal_word_find(&w->table, hash, word->folded, KIND);
    return small != word ? small : NULL;
}

static bool make_stem(pal_words *w, pal_word *word, pal_language language)
{
    if (!(word->flags & PAL_WORD_LETTERS))
        return true;
    /* one of English depends on what the word was meant to be */
    const pal_word *small = language == PAL_LANGUAGE_FI ? small_of(w, word) : NULL;
    if (small && small->stem[language].ptr) {
        word->stem[language] = small->stem[language];
        return true;
    }
    return pal_fill_stem(&w->tools, word, language);
}

static bool make_lemma(pal_words *w, pal_word *word, pal_language language)
{
    return language != PAL_LANGUAGE_FI || !(word->flags & PAL_WORD_LETTERS) ||
           pal_fill_lemma(&w->tools, word);
}

static bool make_standard(pal_words *w, pal_word *word, pal_language language)
{
    return language != PAL_LANGUAGE_FI || !(word->flags & PAL_WORD_LETTERS) ||
           pal_fill_standard(&w->tools, word);
}

/* Has the hook the same to go by? */
static bool are_alike(const pal_word *a, const pal_word *b, pal_language language)
{
    if (!pal_str_equal(a->stem[language], b->stem[language]))
        return false;
    if (language == PAL_LANGUAGE_EN)
        return pal_str_equal(a->english, b->english);
    if (a->part_count != b->part_count || !pal_str_equal(a->lemma, b->lemma) ||
        !pal_str_equal(a->standard, b->standard))
        return false;
    for (size_t i = 0; i < a->part_count; i++)
        if (!pal_str_equal(a->parts[i], b->parts[i]))
            return false;
    return true;
}

/* A capital changes nothing of what the hook makes: the record in small letters has it
 * already. */
static bool take_rest(const pal_words *w, pal_word *word, pal_language language)
{
    const pal_word *small = small_of(w, word);
    if (!small || !pal_word_is_ready(small, language) ||
        !are_alike(word, small, language))
        return false;
    word->known[language] = small->known[language];
    word->rules[language] = small->rules[language];
    word->learnt[language] = small->learnt[language];
    word->atoms[language] = small->atoms[language];
    word->atom_count[language] = small->atom_count[language];
    return true;
}

static bool make_rest(pal_words *w, pal_word *word, pal_language language)
{
    if (w->hook && !take_rest(w, word, language) &&
        !w->hook(w->ctx, w->mem, word, language))
        return false;
    set_ready(word, language);
    pal_fill_remember(&w->tools, word, language);
    return true;
}

static step *const steps[] = {recall, make_stem, make_lemma, make_standard, make_rest};
enum { STEPS = sizeof steps / sizeof *steps, QUEUED = 4 };

/* A word that is to be prepared for a language. */
typedef struct order {
    pal_word *word;
    pal_language language;
} order;

static bool prepare(pal_words *w, pal_word *word, pal_language language)
{
    unsigned queued = 1u << (QUEUED + language);
    bool good = true;
    if (pal_word_is_ready(word, language))
        return true;
    if (!w->deferred) {
        for (size_t s = 0; good && s < STEPS && !pal_word_is_ready(word, language); s++)
            good = steps[s](w, word, language);
        return good;
    }
    if (!(word->ready & queued)) {
        order one = {.word = word, .language = language};
        word->ready = (uint8_t)(word->ready | queued);
        pal_buf_add(&w->orders, (pal_str){(const char *)&one, sizeof one});
    }
    return !w->orders.failed;
}

void pal_words_defer(pal_words *w)
{
    pal_buf_clear(&w->orders);
    w->deferred = true;
}

bool pal_words_settle(pal_words *w)
{
    const order *orders = (const order *)(const void *)w->orders.ptr;
    size_t count = w->orders.len / sizeof *orders;
    bool good = !w->orders.failed;
    for (size_t s = 0; s < STEPS; s++)
        for (size_t i = 0; good && i < count; i++)
            good = pal_word_is_ready(orders[i].word, orders[i].language) ||
                   steps[s](w, orders[i].word, orders[i].language);
    w->deferred = false;
    pal_fill_forget(&w->tools);
    return good;
}

size_t pal_words_kinds(pal_words *w, pal_arena *mem, pal_str folded,
                       pal_str lemmas[PAL_KINDS_MAX],
                       pal_reading_kind kinds[PAL_KINDS_MAX])
{
    return w->tools.morphology ? pal_fill_kinds(&w->tools, mem, folded, lemmas, kinds)
                               : 0;
}

bool pal_words_prepare(pal_words *w, const pal_word *word, pal_language language)
{
    /* the record is the cache's own, const to everyone else */
    pal_word *own = (pal_word *)(uintptr_t)word;
    switch (language) {
    case PAL_LANGUAGE_FI:
    case PAL_LANGUAGE_EN:
        return prepare(w, own, language);
    case PAL_LANGUAGE_MIXED:
        return prepare(w, own, PAL_LANGUAGE_FI) && prepare(w, own, PAL_LANGUAGE_EN);
    case PAL_LANGUAGE_OTHER:
        break;
    }
    return true;
}

const pal_word *pal_words_find(pal_words *w, pal_str surface, uint16_t flags)
{
    const pal_word *word = pal_words_look(w, surface, flags);
    return word && pal_words_prepare(w, word, PAL_LANGUAGE_MIXED) ? word : NULL;
}

static const pal_word *keep(pal_words *w, uint64_t hash, pal_word *word)
{
    return word && pal_word_table_add(&w->table, hash, word) ? word : NULL;
}

static inline const pal_word *look(pal_words *w, pal_str surface, uint16_t flags,
                                   uint64_t hash)
{
    const pal_word *word = pal_word_find(&w->table, hash, surface, flags);
    return word ? word : keep(w, hash, make_word(w, surface, flags));
}

const pal_word *pal_words_look(pal_words *w, pal_str surface, uint16_t flags)
{
    return look(w, surface, flags, pal_word_hash(&w->table, surface, flags));
}

const pal_word *pal_words_first(pal_words *w, const pal_word *plain)
{
    enum { KIND = PAL_WORD_LETTERS | PAL_WORD_NUMBER | PAL_WORD_LINK };
    const unsigned kind = (plain->flags & KIND) | PAL_WORD_FIRST;
    const uint64_t hash = pal_word_hash(&w->table, plain->surface, kind);
    const pal_word *word = pal_word_find(&w->table, hash, plain->surface, kind);
    return word ? word : keep(w, hash, pal_letters_first(w->mem, plain));
}

/* Ask for the slots, then for the records with the surface behind each, then look: one
 * look after the other would wait three times for memory. */
static bool look_some(pal_words *w, const char *text, const pal_piece *pieces,
                      size_t count, pal_token *tokens)
{
    uint64_t hashes[SOME];
    for (size_t i = 0; i < count; i++) {
        pal_str surface = {text + pieces[i].start, pieces[i].end - pieces[i].start};
        hashes[i] = pal_word_hash(&w->table, surface, pieces[i].flags);
        pal_ahead(pal_word_first(&w->table, hashes[i]));
    }
    for (size_t i = 0; i < count; i++) {
        const pal_word *word = pal_word_first(&w->table, hashes[i])->word;
        if (word) {
            pal_ahead(word);
            pal_ahead(word + 1);
        }
    }
    for (size_t i = 0; i < count; i++) {
        pal_str surface = {text + pieces[i].start, pieces[i].end - pieces[i].start};
        tokens[i].start = pieces[i].start;
        tokens[i].end = pieces[i].end;
        tokens[i].weight = 1.0F;
        tokens[i].word = look(w, surface, pieces[i].flags, hashes[i]);
        if (!tokens[i].word)
            return false;
    }
    return true;
}

bool pal_words_look_all(pal_words *w, const char *text, const pal_piece *pieces,
                        size_t count, pal_token *tokens)
{
    for (size_t at = 0; at < count; at += SOME) {
        size_t some = count - at < SOME ? count - at : SOME;
        if (!look_some(w, text, pieces + at, some, tokens + at))
            return false;
    }
    return true;
}
