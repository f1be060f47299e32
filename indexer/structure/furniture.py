"""Drop what is on the page but not in the paper: running heads, page numbers, addresses, breaks, stray signs.

Headings are not marked here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from indexer.structure.dates import is_only_date, parse_bare_year
from indexer.structure.outline.session_labels import parse_session_heading
from indexer.text.prose import ends_sentence, expects_more, split_words

from .draft import PAGE_ENDS, Piece, PieceReason

_PAGE_NUMBER = re.compile(
    r"^(?:[-–—]\s*)?(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*[-–—])?$|^page\s+[ivxlc]+$",
    re.IGNORECASE,
)
_CLOCK = r"(?:\d{1,2}(?:[:.h]\d\d)?\s*(?:[ap]\.?m\.?)?\s*(?:[-–—]|to)?\s*){0,2}"
_BREAK = re.compile(
    rf"^{_CLOCK}[:,–-]?\s*(?:(?:coffee|tea|lunch|health|refreshments?)(?:\s*(?:and|/|&)\s*(?:coffee|tea|networking))?"
    r"(?:\s*break)?|break|registration(?:\s+and\s+coffee)?|déjeuner|pause(?:[ -](?:café|déjeuner))?|buffet"
    r"|accueil(?: des participants| café)?|almuerzo|pausa(?:[ -](?:para )?café)?|café|inscripción|registro|almoço"
    rf"|mittagessen|kaffeepause|pause)\s*{_CLOCK}$",
    re.IGNORECASE,
)
_RUNNING = re.compile(
    r"^(?:(?P<before>\d{1,4})\s*[|·•–—-]?\s*(?P<head>\D.*)|(?P<foot>.*\D)\s*[|·•–—-]?\s*(?<!:)(?P<after>\d{1,4}))$"
)
# Numbers after these words count parts or rooms, not pages: `Annex 2`, `Room 5`.
_COUNTS_PARTS = re.compile(
    r"\b(?:annexe?|anexo|appendix|attachment|box|chapter|chapitre|capítulo|day|figure|goal|group|hall|item|option|part"
    r"|partie|parte|phase|priority|question|room|salle|sala|section|step|table|target|theme|volume)$",
    re.IGNORECASE,
)
# `Thursday, 2 March 2023        Senate        Page 3`: only page heads and feet have such gaps.
_SET_APART = re.compile(r"\S(?:\s{3,}|\t)(?:page|p\.|página)\s*\d{1,4}(?:\s*(?:of|/|de)\s*\d{1,4})?\s*$", re.IGNORECASE)
_SYMBOL_ALONE = re.compile(r"^[A-Z][A-Za-z]*\d*(?:/[\w.()-]+)+$")
_KIND_BEFORE = re.compile(r"^[^\W\d_]+(?: [^\W\d_]+){0,2}\s+[–—|:-]\s+")
_CLOCK_ALONE = re.compile(r"^\[\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?\]$", re.IGNORECASE)
_SOUND_NOTE = re.compile(
    r"^(?:[\[(][^\])]{0,20}\b(?:music|applause|laughter|inaudible|silence|cross-?talk|pause|cheering|noise)\b[^\])]{0,20}[\])]"
    r"|[♪♫ ]+)$",
    re.IGNORECASE,
)
# Controls of a web page beside the paper.
_CONTROL = re.compile(
    r"^(?:watch|view|listen to|download|print|share)\s+(?:(?:the|this|full|live)\s+){0,2}"
    r"(?:meeting|session|hearing|debate|video|audio|webcast|recording|broadcast|page|document|pdf|transcript|article)$",
    re.IGNORECASE,
)
_MAX_HEAD_CHARACTERS = 100  # the longest head or foot of a page
_MAX_TITLE_WORDS = 12  # words
_OPENING_PIECES = 8  # first pieces, where a year may stand alone
_MIN_OTHER_NUMBER_DIGITS = 6  # a longer number is no page number
_ADDRESS = re.compile(
    r"\b(?:tel|fax|phone|e-?mail)\b[.:]?\s*[+(\d]|^(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$"
    r"|\bP\.?\s?O\.? Box\b|^\d+(?:-\d+)?\s+[A-Z].*,.*\b\d{4,6}(?:-\d{4})?\b.*$",
    re.IGNORECASE,
)

# A print job number, alone or with the page number; then symbol, subject and day at the top of a page.
_JOB = re.compile(
    r"^(?:\d{1,3}/\d{1,3}\s+)?(?:\(E\)\s+)?\d{2}-\d{5}(?:\s*\([A-Z]\))?(?:\s+\d{1,3}/\d{1,3})?$|^\d{5,8}[A-Z]?$"
)
_HEAD_OF_RECORD = re.compile(
    r"^(?:[A-Z]{1,5}/[\w./()-]+\s.*\d{1,2}/\d{1,2}/\d{4}|\d{1,2}/\d{1,2}/\d{4}\s.*\s[A-Z]{1,5}/[\w./()-]+)$"
)
_CONTACT = re.compile(
    r"^(?:(?:press |media )?contacts?|for (?:more|further) information|prensa|presse)\b.*\S@\S", re.IGNORECASE
)
_STREET = re.compile(r"^(?=.*\d)(?=.*,)[^.;?!]{5,80}$")


def drop_furniture(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, with page furniture dropped for a stated reason."""
    running = _running_heads(pieces)
    years = _years(pieces)
    result = []
    for position, piece in enumerate(pieces):
        if piece.role == "metadata":
            result.append(piece)
            continue
        if piece.reasons:
            result.append(piece.with_role("dropped", *piece.reasons))
            continue
        reason = running.get(position) or (None if position in years else _reason(piece))
        result.append(piece.with_role("dropped", reason) if reason else piece)
    return _drop_address_lines(_drop_recurring_heads(result))


