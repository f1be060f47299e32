"""Blocks to passages, and the laws that hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from .papers import ALL, passage_texts, read_paper

HEAD = "Assembly on Coastal Harbours\n\nReport\n\nLima, Peru, 4 May 1999\n\nSession 1: Ice\n\n"
ONE = "The harbour master told the whole of the meeting that ice was short in every month of the"
TWO = "year, and that nobody who had a boat in the harbour was surprised by it."
WHOLE = f"{ONE} {TWO}"
LED = "The session on ice was moderated by Dr. Ann Lee of the Harbour Board, and all agreed that ice was short."


def body(text: str) -> list[str]:
    """Return the words of each passage under a title page."""
    return [words for _, words in passage_texts(HEAD + text)]


@pytest.mark.parametrize(
    "between",
    [
        "",
        "12\n\n",
        "Page 12 of 30\n\n",
        "- 12 -\n\n",
        "* * *\n\n",
    ],
    ids=["page break", "page number", "page of pages", "dashed number", "rule"],
)
def test_halves_are_joined_over_what_is_no_text(between: str) -> None:
    """A sentence cut by a page break is one again, whatever is printed between its halves."""
    assert body(f"{ONE}\n\n{between}{TWO}\n") == [WHOLE]


def test_halves_are_joined_over_a_running_head() -> None:
    """A running head between two halves does not separate them."""
    text = f"{ONE}\n\n12 | Coastal Harbours\n\n{TWO}\n\n{ONE}\n\n13 | Coastal Harbours\n\n{TWO}\n"
    assert body(text) == [WHOLE, WHOLE]


def test_halves_are_joined_over_form_feeds() -> None:
    """A sentence cut by a form feed is one again."""
    assert body(
        f"{ONE}\n\fCoastal Harbours\n\n{TWO}\n\n\fCoastal Harbours\n\n{WHOLE}\n\fCoastal Harbours\n\n{WHOLE}"
    ) == [
        WHOLE,
        WHOLE,
        WHOLE,
    ]


def test_a_word_cut_by_a_page_is_made_whole() -> None:
    """A hyphen at the end of a page is removed."""
    assert body(f"{ONE} fish-\n\n12\n\nery year, and nobody was surprised.\n") == [
        f"{ONE} fishery year, and nobody was surprised."
    ]


def test_a_heading_between_halves_is_never_joined_over() -> None:
    """Text under another heading is another passage, even if the sentence is not ended."""
    draft = read_paper(f"{HEAD}{ONE}\n\nSession 2: Salt\n\n{TWO}\n")
    assert [(passage.text, passage.section.session) for passage in draft.passages] == [(ONE, "1"), (TWO, "2")]


def test_finished_sentences_are_not_joined() -> None:
    """Two finished paragraphs stay two passages."""
    assert body(f"{WHOLE}\n\n{WHOLE} Again.\n") == [WHOLE, f"{WHOLE} Again."]


def test_a_list_item_is_never_the_other_half() -> None:
    """A list item begins a passage, even in lower case."""
    assert body(f"{ONE} following:\n\n- ice from the factory\n- salt from the pans\n") == [
        f"{ONE} following:",
        "ice from the factory",
        "salt from the pans",
    ]


def test_an_item_may_have_another_half() -> None:
    """An item cut by a page break is one again."""
    assert body(f"- ice is short\n- {ONE}\n\n12\n\n{TWO}\n") == ["ice is short", WHOLE]


def test_nested_labels_say_where_they_are() -> None:
    """A letter below a number has both, and the next number starts the letters again."""
    draft = read_paper(
        f"{HEAD}6. ice from the north\n7. salt from the south:\na) salt from the pans\nb) salt from the mines\n"
        "8. nets and hooks\n"
    )
    assert [passage.label for passage in draft.passages] == ["6", "7", "7.a", "7.b", "8"]
    assert {passage.kind for passage in draft.passages} == {"list_item"}


def test_letters_without_a_number_stand_alone() -> None:
    """After a paragraph, a letter is no part of an earlier number."""
    draft = read_paper(f"{HEAD}1. ice from the north\n\n{WHOLE}\n\n(a) salt from the pans\n(b) salt from the mines\n")
    assert [passage.label for passage in draft.passages] == ["1", None, "a", "b"]


def test_a_short_item_is_an_item() -> None:
    """An item of a list is a passage of its own, however short."""
    draft = read_paper(f"{HEAD}1. ice\n2. salt\n3. nets and hooks\n")
    assert [(passage.label, passage.text) for passage in draft.passages] == [
        ("1", "ice"),
        ("2", "salt"),
        ("3", "nets and hooks"),
    ]


def test_running_text_names_who_took_part() -> None:
    """A person who led the session by the words of a paragraph is named with the passage and takes part in it."""
    draft = read_paper(f"{HEAD}{LED}\n")
    assert [[person.name for person in passage.people] for passage in draft.passages] == [["Ann Lee"]]
    assert [person.name for person in draft.sessions[0].people] == ["Ann Lee"]


@pytest.mark.parametrize("source", ["Moderator: Ann Lee, Harbour Board", f"“{WHOLE}”\n\nAnn Lee, Harbour Board"])
def test_a_name_in_a_roster_or_quotation_is_known_in_running_text(source: str) -> None:
    """A bare name in running text counts if a roster or the speaker of a quotation has it."""
    draft = read_paper(f"{HEAD}{source}\n\nAnn Lee noted that ice was short in every month of the year.\n")
    assert [person.name for person in draft.passages[-1].people] == ["Ann Lee"]


def test_a_quotation_names_nobody_by_its_words() -> None:
    """A quotation has the speaker printed with it, or nobody; people in its words do not take part."""
    draft = read_paper(f"{HEAD}{WHOLE}\n\n“{LED}”\n\n{WHOLE}\n")
    assert [passage.people for passage in draft.passages if passage.kind == "quote"] == [()]
    assert draft.sessions[0].people == ()


def test_a_speech_keeps_its_speaker() -> None:
    """People named in the words of a speech do not replace its speaker."""
    turns = "\n\n".join(f"MR. {name}: {LED}" for name in ("ADE", "BAY", "CAN", "DEE", "ELM"))
    text = f"Assembly on Harbours\n\nVerbatim record\n\nLima, Peru, 4 May 1999\n\nItem 1: Ice\n\n{turns}\n"
    speakers = [[person.name for person in passage.people] for passage in read_paper(text).passages]
    assert speakers == [["Ade"], ["Bay"], ["Can"], ["Dee"], ["Elm"]]


def test_every_page_is_kept() -> None:
    """A passage has the page that it begins on."""
    draft = read_paper(f"{HEAD}{WHOLE}\n\f{ONE}\n\f{TWO}\n")
    assert [passage.page for passage in draft.passages] == [1, 2]


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_no_word_of_a_paper_is_lost(text: str) -> None:
    """Each word of a paper is in a passage, a heading, the title page or named page furniture."""
    draft = read_paper(text)
    assert _bare("".join(piece.block.raw for piece in draft.pieces)) == _bare(text)
    shown = " ".join(passage.text for passage in draft.passages)
    for piece in draft.pieces:
        if piece.role in {"body", "roster", "quote"}:
            assert piece.text in shown
        if piece.role == "dropped":
            assert piece.reasons


TEXT = st.lists(
    st.one_of(
        st.text(max_size=60),
        st.sampled_from(
            "SESSION 1|Session 2: Salt|Introduction|Conclusion|Report|Lima, Peru, 4 May 1999|4 May|- ice|1. ice|"
            "2. salt|a) pans|Chair: Ann Lee, Board|Speakers:|Ann Lee, Board|“We need ice and salt.”|12|"
            "12 Harbours|13 Harbours|"
            "---|# Head|## Sub|> said so|The harbour master told the meeting that ice was|short in the summer.|\f|"
            "9:30 Coffee|10:00 Panel 1: Ice|Tel: +51 1 234|ICE AND SALT|**Ice**|www.ice.org".split("|")
        ),
    ),
    max_size=16,
).map("\n\n".join)


@settings(max_examples=200)
@given(TEXT)
@example("")
@example("\x0c")
@example("1. \n\n2. ")
def test_reading_never_fails_and_loses_nothing(text: str) -> None:
    """Parsing never fails; all characters but white space are in the pieces, in order, each piece with a role."""
    draft = read_paper(text)
    assert _bare("".join(piece.block.raw for piece in draft.pieces)) == _bare(text)
    keys = {session.key for session in draft.sessions}
    assert len(keys) == len(draft.sessions)
    assert {session.parent for session in draft.sessions} <= keys | {None}
    for passage in draft.passages:
        assert passage.text.strip()
        assert passage.section.session is None or passage.section.session in keys
    assert draft.facts.title


@settings(max_examples=150)
@given(TEXT)
def test_every_body_word_is_in_a_passage(text: str) -> None:
    """The passages hold exactly the letters of body, quotations and rosters."""
    draft = read_paper(text)
    shown = [piece for piece in draft.pieces if piece.role in {"body", "quote", "roster"}]
    assert sorted(_letters("".join(piece.text for piece in shown))) == sorted(
        _letters("".join(passage.text for passage in draft.passages))
    )


def _bare(text: str) -> str:
    return "".join(text.split())


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
