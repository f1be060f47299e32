"""Count what is read right, wrong and not at all in papers that somebody has judged.

A set holds collections, each with `papers/` and `gold.jsonl`, one object a paper:

- `file`; `group` (the meeting: papers of one group are of one meeting); `day` (of the meeting), or `days`, a list of
  `starts` (the first letters of a passage) and its `day`, where a paper holds several meetings;
- `kind`, `status`, `title`: a list of acceptable answers each;
- `passages`: its paragraphs and list items; `optional`: what may be a passage or not; `partial`: whether only passages
  that share text with these count; `body`: text that must stand in some passage;
- `speech`: `starts`, `speaker` (None where nobody may be named), `affiliation`, `label` of each turn;
- `sessions`: the titles of its items.

What is null or missing is not judged. The counts go through the real pipeline.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain, combinations
from pathlib import Path
from typing import Any

from indexer.build.options import BuildOptions
from indexer.build.pipeline import build
from indexer.model import Meeting, Passage
from indexer.store.builds import open_library

Gold = dict[str, Any]
_PIECE = 25  # letters that are looked up together
_LONGEST_MEETING = 10  # days: a longer span says nothing about a day
_LONGEST_LEAP = 300  # passages between two turns that follow each other
_MIN_COMMON = 9  # letters of the shorter of two titles that are alike
_NUMBER = re.compile(
    r"\s*(?:\(?\d{1,3}[.)]|\(?[a-z]{1,4}[.)]|\(?(?:[\da-z]{1,4}\.)+[\da-z]{0,4}\)?)\s+", re.IGNORECASE | re.ASCII
)
_LABEL = re.compile(r"\s*(?:\[[^\]:]{1,40}\]:?|[^:.?!]{1,50}:)\s+")
_TITLES = frozenset("hon honourable mr mrs ms miss dr prof madam sir ambassador he".split())


def letters(text: str | None) -> str:
    """Return the letters and digits of a text in lower case: what two readings of one text share."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text or "").casefold() if sign.isalnum())


def count_collection(folder: Path) -> Counter[str]:
    """Index a copy of a collection and return the counts of everything judged."""
    counts: Counter[str] = Counter()
    golds = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    by_file = read_papers(folder / "papers")
    for gold in golds:
        passages = by_file.get(gold["file"], [])
        counts["files"] += 1
        if gold.get("passages"):
            _count_passages(gold, passages, counts)
        _count_lost(gold, passages, counts)
        if gold.get("speech"):
            _count_speech(gold, passages, counts)
        if gold.get("day") or gold.get("days"):
            _count_days(gold, passages, counts)
        if gold.get("sessions"):
            _count_sessions(gold, passages, counts)
        _count_paper(gold, passages, counts)
    _count_pairs(golds, by_file, counts)
    return counts


def read_papers(folder: Path) -> dict[str, list[Passage]]:
    """Index a copy of a folder and return the passages of each file, in order."""
    with tempfile.TemporaryDirectory() as home:
        shutil.copytree(folder, Path(home, "papers"))
        build(Path(home, "papers"), Path(home, "index"), BuildOptions())
        library = open_library(Path(home, "index"))
        try:
            return {paper.source: list(library.document_passages(paper.id)) for paper in library.documents()}
        finally:
            library.close()


def _without(opening: re.Pattern[str], text: str) -> str:
    """Return a text without what a pattern matches at its beginning."""
    match = opening.match(text)
    return text[match.end() :] if match else text


def _bare(text: str) -> str:
    """Return the letters of a text without the number before it."""
    return letters(_without(_NUMBER, text)) or letters(text)


def _pieces(text: str) -> list[str]:
    return [text[start : start + _PIECE] for start in range(0, max(1, len(text) - _PIECE + 1), _PIECE)]


