"""mutants: the small changes that can be made to a C source, one at a time."""

import re
from dataclasses import dataclass

TOKEN = re.compile(r"""
    (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<directive>^[ \t]*\#(?:\\\n|[^\n])*)
  | (?P<string>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
  | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[uUlLfF]*|0[xX][0-9a-fA-F]+[uUlL]*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<sign>->|\+\+|--|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|\.\.\.|[^\s\w])
""", re.X | re.S | re.M)

OTHERS = {
    "+": ["-"], "-": ["+"], "*": ["/"], "/": ["*"], "%": ["*"],
    "<": ["<=", ">="], "<=": ["<", ">"], ">": [">=", "<="], ">=": [">", "<"],
    "==": ["!="], "!=": ["=="], "&&": ["||"], "||": ["&&"],
    "++": ["--"], "--": ["++"], "+=": ["-="], "-=": ["+="], "*=": ["/="], "/=": ["*="],
    "&": ["|"], "|": ["&"], "<<": [">>"], ">>": ["<<"], "!": [""],
    "true": ["false"], "false": ["true"],
    "fmin": ["fmax"], "fmax": ["fmin"], "floor": ["ceil"], "ceil": ["floor"],
}
TYPES = re.compile(r"(struct|enum|const|void|char|int|double|bool|unsigned|\w+_t|FILE)$")
NO_STATEMENT = re.compile(r"(if|for|while|do|else|switch|case|default|return|goto|static|const"
                          r"|struct|enum|typedef|extern|unsigned|sizeof)$")

# What is done about memory that is not there, and the -1 of it and of files that cannot be read:
# tests/torture's part.
MEMORY = re.compile(r"no_memory|\b(m|c|re)alloc\b|\w+_alloc\b|\barray_reserve\b|\bARRAY_ROOM\b"
                    r"|\btext_failed\b|\bfree\b|_release\b")
FAILURE = re.compile(r"return -1;|== 0 \?[^;]*: -1;|failed \? -1|ready \? 0 : -1;")

# What is told apart first can be neither before nor after: <= is <.
ORDER = re.compile(r"if \((.*) != (.*)\)\s+return \1 [<>] \2 \? -?1 : -?1;")


@dataclass(frozen=True)
class Mutant:
    """The bytes from start to end of file, replaced."""
    file: str
    start: int
    end: int
    replacement: str
    source: str
    is_of_torture: bool

    def text(self):
        return self.source[:self.start] + self.replacement + self.source[self.end:]

    def line(self):
        return self.source.count("\n", 0, self.start) + 1

    def lines(self):
        """What stands there before and after, blanks squeezed."""
        first = self.source.rfind("\n", 0, self.start) + 1
        last = self.source.find("\n", self.end)
        after = self.source[first:self.start] + self.replacement + self.source[self.end:last]
        return " ".join(self.source[first:last].split()), " ".join(after.split())


def tokens_of(source):
    return [m for m in TOKEN.finditer(source) if m.lastgroup not in ("comment", "directive")]


def is_operand(token):
    return token.lastgroup in ("number", "string") or token.group() in (")", "]") or (
        token.lastgroup == "word" and not TYPES.match(token.group()) and
        token.group() not in ("return", "case"))


def numbers_near(text):
    """0 -> 1; 1 -> 0, 2; n -> n - 1, n + 1; 0.5 -> 1; a tolerance a thousand times as large."""
    body = text.rstrip("uUlLfF")
    suffix = text[len(body):]
    if body.isdigit():
        n = int(body)
        return [str(k) + suffix for k in ([n - 1] if n else []) + [n + 1]]
    try:
        return [repr(float(body) * (1000 if "e-" in body else 2)) + suffix]
    except ValueError:
        return []


def chunks_of(tokens):
    """Runs of tokens up to a ; { or } that is not within parentheses, that sign included."""
    start = depth = 0
    for i, t in enumerate(tokens):
        sign = t.group()
        depth += (sign == "(") - (sign == ")")
        if depth == 0 and sign in (";", "{", "}"):
            yield tokens[start:i + 1]
            start = i + 1


def after_parenthesis(chunk, i):
    depth = 0
    for k in range(i, len(chunk)):
        depth += (chunk[k].group() == "(") - (chunk[k].group() == ")")
        if depth == 0:
            return k + 1
    return len(chunk)


def statement_of(chunk):
    """The statement at the end of a chunk, without the if's and loops before it; or nothing."""
    i = 0
    while i < len(chunk):
        word = chunk[i].group()
        if word in ("if", "for", "while", "switch"):
            i = after_parenthesis(chunk, i + 1)
        elif word in ("else", "do"):
            i += 1
        else:
            break
    rest = chunk[i:]
    if len(rest) < 2 or rest[-1].group() != ";" or rest[0].group() in ("}", "{"):
        return []
    if NO_STATEMENT.match(rest[0].group()) and not (rest[0].group() == "return" and len(rest) == 2):
        return []
    if rest[0].lastgroup != "word" and rest[0].group() not in ("*", "(", "++", "--"):
        return []
    is_declaration = TYPES.match(rest[0].group()) or rest[1].lastgroup == "word" or (
        rest[0].lastgroup == "word" and rest[1].group() == "*")
    return [] if is_declaration else rest


def mutants_of(file, source):
    """All mutants of one file, in the order of the text."""
    tokens = tokens_of(source)
    found = []
    is_memory = False
    for chunk in chunks_of(tokens):
        if len(chunk) == 1:
            continue
        span = source[chunk[0].start():chunk[-1].end()]
        is_order = bool(ORDER.match(span))
        is_answer = bool(re.match(r"if \(!\w|bool ready = ", span))
        is_memory = bool(MEMORY.search(span)) or (is_memory and is_answer)

        def add(start, end, replacement, is_failure=False):
            found.append(Mutant(file, start, end, replacement, source, is_memory or is_failure))

        words = [t.group() for t in chunk]
        for i, t in enumerate(chunk):
            if words == ["0", "}"]: # what is zeroed
                continue
            elif t.lastgroup == "number":
                is_negative = words[i - 1:i] == ["-"] and not (i > 1 and is_operand(chunk[i - 2]))
                is_one = is_negative and t.group() == "1"
                for other in ["0"] if is_one else numbers_near(t.group()):
                    add(t.start(), t.end(), other, is_one and bool(FAILURE.search(span)))
            elif t.group() in ("+", "-", "*", "&") and not (i and is_operand(chunk[i - 1])):
                continue
            elif t.group() == "*" and i > 1 and words[i - 2] in ("struct", "enum"):
                continue
            elif t.lastgroup in ("word", "sign"):
                for other in OTHERS.get(t.group(), []):
                    if is_order and t.group() + other in ("<<=", ">>="):
                        continue
                    add(t.start(), t.end(), other)
        if chunk[0].group() == "if":
            end = after_parenthesis(chunk, 1)
            inner = source[chunk[1].end():chunk[end - 1].start()]
            add(chunk[1].end(), chunk[end - 1].start(), "!(" + inner + ")")
        rest = statement_of(chunk)
        if rest:
            lost = source[rest[0].start():rest[-1].start()]
            add(rest[0].start(), rest[-1].start(), re.sub(r"[^\n]", " ", lost))
    return sorted(found, key=lambda m: (m.start, m.end, m.replacement))
