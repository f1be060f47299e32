"""The state of one alignment: what is matched, what is still free, and what equal words alone can match.

Matching by similarity belongs to `align`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from .incoming import NewPassage
from .rows import PassageRow, RowOutcome
from .sequence import match_elsewhere, match_in_order


@dataclass(frozen=True)
class ReviewCandidate:
    """A passage of this build that an old one may have become, too uncertain to match."""

    new: int
    similarity: float


@dataclass
class Alignment:
    """The matches, as positions in the three sequences given to `align`: old rows, ended rows, and new passages."""

    kept: dict[int, int] = field(default_factory=dict)
    """New passage to old row: it has the row's id."""
    outcomes: dict[int, RowOutcome] = field(default_factory=dict)
    """What became of the row of each new passage in `kept`."""
    returned: dict[int, int] = field(default_factory=dict)
    """New passage to ended row: it is back word for word."""
    merged: dict[int, int] = field(default_factory=dict)
    """Old row to the new passage that it became a part of."""
    successors: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Old row to the new passages with parts of it, except the one with its id."""
    review_candidates: dict[int, ReviewCandidate] = field(default_factory=dict)
    """Unmatched old row to the passage that it may have become."""


class AlignmentState:
    """The old rows and new passages of one document, by position, and what is known of them so far."""

    def __init__(self, old: Sequence[PassageRow], new: Sequence[NewPassage]) -> None:
        self.alignment = Alignment()
        self.old = old
        self.new = new
        self.free_old = dict.fromkeys(range(len(old)))
        self.free_new = dict.fromkeys(range(len(new)))
        self.parts_of: dict[int, set[int]] = defaultdict(set)
        """Old row to all the new passages that have parts of it."""

    def has_free(self) -> bool:
        """Return whether both sides have something free."""
        return bool(self.free_old and self.free_new)

    def match_equal(self, ended: Sequence[PassageRow]) -> None:
        """Match equal wordings: in order, then elsewhere, then former ones, then those of passages that had gone."""
        old_hashes = [row.hash for row in self.old]
        new_hashes = [passage.hash for passage in self.new]
        in_order = match_in_order(old_hashes, new_hashes)
        for old_at, new_at in in_order:
            self.keep(old_at, new_at, "same")
        for old_at, new_at in match_elsewhere(old_hashes, new_hashes, in_order):
            self.keep(old_at, new_at, "moved")
        former: dict[str, int] = {}
        for old_at in self.free_old:
            former.update({wording.hash: old_at for wording in self.old[old_at].past})
        for new_at in list(self.free_new):
            old_at = former.get(new_hashes[new_at], -1)
            if old_at in self.free_old:
                self.keep(old_at, new_at, "edited")
        ended_with: dict[str, list[int]] = defaultdict(list)
        for ended_at, row in enumerate(ended):
            ended_with[row.hash].append(ended_at)
        for new_at in list(self.free_new):
            if ended_with.get(new_hashes[new_at]):
                self.alignment.returned[new_at] = ended_with[new_hashes[new_at]].pop(0)
                del self.free_new[new_at]

    def has_same_neighbours(self, old_at: int, new_at: int) -> bool:
        """Return whether the passages before both, and those after both, are the same; two ends count as the same."""
        last_old, last_new = len(self.old) - 1, len(self.new) - 1
        before = new_at == 0 if old_at == 0 else new_at - 1 in self.parts_of.get(old_at - 1, ())
        after = new_at == last_new if old_at == last_old else new_at + 1 in self.parts_of.get(old_at + 1, ())
        return before and after

    def keep(self, old_at: int, new_at: int, outcome: RowOutcome) -> None:
        """Give a new passage the id of an old row."""
        self.alignment.kept[new_at] = old_at
        self.alignment.outcomes[new_at] = outcome
        self.parts_of[old_at].add(new_at)
        del self.free_old[old_at]
        del self.free_new[new_at]

    def merge(self, old_at: int, new_at: int) -> None:
        """Merge an old row into a new passage that has another row's id."""
        self.alignment.merged[old_at] = new_at
        self.parts_of[old_at].add(new_at)
        del self.free_old[old_at]

    def add_split_part(self, old_at: int, new_at: int) -> None:
        """Add a new passage as a part of a split row whose id another part has."""
        self.alignment.successors[old_at] = (*self.alignment.successors.get(old_at, ()), new_at)
        part_with_id = next(part for part in self.parts_of[old_at] if self.alignment.kept.get(part) == old_at)
        self.alignment.outcomes[part_with_id] = "split"
        self.parts_of[old_at].add(new_at)
        del self.free_new[new_at]
