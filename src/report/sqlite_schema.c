#include "report/sqlite_schema.h"

#include <stddef.h>

#define RUN "run_id INTEGER NOT NULL REFERENCES run, "
#define FLAG(name) name " INTEGER NOT NULL CHECK (" name " IN (0, 1)), "
#define ROW "run_id INTEGER NOT NULL, row INTEGER NOT NULL, "
#define OF_ANSWER "FOREIGN KEY (run_id, row) REFERENCES answer (run_id, row)"
#define OF_WAVE(column) "FOREIGN KEY (run_id, " column ") REFERENCES wave (run_id, wave)"
#define THEME "theme TEXT NOT NULL REFERENCES theme, "
#define POLARITY "polarity TEXT NOT NULL CHECK (polarity IN ('neg', 'neu', 'pos')), "
#define TONE "CHECK (sentiment IN ('neg', 'neu', 'pos', 'mixed')), "
#define BAND "band TEXT CHECK (band IN ('detractor', 'passive', 'promoter'))"

/* Counts of a group of answers, and what follows from them. */
#define IN_BAND(name) "count(*) FILTER (WHERE band = '" name "')"
#define BANDS                                                                                          \
    "count(band) AS n, " IN_BAND("detractor") " AS detractors, " IN_BAND(                              \
        "passive") " AS passives, " IN_BAND("promoter") " AS promoters, "                              \
                                                        "100.0 * (" IN_BAND("promoter") " - " IN_BAND( \
                                                            "detractor") ") / "                        \
                                                                         "count(band) "                \
                                                                         "AS nps "
#define ROWS_AND_BANDS                                                                   \
    "count(*) AS rows, count(*) FILTER (WHERE commented) AS commented, " BANDS
#define OF_RUN "a.run_id = r.run_id"
#define LARGE_ENOUGH                                                                     \
    " HAVING count(*) >= (SELECT k_threshold FROM run WHERE run.run_id = r.run_id)"

/* Themes within groups of answers: `by` are the columns that make a group. */
#define TONES                                                                            \
    "count(*) FILTER (WHERE polarity = 'neg') AS negative, "                             \
    "count(*) FILTER (WHERE polarity = 'neu') AS neutral, "                              \
    "count(*) FILTER (WHERE polarity = 'pos') AS positive, sum(wish) AS wishes, "
#define THEMES_BY(by)                                                                    \
    "WITH bases AS (SELECT " by ", count(*) AS answers, " BANDS                          \
    "FROM respondent r WHERE commented GROUP BY " by "), "                               \
    "found AS (SELECT " by ", theme, count(*) AS mentions, " TONES BANDS                 \
    "FROM answer_theme JOIN respondent r USING (run_id, row) GROUP BY " by ", theme), "  \
    "both AS (SELECT f.*, b.answers, b.n - f.n AS n_rest, "                              \
    "1.0 * f.mentions / b.answers AS share, "                                            \
    "1.0 * f.detractors / b.detractors AS share_detractors, "                            \
    "1.0 * f.passives / b.passives AS share_passives, "                                  \
    "1.0 * f.promoters / b.promoters AS share_promoters, "                               \
    "1.0 * (f.mentions - f.n) / (b.answers - b.n) AS share_unscored, "                   \
    "100.0 * (b.promoters - f.promoters - b.detractors + f.detractors) / "               \
    "(b.n - f.n) AS nps_rest "                                                           \
    "FROM found f JOIN bases b USING (" by ")) "                                         \
    "SELECT " by ", theme, mentions, share, share_detractors, share_passives, "          \
    "share_promoters, share_unscored, negative, neutral, positive, wishes, "             \
    "n AS n_with, nps AS nps_with, n_rest, nps_rest, "                                   \
    "1.0 * n / (n + n_rest) * (nps - nps_rest) AS impact FROM both"

