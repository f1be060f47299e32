"""Find the heads and feet of pages among the pieces: page numbers, heads with a number, lines that recur beside them.

A line is a head for a reason that can be named, never for its form alone: its number is one of a sequence that grows
from page to page, it cuts a sentence, it stands at the edge of its page, or it recurs beside page numbers. A word with
a growing number is none: `Article 1` and `Article 2` are headings, `Yes: 14` is a vote.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from indexer.model import PageTraces
from indexer.structure.outline.session_labels import parse_session_heading
from indexer.text.prose import count_words, ends_sentence, expects_more

from .draft import PAGE_ENDS, Piece, PieceReason

_BARE = re.compile(r"^(?P<number>\d{1,5})(?:\s*/\s*\d{1,4})?$")
_STATED = re.compile(
    r"^(?:[-–—]\s*(?P<dashed>\d{1,4})\s*[-–—]|(?:page|p\.|página|seite|pagina|страница)\s*(?P<worded>\d{1,4}|[ivxlc]+)"
    r"(?:\s*(?:of|/|de|sur|von|di)\s*\d{1,4})?|(?P<counted>\d{1,4})\s*(?:of|de|sur|von)\s*\d{1,4}|第\s*\d{1,4}\s*[頁页])$",
    re.IGNORECASE,
)
_WITH_HEAD = re.compile(
    r"^(?:(?P<before>\d{1,5})\s*[|·•–—-]?\s*(?P<head>\D.*)|(?P<foot>.*\D)\s*[|·•–—-]?\s*(?<!:)(?P<after>\d{1,5}))$"
)
_NO_LETTERS = re.compile(r"[\W_]+")
# Numbers after these words count parts or rooms, not pages: `Annex 2`, `Room 5`.
_COUNTS_PARTS = re.compile(
    r"\b(?:annexe?|anexo|appendix|article|artículo|artikel|attachment|box|chapter|chapitre|capítulo|day|exhibit|figure"
    r"|goal|group|hall|issue|item|lot|objective|option|part|partie|parte|phase|priority|question|resolution|room|rule"
    r"|salle|sala|section|slide|step|table|target|theme|volume)$",
    re.IGNORECASE,
)
# `Thursday, 2 March 2023        Senate        Page 3`: only page heads and feet have such gaps.
_SET_APART = re.compile(r"\S(?:\s{3,}|\t)(?:page|p\.|página)\s*\d{1,4}(?:\s*(?:of|/|de)\s*\d{1,4})?\s*$", re.IGNORECASE)
# A print job number, alone or with the page number; then symbol, subject and day at the top of a page.
_JOB = re.compile(r"^(?:\d{1,3}/\d{1,3}\s+)?(?:\(E\)\s+)?\d{2}-\d{5}(?:\s*\([A-Z]\))?(?:\s+\d{1,3}/\d{1,3})?$")
_JOB_NUMBER = re.compile(r"^\d{5,8}[A-Z]?$")
_HEAD_OF_RECORD = re.compile(
    r"^(?:[A-Z]{1,5}/[\w./()-]+\s.*\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{1,2}/\d{4}\s.*\s[A-Z]{1,5}/[\w./()-]+)$"
)
_SYMBOL_ALONE = re.compile(r"^[A-Z][A-Za-z]*\d*(?:/[\w.()-]+)+$")
_MAX_HEAD_CHARACTERS = 100  # the longest head or foot of a page
_MAX_TITLE_WORDS = 12  # words
_MAX_STEP = 3  # pages from one printed page number to the next
_PAGE_LETTERS = (100, 15_000)  # letters: a slide and a dense page of small print
_EDGE_BLOCKS = 2  # first and last blocks of a page, where its head and foot stand
_MIN_PAGES = 3  # pages: the shortest paper in which a line recurs from page to page
_MAX_LOWER_CASE = 0.1  # share of paragraphs: notes begin a third of theirs in lower case, printed papers under 3 %
_MIN_LOWER_CASE = 4  # paragraphs: fewer may follow pull quotes and formulas
_MIN_RECURRING = 0.05  # of the pages: the head of one chapter of a book
_BESIDE = 0.8  # of the copies of a line must stand beside the ends of pages
_MIN_NOTES = 10  # paragraphs
_MAX_BARE = 0.6  # share of paragraphs without a sign at the end: programmes have up to 0.46, notes 0.7 to 0.9
_CUT_WORDS = 5  # words: the shortest text that the end of a page cuts


@dataclass(frozen=True)
class _Number:
    """A number that a short line consists of, or begins or ends with."""

    position: int
    value: int
    head: str
    """The words beside it, case-folded; empty for a number alone."""


def find_page_heads(pieces: Sequence[Piece], traces: PageTraces) -> dict[int, PieceReason]:
    """Return the positions of heads and feet of pages, with the reason; none where the format keeps them apart."""
    return _PageHeads(pieces, traces).find() if traces != "none" else {}


def is_symbol(text: str) -> bool:
    """Return whether a line is the symbol of a document and nothing else: `AFR/RC72/18`."""
    return bool(_SYMBOL_ALONE.match(text))


def ends_page(piece: Piece) -> bool:
    """Return whether a piece is a head or foot of a page, and no part of the paper."""
    return piece.role == "dropped" and bool(PAGE_ENDS.intersection(piece.reasons))


def is_of_notes(pieces: Sequence[Piece]) -> bool:
    """Return whether lower case and a missing full stop say nothing, as in notes taken in haste.

    There many paragraphs begin in lower case after a finished one, or most end without any sign.
    """
    texts = [piece.text for piece in pieces if piece.role == "body" and piece.block.kind == "paragraph"]
    openings = [text[:1] for before, text in pairwise(texts) if ends_sentence(before)]
    lower = sum(opening.islower() for opening in openings)
    long = [text for text in texts if count_words(text) >= _CUT_WORDS]
    bare = sum(text[-1].isalnum() for text in long)
    return (lower >= _MIN_LOWER_CASE and lower > _MAX_LOWER_CASE * len(openings)) or (
        len(long) >= _MIN_NOTES and bare > _MAX_BARE * len(long)
    )


class _PageHeads:
    """One search: the evidence in the order of its strength, each step using what the ones before it found."""

    def __init__(self, pieces: Sequence[Piece], traces: PageTraces) -> None:
        self._pieces = pieces
        self._traces = traces
        self._found: dict[int, PieceReason] = {}
        self._lines = [position for position, piece in enumerate(pieces) if _may_be_head(piece)]
        self._letters = [0, *accumulate(len(piece.text) for piece in pieces)]
        self._edges = _page_edges(pieces)
        self._is_notes = is_of_notes(pieces)
        self._last_page = max((piece.block.page or 0 for piece in pieces), default=0)

    def find(self) -> dict[int, PieceReason]:
        """Return the positions found."""
        for position in self._lines:
            reason = self._stated(position)
            if reason:
                self._found[position] = reason
        self._find_numbers()
        self._find_numbered_heads()
        self._find_recurring()
        self._find_on_most_pages()
        return self._found

    def _stated(self, position: int) -> PieceReason | None:
        """Return the reason of a line that says itself that it is the head or foot of a page."""
        piece = self._pieces[position]
        if piece.block.kind == "heading" and self._traces == "possible":
            return None
        if _STATED.match(piece.text):
            return "page_number"
        if _JOB.match(piece.text) or _HEAD_OF_RECORD.match(piece.text):
            return "running_head"
        return "numbered_head" if _SET_APART.search(piece.block.raw) else None

    def _find_numbers(self) -> None:
        """Find page numbers that stand alone."""
        numbers = [
            _Number(position, int(match["number"]), "")
            for position in self._lines
            if position not in self._found and (match := _BARE.match(self._pieces[position].text))
        ]
        in_sequence: set[int] = set()
        for index, number in enumerate(numbers):
            for other in numbers[index + 1 : index + 1 + 2 * _MAX_STEP]:
                if self._is_later_page(number, other):
                    in_sequence |= {number.position, other.position}
        for number in numbers:
            if number.position in in_sequence or (
                self._is_page_end(number.position) and not self._is_marked(number.position)
            ):
                self._found[number.position] = "page_number"
        for position in self._lines:
            if _JOB_NUMBER.match(self._pieces[position].text) and self._is_page_end(position):
                self._found.setdefault(position, "running_head")

    def _is_later_page(self, number: _Number, other: _Number) -> bool:
        """Return whether another number is of one of the next pages: a little larger, after a page or more of text."""
        step = other.value - number.value
        between = self._letters[other.position] - self._letters[number.position]
        return 0 < step <= _MAX_STEP and step * _PAGE_LETTERS[0] <= between <= step * _PAGE_LETTERS[1]

    def _find_numbered_heads(self) -> None:
        """Find heads that hold the page number: the same words with growing numbers."""
        heads: dict[str, list[_Number]] = defaultdict(list)
        for position in self._lines:
            text = self._pieces[position].text
            match = _WITH_HEAD.match(text)
            if position in self._found or not match or parse_session_heading(text):
                continue
            head = (match["head"] or match["foot"]).strip(" |·•–—-").casefold()
            if any(sign.isalpha() for sign in head) and not _COUNTS_PARTS.search(head):
                heads[_letters(head)].append(_Number(position, int(match["before"] or match["after"]), head))
        alone = {
            int(match["number"]) for position in self._found if (match := _BARE.match(self._pieces[position].text))
        }
        for numbers in heads.values():
            grows = all(number.value < other.value for number, other in pairwise(numbers))
            if len(numbers) < 2 or not grows:
                continue
            shown = [
                self._is_page_end(number.position)
                or (number.value not in alone and bool({number.value - 1, number.value + 1} & alone))
                for number in numbers
            ]
            if 2 * sum(shown) >= len(numbers):
                self._found.update(
                    {number.position: "numbered_head" for number in numbers if not self._is_marked(number.position)}
                )

    def _find_recurring(self) -> None:
        """Find lines that recur beside page numbers: a symbol always, a title or a day if it does so twice."""
        beside: dict[str, list[int]] = defaultdict(list)
        for position in self._lines:
            if position not in self._found and not self._is_marked(position) and self._beside_found(position):
                beside[_letters(self._pieces[position].text)].append(position)
        copies = Counter(_letters(piece.text) for piece in self._pieces if piece.role == "body" and beside)
        pages = sum(reason == "page_number" for reason in self._found.values())
        pages += sum(ends_page(piece) for piece in self._pieces)
        for letters, positions in beside.items():
            text = self._pieces[positions[0]].text
            recurs = len(positions) >= max(2, _MIN_RECURRING * pages) and len(positions) >= _BESIDE * copies[letters]
            if (is_symbol(text) and copies[letters] > 1) or (recurs and _is_head_line(text)):
                self._found.update(dict.fromkeys(positions, "running_head"))

    def _find_on_most_pages(self) -> None:
        """Find lines that stand at the edge of most pages, with or without the number of the page.

        The heads of left and right pages can have their words in another order.
        """
        if self._last_page < _MIN_PAGES:
            return
        at_edge: dict[Hashable, list[int]] = defaultdict(list)
        for position in sorted(self._edges):
            text = self._pieces[position].text
            if not _may_be_head(self._pieces[position], in_table=True):
                continue
            is_sentence = self._traces == "possible" and ends_sentence(text)  # `Carried.`
            if not text.endswith(":") and not is_sentence:
                at_edge[self._pieces[position].text].append(position)
                at_edge[_without_page(self._pieces[position])].append(position)
        for key, positions in at_edge.items():
            pages = {self._pieces[position].block.page for position in positions}
            if key and len(pages) >= max(_MIN_PAGES, self._last_page // 2):
                self._found.update({position: "running_head" for position in positions if position not in self._found})

    def _is_page_end(self, position: int) -> bool:
        """Return whether a page ends here: the line cuts a sentence, is at the edge of its page, or beside a foot."""
        return self._cuts_sentence(position) or position in self._edges or self._beside_found(position)

    def _is_marked(self, position: int) -> bool:
        """Return whether a line is marked as a heading, by the format or by its type where it cuts no sentence."""
        is_heading = self._pieces[position].block.kind == "heading"
        return is_heading and (self._traces == "possible" or not self._cuts_sentence(position))

    def _beside_found(self, position: int) -> bool:
        """Return whether the piece before or after a position is a head or foot of a page."""
        return any(
            beside in self._found or ends_page(self._pieces[beside])
            for beside in (self._visible(position, -1), self._visible(position, 1))
            if beside is not None
        )

    def _visible(self, position: int, step: int) -> int | None:
        """Return the next position with words in a direction, or None."""
        position += step
        while 0 <= position < len(self._pieces):
            if self._pieces[position].text or ends_page(self._pieces[position]):
                return position
            position += step
        return None

    @cached_property
    def _stops_before(self) -> list[int | None]:
        """The piece before each position that has words and cannot be the head of a page; None where there is none."""
        return self._stops(range(len(self._pieces)))

    @cached_property
    def _stops_after(self) -> list[int | None]:
        """The piece after each position that has words and cannot be the head of a page; None where there is none."""
        return self._stops(range(len(self._pieces) - 1, -1, -1))

    def _stops(self, positions: range) -> list[int | None]:
        """Return for each position the last of the positions on the way to it that has words and can be no head."""
        stops: list[int | None] = [None] * len(self._pieces)
        last = None
        for position in positions:
            stops[position] = last
            piece = self._pieces[position]
            if piece.text and not _may_hold_number(piece):
                last = position
        return stops

    def _cuts_sentence(self, position: int) -> bool:
        """Return whether the text before a line breaks off and the text after it goes on in lower case."""
        if self._is_notes:
            return False
        before, after = self._running_text(position, -1), self._running_text(position, 1)
        if before is None or after is None or count_words(before) < _CUT_WORDS:
            return False
        return not ends_sentence(before) and after[:1].islower()

    def _running_text(self, position: int, step: int) -> str | None:
        """Return the next text in a direction that may be cut: past other short lines that may be heads."""
        stops = self._stops_before if step < 0 else self._stops_after
        other = stops[position]
        while other is not None and other in self._found:
            other = stops[other]
        return None if other is None or self._pieces[other].block.kind == "heading" else self._pieces[other].text


def _may_be_head(piece: Piece, *, in_table: bool = False) -> bool:
    """Return whether a piece is a short line that stands for itself; a web page can have its heads in tables."""
    return (
        piece.role == "body"
        and (piece.block.kind in {"paragraph", "heading"} or (in_table and piece.block.kind == "table_row"))
        and 0 < len(piece.text) <= _MAX_HEAD_CHARACTERS
    )


def _may_hold_number(piece: Piece) -> bool:
    """Return whether a piece is a head or foot of a page, or a short line that may hold its number."""
    return ends_page(piece) or (_may_be_head(piece) and bool(_BARE.match(piece.text) or _WITH_HEAD.match(piece.text)))


def _is_head_line(text: str) -> bool:
    """Return whether a line can be the title or the day at the head of a page, and no sentence."""
    return (
        1 < count_words(text) <= _MAX_TITLE_WORDS
        and not text[0].islower()
        and not (ends_sentence(text) or expects_more(text))
    )


def _letters(text: str) -> str:
    """Return the letters and digits of a line, which its copies on other pages share."""
    return _NO_LETTERS.sub("", text.casefold())


def _without_page(piece: Piece) -> tuple[tuple[str, ...], int] | None:
    """Return the words of a line without one number at its beginning or end, and how far that is from its page.

    The words are in alphabetical order. The result is None where the line has no such number, or counts parts.
    """
    text = piece.text
    number = re.match(r"\d{1,5}(?=[\s;])", text) if piece.block.page else None
    at_end = re.search(r"(?<=\s)\d{1,5}$", text) if piece.block.page else None
    found = at_end if at_end and (number is None or _is_nearer(at_end, number, piece)) else number
    if found is None or _COUNTS_PARTS.search(text[: found.start()].strip()):
        return None
    words = re.findall(r"\w+", (text[: found.start()] + text[found.end() :]).casefold())
    return (tuple(sorted(words)), int(found.group()) - (piece.block.page or 0)) if words else None


def _is_nearer(one: re.Match[str], other: re.Match[str], piece: Piece) -> bool:
    page = piece.block.page or 0
    return abs(int(one.group()) - page) <= abs(int(other.group()) - page)


def _page_edges(pieces: Sequence[Piece]) -> set[int]:
    """Return the positions of the first and last blocks of each page."""
    pages: dict[int, list[int]] = defaultdict(list)
    for position, piece in enumerate(pieces):
        if piece.block.page is not None and piece.text:
            pages[piece.block.page].append(position)
    return {
        position for positions in pages.values() for position in (*positions[:_EDGE_BLOCKS], *positions[-_EDGE_BLOCKS:])
    }
