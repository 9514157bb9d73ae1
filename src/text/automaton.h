/* automaton.h -- spellings that Voikko's dictionary cannot have, told without Voikko
 *
 * Room:  text/. morphology.c asks it about spellings that are hardly words, before it
 *        asks Voikko.
 *
 *        The dictionary is a transducer: it reads a word letter by letter, and flags on
 *        the way forbid some of what the letters allow. Here the flags are left out: what
 *        is refused then is refused with them, too, and no way has to be tried twice.
 *        Voikko looks at each way by itself.
 * File:  mor.vfst as libvoikko 4 has it, little endian: two marks of four bytes, a byte
 *        (1 = with weights), padding to 16; the number of symbols in two bytes, the
 *        symbols, NUL-terminated: the empty one, flags ("@..."), letters, tags ("[...");
 *        padding to 8; cells of eight bytes. A state is a run of cells, one a transition:
 *        symbol in, symbol out (two bytes each), state that follows (three), and in the
 *        first cell how many cells follow, 255 = their number less one is in the cell
 *        behind, which is no transition. The symbol FFFF marks a state where a word ends.
 */
#ifndef PAL_TEXT_AUTOMATON_H
#define PAL_TEXT_AUTOMATON_H

#include "base/arena.h"

/** The transducer without its flags; for any number of threads. */
typedef struct pal_automaton pal_automaton;

/** From the bytes of a file, which must outlive it; in `mem`. NULL when they are none
 * that is understood, or without memory. */
pal_automaton *pal_automaton_new(pal_arena *mem, pal_str bytes);
/** The dictionary that libvoikko has open now, read when it is needed first. Where it
 *  cannot be told which one that is, it allows every spelling. NULL without memory. */
pal_automaton *pal_automaton_open(void);
/** NULL is fine. */
void pal_automaton_close(pal_automaton *automaton);

/** What one thread has walked through last: the next spelling often begins alike. */
typedef struct pal_automaton_walk pal_automaton_walk;

/** In `mem`; `automaton` must outlive it. NULL without memory. */
pal_automaton_walk *pal_automaton_walk_new(pal_arena *mem, pal_automaton *automaton);
/** False: no word of the dictionary is spelt so. True: it may be one. */
bool pal_automaton_allows(pal_automaton_walk *walk, pal_str folded);

#endif /* PAL_TEXT_AUTOMATON_H */
