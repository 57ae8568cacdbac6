# Of all figures, the targets: what was aimed at, what was measured, and whether it is met. Ratios
# are of medians, by the clock; of one thread that of processor time is told besides.
BEGIN {
    FS = "\t"
    one = "turnaround, 1 thread"
    two = "turnaround, 2 threads"
    floor = "libcsv alone"
}

{
    key = $1 SUBSEP $2 SUBSEP $3
    wall[key] = $4
    processor[key] = $6
    peak[key] = $8 / 1024
    seen[$1, $2] = 1
}

function say(what, bound, target, measured, unit, is_met, more) {
    printf "  %-72s %8s %6s%-4s %7s%-4s %s%s\n", what, bound, target, unit, measured, unit,
        measured == "-" ? "not measured" : is_met ? "met" : "NOT MET", more
}

# Takes at most TARGET of the time of THEIRS.
function at_most(size, order, ours, theirs, target,    x, y, what, more) {
    x = size SUBSEP order SUBSEP ours
    y = size SUBSEP order SUBSEP theirs
    what = sprintf("%s, %s: %s / %s", size_name(size), order, ours, theirs)
    if (!((size, order) in seen))
        return
    if (!(x in wall) || !(y in wall)) {
        say(what, "at most", sprintf("%.2f", target), "-", "")
        return
    }
    if (ours == one && theirs == floor)
        more = sprintf(" (processor time: %.2f)", processor[x] / processor[y])
    say(what, "at most", sprintf("%.2f", target), sprintf("%.2f", wall[x] / wall[y]), "",
        wall[x] <= target * wall[y], more)
}

# Is TARGET times as fast as THEIRS.
function faster(size, order, ours, theirs, target,    x, y, what) {
    x = size SUBSEP order SUBSEP ours
    y = size SUBSEP order SUBSEP theirs
    what = sprintf("%s, %s: %s / %s", size_name(size), order, theirs, ours)
    if (!((size, order) in seen))
        return
    if (!(x in wall) || !(y in wall))
        say(what, "at least", sprintf("%.2f", target), "-", "")
    else
        say(what, "at least", sprintf("%.2f", target), sprintf("%.2f", wall[y] / wall[x]), "",
            wall[y] >= target * wall[x])
}

# Needs at most TARGET bytes a rating and 8 MB.
function memory(size, order, ours, target,    x, most) {
    x = size SUBSEP order SUBSEP ours
    most = (target * size + 8e6) / 1048576
    if (x in peak)
        say(sprintf("%s, %s: peak of %s", size_name(size), order, ours), "at most",
            sprintf("%.1f", most), sprintf("%.1f", peak[x]), " MiB", peak[x] <= most)
}

# Needs at most TARGET of the memory of THEIRS.
function less_memory(size, order, ours, theirs, target,    x, y) {
    x = size SUBSEP order SUBSEP ours
    y = size SUBSEP order SUBSEP theirs
    if (x in peak && y in peak)
        say(sprintf("%s, %s: peak of %s / %s", size_name(size), order, ours, theirs), "under",
            sprintf("%.2f", target), sprintf("%.2f", peak[x] / peak[y]), "",
            peak[x] < target * peak[y])
}

function size_name(size) {
    return size >= 1000000 ? size / 1000000 "M" : size >= 1000 ? size / 1000 "k" : size
}

function scaling(order, ours, target,    x, y) {
    x = 10000000 SUBSEP order SUBSEP ours
    y = 1000000 SUBSEP order SUBSEP ours
    if (x in wall && y in wall)
        say("a rating at 10M / at 1M, " order ": " ours, "at most", sprintf("%.2f", target),
            sprintf("%.2f", wall[x] / wall[y] / 10), "", wall[x] / 10 <= target * wall[y])
}

function wrong(threads, what,    k, parts, x, y) {
    for (k in wall) {
        split(k, parts, SUBSEP)
        if (parts[2] != "wrong" || parts[3] != "wrong, " threads)
            continue
        x = wall[k]
        y = wall[parts[1], "wrong", "right, " threads]
        if (y > 0)
            say(size_name(parts[1]) ": an error in the last line / none, " what, "at most", "1.05",
                sprintf("%.2f", x / y), "", x <= 1.05 * y)
    }
}

function bundled(    x, y) {
    x = wall[0, "bundled", "turnaround"]
    y = wall[0, "bundled", "python"]
    say("the bundled data, from end to end", "at most", "10", sprintf("%.1f", x * 1000), " ms",
        x <= 0.010)
    say("the bundled data / an empty Python", "under", "0.25", y > 0 ? sprintf("%.2f", x / y) : "-",
        "", x < 0.25 * y)
}

END {
    split("100000 1000000 10000000", sizes, " ")
    split("sorted shuffled", orders, " ")
    printf "  %-72s %8s %6s     %7s\n", "targets", "", "target", "measured"
    at_most(1000000, "sorted", one, floor, 1.25)
    at_most(10000000, "sorted", one, floor, 1.25)
    at_most(1000000, "shuffled", one, floor, 1.5)
    at_most(10000000, "shuffled", one, floor, 1.8)
    at_most(1000000, "sorted", two, floor, 0.75)
    at_most(10000000, "sorted", two, floor, 0.75)
    at_most(1000000, "shuffled", two, floor, 1)
    at_most(10000000, "shuffled", two, floor, 1.2)
    faster(1000000, "sorted", two, "DuckDB, 2 threads", 2)
    faster(1000000, "shuffled", two, "DuckDB, 2 threads", 1.6)
    faster(10000000, "sorted", two, "DuckDB, 2 threads", 1.3)
    for (i = 1; i <= 2; i++)
        faster(1000000, orders[i], one, "data.table + survival, 2 threads", 6)
    for (k = 1; k <= 3; k++)
        for (i = 1; i <= 2; i++) {
            memory(sizes[k], orders[i], one, 20)
            memory(sizes[k], orders[i], two, 25)
            less_memory(sizes[k], orders[i], one, "DuckDB, 1 thread", 0.5)
            less_memory(sizes[k], orders[i], two, "DuckDB, 2 threads", 0.5)
        }
    scaling("sorted", one, 1.15)
    scaling("sorted", two, 1.15)
    wrong(1, "1 thread")
    wrong(2, "2 threads")
    bundled()
}
