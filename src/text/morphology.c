/* Voikko gives every reading that the grammar allows, in no order that helps: "vuotta" is
 * first the abessive of a rare word. The reading is chosen by how common its lemma is in
 * running text, and by how common such a form is at all. */
#include "text/morphology.h"

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
#include "text/voikko.h"

enum {
    CHARS_MAX = 60,
    READINGS_MAX = 64,
    SCRATCH_MAX = 1 << 20,
    FEW = 500, /* words that Voikko reads before the automaton is read: that takes as long
                */
};

struct pal_morphology_engine {
    pal_voikko *voikko;
    pal_arena *scratch;             /* emptied after each word */
    const pal_lemma_counts *counts; /* or NULL */
    pal_automaton *automaton;       /* NULL: Voikko reads all words */
    bool owns_automaton;            /* else it is another engine's */
    size_t asked;                   /* words, up to FEW */
};

/* Without tables; *out is NULL where there is no Voikko. */
static pal_status open_voikko(pal_morphology_engine **out, pal_arena *mem, pal_error *err)
{
    pal_morphology_engine *e = pal_new(mem, pal_morphology_engine, 1);
    *out = NULL;
    if (!e)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                        "no memory for the morphology");
    pal_status status = pal_voikko_open(&e->voikko, mem, err);
    if (status != PAL_OK || !e->voikko)
        return status;
    e->scratch = pal_arena_open(SCRATCH_MAX);
    if (!e->scratch) {
        pal_morphology_close(e);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                        "no memory for the morphology");
    }
    *out = e;
    return PAL_OK;
}

/* What tags say was learnt from these versions. */
static bool is_understood(const char *version)
{
    return pal_str_starts(pal_str_from(version), PAL_STR("4.3"));
}

/* The automaton is `first`'s, or its own. */
static bool open_automaton(pal_morphology_engine *e, const pal_morphology_engine *first)
{
    if (!is_understood(pal_voikko_version(e->voikko)))
        return true;
    e->owns_automaton = !first;
    e->automaton = first ? first->automaton : pal_automaton_open();
    return e->automaton != NULL;
}