const char *const pal_sqlite_schema[] = {
    "CREATE TABLE survey (survey_id INTEGER PRIMARY KEY, "
    "questions TEXT NOT NULL UNIQUE) STRICT",

    "CREATE TABLE run (run_id INTEGER PRIMARY KEY, "
    "survey_id INTEGER NOT NULL REFERENCES survey, version TEXT NOT NULL, "
    "language TEXT NOT NULL, screen TEXT NOT NULL, morphology TEXT NOT NULL, "
    "lexicon_sha256 TEXT NOT NULL, " FLAG("weighted")
        FLAG("personal_data_kept") "k_threshold INTEGER NOT NULL) STRICT",

    /* the rows that the run is about, when it is not about all */
    "CREATE TABLE run_only (" RUN "segment TEXT NOT NULL, value TEXT NOT NULL, "
    "PRIMARY KEY (run_id, segment, value)) STRICT, WITHOUT ROWID",

    "CREATE TABLE source (" RUN "source INTEGER NOT NULL, name TEXT NOT NULL, "
    "sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, encoding TEXT, delimiter TEXT, "
    "dialect TEXT, first_row INTEGER NOT NULL, rows INTEGER NOT NULL, "
    "refusals INTEGER NOT NULL, score_column TEXT, text_columns TEXT, scale TEXT, "
    "weight_column TEXT, left_out INTEGER NOT NULL, PRIMARY KEY (run_id, source)) "
    "STRICT, WITHOUT ROWID",
    "CREATE INDEX source_sha256 ON source (sha256)",

    "CREATE TABLE wave (wave_id INTEGER PRIMARY KEY, "
    "survey_id INTEGER NOT NULL REFERENCES survey, " RUN "wave TEXT NOT NULL, "
    "UNIQUE (run_id, wave), UNIQUE (survey_id, wave)) STRICT",

    "CREATE TABLE theme (theme TEXT PRIMARY KEY, label_fi TEXT, label_en TEXT, "
    "theme_group TEXT, kind TEXT) STRICT, WITHOUT ROWID",

    "CREATE TABLE answer (" ROW "source INTEGER NOT NULL, id TEXT, wave TEXT, "
    "score INTEGER, " BAND ", PRIMARY KEY (run_id, row), "
    "FOREIGN KEY (run_id, source) REFERENCES source (run_id, source), " OF_WAVE(
        "wave") ") STRICT, WITHOUT ROWID",
    "CREATE INDEX answer_wave ON answer (run_id, wave)",

    "CREATE TABLE answer_segment (" ROW "segment TEXT NOT NULL, value TEXT NOT NULL, "
    "PRIMARY KEY (run_id, row, segment), " OF_ANSWER ") STRICT, WITHOUT ROWID",

    /* without a sentiment nothing was said: "-", "eos" */
    "CREATE TABLE comment (comment_id INTEGER PRIMARY KEY, " ROW "question TEXT, "
    "language TEXT, sentiment TEXT " TONE "sentiment_score REAL, text TEXT, " OF_ANSWER
    ") STRICT",
    "CREATE INDEX comment_answer ON comment (run_id, row)",

    "CREATE TABLE comment_theme (comment_id INTEGER NOT NULL REFERENCES comment, " THEME
        POLARITY "PRIMARY KEY (comment_id, theme)) STRICT, WITHOUT ROWID",
    "CREATE INDEX comment_theme_theme ON comment_theme (theme)",

    "CREATE TABLE mention (mention_id INTEGER PRIMARY KEY, comment_id INTEGER NOT NULL, "
    "theme TEXT NOT NULL, " POLARITY "start_byte INTEGER NOT NULL, "
    "end_byte INTEGER NOT NULL, start_char INTEGER NOT NULL, end_char INTEGER NOT NULL, "
    "surface TEXT NOT NULL, rule_file TEXT NOT NULL, rule_line INTEGER, " FLAG(
        "wish") "FOREIGN KEY (comment_id, theme) "
                "REFERENCES comment_theme (comment_id, theme)) STRICT",
    "CREATE INDEX mention_comment ON mention (comment_id, theme)",

    "CREATE TABLE refusal (" RUN "row INTEGER NOT NULL, file TEXT NOT NULL, "
    "line INTEGER NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (run_id, row)) "
    "STRICT, WITHOUT ROWID",

    /* figures of the run */
    "CREATE TABLE nps_figure (" RUN "base TEXT NOT NULL "
    "CHECK (base IN ('all', 'commented', 'untagged')), n INTEGER NOT NULL, "
    "detractors INTEGER NOT NULL, passives INTEGER NOT NULL, "
    "promoters INTEGER NOT NULL, nps REAL, low REAL, high REAL, "
    "PRIMARY KEY (run_id, base)) STRICT, WITHOUT ROWID",

    "CREATE TABLE theme_figure (" RUN THEME
    "mentions INTEGER, share REAL, share_detractors REAL, share_passives REAL, "
    "share_promoters REAL, negative INTEGER, neutral INTEGER, positive INTEGER, "
    "wishes INTEGER, nps_with REAL, nps_with_low REAL, nps_with_high REAL, "
    "nps_rest REAL, impact REAL, impact_low REAL, impact_high REAL, "
    "impact_se_random REAL, additive REAL, additive_low REAL, additive_high REAL, "
    "adjusted REAL, adjusted_low REAL, adjusted_high REAL, p REAL, q REAL, "
    "negative_impact REAL, positive_impact REAL, penalty REAL, reward REAL, "
    "kano_class TEXT, mdc REAL, verdict TEXT, PRIMARY KEY (run_id, theme)) "
    "STRICT, WITHOUT ROWID",

    "CREATE TABLE wave_figure (" RUN "wave TEXT NOT NULL, n INTEGER, nps REAL, low REAL, "
    "high REAL, change REAL, change_low REAL, change_high REAL, p REAL, "
    "PRIMARY KEY (run_id, wave), " OF_WAVE("wave") ") STRICT, WITHOUT ROWID",

    "CREATE TABLE wave_theme_figure (" RUN "wave TEXT NOT NULL, " THEME
    "mentions INTEGER, share REAL, low REAL, high REAL, change REAL, q REAL, "
    "alarm TEXT, negative INTEGER, negative_change REAL, negative_q REAL, "
    "positive INTEGER, positive_change REAL, positive_q REAL, "
    "PRIMARY KEY (run_id, wave, theme), " OF_WAVE("wave") ") STRICT, WITHOUT ROWID",

    "CREATE TABLE bridge_term (" RUN "from_wave TEXT NOT NULL, to_wave TEXT NOT NULL, "
    "term TEXT NOT NULL, points REAL, share_points REAL, rate_points REAL, "
    "PRIMARY KEY (run_id, from_wave, to_wave, term), " OF_WAVE("from_wave") ", " OF_WAVE(
        "to_wave") ") STRICT, WITHOUT ROWID",

    "CREATE TABLE segment_figure (" RUN "segment TEXT NOT NULL, value TEXT NOT NULL, "
    "n INTEGER, nps REAL, low REAL, high REAL, difference REAL, p REAL, q REAL, "
    "PRIMARY KEY (run_id, segment, value)) STRICT, WITHOUT ROWID",

    "CREATE TABLE segment_theme_figure (" RUN "segment TEXT NOT NULL, "
    "value TEXT NOT NULL, " THEME
    "mentions INTEGER, share REAL, share_rest REAL, difference REAL, low REAL, "
    "high REAL, q REAL, impact REAL, impact_low REAL, impact_high REAL, impact_q REAL, "
    "verdict TEXT, PRIMARY KEY (run_id, segment, value, theme)) STRICT, WITHOUT ROWID",

    "CREATE TABLE keyness (" RUN "contrast TEXT NOT NULL, side TEXT NOT NULL, "
    "term TEXT NOT NULL, kind TEXT, comments INTEGER, comments_of INTEGER, "
    "comments_other INTEGER, of_other INTEGER, log_odds_z REAL, g2 REAL, q REAL, "
    "odds_ratio REAL) STRICT",

    "CREATE TABLE measure_figure (" RUN "measure TEXT NOT NULL, heading TEXT, "
    "segment TEXT, value TEXT, n INTEGER, missing INTEGER, unreadable INTEGER, "
    "figure REAL, low REAL, high REAL, share REAL, share_low REAL, share_high REAL, "
    "median REAL, median_low REAL, median_high REAL, unit TEXT, weak INTEGER) STRICT",

    "CREATE TABLE measure_theme_figure (" RUN "measure TEXT NOT NULL, " THEME
    "mentions INTEGER, rest INTEGER, mean_with REAL, mean_without REAL, "
    "difference REAL, low REAL, high REAL, p REAL, q REAL, "
    "PRIMARY KEY (run_id, measure, theme)) STRICT, WITHOUT ROWID",

    "CREATE TABLE conflict (" ROW
    "kind TEXT NOT NULL, PRIMARY KEY (run_id, row), " OF_ANSWER ") STRICT, WITHOUT ROWID",
    "CREATE TABLE followup (" ROW "points INTEGER NOT NULL, reasons TEXT, "
    "PRIMARY KEY (run_id, row), " OF_ANSWER ") STRICT, WITHOUT ROWID",

    /* views */
    "CREATE VIEW respondent AS SELECT a.*, EXISTS (SELECT 1 FROM comment c "
    "WHERE c.run_id = a.run_id AND c.row = a.row AND c.sentiment IS NOT NULL) "
    "AS commented, EXISTS (SELECT 1 FROM comment c JOIN comment_theme USING (comment_id) "
    "WHERE c.run_id = a.run_id AND c.row = a.row) AS tagged FROM answer a",

    /* a theme counts once a respondent; blame and praise together are neutral */
    "CREATE VIEW answer_theme AS SELECT c.run_id, c.row, t.theme, "
    "CASE sum(DISTINCT CASE t.polarity WHEN 'neg' THEN 1 WHEN 'pos' THEN 2 ELSE 0 END) "
    "WHEN 1 THEN 'neg' WHEN 2 THEN 'pos' ELSE 'neu' END AS polarity, "
    "max(EXISTS (SELECT 1 FROM mention m WHERE m.comment_id = t.comment_id "
    "AND m.theme = t.theme AND m.wish)) AS wish "
    "FROM comment c JOIN comment_theme t USING (comment_id) "
    "GROUP BY c.run_id, c.row, t.theme",

    "CREATE VIEW counts AS SELECT r.run_id, count(a.row) + "
    "(SELECT count(*) FROM refusal f WHERE f.run_id = r.run_id) AS rows, "
    "count(*) FILTER (WHERE commented) AS answers, "
    "count(*) FILTER (WHERE NOT commented) AS empty, "
    "(SELECT count(*) FROM refusal f WHERE f.run_id = r.run_id) AS refusals, "
    "(SELECT count(c.sentiment) FROM comment c WHERE c.run_id = r.run_id) AS comments, "
    "count(a.row) - count(band) AS unscored, "
    "count(*) FILTER (WHERE commented AND NOT tagged) AS untagged "
    "FROM run r LEFT JOIN respondent a ON " OF_RUN " GROUP BY r.run_id",

    "CREATE VIEW nps AS SELECT r.run_id, 'all' AS base, " BANDS
    "FROM run r LEFT JOIN respondent a ON " OF_RUN " GROUP BY r.run_id "
    "UNION ALL SELECT r.run_id, 'commented', " BANDS
    "FROM run r LEFT JOIN respondent a ON " OF_RUN " AND commented GROUP BY r.run_id "
    "UNION ALL SELECT r.run_id, 'untagged', " BANDS
    "FROM run r LEFT JOIN respondent a ON " OF_RUN " AND commented AND NOT tagged "
    "GROUP BY r.run_id",

    "CREATE VIEW wave_nps AS SELECT run_id, wave, " ROWS_AND_BANDS
    "FROM respondent r WHERE wave IS NOT NULL GROUP BY run_id, wave" LARGE_ENOUGH,

    "CREATE VIEW segment_nps AS SELECT run_id, segment, value, " ROWS_AND_BANDS
    "FROM respondent r JOIN answer_segment USING (run_id, row) "
    "GROUP BY run_id, segment, value" LARGE_ENOUGH,

    "CREATE VIEW theme_nps AS " THEMES_BY("run_id"),

    "CREATE VIEW wave_theme_nps AS SELECT t.* FROM (" THEMES_BY(
        "run_id, wave") ") t JOIN wave_nps USING (run_id, wave)",

    "CREATE VIEW sentiment_by_band AS SELECT c.run_id, "
    "coalesce(band, 'unscored') AS band, sentiment, count(*) AS comments "
    "FROM comment c JOIN answer USING (run_id, row) WHERE sentiment IS NOT NULL "
    "GROUP BY c.run_id, band, sentiment",

    NULL,
};

