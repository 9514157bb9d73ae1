#include "privacy/people.h"

#include "base/eights.h"
#include "base/latin_class.h"
#include "base/personal.h"
#include "base/str.h"
#include "privacy/checks.h"

#include <string.h>

enum { NAME_MAX = 60, TITLE_MAX = 40 };

/* One word in its place. */
typedef struct place {
    size_t start;
    size_t end;
    bool capital;
} place;

typedef struct finder {
    pal_spans *out;
    pal_str text;
    pal_people_fn *look;
    void *ctx;
} finder;

void pal_spans_add(pal_spans *s, size_t start, size_t end, pal_personal kind)
{
    while (s->count != 0 && s->items[s->count - 1].end > start) {
        if (s->items[s->count - 1].start < start)
            start = s->items[s->count - 1].start;
        s->count--;
    }
    if (s->count == s->cap) {
        size_t cap = s->cap * 2 + 8;
        pal_span *grown = pal_arena_grow(s->mem, s->items, s->cap, cap, sizeof *grown,
                                         _Alignof(pal_span));
        if (!grown) {
            s->failed = true;
            return;
        }
        s->items = grown;
        s->cap = cap;
    }
    s->items[s->count++] =
        (pal_span){.start = (uint32_t)start, .end = (uint32_t)end, .kind = kind};
}

static char byte_at(pal_str text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

/* Does a word go on with the character before `next`? It may be a hyphen or apostrophe
 * inside of the word, which began at `start`. */
static bool goes_on(pal_str text, size_t start, size_t at, size_t next, uint32_t code)
{
    if (pal_latin_is_letter(code))
        return true;
    return (code == '-' || code == '\'' || code == 0x2019) && at > start &&
           pal_check_word_at(text, next);
}

/* The end of the word that begins at `at`. */
static size_t word_end(pal_str text, size_t start)
{
    size_t at = start;
    while ((at = pal_latin_run(text, at)) < text.len) {
        size_t next = at;
        uint32_t code = pal_latin_next(text, &next);
        if (!goes_on(text, start, at, next, code))
            break;
        at = next;
    }
    return at;
}

/* The word that begins at `at`; hyphens and apostrophes inside belong to it. */
static place word_at(pal_str text, size_t at)
{
    place w = {.start = at, .end = word_end(text, at)};
    w.capital = w.end > at && pal_latin_is_upper(pal_latin_next(text, &at));
    return w;
}

/* Are all of two or more letters capitals? */
static bool is_shout(pal_str text, place w)
{
    size_t letters = 0;
    for (size_t at = w.start; at < w.end;) {
        uint32_t code = pal_latin_next(text, &at);
        if (!pal_latin_is_letter(code))
            continue;
        if (!pal_latin_is_upper(code))
            return false;
        letters++;
    }
    return letters > 1;
}

static bool is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The word that ends at `end`. */
static place word_before(pal_str text, size_t end)
{
    size_t at = end;
    while (at > 0 && end - at < NAME_MAX && is_ascii_letter(text.ptr[at - 1]))
        at--;
    while (at > 0 && end - at < NAME_MAX &&
           (pal_check_word_before(text, at) ||
            (text.ptr[at - 1] == '-' && pal_check_word_before(text, at - 1)))) {
        at--;
        while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0) == 0x80)
            at--;
    }
    place w = word_at(text, at);
    w.end = end;
    return w;
}

static pal_str view(pal_str text, place w)
{
    return (pal_str){text.ptr + w.start, w.end - w.start};
}

/* Does a sentence or a line begin here? */
static bool is_first(pal_str text, size_t at)
{
    static const char opening[] = " \t\"'(-*";
    while (at > 0) {
        char c = text.ptr[at - 1];
        bool passed = false;
        for (const char *o = opening; *o && !passed; o++)
            passed = c == *o;
        if (!passed)
            return c == '.' || c == '!' || c == '?' || c == '\n' || c == '\r' ||
                           c == ':' || c == ';' || (unsigned char)c >= 0x80
                       ? !pal_check_word_before(text, at)
                       : false;
        at--;
    }
    return true;
}

