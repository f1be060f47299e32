"""The grammar: reads what a user typed into the query's tree, and says in plain words where it had to guess.

Words (all of them wanted), "exact phrases", AND, OR, NOT or a leading minus, brackets. OR binds loosest.
Never raises: anything malformed is read the nearest sensible way. Time grows with the length of the text
only, and brackets deeper than `MAX_DEPTH` are read over, so no input can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from indexer.language import tokens

from .tree import And, Node, Not, Or, Phrase, Word, both, canonical, either, opposite, wanted

__all__ = ["And", "Node", "Not", "Or", "Parsed", "Phrase", "Word", "canonical", "parse", "wanted"]

MAX_LENGTH = 2_000
MAX_DEPTH = 20
MAX_TERMS = 200
SHOWN = 40
"""Characters of the user's text that a notice repeats."""

_QUOTES = '"“”„‟«»\uff02〝〞「」『』'
_LEXEME = re.compile(
    rf"""(?P<phrase>[{_QUOTES}](?P<inner>[^{_QUOTES}]*)(?P<closing>[{_QUOTES}]?))
    | (?P<operator>(?:AND|OR|NOT)(?=[\s(){_QUOTES}]|\Z))
    | (?P<minus>(?:(?<=[\s(])|\A)[-−]+(?=[^\s)−-]))
    | (?P<bracket>[()])
    | (?P<word>[^\s(){_QUOTES}]+(?:\([^\s(){_QUOTES}]*\)[^\s(){_QUOTES}]*)*)""",  # people type both minus signs
    re.VERBOSE,
)


@dataclass(frozen=True)
class Parsed:
    """What was understood of a query."""

    node: Node | None
    """None when nothing was typed (everything is found) or nothing in it can be searched for."""
    notices: tuple[str, ...]
    """Plain sentences on what was read otherwise than typed."""
    text: str
    """The text that was read: as typed, without outer space, cut when too long."""
    searchable: bool = True
    """False when something was typed but there is no word in it: such a query finds nothing."""


def parse(text: str) -> Parsed:
    """Read a query as typed."""
    notices: list[str] = []
    read = _cut(text.strip(), notices)
    if not read:
        return Parsed(None, (), "")
    node = _Reader(_lexemes(read, notices), notices).expression()
    if node is None:
        shown = read if len(read) <= SHOWN else read[:SHOWN] + "…"
        notices = [f"There is no word to search for in “{shown}”. Type a word or a number."]
    elif _only_negative(node):
        notices.append("The query only says what to leave out, so every other passage is found.")
    return Parsed(node, tuple(dict.fromkeys(notices)), read, searchable=node is not None)


def _cut(text: str, notices: list[str]) -> str:
    """Shorten a text to the longest query that is read, at the end of a word where there is one."""
    if len(text) <= MAX_LENGTH:
        return text
    notices.append(
        f"A query may have {MAX_LENGTH:,} characters and this one has {len(text):,}: only its beginning was read."
    )
    whole = re.match(r"(?s).*(?=\s)", text[: MAX_LENGTH + 1])
    return whole[0].rstrip() if whole else text[:MAX_LENGTH]


