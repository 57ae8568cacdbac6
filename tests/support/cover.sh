#!/bin/sh
# cover.sh BUILD: how many lines of each source file the tests reached, as gcov counts them.
set -eu
cd "$1"
for source in $(cd ../../src && find . -name '*.c' | sort); do
    object=${source#./}
    gcov -n -o "$(dirname "$object")" "../../src/$object" 2>/dev/null |
        awk -v file="${source#./}" '
            $1 == "File" { mine = index($0, file) > 0 }
            mine && /^Lines executed/ { sub(/^Lines executed:/, ""); printf "%-26s %s\n", file, $0; mine = 0 }'
done | sort -k2 -n
