"""Evidence as Markdown: what a parser of CommonMark with footnotes makes of it."""

from __future__ import annotations

from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from indexer.evidence import write_markdown
from indexer.evidence.piece import clean_lines
from indexer.references import plain_text
from tests.evidence.made import NOTE, ODD, evidence_with_text, make_dossier


def parsed(text: str) -> list[Token]:
    """The tokens of a Markdown text."""
    return MarkdownIt("commonmark").use(footnote_plugin).parse(text)


def shown(token: Token) -> str:
    """The text of an inline token as a reader sees it."""
    return "".join(
        "\n" if one.type in {"hardbreak", "softbreak"} else one.content
        for one in token.children or ()
        if one.type in {"text", "text_special", "hardbreak", "softbreak", "code_inline"}
    )


def within(tokens: list[Token], kind: str) -> list[list[Token]]:
    """The inline tokens inside each block of a kind."""
    found: list[list[Token]] = []
    inside = False
    for token in tokens:
        if token.type == f"{kind}_open":
            inside = True
            found.append([])
        elif token.type == f"{kind}_close":
            inside = False
        elif inside and token.type == "inline":
            found[-1].append(token)
    return found


def test_quotations_carry_footnotes_in_order() -> None:
    """Each quotation is a block quotation that ends with its footnote, and each footnote is the whole reference."""
    made = make_dossier()
    tokens = parsed(write_markdown(made))
    quotes = within(tokens, "blockquote")
    assert [shown(one[0]) for one in quotes] == [piece.quotation or "…" for piece in made.items]
    marks = [child.meta["id"] for one in quotes for child in one[0].children or () if child.type == "footnote_ref"]
    assert marks == list(range(len(made.items)))
    notes = within(tokens, "footnote")
    assert [shown(one[0]) for one in notes] == [plain_text(piece.cited) for piece in made.items]
    links = [child.attrs["href"] for one in notes for child in one[0].children or () if child.type == "link_open"]
    assert links == [piece.link for piece in made.items]
    assert any(child.type == "em_open" for child in notes[0][0].children or ())


def test_title_and_notes_stand_as_written() -> None:
    """Title and notes are text: nothing in them becomes markup."""
    made = make_dossier()
    tokens = parsed(write_markdown(made))
    inline = [shown(one) for one in tokens if one.type == "inline"]
    assert inline[0] == made.title
    assert [line for line in NOTE.split("\n") if line in inline] == NOTE.split("\n")
    assert not [one for one in tokens if one.type == "html_block"]


@settings(max_examples=150, deadline=None)
@given(ODD)
def test_any_text_stays_itself(text: str) -> None:
    """Whatever the signs, a parser shows the same lines, and finds one quotation and one footnote."""
    tokens = parsed(write_markdown(evidence_with_text(text)))
    [quote] = within(tokens, "blockquote")
    assert shown(quote[0]).split("\n") == (clean_lines(text) or ["…"])
    assert len(within(tokens, "footnote")) == 1
    paragraphs = [shown(one) for one in tokens if one.type == "inline"]
    assert [line for line in clean_lines(text) if line not in paragraphs] == [] or len(clean_lines(text)) > 1
