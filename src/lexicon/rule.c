#include "lexicon/rule.h"

#include <string.h>

#include "base/fail.h"
#include "base/str.h"

/* What parsing one rule needs; `at` follows the text. */
typedef struct parser {
    pal_arena *mem;
    pal_atoms *atoms;
    pal_language language;
    pal_loc at;
    const char *begin; /* text at column `column0` */
    size_t column0;
    bool plain;
    pal_error *err;
} parser;

static pal_loc place(const parser *p, const char *where)
{
    pal_loc at = p->at;
    at.column = p->column0 + (size_t)(where - p->begin);
    return at;
}

static pal_status no_memory(const parser *p)
{
    return pal_fail(p->err, PAL_ENOMEM, p->at, "no memory for the rule");
}

static bool is_word_byte(char c)
{
    return !strchr("*+~=|()@?&_ \t<>/.\"", c) && c != '\0';
}

/* Which test the signs around the word ask for; `*text` becomes the word alone. */
static pal_test take_signs(pal_str *text)
{
    bool star_first = text->len != 0 && text->ptr[0] == '*';
    bool star_last = text->len > 1 && text->ptr[text->len - 1] == '*';
    char head = text->len != 0 ? text->ptr[0] : '\0';
    if (star_first || star_last) {
        text->ptr += star_first;
        text->len -= (size_t)star_first + (size_t)star_last;
        if (star_first)
            return star_last ? PAL_TEST_INFIX : PAL_TEST_SUFFIX;
        return PAL_TEST_PREFIX;
    }
    if (head == '=' || head == '~' || head == '+') {
        text->ptr++;
        text->len--;
        return head == '=' ? PAL_TEST_EXACT : head == '~' ? PAL_TEST_PART : PAL_TEST_LAST;
    }
    if (text->len > 1 && text->ptr[text->len - 1] == '+') {
        text->len--;
        return PAL_TEST_FIRST;
    }
    return PAL_TEST_KEY;
}

static pal_status check_letters(const parser *p, pal_str whole, pal_str word)
{
    pal_str shown = pal_str_clip(whole, 40);
    if (word.len == 0)
        return pal_fail(p->err, PAL_EFORMAT, place(p, whole.ptr), "'%.*s' has no letters",
                        PAL_ARG(shown));
    for (size_t i = 0; i < word.len; i++)
        if (!is_word_byte(word.ptr[i]))
            return pal_fail(p->err, PAL_EFORMAT, place(p, word.ptr + i),
                            "'%c' may not stand in '%.*s'", word.ptr[i], PAL_ARG(shown));
    if (memchr(word.ptr, '-', word.len))
        return pal_fail(p->err, PAL_EFORMAT, place(p, whole.ptr),
                        "a hyphen divides words: '%.*s' cannot be one element here",
                        PAL_ARG(shown));
    return PAL_OK;
}

/* `jono`, `=jono`, `jono*`, ... as one test of `atom`. */
static pal_status parse_test(parser *p, uint32_t atom, pal_str text)
{
    pal_str word = text;
    pal_test test = PAL_TEST_NUMBER;
    if (!pal_str_equal(text, PAL_STR("<num>"))) {
        test = take_signs(&word);
        pal_status status = check_letters(p, text, word);
        if (status != PAL_OK)
            return status;
    }
    return pal_atoms_test(p->atoms, p->language, atom, test, word) ? PAL_OK
                                                                   : no_memory(p);
}

static pal_status parse_members(parser *p, uint32_t atom, pal_str members)
{
    while (members.len != 0) {
        pal_cut cut = pal_str_cut(members, '|');
        pal_str one = pal_str_trim(cut.head);
        if (one.len == 0)
            return pal_fail(p->err, PAL_EFORMAT, place(p, cut.head.ptr),
                            "an alternative is empty");
        if (one.ptr[0] == '@')
            return pal_fail(p->err, PAL_EFORMAT, place(p, one.ptr),
                            "a class may not stand among alternatives");
        pal_status status = parse_test(p, atom, one);
        if (status != PAL_OK)
            return status;
        if (cut.found && cut.tail.len == 0)
            return pal_fail(p->err, PAL_EFORMAT, place(p, one.ptr),
                            "an alternative is empty");
        members = cut.tail;
    }
    return PAL_OK;
}

