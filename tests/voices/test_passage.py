"""Voices are read where a paper reports, and nowhere else."""

from __future__ import annotations

import pytest

from indexer.model import Document, DocumentKind, PassageKind, Status, Voice
from indexer.voices.passage import voices_of

_TEXT = "Participants agreed."


def _voices(
    kind: DocumentKind = "summary",
    status: Status = "reported",
    language: str | None = "en",
    form: PassageKind = "paragraph",
    is_speech: bool = False,
) -> tuple[Voice, ...]:
    document = Document("a", "A", kind, status, "a.txt", (), language)
    return voices_of(document, form, _TEXT, ((0, len(_TEXT)),), is_speech=is_speech)


@pytest.mark.parametrize("kind", ["summary", "report", "meeting_note", "minutes", "other"])
def test_reports_have_voices(kind: DocumentKind) -> None:
    """A paper that reports what was said has voices, and so has one of no known language."""
    assert _voices(kind) == _voices(kind, language=None) == (Voice("participants", "Participants agreed", 0),)


@pytest.mark.parametrize("kind", ["transcript", "statement", "resolution"])
def test_own_words_and_acts_have_none(kind: DocumentKind) -> None:
    """A transcript and a statement hold somebody's own words, a resolution what a body does."""
    assert _voices(kind) == ()


def test_nothing_else_has_voices() -> None:
    """What is planned or not known, in another language, a quotation or a turn of speech gives none."""
    assert _voices(status="planned") == _voices(status="unknown") == _voices(language="fr") == ()
    assert _voices(form="quote") == _voices(form="heading_note") == _voices(is_speech=True) == ()
