#include "ingest/columns.h"

#include "base/fail.h"
#include "base/say.h"
#include "base/str.h"
#include "ingest/measure_columns.h"
#include "ingest/names.h"
#include "ingest/profile.h"
#include "ingest/result_folder.h"
#include "ingest/scales.h"
#include "ingest/wanted.h"

#include <string.h>

enum { SEGMENTS_MAX = 10, SEGMENT_VALUES_MIN = 2, SEGMENT_VALUES_MAX = 30 };

/* The decision while it is made. */
typedef struct finder {
    pal_columns *made;
    pal_arena *mem;
    const pal_dialect *dialect;
    const pal_options *opt;
    bool lenient;
    const char *file;
    pal_error *err;
} finder;

static void use(finder *f, int column, pal_use what, const char *why)
{
    f->made->items[column].use = what;
    f->made->items[column].why = pal_str_from(why);
}

/* At least `percent` of the filled cells? Never of none. */
static bool mostly(size_t part, const pal_profile *seen, size_t percent)
{
    return part != 0 && part * 100 >= seen->filled * percent;
}

static bool says(const pal_column *c, pal_name what)
{
    return pal_name_says(c->folded, what) || pal_name_says(c->folded_key, what);
}

static bool is_free(const pal_column *c)
{
    return c->use == PAL_USE_NONE && c->seen.filled != 0;
}

static bool is_none(const char *name)
{
    return strcmp(name, "-") == 0;
}

/* ---------------------------------------------------------------- personal */

static bool is_personal(const pal_column *c)
{
    const pal_profile *seen = &c->seen;
    if (mostly(seen->mails, seen, 50))
        return true;
    /* "How was our phone service?" is a question, not a phone number */
    size_t words = 1;
    for (size_t i = 0; i < c->folded.len; i++)
        words += c->folded.ptr[i] == ' ';
    bool is_answer = seen->words > seen->filled * 4 || mostly(seen->scores, seen, 80);
    /* "Which of these do you use?: Phone" is a choice */
    bool is_choice = pal_str_has(c->label, PAL_STR(": "));
    return words <= 4 && !is_answer && !is_choice && says(c, PAL_NAME_PERSONAL);
}

/* ------------------------------------------------------------- asked for */

/* A group or a wave is shown by name in every table. */
static pal_status check_personal(finder *f, const pal_column *c, pal_use what)
{
    bool shown = what == PAL_USE_SEGMENT || what == PAL_USE_WAVE || what == PAL_USE_ID;
    if (!shown || f->opt->keep_personal_data || f->dialect->result || !is_personal(c))
        return PAL_OK;
    pal_str label = pal_str_clip(c->label, 60);
    return pal_fail(
        f->err, PAL_EUSAGE, pal_loc_file(f->file),
        "the column '%.*s' tells who the respondents are; name another one for "
        "--%s, or say --keep-personal-data",
        PAL_ARG(label), pal_use_name(what).ptr);
}

static pal_status take_one(finder *f, const char *name, pal_use what, int *out)
{
    if (!name || is_none(name))
        return PAL_OK;
    int column = 0;
    pal_str role = pal_use_name(what);
    bool optional = f->lenient && what != PAL_USE_SCORE && what != PAL_USE_TEXT &&
                    what != PAL_USE_WEIGHT;
    pal_status status =
        pal_wanted_find(&column, f->mem, f->made->items, f->made->count, name, role.ptr,
                        f->file, optional ? NULL : f->err);
    if (optional && status == PAL_EUSAGE) {
        *out = PAL_NO_COLUMN;
        return PAL_OK;
    }
    if (status != PAL_OK)
        return status;
    *out = column;
    status = check_personal(f, &f->made->items[column], what);
    use(f, column, what, "asked for");
    return status;
}

static pal_status take_list(finder *f, const char *const *names, pal_use what,
                            const int **out, size_t *count)
{
    size_t len = 0;
    while (names && names[len])
        len++;
    if (len == 0 || is_none(names[0]))
        return PAL_OK;
    int *list = pal_new(f->mem, int, len);
    if (!list)
        return pal_fail(f->err, PAL_ENOMEM, pal_loc_file(f->file), "no memory");
    for (size_t i = 0; i < len; i++) {
        pal_status status = take_one(f, names[i], what, &list[i]);
        if (status != PAL_OK)
            return status;
    }
    *out = list;
    *count = len;
    return PAL_OK;
}

