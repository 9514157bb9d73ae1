/* Masks for the two ways in which texts are read: the dictionary of the text room tells
 * the privacy room which words are names. */
#include "masking.h"

#include "base/fail.h"
#include "base/str.h"
#include "text/morphology.h"
#include "text/words.h"

enum { KINDS_MAX = 24 };

static size_t dictionary(void *ctx, pal_arena *mem, pal_str folded, pal_name_reading *out,
                         size_t cap)
{
    static const unsigned named[] = {
        [PAL_READING_WORD] = PAL_NAMED_WORD,
        [PAL_READING_FIRST_NAME] = PAL_NAMED_FIRST,
        [PAL_READING_SURNAME] = PAL_NAMED_LAST,
        [PAL_READING_PLACE] = PAL_NAMED_PLACE,
    };
    pal_str lemmas[KINDS_MAX];
    pal_reading_kind kinds[KINDS_MAX];
    size_t count = pal_morphology_kinds(ctx, mem, folded, lemmas, kinds,
                                        cap < KINDS_MAX ? cap : KINDS_MAX);
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
    pal_morphology_engine *words = pal_words_morphology(worker->words);
    const pal_mask_ask ask = {
        .names = worker->engine->names,
        .look = words ? dictionary : NULL,
        .ctx = words,
        .english = survey == PAL_LANGUAGE_EN,
        .plates = opt->mask_plates,
    };
    return pal_masker_open(out, &ask, err);
}

pal_status pal_mask_row(pal_row *row, size_t texts, pal_masker *masker, pal_arena *mem,
                        uint64_t counts[PAL_PERSONAL_COUNT], pal_error *err)
{
    pal_str *masked = pal_new(mem, pal_str, texts);
    if (!masked)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the masks");
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < texts; i++)
        status = pal_masker_mask(&masked[i], masker, mem, row->texts[i], counts, err);
    row->texts = masked;
    return status;
}
