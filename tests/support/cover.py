"""cover.py BUILD: how much of each file of src/ the tests reached, as gcov counts it: lines that were
run, and branches (the ways out of each condition) that were taken at least once. Then the lines that
were not run, by the reasons of uncovered.txt, and those that have none. Ends with 1 below the goals."""

import json
import re
import subprocess
import sys
from pathlib import Path

GOALS = {"lines": 95.0, "branches": 85.0}


def measure(build):
    """Of each source file each line: how often it was run, and how often each branch of it."""
    build = Path(build).resolve()
    notes = [str(p) for p in sorted(build.rglob("*.gcno")) if p.relative_to(build).parts[0] != "tests"]
    told = subprocess.run(["gcov", "--json-format", "--branch-probabilities", "--stdout", *notes],
                          capture_output=True, check=True, cwd=build).stdout
    files = {}
    for report in map(json.loads, told.splitlines()):
        for file in report["files"]:
            lines = files.setdefault(file["file"], {})
            for line in file["lines"]:
                key = line["line_number"], line.get("function_name", "")
                taken = [b["count"] for b in line["branches"]]
                count, before = lines.get(key, (0, [0] * len(taken)))
                lines[key] = count + line["count"], [a + b for a, b in zip(before, taken)]
    return {name: lines for name, lines in sorted(files.items()) if name.startswith("src/")}


def shares(lines):
    """Per cent of lines run, and of branches taken."""
    branches = [b for _, taken in lines for b in taken]
    counts = [count for count, _ in lines]
    return {"lines": 100.0 * sum(c > 0 for c in counts) / max(len(counts), 1),
            "branches": 100.0 * sum(b > 0 for b in branches) / len(branches) if branches else 100.0}


def read_reasons():
    """Of each reason the patterns below it, which "FILE FUNCTION: SOURCE LINE" matches."""
    reasons = {}
    for line in (Path(__file__).parent / "uncovered.txt").read_text().splitlines():
        if line.startswith("# "):
            reasons[line[2:]] = patterns = []
        elif line:
            patterns.append(re.compile(line))
    return reasons


def missed(files):
    """Where no test came: place, and what a pattern is to match."""
    for name, lines in files.items():
        source = Path(name).read_text().splitlines()
        for (number, function), (count, _) in sorted(lines.items()):
            if count == 0:
                yield f"{name}:{number}", f"{name} {function}: {source[number - 1].strip()}"


def main(build):
    files = measure(build)
    for name, lines in files.items():
        share = shares(lines.values())
        print(f"{name:34}{share['lines']:7.1f} %{share['branches']:7.1f} %")
    reasons, found, rest = read_reasons(), {}, []
    for place, line in missed(files):
        why = next((r for r, patterns in reasons.items() if any(p.search(line) for p in patterns)), None)
        if why:
            found[why] = found.get(why, 0) + 1
        else:
            rest.append(f"  {place}: {line.split(': ', 1)[1]}")
    print("\nlines that no test runs:")
    for why, n in found.items():
        print(f"  {n:4} {why}")
    print(f"  {len(rest):4} of no stated reason:", *rest, sep="\n")
    total = shares([line for lines in files.values() for line in lines.values()])
    print(", ".join(f"{total[what]:.1f} % of {what} (at least {goal:.0f})" for what, goal in GOALS.items()))
    return any(total[what] < goal for what, goal in GOALS.items())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
