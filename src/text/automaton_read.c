/* The file of automaton.h: symbols, flags, cells; and what may be read behind each. */
#include <string.h>

#include "base/str.h"
#include "base/unicode.h"
#include "text/automaton_inside.h"

enum {
    HEAD = 16,
    CELL = 8,
    FEATURES_MAX = 64,
    VALUES_MAX = FEATURES_MAX - 1,
    EMPTY_MAX = 1000, /* steps without a letter, one behind the other */
    STEPS_MAX = 1020, /* that are told apart */
    MANY = 255,
};

/* --- the file --- */

static uint32_t number_at(const unsigned char *at, size_t bytes)
{
    uint32_t number = 0;
    for (size_t i = 0; i < bytes; i++)
        number |= (uint32_t)at[i] << (8 * i);
    return number;
}

/* The names of features, and those of the values of each. */
typedef struct features {
    pal_str name[FEATURES_MAX];
    pal_str value[FEATURES_MAX][VALUES_MAX];
    uint16_t feature_of[PAL_FLAGS_MAX]; /* by symbol */
    uint16_t value_of[PAL_FLAGS_MAX];
} features;

/* Place of a name in a list that ends with an empty one, where it is put when it is new;
 * `cap` when there is no room. */
static uint16_t place_of(pal_str *list, uint16_t cap, pal_str name)
{
    uint16_t at = 0;
    while (at < cap && list[at].len != 0 && !pal_str_equal(list[at], name))
        at++;
    if (at < cap)
        list[at] = name;
    return at;
}

/* "@P.A.x@"; one without a value has "@" in its place. */
static bool take_flag(pal_automaton *a, features *f, pal_str symbol, size_t number)
{
    if (number >= PAL_FLAGS_MAX || symbol.len < 5 || symbol.ptr[2] != '.' ||
        symbol.ptr[symbol.len - 1] != '@')
        return false;
    pal_cut cut = pal_str_cut((pal_str){symbol.ptr + 3, symbol.len - 4}, '.');
    pal_str value = cut.found ? cut.tail : PAL_STR("@");
    pal_flag *out = &a->flags[number];
    switch (symbol.ptr[1]) {
    case 'P':
    case 'C':
        out->operation = PAL_FLAG_SET;
        break;
    case 'U':
        out->operation = PAL_FLAG_UNIFY;
        break;
    case 'R':
        out->operation = cut.found ? PAL_FLAG_ASK : PAL_FLAG_FORBID; /* to be nothing */
        break;
    case 'D':
        out->operation = cut.found ? PAL_FLAG_FORBID : PAL_FLAG_ASK;
        break;
    default:
        return false;
    }
    if (cut.head.len == 0 || value.len == 0 || (cut.found && value.ptr[0] == '@'))
        return false;
    uint16_t feature = place_of(f->name, FEATURES_MAX, cut.head);
    if (feature == FEATURES_MAX)
        return false;
    f->feature_of[number] = feature;
    if (symbol.ptr[1] == 'C' ||
        (!cut.found && symbol.ptr[1] != 'P' && symbol.ptr[1] != 'U'))
        return true; /* of no value */
    uint16_t at = place_of(f->value[feature], VALUES_MAX, value);
    f->value_of[number] = (uint16_t)(at + 1);
    return at < VALUES_MAX;
}

/* Bits for each feature, as many as its values need. */
static bool spread_flags(pal_automaton *a, const features *f)
{
    unsigned shift = 0;
    for (uint16_t k = 0; k < FEATURES_MAX && f->name[k].len != 0; k++) {
        unsigned values = 0;
        unsigned bits = 1;
        while (values < VALUES_MAX && f->value[k][values].len != 0)
            values++;
        while (values >> bits != 0)
            bits++;
        if (shift + bits > 64)
            return false;
        for (size_t i = 1; i < a->letter; i++) {
            if (f->feature_of[i] != k)
                continue;
            a->flags[i].mask = ((UINT64_C(1) << bits) - 1) << shift;
            a->flags[i].value = (uint64_t)f->value_of[i] << shift;
        }
        shift += bits;
    }
    return true;
}

