/* automaton.h -- Voikko's dictionary, walked without Voikko
 *
 * Room:  text/. morphology.c hands it a word, and what comes of it to tags.h.
 * Order: pal_automaton_open() once, then pal_automaton_read() per word, from any thread.
 *
 *        The dictionary is a transducer: it reads a word letter by letter and writes
 *        letters and tags; flags on the way forbid some of what the letters allow. Voikko
 *        tries each way by itself. Here each step knows which two letters may come next,
 *        so that of ways that lead nowhere few are begun, and what is set by flags is a
 *        number. What Voikko would not try to its end is left to Voikko.
 * File:  mor.vfst as libvoikko 4 has it, little endian: two marks of four bytes, a byte
 *        (1 = with weights), padding to 16; the number of symbols in two bytes, the
 *        symbols, NUL-terminated: the empty one, flags ("@..."), letters, tags ("[...");
 *        padding to 8; cells of eight bytes. A state is a run of cells, one a transition,
 *        in ascending order: symbol in, symbol out (two bytes each), state that follows
 *        (three), and in the first cell how many cells follow, 255 = their number less
 *        one is in the cell behind, which is no transition. The symbol FFFF marks a state
 *        where a word ends.
 * Flags: "@P.A.x@" sets A to x, "@C.A@" to nothing; "@U.A.x@" sets it if it is nothing
 *        and asks for x if not, "@R.A.x@" asks for x, "@D.A.x@" for anything else;
 *        without x these ask for something, and for nothing. Source: K. Beesley, L.
 *        Karttunen, Finite State Morphology (2003), ch. 7.
 */
#ifndef PAL_TEXT_AUTOMATON_H
#define PAL_TEXT_AUTOMATON_H

#include "base/arena.h"
#include "text/tags.h"

/** For any number of threads. */
typedef struct pal_automaton pal_automaton;

/** From the bytes of a file; in `mem`. NULL when they are none that is understood, or
 *  without memory. */
pal_automaton *pal_automaton_new(pal_arena *mem, pal_str bytes);
/** The dictionary that libvoikko has open now, read when it is needed first. Where it
 *  cannot be told which one that is, every word is left to Voikko. NULL without memory.
 */
pal_automaton *pal_automaton_open(void);
/** Has it been read? */
bool pal_automaton_is_read(const pal_automaton *automaton);
/** NULL is fine. */
void pal_automaton_close(pal_automaton *automaton);

/** One way through the dictionary; false: no more is wanted, the word is left to Voikko.
 */
typedef bool pal_automaton_take(void *ctx, const pal_written *written);

/** Hand each way that reads the folded word to `take`, in Voikko's order. False: the word
 *  is left to Voikko, and what was taken does not count. */
bool pal_automaton_read(pal_automaton *automaton, pal_str folded,
                        pal_automaton_take *take, void *ctx);

#endif /* PAL_TEXT_AUTOMATON_H */
