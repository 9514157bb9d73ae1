#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "messages.h"
#include "options.h"
#include "print_only.h"

enum { THEMES_SHOWN = 15, FOLDER_MAX = 4096, SMALL = 10 };

/* Words of the summary, by pal_language. */
typedef struct words {
    const char *rows, *answers, *empty, *refusals, *unscored, *nps, *interval, *no_score;
    const char *detractors, *passives, *promoters, *theme, *mentions, *share, *negative;
    const char *positive, *impact, *untagged, *report, *wave, *few, *more, *refused_see;
    const char *noise, *dim, *caution;
} words;

static const words screen_words[3] = {
    [PAL_LANGUAGE_FI] = {"riviä",
                         "vastausta",
                         "tyhjää",
                         "hylättyä",
                         "ilman arvosanaa",
                         "NPS",
                         "95 %:n väli",
                         "Tiedostossa ei ole arvosanasaraketta.",
                         "arvostelijat",
                         "passiiviset",
                         "suosittelijat",
                         "teema",
                         "mainintoja",
                         "osuus",
                         "kielt.",
                         "myönt.",
                         "vaikutus",
                         "Ilman teemaa",
                         "Raportti",
                         "mittauskerta",
                         "liian vähän vastauksia",
                         "muuta: themes.csv",
                         "Hylätyt rivit ja syyt: refusals.csv",
                         "~ vaikutus ei erotu sattumasta.",
                         "Himmeä vaikutus ei erotu sattumasta.",
                         "Vaikutus kertoo yhteydestä pisteisiin; se ei todista syytä."},
    [PAL_LANGUAGE_EN] = {"rows",
                         "answers",
                         "empty",
                         "refused",
                         "without a score",
                         "NPS",
                         "95 % interval",
                         "The file has no score column.",
                         "detractors",
                         "passives",
                         "promoters",
                         "theme",
                         "mentions",
                         "share",
                         "neg",
                         "pos",
                         "impact",
                         "Without a theme",
                         "Report",
                         "wave",
                         "too few answers",
                         "more: themes.csv",
                         "Refused rows and why: refusals.csv",
                         "~ an impact not distinguishable from chance.",
                         "A dim impact is not distinguishable from chance.",
                         "An impact tells what is associated with the score; it does "
                         "not prove a cause."},
};

/* --- summary --- */

static void pad_left(const char *text, int width)
{
    int fill = width - (int)text_width((pal_str){text, strlen(text)});
    printf("%*s%s", fill > 0 ? fill : 0, "", text);
}

/* The decimal mark of the language. */
static const char *mark(char *number, pal_language language)
{
    for (char *c = number; *c && language == PAL_LANGUAGE_FI; c++)
        if (*c == '.')
            *c = ',';
    return number;
}

/* Signed, one digit. */
static const char *number(char *out, size_t size, double value, pal_language language)
{
    snprintf(out, size, "%+.1f", fabs(value) < 0.05 ? 0.0 : value);
    return mark(out, language);
}

static uint64_t scored(pal_bands bands)
{
    return bands.detractors + bands.passives + bands.promoters;
}

static void print_nps(const pal_nps *nps, const words *w, pal_language language)
{
    char a[32];
    char b[32];
    char c[32];
    uint64_t n = scored(nps->bands);
    if (n < SMALL) {
        printf("n = %llu, %s", (unsigned long long)n, w->few);
        return;
    }
    printf("%s  (%s %s ... %s, n = %llu)", number(a, sizeof a, nps->nps, language),
           w->interval, number(b, sizeof b, nps->low, language),
           number(c, sizeof c, nps->high, language), (unsigned long long)n);
}

static void print_band(const char *name, uint64_t count, uint64_t all)
{
    printf("%s %llu (%.0f %%)", name, (unsigned long long)count,
           all ? 100.0 * (double)count / (double)all : 0.0);
}

