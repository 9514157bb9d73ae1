/* Masks for the two ways in which texts are read: the dictionary of the text room tells
 * the privacy room which words are names. */
#include "masking.h"

#include "base/fail.h"
#include "base/str.h"
#include "text/words.h"

#include <string.h>

static const size_t SAMPLE_LIMIT = (size_t)1 << 30;

static size_t dictionary(void *ctx, pal_arena *mem, pal_str folded, pal_name_reading *out,
                         size_t cap)
{
    static const unsigned named[] = {
        [PAL_READING_WORD] = PAL_NAMED_WORD,
        [PAL_READING_FIRST_NAME] = PAL_NAMED_FIRST,
        [PAL_READING_SURNAME] = PAL_NAMED_LAST,
        [PAL_READING_PLACE] = PAL_NAMED_PLACE,
    };
    pal_str lemmas[PAL_KINDS_MAX];
    pal_reading_kind kinds[PAL_KINDS_MAX];
    size_t count = pal_words_kinds(ctx, mem, folded, lemmas, kinds);
    if (count > cap)
        count = cap;
    for (size_t i = 0; i < count; i++)
        out[i] = (pal_name_reading){lemmas[i], named[kinds[i]]};
    return count;
}

pal_status pal_worker_masker(pal_masker **out, pal_worker *worker, const pal_options *opt,
                             pal_language survey, pal_error *err)
{
    *out = NULL;
    if (opt->keep_personal_data)
        return PAL_OK;
    const bool asks = pal_words_morphology(worker->words) != NULL;
    const pal_mask_ask ask = {
        .names = worker->engine->names,
        .look = asks ? dictionary : NULL,
        .ctx = worker->words,
        .english = survey == PAL_LANGUAGE_EN,
        .plates = opt->mask_plates,
    };
    return pal_masker_open(out, &ask, err);
}

static pal_status mask_texts(const pal_str **out, const pal_str *texts, size_t count,
                             pal_masker *masker, pal_arena *mem,
                             uint64_t counts[PAL_PERSONAL_COUNT], pal_error *err)
{
    pal_str *masked = pal_new(mem, pal_str, count);
    if (!masked)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the masks");
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < count; i++)
        status = pal_masker_mask(&masked[i], masker, mem, texts[i], counts, err);
    *out = masked;
    return status;
}

/* What a value that groups or names rows must not show. A postal code with its town, or
 * the street of a shop, is a group like another; a long number as the name of a row is
 * taken for a card only by chance. */
enum {
    SECRET_NAMES = 1u << PAL_PERSONAL_NAME | 1u << PAL_PERSONAL_PHONE |
                   1u << PAL_PERSONAL_EMAIL | 1u << PAL_PERSONAL_HETU |
                   1u << PAL_PERSONAL_ACCOUNT | 1u << PAL_PERSONAL_IP,
    SECRET_GROUPS = SECRET_NAMES | 1u << PAL_PERSONAL_CARD | 1u << PAL_PERSONAL_BUSINESS,
};

static pal_status mask_secret(pal_str *value, bool secret, pal_masker *masker,
                              pal_arena *mem, uint64_t counts[PAL_PERSONAL_COUNT],
                              pal_error *err)
{
    return secret ? pal_masker_mask(value, masker, mem, *value, counts, err) : PAL_OK;
}

/* The name of a row: it stands once. */
static pal_status mask_id(pal_str *value, pal_masker *masker, pal_arena *mem,
                          uint64_t counts[PAL_PERSONAL_COUNT], pal_error *err)
{
    pal_spans spans;
    pal_status status = pal_masker_find(&spans, masker, mem, *value, err);
    bool found = false;
    for (size_t i = 0; status == PAL_OK && i < spans.count; i++)
        found = found || (1u << spans.items[i].kind & SECRET_NAMES) != 0;
    return status == PAL_OK ? mask_secret(value, found, masker, mem, counts, err)
                            : status;
}

static pal_status mask_group(pal_str *value, pal_masker *masker, pal_arena *mem,
                             uint64_t counts[PAL_PERSONAL_COUNT], pal_error *err)
{
    unsigned kinds = 0;
    pal_status status = pal_masker_kinds(&kinds, masker, mem, *value, err);
    bool found = (kinds & SECRET_GROUPS) != 0;
    return status == PAL_OK ? mask_secret(value, found, masker, mem, counts, err)
                            : status;
}