/* A letter of its own is what it is asked for by. */
static void take_letter(pal_automaton *a, pal_str symbol, uint16_t number)
{
    size_t at = 0;
    uint32_t code = pal_unicode_next(symbol, &at);
    if (at == symbol.len && code < PAL_CODES && a->symbols[code] == 0)
        a->symbols[code] = number;
}

/* The symbols; answers the byte behind them, 0 when they are not as they should be. */
static size_t read_symbols(pal_automaton *a, pal_arena *mem, features *f, pal_str bytes)
{
    const unsigned char *file = (const unsigned char *)bytes.ptr;
    uint32_t count = number_at(file + HEAD, 2);
    size_t at = HEAD + 2;
    a->table =
        count != 0 && count <= PAL_WRITTEN_MAX ? pal_new(mem, pal_symbol, count) : NULL;
    for (uint32_t i = 0; a->table && i < count; i++) {
        const char *end = memchr(bytes.ptr + at, '\0', bytes.len - at);
        if (!end)
            return 0;
        pal_str symbol = pal_str_span(bytes.ptr + at, end);
        at += symbol.len + 1;
        if ((i == 0) != (symbol.len == 0) || !pal_unicode_valid(symbol))
            return 0;
        if (i == 0 || *symbol.ptr == '@') {
            if (i != a->letter || (i != 0 && !take_flag(a, f, symbol, i)))
                return 0; /* a flag among the letters, or one that is not understood */
            a->letter = (uint16_t)(i + 1);
        } else if (pal_symbol_understand(&a->table[i], symbol)) {
            take_letter(a, symbol, (uint16_t)i);
        } else {
            return 0;
        }
    }
    return a->table ? at : 0;
}

/* --- what may be read behind a step --- */

/* Of a state, by its number. */
typedef struct outlook {
    uint32_t next;  /* kinds; PAL_STEP_LAST: it has been looked at */
    uint32_t empty; /* steps without a letter */
    uint32_t pairs; /* number of the set */
    uint32_t steps; /* that may be made up to the letter after next */
} outlook;

/* All states, each behind those that it leads to without a letter. */
typedef struct order {
    uint32_t *states;
    size_t count;
} order;

/* What is known of a state while its steps are looked at one by one. */
typedef struct view {
    uint32_t state;
    uint32_t at;
} view;

static uint32_t add_up(uint32_t a, uint32_t b)
{
    return a + b < STEPS_MAX ? a + b : STEPS_MAX;
}

/* Look at the steps of a state from `at` on, up to one to a state that must be looked at
 * first: its number, or the state's own when all are done. */
static uint32_t look_on(const pal_automaton *a, const pal_step *steps, view *v,
                        outlook *of)
{
    outlook *own = &of[v->state];
    for (bool last = false; !last; v->at++) {
        const pal_step *s = &steps[v->at];
        last = (s->next & PAL_STEP_LAST) != 0;
        if (s->symbol == PAL_STEP_ENDS) {
            own->next |= PAL_KIND_END;
        } else if (s->symbol >= a->letter) {
            own->next |= pal_kind_of(a->table[s->symbol].code);
        } else if (s->to != PAL_STEP_TO_MAX) {
            const outlook *to = &of[s->to];
            if (!(to->next & PAL_STEP_LAST))
                return s->to;
            own->next |= to->next & ~PAL_STEP_LAST;
            own->empty = add_up(own->empty, 1 + to->empty);
        }
    }
    own->next |= PAL_STEP_LAST;
    return v->state;
}

/* The outlook of all states that `first` leads to without a letter. False where that
 * goes round in a circle, or too deep. */
static bool look_from(const pal_automaton *a, const pal_step *steps, uint32_t first,
                      outlook *of, order *done)
{
    view views[EMPTY_MAX];
    size_t depth = 1;
    views[0] = (view){first, first};
    while (depth != 0) {
        view *v = &views[depth - 1];
        uint32_t to = look_on(a, steps, v, of);
        if (of[v->state].next & PAL_STEP_LAST) {
            done->states[done->count++] = v->state;
            depth--;
            continue;
        }
        if (depth == EMPTY_MAX)
            return false;
        views[depth++] = (view){to, to};
    }
    return true;
}

static void add_pairs(pal_pair_set *to, const pal_pair_set *from)
{
    for (size_t i = 0; i < PAL_PAIR_ROWS; i++)
        to->row[i] |= from->row[i];
}

