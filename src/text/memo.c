#include "text/memo.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fail.h"
#include "base/io.h"
#include "base/map.h"
#include "base/str.h"

enum {
    FILE_MAX = 64 << 20,  /* a larger file begins anew */
    ADDED_MAX = 32 << 20, /* as much as a file keeps */
    KEY_MAX = 400,
    VALUE_MAX = 2000,
    PROBES_MAX = 64, /* slots that one key looks at: hostile words cannot pile up */
    ORDER_MARK = 0x01020304,
    FEW = 500, /* fewer new words are not worth a file of many */
};
static const char magic[8] = {'P', 'A', 'L', 'M', 'E', 'M', 'O', '1'};

/* Head of the file; the slots follow, offset + 1 of a record each, then the records. */
typedef struct head {
    char magic[8];
    uint32_t order;
    uint32_t slots; /* a power of two */
    uint32_t bytes; /* of the records */
    uint32_t words;
    char basis[PAL_DIGEST_HEX_LEN];
    uint64_t check; /* of all before it */
} head;

/* Head of a record; key and value follow. */
typedef struct record {
    uint32_t check; /* of key and value */
    uint16_t key;
    uint16_t value;
} record;

struct pal_memo {
    pal_arena *mem;
    const char *path;
    char basis[PAL_DIGEST_HEX_LEN + 1];
    /* of the file */
    const char *slots;
    uint32_t slot_count;
    pal_str old;
    uint32_t old_words;
    /* of this run, under the lock */
    pthread_mutex_t lock;
    pal_arena *keys;
    pal_map *index; /* place in `fresh` + 1, by key */
    pal_buf fresh;  /* records */
    uint32_t fresh_words;
};

static uint32_t check_of(const char *bytes, size_t len)
{
    return (uint32_t)pal_str_hash((pal_str){bytes, len});
}

/* --- records --- */

/* The record at `at`, if it is whole. */
static bool read_record(pal_str records, size_t at, pal_str *key, pal_str *value)
{
    record r;
    if (at > records.len || records.len - at < sizeof r)
        return false;
    memcpy(&r, records.ptr + at, sizeof r);
    const char *bytes = records.ptr + at + sizeof r;
    if (records.len - at - sizeof r < (size_t)r.key + r.value)
        return false;
    *key = (pal_str){bytes, r.key};
    *value = (pal_str){bytes + r.key, r.value};
    return true;
}

static bool is_sound(pal_str key, pal_str value)
{
    record r;
    memcpy(&r, key.ptr - sizeof r, sizeof r);
    return r.check == check_of(key.ptr, key.len + value.len);
}

static void write_record(pal_buf *to, pal_str key, pal_str value)
{
    record r = {.key = (uint16_t)key.len, .value = (uint16_t)value.len};
    size_t at = to->len;
    pal_buf_add(to, (pal_str){(const char *)&r, sizeof r});
    pal_buf_add(to, key);
    pal_buf_add(to, value);
    if (to->failed)
        return;
    r.check = check_of(to->ptr + at + sizeof r, key.len + value.len);
    memcpy(to->ptr + at, &r, sizeof r);
}

/* --- opening --- */

static void take_file(pal_memo *m, pal_str text)
{
    head h;
    if (text.len < sizeof h)
        return;
    memcpy(&h, text.ptr, sizeof h);
    uint64_t check = pal_str_hash((pal_str){text.ptr, offsetof(head, check)});
    if (memcmp(h.magic, magic, sizeof magic) != 0 || h.order != ORDER_MARK ||
        h.check != check || memcmp(h.basis, m->basis, sizeof h.basis) != 0 ||
        h.slots == 0 || (h.slots & (h.slots - 1)) != 0 || h.slots > FILE_MAX / 4 ||
        text.len != sizeof h + (size_t)h.slots * 4 + h.bytes)
        return;
    m->slots = text.ptr + sizeof h;
    m->slot_count = h.slots;
    m->old = (pal_str){m->slots + (size_t)h.slots * 4, h.bytes};
    m->old_words = h.words;
}

pal_status pal_memo_open(pal_memo **out, const char *path,
                         const char basis[PAL_DIGEST_HEX_LEN + 1], pal_error *err)
{
    pal_arena *mem = pal_arena_open((size_t)FILE_MAX + (1 << 20));
    pal_memo *m = mem ? pal_new(mem, pal_memo, 1) : NULL;
    if (m) {
        m->mem = mem;
        m->keys = pal_arena_open(ADDED_MAX);
        m->path = path ? pal_arena_copy(mem, pal_str_from(path)).ptr : NULL;
    }
    /* an address that differs from run to run: no word is known to pile up on another */
    if (m && m->keys)
        m->index = pal_map_new(m->keys, (uint64_t)(uintptr_t)m);
    if (!m || !m->index || (path && !m->path) ||
        pthread_mutex_init(&m->lock, NULL) != 0) {
        pal_arena_close(m ? m->keys : NULL);
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the words");
    }
    memcpy(m->basis, basis, PAL_DIGEST_HEX_LEN);
    pal_str text;
    if (path && pal_io_read(&text, mem, path, FILE_MAX, NULL) == PAL_OK)
        take_file(m, text);
    *out = m;
    return PAL_OK;
}

void pal_memo_close(pal_memo *m)
{
    if (!m)
        return;
    pthread_mutex_destroy(&m->lock);
    pal_buf_release(&m->fresh);
    pal_arena_close(m->keys);
    pal_arena_close(m->mem);
}

/* --- words --- */

static pal_str make_key(char to[KEY_MAX], char kind, pal_str word)
{
    if (word.len >= KEY_MAX)
        return (pal_str){NULL, 0};
    to[0] = kind;
    memcpy(to + 1, word.ptr, word.len);
    return (pal_str){to, word.len + 1};
}

