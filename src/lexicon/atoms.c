#include "lexicon/atoms.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"

/* A fallback part (no compound analysis) must be this long, and leave this much. */
enum { PART_MIN = 4, REST_MIN = 3, AFFIX_MAX = 40, FOUND_MAX = 512, KEY_MAX = 256 };

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
    BY_PREFIX,
    BY_SUFFIX,
    BY_FIRST, /* compound parts by dictionary form */
    BY_LAST,
    BY_PART,
    BY_FIRST_PREFIX, /* fallbacks for words without compound analysis */
    BY_LAST_STEM,
    INDEX_COUNT,
} index_kind;

/* Letters that a word must hold somewhere. They are found by their first INFIX_KEY bytes
 * (shorter ones by all they have, padded), so that a word asks once a place and not once
 * an infix. */
enum { INFIX_KEY = 4 };
typedef struct infix {
    pal_str text;
    uint32_t atom;
    bool fallback; /* only for words without compound analysis */
    uint32_t next; /* with the same first bytes: index + 1; 0 ends */
} infix;

struct pal_atoms {
    pal_arena *mem;
    pal_atoms_words *words;
    void *ctx;
    pal_map *names[3];
    pal_map *index[3][INDEX_COUNT];
    post *posts;
    uint32_t post_count, post_cap;
    uint64_t lengths[3][INDEX_COUNT]; /* bit n: a key of n bytes is there */
    pal_map *infix_index[3];
    infix *infixes[3];
    uint32_t infix_count[3], infix_cap[3];
    bool short_infix[3];  /* there is one shorter than INFIX_KEY */
    uint32_t *numbers[3]; /* atoms with <num> */
    uint32_t number_count[3], number_cap[3];
    uint32_t *sizes; /* by atom */
    bool *loose;     /* by atom: has a test that is not for one exact form */
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
        a->infix_index[lang] = pal_map_new(mem, SEED);
        if (!a->names[lang] || !a->infix_index[lang])
            return NULL;
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
        if (!sizes || !loose)
            return -1;
        a->sizes = sizes;
        a->loose = loose;
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

bool pal_atoms_exact(const pal_atoms *a, uint32_t atom)
{
    return atom != PAL_ATOM_ANY && atom < a->count && !a->loose[atom];
}

uint32_t pal_atoms_count(const pal_atoms *a)
{
    return a->count;
}

static bool add_post(pal_atoms *a, pal_language language, index_kind kind, pal_str key,
                     uint32_t atom)
{
    if (key.len == 0)
        return true;
    uint32_t *head = pal_map_at(a->index[language][kind], key, NULL);
    if (!head)
        return false;
    a->lengths[language][kind] |= UINT64_C(1) << (key.len < 63 ? key.len : 63);
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

static bool add_infix(pal_atoms *a, pal_language language, infix one)
{
    uint32_t have = a->infix_count[language];
    if (have == a->infix_cap[language]) {
        uint32_t cap = have * 2 + 64;
        infix *grown = pal_arena_grow(a->mem, a->infixes[language], have, cap,
                                      sizeof *grown, _Alignof(infix));
        if (!grown)
            return false;
        a->infixes[language] = grown;
        a->infix_cap[language] = cap;
    }
    pal_str key = {one.text.ptr,
                   one.text.len < INFIX_KEY ? one.text.len : (size_t)INFIX_KEY};
    uint32_t *head = pal_map_at(a->infix_index[language], key, NULL);
    if (!head)
        return false;
    one.next = *head;
    a->infixes[language][a->infix_count[language]++] = one;
    *head = a->infix_count[language];
    a->short_infix[language] = a->short_infix[language] || one.text.len < INFIX_KEY;
    return true;
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
        return add_post(a, language, BY_PREFIX, (pal_str){word.ptr, word.len - 3}, atom);
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
               add_post(a, language, BY_FIRST_PREFIX, word, atom);
    case PAL_TEST_LAST:
        return add_post(a, language, BY_LAST, lemma, atom) &&
               add_post(a, language, BY_LAST_STEM, stem, atom) &&
               (pal_str_equal(stem, word) ||
                add_post(a, language, BY_LAST_STEM, word, atom));
    case PAL_TEST_PART:
        return add_key(a, language, atom, word, known) &&
               add_post(a, language, BY_PART, lemma, atom) &&
               (stem.len < PART_MIN ||
                add_infix(a, language,
                          (infix){.text = stem, .atom = atom, .fallback = true}));
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
    a->loose[atom] = a->loose[atom] || test != PAL_TEST_EXACT;
    const pal_word *known = NULL;
    switch (test) {
    case PAL_TEST_NUMBER:
        return add_number(a, language, atom);
    case PAL_TEST_EXACT:
        return add_post(a, language, BY_EXACT, word, atom);
    case PAL_TEST_PREFIX:
        a->sizes[atom] += 2;
        return add_post(a, language, BY_PREFIX, word, atom);
    case PAL_TEST_SUFFIX:
        a->sizes[atom] += 2;
        return add_post(a, language, BY_SUFFIX, word, atom);
    case PAL_TEST_INFIX:
        a->sizes[atom] += 4;
        return add_infix(a, language, (infix){.text = word, .atom = atom});
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
 * than FOUND_MAX elements does not occur in a lexicon that a person wrote; the rest is
 * dropped the same way each time. */
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

/* Could a key of this length be there? Most lengths have none. */
static bool has_length(const pal_atoms *a, pal_language language, index_kind kind,
                       size_t len)
{
    return (a->lengths[language][kind] >> (len < 63 ? len : 63)) & 1;
}

static void take_affixes(const pal_atoms *a, pal_language language, pal_str folded,
                         found *f)
{
    size_t most = folded.len < AFFIX_MAX ? folded.len : AFFIX_MAX;
    for (size_t len = 1; len <= most; len++) {
        if (has_length(a, language, BY_PREFIX, len))
            take_posts(a, language, BY_PREFIX, (pal_str){folded.ptr, len}, f);
        if (has_length(a, language, BY_SUFFIX, len))
            take_posts(a, language, BY_SUFFIX,
                       (pal_str){folded.ptr + folded.len - len, len}, f);
    }
}

static void take_infix_chain(const pal_atoms *a, pal_language language, pal_str rest,
                             size_t key_len, bool guess, found *f)
{
    if (rest.len < key_len)
        return;
    const uint32_t *head =
        pal_map_find(a->infix_index[language], (pal_str){rest.ptr, key_len});
    for (uint32_t at = head ? *head : 0; at != 0;
         at = a->infixes[language][at - 1].next) {
        const infix *one = &a->infixes[language][at - 1];
        if ((!one->fallback || guess) && pal_str_starts(rest, one->text))
            take(f, one->atom);
    }
}

static void take_infixes(const pal_atoms *a, pal_language language, const pal_word *word,
                         bool guess, found *f)
{
    if (a->infix_count[language] == 0)
        return;
    size_t shortest = a->short_infix[language] ? 1 : INFIX_KEY;
    for (size_t i = 0; i < word->folded.len; i++)
        for (size_t len = shortest; len <= INFIX_KEY; len++)
            take_infix_chain(a, language,
                             (pal_str){word->folded.ptr + i, word->folded.len - i}, len,
                             guess, f);
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
    pal_str folded = word->folded;
    for (size_t len = PART_MIN; len + REST_MIN <= folded.len && len <= AFFIX_MAX; len++)
        if (has_length(a, language, BY_FIRST_PREFIX, len))
            take_posts(a, language, BY_FIRST_PREFIX, (pal_str){folded.ptr, len}, f);
    /* a short word may keep an ending that the stem of a compound with it loses: "aika",
     * but "toimitusaik" */
    const pal_str whole[] = {word->stem[language], folded};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        for (size_t len = REST_MIN; len + REST_MIN <= whole[i].len && len <= AFFIX_MAX;
             len++)
            take_posts(a, language, BY_LAST_STEM,
                       (pal_str){whole[i].ptr + whole[i].len - len, len}, f);
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
    /* a spoken form satisfies what its written form satisfies */
    pal_str standard = language == PAL_LANGUAGE_FI ? word->standard : (pal_str){NULL, 0};
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
        take_infixes(a, language, word, !known, &f);
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
