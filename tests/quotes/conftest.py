"""A small corpus of two meetings, indexed, for quotations to be found in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from indexer.errors import UnknownId
from indexer.model import Document, Meeting, Passage
from indexer.quotes import Finding, WordIndex, WordIndexWriter, find_quotations, verify
from indexer.quotes.word_writer import SORT_BATCH
from tests.corpus_factory import CONCEPT, ISLAMABAD, MONTEVIDEO, SUMMARY, passage

SITE = "https://papers.example.org"

TEXTS = (
    "Participants agreed that the mission’s mandate should be adapted to the situation on the ground, and that the "
    "Organization needs predictable funding – not promises.",
    "Several speakers recalled that peacekeeping is a partnership; no country can carry its burden alone, and",
    "no country should be asked to do so without the means that the task requires.",
    "The Chair thanked all delegations for their contributions to the defence of civilians.",
    "In 2024, 37 Member States offered helicopters. The Council’s members welcomed these offers.",
    "The budget rose by 1.5% to $2,000 million, and the practice of joint planning was kept at all headquarters.",
)
OTHER_TEXTS = (
    "Cameras and sensors can warn a patrol in time, but they never replace the judgement of a trained officer.",
    "The Chair thanked all delegations for their contributions to the defence of civilians.",
    "Host countries must agree to every flight over their territory before an aircraft takes off.",
)


@dataclass
class PassageTable:
    """Passages that can be looked up: what the verifier asks of a library."""

    passages: tuple[Passage, ...]
    documents: dict[str, Document] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.documents = {one.document.id: one.document for one in self.passages}
        self.meetings = {one.meeting.id: one.meeting for one in self.passages}

    def passage(self, id: str) -> Passage:  # noqa: A002  # the word of the interface
        """Give a passage; raise UnknownId when there is none."""
        for one in self.passages:
            if one.id == id:
                return one
        raise UnknownId("passage", id)

    def document(self, id: str) -> Document:  # noqa: A002
        """Give a document; raise UnknownId when there is none."""
        if id not in self.documents:
            raise UnknownId("document", id)
        return self.documents[id]

    def meeting(self, id: str) -> Meeting:  # noqa: A002
        """Give a meeting; raise UnknownId when there is none."""
        if id not in self.meetings:
            raise UnknownId("meeting", id)
        return self.meetings[id]


@dataclass
class QuoteCorpus:
    """Papers with their index, and a way to check a draft against them."""

    papers: PassageTable
    index: WordIndex

    def findings(self, draft: str) -> tuple[Finding, ...]:
        """Check every quotation of a draft."""
        return verify(find_quotations(draft), self.index, self.papers)

    def finding(self, quotation: str, link: str = "") -> Finding:
        """Check one quotation, with a link beside it."""
        (found,) = self.findings(f"The author says “{quotation}” ({link}) and goes on.")
        return found


def make_word_index(folder: Path, texts: Iterable[tuple[str, str, str]], part: int = SORT_BATCH) -> WordIndex:
    """Write and open the index of passages given as id, id of the document, text."""
    with WordIndexWriter(folder / "words", part) as writer:
        for one in texts:
            writer.add([one])
        writer.finish()
    return WordIndex.open(folder / "words")


def index_passages(passages: tuple[Passage, ...], folder: Path) -> WordIndex:
    """Index passages as they come."""
    return make_word_index(folder, ((one.id, one.document.id, one.text) for one in passages))


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> QuoteCorpus:
    """The two meetings' papers."""
    assert (SUMMARY.meeting, CONCEPT.meeting) == (MONTEVIDEO, ISLAMABAD)
    passages = tuple(passage(SUMMARY, number, text) for number, text in enumerate(TEXTS))
    passages += tuple(passage(CONCEPT, number, text) for number, text in enumerate(OTHER_TEXTS))
    return QuoteCorpus(PassageTable(passages), index_passages(passages, tmp_path_factory.mktemp("desk")))
