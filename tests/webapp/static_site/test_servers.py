"""The recipes for web servers in `deploy`, run: an edition answers at the links that the site had."""

from __future__ import annotations

import re
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from indexer.model import Passage
from indexer.store.library import Library
from tests.conftest import ROOT
from tests.links.corpus import EditedCorpus
from tests.webapp.access.test_nginx import NGINX, free_ports, listens, nginx_with
from tests.webapp.served import wait_until
from webapp.translations.catalogues import LANGUAGES

from .editions import served_folder, write_edition

PUBLIC = "https://papers.example.org"
CADDY = shutil.which("caddy")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """An edition with a passage that was reworded, its link as cited, and its link of today."""
    home = tmp_path_factory.mktemp("changed")
    corpus = EditedCorpus.create(home)
    cited = corpus.copied_link("Turtles")
    corpus.edit("one of every ten hauls", "two of every nine hauls")
    write_edition(corpus.index_dir, home / "edition", public_url=PUBLIC)
    return home / "edition", cited, corpus.copied_link("Turtles")


def ask(address: str) -> tuple[int, str, str, str]:
    """Return status, media type, text and the address at which the answer was found."""
    try:
        with urllib.request.urlopen(address) as answer:  # noqa: S310  # this machine
            return answer.status, answer.headers.get_content_type(), answer.read().decode(), answer.url
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get_content_type(), error.read().decode(), error.url


def check_answers(site: str, cited: str, today: str) -> None:
    """Check what a site answers that keeps the links, those with arguments too."""
    path = today.partition("?")[0]
    assert "The wording has changed since it was cited." in ask(site + cited)[2]
    status, media_type, page, url = ask(site + today)
    assert (status, media_type) == (200, "text/html")
    assert "nine hauls" in page
    assert url.partition("?")[0] == f"{site}{path}/"
    assert ask(f"{site}{path}.ris")[1] == "application/x-research-info-systems"
    assert ask(f"{site}/api/v1/passages/{path[3:]}")[1] == "application/json"
    for language in LANGUAGES:
        assert ask(f"{site}/{language}{today}")[3].partition("?")[0] == f"{site}{path}/"
    assert "The wording has changed since it was cited." in ask(f"{site}/fr{cited}")[2]
    assert ask(f"{site}/fr{path}.ris")[1] == "application/x-research-info-systems"
    assert {ask(f"{site}/fr")[3], ask(f"{site}/fr/")[3]} == {f"{site}/"}
    for elsewhere in ("/fr//example.invalid/", "/fr/%5Cexample.invalid/", "/fr/%0d%0aX-Made:1", "/french"):
        status, _, _, url = ask(site + elsewhere)
        assert status in {400, 404}
        assert url.startswith(f"{site}/")
    status, _, page, _ = ask(f"{site}/p/nothing/here")
    assert status == 404
    assert "Page not found" in page
    assert ask(f"{site}/p/..%2f..%2fetc/passwd")[0] in {400, 404}


@pytest.mark.skipif(NGINX is None, reason="there is no nginx (apt-get install nginx-light)")
def test_nginx_keeps_the_links(changed: tuple[Path, str, str], tmp_path: Path) -> None:
    """The recipe for nginx leads links with a version to the wording as cited."""
    edition, cited, today = changed
    recipe = (ROOT / "deploy/edition.nginx.conf").read_text(encoding="utf-8")
    recipe = re.sub(r"^ *ssl_certificate.*\n", "", recipe, flags=re.MULTILINE)
    (port,) = free_ports(1)
    recipe = recipe.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};").replace("/srv/papers", str(edition))
    with nginx_with(recipe, tmp_path, port):
        check_answers(f"http://127.0.0.1:{port}", cited, today)


