#include "text/passage.h"

#include "base/fail.h"
#include "base/str.h"
#include "base/unicode.h"
#include "text/langid.h"
#include "text/tokens.h"
#include "text/words.h"

enum { TEXT_MAX = 16 * 1024 * 1024 };

/* A full stop behind these does not end a sentence when a small letter or a number
 * follows; behind the first kind, which wants something to follow, it never does. */
static const pal_str leading[] = {
    PAL_INIT("esim"),   PAL_INIT("n"),   PAL_INIT("klo"), PAL_INIT("ks"),
    PAL_INIT("vrt"),    PAL_INIT("nro"), PAL_INIT("puh"), PAL_INIT("mm"),
    PAL_INIT("mr"),     PAL_INIT("mrs"), PAL_INIT("ms"),  PAL_INIT("dr"),
    PAL_INIT("vs"),     PAL_INIT("e.g"), PAL_INIT("i.e"), PAL_INIT("eg"),
    PAL_INIT("approx"),
};
static const pal_str trailing[] = {
    PAL_INIT("ym"),   PAL_INIT("yms"), PAL_INIT("jne"), PAL_INIT("ns"),
    PAL_INIT("tms"),  PAL_INIT("em"),  PAL_INIT("ko"),  PAL_INIT("os"),
    PAL_INIT("huom"), PAL_INIT("etc"), PAL_INIT("ts"),
};

static bool is_in(const pal_word *word, const pal_str *list, size_t count)
{
    enum { LONGEST = 6 }; /* of both lists */
    for (size_t i = 0; word->folded.len <= LONGEST && i < count; i++)
        if (pal_str_equal(word->folded, list[i]))
            return true;
    return false;
}

static bool is_word(const pal_token *token)
{
    return (token->word->flags & (PAL_WORD_LETTERS | PAL_WORD_NUMBER)) != 0;
}

static bool begins_lower(const pal_token *token)
{
    return (token->word->flags & (PAL_WORD_CAPITAL | PAL_WORD_SHOUT)) == 0 &&
           (token->word->flags & PAL_WORD_LETTERS) != 0;
}

/* Does the stop at `i` end its sentence, with `next` the next word? */
static bool ends_sentence(const pal_passage *p, size_t i, size_t next)
{
    const pal_token *stop = &p->tokens[i];
    pal_str sign = {p->text.ptr + stop->start, stop->end - stop->start};
    /* three dots are a pause, unless a capital follows */
    if (pal_str_starts(sign, PAL_STR("..")) || pal_str_equal(sign, PAL_STR("…")))
        return !begins_lower(&p->tokens[next]);
    if (sign.ptr[0] != '.')
        return true;
    if (i == 0 || p->tokens[i - 1].end != stop->start)
        return true;
    const pal_word *before = p->tokens[i - 1].word;
    if (before->flags & PAL_WORD_NUMBER)
        return !begins_lower(&p->tokens[next]);
    if (is_in(before, leading, sizeof leading / sizeof *leading))
        return false;
    bool goes_on = begins_lower(&p->tokens[next]) ||
                   (p->tokens[next].word->flags & PAL_WORD_NUMBER) != 0;
    return !(goes_on && is_in(before, trailing, sizeof trailing / sizeof *trailing));
}

/* A capital at the start of a sentence says nothing of the word, one inside of it does:
 * the two have records of their own. False without memory. */
static bool mark_first(pal_token *token, pal_words *words)
{
    if (token->word->flags & PAL_WORD_CAPITAL)
        token->word = pal_words_first(words, token->word);
    return token->word != NULL;
}

/* Number the sentences and mark their first words. Emoji behind a full stop still belong
 * to the sentence before it; words do not. False without memory. */
static bool find_sentences(pal_passage *p, pal_words *words)
{
    uint32_t sentence = 0;
    size_t last_stop = 0;
    bool stopped = false;
    bool spoken = false;
    for (size_t i = 0; i < p->count; i++) {
        pal_token *token = &p->tokens[i];
        if (token->word->flags & PAL_WORD_STOP) {
            if (!stopped || p->text.ptr[token->start] != '.')
                last_stop = i;
            stopped = spoken;
        } else if (is_word(token)) {
            const bool begins = stopped && ends_sentence(p, last_stop, i);
            sentence += begins;
            if ((begins || !spoken) && !mark_first(token, words))
                return false;
            stopped = false;
            spoken = true;
        }
        token->sentence = sentence;
        token->clause = sentence;
    }
    p->sentence_count = p->count ? sentence + 1 : 0;
    p->clause_count = p->sentence_count;
    return true;
}

/* A passage whose words have what every language needs. */
static pal_status read_letters(pal_passage *out, pal_words *words, pal_arena *mem,
                               pal_str text, pal_language survey, pal_error *err)
{
    pal_loc nowhere = pal_loc_file(NULL);
    if (text.len >= TEXT_MAX)
        return pal_fail(err, PAL_EFORMAT, nowhere, "an answer of 16 MiB or more");
    pal_piece *pieces = NULL;
    size_t count = 0;
    pal_status status =
        pal_cutter_cut(&pieces, &count, pal_words_cutter(words), mem, text, err);
    if (status != PAL_OK)
        return status;
    pal_token *tokens = pal_new(mem, pal_token, count);
    if (!tokens)
        return pal_fail(err, PAL_ENOMEM, nowhere, "no memory for the words");
    if (!pal_words_look_all(words, text.ptr, pieces, count, tokens))
        return pal_fail(err, PAL_ENOMEM, nowhere, "no memory for the words");
    pal_passage passage = {.text = text, .tokens = tokens, .count = count};
    if (!find_sentences(&passage, words))
        return pal_fail(err, PAL_ENOMEM, nowhere, "no memory for the words");
    passage.language = pal_langid_decide(pal_words_langid(words), &passage, survey);
    *out = passage;
    return PAL_OK;
}

pal_status pal_passage_read(pal_passage *out, pal_words *words, pal_arena *mem,
                            pal_str text, pal_language survey, pal_error *err)
{
    pal_passage passage;
    pal_status status = read_letters(&passage, words, mem, text, survey, err);
    if (status != PAL_OK)
        return status;
    const unsigned needs = pal_word_needs(passage.language);
    for (size_t i = 0; i < passage.count; i++) {
        const pal_word *word = passage.tokens[i].word;
        if ((word->ready & needs) != needs &&
            !pal_words_prepare(words, word, passage.language))
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                            "no memory for the words");
    }
    *out = passage;
    return PAL_OK;
}

pal_status pal_passage_language(pal_language *out, pal_words *words, pal_arena *mem,
                                pal_str text, pal_language survey, pal_error *err)
{
    pal_passage passage;
    pal_status status = read_letters(&passage, words, mem, text, survey, err);
    if (status == PAL_OK)
        *out = passage.language;
    return status;
}
