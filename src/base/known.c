#include "base/known.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/io.h"
#include "base/keep_file.h"
#include "base/str.h"

enum { ORDER_MARK = 0x01020304 };
static const char magic[8] = {'P', 'A', 'L', 'K', 'N', 'O', 'W', '1'};

typedef struct entry {
    pal_imprint imprint;
    char hex[PAL_KNOWN_HEX];
} entry;

/* The file, as it stands in memory. */
typedef struct content {
    char magic[8];
    uint32_t order;
    uint32_t count;
    pal_imprint_key key;
    uint64_t check; /* of all but itself */
    entry entries[PAL_KNOWN_MOST];
} content;

struct pal_known {
    const char *path;
    bool changed;
    content file;
};

static uint64_t check_of(const content *c)
{
    const uint64_t sums[] = {
        pal_str_hash_seeded((pal_str){(const char *)c, offsetof(content, check)}, 0),
        pal_str_hash_seeded(
            (pal_str){(const char *)c->entries, c->count * sizeof *c->entries}, 1)};
    return pal_str_hash_seeded((pal_str){(const char *)sums, sizeof sums}, 2);
}

static bool is_sound(const content *c, size_t len)
{
    return len >= offsetof(content, entries) &&
           memcmp(c->magic, magic, sizeof magic) == 0 && c->order == ORDER_MARK &&
           c->count <= PAL_KNOWN_MOST &&
           len == offsetof(content, entries) + c->count * sizeof *c->entries &&
           c->check == check_of(c);
}

static bool make_key(pal_imprint_key *key)
{
    FILE *random = fopen("/dev/urandom", "rb");
    bool good = random && fread(key, sizeof *key, 1, random) == 1;
    if (random)
        fclose(random);
    return good;
}

pal_known *pal_known_open(pal_arena *mem, const char *path)
{
    pal_known *known = pal_new(mem, pal_known, 1);
    pal_str text = {NULL, 0};
    if (!known)
        return NULL;
    known->path = path;
    if (pal_io_read(&text, mem, path, sizeof known->file, NULL) == PAL_OK)
        memcpy(&known->file, text.ptr, text.len);
    if (is_sound(&known->file, text.len))
        return known;
    known->file = (content){.order = ORDER_MARK};
    memcpy(known->file.magic, magic, sizeof magic);
    return make_key(&known->file.key) ? known : NULL;
}

const pal_imprint_key *pal_known_key(const pal_known *known)
{
    return &known->file.key;
}

const char *pal_known_find(const pal_known *known, pal_imprint imprint)
{
    const entry *entries = known->file.entries;
    for (uint32_t i = 0; i < known->file.count; i++)
        if (entries[i].imprint.sums[0] == imprint.sums[0] &&
            entries[i].imprint.sums[1] == imprint.sums[1])
            return entries[i].hex;
    return NULL;
}

void pal_known_add(pal_known *known, pal_imprint imprint, const char hex[PAL_KNOWN_HEX])
{
    content *c = &known->file;
    c->count += c->count < PAL_KNOWN_MOST;
    memmove(c->entries + 1, c->entries, (c->count - 1) * sizeof *c->entries);
    c->entries[0].imprint = imprint;
    memcpy(c->entries[0].hex, hex, PAL_KNOWN_HEX);
    known->changed = true;
}

const char *pal_known_beside(const pal_known *known, pal_arena *mem, const char *name)
{
    size_t path = strlen(known->path);
    size_t end = strlen(name);
    char *out = pal_new(mem, char, path + end + 2);
    if (!out)
        return NULL;
    memcpy(out, known->path, path);
    out[path] = '-';
    memcpy(out + path + 1, name, end);
    return out;
}

bool pal_known_save(pal_known *known)
{
    content *c = &known->file;
    if (!known->changed)
        return true;
    c->check = check_of(c);
    const pal_str all = {(const char *)c,
                         offsetof(content, entries) + c->count * sizeof *c->entries};
    return pal_keep_file(known->path, all, NULL, 0);
}
