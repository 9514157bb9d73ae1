/* Agreement with a coded file. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "engine.h"

enum { GOLD_LIMIT = 256 * 1024 * 1024, TAGS_MAX = 256, HASH_DIGITS = 8, SPLITS = 3 };

typedef enum gold_column {
    GOLD_OVERALL,
    GOLD_THEMES,
    GOLD_COMMENT,
    GOLD_COUNT
} gold_column;

struct pal_evaluator {
    pal_arena *mem;
    pal_evaluation view;
};

typedef struct gold_file {
    const pal_engine *engine;
    pal_reader *reader;
    const char *path;
    size_t line;
    size_t at[GOLD_COUNT];   /* column numbers from 0 */
    pal_theme_score *scores; /* by theme */
    pal_split split;
    pal_arena *mem; /* of the slips */
    pal_digest *digest;
    pal_slip *slips;
    size_t slip_cap;
    pal_evaluation view;
} gold_file;

static pal_loc here(const gold_file *g)
{
    return (pal_loc){.file = g->path, .line = g->line};
}

static pal_status read_header(gold_file *g, pal_str line, pal_error *err)
{
    static const char *const names[GOLD_COUNT] = {"overall", "themes", "comment"};
    for (size_t i = 0; i < GOLD_COUNT; i++) {
        bool found = false;
        size_t column = 0;
        for (pal_cut cut = {.tail = line, .found = true}; cut.found && !found; column++) {
            cut = pal_str_cut(cut.tail, '\t');
            if (pal_str_equal(pal_str_trim(cut.head), pal_str_from(names[i]))) {
                g->at[i] = column;
                found = true;
            }
        }
        if (!found)
            return pal_fail(
                err, PAL_EFORMAT, here(g),
                "no column '%s'; the first line names id, overall, themes and "
                "comment, with TABs between them",
                names[i]);
    }
    return PAL_OK;
}

static bool read_polarity(pal_str name, pal_polarity *out)
{
    for (int p = PAL_NEUTRAL; p <= PAL_MIXED; p++)
        if (pal_str_equal(name, pal_str_from(pal_polarity_name((pal_polarity)p)))) {
            *out = (pal_polarity)p;
            return true;
        }
    return false;
}

static pal_status read_tags(const gold_file *g, pal_str field, pal_tag *tags,
                            size_t *count, pal_error *err)
{
    *count = 0;
    field = pal_str_trim(field);
    if (field.len == 0)
        return PAL_OK;
    for (pal_cut cut = {.tail = field, .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, ';');
        pal_cut tag = pal_str_cut(cut.head, ':');
        int32_t theme =
            pal_lexicon_find_theme(g->engine->lexicon, pal_str_trim(tag.head));
        if (theme < 0)
            return pal_fail(err, PAL_EFORMAT, here(g), "'%.*s' is not a theme",
                            PAL_ARG(pal_str_clip(tag.head, 40)));
        pal_polarity polarity = PAL_NEUTRAL;
        if (!read_polarity(pal_str_trim(tag.tail), &polarity) || polarity == PAL_MIXED)
            return pal_fail(err, PAL_EFORMAT, here(g),
                            "'%.*s' is not neg, neu or pos behind a theme",
                            PAL_ARG(pal_str_clip(tag.tail, 40)));
        if (*count == TAGS_MAX)
            return pal_fail(err, PAL_EFORMAT, here(g), "more than %d themes", TAGS_MAX);
        tags[(*count)++] = (pal_tag){.theme = (uint32_t)theme, .polarity = polarity};
    }
    return PAL_OK;
}

static bool in_split(const gold_file *g, pal_str comment)
{
    if (g->split == PAL_SPLIT_ALL)
        return true;
    char hex[PAL_DIGEST_HEX_LEN + 1];
    pal_digest_add(g->digest, comment);
    pal_digest_hex(g->digest, hex);
    hex[HASH_DIGITS] = '\0';
    bool test = strtoul(hex, NULL, 16) % SPLITS == 0;
    return test == (g->split == PAL_SPLIT_TEST);
}

