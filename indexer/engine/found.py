"""What a search finds: passages with scores, and which of them lack a part that need not be there."""

from __future__ import annotations

from typing import NamedTuple

from .rows import Mask, Numbers, Values


class Found(NamedTuple):
    """The living passages that match a tree, ascending, each with its score."""

    passages: Numbers
    scores: Values
    incomplete: Mask
    """Whether each passage lacks a part that need not be there."""
