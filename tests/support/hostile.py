"""hostile: every command in every format over data that attack whoever reads the answer.

hostile.py PROGRAM: prints how much was looked at, and what got through; exits with 1 then.

What is for people and for terminals shows nothing raw that could disturb one. Data stay exact in
csv, tsv, json and jsonl, which all hold the same; pages, pictures and workbooks are parsed, and
hold no element, attribute, link or formula that came from the data. (The sources of records are
linked where they are addresses of the web.)"""
import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ElementTree
import zipfile
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser

sys.dont_write_bytecode = True  # the scripts' folder is not ours to write to
import nasty

FORMATS = ("table", "markdown", "csv", "tsv", "json", "jsonl", "xlsx")
CHARTS = ("curve", "timeline", "mix", "coverage", "dwell")
ODD = b"\xff\xc0\xaf\xed\xa0\x80\xf5"  # no UTF-8: overlong, half of a pair, beyond the last

counts = {"runs": 0, "bytes": 0, "cells": 0, "elements": 0}
failures = []


def fail(args, what):
    words = [os.fsdecode(a).replace(data, "D") for a in args]
    failures.append(f"{what[:300]}: {ascii([w for w in words if w not in options])}"[:500])


def is_dangerous(c):
    joins_or_shows = c in "\u200c\u200d" or unicodedata.name(c, "").startswith(("ARABIC", "SYRIAC"))
    kind = unicodedata.category(c)
    return kind in ("Cc", "Zl", "Zp", "Cs") or (
        kind == "Cf" and (not joins_or_shows or c == "\u061c")
    )


def check_plain(args, bytes_, allowed="\n"):
    """Nothing in BYTES_ that a terminal would take for more than letters."""
    counts["bytes"] += len(bytes_)
    try:
        text = bytes_.decode("utf-8")
    except UnicodeDecodeError as e:
        return fail(args, f"not UTF-8 ({e})")
    found = sorted({c for c in set(text) - set(allowed) if is_dangerous(c)})
    if found:
        fail(args, "raw " + " ".join(f"U+{ord(c):04X}" for c in found))


def run(args, codes=(0,), stdin=None):
    """Standard output; standard error is looked at here."""
    counts["runs"] += 1
    done = subprocess.run(
        [program, *args], input=stdin, capture_output=True, timeout=60, check=False
    )
    if done.returncode not in codes:
        fail(args, f"exit code {done.returncode}: {done.stderr[-200:]}")
    check_plain([*args, "2>"], done.stderr)
    return done.stdout


def on_terminal(args):
    """What stands on a terminal, both streams."""
    counts["runs"] += 1
    master, slave = pty.openpty()
    env = dict(os.environ, TERM="dumb")  # on others, how far slow work is stands there for a while
    child = subprocess.Popen([program, *args], stdin=slave, stdout=slave, stderr=slave, env=env)
    os.close(slave)
    seen = b""
    while True:
        try:
            block = os.read(master, 65536)
        except OSError:  # what Linux says where the other side is closed
            break
        if not block:
            break
        seen += block
    os.close(master)
    child.wait()
    return seen.replace(b"\r\n", b"\n")


# What formats hold, as lists of rows of strings, the header first.


def rows_of_csv(bytes_, delimiter=","):
    return list(
        csv.reader(
            io.StringIO(bytes_.decode("utf-8"), newline=""), delimiter=delimiter, strict=True
        )
    )


def rows_of_objects(objects):
    header = list(objects[0]) if objects else []
    return [header] + [["" if v is None else v for v in o.values()] for o in objects]


def rows_of_json(bytes_):
    return rows_of_objects(json.loads(bytes_, parse_float=str, parse_int=str)["rows"])


def rows_of_jsonl(bytes_):
    lines = bytes_.decode("utf-8").split("\n")[:-1]
    return rows_of_objects([json.loads(line, parse_float=str, parse_int=str) for line in lines])


