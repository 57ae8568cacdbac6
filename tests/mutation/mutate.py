"""mutate: changes one thing in a source at a time, and sees whether the tests notice.

`make mutate MUTANTS=n SEED=s` runs this, once everything is built. Each mutant is compiled into a
copy of the shared library that the test programs here run with; those that reach the changed line
(a coverage build says which) run, the nearest and the quickest first, until one fails, crashes or
takes too long. What survives gets a second chance under AddressSanitizer. A mutant that does not
compile, or compiles to the same code, is replaced by another.

explained.tsv holds survivors that were looked at and that no test can tell from the original: they
are counted apart and not run again. What a test killed is remembered in build/mutate/known.json for
as long as mutant and test stay as they are. MUTATE hands on other options: MUTATE="-v --quick 1".
"""

import argparse
import collections
import glob
import hashlib
import json
import os
import random
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import time

import mutants

BUILD, COVER = "build/mutate", "build/mutate/cover"
KNOWN = f"{BUILD}/known.json"
ROOMS = ("stat", "study", "load")
HERE = os.path.dirname(os.path.abspath(__file__))
COMPILE, LIBRARIES, TEST_LIBRARIES = (
    shlex.split(os.environ[k]) for k in ("COMPILE", "LIBRARIES", "TEST_LIBRARIES"))
LLD = ["-fuse-ld=lld"] if shutil.which("ld.lld") else []
SANITIZERS = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]

# It holds one format against another: both show the same numbers, wrong ones as well.
UNCONCERNED = ("oracle/test_xlsx",)


def limit(seconds):
    def apply():
        os.setsid()
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 28, 1 << 28))
    return apply


def run_test(test, build, seconds, more={}):
    """Whether a test program passes, and the seconds of processor time that it took."""
    scratch = f"{BUILD}/scratch"
    shutil.rmtree(scratch, ignore_errors=True)
    os.makedirs(scratch)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    program = f"{build}/bin/{test}" if build == BUILD else f"{build}/tests/{test}"
    process = subprocess.Popen(
        [program], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, preexec_fn=limit(seconds),
        env={**os.environ, "TURNAROUND": f"{build}/bin/turnaround" if build == BUILD else
             f"{build}/turnaround", "TMPDIR": scratch,
             "CMOCKA_TEST_ABORT": "1", **more})
    try:
        passes = process.wait(timeout=20 * seconds) == 0
    except subprocess.TimeoutExpired:
        passes = False
    if not passes:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return passes, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def link(output, parts, flags=()):
    subprocess.run(["gcc", *flags, *parts, "-o", output, *LIBRARIES], check=True)


def objects():
    return [f"{BUILD}/{source[4:-2]}.o" for source in glob.glob("src/*/*.c")]


def link_library(replaced=None, by=None, flags=()):
    parts = [by if o == replaced else o for o in objects()]
    link(f"{BUILD}/bin/libturnaround.so", parts, ["-shared", "-Wl,-Bsymbolic", *LLD, *flags])


def concerned():
    """The unit tests that include a header of the rooms, and the oracle tests."""
    names = [t[6:-2] for kind in ("unit", "oracle") for t in sorted(glob.glob(f"tests/{kind}/*.c"))]
    uses = re.compile(r"(include|src)/(%s)/" % "|".join(ROOMS))
    return [n for n in names if n not in UNCONCERNED and
            (n.startswith("oracle") or uses.search(open(f"{BUILD}/tests/{n}.d").read()))]


def link_programs(tests):
    shared = [f"-L{BUILD}/bin", "-Wl,-rpath,$ORIGIN:$ORIGIN/..", "-lturnaround"]
    for kind in ("unit", "oracle"):
        os.makedirs(f"{BUILD}/bin/{kind}", exist_ok=True)
    link_library()
    link(f"{BUILD}/bin/turnaround", [f"{BUILD}/main.o", *shared])
    for test in tests:
        program, own = f"{BUILD}/bin/{test}", f"{BUILD}/tests/{test}.o"
        support = glob.glob(f"{BUILD}/tests/support/*.o")
        if not is_newer(program, [own, *support]):
            link(program, [own, *support, *shared, *TEST_LIBRARIES], LLD)


def is_newer(file, than):
    return os.path.exists(file) and all(
        os.path.getmtime(file) > os.path.getmtime(other) for other in than)


