"""Tests of the headers with which a server in front tells who the reader is."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest

from webapp.access.proxies import TrustedProxies

PROXIES = TrustedProxies([ip_network("10.0.0.0/8"), ip_network("::1")])
TOLD = {
    "HTTP_X_FORWARDED_FOR": "203.0.113.9",
    "HTTP_X_FORWARDED_PROTO": "https",
    "HTTP_X_FORWARDED_HOST": "papers.example.org",
    "HTTP_X_REAL_IP": "203.0.113.9",
    "HTTP_FORWARDED": "for=203.0.113.9",
}


def request_from(address: str, **headers: str) -> dict[str, Any]:
    """Return a request from an address, as the site sees it behind the gate."""
    environ = {
        "REMOTE_ADDR": address,
        "wsgi.url_scheme": "http",
        "HTTP_HOST": "127.0.0.1:8000",
        "SERVER_PORT": "8000",
        **headers,
    }
    PROXIES.apply(environ)
    return environ


@pytest.mark.parametrize("address", ["10.1.2.3", "::1", "::ffff:10.1.2.3"])
def test_a_trusted_proxy_is_believed(address: str) -> None:
    """Address, scheme and host of the reader are those that a trusted proxy tells."""
    seen = request_from(address, **TOLD)
    assert seen["REMOTE_ADDR"] == "203.0.113.9"
    assert (seen["wsgi.url_scheme"], seen["HTTP_HOST"]) == ("https", "papers.example.org")


@pytest.mark.parametrize("address", ["192.0.2.1", "::2", "", "unix", "11.0.0.1"])
def test_nobody_else_is_believed(address: str) -> None:
    """From any other address the headers change nothing, and nothing behind the gate sees them."""
    seen = request_from(address, **TOLD)
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"], seen["HTTP_HOST"]) == (address, "http", "127.0.0.1:8000")
    assert not set(TOLD) & set(seen)


@pytest.mark.parametrize(
    ("header", "reader"),
    [
        ("192.0.2.66, 203.0.113.9", "203.0.113.9"),  # the first is what the reader claims to be
        ("203.0.113.9, 10.0.0.2, 10.0.0.3", "203.0.113.9"),  # two proxies of ours
        ("evil, 203.0.113.9:4711", "203.0.113.9"),
        ('"[2001:db8::7]:4711"', "2001:db8::7"),
        ("10.0.0.9", "10.0.0.9"),  # a reader inside the network of the proxies
        ("203.0.113.9, evil", "10.0.0.1"),  # what cannot be read is not skipped
        ("", "10.0.0.1"),
        ("\x00", "10.0.0.1"),
    ],
)
def test_the_nearest_stranger_is_the_reader(header: str, reader: str) -> None:
    """What readers themselves put before the proxy's word does not count."""
    assert request_from("10.0.0.1", HTTP_X_FORWARDED_FOR=header)["REMOTE_ADDR"] == reader


def test_only_the_nearest_word_counts_and_only_if_it_is_one() -> None:
    """Of several schemes and hosts the last counts, and a scheme that is none changes nothing."""
    seen = request_from("10.0.0.1", HTTP_X_FORWARDED_PROTO="https, http", HTTP_X_FORWARDED_HOST="a.example, b.example")
    assert (seen["wsgi.url_scheme"], seen["HTTP_HOST"]) == ("http", "b.example")
    assert request_from("10.0.0.1", HTTP_X_FORWARDED_PROTO="gopher")["wsgi.url_scheme"] == "http"
