"""A paper as a tree: its sections by their headings, and in them speeches and passages, in order.

A speech is the words of one speaker whom the paper names. Which elements stand for them belongs to the formats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from indexer.model import Document, Meeting, Participation, Passage, Session

SPEAKER = "speaker"
"""The role of those whose words a passage is."""


@dataclass(frozen=True)
class PaperLinks:
    """The addresses of what a paper has, each whole."""

    document: str
    passage: Callable[[Passage], str]
    """The permanent link, with the version of the wording."""
    meeting: Callable[[str], str]
    session: Callable[[str, str], str]
    person: Callable[[str], str]
    site: str


@dataclass(frozen=True)
class Speech:
    """Neighbouring passages of one speaker."""

    speaker: Participation
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class PaperSection:
    """A heading with what stands under it."""

    heading: str
    parts: tuple[PaperPart, ...]
    session: Session | None
    """The session that it is the whole of, as far as this paper goes."""


PaperPart = PaperSection | Speech | Passage


@dataclass(frozen=True)
class OpenPaper:
    """A paper with what its file says of itself."""

    document: Document
    passages: Sequence[Passage]
    links: PaperLinks
    warnings: tuple[str, ...]
    """What somebody who cites it has to know, as sentences."""
    names_nobody: bool
    """Whether it was held without attribution, so that no speech is marked as somebody's."""
    site: str
    """The name of the site."""
    built: str
    """The day of the build that the text is of, ISO 8601."""

    @cached_property
    def parts(self) -> tuple[PaperPart, ...]:
        """The parts of the paper in order."""
        return tuple(_parts(self.passages, 0, None, self._speaker))

    @cached_property
    def speakers(self) -> dict[str, Participation]:
        """Each speaker once, by the id that stands for it in the file."""
        found: dict[str, Participation] = {}
        for passage in self.passages:
            if speaker := self._speaker(passage):
                found.setdefault(self.speaker_id(speaker), speaker)
        return found

    @property
    def authors(self) -> tuple[str, ...]:
        """The stated authors."""
        return self.document.authors

    @property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings that the paper is of."""
        return self.document.meetings

    def speaker_id(self, speaker: Participation) -> str:
        """Return the id of a speaker in the file; one without a page is told from the others by name alone."""
        if speaker.person:
            return f"person-{speaker.person}"
        return f"speaker-{self._unlinked.index(_name_key(speaker)) + 1}"

    @cached_property
    def _unlinked(self) -> list[tuple[str, str]]:
        speakers = (speaker for passage in self.passages if (speaker := self._speaker(passage)) and not speaker.person)
        return list(dict.fromkeys(map(_name_key, speakers)))

    def _speaker(self, passage: Passage) -> Participation | None:
        """Return the one speaker whose words a passage is, where that is known and may be said."""
        if self.names_nobody or passage.kind == "heading_note":
            return None
        speakers = [person for person in passage.people if person.role == SPEAKER and person.name]
        return speakers[0] if len(speakers) == 1 else None


def _name_key(speaker: Participation) -> tuple[str, str]:
    return speaker.name, speaker.affiliation or ""


def _parts(
    passages: Iterable[Passage],
    depth: int,
    around: Session | None,
    speaker_of: Callable[[Passage], Participation | None],
) -> Iterator[PaperPart]:
    """Yield the parts under a heading: those without a further heading, and sections."""

    def heading(passage: Passage) -> str | None:
        """Return the next heading over a passage."""
        return passage.headings[depth] if len(passage.headings) > depth else None

    for title, group in groupby(passages, heading):
        inside = tuple(group)
        if title is None:
            yield from _speeches(inside, speaker_of)
            continue
        sessions = {passage.session for passage in inside}
        session = next(iter(sessions)) if len(sessions) == 1 else None
        parts = tuple(_parts(inside, depth + 1, session or around, speaker_of))
        yield PaperSection(title, parts, session if session != around else None)


def _speeches(
    passages: Iterable[Passage], speaker_of: Callable[[Passage], Participation | None]
) -> Iterator[Speech | Passage]:
    def key(passage: Passage) -> tuple[str, str] | None:
        """Return what tells a speaker from the next."""
        speaker = speaker_of(passage)
        return (speaker.person or "", *_name_key(speaker)) if speaker else None  # type: ignore[return-value]

    for _, group in groupby(passages, key):
        inside = tuple(group)
        speaker = speaker_of(inside[0])
        if speaker:
            yield Speech(speaker, inside)
        else:
            yield from inside


def unsaid_lead_in(items: Sequence[Passage], before: Sequence[str]) -> str:
    """Return the sentence that the items of a list complete, unless a text before them ends with it."""
    lead = items[0].lead_in or ""
    return "" if not lead or any(text.endswith(lead) for text in before) else lead


def passage_runs(passages: Sequence[Passage]) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """Yield neighbouring passages of one form: `list`, `table` (rows under the same heads), or single ones."""

    def form(passage: Passage) -> tuple[str, object]:
        """Return the form of a passage, and what tells its run from the next."""
        if passage.kind == "list_item":
            return "list", passage.lead_in
        if passage.kind == "table_row" and passage.heads:
            return "table", tuple(head for head, _ in row_cells(passage))
        return passage.kind, passage.id

    for (name, _), group in groupby(passages, form):
        yield name, tuple(group)


def row_cells(row: Passage) -> list[tuple[str, str]]:
    """Return the cells of a table row in order, each with the head of its column, or with nothing where it has none."""
    cells: list[tuple[str, str]] = []
    place = 0
    for head in row.heads:
        cells += [*_unheaded(row.text[place : head.start]), (head.text, row.text[head.start : head.end])]
        place = head.end
    return [*cells, *_unheaded(row.text[place:])]


def _unheaded(text: str) -> list[tuple[str, str]]:
    """Return what stands between cells with heads, without the separators round it."""
    words = text.strip("; ")
    return [("", words)] if words else []
