"""Decide the kind of a paper, and whether it was written before its meeting, from what it says and how it is written.

A kind is given on evidence only: another paper is better left without a kind than given a wrong one. A kind that the
user states is never decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from indexer.model import DocumentKind, FactBasis, FactEvidence, Status, status_of
from indexer.structure.draft import RUNNING_HEADS, Piece
from indexer.text.prose import is_prose

from .forms import PaperForm, find_blank, is_section_of_kind, read_form
from .kind_names import is_kind_alone, is_question_paper, kind_of_file_name, named_in_sentence, named_kind
from .tense import Tense, delivery_notice, delivery_record, read_tense

_SELF_REFERENCE_PIECES = 5  # paragraphs: later ones tell of other papers
_PARAGRAPHS_BEFORE_PLAN = 1  # paragraph above the agenda of a paper: a greeting
_FIRST_LINES = 12  # lines of a paper that can hold a notice about its delivery
_PLANS: frozenset[DocumentKind] = frozenset({"programme", "agenda"})
_RECORDS: frozenset[DocumentKind] = frozenset({"minutes", "meeting_note", "transcript"})
_NOTES: frozenset[DocumentKind] = frozenset({"minutes", "meeting_note"})
_CAPTIONS = frozenset({".vtt", ".srt"})
# `transcript_by: Ann Lee` in the front matter of a Markdown file
_TAKEN_BY = re.compile(
    r"^\s*[\"']?(transcri(?:pt|bed)|minutes|notes)[-_ ](?:taken[-_ ])?by[\"']?\s*:\s*\S", re.IGNORECASE | re.MULTILINE
)
# The parts of a symbol between its body and its series: only a slash divides them, so that underscores cost nothing.
_SYMBOL_PARTS = r"(?<![A-Za-z])[A-Z]{1,5}[/_](?:[\w.-]+/)*(?:[\w.-]+_)?"
# What a symbol says of its paper: `S/PV.9000`, `A_RES_79_1.docx`.
_SYMBOLS: tuple[tuple[DocumentKind, re.Pattern[str]], ...] = (
    ("transcript", re.compile(rf"{_SYMBOL_PARTS}(?:PV|VR)[._]\d")),
    ("summary", re.compile(rf"{_SYMBOL_PARTS}SR[._]\d")),
    ("resolution", re.compile(rf"{_SYMBOL_PARTS}RES[/_.]\w*\d")),
    ("statement", re.compile(rf"{_SYMBOL_PARTS}PRST[/_]\d")),
)


@dataclass(frozen=True)
class KindFinding:
    """The kind of a paper, and how it is known."""

    kind: DocumentKind
    basis: FactBasis = "unknown"
    words: str = ""
    """The printed words or the file name that show it."""

    @property
    def evidence(self) -> FactEvidence:
        """How the kind is known, as the paper's facts carry it."""
        return FactEvidence("kind", self.basis, self.words)


def infer_kind(
    pieces: Sequence[Piece],
    lines: Sequence[str],
    title: str | None,
    source_name: str = "",
    page_title: str | None = None,
) -> KindFinding:
    """Return the kind of a paper with the strongest evidence; `lines` are the short lines of the title page.

    What the paper calls itself weighs most, unless its form shows a record of the meeting: notes that were written
    into an agenda make it minutes, and turns of speech make a report a transcript.
    """
    form = read_form(pieces)
    named = _named_on_title_page(lines, title)
    if named:
        return _with_form(named, form)
    by_file_name = _by_file_name(form, source_name, page_title)
    if any(is_question_paper(piece.text) for piece in pieces[:_FIRST_LINES]):
        return KindFinding("other")
    return (
        _by_record_form(form, by_file_name)
        or _by_self_reference(pieces)
        or _by_front_matter(pieces)
        or by_file_name
        or _by_other_evidence(pieces, form)
        or KindFinding("other")
    )


def _named_on_title_page(lines: Sequence[str], title: str | None) -> KindFinding | None:
    """Return the kind that the title, a line alone, or any other line of the title page names."""
    by_symbol = next(((kind, line) for line in lines for kind, symbol in _SYMBOLS if symbol.search(line)), None)
    if by_symbol:
        return KindFinding(by_symbol[0], "stated", by_symbol[1])
    for line in (*([title] if title else ()), *filter(is_kind_alone, lines), *lines):
        kind = named_kind(line)
        if kind:
            return KindFinding(kind, "stated", line)
    return None


def _with_form(named: KindFinding, form: PaperForm) -> KindFinding:
    """Return the kind that a paper names, corrected by its form."""
    if named.kind in _PLANS:
        if form.some_turns or form.minutes or ((form.present or form.takes_part) and form.record):
            return _record_of_meeting(form)
        if form.allots_times:
            return KindFinding("programme", "stated", form.allots_times)
        return named
    is_verbatim = named.kind in {"report", "summary"} or (named.kind in _RECORDS and form.is_formal)
    if form.turns and is_verbatim:
        return KindFinding("transcript", "stated", form.turns)
    return named


def _by_record_form(form: PaperForm, by_file_name: KindFinding | None) -> KindFinding | None:
    """Return the kind of a paper whose form alone shows it: a resolution, minutes, a transcript.

    Where people without titles speak in turn, notes have the form of a transcript: the file name tells them apart.
    """
    if form.enacting:
        return KindFinding("resolution", "stated", form.enacting)
    if form.present or (form.takes_part and (form.record or form.some_turns or form.minutes)):
        return KindFinding("minutes", "stated", form.present or form.takes_part)
    if form.turns:
        is_notes = by_file_name is not None and by_file_name.kind in _NOTES and not form.is_formal
        return by_file_name if is_notes else KindFinding("transcript", "stated", form.turns)
    return None


