#include <string.h>

#include "base/ahead.h"
#include "base/fail.h"
#include "base/str.h"
#include "stats/panel_inside.h"

enum {
    VALUES_MAX = 100000,
    FIRST_FORMS = 1024,
    FORMS_MOST = 1000000, /* of all panels */
    FORMS_LEAST = 1 << 14 /* of one: below, words are forgotten faster than they come */
};
static const size_t PANEL_LIMIT = (size_t)1 << 31;
/* Of the records of all panels, about 125,000 answers. */
static const size_t IN_MEMORY = (size_t)8 << 20;
/* Of the runs of one panel, about 100,000 forms. */
static const size_t RUNS_IN_MEMORY = (size_t)4 << 20;
/* As many as those, so that forms that stay need hardly more memory than their run. */
static const uint32_t FORMS_STAY = 100000;

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the panel");
}

static bool make_forms(pal_panel *p, uint32_t cap)
{
    pal_panel_form_entry *forms = pal_memory_resize(p->forms, cap * sizeof *forms);
    if (!forms)
        return false;
    if (p->form_cap == 0)
        forms[0] = (pal_panel_form_entry){.text = NULL};
    p->forms = forms;
    p->form_cap = cap;
    return true;
}

/* Empty it, with so many places. */
static bool make_index(pal_panel *p, size_t cap)
{
    uint32_t *index = pal_memory_resize(p->index, cap * sizeof *index);
    if (!index)
        return false;
    memset(index, 0, cap * sizeof *index);
    p->index = index;
    p->index_cap = cap;
    return true;
}

/* Forms that one of the panels may hold. */
static uint32_t forms_most(pal_panel_shape shape)
{
    size_t panels = shape.panels != 0 ? shape.panels : 1;
    if (shape.forms != 0)
        return shape.forms;
    return FORMS_MOST / panels > FORMS_LEAST ? (uint32_t)(FORMS_MOST / panels)
                                             : (uint32_t)FORMS_LEAST;
}

pal_status pal_panel_open(pal_panel **out, pal_panel_shape shape, pal_error *err)
{
    pal_arena *mem = pal_arena_open(PANEL_LIMIT);
    pal_panel *p = mem ? pal_new(mem, pal_panel, 1) : NULL;
    bool fine = p != NULL;
    if (fine) {
        *p = (pal_panel){
            .mem = mem, .shape = shape, .form_count = 1, .forms_most = forms_most(shape)};
        p->values = pal_new(mem, pal_panel_values, shape.groups);
        p->texts = pal_arena_open(PANEL_LIMIT);
        fine = p->values && p->texts && make_forms(p, FIRST_FORMS) &&
               make_index(p, FIRST_FORMS * 2);
    }
    for (size_t i = 0; fine && i < shape.groups; i++) {
        p->values[i].index = pal_map_new(mem, (uint64_t)(uintptr_t)mem);
        fine = p->values[i].index != NULL;
    }
    size_t memory = IN_MEMORY / (shape.panels != 0 ? shape.panels : 1);
    pal_status status =
        fine ? pal_spill_open(&p->rows, memory, shape.folder, err) : no_memory(err);
    if (status == PAL_OK)
        status = pal_runs_open(&p->runs, RUNS_IN_MEMORY, shape.folder, err);
    if (status == PAL_OK)
        *out = p;
    else if (p)
        pal_panel_close(p);
    else
        pal_arena_close(mem);
    return status;
}

void pal_panel_drop_forms(pal_panel *p)
{
    pal_arena_close(p->texts);
    pal_memory_resize(p->forms, 0);
    pal_memory_resize(p->order, 0);
    pal_memory_resize(p->index, 0);
    p->texts = NULL;
    p->forms = NULL;
    p->order = NULL;
    p->index = NULL;
}

void pal_panel_close(pal_panel *p)
{
    if (!p)
        return;
    pal_spill_close(p->rows);
    pal_runs_close(p->runs);
    pal_panel_drop_forms(p);
    pal_buf_release(&p->record);
    pal_memory_resize(p->stretches, 0);
    pal_arena_close(p->mem);
}

