#!/bin/sh
# Install the named Debian packages that are missing. Root is asked for only when one is.
set -eu
missing=
for package in "$@"; do
    case $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true) in
    installed) ;;
    *) missing="$missing $package" ;;
    esac
done
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "packages.sh: no apt-get here; install these yourself:$missing" >&2
    exit 1
fi
root=
if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "packages.sh: as root, run: apt-get install$missing" >&2
        exit 1
    fi
    root=sudo
fi
echo "installing:$missing" >&2
# shellcheck disable=SC2086 # a list of names
if ! $root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        $missing >/dev/null 2>&1; then
    $root apt-get update >/dev/null
    $root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        $missing >/dev/null
fi
