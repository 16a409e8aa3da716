#!/usr/bin/env bash
# Build the press profiles that Paiyin ships anew, from the characterization data in Debian's icc-profiles-free.
# Needs: apt-get install argyll icc-profiles-free. Takes about a minute. The same tools give the same bytes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
data="${ICC_DATA:-/usr/share/color/icc}"
for tool in colprof python3; do
    command -v "$tool" >/dev/null || { echo "missing: $tool (apt-get install argyll python3)" >&2; exit 3; }
done
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# build NAME DATA INK-LIMIT DESCRIPTION SOURCE: a CMYK profile with a strong black, gamut mapping left out
build() {
    [ -r "$data/$2" ] || { echo "missing: $data/$2 (apt-get install icc-profiles-free)" >&2; exit 3; }
    cp "$data/$2" "$work/$1.ti3"
    (cd "$work" && colprof -qm "-l$3" -kr -nc -A Paiyin -M "$1" -D "$4" \
        -C "Characterization data: $5. Profiles based on these data may be distributed with no further permissions from CGATS." \
        "$1")
    # the moment of the build, the machine and the checksum that hangs on them stay out of the file
    python3 - "$work/$1.icc" "layout/press/profiles/$1.icc" <<'P'
import sys
data = bytearray(open(sys.argv[1], "rb").read())
data[24:36] = bytes.fromhex("07d700010001000000000000")     # 1 January 2007, the year of the Technical Reports
data[40:44] = bytes(4)
data[84:100] = bytes(16)
open(sys.argv[2], "wb").write(data)
P
    sha256sum "layout/press/profiles/$1.icc"
}

build newsprint TR002.ti3 220 "Paiyin newsprint, coldset, 220 %, after CGATS/SNAP TR 002" \
    "ANSI CGATS/SNAP TR 002-2007, Color Characterization Data for Coldset Printing on Newsprint"
build coated TR006.ti3 310 "Paiyin coated, sheetfed, 310 %, after CGATS/GRACoL TR 006" \
    "ANSI CGATS/GRACoL TR 006-2007, Color Characterization Data for GRACoL printing on Grade 1 coated paper"
