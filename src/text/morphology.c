/* Voikko gives every reading that the grammar allows, in no order that helps: "vuotta" is
 * first the abessive of a rare word. The reading is chosen by how common its lemma is in
 * running text, and by how common such a form is at all. */
#include "text/morphology.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "base/unicode.h"
#include "text/automaton.h"
#include "text/bases.h"
#include "text/lemma_counts.h"

enum { CHARS_MAX = 60, READINGS_MAX = 64, SCRATCH_MAX = 1 << 20 };

/* What is used of libvoikko, declared here so that nothing of it is needed to build.
 * Source: libvoikko/voikko.h 4.3. */
struct VoikkoHandle;
struct voikko_mor_analysis;
typedef struct voikko {
    struct VoikkoHandle *(*init)(const char **error, const char *language,
                                 const char *path);
    void (*terminate)(struct VoikkoHandle *handle);
    const char *(*version)(void);
    struct voikko_mor_analysis **(*analyze)(struct VoikkoHandle *handle,
                                            const char *word);
    void (*free_analysis)(struct voikko_mor_analysis **analysis);
    char *(*value)(const struct voikko_mor_analysis *analysis, const char *key);
    void (*free_value)(char *value);
} voikko;

struct pal_morphology_engine {
    void *library;
    voikko call;
    struct VoikkoHandle *handle;
    pal_arena *scratch;             /* emptied after each word */
    const pal_lemma_counts *counts; /* or NULL */
    pal_automaton *automaton;
    bool owns_automaton; /* else it is another engine's */
    pal_automaton_walk *walk;
};

static bool find_calls(void *library, voikko *call)
{
    const struct {
        const char *name;
        void *to;
    } names[] = {
        {"voikkoInit", &call->init},
        {"voikkoTerminate", &call->terminate},
        {"voikkoGetVersion", &call->version},
        {"voikkoAnalyzeWordCstr", &call->analyze},
        {"voikko_free_mor_analysis", &call->free_analysis},
        {"voikko_mor_analysis_value_cstr", &call->value},
        {"voikko_free_mor_analysis_value_cstr", &call->free_value},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        void *symbol = dlsym(library, names[i].name);
        if (!symbol)
            return false;
        /* ISO C has no cast from an object to a function; POSIX says the bytes agree */
        memcpy(names[i].to, &symbol, sizeof symbol);
    }
    return true;
}

/* Without tables; *out is NULL where there is no Voikko. */
static pal_status open_voikko(pal_morphology_engine **out, pal_arena *mem, pal_error *err)
{
    pal_loc nowhere = pal_loc_file(NULL);
    pal_morphology_engine *e = pal_new(mem, pal_morphology_engine, 1);
    *out = NULL;
    if (!e)
        return pal_fail(err, PAL_ENOMEM, nowhere, "no memory for the morphology");
    e->library = dlopen("libvoikko.so.1", RTLD_NOW | RTLD_LOCAL);
    const char *problem = NULL;
    if (e->library && find_calls(e->library, &e->call))
        e->handle = e->call.init(&problem, "fi", NULL);
    if (!e->handle) {
        pal_morphology_close(e);
        return PAL_OK;
    }
    e->scratch = pal_arena_open(SCRATCH_MAX);
    if (!e->scratch) {
        pal_morphology_close(e);
        return pal_fail(err, PAL_ENOMEM, nowhere, "no memory for the morphology");
    }
    *out = e;
    return PAL_OK;
}

/* The automaton is `first`'s, or its own. */
static bool open_automaton(pal_morphology_engine *e, pal_arena *mem,
                           const pal_morphology_engine *first)
{
    e->owns_automaton = !first;
    e->automaton = first ? first->automaton : pal_automaton_open();
    e->walk = e->automaton ? pal_automaton_walk_new(mem, e->automaton) : NULL;
    return e->walk != NULL;
}

pal_status pal_morphology_open(pal_morphology_engine **out, pal_arena *mem,
                               const char *models, pal_error *err)
{
    pal_morphology_engine *e = NULL;
    pal_status status = open_voikko(&e, mem, err);
    if (e && !open_automaton(e, mem, NULL))
        status =
            pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the morphology");
    if (e && status == PAL_OK && models)
        status = pal_lemma_counts_open(&e->counts, mem, models, err);
    if (status != PAL_OK) {
        pal_morphology_close(e);
        return status;
    }
    *out = e;
    return PAL_OK;
}

