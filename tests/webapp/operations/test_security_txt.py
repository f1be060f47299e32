"""Tests of `/.well-known/security.txt`: whom to tell of a weakness (RFC 9116)."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from webapp.app import make_site
from webapp.settings.table import Settings

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
ADDRESS = "/.well-known/security.txt"


@pytest.mark.parametrize(
    ("contact", "uri"),
    [
        ("library@example.org", "mailto:library@example.org"),
        ("mailto:library@example.org", "mailto:library@example.org"),
        ("https://example.org/help", "https://example.org/help"),
    ],
)
def test_a_contact_is_told(made_index: Path, contact: str, uri: str) -> None:
    """With an address as the contact the file has it, the day until which it holds, and its own address."""
    settings = Settings(index_dir=made_index, public_url="https://papers.example.org", contact=contact)
    answer = make_site(settings, lambda: NOW).test_client().get(ADDRESS)
    assert answer.content_type == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields == {
        "Contact": uri,
        "Expires": "2026-07-30T00:00:00Z",
        "Preferred-Languages": "en",
        "Canonical": f"https://papers.example.org{ADDRESS}",
    }


@pytest.mark.parametrize("contact", ["", "the library, room 12", "http://example.org/help"])
def test_without_an_address_there_is_none(made_index: Path, contact: str) -> None:
    """Without a contact, or with one that is no address of mail or https, the file is not there."""
    visitor = make_site(Settings(index_dir=made_index, contact=contact)).test_client()
    assert visitor.get(ADDRESS).status_code == 404
