#!/bin/sh
# Seconds, memory and shares of the rooms on made surveys of 100,000 answers, beside cat,
# wc -w and the programs of rivals.sh that are installed.
# Usage: tests/bench/bench.sh [--record]     environment: ROWS, ROUNDS, FLAVOR,
# PALAUTE_LEXICONS, SURVEYS (voices demo), RIVALS (no = leave them out)
#
# Rounds are interleaved, so that a busy machine bends all of them alike: the ratio to
# `wc -w` of the same round can be compared where seconds cannot.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/bench/kit.sh
. tests/bench/kit.sh
rows=${ROWS:-100000}
rounds=${ROUNDS:-3}
starts=21
record=
[ "${1:-}" = --record ] && record=tests/bench/RESULTS.md
# figures of a busy machine should be seen to be such
load=$(cut -d' ' -f1 /proc/loadavg)
build_tools
tab=$(printf '\t')
# of a survey: $at is its folder, $survey the file
runs='cat wc cold1 first1 warm1 cold2 first2 warm2 snowball1'
# what earlier figures were measured on: 100,000 rows of the demo, seed 1
demo_sha256=e225a9b4211ae10e6f7eb991552470817a5d5cc9a8af7d5aadf8a4877eb45fd2

# --- running ---

# measure(1) writes what it took on descriptor 3; answers of 1 are refused rows
took() { # name, command...
    into=$at/$1.took
    shift
    "$work/measure" "$@" 3>>"$into" || [ $? = 1 ]
}
# cold: no readings of words from an earlier run, and nothing prepared; first: none from a
# run, but what `make` has prepared; warm: those of the run before
XDG_CACHE_HOME=$(pwd)/$work/cache
export XDG_CACHE_HOME
analyze() { # name, threads, morphology, cold, first or warm
    [ "$4" = warm ] || rm -rf "$work/cache"
    PALAUTE_PREPARED=
    [ "$4" != first ] || PALAUTE_PREPARED=build/prepared
    export PALAUTE_PREPARED
    took "$1" "$out/palaute" analyze -q -f -j "$2" --timings --morphology "$3" \
        --scale 0-10 --lexicons "$lexicons" --models models -o "$at/out" "$survey" \
        2>>"$at/$1.rooms" || {
        tail -3 "$at/$1.rooms" >&2
        exit 1
    }
}
own_round() {
    took cat cat "$survey" >/dev/null
    took wc wc -w "$survey" >/dev/null
    analyze first1 1 best first
    analyze cold1 1 best cold
    analyze warm1 1 best warm
    analyze first2 2 best first
    analyze cold2 2 best cold
    analyze warm2 2 best warm
    analyze snowball1 1 snowball cold
}

first() { # rows: name of a file with the first of them
    [ -f "$at/first-$1.csv" ] || "$work/generate" --rows "$1" >"$at/first-$1.csv"
    echo "$at/first-$1.csv"
}
rival() { # name, survey, what it is
    took "$1$3" tests/bench/rivals.sh run "$1" "$2" "$at/languages" \
        >"$at/$1$3.counts" </dev/null
}
rivals_round() {
    while IFS=$tab read -r name sample missing _; do
        [ "$missing" = - ] || continue
        if [ "$sample" = 0 ]; then
            rival "$name" "$survey" ''
        else
            rival "$name" "$(first 1)" .one
            rival "$name" "$(first "$sample")" .part
        fi
    done <"$at/rivals"
}
# a sample is scaled, what the program needs to start is not
scale_samples() {
    while IFS=$tab read -r name sample missing _; do
        if [ "$missing" != - ] || [ "$sample" = 0 ]; then continue; fi
        paste -d' ' "$at/$name.one.took" "$at/$name.part.took" |
            awk -v by="$(awk -v rows="$rows" -v of="$sample" 'BEGIN {print (rows - 1) / (of - 1)}')" \
                '{printf "%.4f %.4f %d\n", $1 + ($4 - $1) * by, $2 + ($5 - $2) * by, $6}' \
                >"$at/$name.took"
    done <"$at/rivals"
}

# --- telling ---

