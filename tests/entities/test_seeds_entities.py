"""The entities of the shipped corpus against golden files that were read against the papers, line by line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.corpus.scan import scan
from indexer.entities.acronyms import LearnedAcronym, learn_acronyms
from indexer.entities.mentions import find_participants
from indexer.entities.organisations import find_organisation, organisation_label
from indexer.entities.persons import IdentifiedPerson, NameAppearance, identify_persons
from indexer.entities.symbols import find_mentions, names_council, symbol_label
from indexer.ingest.tasks import ReadingOptions, read_paper
from indexer.meetings.merge import group_drafts
from indexer.model import Participation
from indexer.readers.limits import Limits
from indexer.structure.draft import Draft, DraftPassage
from indexer.text.language_id import detect_language
from tests.conftest import SEEDS, Golden

Place = tuple[str, str]
"""File and place in it: `session 3`, or `outside sessions`."""


@pytest.fixture(scope="module")
def drafts() -> tuple[Draft, ...]:
    """The five papers, read."""
    return tuple(read_paper(source, ReadingOptions(), Limits()) for source in scan(SEEDS).sources)


@pytest.fixture(scope="module")
def glossary(drafts: tuple[Draft, ...]) -> tuple[LearnedAcronym[Place], ...]:
    """What the five papers define."""
    return learn_acronyms(_texts(drafts))


def test_acronyms_are_those_that_an_editor_lists(glossary: tuple[LearnedAcronym[Place], ...], golden: Golden) -> None:
    """The glossary of the papers is what the golden file holds."""
    shown = []
    for one in glossary:
        variants = f" (also {', '.join(one.variants)})" if one.variants else ""
        places = ", ".join(
            place for place in dict.fromkeys(key[0][:3] for key in (one.defined_in, *one.also_in) if key)
        )
        shown.append(f"{one.short}{variants}: {one.long} | defined in {places} | {one.uses} uses")
    golden("entities/acronyms.txt", "\n".join(shown) + "\n")


def test_symbols_are_those_that_an_editor_finds(drafts: tuple[Draft, ...], golden: Golden) -> None:
    """The documents that the papers mention are those of the golden file, each where its words stand."""
    shown = []
    for paper in drafts:
        council = any(names_council(passage.text) for passage in paper.passages)
        for (source, place), text in _texts((paper,)):
            for one in find_mentions(text, council_named=council):
                words = text[one.start : one.end]
                shown.append(f"{source[:3]} {place}: {one.symbol} | {symbol_label(one.symbol, one.year)} | {words}")
    golden("entities/symbols.txt", "\n".join(shown) + "\n")


def test_running_text_names_whom_an_editor_finds(drafts: tuple[Draft, ...], golden: Golden) -> None:
    """The people who take part by the words of running text are those of the golden file."""
    shown = [f"{key[0][:3]} {key[1]}: {_participation(one)}" for key, one in _running(drafts)]
    golden("entities/participations.txt", "\n".join(shown) + "\n")


def test_persons_are_one_across_the_papers(
    drafts: tuple[Draft, ...], glossary: tuple[LearnedAcronym[Place], ...], golden: Golden
) -> None:
    """The people of the papers, with all their appearances, are those of the golden file."""
    appearances = list(_appearances(drafts))
    stated = {key: one.affiliation for key, one in appearances}
    persons = identify_persons([one for _, one in appearances])
    shown = [_person(one, stated, glossary) for one in persons]
    golden("entities/persons.txt", "\n".join(shown) + "\n")


def test_all_five_papers_are_english(drafts: tuple[Draft, ...]) -> None:
    """Each paper is recognised to be in English."""
    for paper in drafts:
        assert detect_language("\n".join(passage.text for passage in paper.passages)) == "en"


def _texts(drafts: tuple[Draft, ...]) -> Iterator[tuple[Place, str]]:
    for paper in drafts:
        for passage in paper.passages:
            yield _place(paper, passage), passage.text


def _place(paper: Draft, passage: DraftPassage) -> Place:
    session = passage.section.session
    return paper.source.name, f"session {session}" if session else "outside sessions"


def _running(drafts: tuple[Draft, ...]) -> Iterator[tuple[Place, Participation]]:
    for paper in drafts:
        for passage in paper.passages:
            if passage.kind in {"paragraph", "list_item"}:
                for one in find_participants(passage.text):
                    yield _place(paper, passage), one


def _appearances(drafts: tuple[Draft, ...]) -> Iterator[tuple[str, NameAppearance[str]]]:
    meetings = {one.source.name: found.meeting.id for found in group_drafts(drafts) for one in found.drafts}
    listed: list[tuple[Place, Participation]] = []
    for paper in drafts:
        for session in paper.sessions:
            listed += [((paper.source.name, f"session {session.key}"), one) for one in session.people]
        for passage in paper.passages:
            listed += [(_place(paper, passage), one) for one in passage.people]
    for (source, place), one in [*listed, *_running(drafts)]:
        key = f"{source[:3]} {place}, {_participation(one)}"
        yield key, NameAppearance(key, one.name, one.honorific, one.affiliation, one.role, meetings[source])


def _participation(one: Participation) -> str:
    honorific = f"{one.honorific} | " if one.honorific else ""
    return f"{one.role}: {honorific}{one.name} | {one.affiliation}"


def _person(
    one: IdentifiedPerson[str], stated: dict[str, str | None], glossary: tuple[LearnedAcronym[Place], ...]
) -> str:
    variants = f" (also {', '.join(one.variants)})" if one.variants else ""
    affiliations = [stated[key] for key in one.appearances]
    bodies = dict.fromkeys(find_organisation(text, glossary) for text in affiliations if text)
    labels = "; ".join(organisation_label(body, glossary) for body in bodies if body)
    return "\n".join([f"{one.id}: {one.name}{variants} [{labels}]", *(f"  {key}" for key in sorted(one.appearances))])
