"""The data of one source before its meeting is known. Only data classes belong here; `parse` fills them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from indexer.entities.turns import SpeakerTurn
from indexer.model import (
    Block,
    ColumnHead,
    DocumentKind,
    DropReason,
    FactEvidence,
    Participation,
    PassageKind,
    RestrictionKind,
    Source,
    Status,
    status_of,
)
from indexer.structure.dates import StatedDates
from indexer.text.column_heads import text_with_heads

DROP_TEXT: dict[DropReason, str] = {
    "aside": "aside",
    "caption_comment": "comment on the captions",
    "column_heads": "column heads",
    "comment": "comment",
    "contents_line": "line of a table of contents",
    "cookie_banner": "cookie banner",
    "deleted": "deleted text",
    "dialog": "dialog",
    "empty_heading": "heading without words",
    "endnote": "endnote, shown with its paragraph",
    "endnote_without_mark": "endnote without a mark in the text",
    "footnote": "footnote, shown with its paragraph",
    "footnote_without_mark": "footnote without a mark in the text",
    "form": "form",
    "front_matter": "front matter",
    "hidden": "hidden text",
    "index": "index",
    "invisible": "invisible text",
    "line_number": "number of a line",
    "link_address": "address of a link",
    "markup": "markup",
    "media": "script, style or medium",
    "navigation": "navigation",
    "no_words": "marks without words",
    "noscript": "shown without scripts only",
    "outside_article": "outside the article",
    "outside_captions": "no part of a caption",
    "page_footer": "page footer",
    "page_header": "page header",
    "page_number": "page number",
    "page_title": "title of the page",
    "picture_text": "description of a picture",
    "repeated_caption": "caption shown twice",
    "ruby_brackets": "brackets round a pronunciation",
    "ruby_text": "pronunciation beside the word",
    "running_head": "running head",
    "slanted": "text on a slant",
    "struck": "struck-out text",
    "table_of_contents": "table of contents",
    "table_rule": "rule of a table",
    "unreadable": "signs that stand for no letters",
}
"""The words for people about why a reader shows no words of a block."""
PieceRole = Literal["body", "heading", "metadata", "roster", "quote", "attribution", "dropped"]
PieceReason = Literal[
    "left_out_by_reader", "table_of_contents", "page_number", "running_head", "numbered_head", "address", "empty",
    "stray_sign", "web_control", "time_stamp", "programme_break", "chart_box", "title_page_line", "masthead",
    "title", "kind_of_paper", "place", "date", "theme", "symbol", "day_of_programme", "day_and_time", "room",
    "heading", "stated_session", "session_title", "subtitle", "publisher", "joined", "roster",
    "pull_quote", "pull_quote_fragments", "speaker_of_quotation", "speaker_of_turn", "opens_meeting",
    "heading_of_day",
]  # fmt: skip
"""Why a piece has its role."""
REASON_TEXT: dict[PieceReason, str] = {
    "left_out_by_reader": "{drop}",
    "table_of_contents": "table of contents",
    "page_number": "page number",
    "running_head": "running head",
    "numbered_head": "running head with page number",
    "address": "address",
    "empty": "empty list item or rule",
    "stray_sign": "stray sign",
    "web_control": "control of a web page",
    "time_stamp": "time stamp",
    "programme_break": "break in the programme",
    "chart_box": "box of an organization chart",
    "title_page_line": "logo, imprint or broken-off line on the title page",
    "masthead": "body, session, item of the agenda or distribution on the title page",
    "title": "title",
    "kind_of_paper": "kind of paper",
    "place": "place",
    "date": "date",
    "theme": "theme",
    "symbol": "symbol of the paper",
    "day_of_programme": "day of the programme",
    "day_and_time": "day and time of the session",
    "room": "room of the session",
    "heading": "heading",
    "stated_session": "stated session",
    "session_title": "title of the session",
    "subtitle": "subtitle",
    "publisher": "publisher",
    "joined": "joined from {count} pieces",
    "roster": "people in their roles",
    "pull_quote": "pull quote",
    "pull_quote_fragments": "pull quote in fragments",
    "speaker_of_quotation": "speaker of the quotation",
    "speaker_of_turn": "speaker of what follows",
    "opens_meeting": "opens a meeting of several in the paper",
    "heading_of_day": "heading of one of several days",
}
"""The words for people; `{drop}` is the reason of the reader, `{count}` the number of pieces joined."""
RUNNING_HEADS: frozenset[PieceReason] = frozenset({"running_head", "numbered_head"})
PAGE_ENDS: frozenset[PieceReason] = RUNNING_HEADS | {"page_number"}
"""What stands at the head or foot of a page."""
# Of the reasons of readers, later steps go by these only.
_PAGE_END_REASONS: dict[DropReason | None, PieceReason] = {"page_number": "page_number", "running_head": "running_head"}


@dataclass(frozen=True)
class Piece:
    """A block with the role it has in the paper, and the reason; `body` is the default."""

    block: Block
    role: PieceRole = "body"
    reasons: tuple[PieceReason, ...] = ()
    """Why it has this role; a line of the title page can state several facts."""
    people: tuple[Participation, ...] = ()
    """Whose words it is, where it is speech."""
    opening: SpeakerTurn | None = None
    """The speaker's label that opens it, where the paper shows that it is one."""
    is_speech: bool = False
    """Whether it is speech, also where the paper does not say whose: the people whom it names then do not speak."""
    repeats_label: bool = False
    """Whether the paper repeats the label in each paragraph of the same speaker."""
    joined_from: int = 0
    """How many pieces one passage was joined from, this one included; 0 if it was not joined."""
    part: int | None = None
    """Position in the paper's `parts` of the meeting that it is about, where the paper holds several."""

    @classmethod
    def left_out(cls, block: Block) -> Piece:
        """Return a block that its reader left out as a dropped piece."""
        return cls(block, "dropped", (_PAGE_END_REASONS.get(block.drop, "left_out_by_reader"),))

    @property
    def text(self) -> str:
        """The words of the block."""
        return self.block.text

    @property
    def line(self) -> str:
        """The words of the block; those of a table row with the head of each cell, which can say what they are."""
        return text_with_heads(self.text, self.block.heads)

    @property
    def reason_text(self) -> str:
        """The reasons in words for people; empty if there are none."""
        drop = DROP_TEXT[self.block.drop] if self.block.drop else ""
        texts = (REASON_TEXT[reason] for reason in self.reasons)
        return " and ".join(text.format(drop=drop, count=self.joined_from) for text in texts)

    def with_role(self, role: PieceRole, *reasons: PieceReason, joined_from: int = 0) -> Piece:
        """Return the same block in another role, for other reasons."""
        return replace(self, role=role, reasons=reasons, joined_from=joined_from)

    @property
    def heading(self) -> str:
        """The words of a heading with its automatic number or label: `Session 1: Ice`, `2.1 Ice`."""
        label = self.block.label
        if not label or self.block.kind != "heading":
            return self.text
        return f"{label} {self.text}" if label[0].isdigit() else f"{label}: {self.text}"

    @property
    def is_list_item(self) -> bool:
        """Whether the source shows the block as an item of a list."""
        return self.block.kind == "list_item"


