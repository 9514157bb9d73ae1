#include "text/automaton.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/io.h"
#include "base/once.h"
#include "base/str.h"
#include "base/unicode.h"

enum {
    FILE_LIMIT = 64 << 20,
    MAPS_MAX = 1 << 20,
    HEAD = 16,
    CELL = 8,
    CODES = 0x250, /* letters that have a symbol */
    ENDS = 0xFFFF,
    MANY = 255,
    NODES_MAX = 1 << 15, /* then all are forgotten */
    EDGES = 2 * NODES_MAX,
    POOL = 1 << 19,
    QUEUE_MAX = 1 << 12, /* states that one letter leads to; more allow the spelling */
};

struct pal_automaton {
    pal_once once;
    pal_arena *mem; /* its own; NULL: it lives in another's */
    const unsigned char *cells;
    uint32_t cell_count; /* 0: allows all */
    uint16_t letter;     /* symbols below are empty or flags */
    uint16_t symbols[CODES];
};

/* The states that the letters of a spelling lead to, by its first letters: spellings of
 * one word begin alike, and so do many words. */
typedef struct node {
    uint32_t first; /* of its states in the pool */
    uint32_t count;
    bool ends; /* a word may end here */
} node;

typedef struct edge {
    uint32_t key; /* node and symbol + 1; 0 = free */
    uint32_t to;
} edge;

struct pal_automaton_walk {
    pal_automaton *automaton;
    pal_arena *mem;
    uint64_t
        *seen;   /* a bit a state; all 0 between letters. NULL: no word was asked for */
    node *nodes; /* [0] is where words begin */
    edge *edges; /* open addressing */
    uint32_t *pool;
    uint32_t node_count; /* 0: to be begun, or begun anew */
    uint32_t pool_count;
    uint32_t queue[QUEUE_MAX];
};

/* --- the file --- */

static uint32_t number_at(const unsigned char *at, size_t bytes)
{
    uint32_t number = 0;
    for (size_t i = 0; i < bytes; i++)
        number |= (uint32_t)at[i] << (8 * i);
    return number;
}

/* A symbol of one letter; tags have more. */
static void take_symbol(pal_automaton *a, pal_str symbol, uint16_t number)
{
    size_t at = 0;
    uint32_t code = pal_unicode_next(symbol, &at);
    if (at == symbol.len && code < CODES)
        a->symbols[code] = number;
}

/* The symbols; answers the byte behind them, 0 when they are not as they should be. */
static size_t read_symbols(pal_automaton *a, pal_str bytes)
{
    const unsigned char *file = (const unsigned char *)bytes.ptr;
    uint32_t count = number_at(file + HEAD, 2);
    size_t at = HEAD + 2;
    for (uint32_t i = 0; i < count; i++) {
        const char *end = memchr(bytes.ptr + at, '\0', bytes.len - at);
        if (!end)
            return 0;
        pal_str symbol = pal_str_span(bytes.ptr + at, end);
        bool flag = symbol.len == 0 || *symbol.ptr == '@';
        if (flag && i != a->letter)
            return 0; /* a flag among the letters */
        if (flag)
            a->letter = (uint16_t)(i + 1);
        else if (pal_unicode_valid(symbol))
            take_symbol(a, symbol, (uint16_t)i);
        at += symbol.len + 1;
    }
    return at;
}

static bool read_bytes(pal_automaton *a, pal_str bytes)
{
    static const char mark[9] = {0x6e, 0x3a, 1, 0, (char)0xfa, 0x51, 3, 0, 0};
    if (bytes.len < HEAD + 2 || memcmp(bytes.ptr, mark, sizeof mark) != 0)
        return false;
    size_t at = read_symbols(a, bytes);
    at += (CELL - at % CELL) % CELL;
    if (at < HEAD || at >= bytes.len || (bytes.len - at) / CELL > 1u << 24)
        return false;
    a->cells = (const unsigned char *)bytes.ptr + at;
    a->cell_count = (uint32_t)((bytes.len - at) / CELL);
    return true;
}

pal_automaton *pal_automaton_new(pal_arena *mem, pal_str bytes)
{
    pal_automaton *a = pal_new(mem, pal_automaton, 1);
    return a && read_bytes(a, bytes) ? a : NULL;
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
    pal_buf maps = {0};
    pal_str path = {NULL, 0};
    pal_str bytes;
    if (read_maps(&maps))
        path = pal_arena_copy(a->mem, find_mapped(pal_buf_view(&maps)));
    if (path.len != 0 &&
        pal_io_read(&bytes, a->mem, path.ptr, FILE_LIMIT, NULL) == PAL_OK)
        read_bytes(a, bytes); /* one that is not understood allows all */
    pal_buf_release(&maps);
}

pal_automaton *pal_automaton_open(void)
{
    pal_arena *mem = pal_arena_open((size_t)FILE_LIMIT + (1 << 20));
    pal_automaton *a = mem ? pal_new(mem, pal_automaton, 1) : NULL;
    if (!a) {
        pal_arena_close(mem);
        return NULL;
    }
    a->mem = mem;
    return a;
}

void pal_automaton_close(pal_automaton *a)
{
    if (a)
        pal_arena_close(a->mem);
}

/* --- walking --- */

pal_automaton_walk *pal_automaton_walk_new(pal_arena *mem, pal_automaton *a)
{
    pal_automaton_walk *w = pal_new(mem, pal_automaton_walk, 1);
    if (w)
        *w = (pal_automaton_walk){.automaton = a, .mem = mem};
    return w;
}

/* How many cells a state has, *but among them, which is none; 0 when they are not in the
 * file. */
