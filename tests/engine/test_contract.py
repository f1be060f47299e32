"""The contract of every engine, compared with reading every passage one by one.

The tests know only the `Engine` and `EngineWriter` protocols: an engine that is added to `engines` must pass them
unchanged.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.fields import matching_places
from indexer.engine.protocol import Engine
from indexer.engine.snippets import highlight
from indexer.engine.values import columns
from indexer.model import Passage
from indexer.query.expansion import expand
from indexer.query.grammar import TEXT_OPERATORS, Operator
from indexer.query.parser import Node, parse
from indexer.query.relaxation import relax
from indexer.query.results import (
    FACETS,
    FIELD_FACETS,
    SORTS,
    EngineAnswer,
    Expansion,
    FacetName,
    Query,
    session_value,
)
from indexer.query.synonyms import Synonyms
from indexer.query.tree import And, Expanded, Field, MinShouldMatch, Term
from indexer.text.analysis import stemmed_terms
from tests.corpus_factory import PAPER, SESSIONS, SUMMARY, passage
from tests.hits import all_ids
from tests.query.nodes import any_leaf, text_leaves, trees

from . import brute
from .conftest import CORPUS, WORDS
from .engines import EngineKind, few_on_a_cluster, opened

ValuesByFacet = dict[FacetName, tuple[str, ...]]

PARENTS = {(session.meeting, session.id): session.parent for session in SESSIONS}
BY_ID = {passage.id: passage for passage in CORPUS}
PLACES = {passage.id: place for place, passage in enumerate(CORPUS)}
EVERY_VALUE = {
    facet: sorted({value for passage in CORPUS for value in brute.values(passage, facet, PARENTS)}) for facet in FACETS
}


def asked_for(passage: Passage, node: Node | None) -> bool:
    """Return whether a passage matches a tree, by reading it."""
    return brute.matches_tree(passage, node, PARENTS)


def passes(passage: Passage, filters: ValuesByFacet, excluded: ValuesByFacet, but: FacetName | None = None) -> bool:
    """Return whether a passage passes all filters, or all but those of one facet."""
    return all(
        facet == but
        or (
            (not filters.get(facet) or set(filters[facet]) & set(brute.values(passage, facet, PARENTS)))
            and not set(excluded.get(facet, ())) & set(brute.values(passage, facet, PARENTS))
        )
        for facet in FACETS
    )


def everything(engine: Engine, query: Query) -> list[str]:
    """Return the ids of all pages of a query."""
    first = engine.search(query)
    rest = (
        engine.search(Query(query.node, query.filters, query.sort, page, query.size, query.excluded))
        for page in range(2, first.pages + 1)
    )
    return [key for answer in (first, *rest) for key, _ in answer.matches]


FIELDS = [Field(name, value) for name, facet in FIELD_FACETS.items() for value in [*EVERY_VALUE[facet], "unknown"]]
SEARCHED = [
    *WORDS,
    "mission-mandate",
    "women peace",
    "nowhere",
    "uruguay",
    "cameras",
    "mentoring",
    "12,500",
    "U.N.",
    "peace-keeping",
]
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
@few_on_a_cluster
def test_finds_what_reading_every_passage_finds(engine: Engine, node: Node) -> None:
    """A search finds exactly the passages that match the tree, however it is nested."""
    expected = {passage.id for passage in CORPUS if asked_for(passage, node)}
    ids = all_ids(engine, Query(node))
    assert len(ids) == len(set(ids))
    assert set(ids) == expected


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.one_of(
            text_leaves(SEARCHED),
            st.sampled_from(
                [
                    Term("nimble-aircraft"),
                    Expanded(And((Term("training"), Term("women"))), (Term("police"),)),
                    Expanded(Term("nowhere"), (Term("missions"),)),
                ]
            ),
        ),
        min_size=1,
        max_size=5,
    ).map(tuple),
    st.sampled_from([0.0, 0.03, 0.12, 0.25, 0.6, 1.0]),
    st.sampled_from(SORTS),
)
@few_on_a_cluster
def test_most_of_the_words_are_counted_by_weight(
    engine: Engine, parts: tuple[Node, ...], share: float, sort: str
) -> None:
    """What has most of the words is what reading says, and so is the number of those that have all."""
    node = MinShouldMatch(parts, share, complete_first=True)
    expected = brute.with_most(CORPUS, node, PARENTS)
    strict = brute.complete(node)
    complete = {passage.id for passage in CORPUS if asked_for(passage, strict)}
    query = Query(node, sort=sort)  # type: ignore[arg-type]  # hypothesis gives sorts
    ids, answer = all_ids(engine, query), engine.search(query)
    assert set(ids) == expected >= complete
    assert (answer.total, answer.with_all_words) == (len(expected), len(complete))
    assert set(ids[: len(complete)]) == complete
    assert everything(engine, query) == list(ids)


@settings(deadline=None, max_examples=200)
@given(st.one_of(st.none(), NODES), FILTERS, FILTERS, st.sampled_from([0, columns.FEW_HITS]))
@few_on_a_cluster
def test_facets_are_counted_without_their_own_selection(
    engine: Engine, node: Node | None, filters: ValuesByFacet, excluded: ValuesByFacet, few: int
) -> None:
    """Each facet counts the passages that match the query and the filters of all other facets, be they few or many."""
    with patch.object(columns, "FEW_HITS", few):
        answer = engine.search(Query(node, filters, excluded=excluded))
    matching = [passage for passage in CORPUS if asked_for(passage, node)]
    assert answer.total == sum(passes(passage, filters, excluded) for passage in matching)
    for facet in FACETS:
        expected: dict[str, int] = {}
        for item in matching:
            if passes(item, filters, excluded, but=facet):
                for value in brute.values(item, facet, PARENTS):
                    expected[value] = expected.get(value, 0) + 1
        assert answer.facet_counts[facet] == expected


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.none(), NODES), FILTERS, st.sampled_from(SORTS), st.integers(1, 40))
@few_on_a_cluster
def test_pages_have_no_gaps_and_no_repeats(
    engine: Engine, node: Node | None, filters: ValuesByFacet, sort: str, size: int
) -> None:
    """The pages of a query, one after another, are its hits in order, for every sort order and page size."""
    query = Query(node, filters, sort, size=size)  # type: ignore[arg-type]  # hypothesis gives sorts
    assert everything(engine, query) == list(all_ids(engine, query))


@pytest.mark.parametrize(("page", "shown"), [(-1, 1), (0, 1), (1, 1), (2, 2), (17, 17), (18, 17), (10**9, 17)])
def test_a_page_that_is_not_there_shows_the_nearest(engine: Engine, page: int, shown: int) -> None:
    """A page past the end shows the last one, and a page before the first shows the first."""
    answer = engine.search(Query(page=page))
    assert (answer.total, answer.pages, answer.page) == (170, 17, shown)
    assert len(answer.matches) == 10


def test_nothing_found_is_one_empty_page(engine: Engine) -> None:
    """Without hits there is one empty page, and nothing is counted."""
    answer = engine.search(Query(parse("nowhere").node, page=7))
    assert answer == EngineAnswer(0, 0, 1, 1, (), {facet: {} for facet in FACETS})


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.none(), NODES))
@few_on_a_cluster
def test_relevance_puts_equals_in_document_order(engine: Engine, node: Node | None) -> None:
    """Hits come by descending score; hits with equal scores come in document order."""
    answer = engine.search(Query(node, size=1000))
    keys = [(-score, PLACES[key]) for key, score in answer.matches]
    assert keys == sorted(keys)
    assert answer == engine.search(Query(node, size=1000))


def test_sorting_by_date(engine: Engine) -> None:
    """Newest and oldest go by the first day of the meeting, and undated passages come last in both."""
    days = {
        sort: [
            meeting.start if (meeting := BY_ID[key].meeting) else None
            for key in all_ids(engine, Query(parse("women").node, sort=sort))
        ]
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
    assert all_ids(engine, Query(sort="document")) == tuple(passage.id for passage in CORPUS)


def test_the_same_words_count_more_in_the_text_than_around_it(engine: Engine) -> None:
    """A passage that contains the word ranks above those whose session or heading contains it."""
    node = parse("training").node
    matches = engine.search(Query(node, {"status": ("reported",)}, size=1000)).matches
    alike = [BY_ID[key] for key, _ in matches if BY_ID[key].kind != "heading_note"]
    in_text = ["train" in stemmed_terms(passage.text) for passage in alike]
    assert 1 < sum(in_text) < len(in_text)
    assert in_text == sorted(in_text, reverse=True)


def test_the_whole_index_is_counted_like_a_search_for_everything(engine: Engine) -> None:
    """Each value of each facet has the number that a search without words and filters counts."""
    everything = engine.search(Query(size=1)).facet_counts
    assert engine.corpus_counts(FACETS) == everything
    assert engine.corpus_counts(("person",)) == {"person": everything["person"]}
    assert engine.trouble() == ""


def test_every_value_is_known(engine: Engine) -> None:
    """An engine returns every value that passages have in a facet, each once."""
    for facet in FACETS:
        values = engine.values(facet, n=1_000).values
        assert sorted(values) == EVERY_VALUE[facet]


@given(st.text(max_size=200))
@settings(deadline=None)
@few_on_a_cluster
def test_anything_that_can_be_typed_can_be_searched(engine: Engine, typed: str) -> None:
    """No parsed query makes the engine raise."""
    answer = engine.search(Query(parse(typed).node))
    assert 0 <= answer.total <= len(CORPUS)


@pytest.mark.parametrize(
    "typed",
    ['"' + "the " * 900 + '"', "-" + " -".join(f"w{n}" for n in range(190)), "(a OR " * 20 + "b" + ")" * 20],
)
def test_large_queries_are_answered(engine: Engine, typed: str) -> None:
    """A query as long, as negative or as deep as the grammar allows is answered."""
    assert engine.search(Query(parse(typed).node)).total >= 0


@pytest.mark.parametrize("operator", TEXT_OPERATORS, ids=lambda operator: operator.name)
def test_each_operator_does_what_the_help_page_says(
    engine_kind: EngineKind, tmp_path: Path, operator: Operator
) -> None:
    """The example of each operator finds the text that the table gives, and not the similar one."""
    parsed = parse(operator.example)
    assert not parsed.notices
    matching, other = passage(SUMMARY, 0, operator.found), passage(SUMMARY, 1, operator.passed)
    with opened(engine_kind, tmp_path / "engine", (matching, other)) as engine:
        node = relax(parsed.node, parsed.text, parsed.required) or parsed.node
        assert all_ids(engine, Query(node)) == (matching.id,)


@settings(deadline=None, max_examples=200)
@given(any_leaf(SEARCHED, FIELDS))
@few_on_a_cluster
def test_every_hit_is_highlighted(engine: Engine, node: Node) -> None:
    """Each hit of a word, phrase or wildcard has a highlight in its text or around it, and no other passage has."""
    marked = {passage.id for passage in CORPUS if matching_places(passage, node)}
    ids = all_ids(engine, Query(node))
    assert marked == (set() if isinstance(node, Field) or not found_in_words(node) else set(ids))
    for key in ids:
        spans = highlight(BY_ID[key].text, node)
        assert "".join(span.text for span in spans) == BY_ID[key].text


def found_in_words(node: Node) -> bool:
    """Return whether a leaf looks for words and not for a field."""
    return type(node).__name__ not in ("Field", "Range")


def test_a_paper_that_is_gone_is_gone(engine_kind: EngineKind, tmp_path: Path) -> None:
    """An index written again without a paper has none of its passages, values or counts."""
    gone = next(passage.document for passage in CORPUS if passage.document.id == PAPER.id)
    remaining = tuple(passage for passage in CORPUS if passage.document != gone)
    with (
        opened(engine_kind, tmp_path / "before", CORPUS) as before,
        opened(engine_kind, tmp_path / "after", remaining) as after,
    ):
        assert any(key.startswith(f"{gone.id}.") for key in all_ids(before, Query(parse("peace").node)))
        for typed in ("", "peace", '"the of"', "peac*", f"meeting:{gone.meetings[0].id}"):
            node = parse(typed).node
            assert set(all_ids(after, Query(node))) == {passage.id for passage in remaining if asked_for(passage, node)}
        assert gone.meetings[0].id not in after.values("meeting").values
        assert gone.meetings[0].id not in after.search(Query()).facet_counts["meeting"]


def test_a_word_is_known_where_it_occurs(engine: Engine) -> None:
    """A word occurs where reading every passage finds it, in any of its forms."""
    for word in filter(str.isalpha, SEARCHED):
        assert engine.has_word(word) == any(asked_for(passage, Term(word)) for passage in CORPUS), word


def test_the_expansions_of_words_are_listed(engine: Engine) -> None:
    """An engine lists the other forms that each word, wildcard and fuzzy word was expanded to."""
    expansions = {
        expansion.typed: expansion
        for expansion in engine.expansions(parse('training trai* peece~ "mission" NEAR/5 mandate').node)
        if expansion.kind != "language"
    }
    assert expansions["training"] == Expansion("training", ("trained",), "stem")
    assert set(expansions["trai*"].forms) == {"trained", "trainers", "training"}
    assert expansions["peece~"].forms == ("peace",)
    assert set(expansions) == {"training", "trai*", "peece~"}


def test_the_languages_of_a_word_are_listed(engine: Engine) -> None:
    """A word that passages in several languages have is listed with these languages; a number is not."""
    languages = {
        expansion.typed: expansion.forms
        for expansion in engine.expansions(parse("training 2719 nowhere").node)
        if expansion.kind == "language"
    }
    assert languages == {"training": ("en", "es", "pt")}


@pytest.mark.parametrize(
    ("meeting", "session_ids"),
    [("3a1", {"3a1"}), ("3a", {"3a", "3a1"}), ("3", {"3", "3a", "3a1"})],
)
def test_a_session_includes_its_parts(engine: Engine, meeting: str, session_ids: set[str]) -> None:
    """The field of a session finds its own passages and those of its parts."""
    hits = all_ids(engine, Query(Field("session", session_value("montevideo-2024", meeting))))
    assert {hit.session.id for key in hits if (hit := BY_ID[key]).session} == session_ids


COMPOUNDS = (("harbour", "master"), ("G", "77"), ("O", "Farrell"))
NUMBERS = ("12,500", "12\u202f500", "12500", "500", "12", "8 012 500", "125,00")


def test_every_writing_of_a_word_or_number_is_found(engine_kind: EngineKind, tmp_path: Path) -> None:
    """What any writing of a word or a number finds is what reading every passage without its signs finds."""
    texts = [
        *(f"They saw the {head}{sign}{tail} there" for head, tail in COMPOUNDS for sign in ("", "-", "\u2019", " ")),
        *(f"They counted {number} boats" for number in NUMBERS),
        "A master had no harbour.",
    ]
    passages = tuple(passage(SUMMARY, ordinal, text) for ordinal, text in enumerate(texts))
    with opened(engine_kind, tmp_path / "engine", passages) as engine:
        synonyms = Synonyms((), (), words=engine)

        def found(typed: str) -> set[str]:
            ids = all_ids(engine, Query(expand(parse(typed).node, synonyms)[0]))
            return {item.text for item in passages if item.id in ids}

        for head, tail in COMPOUNDS:
            expected = {text for text in texts if brute.has_writing(text, head, tail)}
            for sign in ("", "-", "'"):
                assert found(f"{head}{sign}{tail}") == expected
        for number in NUMBERS[:-1]:
            [wanted] = brute.numbers_in(number)
            assert found(number) == {text for text in texts if wanted in brute.numbers_in(text)}, number
