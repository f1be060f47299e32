"""One build, opened for reading: what the site, the API and the command line ask.

It combines the engine, which finds ids, with the catalogue, which has what is shown. `store/builds` decides which build
is live.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from heapq import nlargest
from pathlib import Path
from typing import TypeVar

from indexer.disk.hashing import DIGEST_SIZE, id_hash
from indexer.engine.engines import Engines
from indexer.engine.snippets import highlight
from indexer.errors import IndexDamaged
from indexer.meetings.labels import labelled_facet
from indexer.meetings.session_tree import subtree
from indexer.model import Acronym, Passage, PassageKind, TextSpan
from indexer.query.expansion import RewriteKind
from indexer.query.parser import Node, parse
from indexer.query.results import (
    EngineAnswer,
    Facet,
    FacetName,
    Grouping,
    GroupPage,
    Hit,
    IdPage,
    IndexSummary,
    MatchCount,
    Query,
    ResultPlace,
    SearchResults,
)
from indexer.query.rewrite import RewrittenQuery, rewrite, with_useful_corrections
from indexer.query.synonyms import Synonyms
from indexer.query.tree import Term
from indexer.quotes.corpus_words.protocol import BuildWords
from indexer.quotes.corpus_words.read_words import open_words
from indexer.quotes.titles import Titles
from indexer.quotes.word_index import WordIndex, open_word_index
from indexer.redactions.records import Removal
from indexer.registry.resolve import Resolution, resolve
from indexer.suggest.entry import SUGGESTIONS_FILE, Suggestion
from indexer.suggest.reader import Suggestions
from indexer.suggest.slips import nearest_words
from indexer.text.analysis import is_unspaced, terms_in

from .build_facts import BUILD_FILE, read_build_facts
from .catalogues import Catalogues
from .history import Former, FormerKind
from .hits import hit_of
from .labels.facet_labels import by_short_form, facet_labels, shown_counts
from .labels.named_values import NamedValues
from .library_lists import LibraryLists, look_up
from .meeting_names import CatalogueMeetingNames
from .seal import broken_seals, damage_text
from .stats import Stats, stats_of

POINTER = "CURRENT"
ENGINE_FOLDER = "engine"
NOT_THE_SAME = "its catalogue and its search files do not hold the same passages"
CHECKED_PIECE = 20_000  # ids that are compared at a time

Key = TypeVar("Key", bound=Hashable)
Found = TypeVar("Found")


class Library(LibraryLists):
    """One build, opened read-only; safe to use from many threads."""

    suggestions: Suggestions
    """Completions of what is being typed, and the words of the corpus."""

    def __init__(
        self,
        build_dir: Path,
        engines: Engines = Engines(),  # noqa: B008  # it holds nothing
        catalogues: Catalogues = Catalogues(),  # noqa: B008  # the same
    ) -> None:
        """Open a build; raise IndexDamaged or IndexOutdated when it cannot be read."""
        self.facts = read_build_facts(build_dir / BUILD_FILE)
        self.folder = build_dir
        """The folder of the build."""
        self._words: BuildWords | None = None
        self._open_lock = threading.Lock()
        super().__init__(catalogues.open(self.facts.catalogue, build_dir))
        self.history, self.originals = self._catalogue.history, self._catalogue.originals
        """What became of passages and papers since they were first named; and the file of each document, by its id."""
        try:
            self._engine = engines.open(self.facts.engine, build_dir / ENGINE_FOLDER)
        except BaseException:
            self._catalogue.close()
            raise
        self.suggestions = Suggestions(build_dir / SUGGESTIONS_FILE)
        if self._engine.facts != IndexSummary(self._catalogue.size.passages, self._catalogue.ids_digest):
            self.close()
            raise IndexDamaged(build_dir, NOT_THE_SAME)
        self._labels = facet_labels(self._catalogue, self._engine)
        self._named_values = NamedValues(self._catalogue, self._engine, self._labels, self.session_keys_in_order)
        self.named, self.labels_alike = self._named_values.named, self._named_values.labels_alike
        """Find values of facets by the words of their names; see `NamedValues`."""
        self.contrast = self._engine.contrast
        """Finds the words by which the hits of a query differ from others."""

    def close(self) -> None:
        """Release files and memory."""
        self._engine.close()
        self._catalogue.close()
        self.suggestions.close()

    def check(self) -> None:
        """Read every file, which opening does not; raise IndexDamaged where one is not what was written."""
        if damage := self.damage():
            raise IndexDamaged(self.folder, damage)
        self.check_elsewhere()
        self._catalogue.check()
        self.suggestions.check()
        searched = shown = 0
        for ids in self.pieces(Query(sort="document"), CHECKED_PIECE):
            searched += sum(map(id_hash, ids))
        for key in self._catalogue.passage_ids():
            shown += id_hash(key)
        if not searched % DIGEST_SIZE == shown % DIGEST_SIZE == int(self._catalogue.ids_digest, 16):
            raise IndexDamaged(self.folder, NOT_THE_SAME)

    def check_elsewhere(self) -> None:
        """Raise EngineUnavailable where what the engine has outside of the folder is not what was written."""
        self._engine.check_elsewhere()

    def damage(self) -> str:
        """Read every file, and return which are not what was written; empty where all are. Searches go on meanwhile."""
        return damage_text([*(f"{ENGINE_FOLDER}/{name}" for name in self._engine.check()), *broken_seals(self.folder)])

    @property
    def words(self) -> BuildWords:
        """The words of all passages, opened when first used; raise IndexDamaged when they cannot be opened."""
        with self._open_lock:
            if self._words is None:
                self._words = open_words(self._engine, self.folder / ENGINE_FOLDER)
            return self._words

    @cached_property
    def word_index(self) -> WordIndex:
        """The index of every run of words, from the columns of the build, which only its own machine may have."""
        words = self.words
        return words if isinstance(words, WordIndex) else open_word_index(self.folder / ENGINE_FOLDER)

    @cached_property
    def stats(self) -> Stats:
        """What the build contains, in numbers, as they were counted when it was written."""
        return stats_of(self._catalogue.size, self.facts.built, self.folder.name)

    @cached_property
    def _synonyms(self) -> Synonyms:
        """The synonyms of the corpus, collected when the first query is parsed."""
        return Synonyms(
            self._catalogue.acronyms,
            self._labels["mention"],
            self.suggestions.most_frequent_form,
            self._engine,
            self._catalogue.synonyms,
            CatalogueMeetingNames(self._catalogue),
        )

    @property
    def titles(self) -> Titles:
        """The titles of meetings, papers and sessions, and headings."""
        return self._catalogue.titles

    def search(self, query: Query) -> SearchResults:
        """Return what a page of results shows."""
        answer = self._engine.search(query)
        passages = self._catalogue.passages_by_id(key for key, _ in answer.matches)
        return SearchResults(
            query=query,
            total=answer.total,
            with_all_words=answer.with_all_words,
            page=answer.page,
            pages=answer.pages,
            hits=tuple(hit_of(passages[key], score, query.node) for key, score in answer.matches),
            expansions=self._engine.expansions(query.node),
            facets=tuple(self._labelled(name, query, answer) for name in query.facets),
            cut=answer.cut,
        )

    def _labelled(self, name: FacetName, query: Query, answer: EngineAnswer) -> Facet:
        """Return a facet of an answer with the labels of its values."""
        selected, excluded = query.selected_values(name), query.excluded_values(name)
        counted = answer.facet_counts[name]
        counts = shown_counts(self._labels[name], counted, query.limit_of(name), (*selected, *excluded))
        labels = self._labels[name].labels({*counts, *selected, *excluded})
        more = answer.more_values.get(name, 0) + len(counted) - len(counts)
        return labelled_facet(name, labels.__getitem__, counts, selected, excluded, query.limit_of(name), more)

    def corpus_facets(self, facets: Sequence[FacetName], top: int | None = None) -> tuple[Facet, ...]:
        """Return facets with the values that passages of the whole corpus have, all or the `top` most frequent ones.

        It is answered whether searching works or not.
        """
        return tuple(self._counted(name, counts, top) for name, counts in self._engine.corpus_counts(facets).items())

    def _counted(self, name: FacetName, counts: Mapping[str, int], top: int | None) -> Facet:
        least = nlargest(top, counts.values())[-1:] if top else []
        kept = {value: count for value, count in counts.items() if not least or count >= least[0]}
        labels = self._labels[name].labels(kept)
        return labelled_facet(name, labels.__getitem__, kept, (), top=top, more=len(counts) - len(kept))

    def check_shown(self) -> None:
        """Raise CatalogueUnavailable where the catalogue can no longer be asked: then no page can be shown."""
        self._catalogue.passages_by_id(("",))

    def trouble(self) -> str:
        """Return why nothing can be searched at the moment; empty where it can, as far as is known for some seconds."""
        return self._engine.trouble()

    def found_passages(self, query: Query) -> tuple[Passage, ...]:
        """Return the passages of a page of results, best first, without snippets and reasons."""
        keys = [key for key, _ in self._engine.search(replace(query, facets=())).matches]
        passages = self._catalogue.passages_by_id(keys)
        return tuple(passages[key] for key in keys)

    def facet_counts(self, query: Query, facet: FacetName) -> Mapping[str, int]:
        """Return how many passages of a query have each value of a facet, without labels."""
        return self._engine.search(query).facet_counts[facet]

    def rewrite(self, text: str, exact: Collection[RewriteKind] = ()) -> RewrittenQuery:
        """Parse a query and resolve and expand it for this build; `exact` names the rewrites to switch off."""
        rewritten = rewrite(text, self, self._synonyms, exact, self._engine.language_shares)
        if not rewritten.parsed.problems:
            return rewritten
        return replace(rewritten, parsed=with_useful_corrections(rewritten.parsed, self._finds_something))

    def _finds_something(self, text: str) -> bool:
        rewritten = rewrite(text, self, self._synonyms, (), self._engine.language_shares)
        return any(node and self._engine.count(Query(node)).total for node in (rewritten.node, rewritten.relaxed))

    def _finds_together(self, text: str) -> bool:
        """Return whether the text of a passage has every word of a plain query."""
        terms = terms_in(text)
        if not any(map(is_unspaced, terms)):
            return self.words.any_with_all(terms)
        node = parse(text).node
        return bool(node and self._engine.count(Query(node)).total)

    def count(self, query: Query) -> MatchCount:
        """Return how many passages a query finds, whatever its page."""
        return self._engine.count(query)

    def first(self, query: Query, n: int) -> tuple[str, ...]:
        """Return the ids of the first `n` hits in the query's order, whatever its page."""
        return self._engine.first(query, n)

    def pieces(self, query: Query, n: int) -> Iterator[tuple[str, ...]]:
        """Yield the ids of all hits in the query's order, at most `n` at a time."""
        cursor: str | None = None
        while True:
            piece = self._engine.after(query, cursor, n)
            if piece.ids:
                yield piece.ids
            if (cursor := piece.cursor) is None:
                return

    def after(self, query: Query, cursor: str | None, n: int) -> IdPage:
        """Return the next `n` hits after the cursor of a page of the same query; raise ValueError for another text."""
        return self._engine.after(query, cursor, n)

    def around(self, query: Query, id: str) -> ResultPlace:  # noqa: A002  # the word of the interface
        """Return the place of a passage among the hits of a query, with the hits before and after it."""
        return self._engine.around(query, id)

    def groups(self, query: Query, by: Grouping) -> GroupPage:
        """Return one page of the groups of the hits, in the order of their first hits."""
        return self._engine.groups(query, by)

    def hits(self, ids: Collection[str], node: Node | None) -> tuple[Hit, ...]:
        """Return passages as hits of a query, without scores, in the order of the ids; raise KeyError for wrong ids."""
        passages = self._catalogue.passages_by_id(ids)
        return tuple(hit_of(passages[key], 0.0, node) for key in ids)

    def highlight(self, text: str, node: Node | None, language: str | None = None) -> tuple[TextSpan, ...]:
        """Return the whole text, which is in a language, as runs that match the query or do not."""
        return highlight(text, node, language)

    def passage(self, id: str) -> Passage:  # noqa: A002  # the word of the interface
        """Return a passage; raise UnknownId when there is none."""
        return look_up(self._catalogue.passages_by_id([id]), id, "passage", id)

    def passages_by_id(self, ids: Iterable[str]) -> tuple[Passage, ...]:
        """Return the passages that have these ids, in this order, without unknown ids."""
        passages = self._catalogue.passages_by_id(requested := tuple(ids))
        return tuple(passages[key] for key in requested if key in passages)

    def passage_counts(self) -> Mapping[str, Mapping[str, int]]:
        """Return the number of passages of each meeting in each of its documents, by meeting and document id."""
        return self._catalogue.passage_counts()

    def document_sizes(self) -> Mapping[str, int]:
        """Return the number of passages of each document, by its id."""
        return self._catalogue.document_sizes()

    def passage_kinds(self) -> Mapping[PassageKind, int]:
        """Return the number of passages of each kind."""
        return self._catalogue.passage_kinds()

    def passages(self) -> Iterator[Passage]:
        """Yield all passages, by document, then by ordinal."""
        for document in self._catalogue.documents:
            yield from self._catalogue.document_passages(document)

    def document_passages(self, document_id: str, start: int = 0, end: int | None = None) -> tuple[Passage, ...]:
        """Return the passages of a document, all or from one to before another; raise UnknownId for no document."""
        return self._catalogue.document_passages(self.document(document_id).id, start, end)

    def document_size(self, document_id: str) -> int:
        """Return the number of passages of a document; 0 where there is none."""
        return self._catalogue.document_size(document_id)

    def resolve(self, id: str, version: str | None = None) -> Resolution:  # noqa: A002
        """Return what became of a passage since it was cited; `version` is the hash of the cited wording."""
        resolution = resolve(self._catalogue.history, id, version)
        removal = self.removal(id) if resolution.row else None
        return Resolution("redacted", row=resolution.row, removal=removal) if removal else resolution

    def removal(self, id: str) -> Removal | None:  # noqa: A002
        """Return why a passage or a document was redacted, itself or with its document; None if it was not."""
        return self._catalogue.removals.get(id) or self._catalogue.removals.get(id.rpartition(".")[0])

    def former(self, kind: FormerKind, id: str) -> Former | None:  # noqa: A002
        """Return the meeting, session (`meeting/session`), document or person that had this id once, or None."""
        return self._catalogue.history.former(kind, id)

    def session_passages(self, meeting: str, session: str) -> tuple[Passage, ...]:
        """Return the passages of a session and its parts, by document, then ordinal; raise UnknownId for no session."""
        inside = subtree(self.sessions(meeting), self.session(meeting, session))
        return self._catalogue.session_passages(meeting, (part.id for part in inside))

    def person_passages(self, id: str) -> tuple[Passage, ...]:  # noqa: A002  # the word of the interface
        """Return the passages that quote or list a person, in order; raise UnknownId when there is no such person."""
        return self._catalogue.person_passages(self.person(id).id)

    def acronyms(self) -> tuple[Acronym, ...]:
        """Return the acronyms that the corpus defines, sorted by short form."""
        return by_short_form(self._catalogue.acronyms)

    def suggest(self, text: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Complete what is being typed, best first; each completed query finds something."""
        return self.suggestions.suggest(text, limit, self._finds_together)

    def did_you_mean(self, word: str) -> tuple[str, ...]:
        """Return corrections of a word that finds nothing or is a likely misspelling, nearest first."""
        return nearest_words(self.suggestions, word)

    def is_written_otherwise(self, word: str) -> bool:
        """Return whether the corpus writes a word in another way: in parts, in one piece, or with points."""
        return bool(self._synonyms.variants((Term(word),)))

    def facet_labels(self, facet: FacetName) -> Mapping[str, str]:
        """Return every value of a facet with its label."""
        return self._labels[facet]

    def has_values(self, facet: FacetName) -> bool:
        """Return whether any passage has a value of a facet."""
        return bool(self._engine.values(facet, after="", n=1).values)
