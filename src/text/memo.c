#include "text/memo.h"

#include <pthread.h>
#include <string.h>

#include "base/fail.h"
#include "base/keep_file.h"
#include "base/pieces.h"
#include "base/str.h"

enum {
    FILE_MAX = 80 << 20, /* a larger file begins anew */
    KEY_MAX = 400,
    VALUE_MAX = 4000,
    CHECK = 4,       /* bytes before a record's lengths */
    PROBES_MAX = 64, /* slots that one key looks at: hostile words cannot pile up */
    SLOTS_MIN = 1024,
    ORDER_MARK = 0x01020304,
    FEW = 500, /* fewer new words are not worth a file of many */
};
static const char magic[8] = {'P', 'A', 'L', 'M', 'E', 'M', 'O', '4'};

/* A slot: six bits of the hash, so that hardly a record of another key is looked at, and
 * the place of the record + 1; 0 = free. */
enum { PLACE_BITS = 26 };
static const uint32_t PLACE_MASK = (UINT32_C(1) << PLACE_BITS) - 1;
_Static_assert(PAL_MEMO_MOST + KEY_MAX + VALUE_MAX < 1 << PLACE_BITS,
               "places fit a slot");

/* Head of the file; the slots follow, then the records. */
typedef struct head {
    char magic[8];
    uint32_t order;
    uint32_t slots; /* a power of two */
    uint32_t bytes; /* of the records */
    uint32_t words;
    char basis[PAL_DIGEST_HEX_LEN];
    uint64_t check; /* of all before it */
} head;

/* Records by key. A record is the checksum of all behind it, the lengths of key and
 * value, seven bits a byte, a byte where else the number of bytes would be odd, key and
 * value: so a value ends at an even place. */
typedef struct shelf {
    pal_pieces *file;  /* NULL: they stand in memory */
    const char *slots; /* of a file NULL: they follow its head, then the records */
    uint32_t slot_count;
    const char *records;
    size_t len; /* of the records */
} shelf;

typedef struct record {
    pal_str key;
    pal_str value;
    pal_str whole;
} record;

struct pal_memo {
    pal_arena *mem;
    const char *path;
    size_t most; /* bytes of records; as much as a file keeps */
    char basis[PAL_DIGEST_HEX_LEN + 1];
    shelf old; /* of the file */
    uint32_t old_words;
    /* of this run, under the lock */
    pthread_mutex_t lock;
    pal_buf slots;
    uint32_t slot_count;
    pal_buf fresh; /* records */
    uint32_t fresh_words;
};

/* --- records --- */

static bool read_length(pal_str *rest, size_t *len)
{
    size_t number = 0;
    for (unsigned i = 0; i < 2 && rest->len != 0; i++) {
        unsigned char byte = (unsigned char)*rest->ptr;
        *rest = (pal_str){rest->ptr + 1, rest->len - 1};
        number |= (size_t)(byte & 0x7F) << (7 * i);
        if (byte < 0x80) {
            *len = number;
            return true;
        }
    }
    return false;
}

static void write_length(pal_buf *to, size_t len)
{
    if (len >= 0x80)
        pal_buf_byte(to, (char)(unsigned char)(0x80 | (len & 0x7F)));
    pal_buf_byte(to, (char)(unsigned char)(len >= 0x80 ? len >> 7 : len));
}

/* `len` bytes from byte `at` of the records on, which lie inside. */
static const char *records_at(const shelf *s, size_t at, size_t len)
{
    size_t before = sizeof(head) + (size_t)s->slot_count * sizeof(uint32_t);
    return s->file ? pal_pieces_at(s->file, before + at, len) : s->records + at;
}

static uint32_t slot_at(const shelf *s, uint32_t index)
{
    uint32_t slot;
    size_t at = (size_t)index * sizeof slot;
    memcpy(&slot,
           s->file ? pal_pieces_at(s->file, sizeof(head) + at, sizeof slot)
                   : s->slots + at,
           sizeof slot);
    return slot;
}

/* The record at `at`, if it lies inside. */
static bool read_record(const shelf *s, size_t at, record *out)
{
    enum { LENGTHS_MAX = 4 };
    size_t key = 0;
    size_t value = 0;
    if (at > s->len || s->len - at < CHECK)
        return false;
    size_t left = s->len - at - CHECK;
    pal_str rest = {.len = left < LENGTHS_MAX ? left : LENGTHS_MAX};
    const char *begin = records_at(s, at, CHECK + rest.len);
    rest.ptr = begin + CHECK;
    if (!read_length(&rest, &key) || !read_length(&rest, &value) || key == 0)
        return false;
    const size_t odd = ((size_t)(rest.ptr - begin) + key + value) % 2;
    if ((size_t)(begin + CHECK + left - rest.ptr) < odd + key + value)
        return false;
    rest.ptr += odd;
    out->key = (pal_str){rest.ptr, key};
    out->value = (pal_str){rest.ptr + key, value};
    out->whole = pal_str_span(begin, rest.ptr + key + value);
    records_at(s, at, out->whole.len);
    return true;
}

