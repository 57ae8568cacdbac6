"""differential.py PROGRAM SEED ROUNDS [SECONDS]: random records, and what the program says of them
against what can be worked out otherwise: its Kaplan-Meier curves against the product over all times
in fractions, and each table in one format against the same in the others. Prints what differs, and
how much was compared; ends with 1 where anything differs. With SECONDS, rounds go on for so long."""
import csv
import io
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from fractions import Fraction

program = os.path.abspath(sys.argv[1])
seed, rounds = int(sys.argv[2]), int(sys.argv[3])
seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 0
LIMIT = statistics.NormalDist().inv_cdf(0.975)
NAMES = ('Ashby', 'Bourne', 'Corby, North', 'Derby "New"', '\u00c9ton', 'Frome\nand\nMells', 'Goole',
         "'Hull", '=Ilford', 'Jarrow & Co', '\u6771\u4eac', 'Kendal\tTown')
GRADES = ('outstanding', 'good', 'Good', 'requires improvement', 'RI', 'inadequate', 'inadequate',
          'inadequate', 'not judged', '')
MODELS = ('in-house', 'trust', 'partnership', 'outsourced')
TABLES = (['records'], ['episodes'], ['segments'], ['times'], ['curve'], ['summary'], ['models'],
          ['trajectory'], ['steps'], ['coverage', '--by', 'year'], ['incidence'], ['transitions'],
          ['waits'], ['rates'], ['mix'], ['outcomes'], ['relapse'], ['setup'])


def day(r):
    """Few days, so that many things fall on one."""
    return '20%02d-%02d-%02d' % (r.choice((10, 11, 12, 15, 18)), r.choice((1, 4, 7)), r.choice((1, 2)))


def dataset(r, folder):
    names = r.sample([name + n for name in NAMES for n in ('', ' 2', ' 3')], r.randint(1, 36))
    cut = '2013-0%d-01' % r.randint(1, 9)
    councils, ratings, models = [], [], []
    for i, name in enumerate(names):
        follows = i > 0 and not councils[i - 1][2] and r.random() < 0.3
        if follows:
            councils[i - 1][2] = cut
        councils.append([name, cut if follows else '', '', names[i - 1] if follows else ''])
    for name, opened, closed, _ in councils:
        days = sorted({day(r) for _ in range(r.randint(0, 9))})
        days = [d for d in days if (not closed or d < closed) and (not opened or d >= opened)]
        ratings += [[name, d, r.choice(GRADES), r.choice(('SIF', 'ILACS', ''))] for d in days]
        starts = sorted({day(r) for _ in range(r.randint(0, 3))})
        for start, end in zip(starts, starts[1:] + ['']):
            models.append([name, r.choice(MODELS), start, end, r.choice(('Acme', 'Trust, the', ''))])
    r.shuffle(ratings)
    r.shuffle(models)
    for file, header, rows in (
            ('councils', 'council,opened,closed,predecessors', councils),
            ('ratings', 'council,inspected,grade,framework', ratings),
            ('models', 'council,model,start,end,provider', models)):
        with open(os.path.join(folder, file + '.csv'), 'w', newline='', encoding='utf-8') as out:
            writer = csv.writer(out, lineterminator=r.choice(('\n', '\r\n')))
            writer.writerow(header.split(','))
            writer.writerows(rows)


def answer(folder, *words):
    done = subprocess.run([program, *words, '-q', folder], capture_output=True)
    return done.stdout.decode('utf-8') if done.returncode == 0 else None


def rows_of(text, dialect=','):
    return list(csv.DictReader(io.StringIO(text, newline=''), delimiter=dialect, strict=True))


def as_text(value):
    return '' if value is None else value


def check_formats(folder, words, problems):
    """The number of values that were compared."""
    text = answer(folder, *words, '-f', 'csv')
    if text is None:
        problems.append('%s has no answer' % words[0])
        return 0
    ours = rows_of(text)
    others = {'tsv': rows_of(answer(folder, *words, '-f', 'tsv'), '\t')}
    plain = dict(parse_int=str, parse_float=str)
    others['json'] = json.loads(answer(folder, *words, '-f', 'json'), **plain)['rows']
    others['jsonl'] = [json.loads(line, **plain)
                       for line in answer(folder, *words, '-f', 'jsonl').splitlines()]
    for name, rows in others.items():
        rows = [{k: as_text(v) for k, v in row.items()} for row in rows]
        if rows != ours:
            problems.append('%s differs as %s' % (words[0], name))
    return sum(map(len, ours)) * len(others)


def naive_curve(spans):
    """Of (start, stop, event), by asking each of them at each time; survival is a fraction."""
    survival, hazard = Fraction(1), Fraction(0)
    for t in sorted({stop for _, stop, _ in spans}):
        at_risk = sum(start < t <= stop for start, stop, _ in spans)
        events = sum(stop == t and event for _, stop, event in spans)
        ended = sum(stop == t and not event for _, stop, event in spans)
        if events:
            survival *= Fraction(at_risk - events, at_risk)
            hazard = None if hazard is None or events == at_risk \
                else hazard + Fraction(events, at_risk * (at_risk - events))
        error = None if hazard is None else float(survival) * math.sqrt(hazard)
        limits = (None, None)
        if 0 < survival < 1:
            width = LIMIT * math.sqrt(hazard) / abs(math.log(survival))
            limits = tuple(float(survival) ** math.exp(s * width) for s in (1, -1))
        yield t, at_risk, events, ended, float(survival), error, *limits


def same(text, value):
    if value is None or text == '':
        return value is None and text == ''
    return abs(float(text) - value) <= 1e-12


def check_curves(folder, problems, *rule):
    """The number of times that were compared."""
    curve = rows_of(answer(folder, 'curve', '-f', 'csv', *rule))
    spans = {}
    for row in rows_of(answer(folder, 'segments', '-f', 'csv')):
        start, stop = int(row['start_days']), int(row['stop_days'])
        if rule:
            start, stop = 0, stop - start
        spans.setdefault(row['model'], []).append((start, stop, row['event'] == '1'))
    for row in rows_of(answer(folder, 'episodes', '-f', 'csv')):
        spans.setdefault('(all)', []).append(
            (int(row['entry_days'] or 0), int(row['days']), row['status'] == 'improved'))
    compared = 0
    for model, theirs in spans.items():
        rows = [row for row in curve if row['model'] == model]
        naive = list(naive_curve(theirs))
        columns = 'time_days at_risk events censored survival std_error lower upper'.split()
        if len(rows) != len(naive) or not all(
                same(row[c], v) for row, values in zip(rows, naive) for c, v in zip(columns, values)):
            problems.append('the curve of %s%s differs' % (model, ' ' + ' '.join(rule) if rule else ''))
        compared += len(naive)
    return compared


values = times = done = 0
failed = []
began = time.monotonic()
while done < rounds or time.monotonic() - began < seconds:
    r = random.Random(seed + done)
    with tempfile.TemporaryDirectory() as folder:
        dataset(r, folder)
        problems = []
        if answer(folder, 'check') is None:
            problems.append('the records are refused')
        else:
            times += check_curves(folder, problems) + check_curves(folder, problems, '--clock', 'model')
            for words in r.sample(TABLES, 4):
                values += check_formats(folder, words, problems)
    failed += ['seed %d: %s' % (seed + done, p) for p in problems]
    done += 1
print(*failed, sep='\n', end='\n' if failed else '')
print('%d datasets, %d times of curves, %d values of tables compared' % (done, times, values))
sys.exit(bool(failed))
