/* palaute.h -- themes, sentiment and NPS of open-ended survey answers
 *
 * Order: pal_options opt = PAL_OPTIONS_INIT; set what you need;
 *        pal_engine_open() once (loads lexicons and models);
 *        then pal_analyze() for files, or pal_reader_open() and pal_read() for
 *        single texts; pal_inspect() and pal_evaluate() beside them;
 *        pal_engine_close() last.
 * Threads: an engine is read-only after it is open and may be shared; a reader
 *        belongs to one thread at a time.
 * Strings: UTF-8, NFC. A pal_str is not NUL-terminated unless its comment says so.
 * Failure: a call that fails leaves its outputs untouched and tells why in
 *        *err, which may be NULL and must be zeroed (`pal_error err = {0}`) by
 *        the caller before the first call.
 */
#ifndef PALAUTE_H
#define PALAUTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define PAL_VERSION_MAJOR 0
#define PAL_VERSION_MINOR 1
#define PAL_VERSION_PATCH 0

#if defined(__GNUC__)
#define PAL_API __attribute__((visibility("default")))
#else
#define PAL_API
#endif

/** Answer of every call that can fail. 0 = fine, > 0 = fine and finished,
 *  < 0 = failed. The values are ABI: add at the end, never renumber. */
typedef enum pal_status {
    PAL_DONE = 1, /**< no more rows; not an error */
    PAL_OK = 0,
    PAL_ENOMEM = -1,   /**< arena limit reached or malloc failed */
    PAL_EIO = -2,      /**< open, read, write or close failed */
    PAL_EFORMAT = -3,  /**< the data breaks its format; err->at says where */
    PAL_EUSAGE = -4,   /**< bad option or bad order of calls */
    PAL_ENOINPUT = -5, /**< an input file does not exist or cannot be opened */
    PAL_EOUTPUT = -6,  /**< the output cannot be created */
    PAL_ESTOP = -7,    /**< the progress call asked to stop */
} pal_status;

/** A place in input data. line and column count from 1, in bytes; 0 = unknown. */
typedef struct pal_loc {
    const char *file; /**< as the caller named it; not owned; may be NULL */
    size_t line;
    size_t column;
} pal_loc;

/** One failure, filled by the call that fails. Fixed size: reporting never allocates.
 *  Do not copy it by assignment: `at.file` points into it. */
typedef struct pal_error {
    pal_status code;
    pal_loc at;     /**< at.file is NULL or file[] */
    char msg[240];  /**< one line, lower case, no final stop; always NUL-terminated */
    char file[256]; /**< name of the file, cut at the front when it is longer */
} pal_error;

/** `len` bytes at `ptr`; not NUL-terminated, not owned. {NULL, 0} is empty. */
typedef struct pal_str {
    const char *ptr;
    size_t len;
} pal_str;

/** Language of a text, of a rule, or of the words on the screen. */
typedef enum pal_language {
    PAL_LANGUAGE_OTHER = 0, /**< neither, or nothing that tells */
    PAL_LANGUAGE_FI = 1,
    PAL_LANGUAGE_EN = 2,
    PAL_LANGUAGE_MIXED = 3, /**< Finnish and English in one answer */
} pal_language;

/** Tone of an answer or of a mention. A mention is never PAL_MIXED. */
typedef enum pal_polarity {
    PAL_NEUTRAL = 0,
    PAL_NEGATIVE = 1,
    PAL_POSITIVE = 2,
    PAL_MIXED = 3,
} pal_polarity;
enum { PAL_POLARITY_COUNT = 4 };

/** What the question of a text column asks for. */
typedef enum pal_asked {
    PAL_ASKED_OPEN = 0,   /**< anything, or a reason: the question changes nothing */
    PAL_ASKED_FAULTS = 1, /**< what is wrong or missing: a bare "hinta" is blame */
    PAL_ASKED_MERITS = 2, /**< what is good: a bare "hinta" is praise */
} pal_asked;
enum { PAL_ASKED_COUNT = 3 };

/** NPS band of a score. */
typedef enum pal_band {
    PAL_BAND_NONE = 0, /**< no score */
    PAL_BAND_DETRACTOR = 1,
    PAL_BAND_PASSIVE = 2,
    PAL_BAND_PROMOTER = 3,
} pal_band;
enum { PAL_BAND_COUNT = 4 };

/** What the score column measures. Only 0-10 is standard NPS; the bands of the
 *  others are 1-10: 1-6, 7-8, 9-10; 1-7: 1-5, 6, 7; 1-5: 1-3, 4, 5. */
typedef enum pal_scale {
    PAL_SCALE_NONE = 0, /**< no score column */
    PAL_SCALE_0_10 = 1,
    PAL_SCALE_1_10 = 2,
    PAL_SCALE_1_7 = 3,
    PAL_SCALE_1_5 = 4,
} pal_scale;

/** One theme of the lexicon. Lives as long as the engine. */
typedef struct pal_theme {
    pal_str id;
    pal_str group;
    pal_str kind;     /**< "pain" or "signal" */
    pal_str label[3]; /**< by pal_language; [0] is empty */
} pal_theme;

