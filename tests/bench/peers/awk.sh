#!/bin/sh
# awk.sh FOLDER: the job with sort and mawk.
set -eu
export LC_ALL=C
as_of=$(mawk -F , 'NR > 1 && $3 > latest { latest = $3 } END { print latest }' "$1/ratings.csv")
tail -n +2 "$1/ratings.csv" | sort -t , -k 1,1 -k 3,3 |
    mawk -v as_of="$as_of" -f "$(dirname "$0")/times.awk" "$1/models.csv" -
