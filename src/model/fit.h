/* fit.h -- weights from coded texts
 *
 * Room:  model/. liblinear (Fan et al., JMLR 9 (2008) 1871-1874) does the optimisation:
 *        L2-regularised logistic regression, one class against the rest, which begins at
 *        zero and draws no random numbers: the same texts give the same bytes.
 * Order: pal_fit_open(); pal_fit_begin(), pal_fit_feature()..., pal_fit_end() for each
 *        text; pal_fit_run(); pal_fit_close().
 */
#ifndef PAL_MODEL_FIT_H
#define PAL_MODEL_FIT_H

#include "model/model.h"

typedef struct pal_fit pal_fit;

/** Settings of a training. */
typedef struct pal_fit_options {
    pal_model_kind kind;
    pal_language language;
    const pal_str *classes;
    size_t class_count; /**< at most PAL_MODEL_CLASSES_MAX */
    double cost;        /**< liblinear's C, of all codings of a text together */
    double smooth;      /**< added to the texts of each feature and class before their
                             log-count ratio is taken: more than 0 */
    double evenly;      /**< added to the log-count ratio of every feature */
    double chars;       /**< what a feature of characters counts, in shares of
                             PAL_FEATURE_CHARS_SCALE */
    unsigned min_texts; /**< features of fewer texts are not learnt */
    size_t class_texts; /**< a class of fewer texts is in the model, but never proposed */
    unsigned reads;     /**< pal_model_reads: what it sees beside the text */
    double least;       /**< no threshold is lower than this probability */
    double drop;        /**< features whose weights are all smaller than this share of the
                             largest of their class are not learnt */
    size_t drop_from;   /**< ... where there are so many features, or more */
    double share_out;   /**< of a tone: pal_share_threshold(), ... */
    double share_most;  /**< ... or, up to this, where the folds say so */
    double beside_cost; /**< liblinear's C of what stands beside the words */
    double prune;       /**< weights whose share of the largest is smaller are dropped */
    size_t most;        /**< bytes that features and weights may take: more of the small
                             weights are dropped until they do; 0 = any */
} pal_fit_options;

/** Decision of a class on texts that it was not trained on. */
typedef struct pal_fit_class {
    uint64_t gold;
    uint64_t found; /**< in cross-validation: themes at their threshold, a tone where it
                       is the likeliest */
    uint64_t right;
    bool learnt; /**< it has enough texts */
} pal_fit_class;

/** Held-out figures of a training (five folds by text hash). */
typedef struct pal_fit_report {
    const pal_fit_class *classes;
    size_t class_count;
    size_t texts;
    size_t features;
    size_t weights;
    uint64_t likeliest_right; /**< texts whose likeliest class is theirs */
} pal_fit_report;

pal_status pal_fit_open(pal_fit **out, const pal_fit_options *opt, pal_error *err);
void pal_fit_close(pal_fit *fit);
/** A text of fold 0 to 4; texts with the same words must have the same. A text that
 * several people have coded comes once for each, one after the other: their votes count,
 * its words once. A failure of this call and of those below is told by pal_fit_run(). */
void pal_fit_begin(pal_fit *fit, unsigned fold);
/** The text that was begun has this class. */
void pal_fit_class_of(pal_fit *fit, size_t class_index);
/** The model sees this beside the texts (pal_model_reads). Features of the kind
 *  PAL_FEATURE_BESIDE count where PAL_MODEL_READS_BESIDE is one of them: a second
 *  regression, on the held-out decisions, then takes the place of Platt's. A text that
 * has none of them is part of another one and has no say in it. */
void pal_fit_reads(pal_fit *fit, unsigned reads);
void pal_fit_feature(void *fit, pal_feature_kind kind, uint32_t hash, pal_str text,
                     pal_str second);
void pal_fit_end(pal_fit *fit);
/** Train, calibrate and choose thresholds on held-out folds, train on all; append the
 *  model file to `out`. The report lives as long as the fit.
 *  Errors: ENOMEM, EFORMAT (fewer than 20 texts, no class with enough of them). */
pal_status pal_fit_run(pal_fit *fit, pal_buf *out, pal_fit_report *report,
                       pal_error *err);
/** "230": of liblinear, as it counts its versions. */
const char *pal_fit_version(void);

#endif /* PAL_MODEL_FIT_H */
