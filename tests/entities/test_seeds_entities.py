"""The entities of the shipped corpus, compared with golden files that were checked against the papers line by line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from indexer.corpus.scan import scan
from indexer.entities.acronyms import LearnedAcronym, learn_acronyms
from indexer.entities.mentions import find_participants
from indexer.entities.organisations import Glossary, find_organisation, organisation_label
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
    """The five papers after parsing."""
    return tuple(read_paper(source, ReadingOptions(), Limits()) for source in scan(SEEDS).sources)


@pytest.fixture(scope="module")
def glossary(drafts: tuple[Draft, ...]) -> tuple[LearnedAcronym[Place], ...]:
    """The acronyms that the five papers define."""
    return learn_acronyms(_texts(drafts))


def test_acronyms_are_those_that_an_editor_lists(glossary: tuple[LearnedAcronym[Place], ...], golden: Golden) -> None:
    """The glossary of the papers equals the golden file."""
    shown = []
    for acronym in glossary:
        variants = f" (also {', '.join(acronym.variants)})" if acronym.variants else ""
        places = ", ".join(
            place for place in dict.fromkeys(key[0][:3] for key in (acronym.defined_in, *acronym.also_in) if key)
        )
        shown.append(f"{acronym.short}{variants}: {acronym.long} | defined in {places} | {acronym.uses} uses")
    golden("entities/acronyms.txt", "\n".join(shown) + "\n")


def test_symbols_are_those_that_an_editor_finds(drafts: tuple[Draft, ...], golden: Golden) -> None:
    """The documents that the papers mention equal the golden file, each at its offsets."""
    shown = []
    for paper in drafts:
        council = any(names_council(passage.text) for passage in paper.passages)
        for (source, place), text in _texts((paper,)):
            for mention in find_mentions(text, council_named=council):
                words = text[mention.start : mention.end]
                shown.append(
                    f"{source[:3]} {place}: {mention.symbol} | {symbol_label(mention.symbol, mention.year)} | {words}"
                )
    golden("entities/symbols.txt", "\n".join(shown) + "\n")


def test_running_text_names_whom_an_editor_finds(drafts: tuple[Draft, ...], golden: Golden) -> None:
    """The participants named in running text equal the golden file."""
    shown = [f"{key[0][:3]} {key[1]}: {_participation(person)}" for key, person in _running(drafts)]
    golden("entities/participations.txt", "\n".join(shown) + "\n")


def test_persons_are_one_across_the_papers(
    drafts: tuple[Draft, ...], glossary: tuple[LearnedAcronym[Place], ...], golden: Golden
) -> None:
    """The people of the papers, with all their appearances, equal the golden file."""
    appearances = list(_appearances(drafts))
    stated = {key: appearance.affiliation for key, appearance in appearances}
    persons = identify_persons([appearance for _, appearance in appearances])
    shown = [_person(appearance, stated, glossary) for appearance in persons]
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
                for person in find_participants(passage.text):
                    yield _place(paper, passage), person


def _appearances(drafts: tuple[Draft, ...]) -> Iterator[tuple[str, NameAppearance[str]]]:
    meetings = {item.source.name: group.meetings[0].id for group in group_drafts(drafts) for item in group.drafts}
    listed: list[tuple[Place, Participation]] = []
    for paper in drafts:
        for session in paper.sessions:
            listed += [((paper.source.name, f"session {session.key}"), item) for item in session.people]
        for passage in paper.passages:
            listed += [(_place(paper, passage), item) for item in passage.people]
    for (source, place), item in [*listed, *_running(drafts)]:
        key = f"{source[:3]} {place}, {_participation(item)}"
        yield key, NameAppearance(key, item.name, item.honorific, item.affiliation, item.role, meetings[source])


def _participation(person: Participation) -> str:
    honorific = f"{person.honorific} | " if person.honorific else ""
    return f"{person.role}: {honorific}{person.name} | {person.affiliation}"


def _person(
    person: IdentifiedPerson[str], stated: dict[str, str | None], acronyms: tuple[LearnedAcronym[Place], ...]
) -> str:
    glossary = Glossary(acronyms)
    variants = f" (also {', '.join(person.variants)})" if person.variants else ""
    affiliations = [stated[key] for key in person.appearances]
    bodies = dict.fromkeys(find_organisation(text, glossary) for text in affiliations if text)
    labels = "; ".join(organisation_label(body, glossary) for body in bodies if body)
    return "\n".join(
        [f"{person.id}: {person.name}{variants} [{labels}]", *(f"  {key}" for key in sorted(person.appearances))]
    )
