#!/bin/sh
# miller.sh FOLDER: the job in Miller; what has no date of inspection, the models, is sorted behind.
set -eu
# shellcheck disable=SC1010
mlr --icsv --ocsv sort -f council,inspected then put -q -f "$(dirname "$0")/times.mlr" \
    "$1/ratings.csv" "$1/models.csv"
