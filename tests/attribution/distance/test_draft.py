"""Drafts that assert what their source denies, asks, supposes or misses."""

from __future__ import annotations

import pytest

from indexer.attribution.distance.draft import draft_assertion
from indexer.attribution.distance.source import DistanceScope, SourceDistance
from indexer.quotes.draft_files import draft_from_text

_CLAUSE = "“the two groups should be merged now”"
_VERB = "“should be merged with the other one”"
_THING = "“adequate berths and modern cranes”"


def assertion(draft: str, scope: DistanceScope, verb: str = "") -> str:
    """Return whether a draft asserts its one quotation, whose source denies it."""
    (quotation,) = draft_from_text(draft).quotations
    assert quotation.context
    return draft_assertion(quotation.context, SourceDistance("denied", scope, "", verb))


@pytest.mark.parametrize(
    ("draft", "scope", "expected"),
    [
        (f"Anna Low said that {_CLAUSE}.", "clause", "asserted"),
        (f"Anna Low told the meeting in May: {_CLAUSE}", "clause", "asserted"),
        (f"{_CLAUSE}, Anna Low argued.", "clause", "asserted"),
        (f"According to Anna Low, {_CLAUSE}.", "clause", "asserted"),
        (f"Anna Low said the first group {_VERB}.", "predicate", "asserted"),
        (f"Under the plan, the first group {_VERB}.", "predicate", "asserted"),
        (f"The report found {_THING} in the harbour.", "thing", "asserted"),
        (f"The report says that {_THING} had been secured.", "thing", "asserted"),
        (f"The report says that {_THING} cost money.", "thing", "open"),
        (f"The report cites {_THING} as a reason.", "thing", "asserted"),
        (f"Anna Low spoke of {_CLAUSE}.", "clause", "open"),
        (f"Anna Low feared that {_CLAUSE}.", "clause", "open"),
        (f"The report called for {_THING}.", "thing", "open"),
        (f"Anna Low said the claim that the group {_VERB} was new.", "predicate", "open"),
        (f"Anna Low mocked those who say that {_CLAUSE}.", "clause", "open"),
        (f"Anna Low said there was a small chance that {_CLAUSE}.", "clause", "open"),
        (f"Anna Low proposed that the group {_VERB}.", "predicate", "open"),
        (f"Anna Low did not say that {_CLAUSE}.", "clause", "none"),
        (f"Anna Low asked whether {_CLAUSE}.", "clause", "none"),
        (f"{_CLAUSE}? Anna Low doubted it.", "clause", "none"),
        (f"The report deplores the missing {_THING}.", "thing", "none"),
    ],
)
def test_a_draft_asserts_or_leaves_open(draft: str, scope: DistanceScope, expected: str) -> None:
    """Only a verb that asserts, right beside the words, makes them the draft's claim."""
    assert assertion(draft, scope) == expected


@pytest.mark.parametrize(
    ("draft", "verb", "expected"),
    [
        (f"Anna Low saw {_THING} in the harbour.", "see", "asserted"),
        (f"Anna Low supported the {_THING}.", "support", "asserted"),
        (f"Anna Low described the {_THING}.", "support", "open"),
    ],
)
def test_the_verb_that_the_source_negates_asserts(draft: str, verb: str, expected: str) -> None:
    """`They supported “...”` asserts what the source says they did not support."""
    assert assertion(draft, "verb", verb) == expected
