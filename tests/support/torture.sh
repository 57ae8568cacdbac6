#!/bin/sh
# torture.sh BUILD KIND: every command in every format, and the calls of tests/torture/calls, under a
# preloaded library. KIND is alloc (allocations fail), io (system calls on files go wrong) or kill (the
# process is killed, at such a call or at any moment: of calls that write a file or folder only).
#
# T: only calls that match this pattern. MOST: at most so many points of a call and mode, spread evenly.
# BRIEF: only sums and what is found are told.
# What is found is told with the variables that repeat that one point in the process itself, with the
# library preloaded: for a debugger, with a breakpoint on zygote_goes_wrong.
set -eu
build=$1 kind=$2 library=$2 end='exit 3'
if [ "$kind" = kill ]; then
    library=io end=killed
    export TORTURE_DEADLY=1
fi
program=$build/turnaround
small=tests/golden/small
scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT

# What a command needs to be told besides.
operands() {
    case $1 in
    case) echo "Ashby $small" ;;
    claims) echo "tests/golden/command-claims/claims.csv $small" ;;
    diff) echo "tests/golden/diff-releases/before tests/golden/diff-releases/after" ;;
    report) echo "-o - $small" ;;
    import) echo "auto tests/golden/import-flat/flat.csv --dates dmy -o %/new" ;;
    shard) echo "3 -o %/new $small" ;;
    complete) echo "-- times -C ''" ;;
    columns) echo "times" ;;
    help | version) ;;
    *) echo "$small" ;;
    esac
}

# COMMAND FORMAT: the last one of all commands but import and shard is written to a file, too.
calls_of() {
    echo "$1 ${2:+-f $2} $(operands "${1%% *}")"
    case $1.$2 in
    import* | shard*) ;;
    report* | times* | *.json | *.svg) echo "$1 -f $2 $(operands "${1%% *}" | sed 's/-o -//') -o %/old" ;;
    esac
}

calls() {
    "$program" complete -- '' | cut -f1 | while read -r command; do
        formats=$("$program" complete -- "$command" -f '' | cut -f1)
        kinds=
        [ "$command" != chart ] || kinds=$("$program" complete -- chart '' | cut -f1)
        for format in ${formats:-''}; do
            for which in ${kinds:-''}; do calls_of "$command${which:+ $which}" "$format"; done
        done
    done
    grep -v '^#' tests/torture/calls
}

# The program, preloaded.
run() {
    env LD_PRELOAD="$build/tests/torture/$library.so" "$program" "$@"
}

# Runs the call LINE, in which % stands for the scratch folder.
try() {
    : >"$scratch/tried"
    rm -rf "$scratch/folder"
    mkdir "$scratch/folder"
    line=$(echo "$1" | sed "s|%|$scratch/folder|g")
    eval "run $line" </dev/null >"$scratch/counts" 2>"$scratch/told" || echo "$line" >>"$scratch/failed"
    [ -n "${BRIEF:-}" ] || awk -F '\t' -v call="$1" -v end="$end" '
        { printf "%-9s %6d points: %6d %s, %5d the same, %d found: %s\n", $1, $2, $3, end, $4, $5, call }' \
        "$scratch/counts"
    cat "$scratch/counts" >>"$scratch/all"
    cat "$scratch/told" >&2
}

export LC_ALL=C.UTF-8 TERM=dumb
unset NO_COLOR COLUMNS TURNAROUND_DATA
export TMPDIR="$scratch/folder" TORTURE_FOLDER="$scratch/folder" TORTURE_OLD=old TORTURE_MOST="${MOST:-0}"
case $build in */cover) export TORTURE_EXIT=1 ;; esac
: >"$scratch/failed"
calls >"$scratch/calls"
while read -r call; do
    # shellcheck disable=SC2254
    case $call in ${T:-*}) ;; *) continue ;; esac
    case $kind.$call in
    io.complete*) ;; # what cannot be read is not offered, and nothing is told to who types
    kill.*'-o %/'* | alloc.* | io.*) try "$call" ;;
    esac
done <"$scratch/calls"
if [ ! -e "$scratch/tried" ]; then
    echo "torture $kind: no call matches ${T:-*}" >&2
    exit 1
fi
awk -F '\t' -v kind="$kind" -v end="$end" '{ n += $2; done += $3; same += $4; found += $5 }
    END { printf "torture %s: %d points, %d %s, %d the same as undisturbed, %d found\n",
                 kind, n, done, end, same, found }' "$scratch/all"
[ ! -s "$scratch/failed" ]
