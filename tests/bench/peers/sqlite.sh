#!/bin/sh
# sqlite.sh FOLDER: the job in SQLite, in memory.
set -eu
sed "s|FOLDER|$1|" "$(dirname "$0")/times.sqlite.sql" | sqlite3 :memory:
