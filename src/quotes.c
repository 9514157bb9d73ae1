#include "quotes.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/fail.h"
#include "base/map.h"
#include "base/str.h"

/* A quote of this many bytes reads well; a longer one is shown cut. */
enum { LENGTH_MIN = 40, LENGTH_MAX = 320 };
/* More than are shown: what stands under another theme already is passed by. */
enum { KEPT = 8 };

typedef struct kept {
    pal_quote quote; /* strings are views into the buffers */
    int32_t rank;
    size_t column; /* of the texts of its row */
    pal_buf text;
    pal_buf id;
} kept;

struct pal_quotes {
    kept *slots; /* [theme][band 1..3][KEPT], best first */
    uint8_t *counts;
    size_t themes;
};

enum { BANDS = PAL_BAND_COUNT - 1 };

pal_status pal_quotes_open(pal_quotes **out, size_t themes, pal_error *err)
{
    size_t places = themes * BANDS;
    pal_quotes *q = pal_memory_resize(NULL, sizeof *q);
    kept *slots = pal_memory_resize(NULL, (places * KEPT + 1) * sizeof *slots);
    uint8_t *counts = pal_memory_resize(NULL, places + 1);
    if (!q || !slots || !counts) {
        pal_memory_resize(q, 0);
        pal_memory_resize(slots, 0);
        pal_memory_resize(counts, 0);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the quotes");
    }
    for (size_t i = 0; i < places * KEPT; i++)
        slots[i] = (kept){.rank = 0};
    for (size_t i = 0; i < places; i++)
        counts[i] = 0;
    *q = (pal_quotes){.slots = slots, .counts = counts, .themes = themes};
    *out = q;
    return PAL_OK;
}

void pal_quotes_close(pal_quotes *q)
{
    if (!q)
        return;
    for (size_t i = 0; i < q->themes * BANDS * KEPT; i++) {
        pal_buf_release(&q->slots[i].text);
        pal_buf_release(&q->slots[i].id);
    }
    pal_memory_resize(q->slots, 0);
    pal_memory_resize(q->counts, 0);
    pal_memory_resize(q, 0);
}

/* The higher the better. Tone counts most, then length, then strength. */
static int32_t rank_of(const pal_quote *quote, int32_t score)
{
    pal_polarity fits = quote->band == PAL_BAND_PROMOTER ? PAL_POSITIVE : PAL_NEGATIVE;
    int32_t rank = 0;
    if (quote->polarity == fits)
        rank += 1000000;
    if (quote->text.len >= LENGTH_MIN && quote->text.len <= LENGTH_MAX)
        rank += 100000;
    else if (quote->text.len < LENGTH_MIN)
        rank += (int32_t)quote->text.len * 1000;
    int32_t strength = score < 0 ? -score : score;
    return rank + (strength < 99999 ? strength : 99999);
}

/* No two are alike in all of it: the lanes are merged in any order. */
static bool before(const kept *a, const kept *b)
{
    if (a->rank != b->rank)
        return a->rank > b->rank;
    return a->quote.row != b->quote.row ? a->quote.row < b->quote.row
                                        : a->column < b->column;
}

static bool put(kept *slot, const kept *one)
{
    pal_buf_clear(&slot->text);
    pal_buf_clear(&slot->id);
    pal_buf_add(&slot->text, one->quote.text);
    pal_buf_add(&slot->id, one->quote.id);
    slot->quote = one->quote;
    slot->quote.text = pal_buf_view(&slot->text);
    slot->quote.id = pal_buf_view(&slot->id);
    slot->rank = one->rank;
    slot->column = one->column;
    return !slot->text.failed && !slot->id.failed;
}

/* The buffers of `one` are not looked at. */
static pal_status insert(pal_quotes *q, const kept *one, pal_error *err)
{
    const pal_quote *quote = &one->quote;
    size_t place = quote->theme * (size_t)BANDS + (size_t)quote->band - 1;
    kept *slots = &q->slots[place * KEPT];
    uint8_t count = q->counts[place];
    size_t at = 0;
    while (at < count && before(&slots[at], one))
        at++;
    /* the same words once only: the earlier row has them */
    for (size_t i = 0; i < count; i++)
        if (pal_str_equal(slots[i].quote.text, quote->text)) {
            if (i < at)
                return PAL_OK;
            kept same = slots[i];
            for (size_t k = i; k > at; k--)
                slots[k] = slots[k - 1];
            slots[at] = same;
            return put(&slots[at], one) ? PAL_OK
                                        : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                                                   "no memory for quotes");
        }
    if (at == KEPT)
        return PAL_OK;
    if (count < KEPT)
        q->counts[place] = ++count;
    kept last = slots[count - 1u];
    for (size_t k = count - 1u; k > at; k--)
        slots[k] = slots[k - 1];
    slots[at] = last;
    return put(&slots[at], one)
               ? PAL_OK
               : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for quotes");
}

pal_status pal_quotes_offer(pal_quotes *q, const pal_quote *quote, size_t column,
                            int32_t score, pal_error *err)
{
    if (quote->band == PAL_BAND_NONE)
        return PAL_OK;
    const kept one = {.quote = *quote, .rank = rank_of(quote, score), .column = column};
    return insert(q, &one, err);
}

pal_status pal_quotes_merge(pal_quotes *into, const pal_quotes *from, pal_error *err)
{
    pal_status status = PAL_OK;
    for (size_t place = 0; place < from->themes * BANDS; place++)
        for (size_t i = 0; status == PAL_OK && i < from->counts[place]; i++)
            status = insert(into, &from->slots[place * KEPT + i], err);
    return status;
}

/* The quotes of a place that stand nowhere yet; its best one, when all do. */
typedef struct finisher {
    const pal_quotes *q;
    pal_arena *mem;
    pal_map *used; /* texts */
    pal_quote *list;
    size_t count;
} finisher;

static bool take(finisher *f, const pal_quote *from)
{
    pal_quote quote = *from;
    quote.text = pal_arena_copy(f->mem, quote.text);
    quote.id = pal_arena_copy(f->mem, quote.id);
    if (!quote.text.ptr || !quote.id.ptr || !pal_map_at(f->used, quote.text, NULL))
        return false;
    f->list[f->count++] = quote;
    return true;
}

static bool take_place(finisher *f, size_t place)
{
    const kept *slots = &f->q->slots[place * KEPT];
    size_t before_it = f->count;
    for (size_t i = 0; i < f->q->counts[place]; i++) {
        if (f->count - before_it == PAL_QUOTES_EACH)
            break;
        if (!pal_map_find(f->used, slots[i].quote.text) && !take(f, &slots[i].quote))
            return false;
    }
    return f->count != before_it || f->q->counts[place] == 0 || take(f, &slots[0].quote);
}

pal_status pal_quotes_finish(const pal_quotes *q, pal_arena *mem,
                             const pal_theme_result *themes, size_t theme_count,
                             pal_summary *out, pal_error *err)
{
    finisher f = {.q = q, .mem = mem, .used = pal_map_new(mem, (uint64_t)(uintptr_t)mem)};
    f.list = pal_new(mem, pal_quote, q->themes * BANDS * PAL_QUOTES_EACH);
    bool fine = f.list && f.used;
    for (size_t t = 0; fine && t < theme_count; t++)
        for (size_t b = 0; fine && b < BANDS; b++)
            fine = take_place(&f, themes[t].theme * (size_t)BANDS + b);
    if (!fine)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the quotes");
    out->quotes = f.list;
    out->quote_count = f.count;
    return PAL_OK;
}
