/* Panels of all threads read as one. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/str.h"
#include "stats/panel_inside.h"

static const size_t JOIN_LIMIT = (size_t)1 << 31;
/* About 350,000 answers: reading a record again costs more than the memory, and what read
 * the texts has given back more. */
static const size_t KEPT_LIMIT = (size_t)96 << 20;

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the panels");
}

static int by_text(const void *a, const void *b)
{
    return pal_str_compare((*(pal_panel_value *const *)a)->text,
                           (*(pal_panel_value *const *)b)->text);
}

static int by_first_row(const void *a, const void *b)
{
    const pal_panel_value *x = *(pal_panel_value *const *)a;
    const pal_panel_value *y = *(pal_panel_value *const *)b;
    return x->first_row < y->first_row ? -1 : x->first_row > y->first_row;
}

static pal_status join_values(pal_panels *all, size_t column, bool as_read,
                              pal_error *err)
{
    size_t count = 0;
    for (size_t i = 0; i < all->count; i++)
        count += all->panels[i]->values[column].count;
    pal_panel_value **order = pal_new(all->mem, pal_panel_value *, count);
    pal_str *texts = pal_new(all->mem, pal_str, count);
    if (!order || !texts)
        return no_memory(err);
    size_t at = 0;
    for (size_t i = 0; i < all->count; i++)
        for (uint32_t k = 0; k < all->panels[i]->values[column].count; k++)
            order[at++] = &all->panels[i]->values[column].items[k];
    if (count > 1)
        qsort(order, count, sizeof *order, by_text);
    /* one text, one first row, so that equal texts stay together in the other order */
    for (size_t i = 0; i < count;) {
        size_t same = i;
        uint64_t first = order[i]->first_row;
        for (; same < count && pal_str_equal(order[same]->text, order[i]->text); same++)
            if (order[same]->first_row < first)
                first = order[same]->first_row;
        for (; i < same; i++)
            order[i]->first_row = first;
    }
    if (as_read && count > 1)
        qsort(order, count, sizeof *order, by_first_row);
    size_t last = 0;
    for (size_t i = 0; i < count; i++) {
        if (last == 0 || !pal_str_equal(texts[last - 1], order[i]->text))
            texts[last++] = order[i]->text;
        order[i]->number = (uint32_t)last;
    }
    all->values[column] = texts;
    all->value_counts[column] = last;
    return PAL_OK;
}

pal_status pal_panels_join(pal_panels **out, pal_panel *const *panels, size_t count,
                           bool first_as_read, pal_panel_stop_fn *stop, void *ctx,
                           pal_error *err)
{
    pal_arena *mem = pal_arena_open(JOIN_LIMIT);
    pal_panels *all = mem ? pal_new(mem, pal_panels, 1) : NULL;
    if (!all) {
        pal_arena_close(mem);
        return no_memory(err);
    }
    *all = (pal_panels){
        .mem = mem, .panels = panels, .count = count, .shape = panels[0]->shape};
    all->values = pal_new(mem, pal_str *, all->shape.groups);
    all->value_counts = pal_new(mem, size_t, all->shape.groups);
    all->pooled = pal_new(mem, size_t, all->shape.groups);
    bool fine = all->values && all->value_counts && all->pooled;
    pal_status status = fine ? PAL_OK : no_memory(err);
    for (size_t i = 0; status == PAL_OK && i < count; i++)
        status = pal_panel_end(panels[i], err);
    if (status == PAL_OK)
        status = pal_panels_join_terms(all, stop, ctx, err);
    for (size_t i = 0; status == PAL_OK && i < all->shape.groups; i++)
        status = join_values(all, i, i == 0 && first_as_read, err);
    if (status != PAL_OK) {
        pal_panels_close(all);
        return status;
    }
    for (size_t i = 0; i < count; i++)
        all->rows += panels[i]->row_count;
    *out = all;
    return PAL_OK;
}

size_t pal_panels_pooled(const pal_panels *all, size_t column)
{
    return all->pooled[column];
}

void pal_panels_close(pal_panels *all)
{
    if (!all)
        return;
    pal_store_close(all->numbers);
    pal_arena_close(all->keep);
    pal_arena_close(all->mem);
}

