"""The links of a file, and the words that they stand on, in every format that marks them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from indexer.model import Reading, Source
from indexer.quotes.find import find_quotations
from indexer.readers import read_source

from .make import W, bare_docx, bare_odt, zip_of

A, B, C = "https://a.org/p/1", "https://b.org/p/2?v=1", "https://c.org/p/3"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
QUOTED = "“we shall meet again in spring”"


def reading(name: str, data: bytes) -> Reading:
    """Read bytes under a file name."""
    return read_source(Source(Path(name), name, ""), data)


def spans(result: Reading) -> list[tuple[str, str]]:
    """Return the linked words and their URLs."""
    return [(block.text[link.start : link.end], link.url) for block in result.blocks for link in block.links]


def relations(**targets: str) -> str:
    """Write the links of a DOCX part by id."""
    inner = "".join(
        f'<Relationship Id="{name}" Type="{_R}/hyperlink" Target="{url}" TargetMode="External"/>'
        for name, url in targets.items()
    )
    return f'<Relationships xmlns="{_RELATED}">{inner}</Relationships>'


def text(words: str) -> str:
    """Write a DOCX run."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def field(url: str, words: str) -> str:
    """Write a DOCX field that links words, its instruction in two pieces as Word does."""
    marks = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPER</w:instrText></w:r>'
    )
    marks += f'<w:r><w:instrText>LINK "{url}" \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    return f'{marks}{text(words)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def linked_docx(body: str, footnotes: str = "", **targets: str) -> bytes:
    """Make a DOCX whose body and footnotes may refer to links by id."""
    document = bare_docx(
        body.replace("r:id=", f'xmlns:r="{_R}" r:id='), **({"footnotes": footnotes} if footnotes else {})
    )
    with ZipFile(BytesIO(document)) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    rels = parts["word/_rels/document.xml.rels"]
    relation_parts = relations(**targets).partition(">")[2].removesuffix("</Relationships>")
    assert isinstance(rels, bytes)
    parts["word/_rels/document.xml.rels"] = rels.decode().replace(
        "</Relationships>", relation_parts + "</Relationships>"
    )
    if footnotes:
        inner = footnotes.replace("r:id=", f'xmlns:r="{_R}" r:id=')
        parts["word/footnotes.xml"] = f"<w:footnotes {W}>{inner}</w:footnotes>"
        parts["word/_rels/footnotes.xml.rels"] = relations(**targets)
    return zip_of(parts)


def test_word_links_by_relation_and_by_field() -> None:
    """A hyperlink, a simple field and a field of several marks link the words inside them."""
    body = (
        f'<w:p>{text("See ")}<w:hyperlink r:id="one">{text("the  first")}</w:hyperlink>{text(" and ")}'
        f"<w:fldSimple w:instr=' HYPERLINK \"{B}\" '>{text('the second')}</w:fldSimple>{text(', then ')}"
        f"{field(C, 'the third')}{text('.')}</w:p>"
    )
    result = reading("a.docx", linked_docx(body, one=A))
    assert result.blocks[0].text == "See the first and the second, then the third."
    assert spans(result) == [("the first", A), ("the second", B), ("the third", C)]
    assert result.links == (A,)


def test_word_footnotes_are_linked_at_their_mark() -> None:
    """A link in a footnote, behind words or bare, stands at the footnote's mark."""
    mark = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = f"<w:p>{text(QUOTED)}{mark.format(2)}{text(f', and {QUOTED} too')}{mark.format(3)}{text('.')}</w:p>"
    there = f'<w:hyperlink r:id="one">{text("there")}</w:hyperlink>'
    notes = f'<w:footnote w:id="2"><w:p>{text("See ")}{there}</w:p></w:footnote>'
    notes += f'<w:footnote w:id="3"><w:p>{text(f"At {B}.")}</w:p></w:footnote>'
    result = reading("a.docx", linked_docx(body, notes, one=A))
    assert [link.links for link in find_quotations(result.blocks)] == [(A,), (B,)]
    assert result.blocks[0].notes == ("See there", f"At {B}.")


def test_links_within_the_file_and_to_programs_are_none() -> None:
    """Anchors, mail addresses and scripts are no page links."""
    page = (
        '<p><a href="#top">up</a> <a href="mailto:a@b.org">mail</a> <a href="javascript:x()">x</a> <a href="">y</a></p>'
    )
    result = reading("a.html", f"<html><body>{page}</body></html>".encode())
    assert spans(result) == []
    assert result.links == ()


def test_html_links() -> None:
    """Links in text and in notes stand in blocks; links in menus count for the file alone."""
    page = (
        f'<html><body><nav><a href="/people">People</a></nav><p>{QUOTED} <a href="{A}">A <b>and</b> more</a>, or '
        f'<a href="/p/2?v=1">here</a><sup><a href="#n1">1</a></sup>.</p>'
        f'<p id="n1">1 See <a href="{C}">C</a></p></body></html>'
    )
    result = reading("a.html", page.encode())
    assert spans(result) == [("A and more", A), ("here", "/p/2?v=1"), ("", C)]
    assert result.links == ("/people", A, "/p/2?v=1", C)


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_light_markup(name: str) -> None:
    """Bracketed links count in Markdown and in text written like it; pictures do not."""
    source = f"He said *so* [in the **first**]({A}), not [there]({B}) ![picture](https://x.org/i.png).\n"
    assert spans(reading(name, source.encode())) == [("in the first", A), ("there", B)]


def test_markdown_names_addresses_elsewhere() -> None:
    """References, shortcuts and footnotes lead to the URLs named at the end of the file."""
    source = (
        f"> {QUOTED} [so][One]\n\nText {QUOTED}[^n], and [two] there.\n\n"
        f"| a | b |\n|---|---|\n| x | [y]({C}) |\n\n[one]: {A}\n[two]: <{B}>\n[^n]: In [the note]({C}).\n"
    )
    result = reading("a.md", source.encode())
    assert spans(result) == [("so", A), ("", C), ("two", B), ("y", C)]
    assert [link.links[:1] for link in find_quotations(result.blocks)] == [(A,), (C,)]


def test_odt_links() -> None:
    """Links of an ODT are found; those in notes stand at the note's mark."""
    spaces = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>See '
        f'<text:a {spaces} xlink:href="{B}">b</text:a></text:p></text:note-body></text:note>'
    )
    body = f'<text:p>Go <text:a {spaces} xlink:href="{A}">there <text:span>now</text:span></text:a>{note}.</text:p>'
    assert spans(reading("a.odt", bare_odt(body))) == [("there now", A), ("", B)]