/* What may come behind the next letter, from states of which the next is known. */
static void look_further(const pal_automaton *a, const pal_step *steps, uint32_t state,
                         outlook *of, pal_pair_sets *sets)
{
    outlook *own = &of[state];
    pal_pair_set pairs = {.row = {0}};
    uint32_t most = 0; /* steps behind one letter */
    uint32_t same = 0;
    uint32_t last = 0;
    for (const pal_step *s = &steps[state];; s++) {
        const outlook *to = s->to != PAL_STEP_TO_MAX ? &of[s->to] : NULL;
        if (s->symbol == PAL_STEP_ENDS) {
            pairs.row[PAL_ROW_END] |= PAL_KIND_END;
        } else if (to && s->symbol >= a->letter) {
            pairs.row[pal_row_of(a->table[s->symbol].code)] |= to->next & ~PAL_STEP_LAST;
            same = add_up(s->symbol == last ? same : 0, 1 + to->empty);
            most = same > most ? same : most;
            last = s->symbol;
        } else if (to) {
            add_pairs(&pairs, pal_pair_sets_at(sets, to->pairs));
            own->steps = add_up(own->steps, 1 + to->steps);
        }
        if (s->next & PAL_STEP_LAST)
            break;
    }
    own->steps = add_up(own->steps, most);
    own->pairs = pal_pair_sets_number(sets, &pairs, own->next & ~PAL_STEP_LAST);
}

/* Make a link of a step that is the only one of its state and has no symbol, when those
 * that it leads to without a letter are done. */
static void make_link(pal_step *steps, uint32_t state)
{
    pal_step *s = &steps[state];
    const uint32_t to = s->to & PAL_STEP_TO_MAX;
    if (s->symbol != 0 || !(s->next & PAL_STEP_LAST) || to == PAL_STEP_TO_MAX)
        return;
    const pal_step *behind = &steps[to];
    const bool linked = behind->symbol == PAL_STEP_LINK;
    s->symbol = PAL_STEP_LINK;
    s->pairs = to;
    s->next = 1 + (linked ? behind->next : 0);
    s->to = linked ? behind->to : to;
}

/* Give each step the outlook of the state it leads to. */
static bool look_ahead(pal_automaton *a, pal_step *steps, size_t count, pal_arena *mem,
                       pal_arena *scratch)
{
    outlook *of = pal_new(scratch, outlook, count);
    pal_pair_sets *sets = pal_pair_sets_new(scratch);
    order done = {.states = pal_new(scratch, uint32_t, count)};
    bool good = of && sets && done.states;
    bool begins = true;
    for (size_t i = 0; good && i < count; i++) {
        if (begins && !(of[i].next & PAL_STEP_LAST))
            good = look_from(a, steps, (uint32_t)i, of, &done);
        begins = (steps[i].next & PAL_STEP_LAST) != 0;
    }
    for (size_t i = 0; good && i < done.count; i++)
        look_further(a, steps, done.states[i], of, sets);
    for (size_t i = 0; good && i < count; i++) {
        pal_step *s = &steps[i];
        if (s->symbol == PAL_STEP_ENDS) {
            s->next |= PAL_KIND_END;
            s->pairs = 0;
        } else if (s->to != PAL_STEP_TO_MAX) {
            const outlook *to = &of[s->to];
            s->next |= to->next & ~PAL_STEP_LAST;
            s->pairs = to->pairs;
            s->to |= (to->steps + 3) / 4 << 24;
            good = to->steps < STEPS_MAX;
        }
    }
    for (size_t i = 0; good && i < done.count; i++)
        make_link(steps, done.states[i]);
    a->pairs = good ? pal_pair_sets_copy(sets, mem) : NULL;
    return a->pairs != NULL;
}

/* --- cells --- */

/* How many steps behind each have a letter, so that one can be looked for by halves. */
static void count_behind(const pal_automaton *a, pal_step *steps, size_t count)
{
    uint16_t behind = 0;
    for (size_t i = count; i-- > 0 && steps[i].symbol >= a->letter;) {
        steps[i].written = (uint16_t)(steps[i].written | behind << PAL_WRITTEN_BITS);
        behind = (uint16_t)(behind + (behind < PAL_BEHIND_MAX));
    }
}

