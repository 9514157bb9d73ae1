/* The engine with the lexicons that belong to this program. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "options.h"

enum { PATH_SIZE = 4096 };

/* Where folders that belong to this very program are, beside it: of a source tree, beside
 * build/; or where it was installed. */
typedef struct place {
    const char *lexicons;
    const char *prepared; /* other machines read other files: not in share/ */
} place;
static const place places[] = {
    {"/../lexicons", "/prepared"},
    {"/../share/palaute/lexicons", "/../lib/palaute/prepared"}};

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* The folder of this program, without a slash behind it. */
static bool find_self(char *out, size_t size)
{
    ssize_t len = readlink("/proc/self/exe", out, size - 1);
    if (len <= 0)
        return false;
    out[len] = '\0';
    char *slash = strrchr(out, '/');
    if (slash)
        *slash = '\0';
    return slash != NULL;
}

static bool join(char *out, size_t size, const char *self, const char *inside)
{
    int len = snprintf(out, size, "%s%s", self, inside);
    return len > 0 && (size_t)len < size;
}

/* The place whose lexicons are there, their path in `out`; NULL when none is. */
static const place *find_place(char *out, size_t size, const char *self)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (join(out, size, self, places[i].lexicons) && is_folder(out))
            return &places[i];
    return NULL;
}

void own_lexicons(pal_options *opt, char *found, size_t size)
{
    char self[PATH_SIZE];
    const char *named = getenv("PALAUTE_LEXICONS");
    if (opt->lexicons || (named && *named))
        return;
    if (find_self(self, sizeof self) && find_place(found, size, self))
        opt->lexicons = found;
}

const char *prepared_folder(char *out, size_t size)
{
    char self[PATH_SIZE];
    const char *named = getenv("PALAUTE_PREPARED");
    if (named)
        return *named ? named : NULL;
    const place *at = find_self(self, sizeof self) ? find_place(out, size, self) : NULL;
    return at && join(out, size, self, at->prepared) ? out : NULL;
}

/* Where readings of words are kept: under XDG_CACHE_HOME, or ~/.cache. */
static const char *find_cache(char *out, size_t size)
{
    const char *base = getenv("XDG_CACHE_HOME");
    const char *inside = "/palaute/words";
    if (!base || base[0] != '/') { /* the specification: a relative one is ignored */
        base = getenv("HOME");
        inside = "/.cache/palaute/words";
    }
    int len = base && base[0] == '/' ? snprintf(out, size, "%s%s", base, inside) : -1;
    return len > 0 && (size_t)len < size ? out : NULL;
}

/* The words of a folder that pal_prepare() has filled. */
static const char *find_prepared(char *out, size_t size)
{
    char folder[PATH_SIZE];
    const char *named = prepared_folder(folder, sizeof folder);
    return named && is_folder(named) && join(out, size, named, "/words") ? out : NULL;
}

int open_engine(pal_engine **out, settings *s)
{
    char found[PATH_SIZE];
    char cache[PATH_SIZE];
    char prepared[PATH_SIZE];
    pal_options opt = s->opt;
    if (!s->no_cache) {
        opt.cache = find_cache(cache, sizeof cache);
        opt.prepared = find_prepared(prepared, sizeof prepared);
    }
    own_lexicons(&opt, found, sizeof found);
    pal_error err = {.code = PAL_OK};
    return pal_engine_open(out, &opt, &err) == PAL_OK ? 0 : report_failure(&err);
}
