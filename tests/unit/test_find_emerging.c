#include "talk_help.h"

#include "stats/keyness_find.h"
#include "stats/waves.h"

static talks t;

static const pal_wave_findings *find(void)
{
    const pal_keyness_findings *keyness = NULL;
    const pal_wave_findings *found = NULL;
    talk_join(&t, "wave", true, false);
    cr_assert_eq(pal_keyness_find(&keyness, &t.run, NULL), PAL_OK);
    cr_assert_eq(pal_waves_find(&found, &t.run, keyness, NULL), PAL_OK);
    return found;
}

Test(find_emerging, words_of_the_latest_wave_against_all_earlier_ones)
{
    static const char *const waves[] = {"2024", "2025", "2026"};
    for (size_t count = 2; count <= 3; count++) {
        t = (talks){0};
        for (size_t w = 0; w < count; w++) {
            talk_add(&t, 20, (talk){PAL_BAND_NONE, waves[w], "hinta", -1});
            talk_add(&t, 20, (talk){PAL_BAND_NONE, waves[w], "jono", -1});
        }
        talk_add(&t, 20, (talk){PAL_BAND_NONE, waves[count - 1], "lakko", -1});
        const pal_wave_findings *f = find();
        cr_assert_not_null(f);
        cr_assert_not_null(f->emerging);
        const pal_key_side *side = &f->emerging->sides[f->emerging_side];
        cr_expect(pal_str_equal(side->name, pal_str_from(waves[count - 1])));
        cr_expect_eq(side->comments, 60u);
        cr_expect_eq(f->emerging->sides[1 - f->emerging_side].comments,
                     40u * (count - 1));
        cr_assert_eq(side->count, 1u);
        cr_expect(pal_str_equal(side->terms[0].term, PAL_STR("lakko")));
        cr_expect_eq(side->terms[0].comments_other, 0u, "it is new");
        talk_close(&t);
    }
}

Test(find_emerging, without_contrast_of_the_latest_wave_there_is_nothing)
{
    t = (talks){0};
    talk_add(&t, 40, (talk){PAL_BAND_NONE, "2025", "jono", -1});
    talk_add(&t, 9, (talk){PAL_BAND_NONE, "2026", "lakko", -1});
    const pal_wave_findings *f = find();
    cr_assert_not_null(f);
    cr_expect_null(f->emerging, "nine comments are too few");
    talk_close(&t);
}

Test(find_emerging, waves_survive_every_memory_limit)
{
    t = (talks){0};
    talk_add(&t, 40, (talk){PAL_BAND_PROMOTER, "2025", "jono", 0});
    talk_add(&t, 40, (talk){PAL_BAND_DETRACTOR, "2026", "lakko", 1});
    talk_join(&t, "wave", true, false);
    pal_status last = PAL_ENOMEM;
    size_t failed = 0;
    for (size_t limit = 256; last != PAL_OK && limit < 1 << 20; limit += 256) {
        pal_stats_run run = t.run;
        run.mem = pal_arena_open(limit);
        cr_assert_not_null(run.mem);
        const pal_wave_findings *found = NULL;
        last = pal_waves_find(&found, &run, NULL, NULL);
        cr_assert(last == PAL_OK || last == PAL_ENOMEM);
        cr_expect_eq(found != NULL, last == PAL_OK);
        failed += last != PAL_OK;
        pal_arena_close(run.mem);
    }
    cr_expect_eq(last, PAL_OK);
    cr_expect_gt(failed, 1u);
    talk_close(&t);
}
