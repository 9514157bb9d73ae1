/* The table of Latin borders against ICU's word rules, on all that both can read. */
#include <criterion/criterion.h>

#include <dirent.h>
#include <sys/stat.h>

#include "text/latin.h"
#include "text/tokens.h"
#include "text_help.h"

typedef struct latin_tools {
    pal_cutter *cutter;
    pal_arena *own;
    pal_arena *mem;
    pal_error err;
    size_t texts;
    size_t different;
} latin_tools;

static latin_tools open_tools(void)
{
    latin_tools t = {.own = pal_arena_open(1 << 20),
                     .mem = pal_arena_open((size_t)1 << 30)};
    cr_assert_eq(pal_cutter_open(&t.cutter, t.own, &t.err), PAL_OK);
    return t;
}

static void close_tools(latin_tools *t)
{
    pal_cutter_close(t->cutter);
    pal_arena_close(t->mem);
    pal_arena_close(t->own);
}

static void expect_same(latin_tools *t, pal_str text)
{
    enum { SHOWN_MAX = 20, LEN_MAX = 160 };
    pal_piece *ours = NULL;
    pal_piece *theirs = NULL;
    size_t our_count = 0;
    size_t their_count = 0;
    cr_assert_eq(pal_cutter_cut(&ours, &our_count, t->cutter, t->mem, text, &t->err),
                 PAL_OK);
    cr_assert_eq(
        pal_cutter_cut_by_icu(&theirs, &their_count, t->cutter, t->mem, text, &t->err),
        PAL_OK);
    bool same = our_count == their_count;
    for (size_t i = 0; same && i < our_count; i++)
        same = ours[i].start == theirs[i].start && ours[i].end == theirs[i].end &&
               ours[i].flags == theirs[i].flags;
    t->texts++;
    t->different += !same;
    if (!same && t->different < SHOWN_MAX)
        cr_expect(same, "'%.*s' is cut in another way",
                  PAL_ARG(pal_str_clip(text, LEN_MAX)));
    if (t->texts % 1024 == 0)
        pal_arena_reset(t->mem);
}

/* One of each class of the table, and what it leaves to ICU. */
static const char *const classes[] = {"a", "1", "_", ".",  "'", ",",       ":",
                                      "@", "-", " ", "\n", "ä", "\xCC\x81"};
enum { CLASSES = sizeof classes / sizeof *classes };

static void cut_all_runs(latin_tools *t, size_t length)
{
    size_t total = 1;
    for (size_t i = 0; i < length; i++)
        total *= CLASSES;
    for (size_t run = 0; run < total; run++) {
        char bytes[16];
        size_t len = 0;
        for (size_t i = 0, rest = run; i < length; i++, rest /= CLASSES) {
            const char *one = classes[rest % CLASSES];
            memcpy(bytes + len, one, strlen(one));
            len += strlen(one);
        }
        expect_same(t, (pal_str){bytes, len});
    }
}

Test(text_latin, cuts_every_run_of_five_classes_as_icu_does)
{
    latin_tools t = open_tools();
    for (size_t length = 1; length <= 5; length++)
        cut_all_runs(&t, length);
    cr_expect_eq(t.different, 0, "%zu of %zu texts", t.different, t.texts);
    close_tools(&t);
}

/* Alone, between letters, between digits, and behind a space: every character that the
 * table may know, and those around its ends. */
Test(text_latin, knows_every_character_as_icu_does)
{
    static const char *const frames[][2] = {{"", ""},   {"a", "b"}, {"1", "2"},
                                            {" ", "a"}, {"_", "_"}, {"a.", "b"},
                                            {"1.", "2"}};
    enum { FRAMES = sizeof frames / sizeof *frames, END = 0x2200 };
    latin_tools t = open_tools();
    for (uint32_t code = 1; code < END; code++)
        for (size_t i = 0; i < FRAMES; i++) {
            pal_buf text = {0};
            pal_buf_add(&text, pal_str_from(frames[i][0]));
            pal_unicode_add(&text, code);
            pal_buf_add(&text, pal_str_from(frames[i][1]));
            expect_same(&t, pal_buf_view(&text));
            pal_buf_release(&text);
        }
    cr_expect_eq(t.different, 0, "%zu of %zu texts", t.different, t.texts);
    close_tools(&t);
}

/* One line of WordBreakTest.txt: the text, and for each byte whether a border is before
 * it. False for what no text is: surrogates, and lines that are too long. */
typedef struct border_line {
    char bytes[256];
    bool border[257];
    size_t len;
} border_line;

