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
    pal_buf open; /* the block that is being filled */
    size_t memory;
    size_t held;
    pal_store *disk;
    uint64_t bytes;
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

pal_status pal_spill_end(pal_spill *s, pal_error *err)
{
    pal_status status = end_block(s, err);
    pal_buf_release(&s->open);
    return status;
}

static pal_status load(const pal_spill *s, const block *b, pal_buf *into, pal_error *err)
{
    pal_buf_clear(into);
    char *to = pal_buf_room(into, b->len);
    if (!to)
        return no_memory(err);
    pal_status status = pal_store_read(s->disk, b->offset, to, b->len, err);
    if (status != PAL_OK)
        return status;
    into->len = b->len;
    return PAL_OK;
}

pal_status pal_spill_next(const pal_spill *s, pal_spill_pass *pass, pal_str *record,
                          pal_error *err)
{
    if (pass->at < s->count && pass->place == s->blocks[pass->at].len) {
        pass->at++;
        pass->place = 0;
    }
    if (pass->at >= s->count)
        return PAL_DONE;
    const block *b = &s->blocks[pass->at];
    pal_status status =
        b->bytes || pass->place != 0 ? PAL_OK : load(s, b, &pass->block, err);
    if (status != PAL_OK)
        return status;
    const char *bytes = (b->bytes ? b->bytes : pass->block.ptr) + pass->place;
    uint32_t len;
    memcpy(&len, bytes, HEAD);
    *record = (pal_str){bytes + HEAD, len};
    pass->place += HEAD + (size_t)len;
    return PAL_OK;
}

void pal_spill_leave(pal_spill_pass *pass)
{
    pal_buf_release(&pass->block);
    *pass = (pal_spill_pass){.at = 0};
}

uint64_t pal_spill_bytes(const pal_spill *s)
{
    return s->bytes;
}

uint64_t pal_spill_on_disk(const pal_spill *s)
{
    return pal_store_on_disk(s->disk);
}
