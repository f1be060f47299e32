"""Tests of the pages that check quotations: every word of the site on them is a message."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import get_args

import pytest
from flask import Flask, render_template
from werkzeug.test import TestResponse

from indexer.attribution.facts import JudgedFact, SourceDays, StatedFact, StatedFactKind
from indexer.model import DOCUMENT_KINDS
from indexer.quotes.draft_files import DRAFT_LIMITS
from indexer.quotes.fact_text import contradiction_sentence
from indexer.speech.translation import speaking
from tests.webapp.verify.test_page import DRAFT, sent
from webapp.app import create_app
from webapp.desks.desk import ENVIRON_KEY, Desk
from webapp.desks.limits import DeskLimits
from webapp.desks.messages import DeskFailure, Failed, Pending, Refused
from webapp.verify import checking
from webapp.verify.refusals import failure_message, refusal_message
from webapp.verify.view import WaitingPage

from .pseudo import CLOSE, OPEN, PSEUDO, speak_pseudo, untranslated, untranslated_at

SITE = "https://papers.example.org"
AIRCRAFT = "Unmanned aircraft and cameras protect the mission."
STATING = (
    DRAFT,
    f"In Session 9 the concept note has “{AIRCRAFT}” In Session 1, it says: “{AIRCRAFT}”",
    f"The May 2019 report says “{AIRCRAFT}” In Islamabad, the summary said: “{AIRCRAFT}”",
    "Delegates said: “Session on training peacekeepers for women, peace and security.”",
    "See “Lessons from Capacity-Building”, “Programme of the conference” and “Use of technology”, with “troops”.",
    "“Participants welcomed [no] peacekeeping pledges” and “A mentor is ... a trainer.”",
    "Nobody is quoted here.",
)


class DeskHere(Desk):
    """A desk in the process of the test, where the pseudo-translation is."""

    def __init__(self) -> None:
        super().__init__("ticket", DeskLimits(), -1)

    def begin(self, stage: str) -> None:
        """Begin a stage without limits."""

    def report(self, done: int, total: int) -> None:
        """Tell nobody."""

    @property
    def seconds_left(self) -> float:
        """All the time that is needed."""
        return 60.0


@pytest.fixture
def site(made_index: Path, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A site that puts each message into brackets."""
    speak_pseudo(monkeypatch)
    return create_app(made_index, SITE, drafts=replace(DRAFT_LIMITS, bytes=1_000_000))


def answered(site: Flask, text: str, file: tuple[bytes, str] | None = None) -> TestResponse:
    """Return what a desk answers to a draft."""
    data = {"text": text} | ({"file": (BytesIO(file[0]), file[1])} if file else {})
    return site.test_client().post("/fr/verify", data=data, environ_overrides={ENVIRON_KEY: DeskHere()})


def test_reports(site: Flask) -> None:
    """A report has every sentence about its findings in messages."""
    for draft in STATING:
        report = answered(site, draft)
        assert report.status_code == 200
        assert untranslated(report.text.partition("\n")[2]) == [], draft


def test_a_report_is_in_the_language_of_its_reader(made_index: Path) -> None:
    """A desk speaks the language that the draft was handed in with, and its page leads on in it."""
    reader = create_app(made_index, SITE).test_client()
    reader.set_cookie("language", "fr")
    report = sent(reader, "Nobody is quoted here.").text
    assert '<html lang="fr"' in report
    assert "untranslated" not in report


def test_the_form_and_its_refusals(site: Flask) -> None:
    """The form, and what is said of a draft that is not taken, not read, or of which there is no report."""
    assert untranslated_at(site.test_client(), "/verify") == []
    assert untranslated_at(site.test_client(), "/verify/no-such-ticket") == []
    for text, file in (("", None), ("", (b"", "a.txt")), ("x" * 1_200_000, None)):
        answer = answered(site, text, file)
        assert answer.status_code in {413, 422}
        assert untranslated(answer.text) == []


def test_waiting(site: Flask) -> None:
    """The page of a draft that waits or is at a desk."""
    for pending in (Pending(0), Pending(3), Pending(0, "reading"), Pending(0, "checking", 2, 5), Pending(0, "writing")):
        with site.test_request_context("/fr/verify/ticket", headers={"Accept-Language": "fr"}):
            site.preprocess_request()
            page = WaitingPage.of(pending, "ticket", checking.forsaken_words())
            assert untranslated(render_template("verify/waiting.html", page=page)) == []


def test_every_reason_is_one_message() -> None:
    """Why there is no report, or a draft is not taken, is one sentence or more and no pieces of sentences."""
    limits = DeskLimits()
    with speaking(PSEUDO):
        texts = [failure_message(Failed(reason, "reading"), limits) for reason in get_args(DeskFailure)]
        texts += [refusal_message(Refused(for_client), limits) for for_client in (True, False)]
    assert all(is_one_message(text) for text in texts)
    assert len(set(texts)) == len(texts)


def is_one_message(text: str) -> bool:
    """Return whether a text is one message; messages may stand within it."""
    depths, depth = [], 0
    for character in text:
        depth += (character == OPEN) - (character == CLOSE)
        depths.append(depth)
    return text.startswith(OPEN) and 0 not in depths[:-1] and depths[-1] == 0


def test_what_a_draft_states_and_the_papers_deny_is_one_message() -> None:
    """Each sentence that sets the draft beside the source is whole, for each kind of fact and of paper."""
    days, published = (date(2024, 12, 10), date(2024, 12, 11)), (date(2025, 2, 1), date(2025, 2, 28))
    facts = [
        *(JudgedFact(StatedFact(kind, "here", ""), "contradicted", "There") for kind in get_args(StatedFactKind)),
        *(
            JudgedFact(StatedFact(kind, "here", ""), "contradicted", "There", "planned", "a name", paper)
            for paper in DOCUMENT_KINDS
            for kind in ("kind", "manner")
        ),
        *(
            JudgedFact(StatedFact("date", "here", ""), "contradicted", "There", "place", known=known)
            for known in (SourceDays(days), SourceDays(days, published), SourceDays(dated=published))
        ),
        JudgedFact(StatedFact("denial", "denied", ""), "contradicted", contradiction="denied"),
        JudgedFact(StatedFact("speaker", "Low", ""), "contradicted", "", "not_for_attribution"),
    ]
    with speaking(PSEUDO):
        told = [contradiction_sentence(fact) for fact in facts]
    assert [text for text in told if not is_one_message(text)] == []
    assert len({contradiction_sentence(fact) for fact in facts}) >= len(DOCUMENT_KINDS) * 2


def test_english_sentences_on_days() -> None:
    """A meeting is told with its days and the date of its paper; a session, or a paper of no meeting, with its own."""
    fact = JudgedFact(StatedFact("date", "May  2019", ""), "contradicted", "", "place")
    days, published = (date(2024, 12, 10), date(2024, 12, 11)), (date(2025, 2, 1), date(2025, 2, 28))
    for known, told in (
        (SourceDays(days), "is a meeting of 10 to 11 December 2024"),
        (SourceDays(days, published), "is a meeting of 10 to 11 December 2024, published February 2025"),
        (SourceDays(dated=(days[0], days[0])), "is dated 10 December 2024"),
    ):
        assert (
            contradiction_sentence(replace(fact, known=known)) == f"Your draft says “May 2019”, but the source {told}."
        )
