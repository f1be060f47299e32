"""Feeds as data, for the template of Atom and for JSON Feed: titles, addresses, times and plain texts.

Texts lose the few characters that XML cannot have.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from indexer.model import Document, Meeting, Passage
from indexer.store.library import Library
from webapp.address import urls
from webapp.shared import labels
from webapp.shared.origin import place_title

from .news import CollectionNews, PassageCorrection

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
JSON_FEED = "https://jsonfeed.org/version/1.1"
Absolute = Callable[[str], str]
"""Makes a whole address of a path."""
_TITLES = {
    "reworded": "Reworded",
    "split": "Split",
    "merged": "Merged",
    "withdrawn": "Removed",
    "redacted": "Removed for good",
}


@dataclass(frozen=True)
class FeedEntry:
    """One entry; `id` stays the same for ever."""

    id: str
    url: str
    title: str
    published: str
    """UTC as ISO 8601."""
    updated: str
    text: str
    """Plain text with line breaks."""
    language: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True)
class Feed:
    """A feed with its numbers as OpenSearch names them."""

    title: str
    url: str
    """Its own address."""
    page_url: str
    """The page that it is the feed of."""
    json_url: str
    updated: str
    entries: tuple[FeedEntry, ...]
    total: int
    first: int = 1
    size: int = 0
    query: str = ""
    subtitle: str = ""
    """What a reader has to know of it, such as a filter that was left out."""

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON Feed 1.1."""
        return {
            "version": JSON_FEED,
            "title": self.title,
            **({"description": self.subtitle} if self.subtitle else {}),
            "home_page_url": self.page_url,
            "feed_url": self.json_url,
            "items": [
                {
                    "id": entry.id,
                    "url": entry.url,
                    "title": entry.title,
                    "content_text": entry.text,
                    "date_published": entry.published,
                    "date_modified": entry.updated,
                    **({"language": entry.language} if entry.language else {}),
                    **({"tags": list(entry.categories)} if entry.categories else {}),
                }
                for entry in self.entries
            ],
        }


def in_xml(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot have."""
    return _NOT_IN_XML.sub("", text)


def passage_entry(passage: Passage, news: CollectionNews, absolute: Absolute) -> FeedEntry:
    """Return a passage as an entry; its id is its permanent address."""
    meeting = passage.meeting
    title = place_title(passage)
    where = ", ".join(filter(None, (meeting.title if meeting else "", labels.meeting_dates(meeting))))
    return FeedEntry(
        id=absolute(urls.passage_path(passage.id)),
        url=absolute(urls.permalink_path(passage)),
        title=in_xml(f"{title}{f' ({labels.short_meeting_name(meeting)})' if meeting else ''}"),
        published=news.entered(passage.id),
        updated=news.updated(passage.id),
        text=in_xml("\n\n".join(filter(None, (passage.text, where)))),
        language=passage.document.language or "",
        categories=(labels.kind_title(passage.document),),
    )


def meeting_entry(meeting: Meeting, papers: Sequence[Document], news: CollectionNews, absolute: Absolute) -> FeedEntry:
    """Return a meeting with its papers as an entry."""
    facts = ", ".join(filter(None, (labels.meeting_dates(meeting), meeting.place)))
    return FeedEntry(
        id=absolute(urls.meeting_path(meeting.id)),
        url=absolute(urls.meeting_path(meeting.id)),
        title=in_xml(meeting.title),
        published=news.meeting_entered(meeting.id),
        updated=news.meeting_updated(meeting.id, (paper.id for paper in papers)),
        text=in_xml("\n".join(filter(None, (facts, *(paper.title for paper in papers))))) or in_xml(meeting.title),
    )


def correction_entry(library: Library, correction: PassageCorrection, absolute: Absolute) -> FeedEntry:
    """Return a correction as an entry: the old wording, the new one, and links to both."""
    url = absolute(urls.cited_path(correction.id, correction.version))
    return FeedEntry(
        id=f"{url}#{correction.build}",
        url=url,
        title=in_xml(f"{_TITLES[correction.kind]}: {_title_of(library, correction.id)}"),
        published=correction.when,
        updated=correction.when,
        text=in_xml(correction_text(correction, absolute)),
        categories=(correction.kind,),
    )


def correction_text(correction: PassageCorrection, absolute: Absolute) -> str:
    """Return what was corrected, with both wordings and links to what there is now."""
    parts = [absolute(urls.passage_path(part)) for part in correction.parts]
    lines = {
        "reworded": ["The wording has changed."],
        "split": ["The passage was split. Other parts:", *parts],
        "merged": ["The passage was merged into another:", *parts],
        "withdrawn": [
            "The passage is no longer in the papers.",
            *(f"Closest remaining passage: {part}" for part in parts),
        ],
        "redacted": [f"The passage was redacted. Reason: {correction.reason}"],
    }[correction.kind]
    before = [f"Before: {correction.before}"] if correction.before else []
    after = [f"Now: {correction.after}"] if correction.after else []
    return "\n\n".join(("\n".join(lines), *before, *after))


def _title_of(library: Library, passage_id: str) -> str:
    """Return the title of the place of a passage, or of its paper where it is gone; its id where that is gone, too."""
    [*found] = library.passages_by_id([passage_id])
    if found:
        return place_title(found[0])
    document = passage_id.rpartition(".")[0]
    if title := library.document_title(document):
        return title
    former = library.former("document", document)
    return (former.title if former else "") or passage_id
