#include "ingest/zip_in.h"

#include "base/arena.h"
#include "base/fail.h"

#include <minizip/unzip.h>

struct pal_zip {
    unzFile file;
    const char *path;
    bool inside;
    uint64_t packed; /* bytes of the part in the file */
    uint64_t done;
    char piece[PAL_ZIP_PIECE];
};

static pal_status broken(const pal_zip *zip, pal_error *err)
{
    return pal_fail(err, PAL_EFORMAT, pal_loc_file(zip->path),
                    "this XLSX file is broken; open it in a spreadsheet and save it as "
                    "CSV UTF-8");
}

pal_status pal_zip_open(pal_zip **out, const char *path, pal_error *err)
{
    pal_zip *zip = pal_memory_resize(NULL, sizeof *zip);
    if (!zip)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    *zip = (pal_zip){.path = path, .file = unzOpen64(path)};
    if (!zip->file) {
        pal_status status = broken(zip, err);
        pal_memory_resize(zip, 0);
        return status;
    }
    *out = zip;
    return PAL_OK;
}

void pal_zip_close(pal_zip *zip)
{
    if (!zip)
        return;
    if (zip->inside)
        unzCloseCurrentFile(zip->file);
    unzClose(zip->file);
    pal_memory_resize(zip, 0);
}

pal_status pal_zip_enter(pal_zip *zip, const char *name, pal_error *err)
{
    enum { ANY_CASE = 2, ENCRYPTED = 1 };
    if (zip->inside)
        unzCloseCurrentFile(zip->file);
    zip->inside = false;
    int found = unzLocateFile(zip->file, name, ANY_CASE);
    if (found == UNZ_END_OF_LIST_OF_FILE)
        return PAL_DONE;
    unz_file_info64 info;
    if (found != UNZ_OK ||
        unzGetCurrentFileInfo64(zip->file, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK)
        return broken(zip, err);
    if (info.flag & ENCRYPTED)
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(zip->path),
                        "this file needs a password; save it without one");
    if (unzOpenCurrentFile(zip->file) != UNZ_OK)
        return broken(zip, err);
    zip->inside = true;
    zip->packed = info.compressed_size;
    zip->done = 0;
    return PAL_OK;
}

pal_status pal_zip_next(pal_zip *zip, pal_str *piece, pal_error *err)
{
    int got = unzReadCurrentFile(zip->file, zip->piece, sizeof zip->piece);
    if (got < 0)
        return broken(zip, err);
    zip->done += (uint64_t)got;
    bool bomb =
        zip->done > PAL_ZIP_RATIO_FROM && zip->done / PAL_ZIP_RATIO_MAX > zip->packed;
    if (bomb || zip->done > PAL_ZIP_PART_MAX)
        return pal_fail(
            err, PAL_EFORMAT, pal_loc_file(zip->path),
            "this file unpacks to far more than it should; if it is a survey, "
            "save it as CSV UTF-8");
    if (got == 0) { /* the check sum is looked at here */
        zip->inside = false;
        if (unzCloseCurrentFile(zip->file) != UNZ_OK)
            return broken(zip, err);
    }
    *piece = (pal_str){zip->piece, (size_t)got};
    return PAL_OK;
}

const char *pal_zip_version(void)
{
    return ZLIB_VERSION;
}
