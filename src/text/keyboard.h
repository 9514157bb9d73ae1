/* keyboard.h -- which letters lie beside each other on a Finnish keyboard
 *
 * Room:  text/, for typos.c.
 */
#ifndef PAL_TEXT_KEYBOARD_H
#define PAL_TEXT_KEYBOARD_H

#include <stdint.h>

/** Letters are the signs of wordlist_inside.h, sets of them bits; bit 0, the edge of a
 *  word, is in none. Those whose keys touch the letter's. */
uint32_t pal_keyboard_beside(uint8_t sign);
/** ä of a, ö of o and the reverse; of others none. */
uint32_t pal_keyboard_umlaut(uint8_t sign);

#endif /* PAL_TEXT_KEYBOARD_H */
