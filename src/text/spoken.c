#include "text/spoken.h"

#include <string.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/map.h"
#include "base/str.h"

enum { FILE_LIMIT = 1 << 20, BASE_MIN = 3 };

struct pal_spoken {
    pal_str text;
    pal_map *forms; /* index + 1 into standards */
    pal_str *standards;
    uint32_t count;
    uint32_t cap;
};

static pal_status add_form(pal_spoken *s, pal_arena *mem, pal_str line, pal_loc at,
                           pal_error *err)
{
    pal_cut cut = pal_str_cut(line, '\t');
    if (cut.head.len == 0 || !cut.found || cut.tail.len == 0)
        return pal_fail(err, PAL_EFORMAT, at, "not a form, a TAB and its standard");
    if (s->count == s->cap) {
        uint32_t cap = s->cap ? s->cap * 2 : 256;
        pal_str *grown = pal_arena_grow(mem, s->standards, s->cap, cap, sizeof *grown,
                                        _Alignof(pal_str));
        if (!grown)
            return pal_fail(err, PAL_ENOMEM, at, "no memory for the spoken forms");
        s->standards = grown;
        s->cap = cap;
    }
    bool fresh = false;
    uint32_t *slot = pal_map_at(s->forms, cut.head, &fresh);
    if (!slot)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the spoken forms");
    if (!fresh)
        return pal_fail(err, PAL_EFORMAT, at, "'%.*s' is given twice",
                        PAL_ARG(pal_str_clip(cut.head, 40)));
    s->standards[s->count] = cut.tail;
    *slot = ++s->count;
    return PAL_OK;
}

pal_status pal_spoken_open(pal_spoken **out, pal_arena *mem, const char *models,
                           pal_error *err)
{
    *out = NULL;
    const char *path;
    pal_str text;
    pal_status status =
        pal_io_read_if_there(&text, &path, mem, models, "spoken.fi.tsv", FILE_LIMIT, err);
    if (status != PAL_OK || !text.ptr)
        return status;
    pal_loc at = pal_loc_file(path);
    pal_spoken *s = pal_new(mem, pal_spoken, 1);
    pal_map *forms = pal_map_new(mem, 1);
    if (!s || !forms)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the spoken forms");
    s->text = text;
    s->forms = forms;
    for (pal_cut cut; status == PAL_OK && text.len != 0; text = cut.tail) {
        cut = pal_str_cut(text, '\n');
        at.line++;
        if (at.line == 1 && !pal_str_starts(cut.head, PAL_STR("version ")))
            return pal_fail(err, PAL_EFORMAT, at, "the first line names the version");
        if (at.line > 1 && cut.head.len != 0 && cut.head.ptr[0] != '#')
            status = add_form(s, mem, cut.head, at, err);
    }
    if (status == PAL_OK)
        *out = s;
    return status;
}

pal_str pal_spoken_text(const pal_spoken *s)
{
    return s ? s->text : (pal_str){NULL, 0};
}

static pal_str standard_of(const pal_spoken *s, pal_str folded)
{
    const uint32_t *slot = pal_map_find(s->forms, folded);
    return slot ? s->standards[*slot - 1] : (pal_str){NULL, 0};
}

/* Clitics that any form of the table may have ("ootappas", "justhan", "tiiäks"). */
static const pal_str clitics[] = {
    PAL_INIT("ppas"), PAL_INIT("ppäs"), PAL_INIT("pas"), PAL_INIT("päs"),
    PAL_INIT("han"),  PAL_INIT("hän"),  PAL_INIT("kin"), PAL_INIT("ki"),
    PAL_INIT("kaan"), PAL_INIT("kään"), PAL_INIT("ko"),  PAL_INIT("kö"),
    PAL_INIT("ks"),
};

pal_str pal_spoken_find(const pal_spoken *s, pal_str folded)
{
    pal_str found = standard_of(s, folded);
    for (size_t i = 0; found.len == 0 && i < sizeof clitics / sizeof *clitics; i++)
        if (folded.len >= clitics[i].len + BASE_MIN && pal_str_ends(folded, clitics[i]))
            found = standard_of(s, (pal_str){folded.ptr, folded.len - clitics[i].len});
    return found;
}
