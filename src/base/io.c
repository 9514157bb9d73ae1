#include "base/io.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/str.h"

enum { SPILL = 256 * 1024, FILES_MAX = 32 };

const char *pal_io_path(pal_arena *mem, const char *folder, const char *name)
{
    size_t head = strlen(folder);
    size_t tail = strlen(name);
    char *out = pal_new(mem, char, head + tail + 2);
    if (!out)
        return NULL;
    memcpy(out, folder, head);
    out[head] = '/';
    memcpy(out + head + 1, name, tail);
    return out;
}

bool pal_io_is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool pal_io_is_file(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

bool pal_io_is_there(const char *path)
{
    struct stat st;
    return lstat(path, &st) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

pal_str pal_io_name(pal_str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    for (size_t i = path.len; i-- > 0;)
        if (path.ptr[i] == '/' && i + 1 < path.len)
            return (pal_str){path.ptr + i + 1, path.len - i - 1};
    return path;
}

static pal_status read_all(int fd, char *at, size_t size, size_t *have)
{
    *have = 0;
    while (*have < size) {
        ssize_t got = read(fd, at + *have, size - *have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return PAL_EIO;
        if (got == 0)
            break;
        *have += (size_t)got;
    }
    return PAL_OK;
}

int pal_io_open(const char *path)
{
    return open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
}

pal_status pal_io_read(pal_str *out, pal_arena *mem, const char *path, size_t limit,
                       pal_error *err)
{
    pal_loc at = pal_loc_file(path);
    int fd = pal_io_open(path);
    if (fd < 0)
        return pal_fail(err, PAL_ENOINPUT, at, "cannot open: %s", strerror(errno));
    struct stat st;
    pal_status status = PAL_OK;
    char *bytes = NULL;
    size_t have = 0;
    if (fstat(fd, &st) != 0)
        status = pal_fail(err, PAL_EIO, at, "cannot read: %s", strerror(errno));
    else if (!S_ISREG(st.st_mode))
        status = pal_fail(err, PAL_ENOINPUT, at, "is not a file");
    else if (st.st_size < 0 || (uintmax_t)st.st_size > limit)
        status = pal_fail(err, PAL_EFORMAT, at, "is larger than %zu bytes", limit);
    else if (!(bytes =
                   pal_arena_take(mem, 1, _Alignof(max_align_t), (size_t)st.st_size + 1)))
        status = pal_fail(err, PAL_ENOMEM, at, "no memory for the file");
    else if (read_all(fd, bytes, (size_t)st.st_size, &have) != PAL_OK)
        status = pal_fail(err, PAL_EIO, at, "cannot read: %s", strerror(errno));
    close(fd);
    if (status == PAL_OK)
        *out = (pal_str){bytes, have};
    return status;
}

pal_status pal_io_read_if_there(pal_str *out, const char **path, pal_arena *mem,
                                const char *folder, const char *name, size_t limit,
                                pal_error *err)
{
    pal_error unread = {.code = PAL_OK};
    *out = (pal_str){NULL, 0};
    *path = folder ? pal_io_path(mem, folder, name) : NULL;
    if (!*path)
        return folder ? pal_fail(err, PAL_ENOMEM, pal_loc_file(folder),
                                 "no memory for %s", name)
                      : PAL_OK;
    pal_status status = pal_io_read(out, mem, *path, limit, &unread);
    if (status == PAL_ENOINPUT && !pal_io_is_there(*path))
        return PAL_OK;
    if (status != PAL_OK)
        pal_fail_again(err, &unread);
    return status;
}

void pal_io_make_folders(const char *path, unsigned mode)
{
    pal_arena *mem = pal_arena_open(1 << 16);
    pal_str copy = mem ? pal_arena_copy(mem, pal_str_from(path)) : (pal_str){NULL, 0};
    /* the copy is this function's own */
    char *text = (char *)(uintptr_t)copy.ptr;
    for (char *slash = text && *text ? strchr(text + 1, '/') : NULL; slash;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(text, (mode_t)mode); /* one that is there already is fine */
        *slash = '/';
    }
    pal_arena_close(mem);
}

pal_status pal_io_write(const char *path, pal_str bytes, pal_error *err)
{
    pal_loc at = pal_loc_file(path);
    pal_arena *mem = pal_arena_open(1 << 16);
    size_t len = strlen(path);
    char *fresh = mem ? pal_new(mem, char, len + sizeof "-XXXXXX") : NULL;
    if (!fresh) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the file");
    }
    memcpy(fresh, path, len);
    memcpy(fresh + len, "-XXXXXX", sizeof "-XXXXXX");
    int fd = mkstemp(fresh);
    pal_status status =
        fd < 0 ? pal_fail(err, PAL_EOUTPUT, at, "cannot create: %s", strerror(errno))
               : PAL_OK;
    for (size_t done = 0; status == PAL_OK && done < bytes.len;) {
        ssize_t put = write(fd, bytes.ptr + done, bytes.len - done);
        if (put >= 0)
            done += (size_t)put;
        else if (errno != EINTR)
            status = pal_fail(err, PAL_EIO, at, "cannot write: %s", strerror(errno));
    }
    if (fd >= 0 && close(fd) != 0 && status == PAL_OK)
        status = pal_fail(err, PAL_EIO, at, "cannot write: %s", strerror(errno));
    if (status == PAL_OK && (chmod(fresh, 0644) != 0 || rename(fresh, path) != 0))
        status = pal_fail(err, PAL_EOUTPUT, at, "cannot create: %s", strerror(errno));
    if (status != PAL_OK && fd >= 0)
        unlink(fresh);
    pal_arena_close(mem);
    return status;
}

static int by_bytes(const void *a, const void *b)
{
    return pal_str_compare(*(const pal_str *)a, *(const pal_str *)b);
}

static bool is_wanted(pal_str name, pal_str suffix, bool hidden)
{
    if (pal_str_equal(name, PAL_STR(".")) || pal_str_equal(name, PAL_STR("..")))
        return false;
    return (hidden || name.ptr[0] != '.') && pal_str_ends(name, suffix);
}

static pal_status list_names(pal_str **names, size_t *count, pal_arena *mem,
                             const char *folder, pal_str suffix, bool hidden,
                             pal_error *err)
{
    pal_loc at = pal_loc_file(folder);
    DIR *dir = opendir(folder);
    if (!dir)
        return pal_fail(err, PAL_ENOINPUT, at, "cannot open the folder: %s",
                        strerror(errno));
    pal_str *list = NULL;
    size_t have = 0;
    size_t cap = 0;
    pal_status status = PAL_OK;
    const struct dirent *entry;
    while (status == PAL_OK && (entry = readdir(dir)) != NULL) {
        pal_str name = pal_str_from(entry->d_name);
        if (!is_wanted(name, suffix, hidden))
            continue;
        if (have == cap) {
            list = pal_arena_grow(mem, list, cap, cap * 2 + 8, sizeof *list,
                                  _Alignof(pal_str));
            cap = cap * 2 + 8;
        }
        pal_str copy = list ? pal_arena_copy(mem, name) : (pal_str){NULL, 0};
        if (!copy.ptr)
            status = pal_fail(err, PAL_ENOMEM, at, "no memory for the list of files");
        else
            list[have++] = copy;
    }
    closedir(dir);
    if (status != PAL_OK)
        return status;
    if (have > 1)
        qsort(list, have, sizeof *list, by_bytes);
    *names = list;
    *count = have;
    return PAL_OK;
}

pal_status pal_io_list(pal_str **names, size_t *count, pal_arena *mem, const char *folder,
                       const char *suffix, pal_error *err)
{
    return list_names(names, count, mem, folder, pal_str_from(suffix), false, err);
}

struct pal_outdir {
    pal_arena *mem;
    const char *path;
    const char *fresh; /* temporary folder beside it */
    const char *names[FILES_MAX];
    size_t count;
    const char *const *forgotten; /* NULL ends them; NULL = none */
    bool committed;
};

struct pal_file {
    int fd;
    int error;
    const char *name;
    pal_buf buf;
};

static pal_status check_target(const char *path, const char *marker, bool force,
                               pal_arena *mem, pal_error *err)
{
    pal_loc at = pal_loc_file(path);
    struct stat st;
    if (lstat(path, &st) != 0)
        return errno == ENOENT ? PAL_OK
                               : pal_fail(err, PAL_EOUTPUT, at, "%s", strerror(errno));
    if (!S_ISDIR(st.st_mode))
        return pal_fail(err, PAL_EOUTPUT, at, "is a file; choose another -o");
    const char *mark = pal_io_path(mem, path, marker);
    if (!mark)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the name of the folder");
    if (force || access(mark, F_OK) == 0)
        return PAL_OK;
    pal_str *names;
    size_t count = 0;
    pal_status status = list_names(&names, &count, mem, path, PAL_STR(""), true, err);
    if (status == PAL_OK && count != 0)
        status = pal_fail(err, PAL_EOUTPUT, at,
                          "holds other files; choose another -o, or say --force");
    return status;
}

pal_status pal_outdir_open(pal_outdir **out, const char *path, const char *marker,
                           bool force, pal_error *err)
{
    pal_loc at = pal_loc_file(path);
    pal_arena *mem = pal_arena_open(1024 * 1024);
    pal_outdir *dir = mem ? pal_new(mem, pal_outdir, 1) : NULL;
    pal_str clean = pal_str_from(path);
    while (clean.len > 1 && clean.ptr[clean.len - 1] == '/')
        clean.len--;
    pal_str copy = dir ? pal_arena_copy(mem, clean) : (pal_str){NULL, 0};
    char *fresh = dir ? pal_new(mem, char, clean.len + 16) : NULL;
    if (!copy.ptr || !fresh) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the folder");
    }
    dir->mem = mem;
    dir->path = copy.ptr;
    memcpy(fresh, clean.ptr, clean.len);
    memcpy(fresh + clean.len, ".part-XXXXXX", 13);
    dir->fresh = fresh;
    pal_status status = check_target(dir->path, marker, force, mem, err);
    if (status == PAL_OK && (!mkdtemp(fresh) || chmod(fresh, 0755) != 0))
        status = pal_fail(err, PAL_EOUTPUT, at, "cannot create the folder: %s",
                          strerror(errno));
    if (status != PAL_OK) {
        pal_arena_close(mem);
        return status;
    }
    *out = dir;
    return PAL_OK;
}

pal_status pal_outdir_open_unkept(pal_outdir **out, pal_error *err)
{
    static const char pattern[] = "/palaute-XXXXXX";
    const char *place = getenv("TMPDIR");
    if (!place || !*place)
        place = "/tmp";
    size_t len = strlen(place);
    pal_arena *mem = pal_arena_open(1024 * 1024);
    pal_outdir *dir = mem ? pal_new(mem, pal_outdir, 1) : NULL;
    char *fresh = dir ? pal_new(mem, char, len + sizeof pattern) : NULL;
    pal_status status = PAL_OK;
    if (!fresh) {
        status = pal_fail(err, PAL_ENOMEM, pal_loc_file(place), "no memory for a folder");
    } else {
        memcpy(fresh, place, len);
        memcpy(fresh + len, pattern, sizeof pattern);
        if (!mkdtemp(fresh))
            status = pal_fail(err, PAL_EOUTPUT, pal_loc_file(place),
                              "cannot create a folder there: %s", strerror(errno));
    }
    if (status != PAL_OK) {
        pal_arena_close(mem);
        return status;
    }
    *dir = (pal_outdir){.mem = mem, .path = fresh, .fresh = fresh};
    *out = dir;
    return PAL_OK;
}

pal_status pal_outdir_create(pal_file **out, pal_outdir *dir, const char *name,
                             pal_error *err)
{
    pal_loc at = pal_loc_file(name);
    const char *path = pal_io_path(dir->mem, dir->fresh, name);
    pal_str kept = pal_arena_copy(dir->mem, pal_str_from(name));
    pal_file *file = pal_new(dir->mem, pal_file, 1);
    if (!path || !kept.ptr || !file || dir->count == FILES_MAX)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the file");
    file->fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (file->fd < 0)
        return pal_fail(err, PAL_EOUTPUT, at, "cannot create: %s", strerror(errno));
    file->name = kept.ptr;
    dir->names[dir->count++] = kept.ptr;
    *out = file;
    return PAL_OK;
}

static void flush(pal_file *file)
{
    for (size_t done = 0; done < file->buf.len && file->error == 0;) {
        ssize_t put = write(file->fd, file->buf.ptr + done, file->buf.len - done);
        if (put >= 0)
            done += (size_t)put;
        else if (errno != EINTR)
            file->error = errno;
    }
    if (file->buf.failed && file->error == 0)
        file->error = ENOMEM;
    file->buf.len = 0;
}

void pal_file_write(pal_file *file, pal_str bytes)
{
    pal_buf_add(&file->buf, bytes);
    pal_file_spill(file);
}

pal_buf *pal_file_buf(pal_file *file)
{
    return &file->buf;
}

void pal_file_spill(pal_file *file)
{
    if (file->buf.len >= SPILL)
        flush(file);
}

pal_status pal_file_close(pal_file *file, pal_error *err)
{
    flush(file);
    if (close(file->fd) != 0 && file->error == 0)
        file->error = errno;
    pal_buf_release(&file->buf);
    if (file->error != 0)
        return pal_fail(err, PAL_EIO, pal_loc_file(file->name), "cannot write: %s",
                        strerror(file->error));
    return PAL_OK;
}

void pal_outdir_forget(pal_outdir *dir, const char *const *names)
{
    dir->forgotten = names;
}

static bool is_forgotten(const pal_outdir *dir, pal_str name)
{
    for (const char *const *at = dir->forgotten; at && *at; at++)
        if (pal_str_equal(name, pal_str_from(*at)))
            return true;
    return false;
}

/* Move the files of the old folder that the new one does not have. */
static void keep_others(pal_outdir *dir, const char *old)
{
    pal_str *names;
    size_t count = 0;
    if (list_names(&names, &count, dir->mem, old, PAL_STR(""), true, NULL) != PAL_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        const char *from = pal_io_path(dir->mem, old, names[i].ptr);
        const char *to = pal_io_path(dir->mem, dir->path, names[i].ptr);
        if (!from || !to)
            return;
        if (access(to, F_OK) == 0)
            unlink(from);
        else if (is_forgotten(dir, names[i]) && unlink(from) == 0)
            continue;
        else if (rename(from, to) != 0)
            return;
    }
    rmdir(old);
}

pal_status pal_outdir_commit(pal_outdir *dir, pal_error *err)
{
    pal_loc at = pal_loc_file(dir->path);
    size_t len = strlen(dir->fresh);
    char *old = pal_new(dir->mem, char, len + 5);
    if (!old)
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the folder");
    memcpy(old, dir->fresh, len);
    memcpy(old + len, ".old", 5);
    bool replaced = rename(dir->path, old) == 0;
    if (!replaced && errno != ENOENT)
        return pal_fail(err, PAL_EOUTPUT, at, "cannot replace the folder: %s",
                        strerror(errno));
    if (rename(dir->fresh, dir->path) != 0) {
        int why = errno;
        if (replaced && rename(old, dir->path) != 0)
            return pal_fail(err, PAL_EOUTPUT, at,
                            "cannot put the folder in place; the earlier "
                            "result is in %s",
                            old);
        return pal_fail(err, PAL_EOUTPUT, at, "cannot put the folder in place: %s",
                        strerror(why));
    }
    dir->committed = true;
    if (replaced)
        keep_others(dir, old);
    return PAL_OK;
}

pal_status pal_outdir_rename(pal_outdir *dir, const char *from, const char *to,
                             pal_error *err)
{
    const char *old = pal_io_path(dir->mem, dir->fresh, from);
    const char *path = pal_io_path(dir->mem, dir->fresh, to);
    if (!old || !path)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(to), "no memory for the name");
    if (rename(old, path) != 0)
        return pal_fail(err, PAL_EIO, pal_loc_file(to), "cannot replace: %s",
                        strerror(errno));
    /* one name less to clean up */
    for (size_t i = 0; i < dir->count; i++)
        if (strcmp(dir->names[i], from) == 0)
            dir->names[i--] = dir->names[--dir->count];
    return PAL_OK;
}

const char *pal_outdir_path(const pal_outdir *dir, pal_arena *mem, const char *name)
{
    return pal_io_path(mem, dir->fresh, name);
}

void pal_outdir_close(pal_outdir *dir)
{
    if (!dir)
        return;
    if (!dir->committed) {
        for (size_t i = 0; i < dir->count; i++) {
            const char *path = pal_io_path(dir->mem, dir->fresh, dir->names[i]);
            if (path)
                unlink(path);
        }
        rmdir(dir->fresh);
    }
    pal_arena_close(dir->mem);
}
