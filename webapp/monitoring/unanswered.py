"""Keeps the words of searches that the papers had no answer to, where the owner of the site has asked for it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from indexer.store.unanswered import keep_search

from .log_lines import AnsweredRequest

_log = logging.getLogger(__name__)


class UnansweredSearches:
    """Keeps each search for which no passage has all of the words; narrowed ones are left, the filter may be why."""

    def __init__(self, index_dir: Path, clock: Callable[[], datetime]) -> None:
        self._index_dir = index_dir
        self._clock = clock
        self._has_failed = False

    def keep(self, answered: AnsweredRequest) -> None:
        """Keep the search of a request; where that is impossible, warn once and go on."""
        search = answered.note.search
        if not search or search.with_all_words or search.narrowed:
            return
        try:
            day = self._clock().astimezone(UTC).date()
            keep_search(self._index_dir, search.words, day, some_found=search.found > 0)
        except sqlite3.Error as error:
            if not self._has_failed:
                _log.warning("Searches without an answer cannot be kept in %s: %s", self._index_dir, error)
            self._has_failed = True
