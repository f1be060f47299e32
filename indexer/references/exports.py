"""Write references as files for reference managers: CSL-JSON, RIS and BibTeX, for one passage or many."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from indexer.entities.names import family_and_given
from indexer.model import DocumentKind

from .bibtex import bibtex_entry
from .csl_json import csl_item
from .reference import Reference, format_meeting_days


def _csl_json_pieces(references: Iterable[Reference]) -> Iterator[str]:
    """Yield a CSL-JSON array, an item a line."""
    ahead = "[\n"
    for reference in references:
        yield f"{ahead}{json.dumps(csl_item(reference), ensure_ascii=False)}"
        ahead = ",\n"
    yield "[]\n" if ahead == "[\n" else "\n]\n"


def _ris_pieces(references: Iterable[Reference]) -> Iterator[str]:
    """Yield RIS, in UTF-8, with the CRLF line ends that its specification asks for."""
    for reference in references:
        yield "".join(f"{line}\r\n" for line in _ris_lines(reference))


def _bibtex_pieces(references: Iterable[Reference]) -> Iterator[str]:
    """Yield BibTeX entries, each with a unique key."""
    taken: set[str] = set()
    ahead = ""
    for reference in references:
        yield ahead + bibtex_entry(reference, taken)
        ahead = "\n"


@dataclass(frozen=True)
class ExportFormat:
    """A format in which references can be downloaded."""

    label: str
    suffix: str
    media_type: str
    pieces: Callable[[Iterable[Reference]], Iterator[str]]
    """Yields a file a reference at a time, so that any number of them can be written without holding them."""

    def write(self, references: Iterable[Reference]) -> str:
        """Return a whole file."""
        return "".join(self.pieces(references))


EXPORTS: dict[str, ExportFormat] = {
    "csl-json": ExportFormat("CSL-JSON", ".json", "application/vnd.citationstyles.csl+json", _csl_json_pieces),
    "ris": ExportFormat("RIS", ".ris", "application/x-research-info-systems", _ris_pieces),
    "bibtex": ExportFormat("BibTeX", ".bib", "application/x-bibtex", _bibtex_pieces),
}
write_csl_json = EXPORTS["csl-json"].write
write_ris = EXPORTS["ris"].write
write_bibtex = EXPORTS["bibtex"].write


_RIS_TYPES: dict[DocumentKind, str] = {"slides": "SLIDE", "statement": "GEN"}
"""The RIS types of the kinds that are no report; RIS has none for a speech."""


def _ris_lines(reference: Reference) -> Iterator[str]:
    for tag, value in _ris_fields(reference):
        text = " ".join(value.split())  # a line break would end the field
        if text:
            yield f"{tag}  - {text}"
    yield "ER  - "


def _ris_fields(reference: Reference) -> Iterator[tuple[str, str]]:
    passage = reference.passage
    yield "TY", _RIS_TYPES.get(passage.document.kind, "RPRT")
    yield "ID", passage.id
    yield "TI", reference.filed_title
    for name in reference.authors:
        yield "AU", _ris_name(name)
    yield "T2", reference.meeting_title
    yield "T3", reference.session or ""
    yield "M3", reference.genre
    if filed := reference.filed_date():
        yield "PY", f"{filed[0]:04}"
        yield "DA", "/".join((f"{filed[0]:04}", *(f"{part:02}" for part in filed[1:]), "", "")[:3]) + "/"
    yield "PB", reference.publisher
    yield "SN", passage.document.symbol or ""
    yield "CY", reference.meeting_place
    yield "SP", reference.page or ""
    yield "EP", reference.last_page or ""
    yield "LA", passage.document.language or ""
    yield "UR", reference.link
    yield "Y2", f"{reference.accessed:%Y/%m/%d}/"
    if days := format_meeting_days(passage.meeting):
        yield "N1", f"{'Planned for' if reference.planned else 'Held' if reference.reported else 'Meeting of'} {days}."
    for note in (*reference.passage_notes, *reference.file_notes):
        yield "N1", note
    yield "N1", reference.remark
    yield "AB", reference.quoted


def _ris_name(name: str) -> str:
    """Return a name whose comma parts nothing with one behind it: in RIS a comma separates family and given name."""
    return f"{name}," if "," in name and not family_and_given(name) else name
