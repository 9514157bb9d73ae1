#include "text/rare.h"

#include <string.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "text/basis.h"
#include "text/word_counts.h"

enum { FILE_LIMIT = 2 << 20 };

/* Few words are asked for, so they are looked for in the file as it is. */
struct pal_rare {
    pal_str text;
};

/* Every line is a word and a count, and greater than the one before. */
static pal_status check(pal_str text, const char *path, pal_error *err)
{
    pal_loc at = pal_loc_file(path);
    pal_str last = {NULL, 0};
    for (pal_cut row; text.len != 0; text = row.tail) {
        pal_str word;
        uint32_t count;
        row = pal_str_cut(text, '\n');
        at.line++;
        if (!pal_count_read(row.head, &word, &count))
            return pal_fail(err, PAL_EFORMAT, at, "not a word, a TAB and a count from 1");
        if (pal_str_compare(last, word) >= 0)
            return pal_fail(err, PAL_EFORMAT, at, "'%.*s' is not in order",
                            PAL_ARG(pal_str_clip(word, 40)));
        last = word;
    }
    return PAL_OK;
}

pal_status pal_rare_open(pal_rare **out, pal_arena *mem, const char *models,
                         const char *name, pal_known *known, pal_error *err)
{
    static const char named[] = "rare words";
    *out = NULL;
    const char *path;
    pal_str text;
    pal_status status =
        pal_io_read_if_there(&text, &path, mem, models, name, FILE_LIMIT, err);
    if (status == PAL_OK && text.ptr && !pal_basis_passed(mem, known, named, text)) {
        status = check(text, path, err);
        if (status == PAL_OK)
            pal_basis_pass(mem, known, named, text);
    }
    if (status != PAL_OK || !text.ptr)
        return status;
    pal_rare *rare = pal_new(mem, pal_rare, 1);
    if (!rare)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory for rare words");
    rare->text = text;
    *out = rare;
    return PAL_OK;
}

pal_str pal_rare_text(const pal_rare *rare)
{
    return rare ? rare->text : (pal_str){NULL, 0};
}

uint32_t pal_rare_count(const pal_rare *rare, pal_str folded)
{
    uint32_t count = 0;
    /* a line that is none was refused when the file was opened */
    return rare && pal_counts_find(rare->text, folded, &count) ? count : 0;
}
