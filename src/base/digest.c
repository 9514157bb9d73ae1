#include "base/digest.h"

#include "base/dotted.h"

#include <nettle/sha2.h>
#include <nettle/version.h>

struct pal_digest {
    struct sha256_ctx state;
};

pal_digest *pal_digest_new(pal_arena *mem)
{
    pal_digest *digest = pal_new(mem, pal_digest, 1);
    if (digest)
        sha256_init(&digest->state);
    return digest;
}

void pal_digest_add(pal_digest *digest, pal_str bytes)
{
    if (bytes.len != 0)
        sha256_update(&digest->state, bytes.len, (const uint8_t *)bytes.ptr);
}

void pal_digest_hex(pal_digest *digest, char hex[PAL_DIGEST_HEX_LEN + 1])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t raw[SHA256_DIGEST_SIZE];
    sha256_digest(&digest->state, sizeof raw, raw);
    for (size_t i = 0; i < sizeof raw; i++) {
        hex[2 * i] = digits[raw[i] >> 4];
        hex[2 * i + 1] = digits[raw[i] & 15];
    }
    hex[PAL_DIGEST_HEX_LEN] = '\0';
}

const char *pal_digest_version(void)
{
    return PAL_DOTTED_2(NETTLE_VERSION_MAJOR, NETTLE_VERSION_MINOR);
}