static bool starts_with_any(pal_str word, const char *const *list)
{
    if (word.len == 0)
        return false;
    for (; *list; list++)
        if (**list == word.ptr[0] && pal_str_starts(word, pal_str_from(*list)))
            return true;
    return false;
}

static bool is_any(pal_str word, const char *const *list)
{
    if (word.len == 0)
        return false;
    for (; *list; list++)
        if (**list == word.ptr[0] && pal_str_equal(word, pal_str_from(*list)))
            return true;
    return false;
}

/* Titles and leave-takings behind which a name stands. */
static bool is_title(pal_str word)
{
    static const char *const stems[] = {"rouva",
                                        "herra",
                                        "neiti",
                                        "myyj",
                                        "asiakaspalvelij",
                                        "neuvoj",
                                        "lääkäri",
                                        "tohtor",
                                        "terveisin",
                                        "hoitaj",
                                        "sairaanhoitaj",
                                        "asentaj",
                                        "kuljettaj",
                                        "opettaj",
                                        "edustaj",
                                        "virkailij",
                                        "toimihenkil",
                                        "nimimerk",
                                        "palveluneuvoj",
                                        "myyntineuvoj",
                                        "asiakasneuvoj",
                                        "lähihoitaj",
                                        "hammaslääkäri",
                                        "farmaseut",
                                        "proviisor",
                                        "isännöitsij",
                                        "pankkineuvoj",
                                        "nimeltä",
                                        "sincerely",
                                        "yhteyshenkil",
                                        "regards",
                                        "nurse",
                                        "doctor",
                                        "technician",
                                        "agent",
                                        "advisor",
                                        NULL};
    static const char *const whole[] = {"hra", "rva", "nti",  "tri", "terv", "t", "mr",
                                        "mrs", "ms",  "miss", "dr",  "prof", NULL};
    char folded[TITLE_MAX];
    if (word.len > TITLE_MAX)
        return false;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        folded[i] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    pal_str f = {folded, word.len};
    return is_any(f, whole) || starts_with_any(f, stems);
}

/* Behind a title, or behind "nimeni on", "my name is", "nimi:". */
static bool is_titled(pal_str text, place w)
{
    static const char *const verbs[] = {"on", "oli", "is", "was", NULL};
    static const char *const name_words[] = {"nimeni", "nimensä", "nimi", "Nimeni",
                                             "Nimi",   "name",    "Name", NULL};
    size_t at = w.start;
    while (at > 0 && (text.ptr[at - 1] == ' ' || text.ptr[at - 1] == '.' ||
                      text.ptr[at - 1] == ':' || text.ptr[at - 1] == ',' ||
                      text.ptr[at - 1] == '\n'))
        at--;
    if (at == 0 || w.start - at > 3 || at == w.start)
        return false;
    place before = word_before(text, at);
    pal_str word = view(text, before);
    bool stopped = byte_at(text, at) == '.' && word.len > 4;
    if (is_title(word) && !stopped)
        return true;
    if (is_any(word, name_words))
        return byte_at(text, at) == ':';
    if (!is_any(word, verbs) || before.start < 2 || text.ptr[before.start - 1] != ' ')
        return false;
    return is_any(view(text, word_before(text, before.start - 1)), name_words);
}

/* The next word with a capital, behind one space; its start is 0 when there is none. */
static place next_name(pal_str text, place w)
{
    size_t at = w.end;
    if (byte_at(text, at) != ' ' || at + 1 >= text.len ||
        !pal_check_word_before(text, at))
        return (place){0};
    place next = word_at(text, at + 1);
    return next.end > next.start && next.capital ? next : (place){0};
}

