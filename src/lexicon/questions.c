#include "lexicon/questions.h"

#include "base/fail.h"
#include "base/str.h"

enum { PHRASES_MAX = 4096 };

static bool is_word_byte(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           c == '\'';
}

/* The first word of *text, which moves behind it; empty at the end. */
static pal_str next_word(pal_str *text)
{
    size_t begin = 0;
    while (begin < text->len && !is_word_byte(text->ptr[begin]))
        begin++;
    size_t end = begin;
    while (end < text->len && is_word_byte(text->ptr[end]))
        end++;
    pal_str word = {text->ptr + begin, end - begin};
    *text = (pal_str){text->ptr + end, text->len - end};
    return word;
}

static pal_status check_phrase(pal_str phrase, pal_loc at, pal_error *err)
{
    if (phrase.len == 0)
        return pal_fail(err, PAL_EFORMAT, at, "the phrase is empty");
    for (size_t i = 0; i < phrase.len; i++) {
        char c = phrase.ptr[i];
        bool ends = i + 1 == phrase.len || phrase.ptr[i + 1] == ' ';
        bool fine = is_word_byte(c) || (c == '*' && i > 0 && ends) ||
                    (c == ' ' && i > 0 && !ends);
        if (!fine)
            return pal_fail(err, PAL_EFORMAT, at,
                            "'%.*s' is not made of lower-case words with one space "
                            "between and `*` at the end of a word",
                            PAL_ARG(pal_str_clip(phrase, 40)));
    }
    return PAL_OK;
}

static bool is_known(const pal_questions *questions, pal_str phrase)
{
    for (size_t i = 0; i < questions->count; i++)
        if (pal_str_equal(questions->items[i].words, phrase))
            return true;
    return false;
}

pal_status pal_questions_add(pal_questions *questions, pal_arena *mem,
                             const pal_lines *table, pal_error *err)
{
    enum { PHRASE, ASKS };
    pal_str phrase = table->fields[PHRASE];
    pal_status status = check_phrase(phrase, pal_lines_at(table, PHRASE), err);
    if (status != PAL_OK)
        return status;
    if (is_known(questions, phrase))
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, PHRASE),
                        "'%.*s' stands here twice", PAL_ARG(pal_str_clip(phrase, 40)));
    int asked = PAL_ASKED_OPEN;
    while (asked < PAL_ASKED_COUNT &&
           !pal_str_equal(table->fields[ASKS],
                          pal_str_from(pal_asked_name((pal_asked)asked))))
        asked++;
    if (asked == PAL_ASKED_COUNT)
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, ASKS),
                        "'%.*s' is not faults, merits or open",
                        PAL_ARG(pal_str_clip(table->fields[ASKS], 40)));
    if (questions->count == PHRASES_MAX)
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, PHRASE),
                        "more than %d phrases", PHRASES_MAX);
    if (questions->count == questions->cap) {
        size_t cap = questions->cap ? questions->cap * 2 : 64;
        pal_question_phrase *grown =
            pal_arena_grow(mem, questions->items, questions->cap, cap, sizeof *grown,
                           _Alignof(pal_question_phrase));
        if (!grown)
            return pal_fail(err, PAL_ENOMEM, pal_lines_at(table, PHRASE),
                            "no memory for the questions");
        questions->items = grown;
        questions->cap = cap;
    }
    questions->items[questions->count++] =
        (pal_question_phrase){.words = phrase, .asked = (pal_asked)asked};
    return PAL_OK;
}

static bool word_fits(pal_str pattern, pal_str word)
{
    if (pattern.ptr[pattern.len - 1] != '*')
        return pal_str_equal(pattern, word);
    return pal_str_starts(word, (pal_str){pattern.ptr, pattern.len - 1});
}

/* Number of words of the phrase when it begins `text`; else 0. */
static size_t words_at(pal_str phrase, pal_str text)
{
    size_t words = 0;
    for (pal_cut cut = {.tail = phrase, .found = true}; cut.found; words++) {
        cut = pal_str_cut(cut.tail, ' ');
        pal_str word = next_word(&text);
        if (word.len == 0 || !word_fits(cut.head, word))
            return 0;
    }
    return words;
}

static size_t longest_in(pal_str phrase, pal_str question)
{
    while (question.len != 0) {
        size_t words = words_at(phrase, question);
        if (words != 0)
            return words;
        next_word(&question);
    }
    return 0;
}

pal_asked pal_questions_find(const pal_questions *questions, pal_str question)
{
    size_t best[PAL_ASKED_COUNT] = {0};
    for (size_t i = 0; i < questions->count; i++) {
        const pal_question_phrase *phrase = &questions->items[i];
        size_t words = longest_in(phrase->words, question);
        if (words > best[phrase->asked])
            best[phrase->asked] = words;
    }
    size_t faults = best[PAL_ASKED_FAULTS];
    size_t merits = best[PAL_ASKED_MERITS];
    if (best[PAL_ASKED_OPEN] != 0 || faults == merits)
        return PAL_ASKED_OPEN;
    return faults > merits ? PAL_ASKED_FAULTS : PAL_ASKED_MERITS;
}
