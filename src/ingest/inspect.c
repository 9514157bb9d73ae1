#include "ingest/survey.h"

#include "base/buf.h"
#include "base/fail.h"
#include "base/num.h"
#include "base/say.h"
#include "base/str.h"
#include "base/unicode.h"
#include "ingest/cells.h"
#include "ingest/look.h"
#include "ingest/measure_cells.h"
#include "ingest/measure_columns.h"
#include "ingest/mend.h"

#include <string.h>

enum { SAMPLE_BYTES = 60, WARNINGS_MAX = 16 };

/* What a look says, for people. */
typedef struct teller {
    const pal_look *look;
    pal_arena *mem;
    pal_str *warnings;
    size_t warning_count;
} teller;

static void warn(teller *t, pal_str text)
{
    if (t->warning_count < WARNINGS_MAX)
        t->warnings[t->warning_count++] = text;
}

static void warn_about_columns(teller *t)
{
    const pal_columns *c = &t->look->columns;
    if (c->text_count == 0)
        warn(t, PAL_STR("no column of comments was found; name it with --text"));
    if (c->score < 0)
        warn(t,
             PAL_STR("no score column was found, so there will be no NPS; name it with "
                     "--score"));
    else if (c->scale_doubt.len != 0)
        warn(t, c->scale_doubt);
    size_t others = 0;
    for (size_t i = 0; i < c->count; i++)
        others +=
            strcmp(c->items[i].why.ptr ? c->items[i].why.ptr : "", "another score") == 0;
    if (c->score >= 0 && others != 0)
        warn(t, pal_say(t->mem,
                        "%zu other column%s could be the score; --score names another",
                        others, others == 1 ? "" : "s"));
    if (c->date_doubt)
        warn(t, PAL_STR(
                    "the dates do not tell whether the day or the month comes first; the "
                    "day is assumed"));
}

/* How many sampled cells of a measure cannot be read, and the first of them. */
static size_t count_unreadable(const teller *t, const pal_measure_column *m,
                               pal_str *first)
{
    const pal_table *table = &t->look->table;
    size_t count = 0;
    for (size_t r = t->look->dialect.header_rows; r < table->count; r++) {
        const pal_record *row = &table->rows[r];
        if ((size_t)m->column >= row->count || row->unclosed != 0)
            continue;
        pal_str cell = row->cells[m->column];
        if (pal_measure_read(t->mem, &m->is, cell) != PAL_MEASURE_UNREADABLE)
            continue;
        if (count++ == 0)
            *first = cell;
    }
    return count;
}

static void warn_about_measures(teller *t)
{
    const pal_columns *c = &t->look->columns;
    for (size_t i = 0; i < c->measure_count; i++) {
        const pal_measure_column *m = &c->measures[i];
        pal_str cell = {"", 0};
        size_t count = m->doubt.len != 0 ? 0 : count_unreadable(t, m, &cell);
        pal_str shown = pal_line_mend(t->mem, pal_str_clip(cell, 20), t->look->latin);
        if (m->doubt.len != 0)
            warn(t, m->doubt);
        if (count != 0 && shown.ptr)
            warn(t, pal_say(t->mem,
                            "%zu value%s of the %s column '%.*s' cannot be read, as "
                            "'%.*s', and so count%s as missing",
                            count, count == 1 ? "" : "s", pal_measure_name(m->is.kind),
                            PAL_ARG(pal_str_clip(m->is.column, SAMPLE_BYTES)),
                            PAL_ARG(shown), count == 1 ? "s" : ""));
    }
    for (size_t i = 0; i < c->count; i++) {
        const char *option = pal_measure_suggest(&c->items[i]);
        if (option)
            warn(t,
                 pal_say(t->mem,
                         "column '%.*s' looks like a measure of its own; %s takes it "
                         "as one",
                         PAL_ARG(pal_str_clip(c->items[i].label, SAMPLE_BYTES)), option));
    }
}

static bool is_bad_utf8(const pal_table *table)
{
    for (size_t r = 0; r < table->count; r++)
        for (size_t i = 0; i < table->rows[r].count; i++)
            if (!pal_unicode_valid(table->rows[r].cells[i]))
                return true;
    return false;
}

