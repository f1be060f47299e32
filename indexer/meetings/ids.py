"""Permanent ids: how a meeting, a document and a passage get the name that links carry for ever.

A passage id is `<document id>.<5 characters>`, the characters being a hash of the document's id, the passage's
normalised text and which occurrence of that text it is; so two builds of one corpus agree, and an insertion
elsewhere changes nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

from indexer.model import DocumentKind, Meeting
from indexer.structure.front_matter.kinds import named_kind
from indexer.text.slugs import short_hash, slugify

_QUOTES = str.maketrans({"‘": "'", "’": "'", "‚": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_SLUG = 40
_SMALL = frozenset("a an and as at by for from in into its of on or the to towards with".split())


def normalise(text: str) -> str:
    """A text as its hash sees it: NFKC, case-folded, hyphens in words gone, one space, straight quotes."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_QUOTES)
    text = re.sub(r"(?<=\w)[-\u00ad\u2010\u2011]\s?(?=\w)", "", text)
    return re.sub(r"\s+", " ", text).strip()


def passage_ids(
    document_id: str,
    normalised_texts: Sequence[str],
    known_ids: Mapping[int, str] = MappingProxyType({}),
    issued_ids: Iterable[str] = (),
) -> list[str]:
    """Ids for the passages of one document, in order, from their normalised texts.

    `known` are the ids that passages have already, by place; `given` are all that were ever given in the document,
    which no other passage gets.
    """
    seen: Counter[str] = Counter()
    taken = {*issued_ids, *known_ids.values()}
    made = []
    for place, normal in enumerate(normalised_texts):
        seen[normal] += 1
        if place in known_ids:
            made.append(known_ids[place])
            continue
        attempt = 0
        name = f"{document_id}.{short_hash(document_id, normal, seen[normal])}"
        while name in taken:  # two texts with one hash: one document in a few has such a pair
            attempt += 1
            name = f"{document_id}.{short_hash(document_id, normal, seen[normal], attempt)}"
        taken.add(name)
        made.append(name)
    return made


def meeting_id_base(title: str, place: str | None, year: int | None) -> str:
    """What a meeting's id would be if no other wanted it: city or title, and year."""
    name = slugify(place.partition(",")[0], _SLUG) if place else ""
    name = (
        name or _short(_first_part(title)) or _short(title) or slugify(title, _SLUG) or f"meeting-{short_hash(title)}"
    )
    return f"{name}-{year}" if year else name


def _first_part(title: str) -> str:
    """A title up to its colon, or what comes after where a kind of paper stands before: `Oral evidence: Rivers`."""
    first, _, rest = title.partition(":")
    return rest.partition(":")[0] if named_kind(first) and rest.strip() else first


def _short(title: str) -> str:
    """A title as part of an address, without the small words that say nothing there."""
    return slugify(" ".join(word for word in re.split(r"[\s–—-]+", title) if word.casefold() not in _SMALL), _SLUG)


def document_id_base(meeting: Meeting, kind: DocumentKind) -> str:
    """What a document's id would be if no other wanted it: its meeting's and its kind."""
    return f"{meeting.id}-{kind.replace('_', '-') if kind != 'other' else 'paper'}"
