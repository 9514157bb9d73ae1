/* The Content-Security-Policy of report.html. */
#include "report/page.h"

#include "base/digest.h"

enum { SHA_BYTES = PAL_DIGEST_HEX_LEN / 2, DIGEST_ROOM = 4096 };

static unsigned hex_value(char digit)
{
    return (unsigned)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
}

/* Base64 of the 32 bytes of a digest. Source: RFC 4648, section 4. */
static void add_base64(pal_page *p, const char *hex)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "abcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < SHA_BYTES; i += 3) {
        uint32_t three = 0;
        for (size_t k = 0; k < 3; k++) {
            const char *two = hex + 2 * (i + k);
            bool inside = i + k < SHA_BYTES;
            three =
                three << 8 | (inside ? hex_value(two[0]) << 4 | hex_value(two[1]) : 0);
        }
        for (size_t k = 0; k < 4; k++) {
            bool inside = i + k <= SHA_BYTES;
            pal_buf_byte(p->out, inside ? letters[three >> (18 - 6 * k) & 63] : '=');
        }
    }
}

static void add_hash(pal_page *p, pal_str text)
{
    pal_arena *mem = pal_arena_open(DIGEST_ROOM);
    pal_digest *digest = mem ? pal_digest_new(mem) : NULL;
    if (digest) {
        char hex[PAL_DIGEST_HEX_LEN + 1];
        pal_digest_add(digest, text);
        pal_digest_hex(digest, hex);
        pal_page_raw(p, " 'sha256-");
        add_base64(p, hex);
        pal_page_raw(p, "'");
    } else {
        p->out->failed = true;
    }
    pal_arena_close(mem);
}

void pal_page_policy(pal_page *p, pal_str style, pal_str script)
{
    pal_page_raw(p, "<meta http-equiv=\"Content-Security-Policy\" content=\""
                    "default-src 'none'; style-src");
    add_hash(p, style);
    pal_page_raw(p, "; script-src");
    add_hash(p, script);
    pal_page_raw(p, "; base-uri 'none'; form-action 'none'\">\n");
}
