"""Which words of a draft are quoted, and which links belong to them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Block, Source, TextLink
from indexer.quotes.find import find_quotations
from indexer.readers import read_source

WORDS = "the mandate was clear to everyone"


@pytest.mark.parametrize(
    "draft",
    [
        f'He said "{WORDS}".',
        f"He said “{WORDS}” again.",
        f"Er sagte „{WORDS}“ und ging.",
        f"Er sagte »{WORDS}« und ging.",
        f"Il a dit «\u00a0{WORDS}\u00a0» hier.",
        f"Han sa ”{WORDS}” och gick.".replace("”", "“", 1),
        f"She said ‘{WORDS}’, and left.",
        f"She said '{WORDS}'.",
        f"She said ``{WORDS}'' in LaTeX.",
        f"Before.\n\n> {WORDS}\n\nAfter.",
        f"Before.\n\n    {WORDS}\n\nAfter.",
        f"Before.\n\n> “{WORDS}”\n> — The Chair, 3 May\n\nAfter.",
        f"(“{WORDS}”)",
        f"“{WORDS}”",
    ],
)
def test_marks_of_many_styles(draft: str) -> None:
    """Each style of quotation marks gives the same words, with offsets that cut them from the draft."""
    (quotation,) = find_quotations(draft)
    assert quotation.text.split() == WORDS.split()
    assert draft[quotation.start : quotation.end].split() == WORDS.split()
    assert quotation.words == 6
    assert not quotation.too_short


@pytest.mark.parametrize(
    "draft",
    [
        "It's the members' right, and the 1990s' best; don't say it isn't.",
        'A 5" gun and a 6" pipe.',
        "A mark “ that nothing closes, in the only paragraph.",
        "'Tis the season.",
        "- a list\n- of items",
        "    Everything here is indented.\n\n    So nothing is a quotation.",
        "",
        "\n\n\n",
    ],
)
def test_what_is_no_quotation(draft: str) -> None:
    """Apostrophes, inches, a stray mark and a text that is indented throughout quote nothing."""
    assert find_quotations(draft) == ()


def test_inner_marks_belong_to_the_outer_quotation() -> None:
    """Only the outermost marks begin and end a quotation."""
    (quotation,) = find_quotations("She said “he told us ‘it will not do’ and left the room” today.")
    assert quotation.text == "he told us ‘it will not do’ and left the room"


def test_a_plural_apostrophe_does_not_close() -> None:
    """A plural s’ in mid-sentence is an apostrophe when the marks close later."""
    (quotation,) = find_quotations("She asked 'where are the members' rights written down' twice.")
    assert quotation.text == "where are the members' rights written down"


def test_paragraphs_quoted_in_a_row() -> None:
    """When each paragraph opens with a mark and only the last closes, each is a quotation."""
    quotations = find_quotations("“The first paragraph goes on.\n\n“The second one ends here.” So it was.")
    assert [quotation.text for quotation in quotations] == ["The first paragraph goes on.", "The second one ends here."]


def test_short_quotations_are_listed_as_such() -> None:
    """A quotation of fewer than four words is marked as too short; an omission does not count as a word."""
    quotations = find_quotations("The “way ahead” is “one ... [...] two three”, not “one two three four”.")
    assert [quotation.too_short for quotation in quotations] == [True, True, False]


def test_the_nearest_links() -> None:
    """The link of a quotation follows it before the next quotation; without one, it is that of its footnote."""
    draft = (
        f"“{WORDS}” (https://a.org/p/1), but “{WORDS} too” [see](https://a.org/p/2?v=1). And “{WORDS} three”.[7]\n\n"
        f"See https://a.org/p/4: “{WORDS} four”.\n\n[7] At https://a.org/p/3."
    )
    assert [quotation.links for quotation in find_quotations(draft)] == [
        ("https://a.org/p/1",),
        ("https://a.org/p/2?v=1",),
        ("https://a.org/p/3",),
        ("https://a.org/p/4",),
    ]


def test_links_around_a_block_quotation() -> None:
    """The link of a block quotation is its own, or that of its source line, or of the paragraph before it."""
    own = find_quotations(f"Lead https://a.org/x.\n\n> {WORDS}\n> (https://a.org/p/1)")
    line = find_quotations(f"Lead.\n\n> {WORDS}\n\nSource: https://a.org/p/2")
    lead = find_quotations(f"As https://a.org/p/3 has it:\n\n> {WORDS}\n\nMore text.")
    assert [quotations[0].links[:1] for quotations in (own, line, lead)] == [
        ("https://a.org/p/1",),
        ("https://a.org/p/2",),
        ("https://a.org/p/3",),
    ]
    assert own[0].text == WORDS


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", f"Text.\n\n> {WORDS}\n\nHe said “{WORDS}” [there](https://a.org/p/1).\n".encode()),
        (
            "a.html",
            f"<p>Text.</p><blockquote>{WORDS}</blockquote><p>He said <q>{WORDS}</q> https://a.org/p/1</p>".encode(),
        ),
    ],
)
def test_quotations_in_files(name: str, data: bytes) -> None:
    """The blocks of a file are searched like pasted text, and each quotation has the number of its block."""
    quotations = find_quotations(read_source(Source(Path(name), name, ""), data).blocks)
    assert [(quotation.text, quotation.style, quotation.links) for quotation in quotations] == [
        (WORDS, "block", ()),
        (WORDS, "marks", ("https://a.org/p/1",)),
    ]
    assert [quotation.block for quotation in quotations] == [1, 2]


def test_links_that_a_format_hides() -> None:
    """A link behind words counts at their offset, or for the whole block when that is not known."""
    text = f"He said “{WORDS}” there, and “{WORDS} too” here."
    here, there = text.index("here."), text.index("there")
    for links, expected in (
        ((TextLink("https://a.org/p/9"),), ["https://a.org/p/9"] * 2),
        ((TextLink("/p/1", there, there + 5), TextLink("/p/2", here, here + 4)), ["/p/1", "/p/2"]),
        ((TextLink("/p/1", 8, there), TextLink("/p/2", there, there + 5)), ["/p/1", "/p/2"]),
    ):
        quotations = find_quotations([Block("paragraph", text, text, links=links)])
        assert [quotation.links[0] for quotation in quotations] == expected


@given(st.text(alphabet=st.sampled_from(list("ab .,\n>\"'“”‘’«»„[]…`s")), max_size=200))
def test_no_draft_is_too_odd(draft: str) -> None:
    """In any text, quotations are in order, do not overlap, and lie inside the text."""
    offset = 0
    for quotation in find_quotations(draft):
        assert offset <= quotation.start < quotation.end <= len(draft)
        offset = quotation.end


@pytest.mark.parametrize(
    "sign", ["“", '"a ', "'a ", "«", "„ ", " ‘a", "``", "[1] ", "> ", "\n\n", "…", "[", "«a» https://a.org "]
)
def test_many_stray_marks_take_no_time(sign: str) -> None:
    """A long row of marks is read in one pass; with one pass for each mark this test would not end."""
    assert all(quotation.start < quotation.end for quotation in find_quotations(sign * 50_000))
