#!/bin/sh
# bench.sh BUILD: times `turnaround times` on ratings that are made for it, against what limits it
# and what could be used instead, in turn (A B C C B A ...), and then tells of each target whether
# it is met. A tool counts only where its table is that of the program; nothing is installed
# (deps.sh does that). Exit code 1: a tool failed, or gave another answer; never for a time.
#
# SIZES (ratings), ORDERS (sorted, shuffled) and ROUNDS choose; FORM=full makes files with all
# columns of the bundled data, on which the other tools are not run. Tools that take long get no
# more than SLOW ratings.
# shellcheck disable=SC2317
set -eu
build=$1
here=$(dirname "$0")
tools=$build/tests/bench
work=$build/bench
sizes=${SIZES:-100000 1000000 10000000}
orders=${ORDERS:-sorted shuffled}
rounds=${ROUNDS:-5}
form=${FORM:-plain}
slow=${SLOW:-1000000}
python=/usr/bin/python3
tab=$(printf '\t')
failed=0

# found COMMAND...: prints yes where it succeeds.
found() {
    if "$@" >/dev/null 2>&1; then
        echo yes
    fi
}

has_threads() {
    "$build/turnaround" times --help | grep -q -- --threads
}

has_packages() {
    Rscript -e 'for (p in c("data.table", "survival")) packageVersion(p)'
}

has_pandas() {
    $python -c 'import pandas'
}

# What there is, by name; DUCKDB names a libduckdb.so that lies elsewhere.
find_tools() {
    threads=$(found has_threads)
    mkdir -p "$work/npm"
    duckdb=${DUCKDB:-$(find "$work/npm" -name libduckdb.so | head -n 1)}
    duckdb_shell=$(found command -v duckdb)
    r=$(found has_packages)
    pandas=$(found has_pandas)
    sqlite=$(found command -v sqlite3)
    miller=$(found command -v mlr)
    mawk=$(found command -v mawk)
}

# tell FOUND NAME COMMAND: the version that COMMAND prints.
tell() {
    if [ -n "$1" ]; then
        printf '  %-22s %s\n' "$2" "$(eval "$3" 2>&1 | head -n 1)"
    else
        printf '  %-22s is not installed\n' "$2"
    fi
}

