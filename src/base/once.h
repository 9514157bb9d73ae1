/* once.h -- what is made when it is asked for first, by whichever thread that is
 *
 * Room:  base/. For tables that are shared and read-only but for this.
 */
#ifndef PAL_BASE_ONCE_H
#define PAL_BASE_ONCE_H

#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>

enum { PAL_ONCE_NOT = 0, PAL_ONCE_NOW, PAL_ONCE_DONE };

/** Zeroed memory is one that has not been made. */
typedef struct pal_once {
    atomic_int state;
} pal_once;

/** What was made may be read. */
static inline bool pal_once_is_made(const pal_once *once)
{
    return atomic_load_explicit(&once->state, memory_order_acquire) == PAL_ONCE_DONE;
}

/** Call make(what), which cannot fail, unless that was done before. The thread that asks
 *  first makes it; others wait, so it should take milliseconds at most. */
static inline void pal_once_make(pal_once *once, void (*make)(void *what), void *what)
{
    if (pal_once_is_made(once))
        return;
    int state = PAL_ONCE_NOT;
    if (atomic_compare_exchange_strong(&once->state, &state, PAL_ONCE_NOW)) {
        make(what);
        atomic_store_explicit(&once->state, PAL_ONCE_DONE, memory_order_release);
    }
    while (!pal_once_is_made(once))
        sched_yield();
}

#endif /* PAL_BASE_ONCE_H */
