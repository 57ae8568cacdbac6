"""Councils by the grade in force, on 31 December of each year and on the as-of date, from the files
alone: python3 mix.py FOLDER AS-OF, the definitions those of the README."""

import csv
import datetime
import sys

folder, as_of = sys.argv[1], datetime.date.fromisoformat(sys.argv[2])
MODELS = ["in-house", "trust", "partnership", "outsourced", "(all)"]
GRADES = ["outstanding", "good", "requires improvement", "inadequate", ""]
WORDS = dict(zip(GRADES, GRADES)) | {"adequate": GRADES[2], "satisfactory": GRADES[2]}


def day(text):
    if len(text) == 4:
        return datetime.date(int(text), 7, 1)
    if len(text) == 7:
        return datetime.date(int(text[:4]), int(text[5:]), 15)
    return datetime.date.fromisoformat(text) if text else None


def read(name):
    with open(f"{folder}/{name}.csv", newline="") as file:
        return list(csv.DictReader(file))


councils = read("councils")
ratings = [
    (day(r["inspected"] or r["published"]), r["council"], WORDS[r["grade"].lower()])
    for r in read("ratings")
    if r["judgement"] == "overall" and WORDS.get(r["grade"].lower())
]
ratings.sort(key=lambda r: r[0])
spells = [(day(s["start"]) or datetime.date.min, s) for s in read("models")]


def is_open(council, today):
    opened, closed = day(council["opened"]), day(council["closed"])
    return not (opened and opened > today) and not (closed and closed <= today)


def grade(council, today):
    grades = [g for d, c, g in ratings if c == council and d <= today]
    return grades[-1] if grades else ""


def model(council, today):
    """Of the latest spell that has begun, unless it has ended: then in-house."""
    begun = [s for s in spells if s[1]["council"] == council and s[0] <= today]
    if not begun:
        return "in-house"
    latest = max(begun, key=lambda s: s[0])[1]
    end = day(latest["end"])
    return "in-house" if end and end <= today else latest["model"]


print(f"# python3 mix.py data/england {as_of}")
print("date,model,grade,councils")
for year in range(ratings[0][0].year, as_of.year + 1):
    today = min(datetime.date(year, 12, 31), as_of)
    held = [
        (model(c["council"], today), grade(c["council"], today))
        for c in councils
        if is_open(c, today)
    ]
    for m in MODELS:
        for g in GRADES:
            print(f"{today},{m},{g},{sum(m in (h[0], '(all)') and h[1] == g for h in held)}")
