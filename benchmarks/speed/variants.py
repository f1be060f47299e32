"""Make a corpus of any size from a folder of papers: the papers themselves, and variants of them on other days.

A variant has other dates, other surnames, some words of other papers and some sentences in another order, so that it is
neither a copy nor of the same meeting. Short variants keep the head of their paper and a run of its lines.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import cycle
from pathlib import Path
from random import Random

from indexer.corpus.listing import NO_LINKS, list_files
from indexer.readers import READABLE_SUFFIXES

_TEXTS = frozenset({".html", ".md", ".txt", ".vtt"})  # in these a variant can be made letter by letter
_HEAD_LINES = 12
_LARGEST = 200_000
"""Characters: no cut variant is longer."""
_ISO_DATE = re.compile(r"\b(19[5-9]\d|20[0-3]\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")
_YEAR = re.compile(r"(?<![\d/.])(19[5-9]\d|20[0-3]\d)(?![\d/])")
_NAME = re.compile(r"\b([A-Z][a-z]+) ([A-Z][a-z]{3,})\b")
_SENTENCE_END = re.compile(r"(?<=[a-z][.!?]) (?=[A-Z])")
_WORD = re.compile(r"\b[a-z]{6,}\b")
_ONSETS = "b br d dr f g h k kl l m n p r s st t tr v w".split()
_RHYMES = "alen aris eck elund enko ero etti ides inen ings iyev olo onda orin oss ouri ubashi ustad uwe yama".split()
_SWAPPED_NAMES, _SWAPPED_WORDS, _SHUFFLED_LINES = 0.4, 0.01, 0.15


def write_corpus(papers: Path, folder: Path, count: int, letters: int | None = None, seed: int = 1) -> int:
    """Write `count` papers made of those in a folder, and return how many characters of text they have.

    `letters` is the median length that variants are cut to; without it all are as long as their papers.
    """
    folder.mkdir(parents=True)
    chance = Random(seed)  # noqa: S311  # a measurement has to be repeatable
    files = [Path(file.path) for file in list_files(papers, NO_LINKS, []) if file.path.endswith(READABLE_SUFFIXES)]
    texts = {path: path.read_text(encoding="utf-8", errors="replace") for path in files if path.suffix in _TEXTS}
    words = sorted({word for text in texts.values() for word in _WORD.findall(text[:20_000])})
    written = total = 0
    for number, path in enumerate(cycle(files)):
        if written == count:
            return total
        is_first = number < len(files)
        if path not in texts:
            if is_first:
                shutil.copyfile(path, folder / path.name)
                written += 1
            continue
        text = texts[path]
        if letters is not None:
            text = _cut(text, min(_LARGEST, int(letters * chance.lognormvariate(0, 1.0))), chance)
        name = path.name
        if not is_first:
            days, years = chance.randrange(-2000, 2000), chance.randrange(-9, 4)
            text = _other_words(_other_names(_shifted(text, days, years), chance), words, chance)
            name = f"{_shifted(path.stem, days, years)}-{number // len(files)}{path.suffix}"
        (folder / name).write_text(text, encoding="utf-8")
        written, total = written + 1, total + len(text)
    return total


def _cut(text: str, size: int, chance: Random) -> str:
    """Return the head of a paper with a run of its lines, together about so many characters."""
    if len(text) <= size:
        return text
    lines = text.split("\n")
    head, rest = lines[:_HEAD_LINES], lines[_HEAD_LINES:]
    begin = chance.randrange(max(1, len(rest)))
    taken, left = [], size - sum(map(len, head))
    for line in rest[begin:]:
        if left < 0:
            break
        taken.append(line)
        left -= len(line) + 1
    return "\n".join((*head, *taken))


def _shifted(text: str, days: int, years: int) -> str:
    """Return a text with other dates: whole ones some days later, years alone some years later."""

    def later_day(match: re.Match[str]) -> str:
        try:
            return f"{date(*map(int, match.groups())) + timedelta(days=days)}"
        except ValueError:
            return match[0]

    if _ISO_DATE.search(text):
        return _ISO_DATE.sub(later_day, text)
    return _YEAR.sub(lambda match: str(int(match[0]) + years), text)


def _other_names(text: str, chance: Random) -> str:
    """Return a text in which some surnames are others, each the same wherever it stands."""
    swapped: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        first, last = match.groups()
        if last not in swapped:
            made = (chance.choice(_ONSETS) + chance.choice(_RHYMES)).capitalize()
            swapped[last] = made if chance.random() < _SWAPPED_NAMES else last
        return f"{first} {swapped[last]}"

    return _NAME.sub(other, text)


def _other_words(text: str, words: Sequence[str], chance: Random) -> str:
    """Return a text with some words of other papers, and some lines with their sentences in another order."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        if "<" in line and len(line) < 200:
            continue  # markup
        changed = _WORD.sub(lambda match: chance.choice(words) if chance.random() < _SWAPPED_WORDS else match[0], line)
        if chance.random() < _SHUFFLED_LINES:
            sentences = _SENTENCE_END.split(changed)
            chance.shuffle(sentences)
            changed = " ".join(sentences)
        lines[at] = changed
    return "\n".join(lines)
