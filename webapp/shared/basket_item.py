"""A basket: the passages that a reader collected, in the reader's order, with notes and a title.

Values only, no page and no place where it is kept. How it stands in an address is `basket_token`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from indexer.model import Passage
from indexer.registry.rows import VERSION_LENGTH, hash_text

MAX_ITEMS = 200
MAX_ID = 200
MAX_NOTE = 2_000
MAX_TITLE = 200
"""Characters, as of an id and a note."""

_VERSION = re.compile(r"[0-9a-f]{6,64}", re.ASCII)
# What neither a page nor a word processor's XML can hold: controls but line breaks, half surrogates, non-characters.
_UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def clean_title(text: str, limit: int = MAX_TITLE) -> str:
    """A text as a title: one line, cut to a length."""
    return " ".join(_UNFIT.sub(" ", text).split())[:limit].rstrip()


def clean_note(text: str) -> str:
    """A text as a note: its lines kept, no space at either end, cut to the length of a note."""
    lines = _UNFIT.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))
    return lines.strip()[:MAX_NOTE].rstrip()


class BasketFull(ValueError):
    """A basket that is too large; the message says what to do."""


@dataclass(frozen=True)
class BasketItem:
    """A passage in a basket; ValueError for what cannot be the id or the version of one."""

    id: str
    version: str = ""
    """First hex digits of the hash of the wording that was collected; empty where it is not known."""
    note: str = ""

    def __post_init__(self) -> None:
        fit = self.id.isprintable() and not {" ", "?"} & set(self.id)
        if not fit or not 1 <= len(self.id) <= MAX_ID:
            raise ValueError("not the id of a passage")
        if self.version and not _VERSION.fullmatch(self.version):
            raise ValueError("not the version of a passage")
        object.__setattr__(self, "note", clean_note(self.note))

    @classmethod
    def from_passage(cls, passage: Passage) -> BasketItem:
        """A passage as it stands now."""
        return cls(passage.id, hash_text(passage.text)[:VERSION_LENGTH])

    @property
    def name(self) -> str:
        """The id with the version, as the end of a link has them."""
        return f"{self.id}?v={self.version}" if self.version else self.id

    @classmethod
    def from_name(cls, name: str) -> BasketItem:
        """The item of such a name; ValueError when it names none."""
        key, _, version = name.partition("?v=")
        return cls(key, version)


@dataclass(frozen=True)
class Basket:
    """Items in order, each passage once; more than fit are left out."""

    items: tuple[BasketItem, ...] = ()
    title: str = ""

    def __post_init__(self) -> None:
        once = {item.id: item for item in reversed(self.items)}
        kept = dict.fromkeys(item.id for item in self.items)
        object.__setattr__(self, "items", tuple(once[key] for key in kept)[:MAX_ITEMS])
        object.__setattr__(self, "title", clean_title(self.title))

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the passages in it."""
        return frozenset(item.id for item in self.items)

    def position(self, passage_id: str) -> int:
        """Where a passage is, counted from 0; -1 where it is not there."""
        return next((at for at, item in enumerate(self.items) if item.id == passage_id), -1)

    def inserted(self, items: Iterable[BasketItem], at: int | None = None) -> Basket:
        """With those of the items that are not there yet, put in at a place, or at the end.

        Raise BasketFull when there are more than a basket holds.
        """
        new = tuple(item for item in items if item.id not in self.ids)
        if len(self.items) + len(new) > MAX_ITEMS:
            raise BasketFull(f"A basket holds {MAX_ITEMS} passages. Take something out, or begin another.")
        at = len(self.items) if at is None else max(0, min(at, len(self.items)))
        return replace(self, items=self.items[:at] + new + self.items[at:])

    def without(self, passage_id: str) -> Basket:
        """Without one passage."""
        return replace(self, items=tuple(item for item in self.items if item.id != passage_id))

    def moved(self, passage_id: str, by: int) -> Basket:
        """With one passage moved down by so many places, up where the number is negative, as far as it goes."""
        at = self.position(passage_id)
        if at < 0:
            return self
        rest = list(self.without(passage_id).items)
        rest.insert(max(0, min(at + by, len(rest))), self.items[at])
        return replace(self, items=tuple(rest))

    def with_notes(self, notes: Mapping[str, str]) -> Basket:
        """With these notes beside these passages; one that is not there is passed over."""
        return replace(self, items=tuple(replace(one, note=notes.get(one.id, one.note)) for one in self.items))

    def with_edits(self, shown: Basket, title: str, notes: Mapping[str, str]) -> Basket:
        """With what a reader changed on a page that showed an earlier basket.

        What the reader left as it was shown stays as it is now: another tab may have changed it since.
        """
        before = {item.id: item.note for item in shown.items}
        changed = {key: text for key, text in notes.items() if clean_note(text) != before.get(key, "")}
        named = clean_title(title)
        return replace(self.with_notes(changed), title=self.title if named == shown.title else named)
