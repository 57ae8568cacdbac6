#!/bin/sh
# run.sh BUILD [KIND...]: runs the test programs (unit, oracle, pictures, golden), and ends with one line that
# sums up. T names a pattern that tests must match;
# SKIP, programs that are left out.
build=$1
shift
log=$build/tests/log
: >"$log"
failed=0
for kind in ${*:-unit oracle pictures golden}; do
    for source in tests/"$kind"/*.c; do
        [ -e "$source" ] || continue
        case " ${SKIP:-} " in *" $kind/$(basename "$source" .c) "*) continue ;; esac
        program=$build/tests/$kind/$(basename "$source" .c)
        TURNAROUND=$build/turnaround "$program" ${T:+"$T"} >"$build/tests/one" 2>&1
        status=$?
        cat "$build/tests/one" >>"$log"
        # what went well is told in cmocka's own closing lines
        if [ $status -eq 0 ]; then
            echo "$kind/$(basename "$source" .c)"
            grep -E '^\[(==========|  PASSED  )\]|^\[  SKIPPED \] [0-9]' "$build/tests/one" | grep -v Running
        else
            grep -vE '^\[ (RUN|      OK) ' "$build/tests/one"
            # a program that died has no closing lines: it counts as one failure
            grep -qE '^\[  FAILED  \] [0-9]+ test' "$build/tests/one" || failed=$((failed + 1))
        fi
    done
done
passed=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log" | awk '{ n += $1 } END { print n + 0 }')
more=$(sed -n 's/^\[  FAILED  \] \([0-9]*\) test.*/\1/p' "$log" | awk '{ n += $1 } END { print n + 0 }')
failed=$((failed + more))
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
