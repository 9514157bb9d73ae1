#!/bin/sh
# Instructions of palaute, which a busy machine does not bend, against recorded ones.
# Usage: tests/bench/check.sh [--record]     environment: FLAVOR, PALAUTE_LEXICONS, JOBS,
# KINDS (of part 2, as below; empty = none)
#
# 1. A byte of a survey of 20,000 answers must not take over 5 % more than instructions.tsv
#    says. What a run takes to begin with (a survey of one answer) is not counted.
# 2. Surveys that hurt (hard.h), n and 2n: twice as much of it must not take over 2.3 times
#    as many instructions, nor over 512 MiB of memory.
# Runs are counted by callgrind, JOBS of them at a time (default: one for each core).
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/bench/kit.sh
. tests/bench/kit.sh
rows=20000
growth=1.05
linear=2.3
memory=512
table=tests/bench/instructions.tsv
at=$work/check
# n of each kind; a cell of a file may not be longer than 1 MiB
kinds=${KINDS-field:500000 findings:250000 word:250000 columns:20000 random:2500 alike:1500 letters:100000}

run() { # name, survey, options, command before: palaute with the cache of this name
    name=$1
    survey=$2
    options=$3
    shift 3
    # shellcheck disable=SC2086 # a list of options
    PALAUTE_PREPARED= XDG_CACHE_HOME="$(pwd)/$at/$name.cache" "$@" "$out/palaute" analyze -q -f -j 1 $options \
        --scale 0-10 --id id --date date --segment segment --score nps --text comment \
        --lexicons "$lexicons" --models models -o "$at/$name.out" "$survey" || [ $? = 1 ]
}
# what xargs starts below: count NAME, whose survey and options a file tells
if [ "${1:-}" = --count ]; then
    read -r survey options <"$at/$2.run"
    run "$2" "$survey" "$options" valgrind --tool=callgrind \
        --callgrind-out-file="$at/$2.callgrind" 2>"$at/$2.log" || {
        cat "$at/$2.log" >&2
        exit 1
    }
    sed -n 's/^totals: //p' "$at/$2.callgrind" >"$at/$2.count"
    exit
fi

command -v valgrind >/dev/null || tests/packages.sh valgrind
build_tools
rm -rf "$at"
mkdir -p "$at"

plan() { # name, survey, options: to be counted
    echo "$2 $3" >"$at/$1.run"
    # --no-cache reads none: the cache of another run is given to those that read one
    case $3 in
    *--no-cache*) ;;
    *) [ -d "$at/$1.cache" ] || cp -R "$at/begin.cache" "$at/$1.cache" ;;
    esac
    echo "$1" >>"$at/plan"
}
size_of() { # kind: n
    echo "$kinds" | tr ' ' '\n' | sed -n "s/^$1://p"
}
names() {
    echo "$kinds" | tr ' ' '\n' | sed -n 's/:.*//p'
}

one=$at/one.csv
many=$at/many.csv
"$work/generate" --rows 1 >"$one"
"$work/generate" --rows "$rows" >"$many"
run begin "$one" ''
run warm "$many" ''
cp -R "$at/warm.cache" "$at/warm-one.cache"
plan no-cache "$many" --no-cache
plan warm "$many" ''
plan snowball "$many" '--no-cache --morphology snowball'
for kind in $(names); do
    for times in 2 1; do
        "$work/generate" --hard "$kind" --size $(($(size_of "$kind") * times)) \
            >"$at/$kind-$times.csv"
        plan "$kind-$times" "$at/$kind-$times.csv" ''
    done
    cp -R "$at/begin.cache" "$at/$kind.cache"
    run "$kind" "$at/$kind-2.csv" '' "$work/measure" 3>"$at/$kind.took"
done
plan no-cache-one "$one" --no-cache
plan warm-one "$one" ''
plan snowball-one "$one" '--no-cache --morphology snowball'
plan begin-one "$one" ''
xargs -P "${JOBS:-$(getconf _NPROCESSORS_ONLN)}" -n 1 "$0" --count <"$at/plan"

count() { # name
    cat "$at/$1.count"
}
bytes=$(($(wc -c <"$many") - $(wc -c <"$one")))
instructions() {
    echo "# Written by tests/bench/check.sh --record. Instructions a byte of a survey of $rows answers,"
    echo "# less those of one answer. $(machine)."
    echo "# survey $(sha256sum <"$many" | cut -c 1-16), lexicons and models $(
        find -L "$lexicons" models -name '*.tsv' -o -name '*.model' | LC_ALL=C sort |
            xargs cat | sha256sum | cut -c 1-16
    )"
    printf 'run\tinstructions a byte\tto begin with, millions\n'
    for name in no-cache warm snowball; do
        printf '%s\t%s\t%s\n' "$name" \
            $((($(count "$name") - $(count "$name-one")) / bytes)) \
            $(($(count "$name-one") / 1000000))
    done
}
instructions >"$at/instructions.tsv"
[ "${1:-}" = --record ] && cp "$at/instructions.tsv" "$table"

failed=0
told=$(grep '^# survey' "$table" || true)
[ "$told" = "$(grep '^# survey' "$at/instructions.tsv")" ] ||
    echo "bench-check: survey, lexicons or models are not those of $table"
for name in no-cache warm snowball; do
    awk -F'\t' -v name="$name" -v growth="$growth" '
        $1 == name {value[FILENAME] = $2}
        END {
            now = value[ARGV[2]]; then = value[ARGV[1]]
            if (then == 0) {print "FAILED " name ": not in " ARGV[1]; exit 1}
            printf "%s: %d instructions a byte, %d recorded (%+.1f %%)\n", name, now, then,
                100 * (now / then - 1)
            if (now > then * growth) exit 1
        }' "$table" "$at/instructions.tsv" || {
        echo "FAILED $name: if that must be, tests/bench/check.sh --record; what takes them:" \
            "callgrind_annotate --inclusive=yes $at/$name.callgrind"
        failed=1
    }
done
for kind in $(names); do
    awk -v kind="$kind" -v n="$(size_of "$kind")" -v one="$(count "$kind-1")" \
        -v two="$(count "$kind-2")" -v begin="$(count begin-one)" -v linear="$linear" \
        -v most="$memory" -v peak="$(cut -d' ' -f3 "$at/$kind.took")" 'BEGIN {
            ratio = (two - begin) / (one - begin)
            printf "%s: %d and twice that: %.2f times the instructions, %.0f MiB\n", kind, n,
                ratio, peak / 1024
            exit ratio > linear || peak / 1024 > most
        }' || {
        echo "FAILED $kind: at most $linear times and $memory MiB; what takes them:" \
            "callgrind_annotate --inclusive=yes $at/$kind-2.callgrind"
        failed=1
    }
done
[ "$failed" = 0 ] && echo 'bench-check: fine'
exit "$failed"
