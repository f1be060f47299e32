"""What a query is taken to mean beyond its words: short and long forms that the corpus defines, documents by symbol.

Each widening can be switched off, and what only a widening finds ranks below what was typed. Within quotation
marks, and under NOT, nothing is widened. Slips of the pen are not touched. The widenings that leave words out are
`small_words`' and `soft`'s business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from indexer.text.analysis import terms_in

from .printer import canonical
from .synonyms import Synonyms
from .tree import And, Expanded, Field, Node, Or, Phrase, Term, map_parts

RewriteKind = Literal["stems", "spellings", "acronyms", "symbols", "small", "most"]
REWRITE_KINDS: tuple[RewriteKind, ...] = get_args(RewriteKind)
"""Inflected forms of words; British and American spellings; short and long forms; documents that passages name in other
ways; small words need not be there; most of the words are enough where nothing has all of them."""

_LONGEST = 12
"""Words of a long form, or of the name of a document."""


@dataclass(frozen=True)
class Rewrite:
    """Words of a query that were taken to mean something else too."""

    kind: RewriteKind
    typed: str
    alternatives: tuple[str, ...]


def expand(
    node: Node | None, lexicon: Synonyms, exact: Collection[RewriteKind] = ()
) -> tuple[Node | None, tuple[Rewrite, ...]]:
    """Give a tree that means more than was typed, and what more; `exact` names what is not to be widened."""
    found: list[Rewrite] = []
    if node is not None:
        node = _Widener(lexicon, exact, found).widen(node)
    return node, tuple(dict.fromkeys(found))


class _Widener:
    """Walks one tree."""

    def __init__(self, lexicon: Synonyms, exact: Collection[RewriteKind], found: list[Rewrite]) -> None:
        self._lexicon = lexicon
        self._exact = exact
        self._found = found

    def widen(self, node: Node) -> Node:
        """Widen all parts that are wanted."""
        match node:
            case And(parts):
                joined = tuple(self._rows(parts))
                return joined[0] if len(joined) == 1 else And(joined)
            case Or(parts):
                return Or(tuple(map(self.widen, parts)))
            case Term():
                return self._row((node,)) or node
            case _:
                return node

    def _rows(self, parts: Sequence[Node]) -> Iterator[Node]:
        """Widen words that stand side by side as one, the longest rows first; other parts alone."""
        at = 0
        while at < len(parts):
            run = at
            while run < len(parts) and isinstance(parts[run], Term) and run - at < _LONGEST:
                run += 1
            for end in range(run, at, -1):
                row = tuple(part for part in parts[at:end] if isinstance(part, Term))
                if wider := self._row(row):
                    yield wider
                    at = end
                    break
            else:
                yield self.widen(parts[at])
                at += 1

    def _row(self, words: tuple[Term, ...]) -> Node | None:
        """Widen one word, or several as one; None where they mean nothing else."""
        typed: Node = words[0] if len(words) == 1 else And(words)
        others: list[Node] = []
        if "spellings" not in self._exact and len(words) == 1:
            spelt = self._lexicon.spellings(words[0])
            others += map(Term, spelt)
            self._note("spellings", typed, spelt)
        if "acronyms" not in self._exact:
            names = (
                *(self._lexicon.long_forms(words[0]) if len(words) == 1 else ()),
                *self._lexicon.short_forms(words),
            )
            others += [Term("-".join(terms_in(name))) for name in names if terms_in(name)]
            self._note("acronyms", typed, names)
        if "symbols" not in self._exact:
            symbols = self._lexicon.symbols(words)
            others += [Field("symbol", symbol) for symbol in symbols]
            self._note("symbols", typed, symbols)
        return Expanded(typed, tuple(others)) if others else None

    def _note(self, kind: RewriteKind, typed: Node, others: tuple[str, ...]) -> None:
        if others:
            self._found.append(Rewrite(kind, canonical(typed), others))


def with_exact_forms(node: Node) -> Node:
    """Ask for every word in the form that was typed."""
    return Phrase(node.text) if isinstance(node, Term) else map_parts(node, with_exact_forms)
