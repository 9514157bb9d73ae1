#include "model/model_table.h"

#include <math.h>
#include <string.h>

#include "base/digest.h"
#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "model/calibrate.h"

enum {
    FILE_LIMIT = 32 * 1024 * 1024,
    FEATURES_MAX = 8 * 1024 * 1024,
    NAME_MAX_LEN = 64,
    HASH_BYTES = 32,
    FILTER_BITS_MIN = 6,
    FILTER_BITS_MAX = 20,
    BUCKET_BITS_MIN = 4,
};
/* What programs of version 2 do not know, and only models of tone read. */
static const unsigned READS_OF_THREE = PAL_MODEL_READS_BESIDE | PAL_MODEL_READS_TOGETHER;
static const double SCALE_MAX = 1000;
static const char magic[8] = {'P', 'A', 'L', 'M', 'O', 'D', 'E', 'L'};

/* --- writing --- */

static void put_u32(pal_buf *out, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        pal_buf_byte(out, (char)(unsigned char)(number >> (8 * i)));
}

static void put_real(pal_buf *out, double number)
{
    float narrow = (float)number;
    uint32_t bits;
    memcpy(&bits, &narrow, sizeof bits);
    put_u32(out, bits);
}

static void put_hash(pal_buf *out, pal_arena *mem)
{
    char hex[PAL_DIGEST_HEX_LEN + 1] = "";
    pal_digest *digest = pal_digest_new(mem);
    if (!digest) {
        out->failed = true;
        return;
    }
    pal_digest_add(digest, pal_buf_view(out));
    pal_digest_hex(digest, hex);
    for (size_t i = 0; i < HASH_BYTES; i++) {
        unsigned byte = 0;
        for (size_t k = 0; k < 2; k++) {
            char c = hex[2 * i + k];
            byte = byte * 16 + (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
        }
        pal_buf_byte(out, (char)(unsigned char)byte);
    }
}

void pal_model_write(pal_buf *out, const pal_model_view *v)
{
    pal_buf_add(out, (pal_str){magic, sizeof magic});
    /* what a program of an earlier version can read is written as that wrote it */
    bool first = v->kind != PAL_MODEL_OWN && v->reads == 0;
    bool third = (v->reads & READS_OF_THREE) != 0;
    bool beside = (v->reads & PAL_MODEL_READS_BESIDE) != 0;
    put_u32(out, first ? 1 : third ? 3 : 2);
    put_u32(out, (uint32_t)v->kind);
    put_u32(out, (uint32_t)v->language);
    if (!first)
        put_u32(out, v->reads);
    put_real(out, v->value_scale);
    put_real(out, v->veto);
    put_u32(out, (uint32_t)v->class_count);
    put_u32(out, (uint32_t)v->feature_count);
    for (size_t i = 0; i < v->class_count; i++) {
        const pal_model_class *c = &v->classes[i];
        pal_buf_byte(out, (char)(unsigned char)c->name.len);
        pal_buf_add(out, c->name);
        put_real(out, c->bias);
        put_real(out, c->scale);
        put_real(out, c->a);
        put_real(out, c->b);
        put_real(out, c->threshold);
        if (beside)
            put_real(out, c->middle);
    }
    for (size_t i = 0; i < v->feature_count; i++) {
        const pal_model_feature *f = &v->features[i];
        put_u32(out, f->hash);
        pal_buf_byte(out, (char)f->value);
        pal_buf_byte(out, (char)(unsigned char)f->count);
        for (size_t k = 0; k < f->count; k++) {
            pal_buf_byte(out, (char)(unsigned char)f->entries[k].class_index);
            pal_buf_byte(out, (char)f->entries[k].weight);
        }
    }
    pal_arena *mem = pal_arena_open(1 << 16);
    if (mem)
        put_hash(out, mem);
    else
        out->failed = true;
    pal_arena_close(mem);
}

/* --- reading: every number is checked before it is used --- */

typedef struct cursor {
    pal_str rest;
    bool broken;
} cursor;

static pal_str take(cursor *c, size_t len)
{
    if (c->rest.len < len) {
        c->broken = true;
        c->rest.len = 0;
        return (pal_str){NULL, 0};
    }
    pal_str head = {c->rest.ptr, len};
    c->rest = (pal_str){c->rest.ptr + len, c->rest.len - len};
    return head;
}

static uint8_t get_u8(cursor *c)
{
    pal_str bytes = take(c, 1);
    return bytes.len ? (uint8_t)bytes.ptr[0] : 0;
}

static uint32_t get_u32(cursor *c)
{
    pal_str bytes = take(c, 4);
    uint32_t number = 0;
    for (size_t i = 0; i < bytes.len; i++)
        number |= (uint32_t)(uint8_t)bytes.ptr[i] << (8 * i);
    return number;
}

static double get_real(cursor *c)
{
    uint32_t bits = get_u32(c);
    float narrow;
    memcpy(&narrow, &bits, sizeof narrow);
    if (!isfinite(narrow))
        c->broken = true;
    return c->broken ? 0.0 : (double)narrow;
}

/* Where the logistic curve reaches the threshold, less more than all roundings on the
 * way: below it no exponential need be taken. */
static double least_of(double threshold)
{
    return threshold > PAL_ODDS_EDGE && threshold < 1.0 - PAL_ODDS_EDGE
               ? log(threshold / (1.0 - threshold)) - PAL_ODDS_EDGE
               : -HUGE_VAL;
}

/* The score that leads there, for each unit of the root of the norm, less its roundings:
 * most scores of most texts are below it. A curve that does not rise has none. */
static double bar_of(const pal_model_class *c, double least)
{
    if (c->a <= 0 || least == -HUGE_VAL)
        return -HUGE_VAL;
    double bar = (least - c->b) / c->a - c->bias;
    double terms = 1.0 + fabs(bar) + fabs(c->bias) + fabs(c->b) / c->a;
    return isfinite(terms) ? (bar - 1e-9 * terms) * PAL_SCORE_FIXED : -HUGE_VAL;
}

/* Nothing is below a probability of 0, all is below one above 1; between them, near the
 * ends, the curve itself is asked. */
static double veto_odds_of(double veto)
{
    if (veto > PAL_ODDS_EDGE && veto < 1.0 - PAL_ODDS_EDGE)
        return log(veto / (1.0 - veto));
    return veto <= 0 ? -HUGE_VAL : (double)NAN;
}

static bool read_classes(pal_model *m, cursor *c, pal_arena *mem)
{
    pal_model_class *classes = pal_new(mem, pal_model_class, m->view.class_count);
    m->scales = pal_new(mem, double, m->view.class_count);
    m->least = pal_new(mem, double, m->view.class_count);
    m->bars = pal_new(mem, double, m->view.class_count);
    m->expected = pal_new(mem, double, m->view.class_count);
    if (!classes || !m->scales || !m->least || !m->bars || !m->expected)
        return false;
    for (size_t i = 0; i < m->view.class_count; i++) {
        size_t len = get_u8(c);
        if (len > NAME_MAX_LEN)
            c->broken = true;
        pal_str name = take(c, len);
        classes[i].name = pal_arena_copy(mem, name.ptr ? name : PAL_STR(""));
        classes[i].bias = get_real(c);
        classes[i].scale = m->scales[i] = get_real(c);
        classes[i].a = get_real(c);
        classes[i].b = get_real(c);
        classes[i].threshold = get_real(c);
        if (m->view.reads & PAL_MODEL_READS_BESIDE)
            classes[i].middle = get_real(c);
        m->least[i] = least_of(classes[i].threshold);
        m->bars[i] = m->view.reads & PAL_MODEL_READS_BESIDE
                         ? -HUGE_VAL /* the score alone tells nothing */
                         : bar_of(&classes[i], m->least[i]);
        m->expected[i] = pal_log_odds(classes[i].threshold);
        if (!classes[i].name.ptr)
            return false;
        if (fabs(classes[i].scale) > SCALE_MAX)
            c->broken = true; /* sums of fixed-point numbers would overflow */
    }
    m->view.classes = classes;
    return true;
}

/* The bytes of the record that `left` bytes begin with; 0 when it does not fit or has a
 * class that the model has not. */
static inline size_t record_len(const pal_model *m, const uint8_t *record, size_t left)
{
    if (left < PAL_RECORD_MIN ||
        left - PAL_RECORD_MIN < 2 * (size_t)record[PAL_RECORD_COUNT])
        return 0;
    /* reaches the upper bit of the lane from the number of classes on */
    const uint64_t add = PAL_LANES * (0x8000 - m->view.class_count);
    const uint8_t *entry = record + PAL_RECORD_ENTRIES;
    const uint8_t *end = entry + 2 * (size_t)record[PAL_RECORD_COUNT];
    uint64_t over = 0;
    for (; end - entry >= 8; entry += 8)
        over |= (pal_lanes_of(entry) & PAL_LANES_CLASS) + add;
    if (entry < end)
        over |= (pal_lanes_of(entry) << (64 - 8 * (end - entry)) & PAL_LANES_CLASS) + add;
    return (over & PAL_LANES << 15) == 0 ? (size_t)(end - record) : 0;
}

static void read_features(pal_model *m, cursor *c)
{
    const uint8_t *record = (const uint8_t *)c->rest.ptr;
    const uint8_t *end = record + c->rest.len;
    const uint32_t buckets = (UINT32_MAX >> m->bucket_shift) + 1;
    uint32_t bucket = 0; /* that has no beginning yet */
    uint32_t last = 0;
    for (size_t i = 0; i < m->view.feature_count && !c->broken; i++) {
        size_t len = record_len(m, record, (size_t)(end - record));
        uint32_t hash = len != 0 ? pal_record_hash(record) : 0;
        if (hash <= last) { /* ascending, and never 0 */
            c->broken = true;
            break;
        }
        last = hash;
        uint32_t bit = hash >> m->filter_shift;
        m->filter[bit / 64] |= UINT64_C(1) << bit % 64;
        for (; bucket <= hash >> m->bucket_shift; bucket++)
            m->first[bucket] = (uint32_t)(record - m->bytes);
        record += len;
    }
    for (; bucket <= buckets; bucket++)
        m->first[bucket] = (uint32_t)(record - m->bytes);
    c->rest = pal_str_span((const char *)record, (const char *)end);
    for (size_t i = 0; !c->broken && i < PAL_FEATURES_RULES; i++)
        m->rules[i] = pal_model_find(m, pal_features_rules_hash(i));
}

/* What the bytes of records say: worked out once for each byte. */
static void read_bytes(pal_model *m)
{
    for (int byte = 0; byte <= UINT8_MAX; byte++) {
        const double value = m->view.value_scale * byte;
        m->weights[byte] = (double)(int8_t)byte;
        m->values[byte] =
            (pal_model_byte){.scaled = value * PAL_SCORE_FIXED,
                             .norm = pal_model_fixed(value * value * PAL_NORM_FIXED)};
    }
}

static bool make_table(pal_model *m, pal_arena *mem)
{
    unsigned buckets = BUCKET_BITS_MIN;
    while (((size_t)1 << buckets) < m->view.feature_count)
        buckets++;
    unsigned bits = FILTER_BITS_MIN;
    while (bits < FILTER_BITS_MAX && ((size_t)1 << bits) < m->view.feature_count * 8)
        bits++;
    m->first = pal_new(mem, uint32_t, ((size_t)1 << buckets) + 1);
    m->filter = pal_new(mem, uint64_t, (size_t)1 << (bits - 6));
    m->bucket_shift = 32 - buckets;
    m->filter_shift = 32 - bits;
    return m->first && m->filter;
}

static pal_status check_hash(pal_model *m, pal_arena *mem, pal_known *known, pal_str text,
                             const char *path, pal_error *err)
{
    pal_digest *digest = pal_digest_new_known(mem, known);
    if (!digest)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory for the model");
    pal_digest_add(digest, (pal_str){text.ptr, text.len - HASH_BYTES});
    pal_digest_hex(digest, m->sha256);
    static const char digits[] = "0123456789abcdef";
    const char *stored = text.ptr + text.len - HASH_BYTES;
    for (size_t i = 0; i < HASH_BYTES; i++) {
        unsigned byte = (unsigned char)stored[i];
        if (m->sha256[2 * i] != digits[byte >> 4] ||
            m->sha256[2 * i + 1] != digits[byte & 15])
            return pal_fail(err, PAL_EFORMAT, pal_loc_file(path),
                            "is damaged: its checksum does not fit; install it again");
    }
    return PAL_OK;
}

static bool reads_fit(const pal_model_view *view, uint32_t version)
{
    const unsigned known =
        PAL_MODEL_READS_SCORE | PAL_MODEL_READS_QUESTION | READS_OF_THREE;
    bool third = (view->reads & READS_OF_THREE) != 0;
    return (view->reads & ~known) == 0 && third == (version == 3) &&
           (!third || view->kind == PAL_MODEL_SENTIMENT);
}

static pal_status read_model(pal_model *m, pal_arena *mem, pal_known *known, pal_str text,
                             const char *path, pal_error *err)
{
    pal_loc at = pal_loc_file(path);
    cursor c = {.rest = text};
    pal_str head = take(&c, sizeof magic);
    if (!head.ptr || memcmp(head.ptr, magic, sizeof magic) != 0)
        return pal_fail(err, PAL_EFORMAT, at, "is not a model of palaute");
    uint32_t version = get_u32(&c);
    if (version == 0 || version > PAL_MODEL_VERSION)
        return pal_fail(err, PAL_EFORMAT, at,
                        "is a model of version %lu, this program reads versions 1 to %d; "
                        "train it again",
                        (unsigned long)version, PAL_MODEL_VERSION);
    if (c.rest.len < HASH_BYTES)
        return pal_fail(err, PAL_EFORMAT, at, "is cut short; install it again");
    pal_status status = check_hash(m, mem, known, text, path, err);
    if (status != PAL_OK)
        return status;
    c.rest.len -= HASH_BYTES;
    m->view.kind = (pal_model_kind)get_u32(&c);
    m->view.language = (pal_language)get_u32(&c);
    m->view.reads = version == 1 ? 0 : get_u32(&c);
    m->view.value_scale = get_real(&c);
    m->view.veto = get_real(&c);
    m->veto_odds = veto_odds_of(m->view.veto);
    m->view.class_count = get_u32(&c);
    m->view.feature_count = get_u32(&c);
    bool sound =
        !c.broken && m->view.feature_count <= c.rest.len / PAL_RECORD_MIN &&
        fabs(m->view.value_scale) <= SCALE_MAX &&
        (m->view.kind == PAL_MODEL_SENTIMENT || m->view.kind == PAL_MODEL_THEMES ||
         (m->view.kind == PAL_MODEL_OWN && version > 1)) &&
        reads_fit(&m->view, version) &&
        (m->view.language == PAL_LANGUAGE_FI || m->view.language == PAL_LANGUAGE_EN) &&
        m->view.class_count != 0 && m->view.class_count <= PAL_MODEL_CLASSES_MAX &&
        m->view.feature_count <= FEATURES_MAX;
    m->bytes = (const uint8_t *)text.ptr;
    if (sound && (!read_classes(m, &c, mem) || !make_table(m, mem)))
        return pal_fail(err, PAL_ENOMEM, at, "no memory for the model");
    if (sound) {
        read_bytes(m);
        read_features(m, &c);
    }
    if (!sound || c.broken || c.rest.len != 0)
        return pal_fail(err, PAL_EFORMAT, at, "is damaged: its sizes do not fit");
    return PAL_OK;
}

pal_status pal_model_open_known(pal_model **out, pal_arena *mem, const char *path,
                                pal_known *known, pal_error *err)
{
    pal_model *m = pal_new(mem, pal_model, 1);
    if (!m)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory for the model");
    pal_str text;
    pal_status status = pal_io_read(&text, mem, path, FILE_LIMIT, err);
    if (status == PAL_OK)
        status = read_model(m, mem, known, text, path, err);
    if (status == PAL_OK)
        *out = m;
    return status;
}

pal_status pal_model_open(pal_model **out, pal_arena *mem, const char *path,
                          pal_error *err)
{
    return pal_model_open_known(out, mem, path, NULL, err);
}

const pal_model_view *pal_model_of(const pal_model *m)
{
    return &m->view;
}

pal_str pal_model_sha256(const pal_model *m)
{
    return (pal_str){m->sha256, PAL_DIGEST_HEX_LEN};
}
