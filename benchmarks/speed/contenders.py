"""What a contender is: an engine that writes an index of passages and answers query trees from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from indexer.model import Passage
from indexer.query.parser import Node
from indexer.query.results import FacetName

TOP = 10
"""Passages of an answer."""


class UnsupportedQuery(Exception):
    """Raised for a query that an engine cannot express."""


class BenchmarkRequest(NamedTuple):
    """What an engine is asked: a tree, and what a reader has chosen beside it."""

    node: Node | None
    values: int | None = None
    """Values of each facet that are returned, the most frequent ones; None is all."""
    filters: Mapping[FacetName, tuple[str, ...]] = {}
    """Selected values; a facet is counted without its own filter."""
    page: int = 1
    newest: bool = False
    """Whether the newest passages come first, and not the best."""


class ContenderAnswer(NamedTuple):
    """The number of matching passages, those of the page by number or id, and the counts of every facet."""

    total: int
    best: tuple[int | str, ...]
    facet_counts: Mapping[FacetName, Mapping[str, int]]


Ask = Callable[[], ContenderAnswer]
"""Asks one query, translated before, and gives the whole answer."""


class OpenIndex(Protocol):
    """An open index."""

    def prepare(self, request: BenchmarkRequest) -> Ask:
        """Translate a request. Raise UnsupportedQuery if the engine cannot express it."""

    def drop_caches(self) -> None:
        """Drop what is cached of earlier answers, so that the same query is work again."""

    def close(self) -> None:
        """Release files and memory."""


class Contender(NamedTuple):
    """An engine that is compared."""

    name: str
    version: str
    write: Callable[[Path, Sequence[Passage]], None]
    """Writes an index of passages into a folder that is there; nothing of their texts needs to be kept in it."""
    open: Callable[[Path], OpenIndex]
