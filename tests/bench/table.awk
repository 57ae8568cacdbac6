# Figures of race as a table: seconds, times the floor (libcsv alone), times the program with as
# many threads, and MiB.
BEGIN {
    FS = "\t"
}

{
    name[++n] = $1
    wall[$1] = $2
    least[$1] = $3
    processor[$1] = $4
    peak[$1] = $6 / 1024
}

function ratio(x, y) {
    return y > 0 ? sprintf("%.2f", x / y) : "-"
}

END {
    printf "  %-34s %9s %9s %9s %9s %9s %9s\n", "", "seconds", "least", "processor", "x libcsv",
        "x program", "peak MiB"
    for (i = 1; i <= n; i++) {
        t = name[i]
        program = t ~ /2 threads$/ ? "turnaround, 2 threads" : "turnaround, 1 thread"
        if (!(program in wall))
            program = "turnaround, 1 thread"
        printf "  %-34s %9.3f %9.3f %9.3f %9s %9s %9.1f\n", t, wall[t], least[t], processor[t],
            ratio(wall[t], wall["libcsv alone"]), ratio(wall[t], wall[program]), peak[t]
    }
}
