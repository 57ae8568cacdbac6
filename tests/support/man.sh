#!/bin/sh
# man.sh check|write TOOL PAGE: the parts of PAGE between `.\" begin SECTION` and `.\" end SECTION`
# against what TOOL prints for that section. Every topic of help must be a section.
set -eu
made=$(mktemp)
trap 'rm -f "$made"' EXIT
for topic in $("$2" topics); do
    grep -qxF ".\\\" begin $topic" "$3" || {
        echo "man: $3 lacks a section \"begin $topic\"" >&2
        exit 1
    }
done
awk -v tool="$2" '
    /^\.\\" begin / { print; fflush(); system(tool " " $3); skip = 1; next }
    /^\.\\" end / { skip = 0 }
    !skip { print; fflush() }
' "$3" >"$made"
if [ "$1" = write ]; then
    cat "$made" >"$3"
elif ! diff -u "$3" "$made"; then
    echo "man: the tables of $3 are not the program's; make man writes them" >&2
    exit 1
fi
