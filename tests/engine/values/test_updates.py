"""An index that was changed paper by paper answers as one that was written at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engine.protocol import Engine
from indexer.engine.whoosh.engine import WhooshEngine, WhooshWriter
from indexer.model import Meeting, Passage
from indexer.query.parser import Node
from indexer.query.results import FACETS, GROUP_KINDS, SORTS, Grouping, Query, Sort
from tests.corpus_factory import CHAIR, GUEST, SESSIONS, document, passage, session
from tests.engine.conftest import CORPUS
from tests.engine.test_contract import EVERY_VALUE, FILTERS, NODES, ValuesByFacet
from tests.hits import all_ids

DOCUMENTS = tuple(dict.fromkeys(item.document.id for item in CORPUS))
GONE_MEETING = Meeting("gone-1999", "Gone", "Nowhere", year=1999)
GONE = document("gone", GONE_MEETING)


def former(item: Passage) -> Passage:
    """Return a passage as it was: other words, other people, another document named."""
    return replace(item, text=f"{item.text} Withdrawn words.", people=(CHAIR, GUEST), mentions=("A/GONE/1",))


def of_documents(wanted: tuple[str, ...]) -> list[Passage]:
    """Return the passages of some documents."""
    return [item for item in CORPUS if item.document.id in wanted]


def write_step(path: Path, base: Path | None, kept: tuple[str, ...], added: list[Passage]) -> Path:
    """Write an index beside another one."""
    with WhooshWriter(path, base) as writer:
        writer.keep(kept)
        writer.add(added, SESSIONS)
        writer.finish(DOCUMENTS)
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An index that was written at once."""
    engine = WhooshEngine(write_step(tmp_path_factory.mktemp("whole") / "engine", None, (), list(CORPUS)))
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An index in three segments: a paper has gone, others were written anew, in another order than the corpus has."""
    folder = tmp_path_factory.mktemp("changed")
    gone = [passage(GONE, place, "Gone women.", session("9", GONE_MEETING)) for place in range(3)]
    first, second, third = DOCUMENTS[4:], DOCUMENTS[2:4], DOCUMENTS[:2]
    old = [former(item) for item in of_documents((*second, third[0]))]
    begun = write_step(folder / "1", None, (), [*of_documents(first), *gone, *old])
    renewed = [former(item) for item in of_documents(third[1:])]
    grown = write_step(folder / "2", begun, (*first, third[0]), [*renewed, *of_documents(second)])
    engine = WhooshEngine(write_step(folder / "3", grown, (*first, *second), of_documents(third)))
    yield engine
    engine.close()


def test_the_index_is_in_segments(changed: WhooshEngine) -> None:
    """The index that is compared has several segments and deleted passages."""
    columns = changed._columns
    assert len(columns.segments) == 3
    assert columns.alive is not None
    assert columns.passages > columns.living == len(CORPUS)


@settings(deadline=None, max_examples=80)
@given(st.one_of(st.none(), NODES), FILTERS, FILTERS, st.sampled_from(SORTS), st.sampled_from(GROUP_KINDS))
def test_a_changed_index_answers_as_a_whole_one(
    whole: Engine,
    changed: Engine,
    node: Node | None,
    filters: ValuesByFacet,
    excluded: ValuesByFacet,
    sort: Sort,
    by: Grouping,
) -> None:
    """Hits, order, scores, counts, groups and places are the same, whatever is asked."""
    query = Query(node, filters, sort, 2, 9, excluded)
    expected, found = whole.search(query), changed.search(query)
    scores = [score for _, score in expected.matches]
    assert [score for _, score in found.matches] == pytest.approx(scores, abs=1e-9)
    assert replace(found, matches=expected.matches) == expected
    ids = all_ids(whole, query)
    assert all_ids(changed, query) == ids
    assert changed.groups(query, by) == whole.groups(query, by)
    for passage_id in ids[:3]:
        assert changed.around(query, passage_id) == whole.around(query, passage_id)


def test_what_is_gone_is_in_no_list(whole: Engine, changed: Engine) -> None:
    """Size, digest and the values of every facet are those of the living passages."""
    assert changed.facts == whole.facts
    for facet in FACETS:
        assert changed.values(facet, n=1000) == whole.values(facet, n=1000)
        assert list(changed.values(facet, n=1000).values) == EVERY_VALUE[facet]
    for wanted in ("gone.0", *(item.id for item in CORPUS[::17])):
        assert changed.around(Query(), wanted) == whole.around(Query(), wanted)
