"""Tests of what is found in the passages of a paper: the same in this process and in another."""

from __future__ import annotations

import msgspec
import pytest

from indexer.making.findings import PaperFindings, find_in_passages
from indexer.making.names import FullName, NamesTaken, PassageNames, full_name
from indexer.making.tasks import MakeTask, UnmadePaper, make_papers, ready_paper
from indexer.model import Document, Participation
from indexer.readers.limits import LIMITS
from indexer.structure.draft import DraftPassage
from indexer.text.sentences import SentenceSplitter, SentenceStatistics
from tests.structure import papers

DOCUMENT = Document("water", "Water", "minutes", "reported", "water.txt", (), "en")
SCOPES: dict[int | None, str] = {None: "oslo-2031"}
MENTIONS: dict[int, tuple[tuple[str, ...], tuple[str, ...]]] = {0: (("S/1",), ("S/1", "A/2"))}

_DEBATE = """\
Minutes of the Harbour Board

Oslo, Norway, 14 February 2031

Ms. Low (Norway): The quay is short. It must be longer than the ships that come to it.

Mr. Bast (Kenya Ports Authority): We built ours in two years. Several delegations said that it was enough.

Ms. Low (Norway): Then let us see the drawings before the next meeting, dr. Holm has them.
"""


class NamesOfTest:
    """Everybody is a person of his own name, but for those who are stated to be none."""

    def __init__(self, *no_persons: str, council: bool = False) -> None:
        self._no_persons = no_persons
        self._council = council

    def is_person(self, participation: Participation) -> bool:
        """Return whether a name is not among those of no person."""
        return participation.name not in self._no_persons

    def taken_for(self, scope: str, name: FullName) -> tuple[str | None, str | None]:
        """Return the name in lower case, with the meeting, and the affiliation."""
        return f"{scope}/{name.name.lower()}", name.affiliation

    def names_council(self, scope: str) -> bool:
        """Return whether the meeting is one of a council."""
        return self._council and scope == SCOPES[None]


@pytest.fixture(scope="module")
def drafts() -> tuple[DraftPassage, ...]:
    """The passages of a paper in which people speak."""
    return papers.read_paper(_DEBATE).passages


def found_here(drafts: tuple[DraftPassage, ...], names: PassageNames) -> PaperFindings:
    """Return what this process finds."""
    return find_in_passages(DOCUMENT, SCOPES, drafts, SentenceSplitter(SentenceStatistics(0)), names, MENTIONS)


def found_apart(drafts: tuple[DraftPassage, ...], names: PassageNames) -> PaperFindings:
    """Return what is found by a process that gets all it needs in a message."""
    people = [(SCOPES[draft.part], full_name(person)) for draft in drafts for person in draft.people]
    taken = NamesTaken.among(names, people, SCOPES.values())
    paper = UnmadePaper(DOCUMENT, SCOPES, taken, MENTIONS, msgspec.msgpack.encode(drafts))
    task = MakeTask(msgspec.msgpack.encode(SentenceStatistics(0)), (paper,), LIMITS)
    sent = msgspec.msgpack.decode(msgspec.msgpack.encode(task), type=MakeTask)
    return ready_paper(make_papers(sent).papers[0]).findings


def test_another_process_finds_the_same(drafts: tuple[DraftPassage, ...]) -> None:
    """Sentences, people, mentions and voices are the same, whatever the names are taken for."""
    speaker = next(person.name for draft in drafts for person in draft.people)
    for names in (NamesOfTest(), NamesOfTest(speaker), NamesOfTest(council=True)):
        found = found_here(drafts, names)
        assert found == found_apart(drafts, names)
        assert len(found.passages) == len(drafts)
        assert all(passage.sentences for passage in found.passages)


def test_each_person_is_resolved_once(drafts: tuple[DraftPassage, ...]) -> None:
    """A person with several passages stands once among the people of the paper."""
    found = found_here(drafts, NamesOfTest())
    assert len(set(found.people)) == len(found.people)
    assert sum(len(passage.people) for passage in found.passages) > len(found.people) > 0
    assert {person.person for person in found.people} == {f"oslo-2031/{each.name.lower()}" for each in found.people}


def test_who_is_stated_to_be_no_person_is_left_out(drafts: tuple[DraftPassage, ...]) -> None:
    """What `corpus.toml` says is no person's name is nobody."""
    everybody = {person.name for draft in drafts for person in draft.people}
    assert found_here(drafts, NamesOfTest(*everybody)).people == ()


def test_a_council_makes_more_documents_known(drafts: tuple[DraftPassage, ...]) -> None:
    """What only a council's papers mention by number is mentioned in its meetings alone."""
    assert found_here(drafts, NamesOfTest()).passages[0].mentions == ("S/1",)
    assert found_here(drafts, NamesOfTest(council=True)).passages[0].mentions == ("S/1", "A/2")
