/* The rules of spoken.h: from a spoken or sloppily typed form to written ones. A form is
 * first changed inside, in one place, and then at its end; the written form must be in
 * the dictionary, so that a rule may be wide. Source: VISK (Iso suomen kielioppi) on
 * spoken variants and inflection in speech: loss of final n, t, a, ä, i; ea, oa, ua as
 * long vowels; loss of i in unstressed diphthongs; loss of d; clitics -s and -ks; and on
 * dialects: gemination, the vowel between l or h and a consonant, tt for ts. */
#include <string.h>

#include "base/str.h"
#include "text/spoken.h"

/* Bytes. The dictionary is not asked for longer words, and a hostile one of a megabyte
 * would be copied again and again. */
enum { WORD_MIN = 3, WORD_MAX = 120, VARIANTS_MAX = 32 };

typedef struct rule {
    pal_str spoken;
    pal_str written;
    double cost;
} rule;

/* In one place of the word. */
static const rule inner[] = {
    {PAL_INIT("as"), PAL_INIT("ais"), 0.6},   {PAL_INIT("os"), PAL_INIT("ois"), 0.4},
    {PAL_INIT("äs"), PAL_INIT("äis"), 0.6},   {PAL_INIT("ös"), PAL_INIT("öis"), 0.4},
    {PAL_INIT("ot"), PAL_INIT("oit"), 0.4},   {PAL_INIT("öt"), PAL_INIT("öit"), 0.4},
    {PAL_INIT("ane"), PAL_INIT("aine"), 0.4}, {PAL_INIT("one"), PAL_INIT("oine"), 0.4},
    {PAL_INIT("äne"), PAL_INIT("äine"), 0.4}, {PAL_INIT("öne"), PAL_INIT("öine"), 0.4},
    {PAL_INIT("ee"), PAL_INIT("ea"), 0.3},    {PAL_INIT("ee"), PAL_INIT("eä"), 0.3},
    {PAL_INIT("hä"), PAL_INIT("hdä"), 0.5},   {PAL_INIT("ha"), PAL_INIT("hda"), 0.5},
    {PAL_INIT("he"), PAL_INIT("hde"), 0.5},   {PAL_INIT("hi"), PAL_INIT("hdi"), 0.5},
    {PAL_INIT("hö"), PAL_INIT("hdö"), 0.5},   {PAL_INIT("ho"), PAL_INIT("hdo"), 0.5},
    {PAL_INIT("ij"), PAL_INIT("id"), 0.6},    {PAL_INIT("uu"), PAL_INIT("uud"), 0.8},
    {PAL_INIT("tt"), PAL_INIT("ts"), 0.5},    {PAL_INIT("kk"), PAL_INIT("k"), 0.7},
    {PAL_INIT("pp"), PAL_INIT("p"), 0.7},     {PAL_INIT("tt"), PAL_INIT("t"), 0.7},
    {PAL_INIT("ss"), PAL_INIT("s"), 0.7},     {PAL_INIT("ll"), PAL_INIT("l"), 0.7},
    {PAL_INIT("mm"), PAL_INIT("m"), 0.7},     {PAL_INIT("nn"), PAL_INIT("n"), 0.7},
    {PAL_INIT("rr"), PAL_INIT("r"), 0.7},     {PAL_INIT("vv"), PAL_INIT("v"), 0.7},
    {PAL_INIT("hh"), PAL_INIT("h"), 0.7},     {PAL_INIT("jj"), PAL_INIT("j"), 0.7},
    {PAL_INIT("iä"), PAL_INIT("ie"), 0.8},    {PAL_INIT("ua"), PAL_INIT("uo"), 0.8},
    {PAL_INIT("yä"), PAL_INIT("yö"), 0.8},    {PAL_INIT("ala"), PAL_INIT("al"), 0.8},
    {PAL_INIT("ele"), PAL_INIT("el"), 0.8},   {PAL_INIT("ili"), PAL_INIT("il"), 0.8},
    {PAL_INIT("olo"), PAL_INIT("ol"), 0.8},   {PAL_INIT("ulu"), PAL_INIT("ul"), 0.8},
    {PAL_INIT("yly"), PAL_INIT("yl"), 0.8},   {PAL_INIT("älä"), PAL_INIT("äl"), 0.8},
    {PAL_INIT("ölö"), PAL_INIT("öl"), 0.8},   {PAL_INIT("aha"), PAL_INIT("ah"), 0.8},
    {PAL_INIT("ähä"), PAL_INIT("äh"), 0.8},   {PAL_INIT("uhu"), PAL_INIT("uh"), 0.8},
};

