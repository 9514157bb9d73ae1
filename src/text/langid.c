/* Letter runs tell Finnish, English and Swedish apart within one word; a word's votes are
 * the logarithms of odds, so that the words of a text may be added up. */
#include "text/langid.h"

#include <string.h>

#include "base/ahead.h"
#include "base/fail.h"
#include "base/io.h"
#include "base/map.h"
#include "base/str.h"
#include "base/unicode.h"

enum {
    FILE_MAX = 4 << 20,
    RUN_MAX = 4,        /* characters of a key that is not a whole word */
    EVIDENCE_MAX = 2000 /* |fi|, |en| of one key: a sum over a word's keys fits an int */
};

/* In 1/16 of a natural logarithm. Chosen on data that the floors of the tests do not see.
 */
enum {
    SURVEY_BONUS = 40,  /* what a text must say to leave the survey's language */
    TELLS_MIN = 8,      /* less than this tells nothing where the survey's is unknown */
    RUN_EVIDENCE = 128, /* of each language of a mixed text, of ... */
    RUN_WORDS = 3,
    RUN_WORD_MAX = 48, /* ... of which one word says at most this */
    FOREIGN_VOTE = 96
};

typedef struct evidence {
    int16_t fi;
    int16_t en;
} evidence;

/* Most keys have few bytes: they are numbers in a table of their own, open addressing. */
enum { SHORT_MAX = PAL_LANGID_SHORT_MAX };

typedef struct short_key {
    uint64_t bytes; /* 0 = free */
    evidence is;
} short_key;

struct pal_langid {
    short_key *shorts; /* shape: 1 << (64 - shift), at most half of it in use */
    unsigned shift;
    pal_map *keys; /* of the others: index + 1 into `evidence` */
    evidence *evidence;
};

