/* The engine with the lexicons that belong to this program. */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "options.h"

/* The folder lexicons/ that belongs to this very program: beside build/ in the source
 * tree, or in share/palaute/ where it was installed. Empty when neither is there. */
static void find_lexicons(char *out, size_t size)
{
    static const char *const places[] = {"/../lexicons", "/../share/palaute/lexicons"};
    char self[2048];
    ssize_t len = readlink("/proc/self/exe", self, sizeof self - 1);
    out[0] = '\0';
    if (len <= 0)
        return;
    self[len] = '\0';
    char *slash = strrchr(self, '/');
    if (!slash)
        return;
    *slash = '\0';
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct stat st;
        int n = snprintf(out, size, "%s%s", self, places[i]);
        if (n > 0 && (size_t)n < size && stat(out, &st) == 0 && S_ISDIR(st.st_mode))
            return;
    }
    out[0] = '\0';
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

int open_engine(pal_engine **out, settings *s)
{
    char found[4096];
    char cache[4096];
    pal_options opt = s->opt;
    if (!s->no_cache)
        opt.cache = find_cache(cache, sizeof cache);
    const char *named = getenv("PALAUTE_LEXICONS");
    if (!opt.lexicons && !(named && *named)) {
        find_lexicons(found, sizeof found);
        if (found[0] != '\0')
            opt.lexicons = found;
    }
    pal_error err = {.code = PAL_OK};
    return pal_engine_open(out, &opt, &err) == PAL_OK ? 0 : report_failure(&err);
}
