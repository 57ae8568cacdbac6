#!/bin/sh
# state.sh OBJECT...: no object may hold a writable variable (sanitizers and gcov bring their own).
set -eu
case "$1" in build/sanitize/*|build/cover/*) exit 0 ;; esac
found=$(for object in "$@"; do
    objdump -t "$object" |
        awk -v o="$object" 'NF > 4 && $(NF-2) ~ /^(\.data|\.bss|\.tdata|\.tbss|\*COM\*)$/ && / O / { print o ": " $NF }'
done)
[ -z "$found" ] && exit 0
echo "state: writable variables at file scope:" >&2
echo "$found" >&2
exit 1
