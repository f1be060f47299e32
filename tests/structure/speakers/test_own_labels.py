"""Words beside a name that name no body."""

from __future__ import annotations

import pytest

from indexer.entities.attendees import names_no_body
from tests.structure.papers import read_markdown

_PAPER = """# Minutes of the Harbour Board, 3 May 2021

## Item 1: Cranes

Presenter: {presenter}

UDS: I have looked at the cranes of the north quay and two of them must be mended before the autumn.

OK: What would that cost us, and who would do it while the quay is open to the ferries?

UDS: A mean sum. The yard can do it at night.

OK: Then we agree, and we ask the yard for its offer.
"""


def presenters(words: str) -> list[tuple[str, str | None]]:
    """Return name and affiliation of the people of the sessions of a paper with one presenter."""
    draft = read_markdown(_PAPER.format(presenter=words))
    return [(person.name, person.affiliation) for session in draft.sessions for person in session.people]


@pytest.mark.parametrize(
    ("words", "affiliation"),
    [
        ("Una Dale Sand (UDS)", None),  # who speaks as `UDS:`
        ("Una Dale Sand (None)", None),
        ("Una Dale Sand (via queue)", None),
        ("Una Dale Sand (Una)", None),
        ("Una Dale Sand (@UnaSand)", None),
        ("Una Dale Sand (UnaDaleSand)", "UnaDaleSand"),
        ("Una Dale Sand (on Jitsi chat)", None),
        ("Una Dale Sand (UDY)", "UDY"),  # nobody speaks under these letters
        ("Una Dale Sand (OK)", "OK"),  # somebody else's letters
        ("Una Dale Sand (Quay Trust)", "Quay Trust"),
    ],
)
def test_an_affiliation_names_a_body(words: str, affiliation: str | None) -> None:
    """What stands in brackets after a name is an affiliation unless it is that person's label or says nothing."""
    assert presenters(words) == [("Una Dale Sand", affiliation)]


_INITIALS = """# Minutes of the Harbour Board, 3 May 2021

| Attendee      | Abbreviation | Affiliation |
|---------------|--------------|-------------|
| Una Dale Sand | UDS          | Quay Trust  |
| Otto Nils Kern | ONK         | Quay Trust  |
| Ida Berg      | IB           | Quay Trust  |

## Item 1: Cranes

Presenter: Shen Wei ({letters})

UDS: I have looked at the cranes of the north quay and two of them must be mended before the autumn.

ONK: What would that cost us, and who would do it while the quay is open to the ferries?

{speaker}: A mean sum. The yard can do it at night.

IB: Then we agree, and we ask the yard for its offer.

{speaker}: I shall write to the yard tomorrow and tell you what it asks.

ONK: Thank you. That closes the item.
"""


@pytest.mark.parametrize(("letters", "speaker", "affiliation"), [("JHX", "JHX", None), ("JHX", "ZTE", "JHX")])
def test_letters_among_initials_are_a_label(letters: str, speaker: str, affiliation: str | None) -> None:
    """Where speakers go by initials, letters beside one name that open a turn too are a label, fit or not."""
    draft = read_markdown(_INITIALS.format(letters=letters, speaker=speaker))
    [stated] = [each.affiliation for session in draft.sessions for each in session.people if each.name == "Shen Wei"]
    assert stated == affiliation


@pytest.mark.parametrize(("letters", "affiliation"), [("SRW", None), ("ACME", "ACME")])
def test_letters_with_the_initials_of_a_name_are_its_label(letters: str, affiliation: str | None) -> None:
    """Where speakers go by initials, letters in brackets that hold those of the name are a label, misprinted or not."""
    draft = read_markdown(_INITIALS.format(letters=letters, speaker="SW"))
    [stated] = [each.affiliation for session in draft.sessions for each in session.people if each.name == "Shen Wei"]
    assert stated == affiliation


@pytest.mark.parametrize(
    ("words", "name", "is_none"),
    [("TallTed", "TT", True), ("Quay Trust", "QT", False), ("IBM", "IBM", False), ("OpenQuay", "Ole Quist", False)],
)
def test_a_name_beside_its_initials_is_no_affiliation(words: str, name: str, is_none: bool) -> None:
    """`TT (TallTed)` says who the letters are; the letters of a body are no one's name."""
    assert names_no_body(words, name) == is_none


def test_a_word_before_the_name_of_a_speaker_in_brackets_is_a_subject() -> None:
    """`Rust (Ann Berg):` gives the words to Ann Berg, who speaks elsewhere too; the subject is no person."""
    notes = "\n".join(
        f"* **{label}:** Said that the cranes of the quay have to be mended before the autumn, and at night."
        for label in ("Ann Berg", "Rust (Ann Berg)", "Otto Kern", "Ida Low", "Otto Kern")
    )
    draft = read_markdown(f"# Minutes of the Harbour Board, 3 May 2021\n\n## Cranes\n\n{notes}\n")
    spoken = [[(each.name, each.affiliation) for each in passage.people] for passage in draft.passages]
    assert spoken[:2] == [[("Ann Berg", None)], [("Ann Berg", None)]]
    assert "Rust" not in {name for people in spoken for name, _ in people}