/** One rule of the lexicon, for `explain` and mentions.csv. Lives as long as the engine.
 */
typedef struct pal_rule_ref {
    pal_str file;  /**< name without folders, "nopeus.fi.tsv" */
    uint32_t line; /**< from 1 */
    pal_str text;  /**< as written */
} pal_rule_ref;

/** pal_mention.rule of a theme that a trained model proposed. */
#define PAL_RULE_MODEL UINT32_MAX

/** One finding of a theme in a text. */
typedef struct pal_mention {
    uint32_t theme;        /**< index for pal_engine_theme() */
    uint32_t rule;         /**< index for pal_engine_rule() */
    uint32_t start;        /**< byte offset into the text, included */
    uint32_t end;          /**< not included */
    pal_polarity polarity; /**< neg, neu or pos */
    bool negated;          /**< a negation turned it */
    bool wish;             /**< said as a wish */
    bool asked;            /**< the question, no word of the answer, gave the polarity */
    bool open;             /**< the rule leaves the polarity to the words around it */
    bool firm;             /**< the shape of the sentence settles it */
    bool denies;           /**< the rule names a negation */
    bool learnt;           /**< the trained model of tone gave it: the words have none, or
                                it is sure of the contrary */
    int32_t score;         /**< tone of the mention in 1/1000 valence points */
    uint16_t probability;  /**< of a trained model that proposed it, in 1/1000; 0 = a rule
                                found it */
    uint32_t clause;
} pal_mention;

/** Why a Finnish word was read as a word of another spelling. */
typedef enum pal_respelling {
    PAL_RESPELT_NONE = 0,
    PAL_RESPELT_SPOKEN = 1,  /**< spoken form: "ootin" for "odotin" */
    PAL_RESPELT_UMLAUT = 2,  /**< typed without ä and ö: "hyva" */
    PAL_RESPELT_DOUBLED = 3, /**< letters held down: "hyväää" */
    PAL_RESPELT_TYPO = 4,    /**< a slip of one letter: "asiakspalvelu" */
} pal_respelling;
enum { PAL_RESPELLING_COUNT = 5 };

/** A word that a run read in another spelling. */
typedef struct pal_correction {
    pal_str form;     /**< as the comments have it, folded; personal data masked */
    pal_str standard; /**< what it was read as */
    pal_respelling why;
    uint64_t words;   /**< how often */
    uint64_t answers; /**< rows that have it */
} pal_correction;

/** One token of a text, as `explain` shows it. */
typedef struct pal_token_view {
    uint32_t start; /**< bytes into the text */
    uint32_t end;
    uint32_t sentence; /**< from 0 */
    uint32_t clause;   /**< from 0, over the whole text */
    pal_str folded;    /**< case-folded form */
    pal_str stem;      /**< Snowball stem in the text's language; empty for no word */
    pal_str lemma;     /**< dictionary form; empty when unknown */
    pal_str standard;  /**< written form that a spoken or mistyped word was read as */
    pal_str role;      /**< "negator", "booster", "contrast", ... or empty */
    int32_t valence;   /**< 1/1000 points after negation and boosters; 0 = none */
    bool negated;
    pal_respelling respelling; /**< why `standard` is not empty */
} pal_token_view;

/** What pal_read() finds in one text. Arrays live until the reader's next call. */
typedef struct pal_reading_view {
    pal_str text; /**< NFC, mended; offsets count in it */
    pal_language language;
    pal_polarity sentiment;
    int32_t score;               /**< tone of the whole in 1/1000, from -1000 to 1000 */
    pal_asked asked;             /**< what the question asks for */
    bool empty;                  /**< nothing said: blank, "-", "eos", "n/a", ... */
    const pal_mention *mentions; /**< by start, then theme, then rule */
    size_t mention_count;
    const pal_token_view *tokens;
    size_t token_count;
} pal_reading_view;

/** The tags of a text: one entry a theme, in the order of first mention. */
typedef struct pal_tag {
    uint32_t theme;
    pal_polarity polarity;
    bool wish;
} pal_tag;

/** Personal data, by the mark that stands in its place. */
typedef enum pal_personal {
    PAL_PERSONAL_NAME = 0,
    PAL_PERSONAL_PHONE,
    PAL_PERSONAL_EMAIL,
    PAL_PERSONAL_HETU, /**< Finnish personal identity code */
    PAL_PERSONAL_ACCOUNT,
    PAL_PERSONAL_BUSINESS, /**< Finnish business or VAT number */
    PAL_PERSONAL_CARD,
    PAL_PERSONAL_ADDRESS,
    PAL_PERSONAL_PLATE,
    PAL_PERSONAL_LINK,   /**< web address that carries a query or a user */
    PAL_PERSONAL_HANDLE, /**< "@name" */
    PAL_PERSONAL_IP,
} pal_personal;
enum { PAL_PERSONAL_COUNT = 12 };

/** Files that a run writes beside CSV, summary.json and report.html; bits of
 *  pal_options.formats. */
