/* find_waves.h -- the waves of a survey against each other
 *
 * Room:  base/. stats/waves.c makes them, report/write_waves.c and report/text_compare.c
 *        write them.
 * Base:  scores: all scored rows; themes: rows with a comment; bridge: scored rows with a
 *        comment, and one term for the others.
 * Unit:  NPS points; shares from 0 to 1; intervals at 95 %. NaN = too few answers, or not
 *        shown. A change is the later minus the earlier wave.
 * Waves stand in the order of the panel's values: files as they were named, values of a
 * column by their bytes. A wave of fewer respondents than the k-threshold is never here.
 */
#ifndef PAL_BASE_FIND_WAVES_H
#define PAL_BASE_FIND_WAVES_H

#include "base/findings.h"

enum {
    PAL_WAVES_MAX = 60,          /**< more values of a wave column are not compared */
    PAL_WAVE_ROWS_MIN = 10,      /**< scored rows for an NPS; commented rows for shares */
    PAL_WAVE_ROWS_SURE = 30,     /**< below it a wave is weak */
    PAL_WAVE_MENTIONS_MIN = 10,  /**< of a theme: over all waves for its trend, in one of
                                      two waves for a term of the bridge */
    PAL_WAVE_KENDALL_MIN = 5,    /**< waves for a test of a trend of the NPS */
    PAL_WAVE_CHART_MIN = 3,      /**< waves for a control chart */
    PAL_WAVE_CHART_LARGE = 1000, /**< with more comments in every wave, Laney's limits */
    PAL_WAVE_MIX_VALUES_MAX = 50, /**< values of a column whose mix is tested */
    PAL_BRIDGE_COLUMNS_MAX = 12,  /**< columns that may give the mix term */
    PAL_BRIDGE_VALUES_MAX = 12,   /**< values of each of them */
};

/** One unit of pal_bridge_term.points is a billionth of an NPS point. */
#define PAL_BRIDGE_UNIT 1000000000

typedef enum pal_wave_verdict {
    PAL_WAVE_TOO_FEW = 0,
    PAL_WAVE_NO_CHANGE = 1, /**< none that this many answers can show */
    PAL_WAVE_ROSE = 2,      /**< p (or q) at most 0.05, and the interval lies above 0 */
    PAL_WAVE_FELL = 3,
} pal_wave_verdict;

/** A figure of the weighted answers; NaN without weights, or when n_eff is under
 *  PAL_WAVE_ROWS_MIN. Verdicts, alarms and the bridge count respondents. */
typedef struct pal_wave_weighted {
    double value; /**< a score, a share, or the difference of two */
    double low;
    double high;
    double effective; /**< n_eff; of one wave */
    double p;         /**< of a difference: z of the linearised errors */
    double q;         /**< ... of shares: Benjamini-Hochberg, as the counted one */
} pal_wave_weighted;

typedef struct pal_wave {
    pal_str name;
    uint64_t rows;
    uint64_t commented;
    pal_bands bands;           /**< scored rows */
    pal_bands bands_commented; /**< of these, the ones with a comment */
    bool weak;
    double nps;
    double low; /**< adjusted Wald */
    double high;
    double comment_rate;
    double rate_low; /**< Wilson */
    double rate_high;
    pal_wave_weighted weighted; /**< score */
} pal_wave;

/** What a term of the bridge stands for. */
typedef enum pal_bridge_kind {
    PAL_BRIDGE_THEME = 0,
    PAL_BRIDGE_OTHER = 1,      /**< all themes of fewer mentions together */
    PAL_BRIDGE_UNTAGGED = 2,   /**< comments without a theme */
    PAL_BRIDGE_MIX = 3,        /**< more and fewer answers of each value of a column */
    PAL_BRIDGE_NO_COMMENT = 4, /**< change of NPS of all minus NPS of those who comment */
    PAL_BRIDGE_LEXICON = 5,    /**< a wave was tagged again: moves no NPS, only themes */
} pal_bridge_kind;
enum { PAL_BRIDGE_KINDS = 6 };

