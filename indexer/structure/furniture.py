"""What is on the page but not in the paper: running heads, page numbers, addresses, breaks, stray signs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from indexer.structure.front_matter.dates import is_only_date, parse_bare_year
from indexer.structure.outline.session_labels import parse_session_heading
from indexer.text.prose import ends_sentence, expects_more, split_words

from .draft import Piece

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
    r"^(?:(?P<before>\d{1,4})\s*[|·•–—-]?\s*(?P<head>\D.*)|(?P<foot>.*\D)\s*[|·•–—-]?\s*(?P<after>\d{1,4}))$"
)
# Numbers that count parts of a paper or of a building, not pages: `Annex 2`, `Room 5`.
_COUNTS_PARTS = re.compile(
    r"\b(?:annexe?|anexo|appendix|attachment|box|chapter|chapitre|capítulo|day|figure|goal|group|hall|item|option|part"
    r"|partie|parte|phase|priority|question|room|salle|sala|section|step|table|target|theme|volume)$",
    re.IGNORECASE,
)
# `Thursday, 2 March 2023        Senate        Page 3`: set apart as only a head or foot of a page is.
_SET_APART = re.compile(r"\S(?:\s{3,}|\t)(?:page|p\.|página)\s*\d{1,4}(?:\s*(?:of|/|de)\s*\d{1,4})?\s*$", re.IGNORECASE)
_SYMBOL_ALONE = re.compile(r"^[A-Z][A-Za-z]*\d*(?:/[\w.()-]+)+$")
_KIND_BEFORE = re.compile(r"^[^\W\d_]+(?: [^\W\d_]+){0,2}\s+[–—|:-]\s+")
_CLOCK_ALONE = re.compile(r"^\[\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?\]$", re.IGNORECASE)
_SOUND = re.compile(
    r"^(?:[\[(][^\])]{0,20}\b(?:music|applause|laughter|inaudible|silence|cross-?talk|pause|cheering|noise)\b[^\])]{0,20}[\])]"
    r"|[♪♫ ]+)$",
    re.IGNORECASE,
)
# What a page on the web offers beside the paper.
_CONTROL = re.compile(
    r"^(?:watch|view|listen to|download|print|share)\s+(?:(?:the|this|full|live)\s+){0,2}"
    r"(?:meeting|session|hearing|debate|video|audio|webcast|recording|broadcast|page|document|pdf|transcript|article)$",
    re.IGNORECASE,
)
_HEAD = 100  # characters: the longest head or foot of a page
_TITLE = 12  # words
_OPENING = 8  # pieces among which a year may stand alone
_DIGITS = 6  # a number with as many is no number of a page
PAGE_NUMBER = "page number"
RUNNING_HEAD = "running head"
NUMBERED_HEAD = "running head with page number"
_ADDRESS = re.compile(
    r"\b(?:tel|fax|phone|e-?mail)\b[.:]?\s*[+(\d]|^(?:https?://|www\.)\S+$|^\S+@\S+\.\w+$"
    r"|\bP\.?\s?O\.? Box\b|^\d+(?:-\d+)?\s+[A-Z].*,.*\b\d{4,6}(?:-\d{4})?\b.*$",
    re.IGNORECASE,
)

# Number of a print job, alone or with that of the page; symbol, subject and day at the top of a page.
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
    """The same pieces, those that are no part of the paper dropped with a reason."""
    running = _running_heads(pieces)
    years = _years(pieces)
    found = []
    for position, piece in enumerate(pieces):
        if piece.role == "metadata":
            found.append(piece)
            continue
        reason = piece.reason or running.get(position) or (None if position in years else _reason(piece))
        found.append(piece.with_role("dropped", reason) if reason else piece)
    return _with_address_lines(_without_heads(found))


def _years(pieces: Sequence[Piece]) -> set[int]:
    """Where a number that stands alone near the beginning is a year, no number of a page being next to it."""
    alone = {int(piece.text) for piece in pieces if piece.text.isdecimal() and len(piece.text) < _DIGITS}
    years = {at: year for at, piece in enumerate(pieces[:_OPENING]) if (year := parse_bare_year(piece.text))}
    return {at for at, year in years.items() if not alone & {year - 1, year + 1}}


def ends_page(piece: Piece) -> bool:
    """Whether a piece is what a page ends or begins with, and no part of the paper."""
    return piece.role == "dropped" and piece.reason in {PAGE_NUMBER, RUNNING_HEAD, NUMBERED_HEAD}


def drop_title_heads(pieces: Sequence[Piece], title: str | None) -> list[Piece]:
    """The pieces without lines at the top of a page that have only words of the title: `NOTE – Old harbours`.

    A head that stands on one page only is not known by its return.
    """
    found = list(pieces)
    known = {word.casefold() for word in split_words(title or "")}
    page = None
    for position, piece in enumerate(pieces):
        if piece.role not in {"body", "heading"}:
            continue
        begins = page is not None and piece.block.page not in (None, page)
        page = piece.block.page or page
        said = [word.casefold() for word in split_words(_KIND_BEFORE.sub("", piece.text))]
        if begins and 1 < len(said) <= _TITLE and known.issuperset(said) and not ends_sentence(piece.text):
            found[position] = piece.with_role("dropped", RUNNING_HEAD)
    return found


def is_symbol(text: str) -> bool:
    """Whether a line is the symbol of a document and nothing else: `AFR/RC72/18`."""
    return bool(_SYMBOL_ALONE.match(text))


def _without_heads(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the lines that return beside numbers of pages: a symbol at once, a title the second time."""
    found = list(pieces)
    beside: dict[str, list[int]] = defaultdict(list)
    for position, piece in enumerate(pieces):
        neighbours = (*pieces[max(0, position - 1) : position], *pieces[position + 1 : position + 2])
        if piece.role == "body" and len(piece.text) <= _HEAD and any(map(ends_page, neighbours)):
            beside[piece.text].append(position)
    for text, positions in beside.items():
        returns = is_symbol(text) and sum(piece.text == text for piece in pieces) > 1
        is_title = (
            1 < len(split_words(text)) <= _TITLE
            and not text[0].islower()
            and not (ends_sentence(text) or expects_more(text))
        )
        if returns or (len(positions) > 1 and is_title):
            for position in positions:
                found[position] = found[position].with_role("dropped", RUNNING_HEAD)
    return found


