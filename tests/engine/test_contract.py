"""What any engine must answer, held against reading every passage one by one.

The tests know the `Engine` and `EngineWriter` protocols only: an engine that is added to `engines` passes them
unchanged.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.fields import matching_places
from indexer.engine.snippets import highlight
from indexer.model import Passage
from indexer.query.grammar import TEXT_OPERATORS, Operator
from indexer.query.parser import Node, parse
from indexer.query.results import (
    FACETS,
    FIELD_FACETS,
    SORTS,
    Engine,
    EngineAnswer,
    Expansion,
    FacetName,
    Query,
    session_value,
)
from indexer.query.tree import Field, Term
from indexer.text.analysis import stemmed_terms
from tests.corpus_factory import SESSIONS, SUMMARY, passage
from tests.query.nodes import any_leaf, trees

from . import brute
from .conftest import CORPUS, WORDS
from .engines import EngineKind, opened

Filters = dict[FacetName, tuple[str, ...]]

PARENTS = {(session.meeting, session.id): session.parent for session in SESSIONS}
BY_ID = {passage.id: passage for passage in CORPUS}
PLACES = {passage.id: place for place, passage in enumerate(CORPUS)}
EVERY_VALUE = {
    facet: sorted({one for passage in CORPUS for one in brute.values(passage, facet, PARENTS)}) for facet in FACETS
}


def asked_for(passage: Passage, node: Node | None) -> bool:
    """Tell by reading it whether a passage is what a tree asks for."""
    return brute.matches_tree(passage, node, PARENTS)


def passes(passage: Passage, filters: Filters, excluded: Filters, but: FacetName | None = None) -> bool:
    """Tell whether a passage passes all filters, or all but those of one facet."""
    return all(
        facet == but
        or (
            (not filters.get(facet) or set(filters[facet]) & set(brute.values(passage, facet, PARENTS)))
            and not set(excluded.get(facet, ())) & set(brute.values(passage, facet, PARENTS))
        )
        for facet in FACETS
    )


def everything(engine: Engine, query: Query) -> list[str]:
    """Collect the ids of all pages of a query."""
    first = engine.search(query)
    rest = (
        engine.search(Query(query.node, query.filters, query.sort, page, query.size, query.excluded))
        for page in range(2, first.pages + 1)
    )
    return [key for answer in (first, *rest) for key, _ in answer.matches]


FIELDS = [Field(name, value) for name, facet in FIELD_FACETS.items() for value in [*EVERY_VALUE[facet], "unknown"]]
SEARCHED = [*WORDS, "mission-mandate", "women peace", "nowhere", "uruguay", "cameras", "mentoring"]
NODES = trees(any_leaf(SEARCHED, FIELDS))
FILTERS = st.fixed_dictionaries(
    {},
    optional={
        facet: st.lists(st.sampled_from([*known, "unknown"]), max_size=3).map(tuple)
        for facet, known in EVERY_VALUE.items()
    },
)


@settings(deadline=None, max_examples=300)
@given(NODES)
def test_finds_what_reading_every_passage_finds(engine: Engine, node: Node) -> None:
    """A search finds exactly the passages that hold what the tree asks for, however it is nested."""
    expected = {passage.id for passage in CORPUS if asked_for(passage, node)}
    found = engine.ordered_ids(Query(node))
    assert len(found) == len(set(found))
    assert set(found) == expected


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.none(), NODES), FILTERS, FILTERS)
def test_facets_are_counted_without_their_own_selection(
    engine: Engine, node: Node | None, filters: Filters, excluded: Filters
) -> None:
    """Each facet counts the passages that match the query and all that is chosen or left out in other facets."""
    answer = engine.search(Query(node, filters, excluded=excluded))
    matching = [passage for passage in CORPUS if asked_for(passage, node)]
    assert answer.total == sum(passes(passage, filters, excluded) for passage in matching)
    for facet in FACETS:
        expected: dict[str, int] = {}
        for one in matching:
            if passes(one, filters, excluded, but=facet):
                for value in brute.values(one, facet, PARENTS):
                    expected[value] = expected.get(value, 0) + 1
        assert answer.facet_counts[facet] == expected


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.none(), NODES), FILTERS, st.sampled_from(SORTS), st.integers(1, 40))
def test_pages_have_no_gaps_and_no_repeats(
    engine: Engine, node: Node | None, filters: Filters, sort: str, size: int
) -> None:
    """The pages of a query, one after another, are its hits in order, in every order and page size."""
    query = Query(node, filters, sort, size=size)  # type: ignore[arg-type]  # hypothesis gives sorts
    assert everything(engine, query) == list(engine.ordered_ids(query))


@pytest.mark.parametrize(("page", "shown"), [(-1, 1), (0, 1), (1, 1), (2, 2), (15, 15), (16, 15), (10**9, 15)])
def test_a_page_that_is_not_there_shows_the_nearest(engine: Engine, page: int, shown: int) -> None:
    """A page past the end shows the last one, a page before the first shows the first."""
    answer = engine.search(Query(page=page))
    assert (answer.total, answer.pages, answer.page) == (150, 15, shown)
    assert len(answer.matches) == 10


def test_nothing_found_is_one_empty_page(engine: Engine) -> None:
    """With no hits there is one page, with nothing on it, and nothing is counted."""
    answer = engine.search(Query(parse("nowhere").node, page=7))
    assert answer == EngineAnswer(0, 1, 1, (), {facet: {} for facet in FACETS})


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.none(), NODES))
def test_relevance_puts_equals_in_document_order(engine: Engine, node: Node | None) -> None:
    """Hits come by falling score; those with one score come in document order, the same each time."""
    answer = engine.search(Query(node, size=1000))
    keys = [(-score, PLACES[key]) for key, score in answer.matches]
    assert keys == sorted(keys)
    assert answer == engine.search(Query(node, size=1000))


def test_sorting_by_date(engine: Engine) -> None:
    """Newest and oldest go by the meeting's first day; the undated come last in both."""
    days = {
        sort: [BY_ID[key].meeting.start for key in engine.ordered_ids(Query(parse("women").node, sort=sort))]
        for sort in SORTS
    }
    dated = [day for day in days["newest"] if day]
    assert dated == sorted(dated, reverse=True)
    assert days["newest"][len(dated) :] == days["oldest"][len(dated) :]
    assert set(days["newest"][len(dated) :]) == {None}
    assert days["oldest"][: len(dated)] == sorted(dated)
    assert date(2019, 12, 12) in dated


