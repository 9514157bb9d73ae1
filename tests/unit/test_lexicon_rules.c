#include "lexicon_help.h"

enum { TEXTS_MAX = 9 };

/* One rule, and what README.md of the lexicons says of it. `texts` that match come first,
 * with the words that are found in brackets; then those that do not. */
typedef struct rule_facts {
    const char *rule;
    const char *finds[TEXTS_MAX];
    const char *misses[TEXTS_MAX];
} rule_facts;

/* The text without its brackets, and the place between them. */
typedef struct marked {
    char text[200];
    size_t start, end;
} marked;

static marked unmark(const char *with)
{
    marked m = {.start = 0};
    size_t len = 0;
    for (; *with; with++) {
        if (*with == '[')
            m.start = len;
        else if (*with == ']')
            m.end = len;
        else
            m.text[len++] = *with;
    }
    return m;
}

static void check_rule(const rule_facts *facts, const lexicon_texts *base,
                       pal_language language, const char *morphology)
{
    char line[400];
    snprintf(line, sizeof line, "alpha\tneu\t%s\n", facts->rule);
    lexicon_texts texts = *base;
    texts.rules_fi = language == PAL_LANGUAGE_FI ? line : NULL;
    texts.rules_en = language == PAL_LANGUAGE_EN ? line : NULL;
    lexicon_reader r = lexicon_open_texts(&texts, morphology, language);
    for (size_t i = 0; i < TEXTS_MAX && facts->finds[i]; i++) {
        marked m = unmark(facts->finds[i]);
        pal_reading_view view = lexicon_read(&r, m.text);
        cr_expect_gt(view.mention_count, 0u, "%s: `%s` does not find '%s'", morphology,
                     facts->rule, m.text);
        if (view.mention_count != 0)
            cr_expect(view.mentions[0].start == m.start && view.mentions[0].end == m.end,
                      "%s: `%s` in '%s': bytes %u to %u", morphology, facts->rule,
                      facts->finds[i], view.mentions[0].start, view.mentions[0].end);
    }
    for (size_t i = 0; i < TEXTS_MAX && facts->misses[i]; i++) {
        pal_reading_view view = lexicon_read(&r, facts->misses[i]);
        cr_expect_eq(view.mention_count, 0u, "%s: `%s` finds '%s'", morphology,
                     facts->rule, facts->misses[i]);
    }
    lexicon_close(&r);
}

static const lexicon_texts finnish = {
    .classes_fi = "pitkä\tpitkä|loputon|tuntikausi*\n",
    .modifiers_fi = "mutta\tcontrast\n",
};
static const lexicon_texts english = {
    .classes_en = "long\tlong|endless\n",
    .modifiers_en = "but\tcontrast\n",
};

/* Elements that mean the same whichever morphology reads the words. */
static const rule_facts elements[] = {
    {"jono",
     {"[jono]", "[jonot] ja muut", "oli [jonossa]", "[JONO]", "[Jonossa]"},
     {"puhelinjono", "jonottaa", "jonotusaika", ""}},
    {"=jono", {"[jono]", "[JONO]"}, {"jonot", "jonossa", "puhelinjono"}},
    {"jono*", {"[jono]", "[jonottaa]", "[jonotusaika]", "[Jonoihin]"}, {"puhelinjono"}},
    {"*jono", {"[jono]", "[puhelinjono]"}, {"puhelinjonossa", "jonottaa"}},
    {"*jono*", {"[jono]", "[puhelinjonossa]", "[jonottaa]"}, {"joni"}},
    {"toimitus+",
     {"[toimitusaika]", "[toimitusajat]", "[Toimituskulut]"},
     {"toimitus", "toimituksen", "kotitoimitus"}},
    {"+aika", {"[toimitusaika]", "[odotusaika]"}, {"aika", "aikataulu"}},
    {"~jono", {"[jono]", "[jonossa]", "[puhelinjono]", "[jonotilanne]"}, {"joni"}},
    {"(pitkä|loputon|jono*)", {"[pitkä]", "[loputon]", "[jonottaa]"}, {"lyhyt"}},
    {"(=pitkä|+jono)", {"[pitkä]", "[puhelinjono]"}, {"pitkät", "jono"}},
    {"@pitkä", {"[pitkä]", "[loputon]", "[tuntikausia]"}, {"lyhyt", "pitkäjänteinen"}},
    {"@pitkä jono", {"[pitkä jono]", "[loputon jono]"}, {"jono pitkä", "pitkä, jono"}},
    {"<num> minuutti",
     {"[5 minuuttia]", "[45 minuuttia]", "[2,5 minuuttia]"},
     {"viisi minuuttia", "minuuttia 5"}},
    {"jono _ pitkä",
     {"[jono oli pitkä]", "[jono 3 pitkä]"},
     {"jono pitkä", "jono oli tosi pitkä"}},
    {"jono oli? pitkä", {"[jono oli pitkä]", "[jono pitkä]"}, {"jono on pitkä"}},
    {"tosi? pitkä", {"[pitkä]", "[tosi pitkä]", "aika [pitkä]"}, {"tosi"}},
    {"jono .. pitkä",
     {"[jono pitkä]", "[jono a pitkä]", "[jono a b c pitkä]", "[jono a, b pitkä]"},
     {"jono a b c d pitkä", "jono. Pitkä", "pitkä jono"}},
    {"jono ..5 pitkä", {"[jono a b c d e pitkä]"}, {"jono a b c d e f pitkä"}},
    {"jono ..1 pitkä", {"[jono a pitkä]"}, {"jono a b pitkä"}},
    {"jono pitkä", {"[jono pitkä]"}, {"jono, pitkä", "jono (pitkä)", "jono. pitkä"}},
    {"jono & pitkä",
     {"[jono oli pitkä]", "[pitkä oli jono]", "[jono a b c d e f g pitkä]"},
     {"jono oli hyvä mutta matka oli pitkä", "jono oli. Matka pitkä", "jono"}},
    {"jono & jono", {"[jono ja jono]"}, {"jono"}},
    {"a1 & b2 & c3 & d4", {"[d4 b2 c3 a1]"}, {"a1 b2 c3"}},
    {"/jono(ssa)?\\b/", {"oli [jonossa]", "[JONO]"}, {"jonot"}},
    {"/5 ?€/", {"maksoi [5 €]", "[5€]"}, {"5 e"}},
    {"hinta-laatusuhde",
     {"[hinta-laatusuhde]", "[hinta laatusuhde]", "[Hinta-Laatusuhde]"},
     {"hinta", "hinta, laatusuhde"}},
    {"=vaa'an", {"[vaa'an]", "[vaa’an]"}, {"vaan"}},
};

