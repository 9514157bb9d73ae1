#include "text/reading.h"

#include <string.h>

#include "base/str.h"
#include "base/unicode.h"

/* A byte with respelling (INSIDE: a slip inside of a sentence alone), number of parts and
 * whether there is a standard form; lemma and
 * standard form as what differs from the folded form at its end; each part as what
 * differs from the lemma behind the parts before it. Most lemmas and parts are a byte
 * then, or a few. */

enum {
    INSIDE = PAL_RESPELT_TYPO + 1,
    HAS_STANDARD = 0x80,
    PARTS_SHIFT = 3,
    SMALL = 15,
    LEN_MAX = 255,
    LONG = 0xFF
};

/* The bytes from `at` on. */
static pal_str behind(pal_str text, size_t at)
{
    return at < text.len ? (pal_str){text.ptr + at, text.len - at} : (pal_str){NULL, 0};
}

static size_t shared_len(pal_str text, pal_str like)
{
    size_t len = 0;
    while (len < text.len && len < like.len && text.ptr[len] == like.ptr[len])
        len++;
    return len;
}

/* Two lengths: four bits each, or a byte each. False for longer ones. */
static bool pack_lengths(pal_buf *out, size_t first, size_t rest)
{
    if (first > LEN_MAX || rest > LEN_MAX)
        return false;
    if (first < SMALL && rest < SMALL) {
        pal_buf_byte(out, (char)(unsigned char)(first << 4 | rest));
        return true;
    }
    pal_buf_byte(out, (char)LONG);
    pal_buf_byte(out, (char)(unsigned char)first);
    pal_buf_byte(out, (char)(unsigned char)rest);
    return true;
}

static bool unpack_lengths(pal_str *bytes, size_t *first, size_t *rest)
{
    size_t skip = bytes->len != 0 && (unsigned char)*bytes->ptr == LONG ? 3 : 1;
    if (bytes->len < skip)
        return false;
    unsigned char head = (unsigned char)*bytes->ptr;
    *first = skip == 1 ? head >> 4 : (unsigned char)bytes->ptr[1];
    *rest = skip == 1 ? head & 0xF : (unsigned char)bytes->ptr[2];
    *bytes = (pal_str){bytes->ptr + skip, bytes->len - skip};
    return bytes->len >= *rest;
}

/* A text that goes on from the first bytes of `like`: how many of its bytes are dropped,
 * and what follows. */
static bool pack_end(pal_buf *out, pal_str text, pal_str like)
{
    size_t shared = shared_len(text, like);
    bool good = pack_lengths(out, like.len - shared, text.len - shared);
    pal_buf_add(out, behind(text, shared));
    return good;
}

/* The same, with how many of its bytes are shared, which do not depend on what is behind
 * a part. */
static bool pack_part(pal_buf *out, pal_str text, pal_str *like)
{
    size_t shared = shared_len(text, *like);
    bool good = pack_lengths(out, shared, text.len - shared);
    pal_buf_add(out, behind(text, shared));
    *like = behind(*like, shared);
    return good;
}

bool pal_reading_pack(pal_buf *out, const pal_word *word, bool inside)
{
    unsigned head = (inside ? INSIDE : (unsigned)word->respelling) |
                    (unsigned)word->part_count << PARTS_SHIFT;
    pal_buf_byte(out,
                 (char)(unsigned char)(word->standard.len ? head | HAS_STANDARD : head));
    bool good = pack_end(out, word->lemma, word->folded);
    if (good && word->standard.len != 0)
        good = pack_end(out, word->standard, word->folded);
    pal_str like = word->lemma;
    for (size_t i = 0; good && i < word->part_count; i++)
        good = pack_part(out, word->parts[i], &like);
    return good && !out->failed;
}

static bool inside_character(pal_str text, size_t at)
{
    return at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80;
}

/* `shared` bytes of `like` and the next `rest` of `bytes`; a view where nothing follows.
 */
