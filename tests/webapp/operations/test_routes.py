"""Tests of what browsers, crawlers and monitors ask of the site."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from flask.testing import FlaskClient

from indexer.store.library import Library

SPEC = "{http://a9.com/-/spec/opensearch/1.1/}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_the_search_description_is_as_the_standard_has_it(client: FlaskClient) -> None:
    """The OpenSearch description has the exact namespace, a short name that fits, and absolute templates."""
    response = client.get("/opensearch.xml")
    assert response.mimetype == "application/opensearchdescription+xml"
    root = ET.fromstring(response.data)  # noqa: S314  # our own page
    assert root.tag == f"{SPEC}OpenSearchDescription"
    assert len(root.findtext(f"{SPEC}ShortName", "")) in range(1, 17)
    templates = {url.attrib["type"]: url.attrib["template"] for url in root.iter(f"{SPEC}Url")}
    assert templates["text/html"] == "https://papers.example.org/search?q={searchTerms}"


def test_the_sitemap_names_what_is_there(client: FlaskClient, library: Library) -> None:
    """The sitemap lists every meeting, session, document and person by absolute URL, and robots.txt names it."""
    root = ET.fromstring(client.get("/sitemap.xml").data)  # noqa: S314  # our own page
    addresses = [element.text or "" for element in root.iter(f"{SITEMAP}loc")]
    stats = library.stats
    lists = 2  # people and glossary
    fixed = 6  # home, help, meetings, coverage, verify, about
    assert len(addresses) == fixed + lists + stats.meetings + stats.sessions + stats.documents + len(library.persons())
    for address in addresses:
        assert client.get(address.removeprefix("https://papers.example.org")).status_code == 200
    assert "Sitemap: https://papers.example.org/sitemap.xml" in client.get("/robots.txt").text


def test_health_tells_the_build(client: FlaskClient, library: Library) -> None:
    """The health check reports that there is an index, and its size."""
    answer = client.get("/healthz").get_json()
    assert answer["status"] == "ok"
    assert answer["passages"] == library.stats.passages
