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
#include "text/bases.h"

enum { CHARS_MAX = 60, READINGS_MAX = 64, TABLE_MAX = 4 << 20, SCRATCH_MAX = 1 << 20 };

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

/* A line of the frequency table. */
typedef struct frequency {
    pal_str lemma;
    uint32_t count;
} frequency;

struct pal_morphology_engine {
    void *library;
    voikko call;
    struct VoikkoHandle *handle;
    pal_arena *scratch;     /* emptied after each word */
    const frequency *table; /* ascending by lemma */
    size_t table_count;
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

/* "lemma TAB count", ascending. */
static pal_status read_line(frequency *out, pal_str line, pal_str before, pal_loc at,
                            pal_error *err)
{
    pal_cut cut = pal_str_cut(line, '\t');
    int64_t count = 0;
    pal_str shown = pal_str_clip(cut.head, 40);
    if (!cut.found || cut.head.len == 0)
        return pal_fail(err, PAL_EFORMAT, at, "no lemma and count with a TAB between");
    if (pal_str_compare(before, cut.head) >= 0)
        return pal_fail(err, PAL_EFORMAT, at, "'%.*s' is not in ascending order",
                        PAL_ARG(shown));
    at.column = cut.head.len + 2;
    if (!pal_str_to_int(cut.tail, &count) || count < 1 || count > UINT32_MAX)
        return pal_fail(err, PAL_EFORMAT, at, "the count of '%.*s' is no number from 1",
                        PAL_ARG(shown));
    *out = (frequency){.lemma = cut.head, .count = (uint32_t)count};
    return PAL_OK;
}

static pal_status read_table(pal_morphology_engine *e, pal_arena *mem, const char *path,
                             pal_error *err)
{
    pal_loc at = pal_loc_file(path);
    pal_error unread = {0};
    pal_str text = {NULL, 0};
    pal_status status = pal_io_read(&text, mem, path, TABLE_MAX, &unread);
    if (status == PAL_ENOINPUT)
        return PAL_OK;
    if (status != PAL_OK)
        return pal_fail(err, status, unread.at, "%s", unread.msg);
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    frequency *table = pal_new(mem, frequency, lines);
    if (!table)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the frequencies");
    size_t count = 0;
    at.column = 1;
    for (pal_cut row; text.len != 0; text = row.tail) {
        row = pal_str_cut(text, '\n');
        at.line++;
        if (row.head.len == 0 || row.head.ptr[0] == '#')
            continue;
        pal_str before = count ? table[count - 1].lemma : (pal_str){NULL, 0};
        status = read_line(&table[count], row.head, before, at, err);
        if (status != PAL_OK)
            return status;
        count++;
    }
    e->table = table;
    e->table_count = count;
    return PAL_OK;
}

pal_status pal_morphology_open(pal_morphology_engine **out, pal_arena *mem,
                               const char *models, pal_error *err)
{
    pal_loc nowhere = pal_loc_file(NULL);
    pal_morphology_engine *e = pal_new(mem, pal_morphology_engine, 1);
    if (!e)
        return pal_fail(err, PAL_ENOMEM, nowhere, "no memory for the morphology");
    e->library = dlopen("libvoikko.so.1", RTLD_NOW | RTLD_LOCAL);
    const char *problem = NULL;
    if (e->library && find_calls(e->library, &e->call))
        e->handle = e->call.init(&problem, "fi", NULL);
    if (!e->handle) {
        pal_morphology_close(e);
        *out = NULL;
        return PAL_OK;
    }
    pal_status status = PAL_OK;
    e->scratch = pal_arena_open(SCRATCH_MAX);
    const char *path = models ? pal_io_path(mem, models, "lemma-frequency.fi.tsv") : NULL;
    if (!e->scratch || (models && !path))
        status = pal_fail(err, PAL_ENOMEM, nowhere, "no memory for the morphology");
    else if (path)
        status = read_table(e, mem, path, err);
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
    pal_status status = pal_morphology_open(&e, mem, NULL, err);
    if (e) {
        e->table = first->table;
        e->table_count = first->table_count;
    }
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
    pal_arena_close(e->scratch);
}

const char *pal_morphology_version(const pal_morphology_engine *e)
{
    return e->call.version();
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

static uint32_t count_of(const pal_morphology_engine *e, pal_str lemma)
{
    size_t low = 0;
    size_t high = e->table_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = pal_str_compare(e->table[middle].lemma, lemma);
        if (order == 0)
            return e->table[middle].count;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

/* How common a lemma is: its own count, and a sixteenth of that of a compound's head,
 * which decides where the compound itself is new ("puhelinpalvelusta"). */
static uint64_t frequency_of(const pal_morphology_engine *e, pal_str lemma, size_t head)
{
    uint64_t own = (uint64_t)count_of(e, lemma) * 16;
    if (head == 0 || head >= lemma.len)
        return own;
    return own + count_of(e, (pal_str){lemma.ptr + head, lemma.len - head});
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
        .weight = ((frequency_of(e, base, pal_bases_head(&r)) + 1) << 24) >> rare,
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
    if (!word->lemma.ptr)
        return false;
    for (size_t i = 0; i < count; i++) {
        pal_str folded = pal_unicode_fold(scratch, parts[i]);
        word->parts[i] = folded.ptr ? pal_arena_copy(mem, folded) : folded;
        if (!word->parts[i].ptr)
            return false;
    }
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
    bool known = is_asked(folded) && read_all(e, folded, all, &count) && count != 0;
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

size_t pal_morphology_kinds(pal_morphology_engine *e, pal_arena *mem, pal_str folded,
                            pal_str *lemmas, pal_reading_kind *kinds, size_t cap)
{
    candidate all[READINGS_MAX];
    size_t count = 0;
    if (!is_asked(folded) || !read_all(e, folded, all, &count))
        count = 0;
    if (count > cap)
        count = cap;
    for (size_t i = 0; i < count; i++) {
        lemmas[i] = pal_arena_copy(mem, all[i].baseform);
        kinds[i] = all[i].kind;
        if (!lemmas[i].ptr)
            count = 0;
    }
    pal_arena_reset(e->scratch);
    return count;
}