typedef enum pal_format {
    PAL_FORMAT_JSONL = 1u << 0,  /**< comments.jsonl: one object an answer */
    PAL_FORMAT_MD = 1u << 1,     /**< summary.md, for chat and mail */
    PAL_FORMAT_XLSX = 1u << 2,   /**< results.xlsx */
    PAL_FORMAT_SQLITE = 1u << 3, /**< results.sqlite */
} pal_format;

/** Form of the CSV files of a run. */
typedef enum pal_csv_profile {
    PAL_CSV_RFC4180 = 0,  /**< UTF-8, comma, LF, decimal point */
    PAL_CSV_EXCEL_FI = 1, /**< byte order mark, semicolon, CRLF, decimal comma; text
                               that a spreadsheet would run has a ' in front */
    PAL_CSV_RFC4180_GUARDED = 2, /**< RFC 4180 with that guard */
} pal_csv_profile;
enum { PAL_CSV_PROFILE_COUNT = 3 };

/** Called now and then during long work. Answer false to stop (PAL_ESTOP). */
typedef bool pal_progress_fn(void *ctx, uint64_t bytes_done, uint64_t bytes_total,
                             uint64_t rows);

/** Which comments of a coded file count: those whose SHA-256 begins with 8 hex digits
 *  that 3 divides are the test split, so that the same words are never in both. */
typedef enum pal_split {
    PAL_SPLIT_ALL = 0,
    PAL_SPLIT_TRAIN = 1,
    PAL_SPLIT_TEST = 2,
} pal_split;

/** Settings of a run. NULL and 0 mean "find out" or the default. Nothing is owned. */
typedef struct pal_options {
    size_t size; /**< sizeof(pal_options): lets old callers meet a newer library */
    const char
        *lexicons;      /**< folder; NULL: PALAUTE_LEXICONS, or where it was installed */
    const char *out;    /**< folder of the results, for pal_analyze(); NULL: no file is
                             kept */
    bool force;         /**< replace a folder that is not an earlier result */
    const char *models; /**< folder; NULL: beside the lexicons */
    bool no_model;      /**< rules alone decide */
    const char *model;  /**< a model to use instead of the one that came along; it then
                             decides by itself: a model of tone with the rules' verdict as
                             one of its features, one of themes without what rules find */
    pal_split split;    /**< for pal_evaluate() */
    const char *morphology;  /**< NULL or "best": Voikko where it is; "snowball" */
    const char *score;       /**< column name or number from 1; "-" = none */
    const char *const *text; /**< column names or numbers, NULL-terminated */
    const char *id;
    const char *wave;
    const char *date;
    const char *language_column;
    const char *const *segment; /**< NULL-terminated; {"-"} = none */
    char delimiter;             /**< 0 = find out */
    const char *encoding;       /**< NULL = find out */
    pal_scale scale;            /**< PAL_SCALE_NONE = find out */
    pal_language language;      /**< of the survey; OTHER = find out */
    const char *question; /**< the question asked; NULL = the header of the text column;
                             "none" = no question changes anything */
    pal_language screen;  /**< of the report: fi or en; OTHER = that of the survey */
    unsigned threads;     /**< 0 = one for each core */
    bool strict;          /**< the first refusal ends the run */
    pal_progress_fn *progress;
    void *progress_ctx;
    const char *weight;   /**< column of weights, as `score`; NULL = none */
    unsigned k_threshold; /**< groups of fewer respondents are not shown; 0 = 5 */
    /* further score columns; NULL = none. A scale is 0-10, 1-10, 1-7 or 1-5 */
    const char *csat; /**< satisfaction: "COLUMN" or "COLUMN:SCALE" */
    const char *ces;  /**< effort: "COLUMN[:SCALE][:low|:high]", the end that is good */
    const char *enps; /**< recommendation by employees, 0-10 or 1-10 */
    const char *csi;  /**< satisfaction index: "COLUMN[:SCALE][=WEIGHT],..." */
    const char *fcr;  /**< resolved at the first contact: yes or no */
    const char *resolution_time; /**< "COLUMN[:UNIT]", UNIT s, min, h or d */
    const char *why;   /**< the theme that pal_result_why() tells of: its id or label, or
                            the beginning of one; NULL = the themes that weigh most */
    pal_band why_band; /**< PAL_BAND_NONE = detractors, without a score all answers */
    bool why_all;      /**< all answers instead of a band */
    const char *mix;   /**< segment column of the mix term between waves; NULL = the one
                            that explains most */
    bool keep_personal_data; /**< mask nothing; named columns are read whatever they tell
                              */
    bool mask_plates;  /**< registration plates too, which product codes look like */
    const char *sheet; /**< of a workbook, by name or number from 1; NULL = the
                            first visible one that holds something */
    unsigned formats;  /**< of pal_format: further files; 0 = none */
    pal_csv_profile csv_profile; /**< of all CSV files */
    const char *sqlite; /**< a database that the run is written to, too; NULL = none. One
                             that is there is refused without `append` or `force` */
    bool append;        /**< add the run to it; a wave that it holds is refused */
    const char *const *only; /**< "COLUMN=VALUE", NULL-terminated: only rows that have one
                                  of the values of each column are read; NULL = all */
    const char *cache; /**< file that keeps what was made of Finnish words, for the next
                            run; "-made" behind its name, what lexicon and models make of
                            words; "-rules", the compiled lexicon; NULL = none. They never
                            change a result */
    const char *prepared; /**< such files that pal_prepare() made: only read, where those
                             of `cache` are missing or of no use; NULL = none */
    const char *const *own_themes; /**< models of themes of the user's own, one a
                                      language, NULL-terminated; their themes stand behind
                                      those of the lexicon; NULL = none */
    bool only_own_themes;          /**< no themes but those */
    bool learn_own_ids; /**< for pal_train(): the themes of the files have ids of the
                                user's own, none of the lexicon's */
    bool learn_score; /**< for pal_train(): the score of the answer is learnt from, too */
    bool learn_rare;  /**< for pal_train(): rare tones are found more often */
} pal_options;
#ifdef __cplusplus
#define PAL_OPTIONS_INIT                                                                 \
    {                                                                                    \
        sizeof(pal_options)                                                              \
    }
