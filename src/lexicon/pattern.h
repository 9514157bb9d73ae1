/* pattern.h -- regular expressions
 *
 * Room:  lexicon/. PCRE2 stands behind this file alone.
 */
#ifndef PAL_LEXICON_PATTERN_H
#define PAL_LEXICON_PATTERN_H

#include "lexicon/needs.h"

typedef struct pal_pattern pal_pattern;
/** Room for the matches of one thread. */
typedef struct pal_pattern_scratch pal_pattern_scratch;

/** Compile `text`, caseless, UTF-8 with Unicode properties. It keeps the view. Close it
 *  with pal_pattern_close(). Errors: PAL_EFORMAT with the place of the mistake,
 * PAL_ENOMEM. */
pal_status pal_pattern_open(pal_pattern **out, pal_arena *mem, pal_str text, pal_loc at,
                            pal_error *err);
/** The same for a `text` that was an expression in an earlier run, and outlives the
 *  pattern: it is compiled when a text is tried first. One that is none has no match.
 * NULL without memory. */
pal_pattern *pal_pattern_again(pal_arena *mem, pal_str text);
void pal_pattern_close(pal_pattern *pattern);

pal_status pal_pattern_scratch_open(pal_pattern_scratch **out, pal_error *err);
void pal_pattern_scratch_close(pal_pattern_scratch *scratch);
/** Letters and digits, as of pal_reach_count(), beyond which a text has no match. */
uint32_t pal_pattern_reach(const pal_pattern *pattern);
/** Letters without which a text has no match; the arena of the pattern owns them. */
pal_needs pal_pattern_needs(const pal_pattern *pattern);
/** Another text is to be looked at; before the first pal_pattern_find() in it. */
void pal_pattern_look(pal_pattern_scratch *scratch);
/** First match at or after `from` in valid UTF-8. A match that would take more than
 *  100,000 steps counts as none. */
bool pal_pattern_find(const pal_pattern *pattern, pal_pattern_scratch *scratch,
                      pal_str text, size_t from, size_t *start, size_t *end);
/** "10.42": of PCRE2. */
const char *pal_pattern_version(void);

#endif /* PAL_LEXICON_PATTERN_H */
