"""hostile_sizes: much of everything - problems, columns, bytes, years, digits.

hostile_sizes.py PROGRAM [-v]: says what did not hold, and exits with 1 then; -v prints what each
call took."""
import os
import re
import subprocess
import sys
import tempfile
from datetime import date
from itertools import repeat

MB = 1 << 20
failures = []


def check(holds, what):
    if not holds:
        failures.append(ascii(what)[:300])


def run(*args, codes=(0,), says=b"", most=MB, memory=64 * MB):
    """Standard output, of at most MOST bytes; fails where the exit code is another, standard error
    lacks SAYS or is long, or the program took more MEMORY (sanitizers take their own)."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen([program, *args], stdout=out, stderr=err)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        seen, told = out.read(), err.read()
    what = ([a[:60] for a in args], child.returncode, len(seen), told[:200])
    check(child.returncode in codes and says in told + seen[-2000:], what)
    check(len(seen) <= most and len(told) <= 70000, ("long", what))
    check(is_sanitized or usage.ru_maxrss * 1024 <= memory, (usage.ru_maxrss, "kB", what))
    if "-v" in sys.argv:
        seconds, size = usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        print(
            f"{seconds:.2f} s {size:.0f} MB {len(seen)} bytes",
            " ".join(a.replace(folder, "D")[:40] for a in args[:8]),
            file=sys.stderr,
        )
    return seen


def put(name, *parts):
    """A file of PARTS, strings or what yields them: little is held here, as a child's memory
    counts ours."""
    path = f"{folder}/{name}"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        for part in parts:
            f.writelines([part] if isinstance(part, str) else part)
    return path


def problems():
    """A million errors: all are counted, few are kept, and none is crowded out by warnings."""
    n, head = 1000000, "council,date,grade\n"
    more, kept = (
        b"and 999980 more problems (--max-errors tells more)",
        b"900,000 more, of which nothing is kept",
    )
    same = put("same.csv", head, repeat("Leeds,2019-01-01,goud\n", n))
    run("times", same, codes=(1,), says=more, memory=48 * MB)
    run("check", same, codes=(1,), says=kept, most=16 * MB, memory=128 * MB)
    some = put("some.csv", head, repeat("Leeds,2019-01-01,goud\n", n // 10))
    run("times", some, "--errors", "json", codes=(1,), says=b'{"more":99980}', memory=48 * MB)
    run(
        "check",
        some,
        "-f",
        "jsonl",
        "--max-errors",
        "5",
        codes=(1,),
        says=b"99,995 more rows",
        memory=64 * MB,
    )
    kinds = [("x", "good"), ("2019-02-30", "god"), ("2019-01-01", ""), ("2019-01-02", "bad,z")]
    mixed = put(
        "mixed.csv", head, (f"C{i},{kinds[i % 4][0]},{kinds[i % 4][1]}\n" for i in range(n // 4))
    )
    run("times", mixed, codes=(1,), says=b"more problems", memory=128 * MB)
    twice = put(
        "twice.csv",
        head,
        (f"C{i // 2},2019-01-01,{('good', 'inadequate')[i % 2]}\n" for i in range(n // 4)),
    )
    run("times", twice, codes=(1,), says=b"and 124980 more problems", memory=128 * MB)
    vague = put("vague.csv", head, repeat("Leeds,2019,good\n", n // 4), "Leeds,2019-01-01,goud\n")
    told = run(
        "check", vague, "-f", "csv", "-c", "severity", codes=(1,), most=16 * MB, memory=256 * MB
    )
    check(
        told.count(b"error") == 1 and told.count(b"warning") == 100000,
        "an error behind many warnings",
    )
    claims = put(
        "claims.csv",
        "id,claim,source,kind,council,date,grade\n",
        repeat("1,a,b,grade-on,Nowhere,2x,good\n", 100000),
    )
    run("claims", claims, codes=(1,), says=b"and 299979 more problems")
    run(
        "import",
        "flat",
        put("import.csv", head, repeat("Leeds,2019-01-01,goud\n", 100000)),
        "-o",
        folder + "/nothing",
        "-f",
        "csv",
        codes=(1,),
        says=b"nothing is written",
        most=16 * MB,
        memory=96 * MB,
    )


def columns():
    names = ",".join(f"x{i}" for i in range(10000))
    files = {
        "ratings": ("council,date,grade", "Leeds,2019-01-01,inadequate"),
        "councils": ("council,region", "Leeds,North"),
        "models": ("council,model,start", "Leeds,trust,2018-01-01"),
        "scale": ("label,rank", "inadequate,2"),
        "claims": (
            "id,claim,source,kind,council,date,grade",
            "1,a,b,grade-on,Leeds,2020-01-01,inadequate",
        ),
        "wide": ("council,inspected,framework,g", "Leeds,2019-01-01,S,good"),
    }
    for name, (head, row) in files.items():
        put(f"many/{name}.csv", f"{head},{names}\n{row}{',' * 10000}\n")
    many = folder + "/many"
    run("times", many, "--scale", many + "/scale.csv")
    run("check", many, "-v", says=b"303 warnings")
    run("claims", many + "/claims.csv", many)
    run(
        "import",
        "wide",
        many + "/wide.csv",
        "--map",
        "overall=g",
        "--councils",
        many + "/councils.csv",
        "-o",
        folder + "/w",
    )
    run(
        "import",
        "wide",
        many + "/wide.csv",
        *[w for i in range(5000) for w in ("--map", f"j{i}=x{i}")],
        "--councils",
        many + "/councils.csv",
        "-o",
        folder + "/v",
        codes=(0, 1, 2),
    )
    run("records", many, "-c", names, codes=(2,), says=b"no column")
    run("records", many, "-c", ",".join(["council"] * 10000), "-s", ",".join(["council"] * 10000))
    run("records", many, *["-w", "council=Leeds"] * 3000, *["-C", "Leeds"] * 3000)


def sizes():
    head = "council,date,grade,source\n"
    for length, codes in ((65535, (0,)), (65536, (0,)), (65537, (1,))):
        for quote in ("", '"'):
            path = put(
                "field.csv", head, "Leeds,2019-01-01,good," + quote + "x" * length + quote + "\n"
            )
            run("check", path, "-q", "-f", "csv", "-c", "code", codes=codes)
            check(
                codes == (1,) or b"x" * length in run("records", path, "-f", "csv"),
                ("field", length),
            )
    run(
        "check",
        put("line.csv", head, "x" * (16 * MB), "\nKent,2019-01-01,goud,\n"),
        codes=(1,),
        says=b"2 errors",
    )
    run(
        "check",
        put("blank.csv", head, repeat("\n", 100000), "Leeds,2019-01-01,good,\n"),
        says=b"0 errors, 1 warning",
    )
    run(
        "check",
        put(
            "models.csv",
            "council,date,grade,model\n",
            (f"C{i},2019-01-01,good,m{i}\n" for i in range(30000)),
        ),
        codes=(1,),
        says=b"30,000 errors",
        most=8 * MB,
    )
    run(
        "check",
        put(
            "kinds.csv",
            "council,date,grade,judgement\n",
            (f"C,2019-01-01,good,k{i}\n" for i in range(70000)),
        ),
        codes=(1,),
        says=b"errors",
        most=8 * MB,
    )
    scale = put("words.csv", "label,rank\n", (f"g{i},{i % 1000 + 1}\n" for i in range(3000)))
    run("check", put("c.csv", head), "--scale", scale, codes=(1,), says=b"1,000 errors")
    lives = put(
        "lives.csv",
        "council,date,grade,model\n",
        (
            f"C{i},2019-01-01,inadequate,trust\nC{i},2021-01-01,good,in-house\n"
            for i in range(100000)
        ),
    )
    run("times", lives, memory=128 * MB)
    run("times", lives, "-C", "nobody", codes=(2,), memory=128 * MB)


def numbers():
    data = "tests/golden/small"
    huge = ("2147483648", "9223372036854775808", "18446744073709551616", "1" * 400)
    never = ("-1", "1e3", "0x10", " 5", "5 ", "", "5.0", "nan", "inf", "1,000", "\u0665")
    for option, command in (
        ("--limit", "times"),
        ("--width", "times"),
        ("--digits", "times"),
        ("--max-errors", "times"),
        ("--landmark", "times"),
        ("--min-n", "times"),
        ("--seed", "compare"),
    ):
        for value in (*huge, *never):
            run(command, data, option, value, codes=(2,), says=b"expected a")
        for value in ("0", "1", "007", "+5", "30"):
            run(command, data, option, value)
        refusal = {"codes": (2,), "says": b"from 0 to 30"} if option == "--digits" else {}
        run(command, data, option, "1000000000", **refusal)
    for option in ("--conf", "--tau"):
        for value in ("0", "-1", "nan", "inf", "", "x", "1e999"):
            run("times", data, option, value, codes=(2,))
        run("times", data, option, "1e-300")
    run("times", data, "--tau", "1e308")
    for width in ("1", "10000", "1000000000"):
        for command in (
            ["times"],
            ["columns"],
            ["chart", "curve"],
            ["chart", "coverage"],
            ["times", "-f", "markdown"],
        ):
            operands = [] if command == ["columns"] else [data]
            digits = [] if command[0] == "chart" else ["--digits", "30"]
            run(*command, *operands, "--width", width, *digits)


def years():
    """The ends of the calendar in every column and option, and what lies beyond."""
    beyond = (
        "1000000000",
        "1e9",
        "0000",
        "0000-01-01",
        "10000",
        "10000-01-01",
        "-1",
        "-0001-01-01",
        "99999-01-01",
        "2019-00-01",
        "2019-13-01",
        "2019-01-00",
        "2019-02-29",
        "1900-02-29",
        "20190101",
        "2019-1-1",
        "2147483648-01-01",
    )
    tables = {
        "ratings": ("council,grade,inspected,published,ended", ("inspected", "published", "ended")),
        "models": ("council,model,start,end,directed", ("start", "end", "directed")),
        "councils": ("council,opened,closed", ("opened", "closed")),
    }
    for name, (head, dated) in tables.items():
        rows = "".join(
            "A,"
            + ",".join(
                v if column == d else {"grade": "good", "model": "trust"}.get(column, "")
                for column in head.split(",")[1:]
            )
            + "\n"
            for v in beyond
            for d in dated
        )
        for other, (its_head, _) in tables.items():
            put(
                f"bad/{other}.csv",
                its_head + "\n",
                rows if other == name else {"councils": "A,,\n"}.get(other, ""),
            )
        told = run("check", folder + "/bad", "-q", "-f", "csv", "-c", "code", codes=(1,))
        check(told.count(b"E-DATE") == len(beyond) * len(dated), ("E-DATE", name, told[:300]))
    for option in ("--as-of", "--from", "--to"):
        for value in beyond:
            run("times", option, value, codes=(2,), says=b"expected a date")
        run("times", "-q", option, "0001-01-01")
        run("times", "-q", option, "9999-12-31")
    run(
        "times",
        "--from",
        "9999-12-31",
        "--to",
        "0001-01-01",
        codes=(2,),
        says=b"--from is after --to",
    )
    for value in (*beyond, "9999-12-31", ",", "2019-01-01," * 3):
        run("coverage", "--at", value, codes=(2,))
    ends = put(
        "ends.csv",
        "council,date,grade,model\n",
        "A,0001-01-01,inadequate,in-house\nA,0001-06-01,inadequate,trust\nA,9999-12-31,good,trust\n",
        "B,0001-01-01,inadequate,trust\nB,9999-12-31,inadequate,\nC,9999-12-31,inadequate,in-house\n",
    )
    with open("include/cmd/commands.def", encoding="utf-8") as f:
        commands = re.findall(r"^COMMAND\((\w+)\)", f.read(), re.M)
    others = (
        "case",
        "claims",
        "chart",
        "report",
        "import",
        "shard",
        "diff",
        "columns",
        "help",
        "complete",
        "version",
    )
    for command in (c for c in commands if c not in others):
        run(command, ends, "-f", "csv", most=8 * MB, memory=128 * MB)
    run("incidence", "--yearly", ends, most=4 * MB, memory=128 * MB)
    run("coverage", "--by", "year", ends, most=4 * MB, memory=128 * MB)
    run("case", "A", ends)
    run("times", "--units", "days", "--tau", "9999", ends)
    for kind in ("curve", "timeline", "mix", "coverage", "dwell"):
        run("chart", kind, ends, "-f", "svg", most=6 * MB)
    run("report", ends, "-o", "-", most=6 * MB)


def descent():
    """A line of councils, each for a day, in which one arrangement goes on to the last of them."""
    n = 60000
    days = [date.fromordinal(date(1800, 1, 1).toordinal() + i) for i in range(n + 1)]
    line = "council,opened,closed,predecessors\n"
    put(
        "line/councils.csv",
        line,
        (f"C{i},{days[i]},{days[i + 1]},{f'C{i - 1}' if i else ''}\n" for i in range(n)),
    )
    put(
        "line/models.csv",
        "council,model,start,end\n",
        (f"C{i},trust,{days[i]},\n" for i in range(n)),
    )
    put(
        "line/ratings.csv",
        "council,inspected,grade\n",
        f"C0,{days[0]},inadequate\n",
        f"C{n - 1},{days[n - 1]},good\n",
    )
    setups = run("setup", folder + "/line", "-q", "-f", "csv", memory=128 * MB)
    check(
        setups.count(b"\n") == 2 and str(days[n - 1]).encode() in setups, ("descent", setups[-300:])
    )


def main():
    for part in (problems, columns, sizes, numbers, years, descent):
        part()
    for failure in failures:
        print(failure)
    print("all held" if not failures else f"{len(failures)} did not hold")
    return 1 if failures else 0


program = os.path.abspath(sys.argv[1])
with open(program, "rb") as bytes_of_program:
    is_sanitized = b"__asan_init" in bytes_of_program.read()
with tempfile.TemporaryDirectory(prefix="turnaround-") as folder:
    sys.exit(main())
