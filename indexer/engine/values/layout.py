"""What is stored of passages: the names of the arrays, and whether rows stand for passages or for sets of values.

The facet values that a passage has together, with the days of its meeting, are its profile. Where passages share
profiles, facets are counted by profile: there are fewer of them. In mixed papers nearly every passage has people,
documents and a session of its own; then a row is a passage, and one step is saved.
"""

from __future__ import annotations

from indexer.engine.columns.arrays import ArrayReader
from indexer.query.results import FACETS, FacetName, Sort

from .tables import LinedTable, ValueTable

IDS, ID_HASHES, ID_DIGEST = "ids", "id_hashes", "id_digest"
ORDINALS, PRIORS, FOLLOWS, ROWS = "ordinals", "priors", "follows", "rows"
"""Of each passage: its place in its paper, the factor of its scores, whether it stands after another passage of a
spoken paper, and its row. Without the array of rows a row is a passage."""
DAY_NAMES = DAYS, FIRST_DAYS, LAST_DAYS = "days", "first_days", "last_days"
"""Of each row: the day to sort by, and the first and the last day on which its meeting may have been; 0 is unknown."""
RANKS: dict[Sort, str] = {"document": "rank_document", "newest": "rank_newest", "oldest": "rank_oldest"}
"""Of each passage of the index: its rank in every order that does not use scores."""
ID_ORDER, DOCUMENT_ORDER = "id_order", "document_order"
"""The living passages by the hashes of their ids, and their documents by their ids."""
PASSAGES_PER_PROFILE = 1.5
"""The fewest passages for each profile with which counting by profile is faster (`benchmarks/speed/NOTES.md`)."""


def table_name(facet: FacetName) -> str:
    """Return the name of the arrays of a facet."""
    return f"facet_{facet}"


def open_tables(files: ArrayReader) -> dict[FacetName, ValueTable]:
    """Return the tables of all facets."""
    return {facet: (LinedTable if facet == "session" else ValueTable)(files, table_name(facet)) for facet in FACETS}
