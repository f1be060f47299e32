"""CSV downloads: every table is read back as it was, and no cell is run by a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from indexer.evidence import guard_formula
from webapp.shared.csv import csv_response

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), max_size=12) | st.integers()


@pytest.fixture(autouse=True, scope="module")
def application() -> Iterator[None]:
    """A bare Flask application, which makes responses."""
    with Flask(__name__).app_context():
        yield


def read_back(header: Sequence[str], rows: Sequence[Sequence[str | int]]) -> list[list[str]]:
    """Return the rows of a download as a CSV reader understands them."""
    text = csv_response("matrix", header, rows).get_data(as_text=True)
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_a_download_is_a_file_with_a_name() -> None:
    """The response is UTF-8 CSV that the browser stores under the name given."""
    response = csv_response("matrix", ["place"], [["Malmö"]])
    assert response.mimetype == "text/csv"
    assert response.headers["Content-Disposition"] == 'attachment; filename="matrix.csv"'
    assert response.get_data() == "\ufeffplace\r\nMalmö\r\n".encode()


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=5))
def test_a_table_is_read_back(rows: list[list[str | int]]) -> None:
    """Any rows are read back cell by cell, except for the guard in front of what looks like a formula."""
    wanted = [[guard_formula(cell) if isinstance(cell, str) else str(cell) for cell in row] for row in rows]
    assert read_back(["first", "second"], rows) == [["first", "second"], *wanted]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"])
def test_a_text_like_a_formula_is_marked_as_text(sign: str) -> None:
    """A text that begins with a sign of formulas, also with a full-width one, gets an apostrophe; numbers do not."""
    assert read_back(["word", "count"], [[f"{sign}1+1", -7]])[1] == [f"'{sign}1+1", "-7"]
    assert read_back(["word", "count"], [[f"1{sign}1", 0]])[1] == [f"1{sign}1", "0"]


def test_the_head_of_a_column_is_marked_too() -> None:
    """A query that a link has brought stands in the first row as text, even where there are no rows below."""
    assert read_back(["id", '=HYPERLINK("https://evil.example")'], []) == [
        ["id", '\'=HYPERLINK("https://evil.example")']
    ]
