"""When an omission or a bracket says something else than the source, in four languages."""

from __future__ import annotations

import pytest

from indexer.attribution.negations import changes_meaning, hidden_negation


@pytest.mark.parametrize(
    ("omitted", "language", "hidden"),
    [
        (" not ", "en", "not"),
        (" in most cases hardly ", "en", "hardly"),
        (" doesn’t usually ", "en", "doesn’t"),
        (", unless the host agrees, ", "en", "unless"),
        (" the budget and was never ", "en", "never"),
        (" not only ", "en", None),
        (", which had never been tried, ", "en", None),
        (" the plan. Nobody spoke against it. Then members ", "en", None),
        (" usually ", "en", None),
        (" pas ", "fr", "pas"),
        (" nunca ", "es", "nunca"),
        (" in der Regel nicht ", "de", "nicht"),
        (" nicht ", "ar", None),
    ],
)
def test_a_hidden_negation(omitted: str, language: str, hidden: str | None) -> None:
    """A negation counts in the clause of the words left over; asides and whole sentences can be left out."""
    assert hidden_negation(omitted, language) == hidden


@pytest.mark.parametrize(
    ("own", "replaced", "changed"),
    [
        ("may", "must", True),
        ("must", "should", True),
        ("could", "can", False),
        ("all members", "some members", True),
        ("the mission", "it", False),
        ("38", "37", True),
        ("in 2024", "last year", False),
        ("cannot", "can", True),
        ("unable", "able", True),
        ("insufficient", "sufficient", True),
        ("income", "come to", False),
        ("funding", "money", False),
    ],
)
def test_words_in_brackets(own: str, replaced: str, changed: bool) -> None:
    """Another force, number or a negation is another meaning; an explanation and another tense are not."""
    assert changes_meaning(own, replaced, "en") is changed
