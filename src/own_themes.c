#include "own_themes.h"

#include <stdlib.h>

#include "base/fail.h"
#include "base/map.h"
#include "base/str.h"
#include "base/unicode.h"
#include "model/model.h"

struct pal_own_ids {
    pal_arena *mem;
    const pal_lexicon *lexicon;
    pal_map *places; /* id -> place + 1 */
    pal_str names[PAL_MODEL_CLASSES_MAX];
    size_t count;
    bool settled;
};

bool pal_own_id_fits(pal_str id)
{
    if (id.len == 0 || id.len > PAL_OWN_ID_MAX || !pal_unicode_valid(id))
        return false;
    for (size_t at = 0; at < id.len;) {
        uint32_t code = pal_unicode_next(id, &at);
        if (code != '-' && code != '_' && !pal_unicode_is_letter(code) &&
            !pal_unicode_is_digit(code))
            return false;
    }
    return true;
}

pal_own_ids *pal_own_ids_open(pal_arena *mem, const pal_lexicon *lexicon)
{
    pal_own_ids *ids = pal_new(mem, pal_own_ids, 1);
    if (!ids)
        return NULL;
    *ids = (pal_own_ids){
        .mem = mem, .lexicon = lexicon, .places = pal_map_new(mem, (uintptr_t)ids)};
    return ids->places ? ids : NULL;
}

static pal_status add(pal_own_ids *ids, pal_str id, pal_loc at, pal_error *err)
{
    pal_str shown = pal_str_clip(id, 40);
    if (!pal_own_id_fits(id))
        return pal_fail(
            err, PAL_EFORMAT, at,
            "'%.*s' cannot be the id of a theme: at most %d bytes of letters, "
            "digits, - and _",
            PAL_ARG(shown), PAL_OWN_ID_MAX);
    if (pal_lexicon_find_theme(ids->lexicon, id) >= 0)
        return pal_fail(err, PAL_EFORMAT, at,
                        "'%.*s' is a theme of the lexicon already; give yours another id",
                        PAL_ARG(shown));
    if (ids->count == PAL_MODEL_CLASSES_MAX)
        return pal_fail(err, PAL_EFORMAT, at, "more than %d themes",
                        PAL_MODEL_CLASSES_MAX);
    pal_str kept = pal_arena_copy(ids->mem, id);
    uint32_t *slot = kept.ptr ? pal_map_at(ids->places, kept, NULL) : NULL;
    if (!slot)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the themes");
    ids->names[ids->count] = kept;
    *slot = (uint32_t)++ids->count;
    return PAL_OK;
}

pal_status pal_own_ids_take(uint32_t *place, void *ctx, pal_str id, pal_loc at,
                            pal_error *err)
{
    pal_own_ids *ids = ctx;
    pal_str clean = pal_unicode_clean(ids->mem, id);
    if (!clean.ptr)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the themes");
    const uint32_t *slot = pal_map_find(ids->places, clean);
    if (!ids->settled) {
        *place = 0;
        return slot ? PAL_OK : add(ids, clean, at, err);
    }
    if (!slot) /* the file is another one than it was a moment ago */
        return pal_fail(err, PAL_EFORMAT, at, "'%.*s' is not a theme",
                        PAL_ARG(pal_str_clip(clean, 40)));
    *place = *slot - 1;
    return PAL_OK;
}

static int by_bytes(const void *a, const void *b)
{
    return pal_str_compare(*(const pal_str *)a, *(const pal_str *)b);
}

void pal_own_ids_settle(pal_own_ids *ids)
{
    if (ids->count > 1)
        qsort(ids->names, ids->count, sizeof *ids->names, by_bytes);
    for (size_t i = 0; i < ids->count; i++)
        *pal_map_find(ids->places, ids->names[i]) = (uint32_t)i + 1;
    ids->settled = true;
}

int32_t pal_own_ids_find(const pal_own_ids *ids, pal_str id)
{
    pal_str clean = pal_unicode_clean(ids->mem, id);
    const uint32_t *slot = clean.ptr ? pal_map_find(ids->places, clean) : NULL;
    return slot ? (int32_t)(*slot - 1) : -1;
}

const pal_str *pal_own_ids_names(const pal_own_ids *ids, size_t *count)
{
    *count = ids->count;
    return ids->names;
}