def texts_of_workbook(args, bytes_):
    """The texts of a workbook, which holds no formula, link or macro."""
    texts = set()
    with zipfile.ZipFile(io.BytesIO(bytes_)) as book:
        for name in book.namelist():
            try:
                part = ElementTree.fromstring(book.read(name))
            except ElementTree.ParseError as e:
                fail(args, f"{name} not well-formed ({e}) {book.read(name)[:3000][-900:]}")
                continue
            tags = [e.tag.rpartition("}")[2] for e in part.iter()]
            counts["elements"] += len(tags)
            if {"f", "oleObject"} & set(tags) or "macro" in name or "vba" in name.lower():
                fail(args, f"a formula in {name}")
            if any(e.get("TargetMode") == "External" for e in part.iter()):
                fail(args, f"a link in {name}")
            for e in part.iter():
                if e.tag.rpartition("}")[2] in ("si", "is"):
                    text = "".join(t.text or "" for t in e.iter() if t.tag.endswith("}t"))
                    texts.add(re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), text))
    return texts


class Page(HTMLParser):
    """Elements and attributes as a browser finds them."""

    BANNED = {
        "script",
        "iframe",
        "object",
        "embed",
        "img",
        "image",
        "form",
        "input",
        "base",
        "link",
        "foreignobject",
        "animate",
        "set",
        "audio",
        "video",
        "template",
    }

    def __init__(self, args):
        super().__init__()
        self.args, self.texts, self.within_style = args, [], False

    def handle_starttag(self, tag, attrs):
        counts["elements"] += 1
        self.within_style = tag == "style"
        if tag in self.BANNED:
            fail(self.args, f"element {tag}")
        for name, value in attrs:
            # the sources of records are linked where they are addresses of the web; nothing else is
            is_source = tag == "a" and name == "href" and re.match("https?://", value)
            leads_away = (
                name in ("href", "src", "xlink:href", "action")
                and value[:1] != "#"
                and not is_source
            )
            if name.startswith("on") or leads_away or name == "http-equiv":
                fail(self.args, f"attribute {name}={value}")
            if name == "style" and ("url" in value or "evil" in value):
                fail(self.args, f"style {value}")

    def handle_endtag(self, tag):
        self.within_style = False

    def handle_data(self, data):
        self.texts.append(data)
        if self.within_style and re.search("evil|url|@import|council", data):
            fail(self.args, f"style {data}")

    def handle_comment(self, data):
        fail(self.args, f"comment {data}")

    def handle_pi(self, data):
        if not data.startswith("xml version"):
            fail(self.args, f"instruction {data}")


def check_page(args, bytes_):
    check_plain(args, bytes_)
    text = bytes_.decode("utf-8", "replace")
    try:
        ElementTree.fromstring(text.encode())
    except ElementTree.ParseError as e:
        fail(args, f"not well-formed ({e})")
    page = Page(args)
    page.feed(text)
    page.close()
    return "".join(page.texts)


def guarded(cell):
    return "'" + cell if cell[:1] and cell[:1] in "=+-@\t\r" else cell


def check_table(args, codes=(0,)):
    """One answer in all formats of tables."""
    for how in ([], ["--width", "44"], ["--no-header", "--width", "0"], ["--color", "always"]):
        seen = run([*args, "-f", "table", *how], codes)
        check_plain(
            [*args, *how], re.sub(b"\x1b\\[[0-9;]*m", b"", seen) if how[-1:] == ["always"] else seen
        )
    check_plain([*args, "-f", "markdown"], run([*args, "-f", "markdown"], codes))
    exact = {f: run([*args, "-f", f, "-q"], codes) for f in ("csv", "tsv", "json", "jsonl")}
    objects = json.loads(exact["json"])["rows"]
    tables = {
        "csv": rows_of_csv(exact["csv"]),
        "tsv": rows_of_csv(exact["tsv"], "\t"),
        "json": rows_of_json(exact["json"]),
        "jsonl": rows_of_jsonl(exact["jsonl"]),
    }
    header = tables["csv"][:1]
    counts["cells"] += sum(len(row) for row in tables["csv"])
    for f in ("json", "jsonl"):
        check_plain([*args, "-f", f], exact[f])
    for f, rows in tables.items():
        if header + rows[1:] != tables["csv"]:
            fail([*args, "-f", f], "not what csv holds")
    excel = rows_of_csv(run([*args, "--excel", "-q"], codes)[3:])[1:]
    for o, row, given in zip(objects, excel, tables["csv"][1:]):
        for value, cell, exact_cell in zip(o.values(), row, given):
            if (
                cell != (guarded(exact_cell) if isinstance(value, str) else exact_cell)
                and cell != exact_cell
                or (isinstance(value, str) and cell[:1] in list("=+@\t\r"))
            ):
                fail([*args, "--excel"], f"not guarded {cell!r}")
    texts = texts_of_workbook(args, run([*args, "-f", "xlsx", "-q"], codes))
    for o in objects:
        for v in o.values():
            if isinstance(v, str) and v not in texts and not re.match(r"\d{4}(-\d\d)*$", v):
                fail([*args, "-f", "xlsx"], f"without {v!r}")
    for f in ("table", "csv", "tsv", "json", "markdown"):
        check_plain(
            [*args, "on a terminal", f],
            on_terminal([*args, "-f", f, "--color", "never"]),
            "\n\t" if f == "tsv" else "\n",
        )
    return objects


