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
    evidence heads; /* and of all runs that begin where it begins and end before it */
} short_key;
_Static_assert(RUN_MAX *EVIDENCE_MAX <= INT16_MAX, "the heads of a run fit");

struct pal_langid {
    short_key *shorts; /* shape: 1 << (64 - shift), at most half of it in use */
    unsigned shift;
    pal_map *keys; /* of the others: index + 1 into `evidence` */
    evidence *evidence;
};

/* The first `len` bytes as a number, SHORT_MAX of them at most; so many can be read at
 * `key`. */
static inline uint64_t pack(const char *key, size_t len)
{
    static const uint64_t masks[SHORT_MAX] = {
        0,
        UINT64_MAX >> 56,
        UINT64_MAX >> 48,
        UINT64_MAX >> 40,
        UINT64_MAX >> 32,
        UINT64_MAX >> 24,
        UINT64_MAX >> 16,
        UINT64_MAX >> 8,
    };
    const unsigned char *b = (const unsigned char *)key;
    uint64_t all = (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 |
                   (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 |
                   (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
    return len < SHORT_MAX ? all & masks[len] : all;
}

static inline size_t first_place(const pal_langid *langid, uint64_t bytes)
{
    return (size_t)((bytes * UINT64_C(0x9E3779B97F4A7C15)) >> langid->shift);
}

/* The place of a short key, or the free place where it belongs, `at` or behind it. */
static inline short_key *place_from(const pal_langid *langid, size_t at, uint64_t bytes)
{
    size_t mask = ((size_t)1 << (64 - langid->shift)) - 1;
    while (langid->shorts[at].bytes != 0 && langid->shorts[at].bytes != bytes)
        at = (at + 1) & mask;
    return &langid->shorts[at];
}

static short_key *place_of(const pal_langid *langid, uint64_t bytes)
{
    return place_from(langid, first_place(langid, bytes), bytes);
}

/* Keep the evidence of line `index`; `*fresh` is false when the key is there already.
 * False without memory. */
static bool keep(pal_langid *langid, pal_str key, evidence is, uint32_t index,
                 bool *fresh)
{
    if (key.len <= SHORT_MAX && !memchr(key.ptr, '\0', key.len)) {
        char padded[SHORT_MAX] = {0};
        memcpy(padded, key.ptr, key.len);
        short_key *slot = place_of(langid, pack(padded, key.len));
        *fresh = slot->bytes == 0;
        *slot = (short_key){.bytes = pack(padded, key.len), .is = is};
        return true;
    }
    uint32_t *slot = pal_map_at(langid->keys, key, fresh);
    if (!slot)
        return false;
    *slot = index + 1;
    langid->evidence[index] = is;
    return true;
}

/* Sum up the heads of a short key: of one character on, of two behind the border of a
 * word, which is no key. */
static void sum_heads(const pal_langid *langid, short_key *slot)
{
    const bool border = (slot->bytes & 0xFF) == '<';
    size_t chars = 0;
    slot->heads = (evidence){0};
    for (size_t len = 1; len <= SHORT_MAX; len++) {
        const uint64_t rest = len < SHORT_MAX ? slot->bytes >> (8 * len) : 0;
        if ((rest & 0xC0) == 0x80)
            continue; /* inside of a character */
        chars++;
        const uint64_t head = slot->bytes & (UINT64_MAX >> (8 * (SHORT_MAX - len)));
        if (chars > RUN_MAX)
            return; /* a whole word */
        if (chars > 1 || !border) {
            const evidence is = place_of(langid, head)->is;
            slot->heads.fi = (int16_t)(slot->heads.fi + is.fi);
            slot->heads.en = (int16_t)(slot->heads.en + is.en);
        }
        if (rest == 0)
            return;
    }
}

static evidence evidence_of(const pal_langid *langid, pal_str key)
{
    if (key.len <= SHORT_MAX)
        return place_of(langid, pack(key.ptr, key.len))->is;
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

typedef struct tally {
    int64_t fi, en;
} tally;

static inline void add(tally *t, evidence is)
{
    t->fi += is.fi;
    t->en += is.en;
}

/* All keys of so many characters have room in pal_langid_keys. */
enum { CHARS_MAX = PAL_LANGID_KEYS_MAX / RUN_MAX };

/* Characters of a frame. */
typedef struct chars {
    uint8_t at[PAL_LANGID_WORD_MAX + 2 + RUN_MAX]; /* where each begins; behind them the
                                                      end, as often as a run may ask */
    size_t count;
    bool narrow; /* none has more than two bytes: all runs are short keys */
} chars;
_Static_assert(PAL_LANGID_WORD_MAX + 2 <= UINT8_MAX, "a place in a frame fits a byte");

static void find_chars(chars *out, const char *frame, size_t len)
{
    size_t count = 0;
    unsigned char highest = 0;
    for (size_t i = 0; i < len; i++) {
        const unsigned char byte = (unsigned char)frame[i];
        out->at[count] = (uint8_t)i;
        count += (byte & 0xC0) != 0x80;
        highest = byte > highest ? byte : highest;
    }
    memset(out->at + count, (int)len, RUN_MAX);
    out->count = count;
    out->narrow = highest < 0xE0;
}

/* Characters of the longest run at one of them; all of a word is counted elsewhere. */
static inline size_t longest_run(const chars *c, size_t from)
{
    return from == 0 && c->count <= RUN_MAX ? c->count - 1 : (size_t)RUN_MAX;
}

/* What stands for all runs at a character whose longest one is no key. */
static evidence shorter_heads(const pal_langid *langid, const char *frame, const chars *c,
                              size_t from)
{
    const size_t begin = c->at[from];
    for (size_t n = longest_run(c, from) - 1; n != 0; n--) {
        const short_key *found =
            place_of(langid, pack(frame + begin, c->at[from + n] - begin));
        if (found->bytes != 0)
            return found->heads;
    }
    return (evidence){0};
}

/* The longest run at a character that is a key stands for all that begin there. The
 * memory of all is asked for before any is looked at: the table is larger than the near
 * caches. */
static void add_runs(tally *t, const pal_langid *langid, const char *frame,
                     const chars *c)
{
    uint64_t runs[CHARS_MAX];
    uint32_t places[CHARS_MAX];
    const size_t count = c->count - 1; /* the border of the word alone is no key */
    for (size_t from = 0; from < count; from++) {
        const size_t begin = c->at[from];
        runs[from] = pack(frame + begin, c->at[from + longest_run(c, from)] - begin);
        places[from] = (uint32_t)first_place(langid, runs[from]);
        pal_ahead(&langid->shorts[places[from]]);
    }
    for (size_t from = 0; from < count; from++) {
        const short_key *found = &langid->shorts[places[from]];
        if (found->bytes != runs[from])
            found = place_from(langid, places[from], runs[from]);
        add(t, found->bytes != 0 ? found->heads : shorter_heads(langid, frame, c, from));
    }
}

/* What all keys of pal_langid_cut() are evidence for. */
static tally sum_evidence(const pal_langid *langid, pal_str folded)
{
    char frame[PAL_LANGID_WORD_MAX + 2 + PAL_LANGID_SHORT_MAX];
    chars c;
    tally t = {0, 0};
    if (folded.len == 0 || folded.len > PAL_LANGID_WORD_MAX)
        return t;
    frame_word(frame, folded);
    find_chars(&c, frame, folded.len + 2);
    if (c.narrow && c.count <= CHARS_MAX) {
        add(&t, evidence_of(langid, (pal_str){frame, folded.len + 2}));
        add_runs(&t, langid, frame, &c);
    } else {
        pal_langid_keys list;
        pal_langid_cut(&list, folded);
        for (size_t i = 0; i < list.count; i++)
            add(&t, evidence_of(langid, list.keys[i]));
    }
    return t;
}

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
    uint64_t bytes = pack(padded, len);
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
    for (size_t i = 0; i < (size_t)1 << (64 - langid->shift); i++)
        if (langid->shorts[i].bytes != 0)
            sum_heads(langid, &langid->shorts[i]);
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
        for (int run = 0; run < RUN_MAX && end < len; run++) {
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
    const tally t = sum_evidence(langid, word->folded);
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
