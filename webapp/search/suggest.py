"""Suggestions for the search box as JSON, for the site's script and for browsers.

The library finds the suggestions; this module adds their words and URLs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from indexer.query.parser import canonical
from indexer.query.tree import Field
from indexer.speech.marking import marked
from indexer.speech.translation import gettext
from indexer.speech.value_names import mention_title
from indexer.suggest.entry import Suggestion, SuggestionKind
from webapp.address import urls
from webapp.address.params import SearchRequest

MAX_SUGGESTIONS = 8
_KIND_TITLES: dict[SuggestionKind, str] = {
    "word": "",
    "phrase": "",
    "acronym": marked("Abbreviation"),
    "symbol": marked("Document mentioned"),
    "person": marked("Person"),
    "meeting": marked("Meeting"),
    "session": marked("Session"),
}
"""Label of each kind of suggestion; a word or phrase is a query and needs none."""


@dataclass(frozen=True)
class SuggestionView:
    """A suggestion as shown: its text, what it is, and where it leads; `query` is empty for a page."""

    text: str
    note: str
    query: str
    path: str


def suggestion_view(entry: Suggestion) -> SuggestionView:
    """Return a suggestion with its URL."""
    title, path = _kind_title(entry.kind), ""
    match entry.kind:
        case "person":
            path = urls.person_path(entry.value)
        case "meeting" | "session" if not entry.value:
            return _all_of_one_name(entry)
        case "meeting":
            path = urls.meeting_path(entry.value)
        case "session":
            meeting, _, session = entry.value.partition("/")
            path = urls.session_path(meeting, session)
        case "symbol":
            path = urls.search_path(SearchRequest(filters={"mention": (entry.value,)}))
            entry = replace(entry, text=mention_title(entry.value))
    note = ": ".join(filter(None, (title, entry.detail)))
    if path:
        return SuggestionView(entry.text, note, "", path)
    return SuggestionView(entry.text, note, entry.text, urls.search_path(SearchRequest(entry.text)))


def _kind_title(kind: SuggestionKind) -> str:
    title = _KIND_TITLES[kind]
    return gettext(title) if title else ""


def _all_of_one_name(entry: Suggestion) -> SuggestionView:
    """Return the search for what is in any meeting or session of a name."""
    query = canonical(Field("meeting" if entry.kind == "meeting" else "session", entry.text))
    note = f"{_kind_title(entry.kind)}: {entry.detail}"
    return SuggestionView(entry.text, note, query, urls.search_path(SearchRequest(query)))
