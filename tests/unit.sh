#!/bin/sh
# Run the unit tests of one flavour. Criterion hides leaks: the sanitizer writes its reports
# to files, and any such file is a failure.
set -eu
out=$1
export PALAUTE_DATA="${PALAUTE_DATA:-../shared/data}"
[ -d "$PALAUTE_DATA" ] || echo "skipped: tests that need $PALAUTE_DATA, which is not here"
rm -f "$out"/san.*
status=0
ASAN_OPTIONS="log_path=$out/san:detect_leaks=1" UBSAN_OPTIONS="log_path=$out/san:print_stacktrace=1" \
    "$out/unit-tests" --jobs 2 || status=$?
for log in "$out"/san.*; do
    [ -e "$log" ] || continue
    head -40 "$log"
    status=1
done
exit "$status"
