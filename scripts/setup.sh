#!/bin/sh
# Make this machine ready to build (or to build and test) Paiyin.
#
#   scripts/setup.sh machine [test]   look for what scripts/machine.tsv lists; install it as root with apt-get,
#                                     else name the command that does and exit with 3
#   scripts/setup.sh python           print the Python to use: $PYTHON, or the first one that is new enough
#   scripts/setup.sh env DIR          make the virtual environment DIR with the product and its pinned requirements
#   scripts/setup.sh dev DIR          add the pinned requirements of the tests to DIR
#   scripts/setup.sh sshd DIR         unpack OpenSSH's server into DIR for the tests; nothing is installed or started
set -eu
export LC_ALL=C DEBIAN_FRONTEND=noninteractive

here=$(dirname "$0")
top=$here/..
table=${PAIYIN_MACHINE_TABLE:-$here/machine.tsv}

fail() {
    status=$1
    shift
    printf '%s\n' "$@" >&2
    exit "$status"
}

new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if command -v "$candidate" >/dev/null 2>&1 && new_enough "$candidate"; then
            command -v "$candidate"
            return 0
        fi
    done
    return 1
}

need_python() {
    find_python && return
    found=$("${PYTHON:-python3}" -V 2>/dev/null || echo none)
    fail 3 "error: Paiyin needs Python 3.11 or newer, and this machine has: $found" \
        "hint: install a newer Python, then: make PYTHON=/path/to/python3"
}

rows() {    # the rows of the table for building, for building and testing, or that are only wished for
    case $1 in test) wanted='build|test' ;; *) wanted=$1 ;; esac
    grep -E "^($wanted)	" "$table" || true
}

lacking() {   # of the packages on the input, one or more a line, those that dpkg does not know as installed
    tr ' ' '\n' | while read -r package; do
        [ "$package" = - ] && continue
        state=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null || true)
        case $state in ii*) ;; *) echo "$package" ;; esac
    done
}

missing_debian() {
    rows "$1" | cut -f 2 | lacking
    if ! python=$(find_python); then
        [ -n "${PYTHON:-}" ] || printf 'python3\npython3-venv\n'
    elif ! "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])'
    fi
}

missing_homebrew() {
    have=$(brew list -1 2>/dev/null || true)
    rows "$1" | cut -f 3 | tr ' ' '\n' | while read -r formula; do
        [ "$formula" = - ] && continue
        printf '%s\n' "$have" | grep -qx "$formula" || echo "$formula"
    done
    find_python >/dev/null || [ -n "${PYTHON:-}" ] || echo python@3.13
}

install_debian() {
    if [ "$(id -u)" != 0 ]; then
        fail 3 "error: this machine lacks: $*" "hint: sudo apt-get update && sudo apt-get install -y $*" \
            "hint: then run make again"
    fi
    # lists that are absent or older than the mirror make the install fail; refresh them once then
    ls /var/lib/apt/lists/*_Packages* >/dev/null 2>&1 || apt-get update
    apt-get install -y --no-install-recommends "$@" && return
    apt-get update && apt-get install -y --no-install-recommends "$@" || fail 3 "error: apt-get could not install: $*"
}

wish_debian() {
    for package in $(rows wish | cut -f 2 | lacking); do
        [ "$(id -u)" = 0 ] && apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 ||
            echo "note: $package would be of use and is not installed" >&2
    done
}

machine() {
    if command -v dpkg-query >/dev/null 2>&1; then
        packages=$(missing_debian "$1" | tr '\n' ' ')
        # shellcheck disable=SC2086  # one word a package
        [ -z "$packages" ] || install_debian ${packages% }
        wish_debian
    elif command -v brew >/dev/null 2>&1; then
        packages=$(missing_homebrew "$1" | tr '\n' ' ')
        [ -z "$packages" ] || fail 3 "error: this machine lacks: ${packages% }" \
            "hint: brew install ${packages% }" "hint: then run make again"
    else
        printf '%s\n' "note: neither dpkg nor Homebrew is here, so these are not looked for:" >&2
        rows "$1" | cut -f 2,4 | sed 's/^/  /' >&2
    fi
    need_python >/dev/null
}

environment() {
    python=$(need_python)
    "$python" -m venv "$1"
    "$1/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r "$top/requirements.txt"
    "$1/bin/python" -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e "$top"
}

dev() {
    "$1/bin/python" -m pip install -qq --disable-pip-version-check --require-hashes -r "$top/requirements-dev.txt"
}

sshd() {
    [ ! -x /usr/sbin/sshd ] && [ ! -x "$1/usr/sbin/sshd" ] && command -v apt-get >/dev/null 2>&1 || return 0
    mkdir -p "$1"
    (
        cd "$1"
        for package in openssh-server openssh-sftp-server libwrap0 libnss-wrapper; do
            apt-get download -qq "$package" >/dev/null 2>&1 || exit 1
        done
        for package in *.deb; do dpkg -x "$package" . || exit 1; done
        rm -f ./*.deb
    ) || { rm -rf "$1"; echo "note: OpenSSH's server cannot be had; its tests are skipped" >&2; }
}

case "${1:-}" in
    machine) machine "${2:-build}" ;;
    python) need_python ;;
    env) environment "$2" ;;
    dev) dev "$2" ;;
    sshd) sshd "$2" ;;
    *) sed -n '2,10s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
esac
