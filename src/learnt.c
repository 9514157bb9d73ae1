#include "learnt.h"

#include "base/fail.h"
#include "base/io.h"
#include "base/str.h"
#include "own_themes.h"

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the models");
}

static bool is_tone(const pal_model_view *view)
{
    return view->kind == PAL_MODEL_SENTIMENT && view->class_count == PAL_POLARITY_COUNT;
}

static pal_status open_one(pal_model **out, pal_arena *mem, const char *folder,
                           const char *name, pal_model_kind kind, pal_known *known,
                           pal_error *err)
{
    const char *path = pal_io_path(mem, folder, name);
    if (!path)
        return no_memory(err);
    if (!pal_io_is_there(path))
        return PAL_OK;
    pal_status status = pal_model_open_known(out, mem, path, known, err);
    if (status != PAL_OK)
        return status;
    const pal_model_view *view = pal_model_of(*out);
    if (view->kind != kind || (kind == PAL_MODEL_SENTIMENT && !is_tone(view)))
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(path),
                        "is a model of something else than its name says");
    return PAL_OK;
}

/* The class of each theme, the first one that is it. */
static bool place_classes(pal_topics *topics, pal_arena *mem)
{
    const size_t classes = pal_model_of(topics->model)->class_count;
    size_t themes = 0;
    for (size_t k = 0; k < classes; k++)
        if (topics->theme_of[k] != UINT32_MAX && topics->theme_of[k] >= themes)
            themes = (size_t)topics->theme_of[k] + 1;
    uint16_t *class_of = pal_new(mem, uint16_t, themes);
    if (!class_of)
        return false;
    for (size_t i = 0; i < themes; i++)
        class_of[i] = (uint16_t)classes;
    for (size_t k = classes; k-- > 0;)
        if (topics->theme_of[k] != UINT32_MAX)
            class_of[topics->theme_of[k]] = (uint16_t)k;
    topics->class_of = class_of;
    topics->class_of_count = themes;
    return true;
}

/* Which theme each class of a model of themes is. */
static pal_status place_themes(pal_topics *topics, pal_arena *mem,
                               const pal_lexicon *lexicon, pal_error *err)
{
    const pal_model_view *view = pal_model_of(topics->model);
    uint32_t *theme_of = pal_new(mem, uint32_t, view->class_count);
    if (!theme_of)
        return no_memory(err);
    topics->general = SIZE_MAX;
    for (size_t i = 0; i < view->class_count; i++) {
        int32_t theme = pal_lexicon_find_theme(lexicon, view->classes[i].name);
        theme_of[i] = theme < 0 ? UINT32_MAX : (uint32_t)theme;
        if (theme >= 0 &&
            pal_str_equal(pal_lexicon_yields(lexicon, theme_of[i]), PAL_STR("all")))
            topics->general = i;
    }
    topics->theme_of = theme_of;
    return place_classes(topics, mem) ? PAL_OK : no_memory(err);
}

/* Every theme of the model is one of the user's: new, or one of another model. */
static pal_status add_themes(const pal_models *models, const pal_model_view *view,
                             pal_lexicon *lexicon, const char *path, pal_error *err)
{
    pal_status status = PAL_OK;
    for (size_t i = 0; status == PAL_OK && i < view->class_count; i++) {
        pal_str id = view->classes[i].name;
        int32_t found = pal_lexicon_find_theme(lexicon, id);
        uint32_t added;
        if (!pal_own_id_fits(id))
            return pal_fail(err, PAL_EFORMAT, pal_loc_file(path),
                            "is damaged: the id of a theme is none");
        if (found >= 0 && (size_t)found < models->lexicon_themes)
            return pal_fail(err, PAL_EFORMAT, pal_loc_file(path),
                            "the theme '%.*s' is one of the lexicon, too; give yours "
                            "another id and train again",
                            PAL_ARG(pal_str_clip(id, 40)));
        if (found < 0)
            status = pal_lexicon_add_theme(&added, lexicon, id, err);
    }
    return status;
}

static pal_status take_own(pal_models *models, pal_arena *mem, pal_model *model,
                           const char *path, pal_lexicon *lexicon, pal_error *err)
{
    const pal_model_view *view = pal_model_of(model);
    pal_topics *topics = &models->own[view->language];
    if (topics->model)
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(path),
                        "is a second model of own themes for '%s'; there may be one a "
                        "language",
                        pal_language_name(view->language));
    pal_status status = add_themes(models, view, lexicon, path, err);
    if (status != PAL_OK)
        return status;
    topics->model = model;
    return place_themes(topics, mem, lexicon, err);
}

pal_status pal_models_add_own(pal_models *models, pal_arena *mem, const char *path,
                              pal_lexicon *lexicon, pal_error *err)
{
    pal_model *model;
    pal_status status = pal_model_open_known(&model, mem, path, models->known, err);
    if (status != PAL_OK)
        return status;
    const pal_model_view *view = pal_model_of(model);
    if (view->kind != PAL_MODEL_OWN)
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(path),
                        "is a model of %s, not of own themes; train --themes "
                        "--own-ids makes one",
                        view->kind == PAL_MODEL_THEMES ? "the lexicon's themes" : "tone");
    return take_own(models, mem, model, path, lexicon, err);
}

