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
enum { FOREIGN_VOTE = 96 };

typedef struct evidence {
    int16_t fi;
    int16_t en;
} evidence;

/* Most keys are runs of characters up to U+00FF: a byte each, the first one lowest, they
 * are numbers in a table of their own, open addressing. */
typedef struct latin_run {
    uint32_t chars; /* 0 = free */
    evidence sum;   /* of it and of all runs that begin where it begins and end before */
} latin_run;
_Static_assert(RUN_MAX *EVIDENCE_MAX <= INT16_MAX, "the sum of a run fits");

enum {
    WHOLE_BITS = 15,
    BLOCK = 8, /* bytes of a frame that are looked at together */
    /* "<word>", with zeros behind it */
    FRAME_MAX = PAL_LANGID_WORD_MAX + 2 + BLOCK,
};

struct pal_langid {
    latin_run *runs; /* shape: 1 << (32 - shift), at most half of it in use */
    unsigned shift;
    pal_map *keys; /* of the others: index + 1 into `evidence` */
    evidence *evidence;
    /* a bit for each longer key: most words are none, and need not be looked up */
    uint64_t whole[(1 << WHOLE_BITS) / 64];
    pal_str text;
};

static inline uint32_t four(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
           (uint32_t)at[3] << 24;
}

static inline uint64_t eight(const uint8_t *at)
{
    return (uint64_t)four(at) | (uint64_t)four(at + 4) << 32;
}

/* The first `len` characters of a run. */
static inline uint32_t head_of(uint32_t chars, size_t len)
{
    return chars & (UINT32_MAX >> (8 * (RUN_MAX - len)));
}

/* Write a text of characters up to U+00FF in a byte each; answers how many there are, 0
 * where there is another one. `out` has room for all bytes of the text. */
static inline size_t to_latin(uint8_t *out, pal_str text)
{
    static const uint32_t ones = UINT32_C(0x01010101);
    const uint8_t *at = (const uint8_t *)text.ptr;
    const uint8_t *end = at + text.len;
    size_t count = 0;
    while (at < end) {
        if (end - at >= RUN_MAX) {
            const uint32_t bytes = four(at);
            if ((((bytes - ones) | bytes) & ones << 7) == 0) { /* ASCII, and no NUL */
                memcpy(out + count, at, RUN_MAX);
                at += RUN_MAX;
                count += RUN_MAX;
                continue;
            }
        }
        unsigned byte = *at++;
        if (byte - 1 >= 0x7F) {
            if ((byte & 0xFE) != 0xC2 || at == end || (*at & 0xC0) != 0x80)
                return 0;
            byte = (byte & 3) << 6 | (*at++ & 0x3FU);
        }
        out[count++] = (uint8_t)byte;
    }
    return count;
}

/* "<word>" in such bytes, and zeros behind it; answers how many characters it has, 0
 * where its keys are to be cut instead. */
static size_t frame_latin(uint8_t *out, pal_str folded)
{
    if (folded.len == 0 || folded.len > PAL_LANGID_WORD_MAX)
        return 0;
    const size_t count = to_latin(out + 1, folded);
    /* all keys of a longer one have no room in pal_langid_keys */
    if (count == 0 || count + 2 > PAL_LANGID_KEYS_MAX / RUN_MAX)
        return 0;
    out[0] = '<';
    out[count + 1] = '>';
    memset(out + count + 2, 0, BLOCK);
    return count + 2;
}

static inline size_t first_place(const pal_langid *langid, uint32_t chars)
{
    return (uint32_t)(chars * UINT32_C(0x9E3779B1)) >> langid->shift;
}

/* The place of a run, or the free place where it belongs, `at` or behind it. */
static inline latin_run *place_from(const pal_langid *langid, size_t at, uint32_t chars)
{
    const size_t mask = ((size_t)1 << (32 - langid->shift)) - 1;
    while (langid->runs[at].chars != 0 && langid->runs[at].chars != chars)
        at = (at + 1) & mask;
    return &langid->runs[at];
}

static latin_run *place_of(const pal_langid *langid, uint32_t chars)
{
    return place_from(langid, first_place(langid, chars), chars);
}

/* The bit of a longer key: of its first characters and how many there are. */
static inline size_t whole_bit(uint64_t first, size_t count)
{
    return (size_t)((first + count) * UINT64_C(0x9E3779B97F4A7C15) >> (64 - WHOLE_BITS));
}

/* A key as a run; 0 where it is none. */
static uint32_t run_of(pal_str key)
{
    enum { LONGEST = 2 * RUN_MAX };
    uint8_t chars[LONGEST] = {0};
    if (key.len > LONGEST)
        return 0;
    const size_t count = to_latin(chars, key);
    return count != 0 && count <= RUN_MAX ? four(chars) : 0;
}

