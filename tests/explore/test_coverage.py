"""What a corpus covers and what it lacks."""

from __future__ import annotations

from dataclasses import replace

from indexer.explore.coverage import gaps_of
from indexer.model import FactEvidence
from tests.corpus_factory import CONCEPT, ISLAMABAD, MONTEVIDEO, NOTE, OLD, PAPER, PROGRAMME, SUMMARY, UNDATED

MEETINGS = (MONTEVIDEO, ISLAMABAD, OLD, UNDATED)
PAPERS = (PROGRAMME, SUMMARY, CONCEPT, NOTE, PAPER)


def test_gaps_are_what_the_papers_lack() -> None:
    """Years, dates, places, reports and programmes that are missing are listed, each meeting once."""
    gaps = gaps_of(MEETINGS, PAPERS)
    assert gaps.years == (2020, 2021, 2022, 2023)
    assert gaps.without_date == (UNDATED,)
    assert gaps.without_place == (OLD, UNDATED)
    assert gaps.only_planned == (ISLAMABAD,)
    assert gaps.only_reported == (OLD, UNDATED)


def test_papers_of_unknown_kind_or_language_are_listed() -> None:
    """A paper without a language, of kind `other`, or recognised from images is listed as such."""
    plain = replace(SUMMARY, language="en")
    other = replace(SUMMARY, id="other", kind="other", language="en", recognised=True)
    gaps = gaps_of((MONTEVIDEO,), (plain, other, PROGRAMME))
    assert gaps.without_kind == (other,)
    assert gaps.without_language == (PROGRAMME,)
    assert gaps.recognised == (other,)


def test_a_plan_beside_a_report_of_the_same_name_is_no_gap() -> None:
    """Files that differ in the kind of paper alone are of one meeting, though they could not be joined as such."""
    plan = replace(PROGRAMME, source="ice-7-agenda.md", meetings=(ISLAMABAD,))
    report = replace(SUMMARY, source="ice-7-minutes.md", meetings=(OLD,))
    gaps = gaps_of((ISLAMABAD, OLD), (plan, report))
    assert gaps.only_planned == gaps.only_reported == ()
    gaps = gaps_of((ISLAMABAD, OLD), (plan, replace(report, source="ice-8-minutes.md")))
    assert (gaps.only_planned, gaps.only_reported) == ((ISLAMABAD,), (OLD,))


def test_an_empty_corpus_has_no_gaps() -> None:
    """Without meetings nothing is missing."""
    assert gaps_of((), ()).years == ()


def test_doubtful_facts_are_gaps() -> None:
    """A guess is listed; what a paper states is not."""
    evidence = (FactEvidence("day", "guessed", "4 May"), FactEvidence("title", "stated", "Ice"))
    gaps = gaps_of(MEETINGS, (replace(PAPERS[0], evidence=evidence),))
    assert [(doubt.fact, doubt.evidence) for doubt in gaps.doubts] == [("day", "4 May")]
