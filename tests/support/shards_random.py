"""shards_random.py PROGRAM SEED N: of N random datasets with successions, the answers made of the segments of
their shards against those of the whole, byte for byte. What differs is kept, and told with its seed."""

import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile

program, seed, n = sys.argv[1].split(), int(sys.argv[2]), int(sys.argv[3])
GRADES = ["outstanding", "good", "requires improvement", "inadequate", "inadequate", "inadequate", "not judged"]
MODELS = ["in-house", "trust", "partnership", "outsourced"]
STUDIES = [
    [],
    ["--origin", "RI"],
    ["--origin", "RI", "--target", "outstanding", "--episodes", "first"],
    ["--lineage", "none", "--scope", "full"],
    ["--date", "published", "--partial", "last", "--from", "2012"],
    ["--judgement", "leaders,overall", "--to", "2019-06"],
    ["-R", "North"],
    ["-C", "Council 1", "-C", "Council 2"],
]
CALLS = [
    ["times"],
    ["times", "--attribute", "ever", "-M", "partnership", "--min-n", "2"],
    ["curve", "-c", "+robust_std_error", "--clock", "model"],
    ["compare", "-c", "+robust_std_error,+coefficient"],
    ["compare", "--landmark", "300", "--seed", "5"],
    ["incidence", "--attribute", "origin"],
    ["rates", "--reference", "trust"],
]


def date(r, least=2009, most=2022):
    """Mostly of a day, and often of the same ones."""
    year, month, day = r.randint(least, most), r.choice([1, 2, 3, 6, 9, 12]), r.choice([1, 2, 15, 28])
    form = r.random()
    if form < 0.05:
        return f"{year}"
    return f"{year}-{month:02}" if form < 0.15 else f"{year}-{month:02}-{day:02}"


def write(path, header, rows):
    with open(path, "w", newline="", encoding="utf-8") as f:
        csv.writer(f, lineterminator="\n").writerows([header, *rows])


def make(r, folder):
    """Councils of which some close, and others follow one or several of them; in any order."""
    os.mkdir(folder)
    names = [f"Council {k}" + r.choice(["", "", ", É", ' "x"']) for k in range(r.randint(1, 14))]
    lives, rows = {}, []
    for k, name in enumerate(names):
        opened, closed, before = "", "", []
        old = [m for m in names[:k] if lives[m][1]]
        if old and r.random() < 0.7:
            before = r.sample(old, r.randint(1, min(2, len(old))))
            opened = max(lives[m][1] for m in before)
        if r.random() < 0.4:
            closed = f"{r.randint(2013, 2018)}-04-01"
        if closed and opened >= closed:
            closed = ""
        lives[name] = (opened, closed)
        rows.append([name, f"E{k}", r.choice(["North", "South", ""]), opened, closed, ";".join(before)])
    order = rows[:]
    r.shuffle(order)
    has_councils = r.random() < 0.85
    if has_councils:
        write(folder + "/councils.csv", ["council", "code", "region", "opened", "closed", "predecessors"], order)
    seen, ratings = set(), []
    for _ in range(r.randint(1, 90)):
        name, day = r.choice(names), date(r)
        closed = lives[name][1]
        if has_councils and closed and day >= closed:
            day = f"{int(closed[:4]) - r.randint(1, 3)}-05-02"
        kind, framework = r.choice(["overall", "overall", "leaders"]), r.choice(["SIF", "ILACS"])
        if (name, day, kind, framework) in seen:
            continue
        seen.add((name, day, kind, framework))
        published = "" if r.random() < 0.5 or len(day) < 10 else day
        ratings.append([name, kind, r.choice(GRADES), day, published, framework])
    write(folder + "/ratings.csv", ["council", "judgement", "grade", "inspected", "published", "framework"], ratings)
    if r.random() < 0.8:
        known = names if has_councils else [row[0] for row in ratings]
        spells = []
        for _ in range(r.randint(0, 16)):
            start, end = sorted([date(r)[:4], date(r)[:4]])
            start, end = start + "-04-01", str(int(end) + 1) + r.choice(["", "-03", "-03-31"])
            scope = r.choice(["", "full", "boundary"])
            spells.append([r.choice(known), r.choice(MODELS), r.choice(["", start]), r.choice(["", end]), scope])
        write(folder + "/models.csv", ["council", "model", "start", "end", "scope"], spells)


def run(args):
    done = subprocess.run([*program, *args], capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr.decode()


def notes(text):
    """Those on the records, but for where they come from."""
    return [x for x in text.split("\n") if not x.startswith(("note: data:", "note: made of", "note: they tell of"))]


def try_one(r, folder):
    """What differs, or nothing."""
    whole, shards = folder + "/whole", folder + "/shards"
    make(r, whole)
    day = ["--as-of", r.choice(["2014-06-30", "2019-03-15", "2023-01-01"])]
    covered = os.path.exists(whole + "/models.csv") and sum(1 for _ in open(whole + "/models.csv")) > 1
    day += ["--uncovered", "in-house"] if covered else []
    code, _, told = run(["shard", str(r.randint(1, 9)), whole, "-o", shards])
    if code != 0:
        return f"shard: {told}"
    for study in r.sample(STUDIES, 3):
        files = []
        for k in sorted(os.listdir(shards)):
            files.append(f"{folder}/{k}.csv")
            code, _, told = run(["segments", "--complete", shards + "/" + k, *day, *study, "-o", files[-1]])
            if code != 0:
                return f"segments {study}: {told}"
        r.shuffle(files)
        for call in r.sample(CALLS, 4):
            code, expected, asked = run([*call, whole, "-f", "csv", *day, *study])
            if code == 2 and "there is no" in asked:
                continue  # a name that these data do not have
            made = run([*call, "-f", "csv", "--segments", *files])
            if (code, expected, notes(asked)) != (made[0], made[1], notes(made[2])):
                return f"{call} {day} {study}: {expected!r} {asked} {made}"
    return None


for number in range(n):
    with tempfile.TemporaryDirectory(prefix="turnaround-") as scratch:
        found = try_one(random.Random(f"{seed} {number}"), scratch)
        if found:
            shutil.copytree(scratch, f"/tmp/shards-random-{seed}-{number}", dirs_exist_ok=True)
            print(f"seed {seed}, dataset {number}: {found}\nkept in /tmp/shards-random-{seed}-{number}")
            sys.exit(1)
print(f"seed {seed}: {n} datasets, the same in parts")
