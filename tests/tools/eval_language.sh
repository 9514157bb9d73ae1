#!/bin/sh
# Figures of the Finnish against treebanks in $PALAUTE_DATA (default ../shared/data).
# Usage: tests/tools/eval_language.sh FOLDER-OF-PROGRAMS
set -eu
tools=$(cd "$1" && pwd)
cd "$(dirname "$0")/../.."
data=${PALAUTE_DATA:-../shared/data}
if [ ! -d "$data/ud" ]; then
    echo "skipped: $data/ud is not here"
    exit 0
fi
tdt=$data/ud/fi_tdt-ud-dev.conllu
ftb=$data/ud/fi_ftb-ud-dev.conllu
echo 'goals: look-up F1 .95; right 93 % of nouns, adjectives and verbs (FTB); made slips'
echo '93 % right at < 5 % spoilt; spoken content words 75 % right'
"$tools/eval_lemma" models "$tdt" "$ftb"
"$tools/eval_typing" models "$tdt" "$ftb" "$data/ud/en_ewt-ud-dev.conllu"
