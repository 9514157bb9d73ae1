#include "text/tags.h"

#include <string.h>

#include "base/str.h"
#include "base/unicode.h"
#include "text/tags_inside.h"

static bool is_proper(unsigned one)
{
    return one >= PAL_TAG_FIRST_NAME && one <= PAL_TAG_NAME;
}

/* --- symbols --- */

static const struct {
    pal_str tags; /* without their brackets */
    pal_tag_kind tag;
} meanings[] = {
    {PAL_INIT("X"), PAL_TAG_END},
    {PAL_INIT("Xp"), PAL_TAG_BASE},
    {PAL_INIT("Xj"), PAL_TAG_ENDING},
    {PAL_INIT("Xr"), PAL_TAG_STRUCTURE},
    {PAL_INIT("Bc"), PAL_TAG_BORDER},
    {PAL_INIT("Bm"), PAL_TAG_BORDER_MODIFIER},
    {PAL_INIT("Bh"), PAL_TAG_BORDER_HYPHEN},
    {PAL_INIT("Icu"), PAL_TAG_NEEDS_HYPHEN},
    {PAL_INIT("Ica"), PAL_TAG_HAS_HYPHEN},
    {PAL_INIT("Ion"), PAL_TAG_ORGANISATION},
    {PAL_INIT("Ips Ipu Ira Irm Isf Ivj"), PAL_TAG_OTHER},
    {PAL_INIT("Dg"), PAL_TAG_DERIVED},
    {PAL_INIT("De"), PAL_TAG_OTHER},
    {PAL_INIT("Ln"), PAL_TAG_NOUN},
    {PAL_INIT("Ll"), PAL_TAG_ADJECTIVE},
    {PAL_INIT("Lnl"), PAL_TAG_NOUN_ADJECTIVE},
    {PAL_INIT("Ls"), PAL_TAG_ADVERB},
    {PAL_INIT("Lp"), PAL_TAG_PREFIX},
    {PAL_INIT("Lee"), PAL_TAG_FIRST_NAME},
    {PAL_INIT("Les"), PAL_TAG_SURNAME},
    {PAL_INIT("Lep"), PAL_TAG_PLACE},
    {PAL_INIT("Lem"), PAL_TAG_NAME},
    {PAL_INIT("Lu"), PAL_TAG_NUMERAL},
    {PAL_INIT("La"), PAL_TAG_ABBREVIATION},
    {PAL_INIT("Lc Ld Lh Lk Lr Lt Lur"), PAL_TAG_OTHER_CLASS},
    {PAL_INIT("Sabl Sade Sak Sall Sela Ses Sg Sill Sine Sn Sp Str"), PAL_TAG_CASE},
    {PAL_INIT("Sab Sin Sko"), PAL_TAG_RARE_CASE},
    {PAL_INIT("Ssti"), PAL_TAG_MANNER},
    {PAL_INIT("Te Tm Tn1 Tn2 Tn3 Tn4 Tn5 Tt"), PAL_TAG_MOOD},
    {PAL_INIT("Tk"), PAL_TAG_IMPERATIVE},
    {PAL_INIT("Cc"), PAL_TAG_COMPARATIVE},
    {PAL_INIT("Cs"), PAL_TAG_SUPERLATIVE},
    {PAL_INIT("O1m O1y O2m O2y O3"), PAL_TAG_POSSESSIVE},
    {PAL_INIT("Ra Ru Rv"), PAL_TAG_PARTICIPLE},
    {PAL_INIT("Rt"), PAL_TAG_PASSIVE_PAST},
    {PAL_INIT("Rm"), PAL_TAG_AGENT},
    {PAL_INIT("Re"), PAL_TAG_NEGATED},
    {PAL_INIT("Ai Ap Eb Ef Et Fkaan Fkin Fko Nm Ny P1 P2 P3 P4"), PAL_TAG_OTHER},
};

static bool understand_tag(pal_symbol *out, pal_str inside)
{
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++) {
        pal_str tags = meanings[i].tags;
        while (tags.len != 0) {
            pal_cut cut = pal_str_cut(tags, ' ');
            if (pal_str_equal(cut.head, inside)) {
                *out = (pal_symbol){.chars = (uint8_t)(inside.len + 2),
                                    .tag = (uint8_t)meanings[i].tag};
                return true;
            }
            tags = cut.tail;
        }
    }
    return false;
}

bool pal_symbol_understand(pal_symbol *out, pal_str text)
{
    size_t at = 0;
    if (text.len > 2 && text.ptr[0] == '[')
        return text.ptr[text.len - 1] == ']' &&
               understand_tag(out, (pal_str){text.ptr + 1, text.len - 2});
    uint32_t code = text.len != 0 ? pal_unicode_next(text, &at) : 0;
    if (at != text.len || code == 0 || code > UINT16_MAX || code == '[' || code == ']')
        return false;
    bool letter = pal_unicode_is_letter(code) && !pal_unicode_is_digit(code) &&
                  !pal_unicode_is_upper(code);
    *out = (pal_symbol){.code = (uint16_t)code,
                        .chars = 1,
                        .tag = code == '-' ? PAL_TAG_HYPHEN
                               : letter    ? PAL_TAG_LETTER
                                           : PAL_TAG_CHAR};
    return true;
}

