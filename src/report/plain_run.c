#include "report/plain_run.h"

static bool is_plain(unsigned char c)
{
    /* one bit a character: from the space to `?`, from `@` to `~` */
    static const uint64_t low =
        UINT64_C(0xFFFFFFFF00000000) &
        ~(UINT64_C(1) << '"' | UINT64_C(1) << '&' | UINT64_C(1) << '\'' |
          UINT64_C(1) << '<' | UINT64_C(1) << '>');
    static const uint64_t high =
        UINT64_C(0x7FFFFFFFFFFFFFFF) & ~(UINT64_C(1) << ('\\' - 64));
    return c < 128 && ((c < 64 ? low >> c : high >> (c - 64)) & 1) != 0;
}

size_t pal_plain_run(pal_str text, size_t at)
{
    size_t end = at;
    while (end < text.len && is_plain((unsigned char)text.ptr[end]))
        end++;
    return end - at;
}