static pal_status take_wanted(finder *f)
{
    const pal_options *opt = f->opt;
    pal_columns *made = f->made;
    pal_status status = take_one(f, opt->id, PAL_USE_ID, &made->id);
    if (status == PAL_OK)
        status = take_one(f, opt->date, PAL_USE_DATE, &made->date);
    if (status == PAL_OK)
        status = take_one(f, opt->language_column, PAL_USE_LANGUAGE, &made->language);
    if (status == PAL_OK)
        status = take_list(f, opt->segment, PAL_USE_SEGMENT, &made->segments,
                           &made->segment_count);
    if (status == PAL_OK)
        status = take_list(f, opt->text, PAL_USE_TEXT, &made->texts, &made->text_count);
    if (status == PAL_OK)
        status = take_one(f, opt->wave, PAL_USE_WAVE, &made->wave);
    if (status == PAL_OK)
        status = take_one(f, opt->weight, PAL_USE_WEIGHT, &made->weight);
    if (status == PAL_OK)
        status = take_one(f, opt->score, PAL_USE_SCORE, &made->score);
    if (status == PAL_OK)
        status = pal_measure_columns_find(made, f->mem, opt, f->lenient, f->file, f->err);
    return status;
}

/* --------------------------------------------------------------- put aside */

static bool is_band(const pal_column *c)
{
    const pal_profile *seen = &c->seen;
    bool coded = seen->value[1] + seen->value[2] + seen->value[3] == seen->filled;
    return mostly(seen->bands, seen, 80) || (coded && says(c, PAL_NAME_BAND));
}

static void put_aside(finder *f)
{
    for (size_t i = 0; i < f->made->count; i++) {
        pal_column *c = &f->made->items[i];
        if (c->use != PAL_USE_NONE)
            continue;
        if (is_personal(c))
            use(f, (int)i, PAL_USE_DROPPED, "tells who the respondent is: never read");
        else if (c->seen.filled != 0 && is_band(c))
            use(f, (int)i, PAL_USE_BAND, "NPS bands; they are made from the score again");
        else if (c->seen.filled == 0)
            c->why = PAL_STR("empty in the sample");
    }
}

/* ------------------------------------------------------------------- score */

/* How much the heading promises a score: 0 = nothing. */
static int promise(const pal_column *c)
{
    if (says(c, PAL_NAME_NPS))
        return 3;
    if (says(c, PAL_NAME_RECOMMEND))
        return 2;
    return says(c, PAL_NAME_SCORE) ? 1 : 0;
}

static void find_score(finder *f)
{
    int best = 0;
    if (f->opt->score || f->dialect->stars)
        return;
    for (size_t i = 0; i < f->made->count; i++) {
        const pal_column *c = &f->made->items[i];
        const pal_profile *seen = &c->seen;
        int promised = is_free(c) && !says(c, PAL_NAME_STARS) ? promise(c) : 0;
        /* the plainer the heading, the more broken cells are refusals, not another
         * meaning */
        bool fits = seen->scores != 0 &&
                    mostly(seen->scores + seen->no_answers, seen, promised > 1 ? 60 : 90);
        if (fits && promised > best) {
            best = promised;
            f->made->score = (int)i;
        }
    }
    if (best != 0)
        use(f, f->made->score, PAL_USE_SCORE,
            best == 3   ? "the heading says NPS, the values are scores"
            : best == 2 ? "asks whether one would recommend, the values are scores"
                        : "the heading says score, the values are scores");
}

/* ----------------------------------------------------- id, wave, date, language */

static void find_id(finder *f)
{
    for (size_t i = 0; !f->opt->id && i < f->made->count; i++) {
        const pal_column *c = &f->made->items[i];
        if (!is_free(c) || !says(c, PAL_NAME_ID) || says(c, PAL_NAME_TECHNICAL) ||
            !mostly(c->seen.distinct, &c->seen, 90) || c->seen.longest > 100)
            continue;
        f->made->id = (int)i;
        use(f, (int)i, PAL_USE_ID, "the heading says so, the values differ");
        return;
    }
}

static void find_language(finder *f)
{
    for (size_t i = 0; !f->opt->language_column && i < f->made->count; i++) {
        const pal_column *c = &f->made->items[i];
        if (!is_free(c) || !says(c, PAL_NAME_LANGUAGE) || c->seen.longest > 30 ||
            c->seen.distinct > SEGMENT_VALUES_MAX)
            continue;
        f->made->language = (int)i;
        use(f, (int)i, PAL_USE_LANGUAGE, "the heading says so, the values are short");
        return;
    }
}

static void find_date(finder *f)
{
    int best = 0;
    for (size_t i = 0; !f->opt->date && i < f->made->count; i++) {
        const pal_column *c = &f->made->items[i];
        if (!is_free(c) || !mostly(c->seen.dates, &c->seen, 80))
            continue;
        int points = says(c, PAL_NAME_LATE_DATE) ? 3 : says(c, PAL_NAME_DATE) ? 2 : 1;
        if (points > best) {
            best = points;
            f->made->date = (int)i;
        }
    }
    if (best != 0)
        use(f, f->made->date, PAL_USE_DATE,
            best == 1 ? "the values are dates"
                      : "the heading says so, the values are dates");
}

