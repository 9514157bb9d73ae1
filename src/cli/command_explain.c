#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "messages.h"
#include "options.h"

enum { TEXT_MAX = 1024 * 1024 };

/* By pal_respelling. */
static const char *const why[] = {"", "spoken form", "missing umlaut", "doubled letter",
                                  "typo"};

static void print_tokens(const pal_reading_view *r)
{
    printf("\n%-20s %-16s %-16s %-6s %-9s %s\n", "token", "stem", "lemma", "clause",
           "role", "valence");
    for (size_t i = 0; i < r->token_count; i++) {
        const pal_token_view *t = &r->tokens[i];
        pal_str token = {r->text.ptr + t->start, t->end - t->start};
        bool line_end = token.len != 0 && (token.ptr[0] == '\n' || token.ptr[0] == '\r');
        print_padded(line_end ? (pal_str){"\\n", 2} : token, 21);
        print_padded(t->stem, 17);
        print_padded(t->lemma, 17);
        printf("%3u.%-2u %-9.*s", t->sentence + 1, t->clause + 1, (int)t->role.len,
               t->role.ptr ? t->role.ptr : "");
        if (t->valence)
            printf(" %+.2f", t->valence / 1000.0);
        printf("%s", t->negated ? " negated" : "");
        if (t->standard.len != 0)
            printf(" read as %.*s (%s)", (int)t->standard.len, t->standard.ptr,
                   why[t->respelling]);
        putchar('\n');
    }
}

/* The strongest reasons of a model, on one line. */
static void print_reasons(const pal_reader *reader, const pal_mention *m)
{
    enum { REASONS = 6 };
    pal_reason reasons[REASONS];
    size_t count = pal_reader_reasons(reader, m, reasons, REASONS);
    printf("      model, probability %.2f:", (double)m->probability / 1000.0);
    for (size_t i = 0; i < count; i++) {
        const pal_reason *r = &reasons[i];
        if (r->kind == 'c') { /* "palv*", "*velu": where a word goes on */
            bool begins = r->second.len != 0 && r->second.ptr[0] == '^';
            bool ends = r->second.len != 0 && r->second.ptr[r->second.len - 1] == '$';
            printf("%s %s%.*s%s %+.2f", i ? "," : "", begins ? "" : "*", (int)r->text.len,
                   r->text.ptr, ends ? "" : "*", r->weight);
            continue;
        }
        printf("%s %s%.*s%s%.*s %+.2f", i ? "," : "", r->kind == 'n' ? "not " : "",
               (int)r->text.len, r->text.ptr, r->second.len ? " " : "",
               (int)r->second.len, r->second.ptr, r->weight);
    }
    putchar('\n');
}

static void print_mentions(const pal_engine *engine, const pal_reader *reader,
                           const pal_reading_view *r)
{
    printf("\n%zu mention%s\n", r->mention_count, r->mention_count == 1 ? "" : "s");
    for (size_t i = 0; i < r->mention_count; i++) {
        const pal_mention *m = &r->mentions[i];
        pal_str id = pal_engine_theme(engine, m->theme)->id;
        pal_rule_ref rule = pal_engine_rule(engine, m->rule);
        printf("  %.*s:%s  \"%.*s\" [%u-%u] clause %u%s%s%s\n", (int)id.len, id.ptr,
               pal_polarity_name(m->polarity), (int)(m->end - m->start),
               r->text.ptr + m->start, m->start, m->end, m->clause + 1,
               m->negated ? ", turned by a negation" : "", m->wish ? ", a wish" : "",
               m->learnt ? ", tone by the model" : "");
        if (m->probability != 0)
            print_reasons(reader, m);
        else
            printf("      %.*s:%u  %.*s\n", (int)rule.file.len, rule.file.ptr, rule.line,
                   (int)rule.text.len, rule.text.ptr);
    }
}

static int explain(const pal_engine *engine, settings *s, pal_str text)
{
    pal_error err = {.code = PAL_OK};
    pal_reader *reader = NULL;
    pal_reading_view r;
    if (pal_reader_open(&reader, engine, &s->opt, &err) != PAL_OK)
        return report_failure(&err);
    int status = EXIT_FINE;
    if (pal_read(reader, text, &r, &err) != PAL_OK) {
        status = report_failure(&err);
    } else {
        printf("%.*s\nlanguage %s, morphology %s\n", (int)r.text.len, r.text.ptr,
               pal_language_name(r.language), pal_engine_morphology(engine));
        if (r.asked != PAL_ASKED_OPEN)
            printf("the question asks for %s\n", pal_asked_name(r.asked));
        print_tokens(&r);
        print_mentions(engine, reader, &r);
        printf("\nsentiment %s (%+.3f)%s\n", pal_polarity_name(r.sentiment),
               r.score / 1000.0, r.empty ? ", an empty answer" : "");
        pal_tag tags[64];
        size_t count = pal_reader_tags(reader, tags, 64);
        fputs("themes ", stdout);
        for (size_t i = 0; i < count && i < 64; i++) {
            pal_str id = pal_engine_theme(engine, tags[i].theme)->id;
            printf("%s%.*s:%s", i ? ";" : "", (int)id.len, id.ptr,
                   pal_polarity_name(tags[i].polarity));
        }
        putchar('\n');
    }
    pal_reader_close(reader);
    return status;
}

int command_explain(settings *s)
{
    if (s->argument_count == 0)
        return tell_usage("explain", "give a text in quotes; see palaute explain --help");
    pal_engine *engine = NULL;
    int failed = open_engine(&engine, s);
    if (failed)
        return failed;
    /* several words without quotes are one text */
    static char text[TEXT_MAX];
    size_t len = 0;
    for (size_t i = 0; i < s->argument_count; i++) {
        size_t more = strlen(s->arguments[i]);
        if (more + 1 > sizeof text - len) {
            pal_engine_close(engine);
            return tell_usage("explain", "the text is longer than %zu bytes",
                              sizeof text - 1);
        }
        if (i)
            text[len++] = ' ';
        memcpy(text + len, s->arguments[i], more);
        len += more;
    }
    int status = explain(engine, s, (pal_str){text, len});
    pal_engine_close(engine);
    return status;
}
