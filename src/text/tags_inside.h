/* tags_inside.h -- the tags of tags.h, and what is spelt by them
 *
 * Room:  text/, for tags.c and tags_spelt.c alone.
 */
#ifndef PAL_TEXT_TAGS_INSIDE_H
#define PAL_TEXT_TAGS_INSIDE_H

#include "text/tags.h"

typedef enum pal_tag_kind {
    PAL_TAG_LETTER = 0, /* not capital */
    PAL_TAG_CHAR,       /* any other that is not a hyphen */
    PAL_TAG_HYPHEN,
    PAL_TAG_OTHER, /* says nothing here */
    PAL_TAG_END,
    PAL_TAG_BASE,
    PAL_TAG_ENDING,
    PAL_TAG_STRUCTURE,
    PAL_TAG_BORDER,          /* before a part that stands by itself */
    PAL_TAG_BORDER_MODIFIER, /* behind a modifier */
    PAL_TAG_BORDER_HYPHEN,   /* where a hyphen may stand */
    PAL_TAG_NEEDS_HYPHEN,
    PAL_TAG_HAS_HYPHEN,
    PAL_TAG_ORGANISATION,
    PAL_TAG_DERIVED,
    /* classes */
    PAL_TAG_NOUN,
    PAL_TAG_ADJECTIVE,
    PAL_TAG_NOUN_ADJECTIVE,
    PAL_TAG_ADVERB,
    PAL_TAG_PREFIX,
    PAL_TAG_FIRST_NAME,
    PAL_TAG_SURNAME,
    PAL_TAG_PLACE,
    PAL_TAG_NAME,
    PAL_TAG_NUMERAL,
    PAL_TAG_ABBREVIATION,
    PAL_TAG_OTHER_CLASS,
    /* forms */
    PAL_TAG_CASE,
    PAL_TAG_RARE_CASE,
    PAL_TAG_MANNER,
    PAL_TAG_MOOD,
    PAL_TAG_IMPERATIVE,
    PAL_TAG_COMPARATIVE,
    PAL_TAG_SUPERLATIVE,
    PAL_TAG_POSSESSIVE,
    PAL_TAG_PARTICIPLE,
    PAL_TAG_PASSIVE_PAST,
    PAL_TAG_AGENT,
    PAL_TAG_NEGATED,
} pal_tag_kind;

static inline bool pal_tag_is_class(unsigned one)
{
    return one >= PAL_TAG_NOUN && one <= PAL_TAG_OTHER_CLASS;
}

/** Does it begin what stands inside of tags? */
static inline bool pal_tag_opens(unsigned one)
{
    return one == PAL_TAG_BASE || one == PAL_TAG_ENDING || one == PAL_TAG_STRUCTURE;
}

static inline const pal_symbol *pal_symbol_at(const pal_written *w, size_t i)
{
    return &w->table[w->symbols[i]];
}

/** Index of the tag that ends what begins at `from`. */
static inline size_t pal_tags_end(const pal_written *w, size_t from)
{
    while (pal_symbol_at(w, from)->tag != PAL_TAG_END)
        from++;
    return from;
}

/** Each in `mem`; false without memory, and where Voikko would write something else.
 *
 *  chars    of all that is written
 *  letters  of the word */
bool pal_tags_structure(pal_str *out, pal_arena *mem, const pal_written *written,
                        size_t chars, size_t letters);
bool pal_tags_baseform(pal_str *out, pal_arena *mem, const pal_written *written,
                       size_t chars);
bool pal_tags_bases(pal_str *out, pal_arena *mem, const pal_written *written);

#endif /* PAL_TEXT_TAGS_INSIDE_H */
