"""Finds the meetings of a catalogue by the words that name them, without all of them in memory."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.query.meeting_names import asked_words
from indexer.query.tree import Term

from .catalogue_protocol import Catalogue


class CatalogueMeetingNames:
    """The meetings of a catalogue by the words of their titles and places."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def title(self, meeting: str) -> str:
        """Return the title of a meeting; raise KeyError for an unknown id."""
        return self._catalogue.meetings[meeting].title

    def named_by(self, words: Sequence[Term]) -> tuple[str, ...]:
        """Return the ids of the meetings that a whole row of words names."""
        stems, years = asked_words(words)
        if not stems or len(years) > 1:
            return ()
        return self._catalogue.meetings_named(stems, next(iter(years), None))
