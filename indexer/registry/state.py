"""The state of one alignment: what is matched, what is still free, and what equal words alone can match.

What is judged by likeness is the business of `align`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .incoming import NewPassage
from .rows import Outcome, PassageRow
from .sequence import match_elsewhere, match_in_order


@dataclass(frozen=True)
class ReviewCandidate:
    """A passage of this build that an old one may be, but too unsurely to say so."""

    new: int
    similarity: float


@dataclass
class Alignment:
    """Places in the three sequences given to `align`: old and gone rows, and new passages."""

    kept: dict[int, int] = field(default_factory=dict)
    """New passage to old row: it has the row's id."""
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    """What became of the row of each new passage in `kept`."""
    returned: dict[int, int] = field(default_factory=dict)
    """New passage to gone row: it is back word for word."""
    merged: dict[int, int] = field(default_factory=dict)
    """Old row to the new passage that it became a part of."""
    successors: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Old row to the new passages that have parts of it, but for the one that has its id."""
    review_candidates: dict[int, ReviewCandidate] = field(default_factory=dict)
    """Old row that nothing was found for, to what it may be."""


class AlignmentState:
    """Old rows and new passages of one document, by their places, and what is known of them so far."""

    def __init__(self, old: Sequence[PassageRow], new: Sequence[NewPassage]) -> None:
        self.alignment = Alignment()
        self.old = old
        self.new = new
        self.free_old = dict.fromkeys(range(len(old)))
        self.free_new = dict.fromkeys(range(len(new)))
        self.parts_of: dict[int, set[int]] = defaultdict(set)
        """Old row to all the new passages that have words of it."""

    def has_free(self) -> bool:
        """Whether anything is left to be found on both sides."""
        return bool(self.free_old and self.free_new)

    def match_equal(self, gone: Sequence[PassageRow]) -> None:
        """Match equal wordings: in order, then elsewhere, then former ones, then those of passages that had gone."""
        hashes = [row.hash for row in self.old]
        wanted = [one.hash for one in self.new]
        ordered = match_in_order(hashes, wanted)
        for at, to in ordered:
            self.keep(at, to, "same")
        for at, to in match_elsewhere(hashes, wanted, ordered):
            self.keep(at, to, "moved")
        former: dict[str, int] = {}
        for at in self.free_old:
            former.update({wording.hash: at for wording in self.old[at].past})
        for to in list(self.free_new):
            at = former.get(wanted[to], -1)
            if at in self.free_old:
                self.keep(at, to, "edited")
        lost: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(gone):
            lost[row.hash].append(place)
        for to in list(self.free_new):
            if lost.get(wanted[to]):
                self.alignment.returned[to] = lost[wanted[to]].pop(0)
                del self.free_new[to]

    def has_same_neighbours(self, at: int, to: int) -> bool:
        """Tell whether the passages before both, and those behind both, are the same; so are two ends."""
        first = to == 0 if at == 0 else to - 1 in self.parts_of.get(at - 1, ())
        last = to == len(self.new) - 1 if at == len(self.old) - 1 else to + 1 in self.parts_of.get(at + 1, ())
        return first and last

    def keep(self, at: int, to: int, outcome: Outcome) -> None:
        """Give a new passage the id of an old row."""
        self.alignment.kept[to] = at
        self.alignment.outcomes[to] = outcome
        self.parts_of[at].add(to)
        del self.free_old[at]
        del self.free_new[to]

    def merge(self, at: int, to: int) -> None:
        """Let an old row end in a new passage that has another row's id."""
        self.alignment.merged[at] = to
        self.parts_of[at].add(to)
        del self.free_old[at]

    def add_split_part(self, at: int, to: int) -> None:
        """Let a new passage be a part of an old row whose id another part has."""
        self.alignment.successors[at] = (*self.alignment.successors.get(at, ()), to)
        self.alignment.outcomes[next(one for one in self.parts_of[at] if self.alignment.kept.get(one) == at)] = "split"
        self.parts_of[at].add(to)
        del self.free_new[to]
