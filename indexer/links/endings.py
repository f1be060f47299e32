"""The endings that the addresses of files have behind those of the pages that they belong to.

What is in the files, and who sends them, does not matter here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from indexer.errors import IdKind, UnknownId
from indexer.open_formats import PAPER_SUFFIXES
from indexer.references import EXPORTS

ANNOTATION_SUFFIX = ".jsonld"
LINKSET_SUFFIX = ".linkset"
WORD_SUFFIX = ".docx"
_REFERENCES = tuple(export.suffix for export in EXPORTS.values())
PASSAGE_SUFFIXES = (*_REFERENCES, ANNOTATION_SUFFIX)
"""Of the files about a passage."""
WHOLE_SUFFIXES = (*_REFERENCES, LINKSET_SUFFIX)
"""Of the files about any whole: a paper, a meeting or a session."""
SESSION_SUFFIXES = (*WHOLE_SUFFIXES, WORD_SUFFIX)
FILE_SUFFIXES: Mapping[IdKind, Sequence[str]] = {
    "passage": PASSAGE_SUFFIXES,
    "document": (*WHOLE_SUFFIXES, *PAPER_SUFFIXES),
    "meeting": WHOLE_SUFFIXES,
    "session": SESSION_SUFFIXES,
    "person": (".atom", ".feed.json"),
}
"""By what they belong to."""


def suffix_of(wanted: str, suffixes: Sequence[str]) -> str:
    """Return which of some endings an id as an address has it ends in, or an empty string."""
    return next((suffix for suffix in suffixes if wanted.endswith(suffix)), "")


def find_with_suffix(
    exists: Callable[[str], object], wanted: str, suffixes: Sequence[str] = WHOLE_SUFFIXES
) -> tuple[str, str]:
    """Return the id that an address asks for, and the suffix of the file about it, or an empty suffix.

    An id may contain full stops, so the whole text is tried first; `exists` raises UnknownId for what is no id. Raise
    UnknownId where neither is one.
    """
    try:
        exists(wanted)
    except UnknownId:
        suffix = suffix_of(wanted, suffixes)
        if not suffix:
            raise
        exists(wanted.removesuffix(suffix))
        return wanted.removesuffix(suffix), suffix
    return wanted, ""
