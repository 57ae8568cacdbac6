#!/bin/sh
# bench.sh BUILD: `turnaround times` on a million ratings against libcsv with empty callbacks on the
# same files, five pairs in one run; councils one after the other, as in real files, and shuffled. Then
# how long each command takes on the bundled data.
set -eu
build=$1
# time_one NAME COMMAND
time_one() {
    printf '  %-20s ' "$1"
    "$build/tests/tools/pairs" 5 "$2" "true" | awk '/turnaround, seconds/ { printf "%5.0f\n", $4 * 1000 }'
}
rows=${ROWS:-1000000}
for order in sorted shuffled; do
    data=$build/bench/$order-$rows
    if [ ! -f "$data/models.csv" ]; then
        mkdir -p "$data"
        "$build/tests/bench/make_ratings" "$rows" "$data" $order full
    fi
    echo "$rows ratings, $order:"
    "$build/tests/tools/pairs" 5 "exec $build/turnaround times -q $data" \
        "exec $build/tests/tools/parse_only $data/ratings.csv $data/models.csv"
done
echo "the bundled data, milliseconds of processor time (aim: under 30):"
for command in summary times curve compare "compare --clock model" incidence interval outcomes rates \
    relapse sensitivity "case Leeds" trajectory steps transitions waits markov episodes segments setup \
    "coverage --by year" mix models records "claims data/claims/case-studies.csv" check \
    "diff tests/golden/diff-releases/before data/england" columns; do
    time_one "$command" "exec $build/turnaround $command -q"
done
# the bundled ratings, written as a new dataset
time_one "import" "rm -rf $build/bench/new; exec $build/turnaround import flat data/england/ratings.csv -q -o $build/bench/new"