static uint32_t hash_of(const pal_panel *p, uint8_t language, pal_str text)
{
    /* an address that differs from run to run: no words are known to pile up */
    return (uint32_t)pal_str_hash_seeded(text, (uint64_t)(uintptr_t)p + language);
}

/* The place of a form, or the free one where it belongs. */
static uint32_t *place_of(const pal_panel *p, uint8_t language, pal_str text,
                          uint32_t hash)
{
    size_t at = hash & (p->index_cap - 1);
    for (; p->index[at] != 0; at = (at + 1) & (p->index_cap - 1)) {
        const pal_panel_form_entry *form = &p->forms[p->index[at]];
        if (form->hash == hash && form->language == language &&
            pal_str_equal(pal_form_text(form), text))
            break;
    }
    return &p->index[at];
}

/* A free place for a form that is not there. */
static uint32_t *free_place(const pal_panel *p, uint32_t hash)
{
    size_t at = hash & (p->index_cap - 1);
    while (p->index[at] != 0)
        at = (at + 1) & (p->index_cap - 1);
    return &p->index[at];
}

/* Room for one more form. */
static bool make_room(pal_panel *p)
{
    if (p->form_count == p->form_cap &&
        (p->form_cap > UINT32_MAX / 4 || !make_forms(p, p->form_cap * 2)))
        return false;
    if ((size_t)p->form_count * 2 <= p->index_cap)
        return true;
    if (!make_index(p, p->index_cap * 2))
        return false;
    for (uint32_t i = 1; i < p->form_count; i++)
        *free_place(p, p->forms[i].hash) = i;
    return true;
}

/* Text and key in one piece. */
static bool keep_text(pal_panel *p, pal_panel_form_entry *form, pal_str text, pal_str key)
{
    bool same = pal_str_equal(text, key);
    if (text.len >= UINT32_MAX || key.len >= UINT32_MAX)
        return false;
    char *bytes = pal_new(p->texts, char, text.len + (same ? 0 : key.len));
    if (!bytes)
        return false;
    if (text.len != 0)
        memcpy(bytes, text.ptr, text.len);
    if (!same && key.len != 0)
        memcpy(bytes + text.len, key.ptr, key.len);
    form->text = bytes;
    form->text_len = (uint32_t)text.len;
    form->key_len = same ? PAL_FORM_KEY_SAME : (uint32_t)key.len;
    return true;
}

static uint8_t side_of(pal_language language)
{
    return language == PAL_LANGUAGE_EN ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI;
}

pal_panel_asked pal_panel_ask(const pal_panel *p, pal_language language, pal_str text)
{
    const uint8_t side = side_of(language);
    const uint32_t hash = hash_of(p, side, text);
    pal_ahead(&p->index[hash & (p->index_cap - 1)]);
    return (pal_panel_asked){text, hash, side};
}

uint32_t pal_panel_known(const pal_panel *p, pal_panel_asked form)
{
    const uint32_t known = *place_of(p, form.side, form.text, form.hash);
    return known != 0 ? p->forgotten + known : 0;
}

uint32_t pal_panel_form(pal_panel *p, pal_panel_asked form, pal_str key, unsigned flags)
{
    pal_panel_form_entry fresh = {
        .flags = (uint8_t)flags, .language = form.side, .hash = form.hash};
    const uint32_t known = pal_panel_known(p, form);
    if (known != 0)
        return known;
    if (p->form_count > UINT32_MAX - p->forgotten || !make_room(p) ||
        !keep_text(p, &fresh, form.text, key))
        return 0;
    *free_place(p, fresh.hash) = p->form_count;
    p->forms[p->form_count] = fresh;
    return p->forgotten + p->form_count++;
}

uint32_t pal_panel_forgotten(const pal_panel *p)
{
    return p->forgotten;
}

/* --- stretches --- */

