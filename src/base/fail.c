#include "base/fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/str.h"

pal_loc pal_loc_file(const char *file)
{
    return (pal_loc){.file = file};
}

/* The failing call's arenas may be gone when the message is read: the error keeps its own
 * copy of the file's name. */
static void keep_file(pal_error *err, const char *file)
{
    err->at.file = NULL;
    if (!file)
        return;
    size_t len = strlen(file);
    size_t skip = len < sizeof err->file ? 0 : len - sizeof err->file + 1;
    memcpy(err->file, file + skip, len - skip + 1);
    err->at.file = err->file;
}

void pal_fail_again(pal_error *err, const pal_error *from)
{
    if (!err || err->code < PAL_OK)
        return;
    *err = *from;
    keep_file(err, from->at.file);
}

pal_status pal_fail(pal_error *err, pal_status code, pal_loc at, const char *format, ...)
{
    if (!err || err->code < PAL_OK)
        return code;
    err->code = code;
    err->at = at;
    keep_file(err, at.file);
    va_list args;
    va_start(args, format);
    char whole[1024];
    int len = vsnprintf(whole, sizeof whole, format, args);
    va_end(args);
    size_t have = len < 0 ? 0 : (size_t)len;
    if (have >= sizeof whole)
        have = sizeof whole - 1;
    pal_str shown = pal_str_clip((pal_str){whole, have}, sizeof err->msg - 1);
    memcpy(err->msg, shown.ptr, shown.len);
    err->msg[shown.len] = '\0';
    /* a message is one line, whatever bytes of the data it quotes */
    for (size_t i = 0; i < shown.len; i++)
        if ((unsigned char)err->msg[i] < 0x20)
            err->msg[i] = ' ';
    return code;
}
