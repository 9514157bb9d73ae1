#include "quotes.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/fail.h"
#include "base/str.h"

/* A quote of this many bytes reads well; a longer one is shown cut. */
enum { LENGTH_MIN = 40, LENGTH_MAX = 320 };

typedef struct kept {
    pal_quote quote; /* strings are views into the buffers */
    int32_t rank;
    pal_buf text;
    pal_buf id;
} kept;

struct pal_quotes {
    kept *slots; /* [theme][band 1..3][PAL_QUOTES_EACH], best first */
    uint8_t *counts;
    size_t themes;
};

enum { BANDS = PAL_BAND_COUNT - 1 };

pal_status pal_quotes_open(pal_quotes **out, size_t themes, pal_error *err)
{
    size_t places = themes * BANDS;
    pal_quotes *q = pal_memory_resize(NULL, sizeof *q);
    kept *slots = pal_memory_resize(NULL, (places * PAL_QUOTES_EACH + 1) * sizeof *slots);
    uint8_t *counts = pal_memory_resize(NULL, places + 1);
    if (!q || !slots || !counts) {
        pal_memory_resize(q, 0);
        pal_memory_resize(slots, 0);
        pal_memory_resize(counts, 0);
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the quotes");
    }
    for (size_t i = 0; i < places * PAL_QUOTES_EACH; i++)
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
    for (size_t i = 0; i < q->themes * BANDS * PAL_QUOTES_EACH; i++) {
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

static bool before(int32_t rank_a, uint64_t row_a, int32_t rank_b, uint64_t row_b)
{
    return rank_a != rank_b ? rank_a > rank_b : row_a < row_b;
}

static bool put(kept *slot, const pal_quote *quote, int32_t rank)
{
    pal_buf_clear(&slot->text);
    pal_buf_clear(&slot->id);
    pal_buf_add(&slot->text, quote->text);
    pal_buf_add(&slot->id, quote->id);
    slot->quote = *quote;
    slot->quote.text = pal_buf_view(&slot->text);
    slot->quote.id = pal_buf_view(&slot->id);
    slot->rank = rank;
    return !slot->text.failed && !slot->id.failed;
}

static pal_status insert(pal_quotes *q, const pal_quote *quote, int32_t rank,
                         pal_error *err)
{
    size_t place = quote->theme * (size_t)BANDS + (size_t)quote->band - 1;
    kept *slots = &q->slots[place * PAL_QUOTES_EACH];
    uint8_t count = q->counts[place];
    size_t at = 0;
    while (at < count && before(slots[at].rank, slots[at].quote.row, rank, quote->row))
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
            return put(&slots[at], quote, rank)
                       ? PAL_OK
                       : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL),
                                  "no memory for quotes");
        }
    if (at == PAL_QUOTES_EACH)
        return PAL_OK;
    if (count < PAL_QUOTES_EACH)
        q->counts[place] = ++count;
    kept last = slots[count - 1u];
    for (size_t k = count - 1u; k > at; k--)
        slots[k] = slots[k - 1];
    slots[at] = last;
    return put(&slots[at], quote, rank)
               ? PAL_OK
               : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for quotes");
}

pal_status pal_quotes_offer(pal_quotes *q, const pal_quote *quote, int32_t score,
                            pal_error *err)
{
    if (quote->band == PAL_BAND_NONE)
        return PAL_OK;
    return insert(q, quote, rank_of(quote, score), err);
}

pal_status pal_quotes_merge(pal_quotes *into, const pal_quotes *from, pal_error *err)
{
    pal_status status = PAL_OK;
    for (size_t place = 0; place < from->themes * BANDS; place++)
        for (size_t i = 0; status == PAL_OK && i < from->counts[place]; i++) {
            const kept *one = &from->slots[place * PAL_QUOTES_EACH + i];
            status = insert(into, &one->quote, one->rank, err);
        }
    return status;
}

pal_status pal_quotes_finish(const pal_quotes *q, pal_arena *mem,
                             const pal_theme_result *themes, size_t theme_count,
                             pal_summary *out, pal_error *err)
{
    pal_quote *list = pal_new(mem, pal_quote, q->themes * BANDS * PAL_QUOTES_EACH);
    size_t count = 0;
    bool fine = list != NULL;
    for (size_t t = 0; fine && t < theme_count; t++)
        for (size_t b = 0; fine && b < BANDS; b++) {
            size_t place = themes[t].theme * (size_t)BANDS + b;
            for (size_t i = 0; fine && i < q->counts[place]; i++) {
                pal_quote quote = q->slots[place * PAL_QUOTES_EACH + i].quote;
                quote.text = pal_arena_copy(mem, quote.text);
                quote.id = pal_arena_copy(mem, quote.id);
                fine = quote.text.ptr && quote.id.ptr;
                list[count++] = quote;
            }
        }
    if (!fine)
        return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the quotes");
    out->quotes = list;
    out->quote_count = count;
    return PAL_OK;
}
