"""Blocks to passages: halves of a paragraph joined again, pull quotes lifted out of it, rosters in one piece."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .model import Participation, PassageKind
from .structure.draft import DraftPassage, Piece
from .structure.furniture import strip_stray_quote
from .structure.headings import is_quotation
from .structure.outline import Entry, Outline
from .structure.people import looks_like_person, participation, role_label
from .structure.words import hangs, is_ended, words

_FRAGMENT = 8  # words: the longest line of a pull quote that was set in a narrow column
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
    return Assembled(tuple(assembler.passages), assembler.people, tuple(assembler.pieces))


class _Assembler:
    """Walks the entries once; each step takes one or more of them and adds what they make."""

    def __init__(self, outline: Outline) -> None:
        self.entries = outline.entries
        self.pieces = list(outline.pieces)
        self.passages: list[DraftPassage] = []
        self.people: dict[str, tuple[Participation, ...]] = {}
        self._item_numbers: str | None = None

    def run(self) -> None:
        position = 0
        while position < len(self.entries):
            taken = self._roster(position) or self._quote(position, self.passages)
            position = taken or self._paragraph(position)

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

    # Rosters: lines that name people under a role, or names alone under a heading.

    def _roster(self, position: int) -> int | None:
        lines: list[str] = []
        people: list[Participation] = []
        end = position
        while end < len(self.entries) and self._same_section(position, end):
            stop = self._role_line(end, lines, people)
            if stop is None:
                break
            end = stop
        if not people and not self._names_under_heading(position, lines, people):
            return None
        end = max(end, position + len(lines)) if end == position else end
        entry = self.entries[position]
        self._add("heading_note", "\n".join(lines), entry, people=tuple(people))
        self._name(range(position, end), "roster", "people in their roles")
        if entry.section.session:
            known = self.people.get(entry.section.session, ())
            self.people[entry.section.session] = known + tuple(person for person in people if person not in known)
        return end

    def _role_line(self, position: int, lines: list[str], people: list[Participation]) -> int | None:
        """Read a line that opens a role, and the names below it; the position after them, or None."""
        found = role_label(self.entries[position].piece.text)
        if not found:
            return None
        role, rest = found
        named = [rest] if rest and looks_like_person(rest) else []
        end = position + 1
        if not rest:
            while self._same_section(position, end) and self._is_name(end):
                named.append(self.entries[end].piece.text)
                end += 1
        if not named:
            return None
        lines.append(self.entries[position].piece.text)
        lines.extend(named if not rest else [])
        people.extend(participation(line, role) for line in named)
        return end

    def _is_name(self, position: int) -> bool:
        piece = self.entries[position].piece
        text = piece.text
        if role_label(text) or is_quotation(text):
            return False
        if piece.is_list_item:
            return piece.block.label is None and len(words(text)) <= 45 and not text.endswith("?")
        return looks_like_person(text) and len(words(text)) <= 25 and not text.endswith((".", ":"))

    def _names_under_heading(self, position: int, lines: list[str], people: list[Participation]) -> bool:
        if position and self._same_section(position - 1, position):
            return False
        end = position
        while end < len(self.entries) and self._same_section(position, end) and self.entries[end].piece.is_list_item:
            if not looks_like_person(self.entries[end].piece.text) or "," not in self.entries[end].piece.text:
                return False
            end += 1
        if end - position < 2:
            return False
        lines.extend(self.entries[at].piece.text for at in range(position, end))
        people.extend(participation(line, "speaker") for line in lines)
        return True

    # Quotes: set apart from the paragraph that they interrupt.

    def _quote(self, position: int, into: list[DraftPassage]) -> int | None:
        """Take a pull quote with its attribution, or one that came in fragments; the position after it."""
        entry = self.entries[position]
        text = strip_stray_quote(entry.piece.text)
        if entry.piece.block.kind == "quote" or (is_quotation(text) and not entry.piece.is_list_item):
            end = position + 1
            people: tuple[Participation, ...] = ()
            if self._same_section(position, end) and self._is_attribution(end):
                name = re.sub(r"^[-–—]+\s*", "", self.entries[end].piece.text)
                people = (participation(name, "speaker"),)
                self._name([end], "attribution", "speaker of the quotation")
                end += 1
            self._name([position], "quote", "pull quote")
            into.append(self._make("quote", text, entry, people=people))
            return end
        end = self._fragments(position)
        if end is None:
            return None
        pieces = [self.entries[at].piece.text for at in range(position, end)]
        self._name(range(position, end), "quote", "pull quote in fragments")
        into.append(self._make("quote", " ".join(pieces), entry))
        return end

    def _is_attribution(self, position: int) -> bool:
        piece = self.entries[position].piece
        text = re.sub(r"^[-–—]+\s*", "", piece.text)
        return not piece.is_list_item and len(words(text)) <= 20 and not text.endswith((".", ":")) and looks_like_person(text)

    def _fragments(self, position: int) -> int | None:
        """Three or more short lines that make one sentence; the position after the one that ends it."""
        end = position
        while self._same_section(position, end):
            piece = self.entries[end].piece
            starts_well = piece.text[:1].isupper() if end == position else piece.text[:1].islower()
            if piece.is_list_item or len(words(piece.text)) > _FRAGMENT or not starts_well:
                return None
            end += 1
            if is_ended(piece.text):
                return end if end - position >= 3 else None
        return None

    # Paragraphs and list items.

    def _paragraph(self, position: int) -> int:
        entry = self.entries[position]
        text, taken, aside, end = entry.piece.text, [position], [], position + 1
        while _may_go_on(text):
            lifted: list[DraftPassage] = []
            after = end
            while self._same_section(position, after) and (jump := self._peek_quote(after)):
                after = jump
            if not self._same_section(position, after) or not self._continues(text, after):
                break
            while end < after:
                end = self._quote(end, lifted) or end + 1
            aside.extend(lifted)
            text = _join(text, self.entries[after].piece.text)
            taken.append(after)
            end = after + 1
        if len(taken) > 1:
            self._name(taken, "body", f"joined from {len(taken)} pieces")
        self._emit(text, entry)
        self.passages.extend(aside)
        return end

    def _peek_quote(self, position: int) -> int | None:
        """Where a quote at this position ends, without taking it."""
        pieces = list(self.pieces)
        end = self._quote(position, [])
        self.pieces = pieces
        return end

    def _continues(self, text: str, position: int) -> bool:
        """Whether the piece at this position is the other half of a paragraph that broke off."""
        piece = self.entries[position].piece
        if piece.is_list_item or piece.block.kind == "quote" or role_label(piece.text):
            return False
        opening = piece.text.lstrip("(“\"'‘—– ")[:1]
        return opening.islower() or (hangs(text) and not piece.text[:1].isdigit())

    def _emit(self, text: str, entry: Entry) -> None:
        piece = entry.piece
        last = self.passages[-1] if self.passages else None
        if len(words(text)) < _CRUMB and last and last.section == entry.section and last.kind in {"paragraph", "list_item"}:
            self.passages[-1] = replace(last, text=f"{last.text} {text}")
            return
        if piece.reason == "subtitle":
            self._add("heading_note", text, entry)
        elif piece.is_list_item:
            self._add("list_item", text, entry, label=self._label(entry))
        else:
            self._add("paragraph", text, entry)

    def _label(self, entry: Entry) -> str | None:
        """The number of a list item; a lettered one below a numbered one has both: `7.b`."""
        label = entry.piece.block.label
        last = self.passages[-1] if self.passages else None
        if not (last and last.kind == "list_item" and last.section == entry.section):
            self._item_numbers = None
        if label is None or label.isdigit():
            self._item_numbers = label
            return label
        return f"{self._item_numbers}.{label}" if self._item_numbers else label

    def _make(
        self, kind: PassageKind, text: str, entry: Entry, people: tuple[Participation, ...] = (), label: str | None = None
    ) -> DraftPassage:
        return DraftPassage(text, kind, entry.section, people, entry.piece.block.page, label)

    def _add(
        self, kind: PassageKind, text: str, entry: Entry, people: tuple[Participation, ...] = (), label: str | None = None
    ) -> None:
        self.passages.append(self._make(kind, text, entry, people, label))


def _may_go_on(text: str) -> bool:
    return len(words(text)) >= 5 and not is_ended(text)


def _join(one: str, other: str) -> str:
    """Two halves of a paragraph as one; a word cut by a hyphen is made whole."""
    if re.search(r"[a-z]-$", one) and other[:1].islower():
        return one[:-1] + other
    return one + other if one.endswith(("—", "/")) else f"{one} {other}"