numbers() { # of lines: min, median, max
    sort -n | awk '{v[NR] = $1} END {print v[1], v[int((NR + 1) / 2)], v[NR]}'
}
ratios() { # name, to which one
    paste -d' ' "$at/$1.took" "$at/$2.took" | awk '{print $1 / ($4 ? $4 : 0.0001)}' | numbers
}
line() { # what, name
    echo "$(cut -d' ' -f1 "$at/$2.took" | numbers) $(cut -d' ' -f3 "$at/$2.took" | numbers)" \
        "$(ratios "$2" wc)" |
        awk -v what="$1" -v rows="$rows" '{
            printf "| %s | %.3f | %.3f | %.3f | %.2f | %.2f | %.2f | %.0f | %.1f |", what,
                $1, $2, $3, $7, $8, $9, rows / $2, $6 / 1024
        }'
}
what_is() { # name of a run of our own
    case $1 in
    cat) echo 'cat' ;;
    wc) echo 'wc -w' ;;
    cold1) echo 'palaute analyze -j 1, cold' ;;
    first1) echo 'palaute analyze -j 1, first run of an installation' ;;
    warm1) echo 'palaute analyze -j 1, warm' ;;
    cold2) echo 'palaute analyze -j 2, cold' ;;
    first2) echo 'palaute analyze -j 2, first run of an installation' ;;
    warm2) echo 'palaute analyze -j 2, warm' ;;
    snowball1) echo 'palaute analyze -j 1 --morphology snowball' ;;
    esac
}
own_table() {
    echo '| run | min s | median s | max s | ratio min | median | max | rows/s | peak MiB |'
    echo '|---|--:|--:|--:|--:|--:|--:|--:|--:|'
    for name in $runs; do
        line "$(what_is "$name")" "$name"
        echo
    done
}
rivals_table() {
    echo '| rival | min s | median s | max s | ratio min | median | max | rows/s | peak MiB | times -j 1 cold | times -j 1 warm |'
    echo '|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|'
    while IFS=$tab read -r name sample missing what; do
        if [ "$missing" != - ]; then
            echo "| $what | NOT MEASURED: $missing | | | | | | | | | |"
            continue
        fi
        [ "$sample" = 0 ] || what="$what (scaled from $sample rows)"
        line "$what" "$name"
        echo "$(ratios "$name" cold1) $(ratios "$name" warm1)" |
            awk '{printf " %.2f | %.2f |\n", $2, $5}'
    done <"$at/rivals"
}
rooms_table() {
    echo '| room, processor seconds | -j 1 cold | -j 1 warm | -j 2 cold | -j 2 warm | -j 1 snowball |'
    echo '|---|--:|--:|--:|--:|--:|'
    for room in ingest text lexicon sentiment stats report processor; do
        printf '| %s |' "$room"
        for name in cold1 warm1 cold2 warm2 snowball1; do
            awk -v r="$room" '$1 == r {print $2}' "$at/$name.rooms" | numbers |
                awk -v all="$(awk '$1 == "processor" {print $2}' "$at/$name.rooms" | numbers)" \
                    '{split(all, of); printf " %.3f (%.0f %%) |", $2, 100 * $2 / of[2]}'
        done
        echo
    done
}

# --- do all of them count the same? ---

counted() { # file, rows or tokens
    tr ' ' '\n' <"$1" | sed -n "/^$2\$/{n;p;}"
}
check_same() { # what, who, number, number wanted
    if [ "$3" = "$4" ]; then
        echo "- $2: $1 $3, as it should be"
    else
        echo "- $2: $1 $3, but $4 WANTED"
    fi
}
checks() {
    check_same rows palaute "$(sed -n 's/^  "rows": \([0-9]*\),$/\1/p' "$at/out/summary.json")" \
        "$rows"
    [ -f "$at/rivals" ] || return 0
    while IFS=$tab read -r name sample missing _; do
        [ "$missing" = - ] || continue
        part=
        of=$rows
        [ "$sample" = 0 ] || part=.part of=$sample
        check_same rows "$name" "$(counted "$at/$name$part.counts" rows)" "$of"
        # the others have a definition of their own
        case $name in wink | vader) continue ;; esac
        same=$(first_tokens "$of")
        check_same tokens "$name" "$(counted "$at/$name$part.counts" tokens)" "$same"
    done <"$at/rivals"
}
# words of these rows by the definition of the rivals: letters and digits in a row
first_tokens() { # rows
    file=$survey
    [ "$1" = "$rows" ] || file=$(first "$1")
    "$work/generate" --describe "$file" | sed -n 's/^[0-9]* rows, \([0-9]*\) words, .*/\1/p'
}