#else
#define PAL_OPTIONS_INIT                                                                 \
    {                                                                                    \
        .size = sizeof(pal_options)                                                      \
    }
#endif

/** Answers by band. */
typedef struct pal_bands {
    uint64_t detractors;
    uint64_t passives;
    uint64_t promoters;
} pal_bands;

/** A Net Promoter Score in points, -100 to 100, with its 95 % adjusted-Wald interval
 *  clamped to that range. Source: Rocks 2016, The American Statistician 70:365.
 *  Meaningless when the bands are all 0. */
typedef struct pal_nps {
    pal_bands bands;
    double nps;
    double low;
    double high;
} pal_nps;

/** What can be said of the impact of a theme. */
typedef enum pal_verdict {
    PAL_VERDICT_NOISE = 0, /**< too few answers, or not distinguishable from noise: the
                                interval (share random) holds 0, or q of the theme over
                                all themes is above 0.05 */
    PAL_VERDICT_LOWER = 1, /**< goes with lower scores */
    PAL_VERDICT_HIGHER = 2,
} pal_verdict;

/** One theme over all answers of a run. Counts are respondents (rows): a row that
 *  mentions the theme in two columns counts once. */
typedef struct pal_theme_result {
    uint32_t theme;
    uint64_t mentions;                     /**< rows with the theme */
    uint64_t polarity[PAL_POLARITY_COUNT]; /**< of those, by tone; [PAL_MIXED] is 0 */
    uint64_t wishes;
    double share;                         /**< mentions / commented rows, 0 to 1 */
    double share_in_band[PAL_BAND_COUNT]; /**< by pal_band; within commented rows of it */
    pal_nps with;                         /**< scored commented rows that mention it */
    pal_nps rest;                         /**< scored commented rows that do not */
    double impact;     /**< NPS points: share x gap = NPS of all - NPS without it */
    double impact_low; /**< 95 %, share held fixed */
    double impact_high;
    pal_verdict verdict;
} pal_theme_result;

/** One value of a wave or a segment column. */
typedef struct pal_group_result {
    pal_str column; /**< header of the column; "wave" for waves */
    pal_str value;
    uint64_t rows;
    uint64_t commented;
    pal_nps nps;
    const uint64_t *theme_mentions; /**< by theme index; shape: theme_count */
    const uint64_t *theme_negative;
    bool pooled; /**< of a segment column: the values that are too small by themselves,
                    and what else hides them; of waves: too small, all counts are 0 */
} pal_group_result;

/** A comment chosen to show a theme in a band. */
typedef struct pal_quote {
    uint32_t theme;
    pal_band band;
    pal_polarity polarity;
    uint64_t row;
    pal_str id;
    pal_str text;
    uint32_t start; /**< of the mention, bytes into text */
    uint32_t end;
    pal_language language;
} pal_quote;

/** One input of a run. */
typedef struct pal_input_result {
    pal_str name;   /**< last part of the path, or "-" */
    pal_str sha256; /**< 64 hex digits, of the bytes as they were read */
    uint64_t bytes;
    pal_str encoding;
    char delimiter;
    pal_str dialect; /**< "qualtrics-3", "surveymonkey", "plain", ... */
    uint64_t rows;
    uint64_t refusals;
    pal_str score_column; /**< header; empty when there is none */
    pal_str text_columns; /**< headers, " | " between them */
    pal_scale scale;
    pal_str weight_column; /**< header; empty when there is none */
    uint64_t left_out;     /**< rows that opt->only leaves out; not in `rows` */
    bool part;             /**< an earlier result of the rows that opt->only named then */
} pal_input_result;

/** A value that opt->only names. Of several values of a column one is enough. */
typedef struct pal_only {
    pal_str column; /**< header */
    pal_str value;  /**< as the rows have it; may be empty */
} pal_only;