static const rule_facts english_elements[] = {
    {"wait", {"[wait]", "[waiting]", "[Waited]"}, {"await", "waiter's"}},
    {"=wait", {"[wait]"}, {"waiting"}},
    {"don't .. work",
     {"[don't work]", "[DON’T really work]", "[Don‘t work]"},
     {"do not work"}},
    {"/colou?r\\b/", {"the [colour]", "[Color]"}, {"colours"}},
    {"@long & queue", {"[long queue]", "[queues were endless]"}, {"queue but long"}},
    {"help+", {"[helpdesk]", "[helpline]"}, {"help"}},
    {"+desk", {"[helpdesk]"}, {"desk"}},
    {"self-service", {"[self-service]", "[self service]"}, {"self", "service"}},
};

Test(lexicon_rules, each_element_finds_what_the_manual_says_by_snowball)
{
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        check_rule(&elements[i], &finnish, PAL_LANGUAGE_FI, "snowball");
}

Test(lexicon_rules, each_element_finds_what_the_manual_says_by_voikko)
{
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        check_rule(&elements[i], &finnish, PAL_LANGUAGE_FI, "best");
}

Test(lexicon_rules, each_element_works_in_english)
{
    for (size_t i = 0; i < sizeof english_elements / sizeof *english_elements; i++)
        check_rule(&english_elements[i], &english, PAL_LANGUAGE_EN, "best");
}

/* What only a dictionary can tell. */
Test(lexicon_rules, inflection_and_compounds_by_dictionary)
{
    lexicon_reader probe = lexicon_open_texts(&finnish, "best", PAL_LANGUAGE_FI);
    bool voikko =
        pal_str_has(pal_str_from(pal_engine_morphology(probe.engine)), PAL_STR("voikko"));
    lexicon_close(&probe);
    if (!voikko)
        cr_skip_test("skipped: Voikko is not installed");
    static const rule_facts facts[] = {
        {"hinta", {"[hinnat]", "[hinnoissa]", "[hintoja]", "[hinta]"}, {"hintataso"}},
        {"jono", {"[jonoihin]", "[jonossa]"}, {"jonottaa", "puhelinjonoihin"}},
        {"jonottaa", {"[jonotin]", "[jonotettiin]", "[jonottaneet]"}, {"jono"}},
        {"+aika", {"[odotusajan]", "[toimitusajat]"}, {"ajan", "aikataulun"}},
        {"~jono", {"[puhelinjonossa]", "[jonotilanne]", "[jonoihin]"}, {"jonottaa"}},
        {"~hinta", {"[hinnankorotus]", "[hinnat]"}, {"hieno"}},
        {"kallis", {"[kalliimpi]", "[kalliit]"}, {"kallio"}},
    };
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++)
        check_rule(&facts[i], &finnish, PAL_LANGUAGE_FI, "best");
}
