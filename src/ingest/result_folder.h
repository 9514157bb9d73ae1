/* result_folder.h -- the folder of an earlier run, as an input
 *
 * Room:  ingest/. look.c asks for every input; the pipeline may ask for more.
 * Its comments.csv is a survey file whose columns are known: id, wave, score, language
 * and text, and behind them the segments. A row with several comments stands on as many
 * lines. What the columns cannot say (the scale, the question) stands in summary.json.
 */
#ifndef PAL_INGEST_RESULT_FOLDER_H
#define PAL_INGEST_RESULT_FOLDER_H

#include "ingest/columns.h"

/** Columns of comments.csv, from 0. */
enum {
    PAL_RESULT_ROW = 0,
    PAL_RESULT_THEMES = 8,
    PAL_RESULT_TEXT = 9,
    PAL_RESULT_COLUMNS = 10, /**< the segments follow */
};

/** An earlier result. */
typedef struct pal_result_folder {
    const char *comments; /**< path of its comments.csv; NULL: it is none */
    pal_scale scale;      /**< of its first input */
    pal_str question; /**< heading of its text column; empty when there were several */
    pal_str lexicon_sha256; /**< what its themes were found with */
    bool part;              /**< it left rows out: opt->only */
} pal_result_folder;

/** Is `path` the folder of an earlier run? If not, out->comments is NULL: a file, a pipe,
 *  or a folder without a summary.json.
 *
 *  mem  owns what is answered
 *  Errors: EFORMAT  its summary.json is not of the schema palaute-summary/1, or is
 *                   larger than 64 MiB
 *          ENOINPUT its summary.json or comments.csv cannot be opened
 *          EIO, ENOMEM */
pal_status pal_result_folder_find(pal_result_folder *out, pal_arena *mem,
                                  const char *path, pal_error *err);

/** Do the cells of a header begin as those of comments.csv do? */
bool pal_result_is_header(const pal_str *cells, size_t count);

/** Settle the columns of comments.csv but those that `opt` names. Errors: ENOMEM. */
pal_status pal_result_columns(pal_columns *columns, pal_arena *mem,
                              const pal_dialect *dialect, const pal_options *opt,
                              pal_error *err);

#endif /* PAL_INGEST_RESULT_FOLDER_H */