def _years(pieces: Sequence[Piece]) -> set[int]:
    """Return the positions where a bare number near the beginning is a year and not a page number.

    A number is a page number if the number before or after it also stands alone somewhere.
    """
    alone = {
        int(piece.text) for piece in pieces if piece.text.isdecimal() and len(piece.text) < _MIN_OTHER_NUMBER_DIGITS
    }
    years = {
        position: year
        for position, piece in enumerate(pieces[:_OPENING_PIECES])
        if (year := parse_bare_year(piece.text))
    }
    return {position for position, year in years.items() if not alone & {year - 1, year + 1}}


def ends_page(piece: Piece) -> bool:
    """Return whether a piece is a head or foot of a page, and no part of the paper."""
    return piece.role == "dropped" and bool(PAGE_ENDS.intersection(piece.reasons))


def drop_title_heads(pieces: Sequence[Piece], title: str | None) -> list[Piece]:
    """Return the pieces without lines at the top of a page that repeat words of the title: `NOTE – Old harbours`.

    A head that stands on one page only cannot be found by its repetition.
    """
    result = list(pieces)
    title_words = {word.casefold() for word in split_words(title or "")}
    page = None
    for position, piece in enumerate(pieces):
        if piece.role not in {"body", "heading"}:
            continue
        starts_page = page is not None and piece.block.page not in (None, page)
        page = piece.block.page or page
        line_words = [word.casefold() for word in split_words(_KIND_BEFORE.sub("", piece.text))]
        if (
            starts_page
            and 1 < len(line_words) <= _MAX_TITLE_WORDS
            and title_words.issuperset(line_words)
            and not ends_sentence(piece.text)
        ):
            result[position] = piece.with_role("dropped", "running_head")
    return result


def is_symbol(text: str) -> bool:
    """Return whether a line is the symbol of a document and nothing else: `AFR/RC72/18`."""
    return bool(_SYMBOL_ALONE.match(text))


