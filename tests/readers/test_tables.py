"""Tables in every format: contents set as a table, and boxes of charts."""

from __future__ import annotations

import pytest

from indexer.readers.docx.reader import read_docx
from indexer.readers.html.reader import read_html
from indexer.readers.limits import LIMITS
from indexer.readers.odt.reader import read_odt

from .make import bare_docx, bare_odt, dropped_for, shown_texts, word_paragraph


def html(*rows: tuple[str, ...]) -> bytes:
    """Make a page with a table."""
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<p>Before.</p><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table><p>After.</p>".encode()


@pytest.mark.parametrize("head", ["Page", "Seite", "Página", "стр.", "页次"])
def test_contents_set_as_a_table_are_no_passages(head: str) -> None:
    """Rows that end in growing page numbers under the word for page are a table of contents."""
    reading = read_html(html(("", head), ("Nets", "2"), ("Part II", ""), ("Ropes", "10"), ("Sails", "10")), LIMITS)
    assert shown_texts(reading) == ["Before.", "After."]
    assert dropped_for(reading, "table_of_contents") == [head, "Nets 2", "Part II", "Ropes 10", "Sails 10"]


@pytest.mark.parametrize(
    "rows",
    [
        (("Port", "Pages"), ("Oslo", "20"), ("Brest", "3"), ("Ghent", "10")),
        (("Port", "Boats"), ("Oslo", "2"), ("Brest", "3"), ("Ghent", "10")),
        (("", "Page"), ("Oslo", "2"), ("Brest", "3")),
    ],
)
def test_other_columns_of_numbers_are_rows(rows: tuple[tuple[str, ...], ...]) -> None:
    """Numbers that do not grow, or under another head, or too few, are those of a table."""
    assert len(shown_texts(read_html(html(*rows), LIMITS))) == 2 + len(rows)


def test_a_box_of_a_chart_is_one_block() -> None:
    """The short lines of a text box are one block; a box with running text keeps its paragraphs."""
    prose = "The keeper told the council that the lamps of the eastern pier had been painted twice."
    chart = ["Office of the keeper", "(pier 1)", "2 masters"]
    boxes = [
        "<w:r><w:pict><v:textbox><w:txbxContent>"
        + "".join(word_paragraph(line) for line in lines)
        + "</w:txbxContent></v:textbox></w:pict></w:r>"
        for lines in (chart, [prose, "So it was."])
    ]
    reading = read_docx(bare_docx(word_paragraph(f"<w:r><w:t>Chart</w:t></w:r>{''.join(boxes)}")), LIMITS)
    assert shown_texts(reading) == ["Chart", "Office of the keeper; (pier 1); 2 masters", prose, "So it was."]
    lines = "".join(f"<text:p>{line}</text:p>" for line in chart)
    box = f"<text:p>Chart<draw:frame><draw:text-box>{lines}</draw:text-box></draw:frame></text:p>"
    assert shown_texts(read_odt(bare_odt(box), LIMITS)) == ["Chart", "Office of the keeper; (pier 1); 2 masters"]