def _count_passages(gold: Gold, passages: Sequence[Passage], counts: Counter[str]) -> None:
    """Count passages that equal a paragraph; a printed number or the label of a speaker may stand before it or not."""
    wanted = Counter(map(_bare, gold["passages"]))
    unlabelled = {_bare(_without(_LABEL, text)): _bare(text) for text in gold["passages"] if _LABEL.match(text)}
    optional = {form(text) for text in gold.get("optional") or () for form in (_bare, letters)}
    pool = "\0".join(wanted)
    read: Counter[str] = Counter()
    strays = 0
    for passage in passages:
        own = _bare(passage.text)
        ways = (own, letters(passage.text), unlabelled.get(own), _bare(_without(_LABEL, passage.text)))
        match = next((way for way in ways if way in wanted), None)
        if match is not None:
            read[match] += 1
        elif not optional.intersection(ways[:2]):
            shares = passage.kind != "table_row" and len(own) >= 12 and any(piece in pool for piece in _pieces(own))
            strays += shares or not gold.get("partial")
    counts.update(
        passages_wanted=wanted.total(),
        passages_read=read.total() + strays,
        passages_right=(wanted & read).total(),
    )


def _count_lost(gold: Gold, passages: Sequence[Passage], counts: Counter[str]) -> None:
    pool = "".join(letters(passage.text) for passage in passages)
    pool += "\0" + letters(
        " ".join(chain.from_iterable((*passage.notes, passage.lead_in or "") for passage in passages))
    )
    for text in chain(gold.get("passages") or (), gold.get("body") or ()):
        ways = {text, _without(_NUMBER, text), _without(_LABEL, text)}
        lost = min(sum(len(piece) for piece in _pieces(letters(way)) if piece not in pool) for way in ways)
        counts.update(letters=len(letters(text)), letters_lost=lost)


def _located(items: Sequence[Gold], passages: Sequence[Passage]) -> Iterator[tuple[Gold, Passage | None]]:
    """Yield each item with the passage that holds its first letters, looked for in reading order."""
    texts, at = [letters(passage.text) for passage in passages], 0
    for item in items:
        start, order = item["starts"], chain(range(at, len(texts)), range(at))
        found = next((index for index in order if start in texts[index]), None)
        if found is not None and 0 < found - at < _LONGEST_LEAP and len(start) >= _PIECE:
            at = found
        yield item, None if found is None else passages[found]


def _names(name: str) -> list[str]:
    words = re.split(r"[^\w'’]+", unicodedata.normalize("NFKC", name).casefold())
    return [word for word in words if word and word not in _TITLES]


def is_same_person(wanted: str, name: str) -> bool:
    """Return whether a name is the wanted one: equal, shortened, with initials, or spelled out from its initials."""
    first, second = _names(wanted), _names(name)
    if not first or not second or letters(wanted) == letters(name):
        return bool(first and second)
    short, long = sorted((first, second), key=len)
    fits = all(any(a == b or (a[0] == b[0] and 1 in (len(a), len(b))) for b in long) for a in short)
    if max(map(len, short)) > 2 and fits:
        return True
    if wanted.isupper() and 2 <= len(wanted) <= 4:
        rest = iter(letters(name))
        return letters(name)[:1] == letters(wanted)[0] and all(sign in rest for sign in letters(wanted))
    return False


def _count_speech(gold: Gold, passages: Sequence[Passage], counts: Counter[str]) -> None:
    for item, passage in _located(gold["speech"], passages):
        wanted, label = item["speaker"], item.get("label") or ""
        counts["turns_judged"] += 1
        stated = item.get("affiliation")
        affiliations = [stated] if isinstance(stated, str) else stated or []
        people = passage.people if passage else ()
        offices = {letters(text) for text in affiliations} | ({letters(label)} if wanted is None else set())
        names = [person.name for person in people if person.name and letters(person.name) not in offices]
        if wanted is None:
            names = [name for name in names if not set(_names(name)) <= set(_names(label))]
            counts.update(persons_invented=bool(names), persons_read=len(names))
            continue
        right = any(is_same_person(wanted, name) for name in names)
        bare = [name for name in names if not is_same_person(wanted, name) and letters(name) == letters(label)]
        others = [name for name in names if not is_same_person(wanted, name) and name not in bare]
        counts.update(turns=1, persons_right=right, persons_wrong=bool(others) and not right, persons_missing=not names)
        counts["persons_read"] += right + len(others) + len(bare)
        if affiliations and passage:
            given = [letters(text) for person in people for text in (person.affiliation, person.name) if text]
            counts["affiliations"] += 1
            counts["affiliations_right"] += any(_alike(letters(a), text, 4) for a in affiliations for text in given)


