"""What ends a turn of speech in doubt: labels of rare shapes, reported speech, and acts that the record tells."""

from __future__ import annotations

import pytest

from indexer.model import Block
from indexer.structure.draft import Piece
from indexer.structure.speakers.turns import mark_turns
from tests.structure.speakers.test_records import turns

HEAD = "LEGISLATIVE COUNCIL\n\nOFFICIAL REPORT\n\nWednesday, 3 August 2022\n\n"

DASHES = """\
Senator the Hon. Dale MORCOMBE (4.12 p.m.) - I ask the Minister whether the charges will rise.

The Minister for Ports (Ms. Ines Calder) - They will not rise before July.

An Honourable Member - Shame!

Ms. CALDER - That is for the next budget, and I will not speak of it.

Nobody who knows the port - and I know it - asks for more.

The PRESIDENT - Order!
"""

REPORTED = """\
The Chair: I invite the representative of the Netherlands to take the floor.

Ms. van der VELDE (Netherlands): We ask for a survey before any vote is taken.

It would cost us less than the dredging.

Mr. AL-SAYEGH (Kuwait), speaking on behalf of the Gulf States, said that the survey was welcome.

Mr. N'DIAYE (Senegal) asked who would pay for it.

The Chair: We now turn to the vote.

Mr. CHURCHILL rose—

The Chair: Order, I say!

An honourable member interjecting:
"""


def test_labels_before_dashes() -> None:
    """In a record with dashes another label before a dash ends the turn; a dash inside a sentence does not."""
    assert turns(HEAD + DASHES) == [
        ("Dale Morcombe", "Senator the "),
        ("Ines Calder", "The Minister"),
        ("", "An Honourabl"),
        ("Calder", "Ms. CALDER -"),
        ("Calder", "Nobody who k"),
        ("The President", "The PRESIDEN"),
    ]


def test_reported_speech_is_nobodys_turn() -> None:
    """What the record reports of one delegate, or tells of the room, is not said by who spoke before."""
    assert turns(HEAD + REPORTED) == [
        ("The Chair", "The Chair: I"),
        ("van der Velde", "Ms. van der "),
        ("van der Velde", "It would cos"),
        ("", "Mr. AL-SAYEG"),
        ("", "Mr. N'DIAYE "),
        ("The Chair", "The Chair: W"),
        ("", "Mr. CHURCHIL"),
        ("The Chair", "The Chair: O"),
        ("", "An honourabl"),
    ]


def test_a_name_with_a_party_ends_the_turn() -> None:
    """One word with a group in brackets before a colon is somebody else than who spoke before."""
    text = (
        "Landtag Nordmark\n\nPlenarprotokoll 7/12\n\nDonnerstag, 5. Mai 2011\n\n"
        "Präsidentin Dr. Helga von Stein: Ich eröffne die Sitzung.\n\n"
        "Dr. h. c. Karl-Heinz Möller (FDP): Frau Präsidentin! Der Hafen ist uns zu klein.\n\n"
        "Vizepräsident zu Lippe: Das Wort hat der Abgeordnete Krause.\n\nKrause (SPD): Danke.\n"
    )
    assert [name for name, _ in turns(text)][-3:] == ["Karl-Heinz Möller", "zu Lippe", ""]


NOTES = """\
# Harbour call

ekr: I think the draft is ready. rlb: Not yet; section 4 is open. ekr: Which part?

Barnes: I mean the whole of it.

Richard Barnes: I will post a new version.

Jane: Do we have time? Richard Barnes: We do. Note: the time was not set.

Jane: Then I agree.

Jane Doe: I agree too.

Jane Roe: And I do.

Ian, Jana: We have a slide.

Jana: I will show it to you.
"""


def test_labels_inside_a_paragraph_and_surnames() -> None:
    """A dialogue in one paragraph is cut, and a surname is the only full label that ends with it."""
    found = [(name, words) for name, words in turns(NOTES, "notes.md") if name]
    assert found == [
        ("ekr", "ekr: I think"),
        ("rlb", "rlb: Not yet"),
        ("ekr", "ekr: Which p"),
        ("Richard Barnes", "Barnes: I me"),
        ("Richard Barnes", "Richard Barn"),
        ("Jane", "Jane: Do we "),
        ("Richard Barnes", "Richard Barn"),
        ("Jane", "Jane: Then I"),
        ("Jane Doe", "Jane Doe: I "),
        ("Jane Roe", "Jane Roe: An"),
        ("Jana", "Jana: I will"),
    ]


@pytest.mark.parametrize(("voice", "names"), [("(All)", []), ("Audience", []), ("[Tom]", ["Tom"]), ("nix0", ["nix0"])])
def test_voices_of_captions(voice: str, names: list[str]) -> None:
    """What several voices say is nobody's, and brackets are no part of a name."""
    pieces = [Piece(Block("paragraph", "We agree with that.", "We agree with that.", speaker=voice))]
    assert [person.name for person in mark_turns(pieces, "transcript")[0].people] == names


def test_a_list_of_questions_is_no_speech() -> None:
    """Who asked what on which page is an entry of a list, though it has the label and the dash of a turn."""
    entries = "".join(
        f"Mr. {name} (Kenya) (p {page})—Harbours and Ports.\n\n" for name, page in (("Moe", 4), ("Ray", 48), ("Dow", 7))
    )
    assert not [name for name, _ in turns(HEAD + entries) if name]
