#include "lexicon/atoms.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "lexicon/trie.h"

/* A fallback part (no compound analysis) must be this long, and leave this much. */
enum { PART_MIN = 4, REST_MIN = 3, FOUND_MAX = 8192, KEY_MAX = 256 };

/* Words that share a key form a chain of the atoms they satisfy. */
typedef struct post {
    uint32_t atom;
    uint32_t next; /* index + 1; 0 ends */
} post;

/* One index a kind of test and language; the map's value is index + 1 of a post. */
typedef enum index_kind {
    BY_EXACT,      /* folded form */
    BY_LEMMA,      /* dictionary form, where the rule word has one */
    BY_STEM,       /* stem of each rule word */
    BY_LEMMA_STEM, /* both, for rule words that are written inflected */
    BY_FIRST,      /* compound parts by dictionary form */
    BY_LAST,
    BY_PART,
    INDEX_COUNT,
} index_kind;

/* Keys that are found inside of a word. */
typedef enum trie_kind {
    IN_PREFIX,
    IN_SUFFIX,      /* backwards */
    IN_ANY,         /* at each character */
    IN_ANY_GUESS,   /* the same, only for words without compound analysis, */
    IN_FIRST_GUESS, /* as are these: heads ... */
    IN_LAST_GUESS,  /* ... and stems at the end, backwards */
    TRIE_COUNT,
} trie_kind;

struct pal_atoms {
    pal_arena *mem;
    pal_atoms_words *words;
    void *ctx;
    pal_map *names[3];
    pal_map *index[3][INDEX_COUNT];
    post *posts;
    uint32_t post_count, post_cap;
    pal_trie *tries[3][TRIE_COUNT]; /* value: index + 1 of a post */
    uint32_t *numbers[3];           /* atoms with <num> */
    uint32_t number_count[3], number_cap[3];
    uint32_t *sizes;   /* by atom: tests */
    uint32_t *weights; /* by atom: tests, and how common its words are */
    bool *loose;       /* by atom: has a test that is not for one exact form */
    uint32_t count, cap;
};

/* Rule files are the user's own, and their maps are never filled from answers: a fixed
 * seed does. */
enum { SEED = 1 };

pal_atoms *pal_atoms_new(pal_arena *mem, pal_atoms_words *words, void *ctx)
{
    pal_atoms *a = pal_new(mem, pal_atoms, 1);
    if (!a)
        return NULL;
    a->mem = mem;
    a->words = words;
    a->ctx = ctx;
    a->count = 1;
    for (int lang = 0; lang < 3; lang++) {
        a->names[lang] = pal_map_new(mem, SEED);
        if (!a->names[lang])
            return NULL;
        for (int kind = 0; kind < TRIE_COUNT; kind++) {
            a->tries[lang][kind] =
                pal_trie_new(mem, kind == IN_SUFFIX || kind == IN_LAST_GUESS);
            if (!a->tries[lang][kind])
                return NULL;
        }
        for (int kind = 0; kind < INDEX_COUNT; kind++) {
            a->index[lang][kind] = pal_map_new(mem, SEED);
            if (!a->index[lang][kind])
                return NULL;
        }
    }
    return a;
}

int64_t pal_atoms_at(pal_atoms *a, pal_language language, pal_str element, bool *fresh)
{
    uint32_t *at = pal_map_at(a->names[language], element, fresh);
    if (!at)
        return -1;
    if (*at != 0) {
        *fresh = false;
        return *at;
    }
    if (a->count >= a->cap) {
        uint32_t cap = a->cap ? a->cap * 2 : 1024;
        uint32_t *sizes = pal_arena_grow(a->mem, a->sizes, a->cap, cap, sizeof *sizes,
                                         _Alignof(uint32_t));
        bool *loose =
            pal_arena_grow(a->mem, a->loose, a->cap, cap, sizeof *loose, _Alignof(bool));
        uint32_t *weights = pal_arena_grow(a->mem, a->weights, a->cap, cap,
                                           sizeof *weights, _Alignof(uint32_t));
        if (!sizes || !loose || !weights)
            return -1;
        a->sizes = sizes;
        a->loose = loose;
        a->weights = weights;
        a->cap = cap;
    }
    *at = a->count++;
    *fresh = true;
    return *at;
}

int64_t pal_atoms_find_class(const pal_atoms *a, pal_language language, pal_str name)
{
    const uint32_t *at = pal_map_find(a->names[language], name);
    return at ? (int64_t)*at : -1;
}

uint32_t pal_atoms_size(const pal_atoms *a, uint32_t atom)
{
    return atom < a->count && a->sizes ? a->sizes[atom] : 0;
}

uint32_t pal_atoms_weight(const pal_atoms *a, uint32_t atom)
{
    return atom < a->count && a->weights ? a->weights[atom] : 0;
}

