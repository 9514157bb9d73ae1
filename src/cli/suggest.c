/* What a mistyped word was meant to be. */
#include <string.h>

#include "options.h"

enum { WORD = 31 };

/* Steps of one letter that turn a into b; two letters that changed places are one step
 * (optimal string alignment: Damerau 1964, Levenshtein 1966). */
static size_t distance(const char *a, const char *b)
{
    size_t la = strlen(a);
    size_t lb = strlen(b);
    if (la > WORD || lb > WORD)
        return WORD;
    size_t rows[3][WORD + 1];
    for (size_t j = 0; j <= lb; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= la; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i - 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            size_t best = above[j - 1] + (a[i - 1] != b[j - 1]);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped && rows[(i - 2) % 3][j - 2] + 1 < best)
                best = rows[(i - 2) % 3][j - 2] + 1;
            row[j] = best;
        }
    }
    return rows[la % 3][lb];
}

/* A word that was not finished means the only one that begins so. */
static const char *only_beginning(const char *word, const char *const *names)
{
    enum { SHORTEST = 3 };
    const char *found = NULL;
    size_t len = strlen(word);
    for (; len >= SHORTEST && *names; names++) {
        if (strncmp(word, *names, len) != 0)
            continue;
        if (found)
            return NULL;
        found = *names;
    }
    return found;
}

/* --score-column: the longest name that stands at its head. */
static const char *head_of(const char *word, const char *const *names)
{
    const char *found = NULL;
    for (; *names; names++) {
        size_t len = strlen(*names);
        if (strncmp(word, *names, len) == 0 && word[len] == '-' &&
            (!found || len > strlen(found)))
            found = *names;
    }
    return found;
}

const char *options_nearest(const char *word, const char *const *names)
{
    const char *best = NULL;
    size_t least = strlen(word) / 3 + 2;
    for (const char *const *name = names; *name; name++) {
        size_t steps = distance(word, *name);
        /* as many steps as letters is another word */
        if (steps < least && steps < strlen(word)) {
            least = steps;
            best = *name;
        }
    }
    const char *begun = only_beginning(word, names);
    if (begun && least > 1)
        return begun;
    return best ? best : head_of(word, names);
}
