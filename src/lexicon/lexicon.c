#include "lexicon/lexicon.h"

#include <string.h>

#include "base/fail.h"
#include "base/io.h"
#include "base/mapped.h"
#include "base/str.h"
#include "base/unicode.h"
#include "lexicon/entry.h"
#include "lexicon/lines.h"

enum { ENTRIES_MAX = 1000000, VALENCE_MAX = 5 };

const char *pal_role_name(pal_role role)
{
    static const char *const names[PAL_ROLE_COUNT] = {
        "",     "negator", "booster", "damper", "contrast", "concede",  "clause",
        "wish", "past",    "denial",  "doubt",  "that",     "elsewhere"};
    return names[role];
}

static pal_status no_memory(pal_error *err, pal_loc at)
{
    return pal_fail(err, PAL_ENOMEM, at, "no memory for the lexicon");
}

static pal_entry *add_entry(pal_lexicon *lex, const pal_lines *table,
                            pal_language language, pal_str text)
{
    if (lex->entry_count == lex->entry_cap) {
        uint32_t cap = lex->entry_cap ? lex->entry_cap * 2 : 4096;
        pal_entry *grown = cap > ENTRIES_MAX
                               ? NULL
                               : pal_arena_grow(lex->mem, lex->entries, lex->entry_cap,
                                                cap, sizeof *grown, _Alignof(pal_entry));
        if (!grown)
            return NULL;
        lex->entries = grown;
        lex->entry_cap = cap;
    }
    pal_entry *entry = &lex->entries[lex->entry_count++];
    *entry = (pal_entry){.language = language, .weight = 1.0F};
    entry->ref = (pal_rule_ref){.file = pal_io_name(pal_str_from(table->file)),
                                .line = (uint32_t)table->line,
                                .text = text};
    return entry;
}

/* --- themes.tsv --- */

static pal_status add_theme(pal_lexicon *lex, const pal_lines *table, pal_error *err)
{
    enum { ID, GROUP, KIND, YIELDS, LABEL_FI, LABEL_EN };
    pal_str id = table->fields[ID];
    pal_str yields = table->fields[YIELDS];
    bool fresh = false;
    if (id.len == 0)
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, ID), "the theme has no id");
    for (size_t i = 0; i < id.len; i++)
        if (!((id.ptr[i] >= 'a' && id.ptr[i] <= 'z') || id.ptr[i] == '-' ||
              (id.ptr[i] >= '0' && id.ptr[i] <= '9')))
            return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, ID),
                            "a theme id is made of a-z, 0-9 and '-'");
    if (yields.len != 0 && !pal_str_equal(yields, PAL_STR("group")) &&
        !pal_str_equal(yields, PAL_STR("all")))
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, YIELDS),
                        "'%.*s' is not empty, 'group' or 'all'",
                        PAL_ARG(pal_str_clip(yields, 40)));
    uint32_t *slot = pal_map_at(lex->theme_index, id, &fresh);
    if (!slot)
        return no_memory(err, pal_lines_at(table, ID));
    if (!fresh)
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, ID),
                        "the theme '%.*s' is defined already",
                        PAL_ARG(pal_str_clip(id, 40)));
    uint32_t n = lex->theme_count;
    lex->themes = pal_arena_grow(lex->mem, lex->themes, n, n + 1, sizeof *lex->themes,
                                 _Alignof(pal_theme));
    lex->yields = pal_arena_grow(lex->mem, lex->yields, n, n + 1, sizeof *lex->yields,
                                 _Alignof(pal_str));
    if (!lex->themes || !lex->yields)
        return no_memory(err, pal_lines_at(table, ID));
    lex->themes[n] = (pal_theme){
        .id = id,
        .group = table->fields[GROUP],
        .kind = table->fields[KIND],
        .label = {{NULL, 0}, table->fields[LABEL_FI], table->fields[LABEL_EN]}};
    lex->yields[n] = yields;
    *slot = ++lex->theme_count;
    return PAL_OK;
}

/* --- themes/GROUP.LANG.tsv and classes.LANG.tsv --- */

static bool is_name_byte(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           c == '_';
}

static pal_status add_class(pal_lexicon *lex, const pal_lines *table,
                            pal_language language, pal_str name, size_t members,
                            pal_error *err)
{
    pal_str key = name;
    if (key.len == 0 || key.ptr[0] != '@') {
        char *with_at = pal_new(lex->mem, char, name.len + 2);
        if (!with_at)
            return no_memory(err, pal_lines_at(table, 0));
        with_at[0] = '@';
        if (name.len != 0)
            memcpy(with_at + 1, name.ptr, name.len);
        key = (pal_str){with_at, name.len + 1};
    }
    if (key.len < 2)
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, 0),
                        "the class has no name");
    for (size_t i = 1; i < key.len; i++)
        if (!is_name_byte(key.ptr[i]))
            return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, 0),
                            "a class name is made of lower-case letters, digits and '_'");
    return pal_rule_parse_class(lex->atoms, language, key, table->fields[members],
                                pal_lines_at(table, members), err);
}