pal_status pal_morphology_open_beside(pal_morphology_engine **out, pal_arena *mem,
                                      const pal_morphology_engine *first, pal_error *err)
{
    pal_morphology_engine *e = NULL;
    pal_status status = open_voikko(&e, mem, err);
    if (e && !open_automaton(e, mem, first)) {
        pal_morphology_close(e);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                        "no memory for the morphology");
    }
    if (e)
        e->counts = first->counts;
    if (status == PAL_OK)
        *out = e;
    return status;
}

void pal_morphology_close(pal_morphology_engine *e)
{
    if (!e)
        return;
    if (e->handle)
        e->call.terminate(e->handle);
    if (e->library)
        dlclose(e->library);
    if (e->owns_automaton)
        pal_automaton_close(e->automaton);
    pal_arena_close(e->scratch);
}

const char *pal_morphology_version(const pal_morphology_engine *e)
{
    return e->call.version();
}

pal_str pal_morphology_counts(const pal_morphology_engine *e)
{
    return pal_lemma_counts_text(e->counts);
}

/* --- one word --- */

static pal_str value(const pal_morphology_engine *e,
                     const struct voikko_mor_analysis *analysis, const char *key)
{
    char *found = e->call.value(analysis, key);
    if (!found)
        return PAL_STR("");
    pal_str copy = pal_arena_copy(e->scratch, pal_str_from(found));
    e->call.free_value(found);
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

/* A participle belongs to its verb. Not the negated ones, and not "tyytyväinen": both
 * would become "tyytyä", the satisfied and the dissatisfied alike. */
static bool is_folded(pal_str participle, pal_str baseform)
{
    return participle.len != 0 && !pal_str_equal(participle, PAL_STR("negation")) &&
           !pal_str_ends(baseform, PAL_STR("inen"));
}

/* How rare such a form is, in powers of two: running text hardly knows the abessive or
 * the instructive of a noun. The numbers were chosen on two treebanks (models/
 * lemma-frequency.md). */
static unsigned rarity(const pal_morphology_engine *e,
                       const struct voikko_mor_analysis *analysis, pal_str participle)
{
    pal_str form = value(e, analysis, "SIJAMUOTO");
    pal_str mood = value(e, analysis, "MOOD");
    unsigned shift = 0;
    if (mood.len == 0 && is_one_of(form, PAL_STR("keinonto vajanto seuranto")) &&
        !pal_str_equal(value(e, analysis, "COMPARISON"), PAL_STR("comparative")))
        shift += 6;
    if (form.len != 0 || mood.len != 0)
        shift += 3; /* "liian" is an adverb before it is a noun */
    if (pal_str_equal(mood, PAL_STR("imperative")))
        shift += 1; /* "en halua" is given as an order, too */
    if (value(e, analysis, "POSSESSIVE").len != 0)
        shift += 2;
    if (pal_str_equal(participle, PAL_STR("agent")))
        shift += 6; /* "elämä" is life, hardly ever what someone lived */
    else if (participle.len != 0)
        shift += 3;
    return shift;
}

/* One reading, judged. */
typedef struct candidate {
    pal_reading reading;
    pal_str lemma;
    pal_str baseform; /* folded */
    bool name;
    pal_reading_kind kind;
    size_t parts;
    unsigned rarity;
    uint64_t weight; /* how common lemma and form are together */
} candidate;

static pal_reading_kind kind_of(pal_str name)
{
    if (pal_str_equal(name, PAL_STR("etunimi")))
        return PAL_READING_FIRST_NAME;
    if (pal_str_equal(name, PAL_STR("sukunimi")))
        return PAL_READING_SURNAME;
    return is_one_of(name, PAL_STR("paikannimi nimi")) ? PAL_READING_PLACE
                                                       : PAL_READING_WORD;
}

/* False without memory. */
static bool judge(const pal_morphology_engine *e,
                  const struct voikko_mor_analysis *analysis, candidate *out)
{
    pal_reading r = {.baseform = value(e, analysis, "BASEFORM"),
                     .structure = value(e, analysis, "STRUCTURE"),
                     .wordbases = value(e, analysis, "WORDBASES")};
    pal_str kind = value(e, analysis, "CLASS");
    pal_str participle = value(e, analysis, "PARTICIPLE");
    pal_str form = r.baseform;
    if (is_folded(participle, r.baseform)) {
        pal_str verb = pal_bases_verb(e->scratch, &r);
        if (!verb.ptr)
            return false;
        if (verb.len != 0)
            form = verb;
    }
    pal_str lemma = pal_unicode_fold(e->scratch, form);
    pal_str base = pal_unicode_fold(e->scratch, r.baseform);
    if (!r.structure.ptr || !r.wordbases.ptr || !lemma.ptr || !base.ptr)
        return false;
    unsigned rare = rarity(e, analysis, participle);
    *out = (candidate){
        .reading = r,
        .lemma = lemma,
        .baseform = base,
        .name = is_one_of(kind, PAL_STR("nimi etunimi sukunimi paikannimi")),
        .kind = kind_of(kind),
        .parts = pal_bases_part_count(&r),
        .rarity = rare,
        .weight =
            ((pal_lemma_counts_weight(e->counts, base, pal_bases_head(&r)) + 1) << 24) >>
            rare,
    };
    return true;
}

/* Common words before names, few parts before many ("toimimaton" is no rug), and then the
 * weight; the first of equals stays. */
static bool is_better(const candidate *a, const candidate *b)
{
    if (a->name != b->name)
        return b->name;
    if (a->parts != b->parts)
        return a->parts < b->parts;
    return a->weight > b->weight;
}

/* Latin letters, and few enough for a word. */
static bool is_asked(pal_str folded)
{
    size_t chars = 0;
    for (size_t at = 0; at < folded.len; chars++) {
        uint32_t code = pal_unicode_next(folded, &at);
        if (code >= 0x80 ? code < 0xC0 || code > 0x24F || code == 0xD7 || code == 0xF7
                         : code < 'a' || code > 'z')
            return false;
    }
    return chars != 0 && chars <= CHARS_MAX;
}

/* All readings of a word, judged, at most READINGS_MAX. False without memory. */
static bool read_all(const pal_morphology_engine *e, pal_str folded, candidate *all,
                     size_t *count)
{
    *count = 0;
    pal_str word = pal_arena_copy(e->scratch, folded); /* Voikko wants a NUL */
    if (!word.ptr)
        return false;
    struct voikko_mor_analysis **found = e->call.analyze(e->handle, word.ptr);
    bool good = true;
    for (size_t i = 0; found && found[i] && good && i < READINGS_MAX; i++) {
        good = judge(e, found[i], &all[i]);
        *count += good;
    }
    if (found)
        e->call.free_analysis(found);
    return good;
}

static bool keep(const candidate *best, pal_arena *mem, pal_arena *scratch,
                 pal_word *word)
{
    pal_str parts[PAL_PARTS_MAX];
    size_t count = pal_bases_parts(parts, scratch, &best->reading);
    word->lemma = pal_arena_copy(mem, best->lemma);
    pal_str *kept = count != 0 ? pal_new(mem, pal_str, count) : NULL;
    if (!word->lemma.ptr || (count != 0 && !kept))
        return false;
    for (size_t i = 0; i < count; i++) {
        pal_str folded = pal_unicode_fold(scratch, parts[i]);
        kept[i] = folded.ptr ? pal_arena_copy(mem, folded) : folded;
        if (!kept[i].ptr)
            return false;
    }
    word->parts = kept;
    word->part_count = (uint8_t)count;
    return true;
}

static const candidate *best_of(const candidate *all, size_t count)
{
    const candidate *best = all;
    for (size_t i = 1; i < count; i++)
        if (is_better(&all[i], best))
            best = &all[i];
    return best;
}

bool pal_morphology_read(pal_morphology_engine *e, pal_arena *mem, pal_word *word)
{
    candidate all[READINGS_MAX];
    size_t count = 0;
    if (!is_asked(word->folded))
        return true;
    bool good = read_all(e, word->folded, all, &count);
    if (good && count != 0)
        good = keep(best_of(all, count), mem, e->scratch, word);
    pal_arena_reset(e->scratch);
    return good;
}

bool pal_morphology_weigh(pal_morphology_engine *e, pal_arena *mem, pal_str folded,
                          pal_guess *out)
{
    candidate all[READINGS_MAX];
    size_t count = 0;
    bool known = is_asked(folded) && pal_automaton_allows(e->walk, folded) &&
                 read_all(e, folded, all, &count) && count != 0;
    if (known) {
        const candidate *best = best_of(all, count);
        *out = (pal_guess){.lemma = pal_arena_copy(mem, best->lemma),
                           .weight = best->weight,
                           .parts = best->parts,
                           .name = best->name};
        known = out->lemma.ptr != NULL;
    }
    pal_arena_reset(e->scratch);
    return known;
}

bool pal_morphology_read_as(pal_morphology_engine *e, pal_arena *mem, pal_word *word,
                            pal_str standard)
{
    candidate all[READINGS_MAX];
    size_t count = 0;
    bool good = !is_asked(standard) || read_all(e, standard, all, &count);
    if (good && count != 0)
        good = keep(best_of(all, count), mem, e->scratch, word);
    pal_arena_reset(e->scratch);
    return good;
}

/* --- which dictionary it is --- */

static void identify_files(pal_digest *digest, const char *folder, const char *inside)
{
    static const char *const files[] = {"index.txt", "mor.vfst"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[4096];
        struct stat st;
        int len = snprintf(path, sizeof path, "%s%s/5/mor-standard/%s", folder, inside,
                           files[i]);
        if (len < 0 || (size_t)len >= sizeof path || stat(path, &st) != 0)
            continue;
        const int64_t facts[] = {(int64_t)st.st_size, (int64_t)st.st_mtim.tv_sec,
                                 (int64_t)st.st_mtim.tv_nsec};
        pal_digest_add(digest, (pal_str){path, (size_t)len});
        pal_digest_add(digest, (pal_str){(const char *)facts, sizeof facts});
    }
}

/* The files that stand where libvoikko looks for dictionaries, and the readings of a few
 * words: a dictionary in a place of its own reads some of them otherwise. */
void pal_morphology_identify(pal_morphology_engine *e, pal_digest *digest)
{
    static const struct {
        const char *variable; /* of the environment; NULL: `inside` is the folder */
        const char *inside;
    } places[] = {
        {"VOIKKO_DICTIONARY_PATH", ""}, {"HOME", "/.voikko"},
        {NULL, "/etc/voikko"},          {NULL, "/usr/lib/voikko"},
        {NULL, "/usr/share/voikko"},    {NULL, "/usr/local/lib/voikko"},
    };
    static const char *const words[] = {
        "vuotta",    "kuusi", "puhelinpalvelusta", "jonotusaika", "tablettia",
        "elämä",     "äppi",  "kännykkäliittymä",  "sovellus",    "verkkokauppa",
        "kuluttaja", "hyvä"};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const char *folder = places[i].variable ? getenv(places[i].variable) : "";
        if (folder)
            identify_files(digest, folder, places[i].inside);
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        candidate all[READINGS_MAX];
        size_t count = 0;
        if (read_all(e, pal_str_from(words[i]), all, &count))
            for (size_t k = 0; k < count; k++)
                pal_digest_add(digest, all[k].baseform);
        pal_digest_add(digest, PAL_STR(";"));
        pal_arena_reset(e->scratch);
    }
}