/* "Jan" of a date ("10th Jan", "in Jan", "mid Jan", "Jan 10th"), which is no name. */
static bool is_month(pal_str text, place w)
{
    static const char *const before[] = {"of",   "in",    "since", "until", "till",
                                         "mid",  "early", "late",  "by",    "from",
                                         "last", "next",  "this",  NULL};
    if (!pal_str_equal(view(text, w), PAL_STR("Jan")))
        return false;
    char next = byte_at(text, w.end + (byte_at(text, w.end) == '.') + 1);
    if (next >= '0' && next <= '9')
        return true;
    if (w.start == 0 || text.ptr[w.start - 1] != ' ')
        return false;
    place word = word_before(text, w.start - 1);
    char first = byte_at(text, word.start);
    return (first >= '0' && first <= '9') ||
           (next_name(text, w).end == 0 && is_any(view(text, word), before));
}

static unsigned look_up(const finder *f, place w)
{
    return w.end - w.start <= NAME_MAX ? f->look(f->ctx, view(f->text, w)) : 0;
}

enum { ANY_NAME = PAL_NAMED_FIRST | PAL_NAMED_LAST };

/* A name was masked right before, but for a space. */
static bool follows_name(const finder *f, place w)
{
    if (f->out->count == 0 || w.start == 0 || f->text.ptr[w.start - 1] != ' ')
        return false;
    const pal_span *last = &f->out->items[f->out->count - 1];
    return last->kind == PAL_PERSONAL_NAME && last->end + 1 == w.start;
}

static bool is_pair(unsigned first, unsigned second)
{
    bool plain = (first & PAL_NAMED_FIRST) && (second & PAL_NAMED_LAST);
    bool turned = (first & PAL_NAMED_LAST) && (second & PAL_NAMED_FIRST) &&
                  (second & (PAL_NAMED_SURE | PAL_NAMED_MID));
    return plain || turned;
}

/* "Jarkko-niminen", "Toivo niminen". */
static bool is_called(pal_str text, place w)
{
    static const char *const words[] = {"niminen",   "nimisen", "nimiselle",
                                        "nimiseltä", "nimistä", NULL};
    return byte_at(text, w.end) == ' ' &&
           starts_with_any((pal_str){text.ptr + w.end + 1, text.len - w.end - 1}, words);
}

static bool is_name(const finder *f, place w, unsigned named, bool follows)
{
    bool known = (named & ANY_NAME) != 0;
    if (known && !follows && is_month(f->text, w))
        return false;
    if (known && named & PAL_NAMED_SURE)
        return true;
    if (follows && (known || named == 0))
        return true;
    if (named & PAL_NAMED_MID && !is_first(f->text, w.start))
        return true;
    if ((known || named == 0) && (is_titled(f->text, w) || is_called(f->text, w)))
        return true;
    place next = known ? next_name(f->text, w) : (place){0};
    return next.end != 0 && is_pair(named, look_up(f, next));
}

/* Head of "Jarkko-niminen" and both of "Anna-Maija": parts with a capital that are names.
 */
static bool mask_parts(finder *f, place w)
{
    size_t at = w.start;
    size_t end = w.start;
    bool sure = false;
    while (at < w.end) {
        size_t stop = at;
        while (stop < w.end && f->text.ptr[stop] != '-')
            stop++;
        place part = word_at((pal_str){f->text.ptr, stop}, at);
        unsigned named = part.capital ? look_up(f, part) : 0;
        if (!(named & ANY_NAME) && !(sure && part.capital && named == 0))
            break;
        sure = sure || (named & (PAL_NAMED_SURE | PAL_NAMED_MID)) != 0;
        end = stop;
        at = stop + 1;
    }
    bool called =
        pal_str_has((pal_str){f->text.ptr + end, w.end - end}, PAL_STR("-nimi"));
    if (end == w.start || !(sure || called))
        return false;
    pal_spans_add(f->out, w.start, end, PAL_PERSONAL_NAME);
    return true;
}

