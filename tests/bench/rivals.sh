#!/bin/sh
# Other programs that do a part of the job, for bench.sh.
#   tests/bench/rivals.sh install                     Debian packages, and npm packages in build/bench
#   tests/bench/rivals.sh list                        name, rows of the sample (0 = all), why it
#                                                     cannot run (or -), what it is; TABs between
#   tests/bench/rivals.sh run NAME SURVEY LANGUAGES   prints rows and what it counted
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/bench/kit.sh
. tests/bench/kit.sh
# the Python that Debian's packages belong to, and plain bytes in, UTF-8 out
python=${PYTHON:-/usr/bin/python3}
export LC_ALL=C.UTF-8
npm=$work/npm
NODE_PATH=$(pwd)/$npm/node_modules
export NODE_PATH

install() {
    tests/packages.sh python3 python3-nltk python3-snowballstemmer python3-stemmer r-base-core \
        r-cran-snowballc r-cran-data.table
    command -v node >/dev/null || tests/packages.sh nodejs
    command -v npm >/dev/null || tests/packages.sh npm
    mkdir -p "$npm"
    npm install --prefix "$npm" --no-audit --no-fund --loglevel=error vader-sentiment@1.1.3 \
        wink-nlp@2.4.0 wink-eng-lite-web-model@1.8.1
}

has_python() { # module
    "$python" -c "import $1" 2>/dev/null || echo "no Python module $1"
}
has_r() {
    Rscript -e 'library(SnowballC); library(data.table)' >/dev/null 2>&1 ||
        echo 'no R with SnowballC and data.table'
}
has_node() { # module
    node -e "require('$1')" 2>/dev/null || echo "no Node module $1"
}
list() {
    row() { # name, sample, why not, what it is
        printf '%s\t%s\t%s\t%s\n' "$1" "$2" "${3:--}" "$4"
    }
    row pystemmer 0 "$(has_python Stemmer)" 'Python, PyStemmer (C), each word once'
    row r-snowballc 0 "$(has_r)" 'R, data.table and SnowballC, each word once'
    row snowballstemmer 0 "$(has_python snowballstemmer)" \
        'Python, snowballstemmer (Python), each word once'
    row nltk 5000 "$(has_python nltk)" 'Python, NLTK Snowball stemmer'
    row wink 5000 "$(has_node wink-eng-lite-web-model)" \
        'Node, wink-nlp: own tokens, stems, sentiment; English only'
    row vader 5000 "$(has_node vader-sentiment)" \
        'Node, vader-sentiment: no stems; English only'
}

run() { # name, survey, languages
    # shellcheck disable=SC2086 # two files
    case $1 in
    pystemmer | snowballstemmer | nltk)
        exec "$python" tests/bench/rivals/stem.py "$1" "$2" "$3" $valences
        ;;
    r-snowballc) exec Rscript tests/bench/rivals/stem.R "$2" "$3" $valences ;;
    wink) exec node tests/bench/rivals/wink.js "$2" ;;
    vader) exec node tests/bench/rivals/vader.js "$2" ;;
    *)
        echo "rivals.sh: no rival $1" >&2
        exit 2
        ;;
    esac
}

case ${1:-} in
install) install ;;
list) list ;;
run) run "$2" "$3" "$4" ;;
*)
    sed -n '2,6s/^# //p' "$0" >&2
    exit 2
    ;;
esac