pal_status pal_morphology_open(pal_morphology_engine **out, pal_arena *mem,
                               const char *models, pal_error *err)
{
    pal_morphology_engine *e = NULL;
    pal_status status = open_voikko(&e, mem, err);
    if (e && !open_automaton(e, NULL))
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
    if (e && !open_automaton(e, first)) {
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
    pal_voikko_close(e->voikko);
    if (e->owns_automaton)
        pal_automaton_close(e->automaton);
    pal_arena_close(e->scratch);
}

const char *pal_morphology_version(const pal_morphology_engine *e)
{
    return pal_voikko_version(e->voikko);
}

pal_str pal_morphology_counts(const pal_morphology_engine *e)
{
    return pal_lemma_counts_text(e->counts);
}

/* --- one word --- */

/* A participle belongs to its verb. Not the negated ones, and not "tyytyväinen": both
 * would become "tyytyä", the satisfied and the dissatisfied alike. */
static bool is_folded(const pal_analysis *a)
{
    return (a->marks & PAL_MARK_PARTICIPLE) && !(a->marks & PAL_MARK_NEGATED) &&
           !pal_str_ends(a->reading.baseform, PAL_STR("inen"));
}

/* How rare such a form is, in powers of two: running text hardly knows the abessive or
 * the instructive of a noun. The numbers were chosen on two treebanks (models/
 * lemma-frequency.md). */
static unsigned rarity(unsigned marks)
{
    unsigned shift = 0;
    if ((marks & PAL_MARK_RARE_CASE) && !(marks & (PAL_MARK_MOOD | PAL_MARK_COMPARATIVE)))
        shift += 6;
    if (marks & (PAL_MARK_CASE | PAL_MARK_MOOD))
        shift += 3; /* "liian" is an adverb before it is a noun */
    if (marks & PAL_MARK_IMPERATIVE)
        shift += 1; /* "en halua" is given as an order, too */
    if (marks & PAL_MARK_POSSESSIVE)
        shift += 2;
    if (marks & PAL_MARK_AGENT)
        shift += 6; /* "elämä" is life, hardly ever what someone lived */
    else if (marks & PAL_MARK_PARTICIPLE)
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
    uint64_t weight; /* how common lemma and form are together; add_weights() */
} candidate;

/* False without memory. */
static bool judge(const pal_morphology_engine *e, const pal_analysis *a, candidate *out)
{
    const pal_reading *r = &a->reading;
    pal_str verb = PAL_STR("");
    if (is_folded(a)) {
        verb = pal_bases_verb(e->scratch, r);
        if (!verb.ptr)
            return false;
    }
    pal_str base = pal_unicode_fold(e->scratch, r->baseform);
    pal_str lemma = verb.len != 0 ? pal_unicode_fold(e->scratch, verb) : base;
    if (!lemma.ptr || !base.ptr)
        return false;
    *out = (candidate){
        .reading = *r,
        .lemma = lemma,
        .baseform = base,
        .name = a->kind != PAL_READING_WORD,
        .kind = a->kind,
        .parts = pal_bases_part_count(r),
        .rarity = rarity(a->marks),
    };
    return true;
}

/* Only asked for where it decides. */
static void add_weights(const pal_morphology_engine *e, candidate *all, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint64_t weight = pal_lemma_counts_weight(e->counts, all[i].baseform,
                                                  pal_bases_head(&all[i].reading));
        all[i].weight = ((weight + 1) << 24) >> all[i].rarity;
    }
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

/* The readings of a word while it is read. */
typedef struct answers {
    pal_arena *mem;
    size_t letters;
    size_t count;
    pal_analysis all[READINGS_MAX];
} answers;

static bool take_written(void *ctx, const pal_written *written)
{
    answers *to = ctx;
    pal_analysis made[PAL_ANALYSES_MAX];
    size_t count = 0;
    if (to->count == READINGS_MAX)
        return true;
    if (!pal_tags_read(made, &count, to->mem, written, to->letters))
        return false;
    for (size_t i = 0; i < count && to->count < READINGS_MAX; i++)
        to->all[to->count++] = made[i];
    return true;
}

static size_t letters_of(pal_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

/* All readings of a word, judged, at most READINGS_MAX. False without memory. */
static bool read_all(pal_morphology_engine *e, pal_str folded, candidate *all,
                     size_t *count)
{
    answers found;
    bool good = true;
    bool many = e->automaton && (e->asked == FEW || pal_automaton_is_read(e->automaton));
    e->asked += e->asked < FEW;
    found.mem = e->scratch;
    found.letters = letters_of(folded);
    found.count = *count = 0;
    if (!many || !pal_automaton_read(e->automaton, folded, take_written, &found))
        good = pal_voikko_read(e->voikko, e->scratch, folded, found.all, READINGS_MAX,
                               &found.count);
    for (; good && *count < found.count; *count += good)
        good = judge(e, &found.all[*count], &all[*count]);
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

static const candidate *best_of(const pal_morphology_engine *e, candidate *all,
                                size_t count)
{
    const candidate *best = all;
    if (count > 1)
        add_weights(e, all, count);
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
        good = keep(best_of(e, all, count), mem, e->scratch, word);
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
        pal_word word = {.folded = folded};
        if (count == 1) /* else they are weighed to find the best */
            add_weights(e, all, count);
        const candidate *best = best_of(e, all, count);
        known = keep(best, mem, e->scratch, &word);
        *out = (pal_guess){.lemma = word.lemma,
                           .parts = word.parts,
                           .part_count = word.part_count,
                           .weight = best->weight,
                           .joined = best->parts,
                           .name = best->name};
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
        good = keep(best_of(e, all, count), mem, e->scratch, word);
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
        pal_analysis all[READINGS_MAX];
        size_t count = 0;
        if (pal_voikko_read(e->voikko, e->scratch, pal_str_from(words[i]), all,
                            READINGS_MAX, &count))
            for (size_t k = 0; k < count; k++)
                pal_digest_add(digest,
                               pal_unicode_fold(e->scratch, all[k].reading.baseform));
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
    const candidate *best = best_of(e, all, count);
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
        (count != 0 && !keep(best_of(e, all, count), mem, e->scratch, word)))
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
