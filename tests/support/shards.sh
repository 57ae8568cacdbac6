# shards.sh: what the golden cases of `shard` and `--segments` share. They write into a folder of their
# own, $F; other programs find turnaround there, too. $FORMATS are those that are compared.
FORMATS="csv json"
MORE=
EXTRA=
DROP= # what notes, besides, are not compared
F=$(mktemp -d)
trap 'rm -r "$F"' EXIT
mkdir "$F/bin"
printf '#!/bin/sh\nexec %s "$@"\n' "${TURNAROUND:-build/turnaround}" >"$F/bin/turnaround"
chmod +x "$F/bin/turnaround"
PATH=$F/bin:$PATH

# Goes to a folder of its own, from where all is found as from the top.
work() {
    mkdir "$F/work"
    ln -s "$PWD/build" "$PWD/data" "$PWD/tests" "$F/work"
    cd "$F/work"
}

# try ARGUMENT...: the table; on standard error the command, its notes and its exit code.
try() {
    echo "\$ turnaround $*" >"$F/err"
    turnaround "$@" >"$F/out" 2>>"$F/err"
    echo "exit $?" >>"$F/err"
    sed "s|$F|OUT|g" "$F/out"
    sed "s|$F|OUT|g" "$F/err" >&2
}

# cut_dataset N DATASET [OPTION...]: the segments of its N shards, each by a process of its own, several
# at a time, as $F/segments/*.csv. $MORE is for all steps that read records, $EXTRA for that
# which reads segments.
cut_dataset() {
    n=$1 dataset=$2
    shift 2
    rm -rf "$F/shards" "$F/segments"
    mkdir "$F/segments"
    # shellcheck disable=SC2086
    turnaround shard "$n" "$dataset" -q $MORE -o "$F/shards" >/dev/null
    # shellcheck disable=SC2016,SC2086
    parallel --will-cite -j 4 turnaround segments --complete -q -f csv $MORE "$@" '{}' '>' "$F/segments/{/}.csv" \
        ::: "$F"/shards/*
}

# same DATASET OPTIONS COMMAND [OPTION...]: whether the whole, with the OPTIONS of its study, gives the
# bytes that the segments give, and the notes but for those on where they come from (and $DROP).
same() {
    dataset=$1 study=$2
    shift 2
    for f in $FORMATS; do
        # shellcheck disable=SC2086
        turnaround "$@" -f $f $MORE $study "$dataset" >"$F/whole" 2>"$F/whole-notes" || cat "$F/whole-notes"
        # shellcheck disable=SC2046
        turnaround "$@" -f $f $EXTRA --segments $(ls -r "$F"/segments/*.csv) >"$F/parts" 2>"$F/parts-notes" ||
            cat "$F/parts-notes"
        for file in whole parts whole-notes parts-notes; do
            sed -i -E "/^(note: |  \")(data: |made of segments|they tell of $DROP)/d" "$F/$file"
        done
        cmp "$F/whole" "$F/parts" && cmp "$F/whole-notes" "$F/parts-notes" || echo "not the same: $f $*"
    done
}

# all DATASET OPTIONS: the same of all commands, with options of several kinds.
all() {
    while read -r call; do
        # shellcheck disable=SC2086
        same "$1" "$2" $call
    done <<'X'
times
times --attribute origin --tau 3 --units months
times --attribute ever -M trust --min-n 3
times --landmark 730 -w events>0 -s -events
curve -c +robust_std_error,+robust_lower,+robust_upper
curve --clock model -M trust -M in-house --limit 9
compare -c +coefficient,+std_error,+robust_std_error
compare --landmark 365 --seed 7 --ties breslow --conf 0.9
compare --attribute ever
compare -M trust --reference in-house -w p<1
incidence -c +one_minus_km
incidence --yearly --clock model
rates
rates --reference trust -M trust --conf 0.9
X
}
