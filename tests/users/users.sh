#!/bin/sh
# Install into a temporary folder and build programs in C and C++ against what is there,
# with the shared and with the static library.
set -eu
cd "$(dirname "$0")/../.."
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
failed=0
complain() {
    printf 'users: %s\n' "$1" >&2
    failed=1
}
expect() { # name, expected, found
    [ "$2" = "$3" ] || complain "$1: '$3' instead of '$2'"
}

"${MAKE:-make}" --no-print-directory -s install DESTDIR="$root" prefix=/usr
lib=$root/usr/lib
share=$root/usr/share
for file in bin/palaute include/palaute.h lib/libpalaute.a lib/libpalaute.so \
        lib/pkgconfig/palaute.pc share/man/man1/palaute.1 share/palaute/models/langid.tsv \
        share/bash-completion/completions/palaute share/zsh/site-functions/_palaute \
        share/fish/vendor_completions.d/palaute.fish; do
    [ -s "$root/usr/$file" ] || complain "/usr/$file is not installed"
done
for file in lexicons models; do
    diff -r "$file" "$share/palaute/$file" >/dev/null || complain "$file/ is not installed whole"
done

# three names are the linker's own: some libraries that are linked to make it export them
nm -D --defined-only "$lib/libpalaute.so" | sed 's/.* //' |
    grep -Ev '^(__bss_start|_edata|_end)$' | LC_ALL=C sort >"$root/exports"
diff -u tests/abi.txt "$root/exports" >&2 || complain "the exported names are not tests/abi.txt"

# What .pc says counts, with all paths moved below the temporary folder.
export PKG_CONFIG_PATH="$lib/pkgconfig" PKG_CONFIG_SYSROOT_DIR="$root"
export PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1 PKG_CONFIG_ALLOW_SYSTEM_LIBS=1
cflags=$(pkg-config --cflags palaute)
strict='-Wall -Wextra -Wpedantic -Werror'
version=$("$root/usr/bin/palaute" --version | sed -n 's/^palaute //p')
expect "version of palaute.pc" "$version" "$(pkg-config --modversion palaute)"

lexicons=$share/palaute/lexicons
survey=corpora/demo/kuura-2026-kevat.csv
nps=$(sed -n 's/^| NPS | \(+[0-9]*\) .*/\1/p' corpora/demo/README.md)
for kind in shared static; do
    libs=$(pkg-config --libs palaute)
    [ $kind = shared ] ||
        libs=$(pkg-config --static --libs palaute |
            sed 's/-lpalaute/-Wl,-Bstatic -lpalaute -Wl,-Bdynamic/')
    # shellcheck disable=SC2086 # lists of flags
    {
        ${CC:-cc} -std=c99 $strict $cflags tests/users/user.c $libs -o "$root/user-c"
        ${CXX:-c++} -std=c++11 $strict $cflags tests/users/user.cpp $libs -o "$root/user-cpp"
    }
    needed=$(LD_LIBRARY_PATH=$lib ldd "$root/user-c" | grep -c libpalaute || true)
    expect "$kind: is it linked so" "$([ $kind = shared ] && echo 1 || echo 0)" "$needed"
    expect "$kind: user.c" "$version en mixed tagged" \
        "$(LD_LIBRARY_PATH=$lib "$root/user-c" "$lexicons" 2>&1 || true)"
    found=$(LD_LIBRARY_PATH=$lib "$root/user-cpp" "$lexicons" "$root/out-$kind" "$survey" 2>&1 ||
        true)
    expect "$kind: user.cpp" "400 rows, NPS $nps" "${found%.*}"
    [ -s "$root/out-$kind/report.html" ] || complain "$kind: user.cpp wrote no report"
done

# The installed program finds what was installed with it.
printf '{"text": "Hyvä palvelu"}\n' | "$root/usr/bin/palaute" tag |
    grep -q '"themes":\[{' || complain "the installed program finds no themes"
"${MAKE:-make}" --no-print-directory -s uninstall DESTDIR="$root" prefix=/usr
left=$(find "$root/usr" -type f -o -type l)
expect "left after make uninstall" "" "$left"

[ "$failed" = 0 ] && echo "users: fine"
exit "$failed"
