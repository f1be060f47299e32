"""A page as DOCX: headings, lines, and passages with footnotes."""

from __future__ import annotations

import io

import docx as python_docx

from indexer.evidence import OutlineLine, PageOutline, evidence_from, write_outline
from tests.evidence.made import DAY
from tests.evidence.test_document import parsed, parts, words
from tests.references.made import REFERENCES


def test_headings_lines_and_passages_keep_their_order() -> None:
    """The file has the title, headings of their levels, lines, and each passage with its reference as a footnote."""
    [evidence] = evidence_from([REFERENCES[3]], "un-footnote")
    headings = (OutlineLine("Key questions", 1), OutlineLine("Who measures?", 2), OutlineLine("No\x00body"))
    written = write_outline(PageOutline("Session 3", (*headings, evidence), DAY))
    document = python_docx.Document(io.BytesIO(written))
    styled = [(each.style.name if each.style else "", each.text) for each in document.paragraphs]
    assert styled == [
        ("Title", "Session 3"),
        ("Heading 1", "Key questions"),
        ("Heading 2", "Who measures?"),
        ("Normal", "No body"),
        ("Quote", REFERENCES[3].passage.text),
    ]
    assert "Summary of the conference" in words(parsed(parts(written)["word/footnotes.xml"]))
