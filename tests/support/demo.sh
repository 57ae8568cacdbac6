#!/bin/sh
# demo.sh PROGRAM: the main job on the bundled data.
set -eu
heading() {
    printf '\n\033[1m%s\033[0m\n\n' "$1" | if [ -t 1 ]; then cat; else sed 's/\x1b\[[0-9]*m//g'; fi
}
heading "How do the delivery models stand, and how long did improvement take under each?"
"$1" summary data/england
heading "How long does it take to get out of inadequate, by model?"
"$1" times data/england
heading "What do the councils look like that a trust ran, side by side?"
"$1" chart timeline -M trust -q data/england
heading "What happened on the Isle of Wight, which Hampshire ran from 2013 to 2024?"
"$1" case "Isle of Wight" data/england
