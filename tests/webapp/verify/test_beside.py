"""What a report lists beside a quotation: what agrees, what could not be decided, what the papers do not say."""

from __future__ import annotations

from indexer.attribution.facts import JudgedFact, StatedFact
from indexer.quotes.find import Quotation
from indexer.quotes.finding import Finding
from webapp.verify.beside import agreeing_facts, undecided_facts, unstated_facts


def test_what_is_not_judged_is_told_apart() -> None:
    """Only where the papers are silent is it said that they do not say; manner is never listed."""
    facts = (
        JudgedFact(StatedFact("session", "Session 5", "5"), "supported", "Session 5"),
        JudgedFact(StatedFact("date", "December  2020", "2020"), "not_judged", "meeting of December 2020"),
        JudgedFact(StatedFact("place", "Geneva", "geneva"), "not_judged"),
        JudgedFact(StatedFact("manner", "delegates heard", "said"), "not_judged"),
    )
    finding = Finding(Quotation("some words of it", 0, 16), "exact", facts=facts)
    assert (agreeing_facts(finding), undecided_facts(finding), unstated_facts(finding)) == (
        "“Session 5”", "“December 2020”", "“Geneva”"
    )  # fmt: skip
