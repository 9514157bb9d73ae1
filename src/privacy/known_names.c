#include "privacy/known_names.h"

#include "base/fail.h"
#include "base/glance.h"
#include "base/io.h"
#include "base/map.h"
#include "base/str.h"
#include "base/unicode.h"

#include <string.h>

enum { FILE_MAX = 4 << 20, READINGS_MAX = 24, STEM_MAX = 60 };

struct pal_known_names {
    pal_map *map; /* folded name to bits */
    bool digits;  /* stand in a name */
};

static const struct {
    pal_str name;
    unsigned named;
} classes[] = {
    {PAL_INIT("first"), PAL_NAMED_FIRST | PAL_NAMED_SURE},
    {PAL_INIT("last"), PAL_NAMED_LAST | PAL_NAMED_SURE},
    {PAL_INIT("mid"), PAL_NAMED_FIRST | PAL_NAMED_WORD | PAL_NAMED_MID},
    {PAL_INIT("word"), PAL_NAMED_FIRST | PAL_NAMED_WORD},
    {PAL_INIT("word-last"), PAL_NAMED_LAST | PAL_NAMED_WORD},
};

static unsigned class_of(pal_str name)
{
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (pal_str_equal(name, classes[i].name))
            return classes[i].named;
    return 0;
}

/* A name that is in two classes is in both: Otto is a first name and a surname. */
static pal_status read_line(pal_known_names *names, pal_arena *mem, pal_str line,
                            pal_loc at, pal_error *err)
{
    pal_cut cut = pal_str_cut(line, '\t');
    unsigned named = class_of(cut.tail);
    if (cut.head.len == 0 || named == 0)
        return pal_fail(
            err, PAL_EFORMAT, at,
            "no name and class (first, last, mid, word, word-last) with a TAB "
            "between");
    pal_str folded = pal_unicode_fold(mem, cut.head);
    uint32_t *value = folded.ptr ? pal_map_at(names->map, folded, NULL) : NULL;
    if (!value)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the names");
    *value |= named;
    names->digits = names->digits || (pal_glance(folded) & PAL_GLANCE_DIGIT);
    return PAL_OK;
}

static pal_status read_file(pal_known_names *names, pal_arena *mem, const char *folder,
                            const char *name, pal_error *err)
{
    const char *path;
    pal_str text;
    pal_status status =
        pal_io_read_if_there(&text, &path, mem, folder, name, FILE_MAX, err);
    if (status != PAL_OK || !text.ptr)
        return status;
    pal_loc at = pal_loc_file(path);
    at.column = 1;
    if (!pal_unicode_valid(text))
        return pal_fail(err, PAL_EFORMAT, at, "the file is not UTF-8");
    for (pal_cut row; status == PAL_OK && text.len != 0; text = row.tail) {
        row = pal_str_cut(text, '\n');
        at.line++;
        if (row.head.len != 0 && row.head.ptr[0] != '#' &&
            !pal_str_equal(row.head, PAL_STR("name\tclass")))
            status = read_line(names, mem, row.head, at, err);
    }
    return status;
}

pal_status pal_known_names_read(pal_known_names **out, pal_arena *mem, const char *folder,
                                pal_error *err)
{
    static const char *const files[] = {"names.fi.tsv", "names.en.tsv"};
    pal_known_names *names = pal_new(mem, pal_known_names, 1);
    if (names)
        names->map = pal_map_new(mem, 1);
    if (!names || !names->map)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the names");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        pal_status status = read_file(names, mem, folder, files[i], err);
        if (status != PAL_OK)
            return status;
    }
    *out = names;
    return PAL_OK;
}

bool pal_known_names_have_digits(const pal_known_names *names)
{
    return names->digits;
}

static unsigned listed(const pal_known_names *names, pal_str folded)
{
    const uint32_t *found = pal_map_find(names->map, folded);
    return found ? *found : 0;
}

/* Endings of the Finnish cases, with the i of foreign names, and the English genitive;
 * longer ones first. */