pal_status pal_mask_row(pal_row *row, const pal_plan *plan, pal_masker *masker,
                        pal_arena *mem, uint64_t counts[PAL_PERSONAL_COUNT],
                        pal_error *err)
{
    pal_str *segments = pal_new(mem, pal_str, plan->segment_count);
    if (!segments)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the masks");
    pal_status status =
        mask_texts(&row->texts, row->texts, plan->text_count, masker, mem, counts, err);
    if (status == PAL_OK)
        status = mask_id(&row->id, masker, mem, counts, err);
    if (status == PAL_OK && !plan->wave_is_file)
        status = mask_group(&row->wave, masker, mem, counts, err);
    for (size_t i = 0; status == PAL_OK && i < plan->segment_count; i++) {
        segments[i] = row->segments[i];
        status = mask_group(&segments[i], masker, mem, counts, err);
    }
    row->segments = segments;
    return status;
}

pal_status pal_mask_refusal(pal_refusal *refusal, pal_masker *masker, pal_arena *mem,
                            uint64_t counts[PAL_PERSONAL_COUNT], pal_error *err)
{
    pal_str masked;
    pal_status status =
        pal_masker_mask(&masked, masker, mem, pal_str_from(refusal->reason), counts, err);
    if (status != PAL_OK || masked.ptr == refusal->reason)
        return status;
    size_t len = masked.len;
    if (len >= sizeof refusal->reason)
        len = sizeof refusal->reason - 1;
    while (len < masked.len && ((unsigned char)masked.ptr[len] & 0xC0) == 0x80)
        len--;
    memcpy(refusal->reason, masked.ptr, len);
    refusal->reason[len] = '\0';
    return PAL_OK;
}

pal_status pal_mask_headings(pal_plan *plan, const pal_str **questions,
                             pal_worker *worker, const pal_options *opt,
                             pal_language survey, pal_arena *mem, pal_error *err)
{
    pal_masker *masker = NULL;
    pal_status status = pal_worker_masker(&masker, worker, opt, survey, err);
    if (masker)
        status = mask_texts(&plan->texts, plan->texts, plan->text_count, masker, mem,
                            NULL, err);
    if (masker && status == PAL_OK)
        status = mask_texts(&plan->segments, plan->segments, plan->segment_count, masker,
                            mem, NULL, err);
    if (masker && status == PAL_OK)
        status =
            mask_texts(questions, *questions, plan->text_count, masker, mem, NULL, err);
    pal_masker_close(masker);
    return status;
}

pal_status pal_masked_language(pal_language *out, pal_worker *worker,
                               const pal_options *opt, const pal_str *texts, size_t count,
                               pal_error *err)
{
    pal_masker *masker = NULL;
    pal_arena *mem = pal_arena_open(SAMPLE_LIMIT);
    pal_status status =
        mem ? pal_worker_masker(&masker, worker, opt, PAL_LANGUAGE_OTHER, err)
            : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the sample");
    if (masker)
        status = mask_texts(&texts, texts, count, masker, mem, NULL, err);
    if (status == PAL_OK)
        status = pal_worker_survey_language(out, worker, texts, count, err);
    pal_masker_close(masker);
    pal_arena_close(mem);
    return status;
}

pal_status pal_mask_inputs(pal_summary *s, pal_input_result *inputs, pal_masker *masker,
                           pal_arena *mem, pal_error *err)
{
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < s->input_count; i++) {
        pal_str *headings[] = {&inputs[i].score_column, &inputs[i].text_columns,
                               &inputs[i].weight_column};
        for (size_t h = 0; status == PAL_OK && h < sizeof headings / sizeof *headings;
             h++)
            status = pal_masker_mask(headings[h], masker, mem, *headings[h], NULL, err);
    }
    pal_only *only = pal_new(mem, pal_only, s->only_count);
    if (!only)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the masks");
    for (size_t i = 0; status == PAL_OK && i < s->only_count; i++) {
        only[i] = s->only[i];
        status = pal_masker_mask(&only[i].column, masker, mem, only[i].column, NULL, err);
        if (status == PAL_OK)
            status = mask_group(&only[i].value, masker, mem, NULL, err);
    }
    s->only = only;
    return status;
}
