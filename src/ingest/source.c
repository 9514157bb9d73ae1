#include "ingest/source.h"

#include "base/buf.h"
#include "base/fail.h"
#include "base/str.h"
#include "ingest/xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct pal_source {
    pal_arena *mem;
    const char *path;
    int fd;
    bool borrowed; /* standard input: not ours to close */
    bool plain;
    bool ended;
    uint64_t total;
    uint64_t done;
    pal_digest *digest;
    pal_buf chunk;
    bool begun;
    const char *sheet; /* that was asked for; NULL = none */
    pal_xlsx *xlsx;    /* the file is a workbook: its sheet is handed out as CSV */
    bool ahead;        /* chunk holds the head, not handed out yet */
};

pal_status pal_source_open(pal_source **out, const char *path, pal_error *err)
{
    pal_loc at = pal_loc_file(path);
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return pal_fail(err, PAL_ENOINPUT, at, "cannot open the file: %s",
                        strerror(errno));
    struct stat info;
    pal_status status = PAL_OK;
    if (fstat(fd, &info) != 0)
        status = pal_fail(err, PAL_ENOINPUT, at, "cannot open: %s", strerror(errno));
    else if (S_ISDIR(info.st_mode))
        status = pal_fail(err, PAL_ENOINPUT, at, "this is a folder; name the file in it");
    pal_arena *mem = status == PAL_OK ? pal_arena_open(SIZE_MAX / 2) : NULL;
    pal_source *source = mem ? pal_new(mem, pal_source, 1) : NULL;
    pal_digest *digest = source ? pal_digest_new(mem) : NULL;
    if (!digest) {
        pal_arena_close(mem);
        if (!is_stdin)
            close(fd);
        return status != PAL_OK ? status : pal_fail(err, PAL_ENOMEM, at, "no memory");
    }
    bool plain = S_ISREG(info.st_mode);
    *source = (pal_source){
        .mem = mem,
        .path = path,
        .fd = fd,
        .borrowed = is_stdin,
        .plain = plain,
        .total = plain && info.st_size > 0 ? (uint64_t)info.st_size : 0,
        .digest = digest,
    };
    *out = source;
    return PAL_OK;
}

void pal_source_close(pal_source *source)
{
    if (!source)
        return;
    if (!source->borrowed)
        close(source->fd);
    pal_xlsx_close(source->xlsx);
    pal_buf_release(&source->chunk);
    pal_arena_close(source->mem);
}

void pal_source_sheet(pal_source *source, const char *sheet)
{
    source->sheet = sheet;
}

bool pal_source_is_sheet(const pal_source *source)
{
    return source->xlsx != NULL;
}

pal_str pal_source_sheet_name(const pal_source *source)
{
    return pal_xlsx_sheet_name(source->xlsx);
}

uint64_t pal_source_first_row(const pal_source *source)
{
    return pal_xlsx_first_row(source->xlsx);
}

/* The digest of a workbook is that of its file. */
static pal_status digest_file(pal_source *source, pal_error *err)
{
    off_t at = 0;
    pal_buf_clear(&source->chunk);
    char *room = pal_buf_room(&source->chunk, PAL_SOURCE_CHUNK);
    ssize_t got = 1;
    while (room && got > 0) {
        got = pread(source->fd, room, PAL_SOURCE_CHUNK, at);
        if (got > 0)
            pal_digest_add(source->digest, (pal_str){room, (size_t)got});
        at += got > 0 ? got : 0;
    }
    source->done = (uint64_t)at;
    if (!room || got < 0)
        return pal_fail(err, PAL_EIO, pal_loc_file(source->path), "cannot read it again");
    return PAL_OK;
}

static pal_status fill_from_sheet(pal_source *source, pal_error *err)
{
    pal_buf_clear(&source->chunk);
    pal_status status = PAL_OK;
    while (status == PAL_OK && !source->ended && source->chunk.len < PAL_SOURCE_CHUNK) {
        pal_str more = {"", 0};
        status = pal_xlsx_next(source->xlsx, &more, err);
        source->ended = more.len == 0;
        pal_buf_add(&source->chunk, more);
    }
    if (status == PAL_OK && source->chunk.failed)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(source->path), "no memory");
    return status;
}

/* A pipe gives what it has: ask until the chunk is full. */
static pal_status fill_from_file(pal_source *source, pal_error *err)
{
    pal_buf_clear(&source->chunk);
    char *room = pal_buf_room(&source->chunk, PAL_SOURCE_CHUNK);
    if (!room)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(source->path), "no memory");
    while (!source->ended && source->chunk.len < PAL_SOURCE_CHUNK) {
        ssize_t got = read(source->fd, room + source->chunk.len,
                           PAL_SOURCE_CHUNK - source->chunk.len);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return pal_fail(err, PAL_EIO, pal_loc_file(source->path), "cannot read: %s",
                            strerror(errno));
        source->ended = got == 0;
        source->chunk.len += (size_t)got;
    }
    return PAL_OK;
}

/* The first bytes tell whether it is a workbook. */
static pal_status fill(pal_source *source, pal_error *err)
{
    if (source->xlsx)
        return fill_from_sheet(source, err);
    pal_status status = fill_from_file(source, err);
    bool first = !source->begun;
    source->begun = true;
    if (status != PAL_OK || !first ||
        !pal_str_starts(pal_buf_view(&source->chunk), PAL_STR("PK\x03\x04")))
        return status;
    if (!source->plain || source->borrowed)
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(source->path),
                        "an XLSX file cannot come through a pipe; name the file");
    status = pal_xlsx_open(&source->xlsx, source->path, source->sheet, err);
    source->ended = false;
    return status == PAL_OK ? fill_from_sheet(source, err) : status;
}

pal_status pal_source_head(pal_source *source, pal_str *head, bool *whole, pal_error *err)
{
    if (!source->ahead) {
        pal_status status = fill(source, err);
        if (status != PAL_OK)
            return status;
        source->ahead = true;
    }
    *head = pal_buf_view(&source->chunk);
    *whole = source->ended;
    return PAL_OK;
}

pal_status pal_source_next(pal_source *source, pal_str *chunk, pal_error *err)
{
    if (!source->ahead) {
        pal_status status = fill(source, err);
        if (status != PAL_OK)
            return status;
    }
    source->ahead = false;
    *chunk = source->chunk.len ? pal_buf_view(&source->chunk) : (pal_str){"", 0};
    if (source->xlsx)
        return chunk->len == 0 ? digest_file(source, err) : PAL_OK;
    source->done += chunk->len;
    pal_digest_add(source->digest, *chunk);
    return PAL_OK;
}

bool pal_source_repeats(const pal_source *source)
{
    return source->plain && !source->borrowed;
}

uint64_t pal_source_total(const pal_source *source)
{
    return source->total;
}

uint64_t pal_source_done(const pal_source *source)
{
    return source->done;
}

void pal_source_sha256(pal_source *source, char hex[PAL_DIGEST_HEX_LEN + 1])
{
    pal_digest_hex(source->digest, hex);
}
