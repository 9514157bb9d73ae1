#include "base/keep_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/io.h"
#include "base/str.h"

/* No run takes so long to write one file. */
enum { LEFT_SECONDS = 24 * 60 * 60 };
static const char ending[] = "-XXXXXX"; /* of mkstemp() */

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

/* A name that mkstemp() made of `kept`? No file that is kept is called another's name,
 * '-' and six letters or digits. */
static bool is_left_name(pal_str name, pal_str kept)
{
    if (name.len != kept.len + sizeof ending - 1 || !pal_str_starts(name, kept) ||
        name.ptr[kept.len] != '-')
        return false;
    for (size_t i = kept.len + 1; i < name.len; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
                    name.ptr[i]))
            return false;
    return true;
}

/* What runs that were killed left of the file. Of two that clear at once one finds it
 * gone already. */
static void clear_left(const char *path)
{
    struct stat st;
    const pal_str kept = pal_io_name(pal_str_from(path));
    const size_t above = (size_t)(kept.ptr - path);
    char name[4096] = ".";
    if (above >= sizeof name)
        return;
    if (above != 0)
        snprintf(name, sizeof name, "%.*s", (int)above, path);
    DIR *folder = opendir(name);
    if (!folder)
        return;
    const time_t now = time(NULL);
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;)
        if (is_left_name(pal_str_from(entry->d_name), kept) &&
            fstatat(dirfd(folder), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(st.st_mode) && st.st_uid == geteuid() &&
            difftime(now, st.st_mtime) > LEFT_SECONDS)
            unlinkat(dirfd(folder), entry->d_name, 0);
    closedir(folder);
}

/* Under a name of its own until it is whole: neither what a run that was ended left
 * behind nor another thread's file is in the way. */
bool pal_keep_file(const char *path, pal_str head, const pal_str *parts, size_t count)
{
    char name[4096];
    int len = snprintf(name, sizeof name, "%s%s", path, ending);
    if (len < 0 || (size_t)len >= sizeof name)
        return false;
    pal_io_make_folders(name, S_IRWXU); /* for their owner alone */
    int file = mkstemp(name);
    bool good = file >= 0 && write_all(file, head);
    for (size_t i = 0; good && i < count; i++)
        good = write_all(file, parts[i]);
    if (file >= 0)
        good = close(file) == 0 && good;
    good = good && rename(name, path) == 0;
    if (!good && file >= 0)
        unlink(name);
    clear_left(path);
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
