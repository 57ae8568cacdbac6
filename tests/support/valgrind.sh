#!/bin/sh
# valgrind.sh BUILD: the unit tests, and every command on the bundled data, without an invalid access
# and without a block that is not given back.
set -eu
build=$1
check() {
    echo "valgrind: $*"
    valgrind --quiet --error-exitcode=9 --leak-check=full --show-leak-kinds=all "$@" >/dev/null 2>"$build/valgrind.log" || {
        echo "valgrind: exit $?" >&2
        cat "$build/valgrind.log" >&2
        exit 1
    }
}
for test in "$build"/tests/unit/test_*; do
    case $test in *.o | *.d) continue ;; esac
    check "$test"
done
for command in summary times curve compare "compare --clock model" incidence interval outcomes rates \
    relapse sensitivity "case Leeds" trajectory steps transitions waits markov episodes segments setup \
    "coverage --by year" mix models records "claims data/claims/case-studies.csv" check \
    "diff tests/golden/diff-releases/before data/england" columns help "help data" \
    "help exit-codes" version "complete -- times -C L" "complete -- steps -w model="; do
    # shellcheck disable=SC2086
    check "$build/turnaround" $command
    # shellcheck disable=SC2086
    case $command in help* | complete* | version) ;; *) check "$build/turnaround" $command -f json -q ;; esac
done
check "$build/turnaround" records -f xlsx -q
for kind in curve timeline mix coverage dwell; do
    check "$build/turnaround" chart $kind -f svg -q
done
check "$build/turnaround" chart curve -q
check "$build/turnaround" chart coverage -q --ascii
check "$build/turnaround" chart timeline -q
# it writes a folder, and none that is there already
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
for case in ilacs-history/history ofsted-outcomes/outcomes flat/flat errors/records; do
    for format in table json; do
        check "$build/turnaround" import auto tests/golden/import-$case.csv --dates dmy -f $format -q \
            -o "$folder/${case%/*}-$format"
    done
done
check "$build/turnaround" import wide tests/golden/import-wide/wide.csv --map overall=Headline \
    --map leaders=Leadership -o "$folder/wide"
