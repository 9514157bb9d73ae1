/* ahead.h -- memory that will be wanted
 *
 * Room:  base/. Where many places far from each other are looked at, one look each, all
 * are asked for first: else every look waits for its own.
 */
#ifndef PAL_BASE_AHEAD_H
#define PAL_BASE_AHEAD_H

/** Bring what stands at `place` near. Nothing depends on it but speed; any address will
 *  do. */
#ifdef __GNUC__
#define pal_ahead(place) __builtin_prefetch(place)
#else
#define pal_ahead(place) ((void)(place))
#endif

#endif /* PAL_BASE_AHEAD_H */
