"""Collect the text of one block from marked-up input: what is shown, what differs from the source, what is set aside.

What the words mean, and what kind of block they are, is decided by the reader of the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.model import Block, BlockKind, DropReason, TextLink
from indexer.text.column_heads import text_with_heads
from indexer.text.urls import find_links, is_page_link

# Unlike `markup.strip_markup`, this keeps U+200C and U+200D: Persian and the scripts of India are spelt with them.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\ufffc]")
_SPACE = re.compile(r"\s+")


def one_line(text: str) -> str:
    """Return the words on one line, without soft hyphens and double spaces."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def dropped_blocks(raw: str, reason: DropReason, page: int | None = None) -> list[Block]:
    """Return a block that accounts for words that are not shown, or no block when there are no words."""
    return [Block("paragraph", "", raw, page=page, drop=reason)] if raw.strip() else []


@dataclass(frozen=True)
class BlockFacts:
    """What is known of a block besides its words."""

    kind: BlockKind = "paragraph"
    level: int = 0
    label: str | None = None
    depth: int = 0
    page: int | None = None


@dataclass(eq=False)
class OpenLink:
    """A link while it is read: the number of parts of the text before its start and before its end."""

    url: str
    start: int
    end: int | None = None


class InlineText:
    """Text of one block, collected in reading order."""

    def __init__(self) -> None:
        self._raw: list[str] = []
        self._shown: list[str] = []
        self._aside: list[tuple[str, DropReason]] = []
        self._notes: list[tuple[str, DropReason | None]] = []
        self._links: list[OpenLink] = []
        self._joins = False

    @classmethod
    def with_label(cls, label: str, words: InlineText) -> InlineText:
        """Put an automatic number, which the source does not hold, before the words; return the same words."""
        words._raw.insert(0, "")
        words._shown.insert(0, f"{label}. ")
        for link in words._links:
            link.start, link.end = (
                link.start + 1,
                link.end if link.end is None else link.end + 1,
            )
        return words

    @classmethod
    def from_block(cls, block: Block) -> InlineText:
        """Return the words of a block, its automatic number shown before them."""
        words = cls()
        if block.drop:
            words.set_aside(block.raw, block.drop)
        else:
            # A row inside a cell of another table has its heads nowhere else.
            has_heads = block.heads and not block.links
            words._add_linked(replace(block, text=text_with_heads(block.text, block.heads)) if has_heads else block)
        words._notes.extend((note, None) for note in block.notes)
        return words

    def add(self, raw: str, shown: str | None = None) -> None:
        """Add words of the block; `shown` when the text to show differs from the source."""
        self._raw.append(raw)
        self._shown.append(raw if shown is None else shown)
        self._joins = self._joins and not raw.strip()

    def _add_linked(self, block: Block) -> None:
        """Add the text of a block in parts that begin and end with its links."""
        self.add(block.raw, f"{block.label}. " if block.label else "")
        offsets = sorted(
            {0, len(block.text)} | {offset for link in block.links for offset in (link.start, link.end) if offset}
        )
        part_indices = {offset: len(self._shown) + number for number, offset in enumerate(offsets)}
        self._shown += [block.text[offset:end] for offset, end in pairwise(offsets)]
        self._links += [
            OpenLink(link.url, part_indices[link.start or 0], part_indices[link.end or len(block.text)])
            for link in block.links
        ]

    def set_aside(self, raw: str, reason: DropReason) -> None:
        """Add words that are not shown; a run of them with one reason becomes one block."""
        if self._joins and self._aside[-1][1] == reason:
            self._aside[-1] = (self._aside[-1][0] + raw, reason)
        elif raw.strip():
            self._aside.append((raw, reason))
            self._joins = True

    def add_note(self, text: str, reason: DropReason | None = None, links: Iterable[str] = ()) -> None:
        """Attach a note with its links; `reason` when its words stand nowhere else and are accounted for here."""
        if text.strip():
            self._notes.append((text, reason))
            for url in dict.fromkeys((*(link.url for link in find_links(text)), *links)):
                self.end_link(self.start_link(url))

    def start_link(self, url: str) -> OpenLink | None:
        """Begin a link around the words that come next; return None when the URL is no page link."""
        if not is_page_link(url):
            return None
        self._links.append(OpenLink(url.strip(), len(self._shown)))
        return self._links[-1]

    def end_link(self, link: OpenLink | None) -> None:
        """End a link; a link begun in the words of another block ends with those."""
        if link is not None and any(known_link is link for known_link in reversed(self._links)):
            link.end = len(self._shown)

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was added, shown or not."""
        return not (self._raw or self._aside or self._notes or self._links)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(part.strip() for part in self._shown)

    @property
    def raw(self) -> str:
        """The words as the source has them."""
        return "".join(self._raw)

    @property
    def text(self) -> str:
        """The words as they are shown."""
        return one_line("".join(self._shown))

    @property
    def lines(self) -> str:
        """The words as they are shown, with their line ends."""
        return _INVISIBLE.sub("", "".join(self._shown))

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes that the words refer to."""
        return tuple(one_line(text) for text, _ in self._notes)

    @property
    def links(self) -> tuple[TextLink, ...]:
        """The links of the words and of their notes, by position in `text`; a note's link stands at its mark."""
        if not self._links:
            return ()
        places = self._places()
        text_length = len(self.text)
        return tuple(
            TextLink(
                link.url,
                min(places[link.start], text_length),
                min(places[-1 if link.end is None else link.end], text_length),
            )
            for link in self._links
        )

    def _places(self) -> list[int]:
        """Return where each part of the words begins in `text`, and at last where they end, with a space after them."""
        places = [0]
        ends_in_space = True  # also before the first words, where spaces do not count
        for part in self._shown:
            line = _SPACE.sub(" ", _INVISIBLE.sub("", part))
            line = line.removeprefix(" ") if ends_in_space else line
            ends_in_space = line.endswith(" ") if line else ends_in_space
            places.append(places[-1] + len(line))
        return places

    def set_aside_blocks(self, page: int | None = None) -> list[Block]:
        """Return blocks for all that the block itself does not show: words set aside, and the words of its notes."""
        note_words = ((text, reason) for text, reason in self._notes if reason)
        return [block for text, reason in (*self._aside, *note_words) for block in dropped_blocks(text, reason, page)]

    def blocks(self, facts: BlockFacts) -> list[Block]:
        """Return the block, if it has words, and after it what was set aside."""
        if self.is_untouched:
            return []
        text = self.text
        rest = self.set_aside_blocks(facts.page)
        if not text:
            return [*dropped_blocks(self.raw, "no_words", facts.page), *rest]
        return [_block(facts, self), *rest]


def _block(facts: BlockFacts, words: InlineText) -> Block:
    return Block(
        facts.kind,
        words.text,
        words.raw.strip(),
        level=facts.level,
        label=facts.label,
        depth=facts.depth,
        page=facts.page,
        notes=words.notes,
        links=words.links,
    )


def join_inline(parts: Iterable[InlineText], between: str = "\n") -> tuple[str, str]:
    """Return the text and the raw form of several runs of words as one."""
    parts = list(parts)
    texts = [part.text for part in parts]
    return " ".join(text for text in texts if text), between.join(part.raw.strip() for part in parts)
