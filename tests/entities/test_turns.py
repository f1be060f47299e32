"""Labels before a turn of speech: who takes the floor, for whom, and which words open no turn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.entities.turns import find_inner_turns, parse_speaker_turn, read_opening


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("IAHWG | Brian Wallace | Co-Chair", ("Brian Wallace", "IAHWG", "chair", "", None)),
        ("EU | Tom Brand | Representative | (27 members)", ("Tom Brand", "EU", None, "", None)),
        ("Jane Doe | NIFA", ("Jane Doe", "NIFA", None, "", None)),
        ("Kenya | Permanent Representative | (Coasts)", ("Kenya", "Kenya", "speaker", "", None)),
        ("The President: I now give", ("The President", None, "chair", "I now give", None)),
        ("The PRESIDENT (spoke in French): I", ("The President", None, "chair", "I", None)),
        ("MR. BROWN (Canada): Yes.", ("Brown", "Canada", None, "Yes.", "Mr.")),
        ("Ms. Smith (France) (spoke in French): I thank", ("Smith", "France", None, "I thank", "Ms.")),
        ("Ms. van der VELDE (Norway) (spoke in Dutch): Yes.", ("van der Velde", "Norway", None, "Yes.", "Ms.")),
        ("BRIAN WALLACE: Hello.", ("Brian Wallace", None, None, "Hello.", None)),
        ("WALLACE: Hello.", ("Wallace", None, None, "Hello.", None)),
        (">> JANE DOE: Hello.", ("Jane Doe", None, None, "Hello.", None)),
        ("[00:01:02] Jane Doe: Hello.", ("Jane Doe", None, None, "Hello.", None)),
        ("JANE DOE  00:01:10", ("Jane Doe", None, None, "", None)),
        ("Jane Doe, UNICEF: Hello.", ("Jane Doe", "UNICEF", None, "Hello.", None)),
        ("MS. O'NEILL: Yes.", ("O'Neill", None, None, "Yes.", "Ms.")),
        ("Mr. McDONALD (USA): Yes.", ("McDonald", "USA", None, "Yes.", "Mr.")),
        ("Mr. de Vries (Norway): Yes.", ("de Vries", "Norway", None, "Yes.", "Mr.")),
        ("Mr. al-RASHID (Jordan): Yes.", ("al-Rashid", "Jordan", None, "Yes.", "Mr.")),
        ("Mrs. LÓPEZ RUIZ DE LA VEGA (Peru): Yes.", ("López Ruiz De La Vega", "Peru", None, "Yes.", "Mrs.")),
        ("SPEAKER 1: Hello.", ("Speaker 1", None, "speaker", "Hello.", None)),
        ("Moderator: Welcome.", ("Moderator", None, "moderator", "Welcome.", None)),
        ("Mr. Brian Wallace, Co-Chair, IAHWG: I", ("Brian Wallace", "IAHWG", "chair", "I", "Mr.")),
        ("Senator the Hon. Jane Doe: Yes.", ("Jane Doe", None, None, "Yes.", "Senator the Hon.")),
        ("The Minister for Ports (Ms. Jane Doe): Yes.", ("Jane Doe", "Minister for Ports", "speaker", "Yes.", "Ms.")),
        ("Madam Deputy Speaker (Jane Doe): Order.", ("Jane Doe", None, "chair", "Order.", None)),
        ("First Deputy Chairman of Ways and Means (Sir Roy Roe): Order.", ("Roy Roe", None, "chair", "Order.", "Sir")),
        ("MR SPEAKER (T. TARN): Please.", ("T. Tarn", None, "chair", "Please.", None)),
        ("5. Douglas Lum (North East) (Con): What?", ("Douglas Lum", "North East, Con", None, "What?", None)),
        ("Chairman SMITH. We come to order.", ("Smith", None, "chair", "We come to order.", "Chairman")),
        ("Mr. SMITH of Texas. I yield.", ("Smith", "Texas", None, "I yield.", "Mr.")),
        ("HON. H. K. CHAN.- I rise to speak.", ("H. K. Chan", None, None, "I rise to speak.", "Hon.")),
        ("HON. PROF. B.C. CHAN.: Point of order.", ("B.C. Chan", None, None, "Point of order.", "Hon. Prof.")),
        ("Mr PETER LEE - Good morning.", ("Peter Lee", None, None, "Good morning.", "Mr")),
        ("Mr. SMITH (France) — We agree.", ("Smith", "France", None, "We agree.", "Mr.")),
        ("[Mr. SMITH]: We agree.", ("Smith", None, None, "We agree.", "Mr.")),
        ("**Mr. Smith:** We agree.", ("Smith", None, None, "We agree.", "Mr.")),
        ("DOE, J.: We agree.", ("J. Doe", None, None, "We agree.", None)),
        ("Delegate of France: We agree.", ("Delegate of France", "France", "speaker", "We agree.", None)),
        ("M. le président. La séance est ouverte.",
         ("M. le président", None, "chair", "La séance est ouverte.", None)),
        ("M. Dupont (France) : D'accord.", ("Dupont", "France", None, "D'accord.", "M.")),
        ("El Sr. Ruiz (España): De acuerdo.", ("Ruiz", "España", None, "De acuerdo.", "El Sr.")),
        ("Abg. Müller (SPD): Ja.", ("Müller", "SPD", None, "Ja.", "Abg.")),
        ("Г-н Иванов (Россия): Да.", ("Иванов", "Россия", None, "Да.", "Г-н")),
        ("السيد حسن (مصر): نعم.", ("حسن", "مصر", None, "نعم.", "السيد")),
        ("王先生(中国):我们同意。", ("王", "中国", None, "我们同意。", "先生")),
        ("陳大文議員：主席，我同意。", ("陳大文", None, None, "主席，我同意。", "議員")),
        ("港務局局長：多謝主席。", ("港務局局長", None, "speaker", "多謝主席。", None)),
        ("○田中太郎君　賛成です。", ("田中太郎", None, None, "賛成です。", "君")),
    ],
)  # fmt: skip
def test_turns_open_with_their_speaker(text: str, turn: tuple[str, str | None, str | None, str, str | None]) -> None:
    """The opening of a turn names the speaker, the body, the role, the words that follow and the title."""
    read = parse_speaker_turn(text)
    assert read is not None
    assert (read.speaker, read.affiliation, read.role, read.rest, read.honorific) == turn


@pytest.mark.parametrize(
    "text",
    [
        "Key Questions: How can", "Safety and Security: The", "TECHNOLOGY: The", "SUMMARY: The", "In other words: no",
        "GENERAL ASSEMBLY: The", "https://example.org: a", "At 10:30 we left", "Introduction | Page 2", "Note: this",
        "LUNCH BREAK: 1 p.m.", "I thank the speaker.", "", "|", ":", "Action: we write", "Decision 3: the board",
        "Mr. Smith – Director of Ports", "Mr. Speaker, my question is this: why?", "2031: a year of ice",
    ],
)  # fmt: skip
def test_other_lines_open_no_turn(text: str) -> None:
    """Headings, fields of a form, addresses and running text open no turn."""
    assert read_opening(text) is None


@pytest.mark.parametrize(
    "text", ["Q: What then?", "A. Nothing.", "Hon. Members: Hear!", "Some hon. members: Oh!", "?: Yes."]
)
def test_some_turns_are_of_nobody_single(text: str) -> None:
    """Questions, answers and several people at once open a turn that names nobody."""
    turn = read_opening(text)
    assert turn is not None
    assert turn.speaker == ""
    assert parse_speaker_turn(text) is None


@pytest.mark.parametrize(
    ("text", "form"), [("DE: Yes.", "initials"), ("nix0: Yes.", "handle"), ("Mark: Yes.", "handle")]
)
def test_handles_are_labels_where_the_paper_shows_it(text: str, form: str) -> None:
    """One word before a colon can be a speaker, so that it ends a turn, but only the paper tells."""
    turn = read_opening(text)
    assert turn is not None
    assert turn.form == form


def test_turns_inside_a_paragraph_are_found() -> None:
    """A record that has lost its lines still has its labels in capitals."""
    text = "HON. A. LEE.- We pay. HON. MEMBERS.- Hear, hear! MR. SPEAKER.- Order. Mr. Speaker, Sir, we pay."
    assert [text[start : start + 6] for start in find_inner_turns(text)] == ["HON. M", "MR. SP"]


@given(st.text(alphabet="AaBb MrDrs.,:|()[]0é’'-by Q.chairSMITH議員：", max_size=120))
def test_any_text_can_be_read(text: str) -> None:
    """Reading never fails; the speech and the label of a named turn stand in the text."""
    turn = read_opening(text)
    assert turn is None or turn.rest in text
    named = parse_speaker_turn(text)
    assert named is None or (named.speaker and " ".join(named.label.split())[:3] in " ".join(text.split()))


@pytest.mark.parametrize(
    ("text", "speaker", "affiliation"),
    [
        ("Mr. SMITH (10:32): We agree.", "Smith", None),
        ("Mr D Joseph (DA-WC) (p 48): Health.", "D Joseph", "DA-WC"),
        ("Dr. h. c. Karl Abel (FDP): Wir danken.", "Karl Abel", "FDP"),
        ("La señora RIVAS, doña Carmen: Gracias.", "Carmen Rivas", None),
        ("La señora Rivas.- ¿De qué año?", "Rivas", None),
        ("Mme la Maire : Oui.", "Mme la Maire", None),
    ],
)
def test_what_is_no_affiliation_and_no_name(text: str, speaker: str, affiliation: str | None) -> None:
    """Hours, pages and given names are no affiliations, and an office is no name."""
    turn = read_opening(text)
    assert turn is not None
    assert (turn.speaker, turn.affiliation) == (speaker, affiliation)
