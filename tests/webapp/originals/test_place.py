"""From a passage to its place in the original: the page with the passage marked, the lines of a text, or words."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from indexer.build.pipeline import build
from tests.readers.make import bare_docx, word_paragraph, word_run
from tests.webapp.markup import Page
from tests.webapp.originals.conftest import OfferingSite
from webapp.address import urls


def opened(site: OfferingSite, path: str) -> Page:
    """Return a page that must be there and well made."""
    response = site.get(path)
    assert response.status_code == 200, path
    page = Page(response.text)
    assert page.problems == []
    return page


def test_a_passage_leads_to_its_place_in_the_official_source(site: OfferingSite) -> None:
    """Feature 13: a PDF opens at the page, a web page at the words; the link says nothing of the reader."""
    passage = site.passage("The harbour council", "council.pdf")
    link = opened(site, f"/p/{passage.id}").one("a", class_="official")
    assert link["href"] == "https://council.example/papers/council.pdf#page=1"
    assert set(link["rel"].split()) == {"external", "noopener", "noreferrer"}
    passage = site.passage("The board welcomed")
    link = opened(site, f"/p/{passage.id}").one("a", class_="official")
    assert link["href"] == (
        "https://council.example/board#:~:text=The%20board%20welcomed%20all%20keepers,the%20year%2C%20and%20thanked%20them."
    )
    link = opened(site, f"/d/{passage.document.id}").one("a", class_="official")
    assert link["href"] == "https://council.example/board"


def test_the_page_of_a_pdf_shows_the_passage_marked(site: OfferingSite) -> None:
    """Its address is permanent; the picture has a size and words for those who do not see it, and the text is there."""
    passage = site.passage("Members agreed")
    response = site.get(f"/p/{passage.id}/original")
    assert response.status_code == 302
    path = urls.original_page_path(passage.document.id, 1, passage.id)
    assert response.headers["Location"] == path
    page = opened(site, path)
    assert "Page 1 of 3" in page.text
    number = passage.ordinal + 1
    assert f"Passage {number} is marked on the picture." in " ".join(page.text.split())
    picture = page.all("img")[-1]
    assert f"passage {number} marked" in picture["alt"]
    assert passage.text in " ".join(page.text.split())
    image = site.get(picture["src"])
    assert image.headers["Content-Type"] == "image/webp"
    size = Image.open(io.BytesIO(image.data)).size
    assert size == (int(picture["width"]), int(picture["height"]))
    links = [link["href"] for link in page.all("a")]
    assert f"/d/{passage.document.id}/original#page=1" in links
    assert urls.passage_path(passage.id) in links
    assert urls.original_page_path(passage.document.id, 2, passage.id) in links


def test_the_passage_has_a_picture_of_its_place(site: OfferingSite) -> None:
    """The page of a passage has the part of the page around it, which is fetched when it is seen."""
    passage = site.passage("Members agreed")
    page = opened(site, f"/p/{passage.id}")
    [picture] = [image for image in page.all("img") if image.has("loading", "lazy")]
    assert "(p. 1)" in picture["alt"]
    part = Image.open(io.BytesIO(site.get(picture["src"]).data))
    whole = Image.open(io.BytesIO(site.get(f"/d/{passage.document.id}/page/1.webp").data))
    assert part.width == whole.width
    assert part.height < whole.height / 3


def test_a_passage_that_goes_on_leads_to_the_next_page(site: OfferingSite) -> None:
    """It is marked there too, and on no page after that."""
    passage = site.passage("The inspector of nets")
    first = opened(site, urls.original_page_path(passage.document.id, 1, passage.id))
    assert "It continues on the next page." in " ".join(first.text.split())
    second = opened(site, urls.original_page_path(passage.document.id, 2, passage.id))
    assert "is marked on the picture." in " ".join(second.text.split())
    third = opened(site, urls.original_page_path(passage.document.id, 3, passage.id))
    assert "marked" not in third.text


def test_pages_are_turned_from_the_first_to_the_last(site: OfferingSite) -> None:
    """Without a passage there is nothing to mark; a page that is not there is not found."""
    document = site.document("council.pdf").id
    first = opened(site, f"/d/{document}/page/1")
    assert {link["href"] for link in first.all("a", rel="next")} == {f"/d/{document}/page/2"}
    assert not first.all("a", rel="prev")
    last = opened(site, f"/d/{document}/page/3")
    assert {link["href"] for link in last.all("a", rel="prev")} == {f"/d/{document}/page/2"}
    assert not last.all("a", rel="next")
    assert "The file has no text of this page." in last.all("img")[-1]["alt"]
    for page in ("0", "4", "99999999999999999999"):
        assert site.get(f"/d/{document}/page/{page}").status_code == 404
        assert site.get(f"/d/{document}/page/{page}.webp").status_code == 404
    stranger = site.passage("The keeper of the lights", "record.txt")
    unmarked = opened(site, f"/d/{document}/page/1?passage={stranger.id}")
    assert "marked" not in unmarked.text
    assert opened(site, f"/d/{document}/page/1?passage=no-such.passage")


@pytest.mark.parametrize(
    ("words", "source", "marked"),
    [
        ("The keeper of the lights", "record.txt", "The keeper of the lights"),
        ("The keeper of the lights", "more.zip/packed.txt", "The keeper of the lights"),
        ("The pilots asked", "pilots.md", "The pilots **asked** the board"),
        ("We have seen", "river.vtt", "We have seen the river rise by"),
        ("The board welcomed", "board.html", "The board welcomed <b>all</b> keepers &amp; their"),
    ],
)
def test_the_place_in_a_text_is_shown_with_its_lines(site: OfferingSite, words: str, source: str, marked: str) -> None:
    """The lines of the file have their numbers; the words of the passage are marked; markup is shown, not run."""
    passage = site.passage(words, source)
    page = opened(site, f"/p/{passage.id}/original")
    assert page.all("mark")[0].text.startswith(marked)
    numbers = [int(line["value"]) for line in page.all("li") if line.has("value")]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def test_a_hostile_source_is_shown_as_text(site: OfferingSite) -> None:
    """The script of a web page stands among its lines as text, and is no element of our page."""
    passage = site.passage("The board welcomed")
    response = site.get(f"/p/{passage.id}/original")
    assert "taken over" in Page(response.text).text
    assert "<script>document" not in response.text
    assert "default-src 'self'" in response.headers["Content-Security-Policy"]


def test_a_word_file_has_no_page_to_show(site: OfferingSite) -> None:
    """The page says so in words, and offers the file."""
    passage = site.passage("The river council", "letter.docx")
    page = opened(site, f"/p/{passage.id}/original")
    assert "has no fixed pages" in page.text
    assert f"/d/{passage.document.id}/original" in [link["href"] for link in page.all("a")]


def test_the_page_of_a_word_file_is_that_of_its_last_saving(own_site: OfferingSite) -> None:
    """Where the file stores its pages, the page says the one that results and references name."""
    turn = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = word_paragraph("Gulls were counted.") + word_paragraph(turn + word_run("Terns were counted."))
    (own_site.folder / "gulls.docx").write_bytes(bare_docx(body, pages="2"))
    build(own_site.folder, own_site.index_dir)
    passage = own_site.passage("Terns", "gulls.docx")
    assert passage.page == 2
    page = opened(own_site, f"/p/{passage.id}/original")
    assert "When this file (Word) was last saved, this passage was on p. 2." in page.text
    assert "has no fixed pages" not in page.text


def test_recognised_words_come_with_the_picture_of_their_page(own_site: OfferingSite) -> None:
    """Feature U15: beside the warning the picture is open at once, as there is something to compare."""
    settings = own_site.folder / "corpus.toml"
    settings.write_text('[[document]]\nfile = "council.pdf"\nrecognised = true\n', encoding="utf-8")
    build(own_site.folder, own_site.index_dir)
    passage = own_site.passage("Members agreed")
    page = opened(own_site, f"/p/{passage.id}")
    assert "Scanned text (OCR)" in page.text
    assert page.one("details", class_="on-page").has("open")
    assert own_site.get(f"/p/{passage.id}/original.webp").headers["Content-Type"] == "image/webp"
    page = opened(own_site, urls.original_page_path(passage.document.id, 1, passage.id))
    assert "Compare with the original" in page.text


def test_pages_of_originals_are_for_no_crawler(site: OfferingSite) -> None:
    """They cost more than others, and say nothing that the pages of passages do not."""
    passage = site.passage("Members agreed")
    page = opened(site, urls.original_page_path(passage.document.id, 1, passage.id))
    assert page.one("meta", name="robots")["content"] == "noindex, follow"
    picture = site.get(f"/p/{passage.id}/original.webp")
    assert picture.headers["X-Robots-Tag"] == "noindex"
    assert "/original" in site.get("/robots.txt").text
