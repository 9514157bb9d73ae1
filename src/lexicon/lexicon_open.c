#include <string.h>

#include "base/digest.h"
#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "lexicon/entry.h"
#include "lexicon/kept.h"

enum { FILE_LIMIT = 16 * 1024 * 1024, FILES_MAX = 4096 };

static pal_status no_memory(pal_error *err, pal_loc at)
{
    return pal_fail(err, PAL_ENOMEM, at, "no memory for the lexicon");
}

/* --- files --- */

/* The file, read when it is asked for first. */
static pal_status read_file(pal_lexicon *lex, const pal_lexicon_part *part,
                            const char *path, pal_lexicon_file *out, pal_error *err)
{
    for (uint32_t i = 0; i < lex->file_count; i++)
        if (strcmp(lex->files[i].path, path) == 0) {
            *out = lex->files[i];
            return PAL_OK;
        }
    if (lex->file_count == lex->file_cap) {
        uint32_t cap = lex->file_cap * 2 + 64;
        pal_lexicon_file *grown =
            cap > FILES_MAX ? NULL
                            : pal_arena_grow(lex->mem, lex->files, lex->file_cap, cap,
                                             sizeof *grown, _Alignof(pal_lexicon_file));
        if (!grown)
            return no_memory(err, pal_loc_file(path));
        lex->files = grown;
        lex->file_cap = cap;
    }
    *out =
        (pal_lexicon_file){.path = path, .weighs = (part->flags & PAL_PART_WEIGHS) != 0};
    pal_status status = pal_io_read(&out->text, lex->mem, path, FILE_LIMIT, err);
    if (status == PAL_OK)
        lex->files[lex->file_count++] = *out;
    return status;
}

/* What is done with each file of a part. */
typedef pal_status file_fn(pal_lexicon *lex, const pal_lexicon_part *part,
                           const pal_lexicon_file *file, pal_error *err);

static pal_status only_read(pal_lexicon *lex, const pal_lexicon_part *part,
                            const pal_lexicon_file *file, pal_error *err)
{
    (void)lex;
    (void)part;
    (void)file;
    (void)err;
    return PAL_OK;
}

static pal_status take_lines(pal_lexicon *lex, const pal_lexicon_part *part,
                             const pal_lexicon_file *file, pal_error *err)
{
    pal_lines table;
    pal_status status = pal_lines_open(&table, file->text, file->path, part->header, err);
    while (status == PAL_OK && (status = pal_lines_next(&table, err)) == PAL_OK)
        status = part->line(lex, &table, part->language, err);
    return status == PAL_DONE ? PAL_OK : status;
}

static pal_status visit_file(pal_lexicon *lex, const pal_lexicon_part *part,
                             const char *folder, const char *name, file_fn *visit,
                             pal_error *err)
{
    const char *path = pal_io_path(lex->mem, folder, name);
    pal_lexicon_file file = {.path = path};
    if (!path)
        return no_memory(err, pal_loc_file(folder));
    if ((part->flags & PAL_PART_OPTIONAL) && !pal_io_is_there(path))
        return PAL_OK;
    pal_status status = read_file(lex, part, path, &file, err);
    return status == PAL_OK ? visit(lex, part, &file, err) : status;
}

static pal_status visit_part(pal_lexicon *lex, const pal_lexicon_part *part,
                             const char *folder, file_fn *visit, pal_error *err)
{
    if (!part->suffix)
        return visit_file(lex, part, folder, part->path, visit, err);
    pal_str *names;
    size_t count = 0;
    const char *path = pal_io_path(lex->mem, folder, part->path);
    if (!path)
        return no_memory(err, pal_loc_file(folder));
    pal_status status = pal_io_list(&names, &count, lex->mem, path, part->suffix, err);
    for (size_t i = 0; status == PAL_OK && i < count; i++)
        status = visit_file(lex, part, path, names[i].ptr, visit, err);
    return status;
}

/* Over the names and bytes of all files, in the order in which they were read. */
static bool hash_files(pal_lexicon *lex, pal_known *known)
{
    pal_digest *digest = pal_digest_new_known(lex->mem, known);
    char *hex = pal_new(lex->mem, char, PAL_DIGEST_HEX_LEN + 1);
    if (!digest || !hex)
        return false;
    for (uint32_t i = 0; i < lex->file_count; i++) {
        if (lex->files[i].weighs)
            continue;
        pal_digest_add(digest, pal_io_name(pal_str_from(lex->files[i].path)));
        pal_digest_add(digest, PAL_STR("\n"));
        pal_digest_add(digest, lex->files[i].text);
    }
    pal_digest_hex(digest, hex);
    lex->sha256 = (pal_str){hex, PAL_DIGEST_HEX_LEN};
    return true;
}