/* At the end of the word. */
static const rule endings[] = {
    {PAL_INIT("nu"), PAL_INIT("nut"), 0.1},
    {PAL_INIT("ny"), PAL_INIT("nyt"), 0.1},
    {PAL_INIT("lu"), PAL_INIT("lut"), 0.1},
    {PAL_INIT("ly"), PAL_INIT("lyt"), 0.1},
    {PAL_INIT("ru"), PAL_INIT("rut"), 0.1},
    {PAL_INIT("ry"), PAL_INIT("ryt"), 0.1},
    {PAL_INIT("ssu"), PAL_INIT("ssut"), 0.1},
    {PAL_INIT("ssy"), PAL_INIT("ssyt"), 0.1},
    {PAL_INIT("nt"), PAL_INIT("nut"), 0.6},
    {PAL_INIT("nt"), PAL_INIT("nyt"), 0.6},
    {PAL_INIT("um"), PAL_INIT("ut"), 0.8},
    {PAL_INIT("ym"), PAL_INIT("yt"), 0.8},
    {PAL_INIT("u"), PAL_INIT("ui"), 0.15},
    {PAL_INIT("y"), PAL_INIT("yi"), 0.15},
    {PAL_INIT("o"), PAL_INIT("oi"), 0.25},
    {PAL_INIT("is"), PAL_INIT("isi"), 0.1},
    {PAL_INIT("ks"), PAL_INIT("ksi"), 0.2},
    {PAL_INIT("ks"), PAL_INIT("ko"), 0.4},
    {PAL_INIT("ks"), PAL_INIT("kö"), 0.4},
    {PAL_INIT("s"), PAL_INIT("si"), 0.25},
    {PAL_INIT("s"), PAL_INIT(""), 0.7},
    {PAL_INIT("ppas"), PAL_INIT("pa"), 0.3},
    {PAL_INIT("ppäs"), PAL_INIT("pä"), 0.3},
    {PAL_INIT("pas"), PAL_INIT("pa"), 0.4},
    {PAL_INIT("päs"), PAL_INIT("pä"), 0.4},
    {PAL_INIT("ee"), PAL_INIT("ea"), 0.1},
    {PAL_INIT("ee"), PAL_INIT("eä"), 0.1},
    {PAL_INIT("uu"), PAL_INIT("ua"), 0.1},
    {PAL_INIT("yy"), PAL_INIT("yä"), 0.1},
    {PAL_INIT("oo"), PAL_INIT("oa"), 0.1},
    {PAL_INIT("öö"), PAL_INIT("öä"), 0.1},
    {PAL_INIT("ii"), PAL_INIT("ia"), 0.1},
    {PAL_INIT("ii"), PAL_INIT("iä"), 0.1},
    {PAL_INIT("eeta"), PAL_INIT("eaa"), 0.2},
    {PAL_INIT("eetä"), PAL_INIT("eää"), 0.2},
    {PAL_INIT("uun"), PAL_INIT("uan"), 0.2},
    {PAL_INIT("uut"), PAL_INIT("uat"), 0.2},
    {PAL_INIT("oon"), PAL_INIT("oan"), 0.2},
    {PAL_INIT("oot"), PAL_INIT("oat"), 0.2},
    {PAL_INIT("ine"), PAL_INIT("inen"), 0.2},
    {PAL_INIT("asta"), PAL_INIT("aista"), 0.3},
    {PAL_INIT("ästä"), PAL_INIT("äistä"), 0.3},
    {PAL_INIT("st"), PAL_INIT("sta"), 0.2},
    {PAL_INIT("st"), PAL_INIT("stä"), 0.2},
    {PAL_INIT("st"), PAL_INIT("sti"), 0.4},
    {PAL_INIT("eest"), PAL_INIT("easti"), 0.3},
    {PAL_INIT("eest"), PAL_INIT("eästi"), 0.3},
    {PAL_INIT("lt"), PAL_INIT("lta"), 0.2},
    {PAL_INIT("lt"), PAL_INIT("ltä"), 0.2},
    {PAL_INIT("s"), PAL_INIT("ssa"), 0.3},
    {PAL_INIT("s"), PAL_INIT("ssä"), 0.3},
    {PAL_INIT("l"), PAL_INIT("lla"), 0.3},
    {PAL_INIT("l"), PAL_INIT("llä"), 0.3},
    {PAL_INIT("t"), PAL_INIT("ta"), 0.3},
    {PAL_INIT("t"), PAL_INIT("tä"), 0.3},
    {PAL_INIT("l"), PAL_INIT("lä"), 0.5},
    {PAL_INIT("l"), PAL_INIT("la"), 0.5},
    {PAL_INIT("la"), PAL_INIT("lla"), 0.5},
    {PAL_INIT("lä"), PAL_INIT("llä"), 0.5},
    {PAL_INIT("ki"), PAL_INIT("kin"), 0.1},
    {PAL_INIT("kaa"), PAL_INIT("kaan"), 0.1},
    {PAL_INIT("kää"), PAL_INIT("kään"), 0.1},
    {PAL_INIT("a"), PAL_INIT("an"), 0.3},
    {PAL_INIT("ä"), PAL_INIT("än"), 0.3},
    {PAL_INIT("e"), PAL_INIT("en"), 0.3},
    {PAL_INIT("i"), PAL_INIT("in"), 0.3},
    {PAL_INIT("o"), PAL_INIT("on"), 0.5},
    {PAL_INIT("u"), PAL_INIT("un"), 0.5},
    {PAL_INIT("y"), PAL_INIT("yn"), 0.5},
    {PAL_INIT("m"), PAL_INIT("n"), 0.8},
    {PAL_INIT("v"), PAL_INIT("n"), 0.8},
    {PAL_INIT("ite"), PAL_INIT("itse"), 0.3},
};

