"""Write a reference as a CSL-JSON item, which reference managers and citation processors exchange.

Names of the fields: the CSL 1.0.2 specification and its schema for input data.
"""

from __future__ import annotations

from datetime import date

from indexer.entities.names import family_and_given

from .reference import RANGE_DASH, SPOKEN_KINDS, Reference

CslItem = dict[str, object]


def csl_item(reference: Reference) -> CslItem:
    """Return the item of one reference, without the facts that are not known.

    The authors are those that are stated for the paper; none is inferred from the meeting or its people. The type is
    `report`, but `speech` for what one person said or showed: a `paper-conference` would be one person's contribution,
    and processors print neither its place nor its session.
    """
    passage = reference.passage
    title = reference.meeting_title
    # Processors split a range at a hyphen and print it as their style demands.
    page = {"page": reference.locator.number.replace(RANGE_DASH, "-")} if reference.page else {}
    fields: dict[str, object] = {
        "id": passage.id,
        "type": "speech" if passage.document.kind in SPOKEN_KINDS else "report",
        "title": reference.filed_title,
        "author": [_name(name) for name in reference.authors],
        "event-title": title,
        "event": title,  # the name before CSL 1.0.2
        "event-place": reference.meeting_place,
        "event-date": _event_date(reference),
        "section": reference.session,
        "genre": reference.genre,
        "publisher": reference.publisher,
        "number": passage.document.symbol,
        **page,
        "issued": _date_parts(reference.issued_date()),
        "URL": reference.link,
        "accessed": {"date-parts": [_day_parts(reference.accessed)]},
        "language": passage.document.language,
        "note": _note(reference),
        "abstract": reference.quoted,
        "annote": reference.remark,
    }
    return {name: value for name, value in fields.items() if value}


def _name(name: str) -> dict[str, str]:
    """Return an author: in two parts where it is known which of them is the family name, else whole."""
    parts = family_and_given(name)
    return {"family": parts[0], "given": parts[1]} if parts else {"literal": name}


def _note(reference: Reference) -> str:
    return " ".join((*reference.passage_notes, *reference.file_notes))


def _event_date(reference: Reference) -> dict[str, object] | None:
    meeting = reference.passage.meeting
    if meeting is None:
        return None
    start = meeting.start or meeting.end
    if start is None:
        return _date_parts((meeting.year,) if meeting.year else ())
    last = [_day_parts(meeting.end)] if meeting.end and meeting.end != start else []
    return {"date-parts": [_day_parts(start), *last]}


def _date_parts(numbers: tuple[int, ...]) -> dict[str, object] | None:
    return {"date-parts": [list(numbers)]} if numbers else None


def _day_parts(day: date) -> list[int]:
    return [day.year, day.month, day.day]
