#include <criterion/criterion.h>

#include "base/digest.h"
#include "base/str.h"

/* Source: NIST, "Examples with Intermediate Values" and the Secure Hash Algorithm
 * Validation System, SHA-256. */
static const struct {
    const char *text, *hex;
} vectors[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
     "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
};

Test(base_digest, is_sha_256)
{
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_digest *digest = pal_digest_new(mem);
    char hex[PAL_DIGEST_HEX_LEN + 1];
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        pal_digest_add(digest, pal_str_from(vectors[i].text));
        pal_digest_hex(digest, hex); /* begins anew */
        cr_expect_str_eq(hex, vectors[i].hex, "'%s'", vectors[i].text);
    }
    pal_arena_close(mem);
}

Test(base_digest, does_not_care_how_the_bytes_come)
{
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_digest *digest = pal_digest_new(mem);
    char hex[PAL_DIGEST_HEX_LEN + 1];
    size_t left = 1000000;
    for (size_t step = 1; left != 0; step = step % 61 + 1) {
        static const char many[] =
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
        size_t len = step < left ? step : left;
        pal_digest_add(digest, (pal_str){many, len});
        left -= len;
    }
    pal_digest_hex(digest, hex);
    cr_expect_str_eq(hex,
                     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    pal_arena_close(mem);
    mem = pal_arena_open(8);
    cr_expect_null(pal_digest_new(mem));
    pal_arena_close(mem);
}
