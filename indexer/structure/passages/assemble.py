"""Assemble blocks into passages: join halves of paragraphs, lift out pull quotes, keep rosters whole.

Ids are given in `meetings` and `registry`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.entities.mentions import find_participants, fold_names
from indexer.entities.roles import parse_participation, split_role_label
from indexer.model import PageTraces, Participation, PassageKind
from indexer.structure.draft import DraftPassage, Piece, PieceReason, PieceRole
from indexer.structure.outline.walk import Outline, OutlineEntry
from indexer.structure.page_heads import ends_page
from indexer.text.prose import is_prose

from .joining import OPENING_SIGNS, CutText, is_paragraph, is_preamble_clause, join_halves, may_continue
from .list_items import ListContext
from .pull_quotes import PullQuote, pull_quote_at
from .rosters import roster_at


@dataclass(frozen=True)
class Assembled:
    """The passages of a document, the participants of each session, and the final role of each piece."""

    passages: tuple[DraftPassage, ...]
    people: dict[str, tuple[Participation, ...]]
    pieces: tuple[Piece, ...]


def assemble_passages(outline: Outline, traces: PageTraces = "printed") -> Assembled:
    """Return the passages of an outline, in reading order."""
    walk = _Assembler(outline, traces)
    walk.run()
    walk.name_people()
    return Assembled(tuple(walk.passages), walk.people, tuple(walk.pieces))


class _Assembler:
    """Walks the entries once; each step takes one or more entries and adds the passages they form."""

    def __init__(self, outline: Outline, traces: PageTraces) -> None:
        self.entries = outline.entries
        self.pieces = list(outline.pieces)
        self.passages: list[DraftPassage] = []
        self.people: dict[str, tuple[Participation, ...]] = {}
        self._items = ListContext()
        self._cut_text = CutText(self.pieces, traces)

    def run(self) -> None:
        """Take all entries from first to last."""
        position = 0
        while position < len(self.entries):
            position = self._roster(position) or self._quote(position) or self._paragraph(position)

    def name_people(self) -> None:
        """Add to each passage of running text, and to its session, the people who took part according to it."""
        names = {person.name for people in self.people.values() for person in people}
        known = fold_names(names | {person.name for passage in self.passages for person in passage.people})
        for index, passage in enumerate(self.passages):
            if passage.is_speech or passage.people or passage.kind not in {"paragraph", "list_item"}:
                continue
            participants = find_participants(passage.text, known)
            if participants:
                self.passages[index] = replace(passage, people=participants)
                self._add_participants(passage.section.session, participants)

    def _add_participants(self, session: str | None, people: Sequence[Participation]) -> None:
        if session:
            known = self.people.get(session, ())
            self.people[session] = (*known, *(person for person in people if person not in known))

    def _same_section(self, position: int, other: int) -> bool:
        """Return whether another entry exists in the same section, with no heading between."""
        if other >= len(self.entries):
            return False
        first, last = self.entries[position].index, self.entries[other].index
        return not any(self.pieces[index].role == "heading" for index in range(first, last))

    def _set_role(
        self, positions: Sequence[int], role: PieceRole, reason: PieceReason, *, joined_from: int = 0
    ) -> None:
        for position in positions:
            index = self.entries[position].index
            self.pieces[index] = self.pieces[index].with_role(role, reason, joined_from=joined_from)

    def _roster(self, position: int) -> int | None:
        """Take a list of people as one passage, and return the position after it, or None."""
        roster = roster_at(self.entries, position, self._same_section)
        if roster is None:
            return None
        entry = self.entries[position]
        self._add("heading_note", "\n".join(roster.lines), entry, people=roster.people)
        self._set_role(range(position, roster.end), "roster", "roster")
        self._add_participants(entry.section.session, roster.people)
        return roster.end

    def _quote(self, position: int) -> int | None:
        """Take a pull quote, and return the position after it, or None."""
        quotation = pull_quote_at(self.entries, position, self._same_section)
        if quotation is None:
            return None
        self.passages.append(self._quote_passage(quotation))
        return quotation.end

    def _quote_passage(self, quotation: PullQuote) -> DraftPassage:
        last = quotation.end - 1 if quotation.people else quotation.end
        self._set_role(range(quotation.start, last), "quote", quotation.reason)
        self._set_role(range(last, quotation.end), "attribution", "speaker_of_quotation")
        return self._draft_passage("quote", quotation.text, self.entries[quotation.start], people=quotation.people)

    def _paragraph(self, position: int) -> int:
        """Take a paragraph or list item with its other halves, across pull quotes; return the position after it."""
        text = self.entries[position].piece.text
        positions, quotations, end = [position], list[PullQuote](), position + 1
        while may_continue(text):
            between = self._quotations(position, end)
            after = between[-1].end if between else end
            if not self._same_section(position, after) or not self._continues(text, position, after):
                break
            quotations.extend(between)
            text = join_halves(text, self.entries[after].piece.text)
            positions.append(after)
            end = after + 1
        if len(positions) > 1:
            self._set_role(positions, "body", "joined", joined_from=len(positions))
        self._add_text(text, self.entries[position])
        self.passages.extend(self._quote_passage(quotation) for quotation in quotations)
        return end

    def _quotations(self, position: int, end: int) -> list[PullQuote]:
        """Return the consecutive pull quotes that begin at `end`."""
        quotations: list[PullQuote] = []
        while self._same_section(position, end):
            quotation = pull_quote_at(self.entries, end, self._same_section)
            if quotation is None:
                break
            quotations.append(quotation)
            end = quotation.end
        return quotations

    def _continues(self, text: str, start: int, position: int) -> bool:
        """Return whether the piece at `position` is the other half of a paragraph that broke off."""
        piece = self.entries[position].piece
        block = piece.block
        if block.kind != "paragraph" or block.speaker or split_role_label(piece.text):
            return False
        if not self._is_same_speech(self.entries[start].piece, piece):
            return False
        if is_preamble_clause(text, piece.text):
            return False
        at_page_end = self._only_page_end_between(position)
        if self._cut_text.goes_on(text, piece.text, at_page_end=at_page_end):
            return True
        opening = piece.text.lstrip(OPENING_SIGNS)[:1]
        return at_page_end and opening.isalpha() and is_prose(text) and is_paragraph(self.entries[start].piece)

    def _is_same_speech(self, piece: Piece, following: Piece) -> bool:
        """Return whether nobody else takes the floor between two pieces."""
        return following.people == piece.people and following.opening is None

    def _only_page_end_between(self, position: int) -> bool:
        """Return whether only the end of a page stands between an entry and the one before it."""
        first, last = self.entries[position - 1].index, self.entries[position].index
        return last - first > 1 and all(ends_page(self.pieces[index]) for index in range(first + 1, last))

    def _add_text(self, text: str, entry: OutlineEntry) -> None:
        piece = entry.piece
        if "subtitle" in piece.reasons or piece.block.kind == "caption":
            self._add("heading_note", text, entry)
        elif piece.is_list_item:
            before = self.passages[-1] if self.passages else None
            label = self._items.label(entry, before)
            item = self._draft_passage("list_item", text, entry)
            lead_in = self._items.lead_in(entry, text, label, before)
            self.passages.append(replace(item, label=label, lead_in=lead_in))
        elif piece.block.kind == "table_row":
            row = self._draft_passage("table_row", text, entry)
            heads, lead_in = entry.piece.block.heads, entry.piece.block.lead_in
            self.passages.append(replace(row, heads=heads, lead_in=lead_in))
        else:
            self._items.note_paragraph(text)
            self._add("paragraph", text, entry)

    def _speakers(self, entry: OutlineEntry) -> tuple[Participation, ...]:
        speaker = entry.piece.block.speaker
        return entry.piece.people or ((parse_participation(speaker, "speaker"),) if speaker else ())

    def _draft_passage(
        self, kind: PassageKind, text: str, entry: OutlineEntry, people: tuple[Participation, ...] = ()
    ) -> DraftPassage:
        block = entry.piece.block
        return DraftPassage(
            text,
            kind,
            entry.section,
            people=people or self._speakers(entry),
            page=block.page,
            page_label=block.page_label,
            notes=block.notes,
            part=entry.piece.part,
            is_speech=entry.piece.is_speech,
        )

    def _add(self, kind: PassageKind, text: str, entry: OutlineEntry, people: tuple[Participation, ...] = ()) -> None:
        self.passages.append(self._draft_passage(kind, text, entry, people))
