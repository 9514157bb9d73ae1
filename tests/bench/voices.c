#include "voices.h"

#include <stdlib.h>
#include <string.h>

#include "base/io.h"
#include "base/map.h"

enum { COLUMNS_MAX = 16, NOUN_MIN = 4, NOUN_MAX = 14, JOINT_MAX = 32 };
static const size_t FILE_LIMIT = (size_t)64 << 20;

static pal_str read_whole(const voices *v, const char *tree, const char *name)
{
    pal_error err = {.code = PAL_OK};
    pal_str text;
    const char *path = pal_io_path(v->mem, tree, name);
    if (!path)
        parts_fail("no memory");
    if (pal_io_read(&text, v->mem, path, FILE_LIMIT, &err) != PAL_OK)
        parts_fail(err.msg);
    return text;
}

/* --- answers --- */

static size_t cut_cells(pal_str line, pal_str cells[COLUMNS_MAX])
{
    size_t count = 0;
    for (pal_cut cut = {.tail = line, .found = true}; cut.found && count < COLUMNS_MAX;) {
        cut = pal_str_cut(cut.tail, '\t');
        cells[count++] = cut.head;
    }
    return count;
}

static size_t column_of(const pal_str *cells, size_t count, pal_str name)
{
    for (size_t i = 0; i < count; i++)
        if (pal_str_equal(cells[i], name))
            return i;
    parts_fail("a corpus lacks the column nps or comment");
}

static void add_voice(voices *v, int language, pal_str score, pal_str text)
{
    int64_t number = 0;
    if (!pal_str_to_int(score, &number) || text.len == 0)
        return;
    if (v->counts[language] == v->caps[language]) {
        size_t cap = v->caps[language] * 2 + 256;
        v->items[language] =
            parts_need(pal_arena_grow(v->mem, v->items[language], v->caps[language], cap,
                                      sizeof *v->items[language], _Alignof(voice)));
        v->caps[language] = cap;
    }
    int band = number <= 6 ? DETRACTORS : number <= 8 ? PASSIVES : PROMOTERS;
    v->items[language][v->counts[language]++] =
        (voice){.band = band, .score = score, .text = text};
    pool_add_sentences(v->mem, &v->sentences[language][band], text);
}

static void read_corpus(voices *v, const char *tree, const char *name, int language)
{
    pal_str cells[COLUMNS_MAX];
    pal_cut line = pal_str_cut(read_whole(v, tree, name), '\n');
    size_t columns = cut_cells(line.head, cells);
    size_t score = column_of(cells, columns, PAL_STR("nps"));
    size_t text = column_of(cells, columns, PAL_STR("comment"));
    while (line.tail.len != 0) {
        line = pal_str_cut(line.tail, '\n');
        size_t count = cut_cells(line.head, cells);
        if (score < count && text < count)
            add_voice(v, language, cells[score], pal_str_trim(cells[text]));
    }
}

/* --- words --- */

typedef struct counted {
    pal_str word;
    int64_t count;
} counted;

static int by_count(const void *a, const void *b)
{
    const counted *x = a;
    const counted *y = b;
    if (x->count != y->count)
        return x->count < y->count ? 1 : -1;
    return pal_str_compare(x->word, y->word);
}

static void read_forms(voices *v, const char *tree, const char *name, int language)
{
    counted *list = NULL;
    size_t count = 0;
    size_t cap = 0;
    pal_str text = read_whole(v, tree, name);
    for (pal_cut line = {.tail = text}; line.tail.len != 0;) {
        line = pal_str_cut(line.tail, '\n');
        pal_cut cell = pal_str_cut(line.head, '\t');
        int64_t times = 0;
        if (cell.head.len == 0 || !pal_str_to_int(cell.tail, &times))
            continue;
        if (count == cap) {
            list = parts_need(pal_arena_grow(v->mem, list, cap, cap * 2 + 4096,
                                             sizeof *list, _Alignof(counted)));
            cap = cap * 2 + 4096;
        }
        list[count++] = (counted){.word = cell.head, .count = times};
    }
    if (count == 0)
        parts_fail("a list of word forms is empty");
    qsort(list, count, sizeof *list, by_count);
    for (size_t i = 0; i < count; i++)
        pool_add(v->mem, &v->forms[language], list[i].word);
}

/* A dictionary form whose genitive is itself and n: its other cases are made the same
 * way, and it may stand first in a compound. */
static bool is_plain_noun(const pal_map *forms, pal_str word)
{
    char genitive[JOINT_MAX];
    bool vowel =
        word.len != 0 && strchr("aeiouy\xA4\xB6", word.ptr[word.len - 1]) != NULL;
    if (!vowel || word.len < NOUN_MIN || word.len > NOUN_MAX)
        return false;
    memcpy(genitive, word.ptr, word.len);
    genitive[word.len] = 'n';
    return pal_map_find(forms, (pal_str){genitive, word.len + 1}) != NULL;
}

static void read_nouns(voices *v, const char *tree)
{
    pal_map *forms = parts_need(pal_map_new(v->mem, 1));
    for (size_t i = 0; i < v->forms[FINNISH].count; i++)
        parts_need(pal_map_at(forms, v->forms[FINNISH].items[i], NULL));
    pal_str text = read_whole(v, tree, "models/lemma-frequency.fi.tsv");
    for (pal_cut line = {.tail = text}; line.tail.len != 0;) {
        line = pal_str_cut(line.tail, '\n');
        pal_str word = pal_str_cut(line.head, '\t').head;
        if (is_plain_noun(forms, word))
            pool_add(v->mem, &v->nouns, word);
    }
    if (v->nouns.count == 0)
        parts_fail("no Finnish nouns");
}

void voices_read(voices *v, pal_arena *mem, const char *tree)
{
    *v = (voices){.mem = mem};
    read_corpus(v, tree, "corpora/voices/fi.tsv", FINNISH);
    read_corpus(v, tree, "corpora/gold/fi.train.tsv", FINNISH);
    read_corpus(v, tree, "corpora/voices/en.tsv", ENGLISH);
    read_corpus(v, tree, "corpora/gold/en.train.tsv", ENGLISH);
    for (int i = 0; i < LANGUAGES; i++)
        for (int band = 0; band < BANDS_OF_SCORE; band++)
            if (v->sentences[i][band].count == 0)
                parts_fail("a corpus has no answers of a band");
    read_forms(v, tree, "models/word-frequency.fi.tsv", FINNISH);
    read_forms(v, tree, "models/word-frequency.en.tsv", ENGLISH);
    read_nouns(v, tree);
}
