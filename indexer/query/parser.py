"""The parser of the query language: turns what a user typed into a query tree and records where it had to guess.

`query/grammar` lists what can be written. OR binds loosest, then parts side by side or joined by AND, then NOT, then
NEAR. The parser never raises: it reads malformed input the nearest sensible way. Time grows with the length of the text
only, and brackets deeper than `MAX_DEPTH` are ignored, so no input can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from indexer.speech.translation import current_speech, gettext
from indexer.text.stopwords import is_function_word

from .lexer import MAX_DISTANCE, MAX_QUERY_TERMS, MAX_WILDCARDS, QueryToken, tokenize
from .printer import QUOTES, canonical, canonical_query
from .problems import MAX_PROBLEMS, Diagnostic, Problem
from .terms import MAX_QUOTED
from .tree import (
    And,
    Field,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Term,
    can_be_near,
    conjunction,
    disjunction,
    negate,
    positive_terms,
)

__all__ = [
    "MAX_DISTANCE",
    "MAX_QUERY_TERMS",
    "MAX_WILDCARDS",
    "And",
    "Node",
    "Not",
    "Or",
    "ParsedQuery",
    "Phrase",
    "Term",
    "canonical",
    "parse",
    "positive_terms",
]

MAX_QUERY_LENGTH = 2_000
"""The most characters that are read: they bound the time of parsing and the length of the addresses with the query."""
_OPERATOR_WORDS = frozenset({"AND", "OR", "NOT", "NEAR"})
_WRITTEN_SYNTAX = re.compile(rf"[{QUOTES}()*~|]|(?<=[^\W\d]):(?=\S)|\?(?=\w)|(?<!\S)[-−!+](?=\S)|NEAR/")
"""Signs of somebody who writes the query language; a sentence has question marks and colons too."""
_ASIDE = re.compile(r"\([^\s()]+\)")  # a word in brackets, which sentences have: (ACABQ)
MAX_SHOUTED_NAMES = 6
"""The most words in capitals, with operators but no small word among them, that are taken for names."""
MAX_DEPTH = 20
"""The deepest brackets that are read: the parser calls itself for each, so it bounds the stack."""


@dataclass(frozen=True)
class ParsedQuery:
    """The result of parsing a query."""

    node: Node | None
    """None when nothing was typed (everything is found) or nothing in it can be searched for."""
    problems: tuple[Problem, ...]
    """Where the query was read otherwise than typed, with the most likely correction."""
    text: str
    """The text that was read: as typed, without outer space, cut when too long."""
    searchable: bool = True
    """False when something was typed but there is no word in it; such a query finds nothing."""
    remarks: tuple[str, ...] = ()
    """Sentences on a query with nothing wrong in it."""
    field_spans: Mapping[Field, tuple[int, int]] = field(default_factory=dict)
    """The offsets of the query's fields in the text."""
    required: frozenset[Node] = frozenset()
    """The parts of the query that must be there, because AND or + says so."""

    @property
    def notices(self) -> tuple[str, ...]:
        """All messages about the query, as sentences, each once."""
        return tuple(dict.fromkeys((*(problem.text for problem in self.problems), *self.remarks)))


def parse(text: str) -> ParsedQuery:
    """Parse a query as typed; never raise."""
    diagnostics: list[Diagnostic] = []
    text_read = _cut(text.strip(), diagnostics)
    if not text_read:
        return ParsedQuery(None, (), "")
    shouted = is_shouted(text_read)
    tokens = list(tokenize(text_read.lower() if shouted else text_read, diagnostics))
    node, required = Parser(iter(tokens), len(text_read), diagnostics).query()
    left_out = any(diagnostic.kind in ("lone_wildcard", "bad_value", "bad_range") for diagnostic in diagnostics)
    if node is None and not left_out:
        quoted = text_read if len(text_read) <= MAX_QUOTED else text_read[:MAX_QUOTED] + "…"
        message = gettext("“%(words)s” has no word or number to search for.", words=quoted)
        return ParsedQuery(None, (Problem("no_word", 0, len(text_read), message),), text_read, searchable=False)
    return ParsedQuery(
        node,
        _problems(text_read, node, required, diagnostics),
        text_read,
        remarks=tuple(_remarks(node, tokens, shouted)) if node else (),
        field_spans={
            token.node: (token.start, token.end) for token in reversed(tokens) if isinstance(token.node, Field)
        },
        required=required,
    )


_WITH_DIGITS = re.compile(r"\S*\d\S*")
"""A symbol such as `S/RES/2719`, the letters of which are no words."""


