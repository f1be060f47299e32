"""Lists of people under their roles."""

from __future__ import annotations

from .papers import read_paper

HEAD = "Assembly on Coastal Harbours\n\nReport\n\nLima, Peru, 4 May 1999\n\nSession 1: Ice\n\n"
SAID = "It was said that the price of ice had doubled within a year, and that no boat of the harbour could pay for it."


def people(text: str) -> list[tuple[str, str]]:
    """Return role and name of everybody who takes part in the session."""
    return [(person.role, person.name) for person in read_paper(HEAD + text).sessions[0].people]


def test_roles_and_names_make_one_passage() -> None:
    """Roles on their own line, beside the name or over a list form one roster with its line breaks."""
    draft = read_paper(
        f"{HEAD}Chair: Ann Lee, Harbour Board\n\nPanelists:\n- Bob Ray, Ice Union\n- Cy Poe, Salt Union\n\n{SAID}\n"
    )
    roster = draft.passages[0]
    assert roster.kind == "heading_note"
    assert roster.text.split("\n") == [
        "Chair: Ann Lee, Harbour Board",
        "Panelists:",
        "Bob Ray, Ice Union",
        "Cy Poe, Salt Union",
    ]
    assert [(person.role, person.name, person.affiliation) for person in roster.people] == [
        ("chair", "Ann Lee", "Harbour Board"),
        ("panelist", "Bob Ray", "Ice Union"),
        ("panelist", "Cy Poe", "Salt Union"),
    ]
    assert draft.passages[1].text == SAID


def test_names_may_stand_on_lines_of_their_own() -> None:
    """Names below a role need no bullets."""
    assert people(f"Speakers:\n\nAnn Lee, Harbour Board\n\nBob Ray, Ice Union\n\n{SAID}\n") == [
        ("speaker", "Ann Lee"),
        ("speaker", "Bob Ray"),
    ]


def test_a_list_of_names_under_a_heading_is_a_roster() -> None:
    """If every item right under the heading is a name with its body, they are the speakers."""
    assert people(f"- Ann Lee, Harbour Board\n- Bob Ray, Ice Union\n\n{SAID}\n") == [
        ("speaker", "Ann Lee"),
        ("speaker", "Bob Ray"),
    ]


def test_a_list_of_things_is_no_roster() -> None:
    """Items that are no names stay list items."""
    draft = read_paper(f"{HEAD}- Ice from Norway, which is dear\n- Salt from Spain, which is cheap\n\n{SAID}\n")
    assert [passage.kind for passage in draft.passages] == ["list_item", "list_item", "paragraph"]
    assert draft.sessions[0].people == ()


def test_nobody_is_named_twice_in_a_session() -> None:
    """A person in two rosters of a session is listed once."""
    assert people(f"Chair: Ann Lee, Harbour Board\n\n{SAID}\n\nChair: Ann Lee, Harbour Board\n\n{SAID}\n") == [
        ("chair", "Ann Lee")
    ]


def test_a_role_without_a_name_is_text() -> None:
    """A line that opens a role and names nobody stays text."""
    draft = read_paper(f"{HEAD}{SAID}\n\nModerator:\n\nWho pays for the ice that the boats need in July and August?\n")
    assert "Moderator:" in " ".join(passage.text for passage in draft.passages)
    assert draft.sessions[0].people == ()