/* --- differences --- */

static bool note_slip(gold_file *g, pal_slip slip)
{
    if (g->view.slip_count == g->slip_cap) {
        size_t cap = g->slip_cap * 2 + 256;
        pal_slip *grown = pal_arena_grow(g->mem, g->slips, g->slip_cap, cap,
                                         sizeof *grown, _Alignof(pal_slip));
        if (!grown)
            return false;
        g->slips = grown;
        g->slip_cap = cap;
    }
    slip.line = g->line;
    g->slips[g->view.slip_count++] = slip;
    return true;
}

static const pal_tag *tag_of(const pal_tag *tags, size_t count, uint32_t theme)
{
    for (size_t i = 0; i < count; i++)
        if (tags[i].theme == theme)
            return &tags[i];
    return NULL;
}

static bool note_found(gold_file *g, const pal_tag *tag, const pal_tag *gold,
                       const pal_reading_view *r, pal_str comment)
{
    pal_slip slip = {.kind = gold ? PAL_SLIP_POLARITY : PAL_SLIP_WRONG,
                     .theme = tag->theme,
                     .gold = gold ? gold->polarity : PAL_NEUTRAL,
                     .found = tag->polarity,
                     .comment = comment};
    for (size_t m = r->mention_count; m-- > 0;)
        if (r->mentions[m].theme == tag->theme) {
            const pal_mention *one = &r->mentions[m];
            slip.has_rule = true;
            slip.rule = one->rule;
            /* the view lives until the next text is read */
            slip.surface = pal_arena_copy(
                g->mem, (pal_str){r->text.ptr + one->start, one->end - one->start});
            if (!slip.surface.ptr)
                return false;
        }
    return note_slip(g, slip);
}

typedef struct coded {
    const pal_tag *tags;
    size_t count;
} coded;

static bool note_slips(gold_file *g, coded gold, coded found, pal_polarity overall,
                       const pal_reading_view *r, pal_str comment)
{
    bool fine = true;
    for (size_t i = 0; fine && i < gold.count; i++)
        if (!tag_of(found.tags, found.count, gold.tags[i].theme))
            fine = note_slip(g, (pal_slip){.kind = PAL_SLIP_MISSED,
                                           .theme = gold.tags[i].theme,
                                           .gold = gold.tags[i].polarity,
                                           .comment = comment});
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; fine && i < found.count; i++) {
            const pal_tag *in = tag_of(gold.tags, gold.count, found.tags[i].theme);
            if (pass == 0 ? !in : in && in->polarity != found.tags[i].polarity)
                fine = note_found(g, &found.tags[i], in, r, comment);
        }
    if (fine && overall != r->sentiment)
        fine = note_slip(g, (pal_slip){.kind = PAL_SLIP_OVERALL,
                                       .gold = overall,
                                       .found = r->sentiment,
                                       .comment = comment});
    return fine;
}

static void compare(gold_file *g, const pal_tag *gold, size_t gold_count,
                    const pal_tag *found, size_t found_count)
{
    for (size_t i = 0; i < gold_count; i++)
        g->scores[gold[i].theme].gold++;
    for (size_t k = 0; k < found_count; k++) {
        pal_theme_score *score = &g->scores[found[k].theme];
        score->found++;
        for (size_t i = 0; i < gold_count; i++)
            if (gold[i].theme == found[k].theme) {
                score->right++;
                score->right_polarity += gold[i].polarity == found[k].polarity;
            }
    }
}

