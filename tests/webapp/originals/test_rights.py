"""Originals are off by default, refused for papers, never shown of redacted ones, and gone where their files are."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from indexer.build.pipeline import build
from tests.redactions.test_redact import run
from tests.webapp.markup import Page
from tests.webapp.originals.conftest import OfferingSite, offering


def answers(site: OfferingSite, source: str, words: str) -> set[int]:
    """Return the statuses of all addresses that show something of a file."""
    passage = site.passage(words, source)
    document = passage.document.id
    paths = [f"/d/{document}/original", f"/p/{passage.id}/original", f"/d/{document}/page/1"]
    paths += [
        f"/d/{document}/page/1.webp",
        f"/p/{passage.id}/original.webp",
        f"/d/{document}/page/1?passage={passage.id}",
    ]
    return {site.get(path).status_code for path in paths}


def links_to_file(site: OfferingSite, path: str) -> list[str]:
    """Return the links of a page that lead to a file or to a picture of it."""
    page = Page(site.get(path).text)
    links = [element["href"] for element in page.all("a")] + [element["src"] for element in page.all("img")]
    return [link for link in links if "/original" in link or "/page/" in link]


def page_of(site: OfferingSite, path: str) -> str:
    """Return the text of a page that must be well made."""
    page = Page(site.get(path).text)
    assert page.problems == []
    return " ".join(page.text.split())


def test_nothing_is_offered_unless_the_site_says_so(offered_papers: tuple[Path, Path]) -> None:
    """Without the setting no address shows a file, no page links to one, and the official source stays."""
    closed = offering(*offered_papers, originals=False)
    assert answers(closed, "council.pdf", "The harbour council") == {404}
    passage = closed.passage("The harbour council", "council.pdf")
    assert not links_to_file(closed, f"/p/{passage.id}")
    links = [link["href"] for link in Page(closed.get(f"/p/{passage.id}").text).all("a")]
    assert "https://council.example/papers/council.pdf#page=1" in links
    assert "not their files" in page_of(closed, f"/d/{passage.document.id}/original")


def test_the_owner_refuses_one_paper(site: OfferingSite) -> None:
    """`original = false` counts although the site offers originals, and the page of the paper links to none."""
    assert answers(site, "secret.txt", "The secretary") == {404}
    document = site.document("secret.txt")
    assert not links_to_file(site, f"/d/{document.id}")
    assert "does not offer the file" in page_of(site, f"/d/{document.id}/original")


def test_the_file_of_a_redacted_paper_is_never_shown(own_site: OfferingSite) -> None:
    """Neither the file nor a picture of any page of it, also one that was drawn before; other papers stay."""
    assert answers(own_site, "council.pdf", "Members agreed") == {200, 302}
    redacted, other = own_site.passage("Members agreed"), own_site.passage("The harbour council", "council.pdf")
    run("redact", redacted.id, "--index-dir", own_site.index_dir, "--yes", "--reason", "Ruling 12/2031")
    document = redacted.document.id
    assert own_site.get(f"/p/{redacted.id}/original").status_code == 451
    assert own_site.get(f"/p/{redacted.id}/original.webp").status_code == 451
    for path in (f"/d/{document}/original", f"/p/{other.id}/original", f"/d/{document}/page/1"):
        assert own_site.get(path).status_code == 451
    for path in (f"/d/{document}/page/1.webp", f"/p/{other.id}/original.webp"):
        assert own_site.get(path).status_code == 404
    assert "removed permanently" in page_of(own_site, f"/d/{document}/original")
    assert not links_to_file(own_site, f"/p/{other.id}")
    assert own_site.get(f"/d/{own_site.document('river.vtt').id}/original").status_code == 200


def test_a_withdrawn_paper_has_no_original(own_site: OfferingSite) -> None:
    """The address of a paper that is gone says so, as that of its page does."""
    passage = own_site.passage("The harbour council", "council.pdf")
    (own_site.folder / "council.pdf").unlink()
    build(own_site.folder, own_site.index_dir)
    document = passage.document.id
    for path in (f"/d/{document}/original", f"/d/{document}/page/1"):
        assert own_site.get(path).status_code == 410
    assert own_site.get(f"/p/{passage.id}/original").headers["Location"] == f"/p/{passage.id}"
    assert own_site.get(f"/p/{passage.id}").status_code == 410


def test_a_changed_file_is_not_shown(own_site: OfferingSite) -> None:
    """Until it is indexed again: it may not have the words that the site shows."""
    path = own_site.folder / "record.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("twice", "thrice"), encoding="utf-8")
    assert answers(own_site, "record.txt", "The keeper of the lights") == {404}
    document = own_site.document("record.txt").id
    assert "has changed since it was indexed" in page_of(own_site, f"/d/{document}/original")
    build(own_site.folder, own_site.index_dir)
    assert "thrice" in own_site.get(f"/d/{own_site.document('record.txt').id}/original").text


def test_an_unmounted_folder_is_no_fault(own_site: OfferingSite) -> None:
    """Where the papers are not there, the pages say so, and what to do; the text of the papers stays."""
    shutil.move(own_site.folder, own_site.folder.with_name("elsewhere"))
    assert answers(own_site, "council.pdf", "The harbour council") == {404}
    passage = own_site.passage("The harbour council", "council.pdf")
    assert "must be able to read the folder of the papers" in page_of(own_site, f"/p/{passage.id}/original")
    assert own_site.get(f"/p/{passage.id}").status_code == 200


@pytest.mark.parametrize("source", ["record.txt", "letter.docx"])
def test_only_a_pdf_has_pages(site: OfferingSite, source: str) -> None:
    """There is no page and no picture of any other file."""
    document = site.document(source).id
    assert site.get(f"/d/{document}/page/1").status_code == 404
    assert site.get(f"/d/{document}/page/1.webp").status_code == 404