static bool find_old(const pal_memo *m, pal_str wanted, pal_str *value)
{
    uint32_t mask = m->slot_count - 1;
    uint32_t at = (uint32_t)pal_str_hash(wanted) & mask;
    for (int probe = 0; m->slot_count != 0 && probe < PROBES_MAX;
         probe++, at = (at + 1) & mask) {
        uint32_t place;
        pal_str key;
        memcpy(&place, m->slots + (size_t)at * 4, sizeof place);
        if (place == 0 || !read_record(m->old, place - 1, &key, value))
            return false;
        if (pal_str_equal(key, wanted))
            return is_sound(key, *value);
    }
    return false;
}

bool pal_memo_find(pal_memo *m, char kind, pal_str word, pal_arena *mem, pal_str *out)
{
    char bytes[KEY_MAX];
    pal_str key = make_key(bytes, kind, word);
    pal_str value = {NULL, 0};
    if (!key.ptr)
        return false;
    if (find_old(m, key, &value)) {
        *out = pal_arena_copy(mem, value);
        return out->ptr != NULL;
    }
    pthread_mutex_lock(&m->lock);
    const uint32_t *place = pal_map_find(m->index, key);
    pal_str kept = {NULL, 0};
    bool found =
        place && *place != 0 &&
        read_record((pal_str){m->fresh.ptr, m->fresh.len}, *place - 1, &kept, &value);
    if (found)
        *out = pal_arena_copy(mem, value);
    pthread_mutex_unlock(&m->lock);
    return found && out->ptr != NULL;
}

void pal_memo_add(pal_memo *m, char kind, pal_str word, pal_str value)
{
    char bytes[KEY_MAX];
    pal_str key = make_key(bytes, kind, word);
    if (!key.ptr || value.len > VALUE_MAX)
        return;
    pthread_mutex_lock(&m->lock);
    if (m->fresh.len < ADDED_MAX && !m->fresh.failed && !pal_map_find(m->index, key)) {
        pal_str own = pal_arena_copy(m->keys, key);
        uint32_t *place = own.ptr ? pal_map_at(m->index, own, NULL) : NULL;
        size_t at = m->fresh.len;
        if (place)
            write_record(&m->fresh, key, value);
        if (place && !m->fresh.failed) {
            *place = (uint32_t)at + 1;
            m->fresh_words++;
        }
    }
    pthread_mutex_unlock(&m->lock);
}

/* --- saving --- */

typedef struct image {
    uint32_t *slots;
    uint32_t mask;
    pal_buf records;
    uint32_t words;
} image;

/* Put the sound records of `from` into the image. */
static void place_records(image *to, pal_str from)
{
    pal_str key;
    pal_str value;
    for (size_t at = 0; read_record(from, at, &key, &value);
         at += sizeof(record) + key.len + value.len) {
        uint32_t slot = (uint32_t)pal_str_hash(key) & to->mask;
        int probe = 0;
        while (to->slots[slot] != 0 && probe < PROBES_MAX) {
            slot = (slot + 1) & to->mask;
            probe++;
        }
        size_t size = sizeof(record) + key.len + value.len;
        if (probe == PROBES_MAX || !is_sound(key, value) ||
            to->records.len + size > FILE_MAX / 2)
            continue;
        to->slots[slot] = (uint32_t)to->records.len + 1;
        pal_buf_add(&to->records, (pal_str){key.ptr - sizeof(record), size});
        to->words++;
    }
}

static bool write_file(pal_memo *m, const head *h, const image *all)
{
    char name[4096];
    int len = snprintf(name, sizeof name, "%s.%ld", m->path, (long)getpid());
    if (len < 0 || (size_t)len >= sizeof name)
        return false;
    pal_io_make_folders(name);
    int file = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    bool good = file >= 0;
    const pal_str parts[] = {
        {(const char *)h, sizeof *h},
        {(const char *)all->slots, (size_t)h->slots * 4},
        {all->records.ptr, all->records.len},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (size_t done = 0; good && done < parts[i].len;) {
            ssize_t wrote = write(file, parts[i].ptr + done, parts[i].len - done);
            good = wrote > 0 || (wrote < 0 && errno == EINTR);
            done += wrote > 0 ? (size_t)wrote : 0;
        }
    if (file >= 0)
        good = close(file) == 0 && good;
    good = good && rename(name, m->path) == 0;
    if (!good && file >= 0)
        unlink(name);
    return good;
}

bool pal_memo_save(pal_memo *m)
{
    if (!m->path || m->fresh.failed || m->fresh_words == 0 ||
        (m->fresh_words < FEW && m->fresh_words < m->old_words / 8))
        return true;
    uint32_t slots = 1024;
    while (slots < (uint64_t)(m->fresh_words + m->old_words) * 2 && slots < FILE_MAX / 8)
        slots *= 2;
    pal_arena *mem = pal_arena_open((size_t)slots * 4 + (1 << 16));
    image all = {.mask = slots - 1};
    all.slots = mem ? pal_new(mem, uint32_t, slots) : NULL;
    bool good = all.slots != NULL;
    if (good) {
        place_records(&all, (pal_str){m->fresh.ptr, m->fresh.len});
        place_records(&all, m->old);
        head h = {.order = ORDER_MARK,
                  .slots = slots,
                  .bytes = (uint32_t)all.records.len,
                  .words = all.words};
        memcpy(h.magic, magic, sizeof magic);
        memcpy(h.basis, m->basis, sizeof h.basis);
        h.check = pal_str_hash((pal_str){(const char *)&h, offsetof(head, check)});
        good = !all.records.failed && write_file(m, &h, &all);
    }
    pal_buf_release(&all.records);
    pal_arena_close(mem);
    return good;
}
