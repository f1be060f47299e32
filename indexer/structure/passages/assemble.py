"""Blocks to passages: halves of a paragraph joined again, pull quotes lifted out of it, rosters in one piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from indexer.entities.mentions import find_participants, fold_names, parse_speaker_turn
from indexer.entities.roles import parse_participation, split_role_label
from indexer.model import Participation, PassageKind
from indexer.structure.draft import DraftPassage, Piece
from indexer.structure.furniture import ends_page
from indexer.structure.outline.walk import Outline, OutlineEntry
from indexer.text.prose import expects_more, split_words

from .joining import is_paragraph, is_preamble_clause, join_halves, may_continue
from .list_items import ListContext, follows_lead
from .pull_quotes import PullQuote, pull_quote_at
from .rosters import roster_at
from .short_items import SHORT_ITEM_WORDS, is_short_paragraph, join_items, short_items_at


@dataclass(frozen=True)
class Assembled:
    """The passages of a document, those who take part in each session, and the final role of each piece."""

    passages: tuple[DraftPassage, ...]
    people: dict[str, tuple[Participation, ...]]
    pieces: tuple[Piece, ...]


def assemble_passages(outline: Outline) -> Assembled:
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
        self._items = ListContext()

    def run(self) -> None:
        position = 0
        while position < len(self.entries):
            position = (
                self._roster(position) or self._quote(position) or self._row(position) or self._paragraph(position)
            )

    def name_people(self) -> None:
        """Add to each passage of running text those whom it says to have taken part, and to its session too."""
        names = {one.name for people in self.people.values() for one in people}
        known = fold_names(names | {one.name for passage in self.passages for one in passage.people})
        for at, passage in enumerate(self.passages):
            if passage.people or passage.kind not in {"paragraph", "list_item"}:
                continue
            named = find_participants(passage.text, known)
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
        quotation = pull_quote_at(self.entries, position, self._same_section)
        if quotation is None:
            return None
        self.passages.append(self._quoted(quotation))
        return quotation.end

    def _quoted(self, quotation: PullQuote) -> DraftPassage:
        last = quotation.end - 1 if quotation.people else quotation.end
        self._name(range(quotation.start, last), "quote", quotation.reason)
        self._name(range(last, quotation.end), "attribution", "speaker of the quotation")
        return self._make("quote", quotation.text, self.entries[quotation.start], people=quotation.people)

    def _row(self, position: int) -> int | None:
        """Take short items of a list as one passage, with the words that lead to them; the position after them."""
        row = short_items_at(self.entries, position, self._same_section)
        if row is None:
            return None
        entry = self.entries[position]
        self._name(range(position, row.end), "body", f"short items joined from {row.end - position} pieces")
        if (
            row.is_list
            and self.passages
            and follows_lead(entry, self.passages[-1])
            and self.passages[-1].kind in {"paragraph", "list_item"}
        ):
            self.passages[-1] = replace(self.passages[-1], text=f"{self.passages[-1].text} {row.text}")
        else:
            self._emit(row.text, entry)
        return row.end

    def _opening(self, position: int) -> tuple[str, int]:
        """The words that a paragraph begins with: its own, after those of a crumb above it that follows nothing."""
        entry = self.entries[position]
        text, after = entry.piece.text, position + 1
        back = self._joins_last(entry) and not text.endswith(",")
        if not is_short_paragraph(entry) or back or not self._same_section(position, after):
            return text, position
        following = self.entries[after].piece
        apart = roster_at(self.entries, after, self._same_section) or pull_quote_at(
            self.entries, after, self._same_section
        )
        if apart or following.block.kind != "paragraph" or following.people != entry.piece.people:
            return text, position
        return f"{text} {following.text}", after

    def _paragraph(self, position: int) -> int:
        """Take a paragraph or list item with the halves that follow it, past the quotes between them."""
        text, last = self._opening(position)
        taken, aside, end = [*range(position, last + 1)], list[PullQuote](), last + 1
        while may_continue(text):
            between = self._quotations(position, end)
            after = between[-1].end if between else end
            if not self._same_section(position, after) or not self._continues(text, position, after):
                break
            aside.extend(between)
            text = join_halves(text, self.entries[after].piece.text)
            taken.append(after)
            end = after + 1
        if len(taken) > 1:
            self._name(taken, "body", f"joined from {len(taken)} pieces")
        self._emit(text, self.entries[position])
        self.passages.extend(self._quoted(quotation) for quotation in aside)
        return end

    def _quotations(self, position: int, end: int) -> list[PullQuote]:
        """The pull quotes that stand one after another from `end` on."""
        found: list[PullQuote] = []
        while self._same_section(position, end):
            quotation = pull_quote_at(self.entries, end, self._same_section)
            if quotation is None:
                break
            found.append(quotation)
            end = quotation.end
        return found

    def _continues(self, text: str, start: int, position: int) -> bool:
        """Whether the piece at this position is the other half of a paragraph that broke off."""
        piece = self.entries[position].piece
        block = piece.block
        if block.kind != "paragraph" or block.speaker or split_role_label(piece.text):
            return False
        if piece.people != self.entries[start].piece.people or (piece.people and parse_speaker_turn(piece.text)):
            return False
        if is_preamble_clause(text, piece.text):
            return False
        opening = piece.text.lstrip("(“\"'‘—– ")[:1]
        if opening.islower() or (expects_more(text) and not piece.text[:1].isdigit()):
            return True
        return opening.isalpha() and is_paragraph(self.entries[start].piece) and self._over_page(position)

    def _over_page(self, position: int) -> bool:
        """Whether nothing but the end of a page stands between an entry and the one before it."""
        first, last = self.entries[position - 1].index, self.entries[position].index
        return last - first > 1 and all(ends_page(self.pieces[index]) for index in range(first + 1, last))

    def _emit(self, text: str, entry: OutlineEntry) -> None:
        piece = entry.piece
        if len(split_words(text)) < SHORT_ITEM_WORDS and self._joins_last(entry):
            last = self.passages[-1]
            whole = join_items([last.text, text]) if piece.is_list_item and not last.text.endswith(":") else ""
            self.passages[-1] = replace(last, text=whole or f"{last.text} {text}")
            return
        if piece.reason == "subtitle" or piece.block.kind == "caption":
            self._add("heading_note", text, entry)
        elif piece.is_list_item:
            before = self.passages[-1] if self.passages else None
            label = self._items.label(entry, before)
            self._add("list_item", text, entry, label=label, lead_in=self._items.lead_in(entry, text, label, before))
        elif piece.block.kind == "table_row":
            self._add("table_row", text, entry)
        else:
            self._items.note_paragraph(text)
            self._add("paragraph", text, entry)

    def _joins_last(self, entry: OutlineEntry) -> bool:
        """Whether a crumb can go with the passage before it: of the same section, speaker and list."""
        last = self.passages[-1] if self.passages else None
        block = entry.piece.block
        if not last or last.section != entry.section or block.label or last.people != self._speakers(entry):
            return False
        if entry.piece.is_list_item:
            return last.text.endswith(":") or (last.kind == "list_item" and last.label is None)
        return block.kind == "paragraph" and last.kind in {"paragraph", "list_item"}

    def _speakers(self, entry: OutlineEntry) -> tuple[Participation, ...]:
        speaker = entry.piece.block.speaker
        return entry.piece.people or ((parse_participation(speaker, "speaker"),) if speaker else ())

    def _make(self, kind: PassageKind, text: str, entry: OutlineEntry, **more: Any) -> DraftPassage:
        block = entry.piece.block
        speakers = self._speakers(entry)
        if speakers and not more.get("people"):
            more["people"] = speakers
        return DraftPassage(
            text, kind, entry.section, page=block.page, page_label=block.page_label, notes=block.notes, **more
        )

    def _add(self, kind: PassageKind, text: str, entry: OutlineEntry, **more: Any) -> None:
        self.passages.append(self._make(kind, text, entry, **more))