/** The rooms of the program, for the time spent in each. */
typedef enum pal_room {
    PAL_ROOM_INGEST = 0,
    PAL_ROOM_TEXT = 1,
    PAL_ROOM_LEXICON = 2,
    PAL_ROOM_SENTIMENT = 3,
    PAL_ROOM_STATS = 4,
    PAL_ROOM_REPORT = 5,
} pal_room;
enum { PAL_ROOM_COUNT = 6 };

/** All figures of a run. Lives as long as its pal_result. */
typedef struct pal_summary {
    uint64_t rows;           /**< data rows read: = answers + empty + refusals */
    uint64_t answers;        /**< rows with at least one comment that says something */
    uint64_t empty;          /**< rows whose comments are all empty */
    uint64_t refusals;       /**< rows that could not be read; see refusals.csv */
    uint64_t comments;       /**< comments; more than answers with several text columns */
    uint64_t unscored;       /**< answers and empty rows without a score */
    pal_language language;   /**< of the survey */
    pal_language screen;     /**< of the report */
    uint64_t by_language[4]; /**< comments by pal_language */
    uint64_t respelt[PAL_RESPELLING_COUNT]; /**< words read in another spelling, by why */
    const pal_correction *corrections; /**< the most frequent of them, 20 at most, each
                                            in k_threshold answers or more */
    size_t correction_count;
    uint64_t by_sentiment[PAL_POLARITY_COUNT]; /**< comments by tone */
    uint64_t sentiment_in_band[PAL_BAND_COUNT][PAL_POLARITY_COUNT];
    pal_nps nps;           /**< all scored rows */
    pal_nps nps_commented; /**< scored rows with a comment: the base of theme figures */
    double comment_rate[PAL_BAND_COUNT]; /**< share of the band's rows with a comment */
    uint64_t untagged;                   /**< answers without any theme */
    pal_nps nps_untagged;
    const pal_theme_result
        *themes; /**< all themes with a mention, by |impact|, then id */
    size_t theme_count;
    size_t lexicon_theme_count; /**< shape of the arrays by theme index */
    const pal_group_result
        *groups; /**< waves first, then segments; by column and value */
    size_t group_count;
    const pal_quote *quotes; /**< by theme in the order of themes[], band, rank */
    size_t quote_count;
    const struct pal_findings *findings; /**< the library's own, for its reports */
    const pal_input_result *inputs;
    size_t input_count;
    pal_str lexicon_sha256; /**< over all lexicon files, names and bytes */
    pal_str morphology;     /**< "snowball 2.2.0", "voikko 4.3.1 + snowball 2.2.0" */
    pal_str folder;         /**< where the files are; NUL-terminated */
    bool weighted;          /**< a weight column was named: findings have weighted scores,
                                 all figures of this struct count respondents */
    uint64_t k_threshold;   /**< groups of fewer respondents are not shown */
    bool personal_kept;     /**< nothing was masked */
    uint64_t personal[PAL_PERSONAL_COUNT]; /**< marks set in the comments, by kind */
    const pal_only *only; /**< what opt->only names: all figures are of these rows */
    size_t only_count;
    uint64_t left_out;              /**< rows without it; not in `rows` */
    double seconds[PAL_ROOM_COUNT]; /**< processor time by room, over all threads. Not
                                       part of any output file */
} pal_summary;

/** How one column of a survey file is used, and why. */
typedef struct pal_column_guess {
    size_t number;   /**< from 1 */
    pal_str name;    /**< header, one line */
    pal_str use;     /**< "score", "text", "id", "wave", "date", "language", "segment",
                        "weight", "measure", "dropped", "" */
    pal_str why;     /**< English, one line */
    uint64_t filled; /**< of the sampled rows */
    uint64_t distinct;
    pal_str sample; /**< a value, one line, at most 60 bytes; empty for dropped columns */
} pal_column_guess;

/** What is known of a survey file before it is read in full. */
typedef struct pal_inspection {
    pal_str file;
    uint64_t bytes;
    pal_str encoding;
    pal_str encoding_why;
    char delimiter;
    pal_str delimiter_why;
    pal_str newline; /**< "CRLF", "LF", "CR" */
    pal_str dialect;
    pal_str dialect_why;
    size_t header_rows;
    uint64_t sampled_rows;
    pal_scale scale;
    pal_str scale_why;
    pal_language language;
    const pal_column_guess *columns;
    size_t column_count;
    const pal_str
        *warnings; /**< English, one line each, with the option that would fix it */
    size_t warning_count;
    pal_str options; /**< the command-line options that state this guess, quoted for sh */
} pal_inspection;

/** Counts of one theme against a gold coding. */
typedef struct pal_theme_score {
    uint32_t theme;
    uint64_t gold;
    uint64_t found;
    uint64_t right;
    uint64_t right_polarity; /**< of `right`, those with the gold polarity */
} pal_theme_score;

/** Where the program and a coded file differ. */
typedef enum pal_slip_kind {
    PAL_SLIP_MISSED,   /**< a theme of the file was not found */
    PAL_SLIP_WRONG,    /**< a theme was found that is not in the file */
    PAL_SLIP_POLARITY, /**< the theme is right, its polarity is not */
    PAL_SLIP_OVERALL,  /**< the tone of the whole */
} pal_slip_kind;

