"""Find what a doubtful fact could be: other readings of a date, the day in a path, lines that could be a title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from indexer.model import Document, Passage
from indexer.structure.dates import possible_days
from indexer.structure.front_matter.paths import parse_path
from indexer.text.analysis import fold
from indexer.text.prose import count_words, is_prose

from .doubts import Doubt

_MAX_CANDIDATES = 4  # values: a longer list is no help
_MAX_TITLE_WORDS = 20  # words: a longer line is a paragraph
_MAX_LABELS = 12  # labels before speech
_FIRST_PASSAGES = 3  # passages whose headings or words can be the title


@dataclass(frozen=True)
class FactCandidate:
    """A value that a fact may have."""

    keys: tuple[tuple[str, str | bool | date], ...]
    """The keys of `corpus.toml` that state it, with their values."""
    reason: str
    """Where it was found, or when it holds; empty where the evidence of the doubt says so."""


@dataclass(frozen=True)
class UnnamedLabel:
    """A label before speech that gives no full name."""

    label: str
    names: tuple[str, ...] = ()
    """Full names in the paper that it may stand for."""


@dataclass(frozen=True)
class PaperClues:
    """What the passages of a paper offer in place of a doubtful fact."""

    lines: tuple[str, ...] = ()
    """Headings and short first paragraphs, which could be the title."""
    labels: tuple[UnnamedLabel, ...] = ()


def clues_of(passages: Iterable[Passage]) -> PaperClues:
    """Return the clues that the passages of one paper give, in their order."""
    passages = tuple(passages)
    lines = [line for passage in passages[:_FIRST_PASSAGES] for line in (*passage.headings, passage.text)]
    people = [one for passage in passages for one in passage.people]
    full = dict.fromkeys(one.name for one in people if " " in one.name)
    labels = dict.fromkeys(one.name for one in people if one.role == "speaker" and " " not in one.name)
    return PaperClues(
        tuple(dict.fromkeys(lines)),
        tuple(
            UnnamedLabel(label, tuple(name for name in full if _can_stand_for(label, name)))
            for label in [*labels][:_MAX_LABELS]
        ),
    )


def _can_stand_for(label: str, name: str) -> bool:
    """Return whether a label is the first or last part of a full name, or its initials."""
    parts = fold(name).split()
    return len(parts) > 1 and fold(label) in {parts[0], parts[-1], "".join(part[0] for part in parts)}


def candidates_for(document: Document, doubt: Doubt, clues: PaperClues) -> tuple[FactCandidate, ...]:
    """Return what a fact may be other than what the index says, the most likely first."""
    match doubt.fact:
        case "day":
            found = _days(document, doubt)
        case "title":
            found = (FactCandidate((("title", line),), "in the paper") for line in _titles(document, clues.lines))
        case "status" if doubt.value is None:
            found = (FactCandidate((("status", status),), "") for status in ("planned", "reported"))
        case "meeting" if doubt.value is None and not document.meetings:
            found = iter([FactCandidate((("meeting", False),), "if the paper is of no meeting")])
        case _:
            return ()
    return tuple(dict.fromkeys(found))[:_MAX_CANDIDATES]


def _days(document: Document, doubt: Doubt) -> Iterator[FactCandidate]:
    """Yield the days that the evidence and the path can mean."""
    meeting = document.meeting
    own = (meeting.start, meeting.end or meeting.start) if meeting and meeting.start else None
    in_path = parse_path(document.source).days
    readings = [(days, "") for days in possible_days(doubt.evidence)]
    readings += [(days, "in the path") for days in [in_path, *possible_days(document.source)] if days]
    seen = {own}
    for days, reason in readings:
        if days not in seen:
            seen.add(days)
            keys: list[tuple[str, str | bool | date]] = [("start", days[0])]
            yield FactCandidate((*keys, ("end", days[1])) if days[1] != days[0] else tuple(keys), reason)


def _titles(document: Document, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        is_short = 0 < count_words(line) <= _MAX_TITLE_WORDS and not is_prose(line)
        if is_short and line.casefold() != document.title.casefold():
            yield line
