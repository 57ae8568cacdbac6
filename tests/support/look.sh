#!/bin/sh
# look.sh BUILD: what there is to look at, as PNGs in BUILD/look, by headless Chromium: each kind of
# chart, light and dark; the report as on a phone, on a laptop and (if pdftoppm is there) on paper.
set -eu
build=$1
out=$(mkdir -p "$build/look" && cd "$build/look" && pwd)
chromium=${CHROMIUM:-chromium}
profile=$(mktemp -d)
trap 'rm -rf "$profile"' EXIT

browser() {
    timeout 120 "$chromium" --headless --no-sandbox --disable-gpu --hide-scrollbars \
        --user-data-dir="$profile" "$@" >/dev/null 2>&1
}

# FILE NAME WIDTH HEIGHT
shoot() {
    browser --window-size="$3,$4" --screenshot="$out/$2.png" "file://$1"
    echo "$build/look/$2.png"
    browser --window-size="$3,$4" --screenshot="$out/$2-dark.png" --force-dark-mode \
        --blink-settings=preferredColorScheme=0 "file://$1"
    echo "$build/look/$2-dark.png"
}

for kind in $(sed -n 's/^CHART(\(.*\))/\1/p' include/cmd/charts.def); do
    "$build/turnaround" chart "$kind" -q -o "$out/$kind.svg"
    size=$(sed -n 's/.*<svg [^>]*width="\([0-9]*\)" height="\([0-9]*\)".*/\1 \2/p' "$out/$kind.svg")
    # shellcheck disable=SC2086
    shoot "$out/$kind.svg" "$kind" $size
done

"$build/turnaround" report -q -o "$out/report.html"
# a window of Chromium is at least 500 wide, a phone is not
echo '<!DOCTYPE html><title>phone</title><body style="margin:0"><iframe src="report.html" title="report"
  style="width:360px;height:8000px;border:0"></iframe>' >"$out/phone.html"
shoot "$out/phone.html" report-phone 500 8000
shoot "$out/report.html" report-laptop 1280 8000
browser --no-pdf-header-footer --print-to-pdf="$out/report.pdf" "file://$out/report.html"
echo "$build/look/report.pdf"
if command -v pdftoppm >/dev/null; then
    rm -f "$out"/report-print-*.png
    pdftoppm -r 80 -png "$out/report.pdf" "$out/report-print"
    ls "$out"/report-print-*.png | sed "s|^$out|$build/look|"
fi
