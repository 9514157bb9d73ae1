#include "text/standing.h"

#include <string.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/map.h"
#include "base/str.h"

enum { FILE_LIMIT = 1 << 20, STEM_MIN = 3, STEM_MAX = 60 };

struct pal_standing {
    pal_str text;
    pal_map *words;
};

/* Case endings as they are joined to a name or a loan, with the vowel between
 * ("wifissä", "bottiin", "showroomia", "tweetit"). */
static const pal_str endings[] = {
    PAL_INIT("n"),     PAL_INIT("t"),     PAL_INIT("a"),     PAL_INIT("ä"),
    PAL_INIT("ta"),    PAL_INIT("tä"),    PAL_INIT("ssa"),   PAL_INIT("ssä"),
    PAL_INIT("sta"),   PAL_INIT("stä"),   PAL_INIT("lla"),   PAL_INIT("llä"),
    PAL_INIT("lta"),   PAL_INIT("ltä"),   PAL_INIT("lle"),   PAL_INIT("ksi"),
    PAL_INIT("na"),    PAL_INIT("nä"),    PAL_INIT("an"),    PAL_INIT("en"),
    PAL_INIT("in"),    PAL_INIT("on"),    PAL_INIT("un"),    PAL_INIT("än"),
    PAL_INIT("ön"),    PAL_INIT("hin"),   PAL_INIT("hun"),   PAL_INIT("seen"),
    PAL_INIT("ja"),    PAL_INIT("jä"),    PAL_INIT("jen"),   PAL_INIT("den"),
    PAL_INIT("ihin"),  PAL_INIT("issa"),  PAL_INIT("issä"),  PAL_INIT("ista"),
    PAL_INIT("istä"),  PAL_INIT("illa"),  PAL_INIT("illä"),  PAL_INIT("ilta"),
    PAL_INIT("iltä"),  PAL_INIT("ille"),  PAL_INIT("iin"),   PAL_INIT("it"),
    PAL_INIT("ia"),    PAL_INIT("iä"),    PAL_INIT("ien"),   PAL_INIT("ita"),
    PAL_INIT("itä"),   PAL_INIT("iksi"),  PAL_INIT("eita"),  PAL_INIT("eja"),
    PAL_INIT("eihin"), PAL_INIT("eissa"), PAL_INIT("eissä"), PAL_INIT("eista"),
    PAL_INIT("eilla"), PAL_INIT("eillä"), PAL_INIT("eille"), PAL_INIT("i"),
    PAL_INIT("kin"),   PAL_INIT("nkin"),
};

pal_status pal_standing_open(pal_standing **out, pal_arena *mem, const char *models,
                             pal_error *err)
{
    *out = NULL;
    const char *path;
    pal_str text;
    pal_status status = pal_io_read_if_there(&text, &path, mem, models, "standing.fi.tsv",
                                             FILE_LIMIT, err);
    if (status != PAL_OK || !text.ptr)
        return status;
    pal_loc at = pal_loc_file(path);
    pal_standing *s = pal_new(mem, pal_standing, 1);
    pal_map *words = pal_map_new(mem, 1);
    if (!s || !words)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the standing words");
    s->text = text;
    s->words = words;
    for (pal_cut row; text.len != 0; text = row.tail) {
        row = pal_str_cut(text, '\n');
        at.line++;
        if (row.head.len == 0 || row.head.ptr[0] == '#')
            continue;
        pal_cut cut = pal_str_cut(row.head, '\t');
        bool fresh = false;
        if (cut.head.len == 0 || (!pal_str_equal(cut.tail, PAL_STR("brand")) &&
                                  !pal_str_equal(cut.tail, PAL_STR("word"))))
            return pal_fail(err, PAL_EFORMAT, at, "not a word, a TAB and brand or word");
        if (!pal_map_at(words, cut.head, &fresh))
            return pal_fail(err, PAL_ENOMEM, at, "no memory for the standing words");
        if (!fresh)
            return pal_fail(err, PAL_EFORMAT, at, "'%.*s' is given twice",
                            PAL_ARG(pal_str_clip(cut.head, 40)));
    }
    *out = s;
    return PAL_OK;
}

pal_str pal_standing_text(const pal_standing *s)
{
    return s ? s->text : (pal_str){NULL, 0};
}

/* "matseissa": the i of "matsi" is an e before the i of many. */
static bool has_plural(const pal_standing *s, pal_str stem, pal_str ending)
{
    char word[STEM_MAX + 1];
    if (!pal_str_starts(ending, PAL_STR("ei")) && !pal_str_starts(ending, PAL_STR("ej")))
        return false;
    memcpy(word, stem.ptr, stem.len);
    word[stem.len] = 'i';
    return pal_map_find(s->words, (pal_str){word, stem.len + 1}) != NULL;
}

/* "pläntin", "punkun": of two consonants k, p or t before an ending one is left. */
static bool has_doubled(const pal_standing *s, pal_str stem)
{
    char word[STEM_MAX + 1];
    size_t at = stem.len - 1; /* where the vowel behind it begins */
    while (at > 1 && ((unsigned char)stem.ptr[at] & 0xC0) == 0x80)
        at--;
    char single = stem.ptr[at - 1];
    if (single != 'k' && single != 'p' && single != 't')
        return false;
    memcpy(word, stem.ptr, at);
    memcpy(word + at, stem.ptr + at - 1, stem.len - at + 1);
    return pal_map_find(s->words, (pal_str){word, stem.len + 1}) != NULL;
}

bool pal_standing_has(const pal_standing *s, pal_str folded)
{
    if (pal_map_find(s->words, folded))
        return true;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (folded.len < STEM_MIN + endings[i].len ||
            folded.len > STEM_MAX + endings[i].len ||
            folded.ptr[folded.len - 1] != endings[i].ptr[endings[i].len - 1] ||
            !pal_str_ends(folded, endings[i]))
            continue;
        pal_str stem = {folded.ptr, folded.len - endings[i].len};
        if (pal_map_find(s->words, stem) || has_plural(s, stem, endings[i]) ||
            has_doubled(s, stem))
            return true;
    }
    return false;
}
