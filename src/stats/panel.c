#include "base/fail.h"
#include "base/str.h"
#include "stats/panel_inside.h"

enum { VALUES_MAX = 100000 };
static const size_t PANEL_LIMIT = (size_t)1 << 31;
static const size_t IN_MEMORY = (size_t)48 << 20;

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the panel");
}

pal_status pal_panel_open(pal_panel **out, pal_panel_shape shape, pal_error *err)
{
    pal_arena *mem = pal_arena_open(PANEL_LIMIT);
    pal_panel *p = mem ? pal_new(mem, pal_panel, 1) : NULL;
    bool fine = p != NULL;
    if (fine) {
        *p = (pal_panel){.mem = mem, .shape = shape, .form_count = 1, .form_cap = 1024};
        p->forms = pal_new(mem, pal_panel_form_entry, p->form_cap);
        p->values = pal_new(mem, pal_panel_values, shape.groups);
        fine = p->forms && p->values;
    }
    for (size_t i = 0; fine && i < PAL_PANEL_LANGUAGES; i++) {
        p->index[i] = pal_map_new(mem, (uint64_t)(uintptr_t)mem);
        fine = p->index[i] != NULL;
    }
    for (size_t i = 0; fine && i < shape.groups; i++) {
        p->values[i].index = pal_map_new(mem, (uint64_t)(uintptr_t)mem);
        fine = p->values[i].index != NULL;
    }
    if (!fine) {
        pal_arena_close(mem);
        return no_memory(err);
    }
    pal_status status = pal_spill_open(&p->rows, IN_MEMORY, err);
    if (status != PAL_OK) {
        pal_arena_close(mem);
        return status;
    }
    *out = p;
    return PAL_OK;
}

void pal_panel_close(pal_panel *p)
{
    if (!p)
        return;
    pal_spill_close(p->rows);
    pal_buf_release(&p->record);
    pal_arena_close(p->mem);
}

uint32_t pal_panel_form(pal_panel *p, pal_language language, pal_str text, pal_str key,
                        unsigned flags)
{
    bool english = language == PAL_LANGUAGE_EN;
    pal_map *index = p->index[english];
    const uint32_t *known = pal_map_find(index, text);
    if (known)
        return *known;
    if (p->form_count == p->form_cap) {
        if (p->form_cap > UINT32_MAX / 2)
            return 0;
        pal_panel_form_entry *grown =
            pal_arena_grow(p->mem, p->forms, p->form_cap, (size_t)p->form_cap * 2,
                           sizeof *grown, _Alignof(pal_panel_form_entry));
        if (!grown)
            return 0;
        p->forms = grown;
        p->form_cap *= 2;
    }
    pal_panel_form_entry fresh = {.text = pal_arena_copy(p->mem, text),
                                  .flags = flags,
                                  .language =
                                      english ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI};
    fresh.key = pal_str_equal(text, key) ? fresh.text : pal_arena_copy(p->mem, key);
    if (!fresh.text.ptr || !fresh.key.ptr)
        return 0;
    uint32_t *slot = pal_map_at(index, fresh.text, NULL);
    if (!slot)
        return 0;
    *slot = p->form_count;
    p->forms[p->form_count] = fresh;
    return p->form_count++;
}

/* --- records: numbers of 7 bits a byte, least first, the last without the top bit --- */

static void put(pal_buf *b, uint64_t number)
{
    char *to = pal_buf_room(b, 10);
    if (!to)
        return;
    size_t at = 0;
    for (; number >= 0x80; number >>= 7)
        to[at++] = (char)(unsigned char)(number | 0x80);
    to[at++] = (char)number;
    b->len += at;
}

static void put_signed(pal_buf *b, int64_t number)
{
    put(b, ((uint64_t)number << 1) ^ (number < 0 ? UINT64_MAX : 0));
}

static void count_value(pal_panel_value *v, const pal_panel_row *row)
{
    v->counts.rows++;
    v->counts.commented += row->commented;
    v->counts.scored += row->band != PAL_BAND_NONE;
    if (row->row < v->first_row)
        v->first_row = row->row;
}

static bool value_number(pal_panel *p, size_t column, pal_str text,
                         const pal_panel_row *row, uint32_t *out)
{
    pal_panel_values *list = &p->values[column];
    const uint32_t *known = pal_map_find(list->index, text);
    if (known) {
        *out = *known;
        count_value(&list->items[*known - 1], row);
        return true;
    }
    if (p->value_count == VALUES_MAX)
        return false;
    if (list->count == list->cap) {
        uint32_t cap = list->cap * 2 + 8;
        pal_panel_value *grown = pal_arena_grow(p->mem, list->items, list->cap, cap,
                                                sizeof *grown, _Alignof(pal_panel_value));
        if (!grown)
            return false;
        list->items = grown;
        list->cap = cap;
    }
    pal_panel_value fresh = {.text = pal_arena_copy(p->mem, text), .first_row = row->row};
    count_value(&fresh, row);
    uint32_t *slot = fresh.text.ptr ? pal_map_at(list->index, fresh.text, NULL) : NULL;
    if (!slot)
        return false;
    list->items[list->count++] = fresh;
    p->value_count++;
    *slot = *out = list->count;
    return true;
}

static void put_tags(pal_buf *b, const pal_panel_row *row)
{
    put(b, row->tag_count);
    for (size_t i = 0; i < row->tag_count; i++) {
        const pal_panel_tag *tag = &row->tags[i];
        put(b, (uint64_t)tag->theme << 3 | (uint64_t)tag->wish << 2 |
                   (uint64_t)tag->polarity);
        put(b, tag->clause);
        put(b, tag->line);
        put(b, tag->start);
        put(b, tag->end);
    }
}

pal_status pal_panel_add(pal_panel *p, const pal_panel_row *row, const pal_str *values,
                         pal_error *err)
{
    pal_buf *b = &p->record;
    pal_buf_clear(b);
    put(b, (uint64_t)row->language << PAL_RECORD_LANGUAGE_AT |
               (uint64_t)row->sentiment << PAL_RECORD_SENTIMENT_AT |
               (uint64_t)row->band << PAL_RECORD_BAND_AT |
               (row->weight != PAL_WEIGHT_ONE ? PAL_RECORD_WEIGHT : 0u) |
               (row->commented ? PAL_RECORD_COMMENTED : 0u));
    put(b, row->row);
    put(b, row->place >> 32);
    put(b, row->place & UINT32_MAX);
    put_signed(b, row->score);
    if (row->weight != PAL_WEIGHT_ONE)
        put_signed(b, row->weight);
    for (size_t i = 0; i < p->shape.groups; i++) {
        uint32_t number = 0;
        if (values[i].len != 0 && !value_number(p, i, values[i], row, &number))
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                            "the segment columns hold more than %d values; name fewer "
                            "with --segment",
                            VALUES_MAX);
        put(b, number);
    }
    for (size_t i = 0; i < p->shape.measures; i++)
        put_signed(b, row->measures[i]);
    put_tags(b, row);
    put(b, row->line_count);
    for (size_t i = 0; i < row->line_count; i++)
        put(b, row->lines[i]);
    for (size_t i = 0; i < row->term_count; i++) {
        p->forms[row->terms[i]].count++;
        put(b, row->terms[i]);
    }
    if (b->failed)
        return no_memory(err);
    p->row_count++;
    return pal_spill_put(p->rows, pal_buf_view(b), err);
}
