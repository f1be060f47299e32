"""Tests of the names that the site answers to (DNS rebinding)."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp.access.hosts import allowed_hosts, is_loopback
from webapp.app import make_site
from webapp.settings.table import Settings

LOOPBACK = ("localhost", "localhost:8000", "127.0.0.1:8000", "[::1]", "[::1]:8000", "LocalHost.")
EVERY_ADDRESS = "0.0.0.0"  # noqa: S104  # nothing listens
FOREIGN = ("evil.example", "evil.example:8000", "localhost.evil.example", "127.0.0.1.evil.example", "", "x@localhost")


def visitor_of(index_dir: Path, **settings: object) -> FlaskClient:
    """Return a visitor of a site with some settings."""
    return make_site(Settings(index_dir=index_dir, **settings)).test_client()  # type: ignore[arg-type]  # as named


def statuses(visitor: FlaskClient, hosts: tuple[str, ...], path: str = "/help") -> set[int]:
    """Return the status codes of a page asked for under each of some names."""
    return {visitor.get(path, headers={"Host": host}).status_code for host in hosts}


def test_by_default_only_loopback_is_answered(made_index: Path) -> None:
    """A site for this machine alone answers to names of loopback, and to none that a foreign page can have."""
    visitor = visitor_of(made_index)
    assert statuses(visitor, LOOPBACK) == {200}
    assert statuses(visitor, (*FOREIGN, "10.0.0.7", socket.gethostname() + ".example")) == {421}


def test_stated_hosts_are_answered(made_index: Path) -> None:
    """The host of the public URL, with or without its port, and those that are allowed by name are answered."""
    visitor = visitor_of(made_index, public_url="https://Papers.example.org:8443/", allowed_host=("other.example",))
    stated = ("papers.example.org", "papers.example.org:8443", "PAPERS.example.org", "other.example", "localhost")
    assert statuses(visitor, stated) == {200}
    assert statuses(visitor, (*FOREIGN, "sub.papers.example.org", "10.0.0.7")) == {421}
    assert statuses(visitor_of(made_index, allowed_host=("*",)), FOREIGN[:-1]) == {200}


def test_a_site_for_the_network_answers_to_addresses(made_index: Path) -> None:
    """Listening on every address without a stated name, it answers to IP addresses and to the machine's name."""
    visitor = visitor_of(made_index, host=EVERY_ADDRESS)
    assert statuses(visitor, ("10.0.0.7:8000", "[2001:db8::1]:8000", socket.gethostname(), *LOOPBACK)) == {200}
    assert statuses(visitor, FOREIGN) == {421}


def test_a_refusal_tells_nothing(made_index: Path) -> None:
    """The refusal is plain text with the name and the remedy, and holds for files too."""
    visitor = visitor_of(made_index)
    refused = visitor.get("/static/site.css", headers={"Host": "evil.example"})
    assert (refused.status_code, refused.mimetype) == (421, "text/plain")
    assert "“evil.example”" in refused.text
    assert "--allowed-host" in refused.text
    assert refused.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/healthz"])
def test_monitors_may_use_any_name(made_index: Path, path: str) -> None:
    """What a monitor asks for is answered under every name."""
    assert statuses(visitor_of(made_index), FOREIGN, path) == {200}


def test_a_foreign_name_stands_in_no_link(made_index: Path) -> None:
    """Links that readers copy have the public address, whatever name a request gives."""
    visitor = visitor_of(made_index, public_url="https://papers.example.org", allowed_host=("other.example",))
    answer = visitor.get("/", headers={"Host": "other.example", "X-Forwarded-Host": "evil.example"})
    assert 'rel="canonical" href="https://papers.example.org/"' in answer.text
    assert "evil" not in answer.text
    assert "other.example" not in answer.text


def test_a_name_in_another_script_is_that_of_its_host_header() -> None:
    """A name outside ASCII is compared in the form that browsers send."""
    public = Settings(public_url="https://bücher.example")
    assert make_site(public).extensions["rapporteur"].hosts.answers("xn--bcher-kva.example")
    assert allowed_hosts(["a.example"], "b.example").names >= {"a.example", "b.example"}
    assert [is_loopback(host) for host in ("127.0.0.2", "::1", "localhost", EVERY_ADDRESS, "")] == [True] * 3 + [
        False
    ] * 2
