#!/bin/sh
# fuzz.sh SECONDS HARNESS...: runs each fuzzer, build/fuzz/GROUP/NAME.run, for so many seconds of
# processor time, one after the other, on the corpus that is kept below build/fuzz/corpus, and prints
# a table. What a fuzzer finds is kept in build/fuzz/found. Ends with 1 where anything is found.
set -u
seconds=$1
shift
top=$PWD/build/fuzz
found=$top/found
export FUZZ_SCRATCH=/dev/shm/fuzz-$$
trap 'rm -rf "$FUZZ_SCRATCH"' EXIT
mkdir -p "$found" "$top/log" "$FUZZ_SCRATCH"
export ASAN_OPTIONS="${ASAN_OPTIONS:-quarantine_size_mb=8:detect_stack_use_after_return=1}"
status=0
format='%-26s %8s %8s %11s %7s %7s %7s %7s %6s\n'

# Sets `spent` to the seconds of processor time that programs have taken which were run from here.
look() {
    times >"$top/times"
    spent=$(tr 'ms' '  ' <"$top/times" | awk 'NR == 2 { print int($1 * 60 + $2 + $3 * 60 + $4) }')
}

# Runs harness $name for $1 seconds by the clock. By absolute paths: it may go to a folder of its
# own.
run() {
    "$top/$name.run" -max_total_time="$1" -max_len=8192 -timeout=20 -rss_limit_mb=1024 \
        -print_final_stats=1 -close_fd_mask=3 -dict="$top/seeds/${name%%/*}.dict" \
        -artifact_prefix="$found/$flat-" "$corpus" "$top/seeds/$name" >/dev/null 2>"$log" </dev/null
}

# The number behind $1 in the log.
value() {
    sed -n "s/^$1 *\([0-9]*\).*/\1/p" "$log" | tail -n 1
}

printf "$format" harness processor clock executions per_s edges of corpus found
for harness in "$@"; do
    name=${harness##*/fuzz/}
    name=${name%.run}
    flat=$(echo "$name" | tr / -)
    log=$top/log/$flat
    corpus=$top/corpus/$name
    mkdir -p "$corpus"
    before=$(find "$found" -type f | wc -l)
    look
    begun=$spent
    clock=$(date +%s)
    used=0
    executions=0
    ran=0
    while [ "$used" -lt "$seconds" ] && [ $ran -eq 0 ]; do
        left=$((seconds - used))
        run $((left > 5 ? left : 5))
        ran=$?
        executions=$((executions + $(value stat::number_of_executed_units:)))
        look
        used=$((spent - begun))
    done
    clock=$(($(date +%s) - clock))
    edges=$(grep -o 'cov: [0-9]*' "$log" | tail -n 1 | cut -c 6-)
    new=$(($(find "$found" -type f | wc -l) - before))
    printf "$format" "$name" "$used" "$clock" "$executions" $((executions / (used > 0 ? used : 1))) \
        "${edges:--}" "$(value 'INFO: Loaded 1 PC tables (')" "$(find "$corpus" -type f | wc -l)" "$new"
    [ $ran -eq 0 ] && [ "$new" -eq 0 ] || status=1
done
[ $status -eq 0 ] || echo "found: see build/fuzz/found, and the logs in build/fuzz/log" >&2
exit $status