pal_panel_shape pal_panels_shape(const pal_panels *all)
{
    return all->shape;
}

uint64_t pal_panels_rows(const pal_panels *all)
{
    return all->rows;
}

const pal_term *pal_panels_terms(const pal_panels *all, size_t *count)
{
    *count = all->term_count;
    return all->terms;
}

pal_rare_terms pal_panels_rare(const pal_panels *all)
{
    return all->rare;
}

const pal_str *pal_panels_values(const pal_panels *all, size_t column, size_t *count)
{
    *count = all->value_counts[column];
    return all->values[column];
}

static inline uint64_t get(pal_str *from)
{
    if (from->len != 0 && (unsigned char)*from->ptr < 0x80) {
        from->len--;
        return (unsigned char)*from->ptr++;
    }
    uint64_t number = 0;
    for (unsigned shift = 0; from->len != 0 && shift < 64; shift += 7) {
        unsigned char byte = (unsigned char)*from->ptr++;
        from->len--;
        number |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            break;
    }
    return number;
}

static int64_t get_signed(pal_str *from)
{
    uint64_t number = get(from);
    return (int64_t)(number >> 1) ^ -(int64_t)(number & 1);
}

/* --- a pass over the records: any number of them at the same time --- */

typedef struct reader {
    const pal_panels *all;
    pal_panel_fn *each;
    void *ctx;
    bool wants_terms;
    pal_arena *mem;       /* of the row that is shown */
    uint32_t *terms_here; /* by form of the stretch that is read: its term */
    pal_panel_tag *tags;
    size_t tag_cap;
    uint32_t *terms;
    size_t term_cap;
    uint32_t *lines;
    size_t line_cap;
    uint32_t *groups;
    int32_t *measures;
} reader;

static bool open_reader(reader *r)
{
    const pal_panel_shape *shape = &r->all->shape;
    r->mem = pal_arena_open(JOIN_LIMIT);
    if (!r->mem)
        return false;
    r->groups = pal_new(r->mem, uint32_t, shape->groups);
    r->measures = pal_new(r->mem, int32_t, shape->measures);
    if (r->wants_terms)
        r->terms_here = pal_new(r->mem, uint32_t, (size_t)r->all->forms_most + 1);
    return r->groups && r->measures && (r->terms_here || !r->wants_terms);
}

static bool get_tags(reader *r, pal_str *from, pal_panel_row *row)
{
    row->tag_count = (size_t)get(from);
    if (row->tag_count > r->tag_cap) {
        pal_panel_tag *grown =
            pal_arena_grow(r->mem, r->tags, r->tag_cap, row->tag_count * 2, sizeof *grown,
                           _Alignof(pal_panel_tag));
        if (!grown)
            return false;
        r->tags = grown;
        r->tag_cap = row->tag_count * 2;
    }
    for (size_t i = 0; i < row->tag_count; i++) {
        uint64_t head = get(from);
        pal_panel_tag *tag = &r->tags[i];
        tag->theme = (uint32_t)(head >> 3);
        tag->wish = (head >> 2 & 1) != 0;
        tag->polarity = (pal_polarity)(head & 3);
        tag->clause = (uint32_t)get(from);
        tag->line = (uint32_t)get(from);
        tag->start = (uint32_t)get(from);
        tag->end = (uint32_t)get(from);
    }
    row->tags = r->tags;
    return true;
}

static bool get_lines(reader *r, pal_str *from, pal_panel_row *row)
{
    row->line_count = (size_t)get(from);
    if (row->line_count > r->line_cap) {
        uint32_t *grown =
            pal_arena_grow(r->mem, r->lines, r->line_cap, row->line_count * 2,
                           sizeof *grown, _Alignof(uint32_t));
        if (!grown)
            return false;
        r->lines = grown;
        r->line_cap = row->line_count * 2;
    }
    for (size_t i = 0; i < row->line_count; i++)
        r->lines[i] = (uint32_t)get(from);
    row->lines = r->lines;
    return true;
}

