/* The second pass: what the band's rows say, and the mentions one by one. */
#include "stats/why_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/str.h"
#include "base/unicode.h"

/* --- what is counted --- */

static pal_why_kind kind_of(const pal_term *term)
{
    size_t at = 0;
    if (term->count == 0)
        return PAL_WHY_RARE;
    if (term->flags & PAL_FORM_NEGATOR)
        return PAL_WHY_NEGATOR;
    bool word = !term->stop && term->form.len > 1 &&
                pal_unicode_is_letter(pal_unicode_next(term->form, &at));
    return word ? PAL_WHY_WORD : PAL_WHY_OTHER;
}

static bool lay_out_terms(pal_why_search *s)
{
    s->terms = pal_panels_terms(s->run->panels, &s->term_count);
    s->kinds = pal_new(s->mem, uint8_t, s->term_count);
    s->clauses = pal_new(s->mem, uint32_t, s->term_count * PAL_BAND_COUNT);
    s->marks = pal_new(s->mem, uint32_t, s->term_count);
    s->shares = pal_new(s->mem, uint32_t, s->term_count);
    if (!s->kinds || !s->clauses || !s->marks || !s->shares)
        return false;
    for (size_t t = 1; t < s->term_count; t++)
        s->kinds[t] = (uint8_t)kind_of(&s->terms[t]);
    return true;
}

static bool lay_out_cells(pal_why_search *s)
{
    size_t columns = s->run->column_count;
    s->offsets = pal_new(s->mem, size_t, columns);
    s->values = pal_new(s->mem, size_t, columns);
    s->cell_count = 1;
    if (!s->offsets || !s->values)
        return false;
    for (size_t c = 0; c < columns; c++) {
        size_t values;
        pal_panels_values(s->run->panels, c, &values);
        if (values < 2 || values > PAL_WHY_VALUES ||
            s->cell_count + values > PAL_WHY_CELLS)
            continue;
        s->offsets[c] = s->cell_count;
        s->values[c] = values;
        s->cell_count += values;
    }
    return true;
}

static bool lay_out_tree(const pal_why_search *s, pal_why_growth *g)
{
    size_t themes = s->run->theme_count;
    g->own = pal_new(s->mem, uint32_t, s->term_count);
    g->theme_rows = pal_new(s->mem, uint64_t, themes);
    g->theme_with = pal_new(s->mem, uint64_t, themes);
    g->cell_rows = pal_new(s->mem, uint64_t, s->cell_count);
    g->cell_with = pal_new(s->mem, uint64_t, s->cell_count);
    return g->own && g->theme_rows && g->theme_with && g->cell_rows && g->cell_with;
}

/* --- one row --- */

static void count_clauses(pal_why_search *s, const pal_panel_row *row)
{
    bool begun = false;
    uint32_t mark = 0;
    for (size_t i = 0; i < row->term_count; i++) {
        uint32_t t = row->terms[i];
        if (t == PAL_TERM_BREAK) {
            begun = false;
            continue;
        }
        if (!begun) {
            begun = true;
            mark = pal_why_mark(s);
            s->clause_total[row->band]++;
        }
        s->clauses[t * (size_t)PAL_BAND_COUNT + row->band] += s->marks[t] != mark;
        s->marks[t] = mark;
    }
}

/* Terms from `from` to `to`, not included. */
typedef struct span {
    size_t from;
    size_t to;
} span;

static span clause_of(const pal_panel_row *row, uint32_t clause)
{
    span s = {0, 0};
    for (; clause > 0 && s.from < row->term_count; s.from++)
        clause -= row->terms[s.from] == PAL_TERM_BREAK;
    for (s.to = s.from; s.to < row->term_count && row->terms[s.to] != PAL_TERM_BREAK;)
        s.to++;
    if (s.to - s.from > PAL_WHY_CLAUSE_TERMS)
        s.to = s.from + PAL_WHY_CLAUSE_TERMS;
    return s;
}