def reached_by(test):
    """The lines that a test program executes: file -> numbers. It runs in the coverage build."""
    place = os.path.abspath(f"{BUILD}/reached")
    shutil.rmtree(place, ignore_errors=True)
    for room in ROOMS:
        os.makedirs(f"{place}/{room}")
        for notes in glob.glob(f"{COVER}/{room}/*.gcno"):
            os.symlink(os.path.abspath(notes), f"{place}/{room}/{os.path.basename(notes)}")
    depth = len(os.path.abspath(COVER).strip("/").split("/"))
    passes, _ = run_test(test, COVER, 300, {"GCOV_PREFIX": place, "GCOV_PREFIX_STRIP": str(depth)})
    if not passes:
        sys.exit(f"{test} fails as it is")
    data = [d for room in ROOMS for d in glob.glob(f"{place}/{room}/*.gcda")]
    found = {}
    if data:
        told = subprocess.run(["gcov", "--json-format", "--stdout", *data], check=True,
                              capture_output=True, text=True).stdout
        for line in told.splitlines():
            for file in json.loads(line)["files"]:
                if re.match(r"src/\w+/\w+\.c$", file["file"]):
                    found[file["file"]] = {"all": [x["line_number"] for x in file["lines"]],
                                           "reached": [x["line_number"] for x in file["lines"]
                                                       if x["count"]]}
    return found


def make_map(tests):
    """What each test reaches, and how long it takes: kept for as long as the programs stay."""
    path = f"{BUILD}/map.json"
    kept = json.load(open(path)) if os.path.exists(path) else {}
    for test in tests:
        of = [os.path.getmtime(f"{COVER}/{p}") for p in (f"tests/{test}", "turnaround")]
        if kept.get(test, {}).get("of") != of:
            print(f"  reach {test}", file=sys.stderr)
            passes, seconds = run_test(test, BUILD, 300)
            if not passes:
                sys.exit(f"{test} fails as it is")
            kept[test] = {"of": of, "seconds": seconds, "reached": reached_by(test)}
            json.dump(kept, open(path, "w"))
    return {test: kept[test] for test in tests}


class Bench:
    """Where mutants are tried."""

    def __init__(self, tests, quick):
        self.map = make_map(tests)
        self.quick = quick
        self.plain = {}
        self.known = json.load(open(KNOWN)) if os.path.exists(KNOWN) else {}
        self.kills = collections.Counter()

    def compile(self, mutant, text, flags=(), output=f"{BUILD}/mutant/one.o"):
        """The object of a text in the place of mutant's file; None where it does not compile."""
        place = f"{BUILD}/mutant/{mutant.file}"
        os.makedirs(os.path.dirname(place), exist_ok=True)
        open(place, "w").write(text)
        done = subprocess.run([*COMPILE, "-w", *flags, "-iquote", os.path.dirname(mutant.file),
                               "-c", place, "-o", output], capture_output=True)
        return open(output, "rb").read() if done.returncode == 0 else None

    def unmutated(self, mutant):
        if mutant.file not in self.plain:
            self.plain[mutant.file] = self.compile(mutant, mutant.source,
                                                     output=f"{BUILD}/mutant/whole.o")
        return self.plain[mutant.file]

    def reaching(self, mutant):
        """The tests that execute the mutant's line, those first that are likely to see it."""
        def reaches(test):
            file = self.map[test]["reached"].get(mutant.file)
            if not file:
                return False
            known = [n for n in file["all"] if n <= mutant.line()]
            return not known or max(known) in file["reached"]

        stem = os.path.basename(mutant.file)[:-2]

        def key(test):
            name = os.path.basename(test)[5:]
            near = name.startswith(stem) or stem.startswith(name)
            seconds = self.map[test]["seconds"]
            return (not near, seconds / (1 + self.kills[mutant.file, test]))
        tests = sorted((t for t in self.map if reaches(t)), key=key)
        return [t for t in tests if not self.quick or not key(t)[0]
                or self.map[t]["seconds"] < self.quick]

    def first_failing(self, mutant, tests, more={}, factor=3):
        for test in tests:
            seconds = int(self.map[test]["seconds"] * factor) + 1
            if not run_test(test, BUILD, seconds, more)[0]:
                self.kills[mutant.file, test] += 1
                return test
        return None

    def try_sanitized(self, mutant, tests):
        """What the plain run does not see the address sanitizer may: a read too far."""
        if self.compile(mutant, mutant.text(), SANITIZERS) is None:
            return None
        link_library(self.replaced(mutant), f"{BUILD}/mutant/one.o", SANITIZERS)
        tests = [t for t in tests if t.startswith("unit") and self.map[t]["seconds"] < 1]
        return self.first_failing(mutant, tests, sanitizer_environment(), 20)

    def replaced(self, mutant):
        return f"{BUILD}/{mutant.file[4:-2]}.o"

    def judge(self, mutant):
        """What try_it says, or has said of the same text; a test that changed has to kill again."""
        key = hashlib.sha1((mutant.file + mutant.text()).encode()).hexdigest()
        verdict, test, of = self.known.get(key, (None, None, None))
        if verdict and (not test or of == self.made_of(test)):
            return verdict, test
        verdict, test = self.try_it(mutant)
        if verdict in ("not C", "same code", "killed"):
            self.known[key] = verdict, test, test and self.made_of(test)
            json.dump(self.known, open(KNOWN, "w"))
        return verdict, test

    def made_of(self, test):
        return hashlib.sha1(open(f"{BUILD}/tests/{test}.o", "rb").read()).hexdigest()

    def try_it(self, mutant):
        """not C, same code, killed by a test, survived, or unreached; with the test."""
        made = self.compile(mutant, mutant.text())
        if made is None:
            return "not C", None
        if made == self.unmutated(mutant):
            return "same code", None
        link_library(self.replaced(mutant), f"{BUILD}/mutant/one.o")
        tests = self.reaching(mutant)
        test = self.first_failing(mutant, tests) or self.try_sanitized(mutant, tests)
        if test:
            return "killed", test
        return ("survived" if tests else "unreached"), None


