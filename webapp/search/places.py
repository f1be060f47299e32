"""Where each hit stands, so that it is told from its neighbours: its session with those above it, and its number.

How a hit is shown belongs to `results`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.errors import UnknownId
from indexer.model import Passage, Session
from indexer.speech.translation import current_speech, gettext
from indexer.store.library import Library
from webapp.shared.meeting_names import shortened

TITLE_LENGTH = 100
"""Characters of a title, at most: two lines of the page of results. The page of the passage has all of it."""
PATH_SIGN = " › "
"""Stands between a session and its part."""


@dataclass(frozen=True)
class HitPlaces:
    """What is known of the places of the hits of one page."""

    library: Library
    meetings: Mapping[str, str]
    """Short names of meetings, by id."""
    meetings_beside_dates: Mapping[str, str]
    """The same for lines that say the dates too."""
    sizes: Mapping[str, int]
    """The number of passages of each document."""

    def meeting(self, passage: Passage) -> str:
        """Return the short name of the meeting of a passage, for its line; empty for none."""
        return self.meetings_beside_dates.get(passage.meeting.id, "") if passage.meeting else ""

    def number(self, passage: Passage) -> str:
        """Return `passage 12 of 48`: the place of a passage in its document."""
        return number_text(passage.ordinal, self.sizes.get(passage.document.id, 0))

    def title(self, passage: Passage) -> str:
        """Return the title of a passage's place: its session below those that it is part of, its heading, or its paper.

        A session above is called by its label, or by its title where it has none.
        """
        if passage.session:
            above = (session.label or session.name for session in self._above(passage.session))
            return short_title(PATH_SIGN.join((*above, passage.session.name)))
        return short_title(passage.headings[-1] if passage.headings else passage.document.title)

    def _above(self, session: Session) -> tuple[Session, ...]:
        """Return the sessions that a session is part of, the outermost first."""
        path: list[Session] = []
        while session.parent:
            try:
                session = self.library.session(session.meeting, session.parent)
            except UnknownId:
                break
            if session in path:
                break
            path.append(session)
        return tuple(reversed(path))


def number_text(place: int, total: int) -> str:
    """Return `passage 12 of 48` of a place, counted from 0; `passage 12` where the total is 0 for not known."""
    number = current_speech().number
    if not total:
        return gettext("passage %(number)s", number=number(place + 1))
    return gettext("passage %(number)s of %(total)s", number=number(place + 1), total=number(total))


def short_title(title: str) -> str:
    """Return a title as a hit has it."""
    return shortened(title, TITLE_LENGTH)


def document_sizes(library: Library) -> Mapping[str, int]:
    """Return the number of passages of each document. Call it once for each build."""
    return library.document_sizes()
