"""What a sentence of a paper has beside words that it does not assert."""

from __future__ import annotations

import pytest

from indexer.attribution.distance.source import source_distance
from indexer.attribution.facts import SourceWords
from tests.corpus_factory import SUMMARY, passage


def distance(text: str) -> tuple[str, str, str] | None:
    """Return the distance of a sentence to the words between its bars."""
    before, words, behind = text.split("|")
    whole = passage(SUMMARY, 0, before + words + behind)
    found = source_distance(SourceWords(whole, len(before), len(before) + len(words)))
    return (found.kind, found.scope, found.words) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I don’t think that |we should merge the two groups|.", ("denied", "clause", "don’t think that")),
        ("AB: I do not really believe |the harbour can wait|.", ("denied", "clause", "not really believe")),
        ("It is not true that |the tide was late|.", ("denied", "clause", "not true that")),
        (
            "It is not clear to me that, in that case, |the tide was late|.",
            ("denied", "clause", "not clear to me that"),
        ),
        (
            "I just don’t think, as it is, |we have a plan for the pier|.",
            ("denied", "clause", "don’t think, as it is,"),
        ),
        ("Not seeing the |benefit of a second pier|.", ("denied", "verb", "Not seeing the")),
        ("No one on my team |wants to close the pier|.", ("denied", "predicate", "No one on my team")),
        ("I am not sure how |a boat can pass the pier|.", ("asked", "clause", "not sure how")),
        ("There is no one |responsible for the lights|.", ("lacking", "thing", "no one")),
        (
            "Nobody in the room proposed that |the pier be closed|.",
            ("denied", "clause", "Nobody in the room proposed that"),
        ),
        ("Mr. Low denied that |the pier had been closed|.", ("denied", "clause", "denied that")),
        ("She rejected the idea that |the pier had been closed|.", ("denied", "clause", "rejected the idea that")),
        ("There is no evidence that |the pier had been closed|.", ("denied", "clause", "no evidence that")),
        ("I’m not sure this plan |would help anybody here|.", ("denied", "predicate", "not sure this plan")),
        ("No member |may close the pier at night|.", ("denied", "predicate", "No member")),
        ("The claim that |the pier was closed at night| is not true.", ("denied", "clause", "is not true")),
        ("|The pier was closed|, I don’t think.", ("denied", "clause", "I don’t think")),
        ("We did not support |the merging of the groups|.", ("denied", "verb", "did not support")),
        ("We discussed whether |the pier had been closed|.", ("asked", "clause", "whether")),
        ("Anna asked if |the pier could be closed|.", ("asked", "clause", "asked if")),
        ("So do you think that |the pier could be closed|?", ("asked", "clause", "So do you think that")),
        ("CD: If |we were to close the pier| that would cost.", ("supposed", "clause", "If")),
        ("They suffer from a lack of |adequate berths and cranes|.", ("lacking", "thing", "lack of")),
        ("So far, |an agreed list of berths| was still missing.", ("lacking", "thing", "was still missing")),
        ("They failed to |publish the tide tables in time|.", ("lacking", "predicate", "failed to")),
    ],
)
def test_what_keeps_words_at_a_distance(text: str, expected: tuple[str, str, str]) -> None:
    """A denial, a question, a condition and a lack are found right beside the words."""
    assert distance(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I think that |we should merge the two groups|.",
        "I don’t think it matters, but |we should merge the two groups|.",
        "I don’t think that anybody asked, because |the pier was closed|.",
        "Nobody denies that |the pier had been closed|.",
        "There is no doubt that |the pier had been closed|.",
        "I don’t doubt that |the pier had been closed|.",
        "I didn’t know that |the pier had been closed|.",
        "Don’t you think that |the pier could be closed|?",
        "I don’t know. |The pier was closed at night|.",
        "No country was asked |to do so alone|.",
        "The ships that need |an agreed list of berths| are missing.",
        "Not only |the berths but the cranes| are old.",
    ],
)
def test_what_asserts_words_is_no_distance(text: str) -> None:
    """Another clause, a double negation, a fact that was not known and a question that asks for a yes deny nothing."""
    assert distance(text) is None
