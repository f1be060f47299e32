"""A reference as a CSL-JSON item: the form that reference managers and citation processors exchange.

Names of the fields: the CSL 1.0.2 specification and its schema for input data.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from .reference import RANGE_DASH, Reference

CslItem = dict[str, Any]


def csl_item(reference: Reference) -> CslItem:
    """Give the item of one passage; a fact that is not known is left out.

    Papers of meetings name no author, so the meeting is the author, as cataloguing rules (RDA 19.2) have it for a
    body that meets. The type is `report`: a `paper-conference` would be somebody's contribution, and processors
    print neither its place nor its session.
    """
    passage = reference.passage
    meeting = passage.meeting
    # Processors part a range at a hyphen, and print it as their style wants it.
    page = {"page": reference.locator[1].replace(RANGE_DASH, "-")} if reference.page else {}
    known: dict[str, object] = {
        "id": passage.id,
        "type": "report",
        "title": passage.document.title,
        "author": [{"literal": meeting.title}],
        "event-title": meeting.title,
        "event": meeting.title,  # the name that processors of CSL before 1.0.2 know
        "event-place": meeting.place,
        "event-date": _event_date(reference),
        "section": reference.session,
        "genre": reference.genre,
        **page,
        "issued": _parts(reference.issued_date()),
        "URL": reference.link,
        "accessed": {"date-parts": [_numbers(reference.accessed)]},
        "language": passage.document.language,
        "note": _note(reference),
        "abstract": reference.quoted,
        "annote": reference.remark,
    }
    return {name: value for name, value in known.items() if value}


def _note(reference: Reference) -> str:
    return " ".join((*reference.paragraph_notes, *reference.notes))


def _event_date(reference: Reference) -> dict[str, object] | None:
    meeting = reference.passage.meeting
    start = meeting.start or meeting.end
    if start is None:
        return _parts((meeting.year,) if meeting.year else ())
    last = [_numbers(meeting.end)] if meeting.end and meeting.end != start else []
    return {"date-parts": [_numbers(start), *last]}


def _parts(numbers: tuple[int, ...]) -> dict[str, object] | None:
    return {"date-parts": [list(numbers)]} if numbers else None


def _numbers(day: date) -> list[int]:
    return [day.year, day.month, day.day]
