"""The window scores passages as an index of the whole corpus does, by the frequencies of that corpus."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.columns.columns import Columns
from indexer.engine.found import Found
from indexer.engine.neighbours import with_neighbours
from indexer.engine.opensearch.window import Window
from indexer.engine.term_dictionary import TermDictionary
from indexer.engine.values.columns import ValueColumns
from indexer.engine.whoosh.capitals import CapitalsMatcher
from indexer.engine.whoosh.engine import WhooshWriter
from indexer.engine.whoosh.executor import Executor
from indexer.engine.whoosh.statistics import StatedStatistics, nodes_needing_frequency
from indexer.query.tree import And, Expanded, MinShouldMatch, Near, Node, Not, Or, Phrase, Term, Wildcard
from tests.corpus_factory import SESSIONS
from tests.engine.test_scores import LEAVES, PASSAGES, TREES

from .test_records import RECORDS

PLAIN_LEAVES = LEAVES.filter(lambda node: not CapitalsMatcher.is_name(node))
"""What scores by itself: a name in other letters is put below what the window has of the name."""
ROWS = st.lists(PLAIN_LEAVES, min_size=1, max_size=4).map(tuple)
SHALLOW: st.SearchStrategy[Node] = st.one_of(
    st.builds(MinShouldMatch, ROWS, st.sampled_from([0.25, 0.7, 1.0]), st.booleans(), complete_first=st.booleans()),
    st.builds(And, ROWS, st.booleans()),
    ROWS.map(Or),
    st.builds(Expanded, PLAIN_LEAVES, ROWS),
    PLAIN_LEAVES,
)
"""Trees of which nothing is compared but what the whole tree finds."""
SUBSETS = st.sets(st.integers(0, len(RECORDS) - 1)).map(sorted)


class EmbeddedCorpus(NamedTuple):
    """The embedded engine over all passages, and what a window needs of it."""

    columns: Columns
    values: ValueColumns
    dictionary: TermDictionary
    executor: Executor

    def find(self, node: Node | None) -> Found:
        """Return what an index of everything finds, ranked."""
        return with_neighbours(node, self.executor.find(node), self.values.follows)

    def window(self, node: Node | None, numbers: list[int]) -> Window:
        """Make a window of some passages with what is counted of a tree in the corpus."""
        frequencies = {part: len(self.executor.find(part).passages) for part in nodes_needing_frequency(node)}
        statistics = StatedStatistics(
            self.columns.living, self.columns.lengths, frequencies, self.executor.lists.doc_frequency
        )
        return Window([RECORDS[number] for number in numbers], self.dictionary, statistics)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedCorpus:
    """An index of all passages."""
    folder = tmp_path_factory.mktemp("window") / "engine"
    with WhooshWriter(folder) as writer:
        writer.add(PASSAGES, SESSIONS)
        writer.finish()
    columns = Columns(folder)
    values, dictionary = ValueColumns(columns), TermDictionary(columns.vocabulary)
    return EmbeddedCorpus(columns, values, dictionary, Executor.of_index(columns, values, dictionary))


def answers(found: Found, numbers: list[int]) -> dict[int, tuple[float, bool]]:
    """Return score and whether a part is lacking of each passage by its number in the corpus."""
    passages = [numbers[number] for number in found.passages.tolist()]
    return dict(zip(passages, zip(found.scores.tolist(), found.incomplete.tolist(), strict=True), strict=True))


def assert_same(window: dict[int, tuple[float, bool]], whole: dict[int, tuple[float, bool]]) -> None:
    """Fail where passages, scores or completeness differ."""
    assert window.keys() == whole.keys()
    for number, (score, lacks) in whole.items():
        assert window[number][0] == pytest.approx(score, abs=1e-9)
        assert window[number][1] == lacks


EVERY = list(range(len(RECORDS)))


@settings(deadline=None, max_examples=100)
@given(st.one_of(TREES, st.none()))
def test_a_window_of_everything_answers_as_the_index(corpus: EmbeddedCorpus, node: Node | None) -> None:
    """All passages in a window have the scores and the order that they have in the embedded engine."""
    assert_same(answers(corpus.window(node, EVERY).ranked(node), EVERY), answers(corpus.find(node), EVERY))


@settings(deadline=None, max_examples=100)
@given(PLAIN_LEAVES, SUBSETS)
def test_words_score_in_a_window_as_in_the_corpus(corpus: EmbeddedCorpus, node: Node, numbers: list[int]) -> None:
    """Whatever else a window has, a word, phrase or field scores in it what it scores in the whole corpus."""
    whole = answers(corpus.find(node), EVERY)
    expected = {number: whole[number] for number in whole.keys() & set(numbers)}
    assert_same(answers(corpus.window(node, numbers).ranked(node), numbers), expected)


@settings(deadline=None, max_examples=100)
@given(SHALLOW, SUBSETS)
def test_a_window_with_all_hits_answers_as_the_index(corpus: EmbeddedCorpus, node: Node, others: list[int]) -> None:
    """A window that has every hit of a query, among other passages, orders them as the embedded engine does."""
    whole = answers(corpus.find(node), EVERY)
    numbers = sorted({*whole, *others})
    assert_same(answers(corpus.window(node, numbers).ranked(node), numbers), whole)


def test_neighbours_in_the_window_lift_only_where_they_are_neighbours(corpus: EmbeddedCorpus) -> None:
    """A passage beside another in the window alone is not lifted by it."""
    node = And((Term("peace"),))
    found = [number for number in corpus.find(node).passages.tolist() if RECORDS[number].document == "minutes"]
    together = next([left, right] for left, right in pairwise(found) if right == left + 1)
    apart = next([left, right] for left in found for right in found if right > left + 1)
    for numbers, lifts in ((together, True), (apart, False)):
        window = corpus.window(node, numbers)
        assert (window.ranked(node).scores > window.find(node).scores).tolist() == [lifts, lifts]


def test_an_empty_window_finds_nothing(corpus: EmbeddedCorpus) -> None:
    """A window without passages answers any tree with nothing."""
    for node in (None, Term("peace"), Not(Term("peace")), MinShouldMatch((Term("peace"), Phrase("women peace")), 0.5)):
        assert not len(corpus.window(node, []).ranked(node).passages)


def test_nodes_whose_frequency_is_asked_for_are_listed() -> None:
    """Listed are the scored term nodes, and the parts of a query of which most are enough with the words in them."""
    women, peace, mission = Term("women"), Term("peace"), Term("mission")
    name = Expanded(And((women, peace)), (Term("WPS", is_name=True),))
    near = Near((women, Wildcard("pea*")), (3,))
    assert nodes_needing_frequency(None) == ()
    assert nodes_needing_frequency(And((near, Not(mission), Not(Or((peace, mission)))))) == (near,)
    assert set(nodes_needing_frequency(MinShouldMatch((name, Term("peace-mission")), 0.5))) == {
        name,
        *name.alternatives,
        women,
        peace,
        Term("peace-mission"),
        mission,
    }
    assert set(nodes_needing_frequency(Not(And((women, peace))))) == {women, peace}


def test_a_node_that_nobody_counted_is_a_mistake(corpus: EmbeddedCorpus) -> None:
    """A window that is asked for what its statistics do not have says so, and does not guess."""
    window = corpus.window(Term("women"), EVERY)
    with pytest.raises(LookupError):
        window.find(Term("peace"))
