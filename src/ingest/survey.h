/* survey.h -- survey files as rows
 *
 * Room:  ingest/. Knows base/ only; the pipeline asks it for rows.
 * Order: pal_survey_open() samples every input and makes the plan;
 *        pal_survey_next() until PAL_DONE; pal_survey_close().
 *
 * Below it: encoding.h (bytes to UTF-8), csv.h (libcsv wrapped: records with line
 * numbers), dialect.h (which tool wrote the file, header rows), columns.h (which
 * column is what), cells.h (scores, dates, empty answers).
 */
#ifndef PAL_INGEST_SURVEY_H
#define PAL_INGEST_SURVEY_H

#include "base/arena.h"
#include "base/flow.h"
#include "base/measure.h"

typedef struct pal_survey pal_survey;
typedef struct pal_only_wishes pal_only_wishes;

/** What all inputs together hold. Segment columns of the inputs are joined by name, in
 *  the order in which they are first seen; a row of an input without the column has an
 *  empty value. Text columns likewise. */
typedef struct pal_plan {
    const pal_str *segments; /**< headers, one line, NFC */
    size_t segment_count;
    const pal_str *texts; /**< headers = the questions asked */
    size_t text_count;    /**< at least 1 */
    bool has_wave;        /**< a wave column, or several inputs (wave = file stem) */
    bool wave_is_file;    /**< the wave of a row is the name of its file */
    bool has_weight;      /**< every input has a weight column */
    const pal_measure *measures; /**< further score columns */
    size_t measure_count;
    bool has_score;
    pal_scale scale;       /**< the same for all inputs, else pal_survey_open() fails */
    const pal_str *sample; /**< up to 500 comments from the head of the inputs, for the
                                language of the survey */
    size_t sample_count;
    const pal_only_wishes *only; /**< which rows are read: ingest/only.h */
} pal_plan;

/** Open `count` inputs ("-" is standard input, once) and decide how to read them.
 *
 *  out   close it with pal_survey_close()
 *  opt   must outlive the survey; the names of columns in it are matched without case,
 *        or are column numbers from 1
 *
 *  Errors: PAL_ENOINPUT  cannot be opened, or is a folder
 *          PAL_EFORMAT   no header, no row, an unclosed quote that swallows the file, an
 *                        XLSX or other binary file (the message says what to do)
 *          PAL_EUSAGE    a named column is not there (the message suggests the nearest),
 *                        no text column, a score column whose scale is not certain
 *                        (message: `say --scale 0-10, 1-10, 1-7 or 1-5`), a measure whose
 *                        scale or unit is not certain, inputs with different scales, a
 *                        column or a value of opt->only that is not there
 *          PAL_ENOMEM    PAL_EIO */
pal_status pal_survey_open(pal_survey **out, const pal_options *opt,
                           const char *const *inputs, size_t count, pal_error *err);
void pal_survey_close(pal_survey *survey);
const pal_plan *pal_survey_plan(const pal_survey *survey);

/** The next row, or the next refusal.
 *
 *  row      views live in `mem` (reset it when the row is done with)
 *  refusal  refusal->reason is "" when `row` is good; else row is not set
 *
 *  Answers PAL_OK, or PAL_DONE after the last row. Fails with PAL_EIO or PAL_ENOMEM; with
 *  opt->strict a refused row fails with PAL_EFORMAT and its place. Rows that opt->only
 *  leaves out are passed by, but counted; PAL_EUSAGE when they are all. */
pal_status pal_survey_next(pal_survey *survey, pal_arena *mem, pal_row *row,
                           pal_refusal *refusal, pal_error *err);

/** Bytes read so far and in all (0 when not known: a pipe). */
void pal_survey_progress(const pal_survey *survey, uint64_t *done, uint64_t *total);
/** Facts of input `index`: complete (rows, hash) once pal_survey_next() said PAL_DONE. */
void pal_survey_input(const pal_survey *survey, size_t index, pal_input_result *out);

/** The values of opt->only as the rows have them, each once, in `mem`. Errors: ENOMEM. */
pal_status pal_survey_only(const pal_only **out, size_t *count, pal_arena *mem,
                           const pal_survey *survey, pal_error *err);
/** Would opt->only keep the row of this record of input `index`? *fine = false without
 *  memory. */
bool pal_survey_keeps(const pal_survey *survey, bool *fine, size_t index,
                      const pal_str *cells, size_t count);

/** The inspection of one input, for pal_inspect(); owned by `mem`. Errors as in
 *  pal_survey_open(), but a doubtful scale or a missing text column is a warning. */
pal_status pal_survey_inspect(pal_inspection *out, pal_arena *mem, const pal_options *opt,
                              const char *input, pal_error *err);

/** Is this answer no answer: blank, punctuation only, "-", "n/a", "eos", "en osaa sanoa",
 *  "ei ole", "ei kommentoitavaa", "no comment", "none", "EMPTY", "null"? A bare "ei" or
 * "no" is empty too. Judged on the whole text without case. */
bool pal_text_is_empty(pal_str text);
/** Is it an empty answer that says something all the same where faults or merits were
 *  asked for: "ei mitään", "ei ole", "no", "nothing"? */
bool pal_text_denies(pal_str text);

#endif /* PAL_INGEST_SURVEY_H */
