#include "report/page.h"

#include <math.h>

#include "base/num.h"
#include "base/unicode.h"
#include "report/figures.h"
#include "report/html_out.h"
#include "report/plain_run.h"

pal_fill pal_fill_text(pal_str text)
{
    return (pal_fill){.kind = PAL_FILL_TEXT, .text = text};
}

pal_fill pal_fill_count(uint64_t count)
{
    return (pal_fill){.kind = PAL_FILL_COUNT, .count = count};
}

pal_fill pal_fill_name(uint64_t number)
{
    return (pal_fill){.kind = PAL_FILL_NAME, .count = number};
}

pal_fill pal_fill_points(double points)
{
    return (pal_fill){.kind = PAL_FILL_POINTS, .value = points};
}

pal_fill pal_fill_signed(double points)
{
    return (pal_fill){.kind = PAL_FILL_SIGNED, .value = points};
}

pal_fill pal_fill_percent(double share)
{
    return (pal_fill){.kind = PAL_FILL_PERCENT, .value = share};
}

pal_fill pal_fill_share(const pal_page *p, double share, uint64_t base)
{
    return base ? pal_fill_percent(share)
                : pal_fill_text(pal_page_word(p->language, PAL_SAY_NONE));
}

pal_fill pal_fill_part(const pal_page *p, uint64_t part, uint64_t whole)
{
    return pal_fill_share(p, whole ? (double)part / (double)whole : 0.0, whole);
}

pal_fill pal_fill_range(double low, double high)
{
    return (pal_fill){.kind = PAL_FILL_RANGE, .value = low, .high = high};
}

static pal_fill fill_number(const pal_page *p, pal_fill_kind kind, double value)
{
    if (!isfinite(value))
        return pal_fill_text(pal_page_word(p->language, PAL_SAY_NONE));
    return (pal_fill){.kind = kind, .value = value};
}

pal_fill pal_fill_chance(const pal_page *p, double value)
{
    return fill_number(p, PAL_FILL_CHANCE, value);
}

pal_fill pal_fill_equals(const pal_page *p, double value)
{
    return fill_number(p, PAL_FILL_EQUALS, value);
}

pal_fill pal_fill_digits(const pal_page *p, double value)
{
    return fill_number(p, PAL_FILL_DIGITS, value);
}

pal_fill pal_fill_move(const pal_page *p, double points)
{
    return fill_number(p, PAL_FILL_SIGNED, points);
}

pal_fill pal_fill_guarded(const pal_page *p, uint64_t count)
{
    return count != 0 && count < p->summary->k_threshold
               ? pal_fill_text(pal_page_word(p->language, PAL_SAY_NONE))
               : pal_fill_count(count);
}

void pal_page_raw(pal_page *p, const char *html)
{
    pal_buf_cstr(p->out, html);
}

void pal_page_text(pal_page *p, pal_str text)
{
    pal_html_text(p->out, text);
}

void pal_page_json(pal_page *p, pal_str text)
{
    static const char hex[] = "0123456789abcdef";
    pal_buf_byte(p->out, '"');
    for (size_t at = 0; at < text.len;) {
        size_t run = pal_plain_run(text, at);
        pal_buf_add(p->out, (pal_str){text.ptr + at, run});
        at += run;
        if (at == text.len)
            break;
        uint32_t code = pal_unicode_next(text, &at);
        bool plain = code >= 0x20 && code < 0x7F && code != '<' && code != '>' &&
                     code != '&' && code != '"' && code != '\\' && code != '\'';
        if (plain || (code >= 0xA0 && code != 0x2028 && code != 0x2029)) {
            pal_unicode_add(p->out, code);
            continue;
        }
        pal_page_raw(p, "\\u");
        for (int shift = 12; shift >= 0; shift -= 4)
            pal_buf_byte(p->out, hex[code >> shift & 15]);
    }
    pal_buf_byte(p->out, '"');
}

void pal_page_attribute(pal_page *p, const char *name, pal_str value)
{
    pal_page_raw(p, " ");
    pal_page_raw(p, name);
    pal_page_raw(p, "=\"");
    pal_page_text(p, value);
    pal_page_raw(p, "\"");
}

void pal_page_foreign(pal_page *p, pal_str text)
{
    pal_page_raw(p, "<bdi lang=\"\" dir=\"auto\">");
    pal_page_text(p, text);
    pal_page_raw(p, "</bdi>");
}

void pal_page_say(pal_page *p, pal_say say)
{
    pal_page_text(p, pal_page_word(p->language, say));
}

static void add_count(pal_page *p, uint64_t count)
{
    uint64_t unit = 1;
    while (count / unit >= 1000)
        unit *= 1000;
    pal_num_uint(p->out, count / unit);
    while (unit > 1) {
        count %= unit;
        unit /= 1000;
        pal_page_say(p, PAL_SAY_GROUP);
        uint64_t three = count / unit;
        pal_buf_byte(p->out, (char)('0' + three / 100));
        pal_buf_byte(p->out, (char)('0' + three / 10 % 10));
        pal_buf_byte(p->out, (char)('0' + three % 10));
    }
}