pal_status pal_rule_parse_class(pal_atoms *atoms, pal_language language, pal_str name,
                                pal_str members, pal_loc at, pal_error *err)
{
    parser p = {.atoms = atoms,
                .language = language,
                .at = at,
                .begin = members.ptr,
                .column0 = at.column,
                .err = err};
    bool fresh = false;
    int64_t atom = pal_atoms_at(atoms, language, name, &fresh);
    if (atom < 0)
        return no_memory(&p);
    if (!fresh)
        return pal_fail(err, PAL_EFORMAT, at, "the class '%.*s' is defined already",
                        PAL_ARG(pal_str_clip(name, 40)));
    if (members.len == 0)
        return pal_fail(err, PAL_EFORMAT, at, "the class '%.*s' has no members",
                        PAL_ARG(pal_str_clip(name, 40)));
    return parse_members(&p, (uint32_t)atom, members);
}

static pal_status parse_group(parser *p, uint32_t atom, pal_str text)
{
    if (text.ptr[0] != '(')
        return parse_test(p, atom, text);
    if (text.ptr[text.len - 1] != ')')
        return pal_fail(p->err, PAL_EFORMAT, place(p, text.ptr), "'(' without its ')'");
    if (text.len == 2)
        return pal_fail(p->err, PAL_EFORMAT, place(p, text.ptr), "'()' is empty");
    return parse_members(p, atom, (pal_str){text.ptr + 1, text.len - 2});
}

static pal_status add_element(parser *p, pal_side *side, pal_str text, bool optional,
                              uint8_t gap)
{
    if (side->count == PAL_ELEMENTS_MAX)
        return pal_fail(p->err, PAL_EFORMAT, place(p, text.ptr),
                        "more than %d elements in a sequence", PAL_ELEMENTS_MAX);
    int64_t atom = PAL_ATOM_ANY;
    if (text.ptr[0] == '@') {
        atom = p->plain ? -1 : pal_atoms_find_class(p->atoms, p->language, text);
        if (atom < 0)
            return pal_fail(p->err, PAL_EFORMAT, place(p, text.ptr),
                            p->plain ? "'%.*s': no class may stand here"
                                     : "'%.*s' is not a class of this language",
                            PAL_ARG(pal_str_clip(text, 40)));
    } else if (!pal_str_equal(text, PAL_STR("_"))) {
        bool fresh = false;
        atom = pal_atoms_at(p->atoms, p->language, text, &fresh);
        if (atom < 0)
            return no_memory(p);
        pal_status status = fresh ? parse_group(p, (uint32_t)atom, text) : PAL_OK;
        if (status != PAL_OK)
            return status;
    }
    side->elements[side->count++] =
        (pal_element){.atom = (uint32_t)atom, .gap = gap, .optional = optional};
    return PAL_OK;
}

/* `hinta-laatusuhde` is two elements; a hyphen inside of parentheses is a mistake that
 * parse_test() tells. */
static pal_status add_words(parser *p, pal_side *side, pal_str text, bool optional,
                            uint8_t gap)
{
    if (text.ptr[0] == '(' || text.ptr[0] == '@')
        return add_element(p, side, text, optional, gap);
    for (;;) {
        pal_cut cut = pal_str_cut(text, '-');
        if (cut.head.len == 0 || (cut.found && cut.tail.len == 0))
            return pal_fail(p->err, PAL_EFORMAT, place(p, text.ptr),
                            "a hyphen stands without a word beside it");
        pal_status status = add_element(p, side, cut.head, optional, gap);
        if (status != PAL_OK || !cut.found)
            return status;
        text = cut.tail;
        gap = 0;
    }
}

/* Next piece of a sequence: up to a space, with everything in parentheses. */
static pal_str next_piece(pal_str *rest)
{
    *rest = pal_str_trim(*rest);
    size_t len = 0;
    bool inside = false;
    while (len < rest->len && (inside || rest->ptr[len] != ' ')) {
        inside = rest->ptr[len] == '(' || (inside && rest->ptr[len] != ')');
        len++;
    }
    pal_str piece = {rest->ptr, len};
    rest->ptr += len;
    rest->len -= len;
    return piece;
}

