#include "text/stem.h"

#include <libstemmer.h>

#include "base/fail.h"

enum { WORD_MAX = 1000 };

struct pal_stemmer {
    struct sb_stemmer *by_language[3];
};

pal_status pal_stemmer_open(pal_stemmer **out, pal_arena *mem, pal_error *err)
{
    pal_stemmer *s = pal_new(mem, pal_stemmer, 1);
    if (!s)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                        "no memory for the stemmers");
    s->by_language[PAL_LANGUAGE_FI] = sb_stemmer_new("finnish", "UTF_8");
    s->by_language[PAL_LANGUAGE_EN] = sb_stemmer_new("english", "UTF_8");
    if (!s->by_language[PAL_LANGUAGE_FI] || !s->by_language[PAL_LANGUAGE_EN]) {
        pal_stemmer_close(s);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                        "no memory for the stemmers");
    }
    *out = s;
    return PAL_OK;
}

void pal_stemmer_close(pal_stemmer *s)
{
    if (!s)
        return;
    for (int i = 0; i < 3; i++)
        if (s->by_language[i])
            sb_stemmer_delete(s->by_language[i]);
}

pal_str pal_stemmer_stem(pal_stemmer *s, pal_language language, pal_str folded)
{
    struct sb_stemmer *stemmer =
        language == PAL_LANGUAGE_MIXED ? NULL : s->by_language[language];
    if (!stemmer || folded.len > WORD_MAX)
        return folded;
    const sb_symbol *stem =
        sb_stemmer_stem(stemmer, (const sb_symbol *)folded.ptr, (int)folded.len);
    if (!stem)
        return folded;
    return (pal_str){(const char *)stem, (size_t)sb_stemmer_length(stemmer)};
}

const char *pal_stemmer_version(void)
{
    return "2.2.0";
}
