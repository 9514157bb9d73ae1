#include "base/num.h"

#include <math.h>

void pal_num_uint(pal_buf *b, uint64_t value)
{
    char digits[20];
    size_t len = 0;
    do {
        digits[sizeof digits - ++len] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    pal_buf_add(b, (pal_str){digits + sizeof digits - len, len});
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
