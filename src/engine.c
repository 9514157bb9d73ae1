#include "engine.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "base/unicode.h"
#include "text/langid.h"
#include "text/words.h"

#ifndef PAL_DATADIR
#define PAL_DATADIR "/usr/local/share/palaute"
#endif

static const size_t ENGINE_LIMIT = (size_t)1 << 30;
/* Of what lexicon and models make of words: a million answers fit in 512 MB with it. */
static const size_t MADE_MOST = (size_t)40 << 20;

static const pal_word *rule_word(void *ctx, pal_str folded, pal_language language)
{
    const pal_word *word = pal_words_look(ctx, folded, PAL_WORD_LETTERS);
    return word && pal_words_prepare(ctx, word, language) ? word : NULL;
}

static const char *find_lexicons(const pal_options *opt)
{
    const char *named = opt->lexicons ? opt->lexicons : getenv("PALAUTE_LEXICONS");
    return named && *named ? named : PAL_DATADIR "/lexicons";
}

/* The folder models/ beside the lexicons; without a language model in it every answer has
 * the survey's language. */
static const char *find_models(pal_arena *mem, const pal_options *opt,
                               const char *lexicons)
{
    if (opt->models)
        return opt->models;
    const char *beside = pal_io_path(mem, lexicons, "../models");
    return beside && pal_io_is_there(beside) ? beside : NULL;
}

static pal_status read_morphology(pal_morphology *out, const char *name, pal_error *err)
{
    *out = PAL_MORPHOLOGY_BEST;
    if (!name || strcmp(name, "best") == 0)
        return PAL_OK;
    *out = PAL_MORPHOLOGY_SNOWBALL;
    if (strcmp(name, "snowball") == 0)
        return PAL_OK;
    return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                    "'%s' is not a morphology: best or snowball", name);
}

/* Without Voikko no reading is worth keeping; words that were not masked are not kept
 * beyond the run. */
static pal_status open_memo(pal_engine *engine, const pal_options *opt, const char *basis,
                            pal_error *err)
{
    if (!basis || !pal_words_analyse(engine->words))
        return PAL_OK;
    pal_status status =
        pal_memo_open(&engine->memo, opt->keep_personal_data ? NULL : opt->cache, basis,
                      PAL_MEMO_MOST, err);
    if (status != PAL_OK)
        return status;
    if (opt->prepared)
        pal_memo_begin(engine->memo, opt->prepared);
    pal_words_share(engine->words, engine->memo);
    return PAL_OK;
}

/* A file beside `words`, in the engine's memory; NULL beside none, or without memory. */
static const char *beside(const pal_engine *engine, const char *words, const char *which,
                          const char *ending)
{
    pal_buf path = {0};
    pal_str copy = {NULL, 0};
    if (!words)
        return NULL;
    pal_buf_cstr(&path, words);
    pal_buf_cstr(&path, which);
    pal_buf_cstr(&path, ending);
    if (!path.failed)
        copy = pal_arena_copy(engine->mem, pal_buf_view(&path));
    pal_buf_release(&path);
    return copy.ptr;
}

/* What Snowball alone makes of words has files of its own: a run with the one morphology
 * takes nothing from the next with the other. */
static const char *beside_words(const pal_engine *engine, const char *words,
                                const char *ending)
{
    return beside(engine, words, pal_words_analyse(engine->words) ? "" : "-snowball",
                  ending);
}

/* The compiled rules are kept beside the words. */
static pal_status open_lexicon(pal_engine *engine, const pal_options *opt,
                               const char *folder, const char *basis, pal_error *err)
{
    pal_lexicon_keep keep = {.path = beside_words(engine, opt->cache, "-rules"),
                             .prepared = beside_words(engine, opt->prepared, "-rules"),
                             .basis = basis,
                             .known = engine->known};
    return pal_lexicon_open_kept(
        &engine->lexicon, engine->mem, folder, rule_word, engine->words,
        basis && (keep.path || keep.prepared) ? &keep : NULL, err);
}

static pal_status open_models(pal_engine *engine, const pal_options *opt, pal_error *err)
{
    pal_models *models = &engine->learnt;
    const char *const *own = opt->own_themes;
    if (opt->only_own_themes && !(own && *own))
        return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                        "only own themes are wanted, but no model of them is named: "
                        "--own-themes does");
    pal_status status =
        pal_models_open(models, engine->mem, opt->no_model ? NULL : engine->models,
                        engine->lexicon, opt->only_own_themes, engine->known, err);
    if (status == PAL_OK && opt->model && !opt->no_model)
        status = pal_models_use(models, engine->mem, opt->model, engine->lexicon, err);
    for (; own && *own && status == PAL_OK; own++)
        status = pal_models_add_own(models, engine->mem, *own, engine->lexicon, err);
    return status;
}

