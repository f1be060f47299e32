"""The rows of one document after a build: which ids are kept, which are new, which have ended and where they stood."""

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
    alignment = align(living, gone, new)
    row_before = {new_at: living[old_at] for new_at, old_at in alignment.kept.items()} | {
        new_at: gone[old_at] for new_at, old_at in alignment.returned.items()
    }
    known_ids = {new_at: row.id for new_at, row in row_before.items()}
    ids = passage_ids(document, [one.normalised for one in new], known_ids, (row.id for row in old))
    successors = {
        new_at: tuple(ids[one] for one in alignment.successors.get(old_at, ()))
        for new_at, old_at in alignment.kept.items()
    }
    living_rows = []
    outcomes: Counter[Outcome] = Counter()
    for new_at, passage in enumerate(new):
        outcome = alignment.outcomes.get(new_at, "same" if new_at in row_before else "new")
        outcomes[outcome] += 1
        if new_at in row_before:
            living_rows.append(_kept(row_before[new_at], passage, new_at, (outcome, successors.get(new_at, ())), stamp))
        else:
            place = (passage.page, passage.headings, passage.number)
            living_rows.append(
                PassageRow(ids[new_at], document, new_at, passage.hash, passage.text, stamp, stamp, *place)
            )
    ended, review = _ended(living, alignment, ids, stamp)
    outcomes.update(row.outcome for row in ended.values())
    rows = _placed(old, living_rows, ended)
    return CarriedDocument(tuple(ids), rows, review, outcomes)


def _kept(
    row: PassageRow, passage: NewPassage, ordinal: int, became: tuple[Outcome, tuple[str, ...]], stamp: str
) -> PassageRow:
    """Return the row of a passage that is still there; `first`, `last` and outcome stay where nothing changed."""
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
    living: Sequence[PassageRow], alignment: Alignment, ids: Sequence[str], stamp: str
) -> tuple[dict[str, PassageRow], tuple[ReviewItem, ...]]:
    """Return the rows that no passage has any more, merged or withdrawn, and those of them to review."""
    kept_rows = set(alignment.kept.values())
    ended: dict[str, PassageRow] = {}
    review = []
    for old_at, row in enumerate(living):
        if old_at in kept_rows:
            continue
        if old_at in alignment.merged:
            ended[row.id] = replace(row, outcome="merged", into=(ids[alignment.merged[old_at]],), last=stamp)
            continue
        ended[row.id] = replace(row, outcome="withdrawn", last=stamp)
        candidate_found = alignment.review_candidates.get(old_at)
        candidate = ids[candidate_found.new] if candidate_found else None
        review.append(ReviewItem(row.id, row.text, candidate, candidate_found.similarity if candidate_found else 0.0))
    return ended, tuple(review)


def _placed(
    old: Sequence[PassageRow], standing: Sequence[PassageRow], ended: dict[str, PassageRow]
) -> tuple[PassageRow, ...]:
    """Return all rows in the order of the paper, ended ones after the row that they stood behind."""
    ended_after: dict[str | None, list[PassageRow]] = {}
    ordinals: dict[str | None, int] = {row.id: row.ordinal for row in standing}
    anchor: str | None = None
    for row in old:
        if row.id in ordinals:
            anchor = row.id
        else:
            ended_row = replace(ended.get(row.id, row), ordinal=ordinals.get(anchor, -1) + 1)
            ended_after.setdefault(anchor, []).append(ended_row)
    rows = list(ended_after.get(None, ()))
    for row in standing:
        rows.append(row)
        rows.extend(ended_after.get(row.id, ()))
    return tuple(rows)


def withdraw_rows(old: Sequence[PassageRow], stamp: str) -> tuple[PassageRow, ...]:
    """Return the rows of a document that is gone as a whole."""
    return tuple(replace(row, outcome="withdrawn", ordinal=0, last=stamp) if row.living else row for row in old)
