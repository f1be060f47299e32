"""Splits a query into words, phrases, fields, operators and brackets, each with its offsets.

Combining them is the job of `query/parser`; `query/terms` parses a single word or phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from indexer.speech.translation import gettext
from indexer.text.analysis import tokens

from .printer import QUOTES
from .problems import Diagnostic
from .terms import QuerySpan, read_field, read_phrase, read_word
from .tree import FIELDS, Fuzzy, Node, Wildcard

MAX_QUERY_TERMS = 200
"""The most words and phrases read in one query: each is looked up and scored, so it bounds the time of an answer."""
MAX_WILDCARDS = 10
"""The most wildcards and fuzzy words in one query; each expands to many terms."""
MAX_DISTANCE = 100
"""The most words that NEAR can allow between its operands."""
DEFAULT_DISTANCE = 5
"""The distance of a NEAR without a number."""

_REST_OF_WORD = re.compile(rf"[^\s()|{QUOTES}]*")
_RUN = rf"[^\s()|{QUOTES}]+(?:\([^\s()|{QUOTES}]*\)[^\s()|{QUOTES}]*)*"
_WORD = _RUN.replace(r"\(", r"\((?!(?:19|20)\d\d\))", 1)  # the year behind S/RES/2719(2023) is a word of its own
_TOKEN = re.compile(
    rf"""(?P<field>(?P<name>[^\W\d_]{{2,30}}):(?:[{QUOTES}](?P<quoted>[^{QUOTES}]*)(?P<shut>[{QUOTES}]?)
        |(?!//)(?P<bare>{_RUN})))
    | (?P<phrase>[{QUOTES}](?P<inner>[^{QUOTES}]*)(?P<closing>[{QUOTES}]?)(?:~(?P<slop>[0-9]*))?)
    | (?P<single>(?:(?<=[\s(−-])|\A)[‘‚‹›](?P<quotation>[^‘‚‹›]*?)[’‘›‹](?=[\s),.;:!?]|\Z))
    | (?P<operator>(?:AND|OR|NOT|(?P<near>NEAR)(?:/?(?P<distance>[0-9]+)|/)?)(?=[\s(){QUOTES}]|\Z)
        |(?P<foreign>\|\|?))
    | (?P<minus>(?:(?<=[\s(])|\A)(?:[-−]+(?=[^\s)−-])|(?P<bang>!)(?=[\w(‘{QUOTES}])))
    | (?P<plus>(?:(?<=[\s(])|\A)\++(?=[\w‘{QUOTES}]))
    | (?P<bracket>[()])
    | (?P<word>{_WORD})""",  # people type both minus signs
    re.VERBOSE,
)


_HAS_OPERATOR = re.compile(r"[()]|(?<![^\s(])(?:AND|OR|NOT|NEAR(?:/?[0-9]+)?)(?![^\s)])")
"""What a phrase that is not closed does not have in it."""

_EMPTY_FIELD = re.compile(rf"(?:{'|'.join(FIELDS)}):(?=\s*\Z|\s+[0-9])")
"""A field that somebody meant: prose has a colon behind such a word too, but goes on with another."""

TokenKind = Literal["term", "(", ")", "AND", "OR", "NOT", "NEAR", "+", "end"]


_KINDS: dict[str, TokenKind] = {"AND": "AND", "OR": "OR", "NOT": "NOT", "(": "(", ")": ")"}


class QueryToken(NamedTuple):
    """A token of the query with its offsets."""

    kind: TokenKind
    text: str
    start: int = 0
    end: int = 0
    node: Node | None = None
    """None for an operand of punctuation only, which asks for nothing."""
    distance: int = 0


def tokenize(text: str, diagnostics: list[Diagnostic]) -> Iterator[QueryToken]:
    """Yield the tokens of a query, up to the limit of terms; append problems to the diagnostics."""
    terms = wildcards = position = 0
    spaced = _spaced_tokens(text)
    while match := _TOKEN.search(text, position):
        start, position = match.span()
        if match["operator"] or match["minus"] or match["plus"] or match["bracket"]:
            yield _operator(match, diagnostics)
            continue
        if match["phrase"] and match["closing"] == "" and _HAS_OPERATOR.search(match["inner"]):
            position = start + 1
            message = gettext("This quotation mark is not closed, so it was ignored.")
            diagnostics.append(Diagnostic("open_quote", start, position, message))
            continue
        if match["word"]:
            position = max([position, *(end for first, end in spaced if start <= first < position)])
        end = position
        if empty := _EMPTY_FIELD.match(text, start):
            message = gettext("“%(words)s” has no value after the colon, so it was searched as a word.", words=empty[0])
            diagnostics.append(Diagnostic("empty_value", start, empty.end(), message))
        node = _term_node(match, QuerySpan(text[start:end], start, end), diagnostics)
        terms += node is not None
        if terms > MAX_QUERY_TERMS:
            message = gettext("Only the first %(number)s words and phrases were searched.", number=MAX_QUERY_TERMS)
            diagnostics.append(Diagnostic("too_many_terms", start, len(text), message))
            return
        if isinstance(node, Wildcard | Fuzzy):
            wildcards += 1
            if wildcards > MAX_WILDCARDS:
                node = None
            if wildcards == MAX_WILDCARDS + 1:  # said once, at the first of them
                message = gettext(
                    "A query can have %(number)s words with *, ? or ~. The others were ignored.",
                    number=MAX_WILDCARDS,
                )
                diagnostics.append(Diagnostic("too_many_patterns", start, end, message))
        yield QueryToken("term", text[start:end], start, end, node)


def _spaced_tokens(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the words that have a space inside: `12 500`, `per cent`."""
    return [
        (token.start, _REST_OF_WORD.match(text, token.end).end())  # type: ignore[union-attr]  # it matches anywhere
        for token in tokens(text)
        if any(map(str.isspace, text[token.start : token.end]))
    ]


def _term_node(match: re.Match[str], span: QuerySpan, diagnostics: list[Diagnostic]) -> Node | None:
    """Return the node of a word, phrase or field; `span` is longer than the match for a word with a space inside."""
    start = span.start
    if match["phrase"] is not None:
        if match["closing"] == "":
            message = gettext("This quotation mark is not closed. Everything after it was searched as one phrase.")
            diagnostics.append(Diagnostic("open_quote", start, start + 1, message))
        slop = None if match["slop"] is None else _distance(match["slop"], span, diagnostics)
        return read_phrase(match["inner"], slop, span, diagnostics)
    if match["single"] is not None:
        # The phrase is printed in double quotation marks, which another such mark would end.
        typed = re.sub(f"[{QUOTES}]", " ", match["quotation"])
        return read_phrase(typed, None, span, diagnostics)
    if match["field"] is None:
        return read_word(span, diagnostics)
    if match["quoted"] is not None and not match["shut"]:
        start_of_mark = match.start("quoted") - 1
        message = gettext("This quotation mark is not closed. Everything after it was taken as one value.")
        diagnostics.append(Diagnostic("open_quote", start_of_mark, start_of_mark + 1, message))
    value = match["bare"] if match["quoted"] is None else match["quoted"]
    return read_field(match["name"], value, span, diagnostics, quoted=match["quoted"] is not None)


def _operator(match: re.Match[str], diagnostics: list[Diagnostic]) -> QueryToken:
    start, end = match.span()
    if match["near"]:
        return QueryToken("NEAR", match[0], start, end, None, _near(match, diagnostics))
    kind = _operator_kind(match)
    if match["foreign"] or match["bang"]:
        diagnostics.append(
            Diagnostic(
                "foreign_sign",
                start,
                end,
                gettext("“%(sign)s” was read as %(operator)s.", sign=match[0], operator=kind),
            )
        )
    return QueryToken(kind, match[0], start, end)


def _operator_kind(match: re.Match[str]) -> TokenKind:
    if match["minus"]:
        return "NOT"
    if match["plus"]:
        return "+"
    if match["foreign"]:
        return "OR"
    return _KINDS[match[0]]


def _near(match: re.Match[str], diagnostics: list[Diagnostic]) -> int:
    """Return the distance that NEAR allows."""
    start, end = match.span()
    span = QuerySpan(match[0], start, end)
    if match["distance"]:
        return _distance(match["distance"], span, diagnostics) or 0
    message = gettext("NEAR has no number of words after it, so NEAR/%(number)s was used.", number=DEFAULT_DISTANCE)
    diagnostics.append(Diagnostic("bad_number", span.start, span.end, message))
    return DEFAULT_DISTANCE


def _distance(digits: str, span: QuerySpan, diagnostics: list[Diagnostic]) -> int | None:
    """Return the number of words that may stand between; reduce one that is too large to the largest, None for none."""
    if digits and len(digits) < 9 and int(digits) <= MAX_DISTANCE:
        return int(digits)
    if not digits:
        message = gettext("%(words)s has no number after ~, so the ~ was ignored.", words=span.shown)
        diagnostics.append(Diagnostic("bad_number", span.start, span.end, message))
        return None
    message = gettext(
        "The largest distance is %(number)s words, so %(words)s was read with %(number)s.",
        number=MAX_DISTANCE,
        words=span.shown,
    )
    diagnostics.append(Diagnostic("bad_number", span.start, span.end, message))
    return MAX_DISTANCE
