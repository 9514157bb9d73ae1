/* ring.h -- places that one thread fills in order, others work on, and it empties in
 * order
 *
 * Order: pal_ring_open(); the filling thread: pal_ring_give() place after place, then
 *        pal_ring_wait() for each in the same order, which may be filled again after; the
 *        others: pal_ring_take() and pal_ring_done() until there is none;
 *        pal_ring_end(), and pal_ring_close() when all threads are gone.
 */
#ifndef PAL_RING_H
#define PAL_RING_H

#include <pthread.h>

#include "base/arena.h"

/** What a place is: free or being filled, ready for a worker, done and waiting for its
 *  turn to be emptied. */
typedef enum pal_ring_state {
    PAL_RING_FREE,
    PAL_RING_READY,
    PAL_RING_TAKEN,
    PAL_RING_DONE
} pal_ring_state;

typedef struct pal_ring {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pal_ring_state *states; /**< by place; NULL before pal_ring_size() */
    size_t count;
    size_t next_ready; /**< the place that a worker takes next */
    bool ended;
} pal_ring;

void pal_ring_open(pal_ring *ring);
/** So many places, all free; `mem` owns them. False without memory. */
bool pal_ring_size(pal_ring *ring, pal_arena *mem, size_t count);
void pal_ring_close(pal_ring *ring);

/** The place `at` has been filled. */
void pal_ring_give(pal_ring *ring, size_t at);
/** Wait until the place `at` is done. */
void pal_ring_wait(pal_ring *ring, size_t at);
/** The place `at` has been emptied. */
void pal_ring_free(pal_ring *ring, size_t at);
/** No place is given any more. */
void pal_ring_end(pal_ring *ring);

/** Wait for a place to work on; false after the last. */
bool pal_ring_take(pal_ring *ring, size_t *at);
void pal_ring_done(pal_ring *ring, size_t at);

#endif /* PAL_RING_H */
