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


def body(text: str) -> list[str]:
    """Give the words of each passage under a title page."""
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
    """A sentence that a page break cut is one again, whatever the page printed between its halves."""
    assert body(f"{ONE}\n\n{between}{TWO}\n") == [WHOLE]


def test_halves_are_joined_over_a_running_head() -> None:
    """A head that comes again with the next page number is no text."""
    text = f"{ONE}\n\n12 | Coastal Harbours\n\n{TWO}\n\n{ONE}\n\n13 | Coastal Harbours\n\n{TWO}\n"
    assert body(text) == [WHOLE, WHOLE]


def test_halves_are_joined_over_form_feeds() -> None:
    """A page that ends in mid-sentence goes on on the next one."""
    assert body(
        f"{ONE}\n\fCoastal Harbours\n\n{TWO}\n\n\fCoastal Harbours\n\n{WHOLE}\n\fCoastal Harbours\n\n{WHOLE}"
    ) == [
        WHOLE,
        WHOLE,
        WHOLE,
    ]


def test_a_word_cut_by_a_page_is_made_whole() -> None:
    """A hyphen at the end of a page goes."""
    assert body(f"{ONE} fish-\n\n12\n\nery year, and nobody was surprised.\n") == [
        f"{ONE} fishery year, and nobody was surprised."
    ]


def test_a_heading_between_halves_is_never_joined_over() -> None:
    """What stands under another heading is another passage, though the sentence is not ended."""
    draft = read_paper(f"{HEAD}{ONE}\n\nSession 2: Salt\n\n{TWO}\n")
    assert [(one.text, one.section.session) for one in draft.passages] == [(ONE, "1"), (TWO, "2")]


def test_finished_sentences_are_not_joined() -> None:
    """Two whole paragraphs stay two."""
    assert body(f"{WHOLE}\n\n{WHOLE} Again.\n") == [WHOLE, f"{WHOLE} Again."]


def test_a_list_item_is_never_the_other_half() -> None:
    """An item begins something, also in lower case."""
    assert body(f"{ONE} following:\n\n- ice from the factory\n- salt from the pans\n") == [
        f"{ONE} following:",
        "ice from the factory",
        "salt from the pans",
    ]


def test_an_item_may_have_another_half() -> None:
    """An item that a page break cut is one again."""
    assert body(f"- ice is short\n- {ONE}\n\n12\n\n{TWO}\n") == ["ice is short", WHOLE]


def test_nested_labels_say_where_they_are() -> None:
    """A letter below a number has both, and the next number begins anew."""
    draft = read_paper(
        f"{HEAD}6. ice from the north\n7. salt from the south:\na) salt from the pans\nb) salt from the mines\n"
        "8. nets and hooks\n"
    )
    assert [one.label for one in draft.passages] == ["6", "7", "7.a", "7.b", "8"]
    assert {one.kind for one in draft.passages} == {"list_item"}


def test_letters_without_a_number_stand_alone() -> None:
    """After a paragraph a letter is no part of an earlier number."""
    draft = read_paper(f"{HEAD}1. ice from the north\n\n{WHOLE}\n\n(a) salt from the pans\n(b) salt from the mines\n")
    assert [one.label for one in draft.passages] == ["1", None, "a", "b"]


def test_a_short_item_is_an_item() -> None:
    """An item of a list is a passage of its own, however short."""
    draft = read_paper(f"{HEAD}1. ice\n2. salt\n3. nets and hooks\n")
    assert [(one.label, one.text) for one in draft.passages] == [("1", "ice"), ("2", "salt"), ("3", "nets and hooks")]


def test_a_crumb_goes_to_the_passage_before_it() -> None:
    """A paragraph of one or two words is no passage of its own, and its words are not lost."""
    assert body(f"{WHOLE}\n\nibid.\n\n{WHOLE}\n") == [f"{WHOLE} ibid.", WHOLE]


def test_every_page_is_kept() -> None:
    """A passage is on the page that it begins on."""
    draft = read_paper(f"{HEAD}{WHOLE}\n\f{ONE}\n\f{TWO}\n")
    assert [one.page for one in draft.passages] == [1, 2]


@pytest.mark.parametrize("text", ALL.values(), ids=ALL)
def test_no_word_of_a_paper_is_lost(text: str) -> None:
    """Each word of a made-up paper is in a passage, a heading, the title page or a named piece of furniture."""
    draft = read_paper(text)
    assert _bare("".join(piece.block.raw for piece in draft.pieces)) == _bare(text)
    shown = " ".join(one.text for one in draft.passages)
    for piece in draft.pieces:
        if piece.role in {"body", "roster", "quote"}:
            assert piece.text in shown
        if piece.role == "dropped":
            assert piece.reason


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
    """Any text is read; all that it has but white space is in its pieces, in order, each with a role."""
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
    """The letters of what is kept as body, quotation or roster are those of the passages, no more and no fewer."""
    draft = read_paper(text)
    kept = [piece for piece in draft.pieces if piece.role in {"body", "quote", "roster"}]
    assert sorted(_letters("".join(piece.text for piece in kept))) == sorted(
        _letters("".join(one.text for one in draft.passages))
    )


def _bare(text: str) -> str:
    return "".join(text.split())


def _letters(text: str) -> str:
    return "".join(character for character in text if character.isalnum())
