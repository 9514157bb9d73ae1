/* flow.h -- the structs that flow between the rooms
 *
 * Room:  base/. A room hands these to the next one; it never calls back.
 *
 *   ingest  --> pal_row, pal_refusal
 *   text    --> pal_word, pal_token, pal_passage
 *   lexicon --> atoms in pal_word, marks in pal_token, pal_hit
 *   sentiment -> pal_mention and pal_tag (palaute.h), pal_tone
 */
#ifndef PAL_BASE_FLOW_H
#define PAL_BASE_FLOW_H

#include "palaute.h"

/** One respondent. Views live until the next row is asked for, in the arena that was
 *  handed to the reader. Segment values and texts are NFC. */
typedef struct pal_row {
    uint32_t file;   /**< index of the input */
    uint64_t number; /**< from 1, over all inputs of the run, refused rows too */
    uint64_t line;   /**< where the row begins in its file; in a workbook its row */
    pal_str id;      /**< may be empty */
    pal_str wave;
    pal_str date;
    pal_language language; /**< what the language column says; OTHER = nothing */
    int score;             /**< in the units of the scale; -1 = none */
    pal_band band;
    int64_t weight;          /**< in millionths; 1,000,000 without a weight column */
    const int32_t *measures; /**< in thousandths, or PAL_MEASURE_...; shape: the plan's
                                  measure_count */
    const pal_str *segments; /**< shape: the plan's segment_count */
    const pal_str *texts;    /**< shape: the plan's text_count; blank ones are empty */
} pal_row;

/** A row that could not be read. */
typedef struct pal_refusal {
    uint32_t file;
    uint64_t number;
    uint64_t line;
    char reason[160];
} pal_refusal;

/** Kind of a token, and what its letters look like. */
typedef enum pal_word_flag {
    PAL_WORD_LETTERS = 1u << 0, /**< a word; rules match words, numbers and emoji only */
    PAL_WORD_NUMBER = 1u << 1,
    PAL_WORD_EMOJI = 1u << 2,   /**< emoji or emoticon */
    PAL_WORD_STOP = 1u << 3,    /**< . ! ? ... and line ends: may end a sentence */
    PAL_WORD_COMMA = 1u << 4,   /**< , ; : dashes, brackets: may end a clause */
    PAL_WORD_HYPHEN = 1u << 5,  /**< a hyphen between two words without a space */
    PAL_WORD_CAPITAL = 1u << 6, /**< first letter is upper case, others are not */
    PAL_WORD_SHOUT = 1u << 7,   /**< all letters are upper case, two or more */
    PAL_WORD_FOREIGN = 1u << 8, /**< letters of another script than Latin */
    PAL_WORD_LINK = 1u << 9,    /**< part of a web or mail address */
    PAL_WORD_FIRST = 1u << 10,  /**< CAPITAL, and the first word of its sentence */
    PAL_WORD_NAMED = 1u << 11,  /**< a Finnish rule has it as it is written */
} pal_word_flag;

/** What a word does to the words around it. */
typedef enum pal_role {
    PAL_ROLE_NONE = 0,
    PAL_ROLE_NEGATOR,
    PAL_ROLE_BOOSTER,
    PAL_ROLE_DAMPER,
    PAL_ROLE_CONTRAST,
    PAL_ROLE_CONCEDE,
    PAL_ROLE_CLAUSE,
    PAL_ROLE_WISH,
    PAL_ROLE_PAST,   /**< its clause tells how it used to be */
    PAL_ROLE_DENIAL, /**< takes back what was said before ("mutta ei ollut") */
    PAL_ROLE_DOUBT, /**< a negator over the whole sentence ("I don't think, given ...") */
    PAL_ROLE_THAT,  /**< opens a clause that tells what the one before it wishes */
    PAL_ROLE_ELSEWHERE, /**< its clause tells how it is with others */
} pal_role;
enum { PAL_ROLE_COUNT = PAL_ROLE_ELSEWHERE + 1 };

enum { PAL_PARTS_MAX = 8 };

/** What a word starts and answers; the lexicon's own. */
struct pal_word_rules;

/** All that depends on one surface form alone; made once a form and thread, lives as long
 *  as its pal_words cache. What only one language needs (stem, lemma, parts, atoms) is
 * made when the first text of that language has the word; after that it never changes. */
