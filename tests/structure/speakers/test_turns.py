"""Who speaks each paragraph: labels of every shape, in papers of every kind."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.entities.turns import read_opening
from tests.structure.papers import read_paper

NAMES = st.sampled_from(["Ms. LOW", "Mr. RAY (Kenya)", "The PRESIDENT", "Ms. van der BERG (Norway) (spoke in Dutch)"])


def speakers(text: str) -> list[tuple[tuple[str, ...], str]]:
    """Return who speaks each passage, with the first words of it."""
    return [
        (tuple(person.name for person in passage.people), passage.text[:24]) for passage in read_paper(text).passages
    ]


def speaker_of(text: str, words: str) -> tuple[str, ...]:
    """Return who speaks the passage that holds these words."""
    passages = [passage for passage in read_paper(text).passages if words in passage.text]
    assert len(passages) == 1, [passage.text for passage in read_paper(text).passages]
    return tuple(person.name for person in passages[0].people)


HANSARD = """\
Official report of the House of Harbours

Dublin, Ireland, 6 May 2021

Mr. Adam Reed: I beg to move that the tables of the tides be printed again this year.

I shall say in a second paragraph why we need them before the winter.

{label}: These words are of another person, who has the floor from here on.

They go on in a second paragraph without a label.

Mr. Adam Reed: I am grateful, and I withdraw the motion that I moved an hour ago.
"""


@pytest.mark.parametrize(
    ("label", "names"),
    [
        ("Ms. van der Velde (Netherlands)", ("van der Velde",)),
        ("Madam Deputy Speaker (Jane Doe)", ("Jane Doe",)),
        ("The First Deputy Chairman of Ways and Means (Sir Roger Roe)", ("Roger Roe",)),
        ("The Minister for Ports (Ms. Mary Moe)", ("Mary Moe",)),
        ("Senator the Hon. Penny Poe", ("Penny Poe",)),
        ("Some hon. members", ()),
        ("Ms. Lee and Mr. Roe", ()),
        ("The Members for Ringsend and Howth", ()),
        ("MR SPEAKER", ("Mr Speaker",)),
    ],
)
def test_a_report_has_speakers(label: str, names: tuple[str, ...]) -> None:
    """A paper that calls itself a report has its speakers; a label that names nobody single ends the turn before it."""
    text = HANSARD.format(label=label)
    assert speaker_of(text, "in a second paragraph why") == ("Adam Reed",)
    assert speaker_of(text, "These words are") == names
    assert speaker_of(text, "They go on") == names
    assert speaker_of(text, "I am grateful") == ("Adam Reed",)


FIELDS = """\
Report on the harbour works

Oslo, Norway, 3 May 2021

Note: The board met twice in the spring and once in the autumn of the year.

Action: The secretary writes to the owners of the boats about the new rates.

Decision 3: The board agrees to the rates and asks the mayor to sign the paper.

Action: The treasurer pays the printer and keeps the receipts in the office.

Note: The next report is due in the winter, and the board reads it in spring.

Decision 4: We agree to meet again when the report has been read by all of us.

Action: The secretary sends the report to the members of the board and the town.

{more}
"""


def test_fields_of_a_form_are_no_speakers() -> None:
    """Words such as `Note:` and `Decision 3:` before the paragraphs of a report are never persons."""
    assert all(not names for names, _ in speakers(FIELDS.format(more="Background: You know it all.")))


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Outcome", "Rationale", "Budget", "Beschluss", "Acuerdo", "Décision"]), min_size=4, max_size=12
    )
)
def test_other_fields_are_no_speakers(fields: list[str]) -> None:
    """Fields that recur are no speakers either, in any language."""
    more = "\n\n".join(
        f"{field}: The board has paid the printer of the tables number {n}." for n, field in enumerate(fields)
    )
    assert all(not names for names, _ in speakers(FIELDS.format(more=more)))


MINUTES = """\
Minutes of the mill meeting

Leeds, England, 3 May 2021

## Wider looms

Jana: I think we need them in both mills before the winter comes.

Mark: Can we pay for them out of the fund of this year?

The chair showed the slides of the first mill to everybody.

Jana: We can, if you sign the paper today.

nix0: I have a question about the frames of the older looms.

Mark: They are too heavy, and we know it.

