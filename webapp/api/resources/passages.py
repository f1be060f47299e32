"""Passages: one with its context and what became of it since it was cited, its likes, its wordings, its references."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, NamedTuple

from msgspec import Meta, Struct, field

from indexer.explore.lineage import lineage
from indexer.explore.similar import find_similar
from indexer.model import Passage
from indexer.quotes.wording import WordChange
from indexer.references import (
    EXPORTS,
    RESTRICTION_WARNINGS,
    STYLE_NAMES,
    Reference,
    StyleName,
    cite,
    csl_item,
    plain_text,
)
from indexer.registry.resolve import ResolutionState
from indexer.registry.rows import parse_version
from webapp.address import urls
from webapp.api.contract.operation import Call, Links, ListAnswer, Resource
from webapp.basket.status import item_link, item_reference, item_status
from webapp.reading import cited
from webapp.reading.address import CitedAddress
from webapp.reading.state import CitedState
from webapp.shared.basket_item import BasketItem
from webapp.shared.references import reference_to

from .records import PassageItem, TextRun, WordChangeItem, passage_members

reading = Resource(
    "Passages",
    "A passage is a paragraph, a list item, a quotation or a row of a table. Its ID never changes and is "
    "never reused. Add the version of the wording you cited, and the API says what became of it.",
)

MAX_CONTEXT = 20
MAX_REFERENCES = 50
PassageId = Annotated[str, Meta(description="The id of a passage.")]
Version = Annotated[str, Meta(max_length=64, description="The version of the wording that was cited, as `1a2b3c`.")]
StyleMembers = dict[str, str]


class PassageParameters(Struct, frozen=True, kw_only=True):
    """A passage, as it was cited."""

    passage: PassageId
    v: Version = ""
    merged_from: Annotated[str, Meta(max_length=200)] = field(default="", name="from")
    """The id of the passage that was cited, where it has been merged into this one; redirects add it."""
    context: Annotated[int, Meta(ge=0, le=MAX_CONTEXT)] = 0
    """How many passages before and after it to answer with."""


class OnePassageParameters(Struct, frozen=True, kw_only=True):
    """A passage."""

    passage: PassageId


class PassageReferencesParameters(OnePassageParameters, frozen=True, kw_only=True):
    """A passage, and the styles of references to it."""

    styles: tuple[StyleName, ...] = STYLE_NAMES
    """The citation styles; all where none is named."""


class ReferencesParameters(Struct, frozen=True, kw_only=True):
    """Several passages, and the styles of references to them."""

    id: Annotated[tuple[str, ...], Meta(min_length=1, max_length=MAX_REFERENCES)]
    """Ids of passages; with `?v=` and a version behind it, as `montevideo-2024-summary.k3f9q?v=1a2b3c`, the words as
    they were then. Encode the question mark as `%3F`."""
    styles: tuple[StyleName, ...] = STYLE_NAMES
    """The citation styles; all where none is named."""


class PassageBrief(Struct, frozen=True):
    """A passage beside another."""

    id: str
    """Its id."""
    ordinal: int
    """Its place within its document, counted from 0."""
    text: str
    """Its words."""


class SurroundingPassages(Struct, frozen=True):
    """The passages around one in its document."""

    before: list[PassageBrief]
    """Those before it, in order."""
    after: list[PassageBrief]
    """Those after it."""


class CitedItem(Struct, frozen=True, kw_only=True):
    """What became of the wording that was cited."""

    state: CitedState
    """`unchanged`, `changed`, `split` (other passages have parts of it), `merged` (the cited passage is now part of
    this one), or `never` (this passage never had the version)."""
    text: str | None
    """The wording as it was cited; null where it is not known."""
    changes: list[WordChangeItem]
    """The words that changed, in order; empty where none did."""
    successors: list[PassageBrief]
    """The other passages with words of the cited one."""


class PassageAnswer(PassageItem, frozen=True, kw_only=True):
    """A passage."""

    cited: CitedItem | None
    """What became of the wording since it was cited; null unless `v` or `from` is given."""
    context: SurroundingPassages | None
    """The passages around it; null unless `context` is given."""


class SimilarItem(PassageItem, frozen=True, kw_only=True):
    """A passage that is about the same as another."""

    shared_terms: list[str]
    """Distinctive words that both have, the most distinctive first."""
    snippet: list[TextRun]
    """The part of its text with these words."""


class SimilarAnswer(ListAnswer, frozen=True, kw_only=True):
    """The passages that are about the same as one, the most similar first."""

    terms: list[str]
    """The distinctive words that were searched for."""
    items: list[SimilarItem]
    """The passages."""


class WordingItem(PassageItem, frozen=True, kw_only=True):
    """A passage that says nearly the same."""

    similarity: float
    """The share of words that it has in common with the passage asked for, in order: 0 to 1."""
    same: bool
    """Whether its words are those of the wording before it."""
    changes: list[WordChangeItem]
    """The words that changed since the wording before it."""


class WordingsAnswer(ListAnswer, frozen=True, kw_only=True):
    """All wordings of a passage in the papers, itself among them, the oldest first."""

    more: int
    """How many less similar ones are left out."""
    items: list[WordingItem]
    """The wordings."""


class ReferenceItem(Struct, frozen=True, kw_only=True):
    """A reference to a passage."""

    id: str
    """The id that was asked for."""
    state: ResolutionState
    """What became of the passage since."""
    text: str
    """Its words, as they were cited; empty where they are not known."""
    remark: str
    """What to know of the change in one sentence; empty where there was none."""
    styles: StyleMembers
    """The reference in each style; none for a passage that is gone."""
    csl: dict[str, Any] | None = None
    """The reference as CSL-JSON; null for a passage that is gone."""
    ris: str | None = None
    """The reference as RIS; null for a passage that is gone."""
    bibtex: str | None = None
    """The reference as BibTeX; null for a passage that is gone."""
    warnings: list[str] = field(default_factory=list)
    """What to heed before citing, as the Chatham House Rule."""
    links: Links
    """Addresses: `permalink`, and `passage` where there is one today."""


class _ReferenceFacts(NamedTuple):
    """What is known of a passage to refer to, whether or not it is still there."""

    id: str
    state: ResolutionState
    text: str
    remark: str
    permalink: str


class ReferencesAnswer(ListAnswer, frozen=True, kw_only=True):
    """References to several passages, in the order of their ids."""

    items: list[ReferenceItem]
    """The references."""


@reading.declare("/passages/{passage}", "unknown_id", "gone", "removed")
def passage(call: Call[PassageParameters]) -> PassageAnswer:
    """Return a passage with its document, meeting, session and people.

    With `v`, it says what became of the wording since it was cited. A passage that has become part of another is
    answered with a redirect to that.
    """
    given, library = call.given, call.library
    current = library.passage(given.passage)
    version = parse_version(given.v)
    address = CitedAddress(version, given.merged_from)
    resolution = cited.resolve_link(library, current, address)
    view = cited.state_since_cited(current, address, resolution)
    state = None
    if view and resolution:
        words = resolution.cited.text if resolution.cited and resolution.version_known else None
        state = CitedItem(
            state=view.outcome,
            text=words,
            changes=changed_words(view.changes),
            successors=[PassageBrief(row.id, row.ordinal, row.text) for row in resolution.other_parts],
        )
    return PassageAnswer(**passage_members(call, current), cited=state, context=_context(call, current, given.context))


@reading.declare("/passages/{passage}/similar", "unknown_id", "gone", "removed")
def similar(call: Call[OnePassageParameters]) -> SimilarAnswer:
    """Return the passages that are about the same as one.

    They share its distinctive words. Passages that say nearly the same in the same words are its wordings.
    """
    current = call.library.passage(call.given.passage)
    found = find_similar(call.library, current)
    return SimilarAnswer(
        build=call.library.stats.build,
        links=call.links(urls.similar_path(current.id)),
        terms=list(found.terms),
        items=[
            SimilarItem(
                **passage_members(call, match.hit.passage),
                shared_terms=list(match.shared_terms),
                snippet=[TextRun(span.text, span.match) for span in match.hit.snippet],
            )
            for match in found.similar
        ],
    )


@reading.declare("/passages/{passage}/wordings", "unknown_id", "gone", "removed")
def wordings(call: Call[OnePassageParameters]) -> WordingsAnswer:
    """Return the wordings of a passage from paper to paper, in order of time.

    Each has the words that changed since the one before it.
    """
    current = call.library.passage(call.given.passage)
    found = lineage(call.library, current)
    return WordingsAnswer(
        build=call.library.stats.build,
        links=call.links(urls.lineage_path(current.id)),
        more=found.more,
        items=[
            WordingItem(
                **passage_members(call, version.passage),
                similarity=round(version.similarity, 4),
                same=version.same,
                changes=changed_words(version.changes),
            )
            for version in found.versions
        ],
    )


@reading.declare("/passages/{passage}/references", "unknown_id", "gone", "removed")
def passage_references(call: Call[PassageReferencesParameters]) -> ReferenceItem:
    """Return the reference to a passage in all citation styles and formats of reference managers."""
    current = call.library.passage(call.given.passage)
    permalink = call.absolute(urls.permalink_path(current))
    known = _ReferenceFacts(current.id, "unchanged", current.text, "", permalink)
    return _reference_item(call, known, reference_to(call.library, current), call.given.styles)


@reading.declare("/references")
def references(call: Call[ReferencesParameters]) -> ReferencesAnswer:
    """Return references to several passages in all citation styles and formats of reference managers.

    A passage that was changed, divided or withdrawn since is told; its words are those that were cited. An id that
    never was is answered with the state `unknown`.
    """
    names = dict.fromkeys(call.given.id)
    return ReferencesAnswer(
        build=call.library.stats.build,
        links=call.links(None),
        items=[_listed_reference(call, name, call.given.styles) for name in names],
    )


def changed_words(changes: Iterable[WordChange]) -> list[WordChangeItem]:
    """Return the differences between an older and a newer wording."""
    return [WordChangeItem(change.quoted, change.found, change.same) for change in changes]


def _context(call: Call[PassageParameters], current: Passage, size: int) -> SurroundingPassages | None:
    if not size:
        return None
    members = call.library.document_passages(current.document.id)
    place = next(index for index, member in enumerate(members) if member.id == current.id)
    before, after = members[max(0, place - size) : place], members[place + 1 : place + 1 + size]
    return SurroundingPassages(list(map(_brief, before)), list(map(_brief, after)))


def _brief(member: Passage) -> PassageBrief:
    return PassageBrief(member.id, member.ordinal, member.text)


def _listed_reference(call: Call[Struct], name: str, styles: Iterable[StyleName]) -> ReferenceItem:
    """Return the reference that a name of a passage and perhaps a version asks for."""
    try:
        item = BasketItem.from_name(name)
    except ValueError:  # no passage can have this name
        return ReferenceItem(
            id=name, state="unknown", text="", remark="No passage can have this id.", styles={}, links={}
        )
    status = item_status(call.library, item)
    known = _ReferenceFacts(item.id, status.state, status.words, status.remark, item_link(item))
    return _reference_item(call, known, item_reference(call.library, status), styles)


def _reference_item(
    call: Call[Struct], known: _ReferenceFacts, reference: Reference | None, styles: Iterable[StyleName]
) -> ReferenceItem:
    if reference is None:
        return ReferenceItem(
            id=known.id,
            state=known.state,
            text=known.text,
            remark=known.remark,
            styles={},
            links={"permalink": known.permalink},
        )
    return ReferenceItem(
        id=known.id,
        state=known.state,
        text=known.text,
        remark=known.remark,
        styles={style: plain_text(cite(reference, style)) for style in dict.fromkeys(styles)},
        csl=csl_item(reference),
        ris=EXPORTS["ris"].write([reference]),
        bibtex=EXPORTS["bibtex"].write([reference]),
        warnings=[RESTRICTION_WARNINGS[note.kind] for note in reference.restrictions],
        links={"permalink": known.permalink, "passage": call.link("passages", reference.passage.id)},
    )
