#include "base/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fail.h"

enum { FIRST_ROOM = 4096 };

struct pal_store {
    char *bytes; /* the first of them */
    size_t room;
    size_t memory;
    uint64_t len;
    const char *folder; /* NULL = $TMPDIR */
    int fd;             /* -1 = none yet */
};

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the records");
}

pal_status pal_store_open(pal_store **out, size_t memory, const char *folder,
                          pal_error *err)
{
    pal_store *s = pal_memory_resize(NULL, sizeof *s);
    if (!s)
        return no_memory(err);
    *s = (pal_store){.memory = memory, .folder = folder, .fd = -1};
    *out = s;
    return PAL_OK;
}

void pal_store_close(pal_store *s)
{
    if (!s)
        return;
    pal_memory_resize(s->bytes, 0);
    if (s->fd >= 0)
        close(s->fd);
    pal_memory_resize(s, 0);
}

static pal_status open_file(pal_store *s, pal_error *err)
{
    const char *named = getenv("TMPDIR");
    const char *folder = s->folder ? s->folder : named && *named ? named : "/tmp";
    const char *advice = s->folder ? "" : "; set TMPDIR";
    char path[4096];
    int len = snprintf(path, sizeof path, "%s/palaute-XXXXXX", folder);
    if (len < 0 || (size_t)len >= sizeof path)
        return pal_fail(err, PAL_EIO, pal_loc_file(NULL),
                        "the temporary folder has too long a name");
    s->fd = mkstemp(path);
    if (s->fd < 0)
        return pal_fail(err, PAL_EIO, pal_loc_file(folder),
                        "cannot make a temporary file: %s%s", strerror(errno), advice);
    unlink(path);
    fcntl(s->fd, F_SETFD, FD_CLOEXEC);
    return PAL_OK;
}

static pal_status write_file(pal_store *s, uint64_t at, pal_str bytes, pal_error *err)
{
    pal_status status = s->fd < 0 ? open_file(s, err) : PAL_OK;
    for (size_t done = 0; status == PAL_OK && done < bytes.len;) {
        ssize_t put =
            pwrite(s->fd, bytes.ptr + done, bytes.len - done, (off_t)(at + done));
        if (put < 0 && errno != EINTR)
            status = pal_fail(err, PAL_EIO, pal_loc_file(NULL),
                              "cannot write the temporary file: %s%s", strerror(errno),
                              s->folder ? "" : "; set TMPDIR");
        else if (put > 0)
            done += (size_t)put;
    }
    return status;
}

/* Room for the bytes before `end`, which is in memory. It is not cleared: only what was
 * written is read. */
static bool make_room(pal_store *s, size_t end)
{
    size_t room = s->room ? s->room : FIRST_ROOM;
    while (room < end)
        room *= 2;
    if (room > s->memory)
        room = s->memory;
    char *bytes = room != s->room ? pal_memory_resize(s->bytes, room) : s->bytes;
    if (!bytes)
        return false;
    s->bytes = bytes;
    s->room = room;
    return true;
}

/* How many of `len` bytes from `at` on are in memory. */
static size_t in_memory(const pal_store *s, uint64_t at, size_t len)
{
    if (at >= s->memory)
        return 0;
    size_t left = s->memory - (size_t)at;
    return left < len ? left : len;
}

pal_status pal_store_write(pal_store *s, uint64_t at, pal_str bytes, pal_error *err)
{
    size_t held = in_memory(s, at, bytes.len);
    if (held != 0) {
        if ((size_t)at + held > s->room && !make_room(s, (size_t)at + held))
            return no_memory(err);
        memcpy(s->bytes + at, bytes.ptr, held);
    }
    if (held < bytes.len) {
        pal_str rest = {bytes.ptr + held, bytes.len - held};
        pal_status status = write_file(s, at + held - s->memory, rest, err);
        if (status != PAL_OK)
            return status;
    }
    if (at + bytes.len > s->len)
        s->len = at + bytes.len;
    return PAL_OK;
}

pal_status pal_store_read(const pal_store *s, uint64_t at, char *to, size_t len,
                          pal_error *err)
{
    size_t done = in_memory(s, at, len);
    if (done != 0)
        memcpy(to, s->bytes + at, done);
    while (done < len) {
        ssize_t got = pread(s->fd, to + done, len - done, (off_t)(at + done - s->memory));
        if (got == 0 || (got < 0 && errno != EINTR))
            return pal_fail(err, PAL_EIO, pal_loc_file(NULL),
                            "cannot read the temporary file: %s",
                            got < 0 ? strerror(errno) : "it is cut");
        if (got > 0)
            done += (size_t)got;
    }
    return PAL_OK;
}

uint64_t pal_store_len(const pal_store *s)
{
    return s->len;
}

uint64_t pal_store_on_disk(const pal_store *s)
{
    return s->len > s->memory ? s->len - s->memory : 0;
}
