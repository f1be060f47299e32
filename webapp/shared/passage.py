"""The model of passages in their document: their words, what belongs to them, and the headings over them.

The rest of a page is the business of that page's own model.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from indexer.model import Participation, Passage, PassageKind
from indexer.quotes.wording import WordChange
from webapp.address import urls
from webapp.shared import labels
from webapp.shared.basket_item import BasketItem
from webapp.shared.formats import CITE_STYLE
from webapp.shared.highlight import LabelledCell, MarkedRun, link_names, mark_quoted, split_cells
from webapp.shared.models import (
    MentionLink,
    PersonListItem,
    RenderContext,
    VoiceLine,
    cited_links,
    person_list_item,
    voice_lines,
)
from webapp.shared.written import TextLanguage, text_language

MAX_HEADING_LEVEL = 6


@dataclass(frozen=True)
class PassageView:
    """A passage as it stands in its document."""

    id: str
    anchor: str
    kind: PassageKind
    label: str
    nested: bool
    """Whether its label marks it as a part of another item, as `7.b` does."""
    lead_in: str
    """The sentence that it completes, when the page has not shown it yet."""
    speakers: tuple[PersonListItem, ...]
    """The speakers of a quotation, or of a turn when the speaker changes."""
    page: str
    pieces: tuple[MarkedRun, ...]
    cells: tuple[LabelledCell, ...]
    """Its words by the cells of a table, when it is a row whose columns have heads."""
    notes: tuple[str, ...]
    mentions: tuple[MentionLink, ...]
    voices: tuple[VoiceLine, ...]
    """Who without a name is said to have spoken; of the passages that the page is about."""
    url: str
    """Its address on the site, with the search that led there."""
    permalink: str
    """Its absolute permanent address, with the version of its wording and nothing else."""
    cite_url: str
    """The address of the page that shows its reference."""
    number: int
    """Its position in the document, counted from 1."""
    name: str
    """Its id and version, as the form that collects it sends them."""
    written: TextLanguage
    changes: tuple[WordChange, ...] = ()
    """Its words with what differs from the wording that a link cites; empty where nothing is to be marked."""
    current: bool = False
    focused: bool = False
    """Whether the page opens with the focus on it."""


@dataclass(frozen=True)
class HeadingView:
    """A heading of a document, at the place where it begins."""

    text: str
    level: int
    """Level in the page: the document's title is 1."""
    anchor: str
    capitals: bool
    """Whether the source sets it in capitals throughout."""
    written: TextLanguage


@dataclass(frozen=True)
class PassageRun:
    """Neighbouring passages of one kind: a list, a table, or single passages."""

    kind: PassageKind
    passages: tuple[PassageView, ...]


@dataclass(frozen=True)
class SectionView:
    """The headings that begin at one place, and the passages up to the next heading."""

    headings: tuple[HeadingView, ...]
    runs: tuple[PassageRun, ...]


def anchor_of(passage: Passage, prefix: str = "") -> str:
    """Return the element id of a passage: the part of its own id that is unique in its document."""
    return f"{prefix}p-{local_id(passage)}"


def local_id(passage: Passage) -> str:
    """Return the part of a passage's id that is unique in its document."""
    return passage.id.rpartition(".")[2]


def speaker_of(passage: Passage) -> Participation | None:
    """Return the speaker of a passage of running text, or None without one or when its own words name the speaker."""
    if passage.kind not in {"paragraph", "list_item"} or len(passage.people) != 1:
        return None
    [speaker] = passage.people
    surname = (speaker.name.split() or [""])[-1]
    return None if surname.casefold() in passage.text.casefold() else speaker


def speakers(passage: Passage) -> tuple[Participation, ...]:
    """Return whose words a passage is, as shown beside it: the speakers of a quotation or of a turn."""
    if passage.kind == "quote":
        return passage.people
    speaker = speaker_of(passage)
    return (speaker,) if speaker else ()


