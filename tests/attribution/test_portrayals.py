"""Words given to somebody without a verb of speech: `the minister was blunt: “...”`, `Ms Low's line: “...”`."""

from __future__ import annotations

import pytest

from indexer.attribution.known_names import KnownNames
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.verify import verify
from indexer.store.library import Library

_OF_SHARMA = "We need to revisit our mental maps and our group thinking"


def outcome(draft: str, library: Library, names: KnownNames) -> str:
    """Return the outcome of the one quotation of a draft."""
    quotations = draft_from_text(draft.format(_OF_SHARMA)).quotations
    (finding,) = verify(quotations, library.word_index, library, titles=library.titles, names=names)
    return finding.outcome


@pytest.mark.parametrize(
    "draft",
    [
        "Jean-Pierre Lacroix was blunt: “{}”.",
        "Others wavered, but Jean-Pierre Lacroix was no less clear: “{}”.",
        "Reporters caught Lacroix's closing aside: “{}”.",
        "Lacroix's formula, that “{}”, made the headlines.",
        "As Jean-Pierre Lacroix sees it, “{}”.",
        "Jean-Pierre Lacroix is quoted as having said that “{}”.",
    ],
)
def test_somebody_else_than_the_speaker_is_wrong(seed_library: Library, names: KnownNames, draft: str) -> None:
    """How somebody spoke, and what is called his words, says who spoke as a verb does."""
    assert outcome(draft, seed_library, names) == "wrong_speaker"


@pytest.mark.parametrize(
    "draft",
    [
        "BK Sharma was blunt: “{}”.",
        "Jean-Pierre Lacroix was not blunt: “{}”.",
        "Jean-Pierre Lacroix was angry: “{}”, BK Sharma had told him.",
        "The reply to Jean-Pierre Lacroix was clear: “{}”.",
        "In answer to Lacroix's question: “{}”.",
        "It was the opposite of Lacroix's line: “{}”.",
        "BK Sharma, as Jean-Pierre Lacroix has it, closed with “{}”.",
        "At a panel in Dakar the report was read aloud: “{}”.",
    ],
)
def test_words_beside_a_name_are_not_its_own(seed_library: Library, names: KnownNames, draft: str) -> None:
    """An answer to somebody, and what one tells of another, is not given to him."""
    assert outcome(draft, seed_library, names) == "exact"
