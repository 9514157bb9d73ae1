#include "text/fill.h"

#include <string.h>

#include "base/str.h"
#include "text/reading.h"

enum { KIND_READ = 'r', KIND_NAMES = 'n', AHEAD_MAX = 20000 };

static bool recall(pal_filler *f, pal_word *word, char kind, bool *inside)
{
    return f->memo && pal_memo_find(f->memo, kind, word->folded, &f->packed) &&
           pal_reading_unpack(pal_buf_view(&f->packed), f->mem, word, inside);
}

/* Where the words that were asked for ahead have a bit. */
typedef struct ahead_bit {
    size_t at;
    uint64_t bit;
} ahead_bit;

static ahead_bit bit_of(pal_str folded)
{
    const uint64_t hash = pal_str_hash_seeded(folded, 0);
    return (ahead_bit){.at = hash / 64 % (PAL_AHEAD_BITS / 64),
                       .bit = UINT64_C(1) << (hash % 64)};
}

/* Take over what was learnt of a word before its text was masked, now that it is read. */
static void take_over(pal_filler *f, pal_str folded)
{
    static const char kinds[] = {KIND_READ, KIND_NAMES};
    if (f->ahead_count == 0)
        return;
    const ahead_bit seen = bit_of(folded);
    if (!(f->ahead_seen[seen.at] & seen.bit))
        return;
    for (size_t i = 0; i < sizeof kinds; i++)
        if (pal_memo_find(f->ahead, kinds[i], folded, &f->packed))
            pal_memo_add(f->memo, kinds[i], folded, pal_buf_view(&f->packed));
}

static void remember(pal_filler *f, const pal_word *word, char kind, bool inside)
{
    if (!f->memo)
        return;
    pal_buf_clear(&f->packed);
    if (pal_reading_pack(&f->packed, word, inside))
        pal_memo_add(f->memo, kind, word->folded, pal_buf_view(&f->packed));
}

/* Kinds of what was made of words: what a text needs of one follows from its letters,
 * from what it is and where it stands. Those that differ in NUMBER are no kin. */
enum {
    MADE = PAL_MEMO_KIN,
    MADE_NUMBER = 0x10,
    MADE_FIRST = 2,
    MADE_ENGLISH = 1,
    KIND_FLAGS = PAL_WORD_LETTERS | PAL_WORD_EMOJI | PAL_WORD_STOP | PAL_WORD_COMMA |
                 PAL_WORD_HYPHEN | PAL_WORD_LINK
};

/* Words of other flags are not remembered. */
static bool has_kind(unsigned flags)
{
    return (flags & KIND_FLAGS) == PAL_WORD_LETTERS;
}

static char made_kind(unsigned flags, pal_language language)
{
    unsigned kind = MADE;
    kind |= flags & PAL_WORD_NUMBER ? (unsigned)MADE_NUMBER : 0u;
    kind |= flags & PAL_WORD_FIRST ? (unsigned)MADE_FIRST : 0u;
    kind |= language == PAL_LANGUAGE_EN ? (unsigned)MADE_ENGLISH : 0u;
    return (char)kind;
}

bool pal_fill_letters(pal_filler *f, pal_str surface, uint16_t flags,
                      pal_made_letters *out, uint32_t *kept)
{
    pal_memo_value value;
    if (!f->made || !has_kind(flags) ||
        !pal_memo_view(f->made, made_kind(flags, PAL_LANGUAGE_FI), true, surface,
                       &f->packed, &value) ||
        !pal_made_unpack_letters(out, value.bytes))
        return false;
    *kept = value.place;
    return true;
}

/* Where the word was looked for already, or wherever it is. */
static bool find_made(pal_filler *f, const pal_word *word, char kind,
                      pal_memo_value *value)
{
    return (pal_memo_at(f->made, word->kept, value) && value->kind == kind) ||
           pal_memo_view(f->made, kind, false, word->surface, &f->packed, value);
}

bool pal_fill_recall(pal_filler *f, pal_word *word, pal_language language, pal_str *atoms)
{
    pal_memo_value value;
    take_over(f, word->folded); /* first: the value may stand where that copies to */
    return f->made && has_kind(word->flags) &&
           find_made(f, word, made_kind(word->flags, language), &value) &&
           pal_made_unpack(value.bytes, value.place != 0, f->mem, atoms, word, language,
                           f->made_numbers[language]);
}

