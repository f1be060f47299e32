"""Records of passages: all that the embedded engine knows of a passage is in its record, and comes back from JSON."""

from __future__ import annotations

from itertools import product

import msgspec
import numpy as np
import pytest

from indexer.engine.columns.columns import Columns
from indexer.engine.opensearch.records import IndexedPassage, places_beside, records_of
from indexer.engine.opensearch.window import RecordFacts
from indexer.engine.values.columns import ValueColumns
from indexer.engine.whoosh.engine import WhooshWriter
from indexer.query.results import FACETS, session_value
from indexer.query.tree import Field, Range
from tests.corpus_factory import SESSIONS
from tests.engine.test_contract import FIELDS
from tests.engine.test_scores import PASSAGES
from tests.query.nodes import DAYS, YEARS

RECORDS = msgspec.json.decode(msgspec.json.encode(list(records_of(PASSAGES, SESSIONS))), type=list[IndexedPassage])


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> ValueColumns:
    """What the embedded engine stores of the passages."""
    folder = tmp_path_factory.mktemp("records") / "engine"
    with WhooshWriter(folder) as writer:
        writer.add(PASSAGES, SESSIONS)
        writer.finish()
    return ValueColumns(Columns(folder))


def test_fields_and_ranges_find_what_they_find_in_the_embedded_engine(values: ValueColumns) -> None:
    """A field or a range of days has the same passages by records as by stored values, sessions above others too."""
    facts = RecordFacts(RECORDS)
    years = [Range("year", low, high) for low, high in product(YEARS, YEARS) if low != high]
    days = [Range("date", low, high) for low, high in product(DAYS, DAYS) if low != high]
    nodes: list[Field | Range] = [*FIELDS, *years, *days]
    every = np.arange(len(RECORDS))
    for node in nodes:
        assert facts.with_value(node).tolist() == values.with_value(node).tolist()
        assert facts.has_value(node, every).tolist() == values.has_value(node, every).tolist()
        assert facts.has_value(node, every[3:9]).tolist() == values.has_value(node, every[3:9]).tolist()


def test_ids_priors_and_neighbours_are_those_of_the_embedded_engine(values: ValueColumns) -> None:
    """A record has the id, the prior and the place after a neighbour that are stored of the passage."""
    assert [record.id for record in RECORDS] == [values.id_of(number) for number in range(len(RECORDS))]
    assert [record.prior for record in RECORDS] == values.priors.tolist()
    assert [record.follows for record in RECORDS] == values.follows.tolist()
    assert any(record.follows for record in RECORDS)


def test_days_and_ordinals_give_every_order(values: ValueColumns) -> None:
    """Sorted by their days and their places, records stand in the order of each rank; undated ones are last."""
    numbers = range(len(RECORDS))
    newest = sorted(numbers, key=lambda number: (-(RECORDS[number].sort_day or 0), number))
    oldest = sorted(numbers, key=lambda number: (RECORDS[number].sort_day or float("inf"), number))
    assert [int(values.ranks("newest")[number]) for number in newest] == list(numbers)
    assert [int(values.ranks("oldest")[number]) for number in oldest] == list(numbers)


def test_facets_are_known_in_full() -> None:
    """A record has each value of a passage once, and no facet without values."""
    for record in RECORDS:
        assert record.facets.keys() <= set(FACETS)
        assert all(row and len(set(row)) == len(row) for row in record.facets.values())
    assert any(len(record.facets.get("session", ())) > 1 for record in RECORDS)


def test_a_session_stands_before_those_that_contain_it() -> None:
    """The first of the sessions of a record is the passage's own."""
    for record, passage in zip(RECORDS, PASSAGES, strict=True):
        own = passage.session and session_value(passage.session.meeting, passage.session.id)
        assert record.facets.get("session", (None,))[0] == own


def test_places_beside_passages_are_told() -> None:
    """Beside passages of a spoken paper stand those before and after them; of other papers nothing is told."""
    spoken = [record for record in RECORDS if record.document == "minutes"]
    assert places_beside(spoken[1:3]) == (("minutes", 0), ("minutes", 3))
    assert places_beside(spoken[:1]) == (("minutes", 1),)
    assert places_beside(record for record in RECORDS if not record.spoken) == ()
