#!/bin/sh
# differential.sh SECONDS: what `make check` compares for one seed, for as many as go into so many
# seconds each: the reader with Python's csv module, Kaplan-Meier curves with a count of everybody at
# every time, what is written with what is read back. Prints a table, and a seed that fails.
set -u
seconds=$1
format='%-52s %8s %8s %8s\n'
status=0
printf "$format" comparison seconds seeds failed
while read -r program test; do
    begun=$(date +%s)
    seed=1
    failed=0
    while [ $(($(date +%s) - begun)) -lt "$seconds" ]; do
        seed=$((seed + 2)) # random_start() takes odd ones
        if ! TEST_SEED=$seed build/tests/unit/"$program" "$test" >build/fuzz/differential 2>&1; then
            failed=$((failed + 1))
            echo "TEST_SEED=$seed build/tests/unit/$program '$test'" >&2
        fi
    done
    [ $failed -eq 0 ] || status=1
    printf "$format" "$program $test" $(($(date +%s) - begun)) $((seed / 2)) $failed
done <<END
test_rows_random python_reads_the_same
test_rows_random random_content*
test_km any_*
test_round_trips *
END
python3 tests/fuzz/differential.py build/turnaround 1000 1 "$seconds" || status=1
exit $status
