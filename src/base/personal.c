#include "base/personal.h"

#include "base/str.h"

static const struct {
    const char *name;
    pal_str fi;
    pal_str en;
} kinds[PAL_PERSONAL_COUNT] = {
    [PAL_PERSONAL_NAME] = {"name", PAL_INIT("[NIMI]"), PAL_INIT("[NAME]")},
    [PAL_PERSONAL_PHONE] = {"phone", PAL_INIT("[PUHELIN]"), PAL_INIT("[PHONE]")},
    [PAL_PERSONAL_EMAIL] = {"email", PAL_INIT("[SÄHKÖPOSTI]"), PAL_INIT("[EMAIL]")},
    [PAL_PERSONAL_HETU] = {"hetu", PAL_INIT("[HETU]"), PAL_INIT("[IDENTITY-CODE]")},
    [PAL_PERSONAL_ACCOUNT] = {"account", PAL_INIT("[TILI]"), PAL_INIT("[ACCOUNT]")},
    [PAL_PERSONAL_BUSINESS] = {"business_id", PAL_INIT("[Y-TUNNUS]"),
                               PAL_INIT("[BUSINESS-ID]")},
    [PAL_PERSONAL_CARD] = {"card", PAL_INIT("[KORTTI]"), PAL_INIT("[CARD]")},
    [PAL_PERSONAL_ADDRESS] = {"address", PAL_INIT("[OSOITE]"), PAL_INIT("[ADDRESS]")},
    [PAL_PERSONAL_PLATE] = {"plate", PAL_INIT("[REKISTERI]"), PAL_INIT("[PLATE]")},
    [PAL_PERSONAL_LINK] = {"link", PAL_INIT("[LINKKI]"), PAL_INIT("[LINK]")},
    [PAL_PERSONAL_HANDLE] = {"handle", PAL_INIT("[TUNNUS]"), PAL_INIT("[HANDLE]")},
    [PAL_PERSONAL_IP] = {"ip", PAL_INIT("[IP-OSOITE]"), PAL_INIT("[IP-ADDRESS]")},
};

const char *pal_personal_name(pal_personal kind)
{
    return kinds[kind].name;
}

pal_str pal_personal_mark(pal_personal kind, pal_language language)
{
    return language == PAL_LANGUAGE_EN ? kinds[kind].en : kinds[kind].fi;
}

size_t pal_personal_mark_at(pal_str text, size_t at)
{
    if (at >= text.len || text.ptr[at] != '[')
        return 0;
    pal_str rest = {text.ptr + at, text.len - at};
    for (size_t i = 0; i < PAL_PERSONAL_COUNT; i++) {
        if (pal_str_starts(rest, kinds[i].fi))
            return kinds[i].fi.len;
        if (pal_str_starts(rest, kinds[i].en))
            return kinds[i].en.len;
    }
    return 0;
}
