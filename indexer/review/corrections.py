"""Write what a reader says is wrong about a paper as a table of `corpus.toml`, checked as that file is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from indexer.corpus.checks import SettingLocation
from indexer.corpus.document_rules import parse_document_rule
from indexer.corpus.listing import SETTINGS_FILE
from indexer.errors import CorpusSettingsInvalid
from indexer.model import PLANNED_KINDS, UNDECIDED_KINDS, Document

from .stanzas import one_line, pattern_of, printed_value, quoted

CorrectedFact = Literal[
    "title",
    "kind",
    "status",
    "published",
    "language",
    "author",
    "publisher",
    "symbol",
    "meeting",
    "place",
    "start",
    "end",
]
CORRECTED_FACTS: tuple[CorrectedFact, ...] = get_args(CorrectedFact)
OF_THE_MEETING: tuple[CorrectedFact, ...] = ("meeting", "place", "start", "end")
"""The facts that a paper of several meetings does not have."""
_STATED_AS_UNKNOWN: tuple[CorrectedFact, ...] = ("author", "publisher")
"""The facts of which `corpus.toml` can say that they are not known."""
_DAYS = ("start", "end")
_FORMS: Mapping[CorrectedFact, str] = {
    "published": "Write the date as 2025-01-31, 2025-01 or 2025.",
    "start": "Write the day as 2024-12-10.",
    "end": "Write the day as 2024-12-10.",
}
"""What to do about a value of another form; the file asks for quotation marks too, which a reader does not type."""


@dataclass(frozen=True)
class FactCorrection:
    """What a reader says is wrong about a paper."""

    table: str
    """The table of `corpus.toml` that corrects it; empty where nothing is said, or something of it cannot be."""
    problems: Mapping[CorrectedFact, str]
    """What is wrong with a value, for each fact that cannot be stated so."""


def facts_of(document: Document) -> dict[CorrectedFact, str]:
    """Return the facts of a paper that a reader may correct, as `corpus.toml` has them; empty where not known.

    A paper that holds several meetings has none of those of the meeting.
    """
    facts: dict[CorrectedFact, str] = {
        "title": document.title,
        "kind": document.kind,
        "status": document.status,
        "published": document.published or "",
        "language": document.language or "",
        "author": document.author or "",
        "publisher": document.publisher or "",
        "symbol": document.symbol or "",
    }
    if len(document.meetings) > 1:
        return facts
    meeting = document.meeting
    facts["meeting"] = meeting.title if meeting else ""
    facts["place"] = (meeting.place if meeting else None) or ""
    facts["start"] = meeting.start.isoformat() if meeting and meeting.start else ""
    facts["end"] = meeting.end.isoformat() if meeting and meeting.end else ""
    return facts


def corrected(
    document: Document, stated: Mapping[CorrectedFact, str], note: str = "", others: Sequence[Document] = ()
) -> FactCorrection:
    """Return the table that states what differs from the facts of a paper, with a note as a comment.

    A fact that was emptied is known to be wrong while the right one is not: that is a comment too. What is wrong about
    a meeting is stated of `others`, the other papers of it, too, or the paper would be torn out of its meeting.
    """
    now = facts_of(document)
    values = {fact: one_line(stated.get(fact, now[fact])) for fact in now}
    changed = [fact for fact in values if values[fact] != one_line(now[fact])]
    if any(fact in _DAYS and values["start"] and values["end"] for fact in changed):
        # A first day alone would make a meeting of one day of it, and a last day alone cannot be stated.
        changed = [fact for fact in values if fact in changed or fact in _DAYS]
    if "kind" in changed and "status" not in changed and not _decides(values["kind"], values["status"]):
        changed.append("status")  # it was read with the other kind
    if not changed and not note.strip():
        return FactCorrection("", {})
    keys = dict(_keys(changed, values))
    problems = _problems(document, keys)
    if problems:
        return FactCorrection("", problems)
    of_meeting = {fact: value for fact, value in keys.items() if fact in OF_THE_MEETING and value is not False}
    others = others if of_meeting else ()
    own = [f"{key} = {printed_value(value)}" for key, value in keys.items() if key not in of_meeting]
    lines = [*_first_lines(document), *own, *_meeting_lines(document, of_meeting, bool(others))]
    lines += (f"# {fact} is wrong; it was {quoted(now[fact])}" for fact in changed if fact not in keys and now[fact])
    lines += (f"# {line}" for line in map(one_line, note.splitlines()) if line)
    for other in others:
        if len(other.meetings) == 1:
            lines += ("", *_first_lines(other), *_meeting_lines(document, of_meeting, True))
        else:
            lines += ("", f"# {quoted(other.source)} holds several meetings: state it there in `meetings`")
    return FactCorrection("\n".join(lines), {})


def _first_lines(document: Document) -> tuple[str, str]:
    return "[[document]]", f"file = {quoted(pattern_of(document.source))}"


def _meeting_lines(
    document: Document, facts: Mapping[CorrectedFact, str | bool | date], is_shared: bool
) -> Iterator[str]:
    """Yield the facts of a meeting, with its id where several papers have to stay together."""
    if is_shared and document.meeting:
        yield f"meeting_id = {quoted(document.meeting.id)}"
    yield from (f"{key} = {printed_value(value)}" for key, value in facts.items())


def _decides(kind: str, status: str) -> bool:
    """Return whether papers of a kind have a status without a statement."""
    return kind not in UNDECIDED_KINDS and status == ("planned" if kind in PLANNED_KINDS else "reported")


def _keys(
    changed: list[CorrectedFact], values: Mapping[CorrectedFact, str]
) -> Iterator[tuple[CorrectedFact, str | bool | date]]:
    """Yield the keys of the table with their values; a meeting that was emptied is none, as is such an author."""
    is_of_none = "meeting" in changed and not values["meeting"]
    for fact in changed:
        if (fact == "meeting" and is_of_none) or (fact in _STATED_AS_UNKNOWN and not values[fact]):
            yield fact, False
        elif values[fact] and not (is_of_none and fact in OF_THE_MEETING):
            yield fact, _day(values[fact]) if fact in _DAYS else values[fact]


def _day(text: str) -> str | date:
    """Return a day, or the text where it is none, which the check will say."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _problems(document: Document, keys: Mapping[CorrectedFact, str | bool | date]) -> dict[CorrectedFact, str]:
    """Return what is wrong with some keys, each by itself first, as reading the file would say it."""
    problems: dict[CorrectedFact, str] = {}
    for fact, value in keys.items():
        alone: dict[CorrectedFact, str | bool | date] = {fact: value}
        if fact == "end":
            alone["start"] = value
        if problem := _problem(document, alone):
            problems[fact] = _FORMS.get(fact, problem)
    if not problems and (problem := _problem(document, keys)):
        problems["end" if "end" in keys else next(iter(keys))] = problem
    return problems


def _problem(document: Document, keys: Mapping[CorrectedFact, str | bool | date]) -> str:
    table: dict[str, object] = {"file": document.source}
    table.update(keys.items())
    try:
        parse_document_rule(SettingLocation(SETTINGS_FILE), table)
    except CorpusSettingsInvalid as error:
        return str(error).removeprefix(f"{SETTINGS_FILE}: ")
    return ""
