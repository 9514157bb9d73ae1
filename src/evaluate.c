/* Agreement with a coded file. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "bootstrap.h"
#include "coded_file.h"
#include "engine.h"
#include "gold.h"

enum { GOLD_LIMIT = 256 * 1024 * 1024 };

struct pal_evaluator {
    pal_arena *mem;
    pal_evaluation view;
};

typedef struct coded_file {
    const pal_engine *engine;
    pal_reader *reader;
    const char *path;
    size_t line;
    pal_theme_score *scores; /* by theme */
    pal_arena *mem;          /* of the slips */
    pal_slip *slips;
    size_t slip_cap;
    pal_agreed *agreed; /* by comment */
    size_t agreed_cap;

    pal_evaluation view;
} coded_file;

static bool note_slip(coded_file *g, pal_slip slip)
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

static bool note_found(coded_file *g, const pal_tag *tag, const pal_tag *gold,
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

/* One that was not coded is not compared. */
static bool same_polarity(const pal_tag *gold, const pal_tag *found)
{
    return gold->polarity == PAL_GOLD_UNCODED || gold->polarity == found->polarity;
}

static bool note_slips(coded_file *g, coded gold, coded found, pal_polarity overall,
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
            if (pass == 0 ? !in : in && !same_polarity(in, &found.tags[i]))
                fine = note_found(g, &found.tags[i], in, r, comment);
        }
    if (fine && g->view.tone_coded && overall != r->sentiment)
        fine = note_slip(g, (pal_slip){.kind = PAL_SLIP_OVERALL,
                                       .gold = overall,
                                       .found = r->sentiment,
                                       .comment = comment});
    return fine;
}

static pal_agreed compare(coded_file *g, coded gold, coded found)
{
    pal_agreed agreed = {.gold = (uint16_t)gold.count, .found = (uint16_t)found.count};
    for (size_t i = 0; i < gold.count; i++) {
        g->scores[gold.tags[i].theme].gold++;
        g->view.polarity_coded |= gold.tags[i].polarity != PAL_GOLD_UNCODED;
    }
    for (size_t k = 0; k < found.count; k++) {
        const pal_tag *tag = &found.tags[k];
        pal_theme_score *score = &g->scores[tag->theme];
        score->found++;
        for (size_t i = 0; i < gold.count; i++)
            if (gold.tags[i].theme == tag->theme) {
                bool same = same_polarity(&gold.tags[i], tag);
                score->right++;
                score->right_polarity += same;
                agreed.right++;
                agreed.right_polarity = (uint16_t)(agreed.right_polarity + same);
            }
    }
    return agreed;
}

static bool note_agreed(coded_file *g, pal_agreed agreed)
{
    if (g->view.comments == g->agreed_cap) {
        size_t cap = g->agreed_cap * 2 + 256;
        pal_agreed *grown = pal_arena_grow(g->mem, g->agreed, g->agreed_cap, cap,
                                           sizeof *grown, _Alignof(pal_agreed));
        if (!grown)
            return false;
        g->agreed = grown;
        g->agreed_cap = cap;
    }
    g->agreed[g->view.comments++] = agreed;
    return true;
}

static pal_status read_comment(void *ctx, const pal_gold *gold, pal_error *err)
{
    coded_file *g = ctx;
    pal_tag found[PAL_GOLD_TAGS_MAX];
    pal_reading_view reading;
    g->line = gold->line;
    pal_reader_ask(g->reader, gold->question);
    pal_reader_score(g->reader, gold->score);
    pal_status status = pal_read(g->reader, gold->comment, &reading, err);
    if (status != PAL_OK)
        return status;
    size_t count = pal_reader_tags(g->reader, found, PAL_GOLD_TAGS_MAX);
    if (count > PAL_GOLD_TAGS_MAX)
        count = PAL_GOLD_TAGS_MAX;
    const coded in_gold = {gold->tags, gold->tag_count};
    const coded in_text = {found, count};
    pal_agreed agreed = compare(g, in_gold, in_text);
    g->view.tone_coded = gold->has_overall;
    agreed.overall = gold->has_overall && gold->overall == reading.sentiment;
    if (!note_agreed(g, agreed) ||
        !note_slips(g, in_gold, in_text, gold->overall, &reading, gold->comment))
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(g->path),
                        "no memory for the differences");
    if (gold->has_overall)
        g->view.confusion[gold->overall][reading.sentiment]++;
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

static void finish(coded_file *g, pal_theme_score *kept)
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
    coded_file g = {.engine = engine, .path = gold, .scores = scores, .mem = mem};
    bool own_themes = pal_models_have_own(&engine->learnt);
    g.view.tone_coded = g.view.polarity_coded = !own_themes;
    const pal_gold_how how = {.theme = pal_gold_lexicon_theme,
                              .ctx = engine->lexicon,
                              .bare = own_themes,
                              .overall =
                                  own_themes ? PAL_OVERALL_IF_THERE : PAL_OVERALL_NEEDED,
                              .split = opt->split};
    pal_options own = *opt;
    own.keep_personal_data = true; /* they are compared as they were coded */
    pal_str text;
    pal_status status = pal_coded_file_read(&text, mem, gold, err);
    if (status == PAL_OK && own.language == PAL_LANGUAGE_OTHER)
        status = pal_gold_language(&own.language, engine, text, err);
    if (status == PAL_OK)
        status = pal_reader_open(&g.reader, engine, &own, err);
    if (status == PAL_OK)
        status = pal_gold_read(text, gold, &how, mem, read_comment, &g, err);
    pal_reader_close(g.reader);
    if (status == PAL_OK && !pal_bootstrap(g.agreed, g.view.comments, mem, &g.view.range))
        status =
            pal_fail(err, PAL_ENOMEM, pal_loc_file(gold), "no memory for the intervals");
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
