"""A count made by reading passages equals the engine's, whatever part of the collection is read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.frozen.search import FrozenSearch, PastSearch, complete
from indexer.frozen.standing import PastCollection
from indexer.model import Passage
from indexer.query.results import FIELD_FACETS, FacetName, GroupKey
from indexer.query.tree import And, Expanded, Field, Fuzzy, MinShouldMatch, Node, Term, Wildcard, map_parts
from indexer.registry.past_builds.lines import BuildLine, PastSessionLine
from indexer.registry.past_builds.reading import Standing
from indexer.store.library import Library
from tests.corpus_factory import SESSIONS, write_build
from tests.engine.conftest import CORPUS, WORDS
from tests.query.nodes import any_leaf, trees

VALUES: dict[FacetName, tuple[str, ...]] = {
    "meeting": ("montevideo-2024", "islamabad-2025", "no_meeting"),
    "year": ("2024", "2025", "undated"),
    "session": ("montevideo-2024/3", "montevideo-2024/3a", "islamabad-2025/1"),
    "kind": ("summary", "programme"),
    "status": ("planned", "unknown"),
    "person": ("ivana-jenca", "samuel-ro"),
    "language": ("en", "es"),
    "place": ("Islamabad, Pakistan",),
    "mention": ("S/RES/2719",),
}
FIELDS = [Field(name, value) for name, facet in FIELD_FACETS.items() for value in VALUES.get(facet, ())]
BUILD = BuildLine("then", "2026-01-31T12:00:00Z", "", 0, 0, len(CORPUS))


def known(node: Node) -> Node:
    """Return a tree with plain words for those that stand for others."""
    return Term("women") if isinstance(node, Wildcard | Fuzzy) else map_parts(node, known)


NODES = trees(any_leaf(WORDS, FIELDS)).map(known)
MOST = st.builds(
    lambda parts, share, others: (
        And((*others, MinShouldMatch(parts, share))) if others else MinShouldMatch(parts, share)
    ),
    st.lists(
        st.one_of(
            any_leaf(WORDS, FIELDS).map(known),
            st.just(Expanded(And((Term("training"), Term("women"))), (Term("pledges"),))),
            st.just(Term("people-centered")),
        ),
        min_size=1,
        max_size=4,
    ).map(tuple),
    st.sampled_from([0.0, 0.07, 0.25, 1.0]),
    st.lists(any_leaf(WORDS, FIELDS).map(known), max_size=1).map(tuple),
)
FILTERS = st.fixed_dictionaries(
    {}, optional={facet: st.lists(st.sampled_from(values), max_size=2).map(tuple) for facet, values in VALUES.items()}
)
GROUPS = st.sampled_from(
    [
        None,
        None,
        GroupKey("document", "yearbook"),
        GroupKey("session", "montevideo-2024/3"),
        GroupKey("session", "/memo"),
    ]
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """A library of random passages."""
    opened = Library(write_build(tmp_path_factory.mktemp("frozen"), CORPUS))
    yield opened
    opened.close()


def collection(read: set[str]) -> PastCollection:
    """Return the same collection as a past one of which some passages are read."""
    sessions = {
        (each.meeting, each.id): PastSessionLine(
            each.meeting, each.id, each.title, each.label, each.number, each.parent
        )
        for each in SESSIONS
    }
    differing: dict[str, Passage] = {passage.id: passage for passage in CORPUS if passage.id in read}
    return PastCollection(BUILD, Standing(sessions=sessions), Standing(), differing, (), frozenset(read))


@settings(deadline=None, max_examples=200)
@given(st.one_of(NODES, MOST), FILTERS, FILTERS, GROUPS, st.sets(st.sampled_from([each.id for each in CORPUS])))
def test_reading_counts_what_the_engine_counts(
    library: Library,
    node: Node,
    filters: dict[FacetName, tuple[str, ...]],
    excluded: dict[FacetName, tuple[str, ...]],
    within: GroupKey | None,
    read: set[str],
) -> None:
    """Reading all passages, none or any of them finds what the engine finds, with all words and with most of them."""
    search = FrozenSearch(node, filters, excluded, within)
    expected = library.count(search.query(node))
    for part in (read, set(), {each.id for each in CORPUS}):
        past = PastSearch(library, collection(part), search)
        found = past.found(node)
        assert len(found) == expected.total
        assert found == past.found_now(node)
        assert len(past.found(complete(node)) & found) == expected.with_all_words
