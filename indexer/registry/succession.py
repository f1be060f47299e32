"""The rows of one document after a build: which ids are kept, which are new, which have ended and where they stood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from indexer.meetings.ids import passage_ids

from .align import align
from .incoming import NewPassage
from .rows import PassageRow, RowOutcome, Wording
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
    """Similarity of the two, from 0 to 1."""


@dataclass(frozen=True)
class CarriedDocument:
    """One document's ids and rows after a build."""

    ids: tuple[str, ...]
    """One for each passage as read now."""
    rows: tuple[PassageRow, ...]
    review: tuple[ReviewItem, ...]
    outcomes: Counter[RowOutcome]


def carry_over(document: str, old: Sequence[PassageRow], new: Sequence[NewPassage], stamp: str) -> CarriedDocument:
    """Carry the rows of one document over to its passages as read now."""
    living = [row for row in old if row.living]
    ended = [row for row in old if not row.living]
    alignment = align(living, ended, new)
    row_before = {new_at: living[old_at] for new_at, old_at in alignment.kept.items()}
    row_before |= {new_at: ended[ended_at] for new_at, ended_at in alignment.returned.items()}
    known_ids = {new_at: row.id for new_at, row in row_before.items()}
    ids = passage_ids(document, [passage.earlier.normalised for passage in new], known_ids, (row.id for row in old))
    successors = {
        new_at: tuple(ids[part_at] for part_at in alignment.successors.get(old_at, ()))
        for new_at, old_at in alignment.kept.items()
    }
    living_rows = []
    outcomes: Counter[RowOutcome] = Counter()
    for new_at, passage in enumerate(new):
        outcome = alignment.outcomes.get(new_at, "same" if new_at in row_before else "new")
        outcomes[outcome] += 1
        row = row_before.get(new_at)
        if row:
            row = _update_row(row, passage, new_at, outcome=outcome, successors=successors.get(new_at, ()), stamp=stamp)
        else:
            row = PassageRow(
                id=ids[new_at],
                document=document,
                ordinal=new_at,
                hash=passage.hash,
                text=passage.text,
                first=stamp,
                last=stamp,
                page=passage.page,
                headings=passage.headings,
                number=passage.number,
            )
        living_rows.append(row)
    ended_now, review = _end_rows(living, alignment, ids, stamp)
    outcomes.update(row.outcome for row in ended_now.values())
    return CarriedDocument(tuple(ids), _in_paper_order(old, living_rows, ended_now), review, outcomes)


def _update_row(
    row: PassageRow, passage: NewPassage, ordinal: int, *, outcome: RowOutcome, successors: tuple[str, ...], stamp: str
) -> PassageRow:
    """Return the row of a passage that is still there; `first`, `last` and outcome stay where nothing changed."""
    past = row.past
    if passage.hash != row.hash:
        current = {row.hash, passage.hash}
        kept_wordings = (wording for wording in past if wording.successors or wording.hash not in current)
        past = (*kept_wordings, Wording(row.hash, row.text, successors))
    last_outcome = row.outcome if outcome == "same" and row.living else outcome
    changed = replace(
        row,
        ordinal=ordinal,
        hash=passage.hash,
        text=passage.text,
        page=passage.page,
        headings=passage.headings,
        number=passage.number,
        outcome=last_outcome,
        into=(),
        past=past,
    )
    is_same = replace(changed, ordinal=row.ordinal) == row and outcome == "same"
    return changed if is_same else replace(changed, last=stamp)


def _end_rows(
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
        candidate = alignment.review_candidates.get(old_at)
        if candidate:
            review.append(ReviewItem(row.id, row.text, ids[candidate.new], candidate.similarity))
        else:
            review.append(ReviewItem(row.id, row.text))
    return ended, tuple(review)


def _in_paper_order(
    old: Sequence[PassageRow], living_rows: Sequence[PassageRow], ended: dict[str, PassageRow]
) -> tuple[PassageRow, ...]:
    """Return all rows in the order of the paper, ended ones after the row that they stood behind."""
    ended_after: dict[str | None, list[PassageRow]] = {}
    ordinals: dict[str | None, int] = {row.id: row.ordinal for row in living_rows}
    anchor: str | None = None
    for row in old:
        if row.id in ordinals:
            anchor = row.id
        else:
            ended_row = replace(ended.get(row.id, row), ordinal=ordinals.get(anchor, -1) + 1)
            ended_after.setdefault(anchor, []).append(ended_row)
    rows = list(ended_after.get(None, ()))
    for row in living_rows:
        rows.append(row)
        rows.extend(ended_after.get(row.id, ()))
    return tuple(rows)


def withdraw_rows(old: Sequence[PassageRow], stamp: str) -> tuple[PassageRow, ...]:
    """Return the rows of a document that is gone as a whole."""
    return tuple(
        replace(row, outcome="withdrawn", ordinal=0, last=stamp) if row.living else replace(row, ordinal=0)
        for row in old
    )