/* What the votes of words depend on. False without memory. */
static bool add_votes(const pal_engine *engine, pal_digest *digest)
{
    const pal_langid *langid = pal_words_langid(engine->words);
    char hex[PAL_DIGEST_HEX_LEN + 1];
    if (!langid)
        return true;
    pal_digest *votes = pal_digest_new_known(engine->mem, engine->known);
    if (!votes)
        return false;
    pal_digest_add(votes, pal_langid_text(langid));
    pal_digest_hex(votes, hex);
    pal_digest_add(digest, pal_str_from(hex));
    return true;
}

/* All that a word's letters and complete_word() depend on beside the word. */
static bool made_basis(const pal_engine *engine, const char *basis,
                       char out[PAL_DIGEST_HEX_LEN + 1])
{
    pal_digest *digest = pal_digest_new(engine->mem);
    if (!digest)
        return false;
    pal_digest_add(digest, PAL_STR(PAL_WORD_SOURCES));
    pal_digest_add(digest, pal_str_from(basis));
    pal_digest_add(digest, pal_str_from(pal_unicode_version()));
    pal_digest_add(digest, pal_lexicon_sha256(engine->lexicon));
    if (!add_votes(engine, digest))
        return false;
    for (int l = PAL_LANGUAGE_FI; l <= PAL_LANGUAGE_EN; l++) {
        const pal_model *models[PAL_MODELS_MAX];
        size_t count = pal_models_of(&engine->learnt, (pal_language)l, models);
        pal_digest_add(digest, pal_str_from(pal_language_name((pal_language)l)));
        for (size_t i = 0; i < count; i++)
            pal_digest_add(digest, pal_model_sha256(models[i]));
    }
    pal_digest_hex(digest, out);
    return true;
}

/* Behind the lexicon and the models; as open_memo(). */
static pal_status open_made(pal_engine *engine, const pal_options *opt, const char *basis,
                            pal_error *err)
{
    char digest[PAL_DIGEST_HEX_LEN + 1] = "";
    const bool keeps = opt->cache || opt->prepared;
    if (!basis || (keeps && !made_basis(engine, basis, digest)))
        return PAL_OK;
    pal_status status = pal_memo_open(
        &engine->made,
        opt->keep_personal_data ? NULL : beside_words(engine, opt->cache, "-made"),
        digest, MADE_MOST, err);
    const char *prepared = beside_words(engine, opt->prepared, "-made");
    if (status == PAL_OK && prepared)
        pal_memo_begin(engine->made, prepared);
    return status;
}

pal_status pal_engine_open(pal_engine **out, const pal_options *opt, pal_error *err)
{
    pal_arena *mem = pal_arena_open(ENGINE_LIMIT);
    pal_engine *engine = mem ? pal_new(mem, pal_engine, 1) : NULL;
    if (!engine) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    }
    engine->mem = mem;
    const char *lexicons = find_lexicons(opt);
    engine->models = find_models(mem, opt, lexicons);
    pal_status status = read_morphology(&engine->morphology, opt->morphology, err);
    if (status == PAL_OK && engine->models)
        engine->models = pal_arena_copy(mem, pal_str_from(engine->models)).ptr;
    const char *known = beside(engine, opt->cache, "-known", "");
    engine->known = known ? pal_known_open(mem, known) : NULL;
    if (status == PAL_OK)
        status = pal_words_open_known(&engine->words, engine->models, engine->morphology,
                                      NULL, NULL, engine->known, err);
    char digest[PAL_DIGEST_HEX_LEN + 1];
    const char *basis = NULL;
    if (status == PAL_OK) {
        pal_words_unvoted(engine->words);
        if (pal_words_basis(engine->words, mem, engine->known, digest))
            basis = digest;
        status = open_memo(engine, opt, basis, err);
    }
    if (status == PAL_OK)
        status = open_lexicon(engine, opt, lexicons, basis, err);
    if (status == PAL_OK)
        status = pal_known_names_read(&engine->names, mem, lexicons, err);
    if (status == PAL_OK)
        status = open_models(engine, opt, err);
    if (status == PAL_OK)
        status = open_made(engine, opt, basis, err);
    if (status != PAL_OK) {
        pal_engine_close(engine);
        return status;
    }
    if (engine->known)
        pal_known_save(engine->known); /* one that cannot be written is merely missing */
    *out = engine;
    return PAL_OK;
}

