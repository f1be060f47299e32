"""The check of links sees what a reader would see."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE

from webapp.static_site.link_check import check_links

PUBLIC = "https://example.org/papers"


def site_of(folder: Path, **pages: str) -> Path:
    """Write pages by their folders; `home` stands at the root."""
    for name, text in pages.items():
        home = folder if name == "home" else folder / name
        home.mkdir(exist_ok=True)
        (home / "index.html").write_text(f"<!doctype html><p id=top-of-it>{text}", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "link",
    [
        "sub/",
        "sub",
        "sub/index.html?v=1",
        "sub/#top-of-it",
        "#top-of-it",
        "#",
        f"{PUBLIC}/sub?v=1#top-of-it",
        PUBLIC,
        "/papers/sub/",
        "https://elsewhere.example/x",
        "mailto:x@example.org",
        "sub/#top-of-it:~:text=x",
    ],
)
def test_a_link_that_leads_somewhere_is_alive(tmp_path: Path, link: str) -> None:
    """Folders with a page, places in pages, the public address and other sites are fine."""
    assert check_links(site_of(tmp_path, home=f'<a href="{link}">x</a>', sub="x"), PUBLIC).dead == ()


@pytest.mark.parametrize(
    "text",
    [
        '<a href="gone/">x</a>',
        '<a href="sub/#gone">x</a>',
        '<a href="#gone">x</a>',
        f'<a href="{PUBLIC}/gone">x</a>',
        '<a href="/sub/">x</a>',
        '<a href="../sub/">x</a>',
        '<img src="gone.png">',
        '<form action="gone/"></form>',
        '<link rel="stylesheet" href="gone.css">',
        '<meta http-equiv="refresh" content="0; url=gone/">',
    ],
)
def test_a_link_that_leads_nowhere_is_told(tmp_path: Path, text: str) -> None:
    """Whatever holds the address: the file and the link are named."""
    (dead,) = check_links(site_of(tmp_path, home=text, sub="x"), PUBLIC).dead
    assert dead.file == "index.html"
    assert dead.link in text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sitemap.xml", "<loc>LINK</loc>"),
        ("x.atom", '<entry><link rel="alternate" href="LINK"/></entry>'),
        ("opensearch.xml", '<Url template="LINK?q={searchTerms}"/>'),
        ("paper.akn.xml", '<ref href="LINK">x</ref>'),
        ("paper.tei.xml", '<idno type="URI">LINK</idno>'),
        ("record.json", '{"links": {"self": "LINK"}, "sessions": []}'),
        ("feed.json", '{"items": [{"id": "x", "url": "LINK"}]}'),
        ("x.jsonld", '{"target": {"source": "LINK"}}'),
        ("x.linkset", '{"linkset": [{"item": [{"href": "LINK"}]}]}'),
        ("site.webmanifest", '{"icons": [{"src": "LINK"}]}'),
        ("x.ris", "TY  - RPRT\nUR  - LINK\n"),
        ("x.bib", "@misc{x,\n  url = {LINK},\n}"),
        ("robots.txt", "User-agent: *\nSitemap: LINK\n"),
        ("page.html", '<!doctype html><meta property="og:url" content="LINK">'),
        ("page.html", '<!doctype html><script type="application/ld+json">{"url": "LINK"}</script>'),
        ("page.html", '<!doctype html><button data-address="LINK">x</button>'),
    ],
)
def test_the_links_of_every_form_of_file_are_followed(tmp_path: Path, name: str, text: str) -> None:
    """A file of any form is told where its link leads nowhere, and only there."""
    site_of(tmp_path, home="x")
    for link, dead in ((f"{PUBLIC}/", []), (f"{PUBLIC}/gone", [name])):
        (tmp_path / name).write_text(text.replace("LINK", link), encoding="utf-8")
        assert [each.file for each in check_links(tmp_path, PUBLIC).dead] == dead


def test_the_links_of_a_word_file_are_followed(tmp_path: Path) -> None:
    """A file for word processors has its links in a part of its own."""
    site_of(tmp_path, home="x")
    document = Document()
    document.part.relate_to(f"{PUBLIC}/gone", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    document.save(str(tmp_path / "x.docx"))
    (dead,) = check_links(tmp_path, PUBLIC).dead
    assert dead == ("x.docx", f"{PUBLIC}/gone")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("record.json", '{"text": "LINK", "id": "LINK"}'),
        ("feed.json", '{"items": [{"content_text": "see LINK for more"}]}'),
        ("x.jsonld", '{"selector": {"exact": "LINK"}}'),
        ("x.atom", "<id>LINK</id><content>LINK</content>"),
        ("paper.akn.xml", '<p>LINK</p><TLCConcept href="LINK"/>'),
        ("x.ris", "N1  - LINK\n"),
        ("robots.txt", "Disallow: /papers/gone\n"),
    ],
)
def test_words_of_papers_and_names_of_things_are_no_links(tmp_path: Path, name: str, text: str) -> None:
    """A paper may print an address that was never there, and an id is not looked up."""
    site_of(tmp_path, home="x")
    (tmp_path / name).write_text(text.replace("LINK", f"{PUBLIC}/gone"), encoding="utf-8")
    assert check_links(tmp_path, PUBLIC).dead == ()
