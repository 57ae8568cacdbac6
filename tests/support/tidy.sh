#!/bin/sh
# tidy.sh: gcc's analyser, clang-tidy (see .clang-tidy) and cppcheck over all sources; exit 1 if one of
# them finds anything. FLAGS are the compiler's. What gcc's analyser is wrong about stands, with the
# reason, in answered.txt; an answer to nothing is a fault, too.
set -eu
answers=$(dirname "$0")/answered.txt
told=$(mktemp)
trap 'rm -f "$told" "$told.lines"' EXIT
eval "set -- $FLAGS"
fail=0
each() { find src -name '*.c' | sort | xargs -P "$(nproc)" -I '{}' "$@"; }

echo "  gcc -fanalyzer"
each gcc "$@" -fanalyzer -fdiagnostics-path-format=none -c '{}' -o /dev/null 2>&1 |
    grep -E ' (warning|error): ' >"$told" || true
cut -d: -f1,2 "$told" | sort -u | while IFS=: read -r file line; do
    echo "$file: $(sed -n "${line}s/^ *//p" "$file")"
done | sort -u >"$told.lines"
grep -v '^#' "$answers" | sort -u | diff - "$told.lines" || { cat "$told" >&2; fail=1; }

echo "  clang-tidy"
each clang-tidy --quiet '{}' -- "$@" 2>/dev/null || fail=1

echo "  cppcheck"
cppcheck --quiet -j "$(nproc)" --enable=warning,performance,portability --inline-suppr \
    --suppress=internalAstError --error-exitcode=1 -D_GNU_SOURCE -Iinclude src || fail=1
exit $fail