static void find_wave(finder *f)
{
    for (size_t i = 0; !f->opt->wave && i < f->made->count; i++) {
        const pal_column *c = &f->made->items[i];
        if (!is_free(c) || !says(c, PAL_NAME_WAVE) || c->seen.longest > 60 ||
            c->seen.distinct > 2 * SEGMENT_VALUES_MAX ||
            c->seen.filled * 2 < f->made->rows)
            continue;
        f->made->wave = (int)i;
        use(f, (int)i, PAL_USE_WAVE, "the heading says so, the values repeat");
        return;
    }
}

static void settle_dates(finder *f)
{
    pal_columns *made = f->made;
    if (made->wave >= 0 && f->opt->wave) {
        const pal_profile *seen = &made->items[made->wave].seen;
        made->wave_is_date = mostly(seen->dates, seen, 80);
    }
    int column = made->wave_is_date ? made->wave : made->date;
    if (column < 0)
        return;
    const pal_profile *seen = &made->items[column].seen;
    bool first = seen->order > 0 || (seen->order == 0 && f->dialect->month_first);
    made->date_order = first ? PAL_MONTH_FIRST : PAL_DAY_FIRST;
    made->date_doubt = seen->order == 0 && !f->dialect->month_first &&
                       pal_str_has(pal_str_clip(seen->sample, 6), PAL_STR("/")) &&
                       pal_str_find(seen->sample, PAL_STR("/")) < 4;
}

/* -------------------------------------------------------------------- texts */

static bool is_category(const pal_column *c)
{
    const pal_profile *seen = &c->seen;
    return seen->filled >= 8 && seen->distinct * 2 <= seen->filled &&
           seen->distinct <= SEGMENT_VALUES_MAX && seen->words < seen->filled * 6;
}

static bool could_be_text(const pal_column *c)
{
    const pal_profile *seen = &c->seen;
    return is_free(c) && !mostly(seen->numbers, seen, 50) &&
           !mostly(seen->dates, seen, 50) && !says(c, PAL_NAME_TECHNICAL);
}

/* Qualtrics says so in its own name: QID2_TEXT. */
static bool says_text(const pal_column *c)
{
    return says(c, PAL_NAME_TEXT) || (pal_str_starts(c->key, PAL_STR("QID")) &&
                                      pal_str_ends(c->key, PAL_STR("_TEXT")));
}

static bool is_text(const finder *f, const pal_column *c, const char **why)
{
    const pal_profile *seen = &c->seen;
    if (!could_be_text(c) || is_category(c))
        return false;
    bool long_text = seen->words >= seen->filled * 4 && seen->bytes >= seen->filled * 20;
    if (says_text(c) && (long_text || seen->filled >= 8 || f->dialect->stars ||
                         seen->words * 2 >= seen->filled * 3)) {
        *why = "the heading asks for words, the values are text";
        return true;
    }
    *why = "long text with many different values";
    return long_text && mostly(seen->distinct, seen, 50);
}

/* The likeliest column when none is plainly text. */
static int best_guess(const finder *f)
{
    int best = PAL_NO_COLUMN;
    size_t points = 0;
    for (size_t i = 0; i < f->made->count; i++) {
        const pal_column *c = &f->made->items[i];
        if (!could_be_text(c))
            continue;
        size_t mean = c->seen.bytes / c->seen.filled;
        bool named = says_text(c);
        bool alone = f->made->count == 1;
        if (!named && !alone && (mean < 15 || is_category(c)))
            continue;
        size_t got = (named ? 1000U : 0U) + mean + 1;
        if (got > points) {
            points = got;
            best = (int)i;
        }
    }
    return best;
}

static pal_status find_texts(finder *f)
{
    pal_columns *made = f->made;
    if ((f->opt->text && f->opt->text[0]) || made->text_count != 0)
        return PAL_OK;
    int *list = pal_new(f->mem, int, made->count);
    if (!list)
        return pal_fail(f->err, PAL_ENOMEM, pal_loc_file(f->file), "no memory");
    size_t count = 0;
    for (size_t i = 0; i < made->count; i++) {
        const char *why = NULL;
        if (is_text(f, &made->items[i], &why)) {
            list[count++] = (int)i;
            use(f, (int)i, PAL_USE_TEXT, why);
        }
    }
    if (count == 0 && best_guess(f) >= 0) {
        list[0] = best_guess(f);
        use(f, list[count++], PAL_USE_TEXT, "the most text there is");
    }
    made->texts = list;
    made->text_count = count;
    return PAL_OK;
}

