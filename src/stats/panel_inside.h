/* panel_inside.h -- inside of the panels, for panel*.c alone
 *
 * Room:  stats/.
 * Forms: a panel numbers the forms of its rows. Those that are too many for the memory
 *        go, sorted by key, into a run of base/runs.h, and the panel begins anew: rows
 *        between two runs are a stretch, with numbers of its own. The join reads all runs
 *        as one and writes for each form of a stretch the number of its term; a pass
 *        loads those of a stretch when it comes to its rows. The few forms of a panel
 *        that is the only one are joined from where they are.
 */
#ifndef PAL_STATS_PANEL_INSIDE_H
#define PAL_STATS_PANEL_INSIDE_H

#include "base/buf.h"
#include "base/lead.h"
#include "base/map.h"
#include "base/runs.h"
#include "base/spill.h"
#include "base/store.h"
#include "stats/panel.h"
#include "stats/pool.h"

/** A form of the texts in one language. There are as many as a survey has different
 * words: small is what counts. */
typedef struct pal_panel_form_entry {
    const char *text; /**< the key stands behind it, unless it is the same */
    uint32_t text_len;
    uint32_t key_len; /**< PAL_FORM_KEY_SAME: the text is its key */
    uint64_t count;
    uint32_t hash;
    uint8_t language;
    uint8_t flags;
} pal_panel_form_entry;

#define PAL_FORM_KEY_SAME UINT32_MAX

static inline pal_str pal_form_text(const pal_panel_form_entry *form)
{
    return (pal_str){form->text, form->text_len};
}

static inline pal_str pal_form_key(const pal_panel_form_entry *form)
{
    return form->key_len == PAL_FORM_KEY_SAME
               ? pal_form_text(form)
               : (pal_str){form->text + form->text_len, form->key_len};
}

/** What a form has in a run, behind its key; its name there is its language as one byte,
 * then its text. */
typedef struct pal_panel_form_counts {
    uint64_t count;
    uint32_t number; /**< in its stretch, from 1 */
    uint32_t flags;
} pal_panel_form_counts;

/** Rows of one panel whose forms are one run. */
typedef struct pal_panel_stretch {
    uint64_t rows_end; /**< rows of the panel up to here */
    uint32_t forms;
} pal_panel_stretch;

/** A value of a group column. */
typedef struct pal_panel_value {
    pal_str text;
    uint64_t first_row;
    pal_pool_counts counts;
    uint32_t number; /**< after the join; 0 = told as if there were no value */
} pal_panel_value;

typedef struct pal_panel_values {
    pal_map *index; /**< text -> number here, from 1 */
    pal_panel_value *items;
    uint32_t count;
    uint32_t cap;
} pal_panel_values;

struct pal_panel {
    pal_arena *mem;
    pal_panel_shape shape;
    pal_spill *rows;
    pal_buf record;
    pal_panel_form_entry
        *forms;       /**< on the heap; [0] is the break; NULL = it has ended */
    pal_arena *texts; /**< of the forms */
    pal_led *order;   /**< on the heap: forms by key, for the join; NULL = in the runs */
    uint32_t form_count;
    uint32_t form_cap;
    uint32_t forms_most; /**< more begin a new stretch */
    uint32_t forgotten;  /**< numbers of earlier stretches: up to here */
    pal_runs *runs;
    pal_panel_stretch *stretches; /**< on the heap; one for each run */
    size_t stretch_count;
    size_t stretch_cap;
    uint32_t *index;  /**< on the heap: numbers of forms by their hash, 0 = free */
    size_t index_cap; /**< a power of two */
    pal_panel_values *values; /**< by group column */
    uint32_t value_count;
    uint64_t row_count;
};

struct pal_panels {
    pal_arena *mem;
    pal_panel_shape shape;
    pal_panel *const *panels;
    size_t count;
    pal_store *numbers;  /* pal_form_number of each stretch, panel by panel */
    uint32_t forms_most; /* of a stretch, with the break */
    pal_term *terms;
    size_t term_count;
    pal_rare_terms rare;
    pal_str **values;
    size_t *value_counts;
    size_t *pooled; /* by column: how many of its values */
    uint64_t rows;
    pal_arena *keep; /* owns `kept`: NULL = records are read for each pass */
    pal_panel_row *kept;
    size_t kept_count;
};

/** Give back what the forms hold: the join has read them. */
void pal_panel_drop_forms(pal_panel *panel);

/** The term of a form of a stretch. */
typedef struct pal_form_number {
    uint32_t form;
    uint32_t term;
} pal_form_number;

/** Forms of all panels become terms; numbers, terms and rare ones are set. The last
 *  stretches have been ended. Errors: ENOMEM, EIO. */
pal_status pal_panels_join_terms(pal_panels *all, pal_panel_stop_fn *stop, void *ctx,
                                 pal_error *err);

/** First number of a record: flags, band, sentiment, language. All numbers of a record
 * are written 7 bits a byte, least first, the last byte without the top bit. */
enum {
    PAL_RECORD_COMMENTED = 1,
    PAL_RECORD_WEIGHT = 2,
    PAL_RECORD_BAND_AT = 2,
    PAL_RECORD_SENTIMENT_AT = 4,
    PAL_RECORD_LANGUAGE_AT = 6,
};

#endif /* PAL_STATS_PANEL_INSIDE_H */
