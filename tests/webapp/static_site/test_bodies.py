"""Organisations and countries in an edition: they are known by their names, which few disks take as they are."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

from indexer.query.results import FacetName
from indexer.store.library import Library
from tests.links.test_pages import page_text
from webapp.address import urls
from webapp.static_site.layout import Layout, RouteForm, file_name
from webapp.static_site.rendering import own_address

from .editions import PUBLIC, read_page

FACETS: tuple[FacetName, ...] = ("organisation", "country")


def body_page(edition: Path, facet: FacetName, name: str) -> str:
    """Return the page of an organisation or a country."""
    return (edition / urls.BODY_LISTS[facet].strip("/") / file_name(name) / "index.html").read_text(encoding="utf-8")


def folders_linked(edition: Path, address: str, page: str) -> set[Path]:
    """Return the folders to which the links of a page lead."""
    here = edition / address.strip("/")
    return {(here / unquote(link)).resolve() for link in re.findall(r'<a [^>]*href="([^"#?]*)"', page)}


@pytest.mark.parametrize("facet", FACETS)
def test_each_has_a_page_to_which_the_list_leads(edition: Path, library: Library, facet: FacetName) -> None:
    """Every organisation and country that passages name has its page, with its passages, and is in the list of all."""
    path = urls.BODY_LISTS[facet]
    linked = folders_linked(edition, path, read_page(edition, path))
    names = library.facet_labels(facet)
    assert names
    for name in names:
        page = body_page(edition, facet, name)
        assert name in page_text(page)
        assert f'href="../../{path.strip("/")}/"' in page
        assert (edition / path.strip("/") / file_name(name)).resolve() in linked


def test_people_and_meetings_lead_to_them(edition: Path, library: Library) -> None:
    """A person's page leads to those that the person is named with, a meeting's to those of its people."""
    own = [person for passage in library.passages() for person in passage.people if person.person]
    named = next(person for person in own if person.organisation)
    address = urls.person_path(named.person or "")
    wanted = (edition / "organisations" / file_name(named.organisation or "")).resolve()
    assert wanted in folders_linked(edition, address, read_page(edition, address))
    meetings = [urls.meeting_path(meeting.id) for meeting in library.meetings()]
    linked = {
        folder for address in meetings for folder in folders_linked(edition, address, read_page(edition, address))
    }
    for path in urls.BODY_LISTS.values():
        assert any(folder.parent == (edition / path.strip("/")).resolve() for folder in linked)


def test_every_page_leads_to_the_lists(edition: Path) -> None:
    """The lists of names lead to each other, and the foot of each page leads to all of them."""
    for address in ("/", "/people", "/organisations", "/countries", "/glossary"):
        linked = folders_linked(edition, address, read_page(edition, address))
        assert {(edition / name).resolve() for name in ("people", "organisations", "countries")} <= linked


def test_a_page_gives_the_address_at_which_it_stands(edition: Path, library: Library) -> None:
    """Its canonical link, its card and its data name the folder, which the sitemap lists too."""
    listed = (edition / "sitemap-1.xml").read_text(encoding="utf-8")
    for name in library.facet_labels("organisation"):
        page, address = body_page(edition, "organisation", name), f"{PUBLIC}/organisations/{file_name(name)}/"
        assert f'<link rel="canonical" href="{address}">' in page
        assert f'<meta property="og:url" content="{address}">' in page
        assert f'"url": "{address}"' in page
        assert f"<loc>{address}</loc>" in listed
        assert f'{PUBLIC}{urls.body_path("organisation", name)}"' not in page


@pytest.mark.parametrize("name", ["Ministry of Fisheries", "UN/DESA", "ONU «Mujeres»", "联合国", "a" * 300, "Ü" * 90])
def test_whatever_a_name_has_in_it_is_one_folder(name: str) -> None:
    """Signs that part addresses, letters of any script, and length make no other folder, and no name too long."""
    layout = Layout("", lambda path: RouteForm("page", ("meetings",)) if path.startswith("/organisations/") else None)
    address = urls.body_path("organisation", name)
    place = layout.place(address)
    assert place is not None
    assert place.file == f"organisations/{file_name(name)}/index.html"
    assert len(file_name(name)) <= 240
    assert own_address(address) == f"/{place.link}"
    assert own_address(f"{address}?meetings=2") == f"/{place.link}?meetings=2"


def test_addresses_of_ids_are_those_of_the_site() -> None:
    """A page whose name is a folder as it stands keeps its address."""
    for address in ("/", "/p/report-2031.abcde", "/d/report?part=2", "/m/lima-2031/session-1", "/people/a-b"):
        assert own_address(address) == address