def is_shouted(text: str) -> bool:
    """Return whether a query is a sentence typed wholly in capitals, so that its capitals mean nothing.

    Names and operators are in capitals too: a sentence has a small word among others, or more words than names.
    """
    words = re.findall(r"[^\W\d_]+", _WITH_DIGITS.sub(" ", text))
    plain = [word for word in words if word not in _OPERATOR_WORDS and word.isalpha()]  # `½` is none
    if not text.isupper() or len(text.lower()) != len(text) or _WRITTEN_SYNTAX.search(_ASIDE.sub(" ", text)):
        return False
    return len(plain) > 2 and (any(map(is_function_word, plain)) or len(plain) > MAX_SHOUTED_NAMES)


def _remarks(node: Node, tokens: list[QueryToken], shouted: bool) -> Iterator[str]:
    """Yield what a reader may not expect of a query with nothing wrong in it."""
    if shouted and not _OPERATOR_WORDS.isdisjoint(token.text.upper() for token in tokens):
        yield gettext("The whole query is in capitals, so AND, OR, NOT and NEAR were searched as words.")
    if shouted:
        return
    if _only_negative(node):
        yield gettext("This query only excludes, so all other passages are shown.")
    words = {token.node.text for token in tokens if isinstance(token.node, Term)} if len(tokens) > 1 else set()
    if "or" in words:
        yield gettext("“or” was searched as a word. To find either of two words, type OR in capitals.")
    if "not" in words:
        yield gettext("“not” was searched as a word. To exclude a word, type NOT in capitals, or - before the word.")


def _problems(
    text_read: str, node: Node | None, required: Collection[Node], diagnostics: list[Diagnostic]
) -> tuple[Problem, ...]:
    """List the problems found while parsing, each with a corrected query."""
    corrected = text_read
    for diagnostic in sorted(diagnostics, key=lambda diagnostic: diagnostic.start, reverse=True):
        if diagnostic.replacement is not None:
            corrected = corrected[: diagnostic.start] + diagnostic.replacement + corrected[diagnostic.end :]
    if corrected != text_read:
        node, required = Parser(tokenize(corrected, []), len(corrected), []).query()
    suggestion = _query_text(node, required)
    return tuple(
        Problem(diagnostic.kind, diagnostic.start, diagnostic.end, diagnostic.text, suggestion)
        for diagnostic in diagnostics[:MAX_PROBLEMS]
    )


def _query_text(node: Node | None, required: Collection[Node]) -> str | None:
    """Return a tree as text, or None when that is empty or longer than a query may be."""
    text = canonical_query(node, required) if node else ""
    return text if 0 < len(text) <= MAX_QUERY_LENGTH else None


def _cut(text: str, diagnostics: list[Diagnostic]) -> str:
    """Return a text cut to the longest query that is read, at the end of a word where there is one."""
    if len(text) <= MAX_QUERY_LENGTH:
        return text
    whole = re.match(r"(?s).*(?=\s)", text[: MAX_QUERY_LENGTH + 1])
    beginning = whole[0].rstrip() if whole else text[:MAX_QUERY_LENGTH]
    number = current_speech().number
    message = gettext(
        "The query has %(length)s characters. Only its beginning was searched: the limit is %(limit)s.",
        length=number(len(text)),
        limit=number(MAX_QUERY_LENGTH),
    )
    diagnostics.append(Diagnostic("too_long", len(beginning), len(beginning), message))
    return beginning


