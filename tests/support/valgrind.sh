#!/bin/sh
# valgrind.sh BUILD: every test program, and the program in every test that calls it, without an invalid
# access and without a block that is not given back.
set -eu
build=$1
logs=$build/tests/valgrind
rm -rf "$logs"
mkdir -p "$logs"
top=$(pwd)
export UNDER="valgrind --quiet --vgdb=no --error-exitcode=99 --leak-check=full --show-leak-kinds=all \
    --errors-for-leak-kinds=all --suppressions=$top/tests/support/valgrind.supp \
    --log-file=$top/$logs/%p"
printf '#!/bin/sh\nexec %s "%s/%s/turnaround" "$@"\n' "$UNDER" "$top" "$build" >"$logs/turnaround"
chmod +x "$logs/turnaround"
# the program that is copied there is another than is called here
failed=0
TURNAROUND="$logs/turnaround" SKIP="install*" sh tests/support/run.sh "$build" || failed=1
for log in "$logs"/[0-9]*; do
    [ ! -s "$log" ] || { cat "$log" >&2; failed=1; }
done
echo "valgrind: $(ls "$logs" | grep -c '^[0-9]') processes"
exit $failed