@dataclass(frozen=True)
class DraftSession:
    """A session as stated by one paper."""

    key: str
    """Unique within the draft."""
    title: str
    number: int | None = None
    label: str | None = None
    parent: str | None = None
    day: tuple[int, int] | None = None
    """Day and month, where the programme states them."""
    time: str | None = None
    people: tuple[Participation, ...] = ()
    part: int | None = None
    """Position in the paper's `parts` of the meeting that it belongs to; None stands for the paper's own meeting."""
    stated: frozenset[str] = frozenset()
    """The fields that a user stated; they outweigh what other papers say."""


@dataclass(frozen=True)
class Section:
    """The headings and the session that a passage stands under."""

    headings: tuple[str, ...] = ()
    session: str | None = None
    """Key of the draft session."""


@dataclass(frozen=True)
class DraftPassage:
    """A passage without ids."""

    text: str
    kind: PassageKind
    section: Section
    people: tuple[Participation, ...] = ()
    page: int | None = None
    page_label: str | None = None
    label: str | None = None
    lead_in: str | None = None
    """The sentence that a list item completes; of a table row, the head of its table."""
    heads: tuple[ColumnHead, ...] = ()
    """Of a table row: the heads of its cells."""
    notes: tuple[str, ...] = ()
    """Footnotes."""
    mentions: tuple[str, ...] = ()
    """Documents that the user states it mentions, besides those that its text names."""
    not_mentions: tuple[str, ...] = ()
    """Documents that the user states it does not mention."""
    part: int | None = None
    """Position in the paper's `parts` of the meeting that it belongs to; None stands for the paper's own meeting."""
    is_speech: bool = False
    """Whether it is part of a turn of speech, in a speaker's own words."""


