# same.awk OURS THEIRS: whether two tables say the same, by model: counts exactly, years and shares
# but for the rounding of products; prints where they first do not, and exits with 1. Columns are
# found by name; there may be more of them.
BEGIN {
    FS = ","
    n = split("segments events median_years improved_1y improved_2y improved_3y improved_5y", names,
        " ")
}

function differ(what) {
    print what
    failed = 1
    exit 1
}

FNR == 1 {
    split("", at)
    for (i = 1; i <= NF; i++)
        at[$i] = i
    next
}

NR == FNR {
    for (i = 1; i <= n; i++)
        ours[$at["model"], names[i]] = $at[names[i]]
    left[$at["model"]] = 1
    next
}

{
    model = $at["model"]
    if (!(model in left))
        differ("a row too many: " model)
    delete left[model]
    for (i = 1; i <= n; i++) {
        if (!(names[i] in at))
            differ("no column " names[i])
        x = ours[model, names[i]]
        y = $at[names[i]]
        far = i <= 2 ? 0 : 1e-9
        if ((x == "") != (y == "") || x - y > far || y - x > far)
            differ(model ", " names[i] ": " x " and " y)
    }
}

END {
    for (model in left)
        if (!failed)
            differ("no row of " model)
    exit failed
}
