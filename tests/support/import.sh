# import.sh: what the golden cases of `turnaround import` share. They write into a folder of their own,
# $F, which is printed as OUT.
scratch=$(mktemp -d)
trap 'rm -r "$scratch"' EXIT
F=$scratch/folder
mkdir "$F"

# try ARGUMENT...: the table; on standard error the command, its notes and its exit code.
try() {
    echo "\$ turnaround $*" >"$scratch/err"
    turnaround "$@" >"$scratch/out" 2>>"$scratch/err" </dev/null
    echo "exit $?" >>"$scratch/err"
    sed "s|$F|OUT|g" "$scratch/out"
    sed "s|$F|OUT|g" "$scratch/err" >&2
}

# written FOLDER: the files that are in it.
written() {
    for f in "$F/$1"/*; do
        echo "$f:" | sed "s|$F|OUT|"
        cat "$f"
    done
}
