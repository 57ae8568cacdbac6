#!/bin/sh
# reach.sh HARNESS...: for each fuzzer, build/reach/GROUP/NAME.run, how many lines and branches its
# corpus below build/fuzz/corpus reaches of the files that it aims at (the word "aims" in its source).
set -eu
top=$PWD
cd build/reach
export FUZZ_SCRATCH=/dev/shm/fuzz-$$
trap 'rm -rf "$FUZZ_SCRATCH"' EXIT
mkdir -p "$FUZZ_SCRATCH"
format='%-26s %7s %7s %6s %9s %6s\n'
printf "$format" harness lines reached % branches %
for harness in "$@"; do
    name=${harness#build/reach/}
    name=${name%.run}
    flat=$(echo "$name" | tr / -)
    aims=$(sed -n '/aims: /,/\*\// { s/.*aims: //; s/^ \* //; s/\*\///; p }' "$top/tests/fuzz/$name.c" |
        head -n 4 | tr '\n' ' ')
    files=
    for aim in $aims; do
        files="$files $top/src/$aim.c"
    done
    LLVM_PROFILE_FILE=$PWD/$flat.raw "./$name.run" -runs=0 -close_fd_mask=3 \
        "$top/build/fuzz/corpus/$name" >/dev/null 2>&1 </dev/null || true
    llvm-profdata-14 merge -o "$flat.data" "$flat.raw"
    # shellcheck disable=SC2086
    llvm-cov-14 export -summary-only "$name.run" -instr-profile="$flat.data" $files 2>/dev/null |
        python3 -c '
import json, sys
t = json.load(sys.stdin)["data"][0]["totals"]
print(*(t[k][n] for k in ("lines", "branches") for n in ("count", "covered")))' |
        while read -r lines reached branches taken; do
            printf "$format" "$name" "$lines" "$reached" "$((reached * 100 / lines))" "$taken/$branches" \
                "$((branches ? taken * 100 / branches : 100))"
        done
done