def check_below_a_path(site: str, passage: Passage) -> None:
    """Check what a site answers of an edition that is the folder /papers of its host."""
    for language in LANGUAGES:
        status, _, page, url = ask(f"{site}/papers/{language}/p/{passage.id}?v=1a2b3c")
        assert (status, url.partition("?")[0]) == (200, f"{site}/papers/p/{passage.id}/")
        assert passage.text.split()[0] in page
        assert ask(f"{site}/papers/{language}/p/{passage.id}.ris")[1] == "application/x-research-info-systems"
    assert {ask(f"{site}/papers/fr")[3], ask(f"{site}/papers/fr/")[3]} == {f"{site}/papers/"}
    for elsewhere in ("/papers/fr//example.invalid/", "//example.invalid/fr/x", "/papers/fr/none", "/papers/french"):
        status, _, _, url = ask(site + elsewhere)
        assert status in {400, 404}
        assert url.startswith(f"{site}/")
    assert "Page not found" in ask(f"{site}/papers/nothing")[2]


@pytest.mark.skipif(NGINX is None, reason="there is no nginx (apt-get install nginx-light)")
def test_nginx_keeps_the_links_below_a_path(edition: Path, library: Library, tmp_path: Path) -> None:
    """The recipe leads links with a language to the page without it where the edition is a folder of the host."""
    recipe = (ROOT / "deploy/edition.nginx.conf").read_text(encoding="utf-8")
    recipe = re.sub(r"^ *ssl_certificate.*\n", "", recipe, flags=re.MULTILINE)
    (port,) = free_ports(1)
    recipe = recipe.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    recipe = recipe.replace("root /srv/papers;", f"root {edition.parent};").replace("404 /404", "404 /papers/404")
    with nginx_with(recipe, tmp_path, port):
        check_below_a_path(f"http://127.0.0.1:{port}", next(iter(library.passages())))


@pytest.mark.skipif(not CADDY, reason="there is no Caddy (apt-get install caddy)")
def test_caddy_keeps_the_links_below_a_path(edition: Path, library: Library, tmp_path: Path) -> None:
    """The recipe for Caddy does the same."""
    (port,) = free_ports(1)
    recipe = (ROOT / "deploy/edition.Caddyfile").read_text(encoding="utf-8")
    recipe = recipe.replace("papers.example.org {", f"http://127.0.0.1:{port} {{")
    recipe = recipe.replace("root * /srv/papers", f"root * {edition.parent}").replace("* /404", "* /papers/404")
    config = tmp_path / "Caddyfile"
    config.write_text("{\n\tadmin off\n\tauto_https off\n}\n" + recipe, encoding="utf-8")
    with caddy_with(config, port):
        check_below_a_path(f"http://127.0.0.1:{port}", next(iter(library.passages())))


@pytest.mark.skipif(not CADDY, reason="there is no Caddy (apt-get install caddy)")
def test_caddy_keeps_the_links(changed: tuple[Path, str, str], tmp_path: Path) -> None:
    """The recipe for Caddy does the same."""
    edition, cited, today = changed
    (port,) = free_ports(1)
    recipe = (ROOT / "deploy/edition.Caddyfile").read_text(encoding="utf-8")
    recipe = recipe.replace("papers.example.org {", f"http://127.0.0.1:{port} {{").replace("/srv/papers", str(edition))
    config = tmp_path / "Caddyfile"
    config.write_text("{\n\tadmin off\n\tauto_https off\n}\n" + recipe, encoding="utf-8")
    with caddy_with(config, port):
        check_answers(f"http://127.0.0.1:{port}", cited, today)


@contextmanager
def caddy_with(config: Path, port: int) -> Iterator[None]:
    """Run Caddy with a configuration until the end of the block."""
    command = [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(config)]
    with (config.parent / "caddy.log").open("w+") as log, subprocess.Popen(command, stderr=log, stdout=log) as process:
        try:
            wait_until(lambda: process.poll() is not None or listens(port))
            assert process.poll() is None, (config.parent / "caddy.log").read_text(encoding="utf-8")
            yield
        finally:
            process.terminate()


def test_a_plain_server_sends_every_page(edition: Path, library: Library) -> None:
    """A server without any rule, below a path: links of the site lead to the folders of their pages."""
    passage = next(iter(library.passages()))
    with served_folder(edition.parent) as site:
        status, _, page, url = ask(f"{site}/papers/p/{passage.id}?v=1a2b3c")
        assert status == 200
        assert url == f"{site}/papers/p/{passage.id}/?v=1a2b3c"
        assert passage.text.split()[0] in page
        assert ask(f"{site}/papers/d/{passage.document.id}")[0] == 200
