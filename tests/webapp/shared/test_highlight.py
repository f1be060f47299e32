"""Highlighted text, split at cells, at names and at quoted words: nothing of it is lost."""

from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from indexer.model import ColumnHead, Participation, TextSpan
from webapp.shared.highlight import QuotedRange, cut_spans, link_names, mark_quoted, split_cells

marked = st.lists(st.builds(TextSpan, st.text(alphabet="ab:; ", max_size=8), st.booleans()), max_size=8)


def text_of(spans: list[TextSpan] | tuple[TextSpan, ...]) -> str:
    """Return the words of spans."""
    return "".join(span.text for span in spans)


@given(marked, st.integers(0, 40), st.integers(0, 40))
def test_cutting_keeps_words_and_marks(spans: list[TextSpan], start: int, end: int) -> None:
    """A cut returns the text between the offsets, with every character marked as before."""
    signs = list(chain.from_iterable([(sign, span.match) for sign in span.text] for span in spans))
    assert [(sign, span.match) for span in cut_spans(spans, start, end) for sign in span.text] == signs[start:end]


def heads_in(spans: list[TextSpan], offsets: list[int]) -> list[tuple[ColumnHead, tuple[TextSpan, ...]]]:
    """Return heads of cells that begin and end at some of the offsets, in order."""
    edges = sorted({offset for offset in offsets if offset <= len(text_of(spans))})
    return [
        (ColumnHead("x", *edge), (TextSpan("x", match=False),)) for edge in zip(edges[::2], edges[1::2], strict=False)
    ]


@given(marked, st.lists(st.integers(0, 40), max_size=6))
def test_cells_together_are_the_row(spans: list[TextSpan], offsets: list[int]) -> None:
    """The cells of a row are its whole text, wherever the words of its columns stand."""
    heads = heads_in(spans, offsets)
    pieces = [piece for cell in split_cells(spans, heads) for piece in (*cell.words, *cell.end)]
    assert "".join(text_of(piece.spans) for piece in pieces) == (text_of(spans) if heads else "")


@given(marked, st.lists(st.integers(0, 40), max_size=6), st.integers(0, 40), st.integers(0, 40))
def test_words_named_by_an_address_are_set_apart(
    spans: list[TextSpan], offsets: list[int], start: int, end: int
) -> None:
    """The quoted pieces are the words between the offsets, the first has the id, and all pieces are the whole text."""
    quoted = QuotedRange(min(start, end), max(start, end))
    cells = split_cells(spans, heads_in(spans, offsets), quoted)
    row = tuple(piece for cell in cells for piece in (*cell.words, *cell.end))
    for pieces in filter(None, (mark_quoted(link_names(spans, []), quoted), row)):
        assert "".join(text_of(piece.spans) for piece in pieces) == text_of(spans)
        inside = [piece for piece in pieces if piece.quoted]
        assert "".join(text_of(piece.spans) for piece in inside) == text_of(spans)[quoted.start : quoted.end]
        assert [piece.anchor for piece in inside] == ["quote"] * bool(inside) + [""] * (len(inside) - 1)


@given(marked, st.lists(st.sampled_from(["a", "b", "ab", "a b", ""]), max_size=3))
def test_names_in_a_text_change_nothing_of_it(spans: list[TextSpan], names: list[str]) -> None:
    """Links on names leave the text unchanged, and each link holds only a name."""
    pieces = link_names(spans, [Participation(name, "chair", person=name) for name in names])
    assert "".join(text_of(piece.spans) for piece in pieces) == text_of(spans)
    assert {text_of(piece.spans) for piece in pieces if piece.url} <= set(names)


def test_a_row_is_split_at_its_heads() -> None:
    """Each cell has its head, its words and the separator behind it, and highlights stay on their words."""
    spans = [TextSpan("Malmö", match=True), TextSpan("; open; 3", match=False)]
    heads = [
        (ColumnHead(text, *edge), (TextSpan(text, match=False),))
        for text, *edge in (("Port", 0, 5), ("Berths", 13, 14))
    ]
    cells = split_cells(spans, heads)
    assert [
        (text_of(cell.head), *(text_of(run[0].spans) if run else "" for run in (cell.words, cell.end)))
        for cell in cells
    ] == [
        ("Port", "Malmö", "; "),
        ("", "open", "; "),
        ("Berths", "3", ""),
    ]
    assert cells[0].words[0].spans == (TextSpan("Malmö", match=True),)
    assert split_cells(spans, []) == ()


def test_the_first_mention_of_a_name_is_a_link() -> None:
    """A name links once, where it stands as whole words; a person without a page has no link."""
    people = [Participation("Ana Roy", "chair", person="ana-roy"), Participation("Bo", "speaker")]
    runs = link_names([TextSpan("Ana Royal, Ana Roy and Bo; Ana Roy left.", match=False)], people)
    assert [(text_of(run.spans), run.url) for run in runs] == [
        ("Ana Royal, ", ""),
        ("Ana Roy", "/people/ana-roy"),
        (" and Bo; Ana Roy left.", ""),
    ]
