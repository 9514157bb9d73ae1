/* xml_in.h -- XML as calls, piece by piece
 *
 * Order: pal_xml_open(); pal_xml_push() for each piece, the last one marked;
 *        pal_xml_close(). expat stands behind this file alone.
 * A document type is refused, and with it all entities but the five of XML: no expansion,
 * nothing from outside. So is a tag of more than 256 KiB, and a depth of more than 100.
 */
#ifndef PAL_INGEST_XML_IN_H
#define PAL_INGEST_XML_IN_H

#include "palaute.h"

/** Names come without their namespace prefix; strings live as long as the call. */
typedef struct pal_xml_calls {
    void (*start)(void *ctx, const char *name, const char **attributes);
    void (*end)(void *ctx, const char *name);
    void (*text)(void *ctx, pal_str text); /**< any number of pieces */
} pal_xml_calls;

typedef struct pal_xml pal_xml;

/** calls  must outlive the parser. Errors: ENOMEM. */
pal_status pal_xml_open(pal_xml **out, const pal_xml_calls *calls, void *ctx,
                        pal_error *err);
/** NULL is fine. */
void pal_xml_close(pal_xml *xml);
/** Errors: EFORMAT (not well-formed, or refused as above), ENOMEM. */
pal_status pal_xml_push(pal_xml *xml, pal_str bytes, bool last, pal_error *err);
/** The value of an attribute, with its prefix if any; NULL when it is not there. */
const char *pal_xml_attribute(const char **attributes, const char *name);
/** "2.5.0": of expat. */
const char *pal_xml_version(void);

#endif /* PAL_INGEST_XML_IN_H */
