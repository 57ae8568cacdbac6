#!/bin/sh
# valgrind.sh BUILD: every test program, and the program in every test that calls it, without an invalid
# access and without a block that is not given back.
set -eu
build=$1
top=$(pwd)
logs=$top/$build/tests/valgrind
rm -rf "$logs"
mkdir -p "$logs"
check="valgrind --quiet --vgdb=no --error-exitcode=99 --leak-check=full --show-leak-kinds=all \
    --errors-for-leak-kinds=all --suppressions=$top/tests/support/valgrind.supp"
# where the program is called with standard streams closed, the log must not take their place
cat >"$logs/turnaround" <<END
#!/bin/sh
exec 9>"$logs/\$\$"
exec $check --log-fd=9 "$top/$build/turnaround" "\$@"
END
chmod +x "$logs/turnaround"
# the program that is installed there is another than is called here; memory is valgrind's own there
failed=0
UNDER="$check --log-file=$logs/%p" TURNAROUND="$logs/turnaround" SKIP="install* hostile-sizes" \
    sh tests/support/run.sh "$build" || failed=1
for log in "$logs"/[0-9]*; do
    [ ! -s "$log" ] || { cat "$log" >&2; failed=1; }
done
echo "valgrind: $(ls "$logs" | grep -c '^[0-9]') processes"
exit $failed