static uint64_t check_step(uint64_t sum, const char *eight)
{
    uint64_t number;
    memcpy(&number, eight, sizeof number);
    sum = (sum ^ number) * UINT64_C(0x9E3779B97F4A7C15);
    return sum << 29 | sum >> 35;
}

/* Eight bytes at a time, of two sums in turn: one would wait for itself. Each step keeps
 * different sums different. What is left is taken with bytes before it. */
static uint32_t check_of(pal_str whole)
{
    enum { STEP = sizeof(uint64_t) };
    char few[STEP] = {0};
    const char *at = whole.ptr + CHECK;
    const char *end = whole.ptr + whole.len;
    uint64_t sums[2] = {whole.len, 0};
    for (; end - at >= 2 * STEP; at += 2 * STEP) {
        sums[0] = check_step(sums[0], at);
        sums[1] = check_step(sums[1], at + STEP);
    }
    if (end - at >= STEP) {
        sums[0] = check_step(sums[0], at);
        at += STEP;
    }
    if (at < end && whole.len >= CHECK + STEP) {
        sums[1] = check_step(sums[1], end - STEP);
    } else if (at < end) {
        memcpy(few, at, (size_t)(end - at));
        sums[1] = check_step(sums[1], few);
    }
    uint64_t sum =
        (sums[0] ^ (sums[1] << 32 | sums[1] >> 32)) * UINT64_C(0x9E3779B97F4A7C15);
    return (uint32_t)(sum >> 32);
}

static bool is_sound(const record *r)
{
    uint32_t check;
    memcpy(&check, r->whole.ptr, sizeof check);
    return check == check_of(r->whole);
}

static void write_record(pal_buf *to, char kind, pal_str word, pal_str value)
{
    size_t at = to->len;
    pal_buf_add(to, PAL_STR("\0\0\0\0")); /* the checksum's place */
    write_length(to, word.len + 1);
    write_length(to, value.len);
    if ((to->len - at + 1 + word.len + value.len) % 2 != 0)
        pal_buf_byte(to, '\0');
    pal_buf_byte(to, kind);
    pal_buf_add(to, word);
    pal_buf_add(to, value);
    if (to->failed)
        return;
    uint32_t check = check_of((pal_str){to->ptr + at, to->len - at});
    memcpy(to->ptr + at, &check, sizeof check);
}

/* --- slots --- */

static uint32_t tag_of(uint64_t hash)
{
    return (uint32_t)(hash >> 32) & ~PLACE_MASK;
}

/* A key is a kind and a word. */
typedef struct wanted {
    pal_str word;
    uint64_t hash;
    char kind;
    bool kin;
} wanted;

/* The kinds that are kin to it have the same. */
static unsigned kin_of(char kind)
{
    const unsigned number = (unsigned char)kind;
    return number < PAL_MEMO_KIN ? number : number & 0xF0;
}

static wanted wanted_of(char kind, pal_str word)
{
    return (wanted){
        .word = word, .hash = pal_str_hash_seeded(word, kin_of(kind)), .kind = kind};
}

static pal_str word_of(const record *r)
{
    return (pal_str){r->key.ptr + 1, r->key.len - 1};
}

static bool is_kind(char kind, const wanted *w)
{
    return kind == w->kind || (w->kin && kin_of(kind) == kin_of(w->kind));
}

static bool find(const shelf *s, const wanted *w, record *out)
{
    uint32_t mask = s->slot_count - 1;
    uint32_t at = (uint32_t)w->hash & mask;
    for (uint32_t probe = 1; s->slot_count != 0 && probe <= PROBES_MAX;
         at = (at + probe++) & mask) {
        uint32_t slot = slot_at(s, at);
        if (slot == 0)
            return false;
        if ((slot & ~PLACE_MASK) == tag_of(w->hash) &&
            read_record(s, (slot & PLACE_MASK) - 1, out) && is_kind(*out->key.ptr, w) &&
            pal_str_equal(word_of(out), w->word))
            return true;
    }
    return false;
}

/* False where its slots are taken: then it is not found. */
static bool put(uint32_t *slots, uint32_t count, uint64_t hash, size_t place)
{
    uint32_t at = (uint32_t)hash & (count - 1);
    for (uint32_t probe = 1; probe <= PROBES_MAX; at = (at + probe++) & (count - 1))
        if (slots[at] == 0) {
            slots[at] = tag_of(hash) | (uint32_t)(place + 1);
            return true;
        }
    return false;
}