def commands():
    with open("include/cmd/commands.def", encoding="utf-8") as f:
        return re.findall(r"^COMMAND\((\w+)\)", f.read(), re.M)


def check_commands():
    special = {
        "case": [nasty.NAMES[4], data + "/good"],
        "claims": [data + "/good/claims.csv", data + "/good"],
        "diff": [data + "/good", data + "/bad"],
        "columns": [],
        "import": None,
        "shard": None,
        "chart": None,
        "report": None,
        "help": None,
        "complete": None,
        "version": None,
    }
    jobs = []
    for command in commands():
        operands = special.get(command, [data + "/good"])
        if operands is None:
            continue
        keep = ["--keep-going"] if command == "diff" else []
        args = [command, *operands, *(options if command != "columns" else []), *keep]
        jobs.append((args, (0, 1)) if command in ("check", "diff") else (args, (0,)))
    jobs.append((["check", data + "/bad", *options], (1,)))
    jobs.append(
        (["claims", data + "/bad/claims.csv", data + "/good", *options, "--keep-going"], (0, 1))
    )
    for command in ("records", "trajectory", "models"):
        jobs.append(([command, data + "/bad", *options, "--keep-going"], (0,)))
    for kind, name in (("auto", "good/ratings"), ("flat", "flat"), ("wide", "wide")):
        how = sum((["--map", f"{n}={n}"] for n in nasty.NAMES[:3]), []) if kind == "wide" else []
        jobs.append(
            (
                [
                    "import",
                    kind,
                    f"{data}/{name}.csv",
                    "--councils",
                    data + "/good/councils.csv",
                    *options,
                    *how,
                    "-o",
                    data + "/imported-" + kind,
                ],
                (0, 1, 3),
            )
        )
    with ThreadPoolExecutor(2) as pool:
        for _ in pool.map(lambda job: check_table(*job), [j for j in jobs if j[0][0] != "import"]):
            pass
    for args, codes in jobs:
        if args[0] == "import":
            for f in ("table", "markdown", "json"):
                check_plain(args, run([*args[:-1], args[-1] + f, "-f", f], codes))


def check_names():
    """The councils of the dataset come back as they were written."""
    seen = {
        o["council"] for o in check_table(["trajectory", data + "/good", *options, "-c", "council"])
    }
    expected = {n.strip(" \t\r\n") for n in nasty.NAMES}
    if seen != expected:
        fail("trajectory", f"names {sorted(seen ^ expected)!r}")


def check_pictures():
    for kind in CHARTS:
        args = ["chart", kind, data + "/good", *options]
        for how in ([], ["--ascii"], ["--width", "40"], ["--width", "200"]):
            check_plain(
                [*args, *how],
                run([*args, "-f", "text", *how]) if kind not in ("mix", "dwell") else b"",
            )
        check_page(args, run([*args, "-f", "svg"]))
    args = ["report", data + "/good", *options, "-o", "-"]
    text = check_page(args, run([*args, "-f", "html"]))
    for name in ("<script>alert('council')</script>", "&amp; &lt;b&gt;", "]]><!-- -- -->", "=1+1"):
        if name not in text:
            fail(args, f"without {name}")
    texts_of_workbook(args, run([*args, "-f", "xlsx"]))


def check_problems():
    for how in ([], ["--errors", "json"], ["--max-errors", "100000"]):
        run(["times", data + "/bad", *options, *how], (1,))
        run(["claims", data + "/bad/claims.csv", data + "/good", *options, *how], (1,))
        run(["times", data + "/header.csv", *options, *how, "-v"], (0, 1))
        check_plain(how, run(["check", data + "/header.csv", *options, *how, "-v"], (0, 1)))
    seen = run(["times", data + "/no/" + nasty.NAMES[0] + "\n\u202e"], (3,))
    check_plain("no file", seen)