void pal_fill_undo(pal_word *word, pal_language language)
{
    const pal_str none = {NULL, 0};
    word->stem[language] = none;
    word->learnt[language] = NULL;
    if (language == PAL_LANGUAGE_EN) {
        word->english = none;
        return;
    }
    word->lemma = none;
    word->standard = none;
    word->parts = NULL;
    word->part_count = 0;
    word->respelling = PAL_RESPELT_NONE;
}

void pal_fill_remember(pal_filler *f, const pal_word *word, pal_language language)
{
    if (!f->made || !has_kind(word->flags))
        return;
    pal_buf_clear(&f->packed);
    if (pal_made_pack(&f->packed, word, language, f->made_numbers[language]))
        pal_memo_add(f->made, made_kind(word->flags, language), word->surface,
                     pal_buf_view(&f->packed));
}

/* Remembered as the lemma of a word that has nothing else. */
static bool read_english(pal_filler *f, pal_word *word)
{
    char kind = pal_reread_english_kind(f->reread, word);
    bool inside = false;
    pal_word kept = {.folded = word->folded};
    if (kind == '\0')
        return true;
    if (recall(f, &kept, kind, &inside)) {
        word->english = kept.lemma;
        return true;
    }
    if (!pal_reread_english(f->reread, f->morphology, f->stemmer, f->mem, word))
        return false;
    kept.lemma = word->english;
    remember(f, &kept, kind, false);
    return true;
}

bool pal_fill_stem(pal_filler *f, pal_word *word, pal_language language)
{
    pal_str form = word->folded;
    if (language == PAL_LANGUAGE_EN && f->reread) {
        if (!read_english(f, word))
            return false;
        form = word->english.len != 0 ? word->english : form;
    }
    pal_str stem = pal_stemmer_stem(f->stemmer, language, form);
    word->stem[language] =
        pal_str_equal(stem, word->folded) ? word->folded : pal_arena_copy(f->mem, stem);
    return word->stem[language].ptr != NULL;
}

bool pal_fill_lemma(pal_filler *f, pal_word *word)
{
    bool inside = false;
    if (!f->morphology)
        return true;
    if (recall(f, word, KIND_READ, &inside))
        return true;
    if (!pal_morphology_read(f->morphology, f->mem, word))
        return false;
    remember(f, word, KIND_READ, false);
    return true;
}

bool pal_fill_standard(pal_filler *f, pal_word *word)
{
    char kind = f->reread ? pal_reread_kind(f->reread, word) : '\0';
    bool inside = false;
    if (kind == '\0')
        return true;
    pal_word unread = *word;
    if (!recall(f, word, kind, &inside)) {
        if (!pal_reread_word(f->reread, f->morphology, f->mem, word, &inside))
            return false;
        remember(f, word, kind, inside);
    }
    if (inside && (word->flags & PAL_WORD_FIRST))
        *word = unread;
    return true;
}

void pal_fill_forget(pal_filler *f)
{
    if (f->ahead_count != 0) {
        pal_memo_clear(f->ahead);
        memset(f->ahead_seen, 0, sizeof f->ahead_seen);
    }
    f->ahead_count = 0;
}

static void remember_ahead(pal_filler *f, const pal_word *word, const pal_str *lemmas,
                           const pal_reading_kind *kinds, size_t count)
{
    pal_buf_clear(&f->packed);
    if (!pal_reading_pack_kinds(&f->packed, word->folded, lemmas, kinds, count))
        return;
    pal_memo_add(f->ahead, KIND_NAMES, word->folded, pal_buf_view(&f->packed));
    pal_buf_clear(&f->packed);
    if (pal_reading_pack(&f->packed, word, false))
        pal_memo_add(f->ahead, KIND_READ, word->folded, pal_buf_view(&f->packed));
    const ahead_bit seen = bit_of(word->folded);
    f->ahead_seen[seen.at] |= seen.bit;
    f->ahead_count++;
}

size_t pal_fill_kinds(pal_filler *f, pal_arena *mem, pal_str folded,
                      pal_str lemmas[PAL_KINDS_MAX],
                      pal_reading_kind kinds[PAL_KINDS_MAX])
{
    size_t count = 0;
    pal_word word = {.folded = folded};
    if (f->memo && pal_memo_find(f->memo, KIND_NAMES, folded, &f->packed) &&
        pal_reading_unpack_kinds(pal_buf_view(&f->packed), mem, folded, lemmas, kinds,
                                 &count))
        return count;
    count = pal_morphology_kinds(f->morphology, mem, &word, lemmas, kinds);
    if (f->ahead_count >= AHEAD_MAX)
        pal_fill_forget(f);
    if (f->ahead)
        remember_ahead(f, &word, lemmas, kinds, count);
    return count;
}