void pal_engine_close(pal_engine *engine)
{
    if (!engine)
        return;
    pal_lexicon_close(engine->lexicon);
    pal_words_close(engine->words);
    if (engine->memo)
        pal_memo_save(engine->memo); /* likewise */
    if (engine->made)
        pal_memo_save(engine->made);
    pal_memo_close(engine->memo);
    pal_memo_close(engine->made);
    pal_arena_close(engine->mem);
}

pal_asked pal_engine_asked(const pal_engine *engine, pal_arena *mem, const char *option,
                           pal_str heading)
{
    if (option && strcmp(option, "none") == 0)
        return PAL_ASKED_OPEN;
    pal_str question = pal_unicode_clean(mem, option ? pal_str_from(option) : heading);
    return question.ptr ? pal_lexicon_asked(engine->lexicon, mem, question)
                        : PAL_ASKED_OPEN;
}

struct pal_word_maker {
    const pal_engine *engine;
    pal_lexicon_shared *shared;
};

/* All that depends on a word alone is made here once: what the lexicon has on it, and
 * what it adds to the models. */
static bool complete_word(void *ctx, pal_arena *mem, pal_word *word,
                          pal_language language)
{
    const pal_word_maker *m = ctx;
    return pal_lexicon_word(m->engine->lexicon, m->shared, mem, word, language) &&
           pal_models_word(&m->engine->learnt, mem, word, language);
}

/* The same of a word whose atoms and sums an earlier run has found. */
static bool complete_again(void *ctx, pal_arena *mem, pal_word *word,
                           pal_language language, pal_str atoms)
{
    const pal_word_maker *m = ctx;
    return pal_lexicon_word_again(m->engine->lexicon, m->shared, mem, word, language,
                                  atoms);
}

static void share_words(const pal_worker *worker)
{
    const pal_engine *engine = worker->engine;
    pal_words_made made = {.memo = engine->made, .again = complete_again};
    for (int l = PAL_LANGUAGE_FI; l <= PAL_LANGUAGE_EN; l++)
        made.numbers[l] = pal_models_numbers(&engine->learnt, (pal_language)l);
    pal_words_share(worker->words, engine->memo);
    pal_words_recall(worker->words, &made);
}

pal_status pal_worker_open(pal_worker *worker, const pal_engine *engine, pal_error *err)
{
    *worker = (pal_worker){.engine = engine};
    worker->maker = pal_memory_resize(NULL, sizeof *worker->maker);
    if (!worker->maker)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the words");
    *worker->maker =
        (pal_word_maker){.engine = engine, .shared = pal_lexicon_shared_open()};
    pal_status status = pal_words_open_beside(&worker->words, engine->words,
                                              complete_word, worker->maker, err);
    if (status == PAL_OK)
        share_words(worker);
    if (status == PAL_OK)
        status = pal_matcher_open(&worker->matcher, engine->lexicon, err);
    if (status != PAL_OK)
        pal_worker_close(worker);
    return status;
}

void pal_worker_close(pal_worker *worker)
{
    pal_matcher_close(worker->matcher);
    pal_words_close(worker->words);
    if (worker->maker)
        pal_lexicon_shared_close(worker->maker->shared);
    pal_memory_resize(worker->maker, 0);
    *worker = (pal_worker){0};
}

pal_status pal_worker_survey_language(pal_language *out, pal_worker *worker,
                                      const pal_str *texts, size_t count, pal_error *err)
{
    pal_arena *mem = pal_arena_open(PAL_ROW_LIMIT);
    if (!mem)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
    size_t votes[4] = {0};
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < count; i++) {
        pal_language language = PAL_LANGUAGE_OTHER;
        pal_words_trim(worker->words);
        status = pal_passage_language(&language, worker->words, mem, texts[i],
                                      PAL_LANGUAGE_OTHER, err);
        if (status == PAL_OK)
            votes[language]++;
        pal_arena_reset(mem);
    }
    pal_arena_close(mem);
    if (status != PAL_OK)
        return status;
    if (!worker->engine->models) { /* nobody can tell: rules of both languages */
        *out = PAL_LANGUAGE_MIXED;
        return PAL_OK;
    }
    *out = votes[PAL_LANGUAGE_FI] == 0 && votes[PAL_LANGUAGE_EN] == 0 ? PAL_LANGUAGE_OTHER
           : votes[PAL_LANGUAGE_FI] >= votes[PAL_LANGUAGE_EN]         ? PAL_LANGUAGE_FI
                                                                      : PAL_LANGUAGE_EN;
    return PAL_OK;
}