def _record_of_meeting(form: PaperForm, basis: FactBasis = "stated") -> KindFinding:
    """Return a transcript where people with titles and offices speak, minutes for other notes of a meeting."""
    kind: DocumentKind = "transcript" if form.some_turns and form.is_formal else "minutes"
    return KindFinding(kind, basis, form.some_turns or form.minutes or form.record or form.present)


def _by_self_reference(pieces: Sequence[Piece]) -> KindFinding | None:
    """Return the kind that a running head names, or that the first paragraphs say the paper is."""
    for piece in pieces:
        if piece.role == "dropped" and RUNNING_HEADS.intersection(piece.reasons):
            kind = named_kind(re.sub(r"\d+", "", piece.text))
            if kind:
                return KindFinding(kind, "stated", piece.text)
    prose = [piece.text for piece in pieces if piece.role == "body" and is_prose(piece.text)]
    found = next(filter(None, map(named_in_sentence, prose[:_SELF_REFERENCE_PIECES])), None)
    return KindFinding(found[0], "stated", found[1]) if found else None


def _by_front_matter(pieces: Sequence[Piece]) -> KindFinding | None:
    """Return the kind of a paper whose front matter says who took it down."""
    for piece in pieces:
        match = _TAKEN_BY.search(piece.block.raw) if piece.block.drop == "front_matter" else None
        if match:
            kind: DocumentKind = "transcript" if match[1].casefold().startswith("transcri") else "minutes"
            return KindFinding(kind, "stated", match[0].strip())
    return None


def _by_file_name(form: PaperForm, source_name: str, page_title: str | None) -> KindFinding | None:
    """Return the kind that the file name, its folder or the title in the file's properties gives."""
    path = PurePosixPath(source_name.replace("!", "/"))
    by_symbol = next((kind for kind, symbol in _SYMBOLS if symbol.search(path.name)), None)
    if by_symbol:
        return KindFinding(by_symbol, "path", path.name)
    for name in (path.stem, page_title or "", path.parent.name):
        kind = kind_of_file_name(name)
        if kind:
            return _with_form(KindFinding(kind, "path", name), form)
    if path.suffix.casefold() in _CAPTIONS:
        return KindFinding("transcript", "path", path.name)
    return None


def _by_other_evidence(pieces: Sequence[Piece], form: PaperForm) -> KindFinding | None:
    """Return a programme for a paper with a time for each item, an agenda for one with a section of that name."""
    if form.minutes or (form.record and form.some_turns):
        return _record_of_meeting(form, "guessed")
    if form.some_turns or form.record:
        return None
    if form.timed_items:
        return KindFinding("programme", "stated", form.timed_items)
    section = _opening_plan(pieces)
    if section:
        return KindFinding("programme" if form.allots_times else "agenda", "guessed", section)
    tense = read_tense(_sentences(pieces))
    if form.takes_part and (tense.reported or tense.told):
        return KindFinding("minutes", "guessed", form.takes_part)
    return KindFinding("concept_note", "guessed", tense.planned) if tense.planned and not tense.speaks else None


def _opening_plan(pieces: Sequence[Piece]) -> str:
    """Return the heading of a plan with which a paper begins, or nothing: below its text it is one section of many."""
    paragraphs = 0
    for piece in pieces:
        if is_section_of_kind(piece) and named_kind(piece.text) in _PLANS:
            return piece.text
        paragraphs += piece.role == "body" and is_prose(piece.text)
        if paragraphs > _PARAGRAPHS_BEFORE_PLAN:
            break
    return ""


def infer_status(
    found: KindFinding, pieces: Sequence[Piece], lines: Sequence[str]
) -> tuple[Status | None, FactEvidence]:
    """Return the status where the text decides it and the kind does not, else None; and how the status is known."""
    texts, kind = _sentences(pieces), found.kind
    blank = find_blank(pieces)
    if blank:
        return "unknown", FactEvidence("status", "unknown", f"a form to be filled in: {blank}")
    if kind == "statement":
        first = [*lines, *texts[:_FIRST_LINES]]
        notice, record = delivery_notice(first), delivery_record(first)
        if notice or record:
            return ("planned" if notice else "reported"), FactEvidence("status", "stated", notice or record)
    if kind == "resolution" and any(
        re.search(r"\b(?:draft|projet|proyecto|проект)\b", line, re.IGNORECASE) for line in lines
    ):
        return "unknown", FactEvidence("status", "unknown")
    if kind == "other":
        tense: Tense = read_tense(texts)
        record = read_form(pieces).record or tense.reported
        if tense.planned or record:
            return ("planned" if tense.planned else "reported"), FactEvidence(
                "status", "guessed", tense.planned or record
            )
    if status_of(kind) == "unknown":
        return None, FactEvidence("status", "unknown")
    return None, FactEvidence("status", found.basis, found.words)


def _sentences(pieces: Sequence[Piece]) -> list[str]:
    """Return the paragraphs and list items of a paper."""
    return [piece.text for piece in pieces if piece.role == "body" and (piece.is_list_item or is_prose(piece.text))]
