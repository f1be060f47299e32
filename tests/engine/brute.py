"""Reads every passage and tells whether it is what a tree asks for: slow, plain, and nothing shared with an engine.

Only the cutting of a text into words is the program's own; all that is made of them here is written anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from indexer.model import Passage
from indexer.query.results import UNDATED, FacetName, session_value
from indexer.query.tree import (
    And,
    Expanded,
    Field,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Range,
    SloppyPhrase,
    Term,
    Wildcard,
)
from indexer.text.analysis import stem
from indexer.text.analysis import terms_in as cut

forms = lru_cache(maxsize=50_000)(cut)
FACET_OF = {"symbol": "mention"}
Parents = dict[tuple[str, str], str | None]
"""Meeting and session -> the session above it."""


def searched_texts(passage: Passage) -> Iterator[str]:
    """Yield what is looked in for a passage: its text, and each thing said around it."""
    yield passage.text
    yield from passage.headings
    if passage.session:
        yield passage.session.label or ""
        yield passage.session.title
    for person in passage.people:
        yield f"{person.honorific or ''} {person.name}"
        yield person.affiliation or ""


@lru_cache(maxsize=10_000)
def term_rows(passage: Passage) -> tuple[tuple[str, ...], ...]:
    """Give the words of each piece."""
    return tuple(map(forms, searched_texts(passage)))


def values(passage: Passage, facet: FacetName, parents: Parents) -> tuple[str, ...]:
    """Give the values a passage has in a facet."""
    meeting, paper = passage.meeting, passage.document
    if facet == "session":
        found = []
        session = passage.session.id if passage.session else None
        while session:
            found.append(session_value(meeting.id, session))
            session = parents.get((meeting.id, session))
        return tuple(found)
    one: dict[str, str | None] = {
        "meeting": meeting.id,
        "year": str(meeting.year or UNDATED),
        "kind": paper.kind,
        "status": paper.status,
        "place": meeting.place,
        "language": paper.language,
    }
    several: dict[str, list[str | None]] = {
        "person": [one.person for one in passage.people],
        "organisation": [one.organisation for one in passage.people],
        "mention": list(passage.mentions),
    }
    return tuple({value for value in several.get(facet, [one.get(facet)]) if value})


def matches_tree(passage: Passage, node: Node | None, parents: Parents) -> bool:
    """Tell by reading it whether a passage is what a tree asks for."""
    match node:
        case None:
            found = True
        case And(parts):
            found = all(matches_tree(passage, part, parents) for part in parts)
        case Or(parts):
            found = any(matches_tree(passage, part, parents) for part in parts)
        case Not(part):
            found = not matches_tree(passage, part, parents)
        case Expanded(part, others):
            found = any(matches_tree(passage, one, parents) for one in (part, *others))
        case Field(name, value):
            facet: FacetName = FACET_OF.get(name, name)  # type: ignore[assignment]  # a date is never a single value
            found = value in values(passage, facet, parents)
        case Range(name, low, high):
            found = in_range(passage, name, low, high)
        case _:
            found = any(matches_leaf(row, node) for row in term_rows(passage))
    return found


def in_range(passage: Passage, name: str, low: str, high: str) -> bool:
    """Tell whether the days that a meeting may have had and a stretch of time have one in common."""
    meeting = passage.meeting
    start, end = meeting.start or meeting.end, meeting.end or meeting.start
    if name == "year":
        year = meeting.year or (start.year if start else None)
        return year is not None and int(low or "1") <= year <= int(high or "9999")
    if meeting.year and not start:
        start, end = date(meeting.year, 1, 1), date(meeting.year, 12, 31)
    return bool(start and end and start <= latest(high) and end >= earliest(low))


def earliest(stated: str) -> date:
    """Give the first day of a year, a month or a day."""
    return date.fromisoformat(f"{stated}-01-01"[: max(10, len(stated))]) if stated else date.min


def latest(stated: str) -> date:
    """Give the last day of a year, a month or a day."""
    if not stated:
        return date.max
    if len(stated) == 4:
        return date(int(stated), 12, 31)
    if len(stated) == 10:
        return date.fromisoformat(stated)
    year, month = map(int, stated.split("-"))
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def matches_leaf(row: tuple[str, ...], leaf: Node) -> bool:
    """Tell whether a row of words has what a leaf asks for."""
    match leaf:
        case SloppyPhrase(text, others):
            return any(within_slop(row, forms(text), start, others) for start in range(len(row)))
        case Near(parts, others):
            return has_near_chain(row, parts, others)
        case _:
            return bool(spans_of(row, leaf))


def within_slop(row: tuple[str, ...], words: tuple[str, ...], start: int, others: int) -> bool:
    """Tell whether all of the words, each as often as it is asked for, stand in the stretch from a place on."""
    stretch = row[start : start + len(words) + others]
    return all(stretch.count(word) >= words.count(word) for word in words)


def has_near_chain(row: tuple[str, ...], parts: Sequence[Node], others: Sequence[int]) -> bool:
    """Tell whether a stretch of the first part leads, by one of each part near the one before, to the last."""
    found = [spans_of(row, part) for part in parts]

    def leads_on(stretch: tuple[int, int], at: int) -> bool:
        """Try each stretch of the next part."""
        return at == len(others) or any(
            within_distance(stretch, following, others[at]) and leads_on(following, at + 1)
            for following in found[at + 1]
        )

    return all(found) and any(leads_on(stretch, 0) for stretch in found[0])


def within_distance(one: tuple[int, int], other: tuple[int, int], most: int) -> bool:
    """Tell whether two stretches follow each other, in either order, with no more words between than that."""
    return any(0 <= after[0] - before[1] <= most for before, after in ((one, other), (other, one)))


def spans_of(row: tuple[str, ...], node: Node) -> set[tuple[int, int]]:
    """Give every stretch that is a word, a phrase, or one of a choice."""
    if isinstance(node, Or):
        return set().union(*(spans_of(row, part) for part in node.parts))
    rules = cached_tests(node)
    size = len(rules)
    return {
        (at, at + size)
        for at in range(len(row) - size + 1)
        if all(rule(word) for rule, word in zip(rules, row[at : at + size], strict=True))
    }


@lru_cache(maxsize=10_000)
def cached_tests(node: Node) -> tuple[Callable[[str], bool], ...]:
    """Give what `admitted` yields."""
    return tuple(term_tests(node))


def term_tests(node: Node) -> Iterator[Callable[[str], bool]]:
    """Yield for each word that a leaf asks for the rule that a word in its place must meet."""
    match node:
        case Term(text):
            for wanted in map(stem, forms(text)):
                yield lambda form, wanted=wanted: stem(form) == wanted  # type: ignore[misc]  # mypy does not infer the default
        case Phrase(text):
            yield from (word.__eq__ for word in forms(text))
        case Wildcard(text):
            for part in text.split("-"):
                wild = "".join(sign if sign in "*?" else (forms(sign) or ("",))[0] for sign in part)
                yield lambda form, wild=wild: fits(wild, form)  # type: ignore[misc]  # the same
        case Fuzzy(text, slips):
            for word in forms(text):
                most = 0 if len(word) < 3 else slips if slips is not None else 1 if len(word) < 6 else 2
                yield lambda form, word=word, most=most: distance(word, form) <= most  # type: ignore[misc]  # the same


@lru_cache(maxsize=100_000)
def fits(wild: str, form: str) -> bool:
    """Tell whether a form fits a pattern, letter by letter."""
    if not wild:
        return not form
    if wild[0] == "*":
        return fits(wild[1:], form) or bool(form and fits(wild, form[1:]))
    return bool(form) and wild[0] in ("?", form[0]) and fits(wild[1:], form[1:])


@lru_cache(maxsize=100_000)
def distance(one: str, other: str) -> int:
    """Count the slips between two words: letters missing, added, changed, or swapped with the next."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, b in enumerate(other, start=1):
            best = min(before[j] + 1, row[-1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return row[-1]