/* Keep the evidence of line `index`; `*fresh` is false when the key is there already.
 * False without memory. */
static bool keep(pal_langid *langid, pal_str key, evidence is, uint32_t index,
                 bool *fresh)
{
    const uint32_t chars = run_of(key);
    if (chars != 0) {
        latin_run *slot = place_of(langid, chars);
        *fresh = slot->chars == 0;
        *slot = (latin_run){.chars = chars, .sum = is};
        return true;
    }
    uint32_t *slot = pal_map_at(langid->keys, key, fresh);
    if (!slot)
        return false;
    *slot = index + 1;
    langid->evidence[index] = is;
    uint8_t frame[FRAME_MAX] = {0};
    const size_t count = key.len < FRAME_MAX ? to_latin(frame, key) : 0;
    if (count != 0) {
        const size_t bit = whole_bit(eight(frame), count);
        langid->whole[bit / 64] |= UINT64_C(1) << bit % 64;
    }
    return true;
}

/* What stands for all runs that begin where this one does and end before it. A border of
 * a word alone is no key. */
static evidence shorter(const pal_langid *langid, uint32_t chars)
{
    const size_t least = (chars & 0xFF) == '<' ? 2 : 1;
    size_t len = RUN_MAX;
    while (len > 1 && chars >> (8 * (len - 1)) == 0)
        len--;
    while (--len >= least) {
        const latin_run *found = place_of(langid, head_of(chars, len));
        if (found->chars != 0)
            return found->sum;
    }
    return (evidence){0};
}

/* Sums of the shorter runs come first: those of longer ones are made of them. */
static void sum_runs(pal_langid *langid)
{
    const size_t places = (size_t)1 << (32 - langid->shift);
    for (size_t len = 2; len <= RUN_MAX; len++)
        for (size_t i = 0; i < places; i++) {
            latin_run *slot = &langid->runs[i];
            if ((slot->chars >> (8 * (len - 1))) - 1 >= UINT8_MAX)
                continue; /* of another length */
            const evidence before = shorter(langid, slot->chars);
            slot->sum.fi = (int16_t)(slot->sum.fi + before.fi);
            slot->sum.en = (int16_t)(slot->sum.en + before.en);
        }
}

static evidence evidence_of_run(const pal_langid *langid, uint32_t chars)
{
    const latin_run *found = place_of(langid, chars);
    if (found->chars == 0)
        return (evidence){0};
    const evidence before = shorter(langid, chars);
    return (evidence){.fi = (int16_t)(found->sum.fi - before.fi),
                      .en = (int16_t)(found->sum.en - before.en)};
}

static evidence evidence_of(const pal_langid *langid, pal_str key)
{
    const uint32_t chars = run_of(key);
    if (chars != 0)
        return evidence_of_run(langid, chars);
    const uint32_t *at = pal_map_find(langid->keys, key);
    return at ? langid->evidence[*at - 1] : (evidence){0};
}

typedef struct tally {
    int64_t fi, en;
} tally;

static inline void add(tally *t, evidence is)
{
    t->fi += is.fi;
    t->en += is.en;
}

/* The sum of a run that is not in its first place, or no key. */
static evidence sum_elsewhere(const pal_langid *langid, size_t at, uint32_t chars)
{
    const latin_run *found = place_from(langid, at, chars);
    return found->chars != 0 ? found->sum : shorter(langid, chars);
}

/* The longest run at a character that is a key stands for all that begin there. The
 * memory of all is asked for before any is looked at: the table is larger than the near
 * caches. */
static void add_runs(tally *t, const pal_langid *langid, const uint8_t *frame,
                     size_t count)
{
    uint32_t places[PAL_LANGID_KEYS_MAX / RUN_MAX];
    /* all of a word is counted elsewhere, and the border at its end alone is no key */
    const uint32_t first =
        count > RUN_MAX ? four(frame) : head_of(four(frame), count - 1);
    uint32_t chars = first;
    for (size_t from = 0; from < count - 1; chars = four(frame + ++from)) {
        places[from] = (uint32_t)first_place(langid, chars);
        pal_ahead(&langid->runs[places[from]]);
    }
    chars = first;
    for (size_t from = 0; from < count - 1; chars = four(frame + ++from)) {
        const latin_run *found = &langid->runs[places[from]];
        add(t, found->chars == chars ? found->sum
                                     : sum_elsewhere(langid, places[from], chars));
    }
}

