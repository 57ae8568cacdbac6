#!/bin/sh
# duckdb.sh FOLDER THREADS: the job in DuckDB's own shell.
set -eu
{
    echo "SET threads = $2;"
    sed "s|RATINGS|'$1/ratings.csv'|; s|MODELS|'$1/models.csv'|" "$(dirname "$0")/times.duckdb.sql"
} | duckdb -init /dev/null -csv -nullvalue ''
