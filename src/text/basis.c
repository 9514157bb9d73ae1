#include "text/basis.h"

#include <string.h>

#include "base/keep_file.h"
#include "base/str.h"
#include "text/morphology.h"
#include "text/reread.h"

/* False without memory. */
static bool hash_tables(char hex[PAL_DIGEST_HEX_LEN + 1], pal_arena *mem,
                        pal_known *known, const pal_morphology_engine *morphology,
                        const pal_reread *reread)
{
    pal_digest *digest = pal_digest_new_known(mem, known);
    if (!digest)
        return false;
    if (morphology)
        pal_digest_add(digest, pal_morphology_counts(morphology));
    if (reread)
        pal_reread_identify(reread, digest);
    pal_digest_hex(digest, hex);
    return true;
}

bool pal_reading_basis(char basis[PAL_DIGEST_HEX_LEN + 1], pal_arena *mem,
                       pal_known *known, const char *engine,
                       pal_morphology_engine *morphology, const pal_reread *reread)
{
    char tables[PAL_DIGEST_HEX_LEN + 1];
    pal_digest *digest = pal_digest_new(mem);
    if (!digest || !hash_tables(tables, mem, known, morphology, reread))
        return false;
    pal_digest_add(digest, PAL_STR(PAL_TEXT_SOURCES));
    pal_digest_add(digest, pal_str_from(engine));
    if (morphology)
        pal_morphology_identify(morphology, digest);
    pal_digest_add(digest, pal_str_from(tables));
    pal_digest_hex(digest, basis);
    return true;
}

/* NULL without memory. */
static pal_digest *new_check(pal_arena *mem, pal_known *known, const char *check,
                             pal_str text)
{
    pal_digest *digest = known ? pal_digest_new_known(mem, known) : NULL;
    if (digest) {
        pal_digest_add(digest, PAL_STR(PAL_TEXT_SOURCES));
        pal_digest_add(digest, pal_str_from(check));
        pal_digest_add(digest, text);
    }
    return digest;
}

bool pal_basis_passed(pal_arena *mem, pal_known *known, const char *check, pal_str text)
{
    pal_digest *digest = new_check(mem, known, check, text);
    return digest && pal_digest_is_known(digest);
}

void pal_basis_pass(pal_arena *mem, pal_known *known, const char *check, pal_str text)
{
    char hex[PAL_DIGEST_HEX_LEN + 1];
    pal_digest *digest = new_check(mem, known, check, text);
    if (digest)
        pal_digest_hex(digest, hex); /* is known from now on */
}

/* Of a text, of what was made of it, and of this very code. False without memory. */
static bool imprint_made(const pal_known *known, pal_str text, const pal_str *parts,
                         size_t count, pal_imprint *out)
{
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_imprinter *im = mem ? pal_imprint_new(mem, pal_known_key(known)) : NULL;
    if (im) {
        pal_imprint_add(im, PAL_STR(PAL_TEXT_SOURCES));
        pal_imprint_add(im, text);
        for (size_t i = 0; i < count; i++)
            pal_imprint_add(im, parts[i]);
        *out = pal_imprint_take(im);
    }
    pal_arena_close(mem);
    return im != NULL;
}

bool pal_basis_recall(const pal_known *known, const char *path, pal_str text,
                      const pal_str *parts, size_t count)
{
    pal_imprint kept, made;
    if (pal_keep_file_read(path, (pal_str){(const char *)&kept, sizeof kept}, parts,
                           count) &&
        imprint_made(known, text, parts, count, &made) &&
        memcmp(&kept, &made, sizeof kept) == 0)
        return true;
    for (size_t i = 0; i < count; i++)
        memset((char *)(uintptr_t)parts[i].ptr, 0, parts[i].len);
    return false;
}

void pal_basis_keep(const pal_known *known, const char *path, pal_str text,
                    const pal_str *parts, size_t count)
{
    pal_imprint made;
    if (imprint_made(known, text, parts, count, &made))
        pal_keep_file(path, (pal_str){(const char *)&made, sizeof made}, parts, count);
}
