#include "privacy/mask.h"

#include "base/fail.h"
#include "base/glance.h"
#include "base/latin_class.h"
#include "base/map.h"
#include "base/personal.h"
#include "base/str.h"
#include "privacy/contacts.h"

#include <string.h>

enum { WORDS_MAX = 24000, VALUES_MAX = 1000, VALUE_MAX = 64 };
static const size_t WORDS_LIMIT = (size_t)256 << 20;
static const size_t SCRATCH_LIMIT = (size_t)16 << 20;

struct pal_masker {
    pal_mask_ask ask;
    pal_arena *own;
    pal_arena *scratch; /* emptied after each word */
    pal_arena *words;   /* of the map; emptied when it is full */
    pal_map *map;       /* word as written to its bits */
    pal_map *values;    /* in `own`: value to its kinds */
};

pal_status pal_masker_open(pal_masker **out, const pal_mask_ask *ask, pal_error *err)
{
    pal_arena *own = pal_arena_open(SCRATCH_LIMIT);
    pal_masker *m = own ? pal_new(own, pal_masker, 1) : NULL;
    if (!m) {
        pal_arena_close(own);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the masks");
    }
    *m = (pal_masker){.ask = *ask, .own = own};
    m->scratch = pal_arena_open(SCRATCH_LIMIT);
    m->words = pal_arena_open(WORDS_LIMIT);
    /* an address that differs from run to run: no output depends on the order */
    m->map = m->words ? pal_map_new(m->words, (uint64_t)(uintptr_t)m) : NULL;
    m->values = pal_map_new(own, (uint64_t)(uintptr_t)m);
    if (!m->scratch || !m->map || !m->values) {
        pal_masker_close(m);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the masks");
    }
    *out = m;
    return PAL_OK;
}

void pal_masker_close(pal_masker *m)
{
    if (!m)
        return;
    pal_arena_close(m->scratch);
    pal_arena_close(m->words);
    pal_arena_close(m->own);
}

/* --- words --- */

static unsigned read_word(pal_masker *m, pal_str word, pal_dictionary_fn *look)
{
    pal_str folded = pal_unicode_fold(m->scratch, word);
    unsigned named = folded.ptr
                         ? pal_known_names_of(m->ask.names, folded, look, m->ask.ctx,
                                              m->ask.english, m->scratch)
                         : 0;
    pal_arena_reset(m->scratch);
    return named;
}

/* Words with digits: the names of rows, each of which stands once in a survey. No
 * dictionary has them, and hardly any list. */
static unsigned look_up_digits(pal_masker *m, pal_str word)
{
    return pal_known_names_have_digits(m->ask.names) ? read_word(m, word, NULL) : 0;
}

static unsigned look_up(void *ctx, pal_str word)
{
    pal_masker *m = ctx;
    if (pal_glance(word) & PAL_GLANCE_DIGIT)
        return look_up_digits(m, word);
    const uint32_t *found = m->map ? pal_map_find(m->map, word) : NULL;
    if (found)
        return *found;
    unsigned named = read_word(m, word, m->ask.look);
    if (!m->map || pal_map_count(m->map) >= WORDS_MAX) {
        pal_arena_reset(m->words);
        m->map = pal_map_new(m->words, (uint64_t)(uintptr_t)m);
    }
    pal_str kept = m->map ? pal_arena_copy(m->words, word) : (pal_str){NULL, 0};
    uint32_t *slot = kept.ptr ? pal_map_at(m->map, kept, NULL) : NULL;
    if (slot)
        *slot = named;
    return named;
}

/* --- numbers and addresses --- */

/* What of umlauts makes a text worth a closer look: capitals, and " ät" for "at". One
 * pass without a branch, of which compilers make vectors. */