static void print_scores(const pal_summary *s, const words *w, pal_language language,
                         bool color)
{
    uint64_t n = scored(s->nps.bands);
    if (n == 0) {
        printf("%s\n", w->no_score);
        return;
    }
    printf("%s%s ", color ? "\033[1m" : "", w->nps);
    print_nps(&s->nps, w, language);
    printf("%s\n", color ? "\033[0m" : "");
    print_band(w->detractors, s->nps.bands.detractors, n);
    fputs(", ", stdout);
    print_band(w->passives, s->nps.bands.passives, n);
    fputs(", ", stdout);
    print_band(w->promoters, s->nps.bands.promoters, n);
    putchar('\n');
    for (size_t i = 0; i < s->group_count; i++) {
        const pal_group_result *g = &s->groups[i];
        if (g->column.len != 4 || memcmp(g->column.ptr, "wave", 4) != 0 ||
            g->rows < s->k_threshold)
            continue;
        printf("  %s ", w->wave);
        print_padded(g->value, 24);
        fputs(" NPS ", stdout);
        print_nps(&g->nps, w, language);
        putchar('\n');
    }
}

static bool is_noise(const pal_theme_result *t)
{
    return t->mentions >= SMALL && t->verdict == PAL_VERDICT_NOISE;
}

/* Yellow goes with lower scores, blue with higher ones, dim cannot be told from noise:
 * the colours of the page. Without colours the last is marked by a tilde. */
static void print_impact(const pal_theme_result *t, pal_language language, bool color)
{
    static const char *const colors[] = {
        [PAL_VERDICT_NOISE] = "\033[2m",
        [PAL_VERDICT_LOWER] = "\033[33m",
        [PAL_VERDICT_HIGHER] = "\033[34m",
    };
    char text[32];
    if (color)
        fputs(colors[t->verdict], stdout);
    pad_left(t->mentions >= SMALL ? number(text, sizeof text, t->impact, language) : "-",
             10);
    if (color)
        fputs("\033[0m", stdout);
    else if (is_noise(t))
        fputs(" ~", stdout);
}

/* What the impacts do not say. */
static void print_notes(const words *w, bool noise, bool color)
{
    if (noise)
        printf("%s%s%s\n", color ? "\033[2m" : "", color ? w->dim : w->noise,
               color ? "\033[0m" : "");
    puts(w->caution);
}

static void print_themes(const pal_engine *engine, const pal_summary *s, const words *w,
                         pal_language language, bool color)
{
    bool scores = scored(s->nps.bands) != 0;
    putchar('\n');
    print_padded((pal_str){w->theme, strlen(w->theme)}, 32);
    pad_left(w->mentions, 11);
    pad_left(w->share, 8);
    pad_left(w->negative, 8);
    pad_left(w->positive, 8);
    if (scores)
        pad_left(w->impact, 10);
    putchar('\n');
    bool impacts = false;
    bool noise = false;
    size_t shown = 0;
    for (; shown < s->theme_count && shown < THEMES_SHOWN; shown++) {
        const pal_theme_result *t = &s->themes[shown];
        char share[32];
        snprintf(share, sizeof share, "%5.1f %%", 100.0 * t->share);
        print_padded(pal_engine_theme(engine, t->theme)->label[language], 32);
        printf("%11llu %s %7llu %7llu", (unsigned long long)t->mentions,
               mark(share, language), (unsigned long long)t->polarity[PAL_NEGATIVE],
               (unsigned long long)t->polarity[PAL_POSITIVE]);
        if (scores)
            print_impact(t, language, color);
        impacts |= scores && t->mentions >= SMALL;
        noise |= is_noise(t);
        putchar('\n');
    }
    if (s->theme_count > shown) {
        printf("... %zu %s\n", s->theme_count - shown, w->more);
    }
    if (impacts)
        print_notes(w, noise, color);
    printf("%s: %llu (%.0f %%)\n", w->untagged, (unsigned long long)s->untagged,
           s->answers ? 100.0 * (double)s->untagged / (double)s->answers : 0.0);
}

static const char *const unweighted[3] = {
    [PAL_LANGUAGE_FI] = "Painoja käytetään vain summary.json-tiedoston painotetuissa "
                        "luvuissa; kaikki muut luvut ovat painottamattomia.",
    [PAL_LANGUAGE_EN] = "Only the weighted figures of summary.json use the weights; all "
                        "others count respondents.",
};

