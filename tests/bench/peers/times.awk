# What `times` tells, in awk: reads models.csv, and then the rows of ratings.csv, which sort has put
# in order; neither has quotes, and nothing of them is checked. as_of: the latest inspection, which
# takes a pass of its own.
BEGIN {
    FS = ","
    open_end = 1000000000
    year = 365.25
    split("inadequate,requires improvement,good,outstanding", list)
    for (i in list)
        grades[list[i]] = 1
}

# Whole days, counted by March years.
function day_of(date,    y, m, d) {
    y = substr(date, 1, 4) + 0
    m = substr(date, 6, 2) + 0
    d = substr(date, 9, 2) + 0
    if (m < 3) {
        y--
        m += 12
    }
    return 365 * y + int(y / 4) - int(y / 100) + int(y / 400) + int((153 * (m - 3) + 2) / 5) + d
}

function count(model, start, stop, event) {
    models[model] = 1
    segments[model]++
    entered[model, start]++
    ended[model, stop]++
    events[model] += event
    deaths[model, stop] += event
    if (start > last_entry[model])
        last_entry[model] = start
    if (stop > last[model])
        last[model] = stop
}

# The episode of a council from its origin on, cut where the model changes, and whole.
function take(council, origin, days, event,    i, n, spell, start, stop, until) {
    if (days <= 0)
        return
    count("(all)", 0, days, event)
    n = split(spells[council], spell)
    for (i = 1; i < n; i += 3) {
        start = day_of(spell[i + 1]) - origin
        until = (spell[i + 2] == "" ? open_end : day_of(spell[i + 2])) - origin
        if (start < 0)
            start = 0
        stop = until < days ? until : days
        if (start < stop)
            count(spell[i], start, stop, event && days <= until)
    }
}

NR == FNR {
    spells[$1] = spells[$1] $2 "," $3 "," $4 ","
    next
}

$4 != "overall" || !($5 in grades) {
    next
}

$1 != council {
    if (is_open)
        take(council, origin, day_of(as_of) - origin, 0)
    council = $1
    is_open = 0
}

($5 == "inadequate") != is_open {
    day = day_of($3)
    if (is_open)
        take(council, origin, day - origin, 1)
    origin = day
    is_open = !is_open
}

# From the curve: s[n] is the survival from times[n] on; half, the first time below 0.5.
function draw(model,    day, at_risk, now) {
    now = 1
    n = half = at_risk = 0
    emptied = open_end
    for (day = 0; day <= last[model]; day++) {
        if ((model, day) in ended) {
            now *= 1 - deaths[model, day] / at_risk
            at_risk -= ended[model, day]
            times[++n] = day
            s[n] = now
            if (now <= 0 && emptied == open_end)
                emptied = day
            if (!half && now < 0.5 + 1.5e-8)
                half = n
        }
        at_risk += entered[model, day]
    }
}

# The rule of R's print.survfit.
function median(    i) {
    if (!half)
        return ""
    for (i = half; i <= n && s[i] >= s[half]; i++)
        ;
    if (i <= n && s[half] - 0.5 < 1.5e-8 && 0.5 - s[half] < 1.5e-8)
        return (times[half] + times[i]) / 2 / year
    return times[half] / year
}

function share(days, blank,    i) {
    if (days >= blank)
        return ""
    for (i = 0; i < n && times[i + 1] <= days; i++)
        ;
    return i ? 1 - s[i] : 0
}

# Nothing is said from the day on which the curve falls to 0 before the last has entered, nor of
# days after the last, unless it has fallen to 0.
END {
    if (is_open)
        take(council, origin, day_of(as_of) - origin, 0)
    OFS = ","
    OFMT = CONVFMT = "%.15g"
    print "model", "segments", "events", "median_years", "improved_1y", "improved_2y",
        "improved_3y", "improved_5y"
    for (model in models) {
        draw(model)
        is_emptied = last_entry[model] >= emptied
        blank = is_emptied || s[n] <= 0 ? (is_emptied ? emptied : open_end) : last[model] + 0.1
        print model, segments[model], events[model], is_emptied ? "" : median(),
            share(year, blank), share(2 * year, blank), share(3 * year, blank),
            share(5 * year, blank)
    }
}