bool pal_atoms_exact(const pal_atoms *a, uint32_t atom)
{
    return atom != PAL_ATOM_ANY && atom < a->count && !a->loose[atom];
}

uint32_t pal_atoms_count(const pal_atoms *a)
{
    return a->count;
}

/* One more atom in front of a chain. */
static bool push_post(pal_atoms *a, uint32_t *head, uint32_t atom)
{
    if (!head)
        return false;
    if (a->post_count == a->post_cap) {
        uint32_t cap = a->post_cap ? a->post_cap * 2 : 4096;
        post *posts = pal_arena_grow(a->mem, a->posts, a->post_cap, cap, sizeof *posts,
                                     _Alignof(post));
        if (!posts)
            return false;
        a->posts = posts;
        a->post_cap = cap;
    }
    a->posts[a->post_count] = (post){.atom = atom, .next = *head};
    *head = ++a->post_count;
    return true;
}

static bool add_post(pal_atoms *a, pal_language language, index_kind kind, pal_str key,
                     uint32_t atom)
{
    return key.len == 0 ||
           push_post(a, pal_map_at(a->index[language][kind], key, NULL), atom);
}

static bool add_inside(pal_atoms *a, pal_language language, trie_kind kind, pal_str key,
                       uint32_t atom)
{
    return key.len == 0 || push_post(a, pal_trie_at(a->tries[language][kind], key), atom);
}

static bool add_number(pal_atoms *a, pal_language language, uint32_t atom)
{
    uint32_t have = a->number_count[language];
    if (have == a->number_cap[language]) {
        uint32_t cap = have * 2 + 16;
        uint32_t *grown = pal_arena_grow(a->mem, a->numbers[language], have, cap,
                                         sizeof *grown, _Alignof(uint32_t));
        if (!grown)
            return false;
        a->numbers[language] = grown;
        a->number_cap[language] = cap;
    }
    a->numbers[language][a->number_count[language]++] = atom;
    return true;
}

/* Dictionary form, space, stem. */
static pal_str lemma_stem(char *out, size_t size, const pal_word *word)
{
    pal_str stem = word->stem[PAL_LANGUAGE_FI];
    if (word->lemma.len + stem.len + 1 > size)
        return (pal_str){NULL, 0};
    memcpy(out, word->lemma.ptr, word->lemma.len);
    out[word->lemma.len] = ' ';
    memcpy(out + word->lemma.len + 1, stem.ptr, stem.len);
    return (pal_str){out, word->lemma.len + 1 + stem.len};
}

/* A clitic or a possessive suffix, or the translative: the rule means this very form. */
static bool is_pointed(pal_str word)
{
    static const pal_str endings[] = {
        PAL_INIT("kin"),   PAL_INIT("kaan"),  PAL_INIT("kään"),  PAL_INIT("ni"),
        PAL_INIT("si"),    PAL_INIT("nsa"),   PAL_INIT("nsä"),   PAL_INIT("mme"),
        PAL_INIT("nne"),   PAL_INIT("lleen"), PAL_INIT("ssaan"), PAL_INIT("ssään"),
        PAL_INIT("staan"), PAL_INIT("stään"), PAL_INIT("ltaan"), PAL_INIT("ltään"),
        PAL_INIT("naan"),  PAL_INIT("nään"),  PAL_INIT("tta"),   PAL_INIT("ttä")};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (pal_str_ends(word, endings[i]))
            return true;
    return false;
}

static bool add_inflected(pal_atoms *a, pal_language language, uint32_t atom,
                          pal_str word, const pal_word *known)
{
    if (pal_str_ends(word, PAL_STR("minen")))
        return add_inside(a, language, IN_PREFIX, (pal_str){word.ptr, word.len - 3},
                          atom);
    if (is_pointed(word))
        return true;
    char both[KEY_MAX];
    pal_str key = pal_arena_copy(a->mem, lemma_stem(both, sizeof both, known));
    return key.ptr && add_post(a, language, BY_LEMMA_STEM, key, atom);
}

/* A word in dictionary form stands for all its inflections. One that is written inflected
 * ("illallakin", "vastattu") means more than its dictionary form: it stands for the forms
 * of that word that share its stem; the noun of an action ("vastaaminen"), whose
 * dictionary form is the verb, for what its inflections share. A rule word that the
 * dictionary does not know ("hirvee") is compared by its stem, but only with words that
 * the dictionary does not know either: a stem runs "selkee" together with "selkä". */
static bool add_key(pal_atoms *a, pal_language language, uint32_t atom, pal_str word,
                    const pal_word *known)
{
    bool has_lemma = language == PAL_LANGUAGE_FI && known->lemma.len != 0;
    bool inflected = has_lemma && !pal_str_equal(known->lemma, word);
    return add_post(a, language, BY_EXACT, word, atom) &&
           (!has_lemma || inflected ||
            add_post(a, language, BY_LEMMA, known->lemma, atom)) &&
           (!inflected || add_inflected(a, language, atom, word, known)) &&
           add_post(a, language, BY_STEM, known->stem[language], atom);
}

