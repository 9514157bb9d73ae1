/* Forms of all panels become terms. Their runs are read as one: once when all terms find
 * room, else twice, for it takes the first pass to know which ones are too rare. */
#include <assert.h>
#include <string.h>

#include "base/fail.h"
#include "base/str.h"
#include "stats/panel_inside.h"

enum {
    TERMS_MOST = 1 << 20,
    RARE_FIRST = 5,        /* no finding is on words of fewer respondents */
    RARE_STEPS = 56,       /* each twice the one before */
    RARE_PLACES = 1 << 12, /* numbers that rare terms share, so that rows still differ */
    NUMBERS_EACH = 2048,   /* of a stretch, that are written as one */
};
/* Numbers of some 500,000 forms. */
static const size_t NUMBERS_IN_MEMORY = (size_t)4 << 20;

/* Forms with one key in one language. */
typedef struct side {
    pal_term term; /* without its strings */
    uint64_t stops;
    uint64_t best; /* tokens of the form that is shown */
    pal_buf form;
    bool has_form;
    /* the form at hand */
    pal_buf text;
    uint64_t uses;
    bool dictionary;
} side;

/* A form on its way to its term. */
typedef struct member {
    uint32_t stretch; /* over all panels */
    uint32_t form;
    uint32_t side;
} member;

/* Numbers of a stretch that are not yet written. */
typedef struct outlet {
    uint64_t at;
    size_t count;
    pal_form_number *numbers;
} outlet;

typedef struct joiner {
    pal_panels *all;
    pal_panel_stop_fn *stop;
    void *ctx;
    pal_error *err;
    bool counting;                          /* the first of two passes */
    uint64_t terms_by_step[RARE_STEPS + 1]; /* terms that a bound of this step keeps */
    pal_buf key;
    side sides[PAL_PANEL_LANGUAGES];
    size_t side_count;
    pal_buf members;
    size_t *first_stretch; /* by panel */
    outlet *outlets;       /* by stretch */
    size_t outlet_each;
    size_t term_cap;
} joiner;

static pal_status no_memory(pal_error *err)
{
    return pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory for the panels");
}

static void copy_to(pal_buf *to, pal_str text)
{
    pal_buf_clear(to);
    pal_buf_add(to, text);
}

/* --- one form after the other --- */

/* All panels' tokens of one form are known. */
static void end_form(joiner *j, side *s)
{
    pal_str key = pal_buf_view(&j->key);
    pal_str text = pal_buf_view(&s->text);
    if (!j->counting && (s->uses > s->best || !s->has_form)) {
        copy_to(&s->form, s->dictionary ? key : text);
        s->best = s->uses;
        s->has_form = true;
    }
    s->term.count += s->uses;
    if (!j->counting && j->stop && j->stop(j->ctx, s->term.language, key, text))
        s->stops += s->uses;
    s->uses = 0;
}

static side *side_for(joiner *j, pal_language language)
{
    side *s = j->side_count != 0 ? &j->sides[j->side_count - 1] : NULL;
    if (s && (s->term.language == language || j->side_count == PAL_PANEL_LANGUAGES))
        return s;
    if (s)
        end_form(j, s);
    s = &j->sides[j->side_count++];
    *s = (side){.term = {.language = language}, .form = s->form, .text = s->text};
    pal_buf_clear(&s->form);
    pal_buf_clear(&s->text);
    return s;
}

static void take_form(joiner *j, pal_language language, pal_str text,
                      const pal_panel_form_counts *counts, size_t stretch)
{
    size_t before = j->side_count;
    side *s = side_for(j, language);
    bool fresh = j->side_count != before;
    if (fresh || !pal_str_equal(pal_buf_view(&s->text), text)) {
        if (!fresh)
            end_form(j, s);
        copy_to(&s->text, text);
        s->dictionary = (counts->flags & PAL_FORM_DICTIONARY) != 0;
    }
    s->uses += counts->count;
    s->term.flags |= counts->flags;
    if (j->counting)
        return;
    const member m = {(uint32_t)stretch, counts->number, (uint32_t)(s - j->sides)};
    pal_buf_add(&j->members, (pal_str){(const char *)&m, sizeof m});
}

/* --- one key after the other --- */

/* Is the key too rare for a bound? A word is told in both languages, or in neither: what
 * is a function word in one is asked of the other. */
static bool is_rare(const joiner *j, uint64_t below)
{
    for (size_t i = 0; i < j->side_count; i++)
        if (j->sides[i].term.count >= below ||
            (j->sides[i].term.flags & PAL_FORM_NEGATOR))
            return false;
    return true;
}

static uint64_t bound_of(size_t step)
{
    return step == 0 ? 0 : (uint64_t)RARE_FIRST << (step - 1);
}

static void count_key(joiner *j)
{
    size_t step = 0;
    while (step < RARE_STEPS && !is_rare(j, bound_of(step + 1)))
        step++;
    j->terms_by_step[step] += j->side_count;
}

