"""What each contender is: something that writes an index of passages and answers trees from it."""

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
    """Raised for a query that an engine has no words for."""


class ContenderAnswer(NamedTuple):
    """How many passages were found, the best of them by number, and every facet counted."""

    total: int
    best: tuple[int, ...]
    facet_counts: Mapping[FacetName, Mapping[str, int]]


Ask = Callable[[], ContenderAnswer]
"""Asks one query, translated before, and gives the whole answer."""


class OpenIndex(Protocol):
    """An index that is open."""

    def prepare(self, node: Node | None) -> Ask:
        """Translate a tree; raise NotPossible where it cannot be said."""

    def drop_caches(self) -> None:
        """Forget what was kept of earlier answers, so that the same query is work again."""

    def close(self) -> None:
        """Give back files and memory."""


class Contender(NamedTuple):
    """An engine."""

    name: str
    version: str
    write: Callable[[Path, Sequence[Passage]], None]
    """Writes an index of passages into a folder that is there; nothing of their texts needs to be kept in it."""
    open: Callable[[Path], OpenIndex]
