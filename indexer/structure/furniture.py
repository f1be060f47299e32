"""Drop what is on the page but not in the paper: heads of pages, addresses, breaks of a programme, controls of the web.

Nothing is dropped for its form alone where words of the paper could have it: an address stands at the margin of the
paper or among others, a break has its hour, a control stands outside the text. Heads of pages are found in
`page_heads`; headings are not marked here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.model import PageTraces
from indexer.structure.dates import find_dates, is_only_date, parse_bare_year
from indexer.text.prose import count_words, ends_sentence, is_prose, split_words

from .contents import drop_contents
from .draft import Piece, PieceReason
from .page_heads import find_page_heads

_CLOCK = r"\d{1,2}(?:[:.h]\d\d)?\s*(?:[ap]\.?m\.?)?"
_HOURS = rf"{_CLOCK}(?:\s*(?:[-–—]|to)\s*{_CLOCK})?"
_PAUSE = (
    r"(?:(?:coffee|tea|lunch|health|refreshments?)(?:\s*(?:and|/|&)\s*(?:coffee|tea|networking))?"
    r"(?:\s*break)?|break|registration(?:\s+and\s+coffee)?|déjeuner|pause(?:[ -](?:café|déjeuner))?|buffet"
    r"|accueil(?: des participants| café)?|almuerzo|pausa(?:[ -](?:para )?café)?|café|inscripción|registro|almoço"
    r"|mittagessen|kaffeepause|pause)"
)
_BREAK = re.compile(rf"^(?:{_HOURS}\s*[:,–-]?\s*{_PAUSE}(?:\s*{_HOURS})?|{_PAUSE}\s*{_HOURS})$", re.IGNORECASE)
_KIND_BEFORE = re.compile(r"^[^\W\d_]+(?: [^\W\d_]+){0,2}\s+[–—|:-]\s+")
_CLOCK_ALONE = re.compile(r"^\[\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\.?)?\]$", re.IGNORECASE)
# Controls of a web page beside the paper.
_CONTROL = re.compile(
    r"^(?:watch|view|listen to|download|print|share)\s+(?:(?:the|this|full|live)\s+){0,2}"
    r"(?:meeting|session|hearing|debate|video|audio|webcast|recording|broadcast|page|document|pdf|transcript|article)$",
    re.IGNORECASE,
)
_MAX_TITLE_WORDS = 12  # words
_MAX_ADDRESS_WORDS = 25  # words
_OPENING_PIECES = 8  # first pieces, where a year may stand alone
_MIN_OTHER_NUMBER_DIGITS = 6  # a longer number is no page number
_ADDRESS = re.compile(
    r"\b(?:tel|fax|phone|e-?mail)\b[.:]?\s*[+(\d]|^\S+@\S+\.\w+$"
    r"|\bP\.?\s?O\.? Box\b|^\d+(?:-\d+)?\s+[A-Z].*,.*\b\d{4,6}(?:-\d{4})?\b.*$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"^(?:(?:press |media )?contacts?|for (?:more|further) information|prensa|presse)\b.*\S@\S", re.IGNORECASE
)
_BESIDE_ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$|^(?=.*\d)(?=.*,)[^.;:?!]{5,80}$", re.IGNORECASE)


def drop_furniture(pieces: Sequence[Piece], traces: PageTraces = "printed") -> list[Piece]:
    """Return the pieces, with page furniture and contents dropped for a stated reason."""
    pieces = drop_contents(pieces)
    years = _years(pieces)
    reasons: dict[int, PieceReason] = dict.fromkeys(_addresses(pieces), "address")
    reasons |= {
        position: reason for position, reason in find_page_heads(pieces, traces).items() if position not in years
    }
    margins = _margins(pieces)
    result = []
    for position, piece in enumerate(pieces):
        if piece.role == "metadata":
            result.append(piece)
            continue
        if piece.reasons:
            result.append(piece.with_role("dropped", *piece.reasons))
            continue
        reason = reasons.get(position) or _reason(piece, is_margin=position in margins)
        result.append(piece.with_role("dropped", reason) if reason else piece)
    return result


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


def drop_title_heads(pieces: Sequence[Piece], title: str | None, traces: PageTraces = "printed") -> list[Piece]:
    """Return the pieces without lines at the top of a page that repeat words of the title: `NOTE – Old harbours`.

    A head that stands on one page only cannot be found by its repetition.
    """
    result = list(pieces)
    if traces == "none":
        return result
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


def _margins(pieces: Sequence[Piece]) -> set[int]:
    """Return the positions before the first and after the last paragraph of running text."""
    prose = [position for position, piece in enumerate(pieces) if is_prose(piece.text)]
    first, last = (prose[0], prose[-1]) if prose else (len(pieces), -1)
    return {position for position in range(len(pieces)) if position < first or position > last}


def _addresses(pieces: Sequence[Piece]) -> set[int]:
    """Return the positions of the lines of addresses: at the margin of the paper or two together, and those beside."""
    lines = [
        position
        for position, piece in enumerate(pieces)
        if piece.role == "body" and piece.block.kind in {"paragraph", "heading"} and _is_short_line(piece.text)
    ]
    certain = {position for position in lines if _CONTACT.match(pieces[position].text) or _is_address(pieces[position])}
    margins = _margins(pieces)
    found = {position for position in certain if position in margins or {position - 1, position + 1} & certain}
    beside = {position for position in lines if _BESIDE_ADDRESS.match(pieces[position].text)} - found
    reached = [*found]
    while reached:  # also the lines beside those beside an address
        position = reached.pop()
        for neighbour in {position - 1, position + 1} & beside:
            beside.remove(neighbour)
            found.add(neighbour)
            reached.append(neighbour)
    return found


def _is_short_line(text: str) -> bool:
    return count_words(text) <= _MAX_ADDRESS_WORDS and not is_only_date(text)


def _is_address(piece: Piece) -> bool:
    """Return whether a line is an address, and neither a marked heading nor a day: `19 July, 2022 Meeting Notes`."""
    if piece.block.level or any(dates.first and dates.year for dates in find_dates(piece.text)):
        return False
    return bool(_ADDRESS.search(piece.text)) and not piece.text.endswith(".")


def _reason(piece: Piece, *, is_margin: bool) -> PieceReason | None:
    """Return the reason to drop a piece for what it is by itself, or None."""
    text = piece.text
    if not text:
        return "empty"
    if piece.block.kind in {"quote", "table_row", "caption"}:
        return None
    is_line = not piece.is_list_item
    tests: tuple[tuple[PieceReason, object], ...] = (
        ("stray_sign", not any(map(str.isalnum, text))),
        ("web_control", is_line and is_margin and _CONTROL.match(text)),
        ("time_stamp", _CLOCK_ALONE.match(text)),
        ("programme_break", is_line and _BREAK.match(text)),
    )
    return next((reason for reason, matches in tests if matches), None)


def strip_stray_quote(text: str) -> str:
    """Return a text without a stray quotation mark before the opening one, as decorated pull quotes have it."""
    return re.sub(r"^[”“\"»«]\s*(?=[“«\"])", "", text)
