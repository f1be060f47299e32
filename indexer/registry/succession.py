"""The rows of one document after a build: who keeps which id, what is new, what has gone and where it stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.meetings.ids import passage_ids

from .align import align
from .incoming import NewPassage
from .rows import Outcome, PassageRow, Wording
from .state import Alignment


@dataclass(frozen=True)
class ReviewItem:
    """An id that leads to no living passage since this build; a person should look at it."""

    id: str
    """Of a passage; of a document, where all of it has gone."""
    text: str
    """The passage as cited, or the document's title."""
    candidate: str | None = None
    """Id of the passage that it may have become."""
    similarity: float = 0.0
    """How alike the two are, from 0 to 1."""


@dataclass(frozen=True)
class CarriedDocument:
    """One document's ids and rows after a build."""

    ids: tuple[str, ...]
    """One for each passage as read now."""
    rows: tuple[PassageRow, ...]
    review: tuple[ReviewItem, ...]
    outcomes: Counter[Outcome]


def carry_over(document: str, old: Sequence[PassageRow], new: Sequence[NewPassage], stamp: str) -> CarriedDocument:
    """Carry the rows of one document over to its passages as read now."""
    living = [row for row in old if row.living]
    gone = [row for row in old if not row.living]
    found = align(living, gone, new)
    before = {to: living[at] for to, at in found.kept.items()} | {to: gone[at] for to, at in found.returned.items()}
    known = {to: row.id for to, row in before.items()}
    ids = passage_ids(document, [one.normalised for one in new], known, (row.id for row in old))
    heirs = {to: tuple(ids[one] for one in found.successors.get(at, ())) for to, at in found.kept.items()}
    standing = []
    outcomes: Counter[Outcome] = Counter()
    for to, passage in enumerate(new):
        outcome = found.outcomes.get(to, "same" if to in before else "new")
        outcomes[outcome] += 1
        if to in before:
            standing.append(_kept(before[to], passage, to, (outcome, heirs.get(to, ())), stamp))
        else:
            place = (passage.page, passage.headings, passage.number)
            standing.append(PassageRow(ids[to], document, to, passage.hash, passage.text, stamp, stamp, *place))
    ended, review = _ended(living, found, ids, stamp)
    outcomes.update(row.outcome for row in ended.values())
    rows = _placed(old, standing, ended)
    return CarriedDocument(tuple(ids), rows, review, outcomes)


def _kept(
    row: PassageRow, passage: NewPassage, ordinal: int, became: tuple[Outcome, tuple[str, ...]], stamp: str
) -> PassageRow:
    """The row of a passage that still stands; `first`, `last` and outcome stay where nothing changed."""
    outcome, heirs = became
    past = row.past
    if passage.hash != row.hash:
        known = {row.hash, passage.hash}
        past = (*(one for one in past if one.successors or one.hash not in known), Wording(row.hash, row.text, heirs))
    lasting = row.outcome if outcome == "same" and row.living else outcome
    changed = replace(
        row,
        ordinal=ordinal,
        hash=passage.hash,
        text=passage.text,
        page=passage.page,
        headings=passage.headings,
        number=passage.number,
        outcome=lasting,
        into=(),
        past=past,
    )
    same = replace(changed, ordinal=row.ordinal) == row and outcome == "same"
    return changed if same else replace(changed, last=stamp)


def _ended(
    living: Sequence[PassageRow], found: Alignment, ids: Sequence[str], stamp: str
) -> tuple[dict[str, PassageRow], tuple[ReviewItem, ...]]:
    """The rows that no passage stands for any more, merged or withdrawn, and those of them to look at."""
    kept = set(found.kept.values())
    ended: dict[str, PassageRow] = {}
    review = []
    for at, row in enumerate(living):
        if at in kept:
            continue
        if at in found.merged:
            ended[row.id] = replace(row, outcome="merged", into=(ids[found.merged[at]],), last=stamp)
            continue
        ended[row.id] = replace(row, outcome="withdrawn", last=stamp)
        doubt = found.review_candidates.get(at)
        candidate = ids[doubt.new] if doubt else None
        review.append(ReviewItem(row.id, row.text, candidate, doubt.similarity if doubt else 0.0))
    return ended, tuple(review)


def _placed(
    old: Sequence[PassageRow], standing: Sequence[PassageRow], ended: dict[str, PassageRow]
) -> tuple[PassageRow, ...]:
    """All rows in the order of the paper, those that are gone behind the one that they stood behind."""
    behind: dict[str | None, list[PassageRow]] = {}
    places: dict[str | None, int] = {row.id: row.ordinal for row in standing}
    anchor: str | None = None
    for row in old:
        if row.id in places:
            anchor = row.id
        else:
            gone = replace(ended.get(row.id, row), ordinal=places.get(anchor, -1) + 1)
            behind.setdefault(anchor, []).append(gone)
    rows = list(behind.get(None, ()))
    for row in standing:
        rows.append(row)
        rows.extend(behind.get(row.id, ()))
    return tuple(rows)


def withdraw_rows(old: Sequence[PassageRow], stamp: str) -> tuple[PassageRow, ...]:
    """The rows of a document that has gone as a whole."""
    return tuple(replace(row, outcome="withdrawn", ordinal=0, last=stamp) if row.living else row for row in old)