/* The eight bytes of a cell; compilers make one load of it. */
static inline uint64_t cell_at(const unsigned char *at)
{
    return (uint64_t)at[0] | (uint64_t)at[1] << 8 | (uint64_t)at[2] << 16 |
           (uint64_t)at[3] << 24 | (uint64_t)at[4] << 32 | (uint64_t)at[5] << 40 |
           (uint64_t)at[6] << 48 | (uint64_t)at[7] << 56;
}

/* Steps of the cells of one state; answers the cell behind it, 0 where the bytes are not
 * as they should be. */
static size_t read_state(const pal_automaton *a, const unsigned char *cells, size_t count,
                         size_t symbols, size_t at, pal_step *steps)
{
    size_t more = cells[at * CELL + CELL - 1];
    size_t but = SIZE_MAX;
    if (more == MANY && at + 1 < count) {
        but = at + 1;
        more = (size_t)number_at(cells + but * CELL, 4) + 1;
    }
    if (more >= count - at)
        return 0;
    uint32_t last = 0;
    for (size_t i = at; i <= at + more; i++) {
        uint64_t cell = cell_at(cells + i * CELL);
        uint32_t symbol = cell & 0xFFFF;
        uint32_t written = cell >> 16 & 0xFFFF;
        uint32_t to = cell >> 32 & PAL_STEP_TO_MAX;
        steps[i].next = i == at + more ? PAL_STEP_LAST : 0;
        steps[i].to = PAL_STEP_TO_MAX; /* nowhere: no kind of letter comes next */
        if (i == but)
            continue;
        if (symbol < last || last == PAL_STEP_ENDS ||
            (symbol >= symbols && symbol != PAL_STEP_ENDS))
            return 0;
        last = symbol;
        steps[i].symbol = (uint16_t)symbol;
        steps[i].to = to < count ? to : PAL_STEP_TO_MAX;
        if (symbol != PAL_STEP_ENDS && written >= a->letter && written < symbols)
            steps[i].written = (uint16_t)written;
    }
    count_behind(a, steps + at, more + 1);
    return at + more + 1;
}

/* A step must lead to the head of a state. */
static bool lead_to_heads(const pal_step *steps, size_t count)
{
    bool good = true;
    for (size_t i = 0; good && i < count; i++) {
        uint32_t to = steps[i].to;
        good = steps[i].symbol == PAL_STEP_ENDS || to == PAL_STEP_TO_MAX || to == 0 ||
               (steps[to - 1].next & PAL_STEP_LAST) != 0;
    }
    return good;
}

static pal_step *read_steps(pal_automaton *a, pal_arena *mem, pal_arena *scratch,
                            pal_str bytes, size_t symbols)
{
    size_t count = bytes.len / CELL;
    pal_step *steps = count < PAL_STEP_TO_MAX ? pal_new(mem, pal_step, count) : NULL;
    size_t at = 0;
    while (steps && at < count) {
        at = read_state(a, (const unsigned char *)bytes.ptr, count, symbols, at, steps);
        if (at == 0)
            return NULL;
    }
    return steps && count != 0 && lead_to_heads(steps, count) &&
                   look_ahead(a, steps, count, mem, scratch)
               ? steps
               : NULL;
}

void pal_automaton_bytes(pal_automaton *a, pal_arena *mem, pal_arena *scratch,
                         pal_str bytes)
{
    static const char mark[9] = {0x6e, 0x3a, 1, 0, (char)0xfa, 0x51, 3, 0, 0};
    features *f = pal_new(scratch, features, 1);
    if (!f || bytes.len < HEAD + 2 || memcmp(bytes.ptr, mark, sizeof mark) != 0)
        return;
    size_t at = read_symbols(a, mem, f, bytes);
    at += (CELL - at % CELL) % CELL;
    if (at < HEAD || at >= bytes.len || !spread_flags(a, f))
        return;
    size_t symbols = number_at((const unsigned char *)bytes.ptr + HEAD, 2);
    pal_str cells = {bytes.ptr + at, bytes.len - at};
    a->steps = read_steps(a, mem, scratch, cells, symbols);
}
