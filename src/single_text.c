/* Single texts, as `explain`, `tag` and `redact` read them. */
#include "engine.h"

#include "base/fail.h"
#include "base/str.h"
#include "base/unicode.h"
#include "ingest/cells.h"
#include "ingest/survey.h"
#include "model/features.h"
#include "sentiment/polarity.h"
#include "text/words.h"

struct pal_reader {
    pal_worker worker;
    pal_masker *masker; /* NULL = personal data is kept */
    pal_arena *mem;
    pal_language language;
    pal_asked asked; /* of all texts, as the options have it */
    pal_asked now;
    uint32_t given;    /* the question of the options */
    uint32_t question; /* the one that is asked now */
    bool has_score;
    int score;
    pal_passage passage;
    pal_tone tone;
};

/* As the pipeline has it: cleaned. */
static uint32_t question_of(pal_arena *mem, pal_str question)
{
    return pal_features_question(pal_unicode_clean(mem, question));
}

pal_status pal_reader_open(pal_reader **out, const pal_engine *engine,
                           const pal_options *opt, pal_error *err)
{
    pal_arena *mem = pal_arena_open(PAL_ROW_LIMIT);
    pal_reader *reader = pal_memory_resize(NULL, sizeof *reader);
    if (!mem || !reader) {
        pal_arena_close(mem);
        pal_memory_resize(reader, 0);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the reader");
    }
    pal_str no_heading = {"", 0};
    *reader =
        (pal_reader){.mem = mem,
                     .language = opt->language,
                     .asked = pal_engine_asked(engine, mem, opt->question, no_heading)};
    reader->now = reader->asked;
    reader->given = reader->question =
        question_of(mem, opt->question ? pal_str_from(opt->question) : no_heading);
    pal_status status = pal_models_fit(&engine->learnt, opt->language, err);
    if (status == PAL_OK)
        status = pal_worker_open(&reader->worker, engine, err);
    if (status == PAL_OK)
        status =
            pal_worker_masker(&reader->masker, &reader->worker, opt, opt->language, err);
    if (status != PAL_OK) {
        pal_reader_close(reader);
        return status;
    }
    *out = reader;
    return PAL_OK;
}

void pal_reader_close(pal_reader *reader)
{
    if (!reader)
        return;
    pal_masker_close(reader->masker);
    pal_worker_close(&reader->worker);
    pal_arena_close(reader->mem);
    pal_memory_resize(reader, 0);
}

void pal_reader_ask(pal_reader *reader, pal_str question)
{
    reader->now = reader->asked;
    reader->question = reader->given;
    if (question.len != 0) {
        pal_arena_reset(reader->mem);
        reader->now =
            pal_engine_asked(reader->worker.engine, reader->mem, NULL, question);
        reader->question = question_of(reader->mem, question);
    }
}

void pal_reader_score(pal_reader *reader, pal_str cell)
{
    pal_arena_reset(reader->mem);
    reader->has_score =
        pal_score_read(&reader->score, reader->mem, cell) == PAL_SCORE_NUMBER;
}

static pal_status show_tokens(pal_reader *reader, const pal_passage *p,
                              const pal_tone *tone, pal_reading_view *out, pal_error *err)
{
    pal_token_view *views = pal_new(reader->mem, pal_token_view, p->count);
    if (!views)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the words");
    pal_language stems =
        p->language == PAL_LANGUAGE_EN ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI;
    for (size_t i = 0; i < p->count; i++) {
        const pal_token *token = &p->tokens[i];
        views[i] = (pal_token_view){
            .start = token->start,
            .end = token->end,
            .sentence = token->sentence,
            .clause = token->clause,
            .folded = token->word->folded,
            .stem = token->word->stem[stems],
            .lemma = stems == PAL_LANGUAGE_FI ? token->word->lemma : (pal_str){NULL, 0},
            .standard =
                stems == PAL_LANGUAGE_FI ? token->word->standard : token->word->english,
            .respelling = stems == PAL_LANGUAGE_FI        ? token->word->respelling
                          : token->word->english.len != 0 ? PAL_RESPELT_TYPO
                                                          : PAL_RESPELT_NONE,
            .role = pal_str_from(pal_role_name(token->role)),
            .valence = tone->valences[i],
            .negated = tone->negated[i],
        };
    }
    out->tokens = views;
    out->token_count = p->count;
    return PAL_OK;
}

pal_status pal_redact(pal_str *out, pal_reader *reader, pal_str text,
                      uint64_t counts[PAL_PERSONAL_COUNT], pal_error *err)
{
    pal_arena_reset(reader->mem);
    pal_str clean = pal_unicode_clean(reader->mem, text);
    if (clean.ptr == text.ptr) /* the view outlives the caller's bytes */
        clean = pal_arena_copy(reader->mem, text);
    if (!clean.ptr)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the text");
    *out = clean;
    return reader->masker
               ? pal_masker_mask(out, reader->masker, reader->mem, clean, counts, err)
               : PAL_OK;
}

pal_status pal_read(pal_reader *reader, pal_str text, pal_reading_view *out,
                    pal_error *err)
{
    pal_worker *w = &reader->worker;
    pal_str clean;
    pal_words_trim(w->words);
    pal_status fine = pal_redact(&clean, reader, text, NULL, err);
    if (fine != PAL_OK)
        return fine;
    pal_passage passage;
    pal_hits hits;
    pal_tone tone;
    pal_status status =
        pal_passage_read(&passage, w->words, reader->mem, clean, reader->language, err);
    if (status == PAL_OK)
        status = pal_matcher_marks(w->matcher, &passage, err);
    if (status != PAL_OK)
        return status;
    passage.asked = reader->now;
    passage.question = reader->question;
    passage.has_score = reader->has_score;
    passage.score = reader->score;
    pal_passage_clauses(&passage);
    status = pal_matcher_run(&hits, w->matcher, reader->mem, &passage, err);
    if (status == PAL_OK)
        status = pal_polarity_read(&tone, reader->mem, w->engine->lexicon, &passage,
                                   &hits, err);
    if (status == PAL_OK)
        status = pal_judge(&tone, reader->mem, &w->engine->learnt, &passage, err);
    pal_reading_view view = {.text = clean};
    if (status == PAL_OK)
        status = show_tokens(reader, &passage, &tone, &view, err);
    if (status != PAL_OK)
        return status;
    reader->passage = passage;
    reader->tone = tone;
    view.asked = passage.asked;
    view.language = passage.language;
    view.empty = pal_text_is_empty(clean) &&
                 !(passage.asked != PAL_ASKED_OPEN && pal_text_denies(clean));
    view.sentiment = tone.sentiment;
    view.score = tone.score;
    view.mentions = tone.mentions;
    view.mention_count = tone.mention_count;
    *out = view;
    return PAL_OK;
}

size_t pal_reader_tags(const pal_reader *reader, pal_tag *tags, size_t cap)
{
    for (size_t i = 0; i < reader->tone.tag_count && i < cap; i++)
        tags[i] = reader->tone.tags[i];
    return reader->tone.tag_count;
}

const pal_passage *pal_reader_passage(const pal_reader *reader)
{
    return &reader->passage;
}

const pal_tone *pal_reader_tone(const pal_reader *reader)
{
    return &reader->tone;
}

size_t pal_reader_reasons(const pal_reader *reader, const pal_mention *mention,
                          pal_reason *out, size_t cap)
{
    if (mention->probability == 0)
        return 0;
    return pal_judge_reasons(&reader->worker.engine->learnt, &reader->passage,
                             reader->tone.negated, mention->theme, out, cap);
}
