"""The records of drafts: where one stands, and the report on its quotations."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from indexer.attribution.facts import FactVerdict, StatedFactKind
from indexer.quotes.finding import QuoteOutcome
from indexer.quotes.former.words import FormerEnd
from indexer.quotes.gaps import MeaningChangeKind
from indexer.quotes.wording import WordingMatch
from webapp.api.contract.operation import Links, Url

DraftStage = Literal["waiting", "reading", "checking", "writing"]


class TicketParameters(Struct, frozen=True, kw_only=True):
    """A report."""

    ticket: Annotated[str, Meta(description="The ticket of a report, from the address in Location.")]


class DraftState(Struct, frozen=True, kw_only=True):
    """Where a draft stands whose report is not ready."""

    stage: DraftStage
    """What is being done with it."""
    ahead: int
    """How many drafts wait before it."""
    done: int
    """How many quotations are checked."""
    total: int
    """How many are to be checked; 0 where that is not known yet."""
    retry_after: int
    """After how many seconds to ask again; the header Retry-After says the same."""
    links: Links
    """Addresses: `report`, to ask for until it answers with status 200."""


class DraftPlace(Struct, frozen=True, kw_only=True):
    """A place in the papers with words of a quotation."""

    passage: str
    """The id of the passage."""
    url: Url
    """Its permanent link."""
    meeting: str | None
    """The id of the meeting."""
    text: str
    """The words as the passage has them."""
    start: int
    """Where they begin in its text, in characters."""
    end: int
    """Where they end."""


class DraftQuotation(Struct, frozen=True):
    """A quotation of the draft."""

    text: str
    """Its words."""
    start: int
    """Where it begins in the text of the draft, in characters."""
    end: int
    """Where it ends."""
    links: list[str]
    """The links beside it."""


class QuotedWords(Struct, frozen=True):
    """Words of the quotation beside those of the source."""

    quoted: str
    """Words of the quotation."""
    found: str
    """The words of the source in their place."""
    same: bool
    """Whether they are the same words."""


class DraftTitle(Struct, frozen=True):
    """The title that a quotation is."""

    kind: str
    """Whether it is a title of a meeting, a document or a session."""
    id: str
    """The id of that."""
    text: str
    """The title."""
    meeting: str | None
    """The id of the meeting."""
    url: Url
    """Its page."""


class DraftClaim(Struct, frozen=True):
    """Where the link beside a quotation leads."""

    url: str
    """The link."""
    meeting: str | None
    """The id of the meeting that it leads to."""
    document: str | None
    """The id of the document."""
    passage: str | None
    """The id of the passage."""


class StatedWords(Struct, frozen=True):
    """Words of the draft that state a fact."""

    text: str
    """The words."""
    start: int | None
    """Where they begin in the text of the draft, in characters; null for words of a footnote."""
    end: int | None
    """Where they end."""


class StatedFactItem(Struct, frozen=True):
    """What the draft says of the source of a quotation."""

    fact: StatedFactKind
    """Which fact it is, as the meeting or the speaker."""
    stated: StatedWords
    """What the draft says."""
    verdict: FactVerdict
    """Whether the source supports it, contradicts it, or does not decide."""
    source: str | None
    """What the source says; null where it says nothing."""
    note: str | None
    """What else to know."""


class ChangedMeaning(Struct, frozen=True):
    """An omission or a bracket that changes what the source says."""

    kind: MeaningChangeKind
    """Which of these it is."""
    quoted: str
    """What the quotation has there."""
    found: str
    """What the source has there."""
    negation: str | None
    """The negation, or the words that ask, doubt or suppose, that are left out."""
    decided: bool
    """Whether the draft clearly asserts the words; if not, this is only told."""


class OccurrenceCount(Struct, frozen=True):
    """How often a short phrase is in the text of the papers."""

    times: int
    """How often."""
    papers: int
    """In how many documents."""
    more: bool
    """Whether it occurs more often than is counted."""


class PhraseFit(Struct, frozen=True):
    """At how many places of a short phrase what the draft says of its source fits."""

    fitting: int
    """At how many it fits; that proves none of them."""
    judged: int
    """How many places were held against the draft."""
    more: bool
    """Whether there are more places, which leaves it open where none fits."""


class FormerPassage(Struct, frozen=True):
    """A passage that had the words of a quotation until it was reworded, merged or removed."""

    passage: str
    """The id of the passage."""
    url: Url
    """Its page, with the wording that has the words."""
    end: FormerEnd
    """What became of that wording."""
    until: str | None
    """When the passage was merged or removed; null where it was reworded."""


class FindingItem(Struct, frozen=True, kw_only=True):
    """A quotation and what was found."""

    outcome: QuoteOutcome
    """What was found."""
    sound: bool
    """Whether it needs no attention."""
    message: str
    """What that means, in words."""
    quotation: DraftQuotation
    """The quotation, with its place in the text of the draft."""
    wording: WordingMatch | None
    """How the words differ from those of the source."""
    similarity: float
    """The share of its words in the best place, 0 to 1."""
    passages: int
    """How many passages have exactly these words."""
    places: list[DraftPlace]
    """Where it is."""
    nearest: list[DraftPlace]
    """Where nothing was found: the most similar place."""
    former: FormerPassage | None
    """Where nothing was found: the passage that had its words once."""
    changes: list[QuotedWords]
    """Its words beside those of the source, in order."""
    title: DraftTitle | None
    """The title that it is, where it is one."""
    claim: DraftClaim | None
    """What the link beside it says."""
    facts: list[StatedFactItem]
    """What the draft says of its source, held against the source."""
    meaning: list[ChangedMeaning]
    """Omissions and brackets that change its meaning."""
    occurrences: OccurrenceCount | None
    """Of a short phrase: how often it occurs."""
    fit: PhraseFit | None
    """Of a short phrase of whose source the draft says something: at how many places that fits."""
    search: Url | None
    """Of a short phrase: the search for it, which finds passages by their headings and names, too."""


class DraftReport(Struct, frozen=True, kw_only=True):
    """The report on a draft."""

    build: str
    """The build of the index that it was checked against."""
    name: str
    """The name of the draft."""
    outcomes: dict[str, int]
    """How many quotations had each outcome."""
    need_attention: int
    """How many quotations need attention."""
    notices: list[str]
    """What to know of the draft."""
    items: list[FindingItem]
    """Every quotation, in the order of the draft."""