static const pal_str endings[] = {
    PAL_INIT("illeen"), PAL_INIT("illa"), PAL_INIT("ille"), PAL_INIT("ilta"),
    PAL_INIT("issa"),   PAL_INIT("ista"), PAL_INIT("iksi"), PAL_INIT("lla"),
    PAL_INIT("llä"),    PAL_INIT("lle"),  PAL_INIT("lta"),  PAL_INIT("ltä"),
    PAL_INIT("ssa"),    PAL_INIT("ssä"),  PAL_INIT("sta"),  PAL_INIT("stä"),
    PAL_INIT("hin"),    PAL_INIT("kin"),  PAL_INIT("'s"),   PAL_INIT("iin"),
    PAL_INIT("in"),     PAL_INIT("ia"),   PAL_INIT("iä"),   PAL_INIT("ta"),
    PAL_INIT("tä"),     PAL_INIT("n"),    PAL_INIT("a"),    PAL_INIT("ä"),
    PAL_INIT("s"),
};

/* "Jarko" for Jarkko, "Virtase" for Virtanen: the weak grade and the stem of -nen. */
static unsigned listed_stem(const pal_known_names *names, pal_str stem)
{
    char form[STEM_MAX + 4];
    unsigned found = listed(names, stem);
    if (found || stem.len < 3 || stem.len > STEM_MAX)
        return found;
    memcpy(form, stem.ptr, stem.len);
    if (pal_str_ends(stem, PAL_STR("se"))) {
        memcpy(form + stem.len - 2, "nen", 3);
        found = listed(names, (pal_str){form, stem.len + 1});
        if (found)
            return found;
    }
    char last = stem.ptr[stem.len - 1];
    char before = stem.ptr[stem.len - 2];
    if (before != 'k' && before != 'p' && before != 't')
        return 0;
    form[stem.len - 1] = before;
    form[stem.len] = last;
    return listed(names, (pal_str){form, stem.len + 1});
}

static unsigned listed_inflected(const pal_known_names *names, pal_str folded)
{
    char last = folded.len ? folded.ptr[folded.len - 1] : '\0';
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (endings[i].ptr[endings[i].len - 1] != last ||
            folded.len < endings[i].len + 3 || !pal_str_ends(folded, endings[i]))
            continue;
        unsigned found =
            listed_stem(names, (pal_str){folded.ptr, folded.len - endings[i].len});
        if (found)
            return found;
    }
    return 0;
}

unsigned pal_known_names_of(const pal_known_names *names, pal_str folded,
                            pal_dictionary_fn *look, void *ctx, bool english,
                            pal_arena *scratch)
{
    unsigned own = listed(names, folded);
    if (own)
        return own;
    pal_name_reading readings[READINGS_MAX];
    size_t count = look ? look(ctx, scratch, folded, readings, READINGS_MAX) : 0;
    unsigned all = 0;
    unsigned by_list = 0;
    bool family = false; /* an adjective in -nen is a surname before it is a word */
    for (size_t i = 0; i < count; i++) {
        bool name = (readings[i].named & (PAL_NAMED_FIRST | PAL_NAMED_LAST)) != 0;
        family = family || ((readings[i].named & PAL_NAMED_LAST) &&
                            pal_str_ends(readings[i].lemma, PAL_STR("nen")));
        all |= readings[i].named;
        unsigned entry = listed(names, readings[i].lemma);
        /* a rare reading of a common word ("kallen") does not make it a sure name */
        by_list |= name ? entry : entry & ~(unsigned)(PAL_NAMED_SURE | PAL_NAMED_MID);
    }
    bool is_name = (all & (PAL_NAMED_FIRST | PAL_NAMED_LAST)) != 0;
    if (by_list & (PAL_NAMED_FIRST | PAL_NAMED_LAST)) {
        all |= by_list;
        /* the list knows that a name is a word or a brand, too */
        if (by_list & PAL_NAMED_WORD && !(by_list & PAL_NAMED_SURE))
            return all;
        if (by_list & PAL_NAMED_SURE)
            return all & PAL_NAMED_WORD
                       ? (all & ~(unsigned)PAL_NAMED_SURE) | PAL_NAMED_MID
                       : all;
    }
    if (is_name && family && all & PAL_NAMED_WORD)
        return all | PAL_NAMED_MID;
    if (is_name && !(all & (PAL_NAMED_WORD | PAL_NAMED_PLACE)))
        return all | (english ? PAL_NAMED_MID : PAL_NAMED_SURE);
    return count != 0 ? all : listed_inflected(names, folded);
}