static bool get_terms(reader *r, pal_str *from, pal_panel_row *row)
{
    const uint32_t *numbers = r->terms_here;
    if (from->len > r->term_cap) { /* a term has at least a byte */
        uint32_t *grown = pal_arena_grow(r->mem, r->terms, r->term_cap, from->len * 2,
                                         sizeof *grown, _Alignof(uint32_t));
        if (!grown)
            return false;
        r->terms = grown;
        r->term_cap = from->len * 2;
    }
    size_t count = 0;
    uint32_t *terms = r->terms;
    const char *end = from->ptr + from->len;
    for (const char *at = from->ptr; at < end; at++) { /* get(), the hot one */
        uint32_t number = (unsigned char)*at & 0x7F;
        for (unsigned shift = 7; (unsigned char)*at >= 0x80; shift += 7)
            number |= (uint32_t)((unsigned char)*++at & 0x7F) << shift;
        terms[count++] = numbers[number];
    }
    row->terms = terms;
    row->term_count = count;
    return true;
}

static bool show_row(reader *r, size_t panel, pal_str from, pal_panel_row *row)
{
    const pal_panels *all = r->all;
    const pal_panel *p = all->panels[panel];
    uint64_t head = get(&from);
    *row = (pal_panel_row){
        .commented = (head & PAL_RECORD_COMMENTED) != 0,
        .band = (pal_band)(head >> PAL_RECORD_BAND_AT & 3),
        .sentiment = (pal_polarity)(head >> PAL_RECORD_SENTIMENT_AT & 3),
        .language = (pal_language)(head >> PAL_RECORD_LANGUAGE_AT & 3),
        .groups = r->groups,
        .measures = r->measures,
    };
    row->row = get(&from);
    uint64_t batch = get(&from);
    row->place = batch << 32 | get(&from);
    row->score = (int)get_signed(&from);
    row->weight = head & PAL_RECORD_WEIGHT ? get_signed(&from) : PAL_WEIGHT_ONE;
    for (size_t i = 0; i < all->shape.groups; i++) {
        uint64_t number = get(&from);
        r->groups[i] = number ? p->values[i].items[number - 1].number : 0;
    }
    for (size_t i = 0; i < all->shape.measures; i++)
        r->measures[i] = (int32_t)get_signed(&from);
    return get_tags(r, &from, row) &&
           (!r->wants_terms || (get_lines(r, &from, row) && get_terms(r, &from, row)));
}

/* Terms of the forms of a stretch, whose numbers begin at `at` of the store; it moves on.
 */
static pal_status load_stretch(reader *r, const pal_panel_stretch *stretch, uint64_t *at,
                               pal_error *err)
{
    enum { AT_ONCE = 1024 };
    pal_form_number numbers[AT_ONCE];
    pal_status status = PAL_OK;
    for (uint32_t left = stretch->forms - 1; status == PAL_OK && left != 0;) {
        uint32_t count = left < AT_ONCE ? left : AT_ONCE;
        size_t len = count * sizeof *numbers;
        status = pal_store_read(r->all->numbers, *at, (char *)numbers, len, err);
        for (uint32_t i = 0; status == PAL_OK && i < count; i++)
            r->terms_here[numbers[i].form] = numbers[i].term;
        *at += len;
        left -= count;
    }
    return status;
}

/* The rows of one panel that are left of the pass over its spill, up to a row. */
static pal_status scan_stretch(reader *r, size_t panel, uint64_t rows,
                               pal_spill_pass *pass, pal_error *err)
{
    pal_status status = PAL_OK;
    pal_str record;
    for (; status == PAL_OK && rows != 0; rows--) {
        pal_panel_row row;
        status = pal_spill_next(r->all->panels[panel]->rows, pass, &record, err);
        if (status != PAL_OK)
            break;
        status = show_row(r, panel, record, &row) ? r->each(r->ctx, &row, err)
                                                  : no_memory(err);
    }
    return status;
}

