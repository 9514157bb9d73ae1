#include "earlier.h"

#include "base/fail.h"
#include "base/io.h"
#include "base/map.h"
#include "base/str.h"
#include "ingest/csv.h"
#include "ingest/result_folder.h"
#include "ingest/source.h"
#include "stats/bridge.h"

/* Columns of comments.csv that only this file reads. */
enum { COLUMN_BAND = 4, COLUMN_LANGUAGE = 5 };
enum { ROW_NUMBER_MAX = 24 };
static const size_t SCRATCH_LIMIT = (size_t)64 << 20;

typedef struct reader {
    pal_source *source;
    pal_csv *csv;
    pal_map *index; /* theme id -> number */
    size_t theme_count;
    pal_bridge_group group; /* scored rows */
    uint64_t *mentions;
    pal_earlier_tags *out;
    const pal_survey *survey;
    size_t input;
    /* the row that is being read: its comments stand on as many lines */
    char number[ROW_NUMBER_MAX];
    size_t number_len;
    pal_band band;
    bool commented;
    bool *has;
    uint32_t *list;
    size_t count;
} reader;

static pal_status feed(void *ctx, pal_str *chunk, pal_error *err)
{
    reader *r = ctx;
    return pal_source_next(r->source, chunk, err);
}

static pal_band band_of(pal_str name)
{
    for (int b = PAL_BAND_DETRACTOR; b <= PAL_BAND_PROMOTER; b++)
        if (pal_str_equal(name, pal_str_from(pal_band_name((pal_band)b))))
            return (pal_band)b;
    return PAL_BAND_NONE;
}

static void end_row(reader *r)
{
    if (r->commented) {
        r->out->commented++;
        for (size_t i = 0; i < r->count; i++)
            r->mentions[r->list[i]]++;
        if (r->band != PAL_BAND_NONE)
            pal_bridge_count(&r->group, r->list, r->count,
                             (r->band == PAL_BAND_PROMOTER) -
                                 (r->band == PAL_BAND_DETRACTOR));
    }
    for (size_t i = 0; i < r->count; i++)
        r->has[r->list[i]] = false;
    r->count = 0;
    r->commented = false;
}

/* `theme:polarity;theme:polarity` */
static void take_tags(reader *r, pal_str cell)
{
    for (pal_cut cut = {.tail = cell, .found = cell.len != 0}; cut.found;) {
        cut = pal_str_cut(cut.tail, ';');
        const uint32_t *theme = pal_map_find(r->index, pal_str_cut(cut.head, ':').head);
        if (!theme) {
            r->out->unknown_tags++;
        } else if (!r->has[*theme]) {
            r->has[*theme] = true;
            r->list[r->count++] = *theme;
        }
    }
}

static void take_line(reader *r, const pal_record *line)
{
    pal_str number = pal_str_clip(line->cells[PAL_RESULT_ROW], ROW_NUMBER_MAX);
    if (!pal_str_equal(number, (pal_str){r->number, r->number_len})) {
        end_row(r);
        r->number_len = number.len;
        for (size_t i = 0; i < number.len; i++)
            r->number[i] = number.ptr[i];
    }
    r->band = band_of(line->cells[COLUMN_BAND]);
    r->commented = r->commented || line->cells[COLUMN_LANGUAGE].len != 0;
    take_tags(r, line->cells[PAL_RESULT_THEMES]);
}

static pal_status read_lines(reader *r, const char *path, pal_error *err)
{
    pal_record line = {0};
    pal_status status = pal_csv_next(r->csv, &line, err);
    if (status == PAL_OK && !pal_result_is_header(line.cells, line.count))
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(path),
                        "not the comments of an earlier result");
    while (status == PAL_OK && (status = pal_csv_next(r->csv, &line, err)) == PAL_OK) {
        bool fine = true;
        if (line.unclosed == 0 && line.count > PAL_RESULT_TEXT &&
            pal_survey_keeps(r->survey, &fine, r->input, line.cells, line.count))
            take_line(r, &line);
        if (!fine)
            return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory");
    }
    end_row(r);
    return status == PAL_DONE ? PAL_OK : status;
}

static bool open_reader(reader *r, pal_arena *mem, pal_arena *scratch,
                        const pal_earlier_lexicon *lexicon)
{
    r->theme_count = lexicon->theme_count;
    r->index = pal_map_new(scratch, 1);
    r->has = pal_new(scratch, bool, r->theme_count);
    r->list = pal_new(scratch, uint32_t, r->theme_count);
    r->group.themes = pal_new(scratch, pal_bridge_part, r->theme_count);
    r->mentions = pal_new(mem, uint64_t, r->theme_count);
    if (!r->index || !r->has || !r->list || !r->group.themes || !r->mentions)
        return false;
    for (uint32_t t = 0; t < r->theme_count; t++) {
        uint32_t *at = pal_map_at(r->index, lexicon->themes[t].id, NULL);
        if (!at)
            return false;
        *at = t;
    }
    return true;
}

static pal_status keep_sums(const reader *r, pal_arena *mem, const char *path,
                            pal_error *err)
{
    int64_t *sums = pal_new(mem, int64_t, r->theme_count);
    if (!sums)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(path), "no memory for its tags");
    for (size_t t = 0; t < r->theme_count; t++)
        sums[t] = r->group.themes[t].sum;
    r->out->scored = r->group.rows;
    r->out->mentions = r->mentions;
    r->out->sums = sums;
    return PAL_OK;
}

static pal_status read_tags(pal_earlier_tags *out, pal_arena *mem,
                            const pal_result_folder *folder, const pal_survey *survey,
                            size_t input, const pal_earlier_lexicon *lexicon,
                            pal_error *err)
{
    reader r = {.out = out, .survey = survey, .input = input};
    pal_arena *scratch = pal_arena_open(SCRATCH_LIMIT);
    pal_status status = PAL_OK;
    if (!scratch || !open_reader(&r, mem, scratch, lexicon))
        status = pal_fail(err, PAL_ENOMEM, pal_loc_file(folder->comments),
                          "no memory for its tags");
    if (status == PAL_OK)
        status = pal_source_open(&r.source, folder->comments, err);
    if (status == PAL_OK)
        status = pal_csv_open(&r.csv, ',', feed, &r, folder->comments, err);
    if (status == PAL_OK)
        status = read_lines(&r, folder->comments, err);
    if (status == PAL_OK)
        status = keep_sums(&r, mem, folder->comments, err);
    pal_csv_close(r.csv);
    pal_source_close(r.source);
    pal_arena_close(scratch);
    return status;
}

pal_status pal_earlier_read(const pal_earlier_tags **out, size_t *count, pal_arena *mem,
                            const char *const *inputs, size_t input_count,
                            const pal_survey *survey, const pal_earlier_lexicon *lexicon,
                            pal_error *err)
{
    pal_earlier_tags *list = pal_new(mem, pal_earlier_tags, input_count);
    size_t have = 0;
    if (!list)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the inputs");
    for (size_t i = 0; i < input_count; i++) {
        pal_result_folder folder;
        pal_status status = pal_result_folder_find(&folder, mem, inputs[i], err);
        if (status != PAL_OK)
            return status;
        if (!folder.comments || pal_str_equal(folder.lexicon_sha256, lexicon->sha256))
            continue;
        list[have] = (pal_earlier_tags){.wave = pal_io_name(pal_str_from(inputs[i])),
                                        .sha256 = folder.lexicon_sha256};
        status = read_tags(&list[have++], mem, &folder, survey, i, lexicon, err);
        if (status != PAL_OK)
            return status;
    }
    *out = list;
    *count = have;
    return PAL_OK;
}
