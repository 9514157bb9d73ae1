/* entry.h -- the compiled lexicon, shared by lexicon.c and match.c
 *
 * Room:  lexicon/. Not for others.
 */
#ifndef PAL_LEXICON_ENTRY_H
#define PAL_LEXICON_ENTRY_H

#include <stddef.h>

#include "base/map.h"
#include "lexicon/lexicon.h"
#include "lexicon/lines.h"
#include "lexicon/pattern.h"
#include "lexicon/questions.h"
#include "lexicon/rule.h"

typedef enum pal_entry_kind {
    PAL_ENTRY_THEME,
    PAL_ENTRY_VALENCE,
    PAL_ENTRY_ROLE,
} pal_entry_kind;

/** One line of a lexicon file. */
typedef struct pal_entry {
    pal_entry_kind kind;
    pal_language language; /**< OTHER: of both (emoji) */
    uint32_t theme;
    pal_rule_tone tone;
    int32_t valence; /**< 1/1000 */
    pal_role role;
    float weight;
    pal_pattern_rule rule; /**< no sides for a regular expression */
    pal_pattern_rule *unless;
    uint32_t unless_count;
    const pal_pattern *pattern; /**< or NULL */
    uint8_t lead;      /**< the side whose first word is looked for first: the rarest */
    uint8_t pivot;     /**< of that side the rarest element: its words start an attempt */
    uint16_t back_min; /**< how many words before the pivot the side can begin ... */
    uint16_t back_max; /**< ... at least and at most */
    bool exact;        /**< every element names one exact form */
    bool single;       /**< the rule is one word */
    pal_rule_ref ref;
} pal_entry;

/** `low` of a guard that may stand anywhere, `high` is INT8_MAX then. */
enum { PAL_ANYWHERE = INT8_MIN };

/** An entry to try where a word satisfies an atom. Two other words that it needs, the
 *  rarest, must stand somewhere from `low` to `high` words behind that one; one of
 *  PAL_ATOM_ANY needs nothing. */
typedef struct pal_trigger {
    uint16_t slot[2]; /**< of the two; either may have none, and 0 */
    uint32_t entry;
    uint32_t second; /**< atom of the second */
    int8_t low[2];
    int8_t high[2];
} pal_trigger;

/** What a word of a text starts and answers, in one piece of memory: the slots that it
 *  satisfies, ascending, then its attempts at modifiers and at findings. */
typedef struct pal_word_rules {
    uint64_t sketch; /**< bit s % 64 is set when slot s is among them */
    uint32_t noted;
    uint32_t marks;
    uint32_t starts;
    uint16_t slots[];
} pal_word_rules;

/** The sketch of a word with this slot alone. */
static inline uint64_t pal_slot_sketch(uint32_t slot)
{
    return UINT64_C(1) << slot % 64;
}

/** Bytes in front of the attempts: those begin at a number of four bytes. */
static inline size_t pal_word_head_size(uint32_t noted)
{
    return offsetof(pal_word_rules, slots) +
           ((size_t)noted + (noted & 1u)) * sizeof(uint16_t);
}

static inline const pal_trigger *pal_word_marks(const pal_word_rules *rules)
{
    return (const pal_trigger *)(const void *)((const char *)rules +
                                               pal_word_head_size(rules->noted));
}

static inline const pal_trigger *pal_word_starts(const pal_word_rules *rules)
{
    return pal_word_marks(rules) + rules->marks;
}

/** Triggers of each atom, in the order of the entries: those of atom `a` stand from
 *  begin[a] to begin[a + 1]. */
typedef struct pal_trigger_table {
    pal_trigger *items;
    uint32_t *begin;
} pal_trigger_table;

/** A file as it was read. */
typedef struct pal_lexicon_file {
    const char *path;
    pal_str text;
    bool weighs; /**< no part of the digest */
} pal_lexicon_file;

/** So many numbers have room in 16 bits. */
enum { PAL_SLOTS_MAX = UINT16_MAX + 1 };

