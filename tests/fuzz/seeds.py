"""seeds.py FOLDER PROGRAM: a corpus for each harness, and a dictionary for each group, made of the
golden cases and of the bundled data."""
import glob
import os
import re
import shlex
import shutil
import subprocess
import sys

out, program = sys.argv[1:]
shutil.rmtree(out, ignore_errors=True)
MOST = 6000  # bytes of a file


def head(path):
    data = open(path, 'rb').read()
    return data if len(data) <= MOST else data[:data.rindex(b'\n', 0, MOST) + 1]


def put(harness, data):
    folder = os.path.join(out, harness)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, '%04d' % len(os.listdir(folder))), 'wb') as file:
        file.write(data)


def sections(*parts):
    return b'%%\n'.join(p if p.endswith(b'\n') else p + b'\n' for p in parts)


files = sorted(glob.glob('tests/golden/**/*.csv', recursive=True) + glob.glob('data/england/*.csv'))
by_path = {path: head(path) for path in files}
contents = sorted(set(by_path.values()))
no_councils = b'council\n'


def name_of(path):
    return os.path.basename(path)


def part(folder, name):
    return by_path.get(os.path.join(folder, name), b'')


for content in contents:
    put('reader/rows', b'a' + content)
    for harness in 'councils', 'models', 'flat':
        put('reader/' + harness, b'0' + content)
    put('reader/ratings', b'0' + sections(no_councils, content))
    put('importers/claims', b'0' + content)
    for harness in 'ilacs_history', 'ofsted_outcomes', 'wide', 'flat', 'auto':
        put('importers/' + harness, b'0' + content)
    put('values/grades', b'Good\n%%\n' + content)

# inspections of one day, under two frameworks, of which one stands further up
one_day = (b'council,inspected,published,framework,grade,model\nLeeds,2018-01-01,,Y,good,trust\n'
           b'Camden,2019-01-15,2019-02-01,X,inadequate,trust\nCamden,2019-01-15,2019-02,Y,good,\n'
           b'Camden,2019-01,2019-03-01,Y,RI,in-house\n')
for harness in 'reader/flat', 'importers/flat', 'reader/dataset':
    put(harness, b'0' + one_day)
put('reader/ratings', b'0' + sections(b'council\nLeeds\nCamden\n', one_day))

# councils without a record
put('reader/dataset', b'0' + sections(b'council,grade,inspected\n', b'council\nLeeds\n'))
put('line/answers', b'00' + sections(b'council,grade,inspected\n', b'council\nLeeds\n'))
put('importers/flat', b'0council,date,grade,model\nNowhere,2019,good,trust\n')

# the columns that the harness of wide tables knows
for header in ('council,date,overall,leadership', 'code,local_authority,published,framework,leadership,overall'):
    lines = [header, 'Camden,2019-01-07,good,RI', 'E06000059,Dorset,2019-06-01,ILACS,n/a,inadequate']
    put('importers/wide', ('0' + '\n'.join(lines) + '\n').encode())
    put('importers/auto', ('8' + '\n'.join(lines) + '\n').encode())

for folder in sorted({os.path.dirname(path) for path in files}):
    ratings, councils, models = (part(folder, n) for n in
                                 ('ratings.csv', 'councils.csv', 'models.csv'))
    scale = next((by_path[p] for p in files if 'scale' in name_of(p)
                  and os.path.dirname(p) == folder), b'')
    if ratings:
        for choice in b'0', b'1', b'2':
            put('reader/dataset', choice + sections(*filter(None, (ratings, councils, models, scale))))
        for i in range(32):
            put('line/answers', bytes((i, (i * 7 + len(ratings)) % 16))
                + sections(*filter(None, (ratings, councils, models)))[:3000])
        if councils:
            put('reader/ratings', b'0' + sections(councils, ratings))

