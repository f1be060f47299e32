"""The kind of paper that a draft names, where one kind can be called by the word for another."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from indexer.attribution.facts import StatedFact
from indexer.attribution.judging.kinds import judge_kind
from indexer.attribution.known_names import KnownNames
from indexer.model import Document, DocumentKind, FactEvidence, Meeting, Passage, Person, Session
from tests.corpus_factory import ISLAMABAD, MONTEVIDEO, document, passage

_MINUTES = document("montevideo-minutes", MONTEVIDEO, "minutes")
_SUMMARY = document("montevideo-short", MONTEVIDEO, "summary")


@dataclass(frozen=True)
class PapersOnly:
    """A lookup that has papers, and nothing else."""

    papers: tuple[Document, ...]

    def documents(self) -> tuple[Document, ...]:
        """Return the papers."""
        return self.papers

    def meetings(self) -> tuple[Meeting, ...]:
        """Return none."""
        return ()

    def persons(self) -> tuple[Person, ...]:
        """Return none."""
        return ()

    def sessions(self, meeting: str) -> tuple[Session, ...]:  # noqa: ARG002
        """Return none."""
        return ()

    def document_passages(self, document_id: str) -> tuple[Passage, ...]:  # noqa: ARG002
        """Return none."""
        return ()


_GUESSED = replace(_SUMMARY, evidence=(FactEvidence("kind", "guessed", "short"),))


@pytest.mark.parametrize(
    ("stated", "source", "others", "verdict"),
    [
        ("summary", _MINUTES, (_SUMMARY,), "contradicted"),
        ("minutes", _SUMMARY, (_MINUTES,), "contradicted"),
        ("transcript", _MINUTES, (document("spoken", MONTEVIDEO, "transcript"),), "contradicted"),
        ("summary", _MINUTES, (), "not_judged"),
        ("summary", _MINUTES, (document("other", ISLAMABAD, "summary"),), "not_judged"),
        ("summary", _MINUTES, (_GUESSED,), "not_judged"),
        ("report", _MINUTES, (document("told", MONTEVIDEO, "report"),), "not_judged"),
        ("summary", replace(_MINUTES, title="Minutes (summary)"), (_SUMMARY,), "not_judged"),
        ("minutes", _MINUTES, (_SUMMARY,), "supported"),
    ],
)
def test_a_loose_word_means_the_paper_that_has_it(
    stated: DocumentKind, source: Document, others: tuple[Document, ...], verdict: str
) -> None:
    """`The summary` over words of minutes is wrong only where the meeting has a summary besides, known as one."""
    names = KnownNames(PapersOnly((source, *others)))
    judged = judge_kind(StatedFact("kind", stated, stated), passage(source, 0, "The pier is closed."), names)
    assert judged.verdict == verdict
