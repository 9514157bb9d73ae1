#!/bin/sh
# Every option and command stands in the man page, the man page is clean, each command tells
# its help, and the examples of man page and help work. Usage: tests/examples.sh [PROGRAM]
set -eu
cd "$(dirname "$0")/.."
program=${1:-build/palaute}
page=src/cli/palaute.1
failed=0
complain() {
    printf 'examples: %s\n' "$1" >&2
    failed=1
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# heads and commands of the options are the program's own; the texts are those of the source
"$program" completions mdoc | LC_ALL=C awk -f src/cli/manpage.awk - "$page" \
    >"$work/palaute.1" || complain "the options of $page are not those of the program"

commands=$("$program" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
for command in $commands; do
    "$program" "$command" --help >/dev/null || complain "$command --help fails"
    "$program" "$command" --help | grep -q '^  \$ palaute' || complain "$command has no example"
    grep -q "^\.It Cm $command" "$page" || complain "$page does not describe $command"
    grep -q "^\.Dl .*palaute $command" "$page" || complain "$page has no example of $command"
done
for status in $(sed -n 's/^    EXIT_[A-Z]* = \([0-9]*\).*/\1/p' src/cli/options.h); do
    grep -q "^\.It $status\$" "$page" || complain "$page lacks the exit status $status"
done

lint=$(mandoc -T lint "$work/palaute.1" 2>&1 | grep -v 'outdated mandoc.db' || true)
[ -z "$lint" ] || complain "mandoc: $lint"

# The examples run in a folder that holds the files that they name.
root=$(pwd)
mkdir "$work/bin"
ln -s "$(cd "$(dirname "$program")" && pwd)/$(basename "$program")" "$work/bin/palaute"
PATH=$work/bin:$PATH
cp -R tests/data/lexicon-small "$work/lexicons"
mkdir "$work/models"
ln -s "$root"/models/*.tsv "$work/models/"
export PALAUTE_LEXICONS="$work/lexicons" PALAUTE_PREPARED="$work/beside"
rm "$work/models/word-frequency.fi.tsv" # some of its words will do
head -n 2000 models/word-frequency.fi.tsv >"$work/models/word-frequency.fi.tsv"
survey='id,Q4,Q5,Q6,Region
1,2,Jonotin tunnin,hinta on kova,North
2,9,ystävällinen palvelu,,South
'
for file in survey spring autumn; do
    printf '%s' "$survey" >"$work/$file.csv"
done
printf '3,8,nopea palvelu,,North\n' >>"$work/autumn.csv" # another wave
printf '{"text": "friendly"}\n' >"$work/answers.jsonl"
printf 'id\toverall\tthemes\tcomment\n1\tneg\tjonotusaika:neg\tjonotus\n' >"$work/gold.tsv"
{ # enough to learn from
    printf 'id\toverall\tthemes\tcomment\n'
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        printf '%s\tneg\tjonotusaika:neg\tjonotin %s tuntia\n' "$i" "$i"
        printf 'p%s\tpos\tystavallisyys:pos\tystävällinen palvelu %s\n' "$i" "$i"
    done
} >"$work/coded.tsv"
{ # codes of one's own
    printf 'comment\tthemes\n'
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24; do
        printf 'hissi oli rikki %s päivää\thissin-vika\n' "$i"
        printf 'pesutupa oli varattu %s kertaa\tpesutupa:neg\n' "$i"
    done
} >"$work/my-codes.tsv"
{
    sed -n 's/^\.Dl \$ //p' "$page" | sed 's/\\(dq/"/g'
    sed -nE "s/^    (palaute .*(my-codes|own\\.model).*)/\\1/p" README.md
    for command in $commands; do
        "$program" "$command" --help | sed -n 's/^  \$ //p'
    done
} >"$work/examples"
[ "$(wc -l <"$work/examples")" -ge 10 ] || complain "the examples are not found"
while read -r example; do
    (cd "$work" && sh -c "$example" </dev/null >out 2>&1) ||
        complain "this example fails: $example: $(cat "$work/out")"
done <"$work/examples"

[ "$failed" = 0 ] && echo "examples: fine"
exit "$failed"
