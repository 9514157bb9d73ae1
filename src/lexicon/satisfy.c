/* Which atoms a word satisfies: the keys that it has, looked up in the finished table. */
#include <string.h>

#include "base/str.h"
#include "lexicon/atom_table.h"

/* A part that is guessed leaves this much of the word. */
enum { REST_MIN = 3, FOUND_MAX = PAL_ATOMS_OF_WORD_MAX };

pal_str pal_atom_lemma_stem(char out[PAL_ATOM_KEY_MAX], const pal_word *word)
{
    pal_str stem = word->stem[PAL_LANGUAGE_FI];
    if (word->lemma.len + stem.len + 1 > PAL_ATOM_KEY_MAX)
        return (pal_str){NULL, 0};
    memcpy(out, word->lemma.ptr, word->lemma.len);
    out[word->lemma.len] = ' ';
    memcpy(out + word->lemma.len + 1, stem.ptr, stem.len);
    return (pal_str){out, word->lemma.len + 1 + stem.len};
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

static void take_list(const pal_atom_table *t, uint32_t list, found *f)
{
    const uint32_t *atoms = &t->lists[list + 1];
    uint32_t count = t->lists[list] & ~PAL_ATOM_LIST;
    if (count > FOUND_MAX - f->count)
        count = FOUND_MAX - f->count;
    memcpy(f->atoms + f->count, atoms, count * sizeof *atoms);
    f->count += count;
}

static uint32_t hash_of(pal_str key)
{
    return (uint32_t)pal_str_hash_seeded(key, PAL_ATOM_SEED);
}

/* Place of the list of a key with this hash; 0 = none. */
static uint32_t find_hashed(const pal_atom_table *t, pal_language language,
                            pal_atom_index kind, pal_str key, uint32_t hash)
{
    const pal_atom_slot *slots = t->slots[language][kind];
    const uint32_t cap = t->caps[language][kind];
    if (key.len == 0 || cap == 0)
        return 0;
    for (uint32_t at = hash & (cap - 1); slots[at].list != 0; at = (at + 1) & (cap - 1))
        if (slots[at].hash == hash &&
            pal_str_equal(key, (pal_str){t->keys + slots[at].key, slots[at].len}))
            return slots[at].list;
    return 0;
}

static uint32_t find_list(const pal_atom_table *t, pal_language language,
                          pal_atom_index kind, pal_str key)
{
    return key.len == 0 || t->caps[language][kind] == 0
               ? 0
               : find_hashed(t, language, kind, key, hash_of(key));
}

static void take_posts(const pal_atom_table *t, pal_language language,
                       pal_atom_index kind, pal_str key, found *f)
{
    uint32_t list = find_list(t, language, kind, key);
    if (list != 0)
        take_list(t, list, f);
}

/* What a walk hands on: keys that leave less than `rest` bytes of the word are none. */
typedef struct taker {
    const pal_atom_table *table;
    found *f;
    size_t len;
    size_t least;
    size_t rest;
} taker;

static void take_hit(void *ctx, uint32_t value, size_t len)
{
    const taker *t = ctx;
    if (len >= t->least && len + t->rest <= t->len)
        take_list(t->table, value, t->f);
}

/* Has the trie more than its root? */
static bool has_keys(const pal_atom_table *t, pal_language language, pal_atom_trie kind)
{
    return t->tries[language][kind]->count > 1;
}

static void take_inside(const pal_atom_table *t, pal_language language,
                        pal_atom_trie kind, pal_str text, size_t least, size_t rest,
                        found *f)
{
    taker hits = {.table = t, .f = f, .len = text.len, .least = least, .rest = rest};
    if (has_keys(t, language, kind))
        pal_trie_walk(t->tries[language][kind], text, take_hit, &hits);
}

static void take_affixes(const pal_atom_table *t, pal_language language, pal_str folded,
                         found *f)
{
    take_inside(t, language, PAL_IN_PREFIX, folded, 1, 0, f);
    take_inside(t, language, PAL_IN_SUFFIX, folded, 1, 0, f);
}

static void take_infixes(const pal_atom_table *t, pal_language language, pal_str folded,
                         bool guess, found *f)
{
    guess = guess && has_keys(t, language, PAL_IN_ANY_GUESS);
    if (!guess && !has_keys(t, language, PAL_IN_ANY)) /* most of OTHER */
        return;
    for (; folded.len != 0; folded.ptr++, folded.len--) {
        take_inside(t, language, PAL_IN_ANY, folded, 1, 0, f);
        if (guess)
            take_inside(t, language, PAL_IN_ANY_GUESS, folded, PAL_ATOM_PART_MIN, 0, f);
    }
}

static void take_parts(const pal_atom_table *t, pal_language language,
                       const pal_word *word, found *f)
{
    for (uint8_t i = 0; i < word->part_count; i++) {
        take_posts(t, language, PAL_BY_PART, word->parts[i], f);
        if (i + 1 < word->part_count)
            take_posts(t, language, PAL_BY_FIRST, word->parts[i], f);
    }
    if (word->part_count > 1)
        take_posts(t, language, PAL_BY_LAST, word->parts[word->part_count - 1], f);
}

/* Without compound analysis: a long word that begins with the part, or whose stem ends
 * in the stem of the part. */
static void guess_parts(const pal_atom_table *t, pal_language language,
                        const pal_word *word, found *f)
{
    take_inside(t, language, PAL_IN_FIRST_GUESS, word->folded, PAL_ATOM_PART_MIN,
                REST_MIN, f);
    /* a short word may keep an ending that the stem of a compound with it loses: "aika",
     * but "toimitusaik" */
    take_inside(t, language, PAL_IN_LAST_GUESS, word->stem[language], REST_MIN, REST_MIN,
                f);
    take_inside(t, language, PAL_IN_LAST_GUESS, word->folded, REST_MIN, REST_MIN, f);
}

/* Behind the run that begins at `at`. */
static uint32_t run_end(const uint32_t *atoms, uint32_t at, uint32_t count)
{
    while (at + 1 < count && atoms[at] >= atoms[at + 1])
        at++;
    return at < count ? at + 1 : count;
}

/* Merge the run at `at` and the one behind it; answers where that one ends. */
static uint32_t merge_two(const uint32_t *from, uint32_t *to, uint32_t at, uint32_t count)
{
    uint32_t a = at;
    uint32_t b = run_end(from, at, count);
    uint32_t a_end = b;
    uint32_t b_end = run_end(from, b, count);
    while (a < a_end && b < b_end)
        to[at++] = from[a] >= from[b] ? from[a++] : from[b++];
    memcpy(to + at, from + a, (a_end - a) * sizeof *to);
    at += a_end - a;
    memcpy(to + at, from + b, (b_end - b) * sizeof *to);
    return b_end;
}

/* Sort, descending. Each list is in this order, for younger atoms stand before older
 * ones: few runs are merged, two by two. Answers where the result is. */
static const uint32_t *sort_found(found *f, uint32_t other[FOUND_MAX])
{
    uint32_t *from = f->atoms;
    uint32_t *to = other;
    for (;;) {
        uint32_t merged = 0;
        for (uint32_t at = 0; at < f->count; merged++)
            at = merge_two(from, to, at, f->count);
        if (merged <= 1)
            return to;
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
}

/* Can the folded form of an entry of this language begin like that? */
static bool may_begin(const pal_atom_table *t, pal_language language, pal_str folded)
{
    return language != PAL_LANGUAGE_OTHER ||
           (folded.len != 0 && t->begins[(unsigned char)folded.ptr[0]]);
}

/* All that the word satisfies, as it comes. */
static void find_all(found *f, const pal_atom_table *t, pal_language language,
                     pal_word *word)
{
    f->count = 0;
    if (word->flags & PAL_WORD_NUMBER) /* the oldest stands first: from the end on */
        for (uint32_t i = t->number_count[language]; i-- > 0;)
            take(f, t->numbers[language][i]);
    const uint32_t hash = hash_of(word->folded);
    const uint32_t exact =
        may_begin(t, language, word->folded)
            ? find_hashed(t, language, PAL_BY_EXACT, word->folded, hash)
            : 0;
    if (exact != 0)
        take_list(t, exact, f);
    /* who names a word in a rule knows it: "pelitti" is no slip of "pelotti" */
    if (language == PAL_LANGUAGE_OTHER &&
        find_hashed(t, PAL_LANGUAGE_FI, PAL_BY_EXACT, word->folded, hash) != 0)
        word->flags |= PAL_WORD_NAMED;
    /* a spoken or mistyped form satisfies what its written form satisfies */
    pal_str standard = {NULL, 0};
    if (language != PAL_LANGUAGE_OTHER)
        standard = language == PAL_LANGUAGE_FI ? word->standard : word->english;
    if (standard.len != 0) {
        take_posts(t, language, PAL_BY_EXACT, standard, f);
        take_affixes(t, language, standard, f);
    }
    if ((word->flags & PAL_WORD_LETTERS) && t->has_more[language]) {
        bool finnish = language == PAL_LANGUAGE_FI;
        bool known = finnish && word->lemma.len != 0;
        char both[PAL_ATOM_KEY_MAX];
        if (known) {
            take_posts(t, language, PAL_BY_LEMMA, word->lemma, f);
            take_posts(t, language, PAL_BY_LEMMA_STEM, pal_atom_lemma_stem(both, word),
                       f);
        } else {
            take_posts(t, language, PAL_BY_STEM, word->stem[language], f);
        }
        take_affixes(t, language, word->folded, f);
        take_infixes(t, language, word->folded, !known, f);
        if (finnish && word->part_count != 0)
            take_parts(t, language, word, f);
        else if (!known)
            guess_parts(t, language, word, f);
    }
}

void pal_atoms_match(const pal_atoms *atoms, uint32_t room[PAL_ATOMS_OF_WORD_MAX],
                     pal_language language, pal_word *word)
{
    found f;
    find_all(&f, pal_atoms_table(atoms), language, word);
    word->atoms[language] = NULL;
    word->atom_count[language] = 0;
    if (f.count == 0)
        return;
    const uint32_t *sorted = sort_found(&f, room);
    if (sorted == room)
        sorted = memcpy(f.atoms, room, f.count * sizeof *room);
    uint32_t kept = 0;
    for (uint32_t i = f.count; i-- > 0;)
        if (i == 0 || sorted[i - 1] != sorted[i])
            room[kept++] = sorted[i];
    word->atoms[language] = room;
    word->atom_count[language] = kept;
}
