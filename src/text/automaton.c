#include "text/automaton.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/str.h"
#include "base/unicode.h"
#include "text/automaton_inside.h"

enum {
    FILE_LIMIT = 64 << 20,
    MAPS_MAX = 1 << 20,
    LETTERS_MAX = 64,
    WRITTEN_MAX = 250, /* symbols; Voikko has room for 2000 characters of them */
    DEPTH_MAX = 1900,  /* steps; Voikko goes 1998 deep */
    TURNS_MAX = 500,
    READINGS_MAX = 98, /* Voikko stops there */
};

/* Voikko gives up after so many steps down and up without a reading. Steps that are left
 * out here are counted as many as they may be. */
static const uint32_t LOOPS_MAX = 100000;

pal_automaton *pal_automaton_new(pal_arena *mem, pal_str bytes)
{
    pal_automaton *a = pal_new(mem, pal_automaton, 1);
    if (a)
        pal_automaton_bytes(a, mem, mem, bytes);
    return a && a->steps ? a : NULL;
}

/* --- which file --- */

static bool read_maps(pal_buf *out)
{
    int fd = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
    ssize_t got = fd >= 0;
    while (got > 0 && out->len < MAPS_MAX) {
        char *to = pal_buf_room(out, 4096);
        got = to ? read(fd, to, 4096) : -1;
        out->len += got > 0 ? (size_t)got : 0;
    }
    if (fd >= 0)
        close(fd);
    return fd >= 0 && got == 0 && !out->failed;
}

/* The one dictionary among the files that the process has mapped, as libvoikko has; empty
 * when there are two, or none. */
static pal_str find_mapped(pal_str maps)
{
    pal_str found = {NULL, 0};
    for (pal_cut row; maps.len != 0; maps = row.tail) {
        row = pal_str_cut(maps, '\n');
        size_t slash = pal_str_find(row.head, PAL_STR("/"));
        if (slash >= row.head.len || !pal_str_ends(row.head, PAL_STR("/mor.vfst")))
            continue;
        pal_str path = {row.head.ptr + slash, row.head.len - slash};
        if (found.len != 0 && !pal_str_equal(found, path))
            return (pal_str){NULL, 0};
        found = path;
    }
    return found;
}

static void read_mapped(void *automaton)
{
    pal_automaton *a = automaton;
    pal_arena *scratch = pal_arena_open((size_t)4 * FILE_LIMIT);
    pal_buf maps = {0};
    pal_str path = {NULL, 0};
    pal_str bytes;
    if (scratch && read_maps(&maps))
        path = pal_arena_copy(scratch, find_mapped(pal_buf_view(&maps)));
    if (path.len != 0 &&
        pal_io_read(&bytes, scratch, path.ptr, FILE_LIMIT, NULL) == PAL_OK)
        pal_automaton_bytes(a, a->mem, scratch, bytes);
    pal_buf_release(&maps);
    pal_arena_close(scratch);
}

pal_automaton *pal_automaton_open(void)
{
    pal_arena *mem = pal_arena_open((size_t)2 * FILE_LIMIT);
    pal_automaton *a = mem ? pal_new(mem, pal_automaton, 1) : NULL;
    if (!a) {
        pal_arena_close(mem);
        return NULL;
    }
    a->mem = mem;
    return a;
}

bool pal_automaton_is_read(const pal_automaton *a)
{
    return !a->mem || pal_once_is_made(&a->once);
}

void pal_automaton_close(pal_automaton *a)
{
    if (a)
        pal_arena_close(a->mem);
}

/* --- walking --- */

/* Of the word, with its end as one more; what stands behind that is never read. */
typedef struct letter {
    uint32_t kind;
    uint32_t behind; /* kind of the next one */
    uint16_t row;
    uint16_t symbol;
} letter;

typedef enum spelt {
    SPELT_SO = 0,
    SPELT_STRANGE, /* a letter that no word has */
    SPELT_LONG,
} spelt;