/* Is it as tags are, and not left to Voikko? *chars: how many it has as text. */
static bool is_plain(const pal_written *w, size_t *chars)
{
    bool inside = false;
    *chars = 0;
    for (size_t i = 0; i < w->count; i++) {
        const pal_symbol *s = pal_symbol_at(w, i);
        *chars += s->chars;
        if (inside ? s->tag != PAL_TAG_LETTER && s->tag != PAL_TAG_CHAR &&
                         s->tag != PAL_TAG_END
                   : s->tag == PAL_TAG_CHAR || s->tag == PAL_TAG_HYPHEN ||
                         s->tag == PAL_TAG_END)
            return false;
        inside = pal_tag_opens(s->tag) || (inside && s->tag != PAL_TAG_END);
    }
    return !inside && w->count != 0;
}

/* --- rules of compounds --- */

typedef struct rules {
    uint16_t last; /* letter; 0 = none */
    bool border;
    bool needed; /* hyphens from here on */
    bool missing;
    bool proper; /* a name is among the parts */
    bool noun;   /* and the last part is a noun */
} rules;

static void weigh_tag(rules *r, unsigned one)
{
    switch (one) {
    case PAL_TAG_NEEDS_HYPHEN:
        r->border = false;
        r->needed = true;
        break;
    case PAL_TAG_HAS_HYPHEN:
        r->missing = r->noun = false;
        break;
    case PAL_TAG_DERIVED:
        r->proper = false;
        break;
    case PAL_TAG_NOUN:
    case PAL_TAG_NOUN_ADJECTIVE:
        r->noun = true;
        break;
    default:
        if (is_proper(one)) {
            r->proper = true;
            r->noun = false;
        }
        break;
    }
}

static bool is_vowel(uint16_t code)
{
    return code == 0xE4 || code == 0xF6 || (code < 0x80 && strchr("aeiouy", code));
}

/* Here there are no hyphens: two equal vowels must not meet. */
static bool may_follow(rules *r, uint16_t code)
{
    if (r->border && r->last == code && is_vowel(code))
        return false;
    r->border = false;
    r->last = code;
    return true;
}

static bool keeps_rules(const pal_written *w)
{
    rules r = {.last = 0};
    for (size_t i = 0; i < w->count; i++) {
        const pal_symbol *s = pal_symbol_at(w, i);
        if (s->tag == PAL_TAG_LETTER) {
            if (!may_follow(&r, s->code))
                return false;
        } else if (pal_tag_opens(s->tag)) {
            i = pal_tags_end(w, i);
        } else if (s->tag == PAL_TAG_BORDER_HYPHEN) {
            if (r.missing)
                return false;
            r.border = true;
            r.missing = r.needed;
        } else {
            weigh_tag(&r, s->tag);
        }
    }
    return !r.missing && (!r.proper || !r.noun);
}

/* --- class and form --- */

/* What the tags say, the last first: the first that is found of a kind counts. */
typedef struct facts {
    unsigned word_class; /* a tag, or 0 */
    unsigned word_case;
    unsigned mood;
    unsigned comparison;
    unsigned participle;
    unsigned marks;
    bool classed;
    bool manner; /* "-sti": an adjective's */
    bool inside; /* before the last border */
} facts;

static void take_class(facts *f, unsigned one, const pal_written *w)
{
    if (f->classed)
        return;
    if (one == PAL_TAG_NOUN_ADJECTIVE &&
        (f->manner || f->comparison != 0 || pal_symbol_at(w, 0)->tag == PAL_TAG_NUMERAL))
        one = PAL_TAG_ADJECTIVE;
    f->word_class = one;
    f->classed = true;
}

static void take_first(unsigned *of, unsigned one)
{
    if (*of == 0)
        *of = one;
}

static void take_tag(facts *f, unsigned one, size_t offset, const pal_written *w)
{
    bool no_class = f->word_class == 0;
    switch (one) {
    case PAL_TAG_CASE:
    case PAL_TAG_RARE_CASE:
    case PAL_TAG_MANNER:
        if (f->word_class == PAL_TAG_PREFIX || f->word_class == PAL_TAG_ADVERB)
            break;
        take_first(&f->word_case, one);
        f->manner = f->manner || one == PAL_TAG_MANNER;
        break;
    case PAL_TAG_MOOD:
    case PAL_TAG_IMPERATIVE:
        if (no_class)
            take_first(&f->mood, one);
        break;
    case PAL_TAG_COMPARATIVE:
    case PAL_TAG_SUPERLATIVE:
        if (no_class)
            take_first(&f->comparison, one);
        break;
    case PAL_TAG_POSSESSIVE:
        f->marks |= PAL_MARK_POSSESSIVE;
        break;
    case PAL_TAG_PARTICIPLE:
    case PAL_TAG_PASSIVE_PAST:
    case PAL_TAG_AGENT:
    case PAL_TAG_NEGATED:
        if (!f->inside && (no_class || f->word_class == PAL_TAG_ADJECTIVE ||
                           pal_symbol_at(w, w->count - 1)->tag == PAL_TAG_NOUN))
            take_first(&f->participle, one);
        break;
    case PAL_TAG_BORDER:
        f->inside = f->inside || offset >= 5;
        break;
    default:
        if (pal_tag_is_class(one))
            take_class(f, one, w);
        break;
    }
}