def check_values():
    """Names and values that are not there, in every option and operand that takes a word."""
    values = [
        "".join(nasty.CONTROLS),
        "".join(nasty.FORMATS),
        "x\ny\x1b[31m",
        b"\x1b[31m" + ODD,
        "--\x1b[31m\n\u202e",
    ]
    texts = [
        "--council",
        "--region",
        "--model",
        "--judgement",
        "--origin",
        "--target",
        "--reference",
        "--at",
        "--as-of",
        "--from",
        "--states",
        "--columns",
        "--sort",
        "--where",
        "--format",
        "--output",
        "--limit",
        "--digits",
        "--width",
        "--dates",
        "--conf",
        "--scale",
        "--ratings",
        "--models",
        "--councils",
        "--by",
        "--map",
        "--extra-model",
    ]
    for v in values:
        for option in texts:
            command = {
                "--at": "coverage",
                "--by": "coverage",
                "--states": "markov",
                "--map": "import",
            }.get(option, "times")
            if option != "--output":
                run([command, option, v, data + "/good", *options], (0, 1, 2, 3))
        for args in (
            ["case", v],
            ["chart", v],
            ["help", v],
            ["columns", v],
            ["import", v, "x", "-o", "y"],
            [v],
            ["times", v],
            ["claims", v],
            ["diff", v, v],
            ["times", "a", "b", v],
        ):
            check_plain(args, run(args, (1, 2, 3)))
        run(
            [
                "times",
                data + "/good",
                *options,
                "-o",
                os.fsencode(data + "/no/") + (v if isinstance(v, bytes) else v.encode()),
            ],
            (2, 3),
        )
        for option in (b"--", b"-", b"--limit=", b"-w", b"-wcouncil=", b"-c"):
            run(["times", option + (v if isinstance(v, bytes) else v.encode())], (1, 2, 3))
        if isinstance(v, str):
            for args in (
                ["case", v],
                ["times", "-C", v],
                ["times", "-w", "model=" + v],
                [v],
                ["times", "--" + v],
            ):
                check_plain(["complete", *args], run(["complete", "--", *args]), "\n\t")


def check_completion():
    for args in (
        ["case"],
        ["times", "-C"],
        ["times", "-R"],
        ["times", "-M"],
        ["times", "--judgement"],
        ["times", "--origin"],
        ["times", "--states"],
        ["times", "-w", "model="],
        ["chart"],
        ["times"],
    ):
        words = [*args[:1], data + "/good", *options, *args[1:], ""]
        check_plain(words, run(["complete", "--", *words]), "\n\t")


def check_parts():
    """Shards, their segments, and what is made of these: names go through all of it."""
    shards, whole, models = data + "/shards", data + "/good", options[2:]
    check_plain("shard", run(["shard", "3", whole, *options, "-o", shards]))
    day = ["--as-of", "2023-12-31", "--uncovered", "in-house"]
    files, seen = [], set()
    for k in "123":
        rows = json.loads(run(["trajectory", f"{shards}/{k}", *options, "-f", "json"]))["rows"]
        seen |= {row["council"] for row in rows}
        files.append(f"{shards}/{k}.csv")
        run(["segments", "--complete", f"{shards}/{k}", *options, *day, "-o", files[-1]])
    if seen != {n.strip(" \t\r\n") for n in nasty.NAMES}:
        fail("shard", f"names {sorted(seen)!r}")
    for command in ("times", "curve", "compare", "incidence", "rates"):
        for f in ("csv", "table"):
            made = run([command, "--segments", *files, *models, "-f", f])
            if made != run([command, whole, *options, *day, "-f", f]):
                fail([command, "--segments"], "not what the whole gives")


def main():
    check_commands()
    check_names()
    check_parts()
    check_pictures()
    check_problems()
    check_values()
    check_completion()
    if "-v" in sys.argv:
        print(counts, file=sys.stderr)
    for failure in sorted(set(failures)):
        print(failure)
    print("nothing got through" if not failures else f"{len(failures)} failures")
    return 1 if failures else 0


program = os.path.abspath(sys.argv[1])
with tempfile.TemporaryDirectory(prefix="turnaround-") as folder:
    data = folder + "/-\x1b[31m\u202edata\n: \u009b \"'<b>&amp;$(x)%s"
    options = [
        "--scale",
        data + "/scale.csv",
        *sum((["--extra-model", m] for m in nasty.MODELS), []),
    ]
    nasty.make(data)
    sys.exit(main())