static span line_of(const pal_panel_row *row, uint32_t line)
{
    span s = {0, row->term_count};
    if (line > 0 && line <= row->line_count)
        s.from = row->lines[line - 1];
    if (line < row->line_count)
        s.to = row->lines[line] - 1;
    return s;
}

/* The comment, or as much of it around the clause as is kept. */
static span window_of(span line, span clause)
{
    size_t lead = (PAL_WHY_LINE_TERMS - PAL_WHY_CLAUSE_TERMS) / 2;
    if (line.to - line.from > PAL_WHY_LINE_TERMS) {
        if (clause.from > line.from + lead)
            line.from = clause.from - lead;
        if (line.to > line.from + PAL_WHY_LINE_TERMS)
            line.to = line.from + PAL_WHY_LINE_TERMS;
    }
    return line;
}

/* Room for the terms of a mention, on average; twice as much where that is too little. */
enum { TERMS_EACH = 16 };

static bool keep_terms(const pal_why_search *s, pal_why_growth *g, const uint32_t *terms,
                       size_t count)
{
    if (g->term_cap - g->term_count < count) {
        size_t cap = g->term_cap != 0 ? g->term_cap * 2 : g->cap * TERMS_EACH;
        uint32_t *grown = pal_arena_grow(s->mem, g->terms, g->term_cap, cap,
                                         sizeof *grown, _Alignof(uint32_t));
        if (!grown)
            return false;
        g->terms = grown;
        g->term_cap = cap;
    }
    if (count != 0)
        memcpy(g->terms + g->term_count, terms, count * sizeof *terms);
    g->term_count += count;
    return true;
}

static bool keep_place(const pal_why_search *s, pal_why_growth *g)
{
    if (g->count < g->cap)
        return true;
    /* room for all at once: what an array has grown out of stays in the arena */
    uint64_t expected = g->all_mentions / s->step;
    size_t columns = s->run->column_count;
    size_t cap = g->cap != 0 ? g->cap * 2 : (size_t)(expected + expected / 32) + 64;
    pal_why_mention *mentions = pal_arena_grow(
        s->mem, g->mentions, g->cap, cap, sizeof *mentions, _Alignof(pal_why_mention));
    uint16_t *cells = pal_arena_grow(s->mem, g->cells, g->cap * columns, cap * columns,
                                     sizeof *cells, _Alignof(uint16_t));
    if (!mentions || !cells)
        return false;
    g->mentions = mentions;
    g->cells = cells;
    g->cap = cap;
    return true;
}

/* Bytes of a rare word, about. */
enum { RARE_BYTES = 9 };

static uint16_t bytes_of(const pal_why_search *s, const pal_panel_row *row, span line)
{
    size_t bytes = 0;
    for (size_t i = line.from; i < line.to; i++)
        if (s->kinds[row->terms[i]] == PAL_WHY_RARE)
            bytes += RARE_BYTES + 1;
        else if (row->terms[i] != PAL_TERM_BREAK)
            bytes += s->terms[row->terms[i]].form.len + 1;
    return bytes < UINT16_MAX ? (uint16_t)bytes : UINT16_MAX;
}

static void count_own(pal_why_search *s, pal_why_growth *g, const pal_panel_row *row,
                      span clause)
{
    uint32_t mark = pal_why_mark(s);
    g->spoken += clause.to != clause.from;
    for (size_t i = clause.from; i < clause.to; i++) {
        uint32_t t = row->terms[i];
        g->own[t] += s->marks[t] != mark;
        s->marks[t] = mark;
    }
}

static void keep_cells(const pal_why_search *s, pal_why_growth *g,
                       const pal_panel_row *row)
{
    size_t columns = s->run->column_count;
    uint16_t *cells = g->cells + g->count * columns;
    for (size_t c = 0; c < columns; c++)
        if (s->offsets[c] != 0 && row->groups[c] != 0)
            cells[c] = (uint16_t)(s->offsets[c] + row->groups[c] - 1);
}

