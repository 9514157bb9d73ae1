/* folder_help.h -- temporary folders with files written on the spot */
#ifndef PAL_TESTS_FOLDER_HELP_H
#define PAL_TESTS_FOLDER_HELP_H

#include <dirent.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A path of two parts. */
typedef struct folder_path {
    char text[PATH_MAX];
} folder_path;

static inline folder_path folder_join(const char *folder, const char *name)
{
    folder_path path;
    int len = snprintf(path.text, sizeof path.text, "%s/%s", folder, name);
    if (len < 0 || (size_t)len >= sizeof path.text)
        abort();
    return path;
}

/* A new, empty folder; remove it with folder_remove(). */
static inline folder_path folder_new(void)
{
    folder_path path = {"/tmp/palaute-unit-XXXXXX"};
    if (!mkdtemp(path.text))
        abort();
    return path;
}

static inline void folder_write(const char *folder, const char *name, const char *text)
{
    folder_path path = folder_join(folder, name);
    FILE *file = fopen(path.text, "wb");
    if (!file || fputs(text, file) == EOF || fclose(file) != 0)
        abort();
}

static inline bool folder_has(const char *folder, const char *name)
{
    return access(folder_join(folder, name).text, F_OK) == 0;
}

/* All bytes of a file, NUL-terminated; free() it. NULL when it is not there. */
static inline char *folder_read(const char *folder, const char *name, size_t *len)
{
    enum { MOST = 64 * 1024 * 1024 };
    FILE *file = fopen(folder_join(folder, name).text, "rb");
    if (!file)
        return NULL;
    char *bytes = NULL;
    size_t have = 0;
    for (size_t cap = 65536; cap <= MOST; cap *= 2) {
        bytes = realloc(bytes, cap + 1);
        if (!bytes)
            abort();
        have += fread(bytes + have, 1, cap - have, file);
        if (have < cap)
            break;
    }
    fclose(file);
    bytes[have] = '\0';
    if (len)
        *len = have;
    return bytes;
}

static inline bool folder_is_dots(const char *name)
{
    return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* Entries of a folder, hidden ones too. */
static inline size_t folder_count(const char *folder)
{
    size_t count = 0;
    DIR *dir = opendir(folder);
    if (!dir)
        abort();
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;)
        count += !folder_is_dots(entry->d_name);
    closedir(dir);
    return count;
}

static inline void folder_empty(const char *folder, int depth)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return;
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (folder_is_dots(entry->d_name))
            continue;
        folder_path path = folder_join(folder, entry->d_name);
        if (unlink(path.text) != 0 && depth > 0)
            folder_empty(path.text, depth - 1);
        rmdir(path.text);
    }
    closedir(dir);
}

/* The folder with all that it holds, down to three folders deep. */
static inline void folder_remove(folder_path *folder)
{
    folder_empty(folder->text, 3);
    rmdir(folder->text);
}

#endif /* PAL_TESTS_FOLDER_HELP_H */
