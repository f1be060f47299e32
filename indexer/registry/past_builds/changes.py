"""What differs between two lines of one paper: a word that is corrected in a long paper adds a short line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from .lines import KeptRun, PassageContext, PastPaperLine, PlacedPassage


def changes_since(before: PastPaperLine, after: PastPaperLine) -> PastPaperLine:
    """Return a line that follows `before` and says what `after` does; both are complete."""
    contexts = {context: place for place, context in enumerate(before.contexts)}
    known = {_facts(before, placed): place for place, placed in enumerate(before.passages)}
    kept: list[KeptRun] = []
    added: list[PlacedPassage] = []
    for place, placed in enumerate(after.passages):
        earlier = known.get(_facts(after, placed))
        if earlier is None:
            at = contexts.setdefault(after.contexts[placed.context], len(contexts))
            added.append(msgspec.structs.replace(placed, context=at))
        elif kept and (kept[-1][0] + kept[-1][2], kept[-1][1] + kept[-1][2]) == (place, earlier):
            kept[-1] = (kept[-1][0], kept[-1][1], kept[-1][2] + 1)
        else:
            kept.append((place, earlier, 1))
    return msgspec.structs.replace(
        after,
        follows=True,
        kept=tuple(kept),
        contexts=tuple(contexts)[len(before.contexts) :],
        passages=tuple(added),
    )


def completed(lines: Sequence[PastPaperLine]) -> PastPaperLine:
    """Return the last of the lines of a paper as a complete one; the first is complete, each other follows the last.

    Raise LookupError for lines that do not belong together.
    """
    complete, *following = lines
    for line in following:
        if not line.follows:
            raise LookupError(line.id)
        contexts = (*complete.contexts, *line.contexts)
        complete = with_contexts(line, contexts, _passages(complete.passages, line))
    return complete


def with_contexts(
    line: PastPaperLine, contexts: Sequence[PassageContext], passages: Iterable[PlacedPassage]
) -> PastPaperLine:
    """Return a complete line with these passages, and with those contexts alone that they have, in their order."""
    used: dict[PassageContext, int] = {}
    placed = tuple(
        msgspec.structs.replace(passage, context=used.setdefault(contexts[passage.context], len(used)))
        for passage in passages
    )
    return msgspec.structs.replace(line, follows=False, kept=(), contexts=tuple(used), passages=placed)


def _passages(before: Sequence[PlacedPassage], line: PastPaperLine) -> Iterator[PlacedPassage]:
    added, place = iter(line.passages), 0
    for begin, earlier, count in line.kept:
        while place < begin:
            yield next(added)
            place += 1
        yield from before[earlier : earlier + count]
        place += count
    yield from added


def _facts(paper: PastPaperLine, placed: PlacedPassage) -> tuple[object, ...]:
    return placed.name, placed.text, paper.contexts[placed.context], placed.mentions, placed.voices
