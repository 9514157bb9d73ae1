#include "why_help.h"

#include "base/buf.h"
#include "report/text_why.h"
#include "report/write_findings.h"

static saids s;

static void write_json(pal_buf *b, const pal_report *report)
{
    pal_json w = {.out = b};
    pal_json_open(&w, NULL, PAL_JSON_OBJECT);
    pal_report_why_json(&w, report);
    pal_json_close(&w);
}

static void draw(pal_buf *b, const pal_findings *findings, pal_drawing drawing,
                 unsigned depth)
{
    const pal_summary summary = {.findings = findings, .screen = PAL_LANGUAGE_FI};
    pal_report_why_text(b, &summary, talk_themes, &drawing, depth);
    cr_assert(!b->failed);
}

static bool has(const pal_buf *b, const char *part)
{
    return pal_str_has(pal_buf_view(b), pal_str_from(part));
}

Test(report_why, neither_order_nor_split_changes_a_byte)
{
    pal_buf out[2][3] = {{{0}}};
    for (int pass = 0; pass < 2; pass++) {
        said_plant(&s);
        s.shuffled = pass != 0;
        const pal_findings findings = {.why = said_find(&s, NULL)};
        talk_write(&out[pass][0], &findings, pal_report_why);
        talk_write(&out[pass][1], &findings, write_json);
        draw(&out[pass][2], &findings, (pal_drawing){.boxes = true}, 5);
        said_close(&s);
    }
    for (size_t i = 0; i < 3; i++) {
        cr_expect(pal_str_equal(pal_buf_view(&out[0][i]), pal_buf_view(&out[1][i])));
        cr_expect_gt(out[0][i].len, 300u, "there is something to compare");
        pal_buf_release(&out[0][i]);
        pal_buf_release(&out[1][i]);
    }
}

Test(report_why, csv_has_a_line_for_each_node_and_quote)
{
    said_plant(&s);
    const pal_findings findings = {.why = said_find(&s, &said_queue)};
    pal_buf b = {0};
    talk_write(&b, &findings, pal_report_why);
    cr_expect(has(&b, "theme,band,level,node,parent,n,of,share,share_rest,z,q,row_id,"
                      "quote\njonotusaika,detractor,1,jonotusaika,,38,60,0.6333,0.0750,"
                      "7.042,"));
    cr_expect(has(&b, "\njonotusaika,detractor,4,Alue=etelä,jono puhelin,16,28,0.5714,"
                      "0.0000,3.142,0.003834437,,\n"));
    /* 2 of 22: below the threshold, the share is not told */
    cr_expect(has(&b, "\njonotusaika,detractor,2,valikoima,jonotusaika,16,38,0.4211,,"));
    pal_buf_clear(&b);
    talk_write(&b, &findings, write_json);
    cr_expect(has(&b, "\"n_rest\": null"));
    pal_buf_release(&b);
    said_close(&s);
}

Test(report_why, depth_cuts_the_levels_and_the_language_changes)
{
    said_plant(&s);
    const pal_findings findings = {.why = said_find(&s, &said_queue)};
    pal_buf b = {0};
    draw(&b, &findings, (pal_drawing){.language = PAL_LANGUAGE_FI}, 1);
    cr_expect(
        has(&b, "`- Ketkä mainitsevat: 38 / 60 (63,3 %), muuten 7,5 %; q < 0,001\n"));
    cr_expect(!has(&b, "Mistä on kyse"));
    pal_buf_clear(&b);
    draw(&b, &findings, (pal_drawing){.language = PAL_LANGUAGE_EN, .boxes = true}, 4);
    cr_expect(has(&b, "│  ├─ jono: 38 of 38 (100.0%), otherwise 3.9%; q < 0.001\n"));
    cr_expect(has(&b, "│     └─ Alue = etelä: 16 of 28 (57.1%), otherwise 0.0%; "
                      "q = 0.004\n"));
    cr_expect(has(&b, "└─ Where it is more common\n"));
    cr_expect(!has(&b, "In their words"));
    pal_buf_release(&b);
    said_close(&s);
}

Test(report_why, a_level_without_a_claim_says_so)
{
    s = (saids){0};
    for (size_t i = 0; i < 40; i++)
        said_add(&s, 1,
                 (said){i % 2 ? PAL_BAND_DETRACTOR : PAL_BAND_PROMOTER,
                        i % 4 < 2 ? "a" : "b", "jono", i % 8 < 4 ? "0-" : "", 0});
    const pal_findings findings = {.why = said_find(&s, &said_queue)};
    pal_buf b = {0};
    draw(&b, &findings, (pal_drawing){.language = PAL_LANGUAGE_EN}, 5);
    cr_expect(has(&b, "q = 1.000; no more than chance\n"));
    cr_expect(has(&b, "Other themes in the same answers: too few answers\n"));
    cr_expect(has(&b, "What it is about: no more than chance\n"));
    cr_expect(has(&b, "Where it is more common: no more than chance\n"));
    pal_buf_release(&b);
    said_close(&s);
}

Test(report_why, words_of_respondents_cannot_steer_the_terminal)
{
    said_plant(&s);
    const pal_findings findings = {.why = said_find(&s, &said_queue)};
    const pal_why_node *n = &findings.why->trees[0].nodes[0];
    cr_assert_gt(n->quote_count, 0u);
    n->quotes[0].id = PAL_STR("a\x1b[2Jb");
    n->quotes[0].text = PAL_STR("jono\n\x1b]0;x\x07\xC2\x9B"
                                "1m loppu\xE2\x80\xAE.");
    n->quotes[0].start = 2;
    n->quotes[0].end = 99;
    pal_buf b = {0};
    draw(&b, &findings, (pal_drawing){.boxes = false}, 5);
    cr_expect(!has(&b, "\x1b") && !has(&b, "\x07") && !has(&b, "\xC2\x9B") &&
              !has(&b, "\xE2\x80\xAE"));
    cr_expect(has(&b, "\"jono  ]0;x  1m loppu .\" (a [2Jb)"));
    pal_buf_release(&b);
    said_close(&s);
}

Test(report_why, a_tone_that_is_hidden_cannot_be_computed)
{
    s = (saids){0};
    said_add(&s, 20, (said){PAL_BAND_DETRACTOR, "", "jono", "0-", 0});
    said_add(&s, 3, (said){PAL_BAND_DETRACTOR, "", "jono", "0+", 0});
    said_add(&s, 20, (said){PAL_BAND_PROMOTER, "", "tuote", "", 0});
    const pal_findings findings = {.why = said_find(&s, &said_queue)};
    pal_buf b = {0};
    draw(&b, &findings, (pal_drawing){.language = PAL_LANGUAGE_EN}, 1);
    cr_expect(has(&b, "Tone: negative not shown, neutral 0, positive not shown\n"));
    pal_buf_release(&b);
    said_close(&s);
}

Test(report_why, a_run_without_findings_writes_the_header_and_null)
{
    const pal_findings findings = {0};
    pal_buf b = {0};
    talk_write(&b, &findings, pal_report_why);
    cr_expect(pal_str_equal(
        pal_buf_view(&b),
        PAL_STR("theme,band,level,node,parent,n,of,share,share_rest,z,q,row_id,"
                "quote\n")));
    pal_buf_clear(&b);
    talk_write(&b, &findings, write_json);
    cr_expect(has(&b, "\"why\": null"));
    pal_buf_clear(&b);
    draw(&b, &findings, (pal_drawing){.language = PAL_LANGUAGE_FI}, 5);
    cr_expect(has(&b, "Mikään teema ei paina"));
    pal_buf_release(&b);
}