pal_status pal_models_use(pal_models *models, pal_arena *mem, const char *path,
                          pal_lexicon *lexicon, pal_error *err)
{
    pal_model *model;
    pal_status status = pal_model_open_known(&model, mem, path, models->known, err);
    if (status != PAL_OK)
        return status;
    const pal_model_view *view = pal_model_of(model);
    if (view->kind != PAL_MODEL_SENTIMENT) {
        models->no_rules = true;
        models->themes[PAL_LANGUAGE_FI] = models->themes[PAL_LANGUAGE_EN] =
            (pal_topics){.model = NULL};
        if (view->kind == PAL_MODEL_OWN)
            return take_own(models, mem, model, path, lexicon, err);
        models->themes[view->language].model = model;
        return place_themes(&models->themes[view->language], mem, lexicon, err);
    }
    if (!is_tone(view))
        return pal_fail(err, PAL_EFORMAT, pal_loc_file(path),
                        "is a model of something else than tone or themes");
    /* it has learnt from all texts of its file, of whichever of the two languages */
    models->sentiment[PAL_LANGUAGE_FI] = models->sentiment[PAL_LANGUAGE_EN] = model;
    models->alone = true;
    return PAL_OK;
}

pal_status pal_models_open(pal_models *out, pal_arena *mem, const char *folder,
                           const pal_lexicon *lexicon, bool only_own, pal_known *known,
                           pal_error *err)
{
    static const char *const sentiment[] = {"", "sentiment.fi.model",
                                            "sentiment.en.model"};
    static const char *const themes[] = {"", "themes.fi.model", "themes.en.model"};
    *out = (pal_models){.lexicon_themes = pal_lexicon_theme_count(lexicon),
                        .no_rules = only_own,
                        .known = known};
    pal_status status = PAL_OK;
    for (int l = PAL_LANGUAGE_FI; folder && status == PAL_OK && l <= PAL_LANGUAGE_EN;
         l++) {
        status = open_one(&out->sentiment[l], mem, folder, sentiment[l],
                          PAL_MODEL_SENTIMENT, known, err);
        if (status == PAL_OK && !only_own)
            status = open_one(&out->themes[l].model, mem, folder, themes[l],
                              PAL_MODEL_THEMES, known, err);
        if (status == PAL_OK && out->themes[l].model)
            status = place_themes(&out->themes[l], mem, lexicon, err);
    }
    return status;
}

bool pal_models_have_own(const pal_models *models)
{
    return models->own[PAL_LANGUAGE_FI].model || models->own[PAL_LANGUAGE_EN].model;
}

pal_status pal_models_fit(const pal_models *models, pal_language language, pal_error *err)
{
    bool one = language == PAL_LANGUAGE_FI || language == PAL_LANGUAGE_EN;
    if (!one || !pal_models_have_own(models) || models->own[language].model)
        return PAL_OK;
    pal_language other = language == PAL_LANGUAGE_FI ? PAL_LANGUAGE_EN : PAL_LANGUAGE_FI;
    return pal_fail(err, PAL_EUSAGE, pal_loc_file(NULL),
                    "the model of own themes is for '%s', the answers are '%s'; name one "
                    "for '%s', too, or say --language %s",
                    pal_language_name(other), pal_language_name(language),
                    pal_language_name(language), pal_language_name(other));
}

size_t pal_models_of(const pal_models *models, pal_language language,
                     const pal_model *out[PAL_MODELS_MAX])
{
    size_t count = 0;
    if (models->sentiment[language])
        out[count++] = models->sentiment[language];
    if (models->themes[language].model)
        out[count++] = models->themes[language].model;
    if (models->own[language].model)
        out[count++] = models->own[language].model;
    return count;
}

bool pal_models_read_score(const pal_models *models)
{
    const pal_model *all[PAL_MODELS_MAX];
    for (int l = 0; l < 3; l++)
        for (size_t i = pal_models_of(models, (pal_language)l, all); i-- > 0;)
            if (pal_model_of(all[i])->reads & PAL_MODEL_READS_SCORE)
                return true;
    return false;
}

size_t pal_models_numbers(const pal_models *models, pal_language language)
{
    const pal_model *all[PAL_MODELS_MAX];
    size_t count = pal_models_of(models, language, all);
    size_t size = count != 0 ? PAL_NUMBERS_OWN : 0;
    for (size_t i = 0; i < count; i++)
        size += pal_model_word_size(all[i]);
    return size;
}

bool pal_models_word(const pal_models *models, pal_arena *mem, pal_word *word,
                     pal_language language)
{
    const pal_model *all[PAL_MODELS_MAX];
    size_t count = pal_models_of(models, language, all);
    size_t size = pal_models_numbers(models, language);
    if (count == 0 || !(word->flags & PAL_WORD_LETTERS))
        return true;
    int16_t *learnt = pal_new(mem, int16_t, size);
    if (!learnt)
        return false;
    pal_models_sum_word(all, count, word, language, learnt);
    word->learnt[language] = learnt;
    return true;
}

size_t pal_topics_class(const pal_topics *topics, uint32_t theme)
{
    return theme < topics->class_of_count ? topics->class_of[theme]
                                          : pal_model_of(topics->model)->class_count;
}
