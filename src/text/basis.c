#include "text/basis.h"

#include "base/io.h"
#include "base/str.h"
#include "text/morphology.h"

bool pal_reading_basis(char basis[PAL_DIGEST_HEX_LEN + 1], pal_arena *mem,
                       pal_morphology_engine *morphology, const char *engine,
                       const char *models)
{
    static const char *const tables[] = {"lemma-frequency.fi.tsv",
                                         "word-frequency.fi.tsv",
                                         "word-frequency.en.tsv",
                                         "spoken.fi.tsv",
                                         "standing.fi.tsv",
                                         "rare.fi.tsv",
                                         "rare.en.tsv"};
    enum { TABLE_MAX = 4 << 20 };
    pal_digest *digest = pal_digest_new(mem);
    if (!digest)
        return false;
    pal_digest_add(digest, PAL_STR(PAL_TEXT_SOURCES));
    pal_digest_add(digest, pal_str_from(engine));
    if (morphology)
        pal_morphology_identify(morphology, digest);
    for (size_t i = 0; models && i < sizeof tables / sizeof *tables; i++) {
        const char *path = pal_io_path(mem, models, tables[i]);
        pal_str text = {NULL, 0};
        if (!path || pal_io_read(&text, mem, path, TABLE_MAX, NULL) != PAL_OK)
            text = PAL_STR("-"); /* a missing table corrects nothing */
        pal_digest_add(digest, text);
    }
    pal_digest_hex(digest, basis);
    return true;
}
