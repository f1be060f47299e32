"""Expands a query: acronyms and long forms that the corpus defines, other spellings, and documents by symbol.

Each expansion can be switched off, and what only an expansion finds ranks below what was typed. Quotations and
everything below NOT are not expanded, and misspellings are not corrected. Leaving words out is the job of
`query/optional_terms` and `query/relaxation`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from indexer.text.analysis import terms_in

from .printer import canonical
from .synonyms import Synonyms
from .tree import And, Expanded, Field, Node, Or, Phrase, Term, map_parts

RewriteKind = Literal["stems", "spellings", "compounds", "acronyms", "symbols", "meetings", "small"]
REWRITE_KINDS: tuple[RewriteKind, ...] = get_args(RewriteKind)
"""Inflected forms; British and American spellings; compounds that have a word as a part; acronyms and long forms; other
names of documents; passages of a meeting that is named; optional function words."""

_LONGEST = 12
"""The most words of a long form, or of the name of a document."""


@dataclass(frozen=True)
class Rewrite:
    """Words of a query with the alternatives that were added for them."""

    kind: RewriteKind
    typed: str
    alternatives: tuple[str, ...]


def expand(
    node: Node | None, synonyms: Synonyms, exact: Collection[RewriteKind] = ()
) -> tuple[Node | None, tuple[Rewrite, ...]]:
    """Return an expanded tree and the list of its rewrites; `exact` names those that are switched off."""
    rewrites: list[Rewrite] = []
    if node is not None:
        node = _Expander(synonyms, exact, rewrites).expand_node(node)
    return node, tuple(dict.fromkeys(rewrites))


class _Expander:
    """Expands one tree."""

    def __init__(self, synonyms: Synonyms, exact: Collection[RewriteKind], rewrites: list[Rewrite]) -> None:
        self._synonyms = synonyms
        self._exact = exact
        self._rewrites = rewrites

    def expand_node(self, node: Node) -> Node:
        """Expand all parts that are not negated."""
        match node:
            case And(parts):
                expanded = tuple(self._runs(parts))
                return expanded[0] if len(expanded) == 1 else And(expanded)
            case Or(parts):
                return Or(tuple(map(self.expand_node, parts)))
            case Term():
                return self._alternatives((node,)) or node
            case _:
                return node

    def _runs(self, parts: Sequence[Node]) -> Iterator[Node]:
        """Yield the parts; adjacent words are expanded together, the longest rows first."""
        start = 0
        while start < len(parts):
            limit = start
            while limit < len(parts) and isinstance(parts[limit], Term) and limit - start < _LONGEST:
                limit += 1
            for end in range(limit, start, -1):
                words = tuple(part for part in parts[start:end] if isinstance(part, Term))
                if expanded := self._alternatives(words):
                    yield expanded
                    start = end
                    break
            else:
                yield self.expand_node(parts[start])
                start += 1

    def _alternatives(self, words: tuple[Term, ...]) -> Node | None:
        """Return the expansion of one word, or of several as one; None when there is none."""
        typed: Node = words[0] if len(words) == 1 else And(words)
        alternatives: list[Node] = []
        if "spellings" not in self._exact and len(words) == 1:
            spellings = self._synonyms.spellings(words[0])
            alternatives += map(Term, spellings)
            self._record("spellings", typed, spellings)
        if "compounds" not in self._exact and len(words) == 1:
            compounds = self._synonyms.compounds(words[0])
            alternatives += map(Phrase, compounds)
            self._record("compounds", typed, compounds)
        if "acronyms" not in self._exact:
            names = (
                *(self._synonyms.long_forms(words[0]) if len(words) == 1 else ()),
                *self._synonyms.short_forms(words),
            )
            alternatives += [Term("-".join(terms_in(name))) for name in names if terms_in(name)]
            self._record("acronyms", typed, names)
        if "symbols" not in self._exact:
            symbols = self._synonyms.symbols(words)
            alternatives += [Field("symbol", symbol) for symbol in symbols]
            self._record("symbols", typed, symbols)
        if "meetings" not in self._exact:
            meetings = self._synonyms.meeting_names.named_by(words)
            alternatives += [Field("meeting", meeting) for meeting in meetings]
            self._record("meetings", typed, tuple(map(self._synonyms.meeting_names.title, meetings)))
        return Expanded(typed, tuple(alternatives)) if alternatives else None

    def _record(self, kind: RewriteKind, typed: Node, alternatives: tuple[str, ...]) -> None:
        if alternatives:
            self._rewrites.append(Rewrite(kind, canonical(typed), alternatives))


def with_exact_forms(node: Node) -> Node:
    """Return a tree that matches every word in its typed form only."""
    return Phrase(node.text) if isinstance(node, Term) else map_parts(node, with_exact_forms)