/* "M. Virtanen": an initial that belongs to the name behind it. */
static bool is_initial(const finder *f, place w)
{
    if (!w.capital || w.end - w.start > 2 || byte_at(f->text, w.end) != '.')
        return false;
    size_t at = w.end + 1 + (byte_at(f->text, w.end + 1) == ' ');
    place next = word_at(f->text, at);
    return next.capital && (look_up(f, next) & PAL_NAMED_LAST) != 0 &&
           (look_up(f, next) & (PAL_NAMED_SURE | PAL_NAMED_MID)) != 0;
}

static void judge(finder *f, place w)
{
    bool follows = follows_name(f, w);
    if (is_initial(f, w)) {
        pal_spans_add(f->out, w.start, w.end + 1, PAL_PERSONAL_NAME);
        return;
    }
    pal_str word = view(f->text, w);
    if (memchr(word.ptr, '-', word.len) && mask_parts(f, w))
        return;
    unsigned named = look_up(f, w);
    if (named == 0 && is_shout(f->text, w) && !is_titled(f->text, w))
        return;
    if (is_name(f, w, named, follows))
        pal_spans_add(f->out, w.start, w.end, PAL_PERSONAL_NAME);
}

/* Ends any word: no letter, and no sign that stands inside of words. */
static bool is_break(char c)
{
    return (unsigned char)c < 0x80 && c != '-' && c != '\'' &&
           !(pal_latin_bits[(unsigned char)c] & PAL_LATIN_LETTER);
}

/* As pal_eights_capitals(). */
static bool may_be_capital(unsigned char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 0x80 && c < 0xA0) || c >= 0xC4;
}

/* The next byte that may belong to a capital, or the end. */
static size_t next_capital(pal_str text, size_t at)
{
    while (text.len - at >= 8 && pal_eights_capitals(pal_eights(text.ptr + at)) == 0)
        at += 8;
    while (at < text.len && !may_be_capital((unsigned char)text.ptr[at]))
        at++;
    return at;
}

/* Behind the last break before `at`, not before `least`. */
static size_t back_to_break(pal_str text, size_t least, size_t at)
{
    while (at > least && !is_break(text.ptr[at - 1]))
        at--;
    return at;
}

/* How many bytes no word begins in; 0 where one may. */
static size_t no_word(pal_str text, size_t at)
{
    const unsigned char c = (unsigned char)text.ptr[at];
    const size_t mark = c == '[' ? pal_personal_mark_at(text, at) : 0;
    const bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c >= 0x80;
    return mark != 0 ? mark : !letter;
}

void pal_people_find(pal_spans *out, pal_str text, const pal_spans *taken,
                     pal_people_fn *look, void *ctx)
{
    finder f = {.out = out, .text = text, .look = look, .ctx = ctx};
    size_t span = 0;
    size_t known = 0; /* up to here each place is looked at */
    /* where marks or spans stand, each place is looked at */
    const bool bare =
        taken->count == 0 && (text.len == 0 || !memchr(text.ptr, '[', text.len));
    for (size_t at = 0; at < text.len;) {
        if (bare && at >= known) { /* words in small letters are no names */
            size_t capital = next_capital(text, at);
            if (capital == text.len)
                break;
            known = capital + 1;
            at = back_to_break(text, at, capital);
        }
        while (span < taken->count && taken->items[span].end <= at)
            span++;
        if (span < taken->count && taken->items[span].start <= at) {
            at = taken->items[span].end;
            continue;
        }
        const size_t skipped = no_word(text, at);
        if (skipped != 0) {
            at += skipped;
            continue;
        }
        size_t before = at;
        size_t next = at;
        bool capital = pal_latin_is_upper(pal_latin_next(text, &next));
        at = word_end(text, at);
        if (at == before) { /* a sign of several bytes */
            at = next;
            continue;
        }
        bool digit =
            before > 0 && text.ptr[before - 1] >= '0' && text.ptr[before - 1] <= '9';
        if (capital && !digit && !(span < taken->count && taken->items[span].start < at))
            judge(&f, (place){.start = before, .end = at, .capital = true});
    }
}
