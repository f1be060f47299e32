"""Permanent ids of meetings, documents and passages: the names that links carry.

A passage id is `<document id>.<5 characters>`. The characters are a hash of the document's id, the passage's normalised
text and the number of its occurrence. So two builds of one corpus agree, and an insertion elsewhere changes no id. Ids
that the registry gave before count more; they are matched in `registry`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from types import MappingProxyType

from indexer.model import DocumentKind
from indexer.structure.front_matter.kind_names import named_kind
from indexer.text.slugs import short_hash, slugify
from indexer.text.stopwords import stop_words

from .remembered import remembered

_QUOTES = (("‘’‚‛", "'"), ("“”„«»", '"'))
# The sign comes first, so that the search goes from sign to sign and not from letter to letter.
_HYPHEN_IN_WORD = re.compile(r"[-\u00ad\u2010\u2011](?<=\w.)\s?(?=\w)")
_SLUG_LENGTH = 40
_FUNCTION_WORDS = stop_words("slug")


def normalise(text: str) -> str:
    """Return the hashed form of a text: NFKC, case-folded, no hyphens in words, single spaces, straight quotes."""
    text = unicodedata.normalize("NFKC", text).casefold()
    for signs, plain in () if text.isascii() else _QUOTES:
        for sign in signs:
            text = text.replace(sign, plain)
    return " ".join(_HYPHEN_IN_WORD.sub("", text).split())


def passage_ids(
    document_id: str,
    normalised_texts: Sequence[str],
    known_ids: Mapping[int, str] = MappingProxyType({}),
    issued_ids: Iterable[str] = (),
) -> list[str]:
    """Return the ids of the passages of one document, in order, from their normalised texts.

    `known_ids` maps positions to ids that passages already have; `issued_ids` are all ids ever given in the document,
    which no other passage gets.
    """
    occurrences: Counter[str] = Counter()
    taken = {*issued_ids, *known_ids.values()}
    ids = []
    for position, text in enumerate(normalised_texts):
        occurrences[text] += 1
        if position in known_ids:
            ids.append(known_ids[position])
            continue
        attempt = 0
        passage_id = f"{document_id}.{short_hash(document_id, text, occurrences[text])}"
        while passage_id in taken:  # two texts with one hash: a few documents have such a pair
            attempt += 1
            passage_id = f"{document_id}.{short_hash(document_id, text, occurrences[text], attempt)}"
        taken.add(passage_id)
        ids.append(passage_id)
    return ids


def meeting_id_base(title: str, place: str | None, year: int | None) -> str:
    """Return the id a meeting gets unless another has it: city or title, and year."""
    name = slugify(place.partition(",")[0], _SLUG_LENGTH) if place else ""
    name = (
        name
        or _short_slug(_first_part(title))
        or _short_slug(title)
        or slugify(title, _SLUG_LENGTH)
        or f"meeting-{short_hash(title)}"
    )
    return f"{name}-{year}" if year else name


@remembered(str)
def _first_part(title: str) -> str:
    """Return a title up to its colon, or what follows a kind of paper: `Oral evidence: Rivers` gives `Rivers`."""
    first, _, after_colon = title.partition(":")
    return after_colon.partition(":")[0] if named_kind(first) and after_colon.strip() else first


def _short_slug(title: str) -> str:
    """Return a title as a slug without function words."""
    return slugify(
        " ".join(word for word in re.split(r"[\s–—-]+", title) if word.casefold() not in _FUNCTION_WORDS), _SLUG_LENGTH
    )


def document_id_base(meeting_ids: Sequence[str], kind: DocumentKind, title: str, source: str) -> str:
    """Return the id a document gets unless another has it: the id of its only meeting and its kind.

    A document of no meeting, or of several, is named after its title, or after its file where the title gives no slug.
    """
    kind_slug = kind.replace("_", "-") if kind != "other" else "paper"
    if len(meeting_ids) == 1:
        return f"{meeting_ids[0]}-{kind_slug}"
    file_name = PurePosixPath(source).stem
    name = _short_slug(title) or slugify(title, _SLUG_LENGTH) or slugify(file_name, _SLUG_LENGTH) or short_hash(source)
    return name if f"-{name}-".endswith(f"-{kind_slug}-") else f"{name}-{kind_slug}"