def _only_negative(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return all(map(_only_negative, parts))
        case _:
            return isinstance(node, Not)


class Parser:
    """Recursive-descent parser of tokens: OR binds loosest, then adjacent parts, then NOT, then NEAR."""

    def __init__(self, stream: Iterator[QueryToken], length: int, diagnostics: list[Diagnostic]) -> None:
        self._tokens = stream
        self._end = QueryToken("end", "", length, length)
        self._diagnostics = diagnostics
        self._depth = 0
        self._required: set[Node] = set()
        self._skipped_brackets = 0
        self._next = self._end
        self._advance()

    def _advance(self) -> QueryToken:
        """Return the current token and move to the next one that counts."""
        current, self._next = self._next, next(self._tokens, self._end)
        while self._skips_bracket():
            self._next = next(self._tokens, self._end)
        return current

    def _skips_bracket(self) -> bool:
        token = self._next
        if token.kind == "(" and self._depth == MAX_DEPTH:
            self._diagnostics.append(
                Diagnostic(
                    "too_deep",
                    token.start,
                    token.end,
                    gettext("Brackets nested more than %(number)s deep were ignored.", number=MAX_DEPTH),
                )
            )
            self._skipped_brackets += 1
            return True
        if token.kind == ")" and self._skipped_brackets:
            self._skipped_brackets -= 1
            return True
        if token.kind == "(":
            self._depth += 1
        if token.kind == ")":
            if not self._depth:
                message = gettext("This closing bracket has no opening bracket, so it was ignored.")
                self._diagnostics.append(Diagnostic("stray_bracket", token.start, token.end, message))
                return True
            self._depth -= 1
        return False

    def query(self) -> tuple[Node | None, frozenset[Node]]:
        """Parse a whole query; return its tree and the parts at its top that must be there."""
        node = self.expression()
        alternatives = node.parts if isinstance(node, Or) else (node,)
        top_parts = {part for alternative in alternatives if isinstance(alternative, And) for part in alternative.parts}
        return node, frozenset(self._required & top_parts)

    def expression(self) -> Node | None:
        """Parse alternatives up to a closing bracket or the end."""
        alternatives = [self._conjunction()]
        while self._next.kind == "OR":
            operator = self._advance()
            if self._next.kind in (")", "end"):
                self._report_dangling(operator)
            alternatives.append(self._conjunction())
        nodes = [part for part in alternatives if part]
        return disjunction(nodes) if nodes else None

    def _conjunction(self) -> Node | None:
        """Parse the parts that are adjacent or joined by AND."""
        parts: list[Node] = []
        empty = True
        is_joined = False
        while self._next.kind not in ("OR", ")", "end"):
            if self._next.kind in ("AND", "NEAR"):
                operator = self._advance()
                is_joined = operator.kind == "AND" and bool(parts)
                if is_joined:
                    self._require(parts[-1])
                if empty or operator.kind == "NEAR" or self._next.kind in ("AND", "OR", "NEAR", ")", "end"):
                    self._report_dangling(operator)
            else:
                is_required = self._next.kind == "+" or is_joined
                if self._next.kind == "+":
                    self._advance()
                is_joined = False
                if part := self._operand():
                    parts.append(part)
                    if is_required:
                        self._require(part)
            empty = False
        if empty and self._next.kind == "OR":
            self._report_dangling(self._next)
        return conjunction(parts) if parts else None

    def _require(self, part: Node) -> None:
        """Record that a part must be there."""
        self._required.update(part.parts if isinstance(part, And) else (part,))

    def _operand(self) -> Node | None:
        """Parse a NEAR group or a single part, with the negations before it, which count once."""
        negation = None
        while self._next.kind == "NOT":
            negation = self._advance()
        if self._next.kind not in ("term", "("):
            if negation:
                self._report_dangling(negation)
            return None
        part = self._near()
        return negate(part) if part and negation else part

    def _near(self) -> Node | None:
        """Parse one word, phrase or bracket, and those that NEAR joins to it."""
        start = self._next.start
        parts = [self._primary()]
        distances: list[int] = []
        end = start
        while self._next.kind == "NEAR":
            operator = self._advance()
            if self._next.kind not in ("term", "("):
                self._report_dangling(operator)
                break
            distances.append(operator.distance)
            parts.append(self._primary())
            end = operator.end
        nodes = [part for part in parts if part]
        if len(nodes) < 2:
            return nodes[0] if nodes else None
        if len(nodes) == len(parts) and all(map(can_be_near, nodes)):
            return Near(tuple(nodes), tuple(distances))
        message = gettext("NEAR can only join words, phrases and brackets with OR in them, so it was read as AND.")
        self._diagnostics.append(Diagnostic("near_operand", start, end, message))
        return conjunction(nodes)

    def _primary(self) -> Node | None:
        return self._advance().node if self._next.kind == "term" else self._group()

    def _group(self) -> Node | None:
        bracket = self._advance()
        if self._next.kind == ")":
            self._diagnostics.append(
                Diagnostic("empty_brackets", bracket.start, self._next.end, gettext("Empty brackets were ignored."))
            )
        part = self.expression()
        if self._next.kind == "end":
            message = gettext("This bracket is not closed. It was closed at the end of the query.")
            self._diagnostics.append(Diagnostic("open_bracket", bracket.start, bracket.end, message))
        else:
            self._advance()
        return part

    def _report_dangling(self, operator: QueryToken) -> None:
        message = gettext("“%(words)s” has no word to apply to, so it was ignored.", words=operator.text)
        self._diagnostics.append(Diagnostic("dangling_operator", operator.start, operator.end, message))