/* Written anew before the rules: with umlauts, with fewer equal letters. */
static const double COST_UMLAUT = 0.2;
static const double COST_UMLAUT_PART = 0.3;
static const double COST_DOUBLED = 0.3;

typedef struct list {
    pal_arena *mem;
    pal_respelt *out;
    size_t count;
    size_t cap;
} list;

/* word[0..at) + middle + rest as one more candidate. */
static void add(list *l, pal_str head, pal_str middle, pal_str rest, pal_respelt like)
{
    size_t len = head.len + middle.len + rest.len;
    if (l->count == l->cap)
        return;
    char *text = pal_new(l->mem, char, len + 1);
    if (!text)
        return;
    memcpy(text, head.ptr, head.len);
    if (middle.len != 0)
        memcpy(text + head.len, middle.ptr, middle.len);
    if (rest.len != 0)
        memcpy(text + head.len + middle.len, rest.ptr, rest.len);
    like.text = (pal_str){text, len};
    l->out[l->count++] = like;
}

static bool has_any(pal_str text, const char *bytes)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '\0' && strchr(bytes, text.ptr[i]))
            return true;
    return false;
}

static bool is_plain(char c)
{
    return c == 'a' || c == 'o';
}

/* The word with umlauts in place of a and o from byte `from` to `to`, not included. */
static void add_umlauted(list *l, pal_str word, size_t from, size_t to, double cost)
{
    pal_str part = {word.ptr + from, to - from};
    if (has_any(part, "u\xC3") || !has_any(part, "ao"))
        return; /* vowel harmony: a word, or part of a compound, has all of them or none
                 */
    char *text = pal_new(l->mem, char, word.len * 2 + 1);
    if (!text)
        return;
    size_t len = 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (i >= from && i < to && is_plain(c)) {
            text[len++] = '\xC3';
            text[len++] = c == 'a' ? '\xA4' : '\xB6';
        } else {
            text[len++] = c;
        }
    }
    pal_respelt like = {.kind = PAL_RESPELT_UMLAUT, .cost = cost};
    add(l, (pal_str){text, len}, PAL_STR(""), PAL_STR(""), like);
}

/* "hyva", "tyytyvainen": typed on a keyboard without ä and ö. */
static void add_umlauts(list *l, pal_str word)
{
    add_umlauted(l, word, 0, word.len, COST_UMLAUT);
}