/* --- opening --- */

static pal_lexicon *new_lexicon(pal_arena *mem, pal_lexicon_words *words, void *ctx)
{
    pal_lexicon *lex = pal_new(mem, pal_lexicon, 1);
    if (!lex)
        return NULL;
    lex->mem = mem;
    lex->words = words;
    lex->ctx = ctx;
    lex->theme_index = pal_map_new(mem, 1);
    bool good = lex->theme_index != NULL;
    for (int language = PAL_LANGUAGE_FI; language <= PAL_LANGUAGE_EN; language++) {
        lex->stopwords[language] = pal_map_new(mem, 1);
        lex->common[language] = pal_map_new(mem, 1);
        good = good && lex->stopwords[language] && lex->common[language];
    }
    return good ? lex : NULL;
}

static pal_status load(pal_lexicon *lex, const char *folder, pal_known *known,
                       pal_error *err)
{
    pal_status status = PAL_OK;
    lex->atoms = pal_atoms_new(lex->mem, lex->words, lex->ctx);
    if (!lex->atoms)
        return no_memory(err, pal_loc_file(folder));
    for (size_t i = 0; status == PAL_OK && i < PAL_LEXICON_PARTS; i++) {
        const pal_lexicon_part *part = &pal_lexicon_parts[i];
        if ((part->flags & PAL_PART_WEIGHS) && !pal_atoms_settle(lex->atoms))
            return no_memory(err, pal_loc_file(folder));
        status = visit_part(lex, part, folder, take_lines, err);
    }
    if (status == PAL_OK && (!hash_files(lex, known) || !pal_lexicon_link(lex)))
        status = no_memory(err, pal_loc_file(folder));
    return status;
}

/* What an earlier run made of the same files; NULL when nothing is kept that fits. */
static pal_lexicon *recall(const pal_lexicon *files, const char *folder, const char *path,
                           const char key[PAL_DIGEST_HEX_LEN + 1])
{
    pal_lexicon *lex = path ? new_lexicon(files->mem, NULL, NULL) : NULL;
    if (!lex)
        return NULL;
    lex->files = files->files;
    lex->file_count = files->file_count;
    lex->file_cap = files->file_cap;
    lex->sha256 = files->sha256;
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < PAL_LEXICON_PARTS; i++)
        if (pal_lexicon_parts[i].flags & PAL_PART_SMALL)
            status = visit_part(lex, &pal_lexicon_parts[i], folder, take_lines, NULL);
    if (status == PAL_OK && pal_lexicon_recall(lex, path, key))
        return lex;
    pal_lexicon_close(lex);
    return NULL;
}

/* All files, and the digest of all that the lexicon is made from. Mistakes are told by
 * load(), which finds the same ones. */
static bool gather(pal_lexicon *lex, const char *folder, const pal_lexicon_keep *keep,
                   char key[PAL_DIGEST_HEX_LEN + 1])
{
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < PAL_LEXICON_PARTS; i++)
        status = visit_part(lex, &pal_lexicon_parts[i], folder, only_read, NULL);
    return status == PAL_OK && hash_files(lex, keep->known) &&
           pal_lexicon_key(lex, keep->basis, key);
}

pal_status pal_lexicon_open_kept(pal_lexicon **out, pal_arena *mem, const char *folder,
                                 pal_lexicon_words *words, void *ctx,
                                 const pal_lexicon_keep *keep, pal_error *err)
{
    pal_lexicon *lex = new_lexicon(mem, words, ctx);
    if (!lex)
        return no_memory(err, pal_loc_file(folder));
    char key[PAL_DIGEST_HEX_LEN + 1];
    bool keeps = keep && gather(lex, folder, keep, key);
    pal_lexicon *kept = keeps ? recall(lex, folder, keep->path, key) : NULL;
    if (keeps && !kept)
        kept = recall(lex, folder, keep->prepared, key);
    if (kept) {
        *out = kept;
        return PAL_OK;
    }
    pal_status status = load(lex, folder, keep ? keep->known : NULL, err);
    if (status != PAL_OK) {
        pal_lexicon_close(lex);
        return status;
    }
    if (keeps && keep->path)
        pal_lexicon_keep_it(lex, keep->path, key); /* one that cannot be is missing */
    *out = lex;
    return PAL_OK;
}

pal_status pal_lexicon_open(pal_lexicon **out, pal_arena *mem, const char *folder,
                            pal_lexicon_words *words, void *ctx, pal_error *err)
{
    return pal_lexicon_open_kept(out, mem, folder, words, ctx, NULL, err);
}
