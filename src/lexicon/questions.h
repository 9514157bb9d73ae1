/* questions.h -- what the question of a survey asks for
 *
 * Room:  lexicon/. lexicon.c reads the file, the pipeline asks about the question.
 * File:  questions.tsv: phrase TAB asks TAB note. A phrase is one word or several that
 *        follow each other, in lower case; `*` at the end of a word: begins so. `asks` is
 *        faults, merits, or open (a question that asks for neither, whatever else it
 *        says). The phrase with more words counts; of equally long ones that disagree
 *        none does.
 */
#ifndef PAL_LEXICON_QUESTIONS_H
#define PAL_LEXICON_QUESTIONS_H

#include "base/arena.h"
#include "lexicon/lines.h"

typedef struct pal_question_phrase {
    pal_str words;
    pal_asked asked;
} pal_question_phrase;

/** The phrases of a lexicon; all zero = none. Lives in the arena that it was filled from.
 */
typedef struct pal_questions {
    pal_question_phrase *items;
    size_t count;
    size_t cap;
} pal_questions;

/** Take in one line. Errors: EFORMAT no phrase, an unknown word in `asks`, a `*` that
 * does not end a word, too many lines; ENOMEM. */
pal_status pal_questions_add(pal_questions *questions, pal_arena *mem,
                             const pal_lines *table, pal_error *err);

/** What `question` (folded) asks for; OPEN when no phrase is in it. */
pal_asked pal_questions_find(const pal_questions *questions, pal_str question);

#endif /* PAL_LEXICON_QUESTIONS_H */
