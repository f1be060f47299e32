"""Leaves redacted passages out of a paper: their blocks go, and the rest is parsed as if they had never been.

So nothing that was read from them stays either: no speaker, no heading, no date. Which texts those are is told by their
fingerprints, which `redactions` makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from indexer.entities.names import name_in_order
from indexer.errors import SourceUnreadable
from indexer.model import Block, Reading
from indexer.redactions.fingerprints import letters
from indexer.redactions.names import RedactedNames
from indexer.redactions.wordings import RedactedWordings
from indexer.structure.draft import PAGE_ENDS, Draft, DraftPassage

REDACTED_PAPER = "has been redacted: rapporteur redact --list has the reason"
_ROUNDS = 4  # what stood between redacted blocks may be joined, and is then looked at again
_FURNITURE = 6  # blocks that may stand between the two halves of a passage, such as a foot and a head of pages
_REMAINDER = 3  # letters of a block that say nothing alone, such as a number


def parse_without(reading: Reading, parse: Callable[[Reading], Draft], redacted: RedactedWordings) -> Draft:
    """Return a paper without its redacted passages. Raise SourceUnreadable where it is redacted as a whole."""
    whole = reading
    if redacted.names:
        reading = _without_names(reading, redacted.names)
        parse = partial(_parse_without_author, parse, redacted.names)
    draft = parse(reading)
    if redacted.is_whole_paper([passage.text for passage in draft.passages]):
        raise SourceUnreadable(REDACTED_PAPER)
    for _ in range(_ROUNDS):
        found = _found(draft.passages, redacted)
        if not found:
            return replace(draft, redacted=reading != whole)
        if len(found) == len(draft.passages):
            raise SourceUnreadable(REDACTED_PAPER)
        texts = [text for passage in found for text in (passage.text, *passage.notes)]
        reading = replace(reading, blocks=tuple(_without(_furnished(reading.blocks, draft), texts)))
        draft = parse(reading)
    left_out = {id(passage) for passage in _found(draft.passages, redacted)}
    passages = tuple(passage for passage in draft.passages if id(passage) not in left_out)
    return replace(draft, passages=passages, redacted=True)


def _found(passages: Sequence[DraftPassage], redacted: RedactedWordings) -> list[DraftPassage]:
    return [passages[at] for at in redacted.found([passage.text for passage in passages])]


def _without_names(reading: Reading, names: RedactedNames) -> Reading:
    """Return a paper with a mark in the place of each redacted name, in its blocks and in what its file says of it."""

    def clean(text: str | None) -> str | None:
        return text and names.removed(text)

    return replace(
        reading,
        blocks=tuple(_block_without_names(block, names) for block in reading.blocks),
        title=clean(reading.title),
        page_title=clean(reading.page_title),
        authors=tuple(map(names.removed, reading.authors)),
        publisher=clean(reading.publisher),
        links=tuple(link for link in reading.links if not names.stand_in(link)),
    )


def _parse_without_author(parse: Callable[[Reading], Draft], names: RedactedNames, reading: Reading) -> Draft:
    """Return a paper without an author who is redacted, also where `Berg, Anna` is stated for `Anna Berg`."""
    draft = parse(reading)
    author = draft.facts.author or ""
    in_order = "; ".join(map(name_in_order, author.split("; ")))
    if not names.stand_in(author) and not names.stand_in(in_order):
        return draft
    evidence = tuple(known for known in draft.facts.evidence if known.fact != "author")
    return replace(draft, facts=replace(draft.facts, author=None, evidence=evidence))


def _block_without_names(block: Block, names: RedactedNames) -> Block:
    text = names.removed(block.text)
    links, heads = (block.links, block.heads) if text == block.text else ((), ())  # offsets in it, which are others now
    return replace(
        block,
        text=text,
        raw=names.removed(block.raw),
        speaker=block.speaker and names.removed(block.speaker),
        notes=tuple(map(names.removed, block.notes)),
        links=tuple(link for link in links if not names.stand_in(link.url)),
        merged=tuple((column, names.removed(cell)) for column, cell in block.merged),
        heads=tuple(replace(head, text=names.removed(head.text)) for head in heads),
        lead_in=block.lead_in and names.removed(block.lead_in),
    )


def _furnished(blocks: Iterable[Block], draft: Draft) -> Iterator[Block]:
    """Yield blocks, heads and feet of pages marked as such: without the paragraph around them, nothing tells."""
    ends = {(piece.block.raw, piece.block.page) for piece in draft.pieces if not PAGE_ENDS.isdisjoint(piece.reasons)}
    for block in blocks:
        is_end = not block.drop and (block.raw, block.page) in ends
        yield replace(block, drop="running_head", text="") if is_end else block


def _without(blocks: Iterable[Block], texts: Iterable[str]) -> list[Block]:
    """Return blocks without some texts: one text is a block, a part of one, or several that were joined."""
    left = list(blocks)
    redacted = frozenset(filter(None, map(letters, texts)))
    for wanted in redacted:
        reduced = [letters(block.text) for block in left]
        taken = {at for begin in range(len(left)) for at in _blocks_of(wanted, reduced, begin)}
        of_text = [(block, held) for at, (block, held) in enumerate(zip(left, reduced, strict=True)) if at not in taken]
        cut = (_cut(block, wanted) if not taken and wanted in held else block for block, held in of_text)
        left = [block for block in cut if block]
    return [
        replace(block, notes=tuple(note for note in block.notes if letters(note) not in redacted)) for block in left
    ]


def _blocks_of(wanted: str, reduced: Sequence[str], begin: int) -> frozenset[int]:
    """Return the blocks from one on that make up a text together, none where they do not."""
    taken: list[int] = []
    rest, skipped = wanted, 0
    for at in range(begin, len(reduced)):
        if reduced[at] and rest.startswith(reduced[at]):
            taken.append(at)
            rest, skipped = rest[len(reduced[at]) :], 0
            if not rest:
                return frozenset(taken)
        elif not taken or (skipped := skipped + 1) > _FURNITURE:
            break
    return frozenset()


def _cut(block: Block, wanted: str) -> Block | None:
    """Return a block without a text that it holds among others, None where nothing is left that says anything."""
    places = [at for at, character in enumerate(block.text) for _ in letters(character)]
    begin = "".join(map(letters, block.text)).find(wanted)
    if begin < 0:  # letters that are one character together, as with accents of their own
        return None
    first, last = places[begin], places[begin + len(wanted) - 1]
    text = (block.text[:first] + block.text[last + 1 :]).strip()
    if len(letters(text)) < _REMAINDER:
        return None
    return replace(block, text=text, raw=text, links=())
