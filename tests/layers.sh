#!/bin/sh
# A room includes only what lies to its left; ARCHITECTURE in README.md has the picture.
set -eu
cd "$(dirname "$0")/.."
failed=0
check() { # room, allowed prefixes as an expression
    bad=$(grep -Hn '^#include "' "src/$1"/*.[ch] 2>/dev/null |
        grep -Ev "#include \"($2)" || true)
    if [ -n "$bad" ]; then
        printf 'layers: %s may not include this:\n%s\n' "$1" "$bad" >&2
        failed=1
    fi
}
check base 'base/|palaute\.h'
check ingest 'ingest/|base/|palaute\.h'
check privacy 'privacy/|base/|palaute\.h'
check text 'text/|base/|palaute\.h'
check lexicon 'lexicon/|base/|palaute\.h'
check sentiment 'sentiment/|lexicon/|text/|base/|palaute\.h'
check model 'model/|base/|palaute\.h'
check stats 'stats/|base/|palaute\.h'
check report 'report/|base/|palaute\.h'
check cli '[a-z_]+\.h'

# one foreign library, one file
only() { # header, files that may include it
    bad=$(grep -rln "#include <$1" src | grep -Ev "^($2)$" || true)
    if [ -n "$bad" ]; then
        printf 'layers: <%s> stands in %s\n' "$1" "$bad" >&2
        failed=1
    fi
}
only 'unicode/' 'src/base/unicode\.c|src/ingest/encoding\.c|src/text/tokens\.c'
only 'libstemmer' 'src/text/stem\.c'
only 'pcre2' 'src/lexicon/pattern\.c'
only 'linear\.h' 'src/model/fit(_columns|_beside)?\.c'
only 'nettle/' 'src/base/digest\.c'
only 'csv\.h' 'src/ingest/csv\.c'
only 'jansson' 'src/cli/command_(tag|redact)\.c'
only 'xlsxwriter\.h' 'src/report/write_xlsx\.c'
only 'sqlite3\.h' 'src/report/database\.c'
only 'minizip/' 'src/ingest/zip_in\.c'
only 'expat\.h' 'src/ingest/xml_in\.c'
only 'dlfcn' 'src/text/voikko\.c'

# malloc and friends stand in base/arena.c alone (cli/ may use the C library as it likes)
bad=$(grep -rnE '\b(malloc|calloc|realloc|free)\(' src --include='*.c' |
    grep -Ev '^src/(base/arena\.c|cli/)' || true)
if [ -n "$bad" ]; then
    printf 'layers: memory outside of base/arena.c:\n%s\n' "$bad" >&2
    failed=1
fi
twins=$(git ls-files src tests | grep -E '\.[ch]$' | sed 's|.*/||' | sort | uniq -d)
if [ -n "$twins" ]; then
    printf 'layers: file names that occur twice: %s\n' "$twins" >&2
    failed=1
fi
[ "$failed" = 0 ] && echo "layers: fine"
exit "$failed"