static const struct {
    pal_str name;
    pal_rule_tone tone;
} tones[] = {
    {PAL_INIT("auto"), PAL_TONE_AUTO},      {PAL_INIT("judged"), PAL_TONE_JUDGED},
    {PAL_INIT("neg"), PAL_TONE_NEG},        {PAL_INIT("pos"), PAL_TONE_POS},
    {PAL_INIT("neu"), PAL_TONE_NEU},        {PAL_INIT("neg!"), PAL_TONE_NEG_FIXED},
    {PAL_INIT("pos!"), PAL_TONE_POS_FIXED},
};

static bool find_tone(pal_str name, pal_rule_tone *out)
{
    for (size_t i = 0; i < sizeof tones / sizeof *tones; i++)
        if (pal_str_equal(name, tones[i].name)) {
            *out = tones[i].tone;
            return true;
        }
    return false;
}

static pal_status add_unless(pal_lexicon *lex, pal_entry *entry, const pal_lines *table,
                             size_t field, pal_error *err)
{
    pal_str rest = table->fields[field];
    if (rest.len == 0)
        return PAL_OK;
    size_t room = 1;
    for (size_t i = 0; i < rest.len; i++)
        room += rest.ptr[i] == ';';
    entry->unless = pal_new(lex->mem, pal_pattern_rule, room);
    if (!entry->unless)
        return no_memory(err, pal_lines_at(table, field));
    for (pal_cut cut = {.tail = rest, .found = true}; cut.found;) {
        cut = pal_str_cut(cut.tail, ';');
        pal_loc at = pal_lines_at(table, field);
        at.column += (size_t)(cut.head.ptr - rest.ptr);
        if (entry->unless_count == PAL_UNLESS_MAX)
            return pal_fail(err, PAL_EFORMAT, at, "more than %d rules in `unless`",
                            PAL_UNLESS_MAX);
        pal_status status =
            pal_rule_parse(&entry->unless[entry->unless_count++], lex->mem, lex->atoms,
                           entry->language, cut.head, at, false, err);
        if (status != PAL_OK)
            return status;
    }
    return PAL_OK;
}

bool pal_lexicon_list_pattern(pal_lexicon *lex, pal_entry *entry, pal_pattern *pattern)
{
    entry->pattern = pattern;
    if (lex->pattern_count == lex->pattern_cap) {
        uint32_t cap = lex->pattern_cap * 2 + 32;
        uint32_t *grown = pal_arena_grow(lex->mem, lex->patterns, lex->pattern_cap, cap,
                                         sizeof *grown, _Alignof(uint32_t));
        if (!grown) {
            pal_pattern_close(pattern);
            entry->pattern = NULL;
            return false;
        }
        lex->patterns = grown;
        lex->pattern_cap = cap;
    }
    lex->patterns[lex->pattern_count++] = (uint32_t)(entry - lex->entries);
    return true;
}

static pal_status add_pattern(pal_lexicon *lex, pal_entry *entry, pal_str rule,
                              pal_loc at, pal_error *err)
{
    if (!pal_lexicon_is_pattern(rule))
        return pal_fail(err, PAL_EFORMAT, at, "an expression stands between two '/'");
    at.column++;
    pal_pattern *pattern = NULL;
    pal_status status = pal_pattern_open(&pattern, lex->mem,
                                         (pal_str){rule.ptr + 1, rule.len - 2}, at, err);
    if (status != PAL_OK)
        return status;
    return pal_lexicon_list_pattern(lex, entry, pattern) ? PAL_OK : no_memory(err, at);
}

