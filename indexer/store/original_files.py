"""The file that a document was read from, as a build records it, so that a site can find and check it.

Opening it belongs to `originals`; whether a site offers any files is a setting of the site.
"""

from __future__ import annotations

from typing import Literal

import msgspec

WithheldReason = Literal["", "refused", "redacted"]
"""Why nobody may see a file: the owner of the papers says so, or words were taken out of its paper for good."""


class OriginalFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """The file of one document."""

    path: str
    """Below the folder of the papers, as it is written on the disk."""
    digest: str
    """SHA-256 of the bytes that were read, as hex."""
    member: str | None = None
    """The name of the member, where the file is a ZIP."""
    encoding: str | None = None
    """The encoding of a text, where `corpus.toml` states it."""
    withheld: WithheldReason = ""


_decode = msgspec.json.Decoder(OriginalFile).decode


def original_from(record: str) -> OriginalFile:
    """Return a file from its JSON record. Raise ValueError for anything else."""
    return _decode(record)