/** One difference. */
typedef struct pal_slip {
    pal_slip_kind kind;
    size_t line;       /**< of the coded file */
    uint32_t theme;    /**< but for PAL_SLIP_OVERALL */
    pal_polarity gold; /**< PAL_MIXED: the theme was coded without one */
    pal_polarity found;
    bool has_rule;
    uint32_t rule;   /**< that found the theme; pal_engine_rule() */
    pal_str surface; /**< the words that it matched */
    pal_str comment;
} pal_slip;

/** Ends of a 95 % interval. */
typedef struct pal_figure_range {
    double low;
    double high;
} pal_figure_range;

/** How far the figures of an evaluation would go with other comments of their kind: the
 *  percentile bootstrap, 2,000 resamples of the comments. NaN without comments. */
typedef struct pal_agreement_range {
    pal_figure_range micro_f1;
    pal_figure_range polarity_micro_f1;
    pal_figure_range overall_accuracy;
} pal_agreement_range;

/** Agreement of the program with a coded file. */
typedef struct pal_evaluation {
    uint64_t comments;             /**< of the split */
    bool tone_coded;               /**< false: no column `overall`, and no figure of it */
    bool polarity_coded;           /**< false: no theme has a polarity, likewise */
    const pal_theme_score *themes; /**< themes that are in gold or found, by id */
    size_t theme_count;
    double micro_precision, micro_recall, micro_f1;
    double macro_f1;          /**< mean over the themes that are in gold */
    double polarity_micro_f1; /**< theme and polarity both right */
    double alpha;             /**< Krippendorff's, nominal: mean over the themes in gold;
                                   NaN without a theme */
    const pal_slip *slips;    /**< in the order of the file; missed, wrong, polarity,
                                   overall within a comment */
    size_t slip_count;
    double overall_accuracy;
    double overall_macro_f1; /**< over the classes that are in gold */
    pal_agreement_range range;
    uint64_t confusion[PAL_POLARITY_COUNT][PAL_POLARITY_COUNT]; /**< [gold][found] */
} pal_evaluation;

typedef struct pal_engine pal_engine;
typedef struct pal_reader pal_reader;
typedef struct pal_result pal_result;

/** "0.1.0". */
PAL_API const char *pal_version(void);
/** The libraries that this one was made with: "name version" and LF for each; Voikko is
 *  the one that can be loaded now. At most `cap` bytes are written, a NUL included; the
 *  length of all of it without the NUL is answered. */
PAL_API size_t pal_libraries(char *out, size_t cap);
/** Lower-case English name of the status, for logs. Never NULL. */
PAL_API const char *pal_status_name(pal_status status);

/** Load lexicons and models. Errors: ENOINPUT no such folder; EFORMAT a mistake in a
 *  file, with its place; ENOMEM. `opt` is not kept. */
PAL_API pal_status pal_engine_open(pal_engine **out, const pal_options *opt,
                                   pal_error *err);
PAL_API void pal_engine_close(pal_engine *engine);
PAL_API size_t pal_engine_theme_count(const pal_engine *engine);
PAL_API const pal_theme *pal_engine_theme(const pal_engine *engine, uint32_t index);
PAL_API size_t pal_engine_rule_count(const pal_engine *engine);
PAL_API pal_rule_ref pal_engine_rule(const pal_engine *engine, uint32_t index);
/** "snowball 2.2.0" or "voikko 4.3.1 + snowball 2.2.0". NUL-terminated. */
PAL_API const char *pal_engine_morphology(const pal_engine *engine);

/** Read survey files and write the result folder `opt->out`, whole or not at all.
 *
 *  inputs  paths, `count` of them: files, folders of earlier results, or "-" for standard
 *          input
 *  Answers PAL_OK also when rows were refused: see pal_summary.refusals.
 *  Errors: ENOINPUT, EFORMAT (with opt->strict also a refused row), EUSAGE (a column
 *  that is not there, a scale that must be named), EOUTPUT, EIO, ENOMEM, ESTOP. */
PAL_API pal_status pal_analyze(pal_result **out, const pal_engine *engine,
                               const pal_options *opt, const char *const *inputs,
                               size_t count, pal_error *err);
PAL_API const pal_summary *pal_result_summary(const pal_result *result);
/** How a text is drawn on a screen. */
typedef struct pal_drawing {
    pal_language language; /**< fi or en; OTHER = summary->screen */
    bool boxes;            /**< box characters; else plain ASCII between the words */
    bool color;            /**< ANSI escapes */
} pal_drawing;

/** What goes with a theme in a band, as an indented tree: who mentions it, with which
 *  other themes, about what, where, in which words. See opt->why.
 *
 *  out    UTF-8, lines that end in LF; lives as long as the result
 *  depth  levels, 1 to 5
 *  Errors: ENOMEM. */
PAL_API pal_status pal_result_why(pal_str *out, pal_result *result,
                                  const pal_drawing *drawing, unsigned depth,
                                  pal_error *err);
