"""Which names of speakers are persons of the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.build.names import CorpusNames
from indexer.build.people import NameInMeeting, identify_people
from indexer.build.pipeline import build
from indexer.entities.stated import StatedPerson
from indexer.making.names import FullName
from indexer.store.builds import open_library


def persons_of(name: str, honorific: str | None = None, stated: tuple[StatedPerson, ...] = ()) -> list[str]:
    """Return the persons of a corpus in which one meeting has this name."""
    names = [NameInMeeting("oslo-2031", FullName(name, honorific, None))]
    return [person.name for person in identify_people(names, stated).persons]


@pytest.mark.parametrize(
    "name",
    [
        *("AB", "Alan", "nix0", "Crc-32", "Jean-Pierre", "Clerk-Assistant"),
        *("The President", "Madam Deputy Speaker", "Leader Of The Government In Parliament"),
        *("Ann’s iPhone", "Ann's iPad", "Karl's MacBook Pro", "Jo Bast's phone"),
        *("Zoom user", "Zoom User 3", "Anonymous attendee", "Unidentified speaker"),
    ],
)
def test_a_label_alone_is_no_person_of_the_corpus(name: str) -> None:
    """Initials, a given name, an office and a device do not say who somebody is."""
    assert persons_of(name) == []


@pytest.mark.parametrize(
    ("name", "honorific"), [("Low", "Ms."), ("Jo Bast", None), ("Grace Chair", None), ("Ann Mac", None)]
)
def test_a_name_is_a_person_of_the_corpus(name: str, honorific: str | None) -> None:
    """A name of two words, or one after an honorific, is a person's."""
    assert persons_of(name, honorific) == [name]


def test_a_label_that_the_owner_explains_is_a_person() -> None:
    """What `corpus.toml` states of a person makes a label that person's name."""
    stated = (StatedPerson("Alan Frost", also=("AF",)),)
    assert persons_of("AF", stated=stated) == ["Alan Frost"]


def test_the_label_stands_beside_its_words(tmp_path: Path) -> None:
    """A speaker who is no person of the corpus is still shown with what was said."""
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "minutes.md").write_text(
        "# Minutes of the Harbour Board\n\nDate: 14 February 2031\n\n## Crane\n\n"
        "- QX: The crane was mended last week, and the bill has come.\n"
        "- RB: The office will pay what the board has agreed to pay.\n"
        "- QX: Nobody has looked at the ropes for more than a year.\n"
        "- RB: They will be looked at before the end of this month.\n",
        encoding="utf-8",
    )
    build(tmp_path / "papers", tmp_path / "index")
    library = open_library(tmp_path / "index")
    (document,) = library.documents()
    speakers = [[person.name for person in passage.people] for passage in library.document_passages(document.id)]
    assert [names for names in speakers if names] == [["QX"], ["RB"], ["QX"], ["RB"]]
    assert library.persons() == ()
    library.close()


def test_initials_of_a_speaker_are_no_country(tmp_path: Path) -> None:
    """`USA` is somebody where the others speak under their initials, and a country where countries speak."""
    said = "We agree with what was said about the crane, and with the bill that has come for it this week."
    for paper, labels in (("initials", ("USA", "QX", "RB", "JW")), ("countries", ("USA", "FRANCE", "KENYA", "UK"))):
        (tmp_path / paper).mkdir()
        turns = "\n\n".join(f"{label}: {said}" for _ in range(3) for label in labels)
        text = f"# Minutes of the Harbour Board\n\nDate: 14 February 2031\n\n## Crane\n\n{turns}\n"
        (tmp_path / paper / "minutes.md").write_text(text, encoding="utf-8")
        build(tmp_path / paper, tmp_path / f"{paper}-index")
    countries = {}
    for paper in ("initials", "countries"):
        library = open_library(tmp_path / f"{paper}-index")
        (document,) = library.documents()
        people = [person for passage in library.document_passages(document.id) for person in passage.people]
        countries[paper] = {person.name: person.country for person in people}
    assert countries["initials"] == {"USA": None, "QX": None, "RB": None, "JW": None}
    assert countries["countries"]["USA"] == "United States"


def test_initials_of_people_are_no_abbreviations(tmp_path: Path) -> None:
    """The glossary has what papers explain, and not the initials by which a list of those present names people."""
    (tmp_path / "minutes.md").write_text(
        "# Minutes of the Harbour Group\n\n3 March 2031\n\n"
        "Present: Anna Berg (AB), Carl Dorn (CDN), Eva Falk (EF), Gus Hahn (GHN)\n\n"
        "AB: We begin with the Harbour Safety Plan (HSP) of last year, which has to be written anew.\n\n"
        "CDN: The HSP has grown old, and nobody reads it before the ice comes in November.\n\n"
        "EF: I will write a draft of it until the next meeting, and send it to all of you.\n",
        encoding="utf-8",
    )
    build(tmp_path, tmp_path / "index")
    library = open_library(tmp_path / "index")
    assert [acronym.short for acronym in library.acronyms()] == ["HSP"]
    library.close()


@pytest.mark.parametrize(
    ("affiliation", "organisation"),
    [
        ("Harbour Institute", "Harbour Institute"),
        ("Ann Berg", None),
        ("Ann Berg enthusiast", None),
        ("Ann Berg’s deputy", None),
        ("Ann Berg Institute", "Ann Berg Institute"),
    ],
)
def test_a_person_is_no_organisation(affiliation: str, organisation: str | None) -> None:
    """The name of a person behind another name, or what somebody is to a person, is no organisation."""
    names = [NameInMeeting("oslo-2031", FullName(name, None, None)) for name in ("Ann Berg", "Jo Bast")]
    known = CorpusNames((), identify_people(names), frozenset())
    assert known.taken_for("oslo-2031", FullName("Jo Bast", None, affiliation))[1] == organisation