def sanitizer_environment():
    libraries = [subprocess.run(["gcc", f"-print-file-name={name}"], capture_output=True,
                                text=True).stdout.strip() for name in ("libasan.so", "libubsan.so")]
    return {"LD_PRELOAD": " ".join(libraries),
            "ASAN_OPTIONS": "detect_leaks=0:verify_asan_link_order=0"}


def read_explained():
    """(file, before, after) of survivors that have been looked at."""
    path = f"{HERE}/explained.tsv"
    if not os.path.exists(path):
        return {}
    rows = [line.rstrip("\n").split("\t") for line in open(path) if line.strip() and line[0] != "#"]
    return {tuple(row[:3]): row[3] for row in rows}


def candidates(files, seed):
    found = [m for file in files for m in mutants.mutants_of(file, open(file).read())]
    random.Random(seed).shuffle(found)
    return found


def show(mutant, verdict, note=""):
    before, after = mutant.lines()
    print(f"{verdict}: {mutant.file}:{mutant.line()}{note}", f"    - {before}", f"    + {after}",
          sep="\n", flush=True)


def run(bench, files, n, seed, is_verbose):
    counts = collections.defaultdict(collections.Counter)
    explained = read_explained()
    tried = 0
    for mutant in candidates(files, seed):
        if tried == n:
            break
        room = counts[mutant.file.split("/")[1]]
        if mutant.is_of_torture:
            room["of torture"] += 1
            continue
        start = time.time()
        is_explained = (mutant.file, *mutant.lines()) in explained
        verdict, test = ("explained", None) if is_explained else bench.judge(mutant)
        room[verdict] += 1
        tried += verdict not in ("not C", "same code")
        if verdict in ("survived", "unreached"):
            show(mutant, verdict)
        elif is_verbose:
            show(mutant, verdict, f" ({test}, {time.time() - start:.1f} s)")
    return counts


def sum_up(counts):
    """The score is what is killed of what can be told apart; the share is of all."""
    tried = ("killed", "explained", "survived", "unreached")
    aside = ("same code", "not C", "of torture")
    print("room   mutants", *(f"{t:>9}" for t in tried), "   share   score   set aside:",
          ", ".join(aside))
    for room in [*ROOMS, "all"]:
        c = sum(counts.values(), collections.Counter()) if room == "all" else counts[room]
        n = sum(c[t] for t in tried)
        share, score = (f"{100 * c['killed'] / max(1, of):6.1f}%" for of in (n, n - c["explained"]))
        print(f"{room:6} {n:7}", *(f"{c[t]:9}" for t in tried), "", share, score,
              " " * 12, ", ".join(str(c[a]) for a in aside))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mutants", type=int, default=400)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--files", default="*", help="only those that match room/name")
    parser.add_argument("--quick", type=float, default=0, help="only tests quicker than this")
    parser.add_argument("-v", action="store_true", help="show the killed, too")
    a = parser.parse_args()
    files = sorted(f for room in ROOMS for f in glob.glob(f"src/{room}/*.c")
                   if glob.fnmatch.fnmatch(f[4:-2], a.files))
    tests = concerned()
    link_programs(tests)
    sum_up(run(Bench(tests, a.quick), files, a.mutants, a.seed, a.v))
    link_library()


if __name__ == "__main__":
    main()