# claims of each kind, about the councils that the harness knows
usual = {'COUNCIL': ('Slough', 'Bourne', 'Ashby', 'Leeds'), 'MODEL': ('trust', 'partnership > trust'),
         'JUDGEMENT': ('overall', 'all', 'leaders'), 'DATE': ('2013-11-01', '2015-10', '2011'),
         'UNTIL': ('2019-01-01', '2020'), 'GRADE': ('inadequate', '>=good', 'inadequate > good'),
         'VALUE': ('2', '0.25', '>14.5', 'Trust', 'directed', 'SIF'), 'TOLERANCE': ('1',)}
kinds = re.findall(r'CLAIM\(\w+, "([a-z-]+)",([^"]*)', open('include/record/claim_kinds.def').read())
for kind, fields in kinds:
    needs, may = ([f for f in usual if 'HAS_' + f in part] for part in fields.split(',')[:2])
    for names in needs, needs + may:
        lines = ['id,claim,source,kind,' + ','.join(n.lower() for n in names)]
        for i in range(6):
            values = [usual[n][i % len(usual[n])] for n in names]
            lines.append(','.join(['%d' % i, 'c', 's', kind] + values))
        put('importers/claims', ('0' + '\n'.join(lines) + '\n').encode())

# what values there are
for content in contents:
    for value in set(re.split(rb'[,"\r\n]+', content)[:400]):
        kind = ('dates' if re.fullmatch(rb'[0-9/-]{4,10}', value) else
                'numbers' if re.fullmatch(rb'[0-9.+-]+', value) else 'texts')
        folder = os.path.join(out, 'values', kind)
        if not os.path.isdir(folder) or len(os.listdir(folder)) < 400:
            put('values/' + kind, value)

# the words of each call of the program
words = set()
for path in sorted(glob.glob('tests/golden/*/cmd')):
    for line in re.split(r'[\n;|&]+', open(path).read()):
        try:
            call = shlex.split(line.strip())
        except ValueError:
            continue
        while call and call[0] != 'turnaround':
            call.pop(0)
        call = [w for w in call[1:] if not re.match(r'[0-9]?[<>]', w)]
        if call:
            words.update(call)
            call = ['d' if w.startswith(('tests/', 'data/', 'build/')) else w for w in call]
            put('line/calls', '\n'.join(call).encode())
            put('line/options', '\n'.join(call).encode())
            put('line/complete', '\n'.join(['turnaround'] + call).encode())
            for option, value in zip(call, call[1:]):
                if option in ('-w', '--where'):
                    put('line/where', value.encode())


def printed(*words):
    return subprocess.run([program, *words], capture_output=True, text=True).stdout


# what each command takes, and its columns
helps = printed('help')
commands = re.findall(r'^  ([a-z]+)  ', helps, re.M)
for command in commands:
    put('line/calls', command.encode() + b'\nd')
    put('line/options', command.encode() + b'\n--help')
    put('line/complete', command.encode() + b'\n-')
    helps += printed('help', command)
words.update(re.findall(r'(?<=\s)--[a-z-]+', helps), commands)
words.update(line.split(',')[1] for line in printed('columns', '-f', 'csv').splitlines())


def dictionary(group, entries):
    with open(os.path.join(out, group + '.dict'), 'w') as file:
        for entry in sorted(entries):
            escaped = ''.join('\\x%02x' % b if b < 32 or b > 126 or b in b'"\\' else chr(b)
                              for b in entry.encode()[:60])
            file.write('"%s"\n' % escaped if escaped else '')


fields = set()
for content in contents:
    for line in content.decode('utf-8', 'replace').splitlines()[:30]:
        fields.update(w.strip(' "') for w in line.split(',') if len(w) < 30)
marks = {'%%\n', '"', '""', ',', '\r\n', '\ufeff', '\u202e', '\u00a0', '\n', '>=', '~', '='}
dictionary('reader', fields | marks)
dictionary('importers', fields | marks)
dictionary('values', marks | {w for w in fields if len(w) < 12})
dictionary('line', words | marks | {w for w in fields if len(w) < 20})
