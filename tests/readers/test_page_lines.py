"""Heads of pages in plain text without form feeds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.shared.page_lines import set_page_heads_apart
from indexer.readers.text import read_text


def test_a_head_inside_a_paragraph_is_set_apart() -> None:
    """A line that recurs beside numbers that grow by one is a block of its own, and so is the number."""
    pages = "".join(
        f"所以我不會支持這項建議，亦希望\n港口委員會 ─ 4月29日\n \n{n}\n如果能夠提交新方案，我會考慮\n" for n in (8, 9)
    )
    texts = [block.text for block in read_text(pages)]
    assert [texts.count(line) for line in ("港口委員會 ─ 4月29日", "8", "9")] == [2, 1, 1]


def test_a_line_that_recurs_without_numbers_is_no_head() -> None:
    """A formula that recurs, and a list of numbers, stay where they are."""
    text = "The harbour is open\nNoted.\n\nThe quay is closed\nNoted.\n4\n5\n6\n"
    assert set_page_heads_apart(text) == text


@given(st.text(alphabet="ab1 2\n", max_size=60))
def test_only_blank_lines_are_added(text: str) -> None:
    """Every line of a text stands in the result, in its order."""
    written = [line for line in set_page_heads_apart(text).split("\n") if line.strip()]
    assert written == [line for line in text.split("\n") if line.strip()]


def test_further_lines_that_are_indented_belong_to_the_item_above() -> None:
    """In notes whose items hang, every line that is not indented begins a paragraph, however long the line above is."""
    items = [
        f"Harbour {name} points out that the price of ice is as high as you want it to be,\n  and {name} says so too"
        for name in ("Ade", "Bay", "Can", "Dor")
    ]
    notes = "\n".join(
        [*items, "Ade asks about the reports of the harbour and of the boats that lie in the harbour now"]
    )
    assert [block.text for block in read_text(notes)] == [
        *(item.replace("\n  ", " ") for item in items),
        "Ade asks about the reports of the harbour and of the boats that lie in the harbour now",
    ]