static pal_status parse_gap(parser *p, pal_str piece, uint8_t *gap)
{
    int64_t words = PAL_GAP_DEFAULT;
    pal_str number = {piece.ptr + 2, piece.len - 2};
    if (number.len != 0 &&
        (!pal_str_to_int(number, &words) || words < 1 || words > PAL_GAP_MAX))
        return pal_fail(p->err, PAL_EFORMAT, place(p, piece.ptr),
                        "'%.*s' is not a gap: `..` or `..1` to `..%d`",
                        PAL_ARG(pal_str_clip(piece, 20)), PAL_GAP_MAX);
    if (p->plain)
        return pal_fail(p->err, PAL_EFORMAT, place(p, piece.ptr),
                        "no gap may stand here");
    *gap = (uint8_t)words;
    return PAL_OK;
}

/* side->elements is room for PAL_ELEMENTS_MAX; in the end it has the room it needs. */
static pal_status parse_side(parser *p, pal_side *side, pal_str text)
{
    uint8_t gap = 0;
    pal_str last = text;
    while (pal_str_trim(text).len != 0) {
        pal_str piece = next_piece(&text);
        pal_status status;
        last = piece;
        if (pal_str_starts(piece, PAL_STR(".."))) {
            if (gap != 0 || side->count == 0)
                return pal_fail(p->err, PAL_EFORMAT, place(p, piece.ptr),
                                "a gap stands between two words");
            status = parse_gap(p, piece, &gap);
        } else {
            bool optional = piece.len > 1 && piece.ptr[piece.len - 1] == '?';
            piece.len -= optional;
            status = add_words(p, side, piece, optional, gap);
            gap = 0;
        }
        if (status != PAL_OK)
            return status;
    }
    if (gap != 0)
        return pal_fail(p->err, PAL_EFORMAT, place(p, last.ptr),
                        "a gap stands between two words");
    while (side->anchor < side->count && side->elements[side->anchor].optional)
        side->anchor++;
    if (side->anchor == side->count)
        return pal_fail(p->err, PAL_EFORMAT, place(p, last.ptr ? last.ptr : p->begin),
                        "a sequence needs a word that is not optional");
    if (side->elements[side->anchor].atom == PAL_ATOM_ANY)
        return pal_fail(p->err, PAL_EFORMAT, place(p, last.ptr),
                        "a sequence may not begin with '_'");
    pal_element *kept = pal_new(p->mem, pal_element, side->count);
    if (!kept)
        return no_memory(p);
    memcpy(kept, side->elements, side->count * sizeof *kept);
    side->elements = kept;
    return PAL_OK;
}

pal_status pal_rule_parse(pal_pattern_rule *out, pal_arena *mem, pal_atoms *atoms,
                          pal_language language, pal_str text, pal_loc at, bool plain,
                          pal_error *err)
{
    parser p = {.mem = mem,
                .atoms = atoms,
                .language = language,
                .at = at,
                .begin = text.ptr,
                .column0 = at.column,
                .plain = plain,
                .err = err};
    pal_element elements[PAL_ELEMENTS_MAX];
    pal_side sides[PAL_SIDES_MAX] = {0};
    uint8_t count = 0;
    for (pal_cut cut = {.tail = text, .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, '&');
        if (count == PAL_SIDES_MAX)
            return pal_fail(err, PAL_EFORMAT, place(&p, cut.head.ptr),
                            "more than %d sides of `&`", PAL_SIDES_MAX);
        if (cut.found && plain)
            return pal_fail(err, PAL_EFORMAT, at, "no `&` may stand here");
        if (pal_str_trim(cut.head).len == 0)
            return pal_fail(err, PAL_EFORMAT, at, "a side of the rule is empty");
        sides[count].elements = elements;
        pal_status status = parse_side(&p, &sides[count++], cut.head);
        if (status != PAL_OK)
            return status;
    }
    pal_side *kept = pal_new(mem, pal_side, count);
    if (!kept)
        return no_memory(&p);
    memcpy(kept, sides, count * sizeof *kept);
    *out = (pal_pattern_rule){.sides = kept, .count = count};
    return PAL_OK;
}