@dataclass
class SeenContext:
    """What a page has said so far, so that no lead-in and no speaker is repeated."""

    lead_ins: list[str] = field(default_factory=list)
    speaker: str = ""

    def lead_in(self, passage: Passage) -> str:
        """Return the lead-in of a passage, unless an earlier passage of the page ends with it or has shown it."""
        lead = passage.lead_in or ""
        already_said = not lead or any(text.endswith(lead) for text in self.lead_ins)
        if not already_said:
            self.lead_ins.append(lead)
        if passage.text.endswith(":"):
            self.lead_ins.append(passage.text)
        return "" if already_said else lead

    def speakers(self, passage: Passage) -> tuple[Participation, ...]:
        """Return whose words a passage is, unless the same speaker spoke before it."""
        if passage.kind == "quote":
            return passage.people
        before, current = self.speaker, speakers(passage)
        self.speaker = "/".join(participation.person or participation.name for participation in passage.people)
        return () if self.speaker == before else current


def passage_view(passage: Passage, context: RenderContext, seen: SeenContext | None = None) -> PassageView:
    """Return a passage in the context of its page, after what the page has said already."""
    seen = seen or SeenContext()
    language = passage.document.language
    spans = context.mark(passage.text, language)
    quoted = context.quoted_ranges.get(passage.id)
    people = passage.people if passage.kind == "heading_note" else ()
    return PassageView(
        id=passage.id,
        anchor=anchor_of(passage, context.prefix),
        kind=passage.kind,
        label=passage.label or "",
        nested="." in (passage.label or "").strip("."),
        lead_in="" if passage.heads else seen.lead_in(passage),
        speakers=tuple(map(person_list_item, seen.speakers(passage))),
        page=labels.page_label(passage),
        pieces=mark_quoted(link_names(spans, people), quoted),
        cells=split_cells(spans, [(head, context.mark(head.text, language)) for head in passage.heads], quoted),
        notes=passage.notes,
        mentions=cited_links(passage, context.papers),
        voices=voice_lines(passage.voices) if context.all_voices or passage.id == context.current else (),
        url=urls.passage_path(passage.id, context.trail),
        permalink=context.absolute(urls.permalink_path(passage)),
        cite_url=urls.styled_path(passage.id, CITE_STYLE),
        number=passage.ordinal + 1,
        name=BasketItem.from_passage(passage).name,
        written=text_language(passage.document.language),
        changes=context.changes.get(passage.id, ()),
        current=passage.id == context.current,
        focused=passage.id == context.current and not context.focus_within,
    )


def sections(
    passages: Iterable[Passage], context: RenderContext, said_headings: tuple[str, ...] = (), top_level: int = 2
) -> tuple[SectionView, ...]:
    """Return passages in order, under the headings that change before them.

    `said_headings` are headings that the page shows already and does not repeat; `top_level` is the level of the first
    one.
    """
    page_sections: list[SectionView] = []
    seen = SeenContext()
    before: tuple[str, ...] = said_headings
    for path, group in groupby(passages, key=lambda passage: passage.headings):
        members = tuple(group)
        shared = _shared_depth(before, path)
        headings = tuple(
            HeadingView(
                text=text,
                level=min(top_level + depth - min(len(said_headings), shared), MAX_HEADING_LEVEL),
                anchor=f"{context.prefix}h-{members[0].ordinal + 1}-{depth + 1}",
                capitals=text.isupper(),
                written=text_language(members[0].document.language),
            )
            for depth, text in enumerate(path)
            if depth >= shared
        )
        page_sections.append(SectionView(headings, _runs(members, context, seen)))
        before = path
    return tuple(page_sections)


def common_headings(passages: Iterable[Passage]) -> tuple[str, ...]:
    """Return the headings that all the passages stand under."""
    paths = [passage.headings for passage in passages]
    common = paths[0] if paths else ()
    for path in paths:
        common = common[: _shared_depth(common, path)]
    return common


def _shared_depth(first: tuple[str, ...], second: tuple[str, ...]) -> int:
    """Return how many headings two paths share from the top."""
    count = 0
    for left, right in zip(first, second, strict=False):
        if left != right:
            break
        count += 1
    return count


def _runs(passages: Iterable[Passage], context: RenderContext, seen: SeenContext) -> tuple[PassageRun, ...]:
    """Return neighbouring passages of one kind together, in order."""
    return tuple(
        PassageRun(kind, tuple(passage_view(passage, context, seen) for passage in group))
        for kind, group in groupby(passages, key=lambda passage: passage.kind)
    )
