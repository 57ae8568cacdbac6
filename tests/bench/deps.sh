#!/bin/sh
# deps.sh BUILD: installs what bench.sh times the program against, as far as Debian and npm have it;
# DuckDB goes to BUILD/bench/npm, and is not there without a network or npm.
set -eu
build=$1
sh tests/support/packages.sh r-base-core r-cran-data.table r-cran-survival miller sqlite3 \
    python3-pandas mawk
case $(uname -m) in
x86_64) package=@duckdb/node-bindings-linux-x64@1.5.6-r.1 ;;
aarch64) package=@duckdb/node-bindings-linux-arm64@1.5.6-r.1 ;;
*) package= ;;
esac
npm=$build/bench/npm
mkdir -p "$npm"
if [ -z "$package" ] || ! command -v npm >/dev/null; then
    echo "bench: no DuckDB: npm is not installed, or has none for this machine"
elif ! find "$npm" -name libduckdb.so | grep -q .; then
    echo '{"private":true}' >"$npm/package.json"
    npm install --prefix "$npm" --no-save --no-package-lock --no-audit --no-fund --silent \
        "$package" ||
        echo "bench: no DuckDB: npm could not fetch $package"
fi