static void count_rare(joiner *j)
{
    pal_rare_terms *rare = &j->all->rare;
    bool stop = false;
    for (size_t i = 0; i < j->side_count; i++)
        stop = stop || j->sides[i].stops * 2 > j->sides[i].term.count;
    for (size_t i = 0; i < j->side_count; i++) {
        const pal_term *term = &j->sides[i].term;
        rare->tokens += term->count;
        rare->once += term->count == 1;
        rare->content += stop ? 0 : term->count;
        rare->unknown += stop || (term->flags & PAL_FORM_KNOWN) ? 0 : term->count;
    }
}

static bool add_term(joiner *j, side *s)
{
    pal_panels *all = j->all;
    pal_str key = pal_buf_view(&j->key);
    pal_str form = pal_buf_view(&s->form);
    pal_term *term = &all->terms[all->term_count];
    if (all->term_count == j->term_cap)
        return false;
    *term = s->term;
    term->stop = s->stops * 2 > s->term.count;
    term->key = pal_arena_copy(all->mem, key);
    term->form = pal_str_equal(key, form) ? term->key : pal_arena_copy(all->mem, form);
    all->term_count++;
    return term->key.ptr && term->form.ptr;
}

static pal_status write_numbers(joiner *j, outlet *o)
{
    pal_str bytes = {(const char *)o->numbers, o->count * sizeof *o->numbers};
    pal_status status = pal_store_write(j->all->numbers, o->at, bytes, j->err);
    o->at += bytes.len;
    o->count = 0;
    return status;
}

static pal_status number_members(joiner *j, const uint32_t terms[PAL_PANEL_LANGUAGES])
{
    pal_status status = PAL_OK;
    size_t count = j->members.len / sizeof(member);
    for (size_t i = 0; status == PAL_OK && i < count; i++) {
        member m;
        memcpy(&m, j->members.ptr + i * sizeof m, sizeof m);
        outlet *o = &j->outlets[m.stretch];
        o->numbers[o->count++] = (pal_form_number){m.form, terms[m.side]};
        if (o->count == j->outlet_each)
            status = write_numbers(j, o);
    }
    pal_buf_clear(&j->members);
    return status;
}

/* The number that a rare term shares, behind those of the others. */
static uint32_t shared_number(const joiner *j, const pal_term *term)
{
    uint64_t hash = pal_str_hash(pal_buf_view(&j->key)) + (uint64_t)term->language;
    return (uint32_t)(j->term_cap - RARE_PLACES + hash % RARE_PLACES);
}

static pal_status end_key(joiner *j)
{
    uint32_t numbers[PAL_PANEL_LANGUAGES] = {0};
    if (j->side_count == 0)
        return PAL_OK;
    end_form(j, &j->sides[j->side_count - 1]);
    if (j->key.failed || j->members.failed)
        return no_memory(j->err);
    if (j->counting) {
        count_key(j);
        return PAL_OK;
    }
    bool rare = is_rare(j, j->all->rare.below);
    if (rare)
        count_rare(j);
    for (size_t i = 0; i < j->side_count; i++) {
        side *s = &j->sides[i];
        numbers[i] = rare ? shared_number(j, &s->term) : (uint32_t)j->all->term_count;
        if (s->form.failed || s->text.failed || (!rare && !add_term(j, s)))
            return no_memory(j->err);
    }
    return number_members(j, numbers);
}

/* Forms from here on have this key. */
static pal_status begin_key(joiner *j, pal_str key)
{
    if (j->side_count != 0 && pal_str_equal(key, pal_buf_view(&j->key)))
        return PAL_OK;
    pal_status status = end_key(j);
    copy_to(&j->key, key);
    j->side_count = 0;
    return status;
}

/* The forms of the only panel, which are its only stretch. */
static pal_status read_panel(joiner *j, const pal_panel *p)
{
    pal_status status = PAL_OK;
    j->side_count = 0;
    for (size_t i = 0; status == PAL_OK && i + 1 < p->form_count; i++) {
        const pal_panel_form_entry *form = p->order[i].item;
        const pal_panel_form_counts counts = {.count = form->count,
                                              .number = (uint32_t)(form - p->forms),
                                              .flags = form->flags};
        status = begin_key(j, pal_form_key(form));
        take_form(j, (pal_language)form->language, pal_form_text(form), &counts, 0);
    }
    return status == PAL_OK ? end_key(j) : status;
}

static pal_status read_runs(joiner *j)
{
    pal_panels *all = j->all;
    pal_merge *merge = NULL;
    pal_run_record record;
    pal_run_place place;
    const pal_runs **of = pal_new(all->mem, const pal_runs *, all->count);
    if (!of)
        return no_memory(j->err);
    for (size_t i = 0; i < all->count; i++)
        of[i] = all->panels[i]->runs;
    pal_status status = pal_merge_open(&merge, of, all->count, j->err);
    j->side_count = 0;
    while (status == PAL_OK &&
           (status = pal_merge_next(merge, &record, &place, j->err)) == PAL_OK) {
        pal_panel_form_counts counts;
        memcpy(&counts, record.payload.ptr, sizeof counts);
        pal_str text = {record.name.ptr + 1, record.name.len - 1};
        status = begin_key(j, record.key);
        take_form(j, (pal_language)record.name.ptr[0], text, &counts,
                  j->first_stretch[place.of] + place.run);
    }
    pal_merge_close(merge);
    return status == PAL_DONE ? end_key(j) : status;
}

static pal_status read_forms(joiner *j)
{
    const pal_panel *first = j->all->panels[0];
    assert(!first->order || j->all->count == 1);
    return first->order ? read_panel(j, first) : read_runs(j);
}

/* --- all of them --- */

/* The least bound that leaves so many terms. */
static void choose_bound(joiner *j, size_t most)
{
    uint64_t kept = 0;
    size_t step = RARE_STEPS;
    while (step > 0 && kept + j->terms_by_step[step] <= most)
        kept += j->terms_by_step[step--];
    /* this step's terms find no room: what is kept is in the steps above */
    bool all = step == 0 && kept + j->terms_by_step[0] <= most;
    j->all->rare.below = all ? 0 : bound_of(step + 1);
    j->term_cap = 1 + (size_t)(all ? kept + j->terms_by_step[0] : kept);
    j->term_cap += all ? 0 : RARE_PLACES;
}

static pal_status open_outlets(joiner *j, size_t stretches)
{
    pal_panels *all = j->all;
    uint64_t at = 0;
    size_t i = 0;
    j->outlets = pal_new(all->mem, outlet, stretches);
    j->outlet_each = (size_t)NUMBERS_EACH * 64 / (stretches + 64) + 16;
    for (size_t p = 0; j->outlets && p < all->count; p++)
        for (size_t s = 0; s < all->panels[p]->stretch_count; s++, i++) {
            j->outlets[i] = (outlet){
                .at = at, .numbers = pal_new(all->mem, pal_form_number, j->outlet_each)};
            if (!j->outlets[i].numbers)
                return no_memory(j->err);
            at += (uint64_t)(all->panels[p]->stretches[s].forms - 1) *
                  sizeof(pal_form_number);
        }
    return j->outlets ? pal_store_open(&all->numbers, NUMBERS_IN_MEMORY,
                                       all->shape.folder, j->err)
                      : no_memory(j->err);
}

/* Stretches and forms of all panels, the most of a stretch. */
static bool lay_out(joiner *j, size_t *stretches, uint64_t *forms)
{
    pal_panels *all = j->all;
    j->first_stretch = pal_new(all->mem, size_t, all->count);
    for (size_t p = 0; j->first_stretch && p < all->count; p++) {
        const pal_panel *panel = all->panels[p];
        j->first_stretch[p] = *stretches;
        *stretches += panel->stretch_count;
        for (size_t s = 0; s < panel->stretch_count; s++) {
            *forms += panel->stretches[s].forms - 1;
            if (panel->stretches[s].forms > all->forms_most)
                all->forms_most = panel->stretches[s].forms;
        }
    }
    return j->first_stretch && *stretches <= UINT32_MAX;
}

static pal_status join(joiner *j)
{
    pal_panels *all = j->all;
    size_t most = all->shape.terms != 0 ? all->shape.terms : TERMS_MOST;
    size_t stretches = 0;
    uint64_t forms = 0;
    pal_status status = lay_out(j, &stretches, &forms) ? PAL_OK : no_memory(j->err);
    j->term_cap = 1 + (size_t)forms;
    j->counting = forms > most;
    if (status == PAL_OK && j->counting) {
        status = read_forms(j);
        choose_bound(j, most);
        j->counting = false;
    }
    if (status == PAL_OK)
        status = open_outlets(j, stretches);
    all->terms = pal_new(all->mem, pal_term, j->term_cap);
    if (status == PAL_OK && !all->terms)
        status = no_memory(j->err);
    all->term_count = 1;
    if (status == PAL_OK)
        status = read_forms(j);
    for (size_t i = 0; status == PAL_OK && i < stretches; i++)
        status = write_numbers(j, &j->outlets[i]);
    if (all->rare.below != 0)
        all->term_count = j->term_cap;
    return status;
}

pal_status pal_panels_join_terms(pal_panels *all, pal_panel_stop_fn *stop, void *ctx,
                                 pal_error *err)
{
    pal_error own = {.code = PAL_OK};
    joiner j = {.all = all, .stop = stop, .ctx = ctx, .err = err ? err : &own};
    pal_status status = join(&j);
    pal_buf_release(&j.key);
    pal_buf_release(&j.members);
    for (size_t i = 0; status == PAL_OK && i < all->count; i++)
        pal_panel_drop_forms(all->panels[i]);
    for (size_t i = 0; i < PAL_PANEL_LANGUAGES; i++) {
        pal_buf_release(&j.sides[i].form);
        pal_buf_release(&j.sides[i].text);
    }
    return status;
}
