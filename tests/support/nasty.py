"""nasty: a dataset whose every text is an attack - on terminals, browsers, spreadsheets, shells,
parsers or eyes."""
import csv
import os

CONTROLS = [chr(c) for c in list(range(1, 32)) + list(range(0x7F, 0xA0))]
FORMATS = [
    chr(c)
    for c in (
        0xAD,
        0x61C,
        0x180E,
        0x200B,
        0x200E,
        0x200F,
        0x2028,
        0x2029,
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2065),
        *range(0x2066, 0x2070),
        0xFEFF,
        *range(0xFFF9, 0xFFFC),
        0x1D173,
        0x1D17A,
        0x1BCA0,
        0xE0001,
        *range(0xE0020, 0xE0080),
    )
]

NAMES = [
    "red \x1b[31mcouncil\x1b[0m",
    "title \x1b]0;owned\x07 taken",
    "link \x1b]8;;http://evil.example/\x1b\\here\x1b]8;;\x1b\\",
    "cleared \x1b[2J\x1b[H\x1bc",
    "C1 \u009b31m \u009d0;owned\u009c",
    "two\nlines",
    "note: 0 errors\r\nturnaround: all is well",
    "over\rwritten",
    "back\b\b\b\bspace and bell\a",
    "tab\tinside",
    "\u202eesrever\u202c override",
    "isolated \u2066\u2067\u2068\u2069 \u061c\u200e\u200f",
    "line \u2028 paragraph \u2029 separators",
    "zero\u200bwidth\u2060joined\ufeffmark",
    "tagged \U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F",
    *(
        "all " + "".join(chars[i : i + 24]) + " of them"
        for chars in (CONTROLS, FORMATS)
        for i in range(0, len(chars), 24)
    ),
    "<script>alert('council')</script>",
    "<img src=x onerror=alert(1)>",
    "\"><svg onload=alert(2)>",
    "' onmouseover='alert(3)",
    "</style></title></svg><script src=//evil.example/x.js></script>",
    "]]><!-- -- --> <![CDATA[ <?php ?> <!DOCTYPE x>",
    "&amp; &lt;b&gt; &#60;script&#62; &bogus; & done",
    "javascript:alert(4)",
    "http://evil.example/?q=\"onload=alert(5)//",
    "[click](javascript:alert(6)) ![x](http://evil.example/y.png) | pipe ` tick _ * ~ <b>",
    "url(http://evil.example/z) expression(alert(7)) } body { display:none",
    "%s%n%x%p %d %9999999d %%",
    "$(touch owned) `touch owned` ${IFS} ; touch owned | touch owned & touch owned",
    "quotes \" ' \" ' and \\ back \\n slashes \\",
    "=1+1",
    "=HYPERLINK(\"http://evil.example\")",
    "@SUM(A1:A9)",
    "+44 20",
    "-1+cmd|' /C calc'!A0",
    "{=1}",
    "'=1+1",
    "0x1F",
    "1e999",
    "NaN",
    "null",
    "true",
    "-",
    "#REF!",
    "_x001B_",
    "e\u0301\u0302\u0303\u0304\u0305" + "\u0336" * 60,
    "\u0301combining at first",
    "\u5168\u89d2\uff37\uff29\uff24\uff25 \u6771\u4eac\u90fd",
    "\u05d1\u05d9\u05ea \u0627\u0644\u0645\u062c\u0644\u0633",
    "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466 family",
    "\u0928\u094d\u200d\u092f \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
    "noncharacters \ufffe\uffff\ufdd0 private \ue000",
    "a,b,\"c\",d",
    "a:b",
    "../../../etc/passwd",
    "C:\\NUL",
    "--output=x",
    "-o",
    "(all)",
    "in-house",
    "overall",
    "x" * 300,
]

GRADES = [
    "outst\x1b[1manding",
    "g<b>oo</b>d",
    "g(b)oo(/b)d",
    "requires\u202eimprovement",
    "=in\"adequate'",
]
MODELS = ["tr\x1b[5must\u202e", "<i>model</i>", "=model()"]


