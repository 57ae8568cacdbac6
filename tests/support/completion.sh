#!/bin/bash
# completion.sh FILE PROGRAM: loads the bash completion FILE and prints what it makes of command lines
# of which PROGRAM is the program: each as it was typed up to the cursor, the words that it offers as
# they would be inserted, and what it asks of bash. Lines come on standard input, with a tab and the
# part that readline replaces behind those where that is not the last word.
set -u
program=$2
. "$1"
# only bash itself can call it
compopt() { asked+=" $*"; }

while IFS=$'\t' read -r line part; do
    [[ $part ]] || part=${line##* }
    [[ $part == - ]] && part=
    COMP_LINE="$program $line" COMP_POINT=$((${#program} + 1 + ${#line}))
    COMP_WORDS=($COMP_LINE) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    asked= COMPREPLY=()
    _turnaround "$program" "$part" "" 2>&1
    printf '%s\n' "$line"
    ((${#COMPREPLY[@]} == 0)) || printf '    %s\n' "${COMPREPLY[@]}"
    [[ -z $asked ]] || printf '   %s\n' "$asked"
done
