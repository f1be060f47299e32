"""Tests of what browsers, crawlers and monitors ask of the site."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from flask.testing import FlaskClient

from indexer.build.pipeline import build
from indexer.store.catalogues import CATALOGUE_FILE
from indexer.store.library import Library
from indexer.version import program_version
from webapp.app import create_app
from webapp.translations.catalogues import LANGUAGES

SPEC = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_the_search_description_is_as_the_standard_has_it(client: FlaskClient) -> None:
    """The OpenSearch description has the exact namespace, a short name that fits, and absolute templates."""
    response = client.get("/opensearch.xml")
    assert response.mimetype == "application/opensearchdescription+xml"
    root = ET.fromstring(response.data)  # noqa: S314  # our own page
    assert root.tag == f"{SPEC}OpenSearchDescription"
    assert len(root.findtext(f"{SPEC}ShortName", "")) in range(1, 17)
    templates = {url.attrib["type"]: url.attrib["template"] for url in root.iter(f"{SPEC}Url")}
    assert templates["text/html"] == "https://papers.example.org/search?q={searchTerms}"


def test_crawlers_are_told_the_same_below_every_language(client: FlaskClient) -> None:
    """What crawlers may not fetch they may not fetch in a language either."""
    told = client.get("/robots.txt").text.splitlines()
    rules = [line.split(": ") for line in told if line.startswith(("Allow: /", "Disallow: /"))]
    plain = [(rule, path) for rule, path in rules if path.split("/")[1] not in LANGUAGES]
    assert ("Disallow", "/d/*/page/") in plain
    for code in LANGUAGES:
        below = [(rule, path.removeprefix(f"/{code}")) for rule, path in rules if path.startswith(f"/{code}/")]
        assert below == plain
    assert all(line.strip() for line in told[:-2])  # a blank line would end the group of rules


def test_the_process_is_alive_whatever_the_index(tmp_path: Path, client: FlaskClient) -> None:
    """`/healthz` answers 200 with an index and without."""
    for visitor in (client, create_app(tmp_path).test_client()):
        assert visitor.get("/healthz").get_json() == {"status": "alive"}


def test_readiness_tells_the_build(client: FlaskClient, library: Library) -> None:
    """`/readyz` names the build that is open, and its size."""
    answer = client.get("/readyz").get_json()
    assert (answer["status"], answer["build"], answer["problem"]) == ("ready", library.stats.build, None)
    assert answer["passages"] == library.stats.passages


def test_readiness_tells_what_could_not_be_opened(tmp_path: Path) -> None:
    """Without a build that opens, `/readyz` answers 503, names the build and says what to do; then it recovers."""
    papers, index_dir = tmp_path / "papers", tmp_path / "index"
    papers.mkdir()
    visitor = create_app(index_dir).test_client()
    assert "run: rapporteur index" in _not_ready(visitor)
    (papers / "note.txt").write_text("A note\n\nThe rivers rose in spring and fell again.\n", encoding="utf-8")
    first = build(papers, index_dir).build
    (first / CATALOGUE_FILE).rename(tmp_path / "aside")
    problem = _not_ready(visitor)
    assert problem.startswith(f"The build {first.name} cannot be opened. ")
    assert "To rebuild it, run: rapporteur index" in problem
    (tmp_path / "aside").rename(first / CATALOGUE_FILE)
    assert visitor.get("/readyz").get_json()["build"] == first.name


def test_a_newer_build_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """While the build before it goes on serving, `/readyz` is ready and names the newer one that does not open."""
    papers, index_dir = tmp_path / "papers", tmp_path / "index"
    papers.mkdir()
    (papers / "note.txt").write_text("A note\n\nThe rivers rose in spring and fell again.\n", encoding="utf-8")
    first = build(papers, index_dir).build
    visitor = create_app(index_dir).test_client()
    assert visitor.get("/readyz").get_json()["build"] == first.name
    newer = "20990101T000000Z-abcdef"
    (index_dir / "CURRENT").write_text(f"{newer}\n", encoding="utf-8")
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.get_json()["build"]) == (200, first.name)
    assert answer.get_json()["problem"].startswith(f"The build {newer} cannot be opened.")


def _not_ready(visitor: FlaskClient) -> str:
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.get_json()["status"]) == (503, "not ready")
    return str(answer.get_json()["problem"])


def test_the_version_names_the_commit(client: FlaskClient) -> None:
    """`/version` has the version of the package, and the commit with how it is known."""
    answer = client.get("/version").get_json()
    program = program_version()
    assert (answer["version"], answer["commit"]) == (program.number, program.commit or None)
    assert answer["commit_known_from"] == program.known_from
