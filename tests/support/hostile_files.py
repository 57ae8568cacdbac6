"""hostile_files: files that are not what they seem, or change while they are read.

hostile_files.py PROGRAM: says what did not hold, and exits with 1 then. TEST_SEED seeds what is
tried at random."""
import csv
import io
import os
import random
import re
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time

RATINGS = b"council,date,grade,model\n" + b"".join(
    b"C%d,20%02d-03-04,%s,%s\n"
    % (i // 3, 10 + i % 3 * 4, (b"inadequate", b"good")[i % 3 // 2], (b"trust", b"in-house")[i % 2])
    for i in range(300)
)
failures = []


def check(holds, what):
    if not holds:
        failures.append(ascii(what)[:300])


def run(*args, codes=(0,), says=b"", stdin=None):
    """Standard output; fails where the exit code is another, or standard error lacks SAYS or has
    anything raw."""
    done = subprocess.run(
        [program, *args], input=stdin, capture_output=True, timeout=30, check=False
    )
    check(
        done.returncode in codes and says in done.stderr,
        (args, done.returncode, done.stderr[-200:]),
    )
    check(
        all(b >= 32 or b == 10 for b in done.stderr) and b"\xe2\x80\xae" not in done.stderr,
        (args, done.stderr[-200:]),
    )
    return done.stdout


def put(path, bytes_=RATINGS):
    with open(path, "wb") as f:
        f.write(bytes_)
    return path


def get(path):
    with open(path, "rb") as f:
        return f.read()


def in_background(function, *args):
    thread = threading.Thread(target=function, args=args)
    thread.start()
    return thread


ODD = [
    b"new\nline",
    b"esc\x1b[31m\x9b",
    "\u202eright to left".encode(),
    b"\xff\xfe\xc0\xaf not UTF-8",
    b" blank ",
    b"qu'ote\"s",
    b"co:lon:1:2",
    b"-leading",
    b"--",
    b"%s%n$(x)`x`",
    b"a" * 200,
    "\u5168\u89d2".encode(),
    b"*?[a]",
    b"\\back\\slash",
]


def odd_paths(folder):
    plain = put(folder + b"/plain.csv")
    answer, imported = run("times", plain, "-f", "csv"), folder + b"/imported"
    run("import", "flat", plain, "--councils", councils, "-o", imported, codes=(0,))
    for name in ODD:
        below = folder + b"/" + name
        os.mkdir(below)
        dataset, out = put(below + b"/" + name + b".csv"), below + b"/out" + name + b".csv"
        check(run("times", dataset, "-f", "csv") == answer, ("as a dataset", name))
        check(run("times", "-o", out, dataset) == b"" and get(out) == answer, ("as -o", name))
        check(
            sorted(os.listdir(below)) == sorted([name + b".csv", b"out" + name + b".csv"]),
            ("left behind", name),
        )
        run("import", "flat", dataset, "--councils", councils, "-o", below + b"/" + name)
        run("check", below + b"/" + name)
        for part in (b"/ratings.csv", b"/models.csv", b"/councils.csv"):
            # the source of a record is the last part of the file's path, and the line
            rows = list(
                csv.reader(
                    io.StringIO(
                        get(below + b"/" + name + part).decode("utf-8", "replace"), newline=""
                    )
                )
            )
            for row in rows if part == b"/ratings.csv" else []:
                row[-1] = re.sub("^.*:(?=[0-9]+$)", "plain.csv:", row[-1])
            expected = list(csv.reader(io.StringIO(get(imported + part).decode(), newline="")))
            check(
                rows == expected,
                ("imported", name, part, [r for r in rows if r not in expected][:2]),
            )
        put(below + b"/ratings.csv", RATINGS.replace(b"good", b"gud", 1))
        run("times", below, codes=(1,), says=b"nearest is \"good\"")
        run("check", below, "--errors", "json", codes=(1,))
        run("times", below + b"/not there", codes=(3,), says=b"cannot open")
    os.chdir(folder)
    put(b"-x.csv")
    check(run("times", "-f", "csv", "--", "-x.csv") == answer, "-- before a dash")
    check(run("times", "-f", "csv", "./-x.csv") == answer, "./ before a dash")
    run("times", "-o", "-y.csv", "plain.csv")
    check(get(b"-y.csv") == answer, "-o -y.csv")
    check(run("times", "-f", "csv", "-", stdin=RATINGS) == answer, "standard input")


def links(folder):
    dataset = put(folder + b"/d.csv")
    answer = run("times", dataset, "-f", "csv")
    at = lambda name: folder + b"/" + name

    def link(to, name):
        os.symlink(to, at(name))
        return at(name)

    os.mkdir(at(b"sub"))
    put(at(b"sub/old.csv"), b"old")
    os.chmod(at(b"sub/old.csv"), 0o640)
    for to, name in (
        (b"sub/old.csv", b"to-file.csv"),
        (b"to-file.csv", b"chain.csv"),
        (b"sub/new.csv", b"dangling.csv"),
        (at(b"sub/new2.csv"), b"absolute.csv"),
    ):
        path = link(to, name)
        run("times", "-o", path, dataset)
        check(os.readlink(path) == to and get(path) == answer, name)
    check(
        stat.S_IMODE(os.stat(at(b"sub/old.csv")).st_mode) == 0o640,
        "the mode of the file that was replaced",
    )
    for to, name, says in (
        (b"loop.csv", b"loop.csv", b"Too many levels"),
        (b"round2.csv", b"round1.csv", b""),
        (b"nowhere/x.csv", b"no-folder.csv", b"No such file"),
        (b"sub", b"folder.csv", b"Is a directory"),
        (b"d.csv/x", b"through-file.csv", b"Not a directory"),
    ):
        path = link(to, name)
        if name == b"round1.csv":
            link(b"round1.csv", b"round2.csv")
        run("times", "-o", path, dataset, codes=(3,), says=says)
        check(os.readlink(path) == to, name)
    for path in (
        folder,
        b"/proc/turnaround.csv",
        b"/sys/turnaround.csv",
        at(b"no/x.csv"),
        at(b"d.csv/x.csv"),
        at(b"n" * 300),
    ):
        run("times", "-o", path, "-f", "csv", dataset, codes=(3,), says=b"cannot write")
    check(
        sorted(os.listdir(at(b"sub"))) == [b"new.csv", b"new2.csv", b"old.csv"],
        "what is left behind",
    )
    for name in (b"loop.csv", b"no-folder.csv"):
        run("times", at(name), codes=(3,), says=b"cannot open")
        run("import", "flat", dataset, "--councils", councils, "-o", at(name), codes=(3,))


def devices(folder):
    dataset, device = put(folder + b"/d.csv"), os.stat("/dev/null")
    answer = run("times", dataset, "-f", "csv")
    run("times", "-o", "/dev/null", "-f", "csv", dataset)
    os.symlink("/dev/null", folder + b"/null.csv")
    run("times", "-o", folder + b"/null.csv", dataset)
    check(
        stat.S_ISCHR(os.stat("/dev/null").st_mode) and os.stat("/dev/null").st_ino == device.st_ino,
        "/dev/null stays",
    )
    run("times", "-o", "/dev/full", "-f", "csv", dataset, codes=(3,), says=b"No space")
    os.mkfifo(folder + b"/pipe.csv")
    seen = []
    reader = in_background(lambda: seen.append(get(folder + b"/pipe.csv")))
    run("times", "-o", folder + b"/pipe.csv", dataset)
    reader.join()
    check(
        seen == [answer] and stat.S_ISFIFO(os.stat(folder + b"/pipe.csv").st_mode), "a pipe as -o"
    )
    with socket.socket(socket.AF_UNIX) as s:
        s.bind(folder + b"/socket.csv")
        run("times", "-o", folder + b"/socket.csv", dataset, codes=(3,), says=b"cannot write")
        run("times", folder + b"/socket.csv", codes=(3,), says=b"cannot open")
    for binary in ("/dev/zero", sys.executable):
        run("times", binary, codes=(1,), says=b"E-ENCODING")
        run("import", "auto", binary, "-o", folder + b"/nothing", codes=(1,))
    run("times", "/dev/null", codes=(1,), says=b"the file is empty")
    for part in (b"ratings", b"models", b"councils"):
        below = folder + b"/" + part
        os.mkdir(below)
        if part != b"ratings":
            put(below + b"/ratings.csv")
        os.mkdir(below + b"/" + part + b".csv")
        run("times", below, codes=(3,), says=b"directory")


def pipes(folder):
    """Record files that are pipes, each written by somebody else, a few bytes at a time."""
    files = {
        b"ratings": RATINGS,
        b"models": b"council,model,start\nC1,trust,2012-01-01\n",
        b"councils": councils_bytes,
    }
    os.mkdir(folder + b"/files")
    os.mkdir(folder + b"/piped")

    def drip(path, bytes_):
        with open(path, "wb", buffering=0) as f:
            for i in range(0, len(bytes_), 1000):
                f.write(bytes_[i : i + 1000])

    for name, bytes_ in files.items():
        put(folder + b"/files/" + name + b".csv", bytes_)
        os.mkfifo(folder + b"/piped/" + name + b".csv")
    for command in (("times",), ("records", "-f", "csv"), ("case", "C1")):
        threads = [
            in_background(drip, folder + b"/piped/" + n + b".csv", b) for n, b in files.items()
        ]
        seen = run(*command, folder + b"/piped", "-q")
        check(
            seen.replace(b"/piped", b"/files") == run(*command, folder + b"/files", "-q"),
            ("pipes", command),
        )
        for t in threads:
            t.join()


def changing_files(folder):
    """A file of many records that grows, shrinks or is written anew while it is read: what is told
    of is its head, or what is wrong with it; nothing else."""
    path = folder + b"/changing.csv"
    rows = [b"C%05d,2015-01-02,good,\"source %d\"\n" % (i, i) for i in range(40000)]
    whole = b"council,date,grade,source\n" + b"".join(rows)
    chance = random.Random(seed)

    def grow(wait):
        with open(path, "ab", buffering=0) as f:
            for i in range(20000, 40000, 1000):
                f.write(b"".join(rows[i : i + 1000]))
                time.sleep(wait / 20)

    def shrink(wait):
        time.sleep(wait)
        os.truncate(path, chance.randrange(len(whole)))

    def renew(wait):
        time.sleep(wait)
        put(path, whole[: chance.randrange(len(whole))])

    for change in (grow, shrink, renew) * 8:
        put(
            path,
            b"council,date,grade,source\n" + b"".join(rows[:20000]) if change is grow else whole,
        )
        thread = in_background(change, chance.random() * 0.03)
        done = subprocess.run(
            [program, "records", "-f", "csv", "-q", "-c", "council,source", path],
            capture_output=True,
            timeout=30,
            check=False,
        )
        thread.join()
        told = done.stdout.split(b"\n")[1:-1]
        whole_rows = all(line == b"C%05d,source %d" % (i, i) for i, line in enumerate(told))
        check(
            done.returncode in (0, 1) and (done.returncode == 0) == (done.stderr == b""),
            (change, done.returncode, done.stderr[:300]),
        )
        check(done.returncode == 1 or whole_rows, (change, "rows", told[-2:]))


def main():
    parts = (odd_paths, links, devices, pipes, changing_files)
    with tempfile.TemporaryDirectory(prefix="turnaround-") as scratch:
        for part in parts:
            folder = os.fsencode(scratch) + b"/" + part.__name__.encode()
            os.mkdir(folder)
            part(folder)
            os.chdir("/")
    for failure in failures:
        print(failure)
    print("all held" if not failures else f"{len(failures)} did not hold (TEST_SEED={seed})")
    return 1 if failures else 0


program = os.path.abspath(sys.argv[1])
seed = int(os.environ.get("TEST_SEED", "1"))
councils_bytes = b"council\n" + b"".join(b"C%d\n" % i for i in range(100))
with tempfile.NamedTemporaryFile(suffix=".csv") as list_of_all:
    councils = list_of_all.name
    put(councils, councils_bytes)
    sys.exit(main())