static uint32_t cells_of(const pal_automaton *a, uint32_t state, uint32_t *but)
{
    const unsigned char *head = a->cells + (size_t)state * CELL;
    uint32_t more = head[CELL - 1];
    *but = UINT32_MAX;
    if (more == MANY && state + 1 < a->cell_count) {
        *but = state + 1;
        more = number_at(head + CELL, 4);
        more += more != UINT32_MAX;
    }
    return more < a->cell_count - state ? more + 1 : 0;
}

/* Add a state to the queue, once. False when there is no room. */
static bool push(pal_automaton_walk *w, size_t *count, uint32_t state)
{
    if (state >= w->automaton->cell_count)
        return true; /* leads nowhere */
    uint64_t bit = UINT64_C(1) << (state % 64);
    if (w->seen[state / 64] & bit)
        return true;
    if (*count == QUEUE_MAX)
        return false;
    w->seen[state / 64] |= bit;
    w->queue[(*count)++] = state;
    return true;
}

/* Follow the flags of a state in the queue. *kept: it has a letter; *ends: a word ends.
 */
static bool follow_flags(pal_automaton_walk *w, size_t *count, uint32_t state, bool *kept,
                         bool *ends)
{
    const pal_automaton *a = w->automaton;
    bool good = true;
    uint32_t but;
    uint32_t cells = cells_of(a, state, &but);
    *kept = false;
    for (uint32_t c = state; good && c < state + cells; c++) {
        const unsigned char *cell = a->cells + (size_t)c * CELL;
        uint32_t symbol = number_at(cell, 2);
        if (c == but)
            continue;
        if (symbol < a->letter)
            good = push(w, count, number_at(cell + 4, 3));
        else if (symbol == ENDS)
            *ends = true;
        else
            *kept = true;
    }
    return good;
}

/* A node of the `count` states in the queue and all that flags lead to from them. Its
 * number, or -1 when there is no room. */
static int64_t add_node(pal_automaton_walk *w, size_t count)
{
    node made = {.first = w->pool_count};
    bool good = w->node_count < NODES_MAX;
    for (size_t i = 0; good && i < count; i++) {
        bool kept = false;
        uint32_t state = w->queue[i];
        good = follow_flags(w, &count, state, &kept, &made.ends) &&
               (!kept || made.first + made.count < POOL);
        if (good && kept)
            w->pool[made.first + made.count++] = state;
    }
    for (size_t i = 0; i < count; i++)
        w->seen[w->queue[i] / 64] = 0;
    if (!good)
        return -1;
    w->pool_count += made.count;
    w->nodes[w->node_count] = made;
    return w->node_count++;
}

/* Where words begin, with nothing behind it yet. False without memory. */
static bool begin(pal_automaton_walk *w)
{
    size_t count = 0;
    if (!w->seen) {
        w->nodes = pal_new(w->mem, node, NODES_MAX);
        w->edges = pal_new(w->mem, edge, EDGES);
        w->pool = pal_new(w->mem, uint32_t, POOL);
        if (!w->nodes || !w->edges || !w->pool)
            return false;
        w->seen = pal_new(w->mem, uint64_t, w->automaton->cell_count / 64 + 1);
    } else {
        memset(w->edges, 0, EDGES * sizeof *w->edges);
    }
    w->node_count = 0;
    w->pool_count = 0;
    return w->seen && push(w, &count, 0) && add_node(w, count) == 0;
}

/* The node behind another by a symbol, as add_node(). */
static int64_t make_next(pal_automaton_walk *w, const node *from, uint16_t symbol)
{
    const pal_automaton *a = w->automaton;
    size_t count = 0;
    bool good = true;
    for (uint32_t i = from->first; i < from->first + from->count; i++) {
        uint32_t state = w->pool[i];
        uint32_t but;
        uint32_t cells = cells_of(a, state, &but);
        for (uint32_t c = state; good && c < state + cells; c++) {
            const unsigned char *cell = a->cells + (size_t)c * CELL;
            if (number_at(cell, 2) == symbol && c != but)
                good = push(w, &count, number_at(cell + 4, 3));
        }
    }
    int64_t made = add_node(w, count);
    return good ? made : -1;
}

static int64_t next_node(pal_automaton_walk *w, uint32_t from, uint16_t symbol)
{
    uint32_t key = (from << 16 | symbol) + 1;
    uint32_t at = (uint32_t)((key * UINT64_C(0x9E3779B97F4A7C15)) >> 32) % EDGES;
    for (; w->edges[at].key != 0; at = (at + 1) % EDGES)
        if (w->edges[at].key == key)
            return w->edges[at].to;
    int64_t made = make_next(w, &w->nodes[from], symbol);
    if (made >= 0)
        w->edges[at] = (edge){.key = key, .to = (uint32_t)made};
    return made;
}

bool pal_automaton_allows(pal_automaton_walk *w, pal_str folded)
{
    pal_automaton *a = w->automaton;
    if (a->mem)
        pal_once_make(&a->once, read_mapped, a);
    if (a->cell_count == 0 || (w->node_count == 0 && !begin(w)))
        return true;
    uint32_t here = 0;
    for (size_t at = 0; at < folded.len && w->nodes[here].count != 0;) {
        uint32_t code = pal_unicode_next(folded, &at);
        uint16_t symbol = code < CODES ? a->symbols[code] : 0;
        if (symbol == 0)
            return true;
        int64_t next = next_node(w, here, symbol);
        if (next < 0) {
            w->node_count = 0;
            return true;
        }
        here = (uint32_t)next;
        if (at == folded.len)
            return w->nodes[here].ends;
    }
    return false;
}
