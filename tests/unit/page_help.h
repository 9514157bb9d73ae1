/* page_help.h -- report.html of the run of report_help.h */
#ifndef PAL_TESTS_PAGE_HELP_H
#define PAL_TESTS_PAGE_HELP_H

#include <criterion/criterion.h>

#include "report_help.h"

static inline pal_buf page_of(const help_report *h)
{
    pal_buf b = {0};
    pal_report_html(&b, &h->report);
    cr_assert_not(b.failed);
    return b;
}

/* Every element that is opened is closed, in order; `where` is the first mistake. */
static inline bool is_balanced(pal_str page, size_t *where)
{
    pal_str open[64];
    size_t depth = 0;
    size_t at = pal_str_find(page, PAL_STR("<html"));
    for (; at < page.len; at++) {
        if (page.ptr[at] != '<')
            continue;
        *where = at;
        pal_str rest = {page.ptr + at + 1, page.len - at - 1};
        pal_cut tag = pal_str_cut(rest, '>');
        bool closing = pal_str_starts(tag.head, PAL_STR("/"));
        pal_str name = tag.head;
        if (closing)
            name = (pal_str){name.ptr + 1, name.len - 1};
        name = pal_str_cut(name, ' ').head;
        bool alone = pal_str_ends(tag.head, PAL_STR("/")) ||
                     pal_str_equal(name, PAL_STR("meta")) ||
                     pal_str_equal(name, PAL_STR("br"));
        if (!tag.found ||
            (closing && (depth == 0 || !pal_str_equal(open[depth - 1], name))))
            return false;
        if (closing)
            depth--;
        else if (!alone && depth == 64)
            return false;
        else if (!alone)
            open[depth++] = name;
    }
    return depth == 0;
}

#endif /* PAL_TESTS_PAGE_HELP_H */