/* The same in the first or the last part of a compound: "sahkoposti", "lisapalvelu". */
static void add_part_umlauts(list *l, pal_str word)
{
    bool before = false;
    for (size_t i = 0; i < word.len; i++) {
        bool edge = word.ptr[i] == 'u'; /* is in a part that has none */
        if (!is_plain(word.ptr[i]) && !edge)
            continue;
        if (before) {
            add_umlauted(l, word, 0, i, COST_UMLAUT_PART);
            add_umlauted(l, word, edge ? i + 1 : i, word.len, COST_UMLAUT_PART);
        }
        before = before || !edge;
    }
}

/* The word with at most `keep` of three equal letters or more. */
static void add_shorter_runs(list *l, pal_str word, size_t keep)
{
    char *text = pal_new(l->mem, char, word.len + 1);
    size_t len = 0;
    bool found = false;
    if (!text)
        return;
    for (size_t i = 0; i < word.len;) {
        size_t size = (unsigned char)word.ptr[i] >= 0xC0 && i + 1 < word.len ? 2 : 1;
        size_t run = 1;
        while (i + (run + 1) * size <= word.len &&
               memcmp(word.ptr + i, word.ptr + i + run * size, size) == 0)
            run++;
        for (size_t k = 0; k < (run > 2 ? keep : run); k++, len += size)
            memcpy(text + len, word.ptr + i, size);
        found = found || run > 2;
        i += run * size;
    }
    pal_respelt like = {.kind = PAL_RESPELT_DOUBLED,
                        .cost = COST_DOUBLED * (double)(3 - keep)};
    if (found)
        add(l, (pal_str){text, len}, PAL_STR(""), PAL_STR(""), like);
}

/* Which bytes a text has, by their last six bits. */
static uint64_t bytes_of(pal_str text)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < text.len; i++)
        bytes |= UINT64_C(1) << (text.ptr[i] & 63);
    return bytes;
}

static bool ends_in(pal_str word, pal_str ending)
{
    return word.ptr[word.len - 1] == ending.ptr[ending.len - 1] &&
           pal_str_ends(word, ending);
}

static void add_inner(list *l, pal_str word)
{
    const uint64_t bytes = bytes_of(word);
    for (size_t r = 0; r < sizeof inner / sizeof *inner; r++) {
        pal_str from = inner[r].spoken;
        pal_respelt like = {.kind = PAL_RESPELT_SPOKEN, .cost = inner[r].cost};
        if (bytes_of(from) & ~bytes)
            continue;
        for (size_t at = 0; at + from.len <= word.len; at++)
            if (word.ptr[at] == *from.ptr &&
                memcmp(word.ptr + at, from.ptr, from.len) == 0)
                add(l, (pal_str){word.ptr, at}, inner[r].written,
                    (pal_str){word.ptr + at + from.len, word.len - at - from.len}, like);
    }
}

static void add_endings(list *l, const pal_respelt *variant)
{
    pal_str word = variant->text;
    for (size_t r = 0; r < sizeof endings / sizeof *endings; r++) {
        pal_str from = endings[r].spoken;
        if (word.len <= from.len + 1 || !ends_in(word, from))
            continue;
        pal_respelt like = {.kind = variant->kind,
                            .cost = variant->cost + endings[r].cost};
        add(l, (pal_str){word.ptr, word.len - from.len}, endings[r].written, PAL_STR(""),
            like);
    }
}

size_t pal_spoken_candidates(pal_arena *mem, pal_str word,
                             pal_respelt out[PAL_SPOKEN_MAX])
{
    pal_respelt variants[VARIANTS_MAX] = {{.text = word, .kind = PAL_RESPELT_SPOKEN}};
    list v = {.mem = mem, .out = variants, .count = 1, .cap = VARIANTS_MAX};
    list l = {.mem = mem, .out = out, .cap = PAL_SPOKEN_MAX};
    if (word.len < WORD_MIN || word.len > WORD_MAX)
        return 0;
    add_umlauts(&v, word);
    add_shorter_runs(&v, word, 2);
    add_shorter_runs(&v, word, 1);
    add_inner(&v, word);
    add_endings(&l, &variants[0]);
    add_part_umlauts(&l, word);
    for (size_t i = 1; i < v.count && l.count < l.cap; i++)
        l.out[l.count++] = variants[i];
    for (size_t i = 1; i < v.count; i++)
        add_endings(&l, &variants[i]);
    return l.count;
}
