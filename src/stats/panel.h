/* panel.h -- what every respondent said, coded, to be counted any number of times
 *
 * Room:  stats/. Knows base/ only. The pipeline fills one panel a thread; all figures
 * that need more than a running count (keyness, why, waves, regressions) are passes over
 *        the joined panels.
 * Order: pal_panel_open() a thread; pal_panel_form() and pal_panel_add() for each row;
 *        pal_panel_end(); pal_panels_join() once; pal_panels_scan() any number of times;
 *        pal_panels_close(), then pal_panel_close() of each.
 * Size:  about 60 bytes a row, beyond 8 MiB of all threads on disk (base/spill.h). Of
 *        the different words 60 bytes each of at most 1,000,000 in all threads, then they
 *        go to disk, too (base/runs.h). After the join 100 bytes each of as many terms:
 *        see pal_panels_rare(). Rows are kept for the passes when they fit into 96 MiB.
 * Contract: rows come in no promised order, so that a figure must not depend on it: count
 *        in integers, or sort before floating sums. Numbers of terms and of group values
 *        after the join do not depend on the number of threads.
 */
#ifndef PAL_STATS_PANEL_H
#define PAL_STATS_PANEL_H

#include "base/arena.h"
#include "base/measure.h"

typedef struct pal_panel pal_panel;
typedef struct pal_panels pal_panels;

/** Stands between two clauses in pal_panel_row.terms. No term has this number. */
#define PAL_TERM_BREAK 0u

/** Weight of a row when no column gives one: weights are in millionths. */
#define PAL_WEIGHT_ONE 1000000

/** A theme of a row; once a row. */
typedef struct pal_panel_tag {
    uint32_t theme;
    pal_polarity polarity; /**< neu, neg or pos */
    bool wish;
    uint32_t clause; /**< of the mention that shows it best: from 0 over the row */
    uint32_t line;   /**< which comment of the row, from 0 */
    uint32_t start;  /**< bytes into the text of that comment */
    uint32_t end;
} pal_panel_tag;

/** One row: refused rows are not here. Views live until the call returns. */
typedef struct pal_panel_row {
    uint64_t row;   /**< number over all inputs, from 1 */
    uint64_t place; /**< batch << 32 | byte of its first line in the batch: see
                         pal_panels_place() */
    pal_band band;
    int score; /**< in the units of the scale; -1 = none */
    int64_t weight;
    bool commented; /**< it says something */
    pal_polarity sentiment;
    pal_language language;
    const uint32_t *groups;  /**< by group column: number of the value from 1, 0 = none */
    const int32_t *measures; /**< by measure column: base/measure.h */
    const pal_panel_tag *tags;
    size_t tag_count;
    const uint32_t *terms; /**< words in their order, PAL_TERM_BREAK between clauses */
    size_t term_count;
    const uint32_t *lines; /**< where the terms of its second comment begin, of its third,
                                ...; a break stands before */
    size_t line_count;
} pal_panel_row;

/** Sizes that all panels of a run share. */
typedef struct pal_panel_shape {
    size_t themes;
    size_t groups; /**< group columns */
    size_t measures;
    size_t panels;      /**< how many share the memory for records and words; 0 = one */
    uint32_t forms;     /**< words in memory, of each; 0 = 1,000,000 of all */
    uint32_t terms;     /**< terms after the join; 0 = 1,048,576 */
    const char *folder; /**< of the records beyond it; NULL = $TMPDIR or /tmp */
} pal_panel_shape;

/** Words of Finnish and of English texts are kept apart: their keys are made in other
 *  ways. All that is not English counts as Finnish. */
enum { PAL_PANEL_LANGUAGES = 2 };

/** One term of the joined panels: all forms of a language with one key. */
typedef struct pal_term {
    pal_language language;
    pal_str key;    /**< dictionary form or stem, folded */
    pal_str form;   /**< to be shown: the dictionary form, or its most frequent form */
    uint64_t count; /**< tokens */
    bool stop;      /**< most of its tokens are function words: no finding by itself */
    unsigned flags; /**< pal_form_flag of any of its forms */
} pal_term;

/** What is known of a form. */
typedef enum pal_form_flag {
    PAL_FORM_DICTIONARY = 1, /**< its key is a dictionary form */
    PAL_FORM_KNOWN = 2,   /**< some theme rule or valence phrase has an element for it */
    PAL_FORM_VALUED = 4,  /**< it is a valence entry by itself */
    PAL_FORM_NEGATOR = 8, /**< it is a negator by itself */
} pal_form_flag;

/** Terms that are not told one by one, for they would be too many. */
typedef struct pal_rare_terms {
    uint64_t below; /**< they are those with fewer tokens; 0 = all terms are told */
    uint64_t tokens;
    uint64_t once;    /**< how many have one token */
    uint64_t content; /**< tokens of no function word, here or in the other language */
    uint64_t unknown; /**< of these, without PAL_FORM_KNOWN */
} pal_rare_terms;

