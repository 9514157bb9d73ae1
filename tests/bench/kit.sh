# What bench.sh and check.sh share; they read it from the top of the tree.
# shellcheck shell=sh disable=SC2034 # the names are used by those who read this
out=build/${FLAVOR:-release}
lexicons=${PALAUTE_LEXICONS:-lexicons}
work=build/bench
valences="$lexicons/sentiment/valence.fi.tsv $lexicons/sentiment/valence.en.tsv"

build_tools() { # generate and measure, in $work
    mkdir -p "$work"
    flags='-std=c11 -D_POSIX_C_SOURCE=200809L -Isrc -O2'
    # shellcheck disable=SC2086,SC2046 # lists of flags
    {
        ${CC:-cc} $flags tests/bench/measure.c -o "$work/measure"
        ${CC:-cc} $flags $(find tests/bench -name '*.c' ! -name measure.c | LC_ALL=C sort) \
            "$out/libpalaute.a" $(pkg-config --libs icu-uc) -o "$work/generate"
    }
}

machine() { # processor, cores, compiler, morphology
    echo "$(grep -m1 'model name' /proc/cpuinfo | sed 's/.*: //')," \
        "$(getconf _NPROCESSORS_ONLN) cores; $("${CC:-cc}" --version | head -1);" \
        "$("$out/palaute" explain --lexicons "$lexicons" --models models x |
            sed -n 's/.*morphology //p')"
}
