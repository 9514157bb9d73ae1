#include "theme_named.h"

#include "base/fail.h"
#include "base/str.h"
#include "base/unicode.h"
#include "ingest/wanted.h"

enum { NAMES_EACH = 3, LISTED = 4 };
static const size_t SCRATCH_LIMIT = (size_t)1 << 24;

typedef struct finder {
    const pal_theme *themes;
    size_t count;
    pal_str wanted;               /* folded */
    pal_str (*names)[NAMES_EACH]; /* by theme: id and labels, folded */
    pal_arena *mem;
} finder;

static bool fold_names(finder *f, pal_str name)
{
    pal_str clean = pal_unicode_clean(f->mem, name);
    f->wanted = clean.ptr ? pal_unicode_fold(f->mem, clean) : clean;
    f->names = pal_arena_take(f->mem, sizeof *f->names, _Alignof(pal_str), f->count);
    bool fine = f->wanted.ptr && f->names;
    for (size_t t = 0; fine && t < f->count; t++) {
        const pal_theme *theme = &f->themes[t];
        const pal_str raw[NAMES_EACH] = {theme->id, theme->label[PAL_LANGUAGE_FI],
                                         theme->label[PAL_LANGUAGE_EN]};
        for (size_t i = 0; i < NAMES_EACH; i++) {
            f->names[t][i] = pal_unicode_fold(f->mem, raw[i].ptr ? raw[i] : PAL_STR(""));
            fine = fine && f->names[t][i].ptr;
        }
    }
    return fine;
}

static bool is_named(const finder *f, size_t t, bool whole)
{
    for (size_t i = 0; i < NAMES_EACH; i++)
        if (whole ? pal_str_equal(f->names[t][i], f->wanted)
                  : pal_str_starts(f->names[t][i], f->wanted))
            return true;
    return false;
}

/* How many themes there are of that name; the first one. */
static size_t look(const finder *f, bool whole, uint32_t *first)
{
    size_t found = 0;
    for (uint32_t t = 0; f->wanted.len != 0 && t < f->count; t++)
        if (is_named(f, t, whole) && found++ == 0)
            *first = t;
    return found;
}

static pal_status complain_of_none(const finder *f, const char *name, pal_error *err)
{
    size_t best = SIZE_MAX;
    pal_str near = {NULL, 0};
    for (size_t t = 0; t < f->count; t++)
        for (size_t i = 0; i < NAMES_EACH; i++) {
            size_t steps = pal_wanted_distance(f->wanted, f->names[t][i]);
            if (steps < best) {
                best = steps;
                near = f->themes[t].id;
            }
        }
    if (best <= 1 + f->wanted.len / 3)
        return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                        "no theme '%.60s'; did you mean '%.*s'?", name, PAL_ARG(near));
    return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                    "no theme '%.60s' among the %zu of the lexicon; its themes.tsv lists "
                    "them",
                    name, f->count);
}

static pal_status complain_of_many(const finder *f, const char *name, size_t found,
                                   pal_error *err)
{
    pal_str ids[LISTED] = {{NULL, 0}};
    size_t count = 0;
    for (size_t t = 0; t < f->count && count < LISTED; t++)
        if (is_named(f, t, false))
            ids[count++] = pal_str_clip(f->themes[t].id, 40);
    return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                    "%zu themes begin with '%.40s': %.*s%s%.*s%s%.*s%s%.*s%s", found,
                    name, PAL_ARG(ids[0]), count > 1 ? ", " : "", PAL_ARG(ids[1]),
                    count > 2 ? ", " : "", PAL_ARG(ids[2]), count > 3 ? ", " : "",
                    PAL_ARG(ids[3]), found > LISTED ? ", ..." : "");
}

static pal_status find(finder *f, uint32_t *out, const char *name, pal_error *err)
{
    if (!fold_names(f, pal_str_trim(pal_str_from(name))))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the themes");
    uint32_t first = 0;
    size_t found = look(f, true, &first);
    if (found == 0)
        found = look(f, false, &first);
    if (found == 0)
        return complain_of_none(f, name, err);
    if (found > 1)
        return complain_of_many(f, name, found, err);
    *out = first;
    return PAL_OK;
}

pal_status pal_theme_named(uint32_t *out, const pal_theme *themes, size_t count,
                           const char *name, pal_error *err)
{
    finder f = {.themes = themes, .count = count};
    f.mem = pal_arena_open(SCRATCH_LIMIT);
    if (!f.mem)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the themes");
    pal_status status = find(&f, out, name, err);
    pal_arena_close(f.mem);
    return status;
}