def _drop_recurring_heads(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without lines that recur beside page numbers: a symbol always, a title if it recurs."""
    result = list(pieces)
    beside: dict[str, list[int]] = defaultdict(list)
    for position, piece in enumerate(pieces):
        neighbours = (*pieces[max(0, position - 1) : position], *pieces[position + 1 : position + 2])
        if piece.role == "body" and len(piece.text) <= _MAX_HEAD_CHARACTERS and any(map(ends_page, neighbours)):
            beside[piece.text].append(position)
    for text, positions in beside.items():
        recurs = is_symbol(text) and sum(piece.text == text for piece in pieces) > 1
        is_title = (
            1 < len(split_words(text)) <= _MAX_TITLE_WORDS
            and not text[0].islower()
            and not (ends_sentence(text) or expects_more(text))
        )
        if recurs or (len(positions) > 1 and is_title):
            for position in positions:
                result[position] = result[position].with_role("dropped", "running_head")
    return result


def _drop_address_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with the lines beside an address dropped as well: street, postcode and city."""
    result = list(pieces)
    for position, piece in enumerate(result):
        beside = result[max(0, position - 1) : position + 2]
        if (
            piece.role == "body"
            and _STREET.match(piece.text)
            and any("address" in neighbour.reasons for neighbour in beside)
        ):
            result[position] = piece.with_role("dropped", "address")
    return result


def _reason(piece: Piece) -> PieceReason | None:
    text = piece.text
    if not text:
        return "empty"
    if piece.block.kind in {"quote", "table_row", "caption"}:
        return None
    return _line_reason(piece, text)


def _line_reason(piece: Piece, text: str) -> PieceReason | None:
    tests: tuple[tuple[PieceReason, object], ...] = (
        ("sound", _SOUND_NOTE.match(text)),
        ("stray_sign", not any(character.isalnum() for character in text)),
        ("page_number", _PAGE_NUMBER.match(text) and not piece.is_list_item),
        ("running_head", _JOB.match(text) or _HEAD_OF_RECORD.match(text)),
        ("numbered_head", len(text) <= _MAX_HEAD_CHARACTERS and _SET_APART.search(piece.block.raw)),
        ("web_control", _CONTROL.match(text) and not piece.is_list_item),
        ("time_stamp", _CLOCK_ALONE.match(text)),
        ("programme_break", _BREAK.match(text)),
        ("address", len(split_words(text)) <= 25 and _is_address(text) and not is_only_date(text)),
    )
    return next((reason for reason, matches in tests if matches), None)


def _is_address(text: str) -> bool:
    return bool(_CONTACT.match(text) or (_ADDRESS.search(text) and not text.endswith(".")))


def _running_heads(pieces: Sequence[Piece]) -> dict[int, PieceReason]:
    """Return the positions of running heads: short lines with a growing page number, or on most pages."""
    numbered: dict[str, list[tuple[int, int]]] = defaultdict(list)
    repeated: dict[str, list[int]] = defaultdict(list)
    pages: dict[str, set[int]] = defaultdict(set)
    for position, piece in enumerate(pieces):
        if (
            piece.block.kind not in {"paragraph", "heading"}
            or piece.role != "body"
            or len(piece.text) > _MAX_HEAD_CHARACTERS
        ):
            continue
        if piece.block.page is not None:
            repeated[piece.text].append(position)
            pages[piece.text].add(piece.block.page)
        match = _RUNNING.match(piece.text)
        if match and not parse_session_heading(piece.text):
            head = (match["head"] or match["foot"]).strip(" |·•–—-").casefold()
            if not _COUNTS_PARTS.search(head):
                numbered[head].append((position, int(match["before"] or match["after"])))
    reasons: dict[int, PieceReason] = {}
    for places in numbered.values():
        numbers = [number for _, number in places]
        if len(numbers) > 1 and all(earlier < later for earlier, later in pairwise(numbers)):
            reasons.update({position: "numbered_head" for position, _ in places})
    last = max((piece.block.page or 0 for piece in pieces), default=0)
    for text, positions in repeated.items():
        if last >= 3 and len(pages[text]) >= max(3, last // 2) and not text.endswith(":"):
            reasons.update(dict.fromkeys(positions, "running_head"))
    return reasons


def strip_stray_quote(text: str) -> str:
    """Return a text without a stray quotation mark before the opening one, as decorated pull quotes have it."""
    return re.sub(r"^[”“\"»«]\s*(?=[“«\"])", "", text)