static unsigned marks_of(const facts *f)
{
    unsigned marks = f->marks;
    marks |= f->word_case != 0 ? PAL_MARK_CASE : 0u;
    marks |= f->word_case == PAL_TAG_RARE_CASE ? PAL_MARK_RARE_CASE : 0u;
    marks |= f->mood != 0 ? PAL_MARK_MOOD : 0u;
    marks |= f->mood == PAL_TAG_IMPERATIVE ? PAL_MARK_IMPERATIVE : 0u;
    marks |= f->comparison == PAL_TAG_COMPARATIVE ? PAL_MARK_COMPARATIVE : 0u;
    marks |= f->participle != 0 ? PAL_MARK_PARTICIPLE : 0u;
    marks |= f->participle == PAL_TAG_AGENT ? PAL_MARK_AGENT : 0u;
    marks |= f->participle == PAL_TAG_NEGATED ? PAL_MARK_NEGATED : 0u;
    return marks;
}

static facts facts_of(const pal_written *w, size_t chars)
{
    facts f = {.word_class = 0};
    size_t offset = chars;
    for (size_t i = w->count; i-- > 0;) {
        const pal_symbol *s = pal_symbol_at(w, i);
        offset -= s->chars;
        if (s->code == 0)
            take_tag(&f, s->tag, offset, w);
    }
    if (f.participle == PAL_TAG_PASSIVE_PAST)
        f.word_class = PAL_TAG_ADJECTIVE;
    if (f.word_class == PAL_TAG_NOUN)
        f.comparison = 0;
    f.marks = marks_of(&f);
    return f;
}

static pal_reading_kind kind_of(unsigned word_class)
{
    switch (word_class) {
    case PAL_TAG_FIRST_NAME:
        return PAL_READING_FIRST_NAME;
    case PAL_TAG_SURNAME:
        return PAL_READING_SURNAME;
    case PAL_TAG_PLACE:
    case PAL_TAG_NAME:
        return PAL_READING_PLACE;
    default:
        return PAL_READING_WORD;
    }
}

/* --- organisations --- */

/* Is it also written as a name? "Suomen|pankki": the last part may name one, and there is
 * a border before it. */
static bool is_organisation(const pal_written *w, const facts *f, size_t chars)
{
    bool found = false;
    if (f->word_class != PAL_TAG_NOUN || chars < 13 ||
        pal_symbol_at(w, 0)->tag == PAL_TAG_ABBREVIATION)
        return false;
    size_t offset = chars;
    size_t at = 0;
    for (size_t i = w->count; i-- > 0;) {
        const pal_symbol *s = pal_symbol_at(w, i);
        offset -= s->chars;
        if (s->tag == PAL_TAG_BORDER && offset + 5 <= chars && offset >= 4 &&
            (!found || offset + 4 <= at))
            return found;
        if (s->tag == PAL_TAG_ORGANISATION && offset >= 8 && !found) {
            found = true;
            at = offset;
        }
    }
    return false;
}

bool pal_tags_read(pal_analysis out[PAL_ANALYSES_MAX], size_t *count, pal_arena *mem,
                   const pal_written *w, size_t letters)
{
    size_t chars = 0;
    *count = 0;
    if (!is_plain(w, &chars))
        return false;
    if (!keeps_rules(w))
        return true;
    facts f = facts_of(w, chars);
    pal_reading r;
    if (!pal_tags_structure(&r.structure, mem, w, chars, letters) ||
        !pal_tags_baseform(&r.baseform, mem, w, chars))
        return false;
    r.wordbases = PAL_STR("");
    if (((f.marks & PAL_MARK_PARTICIPLE) || pal_bases_part_count(&r) > 1) &&
        !pal_tags_bases(&r.wordbases, mem, w))
        return false;
    out[(*count)++] =
        (pal_analysis){.reading = r, .marks = f.marks, .kind = kind_of(f.word_class)};
    if (is_organisation(w, &f, chars)) {
        r.wordbases = PAL_STR("");
        out[(*count)++] =
            (pal_analysis){.reading = r, .marks = f.marks, .kind = PAL_READING_PLACE};
    }
    return true;
}
