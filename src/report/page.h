/* page.h -- the parts that report.html is made of
 *
 * Room:  report/. write_html.c calls the sections in the order of the page; each of them
 *        writes itself whole, or nothing when there is nothing to say.
 * Safety: pal_page_raw() takes literals of this program only; all else goes through
 *        pal_page_text(), which escapes.
 */
#ifndef PAL_REPORT_PAGE_H
#define PAL_REPORT_PAGE_H

#include "base/find_impact.h"
#include "base/findings.h"
#include "report/figures.h"
#include "report/page_words.h"
#include "report/report.h"

/** A page in the making. */
typedef struct pal_page {
    pal_buf *out; /**< not owned */
    const pal_report *report;
    const pal_summary *summary;
    pal_language language;        /**< fi or en */
    bool scored;                  /**< there is a scored row with a comment */
    const pal_findings *findings; /**< not NULL; its parts may be */
} pal_page;

/** What stands in a place "{0}" of a text. */
typedef enum pal_fill_kind {
    PAL_FILL_TEXT,
    PAL_FILL_COUNT,
    PAL_FILL_NAME,   /**< a number that names something: not grouped */
    PAL_FILL_POINTS, /**< one digit */
    PAL_FILL_SIGNED, /**< the same with its sign, plus too */
    PAL_FILL_PERCENT,
    PAL_FILL_RANGE,
    PAL_FILL_CHANCE, /**< p or q: three digits, or less than the least of them */
    PAL_FILL_EQUALS, /**< the same with "=" or "<" before it */
    PAL_FILL_DIGITS, /**< two digits */
} pal_fill_kind;

typedef struct pal_fill {
    pal_fill_kind kind;
    pal_str text;
    uint64_t count;
    double value; /**< points, or a share from 0 to 1; the low bound of a range */
    double high;
} pal_fill;

pal_fill pal_fill_text(pal_str text);
pal_fill pal_fill_count(uint64_t count);
pal_fill pal_fill_name(uint64_t number);
pal_fill pal_fill_points(double points);
pal_fill pal_fill_signed(double points);
pal_fill pal_fill_percent(double share);
/** A share of `base` rows; a dash when there are none. */
pal_fill pal_fill_share(const pal_page *p, double share, uint64_t base);
/** `part` of `whole`; a dash when `whole` is 0. */
pal_fill pal_fill_part(const pal_page *p, uint64_t part, uint64_t whole);
pal_fill pal_fill_range(double low, double high);
/** p or q; a dash when it is NaN. */
pal_fill pal_fill_chance(const pal_page *p, double value);
/** What stands behind the letter: "= 0.012" or "< 0.001". */
pal_fill pal_fill_equals(const pal_page *p, double value);
/** Two digits; a dash when it is NaN. */
pal_fill pal_fill_digits(const pal_page *p, double value);
/** One digit and a sign; a dash when it is NaN. */
pal_fill pal_fill_move(const pal_page *p, double points);
/** A count of respondents; a dash from 1 to k - 1. */
pal_fill pal_fill_guarded(const pal_page *p, uint64_t count);

/** HTML of this program. */
void pal_page_raw(pal_page *p, const char *html);
/** Any text, escaped. */
void pal_page_text(pal_page *p, pal_str text);
/** Bytes of a text that may stand in a data block: JSON, no letter of HTML. */
void pal_page_json(pal_page *p, pal_str text);
/** The value of an attribute `name`, escaped, with a space before it. */
void pal_page_attribute(pal_page *p, const char *name, pal_str value);
/** <p>, a text with its places filled, </p>. */
void pal_page_paragraph(pal_page *p, const char *kind, pal_say say, const pal_fill *fills,
                        size_t count);
/** Which rows the figures are of, when opt->only chose them. */
void pal_page_only(pal_page *p);
/** A comment as a quote, its mark marked, cut around it when it is long. */
void pal_page_comment(pal_page *p, const pal_shown_comment *comment);
/** Where a click chooses: `kind` is theme, band, wave or seg; `column` of a segment, from
 *  0, else -1. Without script the content stands alone. */
