#include "ring.h"

void pal_ring_open(pal_ring *r)
{
    *r = (pal_ring){.count = 0};
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->changed, NULL);
}

bool pal_ring_size(pal_ring *r, pal_arena *mem, size_t count)
{
    r->states = pal_new(mem, pal_ring_state, count);
    r->count = r->states ? count : 0;
    return r->states != NULL;
}

void pal_ring_close(pal_ring *r)
{
    pthread_cond_destroy(&r->changed);
    pthread_mutex_destroy(&r->lock);
}

static void set_state(pal_ring *r, size_t at, pal_ring_state state)
{
    pthread_mutex_lock(&r->lock);
    r->states[at] = state;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
}

void pal_ring_give(pal_ring *r, size_t at)
{
    set_state(r, at, PAL_RING_READY);
}

void pal_ring_wait(pal_ring *r, size_t at)
{
    pthread_mutex_lock(&r->lock);
    while (r->states[at] != PAL_RING_DONE)
        pthread_cond_wait(&r->changed, &r->lock);
    pthread_mutex_unlock(&r->lock);
}

void pal_ring_free(pal_ring *r, size_t at)
{
    set_state(r, at, PAL_RING_FREE);
}

void pal_ring_end(pal_ring *r)
{
    pthread_mutex_lock(&r->lock);
    r->ended = true;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
}

bool pal_ring_take(pal_ring *r, size_t *at)
{
    pthread_mutex_lock(&r->lock);
    while (r->states[r->next_ready] != PAL_RING_READY && !r->ended)
        pthread_cond_wait(&r->changed, &r->lock);
    *at = r->next_ready;
    bool found = r->states[*at] == PAL_RING_READY;
    if (found) {
        r->states[*at] = PAL_RING_TAKEN;
        r->next_ready = (*at + 1) % r->count;
    }
    pthread_mutex_unlock(&r->lock);
    return found;
}

void pal_ring_done(pal_ring *r, size_t at)
{
    set_state(r, at, PAL_RING_DONE);
}