static pal_status add_rule(pal_lexicon *lex, const pal_lines *table,
                           pal_language language, pal_error *err)
{
    enum { THEME, POLARITY, RULE, UNLESS };
    pal_str theme = table->fields[THEME];
    pal_str rule = table->fields[RULE];
    if (theme.len != 0 && theme.ptr[0] == '@')
        return PAL_OK; /* a class: read in the first round */
    int32_t index = pal_lexicon_find_theme(lex, theme);
    pal_rule_tone tone;
    if (index < 0)
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, THEME),
                        "'%.*s' is not a theme of themes.tsv",
                        PAL_ARG(pal_str_clip(theme, 40)));
    if (!find_tone(table->fields[POLARITY], &tone))
        return pal_fail(
            err, PAL_EFORMAT, pal_lines_at(table, POLARITY),
            "'%.*s' is not a polarity: auto, judged, neg, pos, neu, neg! or pos!",
            PAL_ARG(pal_str_clip(table->fields[POLARITY], 40)));
    if (rule.len == 0)
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, RULE), "the rule is empty");
    pal_entry *entry = add_entry(lex, table, language, rule);
    if (!entry)
        return no_memory(err, pal_lines_at(table, RULE));
    entry->kind = PAL_ENTRY_THEME;
    entry->theme = (uint32_t)index;
    entry->tone = tone;
    pal_status status =
        rule.ptr[0] == '/' ? add_pattern(lex, entry, rule, pal_lines_at(table, RULE), err)
                           : pal_rule_parse(&entry->rule, lex->mem, lex->atoms, language,
                                            rule, pal_lines_at(table, RULE), false, err);
    return status == PAL_OK ? add_unless(lex, entry, table, UNLESS, err) : status;
}

/* --- sentiment/ --- */

static pal_status read_number(const pal_lines *table, size_t field, double low,
                              double high, double *out, pal_error *err)
{
    pal_str text = table->fields[field];
    if (!pal_str_to_double(text, out) || *out < low || *out > high)
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, field),
                        "'%.*s' is not a number from %d to %d",
                        PAL_ARG(pal_str_clip(text, 40)), (int)low, (int)high);
    return PAL_OK;
}

/* An emoji is not a word of a rule: its atom is told by its bytes in both languages. */
static pal_status parse_emoji(pal_lexicon *lex, pal_entry *entry, pal_str text,
                              pal_loc at, pal_error *err)
{
    bool fresh = false;
    int64_t atom = pal_atoms_at(lex->atoms, PAL_LANGUAGE_OTHER, text, &fresh);
    pal_side *side = pal_new(lex->mem, pal_side, 1);
    pal_element *element = pal_new(lex->mem, pal_element, 1);
    if (atom < 0 || !side || !element)
        return no_memory(err, at);
    if (!fresh)
        return pal_fail(err, PAL_EFORMAT, at, "'%.*s' stands here twice",
                        PAL_ARG(pal_str_clip(text, 40)));
    if (!pal_atoms_test(lex->atoms, PAL_LANGUAGE_OTHER, (uint32_t)atom, PAL_TEST_EXACT,
                        text))
        return no_memory(err, at);
    element->atom = (uint32_t)atom;
    *side = (pal_side){.elements = element, .count = 1};
    entry->rule = (pal_pattern_rule){.sides = side, .count = 1};
    return PAL_OK;
}

static pal_status add_valence(pal_lexicon *lex, const pal_lines *table,
                              pal_language language, pal_error *err)
{
    enum { PHRASE, VALENCE };
    double valence = 0;
    pal_status status =
        read_number(table, VALENCE, -VALENCE_MAX, VALENCE_MAX, &valence, err);
    if (status != PAL_OK)
        return status;
    int32_t milli = (int32_t)(valence * 1000.0 + (valence < 0 ? -0.5 : 0.5));
    if (milli == 0)
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, VALENCE),
                        "a word without a valence need not be here");
    pal_str phrase = table->fields[PHRASE];
    pal_entry *entry = add_entry(lex, table, language, phrase);
    if (!entry)
        return no_memory(err, pal_lines_at(table, PHRASE));
    entry->kind = PAL_ENTRY_VALENCE;
    entry->valence = milli;
    if (language == PAL_LANGUAGE_OTHER)
        return parse_emoji(lex, entry, phrase, pal_lines_at(table, PHRASE), err);
    return pal_rule_parse(&entry->rule, lex->mem, lex->atoms, language, phrase,
                          pal_lines_at(table, PHRASE), true, err);
}

