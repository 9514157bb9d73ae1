#include "base/num.h"

#include <math.h>
#include <string.h>

enum { DIGITS_MAX = 20 };

/* Two digits at a time. */
static const char pairs[] = "0001020304050607080910111213141516171819"
                            "2021222324252627282930313233343536373839"
                            "4041424344454647484950515253545556575859"
                            "6061626364656667686970717273747576777879"
                            "8081828384858687888990919293949596979899";

static size_t digits_of(uint64_t value)
{
    size_t len = 1;
    for (; value >= 10000; value /= 10000)
        len += 4;
    return len + (value >= 10) + (value >= 100) + (value >= 1000);
}

void pal_num_uint(pal_buf *b, uint64_t value)
{
    if ((b->failed || b->cap - b->len < DIGITS_MAX) && !pal_buf_room(b, DIGITS_MAX))
        return;
    const size_t len = digits_of(value);
    char *at = b->ptr + b->len + len;
    b->len += len;
    for (; value >= 100; value /= 100) {
        at -= 2;
        memcpy(at, &pairs[value % 100 * 2], 2);
    }
    if (value >= 10)
        memcpy(at - 2, &pairs[value * 2], 2);
    else
        at[-1] = (char)('0' + value);
}

void pal_num_int(pal_buf *b, int64_t value)
{
    if (value < 0)
        pal_buf_byte(b, '-');
    pal_num_uint(b, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

void pal_num_fixed(pal_buf *b, double value, unsigned digits, char point)
{
    if (!isfinite(value) || fabs(value) >= PAL_NUM_MAX || digits > 9) {
        pal_buf_cstr(b, "nan");
        return;
    }
    uint64_t scale = 1;
    for (unsigned i = 0; i < digits; i++)
        scale *= 10;
    /* The nudge makes 0.285 * 100 = 28.499999999999996 round as it is written; where a
     * double is whole, or nearly, it would add units of its own. */
    double scaled = fabs(value) * (double)scale;
    double nudge = scaled < 1e14 ? scaled * 1e-15 : 0.0;
    uint64_t units = (uint64_t)floor(scaled + 0.5 + nudge);
    if (value < 0 && units != 0)
        pal_buf_byte(b, '-');
    pal_num_uint(b, units / scale);
    if (digits == 0)
        return;
    pal_buf_byte(b, point);
    uint64_t rest = units % scale;
    for (uint64_t unit = scale / 10; unit != 0; unit /= 10)
        pal_buf_byte(b, (char)('0' + rest / unit % 10));
}

void pal_num_json(pal_buf *b, double value)
{
    if (!isfinite(value) || fabs(value) >= PAL_NUM_MAX) {
        pal_buf_cstr(b, "null");
        return;
    }
    pal_num_fixed(b, value, 9, '.');
    while (b->len != 0 && b->ptr[b->len - 1] == '0')
        b->len--;
    if (b->len != 0 && b->ptr[b->len - 1] == '.')
        b->len--;
}
