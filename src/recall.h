/* recall.h -- comments of a run by their place, out of its comments.csv
 *
 * The panel keeps no text: what is to be quoted is read back from the file that the run
 * has just written, masked as it was written.
 */
#ifndef PAL_RECALL_H
#define PAL_RECALL_H

#include "base/arena.h"

typedef struct pal_recall pal_recall;

/** Where the lines of a batch of rows stand in the files of the run. */
typedef struct pal_batch_place {
    uint64_t comments; /**< byte of comments.csv */
    uint64_t mentions; /**< byte of mentions.csv */
    uint64_t row;      /**< number of its first row */
    uint64_t said;     /**< comments before it; rows without any do not count */
} pal_batch_place;

/** The batches of a run in their order; all zero but for `next` at first. */
typedef struct pal_places {
    pal_batch_place *items; /**< in the arena that they are added with */
    size_t count;
    size_t cap;
    pal_batch_place next; /**< where the next batch is written */
} pal_places;

/** Add a batch: `next` moves on by its bytes and its comments.
 *
 *  row     number of its first row; greater than all when it has none
 *  lines   how much it adds to comments.csv, to mentions.csv and to the comments; its
 *          `row` is not read
 *  False without memory. */
bool pal_places_add(pal_places *places, pal_arena *mem, uint64_t row,
                    pal_batch_place lines);

/** path     comments.csv or mentions.csv, complete
 *  batches  in the order of the file; must outlive the answer
 *  Errors: ENOINPUT, ENOMEM. */
pal_status pal_recall_open(pal_recall **out, const char *path,
                           const pal_batch_place *batches, size_t batch_count,
                           pal_error *err);
void pal_recall_close(pal_recall *recall);
const pal_batch_place *pal_recall_batches(const pal_recall *recall, size_t *count);
/** The first `count` cells of a comment: `place` of the row (pal_panel_row), `line` of
 *  the comment in the row. Views live until the next call. Errors: EIO, ENOMEM. */
pal_status pal_recall_comment(pal_str *cells, size_t count, pal_recall *recall,
                              uint64_t place, uint32_t line, pal_error *err);
/** The first `count` cells of the line at byte *at, which moves to the next one; the
 *  fewer, the faster. Views live until the next call. Answers PAL_DONE at the end.
 *  Errors: ENOMEM. */
pal_status pal_recall_line(pal_str *cells, size_t count, pal_recall *recall, uint64_t *at,
                           pal_error *err);

#endif /* PAL_RECALL_H */
