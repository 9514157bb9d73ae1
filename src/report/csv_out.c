#include "report/csv_out.h"

#include <math.h>

#include "base/num.h"
#include "base/str.h"
#include "base/unicode.h"

static inline void begin(pal_csv *line)
{
    if (line->begun)
        pal_buf_byte(line->out, ',');
    line->begun = true;
}

/* What the bytes of a cell ask for. */
enum { HAS_QUOTE = 1, HAS_BREAK = 2, HAS_HIGH = 4 };

/* Of whole pieces of 16 bytes. A sum for each byte that is looked for: so compilers
 * compare the bytes of a piece all at once. */
static unsigned look_at_pieces(const char *bytes, size_t len)
{
    unsigned char quotes = 0;
    unsigned char commas = 0;
    unsigned char returns = 0;
    unsigned char feeds = 0;
    unsigned char all = 0;
    for (size_t i = 0; i < (len & ~(size_t)15); i++) {
        const unsigned char c = (unsigned char)bytes[i];
        quotes |= (unsigned char)(c == '"');
        commas |= (unsigned char)(c == ',');
        returns |= (unsigned char)(c == '\r');
        feeds |= (unsigned char)(c == '\n');
        all |= c;
    }
    return (quotes ? HAS_QUOTE : 0u) | (commas | returns | feeds ? HAS_BREAK : 0u) |
           (all < 0x80 ? 0u : HAS_HIGH);
}

static inline unsigned look_at(pal_str cell)
{
    static const unsigned char of[256] = {
        ['"'] = HAS_QUOTE, [','] = HAS_BREAK, ['\r'] = HAS_BREAK, ['\n'] = HAS_BREAK};
    unsigned seen = cell.len < 16 ? 0 : look_at_pieces(cell.ptr, cell.len);
    unsigned all = 0;
    for (size_t i = cell.len & ~(size_t)15; i < cell.len; i++) {
        const unsigned char c = (unsigned char)cell.ptr[i];
        seen |= of[c];
        all |= c;
    }
    return all < 0x80 ? seen : seen | HAS_HIGH;
}

static void add_mended(pal_buf *b, pal_str text)
{
    for (size_t at = 0; at < text.len;)
        pal_unicode_add(b, pal_unicode_next(text, &at));
}

static void add_bytes(pal_buf *b, pal_str text, unsigned seen)
{
    if (!(seen & HAS_HIGH) || pal_unicode_valid(text))
        pal_buf_add(b, text);
    else
        add_mended(b, text);
}

/* `seen` is of look_at(). Answers whether close_cell() owes a quote. */
static bool open_seen(pal_csv *line, pal_str cell, unsigned seen)
{
    begin(line);
    if (!(seen & (HAS_QUOTE | HAS_BREAK))) {
        add_bytes(line->out, cell, seen);
        return false;
    }
    pal_buf_byte(line->out, '"');
    for (pal_cut part = {.tail = cell, .found = true}; part.found;) {
        part = pal_str_cut(part.tail, '"');
        add_bytes(line->out, part.head, seen);
        if (part.found)
            pal_buf_add(line->out, PAL_STR("\"\""));
    }
    return true;
}

static bool open_cell(pal_csv *line, pal_str cell)
{
    return open_seen(line, cell, look_at(cell));
}

static void close_cell(pal_csv *line, bool quoted)
{
    if (quoted)
        pal_buf_byte(line->out, '"');
}

void pal_csv_text(pal_csv *line, pal_str cell)
{
    close_cell(line, open_cell(line, cell));
}

void pal_csv_clean(pal_csv *line, pal_str cell)
{
    close_cell(line, open_seen(line, cell, look_at(cell) & ~(unsigned)HAS_HIGH));
}

void pal_csv_plain(pal_csv *line, pal_str cell)
{
    begin(line);
    pal_buf_add(line->out, cell);
}

void pal_csv_suffixed(pal_csv *line, pal_str cell, pal_str suffix)
{
    bool quoted = open_cell(line, cell);
    pal_buf_add(line->out, suffix);
    close_cell(line, quoted);
}

void pal_csv_place(pal_csv *line, pal_str file, uint64_t number)
{
    bool quoted = open_cell(line, file);
    pal_buf_byte(line->out, ':');
    pal_num_uint(line->out, number);
    close_cell(line, quoted);
}

void pal_csv_cstr(pal_csv *line, const char *cell)
{
    pal_csv_text(line, pal_str_from(cell));
}

void pal_csv_uint(pal_csv *line, uint64_t value)
{
    begin(line);
    pal_num_uint(line->out, value);
}

void pal_csv_fixed(pal_csv *line, double value, unsigned digits)
{
    begin(line);
    pal_num_fixed(line->out, value, digits, '.');
}

void pal_csv_blank(pal_csv *line)
{
    begin(line);
}

void pal_csv_end(pal_csv *line)
{
    pal_buf_byte(line->out, '\n');
    line->begun = false;
}

void pal_csv_known(pal_csv *line, double value, unsigned digits)
{
    if (fabs(value) < PAL_NUM_MAX)
        pal_csv_fixed(line, value, digits);
    else
        pal_csv_blank(line);
}