static bool read_borders(border_line *out, pal_str line)
{
    bool border = false;
    *out = (border_line){.len = 0};
    line = pal_str_cut(line, '#').head;
    for (line = pal_str_trim(line); line.len != 0;) {
        pal_cut cut = pal_str_cut(line, ' ');
        line = cut.tail;
        if (pal_str_equal(cut.head, PAL_STR("÷")) ||
            pal_str_equal(cut.head, PAL_STR("×"))) {
            border = pal_str_equal(cut.head, PAL_STR("÷"));
            out->border[out->len] = border;
            continue;
        }
        pal_buf one = {0};
        char hex[9] = {0};
        memcpy(hex, cut.head.ptr, cut.head.len < 8 ? cut.head.len : 8);
        pal_unicode_add(&one, (uint32_t)strtoul(hex, NULL, 16));
        bool fits = out->len + one.len < sizeof out->bytes;
        if (fits)
            memcpy(out->bytes + out->len, one.ptr, one.len);
        out->len += one.len;
        pal_buf_release(&one);
        if (!fits)
            return false;
    }
    return out->len != 0;
}

/* Do the borders of the table stand where the line has them? True for a line with
 * characters that the table leaves to ICU, which is not counted. */
static bool has_its_borders(const border_line *line, size_t *judged)
{
    pal_str text = {line->bytes, line->len};
    bool same = true;
    for (size_t at = 0; at < text.len;) {
        size_t end = at;
        while (end < text.len && text.ptr[end] == ' ')
            end++;
        if (end == at && pal_latin_piece(text, at, &end) == PAL_LATIN_UNKNOWN)
            return true;
        for (size_t i = at + 1; i < end; i++)
            same = same && !line->border[i];
        same = same && line->border[end];
        at = end;
    }
    (*judged)++;
    return same;
}

/* Source: Unicode Character Database, auxiliary/WordBreakTest.txt (Debian package
 * unicode-data). ICU's root locale has no letter-joining colon, as CLDR says. */
Test(text_latin, has_the_borders_that_unicode_publishes)
{
    const char *folder = getenv("UNICODE_DATA");
    pal_arena *mem = pal_arena_open((size_t)1 << 26);
    pal_str text = {NULL, 0};
    pal_str line = {NULL, 0};
    size_t judged = 0;
    const char *path = pal_io_path(mem, folder ? folder : "/usr/share/unicode",
                                   "auxiliary/WordBreakTest.txt");
    if (access(path, R_OK) != 0) {
        fprintf(stderr, "skipped: no %s\n", path);
    } else {
        cr_assert_eq(pal_io_read(&text, mem, path, (size_t)16 << 20, NULL), PAL_OK);
        while (text_line(&text, &line)) {
            border_line one;
            if (line.len == 0 || line.ptr[0] == '#' || pal_str_has(line, PAL_STR("003A")))
                continue;
            if (read_borders(&one, line))
                cr_expect(has_its_borders(&one, &judged), "%.*s", PAL_ARG(line));
        }
        cr_expect_gt(judged, 100, "%zu lines", judged);
        fprintf(stderr, "WordBreakTest.txt: %zu lines\n", judged);
    }
    pal_arena_close(mem);
}

/* The rules above ICU's: expected by hand. */
Test(text_latin, a_mark_that_combines_belongs_to_the_full_stop_before_it)
{
    latin_tools t = open_tools();
    pal_piece *pieces = NULL;
    size_t count = 0;
    cr_assert_eq(pal_cutter_cut(&pieces, &count, t.cutter, t.mem,
                                PAL_STR("a. b.\xCC\x81 c"), &t.err),
                 PAL_OK);
    cr_assert_eq(count, 5);
    cr_expect(pieces[1].start == 1 && pieces[1].end == 2);
    cr_expect(pieces[3].start == 4 && pieces[3].end == 7);
    cr_expect_eq(pieces[3].flags, PAL_WORD_STOP);
    close_tools(&t);
}