def _day_verdict(meeting: Meeting | None, day: str) -> str:
    if meeting is None or meeting.start is None:
        return "none"
    end = meeting.end or meeting.start
    is_right = meeting.start <= date.fromisoformat(day) <= end and (end - meeting.start).days <= _LONGEST_MEETING
    return "right" if is_right else "wrong"


def _count_days(gold: Gold, passages: Sequence[Passage], counts: Counter[str]) -> None:
    if gold.get("days"):
        found = [
            _day_verdict(passage.meeting, item["day"]) for item, passage in _located(gold["days"], passages) if passage
        ]
    else:
        found = [_day_verdict(passage.meeting, gold["day"]) for passage in passages]
    for verdict, count in Counter(found or ["none"]).items():
        counts[f"day_{verdict}"] += count / len(found or [0])  # type: ignore[assignment]  # shares of one paper


def _count_pairs(golds: Sequence[Gold], by_file: dict[str, list[Passage]], counts: Counter[str]) -> None:
    meeting_of: dict[str, tuple[str, str]] = {}
    for gold in golds:
        passages = by_file.get(gold["file"], [])
        if gold.get("group") and passages:
            ids = Counter(passage.meeting.id for passage in passages if passage.meeting)
            meeting_of[gold["file"]] = (gold["group"], ids.most_common(1)[0][0] if ids else gold["file"])
    for (group, meeting), (other_group, other_meeting) in combinations(meeting_of.values(), 2):
        wanted, read = group == other_group, meeting == other_meeting
        counts.update(pairs_wanted=wanted, pairs_read=read, pairs_right=wanted and read)


def _alike(first: str, second: str, least: int = _MIN_COMMON) -> bool:
    return first == second or (min(len(first), len(second)) >= least and (first in second or second in first))


def _count_sessions(gold: Gold, passages: Sequence[Passage], counts: Counter[str]) -> None:
    wanted = set(map(letters, gold["sessions"]))
    sessions = [passage.session for passage in passages if passage.session]
    read = {letters(session.title or session.label) for session in sessions}
    counts.update(
        sessions_wanted=len(wanted),
        sessions_found=sum(any(_alike(title, other) for other in read) for title in wanted),
        sessions_read=len(read),
        sessions_right=sum(any(_alike(title, other) for other in wanted) for title in read),
    )


def _count_paper(gold: Gold, passages: Sequence[Passage], counts: Counter[str]) -> None:
    """Count kind, status and title; a kind or status that is said to be not known is missing, not wrong."""
    document = passages[0].document if passages else None
    for field in ("kind", "status", "title"):
        stated = gold.get(field)
        wanted = [stated] if isinstance(stated, str) else stated or []
        if not wanted:
            continue
        given = getattr(document, field) if document else None
        is_right = given in wanted
        if field == "title":
            title = letters(given)
            is_right = any(_alike(letters(one), title) and len(title) <= 2 * len(letters(one)) for one in wanted)
        verdict = "right" if is_right else "missing" if given in (None, "other", "unknown") else "wrong"
        counts[f"{field}_{verdict}"] += 1


def add_up(rows: Sequence[Counter[str]]) -> Counter[str]:
    """Return the counts of several collections together."""
    total: Counter[str] = Counter()
    for row in rows:
        total.update(row)
    return total
