"""Rows of contents and boxes of organization charts."""

from __future__ import annotations

from indexer.readers.limits import LIMITS
from indexer.readers.markdown.reader import read_markdown as read_blocks
from indexer.structure.draft import Piece
from indexer.structure.furniture import drop_furniture

from .papers import marked_pieces, read_markdown, read_paper

SAID = "It was said that the price of ice had doubled within a year, and that no boat of the harbour could pay for it."
TITLES = ("Price of ice", "Depth of the harbour", "Upkeep of lights", "Boats and nets", "Pilots")
BODY = "".join(f"{title}\n\n{SAID}\n\n" for title in TITLES)


def dropped(text: str) -> dict[str, tuple[str, ...]]:
    """Return the reasons of the dropped pieces by their words."""
    return {piece.text: piece.reasons for piece in marked_pieces(text) if piece.role == "dropped"}


def test_rows_whose_words_recur_are_contents() -> None:
    """Lines with growing page numbers whose words are the headings below are no passages."""
    rows = [f"{title} {page}" for page, title in enumerate(TITLES, 2)]
    assert dropped("\n\n".join(rows) + f"\n\n{BODY}") == dict.fromkeys(rows, ("table_of_contents",))


def test_rows_under_a_heading_of_contents() -> None:
    """Under `Page`, growing numbers are enough; the heading goes with its rows."""
    rows = ["Page", "Opening of the session 2", "List of members 2", "Organization of work 3", "Closing 5"]
    assert dropped("\n\n".join(rows) + f"\n\n{BODY}") == dict.fromkeys(rows, ("table_of_contents",))


def test_numbers_that_count_are_no_contents() -> None:
    """Articles that are counted, votes, and lines among running text stay."""
    articles = "".join(f"Article {number}\n\n" for number in range(1, 7))
    votes = "Yes: 14\n\nNo: 30\n\nAbstaining: 41\n\nAbsent: 52\n\n"
    said = "".join(f"Boat {number}\n\n{SAID}\n\n" for number in range(1, 7))
    assert not dropped(f"{articles}{votes}{said}{BODY}")


def test_boxes_of_a_chart_are_no_passages() -> None:
    """Short words under the heading of an organization chart are its boxes; a sentence ends the chart."""
    boxes = ["Harbour office", "1 P-5", "2 P-4", "Pilots", "3 P-2"]
    assert dropped("Organization chart\n\n" + "\n\n".join(boxes) + f"\n\n{SAID}\n") == dict.fromkeys(
        boxes, ("chart_box",)
    )
    assert not dropped("Organizational structure\n\n- Office\n- Pilots\n- Board\n- Boats\n\n" + SAID)


def test_rows_of_figures_are_no_contents() -> None:
    """Rows under heads that name no page stay, and so do those that end in decimals, whatever their figures do."""
    rows = "Ropes|5.2|40\nNets|6.5|41\nLamps|7.9|45\nTotal|19.6|126\n"
    table = read_blocks(f"# Page\n\nGoods|Price|Sold\n---|---|---\n{rows}\n{SAID}\n".encode(), LIMITS)
    assert not [
        piece for piece in drop_furniture(list(map(Piece, table.blocks))) if "table_of_contents" in piece.reasons
    ]
    decimals = ["Ropes 40.0", "Nets 41.1", "Lamps 45.3", "Total 126.4"]
    assert not dropped("\n\n".join([*decimals, SAID, *(row.split()[0] for row in decimals), SAID]))


LIST = "".join(f"- [{title}](#{title.split()[0].lower()})\n" for title in TITLES)
SECTIONS = "".join(f"## {number}. {title}\n\n{SAID}\n\n" for number, title in enumerate(TITLES, 1))


def test_a_list_of_the_sections_below_is_contents() -> None:
    """Links to the sections, and lines under a heading of contents, are no passages where they recur as headings."""
    for text in (
        f"# Harbour board\n\n{LIST}\n{SECTIONS}",
        f"# Harbour board\n\n## Contents\n\n{LIST}\n{SECTIONS}",
        "# Harbour board\n\n**Contents**\n\n" + "\n\n".join(TITLES) + f"\n\n{SECTIONS}",
    ):
        assert [passage.text for passage in read_markdown(text).passages] == [SAID] * len(TITLES)


def test_an_agenda_and_other_lists_stay() -> None:
    """Items of an agenda are cited, though they recur as headings; so are links to what is no section."""
    agenda = "".join(f"- {title}\n" for title in TITLES)
    links = "".join(f"- [Boat {number}](#boat{number})\n" for number in range(4))
    for text in (f"# Harbour board\n\n## Agenda\n\n{agenda}\n{SECTIONS}", f"# Harbour board\n\n{links}\n{SECTIONS}"):
        items = [passage for passage in read_markdown(text).passages if passage.kind == "list_item"]
        assert len(items) in {4, len(TITLES)}


def test_contents_end_the_title_page() -> None:
    """A heading below the contents is of the text, even if it names a kind of paper."""
    text = f"# Harbour board minutes\n\n{LIST}\n## Ice report\n\nIce is short\n\n{SECTIONS}"
    assert ("Ice report",) in [passage.section.headings for passage in read_markdown(text).passages]


def test_rows_with_few_dots_beside_rows_with_many() -> None:
    """Long words leave room for two dots only; the rows beside show what such a line is."""
    rows = ["Price of ice ........ 2", "Depth of the outer harbour .. 3", "Pilots .......... 9"]
    draft = read_paper("Harbour board\n\n" + "\n".join(rows) + f"\n\n{BODY}")
    assert not any(".." in passage.text for passage in draft.passages)
