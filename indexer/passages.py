"""Blocks to passages: halves of a paragraph joined again, pull quotes lifted out of it, rosters in one piece."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from .entities.mentions import known_as, participations
from .model import Participation, PassageKind
from .prose import hangs, is_ended, words
from .quotations import Quotation, quotation_at
from .rosters import roster_at
from .structure.draft import DraftPassage, Piece
from .structure.outline import Entry, Outline
from .structure.people import participation, role_label

_CRUMB = 3  # words: a paragraph with fewer is a part of its neighbour


@dataclass(frozen=True)
class Assembled:
    """The passages of a document, those who take part in each session, and the final role of each piece."""

    passages: tuple[DraftPassage, ...]
    people: dict[str, tuple[Participation, ...]]
    pieces: tuple[Piece, ...]


def assemble(outline: Outline) -> Assembled:
    """The passages of an outline, in reading order."""
    assembler = _Assembler(outline)
    assembler.run()
    assembler.name_people()
    return Assembled(tuple(assembler.passages), assembler.people, tuple(assembler.pieces))


class _Assembler:
    """Walks the entries once; each step takes one or more of them and adds what they make."""

    def __init__(self, outline: Outline) -> None:
        self.entries = outline.entries
        self.pieces = list(outline.pieces)
        self.passages: list[DraftPassage] = []
        self.people: dict[str, tuple[Participation, ...]] = {}
        self._item_numbers: str | None = None
        self._leads: dict[int, str] = {}

    def run(self) -> None:
        position = 0
        while position < len(self.entries):
            position = self._roster(position) or self._quote(position) or self._paragraph(position)

    def name_people(self) -> None:
        """Add to each passage of running text those whom it says to have taken part, and to its session too."""
        names = {one.name for people in self.people.values() for one in people}
        known = known_as(names | {one.name for passage in self.passages for one in passage.people})
        for at, passage in enumerate(self.passages):
            if passage.people or passage.kind not in {"paragraph", "list_item"}:
                continue
            named = participations(passage.text, known)
            if named:
                self.passages[at] = replace(passage, people=named)
                self._take_part(passage.section.session, named)

    def _take_part(self, session: str | None, people: Sequence[Participation]) -> None:
        if session:
            known = self.people.get(session, ())
            self.people[session] = (*known, *(one for one in people if one not in known))

    def _same_section(self, position: int, other: int) -> bool:
        """Whether an entry stands in the same section, with no heading between."""
        if other >= len(self.entries):
            return False
        first, last = self.entries[position].index, self.entries[other].index
        return not any(self.pieces[index].role == "heading" for index in range(first, last))

    def _name(self, positions: Sequence[int], role: str, reason: str) -> None:
        for position in positions:
            index = self.entries[position].index
            self.pieces[index] = replace(self.pieces[index], role=role, reason=reason)  # type: ignore[arg-type] # a Role

    def _roster(self, position: int) -> int | None:
        """Take a list of people as one passage, and note them for its session; the position after it."""
        roster = roster_at(self.entries, position, self._same_section)
        if roster is None:
            return None
        entry = self.entries[position]
        self._add("heading_note", "\n".join(roster.lines), entry, people=roster.people)
        self._name(range(position, roster.end), "roster", "people in their roles")
        self._take_part(entry.section.session, roster.people)
        return roster.end

    def _quote(self, position: int) -> int | None:
        """Take a pull quote; the position after it."""
        quotation = quotation_at(self.entries, position, self._same_section)
        if quotation is None:
            return None
        self.passages.append(self._quoted(quotation))
        return quotation.end

    def _quoted(self, quotation: Quotation) -> DraftPassage:
        last = quotation.end - 1 if quotation.people else quotation.end
        self._name(range(quotation.start, last), "quote", quotation.reason)
        self._name(range(last, quotation.end), "attribution", "speaker of the quotation")
        return self._make("quote", quotation.text, self.entries[quotation.start], people=quotation.people)

    def _paragraph(self, position: int) -> int:
        """Take a paragraph or list item with the halves that follow it, past the quotes between them."""
        text, taken, aside, end = self.entries[position].piece.text, [position], [], position + 1
        while _may_go_on(text):
            between = self._quotations(position, end)
            after = between[-1].end if between else end
            if not self._same_section(position, after) or not self._continues(text, after):
                break
            aside.extend(between)
            text = _join(text, self.entries[after].piece.text)
            taken.append(after)
            end = after + 1
        if len(taken) > 1:
            self._name(taken, "body", f"joined from {len(taken)} pieces")
        self._emit(text, self.entries[position])
        self.passages.extend(self._quoted(quotation) for quotation in aside)
        return end

    def _quotations(self, position: int, end: int) -> list[Quotation]:
        """The pull quotes that stand one after another from `end` on."""
        found: list[Quotation] = []
        while self._same_section(position, end):
            quotation = quotation_at(self.entries, end, self._same_section)
            if quotation is None:
                break
            found.append(quotation)
            end = quotation.end
        return found

    def _continues(self, text: str, position: int) -> bool:
        """Whether the piece at this position is the other half of a paragraph that broke off."""
        piece = self.entries[position].piece
        block = piece.block
        if block.kind != "paragraph" or block.speaker or piece.people or role_label(piece.text):
            return False
        opening = piece.text.lstrip("(“\"'‘—– ")[:1]
        return opening.islower() or (hangs(text) and not piece.text[:1].isdigit())

    def _emit(self, text: str, entry: Entry) -> None:
        piece = entry.piece
        last = self.passages[-1] if self.passages else None
        if (
            len(words(text)) < _CRUMB
            and not piece.block.label
            and piece.block.kind == "paragraph"
            and last
            and last.section == entry.section
            and last.kind in {"paragraph", "list_item"}
        ):
            self.passages[-1] = replace(last, text=f"{last.text} {text}")
            return
        if piece.reason == "subtitle" or piece.block.kind == "caption":
            self._add("heading_note", text, entry)
        elif piece.is_list_item:
            label = self._label(entry)
            self._add("list_item", text, entry, label=label, lead_in=self._lead_in(entry, text, label))
        elif piece.block.kind == "table_row":
            self._add("table_row", text, entry)
        else:
            self._leads = {0: _last_clause(text)} if text.endswith(":") else {}
            self._add("paragraph", text, entry)

    def _label(self, entry: Entry) -> str | None:
        """The number of a list item; a lettered one below a numbered one has both: `7.b`."""
        label = entry.piece.block.label
        if not self._follows_item(entry):
            self._item_numbers = None
        if label is None or label[:1].isdigit():
            self._item_numbers = label
            return label
        return f"{self._item_numbers}.{label}" if self._item_numbers else label

    def _follows_item(self, entry: Entry) -> bool:
        last = self.passages[-1] if self.passages else None
        return bool(last and last.kind == "list_item" and last.section == entry.section)

    def _lead_in(self, entry: Entry, text: str, label: str | None) -> str | None:
        """The clause that a list item completes: the one before its list, or the item that it is a part of."""
        if not self._follows_item(entry) and not self._follows_lead(entry):
            self._leads = {}
        depth = max(entry.piece.block.depth, label.count(".") if label else 0)
        lead = next((self._leads[level] for level in range(depth, -1, -1) if level in self._leads), None)
        self._leads = {level: clause for level, clause in self._leads.items() if level <= depth}
        if text.endswith(":"):
            self._leads[depth + 1] = _last_clause(text)
        return lead

    def _follows_lead(self, entry: Entry) -> bool:
        last = self.passages[-1] if self.passages else None
        return bool(last and last.section == entry.section and last.text.endswith(":"))

    def _make(self, kind: PassageKind, text: str, entry: Entry, **more: Any) -> DraftPassage:
        block = entry.piece.block
        speakers = entry.piece.people or ((participation(block.speaker, "speaker"),) if block.speaker else ())
        if speakers and not more.get("people"):
            more["people"] = speakers
        return DraftPassage(
            text, kind, entry.section, page=block.page, page_label=block.page_label, notes=block.notes, **more
        )

    def _add(self, kind: PassageKind, text: str, entry: Entry, **more: Any) -> None:
        self.passages.append(self._make(kind, text, entry, **more))


def _may_go_on(text: str) -> bool:
    return len(words(text)) >= 5 and not is_ended(text)


def _last_clause(text: str) -> str:
    """The last sentence of a text."""
    return re.split(r"(?<=[.?!])\s+(?=[A-Z“\"])", text)[-1]


def _join(one: str, other: str) -> str:
    """Two halves of a paragraph as one; a word cut by a hyphen is made whole."""
    if re.search(r"[a-z]-$", one) and other[:1].islower():
        return one[:-1] + other
    return one + other if one.endswith(("—", "/")) else f"{one} {other}"