static void print_summary(const pal_engine *engine, settings *set, const pal_summary *s)
{
    pal_language language = screen_language(set, s->screen);
    const words *w = &screen_words[language];
    bool color = wants_color(set, stdout);
    print_only(s, language);
    printf("%llu %s = %llu %s + %llu %s + %llu %s", (unsigned long long)s->rows, w->rows,
           (unsigned long long)s->answers, w->answers, (unsigned long long)s->empty,
           w->empty, (unsigned long long)s->refusals, w->refusals);
    if (s->unscored)
        printf("; %llu %s", (unsigned long long)s->unscored, w->unscored);
    putchar('\n');
    print_scores(s, w, language, color);
    print_themes(engine, s, w, language, color);
    if (s->weighted)
        puts(unweighted[language]);
    if (s->refusals)
        printf("%s\n", w->refused_see);
    printf("\n%s: %.*s/report.html\n", w->report, (int)s->folder.len, s->folder.ptr);
}

/* In milliseconds. */
static void timings_for_programs(const pal_summary *s,
                                 const char *const rooms[PAL_ROOM_COUNT], double wall)
{
    json_line line;
    json_line_begin(&line, "timings");
    for (size_t i = 0; i < PAL_ROOM_COUNT; i++)
        json_line_number(&line, rooms[i], (uint64_t)(s->seconds[i] * 1e3));
    json_line_number(&line, "wall", (uint64_t)(wall * 1e3));
    json_line_end(&line, stderr);
}

static void print_timings(const pal_summary *s, double wall)
{
    static const char *const rooms[PAL_ROOM_COUNT] = {"ingest",    "text",  "lexicon",
                                                      "sentiment", "stats", "report"};
    double sum = 0;
    for (size_t i = 0; i < PAL_ROOM_COUNT; i++)
        sum += s->seconds[i];
    if (messages_json()) {
        timings_for_programs(s, rooms, wall);
        return;
    }
    fprintf(stderr, "%-10s %8s %6s\n", "room", "seconds", "share");
    for (size_t i = 0; i < PAL_ROOM_COUNT; i++)
        fprintf(stderr, "%-10s %8.3f %5.1f%%\n", rooms[i], s->seconds[i],
                sum > 0 ? 100.0 * s->seconds[i] / sum : 0.0);
    fprintf(stderr, "%-10s %8.3f\n%-10s %8.3f\n", "processor", sum, "wall", wall);
}

void default_folder(char *out, size_t size, const char *input)
{
    const char *name = strrchr(input, '/') ? strrchr(input, '/') + 1 : input;
    if (strcmp(input, "-") == 0) {
        snprintf(out, size, "palaute");
        return;
    }
    const char *dot = strrchr(name, '.');
    size_t len = dot && dot != name ? (size_t)(dot - name) : strlen(name);
    snprintf(out, size, "%.*s-palaute", (int)(len < 200 ? len : 200), name);
}

static int analyze(const pal_engine *engine, settings *s)
{
    pal_result *result = NULL;
    double wall = 0;
    int failed = run_analysis(&result, &wall, engine, s, s->arguments, s->argument_count);
    if (failed)
        return failed;
    const pal_summary *summary = pal_result_summary(result);
    if (!s->quiet)
        print_summary(engine, s, summary);
    if (s->timings)
        print_timings(summary, wall);
    int code = summary->refusals ? EXIT_REFUSED : EXIT_FINE;
    tell_result(s, summary, code);
    pal_result_close(result);
    return code;
}

int command_analyze(settings *s)
{
    if (s->argument_count == 0)
        return tell_usage("analyze", "name a survey file; see palaute analyze --help");
    char folder[FOLDER_MAX];
    if (!s->opt.out) {
        default_folder(folder, sizeof folder, s->arguments[0]);
        s->opt.out = folder;
    }
    pal_engine *engine = NULL;
    int failed = open_engine(&engine, s);
    if (failed)
        return failed;
    int status = analyze(engine, s);
    pal_engine_close(engine);
    return status;
}
