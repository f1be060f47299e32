"""What a build hands to the registry: meetings, documents and passages as read now, without ids.

The build makes these from its drafts; nothing here knows how they were read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from indexer.meetings.ids import normalise
from indexer.model import DocumentKind

from .rows import hash_normalised


@dataclass(frozen=True)
class NewPassage:
    """A passage as read now."""

    text: str
    page: int | None = None
    headings: tuple[str, ...] = ()
    number: str | None = None
    """The source's own number of the paragraph."""
    earlier_text: str | None = None
    """The text that builds up to format 10 gave to the same words: that of a table row had the heads of its cells."""

    @property
    def earlier(self) -> NewPassage:
        """The same passage with the text that earlier builds gave to it."""
        return replace(self, text=self.earlier_text, earlier_text=None) if self.earlier_text else self

    @cached_property
    def normalised(self) -> str:
        """The normalised text, which is what is hashed."""
        return normalise(self.text)

    @cached_property
    def hash(self) -> str:
        """The hash of the wording."""
        return hash_normalised(self.normalised)


@dataclass(frozen=True)
class NewDocument:
    """A document as read now; `source` is unique in the corpus."""

    source: str
    digest: str
    title: str
    kind: DocumentKind = "other"


@dataclass(frozen=True)
class NewSession:
    """A session as read now, under the id that its meeting's papers give it by themselves."""

    id: str
    title: str
    number: int | None = None


@dataclass(frozen=True)
class NewMeeting:
    """A meeting with its papers as found now, under the id that it would have without a registry.

    A document that holds several meetings is among the documents of each.
    """

    preferred_id: str
    title: str
    documents: Sequence[NewDocument]
    sessions: Sequence[NewSession] | None = field(default=())
    """None where they are known to be those of the build before, as in a meeting whose papers nobody has touched."""
    start: date | None = None
    """Its first day."""
    is_stated: bool = False
    """Whether the user stated the id, which then counts more than the registry."""
