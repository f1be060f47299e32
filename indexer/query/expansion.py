"""Expands a query: acronyms and long forms of the corpus, stated synonyms, other spellings, documents by symbol.

Each expansion can be switched off, and what only an expansion finds ranks below what was typed. Quotations and
everything below NOT are not expanded, and misspellings are not corrected. Leaving words out is the job of
`query/optional_terms` and `query/relaxation`. Words typed in capitals are marked as names here too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal, get_args

from indexer.text.analysis import terms_in
from indexer.text.stopwords import is_function_word

from .printer import canonical
from .synonyms import Synonyms
from .tree import And, Expanded, Field, Node, Or, Phrase, Term, map_parts, positive_terms
from .variants import MAX_ROW

RewriteKind = Literal[
    "stems", "spellings", "variants", "compounds", "acronyms", "synonyms", "symbols", "meetings", "small"
]
REWRITE_KINDS: tuple[RewriteKind, ...] = get_args(RewriteKind)
"""Inflected forms; British and American spellings; words and numbers written otherwise; compounds that have a word as a
part; acronyms and long forms; words stated to mean the same; other names of documents; passages of a meeting that is
named; optional function words."""

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
        writings = self._writings_of_rows(parts)
        start = 0
        while start < len(parts):
            limit = start
            while limit < len(parts) and isinstance(parts[limit], Term) and limit - start < _LONGEST:
                limit += 1
            for end in range(limit, start, -1):
                words = tuple(part for part in parts[start:end] if isinstance(part, Term))
                before = tuple(part for part in parts[:start] if isinstance(part, Term))
                of_row = writings.get(start, ()) if len(words) == 1 else ()
                if expanded := self._alternatives(words, before, of_row):
                    yield expanded
                    start = end
                    break
            else:
                yield self.expand_node(parts[start])
                start += 1

    def _writings_of_rows(self, parts: Sequence[Node]) -> dict[int, tuple[Node, ...]]:
        """Return other writings of rows of words by the place of each word: `peacebuilding` for `peace building`.

        Each word stays a word of its own, so that most of the words can be asked for.
        """
        writings: dict[int, dict[Node, None]] = {}
        rows = product(range(len(parts)), range(2, MAX_ROW + 1)) if "variants" not in self._exact else ()
        for start, size in rows:
            words = [part for part in parts[start : start + size] if isinstance(part, Term)]
            if len(words) < size:
                continue
            found = self._synonyms.variants(words)
            self._record("variants", And(tuple(words)), tuple(node.text for node in found))
            for place in range(start, start + size) if found else ():
                if not is_function_word(words[place - start].text):
                    writings.setdefault(place, {}).update(dict.fromkeys(found))
        return {place: tuple(nodes) for place, nodes in writings.items()}

    def _alternatives(
        self, words: tuple[Term, ...], before: tuple[Term, ...] = (), writings: tuple[Node, ...] = ()
    ) -> Node | None:
        """Return the expansion of one word, or of several as one, typed after others; None when there is none.

        `writings` are those of a row of words that the word stands in.
        """
        typed: Node = words[0] if len(words) == 1 else And(words)
        alternatives: list[Node] = list(writings)
        if "spellings" not in self._exact and len(words) == 1:
            spellings = self._synonyms.spellings(words[0])
            alternatives += map(Term, spellings)
            self._record("spellings", typed, spellings)
        if "variants" not in self._exact and len(words) == 1:
            own_writings = self._synonyms.variants(words)
            alternatives += own_writings
            self._record("variants", typed, tuple(node.text for node in own_writings))
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
        if "synonyms" not in self._exact:
            stated = self._synonyms.stated(words)
            alternatives += [Term("-".join(terms_in(name))) for name in stated]
            self._record("synonyms", typed, stated)
        if "symbols" not in self._exact:
            symbols = self._synonyms.symbols(words, before)
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


def mark_names(node: Node, is_name: Callable[[str], bool]) -> Node:
    """Return a tree whose words in capitals are marked as names; `is_name` says where the corpus tells them apart.

    In a query of several words that are all in capitals, capitals say nothing.
    """
    typed = (term.text for term in positive_terms(node) if isinstance(term, Term))
    words = [word for word in typed if any(map(str.isalpha, word))]
    if len(words) > 1 and all(map(str.isupper, words)):
        return node
    return _mark(node, is_name)


def names_in(node: Node | None) -> Iterator[str]:
    """Yield the names of a tree, as typed."""
    for term in positive_terms(node):
        if isinstance(term, Term) and term.is_name:
            yield term.text


def _mark(node: Node, is_name: Callable[[str], bool]) -> Node:
    if isinstance(node, Term):
        return replace(node, is_name=True) if in_capitals(node.text) and is_name(*terms_in(node.text)) else node
    return map_parts(node, lambda part: _mark(part, is_name))


def in_capitals(word: str) -> bool:
    """Return whether a word of one part, with two letters or more, is in capitals."""
    return word.isupper() and sum(map(str.isalpha, word)) > 1 and len(terms_in(word)) == 1