def test_rtf_links() -> None:
    """An RTF field links from the start of its words; in a footnote, from the footnote's mark."""
    linked = r'{\field{\*\fldinst{HYPERLINK "%s"}}{\fldrslt there}}'
    source = r"{\rtf1\ansi We met " + linked % A + r" again{\footnote See " + linked % B + r".} today.\par}"
    result = reading("a.rtf", source.encode())
    assert result.blocks[0].text == "We met there again today."
    assert [(result.blocks[0].text[: link.start], link.url) for link in result.blocks[0].links] == [
        ("We met ", A),
        ("We met there again", B),
    ]
    assert result.blocks[0].notes == ("See there.",)


def test_links_in_tables() -> None:
    """A link in a cell stands on its words in the row."""
    page = (
        f'<table><tr><th>Who</th><th>Where</th></tr><tr><td>A body</td><td>at <a href="{A}">home</a></td></tr></table>'
    )
    result = reading("a.html", f"<html><body>{page}</body></html>".encode())
    assert result.blocks[-1].text == "A body; at home"
    assert spans(result) == [("home", A)]


def test_a_linked_quotation_has_its_own_link() -> None:
    """A quotation that is itself a link is attributed to it, whatever other links stand near."""
    page = f'<p>So <a href="{A}">{QUOTED}</a> and <a href="{B}">elsewhere</a>.</p>'
    (result,) = find_quotations(reading("a.html", f"<html><body>{page}</body></html>".encode()).blocks)
    assert result.links[0] == A
