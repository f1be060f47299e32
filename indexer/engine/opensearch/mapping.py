"""How passages lie in the index of a cluster: its fields, its settings, and which version of them this is.

Words are cut here and not there: the cluster splits at blanks only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from indexer.engine.whoosh.scorer import BM25_K1, FIELD_WEIGHTS, MIN_LENGTH_SHARE, FieldWeight
from indexer.query.results import FACETS, Grouping

from .connection.errors import ClusterIndexForeign

MAPPING_VERSION = 1
"""It increases with every change that an older program could not search."""
PIECE_GAP = 100_000
"""Positions between two texts of one field, so that no phrase and no NEAR leads from one to the next."""
PASSAGES_PER_SHARD = 1_000_000
"""Passages up to which one shard is enough: one thread searches a shard, and takes about a second for so many."""
MOST_SHARDS = 64
STILL = 2**31 - 1
"""The build up to which a passage stands that has not ended."""
ANALYZER = "cut"
LONGEST_WORD = 1_000
"""More characters than a word has: the cluster cuts longer ones in two."""
ALTERNATIVES = "alternatives"
"""Cuts a query in which several forms stand in the place of one word, joined by `OR_SIGN`."""
OR_SIGN = "\x01"
"""No word has it."""


class TextField(NamedTuple):
    """A field that words are searched in: what it is called in the cluster, and how its occurrences count."""

    name: str
    pairs: str
    """The field with pairs of characters of scripts without spaces."""
    similarity: str


TEXT = TextField("words", "pairs", "of_text")
CONTEXT = TextField("around", "around_pairs", "of_context")
TEXT_FIELDS = (TEXT, CONTEXT)

SHINGLES = "shingles"
"""The field with the hashes of four words in a row of a text: what quotations and versions are found by."""
GROUP_FIELDS: Mapping[Grouping, str] = {"document": "document", "session": "session_group"}
"""The field with the key of the group of a passage."""
FROM_BUILD, TO_BUILD = "from_build", "to_build"
DOCUMENT_PLACE, PLACE, DAY = "document_place", "passage_place", "day"


def index_body(lengths: dict[str, float], shards: int, lineage: str) -> dict[str, Any]:
    """Return how an index is created, for texts and contexts of these average lengths."""
    return {
        "settings": {
            "index": {
                "number_of_shards": shards,
                "number_of_replicas": 0,
                "refresh_interval": "-1",
                "translog": {"durability": "async"},
                "max_result_window": 10_000,
            },
            "analysis": {
                "tokenizer": {
                    "blanks": {"type": "whitespace", "max_token_length": LONGEST_WORD},
                    "wide_blanks": {"type": "whitespace", "max_token_length": LONGEST_WORD * LONGEST_WORD},
                },
                "filter": {
                    "joined": {"type": "pattern_capture", "preserve_original": False, "patterns": [f"([^{OR_SIGN}]+)"]}
                },
                "analyzer": {
                    ANALYZER: {"type": "custom", "tokenizer": "blanks"},
                    ALTERNATIVES: {"type": "custom", "tokenizer": "wide_blanks", "filter": ["joined"]},
                },
            },
            "similarity": {
                field.similarity: _similarity(weight, lengths[weight.name])
                for field, weight in zip(TEXT_FIELDS, FIELD_WEIGHTS, strict=True)
            },
        },
        "mappings": {
            "dynamic": False,
            "_meta": {"rapporteur": {"mapping": MAPPING_VERSION, "lineage": lineage}},
            # What is searched is made of the record anew where a passage is written again.
            "_source": {"includes": ["record"]},
            "properties": _fields(),
        },
    }


def _fields() -> dict[str, Any]:
    """Return the fields of a document."""
    text = {"type": "text", "analyzer": ANALYZER}
    words, pairs = {**text, "position_increment_gap": PIECE_GAP}, {**text, "norms": False, "index_options": "docs"}
    number = {"type": "integer"}
    return {
        "record": {"type": "object", "enabled": False},
        **{field.name: {**words, "similarity": field.similarity} for field in TEXT_FIELDS},
        **{field.pairs: pairs for field in TEXT_FIELDS},
        SHINGLES: pairs,
        "capitals": {"type": "keyword", "doc_values": False},
        **{facet: {"type": "keyword"} for facet in FACETS},
        "id": {"type": "keyword"},
        **{field: {"type": "keyword"} for field in GROUP_FIELDS.values()},
        "analysis": {"type": "keyword"},
        "year_number": number,
        "first_day": number,
        "last_day": number,
        DAY: number,
        DOCUMENT_PLACE: {"type": "long"},
        PLACE: number,
        FROM_BUILD: number,
        TO_BUILD: number,
        "prior": {"type": "float"},
        "is_list": {"type": "boolean"},
    }


def _similarity(field: FieldWeight, average: float) -> dict[str, Any]:
    """Return how an occurrence counts: as in our formula, with all that depends on the words in the boost of a query.

    What the cluster knows of words counts passages of other builds too, and differs from copy to copy.
    """
    usual, b = max(average, 1.0), field.length_norm
    source = (
        f"double length = doc.length < 1 ? {usual} : Math.max(doc.length, {usual * MIN_LENGTH_SHARE});"
        f"double often = {field.weight} * doc.freq / ({1 - b} + {b / usual} * length);"
        f"return query.boost * often / (often + {BM25_K1});"
    )
    return {"type": "scripted", "script": {"source": source}}


def shards_for(passages: int) -> int:
    """Return into how many parts an index is divided."""
    return min(max(-(-passages // PASSAGES_PER_SHARD), 1), MOST_SHARDS)


def check_mapping(index: str, meta: dict[str, Any]) -> None:
    """Raise ClusterIndexForeign for an index that says of itself that another program or version wrote it."""
    if meta.get("mapping") != MAPPING_VERSION:
        found = f"its fields are of version {meta['mapping']}" if "mapping" in meta else "it does not say so"
        raise ClusterIndexForeign(index, found)