static inline bool join(pal_str *out, pal_arena *mem, pal_str like, size_t shared,
                        pal_str *bytes, size_t rest)
{
    if (shared > like.len)
        return false;
    if (rest == 0) {
        *out = (pal_str){shared != 0 ? like.ptr : NULL, shared};
        return shared == 0 ||
               (!inside_character(like, 0) && !inside_character(like, shared));
    }
    char *text = pal_new(mem, char, shared + rest);
    if (!text)
        return false;
    if (like.ptr && shared != 0)
        memcpy(text, like.ptr, shared);
    memcpy(text + shared, bytes->ptr, rest);
    *out = (pal_str){text, shared + rest};
    *bytes = (pal_str){bytes->ptr + rest, bytes->len - rest};
    return pal_unicode_valid(*out);
}

static bool unpack_end(pal_str *out, pal_arena *mem, pal_str like, pal_str *bytes)
{
    size_t dropped = 0;
    size_t rest = 0;
    return unpack_lengths(bytes, &dropped, &rest) && dropped <= like.len &&
           join(out, mem, like, like.len - dropped, bytes, rest);
}

static bool unpack_part(pal_str *out, pal_arena *mem, pal_str *like, pal_str *bytes)
{
    size_t shared = 0;
    size_t rest = 0;
    if (!unpack_lengths(bytes, &shared, &rest) ||
        !join(out, mem, *like, shared, bytes, rest))
        return false;
    *like = behind(*like, shared);
    return true;
}

bool pal_reading_pack_form(pal_buf *out, pal_str form, pal_str folded)
{
    return pack_end(out, form, folded) && !out->failed;
}

bool pal_reading_unpack_form(pal_str *form, pal_arena *mem, pal_str folded,
                             pal_str *bytes)
{
    return unpack_end(form, mem, folded, bytes);
}

bool pal_reading_unpack(pal_str bytes, pal_arena *mem, pal_word *word, bool *inside)
{
    if (bytes.len == 0)
        return false;
    unsigned head = (unsigned char)*bytes.ptr;
    unsigned respelling = head & ((1u << PARTS_SHIFT) - 1);
    unsigned parts = (head & ~(unsigned)HAS_STANDARD) >> PARTS_SHIFT;
    pal_str rest = {bytes.ptr + 1, bytes.len - 1};
    pal_str lemma = {NULL, 0};
    pal_str standard = word->standard;
    bool good = respelling <= INSIDE && parts <= PAL_PARTS_MAX &&
                unpack_end(&lemma, mem, word->folded, &rest);
    if (good && (head & HAS_STANDARD))
        good = unpack_end(&standard, mem, word->folded, &rest);
    pal_str *kept = good && parts != 0 ? pal_new(mem, pal_str, parts) : NULL;
    pal_str like = lemma;
    good = good && (kept || parts == 0);
    for (unsigned i = 0; good && i < parts; i++)
        good = unpack_part(&kept[i], mem, &like, &rest);
    if (!good || rest.len != 0 || (respelling != 0) != (standard.len != 0))
        return false;
    *inside = respelling == INSIDE;
    word->lemma = lemma;
    word->standard = standard;
    word->parts = kept;
    word->part_count = (uint8_t)parts;
    word->respelling = *inside ? PAL_RESPELT_TYPO : (pal_respelling)respelling;
    return true;
}

bool pal_reading_pack_kinds(pal_buf *out, pal_str folded, const pal_str *lemmas,
                            const pal_reading_kind *kinds, size_t count)
{
    bool good = true;
    for (size_t i = 0; good && i < count; i++) {
        pal_buf_byte(out, (char)kinds[i]);
        good = pack_end(out, lemmas[i], folded);
    }
    return good && !out->failed;
}

bool pal_reading_unpack_kinds(pal_str bytes, pal_arena *mem, pal_str folded,
                              pal_str lemmas[PAL_KINDS_MAX],
                              pal_reading_kind kinds[PAL_KINDS_MAX], size_t *count)
{
    size_t made = 0;
    for (; bytes.len != 0; made++) {
        unsigned kind = (unsigned char)*bytes.ptr;
        bytes = behind(bytes, 1);
        if (made == PAL_KINDS_MAX || kind > PAL_READING_PLACE ||
            !unpack_end(&lemmas[made], mem, folded, &bytes))
            return false;
        kinds[made] = (pal_reading_kind)kind;
    }
    *count = made;
    return true;
}