/** Whole units, so that the terms sum to the change exactly. */
typedef struct pal_bridge_term {
    pal_bridge_kind kind;
    uint32_t theme; /**< of PAL_BRIDGE_THEME */
    int64_t points;
    int64_t share_points; /**< of it, change of share x old rate; rate change x new share
                               is the rest. Only of THEME, OTHER and UNTAGGED */
} pal_bridge_term;

/** From one NPS to another.
 *
 *  The value of a respondent (-100, 0, 100) is split equally over the themes of the row
 *  (or goes to "untagged"), so that with c_t the sum of a theme's parts over n rows
 *  NPS = sum_t c_t. A theme has c = share x rate, share m/n, rate = its parts over m:
 *
 *    c1 - c0 = (share1 - share0) rate0 + (rate1 - rate0) share1
 *
 *  With a mix column of groups g of weights w_g this is done in each group, and
 *
 *    NPS1 - NPS0 = sum_g (w1 - w0)(NPS0_g + NPS1_g)/2 + sum_g (w0 + w1)/2 (c1_g - c0_g)
 *
 *  the first sum being the mix term. A group that a wave lacks counts as unchanged.
 *  Source: E. Kitagawa, J. Amer. Statist. Assoc. 50 (1955) 1168-1194. */
typedef struct pal_bridge {
    bool made;      /**< both waves have PAL_WAVE_ROWS_MIN scored rows with a comment */
    int64_t change; /**< in units: the sum of all points */
    pal_str mix_column;           /**< empty: none */
    double mix_p;                 /**< of its test of the same mix in both waves */
    const pal_bridge_term *terms; /**< themes by size, then the kinds in their order */
    size_t count;
} pal_bridge;

/** Is the mix of a column the same in both waves? */
typedef struct pal_wave_mix {
    pal_str column;
    double x2; /**< chi-square over all rows with a value */
    double df;
    double p;
    bool changed; /**< p < 0.01: a warning */
} pal_wave_mix;

/** Two waves. */
typedef struct pal_wave_change {
    size_t from; /**< index into the waves */
    size_t to;
    double difference;
    double low; /**< of adjusted scores */
    double high;
    double p; /**< exact below 50 scored rows in either, else z */
    bool exact;
    double detectable; /**< smallest change seen with 80 % power at these sizes */
    pal_wave_verdict verdict;
    double rate_change; /**< of the comment rate */
    double rate_low;
    double rate_high;
    double rate_p;
    bool rate_changed;         /**< p < 0.01: a warning */
    const pal_wave_mix *mixes; /**< by column */
    size_t mix_count;
    pal_bridge bridge;
    pal_wave_weighted weighted; /**< difference of the scores */
} pal_wave_change;

/** Which mentions of a theme are counted. */
typedef enum pal_wave_tone {
    PAL_WAVE_ALL = 0,
    PAL_WAVE_BLAME = 1, /**< negative ones */
    PAL_WAVE_PRAISE = 2,
} pal_wave_tone;
enum { PAL_WAVE_TONES = 3 };

/** A share of the commented rows of a wave, and its change from the wave before. */
typedef struct pal_wave_share {
    bool hidden; /**< 1 to k - 1 mentions, or too few comments: no number is shown */
    uint64_t mentions;
    double share;
    double low; /**< Wilson */
    double high;
    double change;     /**< NaN also when either side is hidden */
    double change_low; /**< Newcombe */
    double change_high;
    double p; /**< two shares, or Fisher's test when an expected count is under 5 */
    double q; /**< Benjamini-Hochberg over all themes, tones and pairs of waves */
    pal_wave_verdict verdict;
    int alarm; /**< -1 under the control limits, 1 over them */
    pal_wave_weighted weighted;
    pal_wave_weighted weighted_change; /**< NaN also when either side is hidden */
} pal_wave_share;

