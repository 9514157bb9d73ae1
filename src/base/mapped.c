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

pal_str pal_mapped_open(const char *path, size_t limit)
{
    struct stat st;
    void *bytes = MAP_FAILED;
    int fd = pal_io_open(path);
    if (fd < 0)
        return (pal_str){NULL, 0};
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
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
