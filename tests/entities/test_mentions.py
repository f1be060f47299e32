"""People in running text and the openings of turns: who is named, who is not, and the laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.entities.mentions import find_participants, fold_names


def named_people(text: str, *known: str) -> list[tuple[str, str, str | None, str | None]]:
    """Return role, name, affiliation and honorific of everybody named in a text."""
    return [
        (person.role, person.name, person.affiliation, person.honorific)
        for person in find_participants(text, fold_names(known))
    ]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Led by Dr. Ann Berg, NIFA, this session explored", [("moderator", "Ann Berg", "NIFA", "Dr.")]),
        ("The panel, moderated by Ann Berg, Amani Forum, explored", [("moderator", "Ann Berg", "Amani Forum", None)]),
        ("The discussion was moderated by Ann Berg and John Smith.",
         [("moderator", "Ann Berg", None, None), ("moderator", "John Smith", None, None)]),
        ("In a conversation facilitated by Ann Berg of NIFA, participants", [("moderator", "Ann Berg", "NIFA", None)]),
        ("The session was chaired by Jean Dupont, Director of Training, UN DPO, and opened by Ana Ruiz (Uruguay).",
         [("chair", "Jean Dupont", "Director of Training, UN DPO", None),
          ("opening remarks", "Ana Ruiz", "Uruguay", None)]),
        ("In her welcoming remarks, Swiss Deputy State Secretary for Security Policy H.E. Eva Käser noted that",
         [("opening remarks", "Eva Käser", "Swiss Deputy State Secretary for Security Policy", "H.E.")]),
        ("In his keynote speech, Under-Secretary-General for Peace Operations Jean-Pierre Dubois noted",
         [("keynote", "Jean-Pierre Dubois", "Under-Secretary-General for Peace Operations", None)]),
        ("USG Dubois also identified trust", [("speaker", "Dubois", None, "USG")]),
        ("Ms. Smith (France) said that", [("speaker", "Smith", "France", "Ms.")]),
        ("Ms. Hara (Japan), introducing the draft, said that", [("speaker", "Hara", "Japan", "Ms.")]),
        ("Mr. de la Rue (Chad), speaking also on behalf of Mali, asked",
         [("speaker", "de la Rue", "Chad", "Mr.")]),
        ("Foreign Minister Omar Suárez delivered opening remarks.",
         [("opening remarks", "Omar Suárez", "Foreign Minister", None)]),
        ("Keynote address by Prof. Cees de Vries (NIFA).", [("keynote", "Cees de Vries", "NIFA", "Prof.")]),
        ("Ambassador Ann Berg opened the session.", [("opening remarks", "Ann Berg", None, "Ambassador")]),
    ],
)  # fmt: skip
def test_who_takes_part_is_named(text: str, people: list[tuple[str, str, str | None, str | None]]) -> None:
    """Whoever leads, opens or speaks is found with role, affiliation and honorific."""
    assert named_people(text) == people


@pytest.mark.parametrize(
    "text",
    [
        "Security Council members noted that Member States said so.",
        "The Under-Secretary-General noted that the Panel of Experts reported",
        "President Rossi said that",
        "a mission led by Major General Cheryl Price was deployed. The session ended.",
        "The discussion heard of a process in the region that was led by Major General Cheryl Price",
        "The meeting, hosted by Germany, noted",
        "Global South countries stressed, and New York said",
        "AU-led operations facilitated by Security Council resolutions were discussed",
        "Jean-Pierre Dubois said",
        "The session was moderated by the African Union Commission.",
    ],
)
def test_who_does_not_take_part_is_not(text: str) -> None:
    """Bodies, offices without names, and people who are only spoken of are not found."""
    assert named_people(text) == []


def test_a_known_name_needs_nothing_beside_it() -> None:
    """A bare name that is in the meeting's rosters is a person's."""
    assert named_people("Jean-Pierre Dubois said", "Jean Pierre Dubois") == [
        ("speaker", "Jean-Pierre Dubois", None, None)
    ]


@given(st.text(alphabet="AaBb MrDrs.,:|()[]0é’'-by moderated noted,NUPI", max_size=150))
def test_any_text_can_be_read(text: str) -> None:
    """Parsing never fails; every name found stands in the text, and nobody has one role twice."""
    people = find_participants(text)
    flat = " ".join(text.split())
    assert all(person.name and person.name.split()[-1].strip(".") in flat for person in people)
    assert len({(person.name, person.role) for person in people}) == len(people)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Dr. Rosa Quispe of the Mountain Institute showed that two of the nine lakes have no outlet.",
            [("speaker", "Rosa Quispe", "Mountain Institute")],
        ),
        ("Ms. Eva Lang, Director, Railway Museum, said no.", [("speaker", "Eva Lang", "Director, Railway Museum")]),
        (
            "“It is late,” said Dr. Ann Lee, Director of the Harbour Board.",
            [("speaker", "Ann Lee", "Director of the Harbour Board")],
        ),
        (
            "M. Paul Rochat, de la commune de La Grave, a présenté un projet de compostage.",
            [("speaker", "Paul Rochat", "commune de La Grave")],
        ),
        (
            "La séance, présidée par Mme Claire Favre (Suisse), a duré une heure. M. Petit a ensuite souligné que non.",
            [("chair", "Claire Favre", "Suisse"), ("speaker", "Petit", None)],
        ),
        (
            "« Nous montons l’eau », a déclaré M. Jean Petit, directeur du parc.",
            [("speaker", "Jean Petit", "directeur du parc")],
        ),
        (
            "El Sr. Juan Pérez, del Ministerio de Salud, presentó un plan. La Dra. Ana Díaz (Chile) moderó la sesión.",
            [("speaker", "Juan Pérez", "Ministerio de Salud"), ("moderator", "Ana Díaz", "Chile")],
        ),
    ],
)
def test_reported_speech_in_three_languages(text: str, people: list[tuple[str, str, str | None]]) -> None:
    """A person reported as speaking or leading is found with the body beside the name."""
    assert [(person.role, person.name, person.affiliation) for person in find_participants(text)] == people


@pytest.mark.parametrize(
    "text",
    [
        "Ten years ago, President Nelson Mandela recalled that poverty is an offence.",
        "As Secretary-General Ban Ki-moon said at the opening, this is a challenge.",
        "In 1994, Dr. Ann Lee of the Harbour Board argued that boats are dear.",
        "Dr. Ann Lee of the Harbour Board argued in her recent book that boats are dear.",
        "As my good friend President Saca of El Salvador said earlier, we are at work.",
        "The participants of the Mountain Institute showed a map.",
        "Le ministre de la santé a présenté un plan.",
    ],
)
def test_what_is_cited_was_not_said_here(text: str) -> None:
    """Words of another year, of a book, or cited with `as`, make nobody a speaker; nor does an office alone."""
    assert find_participants(text) == ()