static int by_key(const void *a, const void *b)
{
    const pal_panel_form_entry *x = ((const pal_led *)a)->item;
    const pal_panel_form_entry *y = ((const pal_led *)b)->item;
    int order = pal_str_compare(pal_form_key(x), pal_form_key(y));
    if (order == 0 && x->language != y->language)
        return x->language < y->language ? -1 : 1;
    return order != 0 ? order : pal_str_compare(pal_form_text(x), pal_form_text(y));
}

static pal_status put_form(pal_panel *p, const pal_panel_form_entry *form, pal_error *err)
{
    const pal_panel_form_counts counts = {.count = form->count,
                                          .number = (uint32_t)(form - p->forms),
                                          .flags = form->flags};
    pal_buf_clear(&p->record);
    pal_buf_byte(&p->record, (char)form->language);
    pal_buf_add(&p->record, pal_form_text(form));
    if (p->record.failed)
        return no_memory(err);
    const pal_run_record record = {pal_form_key(form),
                                   pal_buf_view(&p->record),
                                   {(const char *)&counts, sizeof counts}};
    return pal_runs_put(p->runs, &record, err);
}

/* All forms by key; NULL without memory. */
static pal_led *sort_forms(const pal_panel *p)
{
    size_t count = p->form_count - 1;
    pal_led *order = pal_memory_resize(NULL, (count + 1) * sizeof *order);
    if (!order)
        return NULL;
    for (size_t i = 0; i < count; i++)
        order[i] =
            (pal_led){pal_lead_of(pal_form_key(&p->forms[i + 1])), &p->forms[i + 1]};
    pal_led_sort(order, count, by_key);
    return order;
}

static pal_status put_forms(pal_panel *p, pal_error *err)
{
    pal_led *order = sort_forms(p);
    pal_status status = order ? PAL_OK : no_memory(err);
    for (size_t i = 0; status == PAL_OK && i + 1 < p->form_count; i++)
        status = put_form(p, order[i].item, err);
    pal_memory_resize(order, 0);
    return status == PAL_OK ? pal_runs_end(p->runs, err) : status;
}

static bool add_stretch(pal_panel *p)
{
    if (p->stretch_count == p->stretch_cap) {
        size_t cap = p->stretch_cap * 2 + 4;
        pal_panel_stretch *grown = pal_memory_resize(p->stretches, cap * sizeof *grown);
        if (!grown)
            return false;
        p->stretches = grown;
        p->stretch_cap = cap;
    }
    p->stretches[p->stretch_count++] =
        (pal_panel_stretch){.rows_end = p->row_count, .forms = p->form_count};
    return true;
}

static pal_status end_stretch(pal_panel *p, pal_error *err)
{
    pal_status status = put_forms(p, err);
    if (status != PAL_OK)
        return status;
    if (!add_stretch(p))
        return no_memory(err);
    p->forgotten += p->form_count - 1;
    p->form_count = 1;
    pal_arena_reset(p->texts);
    memset(p->index, 0, p->index_cap * sizeof *p->index);
    return PAL_OK;
}

pal_status pal_panel_end(pal_panel *p, pal_error *err)
{
    if (!p->forms || p->order)
        return PAL_OK;
    bool stay =
        p->shape.panels == 1 && p->stretch_count == 0 && p->form_count <= FORMS_STAY;
    pal_led *order = stay ? sort_forms(p) : NULL;
    pal_status status = PAL_OK;
    if (!stay)
        status = end_stretch(p, err);
    else if (!order || !add_stretch(p))
        status = no_memory(err);
    if (status == PAL_OK)
        status = pal_spill_end(p->rows, err);
    if (status == PAL_OK && stay)
        p->order = order;
    else
        pal_memory_resize(order, 0);
    if (status == PAL_OK && !stay)
        pal_panel_drop_forms(p);
    return status;
}

/* --- records: numbers of 7 bits a byte, least first, the last without the top bit --- */

enum { NUMBER_MAX = 10, SMALL_MAX = 5 }; /* bytes of 64 and of 32 bits */

static inline void put(char **to, uint64_t number)
{
    for (; number >= 0x80; number >>= 7)
        *(*to)++ = (char)(unsigned char)(number | 0x80);
    *(*to)++ = (char)number;
}