/* Compound parts by dictionary form; beside them an approximation on the letters for
 * words whose parts are not known. */
static bool add_part(pal_atoms *a, pal_language language, uint32_t atom, pal_test test,
                     pal_str word, const pal_word *known)
{
    pal_str lemma = known->lemma.len != 0 ? known->lemma : word;
    pal_str stem = known->stem[language].len != 0 ? known->stem[language] : word;
    switch (test) {
    case PAL_TEST_FIRST:
        return add_post(a, language, BY_FIRST, lemma, atom) &&
               add_inside(a, language, IN_FIRST_GUESS, word, atom);
    case PAL_TEST_LAST:
        return add_post(a, language, BY_LAST, lemma, atom) &&
               add_inside(a, language, IN_LAST_GUESS, stem, atom) &&
               (pal_str_equal(stem, word) ||
                add_inside(a, language, IN_LAST_GUESS, word, atom));
    case PAL_TEST_PART:
        return add_key(a, language, atom, word, known) &&
               add_post(a, language, BY_PART, lemma, atom) &&
               (stem.len < PART_MIN || add_inside(a, language, IN_ANY_GUESS, stem, atom));
    case PAL_TEST_KEY:
    case PAL_TEST_EXACT:
    case PAL_TEST_PREFIX:
    case PAL_TEST_SUFFIX:
    case PAL_TEST_INFIX:
    case PAL_TEST_NUMBER:
        break;
    }
    return false;
}

bool pal_atoms_test(pal_atoms *a, pal_language language, uint32_t atom, pal_test test,
                    pal_str word)
{
    a->sizes[atom]++;
    a->weights[atom]++;
    a->loose[atom] = a->loose[atom] || test != PAL_TEST_EXACT;
    const pal_word *known = NULL;
    switch (test) {
    case PAL_TEST_NUMBER:
        return add_number(a, language, atom);
    case PAL_TEST_EXACT:
        return add_post(a, language, BY_EXACT, word, atom);
    case PAL_TEST_PREFIX:
        a->sizes[atom] += 2;
        return add_inside(a, language, IN_PREFIX, word, atom);
    case PAL_TEST_SUFFIX:
        a->sizes[atom] += 2;
        return add_inside(a, language, IN_SUFFIX, word, atom);
    case PAL_TEST_INFIX:
        a->sizes[atom] += 4;
        return add_inside(a, language, IN_ANY, word, atom);
    case PAL_TEST_KEY:
        known = a->words(a->ctx, word, language);
        return known && add_key(a, language, atom, word, known);
    case PAL_TEST_FIRST:
    case PAL_TEST_LAST:
    case PAL_TEST_PART:
        known = a->words(a->ctx, word, language);
        return known && add_part(a, language, atom, test, word, known);
    }
    return false;
}

/* Atoms found for one word, without order and with repeats. A word that satisfies more
 * than FOUND_MAX elements does not occur in a lexicon that a person wrote ("not"
 * satisfies about 600); the rest is dropped the same way each time. */
typedef struct found {
    uint32_t atoms[FOUND_MAX];
    uint32_t count;
} found;

static void take(found *f, uint32_t atom)
{
    if (f->count < FOUND_MAX)
        f->atoms[f->count++] = atom;
}

static void take_posts(const pal_atoms *a, pal_language language, index_kind kind,
                       pal_str key, found *f)
{
    const pal_map *map = a->index[language][kind];
    if (key.len == 0 || pal_map_count(map) == 0)
        return;
    const uint32_t *head = pal_map_find(map, key);
    for (uint32_t at = head ? *head : 0; at != 0; at = a->posts[at - 1].next)
        take(f, a->posts[at - 1].atom);
}

/* What a walk hands on: keys that leave less than `rest` bytes of the word are none. */
typedef struct taker {
    const pal_atoms *atoms;
    found *f;
    size_t len;
    size_t least;
    size_t rest;
} taker;

static void take_hit(void *ctx, uint32_t value, size_t len)
{
    const taker *t = ctx;
    if (len < t->least || len + t->rest > t->len)
        return;
    for (uint32_t at = value; at != 0; at = t->atoms->posts[at - 1].next)
        take(t->f, t->atoms->posts[at - 1].atom);
}

static void take_inside(const pal_atoms *a, pal_language language, trie_kind kind,
                        pal_str text, size_t least, size_t rest, found *f)
{
    taker t = {.atoms = a, .f = f, .len = text.len, .least = least, .rest = rest};
    pal_trie_walk(a->tries[language][kind], text, take_hit, &t);
}

