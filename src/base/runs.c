#include "base/runs.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/lead.h"
#include "base/store.h"
#include "base/str.h"

enum {
    WRITTEN = 128 << 10, /* bytes that are written as one */
    MERGE_MEMORY = 8 << 20,
    PIECE_MIN = 4 << 10, /* of a run, that are read as one */
    PIECE_MAX = 128 << 10,
};

/* Before the bytes of each record. */
typedef struct head {
    uint32_t key;
    uint32_t name;
    uint32_t payload;
} head;

typedef struct run {
    uint64_t begin;
    uint64_t end;
} run;

struct pal_runs {
    pal_store *store;
    pal_buf fresh; /* not yet in the store */
    run *runs;
    size_t count;
    size_t cap;
    uint64_t begin; /* of the run at hand */
};

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for sorted records");
}

int pal_run_compare(const pal_run_record *a, const pal_run_record *b)
{
    int order = pal_str_compare(a->key, b->key);
    return order != 0 ? order : pal_str_compare(a->name, b->name);
}

pal_status pal_runs_open(pal_runs **out, size_t memory, const char *folder,
                         pal_error *err)
{
    pal_runs *r = pal_memory_resize(NULL, sizeof *r);
    if (!r)
        return no_memory(err);
    *r = (pal_runs){.store = NULL};
    pal_status status = pal_store_open(&r->store, memory, folder, err);
    if (status == PAL_OK)
        *out = r;
    else
        pal_memory_resize(r, 0);
    return status;
}

void pal_runs_close(pal_runs *r)
{
    if (!r)
        return;
    pal_store_close(r->store);
    pal_buf_release(&r->fresh);
    pal_memory_resize(r->runs, 0);
    pal_memory_resize(r, 0);
}

static pal_status flush(pal_runs *r, pal_error *err)
{
    pal_status status =
        pal_store_write(r->store, pal_store_len(r->store), pal_buf_view(&r->fresh), err);
    pal_buf_clear(&r->fresh);
    return status;
}

pal_status pal_runs_put(pal_runs *r, const pal_run_record *record, pal_error *err)
{
    if (record->key.len > UINT32_MAX || record->name.len > UINT32_MAX ||
        record->payload.len > UINT32_MAX)
        return no_memory(err);
    const head h = {(uint32_t)record->key.len, (uint32_t)record->name.len,
                    (uint32_t)record->payload.len};
    pal_buf_add(&r->fresh, (pal_str){(const char *)&h, sizeof h});
    pal_buf_add(&r->fresh, record->key);
    pal_buf_add(&r->fresh, record->name);
    pal_buf_add(&r->fresh, record->payload);
    if (r->fresh.failed)
        return no_memory(err);
    return r->fresh.len < WRITTEN ? PAL_OK : flush(r, err);
}

static bool add_run(pal_runs *r, run fresh)
{
    if (r->count == r->cap) {
        size_t cap = r->cap * 2 + 4;
        run *grown = pal_memory_resize(r->runs, cap * sizeof *grown);
        if (!grown)
            return false;
        r->runs = grown;
        r->cap = cap;
    }
    r->runs[r->count++] = fresh;
    return true;
}

pal_status pal_runs_end(pal_runs *r, pal_error *err)
{
    pal_status status = flush(r, err);
    if (status != PAL_OK)
        return status;
    uint64_t end = pal_store_len(r->store);
    if (!add_run(r, (run){r->begin, end}))
        return no_memory(err);
    r->begin = end;
    return PAL_OK;
}

size_t pal_runs_count(const pal_runs *r)
{
    return r->count;
}

static pal_status append_run(pal_runs *into, const pal_store *from, run one,
                             pal_error *err)
{
    pal_status status = PAL_OK;
    while (status == PAL_OK && one.begin < one.end) {
        size_t len =
            one.end - one.begin < WRITTEN ? (size_t)(one.end - one.begin) : WRITTEN;
        char *to = pal_buf_room(&into->fresh, len);
        if (!to)
            return no_memory(err);
        status = pal_store_read(from, one.begin, to, len, err);
        into->fresh.len += len;
        one.begin += len;
        if (status == PAL_OK)
            status = flush(into, err);
    }
    return status == PAL_OK ? pal_runs_end(into, err) : status;
}

pal_status pal_runs_append(pal_runs *into, const pal_runs *from, pal_error *err)
{
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < from->count; i++)
        status = append_run(into, from->store, from->runs[i], err);
    return status;
}

/* --- all runs as one --- */

/* A run on its way. */
typedef struct cursor {
    const pal_store *store;
    uint64_t at; /* what is read next */
    uint64_t end;
    pal_buf piece;
    size_t place; /* in the piece: behind the record */
    pal_run_record record;
    uint64_t lead; /* first bytes of the key: they settle most comparisons */
    pal_run_place from;
} cursor;

struct pal_merge {
    cursor *cursors;
    size_t cursor_count;
    uint32_t *heap; /* cursors that have a record, the least first */
    size_t count;
    size_t piece;
    bool moving; /* the least has been handed out */
};

static bool is_before(const pal_merge *m, uint32_t a, uint32_t b)
{
    const cursor *x = &m->cursors[a];
    const cursor *y = &m->cursors[b];
    if (x->lead != y->lead)
        return x->lead < y->lead;
    int order = pal_run_compare(&x->record, &y->record);
    return order != 0 ? order < 0 : a < b;
}

