#!/bin/sh
# The completions that the program prints: asked for real in bash, and in zsh and fish read
# without running them where these are installed. Usage: tests/completions.sh [PROGRAM]
set -eu
cd "$(dirname "$0")/.."
program=$(pwd)/${1:-build/palaute}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
complain() {
    printf 'completions: %s\n' "$1" >&2
    failed=1
}
for shell in bash zsh fish; do
    "$program" completions "$shell" >"$work/palaute.$shell" || complain "$shell: not printed"
    if command -v "$shell" >/dev/null 2>&1; then
        "$shell" -n "$work/palaute.$shell" || complain "$shell cannot read its file"
    else
        echo "skipped: $shell is not installed"
    fi
done

mkdir "$work/in" "$work/in/folder"
: >"$work/in/my survey.csv"
cat >"$work/ask.bash" <<'ASK'
. "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_palaute 2>/dev/null
printf '%s\n' "${COMPREPLY[@]}"
ASK
# expected words (with / between), then the words of the command line up to the cursor
expect() {
    expected=$1
    shift
    found=$(cd "$work/in" && bash "$work/ask.bash" "$work/palaute.bash" "$@" |
        LC_ALL=C sort | tr '\n' / | sed 's|/$||')
    [ "$found" = "$expected" ] || complain "bash: $*: '$found' instead of '$expected'"
}
expect analyze palaute an
expect 'inspect' palaute help ins
expect '--scale/--score/--screen' palaute analyze --sc
expect '0-10/1-10/1-5/1-7' palaute analyze --scale ''
expect '1-10/1-5/1-7' palaute analyze --scale = 1
expect 'xlsx,md' palaute analyze --format xlsx,m
expect ',/;/tab/|' palaute inspect -d ''
expect 'my survey.csv' palaute analyze my
expect 'my survey.csv' palaute analyze --config my
expect 'folder' palaute analyze --lexicons ''
expect 'churn' palaute kpi ch
expect '' palaute analyze --score ''
expect '' palaute explain ''
expect '' palaute analyze -- --sc
expect '' palaute tag --config
expect '' palaute nonsense ''

# every option of a command is offered, and no other
for command in $("$program" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    options=$("$program" "$command" --help |
        sed -n '/^Options:/,/^$/s/^  \(-.,\|   \) \(--[a-z-]*\).*/\2/p' | LC_ALL=C sort)
    [ -n "$options" ] || complain "$command has no options"
    expect "$(printf '%s' "$options" | tr '\n' /)" palaute "$command" --
done

[ "$failed" = 0 ] && echo "completions: fine"
exit "$failed"
