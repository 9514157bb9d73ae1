/* contacts.h -- how to reach somebody: phone, mail, web, street
 *
 * Room:  privacy/. Knows base/ only.
 * Shape: as checks.h. What stands before a number says what it is: an order, a version
 * and a price are no phone numbers.
 */
#ifndef PAL_PRIVACY_CONTACTS_H
#define PAL_PRIVACY_CONTACTS_H

#include "privacy/checks.h"

/** What the two words before `at` say that follows. */
typedef enum pal_context {
    PAL_CONTEXT_NONE = 0,
    PAL_CONTEXT_OTHER, /**< an order, an invoice, a version: no personal number */
    PAL_CONTEXT_PHONE,
    PAL_CONTEXT_PLATE,
} pal_context;
pal_context pal_contact_context(pal_str text, size_t at);

size_t pal_contact_phone(pal_str text, size_t at, pal_context context);
/** The address around the sign at `at` ("@", "(at)", "[at]", " ät "); *begin is where it
 *  begins, not before `least`. */
size_t pal_contact_mail(pal_str text, size_t at, size_t least, size_t *begin);
/** "@name". */
size_t pal_contact_handle(pal_str text, size_t at);
/** A web address with a query or a user in it. */
size_t pal_contact_link(pal_str text, size_t at);
/** Four numbers of a computer's address. */
size_t pal_contact_ip(pal_str text, size_t at);
/** A registration plate in capitals, "ABC-123". */
size_t pal_contact_plate(pal_str text, size_t at);
/** A street and number, from the word of the street; Finnish and Swedish streets ("katu",
 *  "gatan") in any case form, and "12 Baker Street" from its number. */
size_t pal_contact_street(pal_str text, size_t at);
/** Five digits at `at` and a word with a capital behind them: *town is where it begins.
 */
size_t pal_contact_postal(pal_str text, size_t at, size_t *town);

#endif /* PAL_PRIVACY_CONTACTS_H */
