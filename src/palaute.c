/* The public calls that need no more than a look. */
#include "palaute.h"

#include "base/dotted.h"
#include "engine.h"

const char *pal_version(void)
{
    return PAL_DOTTED_3(PAL_VERSION_MAJOR, PAL_VERSION_MINOR, PAL_VERSION_PATCH);
}

const char *pal_status_name(pal_status status)
{
    switch (status) {
    case PAL_DONE:
        return "done";
    case PAL_OK:
        return "ok";
    case PAL_ENOMEM:
        return "no memory";
    case PAL_EIO:
        return "input or output failed";
    case PAL_EFORMAT:
        return "bad data";
    case PAL_EUSAGE:
        return "bad usage";
    case PAL_ENOINPUT:
        return "no input";
    case PAL_EOUTPUT:
        return "no output";
    case PAL_ESTOP:
        return "stopped";
    }
    return "unknown";
}

const char *pal_language_name(pal_language language)
{
    static const char *const names[] = {"other", "fi", "en", "mixed"};
    return names[language];
}

const char *pal_polarity_name(pal_polarity polarity)
{
    static const char *const names[] = {"neu", "neg", "pos", "mixed"};
    return names[polarity];
}

const char *pal_asked_name(pal_asked asked)
{
    static const char *const names[PAL_ASKED_COUNT] = {"open", "faults", "merits"};
    return names[asked];
}

const char *pal_band_name(pal_band band)
{
    static const char *const names[] = {"", "detractor", "passive", "promoter"};
    return names[band];
}

const char *pal_respelling_name(pal_respelling respelling)
{
    static const char *const names[] = {"none", "spoken", "umlaut", "doubled", "typo"};
    return names[respelling];
}

const char *pal_scale_name(pal_scale scale)
{
    static const char *const names[] = {"none", "0-10", "1-10", "1-7", "1-5"};
    return names[scale];
}

size_t pal_engine_theme_count(const pal_engine *engine)
{
    return pal_lexicon_theme_count(engine->lexicon);
}

const pal_theme *pal_engine_theme(const pal_engine *engine, uint32_t index)
{
    return pal_lexicon_theme(engine->lexicon, index);
}

size_t pal_engine_rule_count(const pal_engine *engine)
{
    return pal_lexicon_rule_count(engine->lexicon);
}

pal_rule_ref pal_engine_rule(const pal_engine *engine, uint32_t index)
{
    if (index == PAL_RULE_MODEL)
        return (pal_rule_ref){.file = {"model", 5}, .text = {"", 0}};
    return pal_lexicon_rule(engine->lexicon, index);
}

const char *pal_engine_morphology(const pal_engine *engine)
{
    return pal_words_engine(engine->words);
}
