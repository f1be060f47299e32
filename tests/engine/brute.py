"""The brute-force oracle: reads every passage and decides whether it matches a tree; it shares nothing with an engine.

Only splitting a text into terms is the program's own code; everything made of them here is written anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache, partial
from itertools import pairwise
from math import log

from indexer.model import Passage
from indexer.query.results import NO_MEETING, UNDATED, FacetName, session_value
from indexer.query.tree import (
    And,
    Expanded,
    Field,
    Fuzzy,
    MinShouldMatch,
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
from indexer.text.analysis import terms_in as cut
from indexer.text.stemming import analysis_language, stem_in

forms = lru_cache(maxsize=50_000)(cut)
FACET_OF = {"symbol": "mention"}
Parents = dict[tuple[str, str], str | None]
"""Meeting and session -> the session that contains it."""


def searched_texts(passage: Passage) -> Iterator[str]:
    """Yield the texts that a passage is searched in: its own text, and each text around it."""
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
    """Return the terms of each text."""
    return tuple(map(forms, searched_texts(passage)))


def values(passage: Passage, facet: FacetName, parents: Parents) -> tuple[str, ...]:
    """Return the values of a passage in a facet."""
    meeting, paper = passage.meeting, passage.document
    if facet == "session":
        session_values = []
        session = passage.session.id if passage.session else None
        while meeting and session:
            session_values.append(session_value(meeting.id, session))
            session = parents.get((meeting.id, session))
        return tuple(session_values)
    single: dict[str, str | None] = {
        "meeting": meeting.id if meeting else NO_MEETING,
        "year": str((meeting and meeting.year) or UNDATED),
        "kind": paper.kind,
        "status": paper.status,
        "place": meeting.place if meeting else None,
        "language": paper.language,
    }
    several: dict[str, list[str | None]] = {
        "person": [participation.person for participation in passage.people],
        "country": [participation.country for participation in passage.people],
        "organisation": [participation.organisation for participation in passage.people],
        "mention": list(passage.mentions),
        "voice": [voice.kind for voice in passage.voices],
    }
    return tuple({value for value in several.get(facet, [single.get(facet)]) if value})


def matches_tree(passage: Passage, node: Node | None, parents: Parents) -> bool:
    """Return whether a passage matches a tree, by reading it."""
    match node:
        case None:
            result = True
        case And(parts):
            result = all(matches_tree(passage, part, parents) for part in parts)
        case Or(parts):
            result = any(matches_tree(passage, part, parents) for part in parts)
        case Not(part):
            result = not matches_tree(passage, part, parents)
        case Expanded(part, alternatives):
            result = any(matches_tree(passage, meaning, parents) for meaning in (part, *alternatives))
        case Field(name, value):
            facet: FacetName = FACET_OF.get(name, name)  # type: ignore[assignment]  # a date is never a single value
            result = value in values(passage, facet, parents)
        case Range(name, low, high):
            result = in_range(passage, name, low, high)
        case _:
            language = analysis_language(passage.document.language)
            result = any(matches_term_node(row, node, language) for row in term_rows(passage))
    return result


def complete(node: Node | None) -> Node | None:
    """Return a tree that asks for all of the words where most are enough."""
    match node:
        case MinShouldMatch(parts):
            return And(tuple(dict.fromkeys(parts)))
        case And(parts) | Or(parts):
            return type(node)(tuple(map(complete, parts)))  # type: ignore[arg-type]  # no part is None
        case Expanded(part, alternatives):
            return Expanded(complete(part), alternatives)  # type: ignore[arg-type]  # the same
        case _:
            return node


def with_most(passages: Sequence[Passage], node: MinShouldMatch, parents: Parents) -> set[str]:
    """Return the ids of the passages whose words of a tree weigh enough, each by how few passages have it."""
    weights = dict.fromkeys((passage.id for passage in passages), 0.0)
    total = 0.0
    for part in dict.fromkeys(node.parts):
        whole = {passage.id for passage in passages if matches_tree(passage, part, parents)}
        rows = [{passage.id for passage in passages if matches_tree(passage, word, parents)} for word in words_of(part)]
        weight_of_part = sum(map(partial(idf, len(passages)), map(len, filter(None, rows or [whole]))))
        total += weight_of_part
        for id_ in whole:
            weights[id_] += weight_of_part
        for row in rows:
            for id_ in row - whole:
                weights[id_] += idf(len(passages), len(row))
    least = min(node.share * total, max(weights.values())) - 1e-9
    return {id_ for id_, weight in weights.items() if weight >= least and (weight or not node.share)}


def words_of(part: Node) -> tuple[Node, ...]:
    """Return the words of a part that has several."""
    inner = part.part if isinstance(part, Expanded) else part
    if isinstance(inner, And):
        return inner.parts
    words = forms(inner.text) if isinstance(inner, Term) else ()
    parts = [word for word in words if sum(letter.isalpha() for letter in word) > 1]  # no letter of U.S., no number
    return tuple(map(Term, parts)) if len(parts) > 1 else ()


def idf(passages: int, frequency: int) -> float:
    """Return how much a word tells that so many of the passages have."""
    return log((passages - frequency + 0.5) / (frequency + 0.5) + 1)


def in_range(passage: Passage, name: str, low: str, high: str) -> bool:
    """Return whether the days that a meeting may have had overlap a range."""
    meeting = passage.meeting
    if meeting is None:
        return False
    start, end = meeting.start or meeting.end, meeting.end or meeting.start
    if name == "year":
        year = meeting.year or (start.year if start else None)
        return year is not None and int(low or "1") <= year <= int(high or "9999")
    if meeting.year and not start:
        start, end = date(meeting.year, 1, 1), date(meeting.year, 12, 31)
    return bool(start and end and start <= latest(high) and end >= earliest(low))


def earliest(stated: str) -> date:
    """Return the first day of a year, a month or a day."""
    return date.fromisoformat(f"{stated}-01-01"[: max(10, len(stated))]) if stated else date.min


def latest(stated: str) -> date:
    """Return the last day of a year, a month or a day."""
    if not stated:
        return date.max
    if len(stated) == 4:
        return date(int(stated), 12, 31)
    if len(stated) == 10:
        return date.fromisoformat(stated)
    year, month = map(int, stated.split("-"))
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def matches_term_node(terms: tuple[str, ...], leaf: Node, language: str) -> bool:
    """Return whether a row of terms in a language matches a term node."""
    match leaf:
        case SloppyPhrase(text, limits):
            return any(within_slop(terms, forms(text), start, limits) for start in range(len(terms)))
        case Near(parts, limits):
            return has_near_chain([spans_of(terms, part, language) for part in parts], limits)
        case _:
            return bool(spans_of(terms, leaf, language))


def within_slop(terms: tuple[str, ...], words: tuple[str, ...], start: int, slop: int) -> bool:
    """Return whether all of the words, each as often as it is asked for, occur in the span from a position on."""
    span = terms[start : start + len(words) + slop]
    return all(span.count(word) >= words.count(word) for word in words)


def has_near_chain(spans_of_parts: Sequence[set[tuple[int, int]]], distances: Sequence[int]) -> bool:
    """Return whether a chain leads from a span of the first part to the last, each span near the one before."""

    def leads_on(span: tuple[int, int], index: int) -> bool:
        """Try each span of the next part."""
        return index == len(distances) or any(
            within_distance(span, following, distances[index]) and leads_on(following, index + 1)
            for following in spans_of_parts[index + 1]
        )

    return all(spans_of_parts) and any(leads_on(stretch, 0) for stretch in spans_of_parts[0])


def within_distance(left: tuple[int, int], right: tuple[int, int], most: int) -> bool:
    """Return whether two spans follow each other, in either order, with at most `most` words between them."""
    return any(0 <= after[0] - before[1] <= most for before, after in ((left, right), (right, left)))


def spans_of(terms: tuple[str, ...], node: Node, language: str) -> set[tuple[int, int]]:
    """Return every span that is a word, a phrase, or one of a choice."""
    if isinstance(node, Or):
        return set().union(*(spans_of(terms, part, language) for part in node.parts))
    rules = cached_tests(node, language)
    size = len(rules)
    return {
        (start, start + size)
        for start in range(len(terms) - size + 1)
        if all(rule(word) for rule, word in zip(rules, terms[start : start + size], strict=True))
    }


@lru_cache(maxsize=10_000)
def cached_tests(node: Node, language: str) -> tuple[Callable[[str], bool], ...]:
    """Return what `term_tests` yields, cached."""
    return tuple(term_tests(node, language))


def term_tests(node: Node, language: str) -> Iterator[Callable[[str], bool]]:
    """Yield for each word of a leaf the test that a term in its position must pass."""
    match node:
        case Term(text):
            for wanted in (stem_in(form, language) for form in forms(text)):
                yield lambda form, wanted=wanted: stem_in(form, language) == wanted  # type: ignore[misc]  # mypy does not infer the default
        case Phrase(text):
            yield from (word.__eq__ for word in forms(text))
        case Wildcard(text):
            for part in text.split("-"):
                wild = "".join(sign if sign in "*?" else (forms(sign) or ("",))[0] for sign in part)
                yield lambda form, wild=wild: fits(wild, form)  # type: ignore[misc]  # the same
        case Fuzzy(text, max_edits):
            for word in forms(text):
                most = 0 if len(word) < 3 else max_edits if max_edits is not None else 1 if len(word) < 6 else 2
                yield lambda form, word=word, most=most: distance(word, form) <= most  # type: ignore[misc]  # the same


@lru_cache(maxsize=100_000)
def fits(wild: str, form: str) -> bool:
    """Return whether a term fits a wildcard pattern, letter by letter."""
    if not wild:
        return not form
    if wild[0] == "*":
        return fits(wild[1:], form) or bool(form and fits(wild, form[1:]))
    return bool(form) and wild[0] in ("?", form[0]) and fits(wild[1:], form[1:])


@lru_cache(maxsize=100_000)
def distance(left: str, right: str) -> int:
    """Return the edit distance of two words: letters missing, added, changed, or swapped with the next."""
    before: list[int] = []
    current = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        earlier, before, current = before, current, [i]
        for j, b in enumerate(right, start=1):
            best = min(before[j] + 1, current[-1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and b == left[i - 2]:
                best = min(best, earlier[j - 2] + 1)
            current.append(best)
    return current[-1]


def letters_of(text: str) -> list[str]:
    """Return each run of a text without spaces, as its letters and digits alone: one for every way of writing it."""
    return ["".join(filter(str.isalnum, run)).lower() for run in text.split()]


def has_writing(text: str, head: str, tail: str) -> bool:
    """Return whether a text has a word of two parts in any writing: in one piece, held by a hyphen, or apart."""
    runs = letters_of(text)
    parts = head.lower(), tail.lower()
    return "".join(parts) in runs or parts in list(pairwise(runs))


def numbers_in(text: str) -> set[int]:
    """Return the whole numbers of a text, with their thousands grouped or not."""
    numbers, run = set(), ""
    for place, sign in enumerate(f"{text} "):
        group = text[place + 1 : place + 5]
        if sign.isdecimal():
            run += sign
        elif run and not (sign in ", \u202f" and group[:3].isdecimal() and not group[3:].isdecimal()):
            numbers.add(int(run))
            run = ""
    return numbers
