"""Papers of the collection that a text cites by symbol or title; what two papers share decides nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from indexer.engine.values.own_symbol import own_symbol
from indexer.explore.cited_papers import CitedPapers
from indexer.query.results import Query
from indexer.store.builds import open_library
from tests import corpus_factory as made

REPORT = replace(
    made.document("gauges", None, "report", "Moving the Gauges of the Lower Estuary in Spring"), source="gauges.txt"
)
SHORT = replace(made.document("locks", None, "report", "Locks and Sluices Today"), source="S_RES_2719-EN.pdf")
TWIN = replace(made.document("twin", None, "report", "Annual Review of Flood Risk"), source="a.txt", symbol="A/75/1")
OTHER_TWIN = replace(made.document("twin-2", None, "report", "Annual Review of Flood Risk"), source="A_75_1.txt")
PAPERS = CitedPapers([REPORT, SHORT, TWIN, OTHER_TWIN], ["Meeting on the Future of River Basins in Europe"])


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("As Moving the Gauges of the Lower Estuary in Spring says, it works.", ["gauges"]),
        ("As moving the gauges of the lower estuary in spring says, it works.", []),
        ("See “moving the gauges of the lower estuary in spring”.", ["gauges"]),
        ("See “Locks and\nSluices Today,” which is new.", ["locks"]),
        ("We closed locks and sluices today.", []),
        ("See “Annual Review of Flood Risk”.", []),
        ("The “Meeting on the Future of River Basins in Europe” was long.", []),
    ],
)
def test_a_title_is_cited_where_it_is_set_off_or_written_exactly(text: str, cited: list[str]) -> None:
    """Quotation marks tell a title from words, as does a long title with its capitals; a shared title tells nothing."""
    assert [found.document for found in PAPERS.titles_in(text, "another")] == cited


def test_a_paper_does_not_cite_itself() -> None:
    """The title of a paper in its own text is its title."""
    assert PAPERS.titles_in("Moving the Gauges of the Lower Estuary in Spring", "gauges") == ()


def test_a_symbol_leads_to_its_only_paper() -> None:
    """A symbol is that of a paper where it is stated, or where title or file name are a symbol and nothing else."""
    assert own_symbol(SHORT) == "S/RES/2719"
    assert own_symbol(REPORT) is None
    assert own_symbol(replace(REPORT, title="Security Council resolution 1325 (2000)")) == "S/RES/1325"
    assert own_symbol(replace(REPORT, title="On Security Council resolution 1325 (2000)")) is None
    assert dict(PAPERS.by_symbol) == {"S/RES/2719": "locks"}


def test_a_paper_is_found_by_its_own_symbol(tmp_path: Path) -> None:
    """The first passage answers a search for the symbol, with what mentions it, and says so."""
    resolution = replace(made.document("ropes", None, "resolution", "73/154. Ropes"), symbol="A/RES/73/154")
    citing = made.passage(REPORT, 0, "Ropes are safe.", mentions=("A/RES/73/154",))
    passages = [made.passage(resolution, number, f"Rope {number} is new.") for number in range(2)]
    made.publish_build(tmp_path, [*passages, citing])
    library = open_library(tmp_path)
    try:
        results = library.search(Query(library.rewrite("A/RES/73/154").node_for("all")))
        assert {hit.passage.id for hit in results.hits} == {passages[0].id, citing.id}
        assert all(reason.kind == "document" for hit in results.hits for reason in hit.reasons)
        assert library.search(Query(library.rewrite("A/RES/73/155").node_for("all"))).total == 0
    finally:
        library.close()