static void sift_down(pal_merge *m, size_t at)
{
    uint32_t moved = m->heap[at];
    for (size_t next = at * 2 + 1; next < m->count; next = at * 2 + 1) {
        if (next + 1 < m->count && is_before(m, m->heap[next + 1], m->heap[next]))
            next++;
        if (!is_before(m, m->heap[next], moved))
            break;
        m->heap[at] = m->heap[next];
        at = next;
    }
    m->heap[at] = moved;
}

/* `len` bytes of the run from c->place of the piece on. */
static pal_status need(const pal_merge *m, cursor *c, size_t len, pal_error *err)
{
    size_t have = c->piece.len - c->place;
    if (have >= len)
        return PAL_OK;
    if (have != 0)
        memmove(c->piece.ptr, c->piece.ptr + c->place, have);
    c->piece.len = have;
    c->place = 0;
    uint64_t left = c->end - c->at;
    size_t more = len - have > m->piece ? len - have : m->piece;
    more = left < more ? (size_t)left : more;
    char *to = have + more < len ? NULL : pal_buf_room(&c->piece, more);
    if (!to)
        return no_memory(err);
    pal_status status = pal_store_read(c->store, c->at, to, more, err);
    c->piece.len += more;
    c->at += more;
    return status;
}

/* PAL_DONE at the end of the run. */
static pal_status read_record(const pal_merge *m, cursor *c, pal_error *err)
{
    head h = {0};
    if (c->place == c->piece.len && c->at == c->end)
        return PAL_DONE;
    pal_status status = need(m, c, sizeof h, err);
    if (status == PAL_OK) {
        memcpy(&h, c->piece.ptr + c->place, sizeof h);
        status = need(m, c, sizeof h + (size_t)h.key + h.name + h.payload, err);
    }
    if (status != PAL_OK)
        return status;
    const char *bytes = c->piece.ptr + c->place + sizeof h;
    c->record = (pal_run_record){
        {bytes, h.key}, {bytes + h.key, h.name}, {bytes + h.key + h.name, h.payload}};
    c->lead = pal_lead_of(c->record.key);
    c->place += sizeof h + (size_t)h.key + h.name + h.payload;
    return PAL_OK;
}

static size_t piece_for(size_t runs)
{
    size_t piece = runs != 0 ? MERGE_MEMORY / runs : PIECE_MAX;
    return piece < PIECE_MIN ? PIECE_MIN : piece > PIECE_MAX ? PIECE_MAX : piece;
}

static bool make_cursors(pal_merge *m, const pal_runs *const *of, size_t count)
{
    size_t all = 0;
    for (size_t i = 0; i < count; i++)
        all += of[i]->count;
    m->piece = piece_for(all);
    m->cursors = pal_memory_resize(NULL, (all + 1) * sizeof *m->cursors);
    m->heap = pal_memory_resize(NULL, (all + 1) * sizeof *m->heap);
    if (!m->cursors || !m->heap || all > UINT32_MAX)
        return false;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < of[i]->count; k++)
            m->cursors[m->cursor_count++] = (cursor){.store = of[i]->store,
                                                     .at = of[i]->runs[k].begin,
                                                     .end = of[i]->runs[k].end,
                                                     .from = {i, k}};
    return true;
}

static pal_status fill_heap(pal_merge *m, pal_error *err)
{
    for (uint32_t i = 0; i < m->cursor_count; i++) {
        pal_status status = read_record(m, &m->cursors[i], err);
        if (status < PAL_OK)
            return status;
        if (status == PAL_OK)
            m->heap[m->count++] = i;
    }
    for (size_t i = m->count / 2; i-- > 0;)
        sift_down(m, i);
    return PAL_OK;
}

pal_status pal_merge_open(pal_merge **out, const pal_runs *const *of, size_t count,
                          pal_error *err)
{
    pal_merge *m = pal_memory_resize(NULL, sizeof *m);
    if (!m)
        return no_memory(err);
    *m = (pal_merge){.cursors = NULL};
    pal_status status = make_cursors(m, of, count) ? fill_heap(m, err) : no_memory(err);
    if (status == PAL_OK)
        *out = m;
    else
        pal_merge_close(m);
    return status;
}

pal_status pal_merge_next(pal_merge *m, pal_run_record *record, pal_run_place *place,
                          pal_error *err)
{
    if (m->moving) {
        pal_status status = read_record(m, &m->cursors[m->heap[0]], err);
        if (status < PAL_OK)
            return status;
        if (status == PAL_DONE)
            m->heap[0] = m->heap[--m->count];
        if (m->count != 0)
            sift_down(m, 0);
    }
    m->moving = m->count != 0;
    if (!m->moving)
        return PAL_DONE;
    *record = m->cursors[m->heap[0]].record;
    *place = m->cursors[m->heap[0]].from;
    return PAL_OK;
}

void pal_merge_close(pal_merge *m)
{
    if (!m)
        return;
    for (size_t i = 0; i < m->cursor_count; i++)
        pal_buf_release(&m->cursors[i].piece);
    pal_memory_resize(m->cursors, 0);
    pal_memory_resize(m->heap, 0);
    pal_memory_resize(m, 0);
}
