"""The basket as a value: the passages a reader collected, in the reader's order, with notes and a title.

It knows no page and no storage; `basket.token` puts it into a URL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from indexer.model import Passage
from indexer.text.plurals import plural
from webapp.address.urls import text_version

MAX_ITEMS = 200
"""The most passages: the basket's page shows and resolves all of them at once."""
MAX_ID = 200
"""The most characters of an id, far more than ids have: a link that was made up cannot fill a page with one."""
MAX_NOTE = 2_000
"""The most characters of a note, about a page: no note takes all the room of a link (`token.MAX_JSON_BYTES`)."""
MAX_TITLE = 200
"""The most characters of a title, which stands in headings and in the names of downloads."""

_VERSION = re.compile(r"[0-9a-f]{6,64}", re.ASCII)
# Not allowed in HTML or XML: controls except line breaks, lone surrogates, non-characters.
_INVALID_CHARACTERS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean_title(text: str, limit: int = MAX_TITLE) -> str:
    """Return a text as a title: one line of at most `limit` characters."""
    return " ".join(_INVALID_CHARACTERS.sub(" ", text).split())[:limit].rstrip()


def clean_note(text: str) -> str:
    """Return a text as a note: line breaks kept, outer space removed, at most `MAX_NOTE` characters."""
    lines = _INVALID_CHARACTERS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return lines.strip()[:MAX_NOTE].rstrip()


class BasketFull(ValueError):
    """A basket with more passages than allowed; the message tells the reader what to do."""


@dataclass(frozen=True)
class BasketItem:
    """A passage in a basket. Raise ValueError for an impossible id or version."""

    id: str
    version: str = ""
    """First hex digits of the hash of the text when it was collected; empty where unknown."""
    note: str = ""

    def __post_init__(self) -> None:
        valid = self.id.isprintable() and not {" ", "?"} & set(self.id)
        if not valid or not 1 <= len(self.id) <= MAX_ID:
            raise ValueError("not the id of a passage")
        if self.version and not _VERSION.fullmatch(self.version):
            raise ValueError("not the version of a passage")
        object.__setattr__(self, "note", clean_note(self.note))

    @classmethod
    def from_passage(cls, passage: Passage) -> BasketItem:
        """Return the item for a passage with its current text."""
        return cls(passage.id, text_version(passage.text))

    @property
    def name(self) -> str:
        """The id with the version, in the form that links and forms use."""
        return f"{self.id}?v={self.version}" if self.version else self.id

    @classmethod
    def from_name(cls, name: str) -> BasketItem:
        """Return the item of such a name. Raise ValueError for a malformed name."""
        key, _, version = name.partition("?v=")
        return cls(key, version)


@dataclass(frozen=True)
class Basket:
    """Items in order, each passage once; items beyond `MAX_ITEMS` are dropped."""

    items: tuple[BasketItem, ...] = ()
    title: str = ""

    def __post_init__(self) -> None:
        by_id = {item.id: item for item in reversed(self.items)}
        order = dict.fromkeys(item.id for item in self.items)
        object.__setattr__(self, "items", tuple(by_id[key] for key in order)[:MAX_ITEMS])
        object.__setattr__(self, "title", clean_title(self.title))

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the passages in the basket."""
        return frozenset(item.id for item in self.items)

    def position(self, passage_id: str) -> int:
        """Return the position of a passage, counted from 0, or -1 where it is not in the basket."""
        return next((index for index, item in enumerate(self.items) if item.id == passage_id), -1)

    def inserted(self, items: Iterable[BasketItem], index: int | None = None) -> Basket:
        """Return the basket with new items inserted at a position, or at the end; items already there are skipped.

        Raise BasketFull when there would be more than `MAX_ITEMS`.
        """
        added = tuple(item for item in items if item.id not in self.ids)
        if len(self.items) + len(added) > MAX_ITEMS:
            raise BasketFull(
                plural(
                    "A basket holds up to %(num)s passage. Remove one, or start another basket.",
                    "A basket holds up to %(num)s passages. Remove one, or start another basket.",
                    MAX_ITEMS,
                )
            )
        index = len(self.items) if index is None else max(0, min(index, len(self.items)))
        return replace(self, items=self.items[:index] + added + self.items[index:])

    def without(self, passage_id: str) -> Basket:
        """Return the basket without one passage."""
        return replace(self, items=tuple(item for item in self.items if item.id != passage_id))

    def moved(self, passage_id: str, by: int) -> Basket:
        """Return the basket with one passage moved down by `by` positions (up where negative), as far as possible."""
        index = self.position(passage_id)
        if index < 0:
            return self
        others = list(self.without(passage_id).items)
        others.insert(max(0, min(index + by, len(others))), self.items[index])
        return replace(self, items=tuple(others))

    def with_notes(self, notes: Mapping[str, str]) -> Basket:
        """Return the basket with these notes on these passages; ids that are not in it are ignored."""
        return replace(self, items=tuple(replace(item, note=notes.get(item.id, item.note)) for item in self.items))

    def with_edits(self, displayed: Basket, title: str, notes: Mapping[str, str]) -> Basket:
        """Return the basket with the edits made on a page that showed `displayed`, maybe an earlier version of it.

        Fields that the reader did not change keep their current value, since another tab may have changed them.
        """
        before = {item.id: item.note for item in displayed.items}
        changed = {key: text for key, text in notes.items() if clean_note(text) != before.get(key, "")}
        cleaned = clean_title(title)
        return replace(self.with_notes(changed), title=self.title if cleaned == displayed.title else cleaned)