Jana: Then we use the newer ones.
"""


def test_minutes_have_the_names_of_their_labels() -> None:
    """Names and handles that take turns are speakers; what the note-taker writes between them is nobody's."""
    assert speaker_of(MINUTES, "in both mills") == ("Jana",)
    assert speaker_of(MINUTES, "out of the fund") == ("Mark",)
    assert speaker_of(MINUTES, "showed the slides") == ()
    assert speaker_of(MINUTES, "about the frames") == ("nix0",)


def test_lines_that_only_name_the_speaker_hold_for_what_follows() -> None:
    """A line `Body | Name | Role` holds for all paragraphs until the next one, and is no session."""
    paragraphs = "\n\n".join(
        f"Sentence number {n} of a long statement about the harbour and its cost." for n in range(4)
    )
    draft = read_paper(
        f"# Briefing on harbour works\n\n**Works | Ayo Sund | Director**\n\n{paragraphs}\n\n"
        "**Kenya | Representative**\n\n"
        "We thank the briefers for all that they said today.\n\nWe have one question on the cost of it.\n"
    )
    who = {
        passage.text[:20]: [(person.name, person.affiliation) for person in passage.people]
        for passage in draft.passages
    }
    assert who["Sentence number 3 of"] == [("Ayo Sund", "Works, Director")]
    assert who["We have one question"] == [("Kenya", "Kenya")]
    assert draft.sessions == ()


def test_questions_and_answers_are_of_nobody() -> None:
    """The speech of a hearing in questions and answers is nobody's, and never the speaker's before."""
    text = (
        "Hearing on anchors\n\nCork, Ireland, 4 May 2021\n\nMr. LUM: I call the witness and ask her to sit down.\n\n"
        "Ms. DOE: I have the list of the anchors with me.\n\nQ. How many anchors were lost in the storm?\n\n"
        "A. Forty were lost, and two chains that nobody has found.\n\nMr. LUM: That will be all for today.\n"
    )
    assert speaker_of(text, "How many anchors") == ()
    assert speaker_of(text, "Forty were lost") == ()
    assert speaker_of(text, "all for today") == ("Lum",)


def test_full_stops_and_dashes_are_signs_where_the_paper_uses_them() -> None:
    """`Mr. SMITH.` opens a turn where labels end so; in a paper of colons it is an address."""
    stops = (
        "Hearing on barges\n\nBoston, United States, 7 May 2021\n\n"
        "The CHAIRMAN. The committee will come to order now.\n\n"
        "Mr. SMITH of Texas. I thank the gentleman for his time.\n\nMs. DOE. Forty barges were sunk in the harbour.\n"
    )
    assert [names for names, _ in speakers(stops)] == [("The Chairman",), ("Smith",), ("Doe",)]
    colons = HANSARD.format(label="Ms. Poe").replace("They go on", "Mr. Speaker. They go on")
    assert speaker_of(colons, "They go on") in {(), ("Poe",)}


def test_records_of_the_house_are_spoken_by_nobody() -> None:
    """What the record itself says ends the turn; applause within a speech does not."""
    text = (
        HANSARD.format(label="Ms. Poe").replace("They go on", "(Applause)\n\nThey go on")
        + "\nQuestion put and agreed to.\n"
    )
    assert speaker_of(text, "They go on") == ("Poe",)
    assert speaker_of(text, "Question put") == ()


def test_chinese_labels() -> None:
    """Labels in Chinese name the member without the title; offices stay as printed."""
    text = (
        "港口委員會會議紀錄\n\n2031年4月29日\n\n主席：各位委員，會議現在開始，我們討論碼頭的維修工程。\n\n"
        "陳大文委員：主席，我認為工程的開支太高，所以我不會支持這項建議。\n\n主席：多謝陳委員的發言，我們下次再討論。\n\n"
        "港務局局長：主席，我們會在下次會議提交詳細的時間表及開支估算。\n"
    )
    assert [names for names, _ in speakers(text)] == [("主席",), ("陳大文",), ("主席",), ("港務局局長",)]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(NAMES, st.integers(1, 3)), min_size=2, max_size=6))
