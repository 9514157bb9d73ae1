/* glance.h -- what bytes a text holds at all, so that most need no closer look
 *
 * Room:  base/. One pass over the bytes stands for the many that look for one sign each.
 */
#ifndef PAL_BASE_GLANCE_H
#define PAL_BASE_GLANCE_H

#include "palaute.h"

/** Bits of a text: some byte of it is one of these. */
typedef enum pal_glance_bit {
    PAL_GLANCE_CAPITAL = 1u << 0, /**< A to Z, and 0xC4 to 0xD4, where characters begin
                                       that may be capitals; umlauts begin with 0xC3 */
    PAL_GLANCE_FORM = 1u << 1,    /**< of numbers and addresses: 0 to 9 / ( [ @ */
    PAL_GLANCE_HIGH = 1u << 2,    /**< 0x80 and more */
    PAL_GLANCE_ESCAPE = 1u << 3,  /**< & < \ _ */
    PAL_GLANCE_NUL = 1u << 4,
    PAL_GLANCE_GRAVE = 1u << 5, /**< ` */
    PAL_GLANCE_DIGIT = 1u << 6, /**< 0 to 9 */
} pal_glance_bit;

/** The bits of all bytes of `text`. */
unsigned pal_glance(pal_str text);

#endif /* PAL_BASE_GLANCE_H */
