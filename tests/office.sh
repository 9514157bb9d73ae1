#!/bin/sh
# The tables of a run in a spreadsheet program: LibreOffice opens the workbook and the CSV
# files, and office.py compares what it read with summary.json and the CSV files.
#
# Usage: tests/office.sh PROGRAM
set -eu
cd "$(dirname "$0")/.."
program=${1:-build/palaute}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
unset LANG LC_MESSAGES LANGUAGE
export LC_ALL=C.UTF-8 NO_COLOR=1

# cells that a spreadsheet would run, round, or take for a date
cat >"$work/hostile.csv" <<'CSV'
id,nps,Region,Why
007,2,1/2,"=1+1"
1e5,9,=2*3,"+358 is where it rings, ""hello"""
-3,8,00123,"@SUM(1;2)
=HYPERLINK(""x"";""y"")"
'x,10,2026-03-01,"	tab first, _x0041_ and 😀"
"1,5",0,TRUE,"-2+3 is not a sum"
CSV

analyze() { # folder, further arguments; refused rows are no failure
    out=$1
    shift
    status=0
    "$program" analyze -q -o "$work/$out" "$@" || status=$?
    [ "$status" -le 1 ] || exit "$status"
}
demo="corpora/demo/kuura-2026-kevat.csv corpora/demo/kuura-2026-syksy.csv"
# shellcheck disable=SC2086 # a list of names
analyze plain --xlsx $demo
# shellcheck disable=SC2086
analyze finnish --csv-profile excel-fi $demo
analyze hostile --xlsx --screen en --segment Region "$work/hostile.csv"

open_all() { # folder, input filter or "", files
    folder=$1
    filter=$2
    shift 2
    # comma, double quote, UTF-8; all sheets; cells as they are, not as they are shown
    soffice "-env:UserInstallation=file://$work/profile" --headless \
        ${filter:+"--infilter=$filter"} \
        --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' \
        --outdir "$work/$folder" "$@" >"$work/log" 2>&1 || {
        cat "$work/log" >&2
        exit 1
    }
}
cp "$work/plain/results.xlsx" "$work/plain.xlsx"
cp "$work/hostile/results.xlsx" "$work/hostile.xlsx"
open_all book '' "$work/plain.xlsx" "$work/hostile.xlsx"
# as a double click reads them: in English, and in Finnish (language 1035)
open_all csv 'Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false' \
    "$work/plain/comments.csv" "$work/plain/themes.csv" "$work/plain/waves.csv"
open_all csv-fi 'Text - txt - csv (StarCalc):59,34,76,1,,1035,false,false' \
    "$work/finnish/comments.csv" "$work/finnish/themes.csv" "$work/finnish/waves.csv"
python3 tests/office.py "$work"
