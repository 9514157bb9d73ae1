#!/bin/sh
# report.html in a browser: what it shows, hides, sends and prints.
#
# Usage: tests/browser/run.sh PROGRAM [TEST...]        TEST: a file of tests/browser
#
# Needs node, npm, chromium and pdftotext (`make deps-browser`). The two packages of
# package.json are fetched once by npm into build/browser/; pictures of the pages are
# left there, too. With BROWSER=if-reachable a machine that npm's packages cannot be
# fetched to is told so, and is no failure: all other tests go on.
set -eu
cd "$(dirname "$0")/../.."
program=${1:?usage: tests/browser/run.sh PROGRAM [TEST...]}
shift
out=$(pwd)/build/browser
for tool in node npm chromium pdftotext pdftoppm; do
    command -v "$tool" >/dev/null 2>&1 || {
        echo "browser: $tool is missing; run: make deps-browser" >&2
        exit 1
    }
done
mkdir -p "$out"
if ! cmp -s tests/browser/package-lock.json "$out/fetched"; then
    cp tests/browser/package.json tests/browser/package-lock.json "$out/"
    (cd "$out" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null) || {
        echo "browser: NOT TESTED: npm could not fetch playwright-core and axe-core" >&2
        [ "${BROWSER:-}" = if-reachable ] && exit 0
        exit 1
    }
    cp tests/browser/package-lock.json "$out/fetched"
fi
[ $# -gt 0 ] || set -- tests/browser/*.test.js
rm -f "$out"/*.png "$out"/*.pdf
export NODE_PATH="$out/node_modules" OUT="$out"
PALAUTE=$(cd "$(dirname "$program")" && pwd)/$(basename "$program")
export PALAUTE
node tests/browser/surveys.js
node --test --test-reporter=spec "$@"