typedef struct pal_word {
    /* what is looked at for every token stands together, in front */
    pal_str surface;
    pal_str folded;     /**< case-folded NFC, ' for every apostrophe */
    uint16_t flags;     /**< pal_word_flag */
    int16_t votes[3];   /**< language evidence by pal_language: other, fi, en */
    uint8_t ready;      /**< bit n: what pal_language n needs has been made; bit 4 + n: it
                             is to be made */
    uint8_t part_count; /**< 0 = no compound, or not known */
    uint8_t known[3];   /**< what all of its atoms say together: bits of pal_word_known */
    uint32_t kept;      /**< where an earlier run has put down what it made of the word; 0
                             = nowhere. Of the text room alone. */
    pal_respelling respelling; /**< why `standard` is not empty */
    uint32_t *form; /**< its number in the thread's panel, [1] for English texts, [0] for
                         others; 0 = none yet. Written by the pipeline. */
    const uint64_t *likely; /**< expressions of the lexicon that its letters make likely,
                               a bit each; NULL = none */
    const struct pal_word_rules
        *rules[3];            /**< what its atoms mean to rules; NULL = nothing */
    const int16_t *learnt[3]; /**< what it adds to the trained models, by language of the
                                   text; NULL = nothing */
    pal_str lemma;            /**< Finnish dictionary form, folded; empty when unknown */
    pal_str stem[3];          /**< by pal_language: [FI] and [EN]; empty unless LETTERS */
    pal_str standard; /**< written form that a spoken or mistyped word was read as; or
                         empty */
    pal_str english; /**< English word that a mistyped one was read as in an English text;
                        or empty */
    const pal_str *parts; /**< compound parts, folded dictionary forms, head last */
    uint32_t atom_count[3];
    const uint32_t *atoms[3]; /**< elements of the lexicon that it satisfies, by language
                                   of the rules, ascending; [0] is for both */
} pal_word;

/** One word in its place. */
typedef struct pal_token {
    uint32_t start; /**< bytes into the text */
    uint32_t end;
    const pal_word *word;
    uint32_t sentence;  /**< from 0 */
    uint32_t clause;    /**< from 0, over the whole text */
    pal_role role;      /**< set by the lexicon's marks; the rest of a phrase has NONE */
    uint8_t role_len;   /**< tokens of the phrase that has the role; 0 = none, or the rest
                             of a phrase */
    bool role_exact;    /**< the phrase names exact forms */
    uint32_t role_rule; /**< the entry that gave the role */
    bool in_role;       /**< the token is part of a phrase with a role */
    float weight;       /**< of a booster or damper; 1 otherwise */
} pal_token;

/** A text cut into words. Lives in the row arena. */
typedef struct pal_passage {
    pal_str text; /**< NFC; offsets count in it */
    pal_token *tokens;
    size_t count;
    pal_language language;
    uint32_t sentence_count;
    uint32_t clause_count;
    pal_asked asked;   /**< by the question that it answers; set by the pipeline */
    uint32_t question; /**< pal_features_question() of its words; set by the pipeline */
    bool has_score;    /**< of the respondent; set by the pipeline, as `score` */
    int score;
} pal_passage;

/** What a lexicon entry is for. */
typedef enum pal_hit_kind {
    PAL_HIT_THEME = 0,
    PAL_HIT_VALENCE = 1,
} pal_hit_kind;

/** How a theme rule takes its polarity. */
typedef enum pal_rule_tone {
    PAL_TONE_AUTO = 0,
    PAL_TONE_JUDGED,
    PAL_TONE_NEG,
    PAL_TONE_POS,
    PAL_TONE_NEU,
    PAL_TONE_NEG_FIXED,
    PAL_TONE_POS_FIXED,
} pal_rule_tone;

enum { PAL_HIT_TOKENS_MAX = 16 };

/** One match of a rule. Token indices into pal_passage.tokens. */
typedef struct pal_hit {
    pal_hit_kind kind;
    uint32_t rule;  /**< index into all rules; pal_engine_rule() */
    uint32_t theme; /**< for PAL_HIT_THEME */
    pal_rule_tone tone;
    int32_t valence;                     /**< for PAL_HIT_VALENCE: 1/1000 points */
    uint32_t first;                      /**< first matched token */
    uint32_t last;                       /**< last matched token, included */
    uint32_t tokens[PAL_HIT_TOKENS_MAX]; /**< matched tokens (gaps left out), ascending */
    uint32_t token_count;
    uint32_t elements; /**< how many elements matched: the more, the more certain */
    bool exact;        /**< every element named one exact form */
    bool sequence;     /**< the rule names its words in their order (no `&`) */
    uint32_t start;    /**< bytes into the text: of tokens, or of a regular expression */
    uint32_t end;
} pal_hit;

typedef struct pal_hits {
    pal_hit *items;
    size_t count;
} pal_hits;

/** What the sentiment room decides on a passage. Lives in the row arena. */
typedef struct pal_tone {
    pal_polarity sentiment;
    int32_t score;         /**< -1000 to 1000 */
    pal_mention *mentions; /**< by start, theme, rule */
    size_t mention_count;
    pal_tag *tags; /**< one a theme, by first mention */
    size_t tag_count;
    int32_t *valences; /**< by token, 1/1000, after negation and boosters */
    bool *negated;     /**< by token */
} pal_tone;

#endif /* PAL_BASE_FLOW_H */