static pal_status scan_all(reader *r, pal_error *err)
{
    pal_status status = open_reader(r) ? PAL_OK : no_memory(err);
    uint64_t numbers_at = 0;
    for (size_t i = 0; status == PAL_OK && i < r->all->count; i++) {
        const pal_panel *p = r->all->panels[i];
        pal_spill_pass pass = {.at = 0};
        uint64_t rows = 0;
        for (size_t k = 0; status == PAL_OK && k < p->stretch_count; k++) {
            const pal_panel_stretch *stretch = &p->stretches[k];
            if (r->wants_terms)
                status = load_stretch(r, stretch, &numbers_at, err);
            if (status == PAL_OK)
                status = scan_stretch(r, i, stretch->rows_end - rows, &pass, err);
            rows = stretch->rows_end;
        }
        pal_spill_leave(&pass);
    }
    pal_arena_close(r->mem);
    return status;
}

static pal_status scan_records(const pal_panels *all, pal_panel_fn *each, void *ctx,
                               bool terms, pal_error *err)
{
    reader r = {.all = all, .each = each, .ctx = ctx, .wants_terms = terms};
    return scan_all(&r, err);
}

/* --- rows that are kept --- */

/* Copy the items behind each other: their sizes are multiples of 4. */
static const void *put_copy(uint32_t **to, const void *items, size_t count, size_t size)
{
    uint32_t *out = *to;
    if (count != 0)
        memcpy(out, items, count * size);
    *to += count * size / sizeof *out;
    return out;
}

static pal_status keep_row(void *ctx, const pal_panel_row *row, pal_error *err)
{
    (void)err;
    pal_panels *all = ctx;
    _Static_assert(sizeof *row->tags % sizeof(uint32_t) == 0 &&
                       _Alignof(pal_panel_tag) <= _Alignof(uint32_t),
                   "tags stand between numbers");
    size_t tags = row->tag_count * (sizeof *row->tags / sizeof(uint32_t));
    uint32_t *at = pal_new(all->keep, uint32_t,
                           all->shape.groups + all->shape.measures + tags +
                               row->term_count + row->line_count);
    if (!at)
        return PAL_DONE; /* too many */
    pal_panel_row *to = &all->kept[all->kept_count++];
    *to = *row;
    to->groups = put_copy(&at, row->groups, all->shape.groups, sizeof *row->groups);
    to->measures =
        put_copy(&at, row->measures, all->shape.measures, sizeof *row->measures);
    to->tags = put_copy(&at, row->tags, row->tag_count, sizeof *row->tags);
    to->terms = put_copy(&at, row->terms, row->term_count, sizeof *row->terms);
    to->lines = put_copy(&at, row->lines, row->line_count, sizeof *row->lines);
    return PAL_OK;
}

pal_status pal_panels_keep(pal_panels *all, pal_error *err)
{
    all->keep = pal_arena_open(KEPT_LIMIT);
    all->kept = all->keep ? pal_new(all->keep, pal_panel_row, all->rows) : NULL;
    pal_status status = all->kept ? scan_records(all, keep_row, all, true, err) : PAL_OK;
    if (all->kept && all->kept_count == all->rows)
        return status;
    pal_arena_close(all->keep);
    all->keep = NULL;
    all->kept = NULL;
    return status < PAL_OK ? status : PAL_OK;
}

static pal_status scan_kept(const pal_panels *all, pal_panel_fn *each, void *ctx,
                            pal_error *err)
{
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < all->kept_count; i++)
        status = each(ctx, &all->kept[i], err);
    return status == PAL_DONE ? PAL_OK : status;
}

static pal_status scan(const pal_panels *all, pal_panel_fn *each, void *ctx, bool terms,
                       pal_error *err)
{
    if (all->kept)
        return scan_kept(all, each, ctx, err);
    pal_status status = scan_records(all, each, ctx, terms, err);
    return status == PAL_DONE ? PAL_OK : status;
}

pal_status pal_panels_scan(const pal_panels *all, pal_panel_fn *each, void *ctx,
                           pal_error *err)
{
    return scan(all, each, ctx, true, err);
}

pal_status pal_panels_scan_tags(const pal_panels *all, pal_panel_fn *each, void *ctx,
                                pal_error *err)
{
    return scan(all, each, ctx, false, err);
}
