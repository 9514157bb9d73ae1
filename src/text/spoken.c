#include "text/spoken.h"

#include <string.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/map.h"
#include "base/str.h"

enum { FILE_LIMIT = 1 << 20, WORD_MIN = 3 };

struct pal_spoken {
    pal_map *forms; /* index + 1 into standards */
    pal_str *standards;
    uint32_t count;
    uint32_t cap;
};

/* An ending of spoken Finnish and what stands for it in writing. The written form must be
 * in the dictionary, so a rule may be wide; the order is that of likelihood. Source: VISK
 * (Iso suomen kielioppi) on spoken variants: loss of final t, i, a and n, and of the
 * vowel sequences ea, oa, ua. */
static const struct {
    pal_str spoken;
    pal_str written;
} endings[] = {
    {PAL_INIT("nu"), PAL_INIT("nut")},      {PAL_INIT("ny"), PAL_INIT("nyt")},
    {PAL_INIT("lu"), PAL_INIT("lut")},      {PAL_INIT("ly"), PAL_INIT("lyt")},
    {PAL_INIT("ru"), PAL_INIT("rut")},      {PAL_INIT("ry"), PAL_INIT("ryt")},
    {PAL_INIT("ssu"), PAL_INIT("ssut")},    {PAL_INIT("ssy"), PAL_INIT("ssyt")},
    {PAL_INIT("is"), PAL_INIT("isi")},      {PAL_INIT("ee"), PAL_INIT("ea")},
    {PAL_INIT("ee"), PAL_INIT("eä")},       {PAL_INIT("uu"), PAL_INIT("ua")},
    {PAL_INIT("yy"), PAL_INIT("yä")},       {PAL_INIT("oo"), PAL_INIT("oa")},
    {PAL_INIT("öö"), PAL_INIT("öä")},       {PAL_INIT("ii"), PAL_INIT("ia")},
    {PAL_INIT("ii"), PAL_INIT("iä")},       {PAL_INIT("een"), PAL_INIT("ean")},
    {PAL_INIT("een"), PAL_INIT("eän")},     {PAL_INIT("eet"), PAL_INIT("eat")},
    {PAL_INIT("eet"), PAL_INIT("eät")},     {PAL_INIT("eesti"), PAL_INIT("easti")},
    {PAL_INIT("eesti"), PAL_INIT("eästi")}, {PAL_INIT("anen"), PAL_INIT("ainen")},
    {PAL_INIT("änen"), PAL_INIT("äinen")},  {PAL_INIT("onen"), PAL_INIT("oinen")},
    {PAL_INIT("unen"), PAL_INIT("uinen")},  {PAL_INIT("asta"), PAL_INIT("aista")},
    {PAL_INIT("ästä"), PAL_INIT("äistä")},  {PAL_INIT("ine"), PAL_INIT("inen")},
    {PAL_INIT("st"), PAL_INIT("sta")},      {PAL_INIT("st"), PAL_INIT("stä")},
    {PAL_INIT("lt"), PAL_INIT("lta")},      {PAL_INIT("lt"), PAL_INIT("ltä")},
    {PAL_INIT("s"), PAL_INIT("ssa")},       {PAL_INIT("s"), PAL_INIT("ssä")},
    {PAL_INIT("l"), PAL_INIT("lla")},       {PAL_INIT("l"), PAL_INIT("llä")},
    {PAL_INIT("t"), PAL_INIT("ta")},        {PAL_INIT("t"), PAL_INIT("tä")},
    {PAL_INIT("ki"), PAL_INIT("kin")},      {PAL_INIT("kaa"), PAL_INIT("kaan")},
    {PAL_INIT("kää"), PAL_INIT("kään")},    {PAL_INIT("aa"), PAL_INIT("aan")},
    {PAL_INIT("ää"), PAL_INIT("ään")},      {PAL_INIT("ite"), PAL_INIT("itse")},
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
    const char *path = models ? pal_io_path(mem, models, "spoken.fi.tsv") : NULL;
    pal_str text;
    pal_status status =
        path ? pal_io_read(&text, mem, path, FILE_LIMIT, NULL) : PAL_ENOINPUT;
    if (status == PAL_ENOINPUT)
        return PAL_OK;
    pal_loc at = pal_loc_file(path);
    pal_spoken *s = pal_new(mem, pal_spoken, 1);
    pal_map *forms = pal_map_new(mem, 1);
    if (!s || !forms || status == PAL_ENOMEM)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the spoken forms");
    if (status != PAL_OK)
        return pal_fail(err, status, at, "cannot be read");
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

typedef struct list {
    pal_arena *mem;
    pal_str *out;
    size_t count;
} list;

/* head + tail as one more candidate. */
static void add(list *l, pal_str head, pal_str tail)
{
    if (l->count == PAL_SPOKEN_MAX)
        return;
    char *text = pal_new(l->mem, char, head.len + tail.len + 1);
    if (!text)
        return;
    memcpy(text, head.ptr, head.len);
    if (tail.len != 0)
        memcpy(text + head.len, tail.ptr, tail.len);
    l->out[l->count++] = (pal_str){text, head.len + tail.len};
}

static bool has_any(pal_str text, const char *bytes)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '\0' && strchr(bytes, text.ptr[i]))
            return true;
    return false;
}

