"""The interface of every engine: what it must answer, and how its index is written.

What goes in and comes out is in `query/results`. How an engine finds passages may not be here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from indexer.model import Passage, Session
from indexer.query.query_language import LanguageShare
from indexer.query.results import (
    PASSAGES_PER_GROUP,
    EngineAnswer,
    Expansion,
    FacetName,
    Grouping,
    GroupPage,
    IdPage,
    IndexSummary,
    MatchCount,
    Query,
    ResultPlace,
    ValuesPage,
    WordContrast,
)
from indexer.query.tree import Node
from indexer.text.paper_words import PaperWords

from .passage_words.reader import WordReader


class Engine(Protocol):
    """An opened index; it answers many threads at once.

    Nothing asks for all ids of a result or all values of a corpus at once: they come in pages, of a size that the
    caller states, so an engine on other machines can answer too.
    """

    @property
    def facts(self) -> IndexSummary:
        """The size of the index and a digest of its ids; known without reading them."""

    @property
    def word_reader(self) -> WordReader | None:
        """What looks up the words of quotations; None where the folder of the index has the columns for that."""

    def search(self, query: Query) -> EngineAnswer:
        """Return one page of hits with facet counts; never raise for a query that `parse` made."""

    def expansions(self, node: Node | None) -> tuple[Expansion, ...]:
        """Return for each word of a tree that stands for more than itself the terms that it is expanded to."""

    def corpus_counts(self, facets: Sequence[FacetName]) -> Mapping[FacetName, Mapping[str, int]]:
        """Return how many passages of the whole index have each value of some facets, without asking other machines.

        Only an index that an earlier version wrote may have to ask them.
        """

    def trouble(self) -> str:
        """Return why nothing can be searched at the moment; empty where it can, as far as is known for some seconds."""

    def count(self, query: Query) -> MatchCount:
        """Return how many passages a query finds, whatever its page."""

    def first(self, query: Query, n: int) -> tuple[str, ...]:
        """Return the ids of the first `n` hits in the query's order, whatever its page."""

    def after(self, query: Query, cursor: str | None, n: int) -> IdPage:
        """Return the ids of the next `n` hits after a cursor, in the query's order; None begins with the first.

        The cursor is the id of the last hit given. Raise ValueError for what is no hit of the query.
        """

    def around(self, query: Query, passage: str) -> ResultPlace:
        """Return the place of a passage among the hits of a query, with the hits before and after it."""

    def groups(self, query: Query, by: Grouping, per_group: int = PASSAGES_PER_GROUP) -> GroupPage:
        """Return one page of the groups of the hits, in the order of their first hits; page and size are the query's.

        The hits of one group are a search `within` it.
        """

    def contrast(self, query: Query, among: Query, n: int = 100) -> WordContrast:
        """Return the words by which the hits of a query differ from the other hits of a wider one, `n` for each side.

        Words of grammar and dates are left out, and what fewer than `LEAST_PASSAGES` of a side have.
        """

    def values(self, facet: FacetName, prefix: str = "", after: str = "", n: int = 100) -> ValuesPage:
        """Return the next `n` values of passages in a facet that begin with a prefix, after a value, by code points."""

    def has_values(self, facet: FacetName, values: Iterable[str]) -> frozenset[str]:
        """Return those of some values of a facet that passages have."""

    def has_word(self, word: str) -> bool:
        """Return whether a word, in any of its forms, occurs in any passage or around it."""

    def has_phrase(self, text: str) -> bool:
        """Return whether the words of a text, in exactly these forms, stand together in any passage or around it."""

    def has_form(self, form: str) -> bool:
        """Return whether a folded word occurs in exactly this form."""

    def parted_forms(self, word: str) -> tuple[str, ...]:
        """Return the ways in which the corpus writes a word, in any of its forms, in parts, as phrases."""

    def accented_forms(self, form: str) -> tuple[str, ...]:
        """Return the ways in which passages write a folded word with accents."""

    def is_name(self, word: str) -> bool:
        """Return whether capitals tell a word from another: some passages write it in capitals, and some do not."""

    def has_capitals(self, word: str) -> bool:
        """Return whether a passage writes a folded word in capitals."""

    def compounds(self, word: str) -> tuple[str, ...]:
        """Return the compounds in passages that have a folded word, in any form, as a part; frequent ones first."""

    def language_shares(self, words: Iterable[str]) -> tuple[LanguageShare, ...]:
        """Return the analysis languages of the passages, with the share of the passages of each that have each word."""

    def check(self) -> tuple[str, ...]:
        """Return the names of files that are not what was written; opening compares only the small ones."""

    def check_elsewhere(self) -> None:
        """Raise EngineUnavailable where what an index has outside of its folder is not what was written."""

    def close(self) -> None:
        """Release files and memory."""


class EngineWriter(Protocol):
    """A writer of a new index, which is separate from any live one; leaving it before `finish` discards the index."""

    def keep(self, documents: Collection[str]) -> None:
        """Keep the passages of these documents of the index that the new one is based on; call it before `add`."""

    def add(
        self,
        passages: Iterable[Passage],
        sessions: Iterable[Session] = (),
        words: PaperWords | None = None,
        prepared: bytes = b"",
    ) -> None:
        """Add passages with new ids; `sessions` gives those that contain sessions of the passages.

        `words` has the words of the texts of exactly these passages, where they are cut already, and `prepared` what
        the engine has made of them elsewhere, if it can. Raise ValueError when a document has a passage id twice.
        """

    def finish(self, documents: Sequence[str] | None = None) -> None:
        """Make what was kept and added readable from disk.

        `documents` are the ids of all documents in the order of the corpus; without them it is that of adding.
        """

    def close(self) -> None:
        """Discard what was added and not finished; after `finish` this does nothing."""

    def __enter__(self) -> EngineWriter: ...

    def __exit__(self, *_: object) -> None: ...
