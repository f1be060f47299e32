"""Lists of attendance in the forms that papers give them."""

from __future__ import annotations

import pytest

from indexer.readers import read_source
from indexer.structure.draft import Piece
from indexer.structure.speakers.roster import read_attendees
from tests.structure.papers import make_source

from .made import pieces_of

People = list[tuple[str, str | None, tuple[str, ...]]]
DORA, MARK = ("Dora Ellis", "Bell Mill", ("DE",)), ("Mark Oram", "Oram and Sons", ("MO",))


def attendees(markdown: str) -> People:
    """Return name, affiliation and labels of everybody whom a paper lists."""
    return [
        (person.name, person.affiliation, person.labels)
        for person in read_attendees(pieces_of(markdown))
        if person.listed
    ]


@pytest.mark.parametrize(
    "text",
    [
        "| Name | Abbreviation | Organization |\n|---|---|---|\n"
        "| Dora Ellis | DE | Bell Mill |\n| Mark Oram | MO | Oram and Sons |",
        "| Organisation | Kürzel | Teilnehmer |\n|---|---|---|\n"
        "| Bell Mill | DE | Dora Ellis |\n| Oram and Sons | MO | Mark Oram |",
        "| Sigle | Nom | Prénom | Organisme |\n|---|---|---|---|\n"
        "| DE | Ellis | Dora | Bell Mill |\n| MO | ORAM | Mark | Oram and Sons |",
        "| 1 | 2 | 3 |\n|---|---|---|\n| Dora Ellis | DE | Bell Mill |\n| Mark Oram | MO | Oram and Sons |",
        "**Attendees:** Dora Ellis, Bell Mill (DE); Mark Oram, Oram and Sons (MO)",
        "## Attendees\n\n* Dora Ellis (Bell Mill) (DE)\n* Mark Oram (Oram and Sons) (MO)",
        "### Anwesend (2)\n\n- Dora Ellis - Bell Mill - DE\n- Mark Oram - Oram and Sons - MO",
        "Étaient présents :\n\n- DE – Dora Ellis, Bell Mill\n- MO – Mark Oram, Oram and Sons",
        "## Participants\n\n- Bell Mill: Dora Ellis (DE)\n- Oram and Sons: Mark Oram (MO)",
    ],
)
def test_lists_of_attendance(text: str) -> None:
    """Tables with their columns in any order, bullets, and a line: the same people."""
    assert attendees(f"# Council\n\n{text}\n\n## Looms\n\nThe looms are new, and they work well.\n") == [DORA, MARK]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Dora Ellis (DE), Mark Oram (MO), Ulla Saar (USA)", ["Dora Ellis", "Mark Oram", "Ulla Saar"]),
        ("## Present\n\n* Jo Bast @jobast\n\n### Observers\n\n* Ann Wirt", ["Jo Bast", "Ann Wirt"]),
        ("Present: Ms. Ada Low, Mr. Jan van der Berg", ["Ada Low", "Jan van der Berg"]),
        ("出席者：\n\n- 王小明\n- 李大文", ["王小明", "李大文"]),
        ("## Present\n\n* Dora Ellis\n\n## Absent\n\n* Mark Oram", ["Dora Ellis"]),
        ("### Introduction of attendees\n\n* Dora Ellis\n* Mark Oram", ["Dora Ellis", "Mark Oram"]),
        ("## Looms\n\n* Wide Frames\n* Narrow Frames", []),
        ("| Name | Value |\n|---|---|\n| Wide Frame | 3 |\n| Low Frame | 4 |", []),
        ("Blue Meet (BM), Loom Works (LW)", []),
    ],
)
def test_who_is_listed(text: str, people: list[str]) -> None:
    """People below a heading or label of attendance are listed, and those with initials in one line."""
    assert [name for name, _, _ in attendees(f"{text}\n")] == people


