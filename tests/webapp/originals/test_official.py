"""The link to the official source: as near to the place as the kind of file allows, and never a guess beyond that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import corpus_factory as made
from webapp.originals.official import official_address

TEXT = "Participants welcomed the pledges, and asked for equipment that fits every mission in the north-east."


@pytest.mark.parametrize(
    ("url", "source", "page", "expected"),
    [
        ("https://a.example/x.pdf", "x.pdf", 7, "#page=7"),
        ("https://a.example/x.PDF?lang=en", "x.pdf", 7, "#page=7"),
        ("https://a.example/S/2031/4", "x.pdf", 7, "#page=7"),
        ("https://a.example/x.pdf", "x.docx", None, ""),
        ("https://a.example/x.pdf#nameddest=a", "x.pdf", 7, ""),
        ("https://a.example/x.docx", "x.pdf", 7, ""),
        (
            "https://a.example/x.html",
            "x.pdf",
            7,
            "#:~:text=Participants%20welcomed%20the%20pledges%2C%20and,every%20mission%20in%20the%20north%2Deast.",
        ),
        (
            "https://a.example/x#top",
            "x.html",
            None,
            ":~:text=Participants%20welcomed%20the%20pledges%2C%20and,every%20mission%20in%20the%20north%2Deast.",
        ),
    ],
)
def test_the_place_depends_on_the_kind_of_file(url: str, source: str, page: int | None, expected: str) -> None:
    """A page where both are PDFs, words where the source is a web page, else the beginning."""
    paper = replace(made.SUMMARY, url=url, source=source)
    passage = made.passage(paper, 0, TEXT, page=page)
    assert official_address(paper, passage) == url + expected
    assert official_address(paper) == url


def test_without_an_address_there_is_no_link() -> None:
    """Nothing is made up where `corpus.toml` states nothing."""
    assert official_address(made.SUMMARY, made.PASSAGES[2]) == ""


def test_a_short_passage_is_named_whole() -> None:
    """Few words are given as they are."""
    paper = replace(made.SUMMARY, url="https://a.example/")
    assert (
        official_address(paper, made.passage(paper, 0, "Yes, we do.")) == "https://a.example/#:~:text=Yes%2C%20we%20do."
    )