static pal_status add_modifier(pal_lexicon *lex, const pal_lines *table,
                               pal_language language, pal_error *err)
{
    enum { PHRASE, ROLE, WEIGHT };
    pal_role role = PAL_ROLE_NEGATOR;
    while ((int)role < PAL_ROLE_COUNT &&
           !pal_str_equal(table->fields[ROLE], pal_str_from(pal_role_name(role))))
        role++;
    if ((int)role == PAL_ROLE_COUNT)
        return pal_fail(
            err, PAL_EFORMAT, pal_lines_at(table, ROLE),
            "'%.*s' is not a role: negator, booster, damper, contrast, concede, "
            "clause, wish, past, denial or doubt",
            PAL_ARG(pal_str_clip(table->fields[ROLE], 40)));
    double weight = role == PAL_ROLE_NEGATOR ? 0.0 : 1.0;
    if (table->fields[WEIGHT].len != 0) {
        pal_status status = read_number(table, WEIGHT, 0, 5, &weight, err);
        if (status != PAL_OK)
            return status;
    }
    pal_str phrase = table->fields[PHRASE];
    pal_entry *entry = add_entry(lex, table, language, phrase);
    if (!entry)
        return no_memory(err, pal_lines_at(table, PHRASE));
    entry->kind = PAL_ENTRY_ROLE;
    entry->role = role;
    entry->weight = (float)weight;
    return pal_rule_parse(&entry->rule, lex->mem, lex->atoms, language, phrase,
                          pal_lines_at(table, PHRASE), true, err);
}

/* --- files --- */

static pal_status line_of_classes(pal_lexicon *lex, const pal_lines *table,
                                  pal_language language, pal_error *err)
{
    return add_class(lex, table, language, table->fields[0], 1, err);
}

static pal_status line_of_local_classes(pal_lexicon *lex, const pal_lines *table,
                                        pal_language language, pal_error *err)
{
    pal_str name = table->fields[0];
    if (name.len == 0 || name.ptr[0] != '@')
        return PAL_OK;
    return add_class(lex, table, language, name, 2, err);
}

static inline unsigned stop_bit(pal_str word)
{
    const unsigned char *at = (const unsigned char *)word.ptr;
    unsigned mixed = (unsigned)word.len;
    if (word.len != 0)
        mixed += at[0] * 31u + at[word.len / 2] * 331u + at[word.len - 1] * 3331u;
    return mixed % PAL_STOP_BITS;
}

static pal_status line_of_stopwords(pal_lexicon *lex, const pal_lines *table,
                                    pal_language language, pal_error *err)
{
    const pal_str word = table->fields[0];
    const unsigned bit = stop_bit(word);
    lex->stop_bits[language][bit / 64] |= UINT64_C(1) << bit % 64;
    return pal_map_at(lex->stopwords[language], word, NULL)
               ? PAL_OK
               : no_memory(err, pal_lines_at(table, 0));
}

/* Where rules begin their search. */
static pal_status line_of_common(pal_lexicon *lex, const pal_lines *table,
                                 pal_language language, pal_error *err)
{
    enum { LANGUAGE, WORD, COUNT };
    int64_t count = 0;
    language = pal_str_equal(table->fields[LANGUAGE], PAL_STR("fi"))   ? PAL_LANGUAGE_FI
               : pal_str_equal(table->fields[LANGUAGE], PAL_STR("en")) ? PAL_LANGUAGE_EN
                                                                       : language;
    if (language == PAL_LANGUAGE_OTHER)
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, LANGUAGE),
                        "not a language: fi or en");
    if (!pal_str_to_int(table->fields[COUNT], &count) || count < 0 || count > INT32_MAX)
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, COUNT),
                        "not a count from 0");
    if (table->fields[WORD].len == 0)
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, WORD), "the word is empty");
    bool fresh = false;
    if (!pal_map_at(lex->common[language], table->fields[WORD], &fresh))
        return no_memory(err, pal_lines_at(table, WORD));
    if (!fresh)
        return pal_fail(err, PAL_EFORMAT, pal_lines_at(table, WORD),
                        "'%.*s' stands here twice",
                        PAL_ARG(pal_str_clip(table->fields[WORD], 40)));
    const pal_word *word = lex->words(lex->ctx, table->fields[WORD], language);
    if (!word)
        return no_memory(err, pal_lines_at(table, WORD));
    pal_atoms_weigh(lex->atoms, language, word, (uint32_t)count);
    return PAL_OK;
}

static pal_status line_of_questions(pal_lexicon *lex, const pal_lines *table,
                                    pal_language language, pal_error *err)
{
    (void)language;
    return pal_questions_add(&lex->questions, lex->mem, table, err);
}

static pal_status line_of_themes(pal_lexicon *lex, const pal_lines *table,
                                 pal_language language, pal_error *err)
{
    (void)language;
    return add_theme(lex, table, err);
}

static const char themes_header[] =
    "id\tgroup\tkind\tyields\tlabel_fi\tlabel_en\tcounts\tdoes_not_count";
static const char classes_header[] = "class\tmembers";
static const char rules_header[] = "theme\tpolarity\trule\tunless\tnote";
static const char valences_header[] = "phrase\tvalence\tnote";
static const char roles_header[] = "phrase\trole\tweight\tnote";
static const char emoji_header[] = "emoji\tvalence\tnote";

