"""An office is held by the one whom the papers of the meeting list in it."""

from __future__ import annotations

import pytest

from indexer.attribution.known_names import KnownNames
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.verify import verify
from indexer.store.library import Library

_OF_ABDEL_LATIF = "Peacekeeping is increasingly grappling with climate change impacts. It is a reality."
_OF_GAUCHAT = "It is key to have on board the host countries."


@pytest.mark.parametrize(
    ("draft", "words", "outcome"),
    [
        ("The Permanent Representative of Ghana said: “{}”", _OF_ABDEL_LATIF, "wrong_speaker"),
        ("Ghana's ambassador said: “{}”", _OF_ABDEL_LATIF, "wrong_speaker"),
        ("The head of UNTSO said: “{}”", _OF_ABDEL_LATIF, "wrong_speaker"),
        ("The head of UNTSO said: “{}”", _OF_GAUCHAT, "exact"),
        ("The UN Secretary-General said: “{}”", _OF_ABDEL_LATIF, "exact"),
        ("The Permanent Representative of Kenya said: “{}”", _OF_ABDEL_LATIF, "exact"),
    ],
)
def test_another_speaker_than_the_holder_is_wrong(
    seed_library: Library, names: KnownNames, draft: str, words: str, outcome: str
) -> None:
    """Where the papers list who holds the office, words of somebody else are not the holder's; else it is open."""
    quotations = draft_from_text(draft.format(words)).quotations
    (finding,) = verify(quotations, seed_library.word_index, seed_library, titles=seed_library.titles, names=names)
    assert finding.outcome == outcome