static pal_status read_line(gold_file *g, pal_str line, pal_error *err)
{
    pal_str fields[GOLD_COUNT] = {{NULL, 0}};
    size_t column = 0;
    for (pal_cut cut = {.tail = line, .found = true}; cut.found; column++) {
        cut = pal_str_cut(cut.tail, '\t');
        for (size_t i = 0; i < GOLD_COUNT; i++)
            if (g->at[i] == column)
                fields[i] = cut.head;
    }
    pal_polarity overall;
    if (!read_polarity(pal_str_trim(fields[GOLD_OVERALL]), &overall))
        return pal_fail(err, PAL_EFORMAT, here(g), "'%.*s' is not neg, neu, pos or mixed",
                        PAL_ARG(pal_str_clip(fields[GOLD_OVERALL], 40)));
    if (!in_split(g, fields[GOLD_COMMENT]))
        return PAL_OK;
    pal_tag gold[TAGS_MAX];
    pal_tag found[TAGS_MAX];
    size_t gold_count;
    pal_status status = read_tags(g, fields[GOLD_THEMES], gold, &gold_count, err);
    pal_reading_view reading;
    if (status == PAL_OK)
        status = pal_read(g->reader, fields[GOLD_COMMENT], &reading, err);
    if (status != PAL_OK)
        return status;
    size_t found_count = pal_reader_tags(g->reader, found, TAGS_MAX);
    if (found_count > TAGS_MAX)
        found_count = TAGS_MAX;
    compare(g, gold, gold_count, found, found_count);
    if (!note_slips(g, (coded){gold, gold_count}, (coded){found, found_count}, overall,
                    &reading, fields[GOLD_COMMENT]))
        return pal_fail(err, PAL_ENOMEM, here(g), "no memory for the differences");
    g->view.comments++;
    g->view.confusion[overall][reading.sentiment]++;
    return PAL_OK;
}

static double f1(uint64_t right, uint64_t gold, uint64_t found)
{
    return gold + found ? 2.0 * (double)right / (double)(gold + found) : 0.0;
}

static double part(uint64_t a, uint64_t b)
{
    return b ? (double)a / (double)b : 0.0;
}

static void finish_overall(pal_evaluation *v)
{
    uint64_t right = 0;
    double sum = 0;
    size_t classes = 0;
    for (size_t c = 0; c < PAL_POLARITY_COUNT; c++) {
        uint64_t gold = 0;
        uint64_t found = 0;
        for (size_t k = 0; k < PAL_POLARITY_COUNT; k++) {
            gold += v->confusion[c][k];
            found += v->confusion[k][c];
        }
        right += v->confusion[c][c];
        if (gold != 0) {
            classes++;
            sum += f1(v->confusion[c][c], gold, found);
        }
    }
    v->overall_accuracy = part(right, v->comments);
    v->overall_macro_f1 = classes ? sum / (double)classes : 0.0;
}

/* Krippendorff's alpha of two coders who say yes or no to a theme in each of N comments:
 * 1 - D_o / D_e with D_o = disagreements / N and D_e = 2 n0 n1 / (2N (2N - 1)), n1 of all
 * 2N answers being yes. (stats/agreement.h has the general form.) */
static double alpha_of(const pal_theme_score *s, uint64_t comments)
{
    double units = (double)comments;
    double yes = (double)(s->gold + s->found);
    double no = 2.0 * units - yes;
    double apart = (double)(s->gold - s->right) + (double)(s->found - s->right);
    return 1.0 - apart / units * (2.0 * units * (2.0 * units - 1.0)) / (2.0 * yes * no);
}

static void finish(gold_file *g, pal_theme_score *kept)
{
    pal_evaluation *v = &g->view;
    pal_theme_score all = {0};
    double sum = 0;
    double alphas = 0;
    size_t in_gold = 0;
    size_t themes = pal_lexicon_theme_count(g->engine->lexicon);
    for (uint32_t i = 0; i < themes; i++) {
        pal_theme_score *s = &g->scores[i];
        s->theme = i;
        all.gold += s->gold;
        all.found += s->found;
        all.right += s->right;
        all.right_polarity += s->right_polarity;
        if (s->gold != 0) {
            in_gold++;
            sum += f1(s->right, s->gold, s->found);
            alphas += alpha_of(s, v->comments);
        }
        if (s->gold != 0 || s->found != 0)
            kept[v->theme_count++] = *s;
    }
    v->themes = kept;
    v->micro_precision = part(all.right, all.found);
    v->micro_recall = part(all.right, all.gold);
    v->micro_f1 = f1(all.right, all.gold, all.found);
    v->macro_f1 = in_gold ? sum / (double)in_gold : 0.0;
    v->alpha = in_gold ? alphas / (double)in_gold : (double)NAN;
    v->slips = g->slips;
    v->polarity_micro_f1 = f1(all.right_polarity, all.gold, all.found);
    finish_overall(v);
}

