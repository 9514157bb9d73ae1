#include "text/voikko.h"

#include <dlfcn.h>
#include <string.h>

#include "base/fail.h"
#include "base/str.h"

/* What is used of libvoikko, declared here so that nothing of it is needed to build.
 * Source: libvoikko/voikko.h 4.3. */
struct VoikkoHandle;
struct voikko_mor_analysis;
struct pal_voikko {
    void *library;
    struct VoikkoHandle *handle;
    struct VoikkoHandle *(*init)(const char **error, const char *language,
                                 const char *path);
    void (*terminate)(struct VoikkoHandle *handle);
    const char *(*version)(void);
    struct voikko_mor_analysis **(*analyze)(struct VoikkoHandle *handle,
                                            const char *word);
    void (*free_analysis)(struct voikko_mor_analysis **analysis);
    char *(*value)(const struct voikko_mor_analysis *analysis, const char *key);
    void (*free_value)(char *value);
};

static bool find_calls(pal_voikko *v)
{
    const struct {
        const char *name;
        void *to;
    } names[] = {
        {"voikkoInit", &v->init},
        {"voikkoTerminate", &v->terminate},
        {"voikkoGetVersion", &v->version},
        {"voikkoAnalyzeWordCstr", &v->analyze},
        {"voikko_free_mor_analysis", &v->free_analysis},
        {"voikko_mor_analysis_value_cstr", &v->value},
        {"voikko_free_mor_analysis_value_cstr", &v->free_value},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        void *symbol = dlsym(v->library, names[i].name);
        if (!symbol)
            return false;
        /* ISO C has no cast from an object to a function; POSIX says the bytes agree */
        memcpy(names[i].to, &symbol, sizeof symbol);
    }
    return true;
}

pal_status pal_voikko_open(pal_voikko **out, pal_arena *mem, pal_error *err)
{
    const char *problem = NULL;
    pal_voikko *v = pal_new(mem, pal_voikko, 1);
    *out = NULL;
    if (!v)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                        "no memory for the morphology");
    v->library = dlopen("libvoikko.so.1", RTLD_NOW | RTLD_LOCAL);
    if (v->library && find_calls(v))
        v->handle = v->init(&problem, "fi", NULL);
    if (v->handle)
        *out = v;
    else
        pal_voikko_close(v);
    return PAL_OK;
}

void pal_voikko_close(pal_voikko *v)
{
    if (!v)
        return;
    if (v->handle)
        v->terminate(v->handle);
    if (v->library)
        dlclose(v->library);
}

const char *pal_voikko_version(const pal_voikko *v)
{
    return v->version();
}

/* --- one word --- */

static pal_str value(const pal_voikko *v, pal_arena *mem,
                     const struct voikko_mor_analysis *analysis, const char *key)
{
    char *found = v->value(analysis, key);
    if (!found)
        return PAL_STR("");
    pal_str copy = pal_arena_copy(mem, pal_str_from(found));
    v->free_value(found);
    return copy;
}

/* Is `text` one of the names in `list`, which are separated by spaces? */
static bool is_one_of(pal_str text, pal_str list)
{
    while (list.len != 0) {
        pal_cut cut = pal_str_cut(list, ' ');
        if (pal_str_equal(cut.head, text))
            return true;
        list = cut.tail;
    }
    return false;
}

static pal_reading_kind kind_of(pal_str name)
{
    if (pal_str_equal(name, PAL_STR("etunimi")))
        return PAL_READING_FIRST_NAME;
    if (pal_str_equal(name, PAL_STR("sukunimi")))
        return PAL_READING_SURNAME;
    return is_one_of(name, PAL_STR("paikannimi nimi")) ? PAL_READING_PLACE
                                                       : PAL_READING_WORD;
}

static unsigned marks_of(const pal_voikko *v, pal_arena *mem,
                         const struct voikko_mor_analysis *analysis)
{
    static const struct {
        const char *key;
        pal_str values; /* empty: any */
        pal_mark mark;
    } meanings[] = {
        {"SIJAMUOTO", PAL_INIT(""), PAL_MARK_CASE},
        {"SIJAMUOTO", PAL_INIT("keinonto vajanto seuranto"), PAL_MARK_RARE_CASE},
        {"MOOD", PAL_INIT(""), PAL_MARK_MOOD},
        {"MOOD", PAL_INIT("imperative"), PAL_MARK_IMPERATIVE},
        {"COMPARISON", PAL_INIT("comparative"), PAL_MARK_COMPARATIVE},
        {"POSSESSIVE", PAL_INIT(""), PAL_MARK_POSSESSIVE},
        {"PARTICIPLE", PAL_INIT(""), PAL_MARK_PARTICIPLE},
        {"PARTICIPLE", PAL_INIT("agent"), PAL_MARK_AGENT},
        {"PARTICIPLE", PAL_INIT("negation"), PAL_MARK_NEGATED},
    };
    unsigned marks = 0;
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        pal_str found = value(v, mem, analysis, meanings[i].key);
        if (found.len != 0 &&
            (meanings[i].values.len == 0 || is_one_of(found, meanings[i].values)))
            marks |= meanings[i].mark;
    }
    return marks;
}

bool pal_voikko_read(const pal_voikko *v, pal_arena *mem, pal_str folded,
                     pal_analysis *all, size_t cap, size_t *count)
{
    *count = 0;
    pal_str word = pal_arena_copy(mem, folded); /* Voikko wants a NUL */
    if (!word.ptr)
        return false;
    struct voikko_mor_analysis **found = v->analyze(v->handle, word.ptr);
    bool good = true;
    for (size_t i = 0; found && found[i] && good && i < cap; i++) {
        pal_reading r = {.baseform = value(v, mem, found[i], "BASEFORM"),
                         .structure = value(v, mem, found[i], "STRUCTURE"),
                         .wordbases = value(v, mem, found[i], "WORDBASES")};
        pal_str kind = value(v, mem, found[i], "CLASS");
        good = r.baseform.ptr && r.structure.ptr && r.wordbases.ptr && kind.ptr;
        all[i] = (pal_analysis){
            .reading = r, .marks = marks_of(v, mem, found[i]), .kind = kind_of(kind)};
        *count += good;
    }
    if (found)
        v->free_analysis(found);
    return good;
}