/** The waves of a survey against each other: the change of the NPS and what it is made
 *  of, themes and words that changed, warnings.
 *
 *  out  UTF-8, lines that end in LF; lives as long as the result
 *  Errors: ENOMEM. */
PAL_API pal_status pal_result_compare(pal_str *out, pal_result *result,
                                      const pal_drawing *drawing, pal_error *err);
PAL_API void pal_result_close(pal_result *result);

/** What would be read from `input`, and why. The strings live as long as *out. */
typedef struct pal_inspector pal_inspector;
PAL_API pal_status pal_inspect(pal_inspector **out, const pal_options *opt,
                               const char *input, pal_error *err);
PAL_API const pal_inspection *pal_inspector_view(const pal_inspector *inspector);
PAL_API void pal_inspector_close(pal_inspector *inspector);

/** Read the rules, and the words of the tables in models/ that are not rare, into files
 * in `folder`, which is made: with "words" in it as opt->prepared nobody has to read them
 *  again, as long as program, lexicon, models and dictionary stay the same. Anyone may
 *  read them; they hold nothing of any survey.
 *
 *  opt    its `cache` and `prepared` are not used
 *  words  how many were read
 *  Errors: EOUTPUT when they cannot be written, and those of pal_engine_open(); then the
 *  files of the folder are as they were */
PAL_API pal_status pal_prepare(const pal_options *opt, const char *folder, size_t *words,
                               pal_error *err);

/** A reader of single texts; keeps a word cache. `opt` gives language and question. */
PAL_API pal_status pal_reader_open(pal_reader **out, const pal_engine *engine,
                                   const pal_options *opt, pal_error *err);
PAL_API void pal_reader_close(pal_reader *reader);
/** Read one text. Bytes that are not UTF-8 become U+FFFD. Errors: ENOMEM (also: the
 *  text is longer than 16 MiB). */
PAL_API pal_status pal_read(pal_reader *reader, pal_str text, pal_reading_view *out,
                            pal_error *err);
/** The tags of the last text read; at most `cap` are written, the full count is
 *  answered. */
PAL_API size_t pal_reader_tags(const pal_reader *reader, pal_tag *tags, size_t cap);

/** The text with marks in the place of personal data, as pal_read() and pal_analyze()
 * read it.
 *
 *  out     lives until the reader's next call
 *  counts  by kind: what was masked is added; may be NULL
 *  Errors: ENOMEM. */
PAL_API pal_status pal_redact(pal_str *out, pal_reader *reader, pal_str text,
                              uint64_t counts[PAL_PERSONAL_COUNT], pal_error *err);
/** Take the bytes of a file that is made. False ends the work with PAL_EIO. */
typedef bool pal_write_fn(void *ctx, pal_str bytes);
/** A survey file with masked cells, as UTF-8 CSV with its header and delimiter: text
 *  columns as pal_redact(), columns that tell who the respondent is emptied, in all other
 *  cells what has a form of its own (addresses, numbers) masked.
 *
 *  Errors: those of pal_inspect(), and EUSAGE without a text column. */
PAL_API pal_status pal_redact_survey(pal_reader *reader, const pal_options *opt,
                                     const char *input, pal_write_fn *write, void *ctx,
                                     uint64_t counts[PAL_PERSONAL_COUNT], pal_error *err);

/** What a trained model saw in a text. */
typedef struct pal_reason {
    char kind; /**< w word, p part of a compound, c characters, b pair of words, n word
                    that is negated, e emoji, q what was asked, s the score */
    pal_str text;
    pal_str second; /**< of a pair, and of q the word that goes with it; of characters
                         "^" and "$": they begin, end a word */
    double weight;  /**< what it adds to the log-odds */
} pal_reason;
/** Why the model proposed a mention of the last text read: the features that speak most
 *  for it, strongest first. 0 for a mention of a rule. Views live until the reader's next
 *  call. */
PAL_API size_t pal_reader_reasons(const pal_reader *reader, const pal_mention *mention,
                                  pal_reason *out, size_t cap);

/** Compare with a coded TSV (or what is named .csv or .xlsx): columns id, overall,
 * themes, comment (others are ignored), themes like `jonotusaika:neg;hintataso:pos`. The
 * arrays live as long as *out. With own themes the column overall need not be there, and
 * a theme may stand without its polarity, which then is not compared.
 *
 *  Errors: ENOINPUT, EFORMAT (column missing, unknown theme or polarity). */
typedef struct pal_evaluator pal_evaluator;
PAL_API pal_status pal_evaluate(pal_evaluator **out, const pal_engine *engine,
                                const pal_options *opt, const char *gold, pal_error *err);
PAL_API const pal_evaluation *pal_evaluator_view(const pal_evaluator *evaluator);
PAL_API void pal_evaluator_close(pal_evaluator *evaluator);

/** Held-out figures of one class of a trained model. */
typedef struct pal_training_class {
    pal_str name; /**< theme id, or neu, neg, pos, mixed */
    uint64_t gold;
    uint64_t found; /**< on texts that it was not trained on: themes at their threshold, a
                         tone where it is the likeliest */
    uint64_t right;
    bool learnt; /**< false: an own theme of too few comments, never proposed */
} pal_training_class;

