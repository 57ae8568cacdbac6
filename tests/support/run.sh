#!/bin/sh
# run.sh BUILD [KIND...]: runs the test programs (golden, oracle, pictures, unit), as many at a time as
# there are processors, tells of them in order, and ends with one line that sums up. T names a pattern
# that tests must match, SKIP those that golden tests must not; UNDER, what is to run the test programs;
# TURNAROUND, what they are to call instead of the program.
build=$1
shift
results=$build/tests/results
rm -rf "$results"
mkdir -p "$results"
TMPDIR=$(mktemp -d)
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
trap 'kill $!; exit 1' INT TERM HUP

# one that takes long comes first
for kind in ${*:-golden oracle pictures unit}; do
    for source in tests/"$kind"/*.c; do
        [ -e "$source" ] && echo "$kind/$(basename "$source" .c)"
    done
done >"$results/programs"

# shellcheck disable=SC2016
xargs -P "$(nproc)" -I '{}' sh -c '
    to=$2/$(echo "$3" | tr / -)
    TURNAROUND=${TURNAROUND:-$1/turnaround} ${UNDER:-} "$1/tests/$3" ${T:+"$T"} >"$to.out" 2>&1
    echo $? >"$to.new"
    mv "$to.new" "$to.status"' sh "$build" "$results" '{}' <"$results/programs" &

failed=0
while read -r program; do
    to=$results/$(echo "$program" | tr / -)
    while [ ! -e "$to.status" ] && kill -0 $! 2>/dev/null; do sleep 0.1; done
    cat "$to.out" >>"$results/log"
    ! grep -q '^\[==========\] 0 test(s) run' "$to.out" || continue # none that matches T
    # what went well is told in cmocka's own closing lines
    if [ "$(cat "$to.status")" = 0 ]; then
        echo "$program"
        grep -E '^\[(==========|  PASSED  )\]|^\[  SKIPPED \] [0-9]' "$to.out" | grep -v Running
    else
        grep -vE '^\[ (RUN|      OK) ' "$to.out"
        # a program that died has no closing lines: it counts as one failure
        grep -qE '^\[  FAILED  \] [0-9]+ test' "$to.out" || failed=$((failed + 1))
    fi
done <"$results/programs"
passed=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$results/log" | awk '{ n += $1 } END { print n + 0 }')
more=$(sed -n 's/^\[  FAILED  \] \([0-9]*\) test.*/\1/p' "$results/log" | awk '{ n += $1 } END { print n + 0 }')
failed=$((failed + more))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
