#include "ingest/profile.h"

#include "base/fail.h"
#include "base/map.h"
#include "base/str.h"
#include "ingest/cells.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static size_t count_words(pal_str text)
{
    size_t words = 0;
    for (size_t i = 0; i < text.len; i++)
        words += !is_space(text.ptr[i]) && (i == 0 || is_space(text.ptr[i - 1]));
    return words;
}

static bool is_ip(pal_str text)
{
    size_t points = 0;
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++) {
        points += text.ptr[i] == '.';
        digits += text.ptr[i] >= '0' && text.ptr[i] <= '9';
    }
    return points == 3 && digits >= 4 && digits + points == text.len && text.len <= 15;
}

/* The shape of a Finnish personal identity code; that its date and check character are
 * right is not asked of each cell when a whole column looks so. */
static bool is_identity_code(pal_str text)
{
    if (text.len != 11 || !strchr("+-ABCDEFUVWXY", text.ptr[6]))
        return false;
    for (size_t i = 0; i < 10; i++)
        if (i != 6 && (text.ptr[i] < '0' || text.ptr[i] > '9'))
            return false;
    return text.ptr[0] <= '3' && text.ptr[2] <= '1';
}

/* An address of a person, a computer or a page, with nothing else in the cell. */
static bool is_address(pal_str text)
{
    if (text.len > 200 || count_words(text) != 1)
        return false;
    if (pal_str_starts(text, PAL_STR("http")) && pal_str_has(text, PAL_STR("://")))
        return true;
    pal_cut mail = pal_str_cut(text, '@');
    return is_ip(text) || is_identity_code(text) ||
           (mail.found && mail.head.len != 0 && pal_str_has(mail.tail, PAL_STR(".")));
}

static void look_at(pal_profile *seen, pal_arena *scratch, pal_str cell)
{
    int value = 0;
    pal_day day;
    pal_score_kind kind =
        cell.len <= 100 ? pal_score_read(&value, scratch, cell) : PAL_SCORE_WORDS;
    if (kind == PAL_SCORE_NUMBER && value >= 0 && value <= 10) {
        seen->scores++;
        seen->value[value]++;
    }
    seen->no_answers += kind == PAL_SCORE_EMPTY;
    seen->numbers += pal_cell_is_number(cell);
    bool is_date = cell.len <= 40 && (pal_day_read(&day, cell, PAL_DAY_FIRST) ||
                                      pal_day_read(&day, cell, PAL_MONTH_FIRST));
    seen->dates += is_date;
    seen->order += is_date ? pal_day_vote(cell) : 0;
    seen->bands += pal_cell_is_band(scratch, cell);
    seen->mails += is_address(cell);
    seen->bytes += cell.len;
    seen->words += count_words(cell);
    if (cell.len > seen->longest)
        seen->longest = cell.len;
    if (seen->filled == 0)
        seen->sample = cell;
    seen->filled++;
}

/* Both arenas are emptied here: one for each cell, one for each column. */
static bool profile_one(pal_profile *seen, size_t column, const pal_table *table,
                        size_t header_rows, pal_arena *by_cell, pal_arena *by_column)
{
    pal_map *values = pal_map_new(by_column, 1);
    for (size_t r = header_rows; values && r < table->count; r++) {
        const pal_record *row = &table->rows[r];
        if (column >= row->count || row->unclosed != 0)
            continue;
        pal_str cell = pal_str_trim(row->cells[column]);
        if (cell.len == 0)
            continue;
        bool fresh = false;
        if (!pal_map_at(values, cell, &fresh))
            return false;
        seen->distinct += fresh;
        look_at(seen, by_cell, cell);
        pal_arena_reset(by_cell);
    }
    pal_arena_reset(by_column);
    return values != NULL;
}

pal_status pal_profile_columns(pal_column *items, size_t count, const pal_table *table,
                               size_t header_rows, pal_error *err)
{
    pal_arena *by_cell = pal_arena_open(1024 * 1024);
    pal_arena *by_column = pal_arena_open(16 * 1024 * 1024);
    bool fine = by_cell && by_column;
    for (size_t c = 0; c < count && fine; c++)
        fine = profile_one(&items[c].seen, c, table, header_rows, by_cell, by_column);
    pal_arena_close(by_cell);
    pal_arena_close(by_column);
    return fine ? PAL_OK : pal_fail(err, PAL_ENOMEM, pal_loc_file(NULL), "no memory");
}
