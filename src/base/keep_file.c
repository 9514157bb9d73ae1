#include "base/keep_file.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"

static bool write_all(int file, pal_str bytes)
{
    for (size_t done = 0; done < bytes.len;) {
        ssize_t wrote = write(file, bytes.ptr + done, bytes.len - done);
        if (wrote == 0 || (wrote < 0 && errno != EINTR))
            return false;
        done += wrote > 0 ? (size_t)wrote : 0;
    }
    return true;
}

/* To where the view points. */
static bool read_all(int file, pal_str bytes)
{
    for (size_t done = 0; done < bytes.len;) {
        ssize_t got = read(file, (char *)(uintptr_t)bytes.ptr + done, bytes.len - done);
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        done += got > 0 ? (size_t)got : 0;
    }
    return true;
}

/* Under a name of its own until it is whole: neither what a run that was ended left
 * behind nor another thread's file is in the way. */
bool pal_keep_file(const char *path, pal_str head, const pal_str *parts, size_t count)
{
    char name[4096];
    int len = snprintf(name, sizeof name, "%s-XXXXXX", path);
    if (len < 0 || (size_t)len >= sizeof name)
        return false;
    pal_io_make_folders(name);
    int file = mkstemp(name);
    bool good = file >= 0 && write_all(file, head);
    for (size_t i = 0; good && i < count; i++)
        good = write_all(file, parts[i]);
    if (file >= 0)
        good = close(file) == 0 && good;
    good = good && rename(name, path) == 0;
    if (!good && file >= 0)
        unlink(name);
    return good;
}

bool pal_keep_file_read(const char *path, pal_str head, const pal_str *parts,
                        size_t count)
{
    struct stat st;
    uintmax_t size = head.len;
    int file = pal_io_open(path);
    if (file < 0)
        return false;
    for (size_t i = 0; i < count; i++)
        size += parts[i].len;
    bool good = fstat(file, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= 0 &&
                (uintmax_t)st.st_size == size && read_all(file, head);
    for (size_t i = 0; good && i < count; i++)
        good = read_all(file, parts[i]);
    close(file);
    return good;
}
