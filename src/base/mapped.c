/* MAP_POPULATE is no part of POSIX; where the system lacks it, pages come one by one */
#define _DEFAULT_SOURCE

#include "base/mapped.h"

#include "base/io.h"

#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef MAP_POPULATE
#define MAP_POPULATE 0
#endif

/* Of the user or of root, and nobody else's to change. Reading it into memory instead
 * would take twice the time, for every user and every run. */
static bool is_own(const struct stat *st)
{
    return (st->st_uid == geteuid() || st->st_uid == 0) &&
           (st->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

pal_str pal_mapped_open(const char *path, size_t limit)
{
    struct stat st;
    void *bytes = MAP_FAILED;
    int fd = pal_io_open(path);
    if (fd < 0)
        return (pal_str){NULL, 0};
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && is_own(&st) && st.st_size > 0 &&
        (uintmax_t)st.st_size <= limit)
        bytes =
            mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    close(fd);
    return bytes != MAP_FAILED ? (pal_str){bytes, (size_t)st.st_size}
                               : (pal_str){NULL, 0};
}

void pal_mapped_close(pal_str mapped)
{
    if (mapped.ptr)
        munmap((void *)(uintptr_t)mapped.ptr, mapped.len);
}