static pal_status read_gold(gold_file *g, pal_str text, pal_error *err)
{
    pal_status status = PAL_OK;
    if (pal_str_starts(text, PAL_STR("\xEF\xBB\xBF")))
        text = (pal_str){text.ptr + 3, text.len - 3};
    if (text.len == 0)
        return pal_fail(err, PAL_EFORMAT, here(g), "is empty");
    while (status == PAL_OK && text.len != 0) {
        pal_cut cut = pal_str_cut(text, '\n');
        text = cut.tail;
        g->line++;
        pal_str line = cut.head;
        if (line.len != 0 && line.ptr[line.len - 1] == '\r')
            line.len--;
        if (g->line == 1)
            status = read_header(g, line, err);
        else if (line.len != 0)
            status = read_line(g, line, err);
    }
    return status;
}

/* The language of the file, from its comments, unless it was said. */
static pal_status gold_language(pal_options *opt, const pal_engine *engine, pal_str text,
                                pal_error *err)
{
    enum { SAMPLE = 500 };
    pal_str lines[SAMPLE];
    size_t count = 0;
    for (pal_cut cut = pal_str_cut(text, '\n'); cut.found && count < SAMPLE;) {
        cut = pal_str_cut(cut.tail, '\n');
        /* the comment is the last column in the files we know; a wrong guess here only
         * changes the tie-break of short answers */
        pal_str line = cut.head;
        while (pal_str_cut(line, '\t').found)
            line = pal_str_cut(line, '\t').tail;
        lines[count++] = line;
    }
    pal_worker worker;
    pal_status status = pal_worker_open(&worker, engine, err);
    if (status != PAL_OK)
        return status;
    status = pal_worker_survey_language(&opt->language, &worker, lines, count, err);
    pal_worker_close(&worker);
    return status;
}

pal_status pal_evaluate(pal_evaluator **out, const pal_engine *engine,
                        const pal_options *opt, const char *gold, pal_error *err)
{
    pal_arena *mem = pal_arena_open((size_t)GOLD_LIMIT * 2);
    pal_evaluator *evaluator = mem ? pal_new(mem, pal_evaluator, 1) : NULL;
    size_t themes = pal_lexicon_theme_count(engine->lexicon);
    pal_theme_score *scores = mem ? pal_new(mem, pal_theme_score, themes) : NULL;
    pal_theme_score *kept = mem ? pal_new(mem, pal_theme_score, themes) : NULL;
    if (!evaluator || !scores || !kept) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(gold), "no memory");
    }
    gold_file g = {.engine = engine,
                   .path = gold,
                   .scores = scores,
                   .split = opt->split,
                   .mem = mem,
                   .digest = pal_digest_new(mem)};
    if (!g.digest) {
        pal_arena_close(mem);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(gold), "no memory");
    }
    pal_options own = *opt;
    pal_str text;
    pal_status status = pal_io_read(&text, mem, gold, GOLD_LIMIT, err);
    if (status == PAL_OK && own.language == PAL_LANGUAGE_OTHER)
        status = gold_language(&own, engine, text, err);
    if (status == PAL_OK)
        status = pal_reader_open(&g.reader, engine, &own, err);
    if (status == PAL_OK)
        status = read_gold(&g, text, err);
    pal_reader_close(g.reader);
    if (status != PAL_OK) {
        pal_arena_close(mem);
        return status;
    }
    finish(&g, kept);
    evaluator->mem = mem;
    evaluator->view = g.view;
    *out = evaluator;
    return PAL_OK;
}

const pal_evaluation *pal_evaluator_view(const pal_evaluator *evaluator)
{
    return &evaluator->view;
}

void pal_evaluator_close(pal_evaluator *evaluator)
{
    if (evaluator)
        pal_arena_close(evaluator->mem);
}
