"""Tests of what the owner of a site can state: its name, its strap line, its logo, whom to ask, a text about it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

import webapp
from webapp.app import make_site
from webapp.settings.kinds import Picture
from webapp.settings.sources import SettingInvalid
from webapp.settings.table import Settings

from .markup import Page
from .served import PATIENCE

ABOUT = """# Who we are

We keep the papers of *rivers* & <b>lakes</b>, see [our house](https://rivers.example.org/?a=1&b=2),
[a trap](javascript:alert(1)) and ![a map](https://other.example.org/map.png).

1. one
2. two

| year | papers |
|---|---|
| 2031 | 5 |

```
code < more
```
"""
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture(scope="module")
def stated(seed_index: Path) -> FlaskClient:
    """A client of a site whose owner has stated everything."""
    settings = Settings(
        index_dir=seed_index,
        public_url="https://papers.example.org",
        site_name="Papers of the River & Lake Commission",
        strap_line="What <rivers> have said.",
        logo=Picture(SVG, "image/svg+xml"),
        contact="library@example.org",
        about=ABOUT,
    )
    return make_site(settings).test_client()


def test_every_page_has_the_name_the_logo_and_the_contact(stated: FlaskClient) -> None:
    """Title, header and footer are the owner's, and nothing in them is markup."""
    for path in ("/", "/search?q=training", "/help", "/nowhere"):
        text = stated.get(path).text
        page = Page(text)
        assert "Papers of the River & Lake Commission" in page.one("title").text
        assert "Papers of the River & Lake Commission" in page.text
        assert "What &lt;rivers&gt; have said." in text
        assert page.one("a", href="mailto:library@example.org")
        assert "Rapporteur" not in page.one("title").text
    address = page.one("img")["src"]
    picture = stated.get(address)
    assert (picture.data, picture.mimetype) == (SVG, "image/svg+xml")
    assert "immutable" in picture.headers["Cache-Control"]
    assert "default-src 'self'" in picture.headers["Content-Security-Policy"]


def test_a_search_engine_is_added_under_the_name(stated: FlaskClient) -> None:
    """The OpenSearch description has the name in both lengths, and the strap line."""
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    root = ET.fromstring(stated.get("/opensearch.xml").data)  # noqa: S314  # our own page
    found = [root.findtext(space + name) for name in ("ShortName", "LongName", "Description")]
    assert found == ["Papers of the", "Papers of the River & Lake Commission", "What <rivers> have said."]


def test_the_text_about_the_site_is_drawn_safely(stated: FlaskClient) -> None:
    """`/about` shows headings, lists, tables and links of the Markdown; markup, scripts and pictures stay words."""
    text = stated.get("/about").text
    page = Page(text)
    assert page.problems == []
    assert "<h2>Who we are</h2>" in text
    assert "<em>rivers</em> &amp; &lt;b&gt;lakes&lt;/b&gt;" in text
    assert page.one("a", href="https://rivers.example.org/?a=1&b=2")
    assert 'href="javascript' not in text
    assert "map.png" not in text
    assert "<ol><li>one</li><li>two</li></ol>" in text
    assert "<td>2031</td>" in text
    assert "<pre>code &lt; more\n</pre>" in text


def test_a_site_about_which_nothing_is_stated_has_the_page_too(client: FlaskClient) -> None:
    """`/about` names the software, and there is no logo to ask for."""
    assert "runs on Rapporteur" in Page(client.get("/about").text).text
    assert client.get("/logo").status_code == 404


def test_another_name_is_another_page(seed_index: Path) -> None:
    """A page that was kept from before a setting was changed is sent anew."""
    first, second = (make_site(Settings(index_dir=seed_index, site_name=name)).test_client() for name in "AB")
    tag = first.get("/help").headers["ETag"]
    assert first.get("/help", headers={"If-None-Match": tag}).status_code == 304
    assert second.get("/help", headers={"If-None-Match": tag}).status_code == 200


def test_the_citation_of_the_collection_names_the_site(stated: FlaskClient) -> None:
    """How to cite what was searched begins with the name of the site."""
    assert stated.get("/coverage.json").get_json()["cite"].startswith("Papers of the River & Lake Commission, index")


def test_another_server_runs_the_site(seed_index: Path, tmp_path: Path) -> None:
    """Gunicorn serves what `webapp:create_app` returns; settings come from its arguments, variables and a file."""
    (tmp_path / "site.toml").write_text('strap-line = "From the file"\n', encoding="utf-8")
    call = f"webapp:create_app({str(seed_index)!r}, site_name='From the call')"
    command = [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", "--no-control-socket", call]
    environ = {"PATH": "", "RAPPORTEUR_CONFIG": str(tmp_path / "site.toml"), "RAPPORTEUR_CONTACT": "From a variable"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environ) as server:
        try:
            assert server.stderr
            url = next(line for line in server.stderr if "Listening at: " in line).split()[-2]
            with urlopen(url, timeout=PATIENCE) as answer:  # noqa: S310  # our own server
                text = answer.read().decode()
        finally:
            server.terminate()
            server.communicate()
    for words in ("From the call", "From the file", "From a variable"):
        assert words in text


def test_settings_of_a_server_are_not_those_of_the_site() -> None:
    """A setting that does not exist, or that only our own server has, is refused by name."""
    with pytest.raises(SettingInvalid, match=r"side_name: there is no such setting"):
        webapp.create_app(side_name="x")
    with pytest.raises(SettingInvalid, match=r"port: only rapporteur serve"):
        webapp.create_app(port=80)


def test_processes_that_would_not_share(seed_index: Path) -> None:
    """Gunicorn that would load a site in each of its processes does not start, and says what to do."""
    code = "from gunicorn.app.wsgiapp import run; run()"
    command = [sys.executable, "-c", code, "--workers", "2", "--bind", "127.0.0.1:0"]
    command.append(f"webapp:create_app({str(seed_index)!r})")
    ended = subprocess.run(command, check=False, capture_output=True, text=True, timeout=PATIENCE)
    assert ended.returncode != 0
    assert "start gunicorn with --preload, or with one worker." in ended.stderr
