"""The records that several resources share: passages with their links, as members of lists and alone."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

import msgspec
from msgspec import Struct

from indexer.model import Passage, RestrictionKind
from indexer.references import RESTRICTION_WARNINGS
from indexer.store.records import PassageRecord, passage_record
from webapp.address import urls
from webapp.api.contract.operation import Call, Links, Url
from webapp.shared.references import restrictions_of


class TextRun(Struct, frozen=True):
    """A run of text that matches the query, or does not."""

    text: str
    """The words."""
    match: bool
    """Whether they match."""


class CitingRestrictionItem(Struct, frozen=True):
    """A limit on citing a paper, as its pages say it."""

    kind: RestrictionKind
    """Which limit it is: `non_attribution` is the Chatham House Rule."""
    warning: str
    """What to heed before citing, in English."""
    words: str
    """The words of the paper that say so; empty where only the owner does."""
    passage: str | None
    """The id of the passage with these words; null where the title has them, or where only the owner says so."""


class PassageItem(PassageRecord, frozen=True, kw_only=True):
    """A passage: the unit of search and citation."""

    url: Url
    """The address of its page."""
    version: str
    """The version of its wording, six hex digits; a link with it shows later whether the wording has changed."""
    citing_restrictions: list[CitingRestrictionItem]
    """Limits on citing its paper, as the owner states them or else as the paper does; empty where neither does."""
    links: Links
    """Addresses: `self`, `html` (its page), `permalink` (its page with the version of the wording, for citing),
    `references`, `similar`, `wordings`, `document`, and `meeting` and `session` where it has them."""


class NoticeItem(Struct, frozen=True):
    """Something to know of how a request was read."""

    code: str
    """What it is about, for programs."""
    text: str
    """What to know."""


class WordChangeItem(Struct, frozen=True):
    """A run of words of an older wording and what stands for it in the newer one."""

    before: str
    """The words of the older wording."""
    after: str
    """The words of the newer one."""
    same: bool
    """Whether they are the same words."""


def each_once(*notices: Iterable[NoticeItem]) -> tuple[NoticeItem, ...]:
    """Return notices of several kinds in order, each once: a page says some that the search has said already."""
    return tuple(dict.fromkeys(chain.from_iterable(notices)))


def citing_restrictions(call: Call[Struct], document: str) -> list[CitingRestrictionItem]:
    """Return the limits on citing a paper that its pages warn of; none if nobody asks, for the whole paper is read."""
    if not call.wants("citing_restrictions", "hits"):  # groups have their passages in `hits`
        return []
    return [
        CitingRestrictionItem(each.kind, RESTRICTION_WARNINGS[each.kind], each.words, each.passage)
        for each in restrictions_of(call.library, document)
    ]


def passage_links(call: Call[Struct], passage: Passage) -> Links:
    """Return the addresses of a passage."""
    links = {
        "self": call.link("passages", passage.id),
        "html": call.absolute(urls.passage_path(passage.id)),
        "permalink": call.absolute(urls.permalink_path(passage)),
        "references": call.link("passages", passage.id, "references"),
        "similar": call.link("passages", passage.id, "similar"),
        "wordings": call.link("passages", passage.id, "wordings"),
        "document": call.link("documents", passage.document.id),
    }
    if passage.meeting:
        links["meeting"] = call.link("meetings", passage.meeting.id)
    if passage.session:
        links["session"] = call.link("meetings", passage.session.meeting, "sessions", passage.session.id)
    return links


def passage_item(call: Call[Struct], passage: Passage) -> PassageItem:
    """Return a passage as a member of a list."""
    return PassageItem(**passage_members(call, passage))


def passage_members(call: Call[Struct], passage: Passage) -> dict[str, Any]:
    """Return the members that every record of a passage has."""
    record = passage_record(passage)
    members = msgspec.structs.asdict(record)
    members["url"] = call.absolute(record.url)
    return {
        **members,
        "version": urls.text_version(passage.text),
        "citing_restrictions": citing_restrictions(call, passage.document.id),
        "links": passage_links(call, passage),
    }


def passage_items(call: Call[Struct], passages: Iterable[Passage]) -> list[PassageItem]:
    """Return passages as members of a list."""
    return [passage_item(call, passage) for passage in passages]
