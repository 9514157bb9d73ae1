#include "lane_panel.h"

#include "base/ahead.h"
#include "base/fail.h"
#include "text/words.h"

/* The mention that shows a tag best: of its polarity if there is one, else the first. */
static void show_tag(pal_panel_tag *out, const pal_read_comment *comments, size_t count,
                     const pal_tag *tag)
{
    *out = (pal_panel_tag){
        .theme = tag->theme, .polarity = tag->polarity, .wish = tag->wish};
    bool found = false;
    uint32_t clauses = 0;
    for (size_t i = 0; i < count; clauses += comments[i].passage->clause_count, i++)
        for (size_t m = 0; m < comments[i].tone->mention_count; m++) {
            const pal_mention *one = &comments[i].tone->mentions[m];
            if (one->theme != tag->theme || (found && one->polarity != tag->polarity))
                continue;
            out->clause = clauses + one->clause;
            out->line = (uint32_t)i;
            out->start = one->start;
            out->end = one->end;
            if (one->polarity == tag->polarity)
                return;
            found = true;
        }
}

static inline bool is_term(const pal_word *word)
{
    return (word->flags & (PAL_WORD_LETTERS | PAL_WORD_EMOJI)) != 0 &&
           !(word->flags & PAL_WORD_LINK);
}

static unsigned flags_of(const pal_word *word, pal_language side)
{
    unsigned known = pal_lexicon_known(word, side);
    return (known & PAL_KNOWN_NAMED ? (unsigned)PAL_FORM_KNOWN : 0u) |
           (known & PAL_KNOWN_VALUED ? (unsigned)PAL_FORM_VALUED : 0u) |
           (known & PAL_KNOWN_NEGATOR ? (unsigned)PAL_FORM_NEGATOR : 0u);
}

/* Make the form of a word known to the panel; 0 without memory. */
static uint32_t new_form(pal_lane *lane, const pal_word *word, pal_panel_asked form,
                         pal_language language)
{
    bool english = language == PAL_LANGUAGE_EN;
    pal_language side = english ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI;
    /* the panel knows a form by its folded text, so that what is said of it may not hang
     * on a capital, which tells names from slips of the finger */
    const pal_word *plain = word;
    if (word->flags & (PAL_WORD_CAPITAL | PAL_WORD_SHOUT))
        plain = pal_words_look(lane->worker.words, word->folded, PAL_WORD_LETTERS);
    /* a text in no known language may be the first one with this word: its key must not
     * depend on that */
    if (!plain || !pal_words_prepare(lane->worker.words, plain, side))
        return 0;
    pal_str key = plain->stem[side];
    bool dictionary = !english && plain->lemma.len != 0;
    if (dictionary)
        key = plain->lemma;
    else if (key.len == 0)
        key = plain->folded;
    unsigned flags = flags_of(plain, side);
    return pal_panel_form(lane->panel, form, key,
                          flags | (dictionary ? (unsigned)PAL_FORM_DICTIONARY : 0u));
}

/* A term of the row at hand whose number is not known yet. */
typedef struct unknown {
    const pal_word *word;
    uint32_t *term;
    pal_panel_asked form;
} unknown;

/* Those of one comment, few enough for their memory to be near when it is looked at. */
typedef struct unknowns {
    pal_language language;
    size_t count;
    unknown of[32];
} unknowns;

/* Number of the word's form in the panel; 0 without memory. */
static uint32_t number_of(pal_lane *lane, const unknown *u, pal_language language)
{
    /* with another capital, or read in other surroundings, it may have come before */
    const uint32_t known = pal_panel_known(lane->panel, u->form);
    return known != 0 ? known : new_form(lane, u->word, u->form, language);
}

static bool number_them(pal_lane *lane, unknowns *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const unknown *u = &list->of[i];
        *u->term = number_of(lane, u, list->language);
        u->word->form[list->language == PAL_LANGUAGE_EN] = *u->term;
        if (*u->term == 0)
            return false;
    }
    list->count = 0;
    return true;
}

/* The number of a term is not known: ask for it. */
static bool add_unknown(pal_lane *lane, unknowns *list, const pal_word *word,
                        uint32_t *term)
{
    list->of[list->count++] =
        (unknown){word, term, pal_panel_ask(lane->panel, list->language, word->folded)};
    return list->count < sizeof list->of / sizeof *list->of || number_them(lane, list);
}

/* Words of all comments, a break before each clause but the first. */
static bool list_terms(pal_lane *lane, uint32_t *terms, size_t *term_count,
                       uint32_t *lines, const pal_read_comment *comments, size_t count)
{
    size_t have = 0;
    const uint32_t forgotten = pal_panel_forgotten(lane->panel);
    unknowns list;
    for (size_t i = 0; i < count; i++) {
        const pal_passage *p = comments[i].passage;
        const bool english = p->language == PAL_LANGUAGE_EN;
        list.language = p->language;
        list.count = 0;
        if (i != 0) {
            terms[have++] = PAL_TERM_BREAK;
            lines[i - 1] = (uint32_t)have;
        }
        uint32_t clause = 0;
        for (size_t t = 0; t < p->count; t++) {
            for (; clause < p->tokens[t].clause; clause++)
                terms[have++] = PAL_TERM_BREAK;
            const pal_word *word = p->tokens[t].word;
            if (!is_term(word))
                continue;
            terms[have++] = word->form[english];
            if (word->form[english] <= forgotten &&
                !add_unknown(lane, &list, word, &terms[have - 1]))
                return false;
        }
        if (!number_them(lane, &list))
            return false;
    }
    *term_count = have;
    return true;
}

void pal_lane_panel_ahead(const pal_passage *passage)
{
    for (size_t i = 0; i < passage->count; i++)
        pal_ahead(passage->tokens[i].word->form);
}

pal_status pal_lane_panel_add(pal_lane *lane, pal_batch *batch, const pal_row *row,
                              const pal_read_comment *comments, const pal_fact *fact,
                              size_t place, pal_error *err)
{
    size_t count = fact->comment_count;
    size_t tag_count = fact->tag_count;
    size_t room = count;
    for (size_t i = 0; i < count; i++)
        room += comments[i].passage->count + comments[i].passage->clause_count;
    uint32_t *terms = pal_new(lane->mem, uint32_t, room + count);
    uint32_t *lines = terms ? terms + room : NULL;
    pal_panel_tag *shown = pal_new(lane->mem, pal_panel_tag, tag_count);
    pal_panel_row out = {
        .row = row->number,
        .place = (uint64_t)batch->number << 32 | (uint32_t)place,
        .band = row->band,
        .score = row->score,
        .weight = row->weight,
        .measures = row->measures,
        .commented = count != 0,
        .terms = terms,
        .tags = shown,
        .tag_count = tag_count,
        .lines = lines,
        .line_count = count > 1 ? count - 1 : 0,
    };
    if (!terms || !shown || place > UINT32_MAX ||
        !list_terms(lane, terms, &out.term_count, lines, comments, count))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the panel");
    for (size_t i = 0; i < tag_count; i++)
        show_tag(&shown[i], comments, count, &fact->tags[i]);
    if (count != 0) {
        out.sentiment = comments[0].tone->sentiment;
        out.language = comments[0].passage->language;
    }
    for (size_t i = 1; i < count; i++)
        if (comments[i].tone->sentiment != out.sentiment)
            out.sentiment = PAL_MIXED;
    return pal_panel_add(lane->panel, &out, fact->groups, err);
}
