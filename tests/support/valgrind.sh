#!/bin/sh
# valgrind.sh BUILD: every test program, and the program in every test that calls it, without an invalid
# access and without a block that is not given back.
set -eu
build=$1
top=$(pwd)
logs=$top/$build/tests/valgrind
rm -rf "$logs"
mkdir -p "$logs/tests" "$logs/calls"
check="valgrind --quiet --vgdb=no --error-exitcode=99 --leak-check=full --show-leak-kinds=all \
    --errors-for-leak-kinds=all --suppressions=$top/tests/support/valgrind.supp"
# where the program is called with standard streams closed, the log must not take their place; numbers
# of processes come again; a call that can let no file grow is not counted
cat >"$logs/turnaround" <<END
#!/bin/sh
exec 9>>"$logs/calls/\$\$"
echo 2>/dev/null >>"$logs/count" || :
exec $check --log-fd=9 "$top/$build/turnaround" "\$@"
END
chmod +x "$logs/turnaround"
# test programs make processes that are copies of themselves and give nothing back: only their own
# losses are told, in the log
# left out: the program that is installed there is another than is called here; memory is valgrind's
# own there; what a closed pipe ends gives nothing back
failed=0
UNDER="$check --errors-for-leak-kinds=none --child-silent-after-fork=yes --log-file=$logs/tests/%p" \
    TURNAROUND="$logs/turnaround" \
    SKIP="install* hostile-sizes output-closed-pipe" sh tests/support/run.sh "$build" || failed=1
for log in "$logs"/tests/* "$logs"/calls/*; do
    ! grep -q ' at 0x' "$log" || { cat "$log" >&2; failed=1; }
done
echo "valgrind: $(ls "$logs/tests" | grep -c .) test programs, $(grep -c '' "$logs/count") calls"
exit $failed
