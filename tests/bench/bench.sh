#!/bin/sh
# Seconds, memory and shares of the rooms on a made survey of 100,000 answers.
# Usage: tests/bench/bench.sh [--record]     environment: ROWS, ROUNDS, FLAVOR,
# PALAUTE_LEXICONS
#
# Rounds are interleaved (wc -w, one thread, two threads, with and without the readings of
# words that an earlier run left), so that a busy machine bends all
# of them alike: the ratio to `wc -w` can be compared where seconds cannot.
set -eu
cd "$(dirname "$0")/../.."
rows=${ROWS:-100000}
rounds=${ROUNDS:-3}
out=build/${FLAVOR:-release}
lexicons=${PALAUTE_LEXICONS:-lexicons}
work=build/bench
record=
[ "${1:-}" = --record ] && record=tests/bench/RESULTS.md
mkdir -p "$work"
rm -f "$work"/*.took "$work"/*.rooms

flags='-std=c11 -D_POSIX_C_SOURCE=200809L -Isrc -O2'
# shellcheck disable=SC2086,SC2046 # lists of flags
{
    ${CC:-cc} $flags tests/bench/measure.c -o "$work/measure"
    ${CC:-cc} $flags tests/bench/generate.c "$out/libpalaute.a" $(pkg-config --libs icu-uc) \
        -o "$work/generate"
}
"$out/palaute" analyze -q -f -j 1 --lexicons "$lexicons" --models models \
    -o "$work/demo" corpora/demo/*.csv || [ $? = 1 ]
survey=$work/survey.csv
"$work/generate" --seed 1 --rows "$rows" "$work/demo/comments.csv" >"$survey"

# measure(1) writes what it took on descriptor 3; answers of 1 are refused rows
took() { # name, command...
    name=$1
    shift
    "$work/measure" "$@" 3>>"$work/$name.took" || [ $? = 1 ]
}
# cold: no readings of words from an earlier run; warm: those of the run before
export XDG_CACHE_HOME="$(pwd)/$work/cache"
analyze() { # name, threads, morphology, cold or warm
    [ "$4" = warm ] || rm -rf "$work/cache"
    took "$1" "$out/palaute" analyze -q -f -j "$2" --timings --morphology "$3" \
        --lexicons "$lexicons" --models models -o "$work/out" "$survey" 2>>"$work/$1.rooms"
}
round=0
while [ "$round" -lt "$rounds" ]; do
    took words wc -w "$survey" >/dev/null
    analyze cold1 1 best cold
    analyze warm1 1 best warm
    analyze cold2 2 best cold
    analyze warm2 2 best warm
    analyze snowball1 1 snowball cold
    round=$((round + 1))
done

column() { # name, column: min, median, max
    sort -n -k "$2,$2" "$work/$1.took" |
        awk -v c="$2" '{v[NR] = $c} END {print v[1], v[int((NR + 1) / 2)], v[NR]}'
}
room() { # name, room: median seconds
    awk -v r="$2" '$1 == r {print $2}' "$work/$1.rooms" | sort -n |
        awk '{v[NR] = $1} END {print v[int((NR + 1) / 2)]}'
}
words=$(column words 1 | cut -d' ' -f2)
line() { # what, name
    printf '%s %s\n' "$(column "$2" 1)" "$(column "$2" 3)" |
        awk -v what="$1" -v wc="$words" -v rows="$rows" '{
            printf "| %s | %.3f | %.3f | %.3f | %.2f | %.0f | %.1f |\n", what, $1, $2, $3,
                $2 / wc, rows / $2, $6 / 1024
        }'
}
table() {
    distinct=$(cut -d';' -f5- "$survey" | tr -s '[:space:][:punct:]' '\n' | LC_ALL=C sort -u |
        wc -l)
    printf '%s rows, %s MB, %s words, %s distinct; %s rounds\n\n' "$rows" \
        "$(wc -c <"$survey" | awk '{printf "%.1f", $1 / 1e6}')" "$(wc -w <"$survey")" \
        "$distinct" "$rounds"
    echo '| run | min s | median s | max s | ratio | rows/s | peak MiB |'
    echo '|---|--:|--:|--:|--:|--:|--:|'
    line 'wc -w' words
    line 'palaute analyze -j 1, cold' cold1
    line 'palaute analyze -j 1, warm' warm1
    line 'palaute analyze -j 2, cold' cold2
    line 'palaute analyze -j 2, warm' warm2
    line 'palaute analyze -j 1 --morphology snowball' snowball1
    echo
    echo '| room, processor seconds | -j 1 cold | -j 1 warm | -j 2 cold | -j 2 warm | -j 1 snowball |'
    echo '|---|--:|--:|--:|--:|--:|'
    for name in ingest text lexicon sentiment stats report processor; do
        printf '| %s | %s | %s | %s | %s | %s |\n' "$name" "$(room cold1 "$name")" \
            "$(room warm1 "$name")" "$(room cold2 "$name")" "$(room warm2 "$name")" \
            "$(room snowball1 "$name")"
    done
}
if [ -n "$record" ]; then
    {
        echo '# Speed'
        echo
        echo "Written by tests/bench/bench.sh --record; ratio: to wc -w. $(grep -m1 'model name' \
            /proc/cpuinfo | sed 's/.*: //'), $(getconf _NPROCESSORS_ONLN) cores;" \
            "$("${CC:-cc}" --version | head -1); $("$out/palaute" explain --lexicons "$lexicons" \
                --models models x | sed -n 's/.*morphology //p')."
        echo
        table
    } >"$record"
    cat "$record"
else
    table
fi
