#include "base/digest.h"

#include "base/dotted.h"
#include "base/imprint.h"

#include <nettle/sha2.h>
#include <nettle/version.h>

#include <string.h>

struct pal_digest {
    struct sha256_ctx state;
    pal_known *known; /* or NULL; the rest is for it */
    pal_imprinter *imprinter;
    pal_arena *mem;
    pal_str *parts; /* what was added */
    size_t count;
    size_t cap;
    uint64_t len;
};

pal_digest *pal_digest_new(pal_arena *mem)
{
    pal_digest *digest = pal_new(mem, pal_digest, 1);
    if (digest)
        sha256_init(&digest->state);
    return digest;
}

pal_digest *pal_digest_new_known(pal_arena *mem, pal_known *known)
{
    pal_digest *digest = pal_digest_new(mem);
    pal_imprinter *imprinter =
        digest && known ? pal_imprint_new(mem, pal_known_key(known)) : NULL;
    if (imprinter) {
        digest->known = known;
        digest->imprinter = imprinter;
        digest->mem = mem;
    }
    return digest;
}

static void take_in(pal_digest *digest, pal_str bytes)
{
    sha256_update(&digest->state, bytes.len, (const uint8_t *)bytes.ptr);
}

static void take_in_parts(pal_digest *digest)
{
    for (size_t i = 0; i < digest->count; i++)
        take_in(digest, digest->parts[i]);
    digest->count = 0;
    digest->len = 0;
}

/* False where there is no room: then nothing is known. */
static bool set_aside(pal_digest *digest, pal_str bytes)
{
    if (bytes.len > PAL_IMPRINT_MOST - digest->len)
        return false;
    if (digest->count == digest->cap) {
        size_t cap = digest->cap * 2 + 16;
        pal_str *grown = pal_arena_grow(digest->mem, digest->parts, digest->cap, cap,
                                        sizeof *grown, _Alignof(pal_str));
        if (!grown)
            return false;
        digest->parts = grown;
        digest->cap = cap;
    }
    digest->parts[digest->count++] = bytes;
    digest->len += bytes.len;
    return true;
}

void pal_digest_add(pal_digest *digest, pal_str bytes)
{
    if (bytes.len == 0)
        return;
    if (digest->known && !set_aside(digest, bytes)) {
        take_in_parts(digest);
        digest->known = NULL;
    }
    if (!digest->known)
        take_in(digest, bytes);
}

static void work_out(pal_digest *digest, char hex[PAL_DIGEST_HEX_LEN])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t raw[SHA256_DIGEST_SIZE];
    sha256_digest(&digest->state, sizeof raw, raw);
    for (size_t i = 0; i < sizeof raw; i++) {
        hex[2 * i] = digits[raw[i] >> 4];
        hex[2 * i + 1] = digits[raw[i] & 15];
    }
}

static pal_imprint imprint_of(pal_digest *digest)
{
    for (size_t i = 0; i < digest->count; i++)
        pal_imprint_add(digest->imprinter, digest->parts[i]);
    return pal_imprint_take(digest->imprinter);
}

bool pal_digest_is_known(pal_digest *digest)
{
    return digest->known && pal_known_find(digest->known, imprint_of(digest));
}

static void look_up(pal_digest *digest, char hex[PAL_DIGEST_HEX_LEN])
{
    pal_imprint imprint = imprint_of(digest);
    const char *found = pal_known_find(digest->known, imprint);
    if (found) {
        memcpy(hex, found, PAL_DIGEST_HEX_LEN);
        digest->count = 0;
        digest->len = 0;
        return;
    }
    take_in_parts(digest);
    work_out(digest, hex);
    pal_known_add(digest->known, imprint, hex);
}

void pal_digest_hex(pal_digest *digest, char hex[PAL_DIGEST_HEX_LEN + 1])
{
    if (digest->known)
        look_up(digest, hex);
    else
        work_out(digest, hex);
    hex[PAL_DIGEST_HEX_LEN] = '\0';
}

const char *pal_digest_version(void)
{
    return PAL_DOTTED_2(NETTLE_VERSION_MAJOR, NETTLE_VERSION_MINOR);
}
