"""Read the numbers of resolutions and the symbols of papers: `resolution 79/243`, `2748 (2024)`, `A/RES/79/243`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.model import Document

from .context import ContextPart
from .facts import JudgedFact, SourceWords, StatedFact
from .grammar.clause import GoverningClause
from .grammar.place import is_elsewhere
from .grammar.words import word_pattern
from .papers import is_head_of, is_named_as_source

_NUMBER = r"\d{1,4}/\d{1,4}[A-Z]?(?![\d/])|\d{1,4}\s?\((?:(?:19|20)\d\d|[IVXL]{1,7}|[SE]S?-[IVXL\d]{1,7})\)"
_WITHOUT_YEAR = r"\d{3,4}(?![\d/]|[.,]\d|\s?\(\s?\d|[-–]\d)"
"""The number of a resolution that its year makes clear: `1860` for `1860 (2009)`."""
_DESIGNATION = re.compile(
    rf"\b(?P<symbol>[A-Z]{{1,5}}(?:/[A-Z0-9][A-Z0-9.-]*)*/RES/)(?P<of_symbol>{_NUMBER}|{_WITHOUT_YEAR})"
    rf"|\b(?i:resolution)\s+(?P<number>{_NUMBER}|{_WITHOUT_YEAR})"
    r"|\b(?P<other>[A-Z]{1,5}(?:/[A-Z0-9][A-Z0-9.-]*)*/(?:[A-Z]+\.)?\d{1,4})(?![\d/])"
)
_OF_TITLE = re.compile(rf"^\W*(?:(?:The )?(?:[A-Z]\w+\W+){{1,3}})?(?:Resolution\s+)?(?P<number>{_NUMBER})")
_OWNER = re.compile(r"(?:\b(?:the|its|this)\s+)?(?:(?!(?:According|As|By|From|In|Of|Per|To|Under)\b)[A-Z]\w+\s+){0,3}$")
_SAYS_WHAT = re.compile(
    rf"(?:(?:also|further|strongly)\s+)?(?:{word_pattern('says')}|{word_pattern('said')}|[a-z]{{3,}}ing|[a-z]{{3,}}es"
    r"|[a-z]{4,}[^s\W]s|on|about|concerning|regarding)\b",
    re.IGNORECASE,
)
"""What opens a quotation that goes on behind the number of a paper, and is no title of it."""
_ASIDE = re.compile(r",\s+(?:in|by|under|through)\s+$")


@dataclass(frozen=True)
class Designation:
    """The number of a resolution, or the symbol of another paper; offsets are those of the text."""

    start: int
    end: int
    number: str
    is_resolution: bool


def designations(text: str) -> Iterator[Designation]:
    """Yield the numbers of resolutions and the symbols of papers in a text, in order."""
    for match in _DESIGNATION.finditer(text):
        number = match["number"] or match["of_symbol"]
        yield Designation(match.start(), match.end(), _bare(number or match["other"]), bool(number))


def stated_numbers(
    part: ContextPart, clause: GoverningClause | None, found: Sequence[Designation]
) -> Iterator[StatedFact]:
    """Yield the numbers by which a part names the source of the words; of those in a reference the first does."""
    for item in found[:1] if part.quote is None else found:
        if part.quote is None or is_number_of_source(part, item, clause):
            words = part.text[item.start : item.end]
            value = f"resolution {item.number}" if item.is_resolution else item.number
            is_open = _is_beside(part, item) and not _SAYS_WHAT.match(part.opening)
            yield StatedFact("number", words, value, part.offset(item.start), open=is_open)


def is_number_of_source(part: ContextPart, item: Designation, clause: GoverningClause | None) -> bool:
    """Return whether a part gives the words to the paper of a number."""
    owner = _OWNER.search(part.text[: item.start])
    opened = owner.start() if owner else item.start
    if is_elsewhere(part.text[: item.start]) or is_elsewhere(part.text[:opened]):
        return False
    if _is_beside(part, item):
        return True
    if clause and clause.subject_kind == "paper" and is_head_of(item.start, clause):
        return True
    is_aside = bool(_ASIDE.search(part.text[:opened])) and part.text[item.end :].startswith(",")
    return is_aside or is_named_as_source(part, opened)


def _is_beside(part: ContextPart, item: Designation) -> bool:
    """Return whether nothing but marks stands between a number and the quotation behind it."""
    if part.quote is None or item.end > part.quote:
        return False
    return not re.search(r"[\w,;:.(]", part.text[item.end : part.quote])


def judge_number(fact: StatedFact, words: SourceWords) -> JudgedFact:
    """Judge a number by the one right before the words, or by the paper's symbol and title.

    Without one of that form nothing is decided, nor where the passage itself has the number: it may repeat the words
    of that paper.
    """
    passage, stated = words.passage, str(fact.value)
    if (beside := _number_beside(words)) and _form(beside) == _form(stated):
        return _compared(fact, beside)
    own = _numbers_of(passage.document)
    if stated in own:
        return JudgedFact(fact, "supported", stated)
    short = {number.partition(" (")[0]: number for number in own if " (" in number}
    if stated in short:
        return JudgedFact(fact, "supported", short[stated])
    alike = [number for number in own if _form(number) == _form(stated)]
    bare = stated.removeprefix("resolution ")
    # `resolution 154` may be `73/154`, and `resolution 2009` one of that year
    may_be_short = any(bare in re.findall(r"\w+", number) for number in own)
    if not alike or may_be_short or re.search(rf"\b{re.escape(bare)}(?!\w)", passage.text):
        return JudgedFact(fact, "not_judged")
    return JudgedFact(fact, "contradicted", alike[0], "place")


def _number_beside(words: SourceWords) -> str | None:
    """Return the number that the source has right before the words: `resolution 2719 on the funding`."""
    before = words.passage.text[: words.start].rstrip()
    last = max(designations(before), key=lambda item: item.end, default=None)
    if last is None or last.end != len(before):
        return None
    return f"resolution {last.number}" if last.is_resolution else last.number


def _compared(fact: StatedFact, beside: str) -> JudgedFact:
    """Judge a number by another; `1325` alone can be `1325 (2000)`."""
    stated = str(fact.value)
    short, long = sorted((stated, beside), key=len)
    if stated == beside or short == long.partition(" (")[0]:
        return JudgedFact(fact, "supported", beside)
    return JudgedFact(fact, "contradicted", beside, "place")


def _numbers_of(document: Document) -> tuple[str, ...]:
    found = [
        f"resolution {item.number}" if item.is_resolution else item.number
        for item in designations(document.symbol or "")
    ]
    if document.kind == "resolution" and (titled := _OF_TITLE.match(document.title)):
        found.append(f"resolution {_bare(titled['number'])}")
    return tuple(found)


def _form(number: str) -> str:
    """Return what the numbers of papers of one kind have alike."""
    if number.startswith("resolution"):
        return "resolution"
    return re.sub(r"\d+", "0", number)


def _bare(number: str) -> str:
    """Return a number with one space before its bracket."""
    return re.sub(r"\s*\(", " (", number)
