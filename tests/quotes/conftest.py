"""A small indexed corpus of two meetings in which quotations are looked up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from indexer.engine.engines import DEFAULT_ENGINE, Engines
from indexer.errors import UnknownId
from indexer.model import Document, Meeting, Passage
from indexer.quotes.claims import PastPassages
from indexer.quotes.find import find_quotations
from indexer.quotes.finding import Finding
from indexer.quotes.verify import verify
from indexer.quotes.word_index import WordIndex, open_word_index
from indexer.redactions.records import Removal
from indexer.registry.rows import PassageRow
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


class NoPast:
    """The history of passages that always read the same."""

    def past_rows(self) -> Iterator[PassageRow]:
        """Yield nothing."""
        return iter(())


@dataclass
class PassageTable:
    """Passages that can be looked up, as the verifier needs them."""

    passages: tuple[Passage, ...]
    documents: dict[str, Document] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    history: PastPassages = field(default_factory=NoPast)

    def __post_init__(self) -> None:
        self.documents = {passage.document.id: passage.document for passage in self.passages}
        self.meetings = {passage.meeting.id: passage.meeting for passage in self.passages if passage.meeting}

    def passage(self, id: str) -> Passage:  # noqa: A002  # the word of the interface
        """Return a passage. Raise UnknownId when there is none with this id."""
        for candidate in self.passages:
            if candidate.id == id:
                return candidate
        raise UnknownId("passage", id)

    def document(self, id: str) -> Document:  # noqa: A002
        """Return a document. Raise UnknownId when there is none with this id."""
        if id not in self.documents:
            raise UnknownId("document", id)
        return self.documents[id]

    def removal(self, id: str) -> Removal | None:  # noqa: A002, ARG002
        """Return None: nothing is redacted here."""
        return None

    def meeting(self, id: str) -> Meeting:  # noqa: A002
        """Return a meeting. Raise UnknownId when there is none with this id."""
        if id not in self.meetings:
            raise UnknownId("meeting", id)
        return self.meetings[id]


@dataclass
class QuoteCorpus:
    """Papers with their word index, and a way to check a draft against them."""

    papers: PassageTable
    index: WordIndex

    def findings(self, draft: str) -> tuple[Finding, ...]:
        """Check every quotation of a draft."""
        return verify(find_quotations(draft), self.index, self.papers)

    def finding(self, quotation: str, link: str = "") -> Finding:
        """Check one quotation, with a link beside it."""
        (finding,) = self.findings(f"The author says “{quotation}” ({link}) and goes on.")
        return finding


def make_word_index(folder: Path, passages: Iterable[Passage]) -> WordIndex:
    """Write passages and open the index of their words."""
    with Engines().writer(DEFAULT_ENGINE, folder / "words") as writer:
        for added in passages:
            writer.add([added])
        writer.finish()
    return open_word_index(folder / "words")


@pytest.fixture(scope="session")
def quote_corpus(tmp_path_factory: pytest.TempPathFactory) -> QuoteCorpus:
    """The papers of the two meetings."""
    assert (SUMMARY.meeting, CONCEPT.meeting) == (MONTEVIDEO, ISLAMABAD)
    passages = tuple(passage(SUMMARY, number, text) for number, text in enumerate(TEXTS))
    passages += tuple(passage(CONCEPT, number, text) for number, text in enumerate(OTHER_TEXTS))
    return QuoteCorpus(PassageTable(passages), make_word_index(tmp_path_factory.mktemp("desk"), passages))


@pytest.fixture(scope="session")
def contractions(tmp_path_factory: pytest.TempPathFactory) -> QuoteCorpus:
    """A paper with negations, some of them in contractions."""
    texts = (
        "We can’t have peace without those who carry it.",
        "Such mandates couldn't be carried out by police alone.",
        "For now the Council cannot agree on a new mandate.",
        "Until then the police can not hope for aircraft.",
        "Such a flight is not permitted at night, and the mission should not keep it in the air.",
        "A report is to be sent, and is by custom permitted, once a year.",
        "A patrol should always carry a radio. A patrol should not carry a camera.",
    )
    passages = tuple(passage(SUMMARY, number, text) for number, text in enumerate(texts))
    return QuoteCorpus(PassageTable(passages), make_word_index(tmp_path_factory.mktemp("contractions"), passages))
