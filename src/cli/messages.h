/* messages.h -- what is told on standard error, for people or for programs
 *
 * Room:  cli/. Order: messages_begin() first; until then messages are for people.
 * Lines: for people "palaute COMMAND: what" or "palaute: file:line:column: what".
 *        With --json each is one JSON object (RFC 8259) with a member "event":
 *        "error"    status, kind, message; command, file, line, column where known
 *        "warning"  message; file where known
 *        "progress" done (true), rows, bytes
 *        "timings"  of analyze --timings: milliseconds of each room, and wall
 *        "result"   status and what the command made: folder, summary, report, rows,
 *                   answers, empty, refusals; file; masked
 * Bytes of control, which could move the cursor of a terminal, are never passed on.
 */
#ifndef PAL_CLI_MESSAGES_H
#define PAL_CLI_MESSAGES_H

#include <stdio.h>

#include "palaute.h"

/** From now on: JSON Lines (--json), and no message but errors (--quiet). */
void messages_begin(bool json, bool quiet);
bool messages_json(void);

/** Tell an error of the command line; answers EXIT_USAGE. `who` may be NULL. */
int tell_usage(const char *who, const char *format, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 2, 3)))
#endif
    ;
/** Tell any other error; answers `status`. `file` may be NULL, line and column 0. */
int tell_error(int status, const char *who, const pal_loc *at, const char *format, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 4, 5)))
#endif
    ;
/** Tell what is no error; nothing with --quiet. */
void tell_warning(const char *file, const char *format, ...)
#ifdef __GNUC__
    __attribute__((format(printf, 2, 3)))
#endif
    ;

/** One line of JSON on its way. Members appear in the order of the calls; one that does
 *  not fit any more is left out. */
typedef struct json_line {
    char bytes[32768];
    size_t len;
} json_line;

void json_line_begin(json_line *line, const char *event);
/** Bytes that are not UTF-8 become U+FFFD; at most 4,096 bytes are taken. */
void json_line_text(json_line *line, const char *key, pal_str text);
void json_line_number(json_line *line, const char *key, uint64_t number);
void json_line_true(json_line *line, const char *key);
/** Members until json_line_close() are those of an object, unless it answers false. One
 *  object at most in another. */
bool json_line_open(json_line *line, const char *key);
void json_line_close(json_line *line);
/** Write it with its line end, in one call. */
void json_line_end(json_line *line, FILE *to);

/** Length of the UTF-8 character at the head of the text, 0 when there is none.
 * Surrogates and overlong forms are none. Source: RFC 3629, section 4. */
size_t text_character(pal_str text);
/** The text with each control character as '?', whole characters only. The length without
 *  the NUL. */
size_t plain_text(char *out, size_t size, pal_str text);

#endif /* PAL_CLI_MESSAGES_H */
