/* Clauses: where one statement ends and the next begins. A list ("hidas, kallis ja huono
 * palvelu") is one statement; a comma between two parts that can each hold a verb is a
 * border, and so is a conjunction that opens a clause. */
#include "text/passage.h"

enum { CLAUSE_WORDS_MIN = 3 };

static bool is_word(const pal_token *token)
{
    return (token->word->flags & PAL_WORD_LETTERS) != 0;
}

static bool opens_clause(const pal_token *token)
{
    return token->role == PAL_ROLE_CONTRAST || token->role == PAL_ROLE_CONCEDE ||
           token->role == PAL_ROLE_CLAUSE || token->role == PAL_ROLE_THAT ||
           token->role == PAL_ROLE_DENIAL;
}

/* Words between `from` and the next sign that may end a clause, within the sentence. */
static uint32_t words_ahead(const pal_passage *p, size_t from)
{
    uint32_t count = 0;
    for (size_t i = from;
         i < p->count && p->tokens[i].sentence == p->tokens[from].sentence &&
         !(p->tokens[i].word->flags & PAL_WORD_COMMA);
         i++)
        count += is_word(&p->tokens[i]);
    return count;
}

void pal_passage_clauses(pal_passage *p)
{
    uint32_t clause = 0;
    uint32_t words = 0;      /* of the clause so far */
    uint32_t since_sign = 0; /* words since the last sign */
    uint32_t before_sign = 0;
    for (size_t i = 0; i < p->count; i++) {
        pal_token *token = &p->tokens[i];
        bool after_sign = i > 0 && (p->tokens[i - 1].word->flags & PAL_WORD_COMMA);
        bool border = i > 0 && token->sentence != p->tokens[i - 1].sentence;
        border = border || (words != 0 && opens_clause(token));
        border = border || (after_sign && before_sign >= CLAUSE_WORDS_MIN &&
                            words_ahead(p, i) >= CLAUSE_WORDS_MIN);
        if (border) {
            clause++;
            words = 0;
            since_sign = 0;
        }
        if (token->word->flags & PAL_WORD_COMMA) {
            before_sign = since_sign;
            since_sign = 0;
        } else if (is_word(token)) {
            words++;
            since_sign++;
        }
        token->clause = clause;
    }
    p->clause_count = p->count ? clause + 1 : 0;
}