const pal_sqlite_figures pal_sqlite_figure_tables[] = {
    {"refusals.csv", "refusal", "row,file,line,reason"},
    {"themes.csv", "theme_figure",
     "theme,mentions,share,share_detractors,share_passives,share_promoters,negative,"
     "neutral,positive,wishes,nps_with,nps_with_low,nps_with_high,nps_rest,impact,"
     "impact_low,impact_high,impact_se_random,additive,additive_low,additive_high,"
     "adjusted,adjusted_low,adjusted_high,p,q,negative_impact,positive_impact,penalty,"
     "reward,kano_class,mdc,verdict"},
    {"waves.csv", "wave_figure", "wave,n,nps,low,high,change,change_low,change_high,p"},
    {"wave_themes.csv", "wave_theme_figure",
     "wave,theme,mentions,share,low,high,change,q,alarm,negative,negative_change,"
     "negative_q,positive,positive_change,positive_q"},
    {"bridge.csv", "bridge_term",
     "from=from_wave,to=to_wave,term,points,share_points,rate_points"},
    {"segments.csv", "segment_figure",
     "column=segment,value,n,nps,low,high,difference,p,q"},
    {"segment_themes.csv", "segment_theme_figure",
     "column=segment,value,theme,mentions,share,share_rest,difference,low,high,q,impact,"
     "impact_low,impact_high,impact_q,verdict"},
    {"keyness.csv", "keyness",
     "contrast,side,term,kind,comments,of=comments_of,comments_other,of_other,log_odds_z,"
     "g2,q,odds_ratio"},
    {"measures.csv", "measure_figure",
     "measure,heading,column=segment,value,n,missing,unreadable,figure,low,high,share,"
     "share_low,share_high,median,median_low,median_high,unit,weak"},
    {"measure_themes.csv", "measure_theme_figure",
     "measure,theme,mentions,rest,with=mean_with,without=mean_without,difference,low,"
     "high,p,q"},
    {"conflicts.csv", "conflict", "row,kind"},
    {"followup.csv", "followup", "row,points,reasons"},
    {NULL, NULL, NULL},
};