static bool keep_mention(pal_why_search *s, pal_why_growth *g, const pal_panel_row *row,
                         const pal_panel_tag *tag)
{
    span line = line_of(row, tag->line);
    span clause = clause_of(row, tag->clause);
    if (clause.from < line.from || clause.to > line.to)
        clause = (span){line.from, line.from};
    span kept = window_of(line, clause);
    size_t first = g->term_count;
    if (!keep_place(s, g) ||
        !keep_terms(s, g, row->terms + kept.from, kept.to - kept.from))
        return false;
    count_own(s, g, row, clause);
    keep_cells(s, g, row);
    const pal_str words = {(const char *)(row->terms + line.from),
                           (line.to - line.from) * sizeof *row->terms};
    g->mentions[g->count] = (pal_why_mention){
        .shown = {.row = row->row,
                  .place = row->place,
                  .line = tag->line,
                  .start = tag->start,
                  .end = tag->end,
                  .band = row->band,
                  .score = row->score,
                  .polarity = tag->polarity},
        .text = pal_str_hash(words),
        .first = (uint32_t)first,
        .cells = (uint32_t)(g->count * s->run->column_count),
        .count = (uint16_t)(kept.to - kept.from),
        .clause = (uint16_t)(clause.from - kept.from),
        .clause_count = (uint16_t)(clause.to - clause.from),
        .bytes = bytes_of(s, row, line),
    };
    g->count++;
    return true;
}

static bool read_tree(pal_why_search *s, pal_why_growth *g, const pal_panel_row *row)
{
    const pal_panel_tag *own = NULL;
    for (size_t i = 0; i < row->tag_count; i++) {
        g->theme_rows[row->tags[i].theme]++;
        if (row->tags[i].theme == g->tree.theme)
            own = &row->tags[i];
    }
    g->rows++;
    for (size_t i = 0; own && i < row->tag_count; i++)
        g->theme_with[row->tags[i].theme]++;
    for (size_t c = 0; c < s->run->column_count; c++)
        if (s->offsets[c] != 0 && row->groups[c] != 0) {
            g->cell_rows[s->offsets[c] + row->groups[c] - 1]++;
            g->cell_with[s->offsets[c] + row->groups[c] - 1] += own != NULL;
        }
    return !own || keep_mention(s, g, row, own);
}

/* One row in `step`, whatever the order in which they come. */
bool pal_why_is_left_out(const pal_why_search *s, uint64_t row)
{
    return s->step > 1 &&
           pal_str_hash((pal_str){(const char *)&row, sizeof row}) % s->step != 0;
}

static pal_status read_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    pal_why_search *s = ctx;
    if (!row->commented || pal_why_is_left_out(s, row->row))
        return PAL_OK;
    count_clauses(s, row);
    for (size_t i = 0; i < s->count; i++)
        if (pal_why_in_band(&s->trees[i].tree, row->band) &&
            !read_tree(s, &s->trees[i], row))
            return pal_why_no_memory(err);
    return PAL_OK;
}

static int by_row(const void *a, const void *b)
{
    const pal_why_mention *x = a;
    const pal_why_mention *y = b;
    return x->shown.row < y->shown.row ? -1 : x->shown.row > y->shown.row;
}

pal_status pal_why_read(pal_why_search *s, pal_error *err)
{
    bool fine = lay_out_terms(s) && lay_out_cells(s);
    for (size_t i = 0; fine && i < s->count; i++)
        fine = lay_out_tree(s, &s->trees[i]);
    if (!fine)
        return pal_why_no_memory(err);
    pal_status status = pal_panels_scan(s->run->panels, read_row, s, err);
    for (size_t i = 0; status == PAL_OK && i < s->count; i++)
        if (s->trees[i].count > 1)
            qsort(s->trees[i].mentions, s->trees[i].count, sizeof *s->trees[i].mentions,
                  by_row);
    return status;
}
