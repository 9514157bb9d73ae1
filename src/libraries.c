/* The versions of what this library stands on. */
#include <stdio.h>

#include "base/arena.h"
#include "base/digest.h"
#include "base/unicode.h"
#include "ingest/csv.h"
#include "ingest/xml_in.h"
#include "ingest/zip_in.h"
#include "lexicon/pattern.h"
#include "model/fit.h"
#include "palaute.h"
#include "report/database.h"
#include "report/write_xlsx.h"
#include "text/morphology.h"
#include "text/stem.h"

typedef struct list {
    char *out;
    size_t cap;
    size_t len;
} list;

static void add(list *l, const char *name, const char *version)
{
    size_t left = l->len < l->cap ? l->cap - l->len : 0;
    int len = snprintf(left ? l->out + l->len : NULL, left, "%s %s\n", name, version);
    l->len += len > 0 ? (size_t)len : 0;
}

static void add_voikko(list *l)
{
    pal_error err = {.code = PAL_OK};
    pal_morphology_engine *engine = NULL;
    pal_arena *mem = pal_arena_open((size_t)64 << 20);
    bool there = mem && pal_morphology_open(&engine, mem, NULL, &err) == PAL_OK && engine;
    add(l, "voikko", there ? pal_morphology_version(engine) : "not installed");
    pal_morphology_close(engine);
    pal_arena_close(mem);
}

size_t pal_libraries(char *out, size_t cap)
{
    list l = {out, cap, 0};
    add(&l, "icu", pal_unicode_version());
    add(&l, "pcre2", pal_pattern_version());
    add(&l, "snowball", pal_stemmer_version());
    add_voikko(&l);
    add(&l, "liblinear", pal_fit_version());
    add(&l, "libcsv", pal_csv_version());
    add(&l, "expat", pal_xml_version());
    add(&l, "zlib", pal_zip_version());
    add(&l, "libxlsxwriter", pal_report_xlsx_version());
    add(&l, "sqlite", pal_database_version());
    add(&l, "nettle", pal_digest_version());
    return l.len;
}