static void warn_about_rows(teller *t)
{
    const pal_look *look = t->look;
    size_t ragged = 0;
    for (size_t r = look->dialect.header_rows; r < look->table.count; r++)
        ragged += look->table.rows[r].count != look->dialect.width;
    if (look->table.broken != 0)
        warn(t, pal_say(t->mem,
                        "%zu rows have a quote that is never closed; they will be "
                        "refused",
                        look->table.broken));
    if (ragged > look->table.broken)
        warn(t, pal_say(t->mem,
                        "%zu of %zu rows have not the %zu cells of the header; if most "
                        "do, --delimiter may help",
                        ragged, look->columns.rows, look->dialect.width));
    if (look->encoding.doubtful)
        warn(t, pal_say(t->mem,
                        "the encoding is a guess between several; look at the letters "
                        "with dots, and say --encoding if they are wrong"));
    if (look->latin && is_bad_utf8(&look->table))
        warn(t,
             PAL_STR("some cells are not UTF-8 and are read as windows-1252; --encoding "
                     "states one for all"));
}

/* A word for sh: as it is when nothing in it is special, else in single quotes. */
static void add_quoted(pal_buf *b, pal_str word)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
        "_-+=.,/:@%";
    bool simple = word.len != 0;
    for (size_t i = 0; i < word.len; i++)
        simple = simple && word.ptr[i] != '\0' && strchr(plain, word.ptr[i]);
    if (simple) {
        pal_buf_add(b, word);
        return;
    }
    pal_buf_byte(b, '\'');
    for (size_t i = 0; i < word.len; i++) {
        if (word.ptr[i] == '\'')
            pal_buf_cstr(b, "'\\'");
        pal_buf_byte(b, word.ptr[i]);
    }
    pal_buf_byte(b, '\'');
}

/* Headings that are whole questions are named by number, and so is "-", which as a name
 * means that there is none. */
static void add_column(pal_buf *b, const char *option, const pal_columns *columns,
                       int column)
{
    enum { SHORT = 40 };
    if (column < 0)
        return;
    pal_buf_byte(b, ' ');
    pal_buf_cstr(b, option);
    pal_buf_byte(b, ' ');
    pal_str label = columns->items[column].label;
    if (label.len <= SHORT && !pal_str_equal(label, PAL_STR("-")))
        add_quoted(b, label);
    else
        pal_num_uint(b, (uint64_t)column + 1);
}

/* "--csat 'Arvio:1-5'"; the columns of the index in one option. */
static void add_measures(pal_buf *b, const pal_columns *columns)
{
    static const char *const scales[] = {"", ":0-10", ":1-10", ":1-7", ":1-5"};
    static const char *const options[PAL_MEASURE_KIND_COUNT] = {
        "",        " --csat ",           " --ces ", " --enps ", " --csi ",
        " --fcr ", " --resolution-time "};
    pal_measure_kind last = PAL_MEASURE_SCORE;
    pal_buf word = {0};
    for (size_t i = 0; i < columns->measure_count; i++) {
        const pal_measure_column *m = &columns->measures[i];
        bool index = m->is.kind == PAL_MEASURE_CSI;
        pal_buf_cstr(&word, index && last == PAL_MEASURE_CSI ? "," : "");
        if (m->is.column.len <= SAMPLE_BYTES &&
            !(index && pal_str_has(m->is.column, PAL_STR(","))))
            pal_buf_add(&word, m->is.column);
        else
            pal_num_uint(&word, (uint64_t)m->column + 1);
        if (m->doubt.len == 0)
            pal_buf_cstr(&word, scales[m->is.scale]);
        if (m->is.kind == PAL_MEASURE_CES && m->doubt.len == 0)
            pal_buf_cstr(&word, m->is.low_is_good ? ":low" : ":high");
        if (m->is.unit != PAL_TIME_NONE) {
            pal_buf_byte(&word, ':');
            pal_buf_cstr(&word, pal_time_unit_name(m->is.unit));
        }
        if (index) {
            pal_buf_byte(&word, '=');
            pal_num_json(&word, (double)m->is.weight / PAL_WEIGHT_UNIT);
        }
        last = m->is.kind;
        if (index && i + 1 < columns->measure_count)
            continue;
        pal_buf_cstr(b, options[m->is.kind]);
        add_quoted(b, pal_buf_view(&word));
        b->failed = b->failed || word.failed;
        pal_buf_clear(&word);
    }
    pal_buf_release(&word);
}

