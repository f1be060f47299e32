"""The check of links sees what a reader would see."""

from __future__ import annotations

from pathlib import Path

import pytest

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


def test_feeds_and_sitemaps_are_followed(tmp_path: Path) -> None:
    """Addresses in XML count as those of pages do."""
    site_of(tmp_path, home="x")
    (tmp_path / "sitemap.xml").write_text(f"<loc>{PUBLIC}/gone</loc><loc>{PUBLIC}/</loc>", encoding="utf-8")
    (tmp_path / "x.atom").write_text(f'<link href="{PUBLIC}/gone"/>', encoding="utf-8")
    assert {dead.file for dead in check_links(tmp_path, PUBLIC).dead} == {"sitemap.xml", "x.atom"}
