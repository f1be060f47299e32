"""What the search box suggests while somebody types, as JSON: for the site's own script, and for browsers.

What is suggested is the library's business; here it gets its words and its address.
"""

from __future__ import annotations

from dataclasses import dataclass

from indexer.suggest.entry import Suggestion, SuggestionKind
from webapp.address import urls
from webapp.address.params import SearchRequest

MAX_SUGGESTIONS = 8
KIND_TITLES: dict[SuggestionKind, str] = {
    "word": "",
    "phrase": "",
    "acronym": "Short form",
    "symbol": "Document mentioned",
    "person": "Person",
    "meeting": "Meeting",
    "session": "Session",
}
"""What a suggestion is called; a word or phrase is just what would be searched for."""


@dataclass(frozen=True)
class SuggestionView:
    """A suggestion as it is shown: its words, what it is, and where it leads; `query` is empty for a page."""

    text: str
    note: str
    query: str
    path: str


def suggestion_view(one: Suggestion) -> SuggestionView:
    """A suggestion with its address."""
    title, path = KIND_TITLES[one.kind], ""
    match one.kind:
        case "person":
            path = urls.person_path(one.value)
        case "meeting":
            path = urls.meeting_path(one.value)
        case "session":
            meeting, _, session = one.value.partition("/")
            path = urls.session_path(meeting, session)
        case "symbol":
            path = urls.search_path(SearchRequest(filters={"mention": (one.value,)}))
    note = ": ".join(filter(None, (title, one.detail)))
    if path:
        return SuggestionView(one.text, note, "", path)
    return SuggestionView(one.text, note, one.text, urls.search_path(SearchRequest(one.text)))