def test_each_paragraph_has_the_speaker_of_the_last_label(turns: list[tuple[str, int]]) -> None:
    """In an official record every paragraph is of the last label before it, and of no other person."""
    lines: list[str] = []
    wanted: list[tuple[str, str]] = []
    for label, count in turns:
        for number in range(count):
            words = f"We have spoken {len(wanted)} times about the price of ice in the harbour."
            lines.append(f"{label}: {words}" if not number else words)
            wanted.append((label, words))
    text = "Verbatim record of the Ice Council\n\nNuuk, Greenland, 3 May 2021\n\n" + "\n\n".join(lines) + "\n"
    surnames = {"Ms. LOW": "Low", "Mr. RAY (Kenya)": "Ray", "The PRESIDENT": "The President"}
    for label, words in wanted:
        assert speaker_of(text, words) == (surnames.get(label, "van der Berg"),)


@settings(max_examples=20, deadline=None)
@given(
    st.sampled_from(
        ["Dr. Ames and Ms. Bell", "Ms. Ort (Peru) and others", "The Delegates of Peru and Chile", "XY", "Jo Fox"]
    )
)
def test_no_words_go_to_the_speaker_before_an_unknown_label(label: str) -> None:
    """No passage after a label, known or not, has the speaker of the turn before it."""
    text = HANSARD.format(label=label)
    assert "Adam Reed" not in (*speaker_of(text, "These words"), *speaker_of(text, "They go on"))


def test_portraits_with_a_colon_are_no_speech() -> None:
    """Names with titles before texts in the third person are no speakers, though they look like labels."""
    text = (
        "Report on the harbour union\n\nOslo, Norway, 3 May 2021\n\n"
        "Dr. Jane Doe: She leads the union and its office.\n\n"
        "Mr. John Roe: He was a minister of ports for ten years.\n\nMs. Ann Poe: The first captain of the pilot boat.\n"
    )
    assert all(not names for names, _ in speakers(text))


def test_how_speakers_are_known() -> None:
    """The paper says who speaks where labels have names; labels of one word alone are a guess."""
    for text, basis in ((HANSARD.format(label="Ms. Poe"), "stated"), (MINUTES, "guessed")):
        known = {evidence.fact: evidence.basis for evidence in read_paper(text).facts.evidence}
        assert known["speakers"] == basis
    assert "speakers" not in {evidence.fact for evidence in read_paper(FIELDS.format(more="")).facts.evidence}


BRACKETS = """\
# Notes of the Harbour Watch, 6 May 2031

* [Dora Ellis] We have three lamps, and I want a fourth one.
* [Mark Oram] I think that three of them are enough for us.
* [Dora] You have not seen the north pier at night, have you?
* [Mark Oram] I have seen it on every night of this month.
* [Dora] Then we agree, and I shall ask the Board for it.
* [Ulla Saar] The Board meets in June, so we have the time.
* [Link] Plan of the north pier and of its lamps in winter.
"""


@pytest.mark.parametrize(
    ("words", "names"),
    [("three lamps", ("Dora Ellis",)), ("three of them", ("Mark Oram",)), ("in June", ("Ulla Saar",)), ("Plan", ())],
)
def test_names_in_brackets_speak_where_they_take_turns(words: str, names: tuple[str, ...]) -> None:
    """Names in brackets at the beginning of paragraphs are speakers where they return; another word in them is none."""
    assert speaker_of(BRACKETS, words) == names


def test_brackets_without_turns_are_no_speakers() -> None:
    """Sources in brackets before what they say are no turns."""
    text = "# Sources of the Harbour Watch\n\n* [Dora Ellis] Lamps of the piers.\n* [Mark Oram] Our tides.\n"
    assert all(not names for names, _ in speakers(text))


JOINED = """\
# Minutes of the Harbour Watch, 6 May 2031

## Attendees

* Luis Roe (Bell Mill)
* Bob Day (Oram and Sons)
* Ann Low (Bell Mill)

## Discussion

Luis: I want to buy the lamp for the north pier.
Bob Day: We have no money for another lamp this year.
Decision: the lamp waits for the budget of next year.
Ann: I shall write to the Board about it this week.
Tom: it rains.
"""


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("buy the lamp", ("Luis Roe",)),
        ("no money", ("Bob Day",)),
        ("lamp waits", ()),
        ("write to the Board", ("Ann Low",)),
        ("it rains", ()),
    ],
)
def test_labels_inside_a_paragraph_end_the_turn(words: str, names: tuple[str, ...]) -> None:
    """A line with a label that is no listed person's stays with nobody, and not with the speaker before it."""
    assert speaker_of(JOINED, words) == names


