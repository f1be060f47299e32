"""Decide of which passages the voices are read: of reported text, where it is not a speaker's own words."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.model import Document, DocumentKind, Passage, PassageKind, Voice

from .find import find_voices

# A statement is one speaker's words, a transcript those of all speakers; a resolution says what a body does by it.
_KINDS: frozenset[DocumentKind] = frozenset({"summary", "report", "meeting_note", "minutes", "other"})
_PASSAGES: frozenset[PassageKind] = frozenset({"paragraph", "list_item", "table_row"})


def is_reported_text(passage: Passage) -> bool:
    """Return whether a passage is text of a report in English, of any length, that may give words to somebody.

    Papers that are planned or of no known status report nothing; quotations and subtitles are nobody's report.
    """
    return _is_reported(passage.document, passage.kind)


def voices_of(
    document: Document, kind: PassageKind, text: str, sentences: Sequence[tuple[int, int]], *, is_speech: bool
) -> tuple[Voice, ...]:
    """Return the voices of a passage of a document; `is_speech` tells whether it stands in a turn of speech."""
    return () if is_speech or not _is_reported(document, kind) else find_voices(text, sentences)


def _is_reported(document: Document, kind: PassageKind) -> bool:
    is_report = document.status == "reported" and document.kind in _KINDS
    return is_report and kind in _PASSAGES and (document.language or "en").split("-")[0] == "en"
