"""Small meetings, documents and passages made in code, for tests that need a corpus they can see."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from indexer.engine.whoosh.engine import WhooshWriter
from indexer.model import Acronym, Document, DocumentKind, Meeting, Participation, Passage, Person, Session, status_of
from indexer.store.build_facts import BUILD_FILE, DEFAULT_STORE
from indexer.store.builds import new_build, publish
from indexer.store.catalogue import BUILD_FORMAT
from indexer.store.catalogues import Catalogues
from indexer.store.library import ENGINE_FOLDER
from indexer.suggest.entry import SUGGESTIONS_FILE
from indexer.suggest.writer import SuggestionsWriter

MONTEVIDEO = Meeting(
    "montevideo-2024",
    "Preparatory conference",
    "Montevideo, Uruguay",
    date(2024, 12, 10),
    date(2024, 12, 11),
    2024,
)
ISLAMABAD = Meeting(
    "islamabad-2025", "Use of technology", "Islamabad, Pakistan", date(2025, 4, 15), date(2025, 4, 16), 2025
)
OLD = Meeting("roundtable-2019", "Expert roundtable", None, date(2019, 12, 12), None, 2019)
UNDATED = Meeting("symposium", "Symposium without a date")


def document(id_: str, meeting: Meeting | None, kind: DocumentKind = "summary", title: str = "") -> Document:
    """Make a document; its status follows from its kind."""
    meetings = (meeting,) if meeting else ()
    return Document(id_, title or f"Paper {id_}", kind, status_of(kind), f"{id_}.txt", meetings)


def session(id_: str, meeting: Meeting, title: str = "", **facts: object) -> Session:
    """Make a session of a meeting; an id that is a number is also its number."""
    number = int(id_) if id_.isdigit() else None
    label = f"Session {id_}" if number else None
    base = Session(id_, meeting.id, title or f"Theme {id_}", number, label)
    return replace(base, **facts)  # type: ignore[arg-type]  # the caller names fields of Session


def passage(paper: Document, ordinal: int, text: str, of: Session | None = None, **facts: object) -> Passage:
    """Make a passage of the only meeting of its paper; its sentences end at full stops."""
    ends = [place + 1 for place, sign in enumerate(text) if sign == "."] or [len(text)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    base = Passage(
        f"{paper.id}.{ordinal:05}",
        text,
        "paragraph",
        ordinal,
        paper,
        paper.meeting,
        of,
        sentences=tuple(zip(starts, ends, strict=True)),
    )
    return replace(base, **facts)  # type: ignore[arg-type]  # the caller names fields of Passage


def at_meeting(of: Passage, meeting: Meeting, **facts: object) -> Passage:
    """Return a passage as one of another meeting, with other facts of its document."""
    paper = replace(of.document, meetings=(meeting,), **facts)  # type: ignore[arg-type]  # fields of Document
    return replace(of, document=paper, meeting=meeting)


CHAIR = Participation(
    "Ivana Jenča",
    "chair",
    "Ministry of Defence of Uruguay",
    "Dr.",
    person="ivana-jenca",
    organisation="Ministry of Defence",
)
GUEST = replace(CHAIR, name="I. Jenča", role="panelist", affiliation="Observer", remote=True, organisation=None)
STRANGER = Participation("A voice", "speaker")
PERSONS = (
    Person("samuel-ro", "Samuel Ro"),
    Person("ivana-jenca", "Ivana Jenča", ("I. Jenča",), ("Ministry of Defence of Uruguay", "Observer")),
)
ACRONYMS = (
    Acronym("TCC", "troop-contributing country", ("TCCs",), "montevideo-summary.00000", 7),
    Acronym("A4P", "Action for Peacekeeping"),
)

CAPACITY = session("3", MONTEVIDEO, "Lessons from capacity-building", people=(CHAIR, STRANGER))
TRAINING = session("3a", MONTEVIDEO, "Training of women officers", parent="3", ordinal=1)
MENTORS = session("3a1", MONTEVIDEO, "Mentors", parent="3a", ordinal=2, people=(CHAIR, GUEST))
DRONES = session("1", ISLAMABAD, "Drones and cameras", people=(GUEST,))
SESSIONS = (CAPACITY, TRAINING, MENTORS, DRONES)

PROGRAMME = document("montevideo-programme", MONTEVIDEO, "programme", "Programme of the conference")
SUMMARY = document("montevideo-summary", MONTEVIDEO, "summary", "Summary of the conference")
CONCEPT = document("islamabad-concept", ISLAMABAD, "concept_note", "Concept note on technology")
NOTE = document("roundtable-note", OLD, "meeting_note", "Meeting note")
PAPER = document("symposium-report", UNDATED, "report", "Report of the symposium")
MEMO = document("memo", None, "other", "A memo on ice")
"""A paper of no meeting."""
YEARBOOK = replace(document("yearbook", None, "minutes", "Minutes of two years"), meetings=(MONTEVIDEO, ISLAMABAD))
"""A paper that holds several."""

PASSAGES = (
    passage(PROGRAMME, 0, "Session on training peacekeepers for women, peace and security."),
    passage(PROGRAMME, 1, "Speakers discuss mandates and mentoring.", MENTORS),
    passage(SUMMARY, 0, "Participants welcomed the peacekeeping pledges. Troops need equipment."),
    passage(SUMMARY, 1, "Women\u2019s participation was stressed; women officers lead.", TRAINING, people=(CHAIR,)),
    passage(
        SUMMARY,
        2,
        "People-centered approaches follow S/RES/2719 and A4P+.",
        CAPACITY,
        headings=("Way ahead",),
        people=(GUEST, STRANGER),
        mentions=("S/RES/2719", "A/RES/75/1"),
    ),
    passage(SUMMARY, 3, "A mentor is not a trainer.", MENTORS, kind="list_item"),
    passage(CONCEPT, 0, "Technology serves peacekeeping, not the reverse.", DRONES),
    passage(CONCEPT, 1, "Unmanned aircraft and cameras protect the mission.", DRONES),
    passage(NOTE, 0, "Member States pledged rapid deployment units."),
    passage(PAPER, 0, "A nimble, adaptive and effective mission needs trust."),
)


def written_papers(folder: Path, papers: Mapping[str, str]) -> Path:
    """Write papers, text by the name of the file, into a new folder, and return it."""
    folder.mkdir()
    for name, text in papers.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def write_build(
    index_dir: Path,
    passages: Iterable[Passage] = PASSAGES,
    form: object = BUILD_FORMAT,
    known: Sequence[Session] = SESSIONS,
    store: str = DEFAULT_STORE,
    persons: Sequence[Person] = PERSONS,
) -> Path:
    """Write a whole build beside the live one and return its folder; it is not published."""
    build = new_build(index_dir)
    papers: dict[str, list[Passage]] = {}
    for added in passages:
        papers.setdefault(added.document.id, []).append(added)
    with (
        WhooshWriter(build / ENGINE_FOLDER) as engine,
        Catalogues().writer(store, build) as catalogue,
        SuggestionsWriter(build / SUGGESTIONS_FILE, build / ENGINE_FOLDER) as suggestions,
    ):
        for paper_passages in papers.values():
            paper = paper_passages[0].document
            sessions = [each for each in known if each.meeting in {held.id for held in paper.meetings}]
            engine.add(paper_passages, sessions)
            suggestions.add(paper_passages, sessions)
            catalogue.add_document(paper, sessions, paper_passages)
        catalogue.add_persons(persons)
        catalogue.add_acronyms(ACRONYMS)
        engine.finish()
        catalogue.finish()
        suggestions.add_names(persons, ACRONYMS)
        suggestions.finish()
    facts = {"format": form, "fingerprint": "0", "built": "2026-01-31T12:00:00Z", "skipped": [], "catalogue": store}
    (build / BUILD_FILE).write_text(json.dumps(facts), encoding="utf-8")
    return build


def publish_build(index_dir: Path, passages: Iterable[Passage] = PASSAGES) -> Path:
    """Write a whole build, make it live, and return its folder."""
    build = write_build(index_dir, passages)
    publish(index_dir, build)
    return build
