/* why_inside.h -- what the files of part `why` share
 *
 * Room:  stats/. Included by why*.c alone.
 * Order: why.c chooses the trees; pal_why_read() collects their mentions;
 *        pal_why_candidates() and pal_why_count_pairs() find words to test; then level by
 *        level pal_why_with(), pal_why_about(), pal_why_where() make nodes, and
 *        pal_why_quotes() chooses comments.
 */
#ifndef PAL_STATS_WHY_INSIDE_H
#define PAL_STATS_WHY_INSIDE_H

#include "stats/proportion.h"
#include "stats/why.h"

enum {
    PAL_WHY_LINE_TERMS = 64,   /**< of a comment that are kept, around the mention */
    PAL_WHY_CLAUSE_TERMS = 32, /**< of its clause */
    PAL_WHY_WORDS_EACH = 256, /**< words of a tree that are tested, and as many phrases */
    PAL_WHY_CELLS = 512,      /**< values of all group columns */
    PAL_WHY_VALUES = 50,      /**< of a group column */
    PAL_WHY_ABOUT_WHERE_MAX = 2,
    PAL_WHY_NODES_MAX = 1 + PAL_WHY_WITH_MAX +
                        PAL_WHY_ABOUT_MAX * (1 + PAL_WHY_ABOUT_WHERE_MAX) +
                        PAL_WHY_WHERE_MAX,
    PAL_WHY_TREE_QUOTES =
        PAL_WHY_QUOTES_MAX + PAL_WHY_ABOUT_MAX * PAL_WHY_ABOUT_QUOTES_MAX,
};

/** One respondent of the band who mentions the theme. */
typedef struct pal_why_mention {
    pal_shown_comment shown; /**< without its strings */
    uint64_t text;           /**< hash of the words of the comment */
    uint32_t first;          /**< in the tree's terms: of the comment */
    uint32_t cells;          /**< in the tree's cells */
    uint16_t count;          /**< terms */
    uint16_t clause;         /**< of these, the first one of the clause */
    uint16_t clause_count;
    uint16_t bytes; /**< of the comment, about */
} pal_why_mention;

/** A word or a phrase that may be a sub-reason. */
typedef struct pal_why_candidate {
    uint32_t terms[2];                /**< [1] is PAL_TERM_BREAK for a word */
    uint32_t own;                     /**< mentions with it in their clause */
    uint32_t clauses[PAL_BAND_COUNT]; /**< all clauses with it, by band */
    bool judging; /**< words of judgement alone: they come behind what is judged */
    bool claimed;
    double z;
    double p;
    double q;
    bool exact;
    uint64_t *members; /**< bits by mention; NULL until it is looked at closely */
} pal_why_candidate;

/** A tree in the making. */
typedef struct pal_why_growth {
    pal_why_tree tree;
    uint64_t all_mentions; /**< in the band, before rows are left out */
    pal_why_mention *mentions;
    size_t count;
    size_t cap;
    size_t spoken; /**< of these, with words in the clause */
    uint32_t *terms;
    size_t term_count;
    size_t term_cap;
    uint16_t *cells;      /**< by mention and group column: cell, 0 = none */
    uint32_t *own;        /**< by term: mentions with it in their clause */
    uint64_t rows;        /**< of the band */
    uint64_t *theme_rows; /**< by theme: rows of the band */
    uint64_t *theme_with; /**< of these, with the tree's theme */
    uint64_t *cell_rows;  /**< likewise by cell, from 1 */
    uint64_t *cell_with;
    pal_why_candidate *candidates;
    size_t candidate_count;
    pal_why_node *nodes;
    size_t node_count;
    const uint64_t
        *members[PAL_WHY_NODES_MAX]; /**< by node: of a sub-reason; else NULL */
    uint64_t used_rows[PAL_WHY_TREE_QUOTES];
    uint64_t used_texts[PAL_WHY_TREE_QUOTES];
    size_t used;
} pal_why_growth;

/** What a term may be. */
typedef enum pal_why_kind {
    PAL_WHY_OTHER = 0,
    PAL_WHY_NEGATOR,
    PAL_WHY_WORD,
    PAL_WHY_RARE, /**< words that share a number: pal_panels_rare() */
} pal_why_kind;

typedef struct pal_why_search {
    const pal_stats_run *run;
    pal_arena *mem; /**< of the search */
    uint64_t least; /**< respondents */
    uint64_t step;
    const pal_term *terms;
    size_t term_count;
    uint8_t *kinds;    /**< pal_why_kind by term */
    size_t *offsets;   /**< by group column: its first cell; 0 = left out */
    size_t *values;    /**< by group column */
    size_t cell_count; /**< with [0], which is none */
    uint32_t *clauses; /**< by term and band: clauses with it */
    uint64_t clause_total[PAL_BAND_COUNT];
    uint32_t *marks; /**< by term: the last clause or comment that was counted */
    uint32_t mark;
    uint32_t *shares; /**< by term, all 0 between calls */
    pal_why_growth trees[PAL_WHY_TREES_MAX];
    size_t count;
} pal_why_search;

/** Outcome of a comparison of two shares. */
typedef struct pal_why_test {
    double z;
    double p;
    double low;
    double high;
    bool exact;
} pal_why_test;
pal_why_test pal_why_compare(pal_part a, pal_part b);
/** p of the same, without the interval. */
double pal_why_p(pal_part a, pal_part b, bool *exact);

pal_status pal_why_no_memory(pal_error *err);
bool pal_why_in_band(const pal_why_tree *tree, pal_band band);
/** Is the row not read, since only one in `step` is? */
bool pal_why_is_left_out(const pal_why_search *s, uint64_t row);
/** A fresh mark for marks[]. */
uint32_t pal_why_mark(pal_why_search *s);
/** A new node; there is room for all that may come. */
pal_why_node *pal_why_add(pal_why_growth *g, pal_why_level level, uint32_t parent);

/** Second pass: mentions, themes, values, words. Errors: ENOMEM, EIO. */
pal_status pal_why_read(pal_why_search *s, pal_error *err);

/** List the words and phrases of a tree that enough mentions have. False without memory.
 */
bool pal_why_candidates(pal_why_search *s, pal_why_growth *g);
/** Third pass: clauses with the phrases of all trees. Errors: ENOMEM, EIO. */
pal_status pal_why_count_pairs(pal_why_search *s, pal_error *err);

/* Each false without memory. */
bool pal_why_with(pal_why_search *s, pal_why_growth *g);
bool pal_why_about(pal_why_search *s, pal_why_growth *g);
bool pal_why_where(pal_why_search *s, pal_why_growth *g);
/** For the theme and its sub-reasons. */
bool pal_why_quotes(pal_why_search *s, pal_why_growth *g);

#endif /* PAL_STATS_WHY_INSIDE_H */
