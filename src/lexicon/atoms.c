#include "lexicon/atoms.h"

#include <assert.h>
#include <string.h>

#include "base/map.h"
#include "base/str.h"
#include "lexicon/atom_table.h"

/* While tests are added, words that share a key form a chain of the atoms they satisfy.
 */
typedef struct post {
    uint32_t atom;
    uint32_t next; /* index + 1; 0 ends */
} post;

struct pal_atoms {
    pal_arena *mem;
    pal_atoms_words *words;
    void *ctx;
    pal_map *names[3];
    pal_map *index[3][PAL_ATOM_INDEX_COUNT]; /* value: index + 1 of a post */
    post *posts;
    uint32_t post_count, post_cap;
    uint32_t *numbers[3];
    uint32_t number_cap[3];
    uint32_t *sizes;   /* by atom: tests */
    uint32_t *weights; /* by atom: tests, and how common its words are */
    bool *loose;       /* by atom: has a test that is not for one exact form */
    uint32_t cap;
    bool settled;
    pal_atom_table table; /* until then its tries hold posts, as `index` does */
};

bool pal_atom_trie_backwards(pal_atom_trie kind)
{
    return kind == PAL_IN_SUFFIX || kind == PAL_IN_LAST_GUESS;
}

pal_atoms *pal_atoms_new(pal_arena *mem, pal_atoms_words *words, void *ctx)
{
    pal_atoms *a = pal_new(mem, pal_atoms, 1);
    if (!a)
        return NULL;
    a->mem = mem;
    a->words = words;
    a->ctx = ctx;
    a->table.count = 1;
    for (int lang = 0; lang < 3; lang++) {
        a->names[lang] = pal_map_new(mem, PAL_ATOM_SEED);
        if (!a->names[lang])
            return NULL;
        for (int kind = 0; kind < PAL_ATOM_TRIE_COUNT; kind++) {
            a->table.tries[lang][kind] = pal_trie_new(mem, pal_atom_trie_backwards(kind));
            if (!a->table.tries[lang][kind])
                return NULL;
        }
        for (int kind = 0; kind < PAL_ATOM_INDEX_COUNT; kind++) {
            a->index[lang][kind] = pal_map_new(mem, PAL_ATOM_SEED);
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
    if (a->table.count >= a->cap) {
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
    *at = a->table.count++;
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
    return atom < a->table.count && a->sizes ? a->sizes[atom] : 0;
}

uint32_t pal_atoms_weight(const pal_atoms *a, uint32_t atom)
{
    return atom < a->table.count && a->weights ? a->weights[atom] : 0;
}

bool pal_atoms_exact(const pal_atoms *a, uint32_t atom)
{
    return atom != PAL_ATOM_ANY && atom < a->table.count && !a->loose[atom];
}

uint32_t pal_atoms_count(const pal_atoms *a)
{
    return a->table.count;
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

static bool add_post(pal_atoms *a, pal_language language, pal_atom_index kind,
                     pal_str key, uint32_t atom)
{
    return key.len == 0 ||
           push_post(a, pal_map_at(a->index[language][kind], key, NULL), atom);
}

static bool add_inside(pal_atoms *a, pal_language language, pal_atom_trie kind,
                       pal_str key, uint32_t atom)
{
    return key.len == 0 ||
           push_post(a, pal_trie_at(a->table.tries[language][kind], key), atom);
}

static bool add_number(pal_atoms *a, pal_language language, uint32_t atom)
{
    uint32_t have = a->table.number_count[language];
    if (have == a->number_cap[language]) {
        uint32_t cap = have * 2 + 16;
        uint32_t *grown = pal_arena_grow(a->mem, a->numbers[language], have, cap,
                                         sizeof *grown, _Alignof(uint32_t));
        if (!grown)
            return false;
        a->numbers[language] = grown;
        a->number_cap[language] = cap;
    }
    a->table.numbers[language] = a->numbers[language];
    a->numbers[language][a->table.number_count[language]++] = atom;
    return true;
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
        return add_inside(a, language, PAL_IN_PREFIX, (pal_str){word.ptr, word.len - 3},
                          atom);
    if (is_pointed(word))
        return true;
    char both[PAL_ATOM_KEY_MAX];
    pal_str key = pal_arena_copy(a->mem, pal_atom_lemma_stem(both, known));
    return key.ptr && add_post(a, language, PAL_BY_LEMMA_STEM, key, atom);
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
    return add_post(a, language, PAL_BY_EXACT, word, atom) &&
           (!has_lemma || inflected ||
            add_post(a, language, PAL_BY_LEMMA, known->lemma, atom)) &&
           (!inflected || add_inflected(a, language, atom, word, known)) &&
           add_post(a, language, PAL_BY_STEM, known->stem[language], atom);
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
        return add_post(a, language, PAL_BY_FIRST, lemma, atom) &&
               add_inside(a, language, PAL_IN_FIRST_GUESS, word, atom);
    case PAL_TEST_LAST:
        return add_post(a, language, PAL_BY_LAST, lemma, atom) &&
               add_inside(a, language, PAL_IN_LAST_GUESS, stem, atom) &&
               (pal_str_equal(stem, word) ||
                add_inside(a, language, PAL_IN_LAST_GUESS, word, atom));
    case PAL_TEST_PART:
        return add_key(a, language, atom, word, known) &&
               add_post(a, language, PAL_BY_PART, lemma, atom) &&
               (stem.len < PAL_ATOM_PART_MIN ||
                add_inside(a, language, PAL_IN_ANY_GUESS, stem, atom));
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
        return add_post(a, language, PAL_BY_EXACT, word, atom);
    case PAL_TEST_PREFIX:
        a->sizes[atom] += 2;
        return add_inside(a, language, PAL_IN_PREFIX, word, atom);
    case PAL_TEST_SUFFIX:
        a->sizes[atom] += 2;
        return add_inside(a, language, PAL_IN_SUFFIX, word, atom);
    case PAL_TEST_INFIX:
        a->sizes[atom] += 4;
        return add_inside(a, language, PAL_IN_ANY, word, atom);
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

/* --- the table --- */

/* What is left to fill. */
typedef struct settling {
    pal_atoms *atoms;
    uint32_t *lists;
    uint32_t list_len;
    char *keys;
    uint32_t key_len;
} settling;

/* A chain as a list; answers its place. */
static uint32_t settle_chain(settling *s, uint32_t head)
{
    uint32_t place = s->list_len++;
    for (uint32_t at = head; at != 0; at = s->atoms->posts[at - 1].next)
        s->lists[s->list_len++] = s->atoms->posts[at - 1].atom;
    s->lists[place] = PAL_ATOM_LIST | (s->list_len - place - 1);
    return place;
}

static bool settle_index(settling *s, const pal_map *map, const pal_atom_slot **out,
                         uint32_t *out_cap)
{
    uint32_t cap = 16;
    if (pal_map_count(map) == 0)
        return true;
    while (cap / 4 * 3 < pal_map_count(map))
        cap *= 2;
    pal_atom_slot *slots = pal_new(s->atoms->mem, pal_atom_slot, cap);
    if (!slots)
        return false;
    pal_str key;
    uint32_t head = 0;
    for (size_t next = 0; pal_map_next(map, &next, &key, &head);) {
        uint32_t hash = (uint32_t)pal_str_hash_seeded(key, PAL_ATOM_SEED);
        uint32_t at = hash & (cap - 1);
        while (slots[at].list != 0)
            at = (at + 1) & (cap - 1);
        slots[at] = (pal_atom_slot){.hash = hash,
                                    .key = s->key_len,
                                    .len = (uint32_t)key.len,
                                    .list = settle_chain(s, head)};
        memcpy(s->keys + s->key_len, key.ptr, key.len);
        s->key_len += (uint32_t)key.len;
    }
    *out = slots;
    *out_cap = cap;
    return true;
}

static void settle_trie(settling *s, pal_trie *trie)
{
    for (uint32_t i = 1; i < trie->count; i++)
        if (trie->nodes[i].value != 0)
            trie->nodes[i].value = settle_chain(s, trie->nodes[i].value);
}

/* Room for all lists and keys. */
static bool open_settling(settling *s, pal_atoms *a)
{
    size_t lists = 1;
    size_t bytes = 0;
    for (int lang = 0; lang < 3; lang++) {
        for (int kind = 0; kind < PAL_ATOM_INDEX_COUNT; kind++) {
            pal_str key;
            uint32_t head = 0;
            for (size_t next = 0; pal_map_next(a->index[lang][kind], &next, &key, &head);
                 lists++)
                bytes += key.len;
        }
        for (int kind = 0; kind < PAL_ATOM_TRIE_COUNT; kind++)
            lists += a->table.tries[lang][kind]->count;
    }
    if (lists + a->post_count >= PAL_ATOM_LIST || bytes > UINT32_MAX)
        return false;
    *s = (settling){.atoms = a, .list_len = 1};
    s->lists = pal_new(a->mem, uint32_t, lists + a->post_count);
    s->keys = pal_new(a->mem, char, bytes);
    return s->lists && s->keys;
}

/* What is asked first of every word. */
static void note_rest(pal_atom_table *t)
{
    const pal_atom_slot *slots = t->slots[PAL_LANGUAGE_OTHER][PAL_BY_EXACT];
    for (uint32_t i = 0; i < t->caps[PAL_LANGUAGE_OTHER][PAL_BY_EXACT]; i++)
        if (slots[i].list != 0 && slots[i].len != 0)
            t->begins[(unsigned char)t->keys[slots[i].key]] = true;
    for (int lang = 0; lang < 3; lang++) {
        for (int kind = PAL_BY_EXACT + 1; kind < PAL_ATOM_INDEX_COUNT; kind++)
            t->has_more[lang] = t->has_more[lang] || t->caps[lang][kind] != 0;
        for (int kind = 0; kind < PAL_ATOM_TRIE_COUNT; kind++)
            t->has_more[lang] = t->has_more[lang] || t->tries[lang][kind]->count > 1;
    }
}

bool pal_atoms_settle(pal_atoms *a)
{
    settling s;
    bool good = open_settling(&s, a);
    for (int lang = 0; good && lang < 3; lang++) {
        for (int kind = 0; good && kind < PAL_ATOM_INDEX_COUNT; kind++)
            good = settle_index(&s, a->index[lang][kind], &a->table.slots[lang][kind],
                                &a->table.caps[lang][kind]);
        for (int kind = 0; good && kind < PAL_ATOM_TRIE_COUNT; kind++)
            settle_trie(&s, a->table.tries[lang][kind]);
    }
    if (!good)
        return false;
    a->table.lists = s.lists;
    a->table.list_len = s.list_len;
    a->table.keys = s.keys;
    a->table.key_len = s.key_len;
    note_rest(&a->table);
    a->settled = true;
    return true;
}

const pal_atom_table *pal_atoms_table(const pal_atoms *a)
{
    assert(a->settled);
    return &a->table;
}

pal_atoms *pal_atoms_from(pal_arena *mem, const pal_atom_table *table)
{
    pal_atoms *a = pal_new(mem, pal_atoms, 1);
    if (a) {
        a->mem = mem;
        a->table = *table;
        note_rest(&a->table);
        a->settled = true;
    }
    return a;
}

/* --- weights --- */

void pal_atoms_weigh(pal_atoms *a, pal_language language, const pal_word *word,
                     uint32_t count)
{
    uint32_t room[PAL_ATOMS_OF_WORD_MAX];
    pal_word copy = *word;
    pal_atoms_match(a, room, language, &copy);
    for (uint32_t i = 0; i < copy.atom_count[language]; i++) {
        uint32_t *weight = &a->weights[copy.atoms[language][i]];
        *weight = count > UINT32_MAX - *weight ? UINT32_MAX : *weight + count;
    }
}
