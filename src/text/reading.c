#include "text/reading.h"

#include "base/str.h"
#include "base/unicode.h"

/* Respelling, number of parts, and then lemma, standard form and parts, each behind its
 * length in two bytes. */

static void pack(pal_buf *out, pal_str text)
{
    pal_buf_byte(out, (char)(unsigned char)(text.len & 0xFF));
    pal_buf_byte(out, (char)(unsigned char)(text.len >> 8));
    pal_buf_add(out, text);
}

void pal_reading_pack(pal_buf *out, const pal_word *word)
{
    pal_buf_byte(out, (char)word->respelling);
    pal_buf_byte(out, (char)word->part_count);
    pack(out, word->lemma);
    pack(out, word->standard);
    for (size_t i = 0; i < word->part_count; i++)
        pack(out, word->parts[i]);
}

static bool unpack(pal_str *rest, pal_str *out)
{
    if (rest->len < 2)
        return false;
    size_t len = (size_t)(unsigned char)rest->ptr[0] | (size_t)(unsigned char)rest->ptr[1]
                                                           << 8;
    if (rest->len - 2 < len)
        return false;
    *out = (pal_str){rest->ptr + 2, len};
    *rest = (pal_str){rest->ptr + 2 + len, rest->len - 2 - len};
    if (len == 0)
        out->ptr = NULL;
    return pal_unicode_valid(*out);
}

bool pal_reading_unpack(pal_str bytes, pal_word *word)
{
    if (bytes.len < 2)
        return false;
    unsigned respelling = (unsigned char)bytes.ptr[0];
    unsigned parts = (unsigned char)bytes.ptr[1];
    pal_str rest = {bytes.ptr + 2, bytes.len - 2};
    pal_word read = *word;
    bool good = respelling <= PAL_RESPELT_TYPO && parts <= PAL_PARTS_MAX &&
                unpack(&rest, &read.lemma) && unpack(&rest, &read.standard);
    for (unsigned i = 0; good && i < parts; i++)
        good = unpack(&rest, &read.parts[i]);
    if (!good || rest.len != 0)
        return false;
    read.respelling = (pal_respelling)respelling;
    read.part_count = (uint8_t)parts;
    *word = read;
    return true;
}