static spelt spell(letter in[LETTERS_MAX + 2], const pal_automaton *a, pal_str folded)
{
    size_t count = 0;
    for (size_t at = 0; at < folded.len; count++) {
        uint32_t code = pal_unicode_next(folded, &at);
        if (count == LETTERS_MAX)
            return SPELT_LONG;
        if (code >= PAL_CODES || a->symbols[code] == 0)
            return SPELT_STRANGE;
        const uint32_t row = pal_row_of(code);
        in[count] = (letter){UINT32_C(1) << row, 0, (uint16_t)row, a->symbols[code]};
    }
    /* an end leads on */
    in[count] = (letter){PAL_KIND_END, PAL_KIND_END, PAL_ROW_END, PAL_STEP_ENDS};
    in[count + 1] = in[count];
    for (size_t i = 0; i < count; i++)
        in[i].behind = in[i + 1].kind;
    return SPELT_SO;
}

/* Does a flag let through? Sets what it sets. */
static inline bool passes(const pal_flag *f, uint64_t *set)
{
    uint64_t now = *set & f->mask;
    switch (f->operation) {
    case PAL_FLAG_SET:
        *set = (*set & ~f->mask) | f->value;
        return true;
    case PAL_FLAG_UNIFY:
        *set |= now == 0 ? f->value : 0;
        return now == 0 || now == f->value;
    case PAL_FLAG_ASK:
        return now == f->value;
    case PAL_FLAG_FORBID:
        return now != f->value;
    }
    return false;
}

/* Where to go on when a way has come to its end. */
typedef struct turn {
    const pal_step *step;
    const letter *at;
    uint64_t set; /* by flags */
    uint32_t depth;
    uint32_t steps;
} turn;

typedef struct walk {
    const pal_automaton *automaton;
    letter in[LETTERS_MAX + 2];
    uint32_t loops;
    bool unread; /* left to Voikko */
    size_t turn_count;
    size_t readings;
    pal_automaton_take *take;
    void *ctx;
    const pal_step *made[DEPTH_MAX]; /* steps, without those of links */
    turn turns[TURNS_MAX];
} walk;

/* May the letter be read behind a step, and the one behind that? */
static inline bool leads_to(const pal_pair_set *pairs, const pal_step *s,
                            const letter *at)
{
    return (s->next & at->kind) != 0 && (pairs[s->pairs].row[at->row] & at->behind) != 0;
}

/* Of a step that is left out: as many as Voikko may make from it. */
static inline uint32_t loops_of(const pal_step *s)
{
    return 2 + 8 * (s->to >> 24);
}

/* The last step of those from `s` on whose letters are below the one that is wanted, as
 * that of `s` is; or one before it. */
static inline const pal_step *skip_below(const pal_step *s, uint16_t wanted)
{
    size_t count = s->written >> PAL_WRITTEN_BITS;
    while (count == PAL_BEHIND_MAX && s[count].symbol < wanted) {
        s += count;
        count = s->written >> PAL_WRITTEN_BITS;
    }
    while (count != 0) {
        size_t half = (count + 1) / 2;
        bool below = s[half].symbol < wanted;
        s = below ? s + half : s;
        count = below ? count - half : half - 1;
    }
    return s;
}

/* The first step from `s` on that reads the letter, or NULL. The symbols of a state
 * ascend, but for a cell that is no transition. */
static inline const pal_step *find_letter(walk *w, const pal_step *s, const letter *at)
{
    while (s->symbol < at->symbol) {
        s = skip_below(s, at->symbol);
        if (s->next & PAL_STEP_LAST)
            return NULL;
        s++;
    }
    for (; s->symbol <= at->symbol; s++) {
        if (s->symbol == at->symbol && leads_to(w->automaton->pairs, s, at + 1))
            return s;
        w->loops += loops_of(s);
        if (s->next & PAL_STEP_LAST)
            break;
    }
    return NULL;
}