static unsigned glance_umlauts(pal_str text)
{
    const unsigned char *byte = (const unsigned char *)text.ptr;
    unsigned char capitals = text.len > 1 && byte[0] == 0xC3 && byte[1] < 0xA0;
    unsigned char signs = 0;
    for (size_t i = 2; i < text.len; i++) {
        const unsigned char head = byte[i - 1] == 0xC3;
        const unsigned char low = byte[i] < 0xA0;
        capitals |= head & low;
    }
    for (size_t i = 2; i < text.len; i++) {
        const unsigned char space = byte[i - 2] == ' ';
        const unsigned char head = byte[i - 1] == 0xC3;
        const unsigned char sign = byte[i] == 0xA4;
        signs |= space & head & sign;
    }
    return (capitals ? (unsigned)PAL_GLANCE_CAPITAL : 0) |
           (signs && pal_str_has(text, PAL_STR(" \xC3\xA4t")) ? (unsigned)PAL_GLANCE_FORM
                                                              : 0);
}

static unsigned glance_at(pal_str text)
{
    unsigned seen = pal_glance(text);
    return seen & PAL_GLANCE_HIGH ? seen | glance_umlauts(text) : seen;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char byte_at(pal_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

static bool is_place(pal_masker *m, pal_str text, size_t start, size_t end)
{
    pal_str word = {text.ptr + start, end - start};
    return m->ask.names && (look_up(m, word) & PAL_NAMED_PLACE) != 0;
}

/* A street with the postal code and the town that stand behind it. */
static size_t add_town(pal_str text, size_t end)
{
    size_t at = end;
    size_t town = 0;
    while (byte_at(text, at) == ' ' || byte_at(text, at) == ',')
        at++;
    size_t stop = at > end ? pal_contact_postal(text, at, &town) : 0;
    return stop ? stop : end;
}

/* A number that proves itself: its end, or 0. */
static size_t find_proven(pal_str text, size_t at, pal_personal *kind)
{
    *kind = PAL_PERSONAL_HETU;
    size_t end = pal_check_hetu(text, at, false);
    /* behind "order" or "invoice" the check character decides */
    if (end != 0 && pal_contact_context(text, at) == PAL_CONTEXT_OTHER)
        end = pal_check_hetu(text, at, true);
    if (end == 0) {
        end = pal_check_card(text, at);
        *kind = PAL_PERSONAL_CARD;
    }
    if (end == 0) {
        end = pal_check_business(text, at);
        *kind = PAL_PERSONAL_BUSINESS;
    }
    return end;
}

/* What begins with the digit at `at`; answers its end, or 0. The words before it are read
 * last: most numbers are none of these whatever stands there. */
static size_t find_number(pal_masker *m, pal_str text, size_t at, pal_personal *kind)
{
    size_t end = find_proven(text, at, kind);
    if (end == 0) {
        end = pal_contact_ip(text, at);
        *kind = PAL_PERSONAL_IP;
        if (end != 0 && pal_contact_context(text, at) == PAL_CONTEXT_OTHER)
            end = 0;
    }
    if (end == 0) {
        *kind = PAL_PERSONAL_PHONE;
        end = pal_contact_phone(text, at, PAL_CONTEXT_PHONE);
        if (end != 0)
            end = pal_contact_phone(text, at, pal_contact_context(text, at));
    }
    if (end == 0) {
        end = pal_contact_street(text, at);
        *kind = PAL_PERSONAL_ADDRESS;
    }
    size_t town = 0;
    if (end == 0) {
        end = pal_contact_postal(text, at, &town);
        if (end != 0 && !is_place(m, text, town, end))
            end = 0;
    }
    return end;
}

/* May a link begin with the letter? */
static bool heads_link(char c)
{
    return c == 'h' || c == 'H' || c == 'w' || c == 'W';
}

/* What begins with the letter at `at`, which is at a word's border. */
static size_t find_word(const pal_masker *m, pal_str text, size_t at, pal_personal *kind)
{
    const char first = text.ptr[at];
    const bool small = first >= 'a' && first <= 'z';
    size_t end = pal_check_iban(text, at);
    *kind = PAL_PERSONAL_ACCOUNT;
    if (end == 0 && (first == 'f' || first == 'F')) {
        end = pal_check_business(text, at);
        *kind = PAL_PERSONAL_BUSINESS;
    }
    if (end == 0 && heads_link(first)) {
        end = pal_contact_link(text, at);
        *kind = PAL_PERSONAL_LINK;
    }
    if (small) /* streets and plates have capitals */
        return end;
    if (end == 0) {
        end = pal_contact_street(text, at);
        *kind = PAL_PERSONAL_ADDRESS;
        end = end ? add_town(text, end) : 0;
    }
    if (end == 0 && m->ask.plates && pal_contact_context(text, at) == PAL_CONTEXT_PLATE) {
        end = pal_contact_plate(text, at);
        *kind = PAL_PERSONAL_PLATE;
    }
    return end;
}

/* May a sign that stands for @ go on so behind a space? */
static bool heads_sign(char c)
{
    return c == '(' || c == '[' || c == '@' || c == '\xC3';
}

/* What the sign at `at` is in the middle of, or begins. */
static size_t find_sign(pal_str text, size_t at, size_t least, size_t *begin,
                        pal_personal *kind)
{
    size_t end = 0;
    *begin = at;
    *kind = PAL_PERSONAL_EMAIL;
    char c = text.ptr[at];
    /* behind most spaces a word begins */
    if (c == '@' || c == '(' || c == '[' ||
        (c == ' ' && heads_sign(byte_at(text, at + 1))))
        end = pal_contact_mail(text, at, least, begin);
    if (end == 0 && c == '@') {
        *kind = PAL_PERSONAL_HANDLE;
        *begin = at;
        end = pal_contact_handle(text, at);
    }
    if (end == 0 && c == '+' && is_digit(byte_at(text, at + 1))) {
        *kind = PAL_PERSONAL_PHONE;
        *begin = at;
        end = pal_contact_phone(text, at, pal_contact_context(text, at));
    }
    return end;
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Behind the digits, or the letters that are none, at `at`. */
static size_t skip_run(pal_str text, size_t at)
{
    if (is_digit(text.ptr[at])) {
        while (at < text.len && is_digit(text.ptr[at]))
            at++;
        return at;
    }
    for (size_t next = at; at < text.len && !is_digit(text.ptr[at]); at = next)
        if (is_ascii_letter(text.ptr[at]))
            next = at + 1;
        else if (!pal_latin_is_letter(pal_latin_next(text, &next)))
            break;
    return at;
}

/* "(040) 123 4567": the bracket before the area belongs to the number. */
static bool opens_bracket(pal_str text, size_t begin, size_t end)
{
    return begin > 0 && text.ptr[begin - 1] == '(' &&
           memchr(text.ptr + begin, ')', end - begin) != NULL &&
           memchr(text.ptr + begin, '(', end - begin) == NULL;
}

static void find_forms(pal_spans *out, pal_masker *m, pal_str text)
{
    for (size_t at = 0; at < text.len;) {
        pal_personal kind = PAL_PERSONAL_NAME;
        size_t begin = at;
        size_t mark = text.ptr[at] == '[' ? pal_personal_mark_at(text, at) : 0;
        if (mark != 0) {
            at += mark;
            continue;
        }
        size_t next = at;
        bool word = pal_latin_is_letter(pal_latin_next(text, &next));
        bool border = !word || !pal_check_word_before(text, at);
        size_t least = out->count ? out->items[out->count - 1].end : 0;
        size_t end = 0;
        if (!word)
            end = find_sign(text, at, least, &begin, &kind);
        else if (border)
            end = is_digit(text.ptr[at]) ? find_number(m, text, at, &kind)
                                         : find_word(m, text, at, &kind);
        if (end != 0) {
            if (kind == PAL_PERSONAL_PHONE && opens_bracket(text, begin, end))
                begin--;
            pal_spans_add(out, begin, end, kind);
            at = end;
        } else if (word) {
            at = skip_run(text, at);
        } else {
            at = next;
        }
    }
}

/* --- both together --- */

static void merge(pal_spans *out, const pal_spans *forms, const pal_spans *people)
{
    size_t f = 0;
    size_t p = 0;
    while (f < forms->count || p < people->count) {
        bool form = p == people->count ||
                    (f < forms->count && forms->items[f].start < people->items[p].start);
        const pal_span *one = form ? &forms->items[f++] : &people->items[p++];
        pal_spans_add(out, one->start, one->end, one->kind);
    }
}

pal_status pal_masker_find(pal_spans *out, pal_masker *m, pal_arena *mem, pal_str text,
                           pal_error *err)
{
    pal_spans forms = {.mem = mem};
    pal_spans people = {.mem = mem};
    unsigned seen = glance_at(text);
    *out = (pal_spans){.mem = mem};
    if (seen & PAL_GLANCE_FORM)
        find_forms(&forms, m, text);
    if (seen & PAL_GLANCE_CAPITAL && m->ask.names)
        pal_people_find(&people, text, &forms, look_up, m);
    merge(out, &forms, &people);
    if (forms.failed || people.failed || out->failed)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the masks");
    return PAL_OK;
}

/* Values beyond the room that there is for them are read again each time. */
pal_status pal_masker_kinds(unsigned *out, pal_masker *m, pal_arena *mem, pal_str value,
                            pal_error *err)
{
    const uint32_t *found = pal_map_find(m->values, value);
    if (found) {
        *out = *found;
        return PAL_OK;
    }
    pal_spans spans;
    pal_status status = pal_masker_find(&spans, m, mem, value, err);
    if (status != PAL_OK)
        return status;
    unsigned kinds = 0;
    for (size_t i = 0; i < spans.count; i++)
        kinds |= 1u << spans.items[i].kind;
    *out = kinds;
    if (value.len > VALUE_MAX || pal_map_count(m->values) >= VALUES_MAX)
        return PAL_OK;
    pal_str kept = pal_arena_copy(m->own, value);
    uint32_t *slot = kept.ptr ? pal_map_at(m->values, kept, NULL) : NULL;
    if (slot)
        *slot = kinds;
    return PAL_OK;
}

/* First name and surname are one mark. */
static void join_names(pal_spans *s, pal_str text)
{
    size_t kept = 0;
    for (size_t i = 0; i < s->count; i++) {
        pal_span *last = kept ? &s->items[kept - 1] : NULL;
        if (last && last->kind == PAL_PERSONAL_NAME &&
            s->items[i].kind == PAL_PERSONAL_NAME && last->end + 1 >= s->items[i].start &&
            (last->end == s->items[i].start || text.ptr[last->end] == ' '))
            last->end = s->items[i].end;
        else
            s->items[kept++] = s->items[i];
    }
    s->count = kept;
}

pal_status pal_masker_mask(pal_str *out, pal_masker *m, pal_arena *mem, pal_str text,
                           uint64_t counts[PAL_PERSONAL_COUNT], pal_error *err)
{
    pal_spans spans;
    pal_status status = pal_masker_find(&spans, m, mem, text, err);
    if (status != PAL_OK)
        return status;
    *out = text;
    if (spans.count == 0)
        return PAL_OK;
    join_names(&spans, text);
    pal_language language = m->ask.english ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI;
    size_t len = text.len;
    for (size_t i = 0; i < spans.count; i++)
        len += pal_personal_mark(spans.items[i].kind, language).len;
    char *made = pal_new(mem, char, len + 1);
    if (!made)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the masks");
    size_t used = 0;
    size_t at = 0;
    for (size_t i = 0; i < spans.count; i++) {
        const pal_span *s = &spans.items[i];
        pal_str mark = pal_personal_mark(s->kind, language);
        memcpy(made + used, text.ptr + at, s->start - at);
        used += s->start - at;
        memcpy(made + used, mark.ptr, mark.len);
        used += mark.len;
        at = s->end;
        if (counts)
            counts[s->kind]++;
    }
    memcpy(made + used, text.ptr + at, text.len - at);
    *out = (pal_str){made, used + text.len - at};
    return PAL_OK;
}
