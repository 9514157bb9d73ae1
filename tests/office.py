"""What LibreOffice read, against summary.json and the CSV files. See office.sh."""

import csv
import json
import math
import os
import sys

work = sys.argv[1]
faults = 0
compared = 0


def complain(text):
    global faults
    faults += 1
    if faults <= 20:
        print("office: " + text, file=sys.stderr)


def table(path):
    with open(os.path.join(work, path), encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def number(cell):
    """A number as the program of the office writes it; None for other text."""
    percent = cell.endswith("%")
    try:
        value = float(cell[:-1] if percent else cell)
    except ValueError:
        return None
    return value / 100 if percent else value


def same(found, expected, exact):
    if found.replace("\r\n", "\n") == expected:
        return True
    if exact:
        return False
    one, two = number(found), number(expected)
    return one is not None and two is not None and math.isclose(one, two, abs_tol=1e-9)


def guarded(cell):
    """As the profile excel-fi writes a text that a spreadsheet would run."""
    return "'" + cell if cell[:1] in tuple("=+-@\t\r") and number(cell) is None else cell


def compare(what, found, expected, words):
    """Cell by cell below the headings; the columns `words` as they are written."""
    global compared
    if len(found) != len(expected):
        complain(f"{what}: {len(found)} rows, not {len(expected)}")
    for row, (one, two) in enumerate(zip(found[1:], expected[1:]), 2):
        if len(one) != len(two):
            complain(f"{what}, row {row}: {len(one)} cells, not {len(two)}")
        for column, (a, b) in enumerate(zip(one, two)):
            compared += 1
            if not same(a, b, expected[0][column] in words):
                complain(f"{what}, row {row}, {expected[0][column]}: {a!r}, not {b!r}")


def near(what, found, expected):
    global compared
    compared += 1
    value = number(found)
    if value is None or not math.isclose(value, expected, abs_tol=1e-8):
        complain(f"{what}: {found!r}, not {expected!r}")


def check_summary(rows, summary, heads):
    """The first sheet, and what the figures of the summary say."""
    by_name = {row[0]: row[1:] for row in rows if row and row[0]}
    for head, key in zip(heads[:3], ("rows", "answers", "untagged")):
        near(head, by_name[head][0], summary[key])
    nps = summary["nps"]
    for at, key in enumerate(("nps", "low", "high")):
        near("NPS " + key, by_name["NPS"][at], nps[key])
    for head, key in zip(heads[3:], ("detractors", "passives", "promoters")):
        near(head, by_name[head][0], nps[key])
        near(head + " %", by_name[head][1], nps[key] / nps["n"])
    label = "label_" + summary["screen"]
    shown = 0
    for theme in summary["themes"]:
        if theme[label] in by_name:
            shown += 1
            for at, key in enumerate(("impact", "impact_low", "impact_high")):
                near(theme[label], by_name[theme[label]][at], theme[key])
    if shown < 5:
        complain(f"only {shown} themes stand in the first sheet")


WORDS = {"id", "wave", "band", "language", "sentiment", "themes", "text"}
SHEETS = {"Teemat": "themes", "Kommentit": "comments", "Maininnat": "mentions",
          "Mittauskerrat": "waves"}
with open(os.path.join(work, "plain/summary.json"), encoding="utf-8") as file:
    summary = json.load(file)

for sheet, name in SHEETS.items():
    compare(sheet, table(f"book/plain-{sheet}.csv"), table(f"plain/{name}.csv"), WORDS)
check_summary(table("book/plain-Yhteenveto.csv"), summary,
              ["Rivejä", "Vastauksia, joissa on kommentti", "Ilman teemaa",
               "Arvostelijat", "Passiiviset", "Suosittelijat"])
for name in ("comments", "themes", "waves"):
    compare(f"{name}.csv", table(f"csv/{name}-{name}.csv"), table(f"plain/{name}.csv"), set())
    compare(f"{name}.csv, excel-fi", table(f"csv-fi/{name}-{name}.csv"),
            [[guarded(cell) for cell in row] for row in table(f"plain/{name}.csv")], set())

hostile = table("hostile/comments.csv")
found = table("book/hostile-Comments.csv")
compare("hostile", found, hostile, set(hostile[0]) - {"row", "score", "sentiment_score"})
if found[0][:5] != ["Row", "Id", "Wave", "Score", "Band"]:
    complain(f"headings: {found[0]}")

# the scores of the comments make the NPS
scores = [float(row[3]) for row in table("book/plain-Kommentit.csv")[1:] if row[3]]
near("NPS of the comments", str(100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores))
                                / len(scores)), summary["nps"]["nps"])

if faults:
    sys.exit(f"office: {faults} differences in {compared} cells")
print(f"office: {compared} cells are the same")