def write(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as f:
        csv.writer(f, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)


def councils():
    return [
        ("council", "code", "urn", "region", "type", "opened", "closed", "predecessors", "aliases")
    ] + [
        (
            name,
            f"{i}:" + name[:40],
            name[:50],
            NAMES[i // 8],
            name,
            "2020-01-01" if i == 4 else "",
            "2020-01-01" if i == 3 else "",
            NAMES[3] if i == 4 else "",
            "",
        )
        for i, name in enumerate(NAMES)
    ]


def ratings():
    rows = [
        ("council", "framework", "inspected", "ended", "published", "judgement", "grade", "source")
    ]
    for i, name in enumerate(NAMES):
        for k in range(4 if i != 3 else 2):
            worst = (k + i) % 3 == 0
            rows.append(
                (
                    name,
                    "frame " + NAMES[(i + 5) % len(NAMES)],
                    f"{2010 + 3 * k + i % 3}-0{1 + i % 9}-11",
                    "",
                    "",
                    "overall",
                    GRADES[4 if worst else (i + k) % 4],
                    NAMES[(i + 1) % len(NAMES)],
                )
            )
            rows.append((*rows[-1][:5], NAMES[i % 7], *rows[-1][6:]))
    return rows


def models():
    rows = [
        (
            "council",
            "model",
            "provider",
            "start",
            "end",
            "trigger",
            "directed",
            "scope",
            "source",
            "note",
        )
    ]
    for i, name in enumerate(NAMES):
        if i % 2 == 0:
            rows.append(
                (
                    name,
                    "trust" if i % 4 else MODELS[i // 4 % len(MODELS)],
                    NAMES[(i + 2) % len(NAMES)],
                    f"201{1 + i % 6}-02-03",
                    "2024-01-01" if i % 6 == 0 else "",
                    "directed",
                    f"201{i % 6}-10-01",
                    "full",
                    NAMES[(i + 3) % len(NAMES)],
                    name,
                )
            )
    return rows


def claims():
    rows = [
        (
            "id",
            "claim",
            "source",
            "kind",
            "council",
            "model",
            "judgement",
            "date",
            "until",
            "grade",
            "value",
            "tolerance",
            "as_of",
            "expected",
            "reason",
        )
    ]
    for i, name in enumerate(NAMES):
        rows.append(
            (
                f"{i} " + name[:30],
                "claims " + name,
                name,
                "grade-on",
                name,
                "",
                "",
                "2015-06-01",
                "",
                GRADES[i % 5],
                "",
                "",
                "",
                "holds",
                name,
            )
        )
        rows.append(
            (
                f"{i}p",
                name,
                name,
                "provider-on",
                name,
                "",
                "",
                "2015-06-01",
                "",
                "",
                NAMES[(i + 2) % len(NAMES)],
                "",
                "",
                "",
                name,
            )
        )
    return rows


def faulty(rows, columns):
    """The same, each record with nonsense in one of the columns."""
    return [rows[0]] + [
        tuple(
            NAMES[i % len(NAMES)] if k == columns[i % len(columns)] else v
            for k, v in enumerate(row)
        )
        for i, row in enumerate(rows[1:])
    ]


def make(folder):
    """Writes dataset, scale, claims, faulty files and files to import below FOLDER."""
    os.makedirs(folder + "/good")
    os.makedirs(folder + "/bad")
    write(folder + "/scale.csv", [("label", "rank")] + [(g, 5 - i) for i, g in enumerate(GRADES)])
    for name, rows, columns in (
        ("councils", councils(), (5, 6, 7)),
        ("ratings", ratings(), (0, 2, 4, 6)),
        ("models", models(), (0, 1, 3, 5, 6, 7)),
        ("claims", claims(), (3, 4, 5, 7, 9)),
    ):
        write(f"{folder}/good/{name}.csv", rows)
        write(f"{folder}/bad/{name}.csv", faulty(rows, columns))
    write(folder + "/header.csv", [["council", "date", "grade", *NAMES]])
    write(
        folder + "/flat.csv",
        [("council", "date", "grade", "model", "provider")]
        + [(r[0], r[2], r[6], MODELS[i % 3], r[7]) for i, r in enumerate(ratings()[1::2])],
    )
    write(
        folder + "/wide.csv",
        [("council", "inspected", "framework", *NAMES[:3])]
        + [(r[0], r[2], r[1], r[6], r[6], r[6]) for r in ratings()[1::2]],
    )