/* ----------------------------------------------------------------- segments */

static const char *not_segment(const finder *f, const pal_column *c)
{
    const pal_profile *seen = &c->seen;
    if (says(c, PAL_NAME_TECHNICAL))
        return "about the tool, not the respondent";
    if (mostly(seen->dates, seen, 80))
        return "another date";
    if (mostly(seen->scores, seen, 90) && promise(c) > 1)
        return "another score";
    if (seen->distinct < SEGMENT_VALUES_MIN)
        return "the same value in every row";
    if (seen->distinct > SEGMENT_VALUES_MAX)
        return "too many different values for a segment";
    if (seen->filled < 2 * seen->distinct || seen->filled * 5 < f->made->rows)
        return "the values do not repeat, or few rows have one";
    if (mostly(seen->numbers, seen, 80) && seen->distinct > 7)
        return "numbers of many values";
    if (seen->bytes > seen->filled * 60 || seen->longest > 200)
        return "too long for a segment";
    return NULL;
}

static pal_status find_segments(finder *f)
{
    pal_columns *made = f->made;
    bool asked = f->dialect->result || (f->opt->segment && f->opt->segment[0]);
    int *list = pal_new(f->mem, int, SEGMENTS_MAX);
    if (!list)
        return pal_fail(f->err, PAL_ENOMEM, pal_loc_file(f->file), "no memory");
    size_t count = 0;
    for (size_t i = 0; i < made->count; i++) {
        pal_column *c = &made->items[i];
        if (!is_free(c))
            continue;
        const char *no = not_segment(f, c);
        if (no || asked) {
            c->why = pal_str_from(no ? no : "other segments are asked for");
        } else if (count == SEGMENTS_MAX) {
            c->why = PAL_STR("the first 10 segments are taken; --segment names others");
        } else {
            list[count++] = (int)i;
            c->use = PAL_USE_SEGMENT;
            c->why = pal_say(f->mem, "%zu values that repeat", c->seen.distinct);
        }
    }
    if (!asked) {
        made->segments = list;
        made->segment_count = count;
    }
    return PAL_OK;
}

static pal_status set_up(finder *f, const pal_table *table)
{
    pal_columns *made = f->made;
    const pal_dialect *d = f->dialect;
    made->count = d->width;
    made->rows = table->count > d->header_rows ? table->count - d->header_rows : 0;
    made->score = made->id = made->wave = made->date = made->language = PAL_NO_COLUMN;
    made->weight = PAL_NO_COLUMN;
    made->items = pal_new(f->mem, pal_column, made->count);
    bool fine = made->items != NULL;
    for (size_t i = 0; fine && i < made->count; i++) {
        pal_column *c = &made->items[i];
        c->label = d->labels[i];
        c->key = d->keys[i];
        c->folded = pal_name_fold(f->mem, c->label);
        c->folded_key = pal_name_fold(f->mem, c->key);
        fine = fine && c->folded.ptr && c->folded_key.ptr;
    }
    if (!fine)
        return pal_fail(f->err, PAL_ENOMEM, pal_loc_file(f->file), "no memory");
    return pal_profile_columns(made->items, made->count, table, d->header_rows, f->err);
}

pal_status pal_columns_find(pal_columns *out, pal_arena *mem, const pal_table *table,
                            const pal_dialect *dialect, const pal_options *opt,
                            bool lenient, const char *file, pal_error *err)
{
    pal_columns made = {0};
    finder f = {&made, mem, dialect, opt, lenient, file, err};
    pal_status status = set_up(&f, table);
    if (status == PAL_OK)
        status = take_wanted(&f);
    if (status == PAL_OK && dialect->result)
        status = pal_result_columns(&made, mem, dialect, opt, err);
    if (status != PAL_OK)
        return status;
    put_aside(&f);
    find_score(&f);
    find_id(&f);
    find_language(&f);
    find_date(&f);
    find_wave(&f);
    settle_dates(&f);
    status = find_texts(&f);
    if (status == PAL_OK)
        status = find_segments(&f);
    if (status == PAL_OK)
        status = pal_scale_find(&made, mem, dialect, opt, file, err);
    if (status == PAL_OK)
        *out = made;
    return status;
}

pal_str pal_use_name(pal_use use_of)
{
    static const pal_str names[PAL_USE_COUNT] = {
        PAL_INIT(""),     PAL_INIT("score"),   PAL_INIT("text"),     PAL_INIT("id"),
        PAL_INIT("wave"), PAL_INIT("date"),    PAL_INIT("language"), PAL_INIT("segment"),
        PAL_INIT("band"), PAL_INIT("dropped"), PAL_INIT("weight"),   PAL_INIT("measure"),
    };
    return names[use_of];
}