@dataclass(frozen=True)
class PartFacts:
    """One of several meetings that a paper holds, such as one day of a year of minutes."""

    heading: str
    """The line that opens it, as printed."""
    start: date
    end: date
    title: str | None = None
    """The name of the meeting, where the heading gives more than a day."""
    place: str | None = None


@dataclass(frozen=True)
class UnplacedText:
    """Text of a paper that stands in no passage, for one reason."""

    reason: DropReason | PieceReason
    letters: int
    """Letters and digits."""

    @property
    def reason_text(self) -> str:
        """The reason in words for people."""
        reasons = (*REASON_TEXT.items(), *DROP_TEXT.items())
        return next(words for reason, words in reasons if reason == self.reason)


@dataclass(frozen=True)
class DraftFacts:
    """What a paper states about itself and its meeting."""

    title: str
    kind: DocumentKind
    place: str | None = None
    start: date | None = None
    end: date | None = None
    year: int | None = None
    partial_dates: StatedDates | None = None
    """Day and month of the meeting, where its papers do not state the year."""
    published: str | None = None
    meeting_title: str | None = None
    meeting_symbol: str | None = None
    """The symbol of the record of its meeting, as printed: `A/79/PV.12`."""
    meeting_id: str | None = None
    language: str | None = None
    recognised: bool = False
    """Whether the words come from optical character recognition."""
    stated_status: Status | None = None
    inferred_status: Status | None = None
    """The status that the text decides, where the kind of paper does not."""
    author: str | None = None
    """Who wrote it, where stated; several with semicolons between."""
    publisher: str | None = None
    symbol: str | None = None
    """The symbol or number that it is filed under, where it is stated or printed alone on one of the first lines."""
    url: str | None = None
    """Where the original is, where stated."""
    weight: float = 1.0
    """How much its passages count in the order of results, where stated."""
    has_meeting: bool = True
    """Whether it is a paper of a meeting at all."""
    parts: tuple[PartFacts, ...] = ()
    """The meetings that it holds, where those are several; `start` and `end` are then unknown."""
    evidence: tuple[FactEvidence, ...] = ()
    """How the facts are known: at most one entry for each name of a fact."""
    letters: int = 0
    """Letters and digits of its text, in passages or not."""
    unplaced: tuple[UnplacedText, ...] = ()
    """The text that stands in no passage."""
    restrictions: tuple[RestrictionKind, ...] | None = None
    """The restrictions on citing the paper, where stated."""
    stated: frozenset[str] = frozenset()
    """The fields that a user stated."""

    @property
    def status(self) -> Status:
        """The status that is stated, or else that of the text, or else the usual one for the kind of paper."""
        return self.stated_status or self.inferred_status or status_of(self.kind)


@dataclass(frozen=True)
class Draft:
    """One source after parsing."""

    source: Source
    facts: DraftFacts
    sessions: tuple[DraftSession, ...] = ()
    passages: tuple[DraftPassage, ...] = ()
    pieces: tuple[Piece, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = ()
    redacted: bool = False
    """Whether the source has words that were redacted, and that the rest is without."""