static void add_chance(pal_page *p, double value, bool equals)
{
    char point = pal_page_word(p->language, PAL_SAY_POINT).ptr[0];
    bool least = value < 0.0005;
    if (least)
        pal_page_raw(p, equals ? "&lt;\u00a0" : "&lt;\u202f");
    else if (equals)
        pal_page_raw(p, "=\u00a0");
    pal_num_fixed(p->out, least ? 0.001 : fmin(value, 1.0), 3, point);
}

/* The sign is that of the rounded figure: no "−0,0". */
static void add_decimal(pal_page *p, double value, bool plus)
{
    if (!isfinite(value)) {
        pal_page_say(p, PAL_SAY_NONE);
        return;
    }
    if (fabs(value) >= 0.05)
        pal_page_raw(p, value < 0 ? "\u2212" : plus ? "+" : "");
    pal_num_fixed(p->out, fabs(value), 1,
                  pal_page_word(p->language, PAL_SAY_POINT).ptr[0]);
}

void pal_page_fill(pal_page *p, pal_fill fill)
{
    switch (fill.kind) {
    case PAL_FILL_TEXT:
        pal_page_text(p, fill.text);
        break;
    case PAL_FILL_COUNT:
        add_count(p, fill.count);
        break;
    case PAL_FILL_NAME:
        pal_num_uint(p->out, fill.count);
        break;
    case PAL_FILL_POINTS:
        add_decimal(p, fill.value, false);
        break;
    case PAL_FILL_SIGNED:
        add_decimal(p, fill.value, true);
        break;
    case PAL_FILL_PERCENT:
        add_decimal(p, 100.0 * fill.value, false);
        pal_page_say(p, PAL_SAY_PERCENT);
        break;
    case PAL_FILL_RANGE:
        add_decimal(p, fill.value, false);
        pal_page_say(p, PAL_SAY_UPTO);
        add_decimal(p, fill.high, false);
        break;
    case PAL_FILL_CHANCE:
        add_chance(p, fill.value, false);
        break;
    case PAL_FILL_EQUALS:
        add_chance(p, fill.value, true);
        break;
    case PAL_FILL_DIGITS:
        if (fill.value <= -0.005)
            pal_page_raw(p, "\u2212");
        pal_num_fixed(p->out, fabs(fill.value), 2,
                      pal_page_word(p->language, PAL_SAY_POINT).ptr[0]);
        break;
    }
}

void pal_page_tell(pal_page *p, pal_say say, const pal_fill *fills, size_t count)
{
    pal_str text = pal_page_word(p->language, say);
    for (pal_cut part = pal_str_cut(text, '{');; part = pal_str_cut(part.tail, '{')) {
        pal_page_text(p, part.head);
        if (!part.found)
            return;
        pal_cut place = pal_str_cut(part.tail, '}');
        size_t index = place.head.len == 1 ? (size_t)(place.head.ptr[0] - '0') : count;
        if (index < count)
            pal_page_fill(p, fills[index]);
        part.tail = place.tail;
    }
}

void pal_page_paragraph(pal_page *p, const char *kind, pal_say say, const pal_fill *fills,
                        size_t count)
{
    pal_page_raw(p, "<p class=\"");
    pal_page_raw(p, kind);
    pal_page_raw(p, "\">");
    pal_page_tell(p, say, fills, count);
    pal_page_raw(p, "</p>\n");
}

void pal_page_of(pal_page *p, const char *kind, pal_str value, int column)
{
    pal_page_raw(p, " data-of=\"");
    pal_page_raw(p, kind);
    if (column >= 0)
        pal_num_uint(p->out, (uint64_t)column);
    pal_page_raw(p, "\"");
    pal_page_attribute(p, "data-value", value);
}

void pal_page_pick_open(pal_page *p, const char *kind, pal_str value, int column)
{
    pal_page_raw(p, "<span class=\"pick\" data-pick=\"");
    pal_page_raw(p, kind);
    if (column >= 0)
        pal_num_uint(p->out, (uint64_t)column);
    pal_page_raw(p, "\"");
    pal_page_attribute(p, "data-value", value);
    pal_page_raw(p, ">");
}

void pal_page_pick_close(pal_page *p)
{
    pal_page_raw(p, "</span>");
}

void pal_page_theme_again(pal_page *p, uint32_t theme)
{
    pal_page_raw(p, "<span class=\"pick again\" data-pick=\"theme\"");
    pal_page_attribute(p, "data-value", p->report->themes[theme].id);
    pal_page_raw(p, ">");
    pal_page_theme(p, theme);
    pal_page_pick_close(p);
}

