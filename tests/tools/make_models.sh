#!/bin/sh
# Train the models of models/ anew: the same bytes on the same machine and libraries.
# Usage: tests/tools/make_models.sh PROGRAM [FOLDER]
# The table of files in FOLDER/README.md, if there is one, is written anew.
set -eu
cd "$(dirname "$0")/../.."
program=${1:-build/palaute}
to=${2:-models}
lexicons=${PALAUTE_LEXICONS:-lexicons}
learn() { # language, name, coded files...
    language=$1
    name=$2
    shift 2
    flags=
    case $name in themes) flags=--themes ;; esac
    # shellcheck disable=SC2086 # none or one word
    "$program" train --lexicons "$lexicons" --models models --no-model -l "$language" $flags \
        -o "$to/$name.$language.model" "$@"
}
# talk that is no feedback: of it a model of themes learns what to leave alone
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=${PALAUTE_DATA:-../shared/data}
talk() { # one text a line on standard input
    printf 'overall\tthemes\tcomment\n'
    tr '\t' ' ' | sed 's/^/neu\t\t/'
}
awk -F'\t' 'NR > 1 && $6 >= 5 && $6 <= 16 { print $7 }' \
    "$data/finnsentiment/finnsentiment-folds-5-20.tsv" | talk >"$work/fi.tsv"

# answers of patients whose themes are all ours, too; a verdict on the whole is one where it
# stands alone
LC_ALL=C awk -v least=1 -f tests/tools/nhs_codes.awk \
    "$data/nhs-feedback/v6framework_230831.csv" |
    awk -F'\t' '
        FNR == NR { ours[$1] = $2; next }
        FNR == 1 { print "overall\tthemes\tcomment"; next }
        {
            count = split($2, theirs, ";")
            codes = ""
            split("", given)
            for (i = 1; i <= count; i++) {
                theme = ours[theirs[i]]
                if (theme == "")
                    next
                if (!given[theme]++ && (theme != "yleinen-tyytyvaisyys" || count == 1))
                    codes = codes (codes == "" ? "" : ";") theme ":" $1
            }
            print $1 "\t" codes "\t" $NF
        }' tests/tools/nhs_themes.tsv - >"$work/en.tsv"

both() { # language: tone and themes
    for name in sentiment themes; do
        more=
        [ "$name" = themes ] && more=$work/$1.tsv
        # shellcheck disable=SC2086 # none or one file
        learn "$1" "$name" "corpora/voices/$1.tsv" "corpora/voices/plain.$1.tsv" \
            "corpora/gold/$1.train.tsv" $more >"$work/$name.$1.log"
        echo "== $name.$1"
        cat "$work/$name.$1.log"
    done
}
# the languages side by side: each takes minutes
both fi &
finnish=$!
both en
wait "$finnish"

[ -f "$to/README.md" ] || exit 0
{
    printf '| file | bytes | SHA-256 |\n|---|--:|---|\n'
    for model in "$to"/*.model; do
        printf '| `%s` | %s | `%s` |\n' "$(basename "$model")" \
            "$(wc -c <"$model" | tr -d ' ')" "$(sha256sum "$model" | cut -d' ' -f1)"
    done
} >"$work/table"
awk -v table="$work/table" '
    /<!-- end of the files -->/ { inside = 0 }
    !inside { print }
    /<!-- files: written by make_models.sh -->/ {
        inside = 1
        while ((getline line < table) > 0)
            print line
    }' "$to/README.md" >"$work/README.md"
cp "$work/README.md" "$to/README.md"