/* What all keys of pal_langid_cut() are evidence for, of a word in a frame. */
static tally sum_latin(const pal_langid *langid, const uint8_t *frame, size_t count,
                       pal_str folded)
{
    tally t = {0, 0};
    const size_t bit = whole_bit(eight(frame), count);
    if (count <= RUN_MAX) {
        add(&t, evidence_of_run(langid, four(frame)));
    } else if (langid->whole[bit / 64] >> bit % 64 & 1) {
        char key[PAL_LANGID_WORD_MAX + 2];
        key[0] = '<';
        memcpy(key + 1, folded.ptr, folded.len);
        key[folded.len + 1] = '>';
        const uint32_t *at = pal_map_find(langid->keys, (pal_str){key, folded.len + 2});
        if (at)
            add(&t, langid->evidence[*at - 1]);
    }
    add_runs(&t, langid, frame, count);
    return t;
}

/* The same of any word. */
static tally sum_keys(const pal_langid *langid, pal_str folded)
{
    tally t = {0, 0};
    pal_langid_keys list;
    pal_langid_cut(&list, folded);
    for (size_t i = 0; i < list.count; i++)
        add(&t, evidence_of(langid, list.keys[i]));
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
static inline bool read_few(const char **at, const char *end, char behind, int16_t *out)
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

/* A line as nearly all are. False where this one is another: read_line() takes it in or
 * says what is wrong with it. */
static bool read_plain(pal_langid *langid, uint32_t index, pal_str *text)
{
    const char *end = text->ptr + text->len;
    const char *at = text->ptr;
    evidence is;
    bool fresh = false;
    while (at < end && *at != '\t' && *at != '\n')
        at++;
    const pal_str key = pal_str_span(text->ptr, at);
    if (key.len == 0 || at == end || *at++ != '\t' || !read_few(&at, end, '\t', &is.fi) ||
        !read_few(&at, end, '\n', &is.en) || !keep(langid, key, is, index, &fresh) ||
        !fresh)
        return false;
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
    langid->text = text;
    size_t lines = 1;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    for (langid->shift = 31; ((size_t)1 << (32 - langid->shift)) < 2 * lines;)
        langid->shift--;
    langid->runs = pal_new(mem, latin_run, (size_t)1 << (32 - langid->shift));
    langid->evidence = pal_new(mem, evidence, lines);
    langid->keys = pal_map_new(mem, 0);
    if (!langid->runs || !langid->evidence || !langid->keys)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the language model");
    pal_cut row = pal_str_cut(text, '\n');
    if (!pal_str_equal(row.head, PAL_STR("palaute-langid\t1")))
        return pal_fail(err, PAL_EFORMAT, at, "not a language model of version 1");
    uint32_t count = 0;
    for (text = row.tail; text.len != 0; count++) {
        at.line++;
        if (read_plain(langid, count, &text))
            continue;
        row = pal_str_cut(text, '\n');
        status = read_line(langid, count, row.head, at, err);
        if (status != PAL_OK)
            return status;
        text = row.tail;
    }
    sum_runs(langid);
    *out = langid;
    return PAL_OK;
}

pal_str pal_langid_text(const pal_langid *langid)
{
    return langid->text;
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
    out->frame[0] = '<';
    memcpy(out->frame + 1, folded.ptr, folded.len);
    out->frame[len - 1] = '>';
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

/* The same of a word in a frame; eight characters at a time. */
static bool is_silent_frame(const uint8_t *frame, size_t count)
{
    static const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t digits = 0;
    for (size_t i = 0; i < count; i += BLOCK) {
        const uint64_t bytes = eight(frame + i);
        const uint64_t low = bytes & ones * 0x7F; /* so that no sum runs over */
        digits |= (low + ones * (0x80 - '0')) & ~(low + ones * (0x7F - '9')) & ~bytes;
    }
    return count == 3 || (digits & ones << 7) != 0;
}

void pal_langid_vote(const pal_langid *langid, pal_word *word)
{
    uint8_t frame[FRAME_MAX];
    if (!(word->flags & PAL_WORD_LETTERS) || (word->flags & PAL_WORD_LINK))
        return;
    const size_t count = frame_latin(frame, word->folded);
    if (count != 0 ? is_silent_frame(frame, count) : is_silent(word->folded))
        return;
    if (word->flags & PAL_WORD_FOREIGN) {
        word->votes[PAL_LANGUAGE_OTHER] = FOREIGN_VOTE;
        word->votes[PAL_LANGUAGE_FI] = -FOREIGN_VOTE / 2;
        word->votes[PAL_LANGUAGE_EN] = -FOREIGN_VOTE / 2;
        return;
    }
    const tally t = count != 0 ? sum_latin(langid, frame, count, word->folded)
                               : sum_keys(langid, word->folded);
    word->votes[PAL_LANGUAGE_FI] = clamp(t.fi);
    word->votes[PAL_LANGUAGE_EN] = clamp(t.en);
    word->votes[PAL_LANGUAGE_OTHER] = clamp(-(t.fi + t.en));
}
