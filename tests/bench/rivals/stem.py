"""A Finnish and English survey through a Snowball stemmer, as one would write it.

stem.py nltk|snowballstemmer|pystemmer SURVEY LANGUAGES VALENCE_FI VALENCE_EN

snowballstemmer (pure Python) and pystemmer (C) keep each word's stem in a dictionary.
Prints rows, tokens, the sum of the valences, and groups of segment and month.
"""

import csv
import re
import sys
from collections import defaultdict

WORD = re.compile(r"[^\W_]+")
NAMES = {"fi": "finnish", "en": "english"}


class Cached(dict):
    """Stems, made when a word is first seen."""

    def __init__(self, stem):
        super().__init__()
        self.stem = stem

    def __missing__(self, word):
        made = self[word] = self.stem(word)
        return made


def stemmers(engine):
    if engine == "nltk":
        from nltk.stem.snowball import SnowballStemmer

        return {code: SnowballStemmer(name).stem for code, name in NAMES.items()}
    if engine == "pystemmer":
        import Stemmer

        return {
            code: Cached(Stemmer.Stemmer(name, 0).stemWord).__getitem__
            for code, name in NAMES.items()
        }
    # snowballstemmer.stemmer() would hand out PyStemmer where that is installed
    from snowballstemmer.english_stemmer import EnglishStemmer
    from snowballstemmer.finnish_stemmer import FinnishStemmer

    return {
        "fi": Cached(FinnishStemmer().stemWord).__getitem__,
        "en": Cached(EnglishStemmer().stemWord).__getitem__,
    }


def valences(path, stem):
    found = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            word = cells[0].removeprefix("=")
            if len(cells) > 1 and WORD.fullmatch(word) and cells[1].lstrip("-").isdigit():
                found.setdefault(stem(word), int(cells[1]))
    return found


def main():
    engine, survey, languages, finnish, english = sys.argv[1:]
    stem = stemmers(engine)
    valence = {"fi": valences(finnish, stem["fi"]), "en": valences(english, stem["en"])}
    rows = tokens = total = 0
    groups = defaultdict(lambda: [0, 0])
    with open(survey, encoding="utf-8", newline="") as file, open(languages) as codes:
        answers = csv.reader(file, delimiter=";")
        next(answers)
        for (_, date, segment, _, comment), code in zip(answers, codes):
            code = code.rstrip("\n")
            to_stem = stem[code]
            of = valence[code]
            words = WORD.findall(comment.lower())
            score = 0
            for word in words:
                score += of.get(to_stem(word), 0)
            rows += 1
            tokens += len(words)
            total += score
            group = groups[segment, date[:7]]
            group[0] += 1
            group[1] += score
    print(f"rows {rows} tokens {tokens} sum {total} groups {len(groups)}")


main()