def _only_negative(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return all(map(_only_negative, parts))
        case _:
            return isinstance(node, Not)


class _Lexeme(NamedTuple):
    kind: str
    """`leaf`, `(`, `)`, `AND`, `OR`, `NOT` or `end`."""
    text: str
    leaf: Word | Phrase | None = None
    """None for a word of punctuation only: it stands where an operand can stand and asks for nothing."""


_END = _Lexeme("end", "")


def _lexemes(text: str, notices: list[str]) -> Iterator[_Lexeme]:
    """Split a query into words, phrases, operators and brackets, no more terms than are read."""
    terms = 0
    for match in _LEXEME.finditer(text):
        kind, piece = match.lastgroup, match[0]
        if match["phrase"] is not None or match["word"] is not None:
            leaf = _word(piece) if match["phrase"] is None else _phrase(match["inner"])
            if match["closing"] == "":
                notices.append("A quotation mark is not closed: all that follows it was read as one phrase.")
            terms += leaf is not None
            if terms > MAX_TERMS:
                notices.append(f"Only the first {MAX_TERMS} words and phrases were read.")
                return
            yield _Lexeme("leaf", piece, leaf)
        else:
            yield _Lexeme("NOT" if kind == "minus" else piece, piece)


def _word(typed: str) -> Word | None:
    """Take the punctuation off a word; what brackets part, or looks like an operator, is rewritten."""
    found = list(tokens(typed))
    if not found:
        return None
    text = typed[found[0].start : found[-1].end]
    if "(" in text or ")" in text:
        text = "-".join(typed[token.start : token.end] for token in found)
    return Word(text.lower() if text in ("AND", "OR", "NOT") else text)


def _phrase(typed: str) -> Phrase | None:
    return Phrase(" ".join(typed.split())) if next(tokens(typed), None) else None


class _Reader:
    """Reads lexemes by recursive descent: OR binds loosest, then words side by side, then NOT."""

    def __init__(self, lexemes: Iterator[_Lexeme], notices: list[str]) -> None:
        self._lexemes = lexemes
        self._notices = notices
        self._depth = 0
        self._read_over = 0
        self._next = _END
        self._advance()

    def _advance(self) -> _Lexeme:
        """Take the lexeme at hand and look at the next, reading over brackets that do not count."""
        taken, self._next = self._next, next(self._lexemes, _END)
        while self._is_read_over():
            self._next = next(self._lexemes, _END)
        return taken

    def _is_read_over(self) -> bool:
        if self._next.kind == "(" and self._depth == MAX_DEPTH:
            self._notices.append(f"Brackets more than {MAX_DEPTH} deep were read over.")
            self._read_over += 1
            return True
        if self._next.kind == ")" and self._read_over:
            self._read_over -= 1
            return True
        if self._next.kind == "(":
            self._depth += 1
        if self._next.kind == ")":
            if not self._depth:
                self._notices.append("A closing bracket has no opening one before it, so it was left out.")
                return True
            self._depth -= 1
        return False

    def expression(self) -> Node | None:
        """Read alternatives up to a closing bracket or the end."""
        alternatives = [self._conjunction()]
        while self._next.kind == "OR":
            operator = self._advance()
            if self._next.kind in ("OR", ")", "end"):
                self._dangling(operator)
            alternatives.append(self._conjunction())
        found = [part for part in alternatives if part]
        return either(found) if found else None

    def _conjunction(self) -> Node | None:
        """Read the parts that stand side by side or are joined by AND."""
        parts: list[Node] = []
        empty = True
        while self._next.kind not in ("OR", ")", "end"):
            if self._next.kind == "AND":
                operator = self._advance()
                if empty or self._next.kind in ("AND", "OR", ")", "end"):
                    self._dangling(operator)
            elif part := self._operand():
                parts.append(part)
            empty = False
        if empty and self._next.kind == "OR":
            self._dangling(self._next)
        return both(parts) if parts else None

    def _operand(self) -> Node | None:
        """Read one word, phrase or bracket with the negations before it, which count once however many."""
        negation = None
        while self._next.kind == "NOT":
            negation = self._advance()
        if self._next.kind == "leaf":
            part: Node | None = self._advance().leaf
        elif self._next.kind == "(":
            part = self._group()
        else:
            if negation:
                self._dangling(negation)
            return None
        return opposite(part) if part and negation else part

    def _group(self) -> Node | None:
        self._advance()
        if self._next.kind == ")":
            self._notices.append("Empty brackets were left out.")
        part = self.expression()
        if self._next.kind == "end":
            self._notices.append("A bracket is not closed: it was read as closed at the end.")
        else:
            self._advance()
        return part

    def _dangling(self, operator: _Lexeme) -> None:
        self._notices.append(f"“{operator.text}” has nothing to work on, so it was left out.")