/* "hyva", "tyytyvainen": typed on a keyboard without ä and ö. Vowel harmony says that a
 * word without u has all of them, or none. */
static void add_umlauts(list *l, pal_str word)
{
    if (!has_any(word, "ao") || has_any(word, "u\xC3"))
        return;
    char *text = pal_new(l->mem, char, word.len * 2 + 1);
    if (!text)
        return;
    size_t len = 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (c == 'a' || c == 'o') {
            text[len++] = '\xC3';
            text[len++] = c == 'a' ? '\xA4' : '\xB6';
        } else {
            text[len++] = c;
        }
    }
    add(l, (pal_str){text, len}, PAL_STR(""));
}

/* "hyväää", "jonnnot": three equal letters or more are two, or one. */
static void add_shorter_runs(list *l, pal_str word)
{
    char *two = pal_new(l->mem, char, word.len + 1);
    char *one = pal_new(l->mem, char, word.len + 1);
    if (!two || !one)
        return;
    size_t len2 = 0;
    size_t len1 = 0;
    bool found = false;
    for (size_t i = 0; i < word.len;) {
        size_t size = (unsigned char)word.ptr[i] >= 0xC0 && i + 1 < word.len ? 2 : 1;
        size_t run = 1;
        while (i + (run + 1) * size <= word.len &&
               memcmp(word.ptr + i, word.ptr + i + run * size, size) == 0)
            run++;
        for (size_t k = 0; k < (run > 2 ? 2 : run); k++, len2 += size)
            memcpy(two + len2, word.ptr + i, size);
        for (size_t k = 0; k < (run > 2 ? 1 : run); k++, len1 += size)
            memcpy(one + len1, word.ptr + i, size);
        found = found || run > 2;
        i += run * size;
    }
    if (!found)
        return;
    add(l, (pal_str){two, len2}, PAL_STR(""));
    add(l, (pal_str){one, len1}, PAL_STR(""));
}

size_t pal_spoken_candidates(const pal_spoken *s, pal_arena *mem, pal_str word,
                             pal_str out[PAL_SPOKEN_MAX])
{
    list l = {.mem = mem, .out = out};
    const uint32_t *slot = pal_map_find(s->forms, word);
    if (slot)
        add(&l, s->standards[*slot - 1], PAL_STR(""));
    if (word.len < WORD_MIN)
        return l.count;
    add_umlauts(&l, word);
    add_shorter_runs(&l, word);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (word.len > endings[i].spoken.len + 1 && pal_str_ends(word, endings[i].spoken))
            add(&l, (pal_str){word.ptr, word.len - endings[i].spoken.len},
                endings[i].written);
    return l.count;
}