def test_a_chair_whose_label_is_an_office_alone_has_the_words() -> None:
    """The words after `CHAIR:` are the chair's, not those of the witness before."""
    text = HANSARD.format(label="CHAIR")
    assert speaker_of(text, "These words") == ("Chair",)


def test_members_who_interrupt_are_nobody() -> None:
    """A group that interrupts with a stop and a dash takes the words from the speaker before."""
    text = HANSARD.format(label="X").replace("X: These words", "OPPOSITION MEMBERS.- These words")
    assert speaker_of(text, "These words") == ()


LISTED = """\
# Minutes of the Harbour Watch, 6 May 2031

## Attendees

* Dora Ellis (DEL)
* Ravi Patel (RPL)
* Ulla Saar (USR)
* Mark Oram (MOM)

## Walls and QUIC

DEL: I want to see the wall of the north pier first.

RPL: We have seen it, and we have no money for it.

USR: I think that you have to ask the Board for it.

MOM: We asked it in May, and I have no answer yet.

QUIC: the protocol was discussed.

Dora: the wall is old. Ravi: it is not.
"""


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("no money", ("Ravi Patel",)),
        ("the protocol", ()),
        ("the wall is old", ("Dora Ellis",)),
        ("it is not", ("Ravi Patel",)),
    ],
)
def test_a_list_tells_topics_from_people_and_parts_turns_in_one_line(words: str, names: tuple[str, ...]) -> None:
    """A topic beside listed initials is nobody's; two listed people in one paragraph have their own words each."""
    assert speaker_of(LISTED, words) == names


@pytest.mark.parametrize(
    "record",
    [
        "The Clerk read as follows:",
        "The vote was taken by electronic device, and there were ayes 12, noes 3.",
        "The motion was agreed to.",
        "The bill was read a second time.",
        "So (two thirds being in favour) the rules were suspended and the bill was passed.",
        "The harbour motion, as amended, was rejected.",
        "There was no objection.",
        "La motion, mise aux voix, est adoptée.",
        "Le greffier donne lecture de ce qui suit :",
        "Le projet de loi est lu pour la deuxième fois.",
        "La moción fue aprobada por 12 votos a favor y 3 en contra.",
        "El Secretario lee lo siguiente:",
        "Se procede a la votación.",
    ],
)
def test_words_of_the_record_are_nobodys_and_end_the_turn(record: str) -> None:
    """Neither an act of the meeting nor the line after it has the speaker before."""
    text = HANSARD.format(label="Ms. Poe").replace("They go on", f"{record}\n\nThey go on")
    assert speaker_of(text, record) == speaker_of(text, "They go on") == ()
    assert speaker_of(text, "These words") == ("Poe",)


@pytest.mark.parametrize(
    "words",
    [
        "The bill was passed in 2010 after long years of work.",
        "The report was read by many people in the harbour.",
        "The question is whether the agenda was good.",
        "The motion was agreed to, and I was glad of it.",
        "L'amendement est une bonne idée.",
        "La question est de savoir si le port est sûr.",
        "El informe es claro en este punto.",
    ],
)
def test_a_speech_about_motions_and_bills_goes_on(words: str) -> None:
    """A speaker who tells of a bill or a vote keeps the turn."""
    text = HANSARD.format(label="Ms. Poe").replace("They go on", f"{words}\n\nThey go on")
    assert speaker_of(text, words) == speaker_of(text, "They go on") == ("Poe",)


def test_half_of_the_day_is_no_speaker() -> None:
    """`PM` after an hour belongs to the hour."""
    assert read_opening("8:30 PM: Dinner in the old lighthouse.") is None


def test_capitals_that_no_list_has_are_no_speaker() -> None:
    """Where people that the paper lists speak, a heading with a word in capitals is nobody."""
    text = JOINED.replace("\nTom: it rains.", "\n\nSAI Lamps: Plan of the pier for everybody to read.")
    assert speaker_of(text, "Plan of the pier") == ()
