#!/bin/sh
# import.sh BUILD: the bundled ratings, written as a new dataset.
set -eu
rm -rf "$1/bench/new"
exec "$1/turnaround" import flat data/england/ratings.csv -q -o "$1/bench/new"
