"""References as files for reference managers: CSL-JSON, RIS and BibTeX, for one passage or many."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .bibtex import bibtex_entry
from .csl_json import csl_item
from .reference import Reference, format_meeting_days


def write_csl_json(references: Iterable[Reference]) -> str:
    """Write references as a CSL-JSON array."""
    return json.dumps([csl_item(one) for one in references], ensure_ascii=False, indent=1) + "\n"


def write_ris(references: Iterable[Reference]) -> str:
    """Write references as RIS, in UTF-8, with the line ends that its specification asks for."""
    return "".join(f"{line}\r\n" for one in references for line in _ris(one))


def write_bibtex(references: Iterable[Reference]) -> str:
    """Write references as BibTeX, each under a key of its own."""
    taken: set[str] = set()
    return "\n".join(bibtex_entry(one, taken) for one in references)


@dataclass(frozen=True)
class ExportFormat:
    """A format that references can be downloaded in."""

    label: str
    suffix: str
    media_type: str
    write: Callable[[Iterable[Reference]], str]


EXPORTS: dict[str, ExportFormat] = {
    "csl-json": ExportFormat("CSL-JSON", ".json", "application/vnd.citationstyles.csl+json", write_csl_json),
    "ris": ExportFormat("RIS", ".ris", "application/x-research-info-systems", write_ris),
    "bibtex": ExportFormat("BibTeX", ".bib", "application/x-bibtex", write_bibtex),
}


def _ris(reference: Reference) -> Iterator[str]:
    for tag, value in _ris_fields(reference):
        text = " ".join(value.split())  # a line break would end the field
        if text:
            yield f"{tag}  - {text}"
    yield "ER  - "


def _ris_fields(reference: Reference) -> Iterator[tuple[str, str]]:
    passage = reference.passage
    meeting = passage.meeting
    yield "TY", "RPRT"
    yield "ID", passage.id
    yield "TI", passage.document.title
    yield "AU", _corporate(meeting.title)
    yield "T2", meeting.title
    yield "T3", reference.session or ""
    yield "M3", reference.genre
    issued = reference.issued_date()
    if issued:
        yield "PY", f"{issued[0]:04}"
        yield "DA", "/".join((f"{issued[0]:04}", *(f"{part:02}" for part in issued[1:]), "", "")[:3]) + "/"
    yield "CY", meeting.place or ""
    yield "SP", reference.page or ""
    yield "EP", reference.last_page or ""
    yield "LA", passage.document.language or ""
    yield "UR", reference.link
    yield "Y2", f"{reference.accessed:%Y/%m/%d}/"
    if days := format_meeting_days(meeting):
        yield "N1", f"{'Planned for' if reference.planned else 'Held'} {days}."
    for note in (*reference.paragraph_notes, *reference.notes):
        yield "N1", note
    yield "N1", reference.remark
    yield "AB", reference.quoted


def _corporate(name: str) -> str:
    """A body's name as RIS takes it: a comma would part family from given name."""
    return name.replace(",", "")
