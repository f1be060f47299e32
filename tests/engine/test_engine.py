"""What any engine must answer, held against reading every passage one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.query import And, Node, Not, Or, Phrase, Word, parse
from indexer.engine.results import FACETS, SORTS, UNDATED, Answer, Engine, FacetName, Query, session_value
from indexer.language import forms, stems
from indexer.model import Passage
from tests.corpus_factory import SESSIONS

from .conftest import CORPUS, WORDS

Filters = dict[FacetName, tuple[str, ...]]

PARENTS = {session.id: session.parent for session in SESSIONS}
BY_ID = {passage.id: passage for passage in CORPUS}
PLACES = {passage.id: place for place, passage in enumerate(CORPUS)}


def pieces(passage: Passage) -> Iterator[str]:
    """Yield what is looked in for a passage: its text, and each thing said around it."""
    yield passage.text
    yield from passage.headings
    if passage.session:
        yield passage.session.label or ""
        yield passage.session.title
    for person in passage.people:
        yield f"{person.honorific or ''} {person.name}"
        yield person.affiliation or ""


def holds(row: tuple[str, ...], part: tuple[str, ...]) -> bool:
    """Tell whether a row of words has another inside it."""
    return any(row[start : start + len(part)] == part for start in range(len(row)))


def asked_for(passage: Passage, node: Node | None) -> bool:
    """Tell by reading it whether a passage is what a tree asks for."""
    match node:
        case None:
            return True
        case Word(text):
            return any(holds(stems(piece), stems(text)) for piece in pieces(passage))
        case Phrase(text):
            return any(holds(forms(piece), forms(text)) for piece in pieces(passage))
        case And(parts):
            return all(asked_for(passage, part) for part in parts)
        case Or(parts):
            return any(asked_for(passage, part) for part in parts)
        case Not(part):
            return not asked_for(passage, part)


def values(passage: Passage, facet: FacetName) -> tuple[str, ...]:
    """Give the values a passage has in a facet."""
    if facet == "session":
        found = []
        session = passage.session.id if passage.session else None
        while session:
            found.append(session_value(passage.meeting.id, session))
            session = PARENTS[session]
        return tuple(found)
    every: Mapping[FacetName, list[str | None]] = {
        "meeting": [passage.meeting.id],
        "year": [str(passage.meeting.year or UNDATED)],
        "kind": [passage.document.kind],
        "status": [passage.document.status],
        "person": [one.person for one in passage.people],
        "organisation": [one.organisation for one in passage.people],
        "place": [passage.meeting.place],
        "language": [passage.document.language],
        "mention": list(passage.mentions),
    }
    return tuple({value for value in every[facet] if value})


def passes(passage: Passage, filters: Filters, but: FacetName | None = None) -> bool:
    """Tell whether a passage passes all filters, or all but one."""
    return all(
        not chosen or facet == but or set(chosen) & set(values(passage, facet)) for facet, chosen in filters.items()
    )


def everything(engine: Engine, query: Query) -> list[str]:
    """Collect the ids of all pages of a query."""
    first = engine.search(query)
    rest = (
        engine.search(Query(query.node, query.filters, query.sort, page, query.size))
        for page in range(2, first.pages + 1)
    )
    return [key for answer in (first, *rest) for key, _ in answer.matches]


WORD = st.sampled_from([*WORDS, "mission-mandate", "women peace", "nowhere", "uruguay", "cameras", "mentoring"])
LEAVES = st.one_of(
    WORD.map(lambda text: Word(text.replace(" ", "-"))),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(lambda words: Phrase(" ".join(words))),
)
NODES: st.SearchStrategy[Node] = st.recursive(
    LEAVES,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda some: And(tuple(some))),
        st.lists(parts, min_size=2, max_size=3).map(lambda some: Or(tuple(some))),
        parts.map(Not),
    ),
    max_leaves=6,
)
EVERY_VALUE = {facet: sorted({one for passage in CORPUS for one in values(passage, facet)}) for facet in FACETS}
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
    found = engine.order(Query(node))
    assert len(found) == len(set(found))
    assert set(found) == expected


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.none(), NODES), FILTERS)
def test_facets_are_counted_without_their_own_selection(engine: Engine, node: Node | None, filters: Filters) -> None:
    """Each facet counts the passages that match the query and every filter but its own."""
    answer = engine.search(Query(node, filters))
    matching = [passage for passage in CORPUS if asked_for(passage, node)]
    assert answer.total == sum(passes(passage, filters) for passage in matching)
    for facet in FACETS:
        expected: dict[str, int] = {}
        for passage in matching:
            if passes(passage, filters, but=facet):
                for value in values(passage, facet):
                    expected[value] = expected.get(value, 0) + 1
        assert answer.tallies[facet] == expected


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.none(), NODES), FILTERS, st.sampled_from(SORTS), st.integers(1, 40))
def test_pages_have_no_gaps_and_no_repeats(
    engine: Engine, node: Node | None, filters: Filters, sort: str, size: int
) -> None:
    """The pages of a query, one after another, are its hits in order, in every order and page size."""
    query = Query(node, filters, sort, size=size)  # type: ignore[arg-type]  # hypothesis gives sorts
    assert everything(engine, query) == list(engine.order(query))


@pytest.mark.parametrize(("page", "shown"), [(-1, 1), (0, 1), (1, 1), (2, 2), (15, 15), (16, 15), (10**9, 15)])
def test_a_page_that_is_not_there_shows_the_nearest(engine: Engine, page: int, shown: int) -> None:
    """A page past the end shows the last one, a page before the first shows the first."""
    answer = engine.search(Query(page=page))
    assert (answer.total, answer.pages, answer.page) == (150, 15, shown)
    assert len(answer.matches) == 10


def test_nothing_found_is_one_empty_page(engine: Engine) -> None:
    """With no hits there is one page, with nothing on it, and nothing is counted."""
    answer = engine.search(Query(parse("nowhere").node, page=7))
    assert answer == Answer(0, 1, 1, (), {facet: {} for facet in FACETS})


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
        sort: [BY_ID[key].meeting.start for key in engine.order(Query(parse("women").node, sort=sort))]
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
    assert engine.order(Query(sort="document")) == tuple(passage.id for passage in CORPUS)


def test_the_same_words_count_more_in_the_text_than_around_it(engine: Engine) -> None:
    """A passage that says the word itself ranks above those whose session or heading says it."""
    node = parse("training").node
    found = engine.search(Query(node, {"status": ("reported",)}, size=1000)).matches
    alike = [BY_ID[key] for key, _ in found if BY_ID[key].kind != "heading_note"]
    in_text = [holds(stems(passage.text), stems("training")) for passage in alike]
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
