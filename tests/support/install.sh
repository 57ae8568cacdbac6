#!/bin/sh
# install.sh PROGRAM: installs it, its data and the rest into a folder of its own, in a place whose
# name has blanks and a quote; runs it from elsewhere, also when all has been moved; uninstalls. Tells
# what is there and what is left.
set -eu
program=$1
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
stage="$top/it's a stage"
prefix="/opt/my tools"

build() {
    env -u MAKEFLAGS -u MAKELEVEL make -s -o all "$1" B="${program%/turnaround}" DESTDIR="$stage" \
        PREFIX="$prefix" >/dev/null
}
list() { (cd "$1" && find . "$2" "$3" | LC_ALL=C sort); }

build install
echo 'installed:'
list "$stage$prefix" -type f
(cd "$stage$prefix" && find . -perm /111 -type f && find . -type f ! -perm /044)

echo 'run from another folder:'
# a data folder where the source tree has its own is none of an installed program
mkdir -p "$stage$prefix/data/england" "$stage/opt/data/england"
(cd / && "$stage$prefix/bin/turnaround" times -c model,episodes -f csv 2>"$top/notes")
grep -o "share/turnaround/england.*" "$top/notes" | head -n 1
(cd / && "$stage$prefix/bin/turnaround" claims "$stage$prefix/share/turnaround/claims/case-studies.csv" \
    --limit 1 -q -f csv -c verdict)

echo 'moved as a whole:'
mv "$stage$prefix" "$top/elsewhere"
echo 'council,inspected,grade' >"$top/elsewhere/share/turnaround/england/ratings.csv"
rm "$top/elsewhere/share/turnaround/england/models.csv"
(cd / && "$top/elsewhere/bin/turnaround" records -q -f csv -c council | wc -l)
ln -s "$top/elsewhere/bin/turnaround" "$top/link"
(cd / && "$top/link" records -q -f csv -c council | wc -l)
mv "$top/elsewhere" "$stage$prefix"
rm -r "$stage$prefix/data" "$stage/opt/data"

echo 'completions:'
PATH="$stage$prefix/bin:$PATH" bash --norc -c '
    . "$1"
    compopt() { :; }
    COMP_LINE="turnaround case bour" COMP_POINT=20
    _turnaround turnaround bour ""
    printf "%s\n" "${COMPREPLY[@]}"' bash "$stage$prefix/share/bash-completion/completions/turnaround"

echo 'uninstalled, but for what others put there:'
touch "$stage$prefix/share/turnaround/mine.csv" "$stage$prefix/share/zsh/site-functions/_mine"
build uninstall
list "$stage$prefix" -type f
rm "$stage$prefix/share/turnaround/mine.csv" "$stage$prefix/share/zsh/site-functions/_mine"
build install
build uninstall
build uninstall
echo 'and again, without those:'
list "$stage$prefix" -type f
list "$stage$prefix" -type d
