/* unicode.h -- the few things that need ICU's tables everywhere
 *
 * Room:  base/. ICU stands behind this file, ingest/encoding.c (converters) and
 *        text/tokens.c (word boundaries); no ICU type leaves them.
 */
#ifndef PAL_BASE_UNICODE_H
#define PAL_BASE_UNICODE_H

#include "base/arena.h"
#include "base/buf.h"

/** Well-formed UTF-8 (no overlong forms, no surrogates, at most U+10FFFF)? */
bool pal_unicode_valid(pal_str text);
/** Next code point at `*at`, which moves on; U+FFFD for a byte that is not UTF-8. `*at`
 *  must be < text.len. */
uint32_t pal_unicode_next(pal_str text, size_t *at);
/** A place in a text, by bytes and by characters (code points). Zeros are its beginning.
 */
typedef struct pal_unicode_place {
    size_t at;
    uint64_t count;
} pal_unicode_place;
/** Characters before byte `end`, counted on from the place, which moves there. */
uint64_t pal_unicode_count(pal_unicode_place *place, pal_str text, size_t end);
/** Append one code point; what is none becomes U+FFFD. */
void pal_unicode_add(pal_buf *b, uint32_t code);
/** Well-formed NFC: bad bytes become U+FFFD, NUL becomes U+FFFD, soft hyphens, zero-width
 *  spaces and byte order marks inside are dropped, a no-break space becomes a space.
 *  Answers `text` itself when it is so already, else a copy in `mem`; .ptr NULL when
 *  memory is out. */
pal_str pal_unicode_clean(pal_arena *mem, pal_str text);
/** Does pal_unicode_clean() leave the text as it is? False says nothing: this knows the
 *  characters below U+0300 and the signs and pictures that are often written. */
bool pal_unicode_is_clean(pal_str text);
/** Case-folded (full folding, not Turkic) NFC form, every apostrophe as '. In `mem`, or
 *  `text` itself when nothing changes; .ptr NULL when memory is out. `text` is NFC. */
pal_str pal_unicode_fold(pal_arena *mem, pal_str text);
/** Letter, combining mark or digit of any script? */
bool pal_unicode_is_letter(uint32_t code);
bool pal_unicode_is_digit(uint32_t code);
bool pal_unicode_is_upper(uint32_t code);
bool pal_unicode_is_space(uint32_t code);
/** Latin script, or a mark or sign that belongs to no script? */
bool pal_unicode_is_latin(uint32_t code);
/** Shown as a picture (Emoji_Presentation, or an extended pictograph)? */
bool pal_unicode_is_emoji(uint32_t code);
/** "72.1", for reports. */
const char *pal_unicode_version(void);

#endif /* PAL_BASE_UNICODE_H */
