"""Sessions that a draft names by their subject: `the policing session`, `in the session on policing`."""

from __future__ import annotations

import pytest

from indexer.attribution.known_names import KnownNames
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.finding import Finding
from indexer.quotes.verify import verify
from indexer.store.library import Library

_OF_POLICING = "Gender mainstreaming was highlighted as a political decision requiring strong governance"
_OF_WOMEN = "structural barriers continue to limit equitable participation"


def found(draft: str, library: Library, names: KnownNames) -> Finding:
    """Return what is found of the one quotation of a draft."""
    quotations = draft_from_text(draft).quotations
    (finding,) = verify(quotations, library.word_index, library, titles=library.titles, names=names)
    return finding


def verdicts(finding: Finding) -> dict[str, str]:
    """Return the verdicts on sessions, by their words in the draft."""
    return {fact.stated.text: fact.verdict for fact in finding.facts if fact.stated.kind == "session"}


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ("The policing session heard that “{}”.", "The policing session"),
        ("In the Montevideo policing session, it was said that “{}”.", "the Montevideo policing session"),
        ("In the session on policing, it was said that “{}”.", "session on policing"),
    ],
)
def test_a_session_is_known_by_its_subject(seed_library: Library, names: KnownNames, draft: str, words: str) -> None:
    """The one session of the meeting that has the words in its title is meant; its words are in no other."""
    assert verdicts(found(draft.format(_OF_POLICING), seed_library, names)) == {words: "supported"}
    finding = found(draft.format(_OF_WOMEN), seed_library, names)
    assert verdicts(finding) == {words: "contradicted"}
    assert finding.outcome == "wrong_place"


@pytest.mark.parametrize(
    "draft",
    [
        "The training session heard that “{}”.",
        "In the session on training partnerships, it was said that “{}”.",
        "The peacekeeping session heard that “{}”.",
        "The fishing session heard that “{}”.",
        "The Montevideo session heard that “{}”.",
    ],
)
def test_words_of_several_sessions_or_of_none_decide_nothing(
    seed_library: Library, names: KnownNames, draft: str
) -> None:
    """Where two sessions have the words in their titles, or none has them, it is not known which is meant."""
    assert set(verdicts(found(draft.format(_OF_POLICING), seed_library, names)).values()) == {"not_judged"}


@pytest.mark.parametrize(
    "draft",
    [
        "The closing session heard that “{}”.",
        "A policing session heard that “{}”.",
        "After the policing session, somebody said “{}”.",
        "The summary noted a policing session: “{}”.",
        "In the hall after the policing session, people spoke of “{}”.",
        "Between the training session and the policing session, people spoke of “{}”.",
        "The policing panel reports say much: “{}”.",
    ],
)
def test_other_words_before_a_session_are_no_subject(seed_library: Library, names: KnownNames, draft: str) -> None:
    """Which session it was of several, or one that is not the source's, says nothing of its subject."""
    assert verdicts(found(draft.format(_OF_WOMEN), seed_library, names)) == {}


def test_a_number_behind_the_word_names_the_session(seed_library: Library, names: KnownNames) -> None:
    """`The summary of Session 3` is the third, and of no session about summaries."""
    draft = "The summary of Session {} of the Montevideo meeting records that “{}”."
    assert found(draft.format(6, _OF_POLICING), seed_library, names).outcome == "exact"
    finding = found(draft.format(3, _OF_POLICING), seed_library, names)
    assert verdicts(finding) == {"Session 3": "contradicted"}
    assert finding.outcome == "wrong_place"
