#include "ingest/xml_in.h"

#include "base/arena.h"
#include "base/dotted.h"
#include "base/fail.h"

#include <expat.h>

#include <string.h>

enum { DEPTH_MAX = 100, TAG_MAX = 256 * 1024 };

struct pal_xml {
    XML_Parser parser;
    const pal_xml_calls *calls;
    void *ctx;
    size_t depth;
    uint64_t pushed;
    bool refused;
};

static const char *local(const char *name)
{
    const char *colon = strchr(name, ':');
    return colon ? colon + 1 : name;
}

static void refuse(pal_xml *xml)
{
    xml->refused = true;
    XML_StopParser(xml->parser, XML_FALSE);
}

static void XMLCALL on_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
    pal_xml *xml = ctx;
    if (++xml->depth > DEPTH_MAX)
        refuse(xml);
    else
        xml->calls->start(xml->ctx, local(name), attributes);
}

static void XMLCALL on_end(void *ctx, const XML_Char *name)
{
    pal_xml *xml = ctx;
    xml->depth--;
    xml->calls->end(xml->ctx, local(name));
}

static void XMLCALL on_text(void *ctx, const XML_Char *text, int len)
{
    const pal_xml *xml = ctx;
    xml->calls->text(xml->ctx, (pal_str){text, (size_t)len});
}

static void XMLCALL on_doctype(void *ctx, const XML_Char *name, const XML_Char *sysid,
                               const XML_Char *pubid, int has_internal_subset)
{
    (void)name;
    (void)sysid;
    (void)pubid;
    (void)has_internal_subset;
    refuse(ctx);
}

pal_status pal_xml_open(pal_xml **out, const pal_xml_calls *calls, void *ctx,
                        pal_error *err)
{
    pal_xml *xml = pal_memory_resize(NULL, sizeof *xml);
    XML_Parser parser = xml ? XML_ParserCreate(NULL) : NULL;
    if (!parser) {
        pal_memory_resize(xml, 0);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the XML");
    }
    *xml = (pal_xml){.parser = parser, .calls = calls, .ctx = ctx};
    XML_SetUserData(parser, xml);
    XML_SetElementHandler(parser, on_start, on_end);
    XML_SetCharacterDataHandler(parser, on_text);
    XML_SetStartDoctypeDeclHandler(parser, on_doctype);
    *out = xml;
    return PAL_OK;
}

void pal_xml_close(pal_xml *xml)
{
    if (!xml)
        return;
    XML_ParserFree(xml->parser);
    pal_memory_resize(xml, 0);
}

pal_status pal_xml_push(pal_xml *xml, pal_str bytes, bool last, pal_error *err)
{
    enum XML_Status status = XML_Parse(xml->parser, bytes.ptr, (int)bytes.len, last);
    xml->pushed += bytes.len;
    if (status != XML_STATUS_ERROR) {
        /* an open tag is held back and scanned again with each piece */
        XML_Index at = XML_GetCurrentByteIndex(xml->parser);
        if (at < 0 || last || xml->pushed - (uint64_t)at <= TAG_MAX)
            return PAL_OK;
    }
    if (XML_GetErrorCode(xml->parser) == XML_ERROR_NO_MEMORY)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the XML");
    return pal_fail(
        err, PAL_EFORMAT, pal_loc_file(NULL),
        xml->refused || status != XML_STATUS_ERROR
            ? "this XLSX file holds XML that no spreadsheet writes; save it as "
              "CSV UTF-8"
            : "this XLSX file holds broken XML; open it in a spreadsheet and "
              "save it as CSV UTF-8");
}

const char *pal_xml_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(attributes[i], name) == 0)
            return attributes[i + 1];
    return NULL;
}

const char *pal_xml_version(void)
{
    return PAL_DOTTED_3(XML_MAJOR_VERSION, XML_MINOR_VERSION, XML_MICRO_VERSION);
}
