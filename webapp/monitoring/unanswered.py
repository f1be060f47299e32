"""Keeps the words of searches that the papers had no answer to, where the owner of the site has asked for it."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from indexer.errors import RapporteurError
from indexer.redactions.records import Redactions, load_redactions
from indexer.redactions.searches import is_redacted_search
from indexer.registry.file import REDACTIONS_FILE
from indexer.store.builds import live_build
from indexer.store.unanswered import keep_search

from .log_lines import AnsweredRequest

_log = logging.getLogger(__name__)


class UnansweredSearches:
    """Keeps each search for which no passage has all of the words; narrowed ones are left, the filter may be why.

    What was redacted is not kept again, as far as its fingerprints can tell.
    """

    def __init__(self, index_dir: Path, clock: Callable[[], datetime]) -> None:
        self._index_dir = index_dir
        self._clock = clock
        self._has_failed = False
        self._redactions: tuple[Path | None, Redactions] = (None, Redactions())

    def keep(self, answered: AnsweredRequest) -> None:
        """Keep the search of a request; where that is impossible, warn once and go on."""
        search = answered.note.search
        if not search or search.with_all_words or search.narrowed:
            return
        try:
            if is_redacted_search(self._live_redactions(), search.words):
                return
        except RapporteurError:  # there is no index by now, or what is redacted cannot be known
            return
        try:
            day = self._clock().astimezone(UTC).date()
            keep_search(self._index_dir, search.words, day, some_found=search.found > 0)
        except sqlite3.Error as error:
            if not self._has_failed:
                _log.warning("Searches without an answer cannot be kept in %s: %s", self._index_dir, error)
            self._has_failed = True

    def _live_redactions(self) -> Redactions:
        """Return the redactions of the live build. Raise RapporteurError."""
        build = live_build(self._index_dir)
        if build != self._redactions[0]:
            self._redactions = build, load_redactions(build / REDACTIONS_FILE)
        return self._redactions[1]