/* xorshift64: the same numbers in every run. */
static uint64_t next_number(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

Test(text_latin, cuts_nasty_strings_as_icu_does)
{
    static const char *const alphabet[] = {"a",
                                           "b",
                                           "X",
                                           "D",
                                           "p",
                                           "o",
                                           "s",
                                           "w",
                                           "www.",
                                           "http",
                                           "0",
                                           "1",
                                           "2",
                                           "9",
                                           "'",
                                           "\xE2\x80\x99",
                                           ".",
                                           ".",
                                           "..",
                                           ":",
                                           ":",
                                           ",",
                                           ";",
                                           "_",
                                           "-",
                                           "-",
                                           "@",
                                           "/",
                                           "://",
                                           "(",
                                           ")",
                                           "[NIMI]",
                                           "[",
                                           "]",
                                           "<3",
                                           ":)",
                                           "^",
                                           "=",
                                           " ",
                                           " ",
                                           " ",
                                           "  ",
                                           "\t",
                                           "\r",
                                           "\n",
                                           "\r\n",
                                           "ä",
                                           "ö",
                                           "Å",
                                           "é",
                                           "š",
                                           "ß",
                                           "\xC2\xA0",
                                           "\xC2\xAD",
                                           "\xC2\xB7",
                                           "\xC2\xB2",
                                           "€",
                                           "–",
                                           "…",
                                           "”",
                                           "\xCC\x81",
                                           "\xE2\x80\x8D",
                                           "👍",
                                           "🇫",
                                           "❤️",
                                           "👩‍👧",
                                           "п",
                                           "不",
                                           "ไ",
                                           "カ",
                                           "א",
                                           "\"",
                                           "\xE2\x80\xA7",
                                           "\xE2\x80\xA8",
                                           "\xE3\x80\x80",
                                           "\xE2\x80\xAF",
                                           "\xC3",
                                           "\xFF",
                                           "fi",
                                           ":ssa",
                                           "©",
                                           "½",
                                           "&",
                                           "%",
                                           "+",
                                           "#",
                                           "ʼ",
                                           "ẞ"};
    enum { LETTERS = sizeof alphabet / sizeof *alphabet, STRINGS = 100000, LEN_MAX = 24 };
    latin_tools t = open_tools();
    uint64_t state = 20260914;
    for (size_t n = 0; n < STRINGS; n++) {
        char bytes[LEN_MAX * 32];
        size_t len = 0;
        size_t letters = next_number(&state) % LEN_MAX + 1;
        /* half of the strings have no more than what the table knows well */
        size_t kinds = n % 2 ? LETTERS : 54;
        for (size_t i = 0; i < letters; i++) {
            const char *one = alphabet[next_number(&state) % kinds];
            memcpy(bytes + len, one, strlen(one));
            len += strlen(one);
        }
        expect_same(&t, (pal_str){bytes, len});
    }
    cr_expect_eq(t.different, 0, "%zu of %zu texts", t.different, t.texts);
    close_tools(&t);
}

static void cut_lines(latin_tools *t, const char *path)
{
    pal_arena *file = pal_arena_open((size_t)1 << 28);
    pal_str text = {NULL, 0};
    pal_str line = {NULL, 0};
    cr_assert_eq(pal_io_read(&text, file, path, (size_t)64 << 20, &t->err), PAL_OK, "%s",
                 t->err.msg);
    while (text_line(&text, &line))
        expect_same(t, line);
    pal_arena_close(file);
}

Test(text_latin, cuts_the_committed_corpora_as_icu_does)
{
    static const char *const files[] = {"corpora/voices/fi.tsv",
                                        "corpora/voices/en.tsv",
                                        "corpora/gold/fi.train.tsv",
                                        "corpora/gold/en.train.tsv",
                                        "corpora/demo/kuura-2026-kevat.csv",
                                        "corpora/demo/kuura-2026-syksy.csv"};
    latin_tools t = open_tools();
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        cut_lines(&t, files[i]);
    cr_expect_gt(t.texts, 10000);
    cr_expect_eq(t.different, 0, "%zu of %zu texts", t.different, t.texts);
    close_tools(&t);
}

/* Every line of every file, also of those that are no text: nothing is asked of the bytes
 * but that both ways agree. */
static void cut_folder(latin_tools *t, const char *folder, int depth)
{
    enum { DEPTH_MAX = 6, FILE_MAX = 64 << 20 };
    DIR *dir = opendir(folder);
    const struct dirent *entry = NULL;
    while (dir && (entry = readdir(dir)) != NULL) {
        char path[1024];
        struct stat is;
        int len = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] == '.' || len < 0 || (size_t)len >= sizeof path ||
            stat(path, &is) != 0)
            continue;
        if (S_ISDIR(is.st_mode) && depth < DEPTH_MAX)
            cut_folder(t, path, depth + 1);
        else if (S_ISREG(is.st_mode) && is.st_size < FILE_MAX)
            cut_lines(t, path);
    }
    if (dir)
        closedir(dir);
}

Test(text_latin, cuts_texts_of_others_as_icu_does)
{
    const char *folder = getenv("PALAUTE_DATA");
    if (!folder)
        folder = "../shared/data";
    if (access(folder, R_OK) != 0) {
        fprintf(stderr, "skipped: no folder %s\n", folder);
        return;
    }
    latin_tools t = open_tools();
    cut_folder(&t, folder, 0);
    cr_expect_gt(t.texts, 10000);
    cr_expect_eq(t.different, 0, "%zu of %zu texts", t.different, t.texts);
    close_tools(&t);
}