static bool put_record(uint32_t *slots, uint32_t count, const record *r, size_t place)
{
    return put(slots, count, wanted_of(*r->key.ptr, word_of(r)).hash, place);
}

/* Slots for the records from byte `from` on that are sound, up to `limit` bytes of
 * records and to the first one that is not. Answers their bytes; *words: how many. */
static size_t put_all(uint32_t *slots, uint32_t count, const shelf *s, size_t from,
                      size_t limit, uint32_t *words)
{
    record r;
    size_t at = 0;
    while (read_record(s, at, &r) && r.whole.len <= limit - at && is_sound(&r)) {
        *words += put_record(slots, count, &r, from + at);
        at += r.whole.len;
    }
    return at;
}

/* --- opening --- */

/* False when it counts for nothing. */
static bool take_file(pal_memo *m, pal_pieces *file)
{
    head h;
    size_t len = pal_pieces_len(file);
    if (len < sizeof h)
        return false;
    memcpy(&h, pal_pieces_at(file, 0, sizeof h), sizeof h);
    uint64_t check = pal_str_hash((pal_str){(const char *)&h, offsetof(head, check)});
    if (memcmp(h.magic, magic, sizeof magic) != 0 || h.order != ORDER_MARK ||
        h.check != check || memcmp(h.basis, m->basis, sizeof h.basis) != 0 ||
        h.slots == 0 || (h.slots & (h.slots - 1)) != 0 || h.slots > FILE_MAX / 4 ||
        len != sizeof h + (size_t)h.slots * 4 + h.bytes)
        return false;
    m->old = (shelf){.file = file, .slot_count = h.slots, .len = h.bytes};
    m->old_words = h.words;
    return true;
}

pal_status pal_memo_open(pal_memo **out, const char *path,
                         const char basis[PAL_DIGEST_HEX_LEN + 1], size_t most,
                         pal_error *err)
{
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_memo *m = mem ? pal_new(mem, pal_memo, 1) : NULL;
    if (m) {
        m->mem = mem;
        m->most = most < PAL_MEMO_MOST ? most : PAL_MEMO_MOST;
        m->path = path ? pal_arena_copy(mem, pal_str_from(path)).ptr : NULL;
    }
    if (!m || (path && !m->path) || pthread_mutex_init(&m->lock, NULL) != 0) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the words");
    }
    memcpy(m->basis, basis, PAL_DIGEST_HEX_LEN);
    if (path)
        pal_memo_begin(m, path);
    *out = m;
    return PAL_OK;
}

void pal_memo_begin(pal_memo *m, const char *path)
{
    pal_pieces *file = m->old.file ? NULL : pal_pieces_open(path, FILE_MAX);
    if (file && !take_file(m, file))
        pal_pieces_close(file);
}

void pal_memo_close(pal_memo *m)
{
    if (!m)
        return;
    pthread_mutex_destroy(&m->lock);
    pal_buf_release(&m->fresh);
    pal_buf_release(&m->slots);
    pal_pieces_close(m->old.file);
    pal_arena_close(m->mem);
}

/* --- words --- */

static shelf fresh_shelf(const pal_memo *m)
{
    return (shelf){.slots = m->slots.ptr,
                   .slot_count = m->slot_count,
                   .records = m->fresh.ptr,
                   .len = m->fresh.len};
}

/* Among the words of this run. */
static bool find_fresh(pal_memo *m, const wanted *w, pal_buf *out, pal_memo_value *value)
{
    record r;
    pal_buf_clear(out);
    pthread_mutex_lock(&m->lock);
    shelf fresh = fresh_shelf(m);
    bool found = find(&fresh, w, &r);
    if (found) {
        pal_buf_add(out, r.value);
        *value = (pal_memo_value){.kind = *r.key.ptr, .bytes = pal_buf_view(out)};
    }
    pthread_mutex_unlock(&m->lock);
    return found && !out->failed;
}

static pal_memo_value value_of(const record *r, uint32_t place)
{
    return (pal_memo_value){.kind = *r->key.ptr, .bytes = r->value, .place = place};
}

bool pal_memo_view(pal_memo *m, char kind, bool kin, pal_str word, pal_buf *out,
                   pal_memo_value *value)
{
    record r;
    if (word.len >= KEY_MAX)
        return false;
    wanted w = wanted_of(kind, word);
    w.kin = kin;
    if (!find(&m->old, &w, &r) || !is_sound(&r))
        return find_fresh(m, &w, out, value);
    *value = value_of(&r, (uint32_t)(r.whole.ptr - records_at(&m->old, 0, 0)) + 1);
    return true;
}

bool pal_memo_at(const pal_memo *m, uint32_t place, pal_memo_value *value)
{
    record r;
    if (place == 0 || !read_record(&m->old, place - 1, &r))
        return false;
    *value = value_of(&r, place);
    return true;
}

