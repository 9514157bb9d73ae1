/* A theme that no file of the lexicon defines. */
#include "base/fail.h"
#include "base/str.h"
#include "lexicon/entry.h"

pal_status pal_lexicon_add_theme(uint32_t *out, pal_lexicon *lex, pal_str id,
                                 pal_error *err)
{
    static const pal_str group = PAL_INIT("omat");
    static const pal_str kind = PAL_INIT("pain");
    uint32_t n = lex->theme_count;
    pal_str name = pal_arena_copy(lex->mem, id);
    pal_theme *themes = pal_arena_grow(lex->mem, lex->themes, n, n + 1, sizeof *themes,
                                       _Alignof(pal_theme));
    pal_str *yields = pal_arena_grow(lex->mem, lex->yields, n, n + 1, sizeof *yields,
                                     _Alignof(pal_str));
    uint32_t *slot = name.ptr ? pal_map_at(lex->theme_index, name, NULL) : NULL;
    if (!themes || !yields || !slot)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the themes");
    themes[n] = (pal_theme){
        .id = name, .group = group, .kind = kind, .label = {{NULL, 0}, name, name}};
    yields[n] = (pal_str){NULL, 0};
    lex->themes = themes;
    lex->yields = yields;
    *slot = ++lex->theme_count;
    *out = n;
    return PAL_OK;
}
