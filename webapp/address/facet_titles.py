"""What the facets are called, on their own and within a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from indexer.query.results import FacetName
from indexer.speech.marking import marked
from indexer.speech.translation import ENGLISH, MessageTable, current_speech

FACET_TITLES: Mapping[FacetName, str] = MessageTable(
    {
        "meeting": marked("Meeting"),
        "year": marked("Year"),
        "session": marked("Session"),
        "kind": marked("Kind of paper"),
        "status": marked("Planned or reported"),
        "person": marked("Person"),
        "organisation": marked("Organisation"),
        "country": marked("Country represented"),
        "place": marked("Place"),
        "language": marked("Language"),
        "mention": marked("Documents mentioned"),
        "voice": marked("Voice"),
    }
)


def facet_in_sentence(facet: FacetName) -> str:
    """Return a facet as it is named within a sentence: in English by its field, as it is typed."""
    return facet if current_speech() is ENGLISH else FACET_TITLES[facet].lower()