/** Says whether a form is a function word. */
typedef bool pal_panel_stop_fn(void *ctx, pal_language language, pal_str key,
                               pal_str form);

/** Errors: ENOMEM. */
pal_status pal_panel_open(pal_panel **out, pal_panel_shape shape, pal_error *err);
void pal_panel_close(pal_panel *panel);
/** A form on its way to its number. */
typedef struct pal_panel_asked {
    pal_str text; /**< as the caller has it */
    uint32_t hash;
    uint8_t side; /**< of pal_panel_form_entry.language */
} pal_panel_asked;

/** Ask for the memory that tells the number of a form, some time before; `text` is kept
 *  as it is. Good until the next pal_panel_add(). */
pal_panel_asked pal_panel_ask(const pal_panel *panel, pal_language language,
                              pal_str text);
/** Number of a form in this panel, from 1; the same form has the same number until it is
 *  forgotten. 0 without memory. The bytes are copied. flags: pal_form_flag; those of the
 *  first call count. */
uint32_t pal_panel_form(pal_panel *panel, pal_panel_asked form, pal_str key,
                        unsigned flags);
/** Number of a form that pal_panel_form() has been asked for; 0 = it has none. */
uint32_t pal_panel_known(const pal_panel *panel, pal_panel_asked form);
/** Numbers up to this one are forgotten: a form that had one is to be asked for again.
 *  Changes with pal_panel_add() alone; 0 at first. */
uint32_t pal_panel_forgotten(const pal_panel *panel);
/** Add a row. `row->groups` is ignored: `values` gives the texts by column, empty = none.
 *  Errors: ENOMEM (also: more than 100,000 values), EIO. */
pal_status pal_panel_add(pal_panel *panel, const pal_panel_row *row,
                         const pal_str *values, pal_error *err);

/** No row comes any more: sort what the join reads, in the thread that has filled the
 *  panel. The join does it where it has not been done. Errors: ENOMEM, EIO. */
pal_status pal_panel_end(pal_panel *panel, pal_error *err);

/** Join the panels of all threads; they must stay open as long as the answer, and take no
 *  row any more.
 *
 *  first_as_read  values of the first column keep the order of their first rows; all
 *                 others are sorted by their bytes
 *  Errors: ENOMEM. */
pal_status pal_panels_join(pal_panels **out, pal_panel *const *panels, size_t count,
                           bool first_as_read, pal_panel_stop_fn *stop, void *ctx,
                           pal_error *err);
/** Pool the values of every column that `k` hides, see stats/pool.h: those of a segment
 *  column become one value, the last; rows of those of a wave have no value from here on.
 *  Once, before the first pass.
 *
 *  has_wave  the first column is the wave
 *  Errors: ENOMEM. */
pal_status pal_panels_pool(pal_panels *panels, uint64_t k, bool has_wave, pal_error *err);
/** How many values of a column were pooled. */
size_t pal_panels_pooled(const pal_panels *panels, size_t column);
void pal_panels_close(pal_panels *panels);
pal_panel_shape pal_panels_shape(const pal_panels *panels);
uint64_t pal_panels_rows(const pal_panels *panels);
/** Terms by number; [0] is PAL_TERM_BREAK and empty. Sorted by key,
 *  then language. Where there are more than shape.terms, those with too few tokens share
 *  some last terms, without key, form, count and flags; negators are told in any case. */
const pal_term *pal_panels_terms(const pal_panels *panels, size_t *count);
/** What those share. `below` is the least of 5, 10, 20 ... that leaves few enough, and
 * the same for any number of threads; a finding on words of fewer tokens is not made. */
pal_rare_terms pal_panels_rare(const pal_panels *panels);
/** Values of a group column; the value with number n is at [n - 1]. */
const pal_str *pal_panels_values(const pal_panels *panels, size_t column, size_t *count);

/** Called for each row. An answer other than PAL_OK ends the pass and is handed on. */
typedef pal_status pal_panel_fn(void *ctx, const pal_panel_row *row, pal_error *err);
/** Keep all rows for the passes, when they find room: else each pass reads them again.
 *  Once, before the first pass. Errors: EIO, ENOMEM. */
pal_status pal_panels_keep(pal_panels *panels, pal_error *err);
/** One pass over all rows; several threads may make one at the same time. Errors: EIO,
 * ENOMEM, and those of `each`. */
pal_status pal_panels_scan(const pal_panels *panels, pal_panel_fn *each, void *ctx,
                           pal_error *err);
/** The same for who asks for no words: terms and lines may be missing. Most of a record
 *  is terms. */
pal_status pal_panels_scan_tags(const pal_panels *panels, pal_panel_fn *each, void *ctx,
                                pal_error *err);

#endif /* PAL_STATS_PANEL_H */
