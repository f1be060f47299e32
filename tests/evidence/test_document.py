"""Evidence as DOCX: read back by python-docx, by a plain XML parser, and by our own reader."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from posixpath import dirname, join, normpath
from xml.etree import ElementTree as ET

import docx as python_docx
from hypothesis import given, settings

from indexer.evidence import Dossier, write_docx
from indexer.evidence.piece import clean_lines
from indexer.references import plain_text
from tests.evidence.made import DAY, NOTE, ODD, evidence_with_text, make_dossier

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def parts(written: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def parsed(part: bytes) -> ET.Element:
    """The root of a part."""
    return ET.fromstring(part)  # noqa: S314  # our own file


def words(element: ET.Element) -> str:
    """The text of all runs inside an element."""
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def test_python_docx_reads_title_quotations_and_notes() -> None:
    """Each quotation is a paragraph in the style Quote, the note follows it, the title stands first and in the file."""
    made = make_dossier()
    found = python_docx.Document(io.BytesIO(write_docx(made)))
    told = [(one.style.name if one.style else "", one.text) for one in found.paragraphs]
    assert told[0] == ("Title", made.title)
    assert [text for style, text in told if style == "Quote"] == [piece.quotation or "…" for piece in made.items]
    assert [text for style, text in told if style == "Normal"] == NOTE.split("\n")
    assert found.core_properties.title == made.title
    assert found.core_properties.created is not None
    assert found.core_properties.created.date() == DAY


def test_each_reference_is_a_footnote() -> None:
    """Numbers in the text and ids of the footnotes agree, in order, and a footnote holds the whole reference."""
    made = make_dossier()
    found = parts(write_docx(made))
    body, notes = (parsed(found[f"word/{name}.xml"]) for name in ("document", "footnotes"))
    marks = [one.get(f"{W}id") for one in body.iter(f"{W}footnoteReference")]
    assert marks == [str(number) for number in range(1, len(made.items) + 1)]
    kinds = {one.get(f"{W}id"): one.get(f"{W}type") for one in notes}
    assert (kinds.pop("-1"), kinds.pop("0")) == ("separator", "continuationSeparator")
    assert list(kinds) == marks
    told = [words(one).strip() for one in notes if not one.get(f"{W}type")]
    assert told == [plain_text(piece.cited) for piece in made.items]
    italics = [words(run) for run in notes.iter(f"{W}r") if run.find(f"{W}rPr/{W}i") is not None]
    assert italics == [run.text for piece in made.items for run in piece.cited if run.italic]


def test_the_package_holds_together() -> None:
    """Every part has a type, every relationship a target that is there, every style that is used is defined."""
    found = parts(write_docx(make_dossier()))
    assert next(iter(found)) == "[Content_Types].xml"
    types = parsed(found["[Content_Types].xml"])
    named = {one.get("PartName") for one in types if one.get("PartName")}
    assert {f"/{name}" for name in found if not name.endswith(".rels")} - {"/[Content_Types].xml"} == named
    for name, content in found.items():
        parsed(content)
        if name.endswith(".rels"):
            folder = dirname(dirname(name))
            inside = [one for one in parsed(content) if one.get("TargetMode") != "External"]
            assert all(normpath(join(folder, one.get("Target", ""))) in found for one in inside)
    styles = {one.get(f"{W}styleId") for one in parsed(found["word/styles.xml"]).iter(f"{W}style")}
    for name in ("document", "footnotes"):
        root = parsed(found[f"word/{name}.xml"])
        used = {one.get(f"{W}val") for tag in ("pStyle", "rStyle") for one in root.iter(f"{W}{tag}")}
        assert used <= styles


def test_the_link_of_a_footnote_leads_to_the_passage() -> None:
    """Each footnote's address is a link whose relationship leads to just that address."""
    made = make_dossier()
    found = parts(write_docx(made))
    targets = {one.get("Id"): one.get("Target") for one in parsed(found["word/_rels/footnotes.xml.rels"])}
    links = list(parsed(found["word/footnotes.xml"]).iter(f"{W}hyperlink"))
    assert [targets[one.get(f"{R}id")] for one in links] == [piece.link for piece in made.items]
    assert [words(one) for one in links] == [piece.link for piece in made.items]


def test_our_own_reader_reads_it(tmp_path: Path) -> None:
    """The file is a paper that can be indexed: quotations are blocks, with their references as footnotes."""
    from indexer.readers.docx.reader import read_docx  # noqa: PLC0415  # the reader is loaded where it is tested
    from indexer.readers.limits import Limits  # noqa: PLC0415

    made = make_dossier()
    (tmp_path / "basket.docx").write_bytes(write_docx(made))
    blocks = read_docx((tmp_path / "basket.docx").read_bytes(), Limits()).blocks
    for piece in made.items[:3]:
        block = next(one for one in blocks if piece.quotation in one.text)
        assert [piece.link in note for note in block.notes] == [True]


def test_the_same_dossier_is_the_same_file() -> None:
    """Nothing of the moment gets into the file."""
    assert write_docx(make_dossier()) == write_docx(make_dossier())


def test_a_text_from_right_to_left_is_set_so() -> None:
    """A quotation in Arabic runs from right to left and names its language; an English one does not."""
    from dataclasses import replace  # noqa: PLC0415  # used here alone

    piece = make_dossier().items[0]
    assert piece.reference
    passage = piece.reference.passage
    arabic = replace(passage, document=replace(passage.document, language="ar"))
    told = replace(piece, quotation="حفظ السلام", reference=replace(piece.reference, passage=arabic))
    body = parsed(parts(write_docx(Dossier("A", (told, piece), DAY)))["word/document.xml"])
    assert len(list(body.iter(f"{W}bidi"))) == 1
    assert [one.get(f"{W}bidi") for one in body.iter(f"{W}lang") if one.get(f"{W}bidi")] == ["ar"]


@settings(max_examples=60, deadline=None)
@given(ODD)
def test_any_text_can_be_written(text: str) -> None:
    """Whatever the words, the file opens and has them line for line, without what XML cannot hold."""
    found = python_docx.Document(io.BytesIO(write_docx(evidence_with_text(text))))
    told = [one.text for one in found.paragraphs if one.style and one.style.name == "Quote"]
    assert told == (clean_lines(text) or ["…"])