# --- surveys ---

prepare() { # voices or demo
    at=$work/$1
    rm -rf "$at"
    mkdir -p "$at"
    survey=$at/survey.csv
    if [ "$1" = demo ]; then
        "$work/generate" --source demo --rows "$rows" tests/bench/demo-comments.csv >"$survey"
        return
    fi
    "$work/generate" --rows "$rows" --languages "$at/languages" >"$survey"
    [ "${RIVALS:-yes}" = no ] && return
    # a sample of a smaller survey is all of it
    tests/bench/rivals.sh list | awk -F"$tab" -v OFS="$tab" -v rows="$rows" \
        '{if ($2 >= rows) $2 = 0; print}' >"$at/rivals"
}
title() { # voices or demo
    if [ "$1" = voices ]; then
        printf '\n## A survey like a real one\n\nMade by generate.c, seed 1:'
    else
        printf '\n## The survey of the demo\n\nMade of the comments of corpora/demo, seed 1'
        if [ "$rows" = 100000 ]; then
            if [ "$(sha256sum <"$survey")" = "$demo_sha256  -" ]; then
                printf ', the same bytes as for earlier figures'
            else
                printf ', NOT THE BYTES of earlier figures'
            fi
        fi
        printf ':'
    fi
    printf ' %s rows, %s MB, %s words by wc; %s rounds.\n\n' "$rows" \
        "$(wc -c <"$survey" | awk '{printf "%.1f", $1 / 1e6}')" "$(wc -w <"$survey")" "$rounds"
    "$work/generate" --describe "$survey" | sed 's/^/- /'
    echo
}
measured() { # voices or demo
    prepare "$1"
    round=0
    while [ "$round" -lt "$rounds" ]; do
        own_round
        [ -f "$at/rivals" ] && rivals_round
        round=$((round + 1))
    done
    title "$1"
    own_table
    echo
    if [ -f "$at/rivals" ]; then
        scale_samples
        rivals_table
        echo
        checks
        echo
    fi
    rooms_table
}
# what a run costs before the first answer is read, and after the last
start_up() {
    at=$work/start
    rm -rf "$at"
    mkdir -p "$at"
    survey=$at/survey.csv
    "$work/generate" --rows 10 >"$survey"
    for _ in $(seq "$starts"); do
        analyze first2 2 best first
        analyze cold2 2 best cold
        analyze warm2 2 best warm
    done
    printf '\n## Start-up\n\nTen answers of a survey like a real one: %s rounds.\n\n' "$starts"
    echo '| run | min ms | median ms | max ms | peak MiB |'
    echo '|---|--:|--:|--:|--:|'
    for name in cold2 first2 warm2; do
        echo "$(cut -d' ' -f1 "$at/$name.took" | numbers) $(cut -d' ' -f3 "$at/$name.took" | numbers)" |
            awk -v what="$(what_is "$name")" '{
                printf "| %s | %.0f | %.0f | %.0f | %.1f |\n", what, $1 * 1000, $2 * 1000, $3 * 1000, $6 / 1024
            }'
    done
}
report() {
    echo '# Speed'
    echo
    echo "Written by tests/bench/bench.sh --record. Ratio: to wc -w of the same round. $(machine);" \
        "load $load when it began."
    echo
    echo 'Rivals do a part of the job: read the CSV, find the words, lower-case and stem them, add'
    echo 'up their valences by segment and month; the language of a row is told to those that have'
    echo 'Finnish. palaute finds it out, finds themes and their polarity, and writes all its results.'
    echo
    echo 'A first run has what `make` has prepared: the rules, and the common words of models/. The words'
    echo 'of the first survey come in part from the same tables: 38 % of its forms and 66 % of its words stand'
    echo 'there. Cold runs have neither.'
    for kind in ${SURVEYS:-voices demo}; do
        measured "$kind"
    done
    start_up
}
report >"$work/RESULTS.md"
cat "$work/RESULTS.md"
if grep -q ' WANTED$' "$work/RESULTS.md"; then
    echo 'bench: not all of them counted the same' >&2
    exit 1
fi
[ -z "$record" ] || cp "$work/RESULTS.md" "$record"