def test_document_order(engine: Engine) -> None:
    """Document order is the order of the corpus, then of the text."""
    assert engine.ordered_ids(Query(sort="document")) == tuple(passage.id for passage in CORPUS)


def test_the_same_words_count_more_in_the_text_than_around_it(engine: Engine) -> None:
    """A passage that says the word itself ranks above those whose session or heading says it."""
    node = parse("training").node
    found = engine.search(Query(node, {"status": ("reported",)}, size=1000)).matches
    alike = [BY_ID[key] for key, _ in found if BY_ID[key].kind != "heading_note"]
    in_text = ["train" in stemmed_terms(passage.text) for passage in alike]
    assert 1 < sum(in_text) < len(in_text)
    assert in_text == sorted(in_text, reverse=True)


def test_every_value_is_known(engine: Engine) -> None:
    """An engine names every value that passages have in a facet, each once."""
    for facet in FACETS:
        found = engine.values(facet)
        assert sorted(found) == EVERY_VALUE[facet]


@given(st.text(max_size=200))
@settings(deadline=None)
def test_anything_that_can_be_typed_can_be_searched(engine: Engine, typed: str) -> None:
    """No query that was parsed makes the engine raise."""
    answer = engine.search(Query(parse(typed).node))
    assert 0 <= answer.total <= len(CORPUS)