/** Mentions of a theme in one tone, over the waves. */
typedef struct pal_wave_trend {
    bool made; /**< PAL_WAVE_MENTIONS_MIN mentions over all waves */
    uint64_t mentions;
    const pal_wave_share *shares; /**< by wave */
    double change;                /**< last minus first; NaN when either is hidden */
    double change_low;
    double change_high;
    double x2; /**< Cochran-Armitage over all waves */
    double p;
    double q;                 /**< Benjamini-Hochberg over all themes and tones */
    pal_wave_verdict verdict; /**< of q and of the interval of last minus first; of two
                                   waves that of the pair */
    double center;            /**< of the control chart; NaN without one */
    double sigma_z;
    pal_wave_weighted weighted_change; /**< last minus first; p and q are those of the
                                            slope over all waves, by weighted least
                                            squares: pal_weighted_parts_trend() */
} pal_wave_trend;

typedef struct pal_wave_theme {
    uint32_t theme;
    pal_wave_trend tones[PAL_WAVE_TONES];
} pal_wave_theme;

/** A theme of an earlier result by its old tags, and as it is tagged now. */
typedef struct pal_wave_retag {
    uint32_t theme;
    bool hidden; /**< either count is from 1 to k - 1: no number is shown */
    uint64_t mentions_old;
    uint64_t mentions_new;
    double share_old;
    double share_new;
    double points_old; /**< its part of the NPS: c_t of pal_bridge */
    double points_new;
} pal_wave_retag;

/** A wave that is an earlier result, tagged with another lexicon at its time. */
typedef struct pal_wave_lexicon {
    size_t wave;
    pal_str sha256;               /**< of that lexicon */
    uint64_t commented;           /**< rows with a comment */
    uint64_t unknown_tags;        /**< tags of themes that the lexicon no longer has */
    double share_sum;             /**< sum of share_new - share_old over all themes */
    const pal_wave_retag *themes; /**< where the counts differ; by the difference of
                                       the shares, the largest first, then by index */
    size_t count;
} pal_wave_lexicon;

/** What an input says of itself when it is an earlier result; made by the run. */
typedef struct pal_earlier_tags {
    pal_str wave; /**< name of the wave */
    pal_str sha256;
    uint64_t commented;
    uint64_t scored; /**< of those */
    uint64_t unknown_tags;
    const uint64_t *mentions; /**< by theme index: rows */
    const int64_t *sums;      /**< parts of the values, in PAL_SPLIT_UNIT */
} pal_earlier_tags;

/** A value of 1 is split in so many parts, the least common multiple of 1 to 16. Of more
 *  themes in a row the first get one part more, so that nothing is lost. */
#define PAL_SPLIT_UNIT 720720

typedef struct pal_wave_findings {
    uint64_t k_threshold;
    const pal_wave *waves;
    size_t count;
    size_t hidden; /**< waves below the k-threshold, and those that would tell them */
    double q;      /**< Cochran's Q over all waves; df = waves - 1 */
    double q_df;
    double q_p;
    bool has_kendall;
    double kendall_tau;
    double kendall_p;
    const pal_wave_change *changes; /**< consecutive; then first to last of three or more
                                     */
    size_t change_count;
    const pal_wave_theme *themes; /**< by theme index */
    size_t theme_count;
    uint64_t theme_tests; /**< m of the q-values of pairs */
    uint64_t trend_tests;
    bool laney;
    const struct pal_key_contrast *emerging; /**< the latest wave against the earlier
                                                  ones; NULL = none */
    size_t emerging_side;                    /**< which side of it is the latest wave */
    const pal_wave_lexicon *lexicons;
    size_t lexicon_count;
    bool weighted; /**< the weighted figures are there */
} pal_wave_findings;

/** From the first to the last wave. */
static inline const pal_wave_change *pal_wave_whole(const pal_wave_findings *f)
{
    return f->change_count != 0 ? &f->changes[f->change_count - 1] : NULL;
}

#endif /* PAL_BASE_FIND_WAVES_H */