bool pal_memo_find(pal_memo *m, char kind, pal_str word, pal_buf *out)
{
    pal_memo_value value;
    if (!pal_memo_view(m, kind, false, word, out, &value))
        return false;
    if (value.place != 0) {
        pal_buf_clear(out);
        pal_buf_add(out, value.bytes);
    }
    return !out->failed;
}

/* A file that is full stays as it is, unless there is a quarter of another one: else
 * words that have no room would take the place of each other, run by run. */
static bool is_full(const pal_memo *m)
{
    return m->old.len > m->most / 8 * 7;
}

/* The file's and these stay in memory, both. */
static size_t most_added(const pal_memo *m)
{
    size_t left = m->old.len < m->most ? m->most - m->old.len : 0;
    return left > m->most / 4 ? left : m->most / 4;
}

/* Slots for one more word; at most three in four are taken. */
static bool make_room(pal_memo *m)
{
    if ((m->fresh_words + 1) / 3 < m->slot_count / 4)
        return true;
    uint32_t count = m->slot_count ? m->slot_count * 2 : SLOTS_MIN;
    pal_buf slots = {0};
    char *bytes = pal_buf_room(&slots, (size_t)count * sizeof(uint32_t));
    if (!bytes)
        return false;
    memset(bytes, 0, (size_t)count * sizeof(uint32_t));
    shelf fresh = fresh_shelf(m);
    record r;
    for (size_t at = 0; read_record(&fresh, at, &r); at += r.whole.len)
        put_record((uint32_t *)(void *)bytes, count, &r, at);
    pal_buf_release(&m->slots);
    m->slots = slots;
    m->slot_count = count;
    return true;
}

void pal_memo_add(pal_memo *m, char kind, pal_str word, pal_str value)
{
    if (word.len >= KEY_MAX || value.len > VALUE_MAX)
        return;
    const wanted w = wanted_of(kind, word);
    pthread_mutex_lock(&m->lock);
    record r;
    shelf fresh = fresh_shelf(m);
    size_t at = m->fresh.len;
    if (at < most_added(m) && !m->fresh.failed && !find(&fresh, &w, &r) && make_room(m)) {
        write_record(&m->fresh, kind, word, value);
        if (!m->fresh.failed &&
            put((uint32_t *)(void *)m->slots.ptr, m->slot_count, w.hash, at))
            m->fresh_words++;
        else
            m->fresh.len = at;
    }
    pthread_mutex_unlock(&m->lock);
}

void pal_memo_clear(pal_memo *m)
{
    pal_buf_clear(&m->fresh);
    if (m->slot_count != 0)
        memset(m->slots.ptr, 0, (size_t)m->slot_count * sizeof(uint32_t));
    m->fresh_words = 0;
}

/* --- saving --- */

/* The records of this run, then as many of the file's as have room: both as they stand,
 * behind slots of their own. */
bool pal_memo_save(pal_memo *m)
{
    if (!m->path || m->fresh.failed || m->fresh_words == 0 ||
        (m->fresh_words < FEW && m->fresh_words < m->old_words / 8) ||
        (is_full(m) && m->fresh.len < most_added(m)))
        return true;
    uint32_t count = SLOTS_MIN;
    while (count / 4 * 3 < (uint64_t)m->fresh_words + m->old_words &&
           count < FILE_MAX / 8)
        count *= 2;
    pal_arena *mem = pal_arena_open((size_t)count * sizeof(uint32_t) + (1 << 16));
    uint32_t *slots = mem ? pal_new(mem, uint32_t, count) : NULL;
    bool good = slots != NULL;
    if (good) {
        head h = {.order = ORDER_MARK, .slots = count};
        shelf added = fresh_shelf(m);
        pal_str fresh = {m->fresh.ptr, 0};
        pal_str old = {NULL, 0};
        fresh.len = put_all(slots, count, &added, 0, m->most, &h.words);
        old.len =
            put_all(slots, count, &m->old, fresh.len, m->most - fresh.len, &h.words);
        old.ptr = old.len != 0 ? records_at(&m->old, 0, old.len) : NULL;
        h.bytes = (uint32_t)(fresh.len + old.len);
        memcpy(h.magic, magic, sizeof magic);
        memcpy(h.basis, m->basis, sizeof h.basis);
        h.check = pal_str_hash((pal_str){(const char *)&h, offsetof(head, check)});
        const pal_str parts[] = {
            {(const char *)slots, (size_t)count * sizeof *slots}, fresh, old};
        good = pal_keep_file(m->path, (pal_str){(const char *)&h, sizeof h}, parts,
                             sizeof parts / sizeof *parts);
    }
    pal_arena_close(mem);
    return good;
}
