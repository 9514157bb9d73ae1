#!/bin/sh
# Whole commands against recorded output.
#
# Usage: tests/golden.sh [--update] PROGRAM [CASE...]       CASE: analyze/strict_stops...
#
# tests/golden/AREA/FACT/cmd is run by sh in a fresh folder that holds a copy of the case's
# in/, with these variables: PALAUTE the program, CASE the folder of the case, ROOT that of
# the project. The lexicons are those of tests/data/lexicon-small. Then stdout, stderr and
# status, and each further file of the case's expect/, must be the same there. A report of
# a sanitizer fails the case. --update records anew: read `git diff` after it.
set -u
cd "$(dirname "$0")/.." || exit 2
update=
if [ "${1:-}" = --update ]; then
    update=yes
    shift
fi
[ $# -ge 1 ] || {
    echo "usage: tests/golden.sh [--update] PROGRAM [CASE...]" >&2
    exit 2
}
ROOT=$(pwd)
PALAUTE=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
[ -x "$PALAUTE" ] || {
    echo "golden: $PALAUTE is not a program" >&2
    exit 2
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
unset LANG LC_MESSAGES LANGUAGE PALAUTE_DATA
export LC_ALL=C NO_COLOR=1 TERM=dumb ROOT PALAUTE XDG_CACHE_HOME="$work/cache"
cp -R tests/data/lexicon-small "$work/lexicons"
# the records are those of the rules: trained models are left out
mkdir "$work/models"
ln -s "$ROOT"/models/*.tsv "$work/models/"
export PALAUTE_LEXICONS="$work/lexicons" PALAUTE_PREPARED=
export ASAN_OPTIONS="log_path=$work/san:detect_leaks=1"
export UBSAN_OPTIONS="log_path=$work/san:print_stacktrace=1"

complain() { # case, what
    [ -n "$told" ] || printf 'golden: FAILED %s\n' "$1"
    told=yes
    printf '  %s\n' "$2"
}
record() { # case folder
    mkdir -p "$1/expect"
    for file in stdout stderr status; do
        : >>"$1/expect/$file"
    done
    find "$1/expect" -type f | while read -r file; do
        name=${file#"$1/expect/"}
        cp "$work/run/$name" "$file" 2>/dev/null || cp "$work/$name" "$file"
    done
}
compare() { # name, case folder
    [ -s "$2/expect/status" ] || complain "$1" "no status is recorded"
    for file in $(cd "$2/expect" && find . -type f | sed 's|^\./||' | LC_ALL=C sort); do
        found=$work/run/$file
        case $file in
        stdout | stderr | status) found=$work/$file ;;
        esac
        if [ ! -e "$found" ]; then
            complain "$1" "$file is missing"
        elif ! cmp -s "$2/expect/$file" "$found"; then
            complain "$1" "$file differs:"
            diff -u "$2/expect/$file" "$found" | sed -n '3,40p'
        fi
    done
}
run() { # name
    CASE=$ROOT/tests/golden/$1
    export CASE
    told=
    rm -rf "$work/run" "$work"/san.*
    mkdir "$work/run"
    [ ! -d "$CASE/in" ] || cp -R "$CASE/in/." "$work/run/"
    (cd "$work/run" && sh "$CASE/cmd" </dev/null >"$work/stdout" 2>"$work/stderr")
    echo $? >"$work/status"
    [ -z "$update" ] || record "$CASE"
    compare "$1" "$CASE"
    for log in "$work"/san.*; do
        [ -e "$log" ] || continue
        complain "$1" "the sanitizer says:"
        head -30 "$log"
    done
    [ -z "$told" ]
}

count=0
failed=0
[ $# -ne 0 ] || set -- $(cd tests/golden && find . -name cmd | sed 's|^\./||; s|/cmd$||' |
    LC_ALL=C sort)
for name in "$@"; do
    count=$((count + 1))
    run "$name" || failed=$((failed + 1))
done
[ "$count" -gt 0 ] || failed=1
echo "golden: $count cases, $failed failed"
[ "$failed" = 0 ]