def test_a_person_on_two_lists_is_one() -> None:
    """What one list leaves out, the other gives."""
    lists = "## Present\n\n* Dora Ellis\n\n## Remote\n\n* Dora Ellis (Bell Mill)\n\n"
    assert attendees(f"{lists}## Looms\n\nPresenter: Dora Ellis (DE)\n") == [DORA]


def test_lines_of_a_paragraph_are_people() -> None:
    """Lines that the source does not separate are read one by one if each begins with a name."""
    text = "## Participants\n\nDora Ellis — Bell Mill (DE)\nMark Oram — Oram and Sons (MO)\n\n## Looms\n\nWide Frames\n"
    assert attendees(text) == [DORA, MARK]


def test_a_cell_can_name_several_people() -> None:
    """Everybody in a cell has the affiliation of the row; pronouns and what a guest came for are none."""
    people = "Dora Ellis (she/her), Ann Wirt (guest to show a crane)"
    text = f"Attendees:\n\n| Company | Attendees |\n|---|---|\n| Bell Mill | {people} |\n"
    assert attendees(text) == [("Dora Ellis", "Bell Mill", ()), ("Ann Wirt", "Bell Mill", ())]


def test_lines_with_labels_are_read_one_by_one() -> None:
    """`Regrets` on the next line of a paragraph ends the list of those who are there."""
    text = "Attendees: Dora Ellis, Bell Mill (DE); Mark Oram, Oram and Sons (MO)\nRegrets: Bo Ray\nScribe: Ann Low\n"
    assert attendees(text) == [DORA, MARK]


def test_words_that_are_names_too() -> None:
    """`Don`, `Will` and `May` stand in names."""
    text = "## Present\n\n* Don M. Needle\n* Will Young\n* An Thi May\n"
    assert [name for name, _, _ in attendees(text)] == ["Don M. Needle", "Will Young", "An Thi May"]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Members in attendance: Senators Hill, Ray and Sand", ["Hill", "Ray", "Sand"]),
        ("Witnesses:\n\nOLDROYD, Mr Peter John, Private capacity", ["Peter John Oldroyd"]),
        ("Members:\n\nAlgeria Mr. Hadj", ["Hadj"]),
    ],
)
def test_names_after_a_title_or_a_country(text: str, people: list[str]) -> None:
    """A title in the plural, a surname in capitals and a country before it are no part of a name."""
    assert [name for name, _, _ in attendees(text)] == people


def test_cells_over_several_rows_of_a_web_page() -> None:
    """Everybody beside a cell over several rows has what stands in it; a missing cell says nothing."""
    table = (
        "<html><body><h1>Harbour board</h1><h2>Attendees</h2><table>"
        "<tr><th>Organisation</th><th>Name</th><th>Role</th></tr>"
        '<tr><td rowspan="2">Harbour Works</td><td>Anna Berg</td><td rowspan="2">Engineer</td></tr>'
        "<tr><td>Tom Hill</td></tr><tr><td>Port of Oslo</td><td>Lea Moe</td></tr></table></body></html>"
    )
    source = make_source("paper.html", table)
    blocks = read_source(source, table.encode()).blocks
    people = read_attendees([Piece.left_out(block) if block.drop else Piece(block) for block in blocks])
    assert [(person.name, person.affiliation) for person in people] == [
        ("Anna Berg", "Engineer, Harbour Works"),
        ("Tom Hill", "Engineer, Harbour Works"),
        ("Lea Moe", "Port of Oslo"),
    ]


def test_initials_before_a_name() -> None:
    """Initials or a short form before a colon are the label of the person after it, and no affiliation."""
    listed = attendees(
        "# Harbour call\n\n## Attendees\n\n- DE: Dora Ellis\n- N0: nix0\n- Bell Mill: Mark Oram, Ann Low\n- Dan Eber\n"
    )
    assert listed == [
        ("Dora Ellis", None, ("DE",)),
        ("nix0", None, ("N0", "nix0")),
        ("Mark Oram", "Bell Mill", ()),
        ("Ann Low", "Bell Mill", ()),
        ("Dan Eber", None, ()),
    ]
