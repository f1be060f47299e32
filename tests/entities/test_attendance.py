"""People listed on one line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.entities.attendance import parse_inline_people


@pytest.mark.parametrize(
    ("line", "people"),
    [
        (
            "Present: Ms. Neža Kovač (chair), Mr. Luka Zupan (Norway), Mr. Jan Hribar and 12 observers",
            [
                ("chair", "Ms.", "Neža Kovač", None),
                ("participant", "Mr.", "Luka Zupan", "Norway"),
                ("participant", "Mr.", "Jan Hribar", None),
            ],
        ),
        (
            "Chair: Anna Smith; Rapporteur: Bo Li, Harbour Trust",
            [("chair", None, "Anna Smith", None), ("rapporteur", None, "Bo Li", "Harbour Trust")],
        ),
        (
            "Attendees: Jane Doe, Director, Crisis Group; John Roe, WHO; and Li Wei",
            [
                ("participant", None, "Jane Doe", "Director, Crisis Group"),
                ("participant", None, "John Roe", "WHO"),
                ("participant", None, "Li Wei", None),
            ],
        ),
        (
            "Participants: UNHCR, WFP, Jane Doe (UNICEF), John Roe (WHO)",
            [("participant", None, "Jane Doe", "UNICEF"), ("participant", None, "John Roe", "WHO")],
        ),
        (
            "Présents : Mme Claire Favre (présidente), M. Paul Rochat (commune de La Grave) et M. Jean Petit",
            [
                ("chair", "Mme", "Claire Favre", None),
                ("participant", "M.", "Paul Rochat", "commune de La Grave"),
                ("participant", "M.", "Jean Petit", None),
            ],
        ),
        (
            "Asistentes: Sra. Ana Díaz, Ministerio de Salud; Sr. Juan Pérez (relator)",
            [("participant", "Sra.", "Ana Díaz", "Ministerio de Salud"), ("rapporteur", "Sr.", "Juan Pérez", None)],
        ),
        (
            "Present: Mr. Xu, Ms. Ode. Apologies: Mr. Tan.",
            [("participant", "Mr.", "Xu", None), ("participant", "Ms.", "Ode", None)],
        ),
        (
            "Co-Chairs: H.E. Mr. Jan Kow (Poland) and H.E. Ms. Ama Osei (Ghana)",
            [("chair", "H.E. Mr.", "Jan Kow", "Poland"), ("chair", "H.E. Ms.", "Ama Osei", "Ghana")],
        ),
        ("Chair: Maj. Gen. (ret) Bo Li, Norway", [("chair", "Maj. Gen. (ret)", "Bo Li", "Norway")]),
        ("Moderator: Jane Doe, Harbour House", [("moderator", None, "Jane Doe", "Harbour House")]),
    ],
)
def test_a_line_names_people_with_role_and_affiliation(line: str, people: list[tuple[str, ...]]) -> None:
    """After a label come names with what brackets or commas say of each; the absent are not named."""
    assert [
        (person.role, person.honorific, person.name, person.affiliation) for person in parse_inline_people(line)
    ] == people


@pytest.mark.parametrize(
    "line",
    [
        "Participants: Germany, France, Kenya",
        "Present: 12 members",
        "Apologies: Mr. Tan",
        "Chair: Ms. Lee opened the session and said so.",
        "Panel: the future of fishing",
        "Presentation: Mr. Xu",
        "",
    ],
)
def test_other_lines_name_nobody(line: str) -> None:
    """Countries, numbers, the excused and sentences are no names."""
    assert parse_inline_people(line) == ()


@given(st.text(alphabet="Present:Chair;, (A.b)and", max_size=60))
def test_no_line_trips_the_reading(line: str) -> None:
    """Parsing never fails, and every name has words."""
    assert all(person.name for person in parse_inline_people(f"Present: {line}"))


@pytest.mark.parametrize("line", ["Host: Blue Meet", "Hosts: Blue Meet and Wide Frames", "Chair: Minutes Recording"])
def test_a_thing_is_no_person(line: str) -> None:
    """A host without an honorific or an affiliation may be a company, and words for parts of a record name nobody."""
    assert parse_inline_people(line) == ()


def test_a_label_inside_a_line_opens_its_own_people() -> None:
    """Where a paper has lost a line break, the role that follows is the next people's, and a single name is one."""
    line = (
        "Speakers: Prof. Dr. h.c. Ada de la Cruz; H.E. Mr. Bo bin Lund; Suryo, Ministry of Ports "
        "Rapporteur: Dr. Văn An (Viet Nam)"
    )
    assert [
        (person.role, person.honorific, person.name, person.affiliation) for person in parse_inline_people(line)
    ] == [
        ("speaker", "Prof. Dr. h.c.", "Ada de la Cruz", None),
        ("speaker", "H.E. Mr.", "Bo bin Lund", None),
        ("speaker", None, "Suryo", "Ministry of Ports"),
        ("rapporteur", "Dr.", "Văn An", "Viet Nam"),
    ]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Present: Dora Ellis (DE), Mark Oram (MO)", [("Dora Ellis", None), ("Mark Oram", None)]),
        ("Present: Ulla Nagy (UN), Mark Oram (WHO)", [("Ulla Nagy", "UN"), ("Mark Oram", "WHO")]),
        ("Witnesses: BENNETT, Ms Carolyn", [("Carolyn Bennett", None)]),
        ("Rapporteur : M. ROCHAT", [("ROCHAT", None)]),
        ("Present: Mayor Ann Low, Council Members Bo Ray and Jan Hill",
         [("Ann Low", None), ("Bo Ray", None), ("Jan Hill", None)]),
        ("Présents : Mme FAVRE Claire, Maire ; M. ROCHAT Paul, Mme PETIT Jeanne",
         [("FAVRE Claire", "Maire"), ("ROCHAT Paul", None), ("PETIT Jeanne", None)]),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name(line: str, people: list[tuple[str, str | None]]) -> None:
    """Initials of several people, titles and other people are no affiliations."""
    assert [(person.name, person.affiliation) for person in parse_inline_people(line)] == people
