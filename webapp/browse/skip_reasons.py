"""Why a file is not in the index, in a few words for readers of other languages.

A build records the reason and the remedy in English, for whoever looks after the papers; the English pages show it.
"""

from __future__ import annotations

import re

from indexer.speech.marking import marked
from indexer.speech.translation import ENGLISH, current_speech, gettext

_REASONS: tuple[tuple[str, str], ...] = (
    (r"is encrypted|is an encrypted", marked("It is encrypted.")),
    (r"is empty|has no text in it", marked("It has no text.")),
    (r"has the same content as|has the (?:same )?name (?:as|of) another", marked("It is there twice.")),
    (r"corpus\.toml says to skip it", marked("The owner of the site left it out.")),
    (
        r"(?:and all after it )?(?:is|are) left out: the ZIP|is \S+ MB, over|is over the limit|unpacks to more"
        r"|has more than|nests |has an element with more",
        marked("It is too large."),
    ),
    (r"is damaged or cut off|is in ISO 2022 and damaged", marked("It is damaged.")),
    (
        r"is of a type|is not text|is not the |is not \S+: export|is a document of an old Word|is an archive within"
        r"|is an? .+, not the .+ that its name says|is an? .+, not a paper|has no captions|has no Word document",
        marked("It is of a kind that cannot be read."),
    ),
    (r"is a link|has a path that leads out", marked("It leads out of the folder.")),
    (r"was (?:removed|replaced) while", marked("It changed while the index was made.")),
)
_UNREADABLE = marked("It cannot be read.")
_BY_TEXT = tuple((re.compile(pattern), message) for pattern, message in _REASONS)


def skip_reason(reason: str) -> str:
    """Return the reason that a build recorded, in short and in the reader's language; in English as it is."""
    if current_speech() is ENGLISH:
        return reason
    return gettext(next((message for pattern, message in _BY_TEXT if pattern.match(reason)), _UNREADABLE))
