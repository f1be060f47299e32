"""What is put into meetings: papers and parts of papers, and the clusters that they form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from indexer.model import FactEvidence


class PaperPart(NamedTuple):
    """A paper, or one of the several meetings that a paper holds."""

    name: str
    """The name of the paper's source."""
    part: int | None = None
    """Position in the paper's `parts`; None stands for the whole paper."""


@dataclass(frozen=True)
class PaperCluster:
    """The papers of one meeting."""

    papers: tuple[PaperPart, ...]
    evidence: Mapping[PaperPart, tuple[FactEvidence, ...]]
    """How it is known that a paper is of this meeting, and of its day where another paper states that."""