void pal_page_band_again(pal_page *p, pal_band band, pal_say name)
{
    pal_page_raw(p, "<span class=\"pick again\" data-pick=\"band\"");
    pal_page_attribute(p, "data-value", pal_str_from(pal_band_name(band)));
    pal_page_raw(p, ">");
    pal_page_say(p, name);
    pal_page_pick_close(p);
}

int pal_page_segment(const pal_page *p, pal_str column)
{
    for (size_t i = 0; i < p->report->segment_count; i++)
        if (pal_str_equal(p->report->segments[i], column))
            return (int)i;
    return -1;
}

const pal_theme_impact *pal_page_impact_of(const pal_page *p, uint32_t theme)
{
    const pal_impact_findings *found = p->findings->impact;
    return found && theme < found->theme_count ? &found->themes[theme] : NULL;
}

bool pal_page_is_signal(const pal_page *p, uint32_t theme)
{
    return pal_str_equal(p->report->themes[theme].kind, PAL_STR("signal"));
}

void pal_page_theme(pal_page *p, uint32_t theme)
{
    const pal_theme *t = &p->report->themes[theme];
    pal_page_text(p, t->label[p->language].len ? t->label[p->language] : t->id);
}

void pal_page_cell(pal_page *p, pal_fill fill)
{
    pal_page_raw(p, "<td class=\"n\">");
    pal_page_fill(p, fill);
    pal_page_raw(p, "</td>");
}

void pal_page_none_cell(pal_page *p)
{
    pal_page_cell(p, pal_fill_text(pal_page_word(p->language, PAL_SAY_NONE)));
}

static void add_figure(pal_page *p, pal_fill fill, uint64_t rows)
{
    pal_page_raw(p,
                 rows < PAL_NPS_ROWS_SURE ? "<td class=\"n thin\">" : "<td class=\"n\">");
    pal_page_fill(p, fill);
    pal_page_raw(p, "</td>");
}

void pal_page_share_cell(pal_page *p, double share, uint64_t base)
{
    if (base == 0)
        pal_page_none_cell(p);
    else
        add_figure(p, pal_fill_percent(share), base);
}

void pal_page_nps_cell(pal_page *p, const pal_nps *nps)
{
    uint64_t rows = pal_figures_scored(nps);
    if (rows < PAL_NPS_ROWS_MIN)
        pal_page_none_cell(p);
    else
        add_figure(p, pal_fill_points(nps->nps), rows);
}

void pal_page_interval_cell(pal_page *p, const pal_nps *nps)
{
    uint64_t rows = pal_figures_scored(nps);
    if (rows < PAL_NPS_ROWS_MIN)
        pal_page_none_cell(p);
    else
        add_figure(p, pal_fill_range(nps->low, nps->high), rows);
}

void pal_page_column(pal_page *p, pal_say say, const char *kind)
{
    pal_page_raw(p, "<th scope=\"col\" class=\"");
    pal_page_raw(p, kind);
    pal_page_raw(p, "\">");
    pal_page_say(p, say);
    pal_page_raw(p, "</th>");
}

void pal_page_table_open(pal_page *p, pal_say caption, const pal_fill *fills,
                         size_t count)
{
    pal_page_raw(p, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"");
    pal_page_tell(p, caption, fills, count);
    pal_page_raw(p, "\">\n<table>\n<caption><span>");
    pal_page_tell(p, caption, fills, count);
    pal_page_raw(p, "</span></caption>\n");
}

void pal_page_table_close(pal_page *p)
{
    pal_page_raw(p, "</table>\n</div>\n");
}

void pal_page_section_open(pal_page *p, pal_say heading)
{
    static const struct {
        pal_say heading;
        const char *kinds;
    } follows[] = {
        {PAL_SAY_MAIN, "theme"},         {PAL_SAY_QUADRANT, "theme"},
        {PAL_SAY_TONES, "theme"},        {PAL_SAY_WAVES, "wave"},
        {PAL_SAY_BRIDGE, "theme wave"},  {PAL_SAY_SEGMENTS, "seg"},
        {PAL_SAY_WHY, "theme band why"}, {PAL_SAY_KEYNESS, "band"},
        {PAL_SAY_UNKNOWN, "theme"},      {PAL_SAY_CONFLICTS, ""},
        {PAL_SAY_MEASURES, ""},
    };
    pal_page_raw(p, "<section");
    for (size_t i = 0; i < sizeof follows / sizeof *follows; i++)
        if (follows[i].heading == heading)
            pal_page_attribute(p, "data-follows", pal_str_from(follows[i].kinds));
    pal_page_raw(p, ">\n<h2>");
    pal_page_say(p, heading);
    pal_page_raw(p, "</h2>\n");
}

void pal_page_section_close(pal_page *p)
{
    pal_page_raw(p, "</section>\n");
}
