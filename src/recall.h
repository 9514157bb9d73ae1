/* recall.h -- comments of a run by their place, out of its comments.csv
 *
 * The panel keeps no text: what is to be quoted is read back from the file that the run
 * has just written, masked as it was written.
 */
#ifndef PAL_RECALL_H
#define PAL_RECALL_H

#include "base/arena.h"

typedef struct pal_recall pal_recall;

/** path    comments.csv, complete
 *  column  of the text, from 0
 *  bases   by batch: byte of the file where its lines begin; must outlive the answer
 *  Errors: ENOINPUT, ENOMEM. */
pal_status pal_recall_open(pal_recall **out, const char *path, size_t column,
                           const uint64_t *bases, size_t batches, pal_error *err);
void pal_recall_close(pal_recall *recall);
/** One cell of a comment: `place` of the row (pal_panel_row), `line` of the comment in
 *  the row. Copied to `mem`. Errors: EIO, ENOMEM. */
pal_status pal_recall_text(pal_str *out, pal_recall *recall, pal_arena *mem,
                           uint64_t place, uint32_t line, pal_error *err);
pal_status pal_recall_cell(pal_str *out, pal_recall *recall, pal_arena *mem,
                           uint64_t place, uint32_t line, size_t column, pal_error *err);
/** Byte where the first comment begins. */
uint64_t pal_recall_first(const pal_recall *recall);
/** The cells of the line at byte *at, which moves to the next one. Views live until the
 *  next call. Answers PAL_DONE at the end. Errors: ENOMEM. */
pal_status pal_recall_line(pal_str *cells, size_t count, pal_recall *recall, uint64_t *at,
                           pal_error *err);

#endif /* PAL_RECALL_H */
