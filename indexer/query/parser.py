"""The grammar: reads what a user typed into the query's tree, and says where and how it had to guess.

What can be written stands in the table of `grammar`. OR binds loosest, then parts side by side or with AND, then
NOT, then NEAR. Never raises: anything malformed is read the nearest sensible way. Time grows with the length of
the text only, and brackets deeper than `MAX_DEPTH` are read over, so no input can exhaust the stack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from .lexer import MAX_DISTANCE, MAX_TERMS, MAX_WILDCARDS, Lexeme, lexemes
from .printer import canonical
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
    positive_leaves,
)

__all__ = [
    "MAX_DISTANCE",
    "MAX_TERMS",
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
    "positive_leaves",
]

MAX_LENGTH = 2_000
MAX_DEPTH = 20


@dataclass(frozen=True)
class ParsedQuery:
    """What was understood of a query."""

    node: Node | None
    """None when nothing was typed (everything is found) or nothing in it can be searched for."""
    problems: tuple[Problem, ...]
    """Where the query was read otherwise than typed, by kind, with what was most likely meant."""
    text: str
    """The text that was read: as typed, without outer space, cut when too long."""
    searchable: bool = True
    """False when something was typed but there is no word in it: such a query finds nothing."""
    remarks: tuple[str, ...] = ()
    """Plain sentences on a query with nothing wrong in it."""
    field_spans: Mapping[Field, tuple[int, int]] = field(default_factory=dict)
    """Where the fields of the query stand in the text."""

    @property
    def notices(self) -> tuple[str, ...]:
        """All that is to be said, as sentences."""
        return tuple(dict.fromkeys((*(problem.text for problem in self.problems), *self.remarks)))


def parse(text: str) -> ParsedQuery:
    """Read a query as typed."""
    slips: list[Diagnostic] = []
    read = _cut(text.strip(), slips)
    if not read:
        return ParsedQuery(None, (), "")
    pieces = list(lexemes(read, slips))
    node = Parser(iter(pieces), len(read), slips).expression()
    left_out = any(slip.kind in ("lone_wildcard", "bad_value", "bad_range") for slip in slips)
    if node is None and not left_out:
        shown = read if len(read) <= MAX_QUOTED else read[:MAX_QUOTED] + "…"
        told = f"There is no word to search for in “{shown}”. Type a word or a number."
        return ParsedQuery(None, (Problem("no_word", 0, len(read), told),), read, searchable=False)
    return ParsedQuery(
        node,
        _problems(read, node, slips),
        read,
        remarks=tuple(_remarks(node, pieces)) if node else (),
        field_spans={one.leaf: (one.start, one.end) for one in reversed(pieces) if isinstance(one.leaf, Field)},
    )


def _remarks(node: Node, pieces: list[Lexeme]) -> Iterator[str]:
    """Say what a reader may not expect of a query with nothing wrong in it."""
    if _only_negative(node):
        yield "The query only says what to leave out, so every other passage is found."
    words = {one.leaf.text for one in pieces if isinstance(one.leaf, Term)} if len(pieces) > 1 else set()
    if "or" in words:
        yield "“or” in small letters is a word like any other; OR in capitals asks for either of two."
    if "not" in words:
        yield "“not” in small letters is a word like any other; NOT in capitals, or - before a word, leaves it out."


def _problems(read: str, node: Node | None, slips: list[Diagnostic]) -> tuple[Problem, ...]:
    """Tell the slips, with what to ask instead: the query as it was read, with what some slips know better."""
    better = read
    for slip in sorted(slips, key=lambda one: one.start, reverse=True):
        if slip.replacement is not None:
            better = better[: slip.start] + slip.replacement + better[slip.end :]
    if better != read:
        node = Parser(lexemes(better, []), len(better), []).expression()
    suggestion = _writable(node)
    return tuple(Problem(one.kind, one.start, one.end, one.text, suggestion) for one in slips[:MAX_PROBLEMS])


def _writable(node: Node | None) -> str | None:
    """Write a tree out, unless that is nothing or longer than what is read."""
    text = canonical(node) if node else ""
    return text if 0 < len(text) <= MAX_LENGTH else None


def _cut(text: str, slips: list[Diagnostic]) -> str:
    """Shorten a text to the longest query that is read, at the end of a word where there is one."""
    if len(text) <= MAX_LENGTH:
        return text
    whole = re.match(r"(?s).*(?=\s)", text[: MAX_LENGTH + 1])
    read = whole[0].rstrip() if whole else text[:MAX_LENGTH]
    told = f"A query may have {MAX_LENGTH:,} characters and this one has {len(text):,}: only its beginning was read."
    slips.append(Diagnostic("too_long", len(read), len(read), told))
    return read


def _only_negative(node: Node) -> bool:
    match node:
        case And(parts) | Or(parts):
            return all(map(_only_negative, parts))
        case _:
            return isinstance(node, Not)


class Parser:
    """Reads lexemes by recursive descent: OR binds loosest, then words side by side, then NOT, then NEAR."""

    def __init__(self, pieces: Iterator[Lexeme], length: int, slips: list[Diagnostic]) -> None:
        self._lexemes = pieces
        self._end = Lexeme("end", "", length, length)
        self._slips = slips
        self._depth = 0
        self._read_over = 0
        self._next = self._end
        self._advance()

    def _advance(self) -> Lexeme:
        """Take the lexeme at hand and look at the next, reading over brackets that do not count."""
        taken, self._next = self._next, next(self._lexemes, self._end)
        while self._is_read_over():
            self._next = next(self._lexemes, self._end)
        return taken

    def _is_read_over(self) -> bool:
        at = self._next
        if at.kind == "(" and self._depth == MAX_DEPTH:
            self._slips.append(
                Diagnostic("too_deep", at.start, at.end, f"Brackets more than {MAX_DEPTH} deep were read over.")
            )
            self._read_over += 1
            return True
        if at.kind == ")" and self._read_over:
            self._read_over -= 1
            return True
        if at.kind == "(":
            self._depth += 1
        if at.kind == ")":
            if not self._depth:
                told = "A closing bracket has no opening one before it, so it was left out."
                self._slips.append(Diagnostic("stray_bracket", at.start, at.end, told))
                return True
            self._depth -= 1
        return False

    def expression(self) -> Node | None:
        """Read alternatives up to a closing bracket or the end."""
        alternatives = [self._conjunction()]
        while self._next.kind == "OR":
            operator = self._advance()
            if self._next.kind in (")", "end"):
                self._dangling(operator)
            alternatives.append(self._conjunction())
        found = [part for part in alternatives if part]
        return disjunction(found) if found else None

    def _conjunction(self) -> Node | None:
        """Read the parts that stand side by side or are joined by AND."""
        parts: list[Node] = []
        empty = True
        while self._next.kind not in ("OR", ")", "end"):
            if self._next.kind in ("AND", "NEAR"):
                operator = self._advance()
                if empty or operator.kind == "NEAR" or self._next.kind in ("AND", "OR", "NEAR", ")", "end"):
                    self._dangling(operator)
            elif part := self._operand():
                parts.append(part)
            empty = False
        if empty and self._next.kind == "OR":
            self._dangling(self._next)
        return conjunction(parts) if parts else None

    def _operand(self) -> Node | None:
        """Read parts near one another, or one, with the negations before, which count once however many."""
        negation = None
        while self._next.kind == "NOT":
            negation = self._advance()
        if self._next.kind not in ("leaf", "("):
            if negation:
                self._dangling(negation)
            return None
        part = self._near()
        return negate(part) if part and negation else part

    def _near(self) -> Node | None:
        """Read one word, phrase or bracket, and those that NEAR joins to it."""
        start = self._next.start
        parts, others = [self._primary()], []
        end = start
        while self._next.kind == "NEAR":
            operator = self._advance()
            if self._next.kind not in ("leaf", "("):
                self._dangling(operator)
                break
            others.append(operator.distance)
            parts.append(self._primary())
            end = operator.end
        found = [part for part in parts if part]
        if len(found) < 2:
            return found[0] if found else None
        if len(found) == len(parts) and all(map(can_be_near, found)):
            return Near(tuple(found), tuple(others))
        told = "NEAR stands between words, phrases, and brackets with OR between such, so it was read as AND."
        self._slips.append(Diagnostic("near_operand", start, end, told))
        return conjunction(found)

    def _primary(self) -> Node | None:
        return self._advance().leaf if self._next.kind == "leaf" else self._group()

    def _group(self) -> Node | None:
        bracket = self._advance()
        if self._next.kind == ")":
            self._slips.append(
                Diagnostic("empty_brackets", bracket.start, self._next.end, "Empty brackets were left out.")
            )
        part = self.expression()
        if self._next.kind == "end":
            told = "A bracket is not closed: it was read as closed at the end."
            self._slips.append(Diagnostic("open_bracket", bracket.start, bracket.end, told))
        else:
            self._advance()
        return part

    def _dangling(self, operator: Lexeme) -> None:
        told = f"“{operator.text}” has nothing to work on, so it was left out."
        self._slips.append(Diagnostic("dangling_operator", operator.start, operator.end, told))