/* The bytes of a key as a number; SHORT_MAX bytes can be read at `key.ptr`. */
static uint64_t pack(pal_str key)
{
    const unsigned char *b = (const unsigned char *)key.ptr;
    uint64_t all = (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 |
                   (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 |
                   (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
    return all & (UINT64_MAX >> (8 * (SHORT_MAX - key.len)));
}

static size_t first_place(const pal_langid *langid, uint64_t bytes)
{
    return (size_t)((bytes * UINT64_C(0x9E3779B97F4A7C15)) >> langid->shift);
}

/* The place of a short key, or the free place where it belongs. */
static short_key *place_of(const pal_langid *langid, uint64_t bytes)
{
    size_t mask = ((size_t)1 << (64 - langid->shift)) - 1;
    size_t at = first_place(langid, bytes);
    while (langid->shorts[at].bytes != 0 && langid->shorts[at].bytes != bytes)
        at = (at + 1) & mask;
    return &langid->shorts[at];
}

/* Keep the evidence of line `index`; `*fresh` is false when the key is there already.
 * False without memory. */
static bool keep(pal_langid *langid, pal_str key, evidence is, uint32_t index,
                 bool *fresh)
{
    if (key.len <= SHORT_MAX && !memchr(key.ptr, '\0', key.len)) {
        char padded[SHORT_MAX] = {0};
        memcpy(padded, key.ptr, key.len);
        short_key *slot = place_of(langid, pack((pal_str){padded, key.len}));
        *fresh = slot->bytes == 0;
        *slot = (short_key){.bytes = pack((pal_str){padded, key.len}), .is = is};
        return true;
    }
    uint32_t *slot = pal_map_at(langid->keys, key, fresh);
    if (!slot)
        return false;
    *slot = index + 1;
    langid->evidence[index] = is;
    return true;
}

static evidence long_evidence(const pal_langid *langid, pal_str key)
{
    const uint32_t *at = pal_map_find(langid->keys, key);
    return at ? langid->evidence[*at - 1] : (evidence){0};
}

/* "<word>"; SHORT_MAX bytes can be read at each of its characters. */
static void frame_word(char *frame, pal_str folded)
{
    frame[0] = '<';
    memcpy(frame + 1, folded.ptr, folded.len);
    frame[folded.len + 1] = '>';
    memset(frame + folded.len + 2, 0, SHORT_MAX);
}

/* Evidence that is being summed up. The memory of all short keys is asked for before any
 * is looked at: the table is larger than the near caches. */
typedef struct tally {
    int64_t fi, en;
    size_t count;
    uint64_t shorts[PAL_LANGID_KEYS_MAX];
} tally;

static inline void add_key(tally *t, const pal_langid *langid, pal_str key)
{
    if (key.len <= SHORT_MAX) {
        const uint64_t bytes = pack(key);
        pal_ahead(&langid->shorts[first_place(langid, bytes)]);
        t->shorts[t->count++] = bytes;
    } else {
        evidence is = long_evidence(langid, key);
        t->fi += is.fi;
        t->en += is.en;
    }
}

static void add_shorts(tally *t, const pal_langid *langid)
{
    for (size_t i = 0; i < t->count; i++) {
        evidence is = place_of(langid, t->shorts[i])->is;
        t->fi += is.fi;
        t->en += is.en;
    }
}

/* The keys of pal_langid_cut() of a framed word with borders of characters at `at`, the
 * last one its end: not listed first, which takes longer than to look them up. */
static void add_runs(tally *t, const pal_langid *langid, const char *frame,
                     const uint8_t *at, size_t chars)
{
    add_key(t, langid, (pal_str){frame, at[chars]});
    for (size_t from = 0; from < chars; from++) {
        const size_t most = chars - from < RUN_MAX ? chars - from : (size_t)RUN_MAX;
        const bool border = from == 0 || from + 1 == chars;
        for (size_t n = border ? 2 : 1; n <= most; n++)
            if (n != chars)
                add_key(t, langid,
                        (pal_str){frame + at[from], (size_t)(at[from + n] - at[from])});
    }
}

/* What all keys of pal_langid_cut() are evidence for. */
static void sum_evidence(tally *t, const pal_langid *langid, pal_str folded)
{
    enum {
        CHARS_MAX = PAL_LANGID_KEYS_MAX / RUN_MAX
    }; /* all keys of so many have room */
    char frame[PAL_LANGID_WORD_MAX + 2 + PAL_LANGID_SHORT_MAX];
    uint8_t at[PAL_LANGID_WORD_MAX + 3];
    t->fi = t->en = 0;
    t->count = 0;
    if (folded.len == 0 || folded.len > PAL_LANGID_WORD_MAX)
        return;
    frame_word(frame, folded);
    size_t chars = 0;
    for (size_t i = 0; i < folded.len + 2; i++) {
        at[chars] = (uint8_t)i;
        chars += ((unsigned char)frame[i] & 0xC0) != 0x80;
    }
    at[chars] = (uint8_t)(folded.len + 2);
    if (chars <= CHARS_MAX) {
        add_runs(t, langid, frame, at, chars);
    } else {
        pal_langid_keys cut;
        pal_langid_cut(&cut, folded);
        for (size_t i = 0; i < cut.count; i++)
            add_key(t, langid, cut.keys[i]);
    }
    add_shorts(t, langid);
}
_Static_assert(PAL_LANGID_WORD_MAX + 2 <= UINT8_MAX, "a place in a frame fits a byte");

static pal_status read_line(pal_langid *langid, uint32_t index, pal_str line, pal_loc at,
                            pal_error *err)
{
    pal_cut key = pal_str_cut(line, '\t');
    pal_cut numbers = pal_str_cut(key.tail, '\t');
    pal_str shown = pal_str_clip(key.head, 40);
    int64_t fi = 0;
    int64_t en = 0;
    if (key.head.len == 0 || !numbers.found)
        return pal_fail(err, PAL_EFORMAT, at,
                        "not a key and two numbers with TABs between");
    at.column = key.head.len + 2;
    if (!pal_str_to_int(numbers.head, &fi) || !pal_str_to_int(numbers.tail, &en) ||
        fi < -EVIDENCE_MAX || fi > EVIDENCE_MAX || en < -EVIDENCE_MAX ||
        en > EVIDENCE_MAX)
        return pal_fail(err, PAL_EFORMAT, at,
                        "the evidence of '%.*s' is not two numbers "
                        "from %d to %d",
                        PAL_ARG(shown), -EVIDENCE_MAX, EVIDENCE_MAX);
    bool fresh = false;
    evidence is = {.fi = (int16_t)fi, .en = (int16_t)en};
    if (!keep(langid, key.head, is, index, &fresh))
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the language model");
    if (!fresh)
        return pal_fail(err, PAL_EFORMAT, at, "'%.*s' is given twice", PAL_ARG(shown));
    return PAL_OK;
}

/* A number of few digits and the byte `behind` it; *at moves behind both. */
static bool read_few(const char **at, const char *end, char behind, int16_t *out)
{
    enum { DIGITS_MAX = 4 };
    const char *digit = *at;
    bool negative = digit < end && *digit == '-';
    digit += negative;
    const char *first = digit;
    int number = 0;
    while (digit < end && *digit >= '0' && *digit <= '9' && digit - first < DIGITS_MAX)
        number = number * 10 + (*digit++ - '0');
    if (digit == first || digit == end || *digit != behind || number > EVIDENCE_MAX)
        return false;
    *out = (int16_t)(negative ? -number : number);
    *at = digit + 1;
    return true;
}

/* Nearly every line has a short key that is new. False, and nothing is done, where this
 * one is another: read_line() takes it in or says what is wrong with it. */
static bool read_short(pal_langid *langid, pal_str *text)
{
    const char *end = text->ptr + text->len;
    const char *at = text->ptr;
    char padded[SHORT_MAX] = {0};
    evidence is;
    size_t len = 0;
    for (; at < end && len < SHORT_MAX && *at != '\t' && *at != '\n' && *at != '\0'; at++)
        padded[len++] = *at;
    if (len == 0 || at == end || *at++ != '\t' || !read_few(&at, end, '\t', &is.fi) ||
        !read_few(&at, end, '\n', &is.en))
        return false;
    uint64_t bytes = pack((pal_str){padded, len});
    short_key *slot = place_of(langid, bytes);
    if (slot->bytes != 0)
        return false;
    *slot = (short_key){.bytes = bytes, .is = is};
    *text = pal_str_span(at, end);
    return true;
}

pal_status pal_langid_open(pal_langid **out, pal_arena *mem, const char *models,
                           pal_error *err)
{
    const char *path = pal_io_path(mem, models, "langid.tsv");
    pal_langid *langid = pal_new(mem, pal_langid, 1);
    if (!path || !langid)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(models),
                        "no memory for the language "
                        "model");
    pal_loc at = {.file = path, .line = 1, .column = 1};
    pal_str text = {NULL, 0};
    pal_status status = pal_io_read(&text, mem, path, FILE_MAX, err);
    if (status != PAL_OK)
        return status;
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    for (langid->shift = 63; ((size_t)1 << (64 - langid->shift)) < 2 * lines;)
        langid->shift--;
    langid->shorts = pal_new(mem, short_key, (size_t)1 << (64 - langid->shift));
    langid->evidence = pal_new(mem, evidence, lines);
    langid->keys = pal_map_new(mem, 0);
    if (!langid->shorts || !langid->evidence || !langid->keys)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the language model");
    pal_cut row = pal_str_cut(text, '\n');
    if (!pal_str_equal(row.head, PAL_STR("palaute-langid\t1")))
        return pal_fail(err, PAL_EFORMAT, at, "not a language model of version 1");
    uint32_t count = 0;
    for (text = row.tail; text.len != 0; count++) {
        at.line++;
        if (read_short(langid, &text))
            continue;
        row = pal_str_cut(text, '\n');
        status = read_line(langid, count, row.head, at, err);
        if (status != PAL_OK)
            return status;
        text = row.tail;
    }
    *out = langid;
    return PAL_OK;
}

void pal_langid_close(pal_langid *langid)
{
    (void)langid; /* all of it lives in the arena */
}

void pal_langid_cut(pal_langid_keys *out, pal_str folded)
{
    out->count = 0;
    if (folded.len == 0 || folded.len > PAL_LANGID_WORD_MAX)
        return;
    size_t len = folded.len + 2;
    frame_word(out->frame, folded);
    out->keys[out->count++] = (pal_str){out->frame, len};
    for (size_t start = 0; start < len; start++) {
        if (((unsigned char)out->frame[start] & 0xC0) == 0x80)
            continue;
        size_t end = start;
        for (int chars = 0; chars < RUN_MAX && end < len; chars++) {
            end++;
            while (end < len && ((unsigned char)out->frame[end] & 0xC0) == 0x80)
                end++;
            bool border = end - start == 1 && (start == 0 || end == len);
            bool whole = end - start == len;
            if (!border && !whole && out->count < PAL_LANGID_KEYS_MAX)
                out->keys[out->count++] = (pal_str){out->frame + start, end - start};
        }
    }
}

static int16_t clamp(int64_t vote)
{
    return (int16_t)(vote > PAL_VOTE_MAX    ? PAL_VOTE_MAX
                     : vote < -PAL_VOTE_MAX ? -PAL_VOTE_MAX
                                            : vote);
}

/* Single letters ("S-market", "'s") and words with digits say nothing. */
static bool is_silent(pal_str folded)
{
    size_t at = 0;
    if (folded.len != 0)
        pal_unicode_next(folded, &at);
    if (at == folded.len)
        return true;
    for (size_t i = 0; i < folded.len; i++)
        if (folded.ptr[i] >= '0' && folded.ptr[i] <= '9')
            return true;
    return false;
}

void pal_langid_vote(const pal_langid *langid, pal_word *word)
{
    if (!(word->flags & PAL_WORD_LETTERS) || (word->flags & PAL_WORD_LINK) ||
        is_silent(word->folded))
        return;
    if (word->flags & PAL_WORD_FOREIGN) {
        word->votes[PAL_LANGUAGE_OTHER] = FOREIGN_VOTE;
        word->votes[PAL_LANGUAGE_FI] = -FOREIGN_VOTE / 2;
        word->votes[PAL_LANGUAGE_EN] = -FOREIGN_VOTE / 2;
        return;
    }
    tally t;
    sum_evidence(&t, langid, word->folded);
    word->votes[PAL_LANGUAGE_FI] = clamp(t.fi);
    word->votes[PAL_LANGUAGE_EN] = clamp(t.en);
    word->votes[PAL_LANGUAGE_OTHER] = clamp(-(t.fi + t.en));
}

static bool counts(const pal_token *token)
{
    return (token->word->flags & PAL_WORD_LETTERS) != 0 &&
           (token->word->flags & PAL_WORD_LINK) == 0;
}

/* Does some run of words speak clearly for `a` against `b`? The run with the largest sum,
 * found in one pass (Kadane's algorithm: a sum below 0 helps no run that follows). */
static bool has_run(const pal_passage *p, pal_language a, pal_language b)
{
    int64_t sum = 0;
    uint32_t words = 0;
    for (size_t i = 0; i < p->count; i++) {
        if (!counts(&p->tokens[i]))
            continue;
        int step = p->tokens[i].word->votes[a] - p->tokens[i].word->votes[b];
        sum += step < RUN_WORD_MAX ? step : RUN_WORD_MAX;
        words++;
        if (sum <= 0) {
            sum = 0;
            words = 0;
        }
        if (sum >= RUN_EVIDENCE && words >= RUN_WORDS)
            return true;
    }
    return false;
}

pal_language pal_langid_decide(const pal_langid *langid, const pal_passage *p,
                               pal_language survey)
{
    if (!langid)
        return survey;
    int64_t sums[3] = {0, 0, 0};
    uint32_t words = 0;
    for (size_t i = 0; i < p->count; i++) {
        if (!counts(&p->tokens[i]))
            continue;
        words++;
        for (int language = 0; language < 3; language++)
            sums[language] += p->tokens[i].word->votes[language];
    }
    bool known = survey == PAL_LANGUAGE_FI || survey == PAL_LANGUAGE_EN;
    if (words == 0)
        return survey;
    if (known)
        sums[survey] += SURVEY_BONUS;
    pal_language best =
        sums[PAL_LANGUAGE_EN] > sums[PAL_LANGUAGE_FI] ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI;
    if (!known && sums[best] < TELLS_MIN)
        return PAL_LANGUAGE_OTHER;
    if (sums[PAL_LANGUAGE_OTHER] > sums[best])
        return PAL_LANGUAGE_OTHER;
    if (words >= 2 * RUN_WORDS && has_run(p, PAL_LANGUAGE_FI, PAL_LANGUAGE_EN) &&
        has_run(p, PAL_LANGUAGE_EN, PAL_LANGUAGE_FI))
        return PAL_LANGUAGE_MIXED;
    return best;
}
