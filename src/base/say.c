#include "base/say.h"

#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>

pal_str pal_say(pal_arena *mem, const char *format, ...)
{
    char whole[1024];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(whole, sizeof whole, format, args);
    va_end(args);
    size_t have = len < 0 ? 0 : (size_t)len;
    if (have >= sizeof whole)
        have = sizeof whole - 1;
    pal_str out = pal_arena_copy(mem, pal_str_clip((pal_str){whole, have}, 1000));
    return out.ptr ? out : PAL_STR("");
}
