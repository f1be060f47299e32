"""Evidence as DOCX, read back by python-docx, by a plain XML parser and by our own reader."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from posixpath import dirname, join, normpath
from xml.etree import ElementTree as ET

import docx as python_docx
from hypothesis import given, settings

from indexer.evidence import Dossier, write_docx
from indexer.evidence.dossier import clean_lines
from indexer.references import plain_text
from tests.evidence.made import DAY, NOTE, ODD, evidence_with_text, make_dossier

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def parts(written: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def parsed(part: bytes) -> ET.Element:
    """Return the root element of a part."""
    return ET.fromstring(part)  # noqa: S314  # our own file


def words(element: ET.Element) -> str:
    """Return the text of all runs inside an element."""
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def test_python_docx_reads_title_quotations_and_notes() -> None:
    """Each quotation is a paragraph in the style Quote with its note after it; the title comes first and is in the
    file.
    """
    dossier = make_dossier()
    document = python_docx.Document(io.BytesIO(write_docx(dossier)))
    styled_texts = [
        (paragraph.style.name if paragraph.style else "", paragraph.text) for paragraph in document.paragraphs
    ]
    assert styled_texts[0] == ("Title", dossier.title)
    assert [text for style, text in styled_texts if style == "Quote"] == [
        item.quotation or "…" for item in dossier.items
    ]
    assert [text for style, text in styled_texts if style == "Normal"] == NOTE.split("\n")
    assert document.core_properties.title == dossier.title
    assert document.core_properties.created is not None
    assert document.core_properties.created.date() == DAY


def test_each_reference_is_a_footnote() -> None:
    """Numbers in the text and footnote ids agree, in order, and each footnote holds the whole reference."""
    dossier = make_dossier()
    package = parts(write_docx(dossier))
    body, notes = (parsed(package[f"word/{name}.xml"]) for name in ("document", "footnotes"))
    marks = [node.get(f"{W}id") for node in body.iter(f"{W}footnoteReference")]
    assert marks == [str(number) for number in range(1, len(dossier.items) + 1)]
    kinds = {node.get(f"{W}id"): node.get(f"{W}type") for node in notes}
    assert (kinds.pop("-1"), kinds.pop("0")) == ("separator", "continuationSeparator")
    assert list(kinds) == marks
    footnotes = [words(node).strip() for node in notes if not node.get(f"{W}type")]
    assert footnotes == [plain_text(item.cited) for item in dossier.items]
    italics = [words(run) for run in notes.iter(f"{W}r") if run.find(f"{W}rPr/{W}i") is not None]
    assert italics == [run.text for item in dossier.items for run in item.cited if run.italic]


def test_the_package_holds_together() -> None:
    """Every part has a content type, every relationship a target, and every used style a definition."""
    package = parts(write_docx(make_dossier()))
    assert next(iter(package)) == "[Content_Types].xml"
    types = parsed(package["[Content_Types].xml"])
    named = {node.get("PartName") for node in types if node.get("PartName")}
    assert {f"/{name}" for name in package if not name.endswith(".rels")} - {"/[Content_Types].xml"} == named
    for name, content in package.items():
        parsed(content)
        if name.endswith(".rels"):
            folder = dirname(dirname(name))
            inside = [node for node in parsed(content) if node.get("TargetMode") != "External"]
            assert all(normpath(join(folder, node.get("Target", ""))) in package for node in inside)
    styles = {node.get(f"{W}styleId") for node in parsed(package["word/styles.xml"]).iter(f"{W}style")}
    for name in ("document", "footnotes"):
        root = parsed(package[f"word/{name}.xml"])
        used = {node.get(f"{W}val") for tag in ("pStyle", "rStyle") for node in root.iter(f"{W}{tag}")}
        assert used <= styles


def test_the_link_of_a_footnote_leads_to_the_passage() -> None:
    """Each footnote's address is a hyperlink whose relationship leads to exactly that address."""
    dossier = make_dossier()
    package = parts(write_docx(dossier))
    targets = {node.get("Id"): node.get("Target") for node in parsed(package["word/_rels/footnotes.xml.rels"])}
    links = list(parsed(package["word/footnotes.xml"]).iter(f"{W}hyperlink"))
    assert [targets[node.get(f"{R}id")] for node in links] == [item.link for item in dossier.items]
    assert [words(node) for node in links] == [item.link for item in dossier.items]


def test_our_own_reader_reads_it(tmp_path: Path) -> None:
    """The file can be indexed as a paper: quotations are blocks, with their references as footnotes."""
    from indexer.readers.docx.reader import read_docx  # noqa: PLC0415  # the reader is loaded where it is tested
    from indexer.readers.limits import Limits  # noqa: PLC0415

    dossier = make_dossier()
    (tmp_path / "basket.docx").write_bytes(write_docx(dossier))
    blocks = read_docx((tmp_path / "basket.docx").read_bytes(), Limits()).blocks
    for item in dossier.items[:3]:
        block = next(candidate for candidate in blocks if item.quotation in candidate.text)
        assert [item.link in note for note in block.notes] == [True]


def test_the_same_dossier_is_the_same_file() -> None:
    """The same dossier always gives the same bytes."""
    assert write_docx(make_dossier()) == write_docx(make_dossier())


def test_a_text_from_right_to_left_is_set_so() -> None:
    """A quotation in Arabic is set from right to left and names its language; an English one is not."""
    from dataclasses import replace  # noqa: PLC0415  # used here alone

    item = make_dossier().items[0]
    assert item.reference
    passage = item.reference.passage
    arabic = replace(passage, document=replace(passage.document, language="ar"))
    arabic_item = replace(item, quotation="حفظ السلام", reference=replace(item.reference, passage=arabic))
    body = parsed(parts(write_docx(Dossier("A", (arabic_item, item), DAY)))["word/document.xml"])
    assert len(list(body.iter(f"{W}bidi"))) == 1
    assert [node.get(f"{W}bidi") for node in body.iter(f"{W}lang") if node.get(f"{W}bidi")] == ["ar"]


@settings(max_examples=60, deadline=None)
@given(ODD)
def test_any_text_can_be_written(text: str) -> None:
    """Any text gives a file that opens and has its words line by line, without the characters that XML cannot hold."""
    document = python_docx.Document(io.BytesIO(write_docx(evidence_with_text(text))))
    quotes = [
        paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == "Quote"
    ]
    assert quotes == (clean_lines(text) or ["…"])


def test_it_says_of_what_it_is_and_what_it_leaves_out() -> None:
    """Below the title stand the search that the quotations are of, and what was left out."""
    dossier = Dossier("Search ice", (), DAY, statement="A search for “ice”.", left_out="Only the first 2 of 9 results.")
    paragraphs = [paragraph.text for paragraph in python_docx.Document(io.BytesIO(write_docx(dossier))).paragraphs]
    assert paragraphs == ["Search ice", "A search for “ice”.", "Only the first 2 of 9 results."]