static inline void put_signed(char **to, int64_t number)
{
    put(to, ((uint64_t)number << 1) ^ (number < 0 ? UINT64_MAX : 0));
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

static void put_tags(char **to, const pal_panel_row *row)
{
    put(to, row->tag_count);
    for (size_t i = 0; i < row->tag_count; i++) {
        const pal_panel_tag *tag = &row->tags[i];
        put(to, (uint64_t)tag->theme << 3 | (uint64_t)tag->wish << 2 |
                    (uint64_t)tag->polarity);
        put(to, tag->clause);
        put(to, tag->line);
        put(to, tag->start);
        put(to, tag->end);
    }
}

/* The entries of its terms, all over the memory of the panel. */
static void look_ahead(const pal_panel *p, const pal_panel_row *row)
{
    const pal_panel_form_entry *forms = p->forms;
    const uint32_t forgotten = p->forgotten;
    const uint32_t *end = row->terms + row->term_count;
    for (const uint32_t *term = row->terms; term < end; term++)
        if (*term != PAL_TERM_BREAK)
            pal_ahead(&forms[*term - forgotten].count);
}

static void put_terms(char **to, pal_panel *p, const pal_panel_row *row)
{
    put(to, row->line_count);
    for (size_t i = 0; i < row->line_count; i++)
        put(to, row->lines[i]);
    for (size_t i = 0; i < row->term_count; i++) {
        uint32_t form = row->terms[i] ? row->terms[i] - p->forgotten : PAL_TERM_BREAK;
        p->forms[form].count++;
        put(to, form);
    }
}

static void put_head(char **to, const pal_panel_row *row)
{
    put(to, (uint64_t)row->language << PAL_RECORD_LANGUAGE_AT |
                (uint64_t)row->sentiment << PAL_RECORD_SENTIMENT_AT |
                (uint64_t)row->band << PAL_RECORD_BAND_AT |
                (row->weight != PAL_WEIGHT_ONE ? PAL_RECORD_WEIGHT : 0u) |
                (row->commented ? PAL_RECORD_COMMENTED : 0u));
    put(to, row->row);
    put(to, row->place >> 32);
    put(to, row->place & UINT32_MAX);
    put_signed(to, row->score);
    if (row->weight != PAL_WEIGHT_ONE)
        put_signed(to, row->weight);
}

/* Room for the longest record that the row may have; NULL without memory. */
static char *room_for(pal_panel *p, const pal_panel_row *row)
{
    static const size_t most = SIZE_MAX / 64 / NUMBER_MAX;
    if (row->tag_count > most || row->line_count > most || row->term_count > most)
        return NULL;
    size_t numbers = 8 + p->shape.groups + p->shape.measures;
    size_t small = row->tag_count * 5 + row->line_count + row->term_count;
    pal_buf_clear(&p->record);
    return pal_buf_room(&p->record, numbers * NUMBER_MAX + small * SMALL_MAX);
}

pal_status pal_panel_add(pal_panel *p, const pal_panel_row *row, const pal_str *values,
                         pal_error *err)
{
    char *to = room_for(p, row);
    if (!to)
        return no_memory(err);
    look_ahead(p, row);
    put_head(&to, row);
    for (size_t i = 0; i < p->shape.groups; i++) {
        uint32_t number = 0;
        if (values[i].len != 0 && !value_number(p, i, values[i], row, &number))
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                            "the segment columns hold more than %d values; name fewer "
                            "with --segment",
                            VALUES_MAX);
        put(&to, number);
    }
    for (size_t i = 0; i < p->shape.measures; i++)
        put_signed(&to, row->measures[i]);
    put_tags(&to, row);
    put_terms(&to, p, row);
    p->row_count++;
    pal_status status = pal_spill_put(p->rows, pal_str_span(p->record.ptr, to), err);
    if (status == PAL_OK && p->form_count > p->forms_most)
        status = end_stretch(p, err);
    return status;
}