static void take_affixes(const pal_atoms *a, pal_language language, pal_str folded,
                         found *f)
{
    take_inside(a, language, IN_PREFIX, folded, 1, 0, f);
    take_inside(a, language, IN_SUFFIX, folded, 1, 0, f);
}

static void take_infixes(const pal_atoms *a, pal_language language, pal_str folded,
                         bool guess, found *f)
{
    for (; folded.len != 0; folded.ptr++, folded.len--) {
        take_inside(a, language, IN_ANY, folded, 1, 0, f);
        if (guess)
            take_inside(a, language, IN_ANY_GUESS, folded, PART_MIN, 0, f);
    }
}

static void take_parts(const pal_atoms *a, pal_language language, const pal_word *word,
                       found *f)
{
    for (uint8_t i = 0; i < word->part_count; i++) {
        take_posts(a, language, BY_PART, word->parts[i], f);
        if (i + 1 < word->part_count)
            take_posts(a, language, BY_FIRST, word->parts[i], f);
    }
    if (word->part_count > 1)
        take_posts(a, language, BY_LAST, word->parts[word->part_count - 1], f);
}

/* Without compound analysis: a long word that begins with the part, or whose stem ends
 * in the stem of the part. */
static void guess_parts(const pal_atoms *a, pal_language language, const pal_word *word,
                        found *f)
{
    take_inside(a, language, IN_FIRST_GUESS, word->folded, PART_MIN, REST_MIN, f);
    /* a short word may keep an ending that the stem of a compound with it loses: "aika",
     * but "toimitusaik" */
    take_inside(a, language, IN_LAST_GUESS, word->stem[language], REST_MIN, REST_MIN, f);
    take_inside(a, language, IN_LAST_GUESS, word->folded, REST_MIN, REST_MIN, f);
}

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

bool pal_atoms_match(const pal_atoms *a, pal_arena *mem, pal_language language,
                     pal_word *word)
{
    found f;
    f.count = 0;
    if (word->flags & PAL_WORD_NUMBER)
        for (uint32_t i = 0; i < a->number_count[language]; i++)
            take(&f, a->numbers[language][i]);
    take_posts(a, language, BY_EXACT, word->folded, &f);
    /* who names a word in a rule knows it: "pelitti" is no slip of "pelotti" */
    if (language == PAL_LANGUAGE_OTHER &&
        pal_map_find(a->index[PAL_LANGUAGE_FI][BY_EXACT], word->folded))
        word->flags |= PAL_WORD_NAMED;
    /* a spoken or mistyped form satisfies what its written form satisfies */
    pal_str standard = {NULL, 0};
    if (language != PAL_LANGUAGE_OTHER)
        standard = language == PAL_LANGUAGE_FI ? word->standard : word->english;
    if (standard.len != 0) {
        take_posts(a, language, BY_EXACT, standard, &f);
        take_affixes(a, language, standard, &f);
    }
    if (word->flags & PAL_WORD_LETTERS) {
        bool finnish = language == PAL_LANGUAGE_FI;
        bool known = finnish && word->lemma.len != 0;
        char both[KEY_MAX];
        if (known) {
            take_posts(a, language, BY_LEMMA, word->lemma, &f);
            take_posts(a, language, BY_LEMMA_STEM, lemma_stem(both, sizeof both, word),
                       &f);
        } else {
            take_posts(a, language, BY_STEM, word->stem[language], &f);
        }
        take_affixes(a, language, word->folded, &f);
        take_infixes(a, language, word->folded, !known, &f);
        if (finnish && word->part_count != 0)
            take_parts(a, language, word, &f);
        else if (!known)
            guess_parts(a, language, word, &f);
    }
    if (f.count > 1)
        qsort(f.atoms, f.count, sizeof f.atoms[0], ascending);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f.count; i++)
        if (kept == 0 || f.atoms[kept - 1] != f.atoms[i])
            f.atoms[kept++] = f.atoms[i];
    word->atoms[language] = NULL;
    word->atom_count[language] = kept;
    if (kept == 0)
        return true;
    uint32_t *list = pal_new(mem, uint32_t, kept);
    if (!list)
        return false;
    memcpy(list, f.atoms, kept * sizeof *list);
    word->atoms[language] = list;
    return true;
}

bool pal_atoms_weigh(pal_atoms *a, pal_arena *mem, pal_language language,
                     const pal_word *word, uint32_t count)
{
    pal_word copy = *word;
    if (!pal_atoms_match(a, mem, language, &copy))
        return false;
    for (uint32_t i = 0; i < copy.atom_count[language]; i++) {
        uint32_t *weight = &a->weights[copy.atoms[language][i]];
        *weight = count > UINT32_MAX - *weight ? UINT32_MAX : *weight + count;
    }
    return true;
}
