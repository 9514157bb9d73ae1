/* measure_count.h -- the values of further scores, counted
 *
 * Room:  stats/. For stats/measures.c.
 */
#ifndef PAL_STATS_MEASURE_COUNT_H
#define PAL_STATS_MEASURE_COUNT_H

#include "base/find_measures.h"
#include "stats/means.h"
#include "stats/proportion.h"
#include "stats/stats_run.h"
#include "stats/weighted_mean.h"
#include "stats/weighted_part.h"

/** One figure: of a column of the panel, of the main score, or of the index. */
typedef struct pal_measure_source {
    pal_measure is;
    size_t column; /**< of the panel's measures */
    double offset; /**< value = offset + unit x number */
    double unit;
} pal_measure_source;

/** Columns of the index. */
typedef struct pal_csi_source {
    size_t columns[PAL_CSI_PARTS_MAX];
    double lows[PAL_CSI_PARTS_MAX];    /**< thousandths */
    double factors[PAL_CSI_PARTS_MAX]; /**< points of the index a thousandth */
    size_t count;
} pal_csi_source;

/** The sources of a run: the main score if there is one, then CSAT, CES, eNPS, CSI, FCR
 *  and time. `list` has room for PAL_MEASURE_KIND_COUNT. Answers how many. */
size_t pal_measure_sources(pal_measure_source *list, pal_csi_source *index,
                           const pal_stats_run *run);

/** What a row says. */
typedef enum pal_measured {
    PAL_MEASURED_NOT = 0,
    PAL_MEASURED_UNREADABLE = 1,
    PAL_MEASURED = 2,
} pal_measured;
/** The number of a row; `*band` as in NPS for the two scores, and PROMOTER where a grade
 *  or an answer is a good one (pal_measure_figure.share). */
pal_measured pal_measure_number(uint64_t *number, pal_band *band,
                                const pal_measure_source *source,
                                const pal_csi_source *index, const pal_panel_row *row);

/** The answers of a group. */
typedef struct pal_measure_tally {
    pal_moments moments;
    uint64_t bands[PAL_BAND_COUNT];
    pal_weighted_moments weighted; /**< empty without weights, as the next two */
    pal_weight_sums scores;        /**< by band */
    pal_weight_part good;          /**< PAL_BAND_PROMOTER */
} pal_measure_tally;
void pal_measure_tally_add(pal_measure_tally *tally, uint64_t number, pal_band band,
                           const int64_t *weight);

/** Figures of a group, but its median. */
pal_measure_figure pal_measure_figure_of(const pal_measure_tally *tally,
                                         const pal_measure_source *source);
#endif /* PAL_STATS_MEASURE_COUNT_H */
