"""Decide of which passages the voices are read: of reported text, where it is not a speaker's own words."""

from __future__ import annotations

from indexer.model import DocumentKind, Passage, PassageKind, Voice

from .find import find_voices

# A statement is one speaker's words, a transcript those of all speakers; a resolution says what a body does by it.
_KINDS: frozenset[DocumentKind] = frozenset({"summary", "report", "meeting_note", "minutes", "other"})
_PASSAGES: frozenset[PassageKind] = frozenset({"paragraph", "list_item", "table_row"})


def is_reported_text(passage: Passage) -> bool:
    """Return whether a passage is text of a report in English, of any length, that may give words to somebody.

    Papers that are planned or of no known status report nothing; quotations and subtitles are nobody's report.
    """
    document = passage.document
    is_report = document.status == "reported" and document.kind in _KINDS
    return is_report and passage.kind in _PASSAGES and (document.language or "en").split("-")[0] == "en"


def voices_of(passage: Passage, *, is_speech: bool) -> tuple[Voice, ...]:
    """Return the voices of a passage; `is_speech` tells whether it stands in a turn of speech."""
    return () if is_speech or not is_reported_text(passage) else find_voices(passage.text, passage.sentences)