static pal_str option_line(const teller *t)
{
    static const char *const scales[] = {"", "0-10", "1-10", "1-7", "1-5"};
    const pal_columns *c = &t->look->columns;
    char delimiter[] = {t->look->table.delimiter, '\0'};
    pal_buf b = {0};
    pal_buf_cstr(&b, "--encoding ");
    add_quoted(&b, t->look->encoding.name);
    pal_buf_cstr(&b, " --delimiter ");
    add_quoted(&b, delimiter[0] == '\t' ? PAL_STR("tab") : pal_str_from(delimiter));
    add_column(&b, "--score", c, c->score);
    if (c->score < 0)
        pal_buf_cstr(&b, " --score -");
    if (c->score >= 0 && c->scale_doubt.len == 0) {
        pal_buf_cstr(&b, " --scale ");
        pal_buf_cstr(&b, scales[c->scale]);
    }
    for (size_t i = 0; i < c->text_count; i++)
        add_column(&b, "--text", c, c->texts[i]);
    add_column(&b, "--id", c, c->id);
    add_column(&b, "--wave", c, c->wave);
    add_column(&b, "--date", c, c->date);
    add_column(&b, "--language-column", c, c->language);
    add_column(&b, "--weight", c, c->weight);
    add_measures(&b, c);
    for (size_t i = 0; i < c->segment_count; i++)
        add_column(&b, "--segment", c, c->segments[i]);
    if (c->segment_count == 0)
        pal_buf_cstr(&b, " --segment -");
    pal_str line = {NULL, 0};
    if (!b.failed)
        line = pal_arena_copy(t->mem, pal_buf_view(&b));
    pal_buf_release(&b);
    return line;
}

static pal_column_guess *tell_columns(const teller *t)
{
    const pal_columns *c = &t->look->columns;
    pal_column_guess *out = pal_new(t->mem, pal_column_guess, c->count);
    for (size_t i = 0; out && i < c->count; i++) {
        const pal_column *from = &c->items[i];
        pal_str raw = pal_str_clip(from->seen.sample, 1024);
        pal_str sample = from->use == PAL_USE_DROPPED
                             ? (pal_str){"", 0}
                             : pal_line_mend(t->mem, raw, t->look->latin);
        if (!sample.ptr)
            return NULL;
        out[i] = (pal_column_guess){
            .number = i + 1,
            .name = from->label,
            .use = pal_use_name(from->use),
            .why = from->why.ptr ? from->why : (pal_str){"", 0},
            .filled = from->seen.filled,
            .distinct = from->seen.distinct,
            .sample = pal_str_clip(sample, SAMPLE_BYTES),
        };
    }
    return out;
}

static pal_status tell(pal_inspection *out, pal_arena *mem, const pal_look *look,
                       const pal_options *opt, const char *input, pal_error *err)
{
    teller t = {look, mem, pal_new(mem, pal_str, WARNINGS_MAX), 0};
    pal_str file = pal_arena_copy(mem, pal_str_from(input));
    pal_column_guess *columns = tell_columns(&t);
    pal_str options = option_line(&t);
    if (!t.warnings || !file.ptr || !columns || !options.ptr)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(input), "no memory");
    warn_about_columns(&t);
    warn_about_measures(&t);
    warn_about_rows(&t);
    const pal_columns *c = &look->columns;
    *out = (pal_inspection){
        .file = file,
        .bytes = look->bytes,
        .encoding = look->encoding.name,
        .encoding_why = look->encoding.why,
        .delimiter = look->table.delimiter,
        .delimiter_why = look->table.delimiter_why,
        .newline = look->table.newline,
        .dialect = look->dialect.name,
        .dialect_why = look->dialect.why,
        .header_rows = look->dialect.header_rows,
        .sampled_rows = c->rows,
        .scale = c->score < 0 || c->scale_doubt.len != 0 ? PAL_SCALE_NONE : c->scale,
        .scale_why = c->scale_doubt.len != 0 ? c->scale_doubt : c->scale_why,
        .language = opt->language,
        .columns = columns,
        .column_count = c->count,
        .warnings = t.warnings,
        .warning_count = t.warning_count,
        .options = options,
    };
    return PAL_OK;
}

pal_status pal_survey_inspect(pal_inspection *out, pal_arena *mem, const pal_options *opt,
                              const char *input, pal_error *err)
{
    pal_look look;
    pal_status status = pal_look_at(&look, mem, mem, opt, false, input, err);
    if (status != PAL_OK)
        return status;
    status = tell(out, mem, &look, opt, input, err);
    pal_source_close(look.source);
    return status;
}
