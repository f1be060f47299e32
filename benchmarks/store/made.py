"""Writes a build of any number of made-up meetings, each with papers, sessions, people and a few passages."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from indexer.engine.engines import DEFAULT_ENGINE, Engines
from indexer.model import Document, Meeting, Participation, Passage, Person, Session
from indexer.store.build_facts import BUILD_FILE
from indexer.store.builds import new_build, publish
from indexer.store.catalogue import BUILD_FORMAT
from indexer.store.catalogue_writer import SqliteCatalogueWriter
from indexer.store.catalogues import CATALOGUE_FILE
from indexer.store.library import ENGINE_FOLDER
from indexer.suggest.entry import SUGGESTIONS_FILE
from indexer.suggest.writer import SuggestionsWriter

SESSIONS_OF_MEETING = 4
PASSAGES_OF_PAPER = 6
PEOPLE_OF_SESSION = 2
_FIRST_DAY = date(1990, 1, 1)
_SUBJECTS = (
    "water harbour quota vessel timber wetland glacier orchard pasture fibre signal archive customs freight pension"
    " dental nursery library stadium bridge canal tunnel airport grain honey cotton copper zinc nickel cobalt"
).split()
_PLACES = ("Geneva, Switzerland", "Nairobi, Kenya", "Lima, Peru", "Hanoi, Viet Nam", "Oslo, Norway", "Accra, Ghana")
_SURNAMES = "Abara Brandt Costa Diallo Eriksen Farah Gomez Hassan Ito Jansen Kaya Lopez Mbeki Novak Okafor".split()


class MadeMeeting(NamedTuple):
    """A meeting with its papers, its sessions and the passages of each paper."""

    meeting: Meeting
    sessions: tuple[Session, ...]
    papers: tuple[tuple[Document, tuple[Passage, ...]], ...]


def made_persons(meetings: int) -> tuple[Person, ...]:
    """Return persons, two for each meeting, many with one surname."""
    return tuple(
        Person(f"person-{number}", f"{_SUBJECTS[number % 30].title()} {_SURNAMES[number % 15]} {number}")
        for number in range(2 * meetings)
    )


def made_meetings(meetings: int) -> Iterator[MadeMeeting]:
    """Yield meetings, the oldest first."""
    chance = random.Random(7)  # noqa: S311  # variety, not secrecy
    persons = made_persons(meetings)
    for number in range(meetings):
        subject, other = chance.sample(_SUBJECTS, 2)
        start = _FIRST_DAY + timedelta(days=number * 12_000 // meetings)
        meeting = Meeting(
            f"meeting-{number}",
            f"Expert Meeting {number} on {subject} and {other}",
            chance.choice(_PLACES),
            start,
            start + timedelta(days=1),
            start.year,
        )
        sessions = tuple(
            Session(
                str(at + 1),
                meeting.id,
                f"The state of {chance.choice(_SUBJECTS)} {number}",
                at + 1,
                ordinal=at,
                people=tuple(_listed(chance.choice(persons)) for _ in range(PEOPLE_OF_SESSION)),
            )
            for at in range(SESSIONS_OF_MEETING)
        )
        papers = tuple(_paper(meeting, sessions, kind, chance) for kind in ("programme", "summary"))
        yield MadeMeeting(meeting, sessions, papers)


def _listed(person: Person) -> Participation:
    return Participation(person.name, "panelist", person=person.id, organisation="Port Authority")


def _paper(
    meeting: Meeting, sessions: tuple[Session, ...], kind: str, chance: random.Random
) -> tuple[Document, tuple[Passage, ...]]:
    title = f"{kind.title()} of meeting {meeting.id.rpartition('-')[2]}"
    paper = Document(f"{meeting.id}-{kind}", title, kind, "reported", f"{meeting.id}-{kind}.txt", (meeting,), "en")  # type: ignore[arg-type]
    passages = []
    for at in range(PASSAGES_OF_PAPER):
        text = f"Participants noted the {' '.join(chance.choices(_SUBJECTS, k=12))} of {paper.id}."
        session = sessions[at % len(sessions)]
        made = Passage(f"{paper.id}.{at:05}", text, "paragraph", at, paper, meeting, session)
        passages.append(replace(made, headings=(f"Part {at} on {text.split()[3]}",), sentences=((0, len(text)),)))
    return paper, tuple(passages)


def write_made(index_dir: Path, meetings: int) -> Path:
    """Write a build of made-up meetings, and make it live."""
    build = new_build(index_dir)
    with (
        Engines().writer(DEFAULT_ENGINE, build / ENGINE_FOLDER) as engine,
        SqliteCatalogueWriter(build / CATALOGUE_FILE) as catalogue,
        SuggestionsWriter(build / SUGGESTIONS_FILE, build / ENGINE_FOLDER) as suggestions,
    ):
        for made in made_meetings(meetings):
            for number, (paper, passages) in enumerate(made.papers):
                sessions = () if number else made.sessions
                engine.add(passages, sessions)
                suggestions.add(passages, sessions)
                catalogue.add_document(paper, sessions, passages)
        persons = made_persons(meetings)
        catalogue.add_persons(persons)
        engine.finish()
        catalogue.finish()
        suggestions.add_names(persons, ())
        suggestions.finish()
    facts = {
        "format": BUILD_FORMAT,
        "fingerprint": "",
        "built": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "skipped": [],
    }
    (build / BUILD_FILE).write_text(json.dumps(facts), encoding="utf-8")
    publish(index_dir, build)
    return build