@pytest.mark.parametrize(
    "typed",
    ['"' + "the " * 900 + '"', "-" + " -".join(f"w{n}" for n in range(190)), "(a OR " * 20 + "b" + ")" * 20],
)
def test_large_queries_are_answered(engine: Engine, typed: str) -> None:
    """A query as long, as negative or as deep as the grammar admits is answered."""
    assert engine.search(Query(parse(typed).node)).total >= 0


@pytest.mark.parametrize("row", TEXT_OPERATORS, ids=lambda row: row.name)
def test_each_operator_does_what_the_help_page_says(engine_kind: EngineKind, tmp_path: Path, row: Operator) -> None:
    """The example of each operator finds the text that the table says it finds, and not the one much like it."""
    parsed = parse(row.example)
    assert not parsed.notices
    found, passed = passage(SUMMARY, 0, row.found), passage(SUMMARY, 1, row.passed)
    with opened(engine_kind, tmp_path / "engine", (found, passed)) as engine:
        assert engine.ordered_ids(Query(parsed.node)) == (found.id,)


@settings(deadline=None, max_examples=200)
@given(any_leaf(SEARCHED, FIELDS))
def test_what_was_found_is_marked(engine: Engine, node: Node) -> None:
    """Each hit of a word, phrase or pattern has it marked in its text or around it, and no other passage does."""
    marked = {one.id for one in CORPUS if matching_places(one, node)}
    found = engine.ordered_ids(Query(node))
    assert marked == (set() if isinstance(node, Field) or not found_in_words(node) else set(found))
    for key in found:
        spans = highlight(BY_ID[key].text, node)
        assert "".join(span.text for span in spans) == BY_ID[key].text


def found_in_words(node: Node) -> bool:
    """Tell whether a term looks for words, rather than for a field."""
    return type(node).__name__ not in ("Field", "Range")


def test_a_paper_that_is_gone_is_gone(engine_kind: EngineKind, tmp_path: Path) -> None:
    """An index written again without a paper has none of its passages, values or counts."""
    gone = CORPUS[-1].document
    left = tuple(one for one in CORPUS if one.document != gone)
    with (
        opened(engine_kind, tmp_path / "before", CORPUS) as before,
        opened(engine_kind, tmp_path / "after", left) as after,
    ):
        assert any(key.startswith(f"{gone.id}.") for key in before.ordered_ids(Query(parse("peace").node)))
        for typed in ("", "peace", '"the of"', "peac*", f"meeting:{gone.meeting.id}"):
            node = parse(typed).node
            assert set(after.ordered_ids(Query(node))) == {one.id for one in left if asked_for(one, node)}
        assert gone.meeting.id not in after.values("meeting")
        assert gone.meeting.id not in after.search(Query()).facet_counts["meeting"]


def test_what_stands_somewhere(engine: Engine) -> None:
    """A word stands where reading every passage finds it, in any of its forms."""
    for word in (one for one in SEARCHED if one.isalpha()):
        assert engine.has_word(word) == any(asked_for(passage, Term(word)) for passage in CORPUS), word


def test_a_word_tells_what_it_stood_for(engine: Engine) -> None:
    """An answer names the other forms that each word, pattern and likeness of the query stood for."""
    told = {
        one.typed: one
        for one in engine.search(Query(parse('training trai* peece~ "mission" NEAR/5 mandate').node)).expansions
    }
    assert told["training"] == Expansion("training", ("trained",), "stem")
    assert set(told["trai*"].forms) == {"trained", "trainers", "training"}
    assert told["peece~"].forms == ("peace",)
    assert set(told) == {"training", "trai*", "peece~"}


@pytest.mark.parametrize(
    ("meeting", "found"),
    [("3a1", {"3a1"}), ("3a", {"3a", "3a1"}), ("3", {"3", "3a", "3a1"})],
)
def test_a_session_holds_its_parts(engine: Engine, meeting: str, found: set[str]) -> None:
    """The field of a session finds its own passages and those of its parts."""
    hits = engine.ordered_ids(Query(Field("session", session_value("montevideo-2024", meeting))))
    assert {one.session.id for key in hits if (one := BY_ID[key]).session} == found