static void add_lemma(pal_lemma *lemmas, size_t *count, size_t cap, pal_arena *mem,
                      const candidate *one)
{
    for (size_t i = 0; i < *count; i++)
        if (pal_str_equal(lemmas[i].baseform, one->baseform)) {
            if (one->rarity < lemmas[i].rarity)
                lemmas[i].rarity = one->rarity;
            return;
        }
    if (*count < cap)
        lemmas[(*count)++] = (pal_lemma){pal_arena_copy(mem, one->lemma),
                                         pal_arena_copy(mem, one->baseform), one->rarity};
}

size_t pal_morphology_lemmas(pal_morphology_engine *e, pal_arena *mem, pal_str folded,
                             pal_lemma *lemmas, size_t cap)
{
    candidate all[READINGS_MAX];
    size_t count = 0;
    size_t kept = 0;
    if (!is_asked(folded) || !read_all(e, folded, all, &count))
        count = 0;
    const candidate *best = best_of(all, count);
    for (size_t i = 0; i < count; i++)
        if (all[i].name == best->name && all[i].parts == best->parts)
            add_lemma(lemmas, &kept, cap, mem, &all[i]);
    pal_arena_reset(e->scratch);
    for (size_t i = 0; i < kept; i++)
        if (!lemmas[i].text.ptr || !lemmas[i].baseform.ptr)
            return 0;
    return kept;
}

size_t pal_morphology_kinds(pal_morphology_engine *e, pal_arena *mem, pal_word *word,
                            pal_str lemmas[PAL_KINDS_MAX],
                            pal_reading_kind kinds[PAL_KINDS_MAX])
{
    candidate all[READINGS_MAX];
    size_t count = 0;
    if (!is_asked(word->folded) || !read_all(e, word->folded, all, &count) ||
        (count != 0 && !keep(best_of(all, count), mem, e->scratch, word)))
        count = 0;
    if (count > PAL_KINDS_MAX)
        count = PAL_KINDS_MAX;
    for (size_t i = 0; i < count; i++) {
        lemmas[i] = pal_arena_copy(mem, all[i].baseform);
        kinds[i] = all[i].kind;
        if (!lemmas[i].ptr)
            count = 0;
    }
    pal_arena_reset(e->scratch);
    return count;
}
