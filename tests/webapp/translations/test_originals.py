"""Tests of the pages of originals: every word of the site on them is a message."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from flask import render_template

from indexer.originals.messages import ShowingFailure
from indexer.store.builds import opened_library
from tests.webapp.originals.conftest import OfferingSite, offering
from webapp.originals.showing import NotOfferedReason
from webapp.originals.views import UnavailableReason, unavailable_page

from .pseudo import speak_pseudo, untranslated, untranslated_at

REASONS: tuple[UnavailableReason, ...] = (
    *get_args(NotOfferedReason),
    *(reason for reason in get_args(ShowingFailure) if reason != "no_page"),  # of which there is no page either
    "busy",
)


@pytest.fixture
def site(offered_papers: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> OfferingSite:
    """A site that offers those files and puts each message into brackets."""
    speak_pseudo(monkeypatch)
    return offering(*offered_papers)


def test_the_place_of_each_passage(site: OfferingSite) -> None:
    """A page of a PDF with a passage marked or not, lines of a text, a file without places, and what leads there."""
    with opened_library(site.index_dir) as library:
        passages = tuple(library.passages())
    led_to = set()
    for passage in passages:
        answer = site.get(f"/fr/p/{passage.id}/original")
        path = answer.headers["Location"].removeprefix("/fr") if answer.status_code == 302 else answer.request.path
        led_to.add("page" if "/page/" in path else "place" if answer.status_code == 200 else "none")
        assert untranslated_at(site.client, path.removeprefix("/fr")) == [], path
        assert untranslated_at(site.client, f"/p/{passage.id}") == []
    assert led_to == {"page", "place", "none"}
    document = site.document("council.pdf").id
    for page in (1, 2):
        assert untranslated_at(site.client, f"/d/{document}/page/{page}") == []
    assert untranslated_at(site.client, f"/d/{document}") == []


@pytest.mark.parametrize("reason", REASONS)
def test_why_a_file_is_not_shown(site: OfferingSite, reason: UnavailableReason) -> None:
    """Each reason has its page, for a paper and for a passage of it."""
    passage = site.passage("Members agreed")
    app = site.client.application
    for named in (passage, None):
        with app.test_request_context("/fr/d/paper/original", headers={"Accept-Language": "fr"}):
            app.preprocess_request()
            page = unavailable_page(passage.document, named, reason)
            assert untranslated(render_template("originals/unavailable.html", page=page)) == []
