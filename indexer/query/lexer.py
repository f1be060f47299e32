"""Cuts a query into words, phrases, fields, operators and brackets, each with its place in the text.

How they go together is `query`'s business; what a single word or phrase asks for is read in `leaves`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .printer import QUOTES
from .problems import Diagnostic
from .terms import QuerySpan, read_field, read_phrase, read_word
from .tree import Fuzzy, Node, Wildcard

MAX_TERMS = 200
MAX_WILDCARDS = 10
"""Words with wildcards or slips in one query: each asks for many forms."""
MAX_DISTANCE = 100
"""Words that may stand between two that are near each other."""
DEFAULT_DISTANCE = 5
"""How many may where NEAR comes without a number."""

_RUN = rf"[^\s(){QUOTES}]+(?:\([^\s(){QUOTES}]*\)[^\s(){QUOTES}]*)*"
_WORD = _RUN.replace(r"\(", r"\((?!(?:19|20)\d\d\))", 1)  # the year behind S/RES/2719(2023) is a word of its own
_LEXEME = re.compile(
    rf"""(?P<field>(?P<name>[^\W\d_]{{2,30}}):(?:[{QUOTES}](?P<quoted>[^{QUOTES}]*)(?P<shut>[{QUOTES}]?)
        |(?!//)(?P<bare>{_RUN})))
    | (?P<phrase>[{QUOTES}](?P<inner>[^{QUOTES}]*)(?P<closing>[{QUOTES}]?)(?:~(?P<others>[0-9]*))?)
    | (?P<single>(?:(?<=[\s(−-])|\A)[‘‚‹›](?P<said>[^‘‚‹›]*?)[’‘›‹](?=[\s),.;:!?]|\Z))
    | (?P<operator>(?:AND|OR|NOT|(?P<near>NEAR)(?:/?(?P<distance>[0-9]+))?|(?P<foreign>\|\|?))(?=[\s(){QUOTES}]|\Z))
    | (?P<minus>(?:(?<=[\s(])|\A)(?:[-−]+(?=[^\s)−-])|(?P<bang>!)(?=[\w(‘{QUOTES}])))
    | (?P<bracket>[()])
    | (?P<word>{_WORD})""",  # people type both minus signs
    re.VERBOSE,
)


class Lexeme(NamedTuple):
    """A piece of a query with its place."""

    kind: str
    """`leaf`, `(`, `)`, `AND`, `OR`, `NOT`, `NEAR` or `end`."""
    text: str
    start: int = 0
    end: int = 0
    leaf: Node | None = None
    """None for a word of punctuation only: it stands where an operand can stand and asks for nothing."""
    distance: int = 0


def lexemes(text: str, slips: list[Diagnostic]) -> Iterator[Lexeme]:
    """Split a query, no more terms than are read; what is wrong in a piece is added to the slips."""
    terms = patterns = 0
    for match in _LEXEME.finditer(text):
        start, end = match.span()
        if match["operator"] or match["minus"] or match["bracket"]:
            yield _operator(match, slips)
            continue
        leaf = _leaf(match, slips)
        terms += leaf is not None
        if terms > MAX_TERMS:
            told = f"Only the first {MAX_TERMS} words and phrases were read."
            slips.append(Diagnostic("too_many_terms", start, len(text), told))
            return
        if isinstance(leaf, Wildcard | Fuzzy):
            patterns += 1
            if patterns > MAX_WILDCARDS:
                told = f"A query may have {MAX_WILDCARDS} words with *, ? or ~: the others were left out."
                slips.append(Diagnostic("too_many_patterns", start, end, told))
                leaf = None
        yield Lexeme("leaf", match[0], start, end, leaf)


def _leaf(match: re.Match[str], slips: list[Diagnostic]) -> Node | None:
    start, end = match.span()
    piece = QuerySpan(match[0], start, end)
    if match["phrase"] is not None:
        if match["closing"] == "":
            told = "A quotation mark is not closed: all that follows it was read as one phrase."
            slips.append(Diagnostic("open_quote", start, start + 1, told))
        others = None if match["others"] is None else _distance(match["others"], piece, slips)
        return read_phrase(match["inner"], others, piece, slips)
    if match["single"] is not None:
        return read_phrase(match["said"], None, piece, slips)
    if match["field"] is None:
        return read_word(piece, slips)
    if match["quoted"] is not None and not match["shut"]:
        place = match.start("quoted") - 1
        told = "A quotation mark is not closed: all that follows it was read as one value."
        slips.append(Diagnostic("open_quote", place, place + 1, told))
    value = match["bare"] if match["quoted"] is None else match["quoted"]
    return read_field(match["name"], value, piece, slips, quoted=match["quoted"] is not None)


def _operator(match: re.Match[str], slips: list[Diagnostic]) -> Lexeme:
    start, end = match.span()
    if match["near"]:
        return Lexeme("NEAR", match[0], start, end, None, _near(match, slips))
    kind = "NOT" if match["minus"] else "OR" if match["foreign"] else match[0]
    if match["foreign"] or match["bang"]:
        slips.append(
            Diagnostic("foreign_sign", start, end, f"“{match[0]}” was read as {kind}, which is how it is written.")
        )
    return Lexeme(kind, match[0], start, end)


def _near(match: re.Match[str], slips: list[Diagnostic]) -> int:
    """Read how far apart NEAR lets words stand."""
    piece = QuerySpan(match[0], *match.span())
    if match["distance"]:
        return _distance(match["distance"], piece, slips) or 0
    told = f"NEAR comes with a number of words, as in NEAR/{DEFAULT_DISTANCE}: it was read so."
    slips.append(Diagnostic("bad_number", piece.start, piece.end, told))
    return DEFAULT_DISTANCE


def _distance(digits: str, piece: QuerySpan, slips: list[Diagnostic]) -> int | None:
    """Read how many words may stand between; too large a number is the largest, none is none."""
    if digits and len(digits) < 9 and int(digits) <= MAX_DISTANCE:
        return int(digits)
    if not digits:
        told = f"A number of words is missing after ~ in {piece.shown}, so it was read without it."
        slips.append(Diagnostic("bad_number", piece.start, piece.end, told))
        return None
    told = f"At most {MAX_DISTANCE} words can stand between: {piece.shown} was read with {MAX_DISTANCE}."
    slips.append(Diagnostic("bad_number", piece.start, piece.end, told))
    return MAX_DISTANCE