/* The first step from `s` on that may be made as far as letters go, or NULL. */
static inline const pal_step *find_open(walk *w, const pal_step *s, const letter *at)
{
    const uint16_t first = w->automaton->letter;
    for (; s->symbol < first; s++) {
        if (leads_to(w->automaton->pairs, s, at))
            return s;
        w->loops += loops_of(s);
        if (s->next & PAL_STEP_LAST)
            return NULL;
    }
    return find_letter(w, s, at);
}

/* The symbols of steps, where these write any. */
typedef struct symbols {
    uint16_t at[WRITTEN_MAX];
    size_t count;
    bool full;
} symbols;

static void add_symbol(symbols *to, const pal_step *s)
{
    const uint16_t written = s->written & PAL_WRITTEN_MAX;
    if (written == 0)
        return;
    to->full = to->count == WRITTEN_MAX;
    if (!to->full)
        to->at[to->count++] = written;
}

static void take_word(walk *w, size_t count)
{
    const pal_step *const steps = w->automaton->steps;
    const pal_step *at = steps;
    symbols to;
    to.count = 0;
    to.full = false;
    for (size_t i = 0; !to.full; i++) {
        for (; at->symbol == PAL_STEP_LINK && !to.full; at = steps + at->pairs)
            add_symbol(&to, at);
        if (i == count)
            break;
        if (!to.full)
            add_symbol(&to, w->made[i]);
        at = steps + (w->made[i]->to & PAL_STEP_TO_MAX);
    }
    const pal_written written = {w->automaton->table, to.at, to.count};
    w->unread = to.full || w->readings++ == READINGS_MAX || !w->take(w->ctx, &written);
}

/* All ways, the first step of each state before its others. False: left to Voikko. */
static bool walk_on(walk *w)
{
    const pal_step *const steps = w->automaton->steps;
    const pal_flag *const flags = w->automaton->flags;
    const uint16_t first = w->automaton->letter;
    const pal_step *state = steps; /* these are a turn's, one by one for their speed */
    const letter *at = w->in;
    uint64_t set = 0;
    uint32_t depth = 0;
    uint32_t made = 0;
    for (;;) {
        if (state->symbol == PAL_STEP_LINK) {
            depth += state->next;
            w->loops += 2 * state->next;
            state = steps + (state->to & PAL_STEP_TO_MAX);
            if (depth > DEPTH_MAX)
                return false;
        }
        const pal_step *s = find_open(w, state, at);
        uint64_t before = set;
        while (!s || s->symbol == PAL_STEP_ENDS ||
               (s->symbol < first && !passes(&flags[s->symbol], &set))) {
            if (s && s->symbol == PAL_STEP_ENDS) {
                take_word(w, made);
            } else if (s && !(s->next & PAL_STEP_LAST)) {
                s = find_open(w, s + 1, at);
                continue;
            }
            if (w->unread || w->loops >= LOOPS_MAX)
                return false;
            if (w->turn_count == 0)
                return true;
            const turn *back = &w->turns[--w->turn_count];
            s = back->step;
            at = back->at;
            set = before = back->set;
            depth = back->depth;
            made = back->steps;
        }
        if (depth >= DEPTH_MAX || w->turn_count == TURNS_MAX)
            return false;
        const pal_step *more = s->next & PAL_STEP_LAST ? NULL : find_open(w, s + 1, at);
        if (more)
            w->turns[w->turn_count++] = (turn){more, at, before, depth, made};
        w->made[made++] = s;
        w->loops += 2;
        at += s->symbol >= first;
        depth++;
        state = steps + (s->to & PAL_STEP_TO_MAX);
    }
}

bool pal_automaton_read(pal_automaton *a, pal_str folded, pal_automaton_take *take,
                        void *ctx)
{
    walk w;
    if (a->mem)
        pal_once_make(&a->once, read_mapped, a);
    w.automaton = a;
    w.take = take;
    w.ctx = ctx;
    w.turn_count = w.readings = w.loops = 0;
    w.unread = false;
    if (!a->steps)
        return false;
    switch (spell(w.in, a, folded)) {
    case SPELT_SO:
        return walk_on(&w);
    case SPELT_STRANGE:
        return true;
    case SPELT_LONG:
        break;
    }
    return false;
}
