#include "base/spill.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/fail.h"
#include "base/store.h"

/* A block is written and read as one. A longer record has a block of its own. */
enum { BLOCK = 1 << 20, HEAD = sizeof(uint32_t) };

typedef struct block {
    char *bytes; /* NULL = on disk */
    uint64_t offset;
    size_t len;
} block;

struct pal_spill {
    block *blocks;
    size_t count;
    size_t cap;
    pal_buf open; /* the block that is being filled; while reading, one from disk */
    size_t memory;
    size_t held;
    pal_store *disk;
    uint64_t bytes;
    size_t at; /* block of the pass, and the place in it */
    size_t place;
    bool written; /* the last block has been ended */
    bool reading;
};

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the records");
}

pal_status pal_spill_open(pal_spill **out, size_t memory, const char *folder,
                          pal_error *err)
{
    pal_spill *s = pal_memory_resize(NULL, sizeof *s);
    if (!s)
        return no_memory(err);
    *s = (pal_spill){.memory = memory};
    pal_status status = pal_store_open(&s->disk, 0, folder, err);
    if (status == PAL_OK)
        *out = s;
    else
        pal_memory_resize(s, 0);
    return status;
}

void pal_spill_close(pal_spill *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->count; i++)
        pal_memory_resize(s->blocks[i].bytes, 0);
    pal_memory_resize(s->blocks, 0);
    pal_buf_release(&s->open);
    pal_store_close(s->disk);
    pal_memory_resize(s, 0);
}

static pal_status end_block(pal_spill *s, pal_error *err)
{
    if (s->open.len == 0)
        return PAL_OK;
    if (s->count == s->cap) {
        size_t cap = s->cap * 2 + 16;
        block *grown = pal_memory_resize(s->blocks, cap * sizeof *grown);
        if (!grown)
            return no_memory(err);
        s->blocks = grown;
        s->cap = cap;
    }
    block b = {.len = s->open.len, .offset = pal_store_len(s->disk)};
    if (s->held + b.len <= s->memory) {
        b.bytes = s->open.ptr;
        s->held += s->open.cap;
        s->open = (pal_buf){0};
    } else {
        pal_status status =
            pal_store_write(s->disk, b.offset, pal_buf_view(&s->open), err);
        if (status != PAL_OK)
            return status;
        pal_buf_clear(&s->open);
    }
    s->blocks[s->count++] = b;
    return PAL_OK;
}

pal_status pal_spill_put(pal_spill *s, pal_str record, pal_error *err)
{
    if (record.len > UINT32_MAX)
        return no_memory(err);
    pal_status status = PAL_OK;
    if (s->open.len != 0 && s->open.len + HEAD + record.len > BLOCK)
        status = end_block(s, err);
    if (status != PAL_OK)
        return status;
    uint32_t len = (uint32_t)record.len;
    char *head = pal_buf_room(&s->open, HEAD);
    if (head) {
        memcpy(head, &len, HEAD);
        s->open.len += HEAD;
    }
    pal_buf_add(&s->open, record);
    s->bytes += record.len;
    return s->open.failed ? no_memory(err) : PAL_OK;
}

void pal_spill_rewind(pal_spill *s)
{
    s->at = 0;
    s->place = 0;
    s->reading = false;
}

static pal_status load(pal_spill *s, const block *b, pal_error *err)
{
    pal_buf_clear(&s->open);
    char *to = pal_buf_room(&s->open, b->len);
    if (!to)
        return no_memory(err);
    pal_status status = pal_store_read(s->disk, b->offset, to, b->len, err);
    if (status != PAL_OK)
        return status;
    s->open.len = b->len;
    return PAL_OK;
}

pal_status pal_spill_next(pal_spill *s, pal_str *record, pal_error *err)
{
    pal_status status = PAL_OK;
    if (!s->reading) {
        status = s->written ? PAL_OK : end_block(s, err);
        s->written = s->reading = status == PAL_OK;
        if (status == PAL_OK && s->count != 0 && !s->blocks[0].bytes)
            status = load(s, &s->blocks[0], err);
    } else if (s->at < s->count && s->place == s->blocks[s->at].len) {
        s->at++;
        s->place = 0;
        if (s->at < s->count && !s->blocks[s->at].bytes)
            status = load(s, &s->blocks[s->at], err);
    }
    if (status != PAL_OK)
        return status;
    if (s->at >= s->count)
        return PAL_DONE;
    const block *b = &s->blocks[s->at];
    const char *bytes = (b->bytes ? b->bytes : s->open.ptr) + s->place;
    uint32_t len;
    memcpy(&len, bytes, HEAD);
    *record = (pal_str){bytes + HEAD, len};
    s->place += HEAD + (size_t)len;
    return PAL_OK;
}

uint64_t pal_spill_bytes(const pal_spill *s)
{
    return s->bytes;
}

uint64_t pal_spill_on_disk(const pal_spill *s)
{
    return pal_store_on_disk(s->disk);
}