# shellcheck disable=SC2016
tell_tools() {
    echo "$(nproc) processors, load before $(cut -d ' ' -f 1 /proc/loadavg)." \
        "The program is timed against:"
    tell yes libcsv 'dpkg-query -W -f "\${Version}" libcsv3'
    tell "$duckdb" 'DuckDB' '"$tools/duckdb_host" "$duckdb"'
    tell "$duckdb_shell" "DuckDB's shell" 'duckdb --version'
    tell "$r" 'data.table + survival' 'Rscript -e "cat(R.version\$version.string, \"with\",
        paste(packageVersion(\"data.table\")), \"and\", paste(packageVersion(\"survival\")))"'
    tell "$mawk" 'sort + mawk' 'mawk -W version'
    tell "$pandas" pandas '$python -c "import pandas; print(pandas.__version__)"'
    tell "$sqlite" SQLite 'sqlite3 --version | cut -d " " -f 1'
    tell "$miller" Miller 'mlr --version'
    echo "seconds and least: by the clock; processor: seconds of processor time, median; x libcsv,"
    echo "x program: by the clock, the latter with as many threads; peak: of the largest process"
}

# make_data SIZE ORDER [wrong]: sets data to the folder.
make_data() {
    data=$work/$2-$1-$form${3:+-$3}
    # the last that is written
    find "$data/models.csv" -newer "$tools/make_ratings" 2>/dev/null | grep -q . && return
    mkdir -p "$data"
    # shellcheck disable=SC2086
    "$tools/make_ratings" "$1" "$data" "$2" $form ${3:-}
}

# entrant KIND EXIT_CODE NAME COMMAND
entrant() {
    printf '%s\t%s\t%s\t%s\n' "$3" "$1" "$2" "$4"
}

list_program() {
    if [ -n "$threads" ]; then
        entrant answer 0 'turnaround, 1 thread' "$build/turnaround times -f csv --threads 1 $data"
        entrant answer 0 'turnaround, 2 threads' "$build/turnaround times -f csv --threads 2 $data"
    else
        entrant answer 0 'turnaround, 1 thread' "$build/turnaround times -f csv $data"
    fi
}

list_limits() {
    entrant limit 0 'libcsv alone' "$tools/parse_only $data/ratings.csv $data/models.csv"
    entrant limit 0 'memchr scan' "$tools/scan $data/ratings.csv $data/models.csv"
}

# list_peers SIZE
list_peers() {
    peers=$here/peers
    for n in 1 2; do
        on="$n thread$([ $n = 1 ] || echo s)"
        [ -z "$duckdb" ] || entrant answer 0 "DuckDB, $on" \
            "$tools/duckdb_host $duckdb $peers/times.duckdb.sql $data $n"
        [ -z "$duckdb_shell" ] || entrant answer 0 "DuckDB's shell, $on" \
            "sh $peers/duckdb.sh $data $n"
    done
    [ -z "$r" ] || entrant answer 0 'data.table + survival, 2 threads' \
        "Rscript $peers/times.R $data 2"
    [ "$1" -le "$slow" ] || return 0
    [ -z "$mawk" ] || entrant answer 0 'sort + mawk' "sh $peers/awk.sh $data"
    [ -z "$pandas" ] || entrant answer 0 'pandas' "$python $peers/times.py $data"
    [ -z "$sqlite" ] || entrant answer 0 'SQLite' "sh $peers/sqlite.sh $data"
    [ -z "$miller" ] || entrant answer 0 'Miller' "sh $peers/miller.sh $data"
}

# is_same NAME: whether its table is that of the program; tells where it is not.
is_same() {
    difference=$(awk -f "$here/same.awk" "$answers/turnaround, 1 thread" "$answers/$1") && return
    echo "  $1 gives another answer: $difference" >&2
    failed=1
    return 1
}

# Of the list on standard input, those that run and give the program's answer, for race, in the file
# entrants: the warm-up.
qualify() {
    : >"$answers/entrants"
    while IFS=$tab read -r name kind code command; do
        status=0
        $command >"$answers/$name" 2>"$answers/$name.err" </dev/null || status=$?
        if [ "$status" != "$code" ]; then
            echo "  $name failed (exit code $status)" >&2
            tail -n 3 "$answers/$name.err" >&2
            failed=1
        elif [ "$kind" = limit ] || is_same "$name"; then
            printf '%s\t%s\t%s\n' "$name" "$code" "$command" >>"$answers/entrants"
        fi
    done
}

# race CLASS ROUNDS FOLDER...: runs those of the file entrants, which read the folders, and keeps
# the figures behind CLASS. Answers are held against the program's once more.
race() {
    class=$1
    n=$2
    shift 2
    # shellcheck disable=SC2046
    "$tools/race" "$n" "$answers" $(find "$@" -maxdepth 1 -name '*.csv') \
        <"$answers/entrants" >"$answers/figures" || failed=1
    while IFS=$tab read -r name kind code command; do
        if [ "$kind" = limit ] || ! grep -q "^$name$tab" "$answers/figures" || is_same "$name"; then
            continue
        fi
        grep -v "^$name$tab" "$answers/figures" >"$answers/left" || true
        mv "$answers/left" "$answers/figures"
    done <"$answers/list"
    sed "s/^/$class$tab/" "$answers/figures" >>"$work/figures"
}

# run_class SIZE ORDER
run_class() {
    make_data "$1" "$2"
    answers=$data/answers
    mkdir -p "$answers"
    {
        list_program
        list_limits
        [ "$form" = full ] || list_peers "$1"
    } >"$answers/list"
    echo
    echo "$1 ratings, $2: medians of $rounds rounds"
    [ "$1" -le "$slow" ] || [ "$form" = full ] ||
        echo "  (without those that take long: sort + mawk, pandas, SQLite, Miller)"
    qualify <"$answers/list"
    race "$1$tab$2" "$rounds" "$data"
    awk -f "$here/table.awk" "$answers/figures"
}

# An error in the last line of ratings.csv: the same file, but for it.
run_wrong() {
    size=$1
    answers=$work/wrong
    mkdir -p "$answers"
    make_data "$size" sorted
    right=$data
    make_data "$size" sorted wrong
    for n in 1 ${threads:+2}; do
        option=${threads:+--threads $n}
        printf 'right, %s\t0\t%s\n' "$n" "$build/turnaround times -f csv $option $right"
        printf 'wrong, %s\t1\t%s\n' "$n" "$build/turnaround times -f csv $option $data"
    done >"$answers/entrants"
    : >"$answers/list"
    race "$size${tab}wrong" "$rounds" "$right" "$data"
}

# The bundled data, from end to end, and an empty Python.
run_bundled() {
    answers=$work/bundled
    data=data/england
    mkdir -p "$answers"
    : >"$answers/list"
    {
        printf 'turnaround\t0\t%s\n' "$build/turnaround times -f csv $data"
        [ ! -x $python ] || printf 'python\t0\t%s\n' "$python -c pass"
    } >"$answers/entrants"
    race "0${tab}bundled" 21 "$data"
}

# command_entrant NAME [COMMAND]
command_entrant() {
    printf '%s\t0\t%s\n' "$1" "$build/turnaround ${2:-$1} -q"
}

list_commands() {
    for command in summary times curve compare "compare --clock model" incidence interval outcomes \
        rates relapse sensitivity "case Leeds" trajectory steps transitions waits markov episodes \
        segments setup "coverage --by year" mix models records check columns; do
        command_entrant "$command"
    done
    command_entrant claims "claims data/claims/case-studies.csv"
    command_entrant diff "diff tests/golden/diff-releases/before data/england"
    printf 'import\t0\tsh %s/import.sh %s\n' "$here" "$build"
}

run_commands() {
    answers=$work/commands
    mkdir -p "$answers"
    list_commands >"$answers/entrants"
    "$tools/race" "$rounds" "$answers" <"$answers/entrants" >"$answers/figures" || failed=1
    echo
    echo "each command on the bundled data, milliseconds of processor time (aim: under 30):"
    awk -F '\t' '{ printf "  %-24s %5.0f\n", $1, $4 * 1000 }' "$answers/figures"
}

find_tools
tell_tools
: >"$work/figures"
for size in $sizes; do
    for order in $orders; do
        run_class "$size" "$order"
    done
done
wrong_size=${sizes%% *}
for size in $sizes; do
    [ "$size" -gt 1000000 ] || wrong_size=$size
done
run_wrong "$wrong_size"
run_bundled
echo
awk -f "$here/targets.awk" "$work/figures"
run_commands
exit $failed
