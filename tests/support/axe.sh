#!/bin/sh
# axe.sh BUILD: the report through axe-core in headless Chromium; exit 1 if it finds anything. Its
# packages are installed under BUILD/axe, where there is a network; nothing of them is kept.
set -eu
build=$1
here=$(dirname "$0")
mkdir -p "$build/axe"
command -v npm >/dev/null || { echo "axe: npm is not installed" >&2; exit 3; }
if [ ! -d "$build/axe/node_modules/axe-core" ] || [ ! -d "$build/axe/node_modules/playwright-core" ]; then
    echo '{"private":true}' >"$build/axe/package.json"
    npm install --prefix "$build/axe" --no-save --no-package-lock --no-audit --no-fund --silent \
        axe-core playwright-core
fi
"$build/turnaround" report -q -o "$build/axe/report.html"
"$build/turnaround" report -q -C Slough -o "$build/axe/one.html"
timeout 900 node "$here/axe.mjs" "$build/axe" "$build"/axe/*.html