/** Figures of a training, in five folds by text. */
typedef struct pal_training {
    const pal_training_class *classes;
    size_t class_count;
    size_t texts;
    size_t features;
    size_t weights;
    size_t bytes; /**< of the file */
    uint64_t likeliest_right;
} pal_training;

/** Train a model on coded files (as of pal_evaluate(); a column `evidence` helps, one
 *  `question` is learnt from as well) and write it to `model`, whole or not at all.
 *  opt->split chooses the comments. The same files give the same bytes.
 *
 *  themes  a model of themes (with opt->learn_own_ids of own ones, which need neither
 *          `overall` nor polarities); else of the tone of the whole
 *  Errors: those of pal_evaluate(), EFORMAT (too little to learn from, an id that no own
 *  theme may have), EOUTPUT. */
typedef struct pal_trainer pal_trainer;
PAL_API pal_status pal_train(pal_trainer **out, const pal_engine *engine,
                             const pal_options *opt, bool themes,
                             const char *const *files, size_t count, const char *model,
                             pal_error *err);
PAL_API const pal_training *pal_trainer_view(const pal_trainer *trainer);
PAL_API void pal_trainer_close(pal_trainer *trainer);

/** A count that a key figure is made from. */
typedef struct pal_kpi_count {
    bool given;
    uint64_t value; /**< at most 1e12 */
} pal_kpi_count;

/** Counts of a business. Each figure uses some of them. */
typedef struct pal_kpi_counts {
    pal_kpi_count start;    /**< customers when the period began */
    pal_kpi_count end;      /**< ... at its end, new ones too */
    pal_kpi_count added;    /**< new customers in it */
    pal_kpi_count lost;     /**< customers of the start who left */
    pal_kpi_count referred; /**< purchases that a referral brought */
    pal_kpi_count total;    /**< all purchases */
    pal_kpi_count trials;
    pal_kpi_count paid;   /**< trials that became paid */
    pal_kpi_count before; /**< active users of a month */
    pal_kpi_count after;  /**< ... of a later one */
    pal_kpi_count promoters;
    pal_kpi_count passives;
    pal_kpi_count detractors;
} pal_kpi_counts;

typedef enum pal_kpi_kind {
    PAL_KPI_RETENTION = 0, /**< "retention": (end - new) / start */
    PAL_KPI_CHURN = 1,     /**< "churn": lost / start, or 1 - retention */
    PAL_KPI_REFERRAL = 2,  /**< "referral": referred / total */
    PAL_KPI_TRIAL = 3,     /**< "trial-to-paid": paid / trials */
    PAL_KPI_MAU = 4,       /**< "mau": (after - before) / before */
    PAL_KPI_NPS = 5,       /**< "nps" */
} pal_kpi_kind;
enum { PAL_KPI_KIND_COUNT = 6 };

/** A key figure. */
typedef struct pal_kpi {
    pal_kpi_kind kind;
    const char *name; /**< as above; static */
    pal_kpi_counts counts;
    uint64_t n;   /**< of what it is a share */
    double value; /**< per cent; of an NPS points */
    double low;   /**< 95 %: Wilson's interval of a share, that of pal_nps for an NPS; NaN
                       for "mau", which is no share */
    double high;
} pal_kpi;

/** Make a key figure. Errors: EUSAGE an unknown name, a count that is missing or that the
 *  figure does not use, counts that cannot be (more new customers than there are, a start
 *  of 0), an NPS of fewer than 10 answers. */
PAL_API pal_status pal_kpi_find(pal_kpi *out, const char *name,
                                const pal_kpi_counts *counts, pal_error *err);
/** Value, interval and formula as lines of text, fi or en; or as JSON. At most `cap`
 *  bytes are written, a NUL included; the length of all of it without the NUL is
 *  answered, 0 without memory. */
PAL_API size_t pal_kpi_text(char *out, size_t cap, const pal_kpi *kpi,
                            pal_language screen);
PAL_API size_t pal_kpi_json(char *out, size_t cap, const pal_kpi *kpi);

/** "fi", "en", "mixed", "other". NUL-terminated. */
PAL_API const char *pal_language_name(pal_language language);
/** "neu", "neg", "pos", "mixed". */
PAL_API const char *pal_polarity_name(pal_polarity polarity);
/** "open", "faults", "merits". */
PAL_API const char *pal_asked_name(pal_asked asked);
/** "", "detractor", "passive", "promoter". */
PAL_API const char *pal_band_name(pal_band band);
/** "name", "phone", "email", "hetu", "account", "business_id", "card", "address",
 * "plate", "link", "handle", "ip". */
PAL_API const char *pal_personal_name(pal_personal kind);
/** "none", "spoken", "umlaut", "doubled", "typo". */
PAL_API const char *pal_respelling_name(pal_respelling respelling);
/** "0-10", "1-10", "1-7", "1-5", "none". */
PAL_API const char *pal_scale_name(pal_scale scale);

#ifdef __cplusplus
}
#endif

#endif /* PALAUTE_H */