void pal_page_pick_open(pal_page *p, const char *kind, pal_str value, int column);
void pal_page_pick_close(pal_page *p);
/** The name of a theme or a band where a click chooses it, too: no stop on the way by
 *  keyboard, for the same choice stands elsewhere. */
void pal_page_theme_again(pal_page *p, uint32_t theme);
void pal_page_band_again(pal_page *p, pal_band band, pal_say name);
/** What an element is of, for the script to fade it: attributes of `kind` and `value` as
 *  of a pick. An empty value is of nothing that can be chosen. */
void pal_page_of(pal_page *p, const char *kind, pal_str value, int column);
/** Place of a segment column in the comments of the script; -1 for a wave. */
int pal_page_segment(const pal_page *p, pal_str column);
/** What the statistics found of a theme; NULL without it. */
const pal_theme_impact *pal_page_impact_of(const pal_page *p, uint32_t theme);
/** Does the theme tell what is felt and not what it is about? */
bool pal_page_is_signal(const pal_page *p, uint32_t theme);
/** Text of respondents, apart from the direction and the language of the page. */
void pal_page_foreign(pal_page *p, pal_str text);
void pal_page_say(pal_page *p, pal_say say);
/** A text with its places filled; a place without a fill stays empty. */
void pal_page_tell(pal_page *p, pal_say say, const pal_fill *fills, size_t count);
void pal_page_fill(pal_page *p, pal_fill fill);
/** Label of a theme in the language of the page; its id without one. */
void pal_page_theme(pal_page *p, uint32_t theme);

/** <td> with one figure. */
void pal_page_cell(pal_page *p, pal_fill fill);
/** <td> with a share; a dash when `base` is 0, grey when it is small. */
void pal_page_share_cell(pal_page *p, double share, uint64_t base);
/** <td> with the score; a dash below 10 rows, grey below 30. */
void pal_page_nps_cell(pal_page *p, const pal_nps *nps);
/** <td> with its interval, by the same rule. */
void pal_page_interval_cell(pal_page *p, const pal_nps *nps);
/** <td> with a dash. */
void pal_page_none_cell(pal_page *p);
/** <th scope="col">; `kind` is "" or a class. */
void pal_page_column(pal_page *p, pal_say say, const char *kind);
/** A table in a frame of its own that scrolls; `caption` and its fills name both. */
void pal_page_table_open(pal_page *p, pal_say caption, const pal_fill *fills,
                         size_t count);
void pal_page_table_close(pal_page *p);
/** <section> with its <h2>; of which kinds of choices its figures are is an attribute for
 *  the script, which says so when they are not of what is chosen. */
void pal_page_section_open(pal_page *p, pal_say heading);
void pal_page_section_close(pal_page *p);

/** The style sheet and the script, without their elements: made of literals alone, so
 *  that their hashes in the policy of the page fit. */
void pal_page_style(pal_buf *out);
void pal_page_script(pal_buf *out);
/** The part of the script by which all sections follow a selection. */
void pal_page_follow(pal_buf *out);
/** <meta> with the Content-Security-Policy that lets these two run and nothing else. */
void pal_page_policy(pal_page *p, pal_str style, pal_str script);
/** The comments that the script shows, as a data block. */
void pal_page_data(pal_page *p);

/* The sections. */
void pal_page_headline(pal_page *p);
void pal_page_bands(pal_page *p);
void pal_page_themes(pal_page *p);
void pal_page_quadrant(pal_page *p);
void pal_page_tones(pal_page *p);
void pal_page_waves(pal_page *p);
void pal_page_trends(pal_page *p); /**< inside of the section of waves */
void pal_page_theme_waves(pal_page *p);
void pal_page_bridge(pal_page *p);
void pal_page_segments(pal_page *p);
void pal_page_heat(pal_page *p); /**< inside of the section of segments */
void pal_page_why(pal_page *p);
void pal_page_quotes(pal_page *p);
void pal_page_comments(pal_page *p);
void pal_page_keyness(pal_page *p);
void pal_page_unknown(pal_page *p);
void pal_page_conflicts(pal_page *p);
void pal_page_measures(pal_page *p);
void pal_page_quality(pal_page *p);
void pal_page_method(pal_page *p);

#endif /* PAL_REPORT_PAGE_H */