def _with_address_lines(pieces: Sequence[Piece]) -> list[Piece]:
    """The lines beside an address that are a part of it: street, postcode and city."""
    found = list(pieces)
    for position, piece in enumerate(found):
        beside = found[max(0, position - 1) : position + 2]
        if piece.role == "body" and _STREET.match(piece.text) and any(one.reason == "address" for one in beside):
            found[position] = piece.with_role("dropped", "address")
    return found


def _reason(piece: Piece) -> str | None:
    text = piece.text
    if not text:
        return "empty list item or rule"
    if piece.block.kind in {"quote", "table_row", "caption"}:
        return None
    return _line_reason(piece, text)


def _line_reason(piece: Piece, text: str) -> str | None:
    tests = (
        ("sound, no words", _SOUND.match(text)),
        ("stray sign", not any(character.isalnum() for character in text)),
        (PAGE_NUMBER, _PAGE_NUMBER.match(text) and not piece.is_list_item),
        (RUNNING_HEAD, _JOB.match(text) or _HEAD_OF_RECORD.match(text)),
        (NUMBERED_HEAD, len(text) <= _HEAD and _SET_APART.search(piece.block.raw)),
        ("control of a web page", _CONTROL.match(text) and not piece.is_list_item),
        ("time stamp", _CLOCK_ALONE.match(text)),
        ("break in the programme", _BREAK.match(text)),
        ("address", len(split_words(text)) <= 25 and _is_address(text) and not is_only_date(text)),
    )
    return next((reason for reason, says in tests if says), None)


def _is_address(text: str) -> bool:
    return bool(_CONTACT.match(text) or (_ADDRESS.search(text) and not text.endswith(".")))


def _running_heads(pieces: Sequence[Piece]) -> dict[int, str]:
    """Short lines that return with a growing page number, or stand on most pages of a paged text."""
    numbered: dict[str, list[tuple[int, int]]] = defaultdict(list)
    repeated: dict[str, list[int]] = defaultdict(list)
    pages: dict[str, set[int]] = defaultdict(set)
    for position, piece in enumerate(pieces):
        if piece.block.kind not in {"paragraph", "heading"} or piece.role != "body" or len(piece.text) > _HEAD:
            continue
        if piece.block.page is not None:
            repeated[piece.text].append(position)
            pages[piece.text].add(piece.block.page)
        match = _RUNNING.match(piece.text)
        if match and not parse_session_heading(piece.text):
            head = (match["head"] or match["foot"]).strip(" |·•–—-").casefold()
            if not _COUNTS_PARTS.search(head):
                numbered[head].append((position, int(match["before"] or match["after"])))
    found: dict[int, str] = {}
    for places in numbered.values():
        numbers = [number for _, number in places]
        if len(numbers) > 1 and all(a < b for a, b in pairwise(numbers)):
            found.update({position: NUMBERED_HEAD for position, _ in places})
    last = max((piece.block.page or 0 for piece in pieces), default=0)
    for text, positions in repeated.items():
        if last >= 3 and len(pages[text]) >= max(3, last // 2) and not text.endswith(":"):
            found.update(dict.fromkeys(positions, RUNNING_HEAD))
    return found


def strip_stray_quote(text: str) -> str:
    """A text without the lone quotation mark that a decorated pull quote left in front of it."""
    return re.sub(r"^[”“\"»«]\s*(?=[“«\"])", "", text)
