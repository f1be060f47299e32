"""A day in an administrator's life: papers are indexed and served, one is added, and all moves to another machine."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.docs.pages import DOCS, code_blocks
from tests.webapp.access.test_nginx import BASE, NGINX, PUBLIC, adapted, ask, free_ports, nginx_with
from tests.webapp.served import ServedSite, served_site, wait_until
from webapp.cli import cli

FIRST = "Meeting on Rivers\n\nSummary report\n\nGeneva, 3 March 2031\n\nThe rivers rose in spring.\n\nGauges moved.\n"
ADDED = "Statement on Mountains\n\nBern, 4 May 2031\n\nThe mountains did not move at all in that year.\n"

pytestmark = pytest.mark.skipif(NGINX is None, reason="there is no nginx (apt-get install nginx-light)")


def run(*arguments: str | Path) -> str:
    """Run a command of ours and return what it says."""
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.output


def behind_nginx(site: ServedSite, port: int) -> str:
    """Return the recipe of the page on security for a site below a path, with a port of this machine."""
    _, below_path, *_ = code_blocks(DOCS / "security.md", "nginx")
    return adapted(below_path, port, site.address[1], Path("none"))


def links_of(index_dir: Path) -> list[str]:
    """Return the permanent address of every passage, of every paper and of every meeting, below the public one."""
    listed = run("passages", "--format", "jsonl", "--index-dir", index_dir).splitlines()
    passages = [json.loads(line) for line in listed]
    links = {passage["url"] for passage in passages}
    links |= {f"/d/{passage['document']['id']}" for passage in passages}
    links |= {f"/m/{passage['meeting']['id']}" for passage in passages if passage["meeting"]}
    return sorted(BASE + link for link in links)


def answers(port: int, links: Sequence[str]) -> dict[str, tuple[int, str]]:
    """Return the status and the words that each link answers with, as a reader sees them, without the neighbours."""
    found = {}
    for link in links:
        status, _, text = ask(port, link)
        main = re.sub(r"(?s)<nav class=\"steps-on\".*?</nav>", "", text.partition("<main")[2].partition("</main>")[0])
        words = html.unescape(re.sub(r"<[^>]*>", " ", main))
        found[link] = (status, " ".join(words.split()))
    return found


def test_a_day_of_an_administrator(tmp_path: Path) -> None:
    """Behind nginx below a path, an added paper is there without a restart, and a backup restored elsewhere, with an
    index and a server of its own, answers every link with the same words.
    """
    papers, index_dir, elsewhere = tmp_path / "papers", tmp_path / "index", tmp_path / "elsewhere"
    papers.mkdir()
    (papers / "rivers.txt").write_text(FIRST, encoding="utf-8")
    run("index", papers, "--index-dir", index_dir)
    port, other_port = free_ports(2)
    options = ("--public-url", PUBLIC, "--trusted-proxy", "127.0.0.1", "--processes", "1")

    with served_site(index_dir, *options) as site, nginx_with(behind_nginx(site, port), tmp_path, port):
        first_links = links_of(index_dir)
        before = answers(port, first_links)
        assert {status for status, _ in before.values()} == {200}
        (papers / "mountains.txt").write_text(ADDED, encoding="utf-8")
        run("index", papers, "--index-dir", index_dir)
        wait_until(lambda: "did not move at all" in ask(port, f"{BASE}/search?q=mountains")[2])
        links = links_of(index_dir)
        assert set(first_links) < set(links)
        here = answers(port, links)
        assert {link: here[link] for link in before} == before
        assert {status for status, _ in here.values()} == {200}

    archive = tmp_path / "papers.tar.gz"
    run("backup", archive, "--index-dir", index_dir)
    run("restore", archive, elsewhere / "papers")
    run("index", elsewhere / "papers", "--index-dir", elsewhere / "index")
    with (
        served_site(elsewhere / "index", *options) as site,
        nginx_with(behind_nginx(site, other_port), elsewhere, other_port),
    ):
        assert links_of(elsewhere / "index") == links
        assert answers(other_port, links) == here
