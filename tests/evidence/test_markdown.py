"""Evidence as Markdown, read back by a parser of CommonMark with footnotes."""

from __future__ import annotations

from hypothesis import given, settings
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from indexer.evidence import write_markdown
from indexer.evidence.dossier import clean_lines
from indexer.references import plain_text
from tests.evidence.made import NOTE, ODD, evidence_with_text, make_dossier


def parsed(text: str) -> list[Token]:
    """Return the tokens of a Markdown text."""
    return MarkdownIt("commonmark").use(footnote_plugin).parse(text)


def shown(token: Token) -> str:
    """Return the text of an inline token as a reader sees it."""
    return "".join(
        "\n" if child.type in {"hardbreak", "softbreak"} else child.content
        for child in token.children or ()
        if child.type in {"text", "text_special", "hardbreak", "softbreak", "code_inline"}
    )


def within(tokens: list[Token], kind: str) -> list[list[Token]]:
    """Return the inline tokens inside each block of a kind."""
    blocks: list[list[Token]] = []
    inside = False
    for token in tokens:
        if token.type == f"{kind}_open":
            inside = True
            blocks.append([])
        elif token.type == f"{kind}_close":
            inside = False
        elif inside and token.type == "inline":
            blocks[-1].append(token)
    return blocks


def test_quotations_carry_footnotes_in_order() -> None:
    """Each quotation is a block quotation that ends with its footnote, and each footnote is the whole reference."""
    dossier = make_dossier()
    tokens = parsed(write_markdown(dossier))
    quotes = within(tokens, "blockquote")
    assert [shown(block[0]) for block in quotes] == [item.quotation or "…" for item in dossier.items]
    marks = [child.meta["id"] for block in quotes for child in block[0].children or () if child.type == "footnote_ref"]
    assert marks == list(range(len(dossier.items)))
    notes = within(tokens, "footnote")
    assert [shown(block[0]) for block in notes] == [plain_text(item.cited) for item in dossier.items]
    links = [child.attrs["href"] for block in notes for child in block[0].children or () if child.type == "link_open"]
    assert links == [item.link for item in dossier.items]
    assert any(child.type == "em_open" for child in notes[0][0].children or ())


def test_title_and_notes_stand_as_written() -> None:
    """Nothing in a title or a note becomes markup."""
    dossier = make_dossier()
    tokens = parsed(write_markdown(dossier))
    inline = [shown(token) for token in tokens if token.type == "inline"]
    assert inline[0] == dossier.title
    assert [line for line in NOTE.split("\n") if line in inline] == NOTE.split("\n")
    assert not [token for token in tokens if token.type == "html_block"]


@settings(max_examples=150, deadline=None)
@given(ODD)
def test_any_text_stays_itself(text: str) -> None:
    """A parser shows any text with the same lines, and finds one quotation and one footnote."""
    tokens = parsed(write_markdown(evidence_with_text(text)))
    [quote] = within(tokens, "blockquote")
    assert shown(quote[0]).split("\n") == (clean_lines(text) or ["…"])
    assert len(within(tokens, "footnote")) == 1
    paragraphs = [shown(token) for token in tokens if token.type == "inline"]
    assert [line for line in clean_lines(text) if line not in paragraphs] == [] or len(clean_lines(text)) > 1
