"""Which words of a draft are quoted, and which links stand near them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Block, Source, TextLink
from indexer.quotes import find_quotations
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
def test_marks_of_many_manners(draft: str) -> None:
    """Each manner of quoting gives the same words, with offsets that cut them from the draft."""
    (found,) = find_quotations(draft)
    assert found.text.split() == WORDS.split()
    assert draft[found.start : found.end].split() == WORDS.split()
    assert found.words == 6
    assert not found.too_short


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
    """Only outermost marks part the text."""
    (found,) = find_quotations("She said “he told us ‘it will not do’ and left the room” today.")
    assert found.text == "he told us ‘it will not do’ and left the room"


def test_a_plural_apostrophe_does_not_close() -> None:
    """An s' in mid-sentence is an apostrophe if the marks close later."""
    (found,) = find_quotations("She asked 'where are the members' rights written down' twice.")
    assert found.text == "where are the members' rights written down"


def test_paragraphs_quoted_in_a_row() -> None:
    """Each paragraph opens with a mark and only the last closes: each is a quotation."""
    found = find_quotations("“The first paragraph goes on.\n\n“The second one ends here.” So it was.")
    assert [one.text for one in found] == ["The first paragraph goes on.", "The second one ends here."]


def test_short_quotations_are_listed_as_such() -> None:
    """Fewer than four words are everybody's; an omission is no word."""
    found = find_quotations("The “way ahead” is “one ... [...] two three”, not “one two three four”.")
    assert [one.too_short for one in found] == [True, True, False]


def test_the_nearest_links() -> None:
    """A link after the quotation and before the next one is its own; without one, that of its footnote."""
    draft = (
        f"“{WORDS}” (https://a.org/p/1), but “{WORDS} too” [see](https://a.org/p/2?v=1). And “{WORDS} three”.[7]\n\n"
        f"See https://a.org/p/4: “{WORDS} four”.\n\n[7] At https://a.org/p/3."
    )
    assert [one.links for one in find_quotations(draft)] == [
        ("https://a.org/p/1",),
        ("https://a.org/p/2?v=1",),
        ("https://a.org/p/3",),
        ("https://a.org/p/4",),
    ]


def test_links_around_a_block_quotation() -> None:
    """A block quotation's link is its own, or that of the line of its source, or of the paragraph that leads to it."""
    own = find_quotations(f"Lead https://a.org/x.\n\n> {WORDS}\n> (https://a.org/p/1)")
    line = find_quotations(f"Lead.\n\n> {WORDS}\n\nSource: https://a.org/p/2")
    lead = find_quotations(f"As https://a.org/p/3 has it:\n\n> {WORDS}\n\nMore text.")
    assert [found[0].links[:1] for found in (own, line, lead)] == [
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
    """A reader's blocks are searched like text, and say in which block each quotation stands."""
    found = find_quotations(read_source(Source(Path(name), name, ""), data).blocks)
    assert [(one.text, one.style, one.links) for one in found] == [
        (WORDS, "block", ()),
        (WORDS, "marks", ("https://a.org/p/1",)),
    ]
    assert [one.block for one in found] == [1, 2]


def test_links_that_a_format_hides() -> None:
    """An address behind words counts where these stand, or for the whole block where that is not known."""
    text = f"He said “{WORDS}” there, and “{WORDS} too” here."
    here, there = text.index("here."), text.index("there")
    for links, expected in (
        ((TextLink("https://a.org/p/9"),), ["https://a.org/p/9"] * 2),
        ((TextLink("/p/1", there, there + 5), TextLink("/p/2", here, here + 4)), ["/p/1", "/p/2"]),
        ((TextLink("/p/1", 8, there), TextLink("/p/2", there, there + 5)), ["/p/1", "/p/2"]),
    ):
        found = find_quotations([Block("paragraph", text, text, links=links)])
        assert [one.links[0] for one in found] == expected


@given(st.text(alphabet=st.sampled_from(list("ab .,\n>\"'“”‘’«»„[]…`s")), max_size=200))
def test_no_draft_is_too_odd(draft: str) -> None:
    """Whatever marks a text has, quotations are in order, apart from each other, and inside it."""
    place = 0
    for one in find_quotations(draft):
        assert place <= one.start < one.end <= len(draft)
        place = one.end


@pytest.mark.parametrize(
    "sign", ["“", '"a ', "'a ", "«", "„ ", " ‘a", "``", "[1] ", "> ", "\n\n", "…", "[", "«a» https://a.org "]
)
def test_many_stray_marks_take_no_time(sign: str) -> None:
    """A long row of marks is read in one pass; were it read once a mark, this would never end."""
    assert all(one.start < one.end for one in find_quotations(sign * 50_000))