/** All that is asked about an atom for each word that satisfies it. The lowest 16 bits
 *  are its number among the atoms that are asked for of a whole text: its slot; 0 = none,
 *  and of PAL_ATOM_ANY. */
typedef enum pal_atom_fact {
    PAL_FACT_USE_SHIFT = 16,   /**< eight bits of pal_word_known begin here */
    PAL_FACT_MARKS = 1 << 24,  /**< it has triggers of modifiers */
    PAL_FACT_STARTS = 1 << 25, /**< it has triggers of findings */
} pal_atom_fact;

/** Most words are told from stop words by three of their bytes and their length. */
enum { PAL_STOP_BITS = 1 << 12 };

struct pal_lexicon {
    pal_arena *mem;
    pal_lexicon_words *words; /**< while it is being read */
    void *ctx;
    pal_atoms *atoms;
    pal_theme *themes;
    pal_str *yields;
    uint32_t theme_count;
    pal_map *theme_index; /**< id -> index + 1 */
    pal_entry *entries;
    uint32_t entry_count;
    uint32_t entry_cap;
    pal_trigger_table roles;
    pal_trigger_table findings; /**< themes and valences */
    uint32_t *patterns;         /**< entries with an expression */
    uint32_t pattern_count;
    uint32_t pattern_cap;
    pal_needs_index *needs;                    /**< by place in `patterns` */
    pal_map *stopwords[3];                     /**< by pal_language; NULL = none */
    uint64_t stop_bits[3][PAL_STOP_BITS / 64]; /**< likewise: a bit for each of them */
    pal_map *common[3];                        /**< words of common.tsv by pal_language */
    uint32_t *facts;     /**< by atom, pal_atom_fact: what words with it share */
    uint32_t slot_count; /**< at most PAL_SLOTS_MAX; what is above it has no slot */
    pal_questions questions;
    pal_lexicon_file *files; /**< in the order of the parts, each once */
    uint32_t file_count;
    uint32_t file_cap;
    pal_str sha256;
    pal_str kept; /**< file of kept.h that tables stand in; empty = none */
};

/** The slot of an atom, 0 where it has none. */
static inline uint16_t pal_lexicon_slot(const pal_lexicon *lex, uint32_t atom)
{
    return (uint16_t)lex->facts[atom];
}

typedef enum pal_part_flag {
    PAL_PART_OPTIONAL = 1, /**< a lexicon of one's own need not have it */
    PAL_PART_SMALL = 2,    /**< read from the text each time; kept.h keeps the others */
    PAL_PART_WEIGHS = 4,   /**< no finding depends on it: no part of the digest */
} pal_part_flag;

/** What is read from one file of a lexicon, or from all files of a folder. */
typedef struct pal_lexicon_part {
    const char *path;   /**< under the lexicon's folder */
    const char *suffix; /**< NULL: `path` is a file; else a folder with such files */
    const char *header;
    pal_language language;
    /** Takes in one line. Errors: EFORMAT, ENOMEM. */
    pal_status (*line)(pal_lexicon *lex, const pal_lines *table, pal_language language,
                       pal_error *err);
    unsigned flags; /**< pal_part_flag */
} pal_lexicon_part;

enum { PAL_LEXICON_PARTS = 16 };
extern const pal_lexicon_part pal_lexicon_parts[PAL_LEXICON_PARTS];

/** Does a rule that begins with '/' end with another one? */
static inline bool pal_lexicon_is_pattern(pal_str rule)
{
    return rule.len >= 3 && rule.ptr[rule.len - 1] == '/';
}

/** Give an entry its expression, and list it. False without memory: the expression is
 *  closed then. */
bool pal_lexicon_list_pattern(pal_lexicon *lex, pal_entry *entry, pal_pattern *pattern);
/** Once all expressions are there. False without memory. */
bool pal_lexicon_index_patterns(pal_lexicon *lex);
/** Choose lead and pivot of every entry and fill the trigger tables; once, when all
 * entries are there. False without memory. */
bool pal_lexicon_link(pal_lexicon *lex);

#endif /* PAL_LEXICON_ENTRY_H */