/* Rules come behind the classes that they name, and the common words last. */
const pal_lexicon_part pal_lexicon_parts[PAL_LEXICON_PARTS] = {
    {"themes.tsv", NULL, themes_header, PAL_LANGUAGE_OTHER, line_of_themes,
     PAL_PART_SMALL},
    {"classes.fi.tsv", NULL, classes_header, PAL_LANGUAGE_FI, line_of_classes, 0},
    {"sentiment/valence.fi.tsv", NULL, valences_header, PAL_LANGUAGE_FI, add_valence, 0},
    {"sentiment/modifiers.fi.tsv", NULL, roles_header, PAL_LANGUAGE_FI, add_modifier, 0},
    {"themes", ".fi.tsv", rules_header, PAL_LANGUAGE_FI, line_of_local_classes, 0},
    {"themes", ".fi.tsv", rules_header, PAL_LANGUAGE_FI, add_rule, 0},
    {"classes.en.tsv", NULL, classes_header, PAL_LANGUAGE_EN, line_of_classes, 0},
    {"sentiment/valence.en.tsv", NULL, valences_header, PAL_LANGUAGE_EN, add_valence, 0},
    {"sentiment/modifiers.en.tsv", NULL, roles_header, PAL_LANGUAGE_EN, add_modifier, 0},
    {"themes", ".en.tsv", rules_header, PAL_LANGUAGE_EN, line_of_local_classes, 0},
    {"themes", ".en.tsv", rules_header, PAL_LANGUAGE_EN, add_rule, 0},
    {"sentiment/emoji.tsv", NULL, emoji_header, PAL_LANGUAGE_OTHER, add_valence, 0},
    {"stopwords.fi.tsv", NULL, "word", PAL_LANGUAGE_FI, line_of_stopwords,
     PAL_PART_OPTIONAL | PAL_PART_SMALL},
    {"stopwords.en.tsv", NULL, "word", PAL_LANGUAGE_EN, line_of_stopwords,
     PAL_PART_OPTIONAL | PAL_PART_SMALL},
    {"questions.tsv", NULL, "phrase\tasks\tnote", PAL_LANGUAGE_OTHER, line_of_questions,
     PAL_PART_OPTIONAL | PAL_PART_SMALL},
    {"common.tsv", NULL, "language\tword\tcount", PAL_LANGUAGE_OTHER, line_of_common,
     PAL_PART_OPTIONAL | PAL_PART_WEIGHS},
};

void pal_lexicon_close(pal_lexicon *lex)
{
    if (!lex)
        return;
    for (uint32_t i = 0; i < lex->pattern_count; i++)
        pal_pattern_close(
            (pal_pattern *)(uintptr_t)lex->entries[lex->patterns[i]].pattern);
    pal_mapped_close(lex->kept);
    lex->pattern_count = 0;
    lex->entry_count = 0;
    lex->kept = (pal_str){NULL, 0};
}

size_t pal_lexicon_theme_count(const pal_lexicon *lex)
{
    return lex->theme_count;
}

const pal_theme *pal_lexicon_theme(const pal_lexicon *lex, uint32_t index)
{
    return &lex->themes[index];
}

pal_str pal_lexicon_yields(const pal_lexicon *lex, uint32_t theme)
{
    return lex->yields[theme];
}

int32_t pal_lexicon_find_theme(const pal_lexicon *lex, pal_str id)
{
    const uint32_t *slot = pal_map_find(lex->theme_index, id);
    return slot ? (int32_t)(*slot - 1) : -1;
}

size_t pal_lexicon_rule_count(const pal_lexicon *lex)
{
    return lex->entry_count;
}

pal_rule_ref pal_lexicon_rule(const pal_lexicon *lex, uint32_t index)
{
    return lex->entries[index].ref;
}

pal_asked pal_lexicon_asked(const pal_lexicon *lex, pal_arena *mem, pal_str question)
{
    return pal_questions_find(&lex->questions, pal_unicode_fold(mem, question));
}

pal_str pal_lexicon_sha256(const pal_lexicon *lex)
{
    return lex->sha256;
}

static bool is_stop_word(const pal_lexicon *lex, pal_language language, pal_str word)
{
    const unsigned bit = stop_bit(word);
    return (lex->stop_bits[language][bit / 64] >> bit % 64 & 1) != 0 &&
           pal_map_find(lex->stopwords[language], word);
}

bool pal_lexicon_is_stop(const pal_lexicon *lex, pal_language language, pal_str key,
                         pal_str form)
{
    return language <= PAL_LANGUAGE_EN &&
           (is_stop_word(lex, language, key) || is_stop_word(lex, language, form));
}
