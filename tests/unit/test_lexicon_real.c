/* The lexicons of the project themselves. */
#include "lexicon_help.h"

#include "engine.h"
#include "lexicon/entry.h"

enum { THEMES = 48, RULES_EACH = 25, ENTRIES = 177 };

/* Figures that an entry of the glossary may be found in: keys of summary.json, columns,
 * parts of the report. */
static const char *const figures[] = {
    "bands",    "ces",           "churn",     "comments", "csat",
    "csi",      "fcr",           "impact",    "keyness",  "nps",
    "referral", "report",        "retention", "segments", "sentiment",
    "shares",   "trial_to_paid", "waves",     "why",
};

typedef struct rule_counts {
    size_t each[THEMES][3]; /* by theme and language */
    size_t all[3];
} rule_counts;

static rule_counts count_rules(const pal_lexicon *lex)
{
    rule_counts counts = {.all = {0}};
    for (uint32_t i = 0; i < lex->entry_count; i++)
        if (lex->entries[i].kind == PAL_ENTRY_THEME) {
            counts.each[lex->entries[i].theme][lex->entries[i].language]++;
            counts.all[lex->entries[i].language]++;
        }
    return counts;
}

Test(lexicon_real, opens_and_has_rules_for_48_themes_in_both_languages)
{
    lexicon_reader r = lexicon_open(NULL, "best", PAL_LANGUAGE_OTHER);
    cr_assert_eq(pal_engine_theme_count(r.engine), (size_t)THEMES);
    rule_counts counts = count_rules(r.engine->lexicon);
    for (uint32_t t = 0; t < THEMES; t++) {
        const pal_theme *theme = pal_engine_theme(r.engine, t);
        cr_expect_gt(counts.each[t][PAL_LANGUAGE_FI], 0u, "%.*s: no Finnish rule",
                     PAL_ARG(theme->id));
        cr_expect_gt(counts.each[t][PAL_LANGUAGE_EN], 0u, "%.*s: no English rule",
                     PAL_ARG(theme->id));
        cr_expect(theme->group.len && theme->label[PAL_LANGUAGE_FI].len &&
                      theme->label[PAL_LANGUAGE_EN].len,
                  "%.*s: no group or label", PAL_ARG(theme->id));
        cr_expect(pal_str_equal(theme->kind, PAL_STR("pain")) ||
                      pal_str_equal(theme->kind, PAL_STR("signal")),
                  "%.*s: kind", PAL_ARG(theme->id));
    }
    for (int l = PAL_LANGUAGE_FI; l <= PAL_LANGUAGE_EN; l++)
        cr_expect_geq(counts.all[l], (size_t)THEMES * RULES_EACH, "%s: %zu rules",
                      pal_language_name((pal_language)l), counts.all[l]);
    lexicon_close(&r);
}

Test(lexicon_real, opens_by_snowball_too)
{
    lexicon_reader r = lexicon_open(NULL, "snowball", PAL_LANGUAGE_OTHER);
    cr_expect(pal_str_starts(pal_str_from(pal_engine_morphology(r.engine)),
                             PAL_STR("snowball")));
    pal_str sha = pal_lexicon_sha256(r.engine->lexicon);
    cr_expect_eq(sha.len, 64u);
    lexicon_close(&r);
}

/* --- glossary.tsv --- */

static bool is_theme(pal_str themes, pal_str id)
{
    for (pal_cut cut = {.tail = themes, .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, '\n');
        if (pal_str_equal(pal_str_cut(cut.head, '\t').head, id))
            return true;
    }
    return false;
}

static bool is_figure(pal_str name)
{
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
        if (pal_str_equal(name, pal_str_from(figures[i])))
            return true;
    return false;
}

Test(lexicon_real, each_of_177_glossary_entries_is_found_somewhere)
{
    char *themes = folder_read("lexicons", "themes.tsv", NULL);
    char *text = folder_read("lexicons", "glossary.tsv", NULL);
    cr_assert(themes && text);
    pal_cut line = pal_str_cut(pal_str_from(text), '\n');
    cr_expect(pal_str_equal(line.head, PAL_STR("entry\twhere\ttarget\treason")));
    size_t count = 0;
    while (line.tail.len != 0) {
        line = pal_str_cut(line.tail, '\n');
        pal_cut entry = pal_str_cut(line.head, '\t');
        pal_cut where = pal_str_cut(entry.tail, '\t');
        pal_cut target = pal_str_cut(where.tail, '\t');
        bool outside = pal_str_equal(where.head, PAL_STR("outside"));
        bool known =
            (pal_str_equal(where.head, PAL_STR("theme")) &&
             is_theme(pal_str_from(themes), target.head)) ||
            (pal_str_equal(where.head, PAL_STR("figure")) && is_figure(target.head)) ||
            (outside && target.head.len == 0);
        cr_expect(known, "%.*s", PAL_ARG(line.head));
        cr_expect_gt(entry.head.len, 0u);
        cr_expect(target.found && pal_str_trim(target.tail).len != 0, "%.*s: no reason",
                  PAL_ARG(entry.head));
        count++;
    }
    cr_expect_eq(count, (size_t)ENTRIES);
    free(themes);
    free(text);
}

static bool has_entry(pal_str glossary, pal_str title)
{
    for (pal_cut cut = {.tail = glossary, .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, '\n');
        if (pal_str_equal(pal_str_cut(cut.head, '\t').head, title))
            return true;
    }
    return false;
}

/* Name of the glossary's page in `folder`; empty when it is not there. */
static folder_path find_seed(const char *folder)
{
    folder_path path = {""};
    DIR *dir = opendir(folder);
    for (const struct dirent *one; dir && (one = readdir(dir)) != NULL;)
        if (pal_str_starts(pal_str_from(one->d_name), PAL_STR("000_")))
            path = folder_join(".", one->d_name);
    if (dir)
        closedir(dir);
    return path;
}

/* An entry is a title, perhaps its English name, and a paragraph; "Lue lisää" ends it. */
Test(lexicon_real, every_title_of_the_glossary_page_is_an_entry)
{
    const char *data = getenv("PALAUTE_DATA");
    folder_path seeds = folder_join(data ? data : "../shared/data", "../seeds");
    folder_path name = find_seed(seeds.text);
    if (name.text[0] == '\0')
        cr_skip_test("skipped: the glossary page is not here");
    char *page = folder_read(seeds.text, name.text, NULL);
    char *glossary = folder_read("lexicons", "glossary.tsv", NULL);
    cr_assert(page && glossary);
    size_t titles = 0;
    bool title_next = true;
    for (pal_cut cut = {.tail = pal_str_from(page), .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, '\n');
        pal_str line = pal_str_trim(cut.head);
        if (line.len == 0)
            continue;
        if (title_next) {
            cr_expect(has_entry(pal_str_from(glossary), line), "%.*s", PAL_ARG(line));
            titles++;
        }
        title_next = pal_str_equal(line, PAL_STR("Lue lisää"));
    }
    cr_expect_eq(titles, (size_t)ENTRIES);
    free(page);
    free(glossary);
}
